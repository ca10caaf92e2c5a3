//! How the list of findings is drawn: the rows, and below them all that is known of the current one.

use ratatui::layout::Rect;

use super::{RuleList, sign};
use crate::lint::{Finding, tree};
use crate::text::visible;
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layout::wrap;
use crate::tui::screen::claims::scrolled;
use crate::tui::screen::paint::{Canvas, popup_inside};
use crate::tui::screen::row_list::begin_row;
use crate::tui::theme::Meaning;

/// Columns for the name of a rule, where there is room.
const RULE: u16 = 21;
/// Rows of the list that stay, whatever is shown below: the row before the current one, it, and the next one.
const LIST: u16 = 3;

/// Draws the list over `area`.
pub fn view(rules: &RuleList, keymap: &Keymap, canvas: &mut Canvas<'_>, area: Rect) {
    if rules.rows.is_empty() {
        draw_nothing(rules, &keymap.shown(Command::RuleAllowed), canvas, area);
        return;
    }
    let inside = canvas.popup(area, &heading(rules));
    if inside.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let known = below(rules, &keymap.shown(Command::RuleText), inside);
    let list = Rect { height: inside.height - known.len() as u16, ..inside };
    let top = scrolled(0, rules.at, rules.rows.len(), usize::from(list.height));
    for (line, (index, row)) in rules.rows.iter().enumerate().skip(top).take(usize::from(list.height)).enumerate() {
        draw_row(row, index == rules.at, canvas, Rect { y: list.y + line as u16, height: 1, ..list });
    }
    for (line, (text, meaning)) in known.iter().enumerate() {
        let area = Rect { y: list.bottom() + line as u16, height: 1, ..inside };
        if line == 0 {
            canvas.rule(area, "", ground.patch(canvas.style(Meaning::Border)));
        } else {
            canvas.put(area.x, area.y, area.width, text, ground.patch(canvas.style(*meaning)));
        }
    }
}

/// Draws a box no larger than what there is to say where no finding is shown.
fn draw_nothing(rules: &RuleList, key: &str, canvas: &mut Canvas<'_>, area: Rect) {
    let mut text = match (rules.known, rules.allowed()) {
        (false, _) => "Checking the article…".to_owned(),
        (true, 0) => "No findings: the article keeps to the house rules.".to_owned(),
        (true, 1) => format!("No open findings; 1 is allowed ({key} shows it)."),
        (true, count) => format!("No open findings; {count} are allowed ({key} shows them)."),
    };
    if rules.known {
        text.push_str(" The rules run again after every decision.");
    }
    let lines = wrap(&text, 0, popup_inside(area).width);
    let height = area.height.min(lines.len() as u16 + 2);
    let inside = canvas.popup(Rect { height, ..area }, &heading(rules));
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    for (line, wrapped) in lines.iter().enumerate().take(usize::from(inside.height)) {
        let words = wrapped.span.slice(&text).unwrap_or_default().trim_end();
        canvas.put(inside.x, inside.y + line as u16, inside.width, words, ground);
    }
}

fn heading(rules: &RuleList) -> String {
    let open = match rules.open() {
        0 if rules.known => "nothing open".to_owned(),
        0 => return "House rules".to_owned(),
        count => format!("{count} open"),
    };
    match rules.allowed() {
        0 => format!("House rules: {open}"),
        count => format!("House rules: {open}, {count} allowed"),
    }
}

/// All that is known of the current finding, under a line: its message, who cites whom, why it is allowed. As much as
/// the list can spare.
fn below(rules: &RuleList, more: &str, inside: Rect) -> Vec<(String, Meaning)> {
    let Some(finding) = rules.finding() else { return Vec::new() };
    let rows = (rules.rows.len() as u16).min(LIST);
    let room = inside.height.saturating_sub(rows);
    if room < 3 {
        return Vec::new();
    }
    let mut lines = vec![(String::new(), Meaning::Border)];
    let mut wrapped = |text: &str, meaning: Meaning| {
        let spans = wrap(text, 0, inside.width);
        lines.extend(spans.iter().map(|line| (line.span.slice(text).unwrap_or_default().trim_end().to_owned(), meaning)));
    };
    // The tree shows the chains better than the message does.
    let head = finding.message.split_once(": ").filter(|_| !finding.chains.is_empty());
    let message = head.map_or(finding.message.as_str(), |(head, _)| head);
    wrapped(&format!("{} {}: {message}", finding.level, finding.rule), Meaning::Text);
    if let Some(reason) = &finding.allowed {
        wrapped(&format!("allowed: {reason}"), Meaning::Confirmed);
    }
    lines.extend(tree(&finding.chains).into_iter().map(|line| (line, Meaning::Outlet)));
    if lines.len() > usize::from(room) {
        lines.truncate(usize::from(room) - 1);
        lines.push((format!("… {more} shows all of it"), Meaning::Quiet));
    }
    lines
}

fn draw_row(finding: &Finding, is_current: bool, canvas: &mut Canvas<'_>, area: Rect) {
    let end = area.right();
    let (ground, mut x) = begin_row(canvas, area, is_current);
    let is_allowed = finding.allowed.is_some();
    let (sign, meaning) = if is_allowed { ("✓", Meaning::Confirmed) } else { sign(finding.level) };
    canvas.put(x, area.y, end.saturating_sub(x), sign, ground.patch(canvas.style(meaning)));
    x += 2;
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    // Where it is narrow, what is wrong is worth more than the name of the rule.
    if area.width >= 60 {
        canvas.put(x, area.y, RULE, finding.rule, ground.patch(canvas.style(Meaning::Label)));
        x += RULE + 1;
    }
    let style = if is_allowed { quiet } else { ground };
    let message = visible::visible(&finding.message, visible::Breaks::Mark);
    canvas.put(x, area.y, end.saturating_sub(x), &message, style);
}
