//! What a person changed of a claim, and what is kept of words that the article does not have any more.

use crate::claim::{CueClass, Directness, OutletId, Parts, SpeakerId};
use crate::text::Span;

/// The words of a claim as they were stored, beside spans that the article at hand no longer bears out.
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

/// What a person changed of a claim. `None`: as the suggestion has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// The spans of each part.
    pub parts: Parts<Option<Vec<Span>>>,
    /// The speaker; `Some(None)` says that there is none.
    pub speaker: Option<Option<SpeakerId>>,
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

/// How a claim's spans were found again in the article at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Same words at the same place.
    #[default]
    Exact,
    /// Same words at another place.
    Moved,
    /// The words stand in several places, or changed a little: a hand is needed.
    Ambiguous,
    /// The words are gone: a hand is needed.
    Orphan,
}

impl Anchor {
    /// Whether a hand is needed: the spans must not be shown as if they stood.
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::Ambiguous | Self::Orphan)
    }
}
