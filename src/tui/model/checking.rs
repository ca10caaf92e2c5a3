//! The record of fact-checks.

use super::{Layer, Model};
use crate::claim::ClaimId;
use crate::review::{Edit, FactCheck, repeats};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::check::{Check, Entry};

impl Model {
    pub(super) fn open_check(&mut self) {
        let Some(targets) = self.begin() else {
            return;
        };
        let first = targets.first().and_then(|id| self.desk.session.claim(id));
        let record = first.map(|claim| claim.check.clone()).unwrap_or_default();
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
}
