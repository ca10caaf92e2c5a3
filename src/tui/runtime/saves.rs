//! The writer of the sidecar of the article on the desk, and what it reports.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use super::shelf::Saving;
use super::{Clock, News};
use crate::article::Article;
use crate::disk::lock::Lock;
use crate::disk::writer::{self, Known, Writer};
use crate::review::Record;
use crate::sidecar;
use crate::tui::message::{Message, Theirs};
use crate::tui::model::Desk;

/// The sidecar as somebody else left it.
fn theirs(path: &Path, article: &Article) -> Result<Theirs, String> {
    match sidecar::load(path, article) {
        Ok(None) => Ok(Theirs { record: None, known: Known::of(None), other_text: false }),
        Ok(Some(loaded)) => match loaded.newer {
            Some(version) => Err(format!("a newer program wrote it (version {version})")),
            None => Ok(Theirs {
                known: Known::of(Some(loaded.text.as_bytes())),
                record: Some(loaded.record),
                other_text: !loaded.unchanged,
            }),
        },
        Err(error) => Err(error.to_string().replace('\n', " ")),
    }
}

/// The writer of one article's sidecar, and the lock that keeps others out of it.
pub(super) struct Saves {
    writer: Writer,
    file: String,
    /// Whether there is a sidecar: what was undone must go from it, decisions left or not.
    is_there: Arc<AtomicBool>,
    _lock: Option<Lock>,
}

impl Saves {
    pub(super) fn start(saving: Saving, article: Arc<Article>, clock: Clock, news: Sender<News>) -> io::Result<Self> {
        let path = saving.path.clone();
        let report = move |report: writer::Report| {
            let message = match report.outcome {
                writer::Outcome::Saved => Message::Saved(report.revision),
                writer::Outcome::Failed(why) => Message::NotSaved(why),
                writer::Outcome::Conflict => Message::ChangedOnDisk(theirs(&path, &article)),
            };
            // Nobody hears it any more when the program is leaving.
            let _ = news.send(News::Message(message, clock.now()));
        };
        let is_there = Arc::new(AtomicBool::new(saving.known != Known::default()));
        let writer = Writer::start(saving.path, saving.known, report)?;
        Ok(Self { writer, file: saving.file, is_there, _lock: saving.lock })
    }

    pub(super) fn save(&self, revision: u64, record: Record, desk: &Desk) {
        self.writer.save(revision, self.text(record, desk));
    }

    /// What somebody else wrote is known, and may be written over by `state`.
    pub(super) fn take_in(&self, known: Known, state: Option<(u64, Record)>, desk: &Desk) {
        let state = state.map(|(revision, record)| -> (u64, writer::Text) { (revision, Box::new(self.text(record, desk))) });
        self.writer.take_in(known, state);
    }

    /// The file's text for a record, made when its turn comes.
    fn text(&self, record: Record, desk: &Desk) -> impl FnOnce() -> Option<String> + Send + 'static {
        let (article, file, engine) = (Arc::clone(desk.session.article()), self.file.clone(), desk.read_by.version());
        let is_there = Arc::clone(&self.is_there);
        move || {
            let wanted = record.has_decisions() || is_there.load(Ordering::Relaxed);
            is_there.fetch_or(wanted, Ordering::Relaxed);
            wanted.then(|| sidecar::text_of(&record, &article, &file, engine))
        }
    }

    /// Tries again now to save what could not be saved.
    pub(super) fn retry(&self) {
        self.writer.retry();
    }

    /// Waits for what is being saved; the lock is given back after that.
    pub(super) fn finish(self) {
        drop(self.writer);
    }
}
