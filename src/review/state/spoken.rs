//! Words that no log tells of: who said them last, and whether they were said again.

use crate::review::state::claim::ReviewedClaim;
use crate::review::state::decision::Stamp;
use crate::review::state::rival::{Field, Side};
use crate::review::state::said::{Said, later};
use crate::review::state::settled::Settlement;

impl Said {
    /// Takes from `other` who said what both say, if that was later.
    pub(in crate::review) fn renew(&mut self, field: Field, other: &Self) {
        let newer = |own: &Option<Stamp>, other: &Option<Stamp>| later(own.as_ref(), other.as_ref()).cloned();
        match field {
            Field::Note => self.note = newer(&self.note, &other.note),
            Field::Check => {
                self.state = newer(&self.state, &other.state);
                self.stated = newer(&self.stated, &other.stated);
            }
            _ => {}
        }
    }
}

impl Side {
    /// Takes from `other`, whose remark and fact-check are the same, who said so last.
    pub(in crate::review) fn renew_remarks(&mut self, other: &Self) {
        let mut said = (*self.said).clone();
        said.renew(Field::Note, &other.said);
        said.renew(Field::Check, &other.said);
        self.said = said.into();
    }
}

/// When `side` said last what it says of `field`, `said` at first: whoever chooses a word says it again.
pub(in crate::review) fn affirmed(side: &Side, field: Field, said: Option<&Stamp>) -> Option<Stamp> {
    let chosen = side.settled.iter().filter(|one| one.between.field() == field && one.between.has(side));
    chosen.map(|one| &one.stamp).fold(said, |last, stamp| later(last, Some(stamp))).cloned()
}

/// Whether `side` says so of `field` only since somebody chose: the same words once more, which nobody has answered.
pub(in crate::review) fn is_said_since(side: &Side, field: Field, choice: &Settlement) -> bool {
    side.stamp_of(field).is_some_and(|stamp| stamp.at > choice.stamp.at)
}

impl ReviewedClaim {
    /// Writes down who said what `before` did not say.
    pub(in crate::review) fn sign(&mut self, before: &Self, stamp: &Stamp) {
        let mut said = (*self.said).clone();
        if self.note != before.note {
            said.note = (!self.note.is_empty()).then(|| stamp.clone());
        }
        if self.check.state != before.check.state {
            said.state = self.check.state.map(|_| stamp.clone());
        }
        if self.check.stated != before.check.stated {
            said.stated = (!self.check.stated.is_empty()).then(|| stamp.clone());
        }
        self.said = said.into();
    }
}
