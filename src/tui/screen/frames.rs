//! One frame after another: what is drawn from the same as in the last frame is copied from it, and what changed is
//! what a terminal has to be told.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;

use super::draw_into;
use super::paint::Canvas;
use crate::tui::glyphs::Glyphs;
use crate::tui::model::{Layer, Model};
use crate::tui::theme::Theme;

/// The last frame and the next.
#[derive(Debug, Default)]
pub struct Frames {
    shown: Buffer,
    next: Buffer,
    rows: Rows,
    /// Room for those of the next frame.
    spare: Rows,
    /// What all rows of the last frame were drawn with.
    look: Option<(Theme, Glyphs)>,
}

/// Where the rows of a frame stand, by what they were drawn from.
pub type Rows = HashMap<u64, Rect>;

/// The last frame, for one that is being drawn.
#[derive(Debug)]
pub struct Memory<'a> {
    /// What stays where it is is moved out of here, not copied.
    shown: &'a mut Buffer,
    rows: Rows,
    now: Rows,
    kept: Vec<Rect>,
}

impl Frames {
    /// Whether the next frame of `model` is the first of its size, which is drawn upon an empty terminal.
    pub fn begins(&self, model: &Model) -> bool {
        self.shown.area != area(model)
    }

    /// Forgets what was shown.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Draws the next frame, and hands over what differs from the last.
    ///
    /// # Errors
    ///
    /// Those of `tell`.
    pub fn draw<E>(
        &mut self,
        model: &Model,
        tell: impl FnOnce(&mut dyn Iterator<Item = (u16, u16, &Cell)>) -> Result<(), E>,
    ) -> Result<(), E> {
        let area = area(model);
        if self.begins(model) {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.rows.clear();
        }
        let look = (model.theme(), model.look.glyphs);
        if self.look.as_ref().is_none_or(|(theme, glyphs)| (theme, *glyphs) != look) {
            self.look = Some((look.0.clone(), look.1));
            self.rows.clear();
        }
        // Boxes lie over the rows, which are then not what the row was drawn as.
        let covered = model.layers.iter().any(|layer| !matches!(layer, Layer::Select(_) | Layer::Spans(_)));
        if covered {
            self.rows.clear();
        }
        let mut canvas = Canvas { buffer: &mut self.next, theme: model.theme(), memory: None };
        canvas.memory = (!covered).then(|| Memory {
            shown: &mut self.shown,
            rows: std::mem::take(&mut self.rows),
            now: std::mem::take(&mut self.spare),
            kept: Vec::new(),
        });
        draw_into(model, &mut canvas);
        let mut kept = Vec::new();
        if let Some(memory) = canvas.memory {
            (self.rows, self.spare, kept) = (memory.now, memory.rows, memory.kept);
            self.spare.clear();
        }
        tell(&mut self.shown.diff_iter(&self.next))?;
        for row in kept {
            let range = range(&self.next, row);
            for cell in self.next.content.get_mut(range).unwrap_or_default() {
                cell.set_diff_option(CellDiffOption::None);
            }
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }
}

fn area(model: &Model) -> Rect {
    let (width, height) = model.size();
    Rect::new(0, 0, width, height)
}

/// Where the cells of a row stand among those of a buffer that begins in the corner; none where it is beyond.
fn range(buffer: &Buffer, row: Rect) -> std::ops::Range<usize> {
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
            // What stands where it stood needs not even be compared.
            to.set_diff_option(CellDiffOption::Skip);
        }
        self.kept.push(row);
        true
    }
}
