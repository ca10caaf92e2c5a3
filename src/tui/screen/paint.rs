//! Writing into a buffer: bounded, by display width, with nothing hidden.

use std::hash::Hash;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::row_cache::Memory;
use crate::text::visible::{Mark, Shown, pieces};
use crate::tui::theme::{Meaning, Theme};

/// A rectangle to draw in and the theme to draw with.
#[derive(Debug)]
pub struct Canvas<'a> {
    /// What is drawn on.
    pub buffer: &'a mut Buffer,
    /// The look.
    pub theme: &'a Theme,
    /// The last frame, where there is one to copy from.
    pub memory: Option<Memory<'a>>,
}

impl Canvas<'_> {
    /// The style of a meaning.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// Copies a row from the last frame if it was drawn from the same there. False: it is to be drawn; all that its
    /// looks depend on, but for the theme, must be in `drawn_from`, and nothing may be drawn over it.
    pub fn recall(&mut self, row: Rect, drawn_from: &impl Hash) -> bool {
        self.memory.as_mut().is_some_and(|memory| memory.recall(self.buffer, row, drawn_from))
    }

    /// Fills everything with the ground.
    pub fn ground(&mut self) {
        let mut blank = Cell::EMPTY;
        blank.set_style(self.style(Meaning::Text));
        self.buffer.content.fill(blank);
    }

    /// Where the current row is reversed its parts drop their colours: each would get a ground of its own.
    fn whole_row(&self, style: Style) -> Style {
        let reversed = |style: Style| style.add_modifier.contains(Modifier::REVERSED);
        if style.fg.is_some() && reversed(style) && reversed(self.style(Meaning::Row)) {
            let ink = self.style(Meaning::Text).fg;
            return style.fg(ink.unwrap_or(Color::Reset));
        }
        style
    }

    /// Writes one cluster that takes `width` columns.
    pub fn cell(&mut self, x: u16, y: u16, cluster: &str, width: u16, style: Style) {
        let area = self.buffer.area;
        if x < area.left() || y < area.top() || y >= area.bottom() || x.saturating_add(width) > area.right() || width == 0 {
            return;
        }
        let style = self.whole_row(style);
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(cluster).set_style(style);
        }
        for next in x + 1..x + width {
            if let Some(cell) = self.buffer.cell_mut((next, y)) {
                // What a wide cluster covers is skipped when the terminal is written.
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Writes a piece as the text layer shows it; `width` columns are free for it.
    pub fn piece(&mut self, x: u16, y: u16, shown: Shown<'_>, own: u16, width: u16, style: Style) {
        match shown {
            Shown::Plain(cluster) if own <= width => self.cell(x, y, cluster, own, style),
            // Too wide for the column: a stand-in.
            Shown::Plain(_) => self.cell(x, y, "…", 1, style),
            Shown::Mark(mark) => self.mark(x, y, mark, width, style),
            Shown::Tab | Shown::LineFeed => {
                for column in x..x.saturating_add(width) {
                    self.cell(column, y, " ", 1, style);
                }
            }
        }
    }

    fn mark(&mut self, x: u16, y: u16, mark: Mark, width: u16, style: Style) {
        let mut letter = [0; 4];
        for (at, sign) in (0..width).zip(mark.as_str().chars()) {
            self.cell(x + at, y, sign.encode_utf8(&mut letter), 1, style);
        }
    }

    /// Writes one line in at most `room` columns, cut with an ellipsis; returns the columns it took.
    pub fn put(&mut self, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
        let total = crate::text::visible::width(text);
        let cut = total > usize::from(room);
        let limit = if cut { room.saturating_sub(1) } else { room };
        let mut used = 0;
        for piece in pieces(text, 0) {
            let width = if matches!(piece.shown, Shown::Tab | Shown::LineFeed) { 1 } else { piece.width as u16 };
            if used + width > limit {
                break;
            }
            self.piece(x + used, y, piece.shown, width, width, style);
            used += width;
        }
        if cut && room > 0 {
            self.cell(x + used, y, "…", 1, style);
            used += 1;
        }
        used
    }

    /// Lays a style over an area, its text stays.
    pub fn wash(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// A line across, with a heading in it.
    pub fn rule(&mut self, area: Rect, heading: &str, style: Style) {
        for x in area.left()..area.right() {
            self.cell(x, area.y, "─", 1, style);
        }
        if !heading.is_empty() && area.width > 6 {
            let heading = format!(" {heading} ");
            self.put(area.x + 1, area.y, area.width - 2, &heading, style);
        }
    }

    /// A box above the rest; returns the room inside.
    pub fn popup(&mut self, area: Rect, heading: &str) -> Rect {
        let ground = self.style(Meaning::Text).patch(self.style(Meaning::Popup));
        let edge = ground.patch(self.style(Meaning::Focus));
        self.clear(area, ground);
        if area.width < 3 || area.height < 3 {
            return area;
        }
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for x in area.x..=right {
            self.cell(x, area.y, "─", 1, edge);
            self.cell(x, bottom, "─", 1, edge);
        }
        for y in area.y..=bottom {
            self.cell(area.x, y, "│", 1, edge);
            self.cell(right, y, "│", 1, edge);
        }
        for (x, y, corner) in [(area.x, area.y, "╭"), (right, area.y, "╮"), (area.x, bottom, "╰"), (right, bottom, "╯")] {
            self.cell(x, y, corner, 1, edge);
        }
        if !heading.is_empty() && area.width > 6 {
            self.put(area.x + 2, area.y, area.width - 4, &format!(" {heading} "), edge);
        }
        popup_inside(area)
    }
}

/// The room inside a box that takes `area`.
pub fn popup_inside(area: Rect) -> Rect {
    if area.width < 3 || area.height < 3 {
        return area;
    }
    Rect::new(area.x + 2.min(area.width / 4), area.y + 1, area.width.saturating_sub(4).max(1), area.height - 2)
}

/// An area of at most `width` by `height` in the middle of `of`.
pub fn centred(of: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(of.width), height.min(of.height));
    Rect::new(of.x + (of.width - width) / 2, of.y + (of.height - height) / 2, width, height)
}
