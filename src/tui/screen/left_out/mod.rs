//! The list of what was left out of a web page: read a part whole, bring it in, take it out again.

mod view;

pub use view::view;

use crate::article::LeftOut;
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply};
use crate::tui::screen::row_list::{moved, steps};

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

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let Input::Command(command) = input else {
            return Reply::Stay;
        };
        if let Some(by) = steps(command) {
            self.at = moved(self.at, by, self.rows.len());
            return Reply::Stay;
        }
        match command {
            Command::Close | Command::Interrupt => Reply::Close,
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
