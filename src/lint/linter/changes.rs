//! Which claims changed since the last run.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
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
    /// The marks of all rules.
    pub marks: u64,
    /// A number for the outlets that it came through: the same for the same ones.
    pub outlets: u64,
    /// Its findings.
    pub origin: Origin,
}

/// A number for the outlets that a claim came through.
pub fn number_of_outlets(claim: &ReviewedClaim) -> u64 {
    let mut hasher = DefaultHasher::new();
    claim.via().hash(&mut hasher);
    hasher.finish()
}

/// Brings the list in step with `claims`. Returns the places of those that are new, and those that are gone. A claim
/// with another value is both.
pub fn replaced(list: &mut Vec<Known>, claims: &[Arc<ReviewedClaim>]) -> (Vec<usize>, Vec<Known>) {
    let same = |(known, claim): &(&Known, &Arc<ReviewedClaim>)| Arc::ptr_eq(&known.claim, claim);
    let first = list.iter().zip(claims).take_while(same).count();
    let most = list.len().min(claims.len()) - first;
    let last = list.iter().rev().zip(claims.iter().rev()).take(most).take_while(same).count();
    let changed = first..list.len() - last;
    let mut before: HashMap<*const ReviewedClaim, Known> =
        list.get(changed.clone()).unwrap_or_default().iter().map(|known| (Arc::as_ptr(&known.claim), known.clone())).collect();
    let mut fresh = Vec::new();
    let mut now = Vec::new();
    for (at, claim) in claims.iter().enumerate().take(claims.len() - last).skip(first) {
        now.push(before.remove(&Arc::as_ptr(claim)).unwrap_or_else(|| {
            fresh.push(at);
            Known { claim: Arc::clone(claim), counts: false, picked: 0, marks: 0, outlets: 0, origin: Origin::default() }
        }));
    }
    // Where as many come as go, the others keep their places.
    list.splice(changed, now);
    (fresh, before.into_values().collect())
}

/// The first claim that a rule picked with each list of outlets, and how many have it.
pub fn by_outlets(claims: &[Known], rule: u32) -> Vec<(&Arc<ReviewedClaim>, usize)> {
    let mut kinds: Vec<(&Arc<ReviewedClaim>, usize)> = Vec::new();
    let mut known: HashMap<u64, usize> = HashMap::new();
    // The same outlets come again and again in a row.
    let mut last: Option<(u64, usize)> = None;
    for claim in claims.iter().filter(|known| known.picked & rule != 0) {
        let at = match last {
            Some((outlets, at)) if outlets == claim.outlets => at,
            _ => *known.entry(claim.outlets).or_insert(kinds.len()),
        };
        last = Some((claim.outlets, at));
        match kinds.get_mut(at) {
            Some((_, count)) => *count += 1,
            None => kinds.push((&claim.claim, 1)),
        }
    }
    kinds
}
