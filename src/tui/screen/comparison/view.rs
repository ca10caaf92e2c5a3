//! How quotations are shown next to a transcript: rows above, the words of the current one below.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{FindingRow, Findings};
use crate::analysis::comparison::{Difference, DifferenceKind, Verdict};
use crate::text::visible;
use crate::tui::screen::paint::{Canvas, centred};
use crate::tui::theme::Meaning;

/// Columns of the verdicts ("other speaker" and a blank).
const VERDICT: u16 = 14;
/// Columns that a speaker's name takes at most.
const SPEAKER: u16 = 22;
/// Rows for the current quotation: a rule, its place, its words, what the signs mean.
const DETAIL: u16 = 8;

/// Draws the findings over most of `whole`.
pub fn view(findings: &Findings, canvas: &mut Canvas<'_>, whole: Rect) {
    let count = u16::try_from(findings.rows.len()).unwrap_or(u16::MAX);
    // Two edges and the summary.
    let wanted = count.saturating_add(DETAIL + 3);
    let height = wanted.min(whole.height);
    let area = centred(whole, 104.min(whole.width.saturating_sub(2).max(1)), height);
    let heading = format!("Quotations in {}", findings.transcripts.join(", "));
    let inside = canvas.popup(area, &heading);
    if inside.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    canvas.put(inside.x, inside.y, inside.width, &findings.summary(), ground.patch(canvas.style(Meaning::Quiet)));
    // The current words need room of their own; the rows share the rest.
    let room = inside.height.saturating_sub(1);
    let list = Rect { y: inside.y + 1, height: room.saturating_sub(DETAIL).max(room / 3).max(1).min(count).min(room), ..inside };
    let below = room - list.height;
    rows(findings, canvas, list, ground);
    if below < 2 {
        return;
    }
    let rule = Rect { y: list.bottom(), height: 1, ..inside };
    canvas.rule(rule, "", ground.patch(canvas.style(Meaning::Border)));
    if let Some(row) = findings.rows.get(findings.at) {
        let area = Rect { y: rule.y + 1, height: below - 1, ..inside };
        detail(row, findings, canvas, area, ground);
    }
}

fn rows(findings: &Findings, canvas: &mut Canvas<'_>, list: Rect, ground: Style) {
    let height = usize::from(list.height);
    let top = (findings.at + 1).saturating_sub(height.max(1));
    for (line, (index, row)) in findings.rows.iter().enumerate().skip(top).take(height).enumerate() {
        let area = Rect { y: list.y + line as u16, height: 1, ..list };
        let in_hand = index == findings.at;
        let style = if in_hand { ground.patch(canvas.style(Meaning::Row)) } else { ground };
        canvas.wash(area, style);
        let mut x = area.x;
        let mut put = |canvas: &mut Canvas<'_>, columns: u16, text: &str, meaning: Meaning| {
            let room = columns.min(area.right().saturating_sub(x));
            // Only what was removed is struck out here; a verdict is not.
            let look = style.patch(canvas.style(meaning)).remove_modifier(Modifier::CROSSED_OUT);
            canvas.put(x, area.y, room.saturating_sub(u16::from(columns > 1)), text, look);
            x += room;
        };
        put(canvas, 2, if in_hand { "▸" } else { " " }, Meaning::Key);
        put(canvas, VERDICT, row.finding.verdict.word(), meaning(row.finding.verdict));
        put(canvas, 5, &row.number.map_or("—".to_owned(), |number| number.to_string()), Meaning::Quiet);
        if area.width >= 60 {
            let (name, style) =
                if row.number.is_none() { ("no claim", Meaning::Quiet) } else { (row.speaker.as_str(), Meaning::Speaker) };
            put(canvas, SPEAKER, name, style);
        }
        put(canvas, area.width, &row.finding.words, Meaning::Text);
    }
}

/// The meaning of a verdict.
const fn meaning(verdict: Verdict) -> Meaning {
    match verdict {
        Verdict::Exact => Meaning::Confirmed,
        Verdict::Changed => Meaning::Corrected,
        Verdict::Stitched => Meaning::Warning,
        Verdict::OtherSpeaker | Verdict::NotFound => Meaning::Rejected,
    }
}

fn detail(row: &FindingRow, findings: &Findings, canvas: &mut Canvas<'_>, area: Rect, ground: Style) {
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let finding = &row.finding;
    let place = match finding.transcript.and_then(|at| findings.transcripts.get(at)) {
        Some(name) => format!("{}, {}", finding.locator(), name),
        None => "not found in any transcript".to_owned(),
    };
    let score =
        if finding.verdict == Verdict::Exact { String::new() } else { format!("{:.0}% alike · ", finding.score * 100.0) };
    canvas.put(area.x, area.y, area.width, &format!("{score}{place}"), quiet);
    let own = [Difference { kind: DifferenceKind::Same, words: finding.words.clone() }];
    let differs = matches!(finding.verdict, Verdict::Changed | Verdict::Stitched);
    let differences: &[Difference] = if differs { &finding.differences } else { &own };
    let room = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let used = words(differences, findings.top, canvas, room, ground);
    let legend = area.y + 2 + used;
    if differs && legend < area.bottom() {
        let has = |kind: DifferenceKind| differences.iter().any(|difference| difference.kind == kind);
        let signs = [
            (DifferenceKind::Removed, "[-in the transcript-]"),
            (DifferenceKind::Added, "{+in the article+}"),
            (DifferenceKind::Gap, "… a gap"),
        ];
        let signs: Vec<&str> = signs.into_iter().filter(|(kind, _)| has(*kind)).map(|(_, sign)| sign).collect();
        canvas.put(area.x, legend, area.width, &signs.join("  "), quiet);
    }
}

/// A word with its style, the column where it begins and its line, counted from the first.
struct Laid<'w> {
    word: &'w str,
    style: Style,
    x: u16,
    line: u16,
}

/// Lays the words one after the other, as many a line of `width` columns as fit; the signs tell what the colours tell.
fn lay<'w>(signed: &'w [(String, Style)], width: u16) -> Vec<Laid<'w>> {
    let (mut x, mut line, mut laid) = (0u16, 0u16, Vec::new());
    for (words, style) in signed {
        for word in words.split(' ') {
            let columns = u16::try_from(visible::width(word)).unwrap_or(u16::MAX);
            if x > 0 && x.saturating_add(columns) > width {
                (x, line) = (0, line.saturating_add(1));
            }
            laid.push(Laid { word, style: *style, x, line });
            x = x.saturating_add(columns.saturating_add(1));
        }
    }
    laid
}

/// Writes the words from the line `top` on, with a mark where there are more. Returns the rows that they took.
fn words(differences: &[Difference], top: u16, canvas: &mut Canvas<'_>, area: Rect, ground: Style) -> u16 {
    let style = |kind: DifferenceKind| {
        let meaning = match kind {
            DifferenceKind::Same => Meaning::Text,
            DifferenceKind::Removed => Meaning::Rejected,
            DifferenceKind::Added => Meaning::Corrected,
            DifferenceKind::Gap => Meaning::Key,
        };
        ground.patch(canvas.style(meaning))
    };
    let signed: Vec<(String, Style)> = differences.iter().map(|part| (part.signed(), style(part.kind))).collect();
    let laid = lay(&signed, area.width);
    let lines = laid.last().map_or(0, |last| last.line.saturating_add(1));
    let top = top.min(lines.saturating_sub(area.height.max(1)));
    for word in laid.iter().filter(|word| (top..top.saturating_add(area.height)).contains(&word.line)) {
        let (x, y) = (area.x + word.x, area.y + word.line - top);
        canvas.put(x, y, area.right().saturating_sub(x), word.word, word.style);
    }
    let mark = ground.patch(canvas.style(Meaning::Key));
    if top > 0 {
        canvas.put(area.right().saturating_sub(1), area.y, 1, "↑", mark);
    }
    if lines - top > area.height && area.height > 0 {
        canvas.put(area.right().saturating_sub(1), area.bottom() - 1, 1, "↓", mark);
    }
    (lines - top).min(area.height)
}
