//! How often the engine was right, by field, over what a person has decided.

use std::ops::AddAssign;

use crate::review::{Decision, ReviewedClaim};

/// How often the engine was right, over decided claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Engine {
    /// Proposals that are claims, of all decided proposals: its precision.
    pub proposals: Share,
    /// Claims that it proposed, of all that stand decided, added ones included: its recall.
    pub found: Share,
    /// Proposals that were confirmed with nothing changed, of those that are claims.
    pub untouched: Share,
    /// Contents as proposed, of proposals that are claims; so the next five.
    pub content: Share,
    /// Cues.
    pub cue: Share,
    /// Sources.
    pub source: Share,
    /// Speakers. One that was merged or renamed counts as right.
    pub speaker: Share,
    /// Outlets.
    pub via: Share,
    /// Directness.
    pub directness: Share,
    /// What became of proposals, by how sure the engine was of them: a tenth each, the least certain first.
    pub by_score: [Judged; 10],
}

/// Proposals that a person has decided on, by the decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Right as proposed.
    pub confirmed: usize,
    /// Changed by a person.
    pub corrected: usize,
    /// No claims.
    pub rejected: usize,
}

impl Judged {
    /// All of them.
    pub const fn total(self) -> usize {
        self.confirmed + self.corrected + self.rejected
    }

    /// How many were right as proposed.
    pub const fn right(self) -> Share {
        Share { part: self.confirmed, whole: self.total() }
    }
}

impl AddAssign for Judged {
    fn add_assign(&mut self, other: Self) {
        self.confirmed += other.confirmed;
        self.corrected += other.corrected;
        self.rejected += other.rejected;
    }
}

/// Decided proposals that a tenth must have to be among the worst: fewer are chance.
const ENOUGH: usize = 5;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that are so.
    pub part: usize,
    /// All.
    pub whole: usize,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, is_so: bool) {
        self.whole += 1;
        self.part += usize::from(is_so);
    }

    /// In per cent; `None` of nothing.
    pub fn percent(self) -> Option<f64> {
        (self.whole > 0).then(|| 100.0 * self.part as f64 / self.whole as f64)
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }
}

impl Engine {
    /// Its figures with their names, in the order in which they are shown.
    pub fn shares(&self) -> [(&'static str, Share); 9] {
        [
            ("proposals that are claims", self.proposals),
            ("claims that were proposed", self.found),
            ("confirmed untouched", self.untouched),
            ("content", self.content),
            ("cue", self.cue),
            ("source", self.source),
            ("speaker", self.speaker),
            ("via", self.via),
            ("directness", self.directness),
        ]
    }

    /// The tenth of certainty with the smallest share of proposals that were right, of those with enough of
    /// them; `None` where none has.
    pub fn worst(&self) -> Option<usize> {
        let percent = |judged: &Judged| judged.right().percent().unwrap_or(100.0);
        let enough = self.by_score.iter().enumerate().filter(|(_, judged)| judged.total() >= ENOUGH);
        enough.min_by(|a, b| percent(a.1).total_cmp(&percent(b.1))).map(|(index, _)| index)
    }

    /// Counts a claim, once it is decided.
    pub fn count(&mut self, claim: &ReviewedClaim) {
        if !claim.decision.is_decided() {
            return;
        }
        let stands = claim.decision != Decision::Rejected;
        if claim.suggestion.is_none() {
            if stands {
                self.found.count(false);
            }
            return;
        }
        self.proposals.count(stands);
        let score = claim.suggestion.as_ref().map_or(0.0, |suggestion| suggestion.score);
        if let Some(judged) = self.by_score.get_mut(((score * 10.0).max(0.0) as usize).min(9)) {
            match claim.decision {
                Decision::Confirmed => judged.confirmed += 1,
                Decision::Corrected => judged.corrected += 1,
                Decision::Rejected | Decision::Unreviewed => judged.rejected += 1,
            }
        }
        if !stands {
            return;
        }
        self.found.count(true);
        let correction = &claim.correction;
        self.untouched.count(correction.is_empty());
        self.content.count(correction.parts.content.is_none());
        self.cue.count(correction.parts.cue.is_none());
        self.source.count(correction.parts.source.is_none());
        self.speaker.count(correction.speaker.is_keep());
        self.via.count(correction.via.is_none());
        self.directness.count(correction.directness.is_none());
    }
}

impl AddAssign for Engine {
    fn add_assign(&mut self, other: Self) {
        self.proposals += other.proposals;
        self.found += other.found;
        self.untouched += other.untouched;
        self.content += other.content;
        self.cue += other.cue;
        self.source += other.source;
        self.speaker += other.speaker;
        self.via += other.via;
        self.directness += other.directness;
        for (judged, other) in self.by_score.iter_mut().zip(other.by_score) {
            *judged += other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Parts, SpeakerId};
    use crate::review::tests::{id, session, stamp};
    use crate::review::{Edit, SpeakerChoice};
    use crate::text::Span;

    #[test]
    fn the_figures_follow_the_decisions() {
        let mut session = session(
            "[One], {said} <Ana>.\n[Two], {said} <Bo>, ‹The Daily› wrote.\n[Three], {said} <Bo>.\n[Four], {said} <Ana>.\n[Five], {said} <Cy>.\n",
        );
        let (content, speaker) = (vec![Span::new(0, 2)], SpeakerChoice::New("Di".into()));
        for edit in [
            Edit::Confirm(vec![id(0), id(1)]),
            Edit::SetSpeaker(vec![id(2)], SpeakerChoice::Nobody),
            Edit::Reject(vec![id(3)]),
            Edit::SetNote(id(4), "?".into()),
            Edit::MergeSpeakers(SpeakerId::new("s-bo"), SpeakerId::new("s-cy")),
            Edit::AddClaim { parts: Parts { content, cue: vec![], source: vec![] }, speaker },
        ] {
            session.apply(edit, &stamp("mw")).unwrap();
        }
        let mut engine = Engine::default();
        for claim in session.claims() {
            engine.count(claim);
        }
        let share = |part, whole| Share { part, whole };
        assert_eq!((engine.proposals, engine.found, engine.untouched), (share(3, 4), share(3, 4), share(2, 3)));
        assert_eq!((engine.speaker, engine.via, engine.content), (share(2, 3), share(3, 3), share(3, 3)));
        assert_eq!((engine.proposals.percent(), Share::default().percent()), (Some(75.0), None));
        engine += engine;
        assert_eq!((engine.found, engine.shares()[6].1), (share(6, 8), share(4, 6)));
    }
}
