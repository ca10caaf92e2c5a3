//! Findings by where they come from, in the order of the text.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::lint::allowances::InForce;
use crate::lint::finding::Finding;
use crate::text::Span;

/// Where findings come from: a claim, a speaker, a place or the article, each with a number of its own. The default is
/// the origin of nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin(u64);

/// The findings with their origins.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    findings: Vec<Arc<Finding>>,
    /// Theirs, in the same order.
    origins: Vec<Origin>,
    /// Where the findings of an origin are to be looked for.
    of_origin: HashMap<Origin, Vec<Place>>,
    gone: HashSet<Origin>,
    fresh: Vec<(Arc<Finding>, Origin)>,
    last: u64,
}

/// What a finding is looked for by.
type Place = (Span, &'static str);

/// With more changes than this the whole list is put in order again: each single one moves all that comes behind it.
const FEW: usize = 64;

impl Ledger {
    /// The findings, in the order of the text, as of the last [`Self::settle`].
    pub fn findings(&self) -> &[Arc<Finding>] {
        &self.findings
    }

    /// Takes all findings of an origin out.
    pub fn take_out(&mut self, origin: Origin) {
        if origin != Origin::default() {
            self.gone.insert(origin);
        }
    }

    /// Adds findings of one origin.
    pub fn put(&mut self, found: Vec<Finding>) -> Origin {
        if found.is_empty() {
            return Origin::default();
        }
        self.last += 1;
        let origin = Origin(self.last);
        self.of_origin.insert(origin, found.iter().map(|finding| (finding.span, finding.rule)).collect());
        self.fresh.extend(found.into_iter().map(|finding| (Arc::new(finding), origin)));
        origin
    }

    /// Notes on all findings whether they are allowed.
    pub fn mark_all(&mut self, in_force: &InForce) {
        for finding in &mut self.findings {
            let reason = in_force.reason_for(finding);
            if finding.allowed.as_deref() != reason {
                let reason = reason.map(str::to_owned);
                Arc::make_mut(finding).allowed = reason;
            }
        }
    }

    /// Brings the list in step with what was put in and taken out.
    pub fn settle(&mut self, in_force: &InForce) {
        if self.gone.is_empty() && self.fresh.is_empty() {
            return;
        }
        let (gone, fresh) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.fresh));
        let left: Vec<(Origin, Vec<Place>)> =
            gone.iter().filter_map(|origin| Some((*origin, self.of_origin.remove(origin)?))).collect();
        let mut fresh: Vec<(Arc<Finding>, Origin)> = fresh.into_iter().filter(|(_, origin)| !gone.contains(origin)).collect();
        for (finding, _) in &mut fresh {
            if let Some(reason) = in_force.reason_for(finding) {
                Arc::make_mut(finding).allowed = Some(reason.to_owned());
            }
        }
        if left.iter().map(|(_, places)| places.len()).sum::<usize>() + fresh.len() <= FEW {
            self.move_few(&left, fresh);
            return;
        }
        let findings = std::mem::take(&mut self.findings).into_iter().zip(std::mem::take(&mut self.origins));
        let mut all: Vec<(Arc<Finding>, Origin)> = findings.filter(|(_, origin)| !gone.contains(origin)).collect();
        all.extend(fresh);
        // The list is sorted but for what was added: that costs little.
        all.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
        (self.findings, self.origins) = all.into_iter().unzip();
    }

    /// Takes findings out and puts others in, each at its place.
    fn move_few(&mut self, left: &[(Origin, Vec<Place>)], fresh: Vec<(Arc<Finding>, Origin)>) {
        for (origin, places) in left {
            for place in places {
                let from = self.findings.partition_point(|finding| (finding.span, finding.rule) < *place);
                let here = self.findings.iter().zip(&self.origins).skip(from);
                let same = here.take_while(|(finding, _)| (finding.span, finding.rule) == *place);
                // A finding that came and went since the list was put in order is not in it.
                if let Some(after) = same.into_iter().position(|(_, other)| other == origin) {
                    self.findings.remove(from + after);
                    self.origins.remove(from + after);
                }
            }
        }
        for (finding, origin) in fresh {
            let at = self.findings.partition_point(|other| order(other) <= order(&finding));
            self.findings.insert(at, finding);
            self.origins.insert(at, origin);
        }
    }
}

/// By place and rule; all the rest so that the order never depends on when something was found.
fn order(finding: &Finding) -> impl Ord {
    (finding.span, finding.rule, &finding.claim, &finding.message)
}
