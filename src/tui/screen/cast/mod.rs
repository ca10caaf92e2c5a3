//! The lists of speakers and of outlets.

use ratatui::layout::Rect;

use super::claims::scrolled;
use super::frame::Front;
use super::paint::Canvas;
use crate::review::role_word;
use crate::tui::model::{Model, Tab};
use crate::tui::theme::Meaning;

/// A list of speakers or outlets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The row in hand.
    pub at: usize,
    /// Rows scrolled out at the top.
    pub top: usize,
    count: usize,
}

impl State {
    /// Keeps the row in hand inside a list of `count` rows.
    pub fn clamp(&mut self, count: usize) {
        self.count = count;
        self.at = self.at.min(count.saturating_sub(1));
    }

    /// So many rows on.
    pub fn step(&mut self, by: isize, count: usize) {
        self.clamp(count);
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// To the row on this line of the list.
    pub fn point(&mut self, line: usize, count: usize) {
        self.at = self.top + line;
        self.clamp(count);
    }

    /// Scrolls so that the row in hand is seen.
    pub fn settle(&mut self, height: u16) {
        self.top = scrolled(self.top, self.at, self.count, usize::from(height));
    }
}

/// A row: name, what it is, how many claims.
struct Row {
    name: String,
    role: String,
    claims: usize,
}

fn rows(model: &Model, tab: Tab, skip: usize, take: usize) -> Vec<Row> {
    let session = &model.desk.session;
    match tab {
        Tab::Speakers => session
            .speakers()
            .skip(skip)
            .take(take)
            .map(|speaker| Row {
                name: speaker.name.clone(),
                role: speaker.role.clone().or_else(|| speaker.affiliation.clone()).unwrap_or_default(),
                claims: session.count_of_speaker(&speaker.id),
            })
            .collect(),
        _ => session
            .outlets()
            .skip(skip)
            .take(take)
            .map(|outlet| Row {
                name: outlet.name.clone(),
                role: role_word(outlet.role).to_owned(),
                claims: session.count_of_outlet(&outlet.id),
            })
            .collect(),
    }
}

/// Draws the list of a tab.
pub fn view(model: &Model, canvas: &mut Canvas<'_>, area: Rect, tab: Tab) {
    let state = if tab == Tab::Speakers { model.panes.speakers } else { model.panes.outlets };
    let rows = rows(model, tab, state.top, usize::from(area.height));
    let ground = canvas.style(Meaning::Text);
    if rows.is_empty() && !area.is_empty() {
        let text = if tab == Tab::Speakers { "nobody speaks in this article" } else { "no outlet is named in this article" };
        canvas.put(
            area.x + 1.min(area.width),
            area.y,
            area.width.saturating_sub(1),
            text,
            ground.patch(canvas.style(Meaning::Quiet)),
        );
    }
    let width = area.width.saturating_sub(8) / 2;
    for (line, row) in rows.iter().enumerate() {
        let line_area = Rect { y: area.y + line as u16, height: 1, ..area };
        let in_hand = state.top + line == state.at;
        let mut ground = ground;
        if in_hand {
            let focus = model.panes.front == Front::Review;
            ground = ground.patch(canvas.style(if focus { Meaning::Row } else { Meaning::QuietRow }));
            canvas.wash(line_area, ground);
        }
        let mut x = area.x;
        x += canvas.put(x, line_area.y, area.width, if in_hand { "▸ " } else { "  " }, ground.patch(canvas.style(Meaning::Key)));
        let name = if tab == Tab::Speakers { Meaning::Speaker } else { Meaning::Outlet };
        canvas.put(
            x,
            line_area.y,
            // Where nothing is said of the role, the name has its room too.
            if row.role.is_empty() { area.right().saturating_sub(x + 6).max(12) } else { width }
                .max(12)
                .min(area.right().saturating_sub(x)),
            &row.name,
            ground.patch(canvas.style(name)),
        );
        let quiet = ground.patch(canvas.style(Meaning::Quiet));
        if area.width >= 30 {
            canvas.put(x + width + 1, line_area.y, width, &row.role, quiet);
            let count = format!("{:>4}", row.claims);
            canvas.put(area.right().saturating_sub(5), line_area.y, 5, &count, ground);
        }
    }
}
