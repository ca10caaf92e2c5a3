//! The record of a claim's fact-check: one key a state, one line a piece of evidence or an inquiry.

mod view;

pub use view::{lines, view};

use crate::claim::ClaimId;
use crate::review::{CheckState, Evidence, FactCheck, Inquiry};
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, RecordLine, Reply};

/// A record that is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    claims: Vec<ClaimId>,
    record: FactCheck,
    /// How many of the claims were asked for; the others repeat the first.
    asked_for: usize,
    /// The current line, among those that are typed.
    at: usize,
}

impl Check {
    /// The record that `claims` are to get; `record` is what stands so far. Those behind the first `asked_for`
    /// repeat it.
    pub fn new(claims: Vec<ClaimId>, record: FactCheck, asked_for: usize) -> Self {
        Self { claims, record, asked_for, at: 0 }
    }

    /// The lines that are typed, in the order in which they are shown.
    fn entries(&self) -> Vec<RecordLine> {
        let evidence = (0..self.record.evidence.len()).map(|index| RecordLine::Evidence(Some(index)));
        let asked = (0..self.record.asked.len()).map(|index| RecordLine::Asked(Some(index)));
        let stated = (!self.record.stated.is_empty()).then_some(RecordLine::Stated);
        evidence.chain(asked).chain(stated).collect()
    }

    /// The current line.
    fn entry(&self) -> Option<RecordLine> {
        self.entries().get(self.at).copied()
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let Input::Command(command) = input else {
            return Reply::Stay;
        };
        let mut record = self.record.clone();
        match command {
            Command::Close | Command::Interrupt => return Reply::Close,
            Command::CheckAsked => return ask(RecordLine::Asked(None), String::new()),
            Command::CheckEvidence => return ask(RecordLine::Evidence(None), String::new()),
            Command::CheckStated => return ask(RecordLine::Stated, self.record.stated.clone()),
            Command::CheckDown => return self.step(1),
            Command::CheckUp => return self.step(-1),
            Command::CheckEdit => return self.edit(),
            Command::CheckDrop => return self.drop_line(),
            Command::CheckClear if record.is_empty() => return tell("no fact-check to remove"),
            Command::CheckClear => record = FactCheck::default(),
            _ => match state(command) {
                Some(state) => record.state = Some(state),
                None => return Reply::Stay,
            },
        }
        Reply::Take(Answer::Check(self.claims.clone(), record))
    }

    fn step(&mut self, by: isize) -> Reply {
        let count = self.entries().len();
        if count == 0 {
            return tell("no lines yet");
        }
        self.at = self.at.saturating_add_signed(by).min(count - 1);
        Reply::Stay
    }

    fn edit(&self) -> Reply {
        let line = match self.entry() {
            Some(RecordLine::Evidence(Some(at))) => self.record.evidence.get(at).map(Evidence::line),
            Some(RecordLine::Asked(Some(at))) => self.record.asked.get(at).map(Inquiry::line),
            Some(RecordLine::Stated) => Some(self.record.stated.clone()),
            _ => None,
        };
        match self.entry().zip(line) {
            Some((entry, line)) => ask(entry, line),
            None => tell("no line to edit yet"),
        }
    }

    fn drop_line(&mut self) -> Reply {
        let Some(entry) = self.entry() else {
            return tell("no line to remove");
        };
        self.write(entry, "", "");
        Reply::Show(Answer::Check(self.claims.clone(), self.record.clone()))
    }

    /// Writes a line into the record; an empty one takes the line away that stood there. `today` dates an
    /// inquiry without a date of its own.
    pub fn write(&mut self, entry: RecordLine, line: &str, today: &str) {
        match entry {
            RecordLine::Evidence(at) => put(&mut self.record.evidence, at, Evidence::read(line)),
            RecordLine::Asked(at) => {
                let inquiry = Inquiry::read(line, today);
                if at.is_none() && inquiry.is_some() {
                    self.record.state = Some(CheckState::Asked);
                }
                put(&mut self.record.asked, at, inquiry);
            }
            RecordLine::Stated => self.record.stated = line.trim().to_owned(),
        }
        let new = match entry {
            RecordLine::Evidence(None) => RecordLine::Evidence(self.record.evidence.len().checked_sub(1)),
            RecordLine::Asked(None) => RecordLine::Asked(self.record.asked.len().checked_sub(1)),
            other => other,
        };
        let entries = self.entries();
        let here = entries.iter().position(|other| *other == new).unwrap_or(self.at);
        self.at = here.min(entries.len().saturating_sub(1));
    }

    /// The claims and what they are to get.
    pub fn parts(&self) -> (Vec<ClaimId>, FactCheck) {
        (self.claims.clone(), self.record.clone())
    }
}

fn ask(entry: RecordLine, line: String) -> Reply {
    Reply::Show(Answer::AskCheck(entry, line))
}

fn tell(text: &str) -> Reply {
    Reply::Show(Answer::Tell(text.to_owned()))
}

/// Puts a value in its place, behind all where it has none; without a value, takes away what is there.
fn put<T>(list: &mut Vec<T>, at: Option<usize>, value: Option<T>) {
    match (at.filter(|at| *at < list.len()), value) {
        (Some(at), Some(value)) => {
            if let Some(slot) = list.get_mut(at) {
                *slot = value;
            }
        }
        (Some(at), None) => drop(list.remove(at)),
        (None, value) => list.extend(value),
    }
}

fn state(command: Command) -> Option<CheckState> {
    Some(match command {
        Command::CheckWanted => CheckState::ToCheck,
        Command::CheckVerified => CheckState::Verified,
        Command::CheckWrong => CheckState::Wrong,
        Command::CheckUnverifiable => CheckState::Unverifiable,
        Command::CheckOpinion => CheckState::Opinion,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
