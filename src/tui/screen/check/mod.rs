//! The record of a claim's fact-check: one key a state, one line a piece of evidence.

use ratatui::layout::Rect;

use super::pager::{Words, paragraphs};
use super::paint::{Canvas, centred};
use crate::claim::ClaimId;
use crate::review::{CheckState, Evidence, FactCheck, Inquiry};
use crate::tui::command::Command;
use crate::tui::model::{Answer, Input, Model, Reply};
use crate::tui::theme::Meaning;

/// A record that is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    claims: Vec<ClaimId>,
    record: FactCheck,
}

/// What a line that is typed adds to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A piece of evidence.
    Evidence,
    /// Who was asked.
    Asked,
    /// When the statement was made.
    Stated,
}

impl Entry {
    /// What to type.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Evidence => " Link, place, primary/secondary, supports/contradicts/partly, date: ",
            Self::Asked => " Who was asked, and when: ",
            Self::Stated => " When it was said: ",
        }
    }
}

impl Check {
    /// The record that `claims` are to get; `record` is what stands so far.
    pub fn new(claims: Vec<ClaimId>, record: FactCheck) -> Self {
        Self { claims, record }
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let Input::Command(command) = input else {
            return Reply::Stay;
        };
        let mut record = self.record.clone();
        match command {
            Command::Close | Command::Interrupt => return Reply::Close,
            Command::CheckAsked => return self.line(Entry::Asked),
            Command::CheckEvidence => return self.line(Entry::Evidence),
            Command::CheckStated => return self.line(Entry::Stated),
            Command::CheckDrop => drop(record.evidence.pop()),
            Command::CheckClear => record = FactCheck::default(),
            _ => match state(command) {
                Some(state) => record.state = Some(state),
                None => return Reply::Stay,
            },
        }
        Reply::Take(Answer::Check(self.claims.clone(), record))
    }

    fn line(&self, entry: Entry) -> Reply {
        Reply::Take(Answer::AskCheck(self.clone(), entry))
    }

    /// The record with a line more; `today` dates an inquiry without a date of its own.
    pub fn with(mut self, entry: Entry, line: &str, today: &str) -> Self {
        match entry {
            Entry::Evidence => self.record.evidence.extend(Evidence::read(line)),
            Entry::Asked => {
                self.record.asked.extend(Inquiry::read(line, today));
                self.record.state = Some(CheckState::Asked);
            }
            Entry::Stated => self.record.stated = line.trim().to_owned(),
        }
        self
    }

    /// The claims and what they are to get.
    pub fn into_parts(self) -> (Vec<ClaimId>, FactCheck) {
        (self.claims, self.record)
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

/// The meaning of a state.
pub const fn meaning(state: CheckState) -> Meaning {
    match state {
        CheckState::ToCheck | CheckState::Asked => Meaning::Flag,
        CheckState::Verified => Meaning::Confirmed,
        CheckState::Wrong => Meaning::Trouble,
        CheckState::Unverifiable => Meaning::Warning,
        CheckState::Opinion => Meaning::Quiet,
    }
}

/// The record as lines: a name for the first of each kind, the words, what they mean.
pub fn lines(record: &FactCheck) -> Vec<(&'static str, String, Meaning)> {
    let mut lines = Vec::new();
    if let Some(state) = record.state {
        lines.push(("Check", state.word().to_owned(), meaning(state)));
    }
    let first = |index: usize, name| if index == 0 { name } else { "" };
    for (index, evidence) in record.evidence.iter().enumerate() {
        lines.push((first(index, "Evidence"), evidence.line(), Meaning::Text));
    }
    for (index, inquiry) in record.asked.iter().enumerate() {
        lines.push((first(index, "Asked"), inquiry.line(), Meaning::Text));
    }
    if !record.stated.is_empty() {
        lines.push(("Said on", record.stated.clone(), Meaning::Text));
    }
    lines
}

const KEYS: &[Command] = &[
    Command::CheckWanted,
    Command::CheckAsked,
    Command::CheckVerified,
    Command::CheckWrong,
    Command::CheckUnverifiable,
    Command::CheckOpinion,
    Command::CheckEvidence,
    Command::CheckStated,
    Command::CheckDrop,
    Command::CheckClear,
];

/// Draws the record and the keys in the middle of `whole`.
pub fn view(check: &Check, model: &Model, canvas: &mut Canvas<'_>, whole: Rect) {
    let mut shown: Vec<Words> = Vec::new();
    for (name, text, meaning) in lines(&check.record) {
        shown.push(vec![(format!("{name:<10}"), Meaning::Quiet), (text, meaning)]);
    }
    if !shown.is_empty() {
        shown.push(Vec::new());
    }
    for command in KEYS {
        let key = model.look.keymap.shown(*command);
        shown.push(vec![(format!("{key:<10}"), Meaning::Key), (command.entry().label.to_owned(), Meaning::Label)]);
    }
    let heading = match check.claims.len() {
        1 => "Is it true?".to_owned(),
        count => format!("Are they true? ({count} claims)"),
    };
    let height = u16::try_from(shown.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inside = canvas.popup(centred(whole, 64, height), &heading);
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    paragraphs(canvas, inside, &shown, ground);
}

#[cfg(test)]
mod tests;
