//! A session: the claims of one article while a person decides on them.
//!
//! Claims are shared values: a change replaces one, and undo puts the old one back, so that an edit
//! costs what it touches however many claims there are.

pub(super) mod history;
mod rereading;
pub(super) mod suggestions;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::article::Article;
use crate::claim::{ClaimId, CueClass, Directness, Outlet, OutletId, Speaker, SpeakerId, SpeakerKind};
use crate::extract::lexicon::cue_class;
use crate::review::edits::done::Done;
use crate::review::edits::nothing::NothingHere;
use crate::review::session::history::{Change, History, Step};
use crate::review::state::cast::{Cast, Entry, ReviewedOutlet, ReviewedSpeaker};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::conflict::Conflict;
use crate::review::state::decision::{Decision, Stamp};
use crate::review::state::directness::directness_of;
use crate::review::state::edit::{Edit, Part};
use crate::review::state::outcome::{Applied, EditError, How, Progress};
use crate::review::state::record::Record;
use crate::text::Span;

/// Where a claim stands in the list: by its content, then by its id. Bytes; no article is larger than what they count.
type Place = (u32, u32, ClaimId);

/// The claims of one article while a person decides on them.
#[derive(Clone, Debug)]
pub struct Session {
    article: Arc<Article>,
    adjudicates: Vec<String>,
    /// In the order of the text.
    list: Vec<Arc<ReviewedClaim>>,
    places: HashMap<ClaimId, (u32, u32)>,
    undecided: BTreeSet<Place>,
    /// How many claims name a speaker or outlet, by the id they name.
    speaker_counts: BTreeMap<SpeakerId, usize>,
    outlet_counts: BTreeMap<OutletId, usize>,
    progress: Progress,
    touched: usize,
    pub(in crate::review) speakers: Cast<Speaker>,
    pub(in crate::review) outlets: Cast<Outlet>,
    pub(in crate::review) nothing_here: Arc<[NothingHere]>,
    pub(in crate::review) done: Option<Done>,
    pub(in crate::review) history: History,
    revision: u64,
}

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

impl Session {
    /// A review of `article` before anything was found in it.
    pub fn new(article: Arc<Article>) -> Self {
        Self::restore(article, Record::default())
    }

    /// A review as it was saved. The record's spans must have been anchored in `article`.
    pub fn restore(article: Arc<Article>, record: Record) -> Self {
        let mut session = Self {
            article,
            adjudicates: record.adjudicates,
            list: Vec::new(),
            places: HashMap::new(),
            undecided: BTreeSet::new(),
            speaker_counts: BTreeMap::new(),
            outlet_counts: BTreeMap::new(),
            progress: Progress::default(),
            touched: 0,
            speakers: Cast::new(record.speakers),
            outlets: Cast::new(record.outlets),
            nothing_here: record.nothing_here,
            done: record.done,
            history: History::default(),
            revision: 0,
        };
        session.fill(record.claims);
        session
    }

    /// Replaces the whole list; of two claims with one id the first stays.
    pub(in crate::review) fn fill(&mut self, claims: Vec<Arc<ReviewedClaim>>) {
        self.list.clear();
        self.places.clear();
        self.undecided.clear();
        self.speaker_counts.clear();
        self.outlet_counts.clear();
        self.progress = Progress::default();
        self.touched = 0;
        for claim in claims {
            let (start, end, id) = place(&claim);
            if self.places.contains_key(&id) {
                continue;
            }
            self.places.insert(id, (start, end));
            self.count(&claim, true);
            self.list.push(claim);
        }
        self.list.sort_by(|a, b| order(a).cmp(&order(b)));
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
            self.count(&claim, false);
        }
        for claim in fresh {
            let (start, end, id) = place(&claim);
            if let std::collections::hash_map::Entry::Vacant(place) = self.places.entry(id) {
                place.insert((start, end));
                self.count(&claim, true);
                stay.push(claim);
            }
        }
        stay.sort_by(|a, b| order(a).cmp(&order(b)));
        self.list.splice(from..to, stay);
    }

    /// Goes on in another article with `record`, whose spans lie in it; what can be undone stays.
    pub(in crate::review) fn replace_article(&mut self, article: Arc<Article>, record: Record) {
        self.article = article;
        self.speakers.replace(record.speakers);
        self.outlets.replace(record.outlets);
        self.nothing_here = record.nothing_here;
        self.done = record.done;
        self.fill(record.claims);
    }

    /// How many claims a person left something on.
    pub(in crate::review) fn touched_claims(&self) -> usize {
        self.touched
    }

    /// Takes in a record that was merged with what someone else saved. A step whose claims, speakers or outlets
    /// they changed too, and what was done before it, cannot be undone any more: that might take their work
    /// back. Returns how many steps of undo and redo are gone so.
    pub fn adopt(&mut self, record: Record) -> usize {
        let before = self.record();
        self.speakers.replace(record.speakers);
        self.outlets.replace(record.outlets);
        self.nothing_here = record.nothing_here;
        self.done = record.done;
        self.fill(record.claims);
        self.revision += 1;
        let mut history = std::mem::take(&mut self.history);
        let claim = |record: &Record| -> BTreeMap<ClaimId, Arc<ReviewedClaim>> {
            record.claims.iter().map(|claim| (claim.id.clone(), Arc::clone(claim))).collect()
        };
        let old = claim(&before);
        let changed_claim = |id: &ClaimId| self.claim(id).map(|claim| &**claim) != old.get(id).map(|claim| &**claim);
        let changed_speaker = |id: &SpeakerId| self.speakers.entry(id) != before.speakers.iter().find(|e| e.member.id == *id);
        let changed_outlet = |id: &OutletId| self.outlets.entry(id) != before.outlets.iter().find(|e| e.member.id == *id);
        let lost = history.forget(|change| match change {
            Change::Claim { id, .. } => changed_claim(id),
            Change::Speaker { id, .. } => changed_speaker(id),
            Change::Outlet { id, .. } => changed_outlet(id),
            Change::NothingHere { .. } => self.nothing_here != before.nothing_here,
            Change::Done { .. } => self.done != before.done,
        });
        self.history = history;
        lost
    }

    /// Where two people contradict each other and nobody has settled it, sorted.
    pub fn conflicts(&self) -> Vec<Conflict> {
        if self.progress.contested == 0
            && self.speakers.entries().all(|entry| entry.rival.is_none())
            && self.outlets.entries().all(|entry| entry.rival.is_none())
        {
            return Vec::new();
        }
        self.record().conflicts()
    }

    /// All that is to be saved.
    pub fn record(&self) -> Record {
        Record {
            adjudicates: self.adjudicates.clone(),
            speakers: self.speakers.entries().cloned().collect(),
            outlets: self.outlets.entries().cloned().collect(),
            claims: self.list.clone(),
            nothing_here: Arc::clone(&self.nothing_here),
            done: self.done.clone(),
        }
    }

    /// Whether a person left anything that is worth a file.
    pub fn has_decisions(&self) -> bool {
        self.touched > 0
            || self.speakers.entries().any(|e| e.by_hand)
            || self.outlets.entries().any(|e| e.by_hand)
            || !self.nothing_here.is_empty()
            || self.done.is_some()
    }

    /// The article under review.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// Of an adjudication: whose reviews it decides between. Empty for a review of somebody's own.
    pub fn adjudicates(&self) -> &[String] {
        &self.adjudicates
    }

    /// A number that changes whenever an edit, undo or redo alters what is saved; an offer does not.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The claims in the order of the text.
    pub fn claims(&self) -> &[Arc<ReviewedClaim>] {
        &self.list
    }

    /// The claim with this id.
    pub fn claim(&self, id: &ClaimId) -> Option<&Arc<ReviewedClaim>> {
        self.list.get(self.position(id)?)
    }

    /// The index of a claim in [`Self::claims`].
    pub fn position(&self, id: &ClaimId) -> Option<usize> {
        let (start, end) = self.places.get(id)?;
        self.find(&(*start, *end, id.clone())).ok()
    }

    fn find(&self, wanted: &Place) -> Result<usize, usize> {
        self.list.binary_search_by(|claim| order(claim).cmp(&(wanted.0, wanted.1, &wanted.2)))
    }

    /// The speakers, by first mention; those that nobody mentions last, merged ones not at all.
    pub fn speakers(&self) -> impl Iterator<Item = &Speaker> {
        self.speakers.members()
    }

    /// How many speakers there are, merged ones not counted.
    pub fn speaker_count(&self) -> usize {
        self.speakers.count()
    }

    /// How many outlets there are, merged ones not counted.
    pub fn outlet_count(&self) -> usize {
        self.outlets.count()
    }

    /// The speaker at `index` of [`Self::speakers`].
    pub fn speaker_at(&self, index: usize) -> Option<&Speaker> {
        self.speakers.member_at(index)
    }

    /// The outlet at `index` of [`Self::outlets`].
    pub fn outlet_at(&self, index: usize) -> Option<&Outlet> {
        self.outlets.member_at(index)
    }

    /// The outlets, by first mention; those that nobody mentions last, merged ones not at all.
    pub fn outlets(&self) -> impl Iterator<Item = &Outlet> {
        self.outlets.members()
    }

    /// The speaker that `id` stands for: itself, or what it was merged into.
    pub fn speaker(&self, id: &SpeakerId) -> Option<&Speaker> {
        self.speakers.resolve(id).map(|entry| &entry.member)
    }

    /// The outlet that `id` stands for: itself, or what it was merged into.
    pub fn outlet(&self, id: &OutletId) -> Option<&Outlet> {
        self.outlets.resolve(id).map(|entry| &entry.member)
    }

    /// Who said the claim.
    pub fn speaker_of(&self, claim: &ReviewedClaim) -> Option<&Speaker> {
        self.speaker(claim.speaker()?)
    }

    /// The outlets that the claim came through, nearest to the article first; two that became one stand once.
    pub fn via_of(&self, claim: &ReviewedClaim) -> Vec<&Outlet> {
        let mut via: Vec<&Outlet> = Vec::new();
        for outlet in claim.via().iter().filter_map(|id| self.outlet(id)) {
            if !via.iter().any(|other| other.id == outlet.id) {
                via.push(outlet);
            }
        }
        via
    }

    /// The claims of a speaker, merged ones' included.
    pub fn claims_of_speaker<'a>(&'a self, id: &SpeakerId) -> impl Iterator<Item = &'a Arc<ReviewedClaim>> {
        let ids: BTreeSet<_> = self.speakers.ids_of(id).cloned().collect();
        self.list.iter().filter(move |claim| claim.speaker().is_some_and(|speaker| ids.contains(speaker)))
    }

    /// The claims that came through an outlet, merged ones' included.
    pub fn claims_of_outlet<'a>(&'a self, id: &OutletId) -> impl Iterator<Item = &'a Arc<ReviewedClaim>> {
        let ids: BTreeSet<_> = self.outlets.ids_of(id).cloned().collect();
        self.list.iter().filter(move |claim| claim.via().iter().any(|outlet| ids.contains(outlet)))
    }

    /// How many claims a speaker has.
    pub fn count_of_speaker(&self, id: &SpeakerId) -> usize {
        self.speakers.ids_of(id).filter_map(|id| self.speaker_counts.get(id)).sum()
    }

    /// How many claims came through an outlet.
    pub fn count_of_outlet(&self, id: &OutletId) -> usize {
        self.outlets.ids_of(id).filter_map(|id| self.outlet_counts.get(id)).sum()
    }

    /// How much of the claim's content stands inside quotation marks, unless the reviewer says otherwise.
    pub fn directness(&self, claim: &ReviewedClaim) -> Directness {
        if let Some(overridden) = claim.correction.directness {
            return overridden;
        }
        self.directness_of_spans(claim)
    }

    /// How much of the claim's content stands inside quotation marks, by its spans alone.
    pub fn directness_of_spans(&self, claim: &ReviewedClaim) -> Directness {
        match (&claim.suggestion, &claim.correction.content) {
            (Some(suggestion), None) => suggestion.directness,
            _ => directness_of(&self.article, claim.spans(Part::Content)),
        }
    }

    /// What the cue says of how the content was uttered, as it is in force.
    pub fn class(&self, claim: &ReviewedClaim) -> CueClass {
        claim.correction.class.unwrap_or_else(|| self.class_of_cue(claim))
    }

    /// The same by the words of the cue alone: the engine's, while the cue is the engine's.
    pub fn class_of_cue(&self, claim: &ReviewedClaim) -> CueClass {
        if let (Some(suggestion), None) = (&claim.suggestion, &claim.correction.cue) {
            return suggestion.class;
        }
        let cue = claim.spans(Part::Cue).iter().filter_map(|span| span.slice(&self.article.text));
        let words = cue.flat_map(|words| words.split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '\'' | '’')));
        let class = cue_class(words.filter(|word| !word.is_empty()));
        let of_document = self.speaker_of(claim).is_some_and(|speaker| speaker.kind == SpeakerKind::Document);
        if class == CueClass::Speech && of_document { CueClass::Document } else { class }
    }

    /// How far the review is.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The first undecided claim after `after` in the text, from the top again where there is none;
    /// without `after` the first of all. `None` when no other is left.
    pub fn next_undecided(&self, after: Option<&ClaimId>) -> Option<&ClaimId> {
        let Some(from) = after.and_then(|id| self.place_of(id)) else {
            return self.undecided.first().map(|(_, _, id)| id);
        };
        let later = self.undecided.range((std::ops::Bound::Excluded(&from), std::ops::Bound::Unbounded)).next();
        later.or_else(|| self.undecided.first().filter(|place| **place != from)).map(|(_, _, id)| id)
    }

    /// The last undecided claim before `before` in the text, from the bottom again where there is none.
    pub fn previous_undecided(&self, before: Option<&ClaimId>) -> Option<&ClaimId> {
        let Some(from) = before.and_then(|id| self.place_of(id)) else {
            return self.undecided.last().map(|(_, _, id)| id);
        };
        let earlier = self.undecided.range(..&from).next_back();
        earlier.or_else(|| self.undecided.last().filter(|place| **place != from)).map(|(_, _, id)| id)
    }

    /// Whether a claim has this id, or had it and undo or redo may bring it back.
    pub(in crate::review) fn is_given(&self, id: &ClaimId) -> bool {
        self.places.contains_key(id) || self.history.claims().any(|claim| claim.id == *id)
    }

    fn place_of(&self, id: &ClaimId) -> Option<Place> {
        self.places.get(id).map(|(start, end)| (*start, *end, id.clone()))
    }

    /// Makes a change. On an error nothing has changed.
    ///
    /// # Errors
    ///
    /// An id that is not there, spans that do not fit the text, an empty name: see [`EditError`].
    pub fn apply(&mut self, edit: Edit, stamp: &Stamp) -> Result<Applied, EditError> {
        let step = crate::review::edits::step_of(self, edit, stamp)?;
        let applied = step.applied(How::Done);
        if applied.changed {
            self.perform(&step);
            self.history.push(step);
        }
        Ok(applied)
    }

    /// Takes the last change back, its log entry too. `None` when nothing is left to take back.
    pub fn undo(&mut self) -> Option<Applied> {
        let step = self.history.undo()?;
        self.perform(&step);
        Some(step.applied(How::Undone))
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Option<Applied> {
        let step = self.history.redo()?;
        self.perform(&step);
        Some(step.applied(How::Redone))
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a change to do again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    fn perform(&mut self, step: &Step) {
        for change in &step.changes {
            match change {
                Change::Claim { id, after, .. } => self.put(id, after.clone()),
                Change::Speaker { id, after, .. } => self.speakers.put(id, after.as_deref().cloned()),
                Change::Outlet { id, after, .. } => self.outlets.put(id, after.as_deref().cloned()),
                Change::NothingHere { after, .. } => self.nothing_here = Arc::clone(after),
                Change::Done { after, .. } => self.done.clone_from(after),
            }
        }
        self.revision += 1;
    }

    /// Sets or removes one claim and keeps every index in step.
    fn put(&mut self, id: &ClaimId, claim: Option<Arc<ReviewedClaim>>) {
        if let Some(old) = self.place_of(id) {
            if let Ok(at) = self.find(&old) {
                let same_place = claim.as_ref().is_some_and(|claim| place(claim) == old);
                let removed = if same_place { self.list.get(at).cloned() } else { Some(self.list.remove(at)) };
                if let Some(removed) = removed {
                    self.count(&removed, false);
                }
                if let (true, Some(claim)) = (same_place, &claim) {
                    self.count(claim, true);
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
            self.count(&claim, true);
            self.list.insert(at, claim);
        }
    }

    /// Adds a claim to the counts, or takes it out of them.
    fn count(&mut self, claim: &ReviewedClaim, add: bool) {
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
        if claim.asks_decider(&self.article.text) {
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

    /// The entry of a speaker, as it is saved.
    pub fn speaker_entry(&self, id: &SpeakerId) -> Option<&ReviewedSpeaker> {
        self.speakers.entry(id)
    }

    /// The entry of an outlet, as it is saved.
    pub fn outlet_entry(&self, id: &OutletId) -> Option<&ReviewedOutlet> {
        self.outlets.entry(id)
    }
}

/// All entries of `found`, and those of `old` that must stay. What a person made of an entry stays as it
/// is, but for the places that name it; and the places that a person gave to somebody whom the engine does
/// not know are nobody else's.
pub(in crate::review) fn joined<M: crate::review::state::cast::Member>(
    found: Vec<M>,
    old: &Cast<M>,
    must_stay: impl Fn(&M::Id) -> bool,
) -> Vec<Entry<M>> {
    let mut entries: BTreeMap<M::Id, Entry<M>> =
        found.into_iter().map(|member| (member.id().clone(), Entry::proposed(member))).collect();
    let mut moved_on: Vec<(M::Id, Vec<Span>)> = Vec::new();
    let by_hand = old.entries().filter(|entry| entry.by_hand && entry.merged_into.is_none());
    let unknown = by_hand.filter(|entry| !entries.contains_key(entry.member.id()));
    let given: BTreeSet<Span> = unknown.flat_map(|entry| entry.member.mentions().iter().copied()).collect();
    if !given.is_empty() {
        for entry in entries.values_mut() {
            entry.member.mentions_mut().retain(|span| !given.contains(span));
        }
    }
    for entry in old.entries() {
        let id = entry.member.id();
        let fresh = entries.get(id).map(|fresh| fresh.member.mentions().to_vec());
        if !(entry.by_hand || entry.merged_into.is_some() || (must_stay(id) && fresh.is_none())) {
            continue;
        }
        let mut entry = entry.clone();
        if let Some(fresh) = fresh {
            entry.member.mentions_mut().clone_from(&fresh);
            if let Some(into) = entry.merged_into.as_ref().and_then(|_| old.resolve(id)) {
                moved_on.push((into.member.id().clone(), fresh));
            }
        }
        entries.insert(id.clone(), entry);
    }
    for (into, mentions) in moved_on {
        if let Some(entry) = entries.get_mut(&into) {
            let all = entry.member.mentions_mut();
            all.extend(mentions);
            all.sort_unstable();
            all.dedup();
        }
    }
    entries.into_values().collect()
}
