//! How the list of what no claim covers is drawn.

use ratatui::layout::Rect;

use super::{CoverageList, CoverageRow, RowSign};
use crate::analysis::coverage::MissedKind;
use crate::text::{single_line, visible};
use crate::tui::screen::claims::scrolled;
use crate::tui::screen::paint::Canvas;
use crate::tui::screen::row_list::begin_row;
use crate::tui::theme::Meaning;

/// Columns for what a row is.
const SIGN: u16 = 11;
/// Characters of a row's words that are looked at; a screen is never wider.
const WORDS: usize = 300;

/// Draws the list over `area`; `text` is the article's.
pub fn view(coverage: &CoverageList, text: &str, canvas: &mut Canvas<'_>, area: Rect) {
    let inside = canvas.popup(area, &heading(coverage));
    if inside.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let head = u16::from(inside.height >= 4);
    if head > 0 {
        canvas.put(inside.x, inside.y, inside.width, &summary(coverage, inside.width), quiet);
    }
    let list = Rect { y: inside.y + head, height: inside.height - head, ..inside };
    if coverage.rows.is_empty() {
        let text =
            if coverage.found.is_some() { "nothing left: everything has a claim or is dismissed" } else { "reading the article" };
        canvas.put(list.x, list.y, list.width, text, ground);
        return;
    }
    let top = scrolled(0, coverage.at, coverage.rows.len(), usize::from(list.height));
    for (line, (index, row)) in coverage.rows.iter().enumerate().skip(top).take(usize::from(list.height)).enumerate() {
        let area = Rect { y: list.y + line as u16, height: 1, ..list };
        draw_row(row, index == coverage.at, text, canvas, area);
    }
}

fn heading(coverage: &CoverageList) -> String {
    match &coverage.found {
        None => "Missed passages".to_owned(),
        Some(found) if found.missed.is_empty() => "Missed passages: none".to_owned(),
        Some(found) => format!("Missed passages: {}", found.missed.len()),
    }
}

/// How much is covered, in a line; with the shortest words where it is narrow.
fn summary(coverage: &CoverageList, width: u16) -> String {
    let Some(found) = &coverage.found else {
        return String::new();
    };
    let mut text = match found.quotations {
        0 => "no quotations".to_owned(),
        all => {
            // Shorter ones are seldom more than a word in quotation marks; they are not counted.
            let covered = format!("{} of {all} quotations of three words and more", found.quoted);
            let whole = format!("{covered} have a claim");
            let fits = |text: &String| visible::width(text) + 9 <= usize::from(width);
            match (fits(&whole), fits(&covered)) {
                (true, _) => whole,
                (false, true) => covered,
                (false, false) => format!("{} of {all} quotations of 3 or more words", found.quoted),
            }
        }
    };
    if found.read > 0 {
        text.push_str(&format!(", {} read", found.read));
    }
    text
}

fn draw_row(row: &CoverageRow, is_current: bool, text: &str, canvas: &mut Canvas<'_>, area: Rect) {
    let end = area.right();
    let (ground, mut x) = begin_row(canvas, area, is_current);
    let (sign, meaning) = sign(&row.sign);
    // Where it is narrow the words are worth more than what they are.
    if area.width >= 36 {
        canvas.put(x, area.y, SIGN, &sign, ground.patch(canvas.style(meaning)));
        x += SIGN + 1;
    }
    let words = match &row.sign {
        RowSign::Lost(words) => words.as_str(),
        _ => row.span.slice(text).unwrap_or_default(),
    };
    let words: String = words.chars().take(WORDS).collect();
    let words = single_line(&words);
    let style = if matches!(row.sign, RowSign::Missed(_)) { ground } else { ground.patch(canvas.style(Meaning::Quiet)) };
    canvas.put(x, area.y, end.saturating_sub(x), &words, style);
}

fn sign(sign: &RowSign) -> (String, Meaning) {
    match sign {
        RowSign::Missed(MissedKind::Quotation) => ("quotation".to_owned(), Meaning::Speaker),
        RowSign::Missed(MissedKind::Reporting) => ("name, verb".to_owned(), Meaning::Cue),
        // As good as a suggestion of the rules, but the transformer did not see it.
        RowSign::Missed(MissedKind::Weak { score }) if *score >= 0.5 => (format!("likely {:.0}%", score * 100.0), Meaning::Label),
        RowSign::Missed(MissedKind::Weak { score }) => (format!("weak {:.0}%", score * 100.0), Meaning::Label),
        RowSign::Read(by) => (format!("read, {by}"), Meaning::Quiet),
        RowSign::Lost(_) => ("read, gone".to_owned(), Meaning::Warning),
    }
}
