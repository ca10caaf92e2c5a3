//! The closing sheet on the screen: what is still open, each row a key away.

mod view;

pub use view::view;

use crate::analysis::ClosingSheet;
use crate::analysis::closing::{Item, Subject, Topic};
use crate::claim::ClaimId;
use crate::text::Span;
use crate::text::motion::Way;
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, LeftAt, Reply, ScrollPosition};
use crate::tui::screen::row_list;

/// The open sheet.
#[derive(Clone, Debug)]
pub struct Closing {
    /// What is open.
    pub sheet: ClosingSheet,
    /// The current item, counted from 0.
    pub at: usize,
    /// How far the review is, and whether the article is signed, in a line.
    pub summary: String,
    /// The place of the article and the claim to go back to.
    before: (ScrollPosition, Option<ClaimId>),
}

impl Closing {
    /// A sheet that goes back to this place of the article and this claim when it is closed.
    pub fn new(sheet: ClosingSheet, summary: String, before: (ScrollPosition, Option<ClaimId>)) -> Self {
        Self { sheet, at: 0, summary, before }
    }

    /// The same on the row where an earlier sheet was left: its item, or what is there now.
    #[must_use]
    pub fn on(mut self, left: &LeftAt) -> Self {
        self.find(left);
        self
    }

    /// Brings the items in step with the review; the current one stays, or the one that took its place.
    pub fn renew(&mut self, sheet: ClosingSheet, summary: String) {
        let left = self.left_at();
        (self.sheet, self.summary) = (sheet, summary);
        self.find(&left);
    }

    fn find(&mut self, left: &LeftAt) {
        let is_it =
            |item: &Item| left.item.as_ref().is_some_and(|(topic, subject)| item.topic == *topic && item.subject == *subject);
        let found = self.sheet.items.iter().position(is_it);
        self.at = found.unwrap_or(left.row).min(self.sheet.items.len().saturating_sub(1));
    }

    /// Where it is now.
    pub fn left_at(&self) -> LeftAt {
        LeftAt { row: self.at, item: self.item().map(|item| (item.topic, item.subject.clone())) }
    }

    /// The current item.
    pub fn item(&self) -> Option<&Item> {
        self.sheet.items.get(self.at)
    }

    /// The words of the article that the current item is about.
    pub fn span(&self) -> Option<Span> {
        self.item()?.place
    }

    /// To the item at `at`; the article shows what it is about.
    fn go(&mut self, at: usize) -> Reply {
        self.at = at.min(self.sheet.items.len().saturating_sub(1));
        self.item().map_or(Reply::Stay, |item| Reply::Show(Answer::Preview(item.subject.clone(), item.place)))
    }

    fn step(&mut self, by: isize) -> Reply {
        self.go(self.at.saturating_add_signed(by))
    }

    /// To the first item of the next topic, or of the one before; round the end.
    fn topic(&mut self, way: Way) -> Reply {
        let Some(now) = self.item().map(|item| item.topic) else {
            return Reply::Stay;
        };
        let mut first: Vec<(usize, Topic)> = Vec::new();
        for (index, item) in self.sheet.items.iter().enumerate() {
            if first.last().is_none_or(|(_, topic)| *topic != item.topic) {
                first.push((index, item.topic));
            }
        }
        let here = first.iter().position(|(_, topic)| *topic == now).unwrap_or_default();
        let next = if way == Way::Forward { here + 1 } else { here + first.len() - 1 } % first.len().max(1);
        first.get(next).map(|(index, _)| *index).map_or(Reply::Stay, |index| self.go(index))
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
            Command::Close | Command::Interrupt => {
                let (place, claim) = self.before.clone();
                Reply::Take(Answer::ClosingClosed(self.left_at(), place, claim))
            }
            Command::NextTopic => self.topic(Way::Forward),
            Command::PreviousTopic => self.topic(Way::Back),
            Command::ClosingGo => match self.item().cloned() {
                // What opens above the sheet leads back to it.
                Some(item) if stays(&item) => Reply::Show(Answer::GoToItem(self.left_at(), item)),
                Some(item) => Reply::Take(Answer::GoToItem(self.left_at(), item)),
                None => Reply::Stay,
            },
            Command::Copy => Reply::Show(Answer::CopySheet),
            Command::Done | Command::Undo | Command::Redo | Command::Help | Command::Save => Reply::Show(Answer::Run(command)),
            command if leads_on(command) => Reply::Take(Answer::LeaveSheet(self.left_at(), command)),
            _ => Reply::Show(Answer::Tell("claims cannot be changed here; go to the row first".to_owned())),
        }
    }
}

/// Whether what the item leads to opens above the sheet.
const fn stays(item: &Item) -> bool {
    matches!((item.topic, &item.subject), (Topic::Conflicts | Topic::Lost, _) | (_, Subject::Passage(_)))
}

/// What shows something else: it closes the sheet, and works as ever.
const fn leads_on(command: Command) -> bool {
    matches!(
        command,
        Command::Quit
            | Command::NextArticle
            | Command::PreviousArticle
            | Command::NextUndone
            | Command::Queue
            | Command::Search
            | Command::Filter
            | Command::Sort
            | Command::Palette
            | Command::Theme
            | Command::Coverage
            | Command::HouseRules
            | Command::NextGap
            | Command::Conflicts
            | Command::FindAgain
            | Command::ReadAgain
            | Command::Compare
            | Command::ShowClaims
            | Command::ShowSpeakers
            | Command::ShowOutlets
            | Command::Next
            | Command::Previous
            | Command::JumpBack
            | Command::JumpForward
            | Command::ArticleOnly
            | Command::Select
            | Command::Mouse
            | Command::SaveElsewhere
    )
}

#[cfg(test)]
mod tests;
