//! Marks on the article: done, read without a claim, a rule that may be broken.

use super::spans::span_of;
use crate::claim::ClaimId;
use crate::review::{Allowance, Allowed, Anchor, Done, NothingHere, Stamp};
use crate::sidecar::schema::{AllowanceEntry, DoneEntry, NothingHereEntry, SpanEntry};

pub(super) fn done_entry(done: &Done) -> DoneEntry {
    let Stamp { by, at } = done.stamp.clone();
    DoneEntry { by, at, blake3: done.blake3.clone(), engine: done.engine.clone() }
}

pub(super) fn nothing_here_entry(stretch: &NothingHere) -> NothingHereEntry {
    let Stamp { by, at } = stretch.stamp.clone();
    let span = SpanEntry { at: stretch.span.range(), text: stretch.words.clone() };
    NothingHereEntry { span, by, at, prefix: stretch.prefix.clone(), suffix: stretch.suffix.clone() }
}

pub(super) fn allowance_entry(allowance: &Allowance) -> AllowanceEntry {
    let Stamp { by, at } = allowance.stamp.clone();
    AllowanceEntry {
        rule: allowance.what.rule.clone(),
        claim: allowance.what.claim.as_ref().map(|id| id.to_string()),
        span: SpanEntry { at: allowance.what.span.range(), text: allowance.words.clone() },
        reason: allowance.reason.clone(),
        by,
        at,
        prefix: allowance.prefix.clone(),
        suffix: allowance.suffix.clone(),
    }
}

pub(in crate::sidecar) fn done(entry: DoneEntry) -> Done {
    Done { stamp: Stamp { by: entry.by, at: entry.at }, blake3: entry.blake3, engine: entry.engine }
}

pub(super) fn nothing_here(entry: NothingHereEntry) -> NothingHere {
    NothingHere {
        span: span_of(&entry.span),
        words: entry.span.text,
        stamp: Stamp { by: entry.by, at: entry.at },
        prefix: entry.prefix,
        suffix: entry.suffix,
        anchor: Default::default(),
    }
}

pub(super) fn allowed(entry: AllowanceEntry) -> Allowance {
    Allowance {
        what: Allowed { span: span_of(&entry.span), rule: entry.rule, claim: entry.claim.map(ClaimId::new) },
        words: entry.span.text,
        reason: entry.reason,
        stamp: Stamp { by: entry.by, at: entry.at },
        prefix: entry.prefix,
        suffix: entry.suffix,
        anchor: Anchor::default(),
    }
}
