//! Undo and redo: every edit as the set of values it replaced.

use std::sync::Arc;

use crate::claim::{ClaimId, OutletId, SpeakerId};
use crate::review::state::allowance::Allowance;
use crate::review::state::cast::{ReviewedOutlet, ReviewedSpeaker};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::done::Done;
use crate::review::state::nothing::NothingHere;
use crate::review::state::outcome::{Applied, How};

/// One value that an edit replaced. `None`: it was not there.
#[derive(Clone, Debug)]
pub(in crate::review) enum Change {
    Claim { id: ClaimId, before: Option<Arc<ReviewedClaim>>, after: Option<Arc<ReviewedClaim>> },
    Speaker { id: SpeakerId, before: Option<Box<ReviewedSpeaker>>, after: Option<Box<ReviewedSpeaker>> },
    Outlet { id: OutletId, before: Option<Box<ReviewedOutlet>>, after: Option<Box<ReviewedOutlet>> },
    NothingHere { before: Arc<[NothingHere]>, after: Arc<[NothingHere]> },
    Allowances { before: Arc<[Allowance]>, after: Arc<[Allowance]> },
    Done { before: Option<Done>, after: Option<Done> },
}

impl Change {
    fn reversed(&self) -> Self {
        match self.clone() {
            Self::Claim { id, before, after } => Self::Claim { id, before: after, after: before },
            Self::Speaker { id, before, after } => Self::Speaker { id, before: after, after: before },
            Self::Outlet { id, before, after } => Self::Outlet { id, before: after, after: before },
            Self::NothingHere { before, after } => Self::NothingHere { before: after, after: before },
            Self::Allowances { before, after } => Self::Allowances { before: after, after: before },
            Self::Done { before, after } => Self::Done { before: after, after: before },
        }
    }
}

/// One edit: what it did in words, and every value it replaced.
#[derive(Clone, Debug, Default)]
pub(in crate::review) struct Step {
    pub(in crate::review) what: String,
    pub(in crate::review) changes: Vec<Change>,
}

impl Step {
    /// The step that takes this one back.
    pub(in crate::review) fn reversed(&self) -> Self {
        Self { what: self.what.clone(), changes: self.changes.iter().rev().map(Change::reversed).collect() }
    }

    /// What it did, for the caller.
    pub(in crate::review) fn applied(&self, how: How) -> Applied {
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
                Change::NothingHere { .. } | Change::Allowances { .. } | Change::Done { .. } => {}
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
pub(in crate::review) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// A new step; what was taken back before is forgotten.
    pub(in crate::review) fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }

    /// Moves the last step to those taken back, and returns its reverse.
    pub(in crate::review) fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        let reversed = step.reversed();
        self.undone.push(step);
        Some(reversed)
    }

    /// Moves the last step taken back to those done, and returns it.
    pub(in crate::review) fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }

    /// Forgets, of what was done and of what was taken back, the newest step with a change that is `touched` and
    /// all that lies behind it. Returns how many steps that are.
    pub(in crate::review) fn forget(&mut self, touched: impl Fn(&Change) -> bool) -> usize {
        let mut gone = 0;
        for steps in [&mut self.done, &mut self.undone] {
            let behind = steps.iter().rposition(|step| step.changes.iter().any(&touched)).map_or(0, |at| at + 1);
            gone += steps.drain(..behind).count();
        }
        gone
    }

    pub(in crate::review) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(in crate::review) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Every claim that undo or redo may bring back.
    pub(in crate::review) fn claims(&self) -> impl Iterator<Item = &ReviewedClaim> {
        self.changes().flat_map(|change| match change {
            Change::Claim { before, after, .. } => [before.as_deref(), after.as_deref()].into_iter().flatten(),
            _ => [None, None].into_iter().flatten(),
        })
    }

    /// Every speaker that undo or redo may bring back or take away.
    pub(in crate::review) fn speakers(&self) -> impl Iterator<Item = &SpeakerId> {
        self.changes().filter_map(|change| if let Change::Speaker { id, .. } = change { Some(id) } else { None })
    }

    /// Every outlet that undo or redo may bring back or take away.
    pub(in crate::review) fn outlets(&self) -> impl Iterator<Item = &OutletId> {
        self.changes().filter_map(|change| if let Change::Outlet { id, .. } = change { Some(id) } else { None })
    }

    /// The claims that undo or redo may bring back, as they are shared.
    pub(in crate::review) fn shared_claims(&self) -> impl Iterator<Item = &Arc<ReviewedClaim>> {
        self.changes().flat_map(|change| match change {
            Change::Claim { before, after, .. } => [before.as_ref(), after.as_ref()].into_iter().flatten(),
            _ => [None, None].into_iter().flatten(),
        })
    }

    /// Every value that undo or redo may bring back, to be changed.
    pub(in crate::review) fn changes_mut(&mut self) -> impl Iterator<Item = &mut Change> {
        self.done.iter_mut().chain(&mut self.undone).flat_map(|step| &mut step.changes)
    }

    fn changes(&self) -> impl Iterator<Item = &Change> {
        self.done.iter().chain(&self.undone).flat_map(|step| &step.changes)
    }
}
