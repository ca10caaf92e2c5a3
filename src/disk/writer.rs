//! Background writer: saves one after the other, always the latest state.
//!
//! A save begins at once. What is handed over while one runs waits, and of what waits only the newest is
//! written. A file that changed underneath is not overwritten: the writer says so and waits to be told.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use super::atomic::{self, Steps, System};
use super::file::{self, shown};

/// Makes the file's text when its turn comes; `None`: there is nothing worth a file.
pub type Text = Box<dyn FnOnce() -> Option<String> + Send>;

/// How long the writer waits before it tries a failed save again, at first and at most.
const PATIENCE: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(30));

/// How often the writer looks whether somebody else has changed the file.
const LOOK: Duration = Duration::from_secs(2);

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk.
    Saved,
    /// It is not, and why; it will be tried again.
    Failed(String),
    /// The file is not the one that was read or written last. Nothing was overwritten.
    Conflict,
}

/// The outcome of the save of one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which revision.
    pub revision: u64,
    /// What became of it.
    pub outcome: Outcome,
}

/// A file as it was last seen: blake3 of its bytes, or `None` when there was none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(Option<[u8; 32]>);

impl Known {
    /// A file with these bytes; `None`: no file.
    pub fn of(bytes: Option<&[u8]>) -> Self {
        Self(bytes.map(|bytes| *blake3::hash(bytes).as_bytes()))
    }
}

#[derive(Default)]
struct Desk {
    /// What waits to be saved.
    waiting: Option<(u64, Waiting)>,
    busy: bool,
    /// The outcome of the last save.
    last: Option<Outcome>,
    known: Known,
    /// The text that was saved last.
    saved: Option<String>,
    closed: bool,
}

enum Waiting {
    /// Not yet made.
    Text(Text),
    /// Made, and not yet on disk.
    Made(String),
}

impl Waiting {
    /// The file's text, or why there is none: a mistake of the program in making it must not end the writer.
    fn text(self) -> Result<Option<String>, String> {
        match self {
            Self::Made(text) => Ok(Some(text)),
            Self::Text(make) => std::panic::catch_unwind(AssertUnwindSafe(make))
                .map_err(|_| "internal error: cannot produce the sidecar's text".to_owned()),
        }
    }
}

/// What could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    /// The file as it was to be.
    pub text: String,
    /// Why it is not.
    pub why: String,
    /// The file as it was seen last.
    pub known: Known,
    /// Its text, where this writer has saved it.
    pub base: Option<String>,
}

struct Shared {
    desk: Mutex<Desk>,
    changed: Condvar,
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The writer of one file. Dropped, it finishes what waits (one try) and stops.
pub struct Writer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the writer of the file at `path`, which was last seen as `known`; `report` is called from
    /// its thread.
    ///
    /// # Errors
    ///
    /// When the system gives no thread.
    pub fn start(path: PathBuf, known: Known, report: impl FnMut(Report) + Send + 'static) -> std::io::Result<Self> {
        Self::start_with(Box::new(System), path, known, report)
    }

    /// As [`Self::start`], with `steps` in place of the system's.
    ///
    /// # Errors
    ///
    /// As [`Self::start`].
    pub fn start_with(
        steps: Box<dyn Steps>,
        path: PathBuf,
        known: Known,
        report: impl FnMut(Report) + Send + 'static,
    ) -> std::io::Result<Self> {
        let target = Target { path, steps };
        let shared = Arc::new(Shared { desk: Mutex::new(Desk { known, ..Desk::default() }), changed: Condvar::new() });
        let worker = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || work(&worker, &target, report))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Finishes what waits (one try) and stops; what could not be saved comes back.
    pub fn close(mut self) -> Option<Unsaved> {
        self.stop();
        let mut desk = self.shared.desk();
        let (_, waiting) = desk.waiting.take()?;
        let why = match desk.last.take() {
            Some(Outcome::Failed(why)) => why,
            _ => "the file was changed on disk".to_owned(),
        };
        let (known, base) = (desk.known, desk.saved.take());
        drop(desk);
        let text = waiting.text().ok()??;
        Some(Unsaved { text, why, known, base })
    }

    fn stop(&mut self) {
        self.shared.desk().closed = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    /// Hands over a state to be saved at once, in place of any that waits. Returns at once.
    pub fn save(&self, revision: u64, text: impl FnOnce() -> Option<String> + Send + 'static) {
        let mut desk = self.shared.desk();
        desk.waiting = Some((revision, Waiting::Text(Box::new(text))));
        desk.last = desk.last.take().filter(|last| *last == Outcome::Conflict);
        self.shared.changed.notify_all();
    }

    /// Tries a failed save again now.
    pub fn retry(&self) {
        self.shared.desk().last = None;
        self.shared.changed.notify_all();
    }

    /// After a conflict: the file as it is now is known, and may be overwritten, by `state` if there is one and in
    /// no case by what waited until now.
    pub fn take_in(&self, known: Known, state: Option<(u64, Text)>) {
        let mut desk = self.shared.desk();
        desk.known = known;
        desk.waiting = state.map(|(revision, text)| (revision, Waiting::Text(text)));
        desk.last = None;
        self.shared.changed.notify_all();
    }

    /// Whether something is not on disk yet.
    #[cfg(test)]
    pub fn is_behind(&self) -> bool {
        let desk = self.shared.desk();
        desk.busy || desk.waiting.is_some()
    }

    /// Waits until all is saved or a try has failed, at most `limit`. `None`: neither happened in time.
    pub fn flush(&self, limit: Duration) -> Option<Outcome> {
        let end = Instant::now() + limit;
        let mut desk = self.shared.desk();
        loop {
            match (&desk.waiting, desk.busy, &desk.last) {
                (_, false, Some(outcome)) if *outcome != Outcome::Saved => return Some(outcome.clone()),
                (None, false, _) => return Some(Outcome::Saved),
                _ => {}
            }
            let left = end.checked_duration_since(Instant::now())?;
            desk = self.shared.changed.wait_timeout(desk, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn work(shared: &Shared, target: &Target, mut report: impl FnMut(Report)) {
    let mut seen = Seen::default();
    let mut looked: Option<Stat> = None;
    let mut patience = PATIENCE.0;
    let mut desk = shared.desk();
    loop {
        // A failed save waits for its time, a conflict for a word; the last try at closing waits for neither.
        let closing = desk.closed;
        let ready = match &desk.last {
            Some(Outcome::Conflict) => false,
            Some(Outcome::Failed(_)) => closing,
            _ => true,
        };
        let job = if ready { desk.waiting.take() } else { None };
        let Some((revision, waiting)) = job else {
            if closing {
                return;
            }
            desk = match desk.last {
                Some(Outcome::Failed(_)) if desk.waiting.is_some() => {
                    let (mut desk, time) = shared.changed.wait_timeout(desk, patience).unwrap_or_else(PoisonError::into_inner);
                    if time.timed_out() {
                        desk.last = None;
                        patience = (patience * 2).min(PATIENCE.1);
                    }
                    desk
                }
                _ => {
                    let (desk, time) = shared.changed.wait_timeout(desk, LOOK).unwrap_or_else(PoisonError::into_inner);
                    if !time.timed_out() {
                        desk
                    } else {
                        let known = desk.known;
                        drop(desk);
                        let changed = target.is_another(known, &seen, &mut looked);
                        let mut desk = shared.desk();
                        if changed && desk.known == known {
                            desk.last = Some(Outcome::Conflict);
                            let revision = desk.waiting.as_ref().map_or(0, |(revision, _)| *revision);
                            shared.changed.notify_all();
                            drop(desk);
                            report(Report { revision, outcome: Outcome::Conflict });
                            desk = shared.desk();
                        }
                        desk
                    }
                }
            };
            continue;
        };
        desk.busy = true;
        let known = desk.known;
        drop(desk);
        let text = waiting.text();
        let (outcome, now_known) = match &text {
            Ok(Some(text)) => target.put(text, known, &mut seen),
            Ok(None) => (Outcome::Saved, known),
            Err(why) => (Outcome::Failed(why.clone()), known),
        };
        desk = shared.desk();
        desk.busy = false;
        // Someone may have accepted the file meanwhile.
        if desk.known == known {
            desk.known = now_known;
        }
        if outcome == Outcome::Saved {
            patience = PATIENCE.0;
            desk.saved = text.ok().flatten().or(desk.saved.take());
        } else if desk.waiting.is_none() {
            desk.waiting = text.ok().flatten().map(|text| (revision, Waiting::Made(text)));
        }
        desk.last = Some(outcome.clone());
        shared.changed.notify_all();
        drop(desk);
        report(Report { revision, outcome });
        desk = shared.desk();
        if closing {
            return;
        }
    }
}

/// What tells quickly that a file is the one that was written last.
type Stat = (SystemTime, u64);

fn stat(path: &Path) -> Option<Stat> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The file that is written, and how.
struct Target {
    path: PathBuf,
    steps: Box<dyn Steps>,
}

/// What the writer remembers of the file from one save to the next.
#[derive(Default)]
struct Seen {
    /// The file as the last save left it.
    stat: Option<Stat>,
    /// The last save put the new file in place, but it is not certain that it lasts.
    uncertain: bool,
}

/// Whether the folder of `path` is not there: a disk that was taken out, not somebody's change.
fn is_folder_gone(path: &Path) -> bool {
    path.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.exists())
}

impl Target {
    /// Writes `text` unless the file is another one than `known`; what is known of it then.
    fn put(&self, text: &str, known: Known, seen: &mut Seen) -> (Outcome, Known) {
        let path = &self.path;
        let wanted = Known::of(Some(text.as_bytes()));
        let is_last = seen.stat.is_some() && seen.stat == stat(path);
        let there = if is_last {
            known
        } else {
            match self.read() {
                Ok(there) => there,
                Err(error) => return (Outcome::Failed(format!("cannot read {}: {error}", shown(path))), known),
            }
        };
        if there == wanted && !seen.uncertain {
            return (Outcome::Saved, wanted);
        }
        if there != known && there != wanted && !is_folder_gone(path) {
            return (Outcome::Conflict, known);
        }
        match atomic::write_with(&*self.steps, path, text.as_bytes()) {
            Ok(()) => {
                // Somebody may have put another file there by now: of that one we have seen nothing.
                let stat = stat(path).filter(|_| self.read().is_ok_and(|there| there == wanted));
                *seen = Seen { stat, uncertain: false };
                (Outcome::Saved, wanted)
            }
            Err(error) => {
                // The last step fails with the new file in place already: ours, and no stranger's.
                let is_there = self.read().is_ok_and(|there| there == wanted);
                seen.uncertain |= is_there;
                (Outcome::Failed(error.to_string()), if is_there { wanted } else { known })
            }
        }
    }

    /// Whether the file is another one than `known`, and was not looked at since it became so.
    fn is_another(&self, known: Known, seen: &Seen, looked: &mut Option<Stat>) -> bool {
        let now = stat(&self.path);
        // A file that is gone is reported at the next save.
        if now.is_none() || now == seen.stat || now == *looked {
            return false;
        }
        *looked = now;
        self.read().is_ok_and(|there| there != known)
    }

    fn read(&self) -> std::io::Result<Known> {
        file::read(&self.path).map(|bytes| Known::of(bytes.as_deref()))
    }
}

#[cfg(test)]
mod tests;
