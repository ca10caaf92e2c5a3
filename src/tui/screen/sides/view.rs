//! How two or more sides are drawn side by side; below each other where the screen is narrow.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Sides;
use crate::review::contrast::{Cell, Contrast};
use crate::text::visible;
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layout::wrap;
use crate::tui::screen::paint::{Canvas, centred};
use crate::tui::theme::Meaning;

/// Rows of the box.
pub const ROWS: u16 = 18;

/// Columns from which sides are side by side.
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

/// Writes columns side by side, or below each other where there is no room; returns the rows it took.
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

/// How much of the sides is written below each other, the fullest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fullness {
    /// The heading on a row of its own, then all lines.
    Whole,
    /// The heading in front of the first line, then all lines.
    Beside,
    /// The heading in front of the first line alone: who said it, and when, is left out.
    First,
}

fn below(canvas: &mut Canvas<'_>, area: Rect, columns: &[Column], rows: &[ConflictRow], ground: Style) -> u16 {
    let cells: Vec<(&Vec<String>, &Column)> = rows.iter().flat_map(|row| row.cells.iter().zip(columns)).collect();
    let lead = columns.iter().map(|column| visible::width(&column.heading) as u16 + 2).max().unwrap_or(0).min(area.width / 2);
    let high = |text: &str, width: u16| wrap(text, 0, width).len().max(1) as u16;
    let inner = area.width.saturating_sub(2);
    let height = |fullness| -> u16 {
        let of_cell = |cell: &[String]| match fullness {
            Fullness::Whole => 1 + cell.iter().map(|text| high(text, inner)).sum::<u16>(),
            Fullness::Beside => cell.iter().map(|text| high(text, area.width.saturating_sub(lead))).sum(),
            Fullness::First => cell.first().map_or(0, |text| high(text, area.width.saturating_sub(lead))),
        };
        cells.iter().map(|(cell, _)| of_cell(cell)).sum()
    };
    let fits = |fullness: &Fullness| height(*fullness) <= area.height;
    let fullness = [Fullness::Whole, Fullness::Beside].into_iter().find(fits).unwrap_or(Fullness::First);
    let mut y = area.y;
    for (index, (cell, column)) in cells.iter().enumerate() {
        if y >= area.bottom() {
            break;
        }
        canvas.put(area.x, y, area.width, &column.heading, ground.patch(canvas.style(Meaning::ActiveTab)));
        let (indent, lines) = match fullness {
            Fullness::Whole => (2, cell.as_slice()),
            Fullness::Beside => (lead, cell.as_slice()),
            Fullness::First => (lead, cell.get(..1).unwrap_or_default()),
        };
        if fullness == Fullness::Whole {
            y += 1;
        }
        // Each side that follows has a row at least.
        let kept = (cells.len() - index - 1) as u16;
        let room = area.bottom().saturating_sub(y);
        let height = if fullness == Fullness::First { room.saturating_sub(kept).max(1).min(room) } else { room };
        let (x, width) = (area.x + indent.min(area.width), area.width.saturating_sub(indent));
        y += write(canvas, Rect { x, y, width, height }, lines, column.meaning, ground);
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
        y += whole_or_cut(canvas, Rect { y, height: area.bottom() - y, ..area }, text, ground.patch(canvas.style(meaning)));
    }
    y - area.y
}

/// Writes running text; a sign says where the room ends before it. Returns the rows it took.
fn whole_or_cut(canvas: &mut Canvas<'_>, area: Rect, text: &str, style: Style) -> u16 {
    let lines = wrap(text, 0, area.width);
    for (index, wrapped) in lines.iter().enumerate().take(usize::from(area.height)) {
        let is_last = index + 1 == usize::from(area.height);
        let end = if is_last { text.len() } else { wrapped.span.end };
        let words = text.get(wrapped.span.start..end).unwrap_or_default().trim_end();
        canvas.put(area.x, area.y + index as u16, area.width, words, style);
    }
    (lines.len().max(1) as u16).min(area.height)
}

/// What is above the two sides, with the key that keeps it where they do not go by "ours" and "theirs".
fn headings(words: &Contrast, by: &str, keymap: &Keymap) -> [String; 2] {
    let [first, second] = words.labels(by);
    if first == "ours" {
        return [first, second];
    }
    let [ours, theirs] = [Command::SettleOurs, Command::SettleTheirs].map(|command| keymap.shown(command));
    [format!("{first} ({ours})"), format!("{second} ({theirs})")]
}

/// Draws the current conflict over `whole`, for `by`.
pub fn view(sides: &Sides, by: &str, keymap: &Keymap, canvas: &mut Canvas<'_>, whole: Rect) {
    let Some((_, words)) = sides.open.get(sides.at) else {
        return;
    };
    let heading = match sides.open.len() {
        1 => "Conflict".to_owned(),
        count => format!("Conflict {} of {count}", sides.at + 1),
    };
    let inside = canvas.popup(centred(whole, WIDEST.min(whole.width.saturating_sub(2).max(1)), ROWS), &heading);
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let room = Rect { height: inside.height.min(if inside.height > 10 { 3 } else { 1 }), ..inside };
    let about = ground.patch(canvas.style(Meaning::Content));
    let mut y = inside.y + whole_or_cut(canvas, room, &words.about, about) + u16::from(inside.height > 8);
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
    let [first, second] = headings(words, by, keymap);
    let columns = [column(&first, Meaning::Text), column(&second, Meaning::Text), column("before", Meaning::Quiet)];
    let (ours, theirs) = if words.is_other_way(by) { (&words.theirs, &words.ours) } else { (&words.ours, &words.theirs) };
    let base = if words.base.is_empty() { "nothing".to_owned() } else { words.base.clone() };
    let row = ConflictRow { label: String::new(), cells: vec![cell(ours), cell(theirs), vec![base]] };
    let rest = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
    side_by_side(canvas, rest, &columns, &[row], ground);
}
