//! What a person changed of a claim, and what is kept of words that the article does not have any more.

use crate::claim::{CueClass, Directness, OutletId, Parts, SpeakerId};
use crate::text::Span;

/// The words of a claim as they were stored, beside spans that no longer hold them in the current article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The words of the suggestion's spans.
    pub suggestion: KeptWords,
    /// The words of the correction's spans.
    pub correction: KeptWords,
    /// The characters before the content.
    pub prefix: String,
    /// The characters after it.
    pub suffix: String,
}

/// The words of each span, part by part; an empty list where the article bears the spans out.
pub type KeptWords = Parts<Vec<String>>;

/// What is said of whom a field names, where it may also name nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Override<T> {
    /// Nothing: it stays as it is.
    #[default]
    Keep,
    /// It is nobody.
    Nobody,
    /// It is this one.
    Set(T),
}

impl<T> Override<T> {
    /// Says that it is `value`; `None`: nobody.
    pub fn to(value: Option<T>) -> Self {
        value.map_or(Self::Nobody, Self::Set)
    }

    /// Whether it says nothing.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The same, by reference.
    pub const fn as_ref(&self) -> Override<&T> {
        match self {
            Self::Keep => Override::Keep,
            Self::Nobody => Override::Nobody,
            Self::Set(value) => Override::Set(value),
        }
    }

    /// With what `change` makes of the one it names.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Override<U> {
        match self {
            Self::Keep => Override::Keep,
            Self::Nobody => Override::Nobody,
            Self::Set(value) => Override::Set(change(value)),
        }
    }

    /// Who it is where `kept` says who it was.
    pub fn over(self, kept: impl FnOnce() -> Option<T>) -> Option<T> {
        match self {
            Self::Keep => kept(),
            Self::Nobody => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The one it names.
    pub fn named(self) -> Option<T> {
        self.over(|| None)
    }

    /// `other` where this says nothing.
    pub fn or(self, other: Self) -> Self {
        if self.is_keep() { other } else { self }
    }
}

impl<T: PartialEq> Override<T> {
    /// Nothing where it says what `value` says already.
    pub fn unless(self, value: &Option<T>) -> Self {
        let same = match (&self, value) {
            (Self::Keep, _) | (Self::Nobody, None) => true,
            (Self::Set(new), Some(old)) => new == old,
            _ => false,
        };
        if same { Self::Keep } else { self }
    }
}

/// What a person changed of a claim. `None`: as the suggestion has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// The spans of each part.
    pub parts: Parts<Option<Vec<Span>>>,
    /// The speaker.
    pub speaker: Override<SpeakerId>,
    /// The outlets, nearest to the article first.
    pub via: Option<Vec<OutletId>>,
    /// The directness, where the reviewer overrides what the spans say.
    pub directness: Option<Directness>,
    /// The class, where the reviewer overrides what the cue says.
    pub class: Option<CueClass>,
}

impl Correction {
    /// Whether nothing differs from the suggestion.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How a claim's spans were found again in the current article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Same words at the same place.
    #[default]
    Exact,
    /// Same words at another place.
    Moved,
    /// The words are in several places, or changed a little: a person has to re-anchor it.
    Ambiguous,
    /// The words are gone: a person has to re-anchor it.
    Orphan,
}

impl Anchor {
    /// Whether a person has to re-anchor it: the spans must not be shown as if they were certain.
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::Ambiguous | Self::Orphan)
    }
}
