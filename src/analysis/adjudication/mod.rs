//! Several people's reviews of one article, laid out for somebody who decides between them.
//!
//! The outcome is a review of its own: it begins with every claim that any of them has, undecided, and what it
//! takes over is an [`Edit::Adopt`](crate::review::Edit). The reviews themselves are only read.

mod named;
mod renewal;

pub use renewal::Renewal;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::versions::{Group, Stand, Version, VersionComparison, VersionField, words_in};
use crate::article::Article;
use crate::claim::{ClaimId, Part, Parts};
use crate::review::{
    Adopted, Adoption, Conflict, Decision, Entry, Made, Record, ReviewedClaim, ReviewedOutlet, ReviewedSpeaker, Session,
};

/// The versions of every claim, and whose they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adjudication {
    /// Whose reviews they are, in the order in which they are shown.
    pub annotators: Vec<String>,
    rows: BTreeMap<ClaimId, AdjudicationRow>,
    /// What they call the speakers and outlets, and say that these are.
    said: named::AllSaid,
    /// Claims that were decided here before one of the reviews changed, and not again since.
    overtaken: BTreeSet<ClaimId>,
}

/// The versions of one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct AdjudicationRow {
    /// One for each annotator.
    pub versions: Vec<Opinion>,
    /// What they differ in; nothing where all who decided agree.
    pub differs: Vec<VersionField>,
}

/// What one annotator made of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// The decision; unreviewed where the annotator has none yet.
    pub decision: Decision,
    /// The same in a word: confirmed, corrected, added, rejected, not marked, undecided.
    pub stand: &'static str,
    /// Each field in words; empty where the annotator does not mark the claim.
    pub words: BTreeMap<VersionField, String>,
    /// What is taken over with it; `None` while it is undecided.
    pub version: Option<Adopted>,
    /// Everybody whose version this is too, by name.
    pub from: Vec<String>,
}

impl AdjudicationRow {
    /// Whether somebody has to decide between them: they differ, or not everybody has decided.
    pub fn is_open(&self) -> bool {
        !self.differs.is_empty() || self.versions.iter().any(|opinion| opinion.version.is_none())
    }

    /// What all agree on.
    fn agreed(&self) -> Option<&Opinion> {
        self.versions.first().filter(|_| !self.is_open())
    }
}

impl Adjudication {
    /// The review to decide in, and the versions to decide between. `saved` is the review as it was left before.
    pub fn begin(article: Arc<Article>, versions: &[Version], saved: Option<Record>) -> (Session, Self) {
        let mut adjudication = Self::default();
        let record = adjudication.lay_out(versions, saved.unwrap_or_default());
        (Session::restore(article, record), adjudication)
    }

    /// Lays the versions out beside `record`, the adjudication as it is, and returns it with what they bring in.
    fn lay_out(&mut self, versions: &[Version], mut record: Record) -> Record {
        let comparison = VersionComparison::of(versions);
        record.adjudicates = versions.iter().map(|version| version.annotator.clone()).collect();
        self.rows.clear();
        for group in comparison.groups() {
            let known = known(&comparison, group, &record);
            let fresh = candidate(&comparison, group);
            let id = match (known, fresh) {
                (Some(id), fresh) => {
                    // What nobody decided here is as the reviews have it now.
                    let own = record.claims.iter_mut().find(|claim| claim.id == id);
                    if let (Some(own), Some(fresh)) = (own.filter(|own| is_open(own)), fresh) {
                        let fresh = ReviewedClaim { id: id.clone(), ..fresh };
                        if **own != fresh {
                            *own = Arc::new(fresh);
                        }
                    }
                    id
                }
                (None, Some(claim)) => {
                    let id = claim.id.clone();
                    record.claims.push(Arc::new(claim));
                    id
                }
                (None, None) => continue,
            };
            self.rows.insert(id, row(&comparison, group));
        }
        let of_each = |version: &Version| (version.annotator.clone(), version.session.record());
        let records: Vec<(String, Record)> = versions.iter().map(of_each).collect();
        let speakers: Vec<_> = records.iter().map(|(name, record)| (name.clone(), record.speakers.clone())).collect();
        let outlets: Vec<_> = records.into_iter().map(|(name, record)| (name, record.outlets)).collect();
        record.speakers = cast(record.speakers, speakers.iter().map(|(_, entries)| entries.clone()));
        record.outlets = cast(record.outlets, outlets.iter().map(|(_, entries)| entries.clone()));
        named::contest(&mut record.speakers, &speakers, Conflict::Speaker, &mut self.said);
        named::contest(&mut record.outlets, &outlets, Conflict::Outlet, &mut self.said);
        self.annotators.clone_from(&record.adjudicates);
        record
    }

    /// Who gave the two names or descriptions that contradict each other, as far as it is known.
    pub fn who_named(&self, session: &Session, conflict: &Conflict) -> [Option<String>; 2] {
        named::who(&self.said, session, conflict)
    }

    /// Whether a review has changed what it says of a claim since that was decided here.
    pub fn is_overtaken(&self, claim: &ClaimId) -> bool {
        self.overtaken.contains(claim)
    }

    /// The adjudicator has looked at these claims since.
    pub fn looked_at(&mut self, claims: &[ClaimId]) {
        self.overtaken.retain(|claim| !claims.contains(claim));
    }

    /// The versions of a claim; none of one that was added here.
    pub fn row(&self, claim: &ClaimId) -> Option<&AdjudicationRow> {
        self.rows.get(claim)
    }

    /// The edit that takes the version of the annotator at `index`; `None` where there is none.
    pub fn take(&self, claim: &ClaimId, index: usize) -> Option<Adoption> {
        adoption(claim, self.rows.get(claim)?.versions.get(index)?)
    }

    /// Every undecided claim of `session` that all decided alike.
    pub fn agreed(&self, session: &Session) -> Vec<Adoption> {
        let undecided = session.claims().iter().filter(|claim| claim.decision == Decision::Unreviewed);
        undecided.filter_map(|claim| adoption(&claim.id, self.rows.get(&claim.id)?.agreed()?)).collect()
    }

    /// Whether a claim of `session` waits for a decision between its versions.
    pub fn is_waiting(&self, claim: &ReviewedClaim) -> bool {
        self.overtaken.contains(&claim.id)
            || (!claim.decision.is_decided() && self.rows.get(&claim.id).is_some_and(AdjudicationRow::is_open))
    }
}

fn adoption(claim: &ClaimId, opinion: &Opinion) -> Option<Adoption> {
    Some(Adoption { claim: claim.clone(), from: opinion.from.clone(), version: opinion.version.clone()? })
}

/// Whether nobody has left anything on a claim here: it is as the reviews brought it in.
fn is_open(claim: &ReviewedClaim) -> bool {
    let remarks = !claim.note.is_empty() || claim.flag || !claim.check.is_empty();
    !claim.decision.is_decided() && claim.log.is_empty() && claim.settled.is_empty() && claim.rival.is_none() && !remarks
}

/// The id under which a saved adjudication has a claim already.
fn known(comparison: &VersionComparison<'_>, group: &Group, record: &Record) -> Option<ClaimId> {
    let members = (0..comparison.versions().len()).filter_map(|at| comparison.stand(group, at).claim());
    let mut ids = members.map(|claim| &claim.id);
    ids.find(|id| record.claims.iter().any(|claim| claim.id == **id)).cloned()
}

/// A claim that nobody has decided on here: as the engine proposed it, else as the first annotator added it.
fn candidate(comparison: &VersionComparison<'_>, group: &Group) -> Option<ReviewedClaim> {
    let members = || (0..comparison.versions().len()).filter_map(|at| Some((at, comparison.stand(group, at).claim()?)));
    if let Some(suggestion) = members().find_map(|(_, claim)| claim.suggestion.clone()) {
        return Some(ReviewedClaim::proposed(suggestion));
    }
    let (at, added) = members().next()?;
    let from = comparison.versions().get(at).map(|version| version.annotator.clone()).into_iter().collect::<Vec<_>>();
    let mut claim = added.clone();
    (claim.decision, claim.decided, claim.from) = (Decision::Unreviewed, None, from.into());
    claim.log.clear();
    claim.settled.clear();
    claim.note.clear();
    claim.said = Default::default();
    claim.flag = false;
    claim.check = Default::default();
    Some(claim)
}

fn row(comparison: &VersionComparison<'_>, group: &Group) -> AdjudicationRow {
    let count = comparison.versions().len();
    let mut versions: Vec<Opinion> = (0..count).map(|at| opinion(comparison, group, at)).collect();
    let alike = |one: usize, two: usize| match (comparison.stand(group, one), comparison.stand(group, two)) {
        (Stand::Marked(a), Stand::Marked(b)) => {
            let fields = VersionField::ALL.into_iter().filter(|field| *field != VersionField::Decision);
            fields.into_iter().all(|field| comparison.value(one, a, field) == comparison.value(two, b, field))
        }
        (Stand::Rejected(_) | Stand::Absent, Stand::Rejected(_) | Stand::Absent) => true,
        _ => false,
    };
    let names = |at: usize| comparison.versions().get(at).map(|version| version.annotator.clone());
    for (at, opinion) in versions.iter_mut().enumerate() {
        opinion.from = (0..count).filter(|other| *other == at || alike(at, *other)).filter_map(names).collect();
    }
    AdjudicationRow { versions, differs: comparison.differences(group) }
}

fn opinion(comparison: &VersionComparison<'_>, group: &Group, at: usize) -> Opinion {
    let stand = comparison.stand(group, at);
    let session = comparison.versions().get(at).map(|version| &version.session);
    let (decision, version) = match (stand, session) {
        (Stand::Marked(claim), Some(session)) => (claim.decision, Some(Adopted::Marked(Box::new(made(session, claim))))),
        (Stand::Rejected(_) | Stand::Absent, _) => (Decision::Rejected, Some(Adopted::Rejected)),
        _ => (Decision::Unreviewed, None),
    };
    let mut words = BTreeMap::new();
    if let (Some(claim), Some(session)) = (stand.marked(), session) {
        words = VersionField::ALL.into_iter().map(|field| (field, words_in(session, claim, field))).collect();
    }
    Opinion { decision, stand: stand.word(), words, version, from: Vec::new() }
}

fn made(session: &Session, claim: &ReviewedClaim) -> Made {
    let speaker = session.speaker_of(claim).and_then(|speaker| session.speaker_entry(&speaker.id));
    let via = session.via_of(claim).into_iter().filter_map(|outlet| session.outlet_entry(&outlet.id));
    let (speaker, via): (Option<ReviewedSpeaker>, Vec<ReviewedOutlet>) = (speaker.cloned(), via.cloned().collect());
    Made {
        parts: Parts {
            content: claim.spans(Part::Content).to_vec(),
            cue: claim.spans(Part::Cue).to_vec(),
            source: claim.spans(Part::Source).to_vec(),
        },
        speaker,
        via,
        directness: Some(session.directness(claim)),
        class: Some(session.class(claim)),
        note: claim.note.to_string(),
        check: (*claim.check).clone(),
    }
}

/// Everybody whom any of the reviews knows: as the adjudication has them already, else as the engine proposed
/// them, else as a person named them. Who became one with whom is decided again.
fn cast<M: crate::review::cast::Member>(own: Vec<Entry<M>>, theirs: impl Iterator<Item = Vec<Entry<M>>>) -> Vec<Entry<M>> {
    let mut entries: BTreeMap<M::Id, Entry<M>> = BTreeMap::new();
    for mut entry in theirs.flatten() {
        entry.merged_into = None;
        let id = entry.member.id().clone();
        let better = entries.get(&id).is_none_or(|known| known.by_hand && !entry.by_hand);
        if better {
            entries.insert(id, entry);
        }
    }
    for entry in own {
        entries.insert(entry.member.id().clone(), entry);
    }
    entries.into_values().collect()
}

#[cfg(test)]
mod tests;
