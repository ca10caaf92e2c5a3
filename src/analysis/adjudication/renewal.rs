//! A review changes while somebody decides between it and others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Adjudication, AdjudicationRow, is_open};
use crate::analysis::versions::Version;
use crate::claim::ClaimId;
use crate::review::{Conflict, Session};

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renewal {
    /// Reviews that are new.
    pub came: Vec<String>,
    /// Whose reviews changed, and the claims of which they say something else now, in the order of the text.
    pub changed: BTreeMap<String, Vec<ClaimId>>,
    /// Those of them that were decided here before.
    pub overtaken: Vec<ClaimId>,
    /// Names or descriptions that are in question since.
    pub named: Vec<Conflict>,
    /// Steps that can no longer be undone.
    pub lost: usize,
}

impl Renewal {
    /// Whether nothing that is shown changed.
    pub fn is_nothing(&self) -> bool {
        self.came.is_empty() && self.changed.is_empty() && self.named.is_empty()
    }
}

impl Adjudication {
    /// Goes on between these versions. What was decided here stays as it is; a claim that was decided before a review
    /// changed its word on it waits for another look.
    pub fn renew(&mut self, session: &mut Session, versions: &[Version]) -> Renewal {
        let before = std::mem::take(&mut self.rows);
        let (annotators, open) = (self.annotators.clone(), session.conflicts());
        // A digit goes on meaning the same person: who is new comes last.
        let mut versions: Vec<Version> = versions.to_vec();
        versions.sort_by_key(|version| annotators.iter().position(|name| *name == version.annotator).unwrap_or(usize::MAX));
        let mut record = self.lay_out(&versions, session.record());
        let is_gone = |id: &ClaimId| before.contains_key(id) && !self.rows.contains_key(id);
        record.claims.retain(|claim| !is_gone(&claim.id) || !is_open(claim));
        let mut renewal = Renewal {
            came: self.annotators.iter().filter(|name| !annotators.contains(name)).cloned().collect(),
            ..Renewal::default()
        };
        let ids: BTreeSet<&ClaimId> = before.keys().chain(self.rows.keys()).collect();
        let mut changed: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
        for id in ids {
            for (at, name) in self.annotators.iter().enumerate() {
                let Some(was) = annotators.iter().position(|other| other == name) else { continue };
                if word(self.rows.get(id), at) != word(before.get(id), was) {
                    changed.entry(name.clone()).or_default().insert(id.clone());
                }
            }
        }
        renewal.lost = session.adopt(record);
        let in_order = |ids: &BTreeSet<ClaimId>| -> Vec<ClaimId> {
            let claims = session.claims().iter();
            claims.filter(|claim| ids.contains(&claim.id)).map(|claim| Arc::clone(claim).id.clone()).collect()
        };
        renewal.changed = changed.iter().map(|(name, ids)| (name.clone(), in_order(ids))).collect();
        let all: BTreeSet<ClaimId> = changed.into_values().flatten().collect();
        let decided = |id: &ClaimId| session.claim(id).is_some_and(|claim| claim.decision.is_decided());
        renewal.overtaken = in_order(&all).into_iter().filter(decided).collect();
        self.overtaken.extend(renewal.overtaken.iter().cloned());
        renewal.named = session.conflicts().into_iter().filter(|conflict| !open.contains(conflict)).collect();
        renewal
    }
}

/// What the annotator at `index` says of a claim; a claim that is not there is not marked.
fn word(row: Option<&AdjudicationRow>, index: usize) -> Option<impl PartialEq + '_> {
    let opinion = row?.versions.get(index)?;
    opinion.stand.ne("not marked").then_some((opinion.stand, &opinion.words, &opinion.version))
}
