//! The record of fact-checks.

use super::{Layer, Model};
use crate::claim::ClaimId;
use crate::review::{Edit, FactCheck, is_date};
use crate::tui::command::Command;
use crate::tui::layer::RecordLine;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::check::Check;

impl Model {
    /// Opens the record of the marked claims, or of the current one and of all that repeat it.
    pub(super) fn open_check(&mut self) {
        let Some(mut claims) = self.begin(Command::FactCheck) else {
            return;
        };
        let session = &self.desk.session;
        let record =
            claims.first().and_then(|id| session.claim(id)).map(|claim| FactCheck::clone(&claim.check)).unwrap_or_default();
        let mut apart = 0;
        if let [only] = claims.as_slice() {
            let others = self.panes.claims.repeats.others(session, only);
            let of = |id: &ClaimId| session.claim(id).map(|claim| &claim.check);
            // A record of its own is not written over.
            let (same, own): (Vec<_>, Vec<_>) =
                others.into_iter().partition(|id| of(id).is_none_or(|check| check.is_empty() || *check == record));
            apart = own.len();
            claims.extend(same);
        }
        let beyond = self.out_of_view(&self.targets().claims);
        if !beyond.is_empty() {
            self.tell(Tone::Warning, format!("{} marked claims{beyond}", self.targets().claims.len()));
        }
        let first = claims.first().cloned();
        let check = Check::new(claims, record, self.targets().claims.len());
        if apart > 0 {
            let text = format!("{} a different fact-check, which is not changed", of_repeats(apart));
            self.tell(Tone::Warning, text);
        }
        self.layers.push(Layer::Check(check));
        if let Some(first) = first {
            self.show_beside(&first);
        }
    }

    /// Records a check for these claims.
    pub(super) fn set_check(&mut self, claims: Vec<ClaimId>, record: FactCheck, effects: &mut Vec<Effect>) {
        self.name(Edit::SetCheck(claims, record), effects);
    }

    /// Takes a line that was typed into the record that is open.
    pub(super) fn check_line(&mut self, entry: RecordLine, line: &str, effects: &mut Vec<Effect>) {
        let today = self.stamp().at.get(..10).unwrap_or_default().to_owned();
        let Some(Layer::Check(check)) = self.layers.last_mut() else {
            return;
        };
        let line = dated(entry, line, &today);
        check.write(entry, &line, &today);
        let (claims, record) = check.parts();
        self.set_check(claims, record, effects);
        if entry == RecordLine::Stated && !line.is_empty() && !is_date(&line) {
            self.tell(Tone::Warning, format!("saved, but “{line}” is not a date; expected e.g. {today}"));
        }
    }
}

/// The line with the date in place of a last word that means one: today, yesterday.
fn dated(entry: RecordLine, line: &str, today: &str) -> String {
    let line = line.trim();
    let (before, last) = line.rsplit_once(char::is_whitespace).unwrap_or(("", line));
    let yesterday = || today.parse::<jiff::civil::Date>().ok()?.yesterday().ok();
    let date = match last {
        "today" => Some(today.to_owned()),
        "yesterday" => yesterday().map(|date| date.to_string()),
        _ => None,
    };
    // A link or a name alone is not a date.
    match date.filter(|_| entry == RecordLine::Stated || !before.is_empty()) {
        Some(date) => format!("{before} {date}").trim().to_owned(),
        None => line.to_owned(),
    }
}

fn of_repeats(count: usize) -> String {
    if count == 1 { "1 claim that repeats it has".to_owned() } else { format!("{count} claims that repeat it have") }
}
