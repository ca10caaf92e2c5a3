//! Allowances: a person's word that a house rule may be broken in one place, and why.

use std::sync::Arc;

use crate::claim::ClaimId;
use crate::review::state::correction::Anchor;
use crate::review::state::decision::Stamp;
use crate::review::state::three_way::Before;
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

/// The allowances of two people: what either added, less what was taken back. Where both gave a reason for the same,
/// the later one counts.
pub(in crate::review) fn merged(
    before: &Before<'_, Arc<[Allowance]>>,
    ours: &[Allowance],
    theirs: &[Allowance],
) -> Arc<[Allowance]> {
    fn find<'l>(list: &'l [Allowance], one: &Allowance) -> Option<&'l Allowance> {
        list.iter().find(|other| other.key() == one.key())
    }
    // Without a common start only what our own side took back is known to be taken back.
    let stays = |one: &&Allowance| {
        let known = before.states().any(|state| find(state, one).is_some());
        !known || (find(ours, one).is_some() && (find(theirs, one).is_some() || !before.is_common()))
    };
    let was_there = |one: &Allowance| before.states().any(|state| state.contains(one));
    let mut all: Vec<&Allowance> = ours.iter().chain(theirs).filter(stays).collect();
    // Of two with one key the one that somebody wrote anew comes first, and the later one of these.
    all.sort_by(|a, b| {
        let age = |one: &Allowance| {
            (was_there(one), std::cmp::Reverse((one.stamp.at.clone(), one.stamp.by.clone(), one.reason.clone())))
        };
        a.key().cmp(&b.key()).then_with(|| age(a).cmp(&age(b)))
    });
    all.dedup_by(|a, b| a.key() == b.key());
    all.into_iter().cloned().collect()
}
