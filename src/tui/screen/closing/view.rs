//! How the closing sheet is drawn: topics with their items, and all that is known of the current one below.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Closing;
use crate::analysis::closing::{Count, Item, Topic};
use crate::text::visible;
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layout::wrap;
use crate::tui::screen::claims::scrolled;
use crate::tui::screen::paint::Canvas;
use crate::tui::theme::Meaning;

/// A line of the list.
enum Line<'s> {
    Heading(Topic, usize),
    Item(usize, &'s Item),
    /// More items than are listed.
    More(usize),
    /// What has nothing open, or was not looked at.
    Remark(String),
    Blank,
}

/// Draws the sheet over `area`.
pub fn view(closing: &Closing, keymap: &Keymap, canvas: &mut Canvas<'_>, area: Rect) {
    let open: usize =
        Topic::ALL.iter().map(|topic| if let Count::Known(count) = closing.sheet.count(*topic) { count } else { 0 }).sum();
    let heading = if open == 0 { "Closing sheet: nothing open".to_owned() } else { format!("Closing sheet: {open} open") };
    let inside = canvas.popup(area, &heading);
    if inside.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let head = u16::from(inside.height >= 5);
    if head > 0 {
        canvas.put(inside.x, inside.y, inside.width, &closing.summary, ground.patch(canvas.style(Meaning::Status)));
    }
    let body = Rect { y: inside.y + head, height: inside.height - head, ..inside };
    let below = below(closing, body);
    let list = Rect { height: body.height - below, ..body };
    let lines = lines(closing, keymap, list);
    let at = lines.iter().position(|line| matches!(line, Line::Item(index, _) if *index == closing.at)).unwrap_or_default();
    let top = scrolled(0, at, lines.len(), usize::from(list.height));
    // The heading of the first item stays in sight with it.
    let top = if at == 1 { 0 } else { top };
    for (row, line) in lines.iter().skip(top).take(usize::from(list.height)).enumerate() {
        draw(line, closing.at, canvas, Rect { y: list.y + row as u16, height: 1, ..list }, ground);
    }
    let mark = ground.patch(canvas.style(Meaning::Key));
    if top > 0 {
        canvas.put(list.right().saturating_sub(1), list.y, 1, "↑", mark);
    }
    if lines.len() - top > usize::from(list.height) && list.height > 0 {
        canvas.put(list.right().saturating_sub(1), list.bottom() - 1, 1, "↓", mark);
    }
    if below > 1 {
        canvas.rule(Rect { y: list.bottom(), height: 1, ..body }, "", ground.patch(canvas.style(Meaning::Border)));
        if let Some(item) = closing.item() {
            let area = Rect { y: list.bottom() + 1, height: below - 1, ..body };
            let used = wrapped(&item.title, canvas, area, ground);
            let area = Rect { y: area.y + used, height: area.height - used, ..area };
            wrapped(&item.remark, canvas, area, quiet);
        }
    }
}

/// Rows for all that is known of the current item, a rule included; none where the list needs them.
fn below(closing: &Closing, body: Rect) -> u16 {
    match body.height {
        _ if closing.item().is_none() => 0,
        0..=8 => 0,
        9..=14 => 3,
        15..=21 => 5,
        _ => 7,
    }
}

fn lines<'s>(closing: &'s Closing, keymap: &Keymap, list: Rect) -> Vec<Line<'s>> {
    let mut lines = Vec::new();
    let roomy = list.height >= 16;
    for topic in Topic::ALL {
        let Count::Known(count) = closing.sheet.count(topic) else { continue };
        if count == 0 {
            continue;
        }
        if roomy && !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Heading(topic, count));
        let items = closing.sheet.items.iter().enumerate().filter(|(_, item)| item.topic == topic);
        let before = lines.len();
        lines.extend(items.map(|(index, item)| Line::Item(index, item)));
        let listed = lines.len() - before;
        if listed == crate::analysis::closing::MOST && count > listed {
            lines.push(Line::More(count - listed));
        }
    }
    let names = |topics: Vec<Topic>| topics.into_iter().map(Topic::short).collect::<Vec<_>>().join(", ");
    let mut remarks = Vec::new();
    let closed = names(closing.sheet.closed().collect());
    if !closed.is_empty() {
        remarks.push(format!("✓ none: {closed}"));
    }
    for topic in closing.sheet.unknown() {
        remarks.push(match topic {
            Topic::Differs => format!("– no transcript yet: {} looks the quotations up", keymap.shown(Command::Compare)),
            _ => format!("– {}: still reading", topic.short()),
        });
    }
    if roomy && !lines.is_empty() && !remarks.is_empty() {
        lines.push(Line::Blank);
    }
    for remark in remarks {
        let pieces = wrap(&remark, 0, list.width.saturating_sub(2));
        let pieces = pieces.into_iter().enumerate().map(|(index, line)| {
            let text = line.span.slice(&remark).unwrap_or_default().trim_end().to_owned();
            Line::Remark(if index == 0 { text } else { format!("  {text}") })
        });
        lines.extend(pieces);
    }
    lines
}

/// Columns of a claim's number and the space after it.
const NUMBER: u16 = 4;

fn draw(line: &Line<'_>, current: usize, canvas: &mut Canvas<'_>, area: Rect, ground: Style) {
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    match line {
        Line::Blank => {}
        Line::Heading(topic, count) => {
            let style =
                meaning(*topic).map_or(ground, |meaning| ground.patch(canvas.style(meaning))).add_modifier(Modifier::BOLD);
            let used = canvas.put(area.x, area.y, area.width, topic.heading(), style);
            canvas.put(area.x + used + 1, area.y, area.width.saturating_sub(used + 1), &count.to_string(), quiet);
        }
        Line::More(count) => {
            canvas.put(area.x + 2, area.y, area.width.saturating_sub(2), &format!("and {count} more"), quiet);
        }
        Line::Remark(text) => {
            canvas.put(area.x, area.y, area.width, text, quiet);
        }
        Line::Item(index, item) => {
            let is_current = *index == current;
            let mut ground = ground;
            if is_current {
                ground = ground.patch(canvas.style(Meaning::Row));
                canvas.wash(area, ground);
            }
            let mark = if is_current { "▸" } else { " " };
            canvas.put(area.x, area.y, area.width.min(2), mark, ground.patch(canvas.style(Meaning::Key)));
            let mut x = area.x + 2.min(area.width);
            // The number of a claim is apart, so that the names are below each other.
            if area.width >= 36 {
                let number = item.number.map_or(String::new(), |number| number.to_string());
                let pad = usize::from(NUMBER - 1).saturating_sub(visible::width(&number)) as u16;
                canvas.put(x + pad, area.y, NUMBER - pad, &number, ground.patch(canvas.style(Meaning::Quiet)));
                x += NUMBER.max(visible::width(&number) as u16 + 1);
            }
            let room = area.right().saturating_sub(x + 1);
            let used = canvas.put(x, area.y, room, &item.title, ground);
            let left = room.saturating_sub(used + 2);
            // What there is to say of it is behind it where it fits; below the list it is whole.
            if left >= 8 && !item.remark.is_empty() {
                canvas.put(x + used + 2, area.y, left, &item.remark, ground.patch(canvas.style(Meaning::Quiet)));
            }
        }
    }
}

/// What is urgent has a colour.
const fn meaning(topic: Topic) -> Option<Meaning> {
    match topic {
        Topic::Conflicts => Some(Meaning::Trouble),
        Topic::Undecided | Topic::Lost | Topic::Differs | Topic::Rules => Some(Meaning::Warning),
        Topic::Flagged => Some(Meaning::Flag),
        _ => None,
    }
}

/// Writes `text`, wrapped; returns the rows it took.
fn wrapped(text: &str, canvas: &mut Canvas<'_>, area: Rect, style: Style) -> u16 {
    let mut rows = 0;
    let lines = wrap(text, 0, area.width);
    let last = usize::from(area.height);
    for (index, line) in lines.iter().enumerate().take(last) {
        let cut = index + 1 == last && lines.len() > last;
        let end = if cut { text.len() } else { line.span.end };
        let words = text.get(line.span.start..end).unwrap_or_default().trim_end();
        canvas.put(area.x, area.y + rows, area.width, words, style);
        rows += 1;
    }
    rows
}
