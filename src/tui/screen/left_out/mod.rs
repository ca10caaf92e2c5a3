//! The list of what was left out of a web page: read a part whole, bring it in, take it out again.

mod view;

pub use view::view;

use crate::article::LeftOut;
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply};

/// Rows of a jump.
const PAGE: isize = 10;

/// The open list.
#[derive(Clone, Debug)]
pub struct LeftOutList {
    /// The parts, in the order of the page.
    pub rows: Vec<LeftOut>,
    /// The current row.
    pub at: usize,
}

impl LeftOutList {
    /// A list of `rows`.
    pub const fn new(rows: Vec<LeftOut>) -> Self {
        Self { rows, at: 0 }
    }

    /// The current row.
    pub fn part(&self) -> Option<&LeftOut> {
        self.rows.get(self.at)
    }

    fn step(&mut self, by: isize) -> Reply {
        self.at = self.at.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
        Reply::Stay
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let Input::Command(command) = input else {
            return Reply::Stay;
        };
        match command {
            Command::Close | Command::Interrupt => Reply::Close,
            Command::Down => self.step(1),
            Command::Up => self.step(-1),
            Command::PageDown => self.step(PAGE),
            Command::PageUp => self.step(-PAGE),
            Command::First => self.step(isize::MIN / 2),
            Command::Last => self.step(isize::MAX / 2),
            Command::Help => Reply::Show(Answer::Run(Command::Help)),
            Command::BringIn => match self.part() {
                Some(part) => Reply::Take(Answer::BringIn(Box::new(part.clone()))),
                None => Reply::Stay,
            },
            _ => Reply::Stay,
        }
    }
}

#[cfg(test)]
mod tests;
