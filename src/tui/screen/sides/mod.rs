//! The conflict view: both versions side by side, resolved with one key.

mod view;

pub use view::{Column, ConflictRow, ROWS, side_by_side, view};

use crate::analysis::adjudication::Adjudication;
use crate::analysis::closing::Subject;
use crate::claim::ClaimId;
use crate::review::contrast::{Contrast, contrast};
use crate::review::{Conflict, Session, Whose};
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply};

/// Open conflicts, and the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Sides {
    open: Vec<(Conflict, Contrast)>,
    at: usize,
    /// The claim that the reader was at when they came up by themselves.
    back: Option<ClaimId>,
}

impl Sides {
    /// The conflicts that are open in a session; `None` where there are none. In an adjudication it is known who gave
    /// which name.
    pub fn of(session: &Session, adjudication: Option<&Adjudication>) -> Option<Self> {
        let conflicts = session.conflicts();
        let record = session.record();
        let text = &session.article().text;
        let told = |conflict: Conflict| {
            let words = contrast(&record, text, &conflict)?;
            let people = adjudication.map(|adjudication| adjudication.who_named(session, &conflict));
            Some((words.said_by(people.unwrap_or_default()), conflict))
        };
        let mut open: Vec<_> = conflicts.into_iter().filter_map(told).map(|(words, conflict)| (conflict, words)).collect();
        // As they are read: what is about no claim comes last.
        open.sort_by_key(|(conflict, _)| match conflict {
            Conflict::Claim(id, _) => session.position(id).unwrap_or(usize::MAX),
            _ => usize::MAX,
        });
        (!open.is_empty()).then_some(Self { open, at: 0, back: None })
    }

    /// The same for a reader who was at this claim, and goes on there.
    #[must_use]
    pub fn going_back_to(mut self, claim: Option<ClaimId>) -> Self {
        self.back = self.back.or(claim);
        self
    }

    /// Where the reader goes on once everything is settled.
    pub fn back(&self) -> Option<&ClaimId> {
        self.back.as_ref()
    }

    /// The same, at the first conflict about `subject`.
    #[must_use]
    pub fn on(mut self, subject: &Subject) -> Self {
        let is_it = |conflict: &Conflict| match (conflict, subject) {
            (Conflict::Claim(id, _), Subject::Claim(other)) => id == other,
            (Conflict::Speaker(id), Subject::Speaker(other)) => id == other,
            (Conflict::Outlet(id), Subject::Outlet(other)) => id == other,
            _ => false,
        };
        self.at = self.open.iter().position(|(conflict, _)| is_it(conflict)).unwrap_or(self.at);
        self
    }

    /// The same as far as it is still open; `None` where nothing is.
    pub fn refreshed(&self, session: &Session, adjudication: Option<&Adjudication>) -> Option<Self> {
        let mut next = Self::of(session, adjudication)?;
        next.at = self.at.min(next.open.len() - 1);
        next.back.clone_from(&self.back);
        Some(next)
    }

    /// All of them, as they are read.
    pub fn all(&self) -> &[(Conflict, Contrast)] {
        &self.open
    }

    /// The current conflict.
    pub fn in_hand(&self) -> Option<&Conflict> {
        self.open.get(self.at).map(|(conflict, _)| conflict)
    }

    /// The conflict that is shown, and its words.
    pub fn shown(&self) -> Option<&(Conflict, Contrast)> {
        self.open.get(self.at)
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let Input::Command(command) = input else {
            return Reply::Stay;
        };
        let one = || self.in_hand().cloned().into_iter().collect();
        let all = || self.open.iter().map(|(conflict, _)| conflict.clone()).collect();
        let answer = match command {
            Command::SettleOurs => Answer::Settle(one(), Whose::Mine),
            Command::SettleTheirs => Answer::Settle(one(), Whose::Others),
            Command::SettleAllOurs => Answer::SettleAll(all(), Whose::Mine),
            Command::SettleAllTheirs => Answer::SettleAll(all(), Whose::Others),
            Command::SidesNext => return self.step(1),
            Command::SidesPrevious => return self.step(self.open.len() - 1),
            Command::Close | Command::Interrupt => return Reply::Close,
            _ => return Reply::Stay,
        };
        Reply::Show(answer)
    }

    fn step(&mut self, by: usize) -> Reply {
        self.at = (self.at + by) % self.open.len().max(1);
        match self.in_hand() {
            Some(Conflict::Claim(id, _)) => Reply::Show(Answer::Hand(id.clone())),
            _ => Reply::Stay,
        }
    }
}

#[cfg(test)]
mod tests;
