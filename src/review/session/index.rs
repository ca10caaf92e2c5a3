//! The claims of a session in the order of the text, found by their ids, with counts of what is on them.
//!
//! An edit costs what it touches, however many claims there are.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use crate::claim::{ClaimId, OutletId, Part, SpeakerId};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::decision::Decision;
use crate::review::state::outcome::Progress;
use crate::text::Span;

/// Where a claim is in the list: by its content, then by its id. Bytes; no article is larger than what they count.
type Place = (u32, u32, ClaimId);

fn place(claim: &ReviewedClaim) -> Place {
    let (start, end, id) = order(claim);
    (start, end, id.clone())
}

/// The same without a copy of the id.
fn order(claim: &ReviewedClaim) -> (u32, u32, &ClaimId) {
    let spans = claim.stored_spans(Part::Content);
    let start = spans.first().map_or(0, |span| span.start);
    let end = spans.last().map_or(start, |span| span.end);
    (packed(start), packed(end), &claim.id)
}

fn packed(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The claims of one article, each id once.
#[derive(Clone, Debug)]
pub(in crate::review) struct ClaimIndex {
    /// The text that their spans lie in.
    text: Arc<str>,
    /// In the order of the text.
    list: Vec<Arc<ReviewedClaim>>,
    places: HashMap<ClaimId, (u32, u32)>,
    undecided: BTreeSet<Place>,
    /// How many claims name a speaker or outlet, by the id they name.
    speaker_counts: BTreeMap<SpeakerId, usize>,
    outlet_counts: BTreeMap<OutletId, usize>,
    progress: Progress,
    touched: usize,
}

impl ClaimIndex {
    /// These claims; of two with one id the first stays.
    pub(in crate::review) fn new(text: Arc<str>, claims: Vec<Arc<ReviewedClaim>>) -> Self {
        let mut index = Self {
            text,
            list: Vec::with_capacity(claims.len()),
            places: HashMap::new(),
            undecided: BTreeSet::new(),
            speaker_counts: BTreeMap::new(),
            outlet_counts: BTreeMap::new(),
            progress: Progress::default(),
            touched: 0,
        };
        for claim in claims {
            let (start, end, id) = place(&claim);
            if index.places.contains_key(&id) {
                continue;
            }
            index.places.insert(id, (start, end));
            index.count(&claim, Counted::In);
            index.list.push(claim);
        }
        index.list.sort_by(|a, b| order(a).cmp(&order(b)));
        index
    }

    /// The claims in the order of the text.
    pub(in crate::review) fn claims(&self) -> &[Arc<ReviewedClaim>] {
        &self.list
    }

    /// The claim with this id.
    pub(in crate::review) fn claim(&self, id: &ClaimId) -> Option<&Arc<ReviewedClaim>> {
        self.list.get(self.position(id)?)
    }

    /// Whether there is a claim with this id.
    pub(in crate::review) fn contains(&self, id: &ClaimId) -> bool {
        self.places.contains_key(id)
    }

    /// How far the review is.
    pub(in crate::review) fn progress(&self) -> Progress {
        self.progress
    }

    /// How many claims a person left something on.
    pub(in crate::review) fn touched(&self) -> usize {
        self.touched
    }

    /// How many claims name this speaker.
    pub(in crate::review) fn count_of_speaker(&self, id: &SpeakerId) -> usize {
        self.speaker_counts.get(id).copied().unwrap_or(0)
    }

    /// How many claims name this outlet.
    pub(in crate::review) fn count_of_outlet(&self, id: &OutletId) -> usize {
        self.outlet_counts.get(id).copied().unwrap_or(0)
    }

    /// Puts `fresh` in the place of the untouched claims whose content begins within `within`; a claim whose id
    /// is there already is left out.
    pub(in crate::review) fn refill(&mut self, within: Span, fresh: Vec<Arc<ReviewedClaim>>) {
        let from = self.list.partition_point(|claim| order(claim).0 < packed(within.start));
        let to = self.list.partition_point(|claim| order(claim).0 < packed(within.end));
        let old: Vec<Arc<ReviewedClaim>> = self.list.get(from..to).unwrap_or_default().to_vec();
        let (mut stay, gone): (Vec<_>, Vec<_>) = old.into_iter().partition(|claim| claim.is_touched());
        for claim in gone {
            self.places.remove(&claim.id);
            self.count(&claim, Counted::Out);
        }
        for claim in fresh {
            let (start, end, id) = place(&claim);
            if let Entry::Vacant(place) = self.places.entry(id) {
                place.insert((start, end));
                self.count(&claim, Counted::In);
                stay.push(claim);
            }
        }
        stay.sort_by(|a, b| order(a).cmp(&order(b)));
        self.list.splice(from..to, stay);
    }

    /// The place of a claim in [`Self::claims`].
    pub(in crate::review) fn position(&self, id: &ClaimId) -> Option<usize> {
        let (start, end) = self.places.get(id)?;
        self.find(&(*start, *end, id.clone())).ok()
    }

    /// The first undecided claim after `after` in the text, from the top again where there is none;
    /// without `after` the first of all. `None` when no other is left.
    pub(in crate::review) fn next_undecided(&self, after: Option<&ClaimId>) -> Option<&ClaimId> {
        let Some(from) = after.and_then(|id| self.place_of(id)) else {
            return self.undecided.first().map(|(_, _, id)| id);
        };
        let later = self.undecided.range((Bound::Excluded(&from), Bound::Unbounded)).next();
        later.or_else(|| self.undecided.first().filter(|place| **place != from)).map(|(_, _, id)| id)
    }

    /// The last undecided claim before `before` in the text, from the bottom again where there is none.
    pub(in crate::review) fn previous_undecided(&self, before: Option<&ClaimId>) -> Option<&ClaimId> {
        let Some(from) = before.and_then(|id| self.place_of(id)) else {
            return self.undecided.last().map(|(_, _, id)| id);
        };
        let earlier = self.undecided.range(..&from).next_back();
        earlier.or_else(|| self.undecided.last().filter(|place| **place != from)).map(|(_, _, id)| id)
    }

    fn place_of(&self, id: &ClaimId) -> Option<Place> {
        self.places.get(id).map(|(start, end)| (*start, *end, id.clone()))
    }

    fn find(&self, wanted: &Place) -> Result<usize, usize> {
        self.list.binary_search_by(|claim| order(claim).cmp(&(wanted.0, wanted.1, &wanted.2)))
    }

    /// Sets or removes one claim and keeps every index in step.
    pub(in crate::review) fn put(&mut self, id: &ClaimId, claim: Option<Arc<ReviewedClaim>>) {
        if let Some(old) = self.place_of(id) {
            if let Ok(at) = self.find(&old) {
                let same_place = claim.as_ref().is_some_and(|claim| place(claim) == old);
                let removed = if same_place { self.list.get(at).cloned() } else { Some(self.list.remove(at)) };
                if let Some(removed) = removed {
                    self.count(&removed, Counted::Out);
                }
                if let (true, Some(claim)) = (same_place, &claim) {
                    self.count(claim, Counted::In);
                    if let Some(slot) = self.list.get_mut(at) {
                        *slot = claim.clone();
                    }
                    return;
                }
            }
            self.places.remove(id);
        }
        if let Some(claim) = claim {
            let new = place(&claim);
            let at = self.find(&new).unwrap_or_else(|at| at);
            self.places.insert(id.clone(), (new.0, new.1));
            self.count(&claim, Counted::In);
            self.list.insert(at, claim);
        }
    }

    /// Adds a claim to the counts, or takes it out of them.
    fn count(&mut self, claim: &ReviewedClaim, counted: Counted) {
        let add = counted == Counted::In;
        let step = |number: &mut usize| *number = if add { *number + 1 } else { number.saturating_sub(1) };
        step(&mut self.progress.total);
        match claim.decision {
            Decision::Unreviewed => {
                let place = place(claim);
                if add {
                    self.undecided.insert(place);
                } else {
                    self.undecided.remove(&place);
                }
            }
            Decision::Confirmed => step(&mut self.progress.confirmed),
            Decision::Corrected => step(&mut self.progress.corrected),
            Decision::Rejected => step(&mut self.progress.rejected),
        }
        if claim.decision.is_decided() {
            step(&mut self.progress.decided);
        }
        if claim.flag {
            step(&mut self.progress.flagged);
        }
        if claim.needs_place() {
            step(&mut self.progress.lost);
        }
        if claim.asks_decider(&self.text) {
            step(&mut self.progress.asked);
        }
        if claim.rival.is_some() {
            step(&mut self.progress.contested);
        }
        if claim.is_touched() {
            step(&mut self.touched);
        }
        if let Some(speaker) = claim.speaker() {
            step(self.speaker_counts.entry(speaker.clone()).or_default());
        }
        for outlet in claim.via() {
            step(self.outlet_counts.entry(outlet.clone()).or_default());
        }
    }
}

/// Whether a claim comes into the counts or leaves them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    In,
    Out,
}
