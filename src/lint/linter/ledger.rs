//! Findings by where they come from, in the order of the text.

use std::collections::HashSet;
use std::sync::Arc;

use crate::lint::allowances::InForce;
use crate::lint::finding::Finding;

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
    gone: HashSet<Origin>,
    fresh: Vec<(Arc<Finding>, Origin)>,
    last: u64,
}

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
        let findings = std::mem::take(&mut self.findings).into_iter().zip(std::mem::take(&mut self.origins));
        let mut all: Vec<(Arc<Finding>, Origin)> = findings.filter(|(_, origin)| !gone.contains(origin)).collect();
        for (mut finding, origin) in fresh.into_iter().filter(|(_, origin)| !gone.contains(origin)) {
            if let Some(reason) = in_force.reason_for(&finding) {
                Arc::make_mut(&mut finding).allowed = Some(reason.to_owned());
            }
            all.push((finding, origin));
        }
        // The list is sorted but for what was added: that costs little.
        all.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
        (self.findings, self.origins) = all.into_iter().unzip();
    }
}

/// By place and rule; all the rest so that the order never depends on when something was found.
fn order(finding: &Finding) -> impl Ord {
    (finding.span, finding.rule, &finding.claim, &finding.message)
}
