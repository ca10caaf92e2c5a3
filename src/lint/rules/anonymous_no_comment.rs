//! `anonymous.no-comment`: an organisation declines to comment, and its people are quoted without a name.

use std::collections::HashMap;

use crate::claim::{Part, SpeakerKind};
use crate::lint::about::About;
use crate::lint::anonymous::is_source;
use crate::lint::index::folded;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Picked, Rule};
use crate::lint::view::View;
use crate::lint::words;
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
               decline, which is no longer reported, and different organisations of one country. The findings were not read again \
               since. It asks a question that only the reporter can answer, so it is a suggestion.",
};

/// Words of a mention that name no organisation.
const EMPTY: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "press",
    "office",
    "officer",
    "department",
    "agency",
    "ministry",
    "the",
    "and",
    "for",
    "with",
    "who",
    "has",
    "have",
    "was",
    "were",
    "said",
    "not",
    "familiar",
    "matter",
    "close",
    "senior",
    "former",
    "one",
    "two",
    "three",
    "several",
    "some",
    "campaign",
    "government",
    "company",
    "group",
    "from",
    "inside",
    "his",
    "her",
    "their",
    "its",
    "but",
    "both",
    "also",
    "had",
    "immediately",
    "lawyer",
    "lawyers",
    "attorney",
    "attorneys",
    "representative",
    "representatives",
];

impl Rule for AnonymousNoComment {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn picks(&self, view: &View<'_>, claim: &ReviewedClaim) -> bool {
        !view.index.refusals().is_empty() && view.speaker(claim).is_some_and(|speaker| is_source(view, speaker, claim))
    }

    fn article(&self, view: &View<'_>, picked: &Picked<'_>, found: &mut Findings) {
        // Those that a word may stand for, in the order of the text.
        let mut anonymous: HashMap<String, Vec<(usize, &ReviewedClaim, Span)>> = HashMap::new();
        for (at, claim) in picked.claims.iter().enumerate() {
            let Some((speaker, span)) = view.speaker(claim).zip(view.hull(claim, Part::Source)) else { continue };
            let names = [Some(speaker.name.as_str()), speaker.affiliation.as_deref(), speaker.role.as_deref()];
            for word in names.into_iter().flatten().flat_map(naming) {
                anonymous.entry(word).or_default().push((at, claim, span));
            }
        }
        if anonymous.is_empty() {
            return;
        }
        let people = People::of(view);
        for refusal in view.index.refusals() {
            let sentence = view.index.sentence_at(refusal.start);
            let Some(span) = view.index.sentence_span(sentence) else { continue };
            let subject = Span::new(span.start, refusal.start);
            let named = subject.slice(view.text()).unwrap_or_default();
            // People who are named declined for themselves.
            if people.are_named(named) {
                continue;
            }
            let subject = naming(named);
            // Those who decline in this very sentence are said to do so, not quoted.
            let elsewhere = |word| anonymous.get(word)?.iter().find(|(.., source)| !span.overlaps(*source));
            let same = subject.iter().filter_map(elsewhere).min_by_key(|(at, ..)| *at);
            if let Some((_, claim, source)) = same
                && let Some(speaker) = view.speaker(claim)
            {
                let message = format!("“{}” is quoted anonymously; is this the person who declined to comment?", speaker.name);
                let place = Span::new(span.start, refusal.end);
                found.add(view.basis(claim), place, message).of(claim, Some(speaker)).beside(*source, "quoted anonymously here");
            }
        }
    }
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

/// The words of a mention that may name an organisation.
fn naming(mention: &str) -> Vec<String> {
    let words = folded(mention, Span::new(0, mention.len()));
    let names = |word: &str| word.len() > 2 && !EMPTY.contains(&word) && !words::is_confidential(word);
    words.iter().map(|word| word.trim_end_matches("'s").to_owned()).filter(|word| names(word)).collect()
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
