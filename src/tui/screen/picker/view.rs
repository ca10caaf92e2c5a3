//! How a picker is drawn: its heading, what is typed, the rows that match.

use ratatui::layout::Rect;

use super::{Found, Picker, Purpose, Row, Value};
use crate::review::OutletChoice;
use crate::text::visible;
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layer::Answer;
use crate::tui::screen::paint::{Canvas, centred};
use crate::tui::theme::Meaning;

/// Draws the picker in the middle of `whole`.
pub fn view(picker: &Picker, keymap: &Keymap, canvas: &mut Canvas<'_>, whole: Rect) {
    let rows = picker.rows.len().max(picker.found.len()).clamp(4, 16) as u16;
    let marks = u16::from(picker.takes_several());
    // What a command does is a sentence.
    let most = if picker.purpose == Purpose::Palette { 120 } else { 76 };
    let width = whole.width.saturating_sub(2).clamp(1, most);
    let area = centred(whole, width, rows + 4 + marks);
    let inside = canvas.popup(area, &picker.heading);
    if inside.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let prompt = canvas.put(inside.x, inside.y, inside.width, "› ", ground.patch(canvas.style(Meaning::Key)));
    let count = format!("{}/{}", picker.found.len().min(picker.rows.len()), picker.rows.len());
    let count_width = count.len() as u16 + 1;
    let room = inside.width.saturating_sub(prompt);
    let field = Rect { x: inside.x + prompt, width: if room > 30 { room - count_width } else { room }, height: 1, ..inside };
    picker.field.view(canvas, field);
    if room > 30 {
        canvas.put(inside.right() - count_width + 1, inside.y, count_width, &count, quiet);
    }
    if marks > 0 && inside.height > 3 {
        marked(picker, keymap, canvas, Rect { y: inside.bottom() - 1, height: 1, ..inside });
    }
    let list =
        Rect { y: inside.y + 1, height: inside.height.saturating_sub(1 + if inside.height > 3 { marks } else { 0 }), ..inside };
    if picker.found.is_empty() && list.height > 0 {
        canvas.put(list.x, list.y, list.width, "nothing matches", quiet);
    }
    let height = usize::from(list.height);
    let top = (picker.at + 1).saturating_sub(height.max(1));
    for (line, (index, found)) in picker.found.iter().enumerate().skip(top).take(height).enumerate() {
        let area = Rect { y: list.y + line as u16, height: 1, ..list };
        row(picker, found, index == picker.at && picker.has_selected(), canvas, area);
    }
}

fn row(picker: &Picker, found: &Found, in_hand: bool, canvas: &mut Canvas<'_>, area: Rect) {
    let mut ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    if in_hand {
        ground = ground.patch(canvas.style(Meaning::Row));
        canvas.wash(area, ground);
    }
    let place = picker.marked.iter().position(|marked| marked.value == found.row.value);
    let hand = if in_hand { "▸" } else { " " };
    let sign = match place {
        Some(_) if picker.ticks() => format!("{hand}[x] "),
        None if picker.ticks() => format!("{hand}[ ] "),
        Some(place) => format!("{hand}{} ", place + 1),
        None if picker.takes_several() => format!("{hand}  "),
        None => format!("{hand} "),
    };
    let mut x = area.x + canvas.put(area.x, area.y, area.width, &sign, ground.patch(canvas.style(Meaning::Key)));
    let hit = ground.patch(canvas.style(Meaning::Hit));
    let hint = visible::width(&found.row.hint) as u16;
    let rest = area.right().saturating_sub(x);
    // The label has the first claim to the room; the hint takes what is left. A key at the right is always seen.
    let right = matches!(found.row.value, Value::Answer(Answer::Chosen(_) | Answer::Article(_)));
    let label_room = if right && hint > 0 && rest > hint + 12 { rest - hint - 2 } else { rest };
    if found.hits.is_empty() || visible::width(&found.row.label) > usize::from(label_room) {
        x += canvas.put(x, area.y, label_room, &found.row.label, ground);
    } else {
        for (index, letter) in found.row.label.char_indices().enumerate().map(|(index, (_, letter))| (index, letter)) {
            let style = if found.hits.binary_search(&(index as u32)).is_ok() { hit } else { ground };
            x += canvas.put(x, area.y, area.right().saturating_sub(x), letter.encode_utf8(&mut [0; 4]), style);
        }
    }
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let free = area.right().saturating_sub(x + 2);
    if hint > 0 && free >= hint.min(4) {
        let width = hint.min(free);
        let at = if right { area.right() - width } else { x + 2 };
        canvas.put(at, area.y, width, &found.row.hint, quiet);
    }
}

/// What is marked: the way that the words took, the ticked ones of all, or the names.
fn marked(picker: &Picker, keymap: &Keymap, canvas: &mut Canvas<'_>, area: Rect) {
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let mark = keymap.shown(Command::PickerMark);
    let names: Vec<&str> = picker.marked.iter().map(|row| row.label.as_str()).collect();
    let text = match (picker.ticks(), picker.orders()) {
        (true, _) => format!("{} of {} selected", names.len(), picker.rows.len()),
        (_, true) => {
            let chosen = picker.chosen();
            if chosen.is_empty() {
                canvas.put(area.x, area.y, area.width, "this article: through no outlet", quiet);
            } else {
                way(picker, canvas, area, &chosen);
            }
            return;
        }
        _ if names.is_empty() && picker.purpose == Purpose::Filter => {
            format!("{mark} selects several; of one kind they add up, of different kinds they narrow")
        }
        _ if names.is_empty() => format!("{mark} selects several, in order"),
        _ => names.join(" · "),
    };
    canvas.put(area.x, area.y, area.width, &text, quiet);
}

/// The way from this article to the furthest outlet, as it would be taken; the current one stands out.
fn way(picker: &Picker, canvas: &mut Canvas<'_>, area: Rect, chosen: &[&Row]) {
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let name = ground.patch(canvas.style(Meaning::Outlet));
    let here = ground.patch(canvas.style(Meaning::HandOutlet));
    let in_hand = picker.found.get(picker.at).map(|found| &found.row.value);
    let mut x = area.x + canvas.put(area.x, area.y, area.width, "this article", quiet);
    for row in chosen {
        let outlet = match &row.value {
            Value::Outlet(OutletChoice::New(name)) => name.as_str(),
            _ => row.label.as_str(),
        };
        let room = |x: u16| area.right().saturating_sub(x);
        x += canvas.put(x, area.y, room(x), " ← ", quiet);
        x += canvas.put(x, area.y, room(x), outlet, if in_hand == Some(&row.value) { here } else { name });
    }
}
