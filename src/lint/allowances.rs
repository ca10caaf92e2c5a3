//! Findings that someone allowed, with the reason.

use std::collections::HashMap;

use super::finding::Finding;
use crate::claim::Part;
use crate::review::{Allowance, Allowed, Session};
use crate::text::Span;

/// What an allowance of `finding` is bound to: the words that it is about, and those of its claim.
pub fn bound(session: &Session, finding: &Finding) -> Allowed {
    let claim = finding.claim.as_ref().and_then(|id| session.claim(id)).filter(|claim| !claim.anchor.is_lost());
    let spans = claim.map_or(&[][..], |claim| claim.spans(Part::Content));
    let span = spans.iter().copied().fold(finding.span, Span::cover);
    Allowed { span, rule: finding.rule.to_owned(), claim: claim.map(|claim| claim.id.clone()) }
}

/// The allowances whose words are still in the article. A claim that is gone is left out of them: another engine may
/// have found it under another id.
pub fn in_force(session: &Session) -> Vec<Allowance> {
    let here = session.allowances().iter().filter(|allowance| !allowance.anchor.is_lost());
    here.map(|allowance| of_known_claim(session, allowance)).collect()
}

/// The allowance, without its claim where that is gone.
pub fn of_known_claim(session: &Session, allowance: &Allowance) -> Allowance {
    let mut allowance = allowance.clone();
    allowance.what.claim = allowance.what.claim.filter(|id| session.claim(id).is_some());
    allowance
}

/// Whether one of [`in_force`] is for this finding: the same rule, within its words, about the same claim.
pub fn is_for(allowance: &Allowance, finding: &Finding) -> bool {
    let what = &allowance.what;
    let same_claim = match (&what.claim, &finding.claim) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    what.rule == finding.rule && what.span.encloses(finding.span) && same_claim
}

/// The allowances of [`in_force`], found by what they are for.
#[derive(Clone, Debug, Default)]
pub struct InForce {
    by_rule: HashMap<String, OfRule>,
}

#[derive(Clone, Debug, Default)]
struct OfRule {
    /// By their words.
    list: Vec<Allowance>,
    longest: usize,
}

impl InForce {
    /// Those of one review.
    pub fn of(session: &Session) -> Self {
        in_force(session).into_iter().collect()
    }

    /// Why a finding is allowed; `None` where it is not.
    pub fn reason_for(&self, finding: &Finding) -> Option<&str> {
        let OfRule { list, longest } = self.by_rule.get(finding.rule)?;
        let to = list.partition_point(|allowance| allowance.what.span.start <= finding.span.start);
        let from = list.partition_point(|allowance| allowance.what.span.start + longest < finding.span.end);
        let near = list.get(from.min(to)..to)?.iter();
        near.into_iter().find(|allowance| is_for(allowance, finding)).map(|allowance| allowance.reason.as_str())
    }

    /// Notes on a finding why it is allowed.
    pub fn mark(&self, finding: &mut Finding) {
        if let Some(reason) = self.reason_for(finding) {
            finding.allowed = Some(reason.to_owned());
        }
    }
}

impl FromIterator<Allowance> for InForce {
    fn from_iter<I: IntoIterator<Item = Allowance>>(allowances: I) -> Self {
        let mut by_rule: HashMap<String, OfRule> = HashMap::new();
        for allowance in allowances {
            let of_rule = by_rule.entry(allowance.what.rule.clone()).or_default();
            of_rule.longest = of_rule.longest.max(allowance.what.span.len());
            of_rule.list.push(allowance);
        }
        by_rule.values_mut().for_each(|of_rule| of_rule.list.sort_by(|a, b| a.what.cmp(&b.what)));
        Self { by_rule }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{lint_session, session};
    use super::*;
    use crate::review::Edit;
    use crate::review::tests::{id, stamp};

    #[test]
    fn an_allowed_finding_has_its_reason_and_others_none() {
        let mut session = session("[The weir leaks], <a source> {said}.\n[The pump is old], <a source> {said}.\n");
        let found = lint_session("anonymous.bare", &session);
        let first = found.first().unwrap();
        let allowed = bound(&session, first);
        assert_eq!(allowed.span.slice(&session.article().text), Some("The weir leaks, a source"));
        session.apply(Edit::SetAllowance(allowed.clone(), Some("the editor knows the name".into())), &stamp("mw")).unwrap();
        let again = lint_session("anonymous.bare", &session);
        let reasons: Vec<_> = again.iter().map(|finding| finding.allowed.as_deref()).collect();
        assert_eq!(reasons[0], Some("the editor knows the name"));
        assert!(reasons[1..].iter().all(Option::is_none), "{again:?}");
        // Another rule is not allowed with it, and the claim's decision does not matter.
        assert!(lint_session("anonymous.no-reason", &session).iter().all(|finding| finding.allowed.is_none()));
        session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        assert!(lint_session("anonymous.bare", &session)[0].allowed.is_some());
        session.apply(Edit::SetAllowance(allowed, None), &stamp("mw")).unwrap();
        assert!(lint_session("anonymous.bare", &session)[0].allowed.is_none());
    }
}
