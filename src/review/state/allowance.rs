//! Allowances: a person's word that a house rule may be broken in one place, and why.

use crate::claim::ClaimId;
use crate::review::state::correction::Anchor;
use crate::review::state::decision::Stamp;
use crate::text::{Span, context};

/// What is allowed: one rule, for these words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Allowed {
    /// Where the words are.
    pub span: Span,
    /// The name of the rule.
    pub rule: String,
    /// The claim that it is about; `None`: only the words.
    pub claim: Option<ClaimId>,
}

/// A rule that may be broken in one place, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule, the claim and the place; where the words were, while they are not found again for certain.
    pub what: Allowed,
    /// The words. With other words in their place nothing is allowed any more.
    pub words: String,
    /// Why.
    pub reason: String,
    /// Who allowed it, and when.
    pub stamp: Stamp,
    /// Up to 32 characters before the words.
    pub prefix: String,
    /// Up to 32 characters after them.
    pub suffix: String,
    /// Whether the words are where they were.
    pub anchor: Anchor,
}

impl Allowance {
    /// An allowance for words of `text`.
    pub fn new(text: &str, what: Allowed, reason: &str, stamp: &Stamp) -> Self {
        let (prefix, suffix) = context(text, &[what.span]);
        let words = what.span.slice(text).unwrap_or_default().to_owned();
        Self { what, words, reason: reason.to_owned(), stamp: stamp.clone(), prefix, suffix, anchor: Anchor::Exact }
    }

    /// What tells it from others: rule, claim, place and words.
    pub(in crate::review) fn key(&self) -> (&Allowed, &str) {
        (&self.what, &self.words)
    }
}
