//! How the versions are drawn: a column each, or below each other where the columns would be too narrow.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::excerpt::excerpts;
use super::{DIFFERS, label, summary};
use crate::analysis::adjudication::{Adjudication, AdjudicationRow, Opinion};
use crate::analysis::versions::{VersionField, words_in};
use crate::review::{Decision, ReviewedClaim, Session};
use crate::text::visible;
use crate::tui::layout::wrap;
use crate::tui::screen::claims::{decided, glyph};
use crate::tui::screen::paint::Canvas;
use crate::tui::theme::Meaning;
use crate::tui::workspace::OpenArticle;

/// Columns for the names of the fields.
const LABEL: u16 = 11;
/// Columns that a version needs next to the others.
const NARROWEST: u16 = 11;
/// Columns from which on two spaces stand between versions.
const WIDE: u16 = 18;
/// Columns from which on the outcome is next to the versions.
const ROOMY: u16 = 18;

/// One column: a heading, the decision, the fields.
struct Column {
    heading: Vec<(String, Meaning)>,
    decision: (String, Meaning),
    words: Vec<Option<String>>,
}

/// A claim to be drawn, and where.
struct Sheet<'a> {
    adjudication: &'a Adjudication,
    row: &'a AdjudicationRow,
    session: &'a Session,
    claim: &'a ReviewedClaim,
    ground: Style,
}

/// Draws the versions of the current claim; `false` where it has none, being added here.
pub fn view(open: &OpenArticle, claim: Option<&ReviewedClaim>, canvas: &mut Canvas<'_>, area: Rect) -> bool {
    let session = &open.session;
    let (Some(adjudication), Some(claim)) = (&open.adjudication, claim) else {
        return false;
    };
    let Some(row) = adjudication.row(&claim.id).filter(|_| area.height > 1) else {
        return false;
    };
    let ground = canvas.style(Meaning::Text);
    let place = session.position(&claim.id).map_or(0, |at| at + 1);
    let since = if adjudication.is_overtaken(&claim.id) { "changed since; " } else { "" };
    let heading = format!("Claim {place} of {}: {since}{}", session.claims().len(), summary(adjudication, row));
    canvas.rule(Rect { height: 1, ..area }, &heading, ground.patch(canvas.style(Meaning::Border)));
    let inside = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height - 1 };
    let sheet = Sheet { adjudication, row, session, claim, ground };
    let count = row.versions.len() as u16;
    let room = inside.width.saturating_sub(LABEL);
    if count > 0 && room / count >= NARROWEST {
        let mut columns: Vec<Column> = sheet.columns();
        if room / (count + 1) >= ROOMY && claim.decision.is_decided() {
            let words = fields(row).map(|field| Some(words_in(session, claim, field))).collect();
            let (sign, meaning) = decided(claim);
            let decision = (format!("{sign} {}", words_in(session, claim, VersionField::Decision)), meaning);
            columns.push(Column { heading: vec![("outcome".to_owned(), Meaning::Title)], decision, words });
        }
        sheet.beside(canvas, inside, &columns);
    } else {
        sheet.below(canvas, inside);
    }
    true
}

/// The fields in the order in which they are shown: those that differ first, where not all can be seen.
fn fields(row: &AdjudicationRow) -> impl Iterator<Item = VersionField> + '_ {
    let shown = || VersionField::ALL.into_iter().filter(|field| *field != VersionField::Decision);
    let differing = shown().filter(|field| row.differs.contains(field));
    differing.chain(shown().filter(|field| !row.differs.contains(field)))
}

impl Sheet<'_> {
    fn is_taken(&self, index: usize) -> bool {
        let name = self.adjudication.annotators.get(index);
        let is_from = name.is_some_and(|name| self.claim.from.contains(name)) && self.claim.decision.is_decided();
        // Whoever changed their mind since no longer says what was taken from them.
        is_from && self.row.versions.get(index).is_some_and(|opinion| self.says_the_same(opinion))
    }

    fn says_the_same(&self, opinion: &Opinion) -> bool {
        let is_claim = |decision: Decision| matches!(decision, Decision::Confirmed | Decision::Corrected);
        let parts = [VersionField::Content, VersionField::Cue, VersionField::Source, VersionField::Directness];
        let same = |field: VersionField| {
            opinion.words.get(&field).is_some_and(|words| *words == words_in(self.session, self.claim, field))
        };
        is_claim(opinion.decision) == is_claim(self.claim.decision)
            && (!is_claim(opinion.decision) || parts.into_iter().all(same))
    }

    fn heading(&self, index: usize) -> Vec<(String, Meaning)> {
        let name = self.adjudication.annotators.get(index).cloned().unwrap_or_default();
        let taken = if self.is_taken(index) { " ✓" } else { "" };
        vec![(format!("{} ", index + 1), Meaning::Key), (name, Meaning::Title), (taken.to_owned(), Meaning::Confirmed)]
    }

    fn decision(&self, opinion: &Opinion) -> (String, Meaning) {
        let (sign, meaning) = glyph(opinion.decision);
        (format!("{sign} {}", opinion.stand), meaning)
    }

    /// A column a version; of spans that differ only what differs.
    fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = self
            .row
            .versions
            .iter()
            .enumerate()
            .map(|(index, opinion)| Column {
                heading: self.heading(index),
                decision: self.decision(opinion),
                words: fields(self.row).map(|field| opinion.words.get(&field).cloned()).collect(),
            })
            .collect();
        for (at, field) in fields(self.row).enumerate() {
            if field.part().is_none() || !self.row.differs.contains(&field) {
                continue;
            }
            let given: Vec<&str> = columns.iter().filter_map(|column| column.words.get(at)?.as_deref()).collect();
            let mut short = excerpts(&given).into_iter();
            for column in &mut columns {
                if let Some(words) = column.words.get_mut(at).and_then(Option::as_mut)
                    && let Some(short) = short.next()
                {
                    *words = short;
                }
            }
        }
        columns
    }

    /// Versions as columns, fields as rows.
    fn beside(&self, canvas: &mut Canvas<'_>, area: Rect, columns: &[Column]) {
        let each = (area.width - LABEL) / (columns.len() as u16).max(1);
        let between = if each >= WIDE { 2 } else { 1 };
        let column = |index: usize| (area.x + LABEL + each * index as u16, each.saturating_sub(between).max(1));
        let mut y = area.y;
        for (index, head) in columns.iter().enumerate() {
            let (mut x, width) = column(index);
            let end = x + width;
            for (text, meaning) in &head.heading {
                x += canvas.put(x, y, end.saturating_sub(x), text, self.ground.patch(canvas.style(*meaning)));
            }
        }
        y += 1;
        if y >= area.bottom() {
            return;
        }
        self.label(canvas, Rect { y, ..area }, VersionField::Decision);
        for (index, head) in columns.iter().enumerate() {
            let (x, width) = column(index);
            canvas.put(x, y, width, &head.decision.0, self.ground.patch(canvas.style(head.decision.1)));
        }
        y += 1;
        // What is left over goes to the long words of what differs.
        let order: Vec<VersionField> = fields(self.row).collect();
        let mut spare = area.bottom().saturating_sub(y).saturating_sub(order.len() as u16);
        for (at, field) in order.iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            let differs = self.row.differs.contains(field);
            let wanted = columns.iter().filter_map(|column| column.words.get(at)?.as_deref());
            let wanted = wanted.map(|words| wrap(words, 0, each.saturating_sub(between).max(1)).len() as u16).max().unwrap_or(1);
            // Where one has no claim at all, its words are what is to be decided on.
            let long = differs || (*field == VersionField::Content && self.row.differs.contains(&VersionField::Decision));
            let extra = if long { wanted.saturating_sub(1).min(spare) } else { 0 };
            spare -= extra;
            self.label(canvas, Rect { y, ..area }, *field);
            for (index, head) in columns.iter().enumerate() {
                let (x, width) = column(index);
                let words = head.words.get(at).and_then(Option::as_deref).unwrap_or("·");
                let meaning = if differs { Meaning::Warning } else { Meaning::Text };
                let style = self.ground.patch(canvas.style(meaning));
                wrapped(canvas, Rect { x, y, width, height: extra + 1 }, words, style);
            }
            y += extra + 1;
        }
    }

    fn label(&self, canvas: &mut Canvas<'_>, area: Rect, field: VersionField) {
        let differs = self.row.differs.contains(&field);
        let (sign, meaning) = if differs { (DIFFERS, Meaning::Warning) } else { (" ", Meaning::Quiet) };
        let text = format!("{sign} {}", label(field));
        canvas.put(area.x, area.y, LABEL.min(area.width), &text, self.ground.patch(canvas.style(meaning)));
    }

    /// A version a line or two: its decision, and what it says of what differs.
    fn below(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let mut y = area.y;
        let columns = self.columns();
        let height = (area.height / (columns.len() as u16).max(1)).max(1);
        for column in &columns {
            if y >= area.bottom() {
                return;
            }
            let mut x = area.x;
            let decision = (format!("  {}", column.decision.0), column.decision.1);
            for (text, meaning) in column.heading.iter().chain([&decision]) {
                x += canvas.put(x, y, area.right().saturating_sub(x), text, self.ground.patch(canvas.style(*meaning)));
            }
            let mut said = Vec::new();
            for (field, words) in fields(self.row).zip(&column.words).filter(|(field, _)| self.row.differs.contains(field)) {
                said.extend(words.as_ref().map(|words| format!("{} {words}", label(field))));
            }
            let rest = Rect { x: area.x + 2, y: y + 1, width: area.width.saturating_sub(2), height: height - 1 };
            let style = self.ground.patch(canvas.style(Meaning::Warning));
            if height > 1 {
                wrapped(canvas, rest, &said.join("; "), style);
            } else if !said.is_empty() {
                canvas.put(x + 2, y, area.right().saturating_sub(x + 2), &said.join("; "), style);
            }
            y += height;
        }
    }
}

/// Words in an area, cut with an ellipsis where they need more.
fn wrapped(canvas: &mut Canvas<'_>, area: Rect, words: &str, style: Style) {
    let lines = wrap(words, 0, area.width.max(1));
    for (at, line) in lines.iter().take(usize::from(area.height)).enumerate() {
        let last = at + 1 == usize::from(area.height);
        // The last line that fits holds all that is left, so that it is seen where something is cut.
        let end = if last { words.len() } else { line.span.end };
        let text = words.get(line.span.start..end).unwrap_or_default().trim_end();
        let room = if last { area.width } else { visible::width(text) as u16 };
        canvas.put(area.x, area.y + at as u16, room.min(area.width), text, style);
    }
}
