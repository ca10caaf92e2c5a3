//! "Read, nothing here": a person's word that a stretch of the article holds no claim.

use std::sync::Arc;

use crate::review::state::correction::Anchor;
use crate::review::state::decision::Stamp;
use crate::review::state::three_way::Before;
use crate::text::{Span, context};

/// A stretch that was read and holds no claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NothingHere {
    /// Its place; where it stood, while it was not found again for certain.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// Who read it, and when.
    pub stamp: Stamp,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
    /// Whether it still stands where it stood.
    pub anchor: Anchor,
}

impl NothingHere {
    /// A stretch of `text`, with its surroundings.
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

/// The stretches of two people: what either added, less what was taken back. Of one that both read the first reader
/// is named.
pub(in crate::review) fn merged(
    before: &Before<'_, Arc<[NothingHere]>>,
    ours: &[NothingHere],
    theirs: &[NothingHere],
) -> Arc<[NothingHere]> {
    let has = |list: &[NothingHere], one: &NothingHere| list.iter().any(|other| other.key() == one.key());
    let known = |one: &NothingHere| before.states().any(|state| has(state, one));
    // Without a common start only what our own side took back is known to be taken back.
    let stays = |one: &&NothingHere| !known(one) || (has(ours, one) && (has(theirs, one) || !before.is_common()));
    let mut all: Vec<NothingHere> = ours.iter().chain(theirs).filter(stays).cloned().collect();
    all.sort_by(|a, b| (a.key(), &a.stamp.at, &a.stamp.by).cmp(&(b.key(), &b.stamp.at, &b.stamp.by)));
    all.dedup_by(|a, b| a.key() == b.key());
    all.into()
}
