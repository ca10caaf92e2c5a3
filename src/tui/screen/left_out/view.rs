//! How the list of what was left out is drawn: the parts with their reasons, and below them the current one whole.

use ratatui::layout::Rect;

use super::LeftOutList;
use crate::article::{LeftOut, WhyLeftOut};
use crate::text::{single_line, visible};
use crate::tui::layout::wrap;
use crate::tui::screen::claims::scrolled;
use crate::tui::screen::paint::Canvas;
use crate::tui::screen::row_list::begin_row;
use crate::tui::theme::Meaning;

/// Columns for the reason, where there is room.
const WHY: u16 = 13;
/// Characters of a row's words that are looked at; a screen is never wider.
const WORDS: usize = 300;

/// Draws the list over `area`.
pub fn view(list: &LeftOutList, canvas: &mut Canvas<'_>, area: Rect) {
    let brought = list.rows.iter().filter(|row| row.restored).count();
    let heading = match brought {
        0 => format!("Left out of the page: {}", list.rows.len()),
        _ => format!("Left out of the page: {}, {brought} brought in", list.rows.len() - brought),
    };
    let inside = canvas.popup(area, &heading);
    if inside.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let whole = below(list, inside);
    let rows = Rect { height: inside.height - whole.len() as u16, ..inside };
    let top = scrolled(0, list.at, list.rows.len(), usize::from(rows.height));
    for (line, (index, row)) in list.rows.iter().enumerate().skip(top).take(usize::from(rows.height)).enumerate() {
        draw_row(row, index == list.at, canvas, Rect { y: rows.y + line as u16, height: 1, ..rows });
    }
    for (line, (text, meaning)) in whole.iter().enumerate() {
        let area = Rect { y: rows.bottom() + line as u16, height: 1, ..inside };
        if line == 0 {
            canvas.rule(area, "", ground.patch(canvas.style(Meaning::Border)));
        } else {
            canvas.put(area.x, area.y, area.width, text, ground.patch(canvas.style(*meaning)));
        }
    }
}

/// The reason and all words of the current part, under a line: half of the room and less.
fn below(list: &LeftOutList, inside: Rect) -> Vec<(String, Meaning)> {
    let Some(part) = list.part().filter(|_| inside.height >= 6) else { return Vec::new() };
    let mut lines = vec![(String::new(), Meaning::Border)];
    let mut wrapped = |text: &str, meaning: Meaning| {
        let spans = wrap(text, 0, inside.width);
        lines.extend(spans.iter().map(|line| (line.span.slice(text).unwrap_or_default().trim_end().to_owned(), meaning)));
    };
    let state = if part.restored { "brought in; it was left out as " } else { "" };
    wrapped(&format!("{state}{}", part.why.words()), Meaning::Quiet);
    wrapped(&single_line(&part.text), Meaning::Text);
    lines.truncate(usize::from(inside.height / 2));
    lines
}

const fn short(why: WhyLeftOut) -> &'static str {
    match why {
        WhyLeftOut::Outside => "elsewhere",
        WhyLeftOut::Container => "by its name",
        WhyLeftOut::BeforeHeadline => "before title",
        WhyLeftOut::Links => "links",
        WhyLeftOut::Stories => "other stories",
        WhyLeftOut::Form => "notice, label",
        WhyLeftOut::Twin => "twice",
        WhyLeftOut::Caption => "caption",
        WhyLeftOut::Tail => "after the end",
    }
}

fn draw_row(row: &LeftOut, is_current: bool, canvas: &mut Canvas<'_>, area: Rect) {
    let (ground, mut x) = begin_row(canvas, area, is_current);
    let end = area.right();
    if row.restored {
        canvas.put(x, area.y, end.saturating_sub(x), "+", ground.patch(canvas.style(Meaning::Confirmed)));
    }
    x += 2;
    // Where it is narrow the words are worth more than the reason, which is below.
    if area.width >= 44 {
        canvas.put(x, area.y, WHY, short(row.why), ground.patch(canvas.style(Meaning::Label)));
        x += WHY + 1;
    }
    let words: String = row.text.chars().take(WORDS).collect();
    let words = visible::visible(&single_line(&words), visible::Breaks::Mark).into_owned();
    let style = if row.restored { ground } else { ground.patch(canvas.style(Meaning::Quiet)) };
    canvas.put(x, area.y, end.saturating_sub(x), &words, style);
}
