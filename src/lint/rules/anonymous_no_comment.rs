//! `anonymous.no-comment`: an organisation declines to comment, and its people are quoted without a name.

use crate::claim::{Part, SpeakerKind};
use crate::lint::about::About;
use crate::lint::anonymous::is_source;
use crate::lint::index::folded;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule};
use crate::lint::view::View;
use crate::lint::words;
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

    fn article(&self, view: &View<'_>, found: &mut Findings) {
        let refusals = view.index.refusals();
        if refusals.is_empty() {
            return;
        }
        let mut anonymous = Vec::new();
        for claim in view.claims() {
            let Some(speaker) = view.speaker(claim).filter(|speaker| speaker.anonymous) else { continue };
            let Some(span) = view.hull(claim, Part::Source).filter(|_| is_source(view, speaker, claim)) else { continue };
            let names = [Some(speaker.name.as_str()), speaker.affiliation.as_deref(), speaker.role.as_deref()];
            let words: Vec<String> = names.into_iter().flatten().flat_map(naming).collect();
            anonymous.push((claim, speaker, span, words));
        }
        for refusal in refusals {
            let sentence = view.index.sentence_at(refusal.start);
            let Some(span) = view.index.sentence_span(sentence) else { continue };
            let subject = Span::new(span.start, refusal.start);
            let named = subject.slice(view.text()).unwrap_or_default();
            // A person who is named declined for himself.
            let is_person = |speaker: &crate::claim::Speaker| {
                let by_name = std::iter::once(&speaker.name).chain(&speaker.aliases).any(|name| named.contains(name.as_str()));
                speaker.kind == SpeakerKind::Person && !speaker.anonymous && by_name
            };
            if view.session.speakers().any(is_person) {
                continue;
            }
            let subject = naming(named);
            let same = anonymous.iter().find(|(.., words)| words.iter().any(|word| subject.contains(word)));
            if let Some((claim, speaker, source, _)) = same {
                let message = format!("“{}” is quoted anonymously; is this the person who declined to comment?", speaker.name);
                let place = Span::new(span.start, refusal.end);
                found.add(view.basis(claim), place, message).of(claim, Some(speaker)).beside(*source, "quoted anonymously here");
            }
        }
    }
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
