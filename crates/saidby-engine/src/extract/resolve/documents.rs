//! What a description stands for when it names nobody: a document, a group, an unnamed person.

use crate::claim::SpeakerKind;
use crate::extract::names::Gender;
use crate::extract::names::lexicon::{Kinds, kinds};

/// Whether a definite noun points at a person already in view without naming an office.
pub(super) fn points_at_someone(head: &str, kind: Kinds) -> bool {
    head.ends_with("-year-old") || kind.any(Kinds::POINTER) && kind.any(Kinds::HUMAN.with(Kinds::GROUP))
}

/// The gender that a noun tells.
pub(super) fn gender_of(head: &str) -> Gender {
    match kinds(head) {
        kind if kind.any(Kinds::HE_NOUN) => Gender::Male,
        kind if kind.any(Kinds::SHE_NOUN) => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// "a number of counties", "27 percent of those": what follows "of" is counted.
pub(super) fn is_quantity(head: &str) -> bool {
    kinds(head).any(Kinds::QUANTITY)
}

/// What a description without a name is, and whether it hides someone.
pub(super) fn classify(head: &str, kind: Kinds, plural: bool) -> (SpeakerKind, bool) {
    if kind.any(Kinds::HUMAN) && !plural {
        return (SpeakerKind::Person, true);
    }
    // "the company", "the state": one, but the article does not say which.
    if kind.any(Kinds::ORGANISATION_NOUN.with(Kinds::ORGANISATION)) && !plural && !kind.any(Kinds::DOCUMENT) {
        return (SpeakerKind::Organisation, true);
    }
    if kind.any(Kinds::DOCUMENT) {
        return (SpeakerKind::Document, false);
    }
    if plural || kind.any(Kinds::GROUP) || head.ends_with('%') {
        return (SpeakerKind::Group, true);
    }
    (SpeakerKind::Group, true)
}
