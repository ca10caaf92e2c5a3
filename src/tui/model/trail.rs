//! Which claim was the current one before each change, so that undo leads back to it.

use super::Model;
use crate::claim::ClaimId;
use crate::review::{Applied, Edit, EditError};

/// The claims before the changes that can be undone, and after those that can be done again; the newest last.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    done: Vec<Option<ClaimId>>,
    undone: Vec<Option<ClaimId>>,
}

/// A step through what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Retrace {
    /// Takes the last change back.
    Undo,
    /// Makes the one that was taken back again.
    Redo,
}

impl Retrace {
    /// What is said where there is nothing to retrace.
    pub const fn nothing_left(self) -> &'static str {
        match self {
            Self::Undo => "nothing to undo",
            Self::Redo => "nothing to redo",
        }
    }
}

impl Model {
    /// Makes a change, and remembers where the reader was.
    pub(super) fn perform(&mut self, edit: Edit) -> Result<Applied, EditError> {
        let stamp = self.stamp();
        let applied = self.desk.session.apply(edit, &stamp)?;
        if applied.changed {
            self.trail.undone.clear();
            self.trail.done.push(self.hand().cloned());
        }
        Ok(applied)
    }

    /// Undoes or redoes the last change, and finds the claim that is the current one then: one that was changed, else
    /// the one before the change, else the nearest in the text.
    pub(super) fn retrace(&mut self, step: Retrace) -> Option<(Applied, Option<ClaimId>)> {
        let hand = self.hand().cloned();
        let gone = hand.as_ref().and_then(|id| self.desk.session.claim(id)).cloned();
        let redo = step == Retrace::Redo;
        let applied = if redo { self.desk.session.redo() } else { self.desk.session.undo() }?;
        let (from, to) =
            if redo { (&mut self.trail.undone, &mut self.trail.done) } else { (&mut self.trail.done, &mut self.trail.undone) };
        let earlier = from.pop().flatten();
        to.push(if redo { hand.clone() } else { earlier.clone() });
        let is_there = |id: &&ClaimId| self.desk.session.claim(id).is_some();
        let stays = hand.as_ref().filter(is_there).is_some();
        if stays && applied.claims.is_empty() {
            return Some((applied, None));
        }
        let current = applied.claims.iter().find(is_there).or(earlier.as_ref().filter(is_there)).cloned();
        let nearest = || gone.filter(|_| !stays).and_then(|gone| self.successor(&gone));
        let current = current.or_else(nearest);
        Some((applied, current))
    }
}
