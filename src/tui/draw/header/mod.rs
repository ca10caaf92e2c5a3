//! The first line: title, progress, whether everything is saved; and the names of the tabs.

mod standing;

use ratatui::layout::Rect;

use crate::text::{single_line, visible};
use crate::tui::command::{Command, Context};
use crate::tui::model::Model;
use crate::tui::screen::claims;
use crate::tui::screen::frame::{Front, Tab};
use crate::tui::screen::paint::Canvas;
use crate::tui::theme::Meaning;
use crate::tui::workspace::EngineState;

/// Draws the header.
pub fn view(model: &Model, canvas: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text);
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let (decided, total) = (model.desk.decided(), model.desk.session.progress().total);
    let mut right: Vec<(String, Meaning)> =
        standing::standing(model, area.width).into_iter().map(|(text, meaning)| (format!("{text} "), meaning)).collect();
    let queue = &model.desk.queue;
    if queue.names.len() > 1 && area.width >= 60 {
        right.push((format!("article {} of {} ", queue.at + 1, queue.names.len()), Meaning::Quiet));
    }
    if model.desk.session.done().is_some() {
        right.push(("✓ done ".to_owned(), Meaning::Confirmed));
    }
    match model.desk.engine {
        EngineState::Working(percent) if area.width >= 80 && decided > 0 => {
            right.push((format!("reading {percent}% · {decided}/{total} "), Meaning::Status));
        }
        EngineState::Working(percent) => right.push((format!("reading {percent}% "), Meaning::Status)),
        EngineState::Done => right.push((format!("{decided}/{total} "), Meaning::Status)),
    }
    let bar = if area.width >= 60 { (area.width / 8).clamp(8, 20) } else { 0 };
    let wide = right.iter().map(|(text, _)| visible::width(text) as u16).sum::<u16>() + bar + u16::from(bar > 0);
    let room = area.width.saturating_sub(wide + 2);
    let mut x = area.x + u16::from(area.width > 4);
    let alone = claim_alone(model);
    if let (Some(claim), 1) = (&alone, area.height) {
        canvas.put(x, area.y, room, claim, ground.patch(canvas.style(Meaning::Speaker)));
    } else if room >= 8 {
        x += canvas.put(x, area.y, room, model.desk.title(), ground.patch(canvas.style(Meaning::Title)));
        let name = format!("  {}", model.desk.name);
        if model.desk.title() != model.desk.name && visible::width(&name) as u16 + (x - area.x) <= room {
            canvas.put(x, area.y, room, &name, quiet);
        }
    }
    if let (Some(claim), true) = (&alone, area.height > 1) {
        let style = ground.patch(canvas.style(Meaning::Speaker));
        canvas.put(area.x + 1, area.y + 1, area.width.saturating_sub(2), claim, style);
    } else if area.height > 1 {
        // What the article says of itself, where there is a line for it.
        let metadata = &model.desk.session.article().metadata;
        let parts = [&metadata.publisher, &metadata.date, &metadata.byline].into_iter().flatten();
        let imprint: Vec<String> = parts.map(|part| single_line(part)).filter(|part| !part.is_empty()).collect();
        canvas.put(area.x + 1, area.y + 1, area.width.saturating_sub(2), &imprint.join(" · "), quiet);
    }
    x = area.right().saturating_sub(wide).max(area.x);
    for (text, meaning) in right {
        x += canvas.put(x, area.y, area.right().saturating_sub(x), &text, ground.patch(canvas.style(meaning)));
    }
    if bar > 0 {
        let done = (usize::from(bar) * decided).checked_div(total).unwrap_or(0) as u16;
        // One cell shows from the first decision on, and the last one not before the last.
        let done = if decided > 0 { done.max(1) } else { 0 };
        for cell in 0..bar {
            let (sign, meaning) = if cell < done { ("█", Meaning::Done) } else { ("░", Meaning::Undone) };
            canvas.cell(x + cell, area.y, sign, 1, ground.patch(canvas.style(meaning)));
        }
    }
}

/// Who says the current claim, where the article is shown without list and details.
fn claim_alone(model: &Model) -> Option<String> {
    let session = model.session_in_view();
    let id = model.hand().filter(|_| model.panes.article_only && model.panes.tab == Tab::Claims)?;
    let claim = session.claim(id)?;
    let speaker = session.speaker_of(claim).map_or("no one named", |speaker| speaker.name.as_str());
    let via: String = session.via_of(claim).iter().map(|outlet| format!(" ← {}", outlet.name)).collect();
    let number = session.position(id).map_or(0, |at| at + 1);
    // A reading is not decided yet.
    let decision = claims::decision(model.desk.session.claim(id).unwrap_or(claim));
    Some(format!("{number} {speaker}{via}  {decision}"))
}

/// How a tab is written: from its key in brackets, its name and its count.
type Form = fn(&str, &str, usize) -> String;

/// Draws the names of the tabs, with their counts.
pub fn tabs(model: &Model, canvas: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let session = &model.desk.session;
    let ground = canvas.style(Meaning::Text);
    let names = [
        (Tab::Claims, "Claims", model.panes.claims.rows.len(), Command::ShowClaims),
        (Tab::Speakers, "Speakers", session.speaker_count(), Command::ShowSpeakers),
        (Tab::Outlets, "Outlets", session.outlet_count(), Command::ShowOutlets),
    ];
    let names = names.map(|(tab, name, count, command)| {
        let key = model.look.keymap.shown(command);
        (tab, name, count, if key.is_empty() { key } else { format!("[{key}] ") })
    });
    let mut x = area.x + 1.min(area.width);
    let room = |x: u16| area.right().saturating_sub(x);
    // The roomiest form in which all three fit.
    let forms: [(u16, Form); 5] = [
        (3, |key, name, count| format!("{key}{name} ({count})")),
        (2, |key, name, count| format!("{key}{name} ({count})")),
        (2, |_, name, count| format!("{name} ({count})")),
        (1, |_, name, count| format!("{name} {count}")),
        (1, |_, name, _| name.to_owned()),
    ];
    let width = |(gap, form): &(u16, Form)| {
        let labels = names.iter().map(|(_, name, count, key)| visible::width(&form(key, name, *count)) as u16);
        labels.sum::<u16>() + 2 * gap + 2
    };
    // Between versions a digit takes one of them.
    let first = if model.context() == Context::Versions { 2 } else { 0 };
    let (gap, form) = forms.into_iter().skip(first).find(|form| width(form) <= area.width).unwrap_or(forms[4]);
    for (tab, name, count, key) in &names {
        let tab = *tab;
        let active = tab == model.panes.tab;
        let meaning = if active { Meaning::ActiveTab } else { Meaning::Tab };
        let label = form(key, name, *count);
        if visible::width(&label) as u16 > room(x) {
            break;
        }
        let mut style = ground.patch(canvas.style(meaning));
        if active && model.panes.front == Front::Article {
            style = ground.patch(canvas.style(Meaning::Title));
        }
        x += canvas.put(x, area.y, room(x), &label, style) + gap;
    }
}
