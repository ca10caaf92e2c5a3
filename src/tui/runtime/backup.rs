//! What cannot be saved for the time being (a sidecar that does not parse, a full disk, somebody else's lock) is kept
//! in a backup, decision by decision: a killed program must not take it along.

use std::sync::Arc;

use super::Program;
use super::events::Event;
use crate::disk::rescue::{Meanwhile, Rescue};
use crate::disk::writer::{Known, Outcome, Writer};
use crate::sidecar;
use crate::tui::message::Message;

/// The backup of the article on the desk.
pub(super) struct Backup {
    writer: Writer,
    place: Meanwhile,
    /// The revision that was handed over last.
    revision: u64,
}

impl Program {
    /// Keeps what is not saved and will not be soon; lets the backup go once everything is saved.
    pub(super) fn back_up(&mut self) {
        let desk = &self.model.desk;
        let is_stuck = (desk.is_unsaved() && desk.failed.is_some()) || desk.is_lost_on_leaving();
        if !is_stuck {
            self.drop_backup();
            return;
        }
        let revision = desk.session.revision();
        if self.backup.as_ref().is_some_and(|backup| backup.revision == revision) {
            return;
        }
        let record = desk.session.record();
        if self.backup.is_none() {
            // Without decisions, or a place for them, there is nothing to keep: the header says that it is not saved.
            self.backup = if record.has_decisions() { self.start_backup() } else { None };
        }
        let Some(backup) = &mut self.backup else { return };
        backup.revision = revision;
        let (article, name, engine) = (Arc::clone(desk.session.article()), desk.name.clone(), desk.read_by.version());
        backup.writer.save(revision, move || Some(sidecar::text_of(&record, &article, &name, engine)));
    }

    fn start_backup(&self) -> Option<Backup> {
        let desk = &self.model.desk;
        // What the decisions were made on helps to bring them in later.
        let base = desk.seen.now();
        let base =
            base.has_decisions().then(|| sidecar::text_of(base, desk.session.article(), &desk.name, desk.read_by.version()));
        let place = Rescue::of_user().meanwhile(&self.shelf.home(desk.queue.at), base.as_deref()).ok()?;
        let (events, clock, opening) = (self.events.clone(), self.clock, self.openings);
        let report = move |report: crate::disk::writer::Report| {
            if report.outcome == Outcome::Saved {
                // Nobody hears it any more when the program is leaving.
                let _ = events.send(Event::OfArticle(opening, Message::BackedUp(report.revision), clock.now()));
            }
        };
        let writer = Writer::start(place.kept.path.clone(), Known::default(), report).ok()?;
        Some(Backup { writer, place, revision: 0 })
    }

    /// What it holds is saved where it belongs, or nobody wants it.
    pub(super) fn drop_backup(&mut self) {
        if let Some(Backup { writer, place, .. }) = self.backup.take() {
            writer.close();
            place.kept.remove();
        }
        self.model.desk.backed_up = None;
    }
}
