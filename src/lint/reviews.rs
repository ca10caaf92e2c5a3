//! What several reviews of one article give cause for together.

use std::sync::Arc;

use super::finding::Finding;
use super::house::House;
use super::index::Index;
use super::linter::Linter;
use super::view::Unreviewed;
use crate::review::Session;

/// Leaves the adjudications where there are some: they are the outcome of the reviews next to them.
pub fn keep_outcomes<T>(reviews: &mut Vec<T>, session: impl Fn(&T) -> &Session) {
    let is_outcome = |review: &T| !session(review).adjudicates().is_empty();
    if reviews.iter().any(is_outcome) {
        reviews.retain(is_outcome);
    }
}

/// What the reviews of an article give cause for, each finding once.
pub fn lint_reviews(reviews: &[&Session], house: &Arc<House>, unreviewed: Unreviewed) -> Vec<Finding> {
    lint_indexed(reviews.iter().map(|session| (*session, None)).collect(), house, unreviewed)
}

/// The same for reviews of which some have their article's text read already.
pub fn lint_indexed(reviews: Vec<(&Session, Option<Arc<Index>>)>, house: &Arc<House>, unreviewed: Unreviewed) -> Vec<Finding> {
    let mut counting = reviews;
    keep_outcomes(&mut counting, |(session, _)| session);
    let mut merged = Merged::default();
    for (session, index) in counting {
        let mut linter = Linter::new(Arc::clone(house), unreviewed);
        linter.run_with(session, index).iter().for_each(|finding| merged.add(finding));
    }
    merged.into_list()
}

/// The findings of several reviews of one article.
#[derive(Clone, Debug, Default)]
pub struct Merged(Vec<Finding>);

impl Merged {
    /// Adds what another review gives cause for. What both do is one finding, allowed where either reviewer allows it, and
    /// as heavy as the heavier one.
    pub fn add(&mut self, finding: &Finding) {
        match self.0.iter_mut().find(|other| is_same(other, finding)) {
            Some(known) => {
                known.level = known.level.max(finding.level);
                known.allowed = known.allowed.take().or_else(|| finding.allowed.clone());
            }
            None => self.0.push(finding.clone()),
        }
    }

    /// All of them, in the order of the text.
    pub fn into_list(mut self) -> Vec<Finding> {
        self.0.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
        self.0
    }
}

/// Whether two reviews of an article give cause for the same finding.
pub fn is_same(one: &Finding, other: &Finding) -> bool {
    (one.rule, one.span, &one.message) == (other.rule, other.span, &other.message)
}

#[cfg(test)]
mod tests {
    use super::super::level::Level;
    use super::super::tests::session;
    use super::*;
    use crate::review::Edit;
    use crate::review::tests::{id, stamp};

    #[test]
    fn what_two_reviews_give_cause_for_is_one_finding() {
        let text = "[The weir leaks], <a source> {said}.\n[The pump is old], <an official> {said}.\n";
        let (mut one, mut other) = (session(text), session(text));
        one.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        other.apply(Edit::Confirm(vec![id(0), id(1)]), &stamp("jk")).unwrap();
        let house = Arc::new(House::default());
        let count = |reviews: &[&Session]| lint_reviews(reviews, &house, Unreviewed::Skip).len();
        let (first, second) = (count(&[&one]), count(&[&other]));
        assert!(0 < first && first < second);
        assert_eq!((count(&[&one, &other]), count(&[&other, &one])), (second, second));
        let heaviest = lint_reviews(&[&one, &other], &house, Unreviewed::Skip).iter().map(|finding| finding.level).max();
        assert_eq!(heaviest, Some(Level::Error));
    }
}
