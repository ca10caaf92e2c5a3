//! Which claims changed since the last run.

use std::collections::HashMap;
use std::sync::Arc;

use super::ledger::Origin;
use crate::review::ReviewedClaim;

/// A claim as the last run saw it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The claim.
    pub claim: Arc<ReviewedClaim>,
    /// Whether it counts.
    pub counts: bool,
    /// The rules that picked it, as bits.
    pub picked: u32,
    /// Its findings.
    pub origin: Origin,
}

/// Brings the list in step with `claims`. Returns the places of those that are new, and those that are gone. A claim
/// with another value is both.
pub fn replaced(list: &mut Vec<Known>, claims: &[Arc<ReviewedClaim>]) -> (Vec<usize>, Vec<Known>) {
    let same = |(known, claim): &(&Known, &Arc<ReviewedClaim>)| Arc::ptr_eq(&known.claim, claim);
    let first = list.iter().zip(claims).take_while(same).count();
    let most = list.len().min(claims.len()) - first;
    let last = list.iter().rev().zip(claims.iter().rev()).take(most).take_while(same).count();
    let old = list.split_off(list.len() - last);
    let mut before: HashMap<*const ReviewedClaim, Known> =
        list.drain(first..).map(|known| (Arc::as_ptr(&known.claim), known)).collect();
    let mut fresh = Vec::new();
    for (at, claim) in claims.iter().enumerate().take(claims.len() - last).skip(first) {
        list.push(before.remove(&Arc::as_ptr(claim)).unwrap_or_else(|| {
            fresh.push(at);
            Known { claim: Arc::clone(claim), counts: false, picked: 0, origin: Origin::default() }
        }));
    }
    list.extend(old);
    (fresh, before.into_values().collect())
}
