//! The list of what breaks the house's rules: go to a finding, read its rule, allow it with a reason.

mod signs;
mod view;

pub use signs::{RuleSigns, sign};
pub use view::view;

use std::sync::Arc;

use crate::lint::Finding;
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply, ScrollPosition};
use crate::tui::screen::row_list;

/// The open list.
#[derive(Clone, Debug)]
pub struct RuleList {
    /// The rows that are shown, in the order of the text.
    pub rows: Vec<Arc<Finding>>,
    /// The current row.
    pub at: usize,
    /// Whether what is allowed is shown too.
    pub with_allowed: bool,
    /// Whether the rules have run.
    pub known: bool,
    /// All findings.
    found: Vec<Arc<Finding>>,
    before: ScrollPosition,
}

impl RuleList {
    /// A list of `found`; closed, it takes the article back to `before`.
    pub fn new(found: Option<&[Arc<Finding>]>, before: ScrollPosition) -> Self {
        let mut list = Self { rows: Vec::new(), at: 0, with_allowed: false, known: false, found: Vec::new(), before };
        list.renew(found);
        list
    }

    /// Brings the rows in step with the review; the current row is the same, or the one after it.
    pub fn renew(&mut self, found: Option<&[Arc<Finding>]>) {
        self.known = found.is_some();
        self.found = found.unwrap_or_default().to_vec();
        self.arrange();
    }

    fn arrange(&mut self) {
        let current = self.rows.get(self.at).map(|row| (row.span, row.rule));
        self.rows = self.found.iter().filter(|finding| self.with_allowed || finding.allowed.is_none()).cloned().collect();
        if let Some(current) = current {
            self.at = self.rows.partition_point(|row| (row.span, row.rule) < current);
        }
        self.at = self.at.min(self.rows.len().saturating_sub(1));
    }

    /// Goes to the first row from the byte at `offset` on.
    pub fn near(&mut self, offset: usize) {
        self.at = self.rows.partition_point(|row| row.span.start < offset).min(self.rows.len().saturating_sub(1));
    }

    /// The current row.
    pub fn finding(&self) -> Option<&Finding> {
        self.rows.get(self.at).map(AsRef::as_ref)
    }

    /// The words of the current row.
    pub fn span(&self) -> Option<Span> {
        self.finding().map(|finding| finding.span)
    }

    /// How many findings are allowed.
    pub fn allowed(&self) -> usize {
        self.found.iter().filter(|finding| finding.allowed.is_some()).count()
    }

    /// How many are not.
    pub fn open(&self) -> usize {
        self.found.len() - self.allowed()
    }

    fn step(&mut self, by: isize) -> Reply {
        self.at = row_list::moved(self.at, by, self.rows.len());
        self.span().map_or(Reply::Stay, |span| Reply::Show(Answer::Follow(span)))
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let Input::Command(command) = input else {
            return Reply::Stay;
        };
        if let Some(steps) = row_list::steps(command) {
            return self.step(steps);
        }
        match command {
            Command::Close | Command::Interrupt => return Reply::Take(Answer::CoverageClosed(self.before)),
            Command::Undo => return Reply::Show(Answer::Run(Command::Undo)),
            Command::RuleAllowed => {
                self.with_allowed = !self.with_allowed;
                self.arrange();
                return self.step(0);
            }
            _ => {}
        }
        let Some(finding) = self.finding() else {
            return Reply::Stay;
        };
        match command {
            Command::RuleGo => Reply::Take(Answer::GoToFindingOf(finding.claim.clone(), finding.span)),
            Command::RuleAllow => Reply::Show(Answer::Allow(Box::new(finding.clone()))),
            Command::RuleText => Reply::Show(Answer::RuleText(Box::new(finding.clone()))),
            _ => Reply::Stay,
        }
    }
}

#[cfg(test)]
mod tests;
