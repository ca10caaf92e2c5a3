//! `anonymous.no-comment`: an organisation declines to comment, and its people are quoted without a name.

use std::collections::{BTreeMap, HashMap};

use crate::claim::{Part, Speaker, SpeakerId, SpeakerKind};
use crate::lint::about::About;
use crate::lint::anonymous::is_source;
use crate::lint::level::Level;
use crate::lint::refusals::{Refusal, naming};
use crate::lint::rule::{Findings, Picked, Rule};
use crate::lint::view::View;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports refusals to comment of organisations whose people are quoted anonymously.
pub struct AnonymousNoComment;

const ABOUT: About = About {
    id: "anonymous.no-comment",
    level: Level::Suggestion,
    what: "Someone is quoted anonymously, and the same organisation is said to have declined to comment.",
    why: "If the person who declined to comment is the anonymous source, the article misleads its readers. The rule reports a \
          refusal to comment by an organisation that an anonymous source of the same article belongs to. Whether it is the \
          same person only the reporter knows.",
    sources: &[
        "AP, News Values and Principles, Anonymous sources: do not say that a person declined to comment who is quoted anonymously",
    ],
    bad: "A harbour board official said the crane was unsafe. The harbour board declined to comment.",
    good: "A harbour board official said the crane was unsafe. The board's chairman did not answer questions.",
    options: &[],
    measured: "In 9,201 articles of 2004 to 2024: 17 findings, 9 of them right; the others were people who are reported to \
               decline, which is no longer reported, and different organisations of one country. Since then there was 1 \
               finding in 936 articles of PolNeAR and GUM (both engines), and its question is apt. Only the reporter can \
               answer it, so it is a suggestion.",
};

impl Rule for AnonymousNoComment {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn picks(&self, view: &View<'_>, claim: &ReviewedClaim) -> bool {
        !view.index.refusals().is_empty() && view.speaker(claim).is_some_and(|speaker| is_source(view, speaker, claim))
    }

    fn article(&self, view: &View<'_>, picked: &Picked<'_>, found: &mut Findings) {
        let anonymous = Anonymous::of(view, picked);
        if anonymous.by_word.is_empty() {
            return;
        }
        // Refusals by the words of what declines: those that share one with a source, in the order of the text.
        let refusals = view.index.refusals();
        let mut due: Vec<usize> = anonymous.by_word.keys().flat_map(|word| view.index.refusals_with(word)).copied().collect();
        due.sort_unstable();
        due.dedup();
        let mut people: Option<People<'_>> = None;
        for refusal in due.into_iter().filter_map(|at| refusals.get(at)) {
            let Refusal { sentence, span, words } = refusal;
            // Those who decline in this very sentence are said to do so, not quoted.
            let elsewhere = |word: &String| {
                let sources = &anonymous.by_word.get(word.as_str())?.sources;
                sources.iter().find(|(.., source)| !sentence.overlaps(*source))
            };
            let Some((_, claim, source)) = words.iter().filter_map(elsewhere).min_by_key(|(at, ..)| *at) else { continue };
            let named = Span::new(sentence.start, span.start).slice(view.text()).unwrap_or_default();
            // People who are named declined for themselves.
            if people.get_or_insert_with(|| People::of(view)).are_named(named) {
                continue;
            }
            if let Some(speaker) = view.speaker(claim) {
                let message = format!("“{}” is quoted anonymously; is this the person who declined to comment?", speaker.name);
                let place = Span::new(sentence.start, span.end);
                found.add(view.basis(claim), place, message).of(claim, Some(speaker)).beside(*source, "quoted anonymously here");
            }
        }
    }
}

/// The anonymous sources by the words that may name their organisations.
struct Anonymous<'a> {
    by_word: BTreeMap<String, Sources<'a>>,
}

/// The first claims of anonymous sources that a word may stand for, each with its place among the picked ones and its source:
/// so many that one of them is outside any sentence.
#[derive(Default)]
struct Sources<'a> {
    sources: Vec<(usize, &'a ReviewedClaim, Span)>,
    /// The sentences of those so far.
    within: Option<(usize, usize)>,
    is_full: bool,
}

impl<'a> Sources<'a> {
    fn add(&mut self, view: &View<'_>, at: usize, claim: &'a ReviewedClaim, source: Span) {
        if self.is_full {
            return;
        }
        let (first, last) = (view.index.sentence_at(source.start), view.index.sentence_at(source.end.saturating_sub(1)));
        self.sources.push((at, claim, source));
        match &mut self.within {
            None => self.within = Some((first, last)),
            Some((begin, end)) if first <= *end && last >= *begin => (*begin, *end) = ((*begin).min(first), (*end).max(last)),
            Some(_) => self.is_full = true,
        }
    }
}

impl<'a> Anonymous<'a> {
    fn of(view: &View<'a>, picked: &Picked<'a>) -> Self {
        let mut by_word: BTreeMap<String, Sources<'a>> = BTreeMap::new();
        // A source is quoted again and again; what may name its organisation is read once.
        let mut words_of: HashMap<&SpeakerId, Vec<String>> = HashMap::new();
        // The same source comes again and again in a row.
        let mut known: Option<&SpeakerId> = None;
        for (at, claim) in picked.claims.iter().enumerate() {
            let Some(id) = claim.speaker().filter(|id| known != Some(*id)) else { continue };
            let words = words_of.entry(id).or_insert_with(|| view.speaker(claim).map(words_of_speaker).unwrap_or_default());
            // Words of which enough is known are not asked for again.
            words.retain(|word| !by_word.get(word).is_some_and(|known| known.is_full));
            if words.is_empty() {
                known = Some(id);
                continue;
            }
            let Some(source) = view.hull(claim, Part::Source) else { continue };
            for word in words.iter() {
                by_word.entry(word.clone()).or_default().add(view, at, claim, source);
            }
        }
        Self { by_word }
    }
}

fn words_of_speaker(speaker: &Speaker) -> Vec<String> {
    let names = [Some(speaker.name.as_str()), speaker.affiliation.as_deref(), speaker.role.as_deref()];
    let mut words: Vec<String> = names.into_iter().flatten().flat_map(naming).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The people with a name, by the last word of each form of it.
struct People<'a> {
    by_last_word: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> People<'a> {
    fn of(view: &View<'a>) -> Self {
        let mut by_last_word: HashMap<&str, Vec<&str>> = HashMap::new();
        let people = view.session.speakers().filter(|speaker| speaker.kind == SpeakerKind::Person && !speaker.anonymous);
        for name in people.flat_map(|person| std::iter::once(&person.name).chain(&person.aliases)) {
            if let Some(last) = parts(name).next_back() {
                by_last_word.entry(last).or_default().push(name);
            }
        }
        Self { by_last_word }
    }

    /// Whether a sentence names one of them.
    fn are_named(&self, sentence: &str) -> bool {
        let names = parts(sentence).filter_map(|word| self.by_last_word.get(word)).flatten();
        names.into_iter().any(|name| sentence.contains(name))
    }
}

/// The words of a sentence or name.
fn parts(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::found;

    #[test]
    fn a_refusal_of_the_sources_own_organisation_is_reported() {
        assert_eq!(
            found(
                "anonymous.no-comment",
                "[The crane is unsafe], {said} <a harbour board official>.\nThe harbour board declined to comment."
            ),
            [
                "The harbour board declined to comment: “a harbour board official” is quoted anonymously; is this the person who declined to comment?"
            ]
        );
    }

    #[test]
    fn the_first_source_outside_the_sentence_counts() {
        // Both sources of the first sentence are in it; the third one is not.
        let text = "<A harbour board official> {said} [it leaks], <another harbour board official> {said} [it is old], and the harbour board declined to comment.\n\
                    [It will close], {said} <one harbour board official>.";
        let found = found("anonymous.no-comment", text);
        assert!(found.len() == 1 && found[0].contains("“one harbour board official” is quoted anonymously"), "{found:?}");
    }

    #[test]
    fn others_may_decline() {
        for text in [
            "[The crane is unsafe], {said} <a harbour board official>.\nThe water company declined to comment.",
            "[The crane is unsafe], {said} <Ilse Brandt>.\nThe harbour board declined to comment.",
            "[The crane is unsafe], {said} <a harbour board official>.\nThe harbour board met on Monday.",
            "[The crane is unsafe], {said} <an official close to Diaz>.\n[It is old], {said} <Ana Diaz>.\nAna Diaz declined to comment.",
        ] {
            assert_eq!(found("anonymous.no-comment", text), [""; 0], "{text}");
        }
    }
}
