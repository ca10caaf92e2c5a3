//! How two or more sides are drawn beside each other; below each other where the screen is narrow.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Sides;
use crate::review::contrast::Cell;
use crate::tui::screen::pager::{Words, line};
use crate::tui::screen::paint::{Canvas, centred};
use crate::tui::theme::Meaning;

/// Rows of the box.
pub const ROWS: u16 = 18;

/// Columns from which sides stand beside each other.
const BESIDE: u16 = 60;
/// Columns of the box at most.
const WIDEST: u16 = 120;

/// A side: its heading, and what its words mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// "ours", "theirs", an annotator's name.
    pub heading: String,
    /// How its words are shown.
    pub meaning: Meaning,
}

/// Something on which the sides are compared: a cell for each of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ConflictRow {
    /// Its name.
    pub label: String,
    /// A cell a column, each with lines.
    pub cells: Vec<Vec<String>>,
}

/// Writes columns beside each other, or below each other where there is no room; returns the rows it took.
pub fn side_by_side(canvas: &mut Canvas<'_>, area: Rect, columns: &[Column], rows: &[ConflictRow], ground: Style) -> u16 {
    if area.width >= BESIDE { beside(canvas, area, columns, rows, ground) } else { below(canvas, area, columns, rows, ground) }
}

fn beside(canvas: &mut Canvas<'_>, area: Rect, columns: &[Column], rows: &[ConflictRow], ground: Style) -> u16 {
    let count = columns.len().max(1) as u16;
    let gap = 2;
    let width = area.width.saturating_sub(gap * (count - 1)) / count;
    let place = |index: usize, y: u16| {
        let x = area.x + index as u16 * (width + gap);
        Rect { x, y, width, height: area.bottom().saturating_sub(y) }
    };
    let mut y = area.y;
    for (index, column) in columns.iter().enumerate() {
        let at = place(index, y);
        let style = ground.patch(canvas.style(Meaning::ActiveTab));
        canvas.put(at.x, at.y, at.width, &column.heading, style);
    }
    y += 1;
    for row in rows {
        if y >= area.bottom() {
            break;
        }
        if !row.label.is_empty() {
            canvas.put(area.x, y, area.width, &row.label, ground.patch(canvas.style(Meaning::Quiet)));
            y += 1;
        }
        let mut most = 1;
        for (index, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
            let at = place(index, y);
            most = most.max(write(canvas, at, cell, column.meaning, ground));
        }
        y += most;
    }
    y.min(area.bottom()) - area.y
}

fn below(canvas: &mut Canvas<'_>, area: Rect, columns: &[Column], rows: &[ConflictRow], ground: Style) -> u16 {
    let mut y = area.y;
    for row in rows {
        for (cell, column) in row.cells.iter().zip(columns) {
            if y >= area.bottom() {
                break;
            }
            canvas.put(area.x, y, area.width, &column.heading, ground.patch(canvas.style(Meaning::ActiveTab)));
            y += 1;
            let inner = Rect {
                x: area.x + 2.min(area.width),
                y,
                width: area.width.saturating_sub(2),
                height: area.bottom().saturating_sub(y),
            };
            y += write(canvas, inner, cell, column.meaning, ground);
        }
    }
    y.min(area.bottom()) - area.y
}

/// The first line of a cell as its column means it, the others quietly.
fn write(canvas: &mut Canvas<'_>, area: Rect, cell: &[String], meaning: Meaning, ground: Style) -> u16 {
    let mut y = area.y;
    for (index, text) in cell.iter().enumerate() {
        if y >= area.bottom() {
            break;
        }
        let meaning = if index == 0 { meaning } else { Meaning::Quiet };
        let words: Words = vec![(text.clone(), meaning)];
        y += line(canvas, Rect { y, height: area.bottom() - y, ..area }, &words, ground).max(1);
    }
    y - area.y
}

/// Draws the conflict in hand over `whole`.
pub fn view(sides: &Sides, canvas: &mut Canvas<'_>, whole: Rect) {
    let Some((_, words)) = sides.open.get(sides.at) else {
        return;
    };
    let heading = match sides.open.len() {
        1 => "Two people differ".to_owned(),
        count => format!("Two people differ: {} of {count}", sides.at + 1),
    };
    let inside = canvas.popup(centred(whole, WIDEST.min(whole.width.saturating_sub(2).max(1)), ROWS), &heading);
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let about: Words = vec![(words.about.clone(), Meaning::Content)];
    let room = Rect { height: inside.height.min(3), ..inside };
    let mut y = inside.y + line(canvas, room, &about, ground).max(1) + u16::from(inside.height > 8);
    if y >= inside.bottom() {
        return;
    }
    canvas.put(inside.x, y, inside.width, &format!("The {}", words.field), ground.patch(canvas.style(Meaning::Label)));
    y += 1;
    let cell = |cell: &Cell| {
        let value = if cell.value.is_empty() { "nothing".to_owned() } else { cell.value.clone() };
        let mut lines = vec![value];
        lines.extend(Some(cell.who()).filter(|who| !who.is_empty()));
        lines
    };
    let column = |heading: &str, meaning| Column { heading: heading.to_owned(), meaning };
    let columns = [column("ours", Meaning::Text), column("theirs", Meaning::Text), column("before", Meaning::Quiet)];
    let base = if words.base.is_empty() { "nothing".to_owned() } else { words.base.clone() };
    let row = ConflictRow { label: String::new(), cells: vec![cell(&words.ours), cell(&words.theirs), vec![base]] };
    let rest = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
    side_by_side(canvas, rest, &columns, &[row], ground);
}
