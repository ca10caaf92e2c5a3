//! What a description stands for when it names nobody: a document, a group, an unnamed person.

use crate::claim::SpeakerKind;
use crate::extract::names::Gender;
use crate::extract::names::lexicon::{Kinds, with_lower};

/// Whether a definite noun points at a person already in view without naming an office.
pub(super) fn points_at_someone(head: &str, kind: Kinds) -> bool {
    with_lower(head, |head| {
        head.ends_with("-year-old")
            || matches!(
                head,
                "man"
                    | "woman"
                    | "nominee"
                    | "candidate"
                    | "billionaire"
                    | "millionaire"
                    | "mogul"
                    | "businessman"
                    | "businesswoman"
                    | "actor"
                    | "actress"
                    | "singer"
                    | "star"
                    | "author"
                    | "writer"
                    | "lawmaker"
                    | "politician"
                    | "veteran"
                    | "native"
                    | "frontrunner"
                    | "front-runner"
                    | "contender"
                    | "hopeful"
                    | "tycoon"
                    | "magnate"
                    | "democrat"
                    | "republican"
                    | "conservative"
                    | "libertarian"
                    | "socialist"
                    | "incumbent"
                    | "congressman"
                    | "congresswoman"
                    | "senator"
                    | "governor"
                    | "mayor"
                    | "professor"
                    | "coach"
                    | "president"
                    | "pontiff"
                    | "striker"
                    | "midfielder"
                    | "defender"
                    | "skipper"
                    | "champion"
                    | "comedian"
                    | "musician"
                    | "rapper"
                    | "artist"
                    | "filmmaker"
                    | "director"
                    | "scientist"
                    | "historian"
                    | "economist"
                    | "pollster"
                    | "strategist"
                    | "activist"
                    | "lawyer"
                    | "attorney"
                    | "doctor"
                    | "teacher"
                    | "pastor"
                    | "bishop"
                    | "minister"
                    | "premier"
                    | "chancellor"
                    | "secretary"
                    | "duo"
                    | "mother"
                    | "father"
                    | "widow"
                    | "teenager"
                    | "entrepreneur"
                    | "founder"
                    | "diplomat"
                    | "general"
                    | "host"
                    | "journalist"
                    | "columnist"
                    | "commissioner"
            )
    }) && kind.any(Kinds::HUMAN.with(Kinds::GROUP))
        || head.ends_with("-year-old")
}

pub(super) fn gender_of(head: &str) -> Gender {
    with_lower(head, |head| match head {
        "man" | "businessman" | "actor" | "congressman" | "father" | "pontiff" | "spokesman" => Gender::Male,
        "woman" | "businesswoman" | "actress" | "congresswoman" | "mother" | "widow" | "spokeswoman" => Gender::Female,
        _ => Gender::Unknown,
    })
}

/// "a number of counties", "27 percent of those": what follows "of" is counted.
pub(super) fn is_quantity(head: &str) -> bool {
    with_lower(head, |head| {
        matches!(
            head,
            "number"
                | "lot"
                | "majority"
                | "minority"
                | "handful"
                | "couple"
                | "variety"
                | "range"
                | "host"
                | "slew"
                | "bunch"
                | "percent"
                | "dozens"
                | "half"
                | "plurality"
                | "string"
                | "series"
                | "third"
                | "quarter"
                | "share"
                | "one"
                | "some"
                | "many"
                | "most"
                | "members"
                | "pair"
                | "trio"
                | "crowd"
                | "generation"
        )
    })
}

/// What a description without a name is, and whether it hides someone.
pub(super) fn classify(head: &str, kind: Kinds, plural: bool) -> (SpeakerKind, bool) {
    if kind.any(Kinds::HUMAN) && !plural {
        return (SpeakerKind::Person, true);
    }
    if kind.any(Kinds::ORGANISATION_NOUN.with(Kinds::ORGANISATION)) && !plural && !kind.any(Kinds::DOCUMENT) {
        return (SpeakerKind::Organisation, false);
    }
    if kind.any(Kinds::DOCUMENT) {
        return (SpeakerKind::Document, false);
    }
    if plural || kind.any(Kinds::GROUP) || head.ends_with('%') {
        return (SpeakerKind::Group, true);
    }
    (SpeakerKind::Group, true)
}
