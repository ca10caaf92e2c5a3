//! How quotations are shown beside a transcript: rows above, the words of the one in hand below.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Findings, Row};
use crate::analysis::comparison::{Difference, Kind, Verdict};
use crate::text::visible;
use crate::tui::screen::paint::{Canvas, centred};
use crate::tui::theme::Meaning;

/// Columns of the verdicts ("not found" and a blank).
const VERDICT: u16 = 10;
/// Columns that a speaker's name takes at most.
const SPEAKER: u16 = 22;
/// Rows for the quotation in hand: a rule, its place, its words, what the signs mean.
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
    // The words in hand need room of their own; the rows share the rest.
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
        detail(row, &findings.transcripts, canvas, area, ground);
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
        Verdict::NotFound => Meaning::Rejected,
    }
}

fn detail(row: &Row, transcripts: &[String], canvas: &mut Canvas<'_>, area: Rect, ground: Style) {
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    let finding = &row.finding;
    let place = match finding.transcript.and_then(|at| transcripts.get(at)) {
        Some(name) => format!("{}, {}", finding.locator(), name),
        None => "it stands nowhere in what was searched".to_owned(),
    };
    let score =
        if finding.verdict == Verdict::Exact { String::new() } else { format!("{:.0} % alike · ", finding.score * 100.0) };
    canvas.put(area.x, area.y, area.width, &format!("{score}{place}"), quiet);
    let own = [Difference { kind: Kind::Same, words: finding.words.clone() }];
    let differs = matches!(finding.verdict, Verdict::Changed | Verdict::Stitched);
    let differences: &[Difference] = if differs { &finding.differences } else { &own };
    let used = words(differences, canvas, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, ground);
    let legend = area.y + 2 + used;
    if differs && legend < area.bottom() {
        let has = |kind: Kind| differences.iter().any(|difference| difference.kind == kind);
        let signs = [(Kind::Removed, "[-in the transcript-]"), (Kind::Added, "{+in the article+}"), (Kind::Gap, "… a gap")];
        let signs: Vec<&str> = signs.into_iter().filter(|(kind, _)| has(*kind)).map(|(_, sign)| sign).collect();
        canvas.put(area.x, legend, area.width, &signs.join("  "), quiet);
    }
}

/// Writes the words one after the other, as many a line as fit; the signs tell what the colours tell. Returns the
/// rows that they took.
fn words(differences: &[Difference], canvas: &mut Canvas<'_>, area: Rect, ground: Style) -> u16 {
    let (mut x, mut y) = (area.x, area.y);
    for difference in differences {
        let meaning = match difference.kind {
            Kind::Same => Meaning::Text,
            Kind::Removed => Meaning::Rejected,
            Kind::Added => Meaning::Corrected,
            Kind::Gap => Meaning::Key,
        };
        let style = ground.patch(canvas.style(meaning));
        for word in difference.signed().split(' ') {
            let width = visible::width(word) as u16;
            if x > area.x && x + width > area.right() {
                (x, y) = (area.x, y + 1);
            }
            if y >= area.bottom() {
                // There is more than fits.
                let last = area.bottom().saturating_sub(1);
                canvas.put(area.right().saturating_sub(1), last, 1, "…", ground.patch(canvas.style(Meaning::Key)));
                return y - area.y;
            }
            x += canvas.put(x, y, area.right().saturating_sub(x), word, style) + 1;
        }
    }
    y + 1 - area.y
}
