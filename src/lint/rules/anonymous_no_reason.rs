//! `anonymous.no-reason`: a person without a name, and nothing says why.

use crate::claim::{Part, SpeakerKind};
use crate::lint::about::{About, Choice};
use crate::lint::anonymous::{introduced_in, introduction};
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule, Voice};
use crate::lint::view::View;
use crate::lint::words;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports anonymous sources where the article does not say why they are not named.
pub struct AnonymousNoReason;

const ABOUT: About = About {
    id: "anonymous.no-reason",
    level: Level::Warning,
    what: "An anonymous source, and the article does not say why the source is not named.",
    why: "Handbooks ask for the reason in the article: readers can only weigh a source without a name if they know what it \
          risks. The rule looks for a reason (\"because she was not authorised to speak\", \"on condition of anonymity\") in \
          the sentences that mention the speaker and in those that follow, in a sentence that speaks for all sources of the \
          article (\"the officials and others in this story asked not to be named\"), or in the review (key n on a speaker). By default \
          it is about persons with whom reporters talk in confidence, not about groups (\"critics\", \"residents\").",
    sources: &[
        "AP, News Values and Principles, Anonymous sources: explain in the story why the source requested anonymity",
        "The New York Times, Guidelines on Integrity: tell readers why a source is unnamed",
    ],
    bad: "A clerk at the port office said the crane had failed before.",
    good: "A clerk at the port office, who asked not to be named for fear of losing her job, said the crane had failed before.",
    options: &[
        Choice { name: "within", default: "1", what: "How many sentences after the one with the source may hold the reason." },
        Choice { name: "kinds", default: "[Person]", what: "The kinds of speakers: Person, Group, Organisation." },
    ],
    measured: "5 findings in 84 articles of PolNeAR (5% of them), none in 12 news articles of GUM (neural engine). Read \
               with the whole article at hand: all 23 findings in 385 articles of PolNeAR and GUM (neural engine), 23 \
               right, and all 33 in 840 articles of PolNeAR (rule-based engine), 30 right. Wrong ones: an official who is \
               named below the abstract, a voice from a history book, a source that is a document. Earlier rounds, read as \
               passages: 40 of 44 in PolNeAR, and 36 of 40 drawn from 452 in 9,201 articles of 2004 to 2024 (rule-based \
               engine).",
};

/// Marks claims that introduce somebody without a name.
const INTRODUCES: u8 = 1;

impl Rule for AnonymousNoReason {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting { within: 1, kinds: vec![SpeakerKind::Person], ..Setting::at(ABOUT.level) }
    }

    fn marks(&self, view: &View<'_>, claim: &ReviewedClaim) -> u8 {
        if introduced_in(view, claim).is_some() { INTRODUCES } else { 0 }
    }

    fn speaker(&self, view: &View<'_>, voice: &Voice<'_>, found: &mut Findings) {
        let speaker = voice.speaker;
        let setting = view.setting(ABOUT.id);
        if !speaker.anonymous || speaker.unnamed_because.is_some() || !setting.kinds.contains(&speaker.kind) {
            return;
        }
        let Some((claim, place)) = introduction(view, voice, INTRODUCES).filter(|_| !view.index.gives_reason_for_all()) else {
            return;
        };
        // A speaker may be mentioned thousands of times, and reasons are few: so each reason looks for a mention near it.
        let index = view.index;
        let mut places: Vec<usize> = Vec::new();
        if !index.reasons().is_empty() {
            let sources = voice.claims().filter_map(|claim| view.hull(claim, Part::Source));
            places.extend(speaker.mentions.iter().copied().chain(sources).map(|place: Span| place.start));
            // Two lists that are each in order.
            places.sort();
        }
        let is_mentioned = |sentence: usize| {
            let begin = sentence.checked_sub(1).and_then(|before| index.sentence_span(before)).map_or(0, |span| span.end);
            let end = index.sentence_span(sentence).map_or(begin, |span| span.end);
            places.get(places.partition_point(|place| *place < begin)).is_some_and(|place| *place < end)
        };
        let given = index.reasons().iter().any(|reason| {
            (reason.saturating_sub(setting.within)..=*reason).any(|sentence| {
                // A reason may follow in the next paragraph too.
                let here = index.paragraph_of(sentence);
                index.paragraph_of(*reason).zip(here).is_some_and(|(near, here)| near <= here + 1) && is_mentioned(sentence)
            })
        });
        if !given && !is_given_later(view, place) {
            let message = format!("“{}”: say why the source is not named", view.excerpt(place));
            found.add(view.basis(claim), place, message).of(claim, Some(speaker));
        }
    }
}

/// Whether one of the next sentences gives the reason of "the official" after "an official", whoever that is taken for.
fn is_given_later(view: &View<'_>, place: Span) -> bool {
    /// Sentences in which "the official" is still the one introduced here.
    const NEAR: usize = 12;
    let noun = words::head(place.slice(view.text()).unwrap_or_default()).map(|noun| words::singular(&noun));
    let Some(noun) = noun else { return false };
    let here = view.index.sentence_at(place.start);
    let later = view.index.reasons_in(here + 1..=here + NEAR);
    later.iter().any(|at| words::is_mentioned_in(view.index.sentence(*at), &noun))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::found;

    #[test]
    fn a_source_without_a_reason_is_reported_once() {
        assert_eq!(
            found("anonymous.no-reason", "[The weir leaks], {said} <a port official>.\n[It is old], <a port official> {said}."),
            ["a port official: “a port official”: say why the source is not named"]
        );
    }

    #[test]
    fn a_reason_in_that_sentence_or_the_next_is_enough() {
        for text in [
            "[The weir leaks], {said} <a port official>, who was not authorised to speak.",
            "[The weir leaks], {said} <a port official>. He spoke on condition of anonymity because he feared for his job.",
            "[The weir leaks], {said} <Ilse Brandt>.",
            "[The weir leaks], {said} <a passer-by>.",
            "The clerks and others spoke on condition of anonymity. It rained. It rained.\n[The weir leaks], {said} <a port official>.",
            "[The weir leaks], <a port official> would not {say}.",
            "[The weir leaks], {said} <a port official>. The board met. Port official <Ana Diaz> {said} so [too].",
        ] {
            assert_eq!(found("anonymous.no-reason", text), [""; 0], "{text}");
        }
        let late = "[The weir leaks], {said} <a port official>. It was raining. It rained all day.";
        assert_eq!(found("anonymous.no-reason", &format!("{late} He asked not to be named.")).len(), 1);
        assert_eq!(found("anonymous.no-reason", &format!("{late} The clerk asked not to be named.")).len(), 1);
        for reason in ["The port official asked not to be named.", "Both officials asked not to be named."] {
            assert_eq!(found("anonymous.no-reason", &format!("{late} {reason}")), [""; 0], "{reason}");
        }
        let person = "[The weir leaks], {said} <a person familiar with it>. It rained. It rained all day. Both people asked not to be named.";
        assert_eq!(found("anonymous.no-reason", person), [""; 0]);
    }

    #[test]
    fn who_speaks_to_an_audience_is_no_source() {
        for audience in ["workers", "the crowd", "the harbour board's employees", "an inquest"] {
            let text = format!("<A port official> {{told}} {audience} [that the weir leaks].");
            assert_eq!(found("anonymous.no-reason", &text), [""; 0], "{text}");
        }
        for reporter in ["Coast Wire", "the Harbour Post", "reporters", "a reporter at the court"] {
            let text = format!("<A port official> {{told}} {reporter} [that the weir leaks].");
            assert_eq!(found("anonymous.no-reason", &text).len(), 1, "{text}");
        }
    }
}
