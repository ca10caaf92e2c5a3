//! The lists of speakers and of outlets.

mod outlets;
mod view;

pub use outlets::{OutletRow, current_outlet, deciding_words, fold_words, outlet_rows};
pub use view::{NameList, view};

use super::claims::scrolled;

/// Lines that the heading of the columns takes on a list of this height.
fn heading(height: u16) -> u16 {
    u16::from(height >= 6)
}

/// A list of speakers or outlets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The current row.
    pub at: usize,
    /// Rows scrolled out at the top.
    pub top: usize,
    /// Whether outlets that nothing came through are shown; folded otherwise.
    pub open: bool,
    count: usize,
}

impl State {
    /// Keeps the current row inside a list of `count` rows.
    pub fn clamp(&mut self, count: usize) {
        self.count = count;
        self.at = self.at.min(count.saturating_sub(1));
    }

    /// So many rows on.
    pub fn step(&mut self, by: isize, count: usize) {
        self.clamp(count);
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// To the row on this line of the list.
    pub fn point(&mut self, line: usize, height: u16, count: usize) {
        self.at = self.top + line.saturating_sub(usize::from(heading(height)));
        self.clamp(count);
    }

    /// Scrolls so that the current row is seen, below the heading where there is room for one.
    pub fn settle(&mut self, height: u16) {
        self.top = scrolled(self.top, self.at, self.count, usize::from(height - heading(height)));
    }
}

#[cfg(test)]
mod tests;
