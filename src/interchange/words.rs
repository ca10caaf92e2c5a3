//! How formats spell what a claim, a speaker or an outlet is: one word each, out and in.

use serde::{Deserialize, Deserializer, Serializer};

use crate::claim::{CueClass, Directness, OutletRole, SpeakerKind};
use crate::review::Decision;

/// A value that formats write as one word.
pub(super) trait Word: Copy + PartialEq + 'static {
    /// Every value with its word.
    const ALL: &'static [(Self, &'static str)];
    /// What it is, for messages.
    const WHAT: &'static str;

    /// Its word.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    /// The value of a word, in any case of letters.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(word.trim())).map(|(value, _)| *value)
    }
}

impl Word for Directness {
    const WHAT: &'static str = "directness";
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Direct, "direct"), (Self::Mixed, "mixed"), (Self::Indirect, "indirect")];
}

impl Word for CueClass {
    const WHAT: &'static str = "class of cue";
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Speech, "speech"), (Self::Document, "document"), (Self::Attitude, "attitude"), (Self::Perception, "perception")];
}

impl Word for Decision {
    const WHAT: &'static str = "decision";
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Unreviewed, "unreviewed"),
        (Self::Confirmed, "confirmed"),
        (Self::Corrected, "corrected"),
        (Self::Rejected, "rejected"),
    ];
}

impl Word for SpeakerKind {
    const WHAT: &'static str = "kind of speaker";
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Person, "person"), (Self::Organisation, "organisation"), (Self::Group, "group"), (Self::Document, "document")];
}

impl Word for OutletRole {
    const WHAT: &'static str = "role of an outlet";
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Cited, "cited"), (Self::Publisher, "publisher"), (Self::Credit, "credit")];
}

/// Writes a value as its word; for fields that are left out when there is none.
pub(super) fn out<T: Word, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(value.map_or("", Word::word))
}

/// Reads a value from its word; an unknown word is an error that lists the known ones.
pub(super) fn read<'de, T: Word, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    let Some(word) = Option::<String>::deserialize(from)? else { return Ok(None) };
    let known = || T::ALL.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ");
    T::of(&word)
        .map(Some)
        .ok_or_else(|| serde::de::Error::custom(format!("{word:?} is no {}: it is one of {}", T::WHAT, known())))
}
