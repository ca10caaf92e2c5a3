//! One frame after another: what is drawn from the same as in the last frame is copied from it, and what changed is
//! what a terminal has to be told.

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;

use super::draw_into;
use crate::tui::glyphs::Glyphs;
use crate::tui::model::{Layer, Model};
use crate::tui::screen::paint::Canvas;
use crate::tui::screen::row_cache::{Memory, Rows, range};
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
