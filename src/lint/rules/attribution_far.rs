//! `attribution.far`: a long quotation before anyone says who is speaking.

use crate::claim::{Directness, Part, Speaker};
use crate::lint::about::{About, Choice};
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule, Voice};
use crate::lint::view::View;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports quotations whose attribution comes late.
pub struct AttributionFar;

const ABOUT: About = About {
    id: "attribution.far",
    level: Level::Suggestion,
    what: "A quotation runs for several sentences before the article says who is speaking.",
    why: "Readers should not have to plough through a long quotation to learn whose it is. The attribution belongs after its first \
          sentence. The rule reports quotations whose attribution comes after more than `within` sentences, unless the speaker \
          is named in the paragraph before or someone else is quoted right before.",
    sources: &[
        "Reuters Handbook of Journalism, The Essentials of Reuters Sourcing: identify the source of a quotation as quickly as possible, usually after the first sentence",
        "AP, When is it OK to use anonymous sources?, On attribution: just before or just after the first reference, in the same sentence",
    ],
    bad: "“The sluice is old. It was built by my grandfather. It leaks in three places. We need a new one,” Ilse Brandt said.",
    good: "“The sluice is old,” Ilse Brandt said. “It was built by my grandfather. It leaks in three places.”",
    options: &[Choice { name: "within", default: "2", what: "How many sentences may come before the attribution." }],
    measured: "In 9,201 articles of 2004 to 2024: 67 findings. 20 were drawn and read: all have the attribution where the \
               rule says. So do all 6 findings in 936 articles of PolNeAR and GUM (both engines), read with the whole \
               article at hand. Whether the quotation is hard to follow is a matter of taste, so it is a suggestion.",
};

impl Rule for AttributionFar {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting { within: 2, ..Setting::at(ABOUT.level) }
    }

    fn claim(&self, view: &View<'_>, claim: &ReviewedClaim, found: &mut Findings) {
        if view.speaker(claim).is_none()
            && let Some(late) = late(view, claim)
        {
            report(view, claim, late, found);
        }
    }

    fn marks(&self, view: &View<'_>, claim: &ReviewedClaim) -> u8 {
        if late(view, claim).is_some() { LATE } else { 0 }
    }

    fn speaker(&self, view: &View<'_>, voice: &Voice<'_>, found: &mut Findings) {
        for claim in voice.marked(LATE) {
            if let Some(late) = late(view, claim).filter(|late| !is_source_before(view, voice.speaker, late.before)) {
                report(view, claim, late, found);
            }
        }
    }
}

/// Marks claims whose attribution comes late.
const LATE: u8 = 1;

/// An attribution that comes late.
#[derive(Clone, Copy)]
struct Late {
    /// After so many sentences.
    sentences: usize,
    /// The sentence before the quotation, and its own before it: where the speaker may have been named.
    before: Span,
    /// The words that attribute.
    cue: Span,
}

/// How late the attribution of a claim comes; `None` where that is soon enough, or the text introduces who speaks.
fn late(view: &View<'_>, claim: &ReviewedClaim) -> Option<Late> {
    if view.session.directness(claim) != Directness::Direct {
        return None;
    }
    let (content, cue) = (view.hull(claim, Part::Content)?, view.hull(claim, Part::Cue)?);
    let in_words = cue.slice(view.text()).is_some_and(|cue| cue.contains(char::is_alphabetic));
    // A name behind a dash signs a quotation in a list.
    if cue.start < content.start || !in_words {
        return None;
    }
    let (first, last) = (view.index.sentence_at(content.start), view.index.sentence_at(cue.start));
    let sentences = last.saturating_sub(first);
    if sentences <= view.setting(ABOUT.id).within {
        return None;
    }
    let start = claim.spans(Part::Content).first()?.start;
    let from = view.index.sentence_span(first.saturating_sub(1)).map_or(start, |sentence| sentence.start);
    let before = Span::new(from.min(start), start);
    (!is_introduced(view, claim, before)).then_some(Late { sentences, before, cue })
}

fn report(view: &View<'_>, claim: &ReviewedClaim, late: Late, found: &mut Findings) {
    let Late { sentences, cue, .. } = late;
    let speaker = view.speaker(claim);
    let named = speaker.map_or_else(|| view.words(claim, Part::Source), |speaker| speaker.name.clone());
    let message = format!("the attribution (“{named}”) comes after {sentences} sentences; move it behind the first");
    let Some(place) = claim.spans(Part::Content).first() else { return };
    let first = view.index.sentence_at(place.start);
    let place = view.index.sentence_span(first).map_or(*place, |sentence| Span::new(place.start, sentence.end));
    let finding = found.add(view.basis(claim), place, message).of(claim, speaker);
    finding.beside(cue, "the attribution");
}

/// Whether the text mentions the speaker in the sentence before the quotation, or in its own before it.
fn is_introduced(view: &View<'_>, claim: &ReviewedClaim, before: Span) -> bool {
    let Span { start: from, end: start } = before;
    // In a dialogue the one who is answered needs no name.
    let quoted = |quoted: &crate::lint::index::Quoted| quoted.span.start < start && quoted.span.end > from;
    let until = view.index.quotations().partition_point(|quoted| quoted.span.start < start);
    if view.index.quotations().get(until.saturating_sub(2)..until).unwrap_or_default().iter().any(quoted) {
        return true;
    }
    let Some(speaker) = view.speaker(claim) else { return false };
    let block = view.index.article.block_index(start);
    let paragraph = view.index.article.blocks.get(block.saturating_sub(1)).map_or(from, |block| block.span.start);
    let name = speaker.name.split_whitespace().next_back().unwrap_or_default();
    let text = view.text().get(paragraph.min(from)..start).unwrap_or_default();
    if name.len() > 2 && text.contains(name) {
        return true;
    }
    speaker.mentions.iter().any(|mention| (from..start).contains(&mention.start))
}

/// Whether a claim of the speaker has its source there.
fn is_source_before(view: &View<'_>, speaker: &Speaker, before: Span) -> bool {
    let is_theirs = |other: &ReviewedClaim| view.speaker(other).is_some_and(|other| other.id == speaker.id);
    let is_there =
        |other: &ReviewedClaim| other.spans(Part::Source).iter().any(|span| (before.start..before.end).contains(&span.start));
    view.claims_at(before).any(|(_, other)| view.counts(other) && is_there(other) && is_theirs(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{lint_session, session_with};

    fn reported(text: &str) -> usize {
        let session = session_with(text, |found| {
            for claim in &mut found.claims {
                claim.directness = Directness::Direct;
            }
        });
        lint_session("attribution.far", &session).len()
    }

    #[test]
    fn a_late_attribution_is_reported() {
        assert_eq!(
            reported("[“The sluice is old. It was built long ago. It leaks. We need a new one,”] <Ilse Brandt> {said}."),
            1
        );
        assert_eq!(reported("[“The sluice is old. We need a new one,”] <Ilse Brandt> {said}."), 0);
        assert_eq!(
            reported("<Ilse Brandt> {said}: [“The sluice is old. It was built long ago. It leaks. We need a new one.”]"),
            0
        );
    }

    #[test]
    fn whoever_is_named_right_before_is_introduced() {
        let text = "[It is a pity], {said} <Ilse Brandt>.\n[“The sluice is old. It was built long ago. It leaks. We need a new one,”] <Ilse Brandt> {said}.";
        assert_eq!(reported(text), 0);
    }
}
