//! How speakers and outlets are drawn: name, what it is, how many claims and mentions, in columns.

use std::collections::BTreeSet;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{OutletRow, State, deciding_words, fold_words, heading, outlet_rows};
use crate::claim::{ClaimId, Speaker};
use crate::review::Session;
use crate::text::visible;
use crate::tui::screen::frame::Tab;
use crate::tui::screen::paint::Canvas;
use crate::tui::theme::Meaning;

/// What the list of a tab shows.
#[derive(Clone, Copy, Debug)]
pub struct NameList<'a> {
    /// Speakers or outlets.
    pub tab: Tab,
    /// The current row, and where the list is scrolled to.
    pub state: State,
    /// The review.
    pub session: &'a Session,
    /// The marked claims.
    pub marked: &'a BTreeSet<ClaimId>,
    /// Whether the list has the focus.
    pub focused: bool,
}

/// A row of the list.
struct Row {
    name: String,
    what: String,
    /// The same in one word, where there is no more room.
    short: &'static str,
    claims: usize,
    mentions: usize,
    /// Whether all of its claims are marked.
    marked: bool,
    /// Whether it is the line under which others are folded; and whether these are shown.
    fold: Option<bool>,
}

fn rows(names: &NameList<'_>, skip: usize, take: usize) -> Vec<Row> {
    let (session, marks) = (names.session, names.marked);
    let all = |claims: &mut dyn Iterator<Item = &ClaimId>| {
        let mut claims = claims.peekable();
        claims.peek().is_some() && claims.all(|id| marks.contains(id))
    };
    match names.tab {
        Tab::Speakers => {
            let speakers = session.speakers().skip(skip).take(take);
            let row = |speaker: &Speaker| Row {
                name: speaker.name.clone(),
                what: what(speaker),
                short: if speaker.anonymous { "unnamed" } else { "" },
                claims: session.count_of_speaker(&speaker.id),
                mentions: speaker.mentions.len(),
                marked: !marks.is_empty() && all(&mut session.claims_of_speaker(&speaker.id).map(|claim| &claim.id)),
                fold: None,
            };
            speakers.map(row).collect()
        }
        _ => {
            let row = |row: OutletRow<'_>| match row {
                OutletRow::Outlet(outlet) => Row {
                    name: outlet.name.clone(),
                    what: match deciding_words(session, outlet) {
                        Some(words) => format!("{}: {words}", outlet.role.as_str()),
                        None => outlet.role.as_str().to_owned(),
                    },
                    // Cut words still say more than none.
                    short: "",
                    claims: session.count_of_outlet(&outlet.id),
                    mentions: outlet.mentions.len(),
                    marked: !marks.is_empty() && all(&mut session.claims_of_outlet(&outlet.id).map(|claim| &claim.id)),
                    fold: None,
                },
                OutletRow::Fold(roles) => Row {
                    name: fold_words(&roles),
                    what: String::new(),
                    short: "",
                    claims: 0,
                    mentions: 0,
                    marked: false,
                    fold: Some(names.state.open),
                },
            };
            outlet_rows(session, names.state.open).into_iter().skip(skip).take(take).map(row).collect()
        }
    }
}

/// What a speaker is, in a few words: unnamed, what kind where it is not a person, its role.
fn what(speaker: &Speaker) -> String {
    let kind = speaker.kind.as_str();
    let mut parts: Vec<&str> = Vec::new();
    if speaker.anonymous {
        parts.push("unnamed");
    }
    if speaker.kind != crate::claim::SpeakerKind::Person || (speaker.role.is_none() && speaker.affiliation.is_none()) {
        parts.push(kind);
    }
    parts.extend(speaker.role.as_deref().or(speaker.affiliation.as_deref()));
    parts.join(", ")
}

/// Columns for the numbers at the right: claims and mentions.
const NUMBER: u16 = 8;

/// Where the columns of the list stand.
#[derive(Clone, Copy)]
struct Columns {
    area: Rect,
    name: u16,
    what: u16,
    numbers: u16,
}

impl Columns {
    fn of(area: Rect, longest: u16, longest_what: u16) -> Self {
        let numbers = match area.width {
            0..=23 => 0,
            24..=35 => 1,
            _ => 2,
        };
        let free = area.width.saturating_sub(2 + numbers * NUMBER);
        // The name has the first claim to the room; what it is shows from a few columns on.
        // Columns that no row needs for what it is are the names'.
        let names = (free * 3 / 5).max(free.saturating_sub(longest_what + 2));
        let name = longest.min(if free > 24 { names } else { free });
        let what = free.saturating_sub(name + 2);
        Self { area, name, what: if what >= 6 { what } else { 0 }, numbers }
    }

    fn number(&self, canvas: &mut Canvas<'_>, y: u16, at: u16, text: &str, style: Style) {
        if at < self.numbers {
            let right = self.area.right() - (self.numbers - 1 - at) * NUMBER;
            let width = visible::width(text) as u16;
            canvas.put(right.saturating_sub(width + 1), y, width, text, style);
        }
    }
}

/// Draws the list of a tab.
pub fn view(names: &NameList<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let NameList { tab, state, focused, .. } = *names;
    let head = heading(area.height);
    let rows = rows(names, state.top, usize::from(area.height - head));
    let ground = canvas.style(Meaning::Text);
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    if rows.is_empty() {
        let text = if tab == Tab::Speakers { "this article has no speakers" } else { "this article names no outlets" };
        canvas.put(area.x + 1.min(area.width), area.y, area.width.saturating_sub(1), text, quiet);
        return;
    }
    let longest = rows.iter().filter(|row| row.fold.is_none()).map(|row| visible::width(&row.name)).max().unwrap_or(0) as u16;
    let longest_what = rows.iter().map(|row| visible::width(&row.what)).max().unwrap_or(0) as u16;
    let columns = Columns::of(area, longest.max(8), longest_what.max(6));
    if head > 0 {
        headings(canvas, columns, tab, quiet);
    }
    for (line, row) in rows.iter().enumerate() {
        let y = area.y + head + line as u16;
        let in_hand = state.top + line == state.at;
        let mut ground = ground;
        if in_hand {
            ground = ground.patch(canvas.style(if focused { Meaning::Row } else { Meaning::QuietRow }));
            canvas.wash(Rect { y, height: 1, ..area }, ground);
        }
        draw_row(canvas, columns, y, row, in_hand, tab, ground);
    }
}

fn headings(canvas: &mut Canvas<'_>, columns: Columns, tab: Tab, style: Style) {
    let Columns { area, name, what, .. } = columns;
    let title = if tab == Tab::Speakers { "speaker" } else { "outlet" };
    canvas.put(area.x + 2, area.y, name, title, style);
    if what > 0 {
        canvas.put(area.x + name + 4, area.y, what, if tab == Tab::Speakers { "role" } else { "part" }, style);
    }
    columns.number(canvas, area.y, 0, "claims", style);
    columns.number(canvas, area.y, 1, "named", style);
}

fn draw_row(canvas: &mut Canvas<'_>, columns: Columns, y: u16, row: &Row, in_hand: bool, tab: Tab, ground: Style) {
    let Columns { area, name, what, .. } = columns;
    let sign = if in_hand { "▸" } else { " " };
    if let Some(open) = row.fold {
        canvas.put(area.x, y, 1, sign, ground.patch(canvas.style(Meaning::Key)));
        let quiet = ground.patch(canvas.style(Meaning::Quiet));
        let turn = if open { "▾" } else { "▹" };
        canvas.put(area.x + 2, y, area.width.saturating_sub(3), &format!("{turn} {}", row.name), quiet);
        return;
    }
    canvas.put(area.x, y, 1, sign, ground.patch(canvas.style(Meaning::Key)));
    if row.marked {
        canvas.put(area.x + 1, y, 1.min(area.width.saturating_sub(1)), "*", ground.patch(canvas.style(Meaning::Flag)));
    }
    let meaning = if tab == Tab::Speakers { Meaning::Speaker } else { Meaning::Outlet };
    let room = name.min(area.width.saturating_sub(2));
    canvas.put(area.x + 2, y, room, &row.name, ground.patch(canvas.style(meaning)));
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    if what > 0 {
        let short = visible::width(&row.what) > usize::from(what) && !row.short.is_empty();
        canvas.put(area.x + name + 4, y, what, if short { row.short } else { &row.what }, quiet);
    }
    columns.number(canvas, y, 0, &row.claims.to_string(), ground);
    columns.number(canvas, y, 1, &row.mentions.to_string(), quiet);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_no_role_needs_are_the_names() {
        let area = Rect::new(0, 0, 60, 10);
        let free = 60 - 2 - 2 * NUMBER;
        assert_eq!(Columns::of(area, 40, 40).name, free * 3 / 5, "both are long");
        let columns = Columns::of(area, 40, 6);
        assert_eq!((columns.name, columns.what), (free - 8, 6));
        let columns = Columns::of(area, 10, 40);
        assert_eq!((columns.name, columns.what), (10, free - 12));
    }
}
