//! Dismissed passages: text that a reviewer read and marked as holding no claim.

use crate::review::state::correction::Anchor;
use crate::review::state::decision::Stamp;
use crate::text::{Span, context};

/// A passage that was read and holds no claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NothingHere {
    /// Its place; where it was, while it was not found again for certain.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// Who read it, and when.
    pub stamp: Stamp,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
    /// Whether it still is where it was.
    pub anchor: Anchor,
}

/// What is done with the mark on a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadMark {
    /// It was read and holds no claim.
    Set,
    /// It is to be read again.
    Clear,
}

impl NothingHere {
    /// A passage of `text`, with its surroundings.
    pub fn new(text: &str, span: Span, stamp: &Stamp) -> Self {
        let (prefix, suffix) = context(text, &[span]);
        let words = span.slice(text).unwrap_or_default().to_owned();
        Self { span, words, stamp: stamp.clone(), prefix, suffix, anchor: Anchor::Exact }
    }

    /// What tells it from others: its place and words.
    pub(in crate::review) fn key(&self) -> (Span, &str) {
        (self.span, &self.words)
    }
}
