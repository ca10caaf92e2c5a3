//! Where two people contradict each other: both their words, kept until somebody settles it.
//!
//! A claim in conflict shows ours and holds theirs next to it, field by field as theirs would have it; what
//! only one of the two changed is the same in both.

use crate::review::state::answered::{is_answered, is_chosen_apart};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::corrected::CorrectedField;
use crate::review::state::correction::{Anchor, KeptWords};
use crate::review::state::decision::{Decision, LogEntry, Stamp};
use crate::review::state::log::joined;
use crate::review::state::record::in_any_order;
use crate::review::state::rival::{Field, Rival, Side, Whose, contested, take, take_verdict};
use crate::review::state::settled::{Between, Settlement, union};

impl Side {
    /// What a claim holds now.
    pub fn of(claim: &ReviewedClaim) -> Self {
        Self {
            decision: claim.decision,
            decided: claim.decided.clone(),
            from: claim.from.clone(),
            correction: (*claim.correction).clone(),
            kept: claim.kept.as_ref().map(|kept| kept.correction.clone()).unwrap_or_default(),
            note: claim.note.clone(),
            check: (*claim.check).clone(),
            said: claim.said.clone(),
            log: claim.log.clone(),
            settled: claim.settled.clone(),
        }
    }
}

impl ReviewedClaim {
    /// The fields in which two people contradict each other and nobody has settled it.
    pub fn contested(&self) -> Vec<Field> {
        self.rival.as_ref().map_or_else(Vec::new, |rival| contested(&Side::of(self), &rival.theirs))
    }

    /// After a change of ours: what was not contested is not a contradiction now either, and where ours has become what
    /// theirs is, it is settled. `before`: the claim before it; `stamp`: whose change it was.
    pub(in crate::review) fn keep_in_step(&mut self, before: &Self, stamp: &Stamp) {
        let Some(rival) = self.rival.take() else {
            return;
        };
        let Rival { theirs, base, others } = *rival;
        let was = Side::of(before);
        let of_verdict = |field: &Field| !matches!(field, Field::Note | Field::Check);
        let ours = Side::of(self);
        let mut sides = Vec::with_capacity(1 + others.len());
        for mut side in std::iter::once(theirs).chain(others) {
            let open = contested(&was, &side);
            for field in [Field::Note, Field::Check] {
                // What somebody wrote is theirs now, word for word: they have chosen, too.
                if open.contains(&field)
                    && !field.differs(&ours, &side)
                    && let Some(between) = Between::of(field, &was, &side)
                {
                    let choice = Settlement { stamp: stamp.clone(), between };
                    self.settled = union(&self.settled, &[choice]).into();
                }
            }
            for field in Field::ALL {
                // A decision goes with its corrections: where one of them is contested, it is for the person to say.
                let bound = match field {
                    Field::Note | Field::Check => open.contains(&field),
                    Field::Decision => open.iter().any(of_verdict),
                    _ => open.contains(&field) || open.contains(&Field::Decision),
                };
                if !bound {
                    take(field, &ours, &mut side);
                }
            }
            sides.push(side);
        }
        self.keep_open(sides, base);
    }

    /// Keeps those of `sides` that contradict the claim; the logs of the others go into its own.
    fn keep_open(&mut self, sides: Vec<Side>, base: Side) {
        let ours = Side::of(self);
        let (open, settled): (Vec<Side>, Vec<Side>) = sides.into_iter().partition(|side| !contested(&ours, side).is_empty());
        for side in settled {
            self.log = joined(&side.log, &self.log).into();
            self.settled = union(&self.settled, &side.settled).into();
            let mut own = Side::of(self);
            own.renew_remarks(&side);
            self.said = own.said;
        }
        self.rival = Rival::of(open, base).map(Box::new);
    }

    /// Makes one side's word on `field` the one that holds. Once nothing is contested the other side is gone, and both
    /// logs are one; what still others say comes up then.
    pub(in crate::review) fn settle_field(&mut self, field: Field, whose: Whose, stamp: &Stamp) {
        let Some(mut rival) = self.rival.take() else {
            return;
        };
        let mut ours = Side::of(self);
        let by = |side: &Side| side.stamp_of(field).map(|stamp| stamp.by.clone());
        let whose = whose.of(&stamp.by, by(&ours).as_deref(), by(&rival.theirs).as_deref());
        // The log has no entry of it: whoever has one of the two words must be told that they were chosen between.
        if field.differs(&ours, &rival.theirs)
            && let Some(between) = Between::of(field, &ours, &rival.theirs)
        {
            ours.settled.push(Settlement { stamp: stamp.clone(), between });
        }
        let answered = rival.theirs.clone();
        match whose {
            Whose::Ours | Whose::Mine => take(field, &ours, &mut rival.theirs),
            Whose::Theirs | Whose::Others => take(field, &rival.theirs.clone(), &mut ours),
        }
        // Both words were before their eyes, and what either was chosen over before.
        let known = Side { settled: union(&ours.settled, &answered.settled).into(), ..ours.clone() };
        for side in &mut rival.others {
            if is_answered(side, field, &known.settled) && !is_chosen_apart(side, field, &known) {
                take(field, &ours, side);
            }
        }
        let of_verdict = |field: &Field| !matches!(field, Field::Note | Field::Check);
        let open = contested(&ours, &rival.theirs);
        if of_verdict(&field) && !open.iter().any(of_verdict) {
            self.agree_on_verdict(&mut ours, &rival.theirs, stamp);
            // The same word with another remark was before their eyes, too.
            let was = &answered;
            let same = |side: &&mut Side| {
                (side.decision, &side.decided, &side.correction) == (was.decision, &was.decided, &was.correction)
            };
            rival.others.iter_mut().filter(same).for_each(|side| take_verdict(&ours, side));
            // Where a remark is still open, both sides say the same of all the rest.
            take_verdict(&ours, &mut rival.theirs);
        } else if let Some(chosen) = field.corrected() {
            // The logs stay apart, but this one has been chosen: whoever has the other word must not take it for old.
            let last = ours.log.last().map_or(Decision::Unreviewed, |entry| entry.to);
            ours.log.push(LogEntry { again: vec![chosen], ..LogEntry::new(last, ours.decision, stamp.clone()) });
        }
        if !open.is_empty() {
            self.hold(ours);
            self.rival = Some(rival);
            return;
        }
        let Rival { theirs, base, others } = *rival;
        ours.settled = union(&ours.settled, &theirs.settled).into();
        self.hold(ours);
        self.keep_open(others, base);
    }

    /// Both logs become one, with an entry of whoever chose between two decisions: they decided again, knowing of both.
    /// Without it the word would be the one of before, and nobody could tell that it was said again.
    fn agree_on_verdict(&self, ours: &mut Side, theirs: &Side, stamp: &Stamp) {
        let is_theirs = ours.decided == theirs.decided && ours.decided != self.decided;
        ours.log = if is_theirs { joined(&ours.log, &theirs.log) } else { joined(&theirs.log, &ours.log) }.into();
        if !is_theirs && ours.decision == theirs.decision {
            ours.decided = later(&ours.decided, &theirs.decided);
        }
        let last = ours.log.last().map_or(Decision::Unreviewed, |entry| entry.to);
        let again = if ours.decision == Decision::Corrected { vec![CorrectedField::All] } else { Vec::new() };
        ours.log.push(LogEntry { again, ..LogEntry::new(last, ours.decision, stamp.clone()) });
    }

    /// Whether both hold the same words of the same people, whichever side of an open conflict is in force in either.
    pub(in crate::review) fn says_the_same(&self, other: &Self) -> bool {
        let words = |claim: &Self| {
            let mut sides = vec![Side::of(claim)];
            sides.extend(claim.rival.iter().flat_map(|rival| rival.sides()).cloned());
            // Where the words of a side were lost is looked up again in the article.
            sides.iter_mut().for_each(|side| side.kept = KeptWords::default());
            sides
        };
        let rest = |claim: &Self| {
            let mut rest = claim.clone();
            (rest.rival, rest.kept, rest.anchor) = (None, None, Anchor::default());
            rest.say(Side::default());
            // No file has it: the engine is asked again.
            if let Some(suggestion) = &mut rest.suggestion {
                suggestion.reason.speaker_score = None;
            }
            rest
        };
        let same_kept = || self.rival.is_some() || (self.anchor, &self.kept) == (other.anchor, &other.kept);
        self == other
            || (self.rival.is_some() == other.rival.is_some()
                && same_kept()
                && in_any_order(&words(self), &words(other))
                && rest(self) == rest(other))
    }

    /// Takes one side's word on everything.
    fn hold(&mut self, mut side: Side) {
        if side.kept != KeptWords::default() && !self.anchor.is_lost() {
            // The article does not bear out the words of the side that is shown now.
            self.anchor = Anchor::Orphan;
        }
        if side.kept != KeptWords::default() || self.kept.is_some() {
            self.kept.get_or_insert_default().correction = std::mem::take(&mut side.kept);
        }
        self.say(side);
    }

    /// Takes the decision, the corrections, the remarks and the log of `side`; where the words are stays as it is.
    pub(in crate::review) fn say(&mut self, side: Side) {
        self.decision = side.decision;
        self.decided = side.decided;
        self.from = side.from;
        self.correction = side.correction.into();
        self.note = side.note;
        self.check = side.check.into();
        self.said = side.said;
        self.log = side.log;
        self.settled = side.settled;
    }
}

/// The later word of two.
fn later(ours: &Option<Box<Stamp>>, theirs: &Option<Box<Stamp>>) -> Option<Box<Stamp>> {
    [ours, theirs].into_iter().flatten().max_by_key(|stamp| (stamp.at.clone(), stamp.by.clone())).cloned()
}
