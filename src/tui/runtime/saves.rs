//! Where the decisions on the article on the desk go: the sidecar's writer and what it reports, its lock, another
//! place for them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Clock;
use super::events::{Event, EventSender};
use super::storage::Saving;
use crate::article::Article;
use crate::disk::file::shown;
use crate::disk::lock::Lock;
use crate::disk::writer::{self, Known, Unsaved, Writer};
use crate::review::{Record, Snapshot};
use crate::sidecar;
use crate::tui::message::{Message, Theirs};
use crate::tui::workspace::OpenArticle;

/// The sidecar as somebody else left it.
fn theirs(path: &Path, article: &Article, restored: &Mutex<BTreeSet<String>>) -> Result<Theirs, String> {
    match sidecar::load(path, article) {
        Ok(None) => Ok(Theirs { record: None, known: Known::of(None), text: Arc::clone(&article.text), other_text: false }),
        Ok(Some(loaded)) => match loaded.newer {
            Some(version) => Err(format!("a newer program wrote it (version {version})")),
            None => {
                // It stays brought in, and is in the article when that is opened again.
                restored.lock().unwrap_or_else(PoisonError::into_inner).extend(loaded.restored);
                Ok(Theirs {
                    known: Known::of(Some(loaded.text.as_bytes())),
                    record: Some(loaded.record),
                    text: Arc::clone(&article.text),
                    other_text: !loaded.unchanged,
                })
            }
        },
        Err(error) => Err(error.to_string().replace('\n', " ")),
    }
}

/// The writer of one article's sidecar, and the lock that keeps others out of it.
pub(super) struct Saves {
    writer: Writer,
    /// The sidecar.
    pub(super) path: PathBuf,
    file: String,
    /// Whether there is a sidecar: what was undone must go from it, decisions left or not.
    is_there: Arc<AtomicBool>,
    /// The text beside which somebody else's work is read.
    article: Arc<Mutex<Arc<Article>>>,
    /// What others brought in of the page, by what the sidecar held.
    restored: Arc<Mutex<BTreeSet<String>>>,
    _lock: Option<Lock>,
}

impl Saves {
    pub(super) fn start(saving: Saving, article: Arc<Article>, clock: Clock, events: EventSender) -> io::Result<Self> {
        let path = saving.path.clone();
        let shared = Arc::new(Mutex::new(article));
        let beside = Arc::clone(&shared);
        let restored = Arc::new(Mutex::new(BTreeSet::new()));
        let brought = Arc::clone(&restored);
        let report = move |report: writer::Report| {
            let message = match report.outcome {
                writer::Outcome::Saved => Message::Saved(report.revision),
                writer::Outcome::Failed(why) => Message::NotSaved(why),
                writer::Outcome::Conflict => {
                    let article = Arc::clone(&beside.lock().unwrap_or_else(PoisonError::into_inner));
                    Message::ChangedOnDisk(theirs(&path, &article, &brought))
                }
            };
            // Nobody hears it any more when the program is leaving.
            let _ = events.send(Event::Message(message, clock.now()));
        };
        let is_there = Arc::new(AtomicBool::new(saving.known != Known::default()));
        let writer = Writer::start(saving.path.clone(), saving.known, report)?;
        Ok(Self { writer, path: saving.path, file: saving.file, is_there, article: shared, restored, _lock: saving.lock })
    }

    /// The article in review is this one from now on.
    pub(super) fn read_beside(&self, article: &Arc<Article>) {
        *self.article.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(article);
    }

    pub(super) fn save(&self, state: Snapshot, desk: &OpenArticle) {
        self.writer.save(state.revision, self.text(state.record, desk));
    }

    /// What somebody else wrote is known, and may be written over by `state`.
    pub(super) fn take_in(&self, known: Known, state: Option<Snapshot>, desk: &OpenArticle) {
        let state = state.map(|state| -> (u64, writer::Text) { (state.revision, Box::new(self.text(state.record, desk))) });
        self.writer.take_in(known, state);
    }

    /// The file's text for a record, made when its turn comes.
    fn text(&self, record: Record, desk: &OpenArticle) -> impl FnOnce() -> Option<String> + Send + 'static {
        let (article, file, engine) = (Arc::clone(desk.session.article()), self.file.clone(), desk.read_by.version());
        let (is_there, restored) = (Arc::clone(&self.is_there), Arc::clone(&self.restored));
        move || {
            let wanted = record.has_decisions() || is_there.load(Ordering::Relaxed);
            is_there.fetch_or(wanted, Ordering::Relaxed);
            let article = with_parts(article, &restored.lock().unwrap_or_else(PoisonError::into_inner));
            wanted.then(|| sidecar::text_of(&record, &article, &file, engine))
        }
    }

    /// The reader took a part of the page out again, whoever brought it in.
    pub(super) fn left_out(&self, part: &str) {
        self.restored.lock().unwrap_or_else(PoisonError::into_inner).remove(part);
    }

    /// From now on there is a sidecar, decisions or not.
    pub(super) fn must_be_written(&self) {
        self.is_there.store(true, Ordering::Relaxed);
    }

    /// Tries again now to save what could not be saved.
    pub(super) fn retry(&self) {
        self.writer.retry();
    }

    /// Waits for what is being saved, and returns what could not be; the lock is given back after that.
    pub(super) fn finish(self) -> Option<Unsaved> {
        self.writer.close()
    }
}

/// The article, said to have these parts of its page as well.
fn with_parts(article: Arc<Article>, parts: &BTreeSet<String>) -> Arc<Article> {
    let mut all: BTreeSet<&String> = article.origin.restored.iter().collect();
    all.extend(parts);
    if all.len() == article.origin.restored.len() {
        return article;
    }
    let all = all.into_iter().cloned().collect();
    let origin = crate::article::Origin { restored: all, ..article.origin.clone() };
    Arc::new(Article { origin, ..Article::clone(&article) })
}

/// Another place for the sidecar `usual` of the article `file`: what was typed is a folder, or a new file.
pub(super) fn elsewhere(typed: &str, usual: &Path, file: &str, annotator: &str) -> Result<Saving, String> {
    let typed = match (typed.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(typed),
    };
    let path = if typed.is_dir() { typed.join(usual.file_name().unwrap_or_default()) } else { typed };
    if std::fs::symlink_metadata(&path).is_ok() {
        return Err(format!("{} already exists; choose another name", shown(&path)));
    }
    let lock = Lock::take(&path, annotator).map_err(|error| error.to_string())?;
    Ok(Saving { path, known: Known::default(), file: file.to_owned(), lock: Some(lock) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_was_taken_out_stays_out_although_the_sidecar_was_merged_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html.claims.ron");
        let article = Arc::new(Article::from_text("She said no.\n"));
        let named = |parts: &[&str]| {
            let origin = crate::article::Origin {
                restored: parts.iter().map(|part| (*part).to_owned()).collect(),
                ..article.origin.clone()
            };
            Article { origin, ..Article::clone(&article) }
        };
        let record = crate::review::Session::new(Arc::clone(&article)).record();
        std::fs::write(&path, sidecar::text_of(&record, &named(&["aa", "bb"]), "a.html", "0")).unwrap();
        let restored = Mutex::new(BTreeSet::new());
        theirs(&path, &article, &restored).unwrap();
        let saving = Saving { path: path.clone(), known: Known::default(), file: "a.html".to_owned(), lock: None };
        let (events, _heard) = super::super::events::open().unwrap();
        let mut saves = Saves::start(saving, Arc::clone(&article), Clock::start(), events).unwrap();
        saves.restored = Arc::new(restored);
        saves.left_out("aa");
        let all = saves.restored.lock().unwrap();
        assert_eq!(with_parts(Arc::clone(&article), &all).origin.restored, ["bb"]);
    }

    #[test]
    fn a_folder_or_a_new_file_is_another_place() {
        let folder = tempfile::tempdir().unwrap();
        let usual = Path::new("gone/a.txt.claims.ron");
        let at = |typed: &Path| elsewhere(&typed.to_string_lossy(), usual, "a.txt", "mw").map(|saving| saving.path);
        assert_eq!(at(folder.path()).unwrap(), folder.path().join("a.txt.claims.ron"));
        assert_eq!(at(&folder.path().join("b.ron")).unwrap(), folder.path().join("b.ron"));
        std::fs::write(folder.path().join("a.txt.claims.ron"), "theirs").unwrap();
        assert!(at(folder.path()).unwrap_err().contains("already exists"));
        assert!(at(&folder.path().join("none/b.ron")).is_err());
    }
}
