//! Where the decisions on the article at hand go: its writer, its lock, another place for them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::shelf::Saving;
use super::{Clock, News};
use crate::disk::file::shown;
use crate::disk::lock::Lock;
use crate::disk::writer::{self, Known, Unsaved, Writer};
use crate::review::Record;
use crate::sidecar;
use crate::tui::message::Message;
use crate::tui::model::Desk;

/// The writer of one article's sidecar, and the lock that keeps others out of it.
pub(super) struct Saves {
    writer: Writer,
    /// The sidecar.
    pub path: PathBuf,
    file: String,
    _lock: Option<Lock>,
}

impl Saves {
    pub fn start(saving: Saving, clock: Clock, news: Sender<News>) -> io::Result<Self> {
        let report = move |report: writer::Report| {
            let message = match report.outcome {
                writer::Outcome::Saved => Message::Saved(report.revision),
                writer::Outcome::Failed(why) => Message::NotSaved(why),
                writer::Outcome::Conflict => Message::NotSaved("the sidecar was changed by someone else meanwhile".to_owned()),
            };
            // Nobody hears it any more when the program is leaving.
            let _ = news.send(News::Message(message, clock.now()));
        };
        let writer = Writer::start(saving.path.clone(), saving.known, report)?;
        Ok(Self { writer, path: saving.path, file: saving.file, _lock: saving.lock })
    }

    pub fn save(&self, revision: u64, record: Record, desk: &Desk) {
        let (article, file, engine) = (Arc::clone(desk.session.article()), self.file.clone(), desk.read_by.version());
        self.writer.save(revision, move || record.has_decisions().then(|| sidecar::text_of(&record, &article, &file, engine)));
    }

    /// Waits for what is being saved, and returns what could not be; the lock is given back after that.
    pub fn finish(self) -> Option<Unsaved> {
        self.writer.close()
    }
}

/// Another place for the sidecar `usual` of the article `file`: what was typed is a folder, or a new file.
pub(super) fn elsewhere(typed: &str, usual: &Path, file: &str, annotator: &str) -> Result<Saving, String> {
    let typed = match (typed.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(typed),
    };
    let path = if typed.is_dir() { typed.join(usual.file_name().unwrap_or_default()) } else { typed };
    if std::fs::symlink_metadata(&path).is_ok() {
        return Err(format!("{} is there already: choose another name", shown(&path)));
    }
    let lock = Lock::take(&path, annotator).map_err(|error| error.to_string())?;
    Ok(Saving { path, known: Known::default(), file: file.to_owned(), lock: Some(lock) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_or_a_new_file_is_another_place() {
        let folder = tempfile::tempdir().unwrap();
        let usual = Path::new("gone/a.txt.claims.ron");
        let at = |typed: &Path| elsewhere(&typed.to_string_lossy(), usual, "a.txt", "mw").map(|saving| saving.path);
        assert_eq!(at(folder.path()).unwrap(), folder.path().join("a.txt.claims.ron"));
        assert_eq!(at(&folder.path().join("b.ron")).unwrap(), folder.path().join("b.ron"));
        std::fs::write(folder.path().join("a.txt.claims.ron"), "theirs").unwrap();
        assert!(at(folder.path()).unwrap_err().contains("there already"));
        assert!(at(&folder.path().join("none/b.ron")).is_err());
    }
}
