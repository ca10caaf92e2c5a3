//! The rules of decisions, on one claim at a time.
//!
//! - What a person changes makes a claim corrected as soon as it differs from the suggestion; changed
//!   back, it is again what it was before the corrections (unreviewed, confirmed or rejected), where all of them were
//!   that person's own; where somebody else's are taken back it is confirmed.
//! - Confirming keeps corrected what was changed. Another person's word on a decision in force is
//!   logged; one's own a second time is nothing.
//! - A claim that a person added has nothing to differ from: it is corrected, or unreviewed again.

use crate::review::state::claim::ReviewedClaim;
use crate::review::state::corrected::CorrectedField;
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
        (false, Decision::Corrected) => before_corrections(&claim.log, &stamp.by),
        (false, decision) => decision,
    };
    if to != claim.decision || (to.is_decided() && !stands_already(claim, to, stamp)) {
        set(claim, to, stamp);
    } else if to.is_decided() {
        renew(claim, stamp);
    } else {
        return;
    }
    if let Some(entry) = claim.log.last_mut().filter(|entry| entry.to == Decision::Corrected) {
        entry.again = CorrectedField::again(&before.correction, &claim.correction);
    }
}

/// The same decision on something else. It is logged too: a merge reads from the log which of two versions came later.
pub(in crate::review) fn renew(claim: &mut ReviewedClaim, stamp: &Stamp) {
    let decision = claim.decision;
    set(claim, decision, stamp);
}

/// What a claim is whose corrections `by` took back one by one. Whoever takes back what somebody else said, or what was
/// chosen of two versions, says that the claim is right as the engine proposed it.
fn before_corrections(log: &[LogEntry], by: &str) -> Decision {
    let begun = log.iter().rposition(|entry| entry.from != Decision::Corrected).unwrap_or_default();
    let (earlier, run) = log.split_at(begun);
    let before = run.first().map(|entry| entry.from).unwrap_or_default();
    let chosen = |entry: &LogEntry| entry.again.contains(&CorrectedField::All);
    let of_others = |entry: &LogEntry| entry.stamp.by != by;
    let is_own = before == Decision::Unreviewed || !earlier.last().is_some_and(of_others);
    if run.iter().any(|entry| chosen(entry) || of_others(entry)) || !is_own { Decision::Confirmed } else { before }
}
