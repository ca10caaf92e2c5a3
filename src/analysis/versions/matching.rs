//! Which claims of several reviews are the same one.
//!
//! The same id is the same claim. Of the others two are the same when their contents share enough words: the
//! best pairs first, one to one. Which review comes first makes no difference.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Version, lexical, shared};
use crate::claim::{ClaimId, Part};
use crate::review::ReviewedClaim;
use crate::text::Scan;

/// Contents with a token F1 of this much and more are the same claim: the threshold at which the field counts
/// a content as found (twice the shared words, over the words of both).
pub const SAME: f64 = 0.5;

/// A claim as it is in each review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// For each review the index into its claims; `None` where it has no such claim.
    pub members: Vec<Option<usize>>,
}

/// A claim of one review.
struct Item<'a> {
    version: usize,
    index: usize,
    claim: &'a ReviewedClaim,
    words: Vec<usize>,
}

/// A pair that may be one claim, the best first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pair<'a> {
    /// A share of a million, so that it can be sorted.
    f1: Reverse<u32>,
    /// Of two as good the one that is first; by what the claims say, not by whose they are.
    first_words: (usize, usize),
    ids: (&'a ClaimId, &'a ClaimId),
    items: (usize, usize),
}

/// The claims of all reviews of one article, those that are the same together, in the order of the text.
pub(super) fn groups(versions: &[Version], scan: &Scan) -> Vec<Group> {
    let mut items: Vec<Item<'_>> = Vec::new();
    for (version, review) in versions.iter().enumerate() {
        for (index, claim) in review.session.claims().iter().enumerate() {
            items.push(Item { version, index, claim, words: lexical(scan, claim.spans(Part::Content)) });
        }
    }
    let mut sets = Sets::new(&items);
    let mut by_id: BTreeMap<&ClaimId, usize> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        match by_id.get(&item.claim.id) {
            Some(other) => sets.join(*other, at),
            None => {
                by_id.insert(&item.claim.id, at);
            }
        }
    }
    for pair in pairs(&items) {
        sets.join(pair.items.0, pair.items.1);
    }
    let mut groups: Vec<(Vec<usize>, Group)> = sets.into_groups(versions.len());
    groups.sort_by_cached_key(|(members, _)| {
        let places = members.iter().filter_map(|at| items.get(*at)).map(|item| {
            let spans = item.claim.stored_spans(Part::Content);
            (spans.first().map(|span| span.start), spans.last().map(|span| span.end), &item.claim.id)
        });
        places.min()
    });
    groups.into_iter().map(|(_, group)| group).collect()
}

/// All pairs of different reviews whose contents are alike enough, the best first.
fn pairs<'a>(items: &'a [Item<'a>]) -> Vec<Pair<'a>> {
    let mut order: Vec<usize> = (0..items.len()).filter(|at| items.get(*at).is_some_and(|item| !item.words.is_empty())).collect();
    let first = |at: usize| items.get(at).and_then(|item| item.words.first()).copied().unwrap_or_default();
    let last = |at: usize| items.get(at).and_then(|item| item.words.last()).copied().unwrap_or_default();
    order.sort_by_key(|at| first(*at));
    let mut pairs = Vec::new();
    for (place, a) in order.iter().enumerate() {
        let end = last(*a);
        for b in order.get(place + 1..).unwrap_or_default().iter().take_while(|b| first(**b) <= end) {
            let (Some(one), Some(two)) = (items.get(*a), items.get(*b)) else {
                continue;
            };
            if one.version == two.version {
                continue;
            }
            let f1 = 2.0 * shared(&one.words, &two.words) as f64 / (one.words.len() + two.words.len()) as f64;
            if f1 < SAME {
                continue;
            }
            let (low, high) = (first(*a).min(first(*b)), first(*a).max(first(*b)));
            let (one, two) = (&one.claim.id, &two.claim.id);
            let ids = if one <= two { (one, two) } else { (two, one) };
            pairs.push(Pair { f1: Reverse((f1 * 1e6) as u32), first_words: (low, high), ids, items: (*a, *b) });
        }
    }
    pairs.sort();
    pairs
}

/// Sets of items, at most one of each review in a set.
struct Sets {
    /// The set of each item.
    set_of: Vec<usize>,
    /// The items of each set; empty once it went into another.
    sets: Vec<Vec<usize>>,
    version_of: Vec<usize>,
    index_of: Vec<usize>,
}

impl Sets {
    fn new(items: &[Item<'_>]) -> Self {
        Self {
            set_of: (0..items.len()).collect(),
            sets: (0..items.len()).map(|at| vec![at]).collect(),
            version_of: items.iter().map(|item| item.version).collect(),
            index_of: items.iter().map(|item| item.index).collect(),
        }
    }

    fn versions(&self, set: usize) -> impl Iterator<Item = usize> + '_ {
        self.sets.get(set).into_iter().flatten().filter_map(|at| self.version_of.get(*at)).copied()
    }

    /// Makes one set of two, unless a review would be in it twice.
    fn join(&mut self, a: usize, b: usize) {
        let (Some(one), Some(two)) = (self.set_of.get(a).copied(), self.set_of.get(b).copied()) else {
            return;
        };
        if one == two || self.versions(one).any(|version| self.versions(two).any(|other| other == version)) {
            return;
        }
        let moved = self.sets.get_mut(two).map(std::mem::take).unwrap_or_default();
        for at in &moved {
            if let Some(set) = self.set_of.get_mut(*at) {
                *set = one;
            }
        }
        if let Some(set) = self.sets.get_mut(one) {
            set.extend(moved);
        }
    }

    /// Every set with its members by review.
    fn into_groups(self, versions: usize) -> Vec<(Vec<usize>, Group)> {
        let mut groups = Vec::new();
        for set in self.sets.into_iter().filter(|set| !set.is_empty()) {
            let mut members = vec![None; versions];
            for at in &set {
                if let (Some(version), Some(index)) = (self.version_of.get(*at), self.index_of.get(*at))
                    && let Some(member) = members.get_mut(*version)
                {
                    *member = Some(*index);
                }
            }
            groups.push((set, Group { members }));
        }
        groups
    }
}
