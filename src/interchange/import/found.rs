//! What was found of a claim, and why it was not.

use super::parsed::ParsedClaim;
use super::units::Reference;
use crate::claim::{Part, Parts};
use crate::text::{Span, UnitIndex};

/// The spans of a claim in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocatedClaim {
    /// The spans of each part, sorted and disjoint; `None` where the format cannot say which. The content always has some.
    pub parts: Parts<Option<Vec<Span>>>,
    /// Whether the offsets did not lead there, but the words did.
    pub by_words: bool,
}

/// Why a claim is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLocated {
    /// One of its spans was not found.
    #[error("{part}{}: {why}", .what.as_ref().map(|what| format!(" {what}")).unwrap_or_default())]
    Span {
        /// The part that the span belongs to.
        part: Part,
        /// The span as the file has it: its words or its offsets.
        what: Option<String>,
        /// Why it was not found.
        why: NotFound,
    },
    /// Two spans of a part share words.
    #[error("overlapping {0} spans; claim skipped")]
    Overlap(Part),
    /// It has no content.
    #[error("the claim has no content span")]
    NoContent,
}

/// Why a span is nowhere for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// Its words do not occur where they were looked for.
    #[error("these words do not occur in the article at the given position, nor exactly once elsewhere")]
    Nowhere,
    /// Its words occur this often.
    #[error("the offsets do not match and these words occur {0} times; skipped")]
    Several(usize),
    /// The offsets are wrong, and the file has no words to look for.
    #[error("its offsets do not fit the article, and the file does not give its words")]
    NoWords,
    /// It has no words.
    #[error("it is empty")]
    Empty,
}

/// Where each mark of a claim was found, part by part; `None` where its words do not stand.
pub(super) struct Found(pub(super) Parts<Vec<Option<Vec<Span>>>>);

impl Found {
    pub(super) fn of(reference: &Reference, index: &UnitIndex<'_>, draft: &ParsedClaim) -> Self {
        Self(draft.parts.as_ref().map(|marks| marks.iter().map(|mark| reference.find(index, mark)).collect()))
    }

    pub(super) fn nothing(draft: &ParsedClaim) -> Self {
        Self(draft.parts.as_ref().map(|marks| vec![None; marks.len()]))
    }

    /// The spans of content, cue and source, where all were found.
    pub(super) fn whole(&self) -> Option<Parts<Vec<Span>>> {
        let part = |found: &Vec<Option<Vec<Span>>>| -> Option<Vec<Span>> {
            Some(found.iter().cloned().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        };
        let Parts { content, cue, source } = &self.0;
        Some(Parts { content: part(content)?, cue: part(cue)?, source: part(source)? })
    }
}
