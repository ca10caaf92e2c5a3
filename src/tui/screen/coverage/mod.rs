//! The coverage list: jump to a passage without a claim, add a claim, or dismiss the passage.

mod view;

pub use view::view;

use crate::analysis::Survey;
use crate::analysis::coverage::{self, MissedKind};
use crate::review::{NothingHere, ReadMark, Session};
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply, ScrollPosition, Use};
use crate::tui::screen::row_list;

/// What a row is.
#[derive(Clone, Debug, PartialEq)]
pub enum RowSign {
    /// A passage that may be a claim.
    Missed(MissedKind),
    /// A passage that this person read, with nothing in it.
    Read(String),
    /// The same, but these words of it were not found again in the changed article.
    Lost(String),
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRow {
    /// The words in the article.
    pub span: Span,
    /// What it is.
    pub sign: RowSign,
}

/// The open list.
#[derive(Clone, Debug)]
pub struct CoverageList {
    /// How much is covered; `None` while the article is being read.
    pub found: Option<coverage::Coverage>,
    /// The rows that are shown, in the order of the text.
    pub rows: Vec<CoverageRow>,
    /// The current row.
    pub at: usize,
    /// Whether what was read is shown too.
    pub with_read: bool,
    read: Vec<NothingHere>,
    before: ScrollPosition,
}

impl CoverageList {
    /// A list that is still empty; closed, it takes the article back to `before`.
    pub fn new(before: ScrollPosition) -> Self {
        Self { found: None, rows: Vec::new(), at: 0, with_read: false, read: Vec::new(), before }
    }

    /// Brings the rows in step with the review; the current row is the same, or the one after it.
    pub fn refresh(&mut self, survey: Option<&Survey>, session: &Session) {
        self.found = survey.map(|survey| coverage::Coverage::of(survey, session));
        self.read = session.nothing_here().to_vec();
        self.arrange();
    }

    fn arrange(&mut self) {
        let hand = self.rows.get(self.at).map(|row| row.span);
        let missed = self.found.iter().flat_map(|found| &found.missed);
        self.rows = missed.map(|one| CoverageRow { span: one.span, sign: RowSign::Missed(one.kind) }).collect();
        // What was not found again asks for a word, and is shown in any case.
        let read = self.read.iter().filter(|read| self.with_read || read.anchor.is_lost());
        self.rows.extend(read.map(|read| {
            let sign =
                if read.anchor.is_lost() { RowSign::Lost(read.words.clone()) } else { RowSign::Read(read.stamp.by.clone()) };
            CoverageRow { span: read.span, sign }
        }));
        self.rows.sort_by_key(|row| row.span);
        if let Some(hand) = hand {
            self.near(hand.start);
        }
    }

    /// Takes the first row from the byte at `offset` on in hand.
    pub fn near(&mut self, offset: usize) {
        self.at = self.rows.partition_point(|row| row.span.start < offset).min(self.rows.len().saturating_sub(1));
    }

    /// The words of the current row, where the article has them.
    pub fn span(&self) -> Option<Span> {
        self.rows.get(self.at).filter(|row| !matches!(row.sign, RowSign::Lost(_))).map(|row| row.span)
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
            Command::Help => return Reply::Show(Answer::Run(Command::Help)),
            Command::GapRead => {
                self.with_read = !self.with_read;
                self.arrange();
                return self.step(0);
            }
            _ => {}
        }
        let Some(row) = self.rows.get(self.at) else {
            return Reply::Stay;
        };
        let lost = matches!(row.sign, RowSign::Lost(_));
        match command {
            Command::GapNothing => {
                let mark = if matches!(row.sign, RowSign::Missed(_)) { ReadMark::Set } else { ReadMark::Clear };
                Reply::Show(Answer::NothingHere(row.span, mark))
            }
            Command::GapOpen | Command::GapAdd if lost => {
                Reply::Show(Answer::Tell("these words are no longer in the article; read the new text".to_owned()))
            }
            Command::GapOpen => Reply::Show(Answer::SelectStretch(row.span)),
            Command::GapAdd => Reply::Show(Answer::Selected(Use::Claim, row.span)),
            _ => Reply::Stay,
        }
    }
}

#[cfg(test)]
mod tests;
