//! The writer beside the screen: saves one after the other, always the newest state.
//!
//! A save begins at once. What is handed over while one runs waits, and of what waits only the newest is
//! written. A file that changed underneath is not overwritten: the writer says so and waits to be told.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use super::{atomic, file};

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
    closed: bool,
}

enum Waiting {
    /// Not yet made.
    Text(Text),
    /// Made, and not yet on disk.
    Made(String),
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
        let shared = Arc::new(Shared { desk: Mutex::new(Desk { known, ..Desk::default() }), changed: Condvar::new() });
        let worker = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || work(&worker, &path, report))?;
        Ok(Self { shared, thread: Some(thread) })
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
                (None, false, _) => return Some(Outcome::Saved),
                (Some(_), false, Some(outcome)) if *outcome != Outcome::Saved => return Some(outcome.clone()),
                _ => {}
            }
            let left = end.checked_duration_since(Instant::now())?;
            desk = self.shared.changed.wait_timeout(desk, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.desk().closed = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(shared: &Shared, path: &Path, mut report: impl FnMut(Report)) {
    let mut seen: Option<Stat> = None;
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
                        let changed = is_another(path, known, seen, &mut looked);
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
        let text = match waiting {
            Waiting::Text(make) => make(),
            Waiting::Made(text) => Some(text),
        };
        let (outcome, now_known) = match &text {
            Some(text) => put(path, text, known, &mut seen),
            None => (Outcome::Saved, known),
        };
        desk = shared.desk();
        desk.busy = false;
        // Someone may have accepted the file meanwhile.
        if desk.known == known {
            desk.known = now_known;
        }
        if outcome == Outcome::Saved {
            patience = PATIENCE.0;
        } else if desk.waiting.is_none() {
            desk.waiting = text.map(|text| (revision, Waiting::Made(text)));
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

/// Whether the file is another one than `known`, and was not looked at since it became so.
fn is_another(path: &Path, known: Known, seen: Option<Stat>, looked: &mut Option<Stat>) -> bool {
    let now = stat(path);
    // A file that is gone is told at the next save.
    if now.is_none() || now == seen || now == *looked {
        return false;
    }
    *looked = now;
    file::read(path).is_ok_and(|bytes| Known::of(bytes.as_deref()) != known)
}

/// Writes `text` unless the file is another one than `known`.
fn put(path: &Path, text: &str, known: Known, seen: &mut Option<Stat>) -> (Outcome, Known) {
    let wanted = Known::of(Some(text.as_bytes()));
    if seen.is_none() || *seen != stat(path) {
        let there = match file::read(path) {
            Ok(bytes) => Known::of(bytes.as_deref()),
            Err(error) => return (Outcome::Failed(format!("cannot read {}: {error}", path.display())), known),
        };
        if there == wanted {
            return (Outcome::Saved, wanted);
        }
        if there != known {
            return (Outcome::Conflict, known);
        }
    } else if wanted == known {
        return (Outcome::Saved, known);
    }
    match atomic::write(path, text.as_bytes()) {
        Ok(()) => {
            *seen = stat(path);
            (Outcome::Saved, wanted)
        }
        Err(error) => (Outcome::Failed(error.to_string()), known),
    }
}

#[cfg(test)]
mod tests;
