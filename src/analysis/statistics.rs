//! What was decided, who speaks through whom, and how often the engine was right.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::review::{Decision, Record, ReviewedClaim};

/// The figures of one review, or of several added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Reviews that were added up.
    pub reviews: usize,
    /// All claims.
    pub claims: usize,
    /// Right as proposed.
    pub confirmed: usize,
    /// Right as changed or added.
    pub corrected: usize,
    /// No claims.
    pub rejected: usize,
    /// Nobody has decided.
    pub unreviewed: usize,
    /// Flagged for a second look.
    pub flagged: usize,
    /// With a note.
    pub noted: usize,
    /// Whose words were not found again for certain.
    pub lost: usize,
    /// Decisions by annotator.
    pub annotators: BTreeMap<String, usize>,
    /// Claims that stand (not rejected), by the speaker's name.
    pub speakers: BTreeMap<String, usize>,
    /// Claims that stand and name nobody.
    pub without_speaker: usize,
    /// Claims that stand, by each outlet they came through.
    pub outlets: BTreeMap<String, usize>,
    /// How often the engine was right.
    pub engine: Engine,
}

/// How often the engine was right, over what a person has decided.
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
}

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

    fn count(&mut self, claim: &ReviewedClaim) {
        let stands = claim.decision != Decision::Rejected;
        if claim.suggestion.is_none() {
            if stands {
                self.found.count(false);
            }
            return;
        }
        self.proposals.count(stands);
        if !stands {
            return;
        }
        self.found.count(true);
        let correction = &claim.correction;
        self.untouched.count(correction.is_empty());
        self.content.count(correction.content.is_none());
        self.cue.count(correction.cue.is_none());
        self.source.count(correction.source.is_none());
        self.speaker.count(correction.speaker.is_none());
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
    }
}

impl Statistics {
    /// The figures of one review.
    pub fn of(record: &Record) -> Self {
        let mut figures = Self { reviews: 1, ..Self::default() };
        for claim in &record.claims {
            figures.count(record, claim);
        }
        figures
    }

    /// Claims that a person has decided about.
    pub fn decided(&self) -> usize {
        self.confirmed + self.corrected + self.rejected
    }

    fn count(&mut self, record: &Record, claim: &ReviewedClaim) {
        self.claims += 1;
        self.flagged += usize::from(claim.flag);
        self.noted += usize::from(!claim.note.is_empty());
        self.lost += usize::from(claim.anchor.is_lost());
        *match claim.decision {
            Decision::Unreviewed => &mut self.unreviewed,
            Decision::Confirmed => &mut self.confirmed,
            Decision::Corrected => &mut self.corrected,
            Decision::Rejected => &mut self.rejected,
        } += 1;
        if let Some(stamp) = &claim.decided {
            *self.annotators.entry(stamp.by.clone()).or_default() += 1;
        }
        if claim.decision.is_decided() {
            self.engine.count(claim);
        }
        if claim.decision == Decision::Rejected {
            return;
        }
        match claim.speaker() {
            Some(id) => {
                let name = record.speaker(id).map_or(id.0.as_str(), |speaker| &speaker.name);
                *self.speakers.entry(name.to_owned()).or_default() += 1;
            }
            None => self.without_speaker += 1,
        }
        let mut names: Vec<&str> =
            claim.via().iter().map(|id| record.outlet(id).map_or(id.0.as_str(), |outlet| &outlet.name)).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            *self.outlets.entry(name.to_owned()).or_default() += 1;
        }
    }
}

impl AddAssign for Statistics {
    fn add_assign(&mut self, other: Self) {
        self.reviews += other.reviews;
        self.claims += other.claims;
        self.confirmed += other.confirmed;
        self.corrected += other.corrected;
        self.rejected += other.rejected;
        self.unreviewed += other.unreviewed;
        self.flagged += other.flagged;
        self.noted += other.noted;
        self.lost += other.lost;
        self.without_speaker += other.without_speaker;
        self.engine += other.engine;
        for (mine, theirs) in
            [(&mut self.annotators, other.annotators), (&mut self.speakers, other.speakers), (&mut self.outlets, other.outlets)]
        {
            for (name, count) in theirs {
                *mine.entry(name).or_default() += count;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::SpeakerId;
    use crate::review::tests::{id, session, stamp};
    use crate::review::{Edit, SpeakerChoice};
    use crate::text::Span;

    #[test]
    fn the_figures_follow_the_decisions() {
        let mut session = session(
            "[One], {said} <Ana>.\n[Two], {said} <Bo>, ‹The Daily› wrote.\n[Three], {said} <Bo>.\n[Four], {said} <Ana>.\n[Five], {said} <Cy>.\n",
        );
        for (edit, by) in [
            (Edit::Confirm(vec![id(0), id(1)]), "mw"),
            (Edit::SetSpeaker(vec![id(2)], SpeakerChoice::Nobody), "jk"),
            (Edit::Reject(vec![id(3)]), "jk"),
            (Edit::SetNote(id(4), "?".into()), "jk"),
            (Edit::MergeSpeakers(SpeakerId("s-bo".into()), SpeakerId("s-cy".into())), "jk"),
        ] {
            session.apply(edit, &stamp(by)).unwrap();
        }
        let (content, speaker) = (vec![Span::new(0, 3)], SpeakerChoice::New("Di".into()));
        session.apply(Edit::AddClaim { content, cue: vec![], source: vec![], speaker }, &stamp("mw")).unwrap();
        let mut figures = Statistics::of(&session.record());
        assert_eq!((figures.claims, figures.decided(), figures.unreviewed, figures.noted), (6, 5, 1, 1));
        assert_eq!((figures.confirmed, figures.corrected, figures.rejected), (2, 2, 1));
        let named =
            |map: &BTreeMap<String, usize>| map.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ");
        assert_eq!(named(&figures.speakers), "Ana 1, Cy 2, Di 1");
        assert_eq!((named(&figures.annotators), named(&figures.outlets)), ("jk 2, mw 3".into(), "The Daily 1".into()));
        assert_eq!(figures.without_speaker, 1);
        let share = |part, whole| Share { part, whole };
        let engine = figures.engine;
        assert_eq!((engine.proposals, engine.found, engine.untouched), (share(3, 4), share(3, 4), share(2, 3)));
        assert_eq!((engine.speaker, engine.via, engine.content), (share(2, 3), share(3, 3), share(3, 3)));
        assert_eq!(engine.proposals.percent(), Some(75.0));
        figures += figures.clone();
        assert_eq!((figures.reviews, figures.claims, figures.engine.found), (2, 12, share(6, 8)));
        assert_eq!(figures.speakers["Cy"], 4);
        assert_eq!(Share::default().percent(), None);
    }
}
