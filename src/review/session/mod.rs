//! A session: the claims of one article while a person decides on them.
//!
//! Claims are shared values: a change replaces one, and undo puts the old one back, so that an edit
//! costs what it touches however many claims there are.

pub(super) mod history;
mod index;
mod rereading;
pub(super) mod suggestions;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::article::Article;
use crate::claim::Part;
use crate::claim::{ClaimId, CueClass, Directness, Outlet, OutletId, Speaker, SpeakerId, SpeakerKind};
use crate::extract::lexicon::cue_class;
use crate::review::state::allowance::Allowance;
use crate::review::state::cast::{Cast, ListState, ReviewedOutlet, ReviewedSpeaker};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::directness::directness_of;
use crate::review::state::done::Done;
use crate::review::state::nothing::NothingHere;
use crate::review::state::outcome::{Applied, How, Progress};
use crate::review::state::record::{Record, Snapshot};
use crate::review::state::rival::Conflict;
use crate::text::Span;
use history::{Change, History, Step};
use index::ClaimIndex;

/// The claims of one article while a person decides on them.
#[derive(Clone, Debug)]
pub struct Session {
    article: Arc<Article>,
    adjudicates: Vec<String>,
    index: ClaimIndex,
    pub(in crate::review) speakers: Cast<Speaker>,
    pub(in crate::review) outlets: Cast<Outlet>,
    pub(in crate::review) nothing_here: Arc<[NothingHere]>,
    pub(in crate::review) allowances: Arc<[Allowance]>,
    pub(in crate::review) done: Option<Done>,
    pub(in crate::review) history: History,
    /// How likely each suggestion is worth checking; the engine says so again whenever it reads the article.
    pub(in crate::review) check_worthiness: HashMap<ClaimId, f32>,
    revision: u64,
}

impl Session {
    /// A review of `article` before anything was found in it.
    pub fn new(article: Arc<Article>) -> Self {
        Self::restore(article, Record::default())
    }

    /// A review as it was saved. The record's spans must have been anchored in `article`.
    pub fn restore(article: Arc<Article>, record: Record) -> Self {
        let index = ClaimIndex::new(Arc::clone(&article.text), record.claims);
        Self {
            article,
            adjudicates: record.adjudicates,
            index,
            speakers: Cast::new(record.speakers),
            outlets: Cast::new(record.outlets),
            nothing_here: record.nothing_here,
            allowances: record.allowances,
            done: record.done,
            history: History::default(),
            check_worthiness: HashMap::new(),
            revision: 0,
        }
    }

    /// Replaces all claims; of two with one id the first stays.
    pub(in crate::review) fn fill(&mut self, claims: Vec<Arc<ReviewedClaim>>) {
        self.index = ClaimIndex::new(Arc::clone(&self.article.text), claims);
    }

    /// Puts `fresh` in the place of the untouched claims whose content begins within `within`; a claim whose id
    /// is there already is left out.
    pub(in crate::review) fn refill(&mut self, within: Span, fresh: Vec<Arc<ReviewedClaim>>) {
        self.index.refill(within, fresh);
    }

    /// Goes on in another article with `record`, whose spans lie in it; what can be undone stays.
    pub(in crate::review) fn replace_article(&mut self, article: Arc<Article>, record: Record) {
        self.article = article;
        self.speakers.replace(record.speakers);
        self.outlets.replace(record.outlets);
        self.nothing_here = record.nothing_here;
        self.allowances = record.allowances;
        self.done = record.done;
        self.fill(record.claims);
    }

    /// How many claims a person left something on.
    pub(in crate::review) fn touched_claims(&self) -> usize {
        self.index.touched()
    }

    /// Takes in a record that was merged with what someone else saved. A step whose claims, speakers or outlets
    /// they changed too, and what was done before it, cannot be undone any more: that might take their work
    /// back. Returns how many steps of undo and redo are gone so.
    pub fn adopt(&mut self, record: Record) -> usize {
        let before = self.record();
        self.speakers.replace(record.speakers);
        self.outlets.replace(record.outlets);
        self.nothing_here = record.nothing_here;
        self.allowances = record.allowances;
        self.done = record.done;
        self.fill(record.claims);
        self.adjudicates = record.adjudicates;
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
            Change::Allowances { .. } => self.allowances != before.allowances,
            Change::Done { .. } => self.done != before.done,
        });
        self.history = history;
        lost
    }

    /// Whether two people contradict each other and nobody has settled it.
    pub fn is_contested(&self) -> bool {
        self.progress().contested > 0
            || self.speakers.entries().any(|entry| !entry.rivals.is_empty())
            || self.outlets.entries().any(|entry| !entry.rivals.is_empty())
    }

    /// Where two people contradict each other and nobody has settled it, sorted.
    pub fn conflicts(&self) -> Vec<Conflict> {
        if self.is_contested() { self.record().conflicts() } else { Vec::new() }
    }

    /// All that is to be saved.
    pub fn record(&self) -> Record {
        Record {
            adjudicates: self.adjudicates.clone(),
            speakers: self.speakers.entries().cloned().collect(),
            outlets: self.outlets.entries().cloned().collect(),
            claims: self.claims().to_vec(),
            nothing_here: Arc::clone(&self.nothing_here),
            allowances: Arc::clone(&self.allowances),
            done: self.done.clone(),
        }
    }

    /// The review as it is now, with the revision that it is.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { revision: self.revision, record: self.record() }
    }

    /// Whether a person left anything that is worth a file.
    pub fn has_decisions(&self) -> bool {
        self.index.touched() > 0
            || self.speakers.entries().any(|e| e.by_hand)
            || self.outlets.entries().any(|e| e.by_hand)
            || !self.nothing_here.is_empty()
            || !self.allowances.is_empty()
            || self.done.is_some()
    }

    /// The mark that the article is done.
    pub fn done(&self) -> Option<&Done> {
        self.done.as_ref()
    }

    /// The passages that were read and hold no claim, in the order of the text; those that were not found
    /// again for certain included.
    pub fn nothing_here(&self) -> &[NothingHere] {
        &self.nothing_here
    }

    /// The rules that may be broken in one place, in the order of the text; those whose words were not found again for
    /// certain included.
    pub fn allowances(&self) -> &[Allowance] {
        &self.allowances
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

    /// How likely the engine holds `claim` worth checking, 0 to 1; `None` where its words were changed, or nobody asked
    /// the engine yet.
    pub fn check_worthiness(&self, claim: &ReviewedClaim) -> Option<f32> {
        let known = self.check_worthiness.get(&claim.id).copied();
        known.filter(|_| claim.correction.parts.content.is_none())
    }

    /// The claims in the order of the text.
    pub fn claims(&self) -> &[Arc<ReviewedClaim>] {
        self.index.claims()
    }

    /// The claim with this id.
    pub fn claim(&self, id: &ClaimId) -> Option<&Arc<ReviewedClaim>> {
        self.index.claim(id)
    }

    /// The place of a claim in [`Self::claims`].
    pub fn position(&self, id: &ClaimId) -> Option<usize> {
        self.index.position(id)
    }

    /// The first undecided claim after `after` in the text, from the top again where there is none;
    /// without `after` the first of all. `None` when no other is left.
    pub fn next_undecided(&self, after: Option<&ClaimId>) -> Option<&ClaimId> {
        self.index.next_undecided(after)
    }

    /// The last undecided claim before `before` in the text, from the bottom again where there is none.
    pub fn previous_undecided(&self, before: Option<&ClaimId>) -> Option<&ClaimId> {
        self.index.previous_undecided(before)
    }

    /// The speakers, by first mention; those that nobody mentions last, merged ones not at all.
    pub fn speakers(&self) -> impl Iterator<Item = &Speaker> {
        self.speakers.members()
    }

    /// The state of the speakers, to be compared with an earlier one.
    pub fn speakers_state(&self) -> &ListState {
        self.speakers.state()
    }

    /// The state of the outlets, to be compared with an earlier one.
    pub fn outlets_state(&self) -> &ListState {
        self.outlets.state()
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

    /// Whether an outlet is called so, by its name or another form of it.
    pub fn is_outlet(&self, name: &str) -> bool {
        self.outlets.is_form(name)
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
        self.claims().iter().filter(move |claim| claim.speaker().is_some_and(|speaker| ids.contains(speaker)))
    }

    /// The claims that came through an outlet, merged ones' included.
    pub fn claims_of_outlet<'a>(&'a self, id: &OutletId) -> impl Iterator<Item = &'a Arc<ReviewedClaim>> {
        let ids: BTreeSet<_> = self.outlets.ids_of(id).cloned().collect();
        self.claims().iter().filter(move |claim| claim.via().iter().any(|outlet| ids.contains(outlet)))
    }

    /// How many claims a speaker has.
    pub fn count_of_speaker(&self, id: &SpeakerId) -> usize {
        self.speakers.ids_of(id).map(|id| self.index.count_of_speaker(id)).sum()
    }

    /// How many claims came through an outlet.
    pub fn count_of_outlet(&self, id: &OutletId) -> usize {
        self.outlets.ids_of(id).map(|id| self.index.count_of_outlet(id)).sum()
    }

    /// How much of the claim's content is inside quotation marks, unless the reviewer says otherwise.
    pub fn directness(&self, claim: &ReviewedClaim) -> Directness {
        if let Some(overridden) = claim.correction.directness {
            return overridden;
        }
        self.directness_of_spans(claim)
    }

    /// How much of the claim's content is inside quotation marks, by its spans alone.
    pub fn directness_of_spans(&self, claim: &ReviewedClaim) -> Directness {
        match (&claim.suggestion, &claim.correction.parts.content) {
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
        if let (Some(suggestion), None) = (&claim.suggestion, &claim.correction.parts.cue) {
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
        self.index.progress()
    }

    /// Whether a claim has this id, or had it and undo or redo may bring it back.
    pub(in crate::review) fn is_given(&self, id: &ClaimId) -> bool {
        self.index.contains(id) || self.history.claims().any(|claim| claim.id == *id)
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

    /// Carries out a step that can be taken back.
    pub(in crate::review) fn take_step(&mut self, step: Step) {
        self.perform(&step);
        self.history.push(step);
    }

    fn perform(&mut self, step: &Step) {
        for change in &step.changes {
            match change {
                Change::Claim { id, after, .. } => self.index.put(id, after.clone()),
                Change::Speaker { id, after, .. } => self.speakers.put(id, after.as_deref().cloned()),
                Change::Outlet { id, after, .. } => self.outlets.put(id, after.as_deref().cloned()),
                Change::NothingHere { after, .. } => self.nothing_here = Arc::clone(after),
                Change::Allowances { after, .. } => self.allowances = Arc::clone(after),
                Change::Done { after, .. } => self.done.clone_from(after),
            }
        }
        self.revision += 1;
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
