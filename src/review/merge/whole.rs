//! What belongs to an article as a whole, merged: passages without a claim, allowances, the mark that it is done.

use std::sync::Arc;

use crate::review::state::allowance::Allowance;
use crate::review::state::done::Done;
use crate::review::state::nothing::NothingHere;
use crate::review::state::three_way::{Before, either};

/// The passages of two people: what either added, less what was taken back. Of one that both read the first reader
/// is named.
pub(super) fn nothing_here(
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

/// The allowances of two people: what either added, less what was taken back. Where both gave a reason for the same,
/// the later one counts.
pub(super) fn allowances(before: &Before<'_, Arc<[Allowance]>>, ours: &[Allowance], theirs: &[Allowance]) -> Arc<[Allowance]> {
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
    // Of two with one key the one that somebody wrote again comes first, and the later one of these.
    all.sort_by(|a, b| {
        let age = |one: &Allowance| {
            (was_there(one), std::cmp::Reverse((one.stamp.at.clone(), one.stamp.by.clone(), one.reason.clone())))
        };
        a.key().cmp(&b.key()).then_with(|| age(a).cmp(&age(b)))
    });
    all.dedup_by(|a, b| a.key() == b.key());
    all.into_iter().cloned().collect()
}

/// The mark of two people. What one alone did counts. Two marks: the later one holds. Taken off by one and set again
/// by the other, of the same start: it stays off, for setting it again is one key and an unread article must not pass
/// for a read one.
pub(super) fn done(before: &Before<'_, Option<Done>>, ours: &Option<Done>, theirs: &Option<Done>) -> Option<Done> {
    let Err(both) = before.filled(ours, theirs) else { return either(before.filled(ours, theirs)) };
    let later = |done: &&Done| (done.stamp.at.clone(), done.stamp.by.clone());
    [both.as_ref()?, theirs.as_ref()?].into_iter().max_by_key(later).cloned()
}
