//! Saving and leaving: what is reported, and what is asked.

use super::deciding::Stale;
use super::{Layer, Model};
use crate::disk::file::without_numbers;
use crate::review::Record;
use crate::tui::command::Command;
use crate::tui::layer::Answer;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::prompt::{Asked, Prompt};
use crate::tui::screen::question::Question;

impl Model {
    pub(super) fn saved(&mut self, revision: u64, effects: &mut Vec<Effect>) {
        self.desk.is_on_disk(revision);
        if self.desk.failed.take().is_some() {
            self.tell(Tone::Plain, "saved again".to_owned());
        }
        if self.leaving && !self.desk.is_unsaved() {
            effects.push(Effect::Quit);
        }
    }

    pub(super) fn not_saved(&mut self, why: String) {
        let shown = |command| self.look.keymap.shown(command);
        let ways = format!("{} tries again, {} saves elsewhere", shown(Command::Save), shown(Command::SaveElsewhere));
        self.failed_to_save(format!("not saved ({ways}): {why}"), why);
    }

    /// Nothing more is on disk; `told` says so, `why` is what leaving will ask about.
    pub(super) fn failed_to_save(&mut self, told: String, why: String) {
        self.tell(Tone::Trouble, told);
        self.desk.failed = Some(why);
        if self.leaving {
            self.leaving = false;
            self.ask_to_leave();
        }
    }

    fn ask_to_leave(&mut self) {
        let why = self.desk.failed.clone().or(self.desk.read_only.clone()).unwrap_or_default();
        let text = format!("The last decisions are not saved: {}. Quit without them?", without_numbers(&why));
        self.layers.push(Layer::Question(Question { text, yes: Answer::Quit, elsewhere: true }));
    }

    pub(super) fn save(&mut self, effects: &mut Vec<Effect>) {
        if let Some(why) = &self.desk.read_only {
            let text = format!("not saved: {why}; {} saves elsewhere", self.look.keymap.shown(Command::SaveElsewhere));
            self.tell(Tone::Warning, text);
            effects.push(Effect::Lock);
        } else if self.desk.failed.is_some() {
            effects.push(Effect::Retry);
            self.tell(Tone::Plain, "trying again".to_owned());
        } else if self.desk.is_unsaved() {
            let state = self.desk.handed_over();
            effects.push(Effect::Save(state));
            self.tell(Tone::Plain, "saving".to_owned());
        } else {
            self.tell(Tone::Plain, "everything is saved".to_owned());
        }
    }

    pub(super) fn quit(&mut self, effects: &mut Vec<Effect>) {
        if self.desk.is_lost_on_leaving() || (self.desk.is_unsaved() && self.desk.failed.is_some()) {
            self.ask_to_leave();
        } else if !self.desk.is_unsaved() {
            effects.push(Effect::Quit);
        } else {
            self.leaving = true;
            self.tell(Tone::Plain, "saving, then leaving".to_owned());
        }
    }

    pub(super) fn open_place(&mut self) {
        self.layers.push(Layer::Prompt(Prompt::new(Asked::Place, "")));
    }

    pub(super) fn save_elsewhere(&mut self, place: String, effects: &mut Vec<Effect>) {
        if place.is_empty() {
            self.tell(Tone::Plain, "save location unchanged".to_owned());
        } else {
            let state = self.desk.handed_over();
            effects.push(Effect::SaveElsewhere(place, state));
        }
    }

    pub(super) fn saved_elsewhere(&mut self, place: &str) {
        self.desk.read_only = None;
        self.desk.failed = None;
        self.tell(Tone::Plain, format!("decisions are now saved to {place}"));
    }

    /// Asks whether decisions that an earlier run could not save are to be brought in.
    pub fn offer_rescued(&mut self, record: Record, kept: &str) {
        let text = format!("An earlier run could not save its last decisions; they are in {kept}. Restore them now?");
        self.layers.push(Layer::Question(Question { text, yes: Answer::TakeIn(Box::new(record)), elsewhere: false }));
    }

    pub(super) fn take_in_rescued(&mut self, record: Record, effects: &mut Vec<Effect>) {
        self.desk.session.adopt(record);
        self.refresh(Stale::Spans);
        let state = self.desk.handed_over();
        effects.push(Effect::Save(state));
        effects.push(Effect::RescueTaken);
        self.tell(Tone::Plain, "the decisions of the earlier run are restored".to_owned());
    }
}
