//! Undo and redo: every edit as the set of values it replaced.

use std::sync::Arc;

use super::cast::{ReviewedOutlet, ReviewedSpeaker};
use super::claim::ReviewedClaim;
use super::done::Done;
use super::nothing::NothingHere;
use super::outcome::{Applied, How};
use crate::claim::{ClaimId, OutletId, SpeakerId};

/// One value that an edit replaced. `None`: it was not there.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Claim { id: ClaimId, before: Option<Arc<ReviewedClaim>>, after: Option<Arc<ReviewedClaim>> },
    Speaker { id: SpeakerId, before: Option<Box<ReviewedSpeaker>>, after: Option<Box<ReviewedSpeaker>> },
    Outlet { id: OutletId, before: Option<Box<ReviewedOutlet>>, after: Option<Box<ReviewedOutlet>> },
    NothingHere { before: Arc<[NothingHere]>, after: Arc<[NothingHere]> },
    Done { before: Option<Done>, after: Option<Done> },
}

impl Change {
    fn reversed(&self) -> Self {
        match self.clone() {
            Self::Claim { id, before, after } => Self::Claim { id, before: after, after: before },
            Self::Speaker { id, before, after } => Self::Speaker { id, before: after, after: before },
            Self::Outlet { id, before, after } => Self::Outlet { id, before: after, after: before },
            Self::NothingHere { before, after } => Self::NothingHere { before: after, after: before },
            Self::Done { before, after } => Self::Done { before: after, after: before },
        }
    }
}

/// One edit: what it did in words, and every value it replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    pub(super) what: String,
    pub(super) changes: Vec<Change>,
}

impl Step {
    /// The step that takes this one back.
    pub(super) fn reversed(&self) -> Self {
        Self { what: self.what.clone(), changes: self.changes.iter().rev().map(Change::reversed).collect() }
    }

    /// What it did, for the caller.
    pub(super) fn applied(&self, how: How) -> Applied {
        let mut applied = Applied {
            what: self.what.clone(),
            how,
            claims: Vec::new(),
            speakers: Vec::new(),
            outlets: Vec::new(),
            changed: !self.changes.is_empty(),
        };
        for change in &self.changes {
            match change {
                Change::Claim { id, .. } => applied.claims.push(id.clone()),
                Change::Speaker { id, .. } => applied.speakers.push(id.clone()),
                Change::Outlet { id, .. } => applied.outlets.push(id.clone()),
                Change::NothingHere { .. } | Change::Done { .. } => {}
            }
        }
        if how == How::Undone {
            applied.claims.reverse();
        }
        applied
    }
}

/// What was done, and what was taken back and can be done again.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// A new step; what was taken back before is forgotten.
    pub(super) fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }

    /// Moves the last step to those taken back, and returns its reverse.
    pub(super) fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        let reversed = step.reversed();
        self.undone.push(step);
        Some(reversed)
    }

    /// Moves the last step taken back to those done, and returns it.
    pub(super) fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }

    /// Forgets, of what was done and of what was taken back, the newest step with a change that is `touched` and
    /// all that lies behind it. Returns how many steps that are.
    pub(super) fn forget(&mut self, touched: impl Fn(&Change) -> bool) -> usize {
        let mut gone = 0;
        for steps in [&mut self.done, &mut self.undone] {
            let behind = steps.iter().rposition(|step| step.changes.iter().any(&touched)).map_or(0, |at| at + 1);
            gone += steps.drain(..behind).count();
        }
        gone
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Every claim that undo or redo may bring back.
    pub(super) fn claims(&self) -> impl Iterator<Item = &ReviewedClaim> {
        self.changes().flat_map(|change| match change {
            Change::Claim { before, after, .. } => [before.as_deref(), after.as_deref()].into_iter().flatten(),
            _ => [None, None].into_iter().flatten(),
        })
    }

    /// Every speaker that undo or redo may bring back or take away.
    pub(super) fn speakers(&self) -> impl Iterator<Item = &SpeakerId> {
        self.changes().filter_map(|change| if let Change::Speaker { id, .. } = change { Some(id) } else { None })
    }

    /// Every outlet that undo or redo may bring back or take away.
    pub(super) fn outlets(&self) -> impl Iterator<Item = &OutletId> {
        self.changes().filter_map(|change| if let Change::Outlet { id, .. } = change { Some(id) } else { None })
    }

    /// The claims that undo or redo may bring back, as they are shared.
    pub(super) fn shared_claims(&self) -> impl Iterator<Item = &Arc<ReviewedClaim>> {
        self.changes().flat_map(|change| match change {
            Change::Claim { before, after, .. } => [before.as_ref(), after.as_ref()].into_iter().flatten(),
            _ => [None, None].into_iter().flatten(),
        })
    }

    /// Every value that undo or redo may bring back, to be changed.
    pub(super) fn changes_mut(&mut self) -> impl Iterator<Item = &mut Change> {
        self.done.iter_mut().chain(&mut self.undone).flat_map(|step| &mut step.changes)
    }

    fn changes(&self) -> impl Iterator<Item = &Change> {
        self.done.iter().chain(&self.undone).flat_map(|step| &step.changes)
    }
}
