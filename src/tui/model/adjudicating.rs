//! Deciding between several people's versions of a claim.

use super::{Layer, Model};
use crate::claim::ClaimId;
use crate::review::{Adoption, Edit};
use crate::text::motion::Way;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::agreed::Agreed;

/// The version that a command takes, counted from 0.
pub(super) const fn version_of(command: Command) -> Option<usize> {
    Some(match command {
        Command::TakeVersion1 => 0,
        Command::TakeVersion2 => 1,
        Command::TakeVersion3 => 2,
        Command::TakeVersion4 => 3,
        Command::TakeVersion5 => 4,
        Command::TakeVersion6 => 5,
        Command::TakeVersion7 => 6,
        Command::TakeVersion8 => 7,
        Command::TakeVersion9 => 8,
        _ => return None,
    })
}

/// The command that takes the version at `index`.
const fn version_command(index: usize) -> Command {
    match index {
        0 => Command::TakeVersion1,
        1 => Command::TakeVersion2,
        2 => Command::TakeVersion3,
        3 => Command::TakeVersion4,
        4 => Command::TakeVersion5,
        5 => Command::TakeVersion6,
        6 => Command::TakeVersion7,
        7 => Command::TakeVersion8,
        _ => Command::TakeVersion9,
    }
}

impl Model {
    /// The claim to begin with: the first on which versions differ, else the first undecided one.
    pub(super) fn first_to_decide(&self) -> Option<ClaimId> {
        let session = &self.desk.session;
        let waiting = self.desk.adjudication.as_ref().and_then(|adjudication| {
            session.claims().iter().find(|claim| adjudication.is_waiting(claim)).map(|claim| claim.id.clone())
        });
        waiting.or_else(|| session.next_undecided(None).cloned())
    }

    /// The next claim to decide on, round the end: between versions one on which they differ, while there is one.
    pub(super) fn next_to_decide(&self, from: &[ClaimId], way: Way) -> Option<ClaimId> {
        let (claims, session) = (&self.panes.claims, &self.desk.session);
        let waiting = self
            .desk
            .adjudication
            .as_ref()
            .and_then(|adjudication| claims.next_that(session, from, way, |claim| adjudication.is_waiting(claim)));
        waiting.or_else(|| claims.next_undecided(session, from, way))
    }

    /// Takes the version at `index` of the claim in hand, or of the marked ones, and goes on.
    pub(super) fn take_version(&mut self, index: usize, effects: &mut Vec<Effect>) {
        if self.is_doubled() {
            return;
        }
        let Some(targets) = self.begin(version_command(index)) else {
            return;
        };
        let Some(adjudication) = &self.desk.adjudication else {
            return;
        };
        let taken: Vec<Adoption> = targets.iter().filter_map(|claim| adjudication.take(claim, index)).collect();
        if taken.is_empty() {
            let text = match adjudication.annotators.get(index) {
                Some(name) => format!("{name} has not decided on this claim"),
                None => format!("there is no version {}", index + 1),
            };
            self.tell(Tone::Warning, text);
            return;
        }
        let next = self.next_to_decide(&targets, Way::Forward);
        let Some(applied) = self.apply(Edit::Adopt(taken), effects) else {
            return;
        };
        self.panes.claims.marked.clear();
        self.report(&applied);
        match next {
            Some(next) => self.take(next),
            None => self.all_decided(),
        }
    }

    /// Shows what all agree on, before it is taken.
    pub(super) fn open_agreed(&mut self) {
        let Some(adjudication) = &self.desk.adjudication else {
            return;
        };
        let agreed = adjudication.agreed(&self.desk.session);
        if agreed.is_empty() {
            self.tell(Tone::Plain, "no claims left on which all agree".to_owned());
            return;
        }
        let agreed = Agreed::new(&self.desk.session, &adjudication.annotators, agreed);
        self.layers.push(Layer::Agreed(Box::new(agreed)));
    }

    /// Takes what all agree on, as one change.
    pub(super) fn take_agreed(&mut self, agreed: Vec<Adoption>, effects: &mut Vec<Effect>) {
        if let Some(applied) = self.apply(Edit::Adopt(agreed), effects) {
            self.report(&applied);
            let decided = self.hand_is_decided();
            if let Some(next) = self.first_to_decide().filter(|_| decided) {
                self.take(next);
            }
        }
    }

    /// Runs a command that only an adjudication has.
    pub(super) fn adjudicate(&mut self, command: Command, effects: &mut Vec<Effect>) {
        if self.desk.adjudication.is_none() {
            self.tell(Tone::Plain, format!("{command} only works in an adjudication"));
        } else if let Some(index) = version_of(command) {
            self.take_version(index, effects);
        } else {
            self.open_agreed();
        }
    }
}

/// Whether a command takes a decision and goes on: held down, or doubled, it must not take another.
pub(super) const fn goes_on(command: Command) -> bool {
    matches!(command, Command::Confirm | Command::Reject) || version_of(command).is_some()
}
