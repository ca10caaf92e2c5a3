//! How the record of a fact-check is drawn.

use ratatui::layout::Rect;

use super::Check;
use crate::review::{CheckState, FactCheck};
use crate::text::visible;
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layout::wrap;
use crate::tui::screen::pager::{Words, line};
use crate::tui::screen::paint::{Canvas, centred};
use crate::tui::theme::Meaning;

/// The meaning of a state.
const fn meaning(state: CheckState) -> Meaning {
    match state {
        CheckState::ToCheck | CheckState::Asked => Meaning::Flag,
        CheckState::Verified => Meaning::Confirmed,
        CheckState::Wrong => Meaning::Trouble,
        CheckState::Unverifiable => Meaning::Warning,
        CheckState::Opinion => Meaning::Quiet,
    }
}

/// The record as lines: a name for the first of each kind, the words, what they mean.
pub fn lines(record: &FactCheck) -> Vec<(&'static str, String, Meaning)> {
    let mut lines = Vec::new();
    if let Some(state) = record.state {
        lines.push(("Check", state.word().to_owned(), meaning(state)));
    }
    let first = |index: usize, name| if index == 0 { name } else { "" };
    for (index, evidence) in record.evidence.iter().enumerate() {
        lines.push((first(index, "Evidence"), evidence.line(), Meaning::Text));
    }
    for (index, inquiry) in record.asked.iter().enumerate() {
        lines.push((first(index, "Asked"), inquiry.line(), Meaning::Text));
    }
    if !record.stated.is_empty() {
        lines.push(("Said on", record.stated.clone(), Meaning::Text));
    }
    lines
}

/// The keys that set a state, and those that write lines.
const STATES: &[Command] = &[
    Command::CheckWanted,
    Command::CheckAsked,
    Command::CheckVerified,
    Command::CheckWrong,
    Command::CheckUnverifiable,
    Command::CheckOpinion,
];
const LINES: &[Command] =
    &[Command::CheckEvidence, Command::CheckStated, Command::CheckEdit, Command::CheckDrop, Command::CheckClear];

/// Columns for the sign of the current line, and for the names of the lines.
const SIGN: u16 = 2;
const LABEL: u16 = 9;

/// Draws the record and the keys in the middle of `whole`.
pub fn view(check: &Check, keymap: &Keymap, canvas: &mut Canvas<'_>, whole: Rect) {
    let shown = lines(&check.record);
    let states = usize::from(check.record.state.is_some());
    let repeats = check.claims.len().saturating_sub(check.asked_for);
    let width = whole.width.min(64);
    let (columns, beside, keys_height) = columns(keymap, width.saturating_sub(4));
    let written = |text: &str| wrap(text, 0, width.saturating_sub(4 + SIGN + LABEL)).len().max(1);
    let record: usize = shown.iter().map(|(_, text, _)| written(text)).sum();
    let rows = record + usize::from(!shown.is_empty()) + usize::from(keys_height) + usize::from(repeats > 0) * 2;
    let heading = match check.asked_for {
        0 | 1 => "Is it true?".to_owned(),
        count => format!("Are they true? ({count} claims)"),
    };
    let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let inside = canvas.popup(centred(whole, width, height), &heading);
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let mut y = inside.y;
    let rest = |y: u16| Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
    let in_hand = check.entry().map(|_| states + check.at);
    for (index, (name, text, meaning)) in shown.into_iter().enumerate() {
        let here = in_hand == Some(index);
        let sign = if here { "▸ " } else { "  " };
        let style = if here { ground.patch(canvas.style(Meaning::Row)) } else { ground };
        if here {
            let height = (written(&text) as u16).min(inside.bottom().saturating_sub(y));
            canvas.wash(Rect { y, height, ..inside }, style);
        }
        let name = format!("{name:<width$}", width = usize::from(LABEL));
        let words: Words = vec![(sign.to_owned(), Meaning::Key), (name, Meaning::Quiet), (text, meaning)];
        y += line(canvas, rest(y), &words, style).max(1);
    }
    if y > inside.y {
        y += 1;
    }
    if repeats > 0 {
        let text =
            if repeats == 1 { "also applies to 1 repeat".to_owned() } else { format!("also applies to {repeats} repeats") };
        y += line(canvas, rest(y), &vec![(text, Meaning::Flag)], ground) + 1;
    }
    keys(canvas, rest(y), &columns, beside);
}

/// A column of keys with what they do.
struct Column {
    rows: Vec<(String, &'static str)>,
    key: u16,
    width: u16,
}

impl Column {
    fn of(keymap: &Keymap, commands: &[Command]) -> Self {
        let rows = commands.iter().map(|command| (keymap.shown(*command), command.entry().label));
        let rows: Vec<(String, &str)> = rows.collect();
        let widest = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0) as u16;
        let key = widest(&mut rows.iter().map(|(key, _)| visible::width(key))) + 2;
        let label = widest(&mut rows.iter().map(|(_, label)| visible::width(label)));
        Self { rows, key, width: key + label }
    }

    fn view(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
        let (keys, labels) = (ground.patch(canvas.style(Meaning::Key)), ground.patch(canvas.style(Meaning::Label)));
        for ((key, label), y) in self.rows.iter().zip(area.top()..area.bottom()) {
            canvas.put(area.x, y, area.width, key, keys);
            canvas.put(area.x + self.key.min(area.width), y, area.width.saturating_sub(self.key), label, labels);
        }
    }
}

/// The columns of keys, side by side where they fit; the rows they take.
fn columns(keymap: &Keymap, width: u16) -> (Vec<Column>, bool, u16) {
    let mut columns: Vec<Column> = [STATES, LINES].into_iter().map(|commands| Column::of(keymap, commands)).collect();
    let beside = columns.iter().map(|column| column.width + 3).sum::<u16>() <= width + 3;
    if !beside {
        let key = columns.iter().map(|column| column.key).max().unwrap_or(0);
        columns.iter_mut().for_each(|column| column.key = key);
    }
    let heights = columns.iter().map(|column| column.rows.len() as u16);
    let rows = if beside { heights.max().unwrap_or(0) } else { heights.sum() };
    (columns, beside, rows)
}

/// What sets a state, and what writes lines.
fn keys(canvas: &mut Canvas<'_>, area: Rect, columns: &[Column], beside: bool) {
    let mut rest = area;
    for column in columns {
        column.view(canvas, rest);
        if beside {
            let used = (column.width + 3).min(rest.width);
            rest = Rect { x: rest.x + used, width: rest.width - used, ..rest };
        } else {
            let used = (column.rows.len() as u16).min(rest.height);
            rest = Rect { y: rest.y + used, height: rest.height - used, ..rest };
        }
    }
}
