//! Decisions counted: how far reviews are, and how often the engine was right.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::engine::Engine;
use crate::claim::Directness;
use crate::review::{Decision, Session};

/// Counts over one review or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Sidecars counted.
    pub reviews: usize,
    /// Articles that are marked done.
    pub done: usize,
    /// All claims.
    pub claims: usize,
    /// Right as proposed.
    pub confirmed: usize,
    /// Proposed, and changed by a person.
    pub corrected: usize,
    /// No claims.
    pub rejected: usize,
    /// Added by a person: missed by the engine.
    pub added: usize,
    /// Flagged for a second look.
    pub flagged: usize,
    /// All of the content inside quotation marks; rejected claims are not counted here and below.
    pub direct: usize,
    /// Some of it.
    pub mixed: usize,
    /// None of it.
    pub indirect: usize,
    /// Claims of unnamed speakers.
    pub anonymous: usize,
    /// Claims of each speaker, by name.
    pub speakers: BTreeMap<String, usize>,
    /// Claims that came through each outlet, by name.
    pub outlets: BTreeMap<String, usize>,
    /// How often the engine was right, by field.
    pub engine: Engine,
}

impl Statistics {
    /// Counts one review.
    pub fn of(session: &Session) -> Self {
        let mut counts = Self { reviews: 1, done: usize::from(session.done().is_some()), ..Self::default() };
        for claim in session.claims() {
            counts.claims += 1;
            counts.flagged += usize::from(claim.flag);
            counts.engine.count(claim);
            match (claim.decision, claim.suggestion.is_some()) {
                (Decision::Rejected, _) => counts.rejected += 1,
                (Decision::Confirmed, true) => counts.confirmed += 1,
                (Decision::Corrected, true) => counts.corrected += 1,
                (_, false) => counts.added += 1,
                (Decision::Unreviewed, true) => {}
            }
            if claim.decision == Decision::Rejected {
                continue;
            }
            match session.directness(claim) {
                Directness::Direct => counts.direct += 1,
                Directness::Mixed => counts.mixed += 1,
                Directness::Indirect => counts.indirect += 1,
            }
            if let Some(speaker) = session.speaker_of(claim) {
                counts.anonymous += usize::from(speaker.anonymous);
                *counts.speakers.entry(speaker.name.clone()).or_default() += 1;
            }
            for outlet in session.via_of(claim) {
                *counts.outlets.entry(outlet.name.clone()).or_default() += 1;
            }
        }
        counts
    }

    /// Suggestions that a person has decided on.
    pub fn judged(&self) -> usize {
        self.confirmed + self.corrected + self.rejected
    }

    /// Nobody has looked at them.
    pub fn unreviewed(&self) -> usize {
        self.claims.saturating_sub(self.judged() + self.added)
    }

    /// The share of judged suggestions that were right as proposed; `None` while none is judged.
    pub fn right(&self) -> Option<f64> {
        (self.judged() > 0).then(|| self.confirmed as f64 / self.judged() as f64)
    }

    /// Names with their counts, the most frequent first.
    pub fn ranked(counts: &BTreeMap<String, usize>) -> Vec<(&str, usize)> {
        let mut ranked: Vec<(&str, usize)> = counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        ranked
    }
}

impl AddAssign<&Statistics> for Statistics {
    fn add_assign(&mut self, other: &Statistics) {
        self.reviews += other.reviews;
        self.done += other.done;
        self.claims += other.claims;
        self.confirmed += other.confirmed;
        self.corrected += other.corrected;
        self.rejected += other.rejected;
        self.added += other.added;
        self.flagged += other.flagged;
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.indirect += other.indirect;
        self.anonymous += other.anonymous;
        self.engine += other.engine;
        for (name, count) in &other.speakers {
            *self.speakers.entry(name.clone()).or_default() += count;
        }
        for (name, count) in &other.outlets {
            *self.outlets.entry(name.clone()).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::Article;
    use crate::extract::{Options, extract};
    use crate::review::{Edit, Stamp};

    #[test]
    fn decisions_and_names_are_counted() {
        let article = Article::from_text(
            "Mayor Ana Diaz said that the pool was closed.\n\nDiaz said that it would open in May.\n\nBo Lind said that it was a mess.\n",
        );
        let mut session = Session::new(Arc::new(article.clone()));
        session.offer(extract(&article, &Options::fast()));
        let ids: Vec<_> = session.claims().iter().map(|claim| claim.id.clone()).collect();
        let (first, last) = (ids[0].clone(), ids[ids.len() - 1].clone());
        assert_ne!(first, last);
        let stamp = Stamp { by: "mw".into(), at: "2026-01-02T03:04:05Z".into() };
        session.apply(Edit::Confirm(vec![first]), &stamp).unwrap();
        session.apply(Edit::Reject(vec![last]), &stamp).unwrap();
        assert_eq!(Statistics::of(&session).done, 0);
        session.apply(Edit::SetDone(Some("0.1.0".into())), &stamp).unwrap();
        let counts = Statistics::of(&session);
        assert_eq!((counts.claims, counts.confirmed, counts.rejected), (ids.len(), 1, 1));
        assert_eq!(counts.unreviewed(), ids.len() - 2);
        assert_eq!(counts.right(), Some(0.5));
        assert_eq!(counts.direct + counts.mixed + counts.indirect, ids.len() - 1);
        let ranked = Statistics::ranked(&counts.speakers);
        assert!(ranked.iter().any(|(name, _)| *name == "Ana Diaz") && ranked.iter().all(|(name, _)| *name != "Bo Lind"));
        let mut sum = counts.clone();
        sum += &counts;
        assert_eq!(
            (sum.reviews, sum.done, sum.claims, sum.speakers["Ana Diaz"]),
            (2, 2, 2 * ids.len(), 2 * counts.speakers["Ana Diaz"])
        );
    }
}
