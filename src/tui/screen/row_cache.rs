//! Rows of the last frame, to be copied where they are drawn from the same again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;

/// Where the rows of a frame stand, by what they were drawn from.
pub type Rows = HashMap<u64, Rect>;

/// The last frame, for one that is being drawn.
#[derive(Debug)]
pub struct Memory<'a> {
    /// What stays where it is is moved out of here, not copied.
    pub(in crate::tui) shown: &'a mut Buffer,
    pub(in crate::tui) rows: Rows,
    pub(in crate::tui) now: Rows,
    pub(in crate::tui) kept: Vec<Rect>,
}

/// Where the cells of a row stand among those of a buffer that begins in the corner; none where it is beyond.
pub(in crate::tui) fn range(buffer: &Buffer, row: Rect) -> std::ops::Range<usize> {
    if row.right() > buffer.area.width || row.y >= buffer.area.height {
        return 0..0;
    }
    let start = usize::from(row.y) * usize::from(buffer.area.width) + usize::from(row.x);
    start..start + usize::from(row.width)
}

impl Memory<'_> {
    /// Takes a row of one line over from the last frame if it was drawn from the same there; else it is to be drawn.
    /// `drawn_from` has all that its looks depend on, but for the theme.
    pub fn recall(&mut self, buffer: &mut Buffer, row: Rect, drawn_from: &impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        (row.width, drawn_from).hash(&mut hasher);
        let name = hasher.finish();
        self.now.insert(name, row);
        let Some(before) = self.rows.remove(&name).filter(|before| before.width == row.width) else {
            return false;
        };
        let (from, to) = (range(self.shown, before), range(buffer, row));
        let (Some(from), Some(to)) = (self.shown.content.get_mut(from), buffer.content.get_mut(to)) else {
            return false;
        };
        if before != row {
            to.clone_from_slice(from);
            return true;
        }
        for (to, from) in to.iter_mut().zip(from) {
            std::mem::swap(to, from);
            // What is where it stood needs not even be compared.
            to.set_diff_option(CellDiffOption::Skip);
        }
        self.kept.push(row);
        true
    }
}
