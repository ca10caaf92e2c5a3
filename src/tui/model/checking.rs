//! The record of fact-checks, what no claim covers yet, and the list of articles.

use super::{Layer, Model};
use crate::analysis;
use crate::claim::ClaimId;
use crate::review::{Edit, FactCheck, Part, repeats};
use crate::tui::command::Command;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::check::{Check, Entry};
use crate::tui::screen::picker::{Picker, Purpose, Row, Value};
use crate::tui::screen::select::{Select, Use};

impl Model {
    pub(super) fn open_check(&mut self) {
        let Some(targets) = self.begin() else {
            return;
        };
        let first = targets.first().and_then(|id| self.desk.session.claim(id));
        let record = first.map(|claim| FactCheck::clone(&claim.check)).unwrap_or_default();
        self.layers.push(Layer::Check(Check::new(targets, record)));
    }

    /// Records a check; claims that say the same get it too.
    pub(super) fn set_check(&mut self, mut claims: Vec<ClaimId>, record: FactCheck, effects: &mut Vec<Effect>) {
        let mut repeated = 0;
        if let [only] = claims.as_slice() {
            let same = repeats(&self.desk.session, only);
            repeated = same.len();
            claims.extend(same);
        }
        let Some(applied) = self.apply(Edit::SetCheck(claims, record), effects) else {
            return;
        };
        let more = match repeated {
            0 => String::new(),
            1 => " (1 repeats it)".to_owned(),
            count => format!(" ({count} repeat it)"),
        };
        self.tell(Tone::Plain, applied.message() + &more);
    }

    /// Takes a line that was typed into the record, which stays open for more.
    pub(super) fn check_line(&mut self, check: Check, entry: Entry, line: &str, effects: &mut Vec<Effect>) {
        if line.trim().is_empty() && entry == Entry::Evidence {
            self.layers.push(Layer::Check(check));
            return;
        }
        let today = self.stamp().at.get(..10).unwrap_or_default().to_owned();
        let check = check.with(entry, line, &today);
        let (claims, record) = check.clone().into_parts();
        self.set_check(claims, record, effects);
        self.layers.push(Layer::Check(check));
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
