//! The rules of decisions, on one claim at a time.
//!
//! - What a person changes makes a claim corrected as soon as it differs from the suggestion; changed
//!   back, it is again what it was before the corrections (unreviewed, confirmed or rejected).
//! - Confirming keeps corrected what was changed. Another person's word on a decision in force is
//!   logged; one's own a second time is nothing.
//! - A claim that a person added has nothing to differ from: it is corrected, or unreviewed again.

use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::Anchor;
use crate::review::state::decision::{Decision, LogEntry, Stamp};
use crate::review::state::rare::Rare;

fn set(claim: &mut ReviewedClaim, to: Decision, stamp: &Stamp) {
    claim.log.push(LogEntry::new(claim.decision, to, stamp.clone()));
    claim.decision = to;
    claim.decided = to.is_decided().then(|| Box::new(stamp.clone()));
}

fn stands_already(claim: &ReviewedClaim, to: Decision, stamp: &Stamp) -> bool {
    claim.decision == to && claim.decided.as_ref().is_some_and(|decided| decided.by == stamp.by)
}

/// The claim is right as it is.
pub(in crate::review) fn confirm(claim: &mut ReviewedClaim, stamp: &Stamp) {
    let as_proposed = claim.suggestion.is_some() && claim.correction.is_empty();
    let to = if as_proposed { Decision::Confirmed } else { Decision::Corrected };
    if !stands_already(claim, to, stamp) {
        set(claim, to, stamp);
    }
}

/// It is not a claim.
pub(in crate::review) fn reject(claim: &mut ReviewedClaim, stamp: &Stamp) {
    if !stands_already(claim, Decision::Rejected, stamp) {
        set(claim, Decision::Rejected, stamp);
    }
}

/// Back to what the engine proposed. An added claim keeps its words.
pub(in crate::review) fn undecide(claim: &mut ReviewedClaim, stamp: &Stamp) {
    if claim.suggestion.is_some() {
        claim.correction = Rare::default();
        if let Some(kept) = &mut claim.kept {
            kept.correction = Default::default();
            // What a hand had found again is given up; the suggestion's own words are still not there.
            if kept.suggestion != Default::default() && !claim.anchor.is_lost() {
                claim.anchor = Anchor::Ambiguous;
            }
        }
    }
    if claim.decision.is_decided() {
        set(claim, Decision::Unreviewed, stamp);
    }
}

/// Draws the consequence of a changed correction. `before` is the claim before the change.
pub(in crate::review) fn settle(claim: &mut ReviewedClaim, before: &ReviewedClaim, stamp: &Stamp) {
    if claim.correction == before.correction && claim.anchor == before.anchor {
        return;
    }
    let differs = claim.suggestion.is_none() || !claim.correction.is_empty();
    let to = match (differs, claim.decision) {
        (true, _) => Decision::Corrected,
        (false, Decision::Corrected) => before_corrections(&claim.log),
        (false, decision) => decision,
    };
    if to != claim.decision || (to.is_decided() && !stands_already(claim, to, stamp)) {
        set(claim, to, stamp);
    } else if to.is_decided() {
        renew(claim, stamp);
    }
}

/// The same decision on something else. It is logged too: a merge reads from the log which of two versions came later.
pub(in crate::review) fn renew(claim: &mut ReviewedClaim, stamp: &Stamp) {
    let decision = claim.decision;
    set(claim, decision, stamp);
}

fn before_corrections(log: &[LogEntry]) -> Decision {
    log.iter().rev().map(|entry| entry.from).find(|from| *from != Decision::Corrected).unwrap_or_default()
}
