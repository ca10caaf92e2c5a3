//! What the lists over the article share: the commands that move the current row, and the start of a row.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::Canvas;
use crate::tui::command::Command;
use crate::tui::theme::Meaning;

/// Rows of a jump.
const PAGE: isize = 10;

/// How many rows a command moves down; `None` where it does something else.
pub fn steps(command: Command) -> Option<isize> {
    Some(match command {
        Command::Down => 1,
        Command::Up => -1,
        Command::PageDown => PAGE,
        Command::PageUp => -PAGE,
        Command::First => isize::MIN / 2,
        Command::Last => isize::MAX / 2,
        _ => return None,
    })
}

/// The row `by` rows below the one at `at`, in a list of this many.
pub fn moved(at: usize, by: isize, rows: usize) -> usize {
    at.saturating_add_signed(by).min(rows.saturating_sub(1))
}

/// Draws the start of a row. Its style comes back, and the column where its words begin.
pub fn begin_row(canvas: &mut Canvas<'_>, area: Rect, is_current: bool) -> (Style, u16) {
    let mut ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    if is_current {
        ground = ground.patch(canvas.style(Meaning::Row));
        canvas.wash(area, ground);
    }
    let mark = if is_current { "▸ " } else { "  " };
    let used = canvas.put(area.x, area.y, area.width, mark, ground.patch(canvas.style(Meaning::Key)));
    (ground, area.x + used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_moved_through_to_its_ends() {
        let at = |from: usize, command| moved(from, steps(command).unwrap(), 25);
        assert_eq!((at(3, Command::Down), at(3, Command::Up), at(0, Command::Up)), (4, 2, 0));
        assert_eq!((at(3, Command::PageDown), at(20, Command::PageDown), at(3, Command::PageUp)), (13, 24, 0));
        assert_eq!((at(7, Command::First), at(7, Command::Last), moved(0, 1, 0)), (0, 24, 0));
        assert_eq!(steps(Command::Confirm), None);
    }
}
