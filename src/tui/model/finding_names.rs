//! A search on the tabs of speakers and of outlets: it goes to the row that was found, so that the keys of the list act on
//! the one that was sought.

use regex::Regex;

use super::Model;
use crate::claim::{Outlet, Speaker};
use crate::text::motion::Way;
use crate::tui::message::Tone;
use crate::tui::query::Query;
use crate::tui::screen::cast::{OutletRow, outlet_rows};
use crate::tui::screen::frame::{Front, Tab};

impl Model {
    /// Searches `query` among the names while their list has the focus. Whether it does.
    pub(super) fn search_names(&mut self, query: Query) -> bool {
        self.names_query = None;
        if self.panes.front != Front::Review || self.panes.tab == Tab::Claims || query.text.is_empty() {
            return false;
        }
        let Ok(pattern) = query.compile() else {
            return false;
        };
        let text = query.text.clone();
        self.names_query = Some(query);
        if self.panes.tab == Tab::Outlets && !self.panes.outlets.open && self.rows_of(&pattern).is_empty() {
            self.panes.outlets.open = !self.folded_rows_of(&pattern).is_empty();
            self.panes.outlets.clamp(outlet_rows(&self.desk.session, self.panes.outlets.open).len());
        }
        let rows = self.rows_of(&pattern);
        let at = self.row_of_names();
        match rows.iter().position(|row| *row >= at).or(if rows.is_empty() { None } else { Some(0) }) {
            Some(found) => self.go_to_name(&rows, found),
            None => self.tell_no_name(&text),
        }
        true
    }

    /// To the next or previous row that the search on this tab finds. Whether there is one.
    pub(super) fn next_name(&mut self, way: Way) -> bool {
        if self.panes.front != Front::Review || self.panes.tab == Tab::Claims {
            return false;
        }
        let Some(query) = self.names_query.clone() else {
            return false;
        };
        let rows = query.compile().map(|pattern| self.rows_of(&pattern)).unwrap_or_default();
        let at = self.row_of_names();
        let (first, last) = (0, rows.len().saturating_sub(1));
        let next = match way {
            Way::Forward => rows.iter().position(|row| *row > at).unwrap_or(first),
            Way::Back => rows.iter().rposition(|row| *row < at).unwrap_or(last),
        };
        if rows.is_empty() {
            self.tell_no_name(&query.text)
        } else {
            self.go_to_name(&rows, next)
        }
        true
    }

    fn row_of_names(&self) -> usize {
        if self.panes.tab == Tab::Speakers { self.panes.speakers.at } else { self.panes.outlets.at }
    }

    /// The rows of the tab that match, folded ones left out.
    fn rows_of(&self, pattern: &Regex) -> Vec<usize> {
        if self.panes.tab == Tab::Outlets {
            return self.outlet_rows_of(pattern, self.panes.outlets.open);
        }
        let speakers = self.desk.session.speakers().enumerate();
        speakers.filter(|(_, speaker)| is_speaker(pattern, speaker)).map(|(row, _)| row).collect()
    }

    fn folded_rows_of(&self, pattern: &Regex) -> Vec<usize> {
        self.outlet_rows_of(pattern, true)
    }

    fn outlet_rows_of(&self, pattern: &Regex, open: bool) -> Vec<usize> {
        let rows = outlet_rows(&self.desk.session, open).into_iter().enumerate();
        let matching = rows.filter(|(_, row)| matches!(row, OutletRow::Outlet(outlet) if is_outlet(pattern, outlet)));
        matching.map(|(row, _)| row).collect()
    }

    fn go_to_name(&mut self, rows: &[usize], found: usize) {
        let Some(row) = rows.get(found).copied() else {
            return;
        };
        let name = if self.panes.tab == Tab::Speakers {
            self.panes.speakers.at = row;
            self.desk.session.speaker_at(row).map(|speaker| speaker.name.clone())
        } else {
            self.panes.outlets.at = row;
            self.outlet_in_hand().and_then(|id| self.desk.session.outlet(&id)).map(|outlet| outlet.name.clone())
        };
        self.show_mention();
        self.tell(Tone::Plain, format!("{} of {}: {}", found + 1, rows.len(), name.unwrap_or_default()));
    }

    fn tell_no_name(&mut self, text: &str) {
        let (who, fields) = match self.panes.tab {
            Tab::Speakers => ("speaker", "name, aliases, role or organisation"),
            _ => ("outlet", "name, aliases or role"),
        };
        let in_text = match self.panes.article.search {
            Some(_) => "; the article shows the match in its text",
            None => "",
        };
        self.tell(Tone::Warning, format!("no {who} has “{text}” in its {fields}{in_text}"));
    }
}

fn is_speaker(pattern: &Regex, speaker: &Speaker) -> bool {
    let known = [speaker.role.as_deref(), speaker.affiliation.as_deref()].into_iter().flatten();
    known
        .chain(std::iter::once(speaker.name.as_str()))
        .chain(speaker.aliases.iter().map(String::as_str))
        .any(|words| holds(pattern, words))
}

fn is_outlet(pattern: &Regex, outlet: &Outlet) -> bool {
    let names = std::iter::once(outlet.name.as_str()).chain(outlet.aliases.iter().map(String::as_str));
    names.chain(std::iter::once(outlet.role.as_str())).any(|words| holds(pattern, words))
}

fn holds(pattern: &Regex, words: &str) -> bool {
    pattern.find(words).is_some_and(|found| !found.is_empty())
}
