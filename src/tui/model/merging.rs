//! What somebody else saved meanwhile: taken in, or told and settled where it contradicts ours.

use super::{Layer, Model};
use crate::review::merge::came_in;
use crate::review::{Conflict, Edit, Record, ReviewedClaim, Whose};
use crate::tui::command::Command;
use crate::tui::layer::Answer;
use crate::tui::message::{Effect, Theirs, Tone};
use crate::tui::screen::question::Question;
use crate::tui::screen::sides::Sides;

impl Model {
    /// The sidecar on disk is not the one that was read or written last.
    ///
    /// While something is open it waits, unless it is about conflicts already.
    pub(super) fn changed_on_disk(&mut self, theirs: Result<Theirs, String>, effects: &mut Vec<Effect>) {
        let theirs = match theirs {
            Ok(theirs) if theirs.record.is_some() && theirs.text != self.desk.session.article().text => {
                // It was read beside a text that is not in review any more.
                self.look_again_at_sidecar(effects);
                return;
            }
            Ok(theirs) if self.layers.iter().all(|layer| matches!(layer, Layer::Sides(_))) => theirs,
            Ok(theirs) => {
                self.theirs = Some(theirs);
                return;
            }
            Err(why) => {
                let key = self.look.keymap.shown(Command::Save);
                let why = format!("the sidecar was changed and cannot be read: {why}; {key} tries again once it is repaired");
                self.failed_to_save(format!("not saved: {why}"), why);
                return;
            }
        };
        let other_text = theirs.other_text;
        match theirs.record.clone() {
            Some(record) => self.merge_with(record, theirs, effects),
            None => {
                // Nobody's work stands there any more: ours is written anew.
                self.desk.seen.left(Record::default());
                self.desk.failed = None;
                let state = self.desk.handed_over();
                effects.push(Effect::TakenIn(theirs.known, Some(state)));
                self.tell(Tone::Warning, "the sidecar was removed by somebody else; it is written again".to_owned());
            }
        }
        if other_text {
            let key = self.look.keymap.shown(Command::ReadAgain);
            let text = format!("{}; they had another text of the article: {key} reads it again here", self.status.text);
            self.tell(Tone::Warning, text);
        }
    }

    /// Lets the writer find out once more that the sidecar is another one than it knows.
    pub(super) fn look_again_at_sidecar(&mut self, effects: &mut Vec<Effect>) {
        let (revision, record) = self.desk.handed_over();
        effects.extend([Effect::Save(revision, record), Effect::Retry]);
    }

    fn merge_with(&mut self, mut record: Record, theirs: Theirs, effects: &mut Vec<Effect>) {
        let before = self.desk.session.record();
        let on_disk = record.clone();
        // What their engine proposed and ours did not is no work of theirs.
        record.claims.retain(|claim| claim.is_touched() || self.desk.session.claim(&claim.id).is_some());
        let merged = self.desk.seen.take_in(&before, record);
        let news = came_in(&before, &merged.record);
        let lost = self.desk.session.adopt(merged.record);
        self.desk.seen.left(on_disk);
        self.desk.sent.clear();
        self.after_merge();
        let conflicts = self.desk.session.conflicts();
        let mut text = match news {
            Some(news) if conflicts.is_empty() || news.contains("decision") => news,
            _ if !conflicts.is_empty() => "somebody else decided otherwise".to_owned(),
            _ => "the sidecar was changed by somebody else, and nothing in it is new".to_owned(),
        };
        if !conflicts.is_empty() {
            text.push_str(&format!("; {}", held(conflicts.len())));
        }
        if lost > 0 {
            let steps = if lost == 1 { "1 earlier step".to_owned() } else { format!("{lost} earlier steps") };
            text.push_str(&format!("; {steps} cannot be undone any more"));
        }
        if conflicts.is_empty() {
            self.desk.held = None;
            self.desk.failed = None;
            self.write_over(theirs.known, effects);
            self.tell(Tone::Plain, text);
            return;
        }
        self.desk.held = Some(theirs.known);
        self.desk.failed = Some(held(conflicts.len()));
        self.leaving = false;
        self.tell(Tone::Warning, text);
        self.open_conflicts();
    }

    /// Rows, marks and the claim in hand follow a merge.
    fn after_merge(&mut self) {
        self.refresh(true);
        if self.hand().is_none_or(|id| self.desk.session.claim(id).is_none()) {
            self.panes.claims.first(&self.desk.session);
        }
    }

    /// What is on disk is known and contained in ours: ours may take its place.
    fn write_over(&mut self, known: crate::disk::writer::Known, effects: &mut Vec<Effect>) {
        if self.desk.session.record() == *self.desk.seen.now() {
            // Nothing of ours is new: the file stays as they wrote it.
            self.desk.saved = self.desk.session.revision();
            effects.push(Effect::TakenIn(known, None));
            if self.leaving {
                effects.push(Effect::Quit);
            }
        } else {
            let state = self.desk.handed_over();
            effects.push(Effect::TakenIn(known, Some(state)));
        }
    }

    /// Shows the open conflicts.
    pub(super) fn open_conflicts(&mut self) {
        self.layers.retain(|layer| !matches!(layer, Layer::Sides(_)));
        match Sides::of(&self.desk.session) {
            Some(sides) => {
                if let Some(Conflict::Claim(id, _)) = sides.in_hand().cloned() {
                    self.take(id);
                }
                self.layers.push(Layer::Sides(sides));
            }
            None => self.tell(Tone::Plain, "nobody contradicts anybody here".to_owned()),
        }
    }

    /// Lets one side's word stand; what was held back is saved once nothing is open any more.
    pub(super) fn settle_conflicts(&mut self, conflicts: Vec<Conflict>, whose: Whose, effects: &mut Vec<Effect>) {
        let Some(applied) = self.apply(Edit::Settle(conflicts, whose), effects) else {
            return;
        };
        let next = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Sides(sides) => sides.refreshed(&self.desk.session),
            _ => None,
        });
        self.layers.retain(|layer| !matches!(layer, Layer::Sides(_)));
        let told = applied.message();
        match next {
            Some(sides) => {
                if let Some(Conflict::Claim(id, _)) = sides.in_hand().cloned() {
                    self.take(id);
                }
                self.layers.push(Layer::Sides(sides));
                self.tell(Tone::Plain, told);
            }
            None => {
                self.times.closed = Some(self.times.now.since_start);
                self.let_go(effects);
                self.tell(Tone::Plain, format!("{told}; every conflict is settled"));
            }
        }
    }

    /// Saves what was held back.
    fn let_go(&mut self, effects: &mut Vec<Effect>) {
        if let Some(known) = self.desk.held.take() {
            self.desk.failed = None;
            let state = self.desk.handed_over();
            effects.push(Effect::TakenIn(known, Some(state)));
        }
    }

    /// Before leaving with open conflicts.
    pub(super) fn ask_about_conflicts(&mut self) {
        let count = self.desk.session.conflicts().len();
        let text =
            format!("{}. Quit, with ours and theirs both in the sidecar, to be settled another time?", capital(&held(count)));
        self.layers.push(Layer::Question(Question { text, yes: Answer::KeepBoth, elsewhere: false }));
    }

    /// Saves both sides of every conflict, then leaves.
    pub(super) fn keep_both(&mut self, effects: &mut Vec<Effect>) {
        self.let_go(effects);
        self.leaving = true;
    }

    /// The answer to another try to lock the sidecar.
    pub(super) fn locked(&mut self, result: Result<(), String>, effects: &mut Vec<Effect>) {
        match result {
            Ok(()) => {
                self.desk.read_only = None;
                self.tell(Tone::Plain, "decisions are saved from now on".to_owned());
                if self.desk.is_unsaved() {
                    let (revision, record) = self.desk.handed_over();
                    effects.push(Effect::Save(revision, record));
                }
            }
            Err(why) => {
                self.tell(Tone::Warning, format!("not saved: {why}"));
                self.desk.read_only = Some(why);
            }
        }
    }

    /// What a reviewer ought to know of the review at its opening.
    pub fn greet(&mut self) {
        let mut parts: Vec<String> = Vec::new();
        let key = |command| self.look.keymap.shown(command);
        // Suggestions that nobody touched are the engine's to find again.
        let lost = |claim: &&ReviewedClaim| claim.needs_place() && claim.is_touched();
        match self.desk.session.claims().iter().map(|claim| &**claim).filter(lost).count() {
            0 => {}
            1 => parts.push(format!("the article changed: 1 claim needs a hand ({} shows it)", key(Command::FindAgain))),
            count => {
                parts.push(format!("the article changed: {count} claims need a hand ({} shows them)", key(Command::FindAgain)))
            }
        }
        let conflicts = self.desk.session.conflicts().len();
        if conflicts > 0 {
            parts.push(format!("{} ({} shows them)", held(conflicts), key(Command::Conflicts)));
        }
        if !parts.is_empty() {
            if !self.status.text.is_empty() {
                parts.insert(0, self.status.text.clone());
            }
            self.tell(Tone::Warning, parts.join("; "));
        }
    }
}

fn held(conflicts: usize) -> String {
    if conflicts == 1 { "1 conflict is open".to_owned() } else { format!("{conflicts} conflicts are open") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
