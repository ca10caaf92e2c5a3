//! Decisions counted: how far reviews are, and how often the engine was right.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::engine::Engine;
use crate::claim::{Directness, Part};
use crate::extract::outlets::full_name;
use crate::review::{Decision, ReviewedClaim, Session};
use crate::text::{QuoteState, Scan};

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
    /// What each speaker says, by name.
    pub speakers: BTreeMap<String, Voice>,
    /// What is attributed to nobody.
    pub nobody: Voice,
    /// Claims that came through each outlet, by name.
    pub outlets: BTreeMap<String, usize>,
    /// Claims that came through no outlet: what the article heard itself.
    pub heard: usize,
    /// How often the engine was right, by field.
    pub engine: Engine,
}

/// How much somebody says. A word that stands in two claims counts twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// Claims.
    pub claims: usize,
    /// Words of their contents inside quotation marks.
    pub quoted: usize,
    /// Words of their contents outside.
    pub paraphrased: usize,
    /// Whether nobody knows who it is.
    pub anonymous: bool,
}

impl Voice {
    /// All words.
    pub const fn words(&self) -> usize {
        self.quoted + self.paraphrased
    }
}

impl AddAssign for Voice {
    fn add_assign(&mut self, other: Self) {
        self.claims += other.claims;
        self.quoted += other.quoted;
        self.paraphrased += other.paraphrased;
        self.anonymous |= other.anonymous;
    }
}

impl Statistics {
    /// Counts one review.
    pub fn of(session: &Session) -> Self {
        Self::of_some(session, &session.article().scan(), |_| true)
    }

    /// The same of those claims of it that count; `scan` is that of the article.
    pub fn of_some(session: &Session, scan: &Scan, counts_in: impl Fn(&ReviewedClaim) -> bool) -> Self {
        let mut counts = Self { reviews: 1, done: usize::from(session.done().is_some()), ..Self::default() };
        for claim in session.claims().iter().filter(|claim| counts_in(claim)) {
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
            let mut voice = voice(claim, scan);
            match session.speaker_of(claim) {
                Some(speaker) => {
                    voice.anonymous = speaker.anonymous;
                    counts.anonymous += usize::from(speaker.anonymous);
                    *counts.speakers.entry(speaker.name.clone()).or_default() += voice;
                }
                None => counts.nobody += voice,
            }
            counts.heard += usize::from(claim.via().is_empty());
            for outlet in session.via_of(claim) {
                // "AP" in one article and "Associated Press" in the next are one outlet over a folder.
                *counts.outlets.entry(full_name(&outlet.name).to_owned()).or_default() += 1;
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

    /// What named speakers say, what unnamed ones say, what is attributed to nobody.
    pub fn voices(&self) -> [(&'static str, Voice); 3] {
        let sum = |anonymous: bool| {
            let voices = self.speakers.values().filter(|voice| voice.anonymous == anonymous);
            voices.fold(Voice::default(), |mut sum, voice| {
                sum += *voice;
                sum
            })
        };
        [("named", sum(false)), ("unnamed", sum(true)), ("nobody", self.nobody)]
    }

    /// Speakers with what they say, those with most words first.
    pub fn loudest(&self) -> Vec<(&str, Voice)> {
        let mut loudest: Vec<(&str, Voice)> = self.speakers.iter().map(|(name, voice)| (name.as_str(), *voice)).collect();
        loudest.sort_by_key(|(_, voice)| std::cmp::Reverse((voice.words(), voice.claims)));
        loudest
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
        self.heard += other.heard;
        self.nobody += other.nobody;
        self.engine += other.engine;
        for (name, voice) in &other.speakers {
            *self.speakers.entry(name.clone()).or_default() += *voice;
        }
        for (name, count) in &other.outlets {
            *self.outlets.entry(name.clone()).or_default() += count;
        }
    }
}

fn voice(claim: &ReviewedClaim, scan: &Scan) -> Voice {
    let mut voice = Voice { claims: 1, ..Voice::default() };
    for span in claim.spans(Part::Content) {
        let words = scan.words.get(scan.words_in(*span).range()).unwrap_or_default();
        for word in words.iter().filter(|word| word.is_lexical()) {
            match word.quote {
                QuoteState::Inside => voice.quoted += 1,
                QuoteState::Outside | QuoteState::Mark => voice.paraphrased += 1,
            }
        }
    }
    voice
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
        let loudest = counts.loudest();
        assert!(loudest.iter().any(|(name, _)| *name == "Ana Diaz") && loudest.iter().all(|(name, _)| *name != "Bo Lind"));
        let mut sum = counts.clone();
        sum += &counts;
        assert_eq!(
            (sum.reviews, sum.done, sum.claims, sum.speakers["Ana Diaz"].claims),
            (2, 2, 2 * ids.len(), 2 * counts.speakers["Ana Diaz"].claims)
        );
    }

    #[test]
    fn words_are_counted_by_who_says_them_and_how() {
        let session = crate::review::tests::session(
            "[“The hull is cracked,”] <Ana> {said}, ‹The Herald› wrote.\n<Ana> {said} [it was “a big mess” there].\n[It sank].\n",
        );
        let counts = Statistics::of(&session);
        assert_eq!(counts.speakers["Ana"], Voice { claims: 2, quoted: 7, paraphrased: 3, anonymous: false });
        assert_eq!(counts.nobody, Voice { claims: 1, quoted: 0, paraphrased: 2, anonymous: false });
        assert_eq!(counts.heard, 2);
        let [named, unnamed, nobody] = counts.voices();
        assert_eq!((named.1.words(), unnamed.1.words(), nobody.1.words()), (10, 0, 2));
    }
}
