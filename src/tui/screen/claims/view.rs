//! How the list of claims is drawn: decision, speaker, first words, directness, in columns.

use ratatui::layout::Rect;

use super::Sort;
use super::filter::{directness_word, word};
use crate::claim::Directness;
use crate::review::{Decision, Part, ReviewedClaim, Session};
use crate::text::visible;
use crate::tui::command::Command;
use crate::tui::model::{Engine, Model};
use crate::tui::screen::frame::Front;
use crate::tui::screen::paint::Canvas;
use crate::tui::screen::versions;
use crate::tui::theme::Meaning;

/// Repeats of a claim are counted up to here.
const REPEATS_COUNTED: usize = 100;

/// The sign of a decision, and its meaning.
pub const fn glyph(decision: Decision) -> (&'static str, Meaning) {
    match decision {
        Decision::Unreviewed => ("○", Meaning::Unreviewed),
        Decision::Confirmed => ("●", Meaning::Confirmed),
        Decision::Corrected => ("◆", Meaning::Corrected),
        Decision::Rejected => ("✗", Meaning::Rejected),
    }
}

/// The first words of a claim's content, on one line.
pub fn words(session: &Session, claim: &ReviewedClaim) -> String {
    let text = &session.article().text;
    let mut words = String::new();
    for span in claim.stored_spans(Part::Content) {
        let piece = span.slice(text).unwrap_or_default();
        // A screen is never wider than this.
        let piece: String = piece.chars().take(300).collect();
        if !words.is_empty() {
            words.push_str(" … ");
        }
        words.push_str(&piece.split_whitespace().collect::<Vec<_>>().join(" "));
        if words.len() > 300 {
            break;
        }
    }
    if claim.anchor.is_lost()
        && let Some(kept) = &claim.kept
    {
        let kept = kept.correction.content.first().or(kept.suggestion.content.first());
        return kept.cloned().unwrap_or(words);
    }
    words
}

/// Draws the list.
pub fn view(model: &Model, canvas: &mut Canvas<'_>, area: Rect) {
    let state = &model.panes.claims;
    let session = &model.desk.session;
    let head = state.head(area.height);
    if head > 0 {
        draw_head(model, canvas, Rect { height: 1, ..area });
    }
    let area = Rect { y: area.y + head, height: area.height - head, ..area };
    if state.rows.is_empty() {
        empty(model, canvas, area);
        return;
    }
    // A column at the right edge stays free where there is room.
    let area = Rect { width: area.width - u16::from(area.width > 40), ..area };
    let speaker_width = speaker_width(model, area.width);
    for (line, index) in state.rows.iter().skip(state.top).take(usize::from(area.height)).enumerate() {
        let Some(claim) = session.claims().get(*index) else {
            continue;
        };
        let row = Rect { y: area.y + line as u16, height: 1, ..area };
        let said = state.repeats.count(session, *index, REPEATS_COUNTED);
        draw_row(model, canvas, row, claim, said, speaker_width);
    }
}

/// What is filtered, how much of it is left, and how it is sorted.
fn draw_head(model: &Model, canvas: &mut Canvas<'_>, area: Rect) {
    let state = &model.panes.claims;
    let session = &model.desk.session;
    let ground = canvas.style(Meaning::Text);
    let (warning, quiet) = (ground.patch(canvas.style(Meaning::Warning)), ground.patch(canvas.style(Meaning::Quiet)));
    let mut x = area.x + 1.min(area.width);
    let mut tail = String::new();
    if !state.filters.is_empty() {
        tail = format!("{} of {}", state.rows.len(), session.claims().len());
    }
    if state.sort != Sort::Text {
        let apart = if tail.is_empty() { "" } else { " · " };
        tail = format!("{tail}{apart}{}", state.sort.label());
    }
    let room = |x: u16| area.right().saturating_sub(x + 1);
    // The count is worth more than the end of a long row of filters, these more than the words of the order.
    let kept = (visible::width(&tail) as u16 + 1).min((room(x) / 2).max(10)).min(room(x));
    if !state.filters.is_empty() {
        let labels: Vec<String> = state.filters.iter().map(|filter| filter.label(session)).collect();
        x += canvas.put(x, area.y, room(x) - kept, &labels.join(" + "), warning) + 1;
    }
    canvas.put(x, area.y, room(x), &tail, quiet);
}

fn empty(model: &Model, canvas: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let quiet = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Quiet));
    let text = match model.desk.engine {
        Engine::Working(_) => "looking for claims",
        Engine::Done if model.panes.claims.filters.is_empty() => "no claims were found in this article",
        Engine::Done => "no claim passes the filter",
    };
    let (x, width) = (area.x + 1.min(area.width), area.width.saturating_sub(1));
    canvas.put(x, area.y, width, text, quiet);
    if !model.panes.claims.filters.is_empty() && area.height > 1 {
        let key = |command| model.look.keymap.shown(command);
        let way = format!("{} drops the last filter, {} changes them", key(Command::Close), key(Command::Filter));
        canvas.put(x, area.y + 1, width, &way, quiet);
    }
}

/// Columns for the speakers' names: as the names on the screen need, within limits.
fn speaker_width(model: &Model, width: u16) -> u16 {
    let state = &model.panes.claims;
    let session = &model.desk.session;
    let most = (width / 4).max(12).min(width / 3).clamp(6, 24);
    let rows = state.rows.iter().skip(state.top).take(60).filter_map(|index| session.claims().get(*index));
    let longest =
        rows.filter_map(|claim| session.speaker_of(claim)).map(|speaker| visible::width(&speaker.name)).max().unwrap_or(0);
    (longest as u16).clamp(6, most)
}

fn draw_row(model: &Model, canvas: &mut Canvas<'_>, area: Rect, claim: &ReviewedClaim, said: usize, speaker_width: u16) {
    let session = &model.desk.session;
    let in_hand = model.hand() == Some(&claim.id);
    let mut ground = canvas.style(Meaning::Text);
    if in_hand {
        let focus = model.panes.front == Front::Review;
        ground = ground.patch(canvas.style(if focus { Meaning::Row } else { Meaning::QuietRow }));
        canvas.wash(area, ground);
    }
    let end = area.right();
    let mut x = area.x;
    let sign = if in_hand { "▸" } else { " " };
    x += canvas.put(x, area.y, end.saturating_sub(x), sign, ground.patch(canvas.style(Meaning::Key)));
    let (glyph, meaning) = glyph(claim.decision);
    x += canvas.put(x, area.y, end.saturating_sub(x), glyph, ground.patch(canvas.style(meaning)));
    let mark = if model.panes.claims.marked.contains(&claim.id) {
        "*"
    } else if claim.anchor.is_lost() {
        "?"
    } else if claim.flag {
        "!"
    } else if model.desk.adjudication.as_ref().is_some_and(|between| between.is_waiting(claim)) {
        versions::DIFFERS
    } else {
        " "
    };
    x += canvas.put(x, area.y, end.saturating_sub(x), mark, ground.patch(canvas.style(Meaning::Flag)));
    let rejected = claim.decision == Decision::Rejected;
    let speaker = session.speaker_of(claim).map_or("—", |speaker| speaker.name.as_str());
    let style = if rejected { ground.patch(canvas.style(Meaning::Quiet)) } else { ground.patch(canvas.style(Meaning::Speaker)) };
    canvas.put(x, area.y, speaker_width.min(end.saturating_sub(x)), speaker, style);
    x += speaker_width + 1;
    // What the directness takes at the right: a word where there is room, else a letter.
    let directness = session.directness(claim);
    let wide = area.width >= 64;
    let tail = if wide { directness_word(directness).to_owned() } else { letter(directness).to_owned() };
    let tail_width = if wide { 8 } else { 1 };
    // How often the article says it, where it does so more than once.
    if said > 1 {
        let often = if said < REPEATS_COUNTED { format!("×{said} ") } else { format!("×{}+ ", said - 1) };
        x += canvas.put(x, area.y, end.saturating_sub(x), &often, ground.patch(canvas.style(Meaning::Flag)));
    }
    let room = end.saturating_sub(x);
    let show_tail = room > tail_width + 8;
    let room = if show_tail { room - tail_width - 1 } else { room };
    let style = if rejected { ground.patch(canvas.style(Meaning::Rejected)) } else { ground };
    canvas.put(x, area.y, room, &words(session, claim), style);
    if show_tail {
        canvas.put(end - tail_width, area.y, tail_width, &tail, ground.patch(canvas.style(Meaning::Quiet)));
    }
}

const fn letter(directness: Directness) -> &'static str {
    match directness {
        Directness::Direct => "“",
        Directness::Mixed => "~",
        Directness::Indirect => " ",
    }
}

/// A decision as a sign and a word.
pub fn decision(decision: Decision) -> String {
    format!("{} {}", glyph(decision).0, word(decision))
}
