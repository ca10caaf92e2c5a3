//! The record of fact-checks, what no claim covers yet, and the list of articles.

use super::{Layer, Model};
use crate::analysis;
use crate::claim::ClaimId;
use crate::review::{Edit, FactCheck, Part};
use crate::tui::command::Command;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::check::{Check, Entry};
use crate::tui::screen::picker::{Picker, Purpose, Row, Value};
use crate::tui::screen::select::{Select, Use};

impl Model {
    /// Opens the record of the marked claims, or of the one in hand and of all that repeat it.
    pub(super) fn open_check(&mut self) {
        let Some(mut claims) = self.begin() else {
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
        let check = Check::new(claims, record, self.targets().claims.len());
        if apart > 0 {
            let text = format!("{} a fact-check of another kind, which is left alone", of_repeats(apart));
            self.tell(Tone::Warning, text);
        }
        self.layers.push(Layer::Check(check));
    }

    /// Records a check for these claims.
    pub(super) fn set_check(&mut self, claims: Vec<ClaimId>, record: FactCheck, effects: &mut Vec<Effect>) {
        self.name(Edit::SetCheck(claims, record), effects);
    }

    /// Takes a line that was typed into the record that is open.
    pub(super) fn check_line(&mut self, entry: Entry, line: &str, effects: &mut Vec<Effect>) {
        let today = self.stamp().at.get(..10).unwrap_or_default().to_owned();
        let Some(Layer::Check(check)) = self.layers.last_mut() else {
            return;
        };
        check.write(entry, line, &today);
        let (claims, record) = check.parts();
        self.set_check(claims, record, effects);
    }

    /// Selects the next quotation that no claim covers: after the claim in hand.
    pub(super) fn next_gap(&mut self) {
        let hand = self.hand().and_then(|id| self.desk.session.claim(id));
        let after = hand.and_then(|claim| claim.spans(Part::Content).last()).map_or(0, |span| span.end);
        self.select_gap(after);
    }

    /// Selects the next such quotation from the byte at `from` on.
    pub(super) fn select_gap(&mut self, from: usize) {
        let Some(gap) = analysis::next_gap(&self.desk.session, from) else {
            self.tell(Tone::Plain, "every quotation has its claim".to_owned());
            return;
        };
        let article = std::sync::Arc::clone(self.desk.session.article());
        let select = Select::new(article, gap, Use::Claim);
        match self.layers.last_mut() {
            Some(Layer::Select(open)) => **open = select,
            _ => self.layers.push(Layer::Select(Box::new(select))),
        }
        self.panes.article.follow(gap, gap);
        let key = self.look.keymap.shown(Command::NextGap);
        self.tell(Tone::Plain, format!("no claim covers this quotation; {key} goes to the next"));
    }

    pub(super) fn open_queue(&mut self) {
        let queue = &self.desk.queue;
        let rows = queue.names.iter().enumerate().map(|(index, name)| Row {
            label: name.clone(),
            hint: if index == queue.at { "on the desk".to_owned() } else { String::new() },
            value: Value::Article(index),
        });
        let picker = Picker::new(Purpose::Queue, "Articles", rows.collect()).on(&Value::Article(queue.at));
        self.layers.push(Layer::Picker(picker));
    }
}

fn of_repeats(count: usize) -> String {
    if count == 1 { "1 claim that repeats it has".to_owned() } else { format!("{count} claims that repeat it have") }
}
