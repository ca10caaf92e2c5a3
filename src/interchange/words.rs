//! How formats write and read a value that is one word.

use serde::{Deserialize, Deserializer, Serializer};

use crate::claim::{CueClass, Directness, OutletRole, SpeakerKind};
use crate::review::Decision;

/// A value that formats write as one word.
pub(super) trait Word: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];
    /// What it is, for messages.
    const WHAT: &'static str;

    /// Its word.
    fn word(self) -> &'static str;

    /// The value of a word, in upper or lower case.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word().eq_ignore_ascii_case(word.trim()))
    }
}

macro_rules! words {
    ($($name:ident: $what:literal),+ $(,)?) => {$(
        impl Word for $name {
            const ALL: &'static [Self] = $name::ALL;
            const WHAT: &'static str = $what;

            fn word(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

words! {
    Directness: "directness",
    CueClass: "cue class",
    Decision: "decision",
    SpeakerKind: "speaker kind",
    OutletRole: "outlet role",
}

/// Writes a value as its word; for fields that are left out when there is none.
pub(super) fn out<T: Word, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(value.map_or("", Word::word))
}

/// Reads a value from its word; an unknown word is an error that lists the known ones.
pub(super) fn read<'de, T: Word, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    let Some(word) = Option::<String>::deserialize(from)? else { return Ok(None) };
    let known = || T::ALL.iter().map(|value| value.word()).collect::<Vec<_>>().join(", ");
    T::of(&word)
        .map(Some)
        .ok_or_else(|| serde::de::Error::custom(format!("invalid {} {word:?}; expected one of {}", T::WHAT, known())))
}
