//! Saving: sidecar writer, lock, alternative location, final save.

use std::sync::Arc;

use super::Program;
use super::events::Event;
use super::recovery;
use super::saves::{self, Saves};
use super::storage::Saving;
use super::terminal::Guard;
use crate::disk::file::shown;
use crate::disk::rescue::Rescued;
use crate::disk::writer::{Known, Unsaved};
use crate::review::Snapshot;
use crate::sidecar;
use crate::tui::message::{Message, Tone};

/// What an earlier run could not save, on its way into the review.
pub(super) struct Salvaged {
    pub kept: Vec<Rescued>,
    pub taken_in: bool,
}

/// How the program is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// With a key: what could not be saved was asked about.
    Asked,
    /// By a signal or an error: nobody could be asked.
    Unasked,
}

impl Program {
    /// Starts the writer of the sidecar of the article on the desk.
    pub(super) fn start_saving(&mut self, saving: Saving) -> Result<(), String> {
        let article = Arc::clone(self.model.desk.session.article());
        let saves = Saves::start(saving, article, self.clock, self.events.clone());
        self.saves = Some(saves.map_err(|error| format!("cannot start saving: {error}"))?);
        Ok(())
    }

    /// Tries again to lock the sidecar; what is decided can be saved from then on, merged with what it holds now.
    pub(super) fn lock(&mut self) {
        let Some(later) = self.later.take() else { return };
        let result = match self.shelf.lock(&later.path) {
            Ok(lock) => self.start_saving(Saving { lock: Some(lock), ..later }),
            Err(why) => {
                self.later = Some(later);
                Err(why)
            }
        };
        self.watch_lock();
        let _ = self.events.send(Event::Message(Message::Locked(result), self.clock.now()));
    }

    /// Saves to another place from now on.
    pub(super) fn save_elsewhere(&mut self, typed: &str, state: Snapshot) {
        let usual = self.shelf.home(self.model.desk.queue.at);
        let file = self.shelf.file(self.model.desk.queue.at);
        let article = Arc::clone(self.model.desk.session.article());
        let started = saves::elsewhere(typed, &usual, &file, &self.annotator)
            .and_then(|saving| Saves::start(saving, article, self.clock, self.events.clone()).map_err(|error| error.to_string()));
        match started {
            Ok(saves) => {
                let place = shown(&saves.path);
                saves.save(state, &self.model.desk);
                // The usual place is tried once more: what is written there too does no harm.
                if let Some(before) = self.saves.replace(saves) {
                    before.finish();
                }
                self.remarks.push(format!("decisions on {} were saved to {place}", self.model.desk.name));
                let _ = self.events.send(Event::Message(Message::SavedElsewhere(place), self.clock.now()));
            }
            Err(why) => self.model.tell(Tone::Trouble, format!("not saved: {why}")),
        }
    }

    /// Keeps a note that is being written where a signal or a lost terminal ends the program.
    pub(super) fn keep_open_note(&mut self, guard: &mut Guard) {
        for effect in self.model.keep_open_note(self.clock.now()) {
            // A terminal that is gone can be told nothing; the save does not need it.
            let _ = self.effect(effect, guard);
        }
        self.back_up();
    }

    /// Waits for what is being saved. What cannot be saved is kept for the next start, where nobody could be
    /// asked.
    pub(super) fn finish(&mut self, leaving: Leaving) {
        self.leave();
        let left = self.saves.take().and_then(Saves::finish);
        if leaving == Leaving::Asked {
            self.drop_backup();
            return;
        }
        let desk = &self.model.desk;
        let left = left.or_else(|| {
            // Read-only from the start: there was no writer that could have tried.
            desk.is_lost_on_leaving().then(|| Unsaved {
                text: sidecar::text_of(&desk.session.record(), desk.session.article(), &desk.name, desk.read_by.version()),
                why: desk.read_only.clone().unwrap_or_default(),
                known: Known::default(),
                base: None,
            })
        });
        if let Some(left) = left {
            let name = &desk.name;
            match recovery::keep(&self.shelf.home(desk.queue.at), &left) {
                Ok(kept) => self.remarks.push(format!(
                    "unsaved decisions on {name} ({}) were written to {}; reopen the article to restore them",
                    left.why,
                    shown(&kept)
                )),
                Err(why) => {
                    let text = format!("the last decisions on {name} are lost: {}; the backup failed too: {why}", left.why);
                    self.remarks.push(text);
                    // What was kept meanwhile is better than nothing.
                    self.backup = None;
                }
            }
        }
        self.drop_backup();
    }
}
