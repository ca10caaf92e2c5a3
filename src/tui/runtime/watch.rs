//! Looks whether the article's file changes while it is open, as the writer does with the sidecar.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::events::{Event, EventSender};
use crate::article::Article;
use crate::disk::inputs;

/// How often somebody looks while no key is pressed.
const LOOK: Duration = Duration::from_secs(1);
/// A file that was written this short before it was read may have been read half.
const FRESH: Duration = Duration::from_secs(3);

/// What tells quickly that a file is the one that was read; `None`: there is none.
type Stat = Option<(SystemTime, u64)>;

fn stat(path: &Path) -> Stat {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The watch over one article's file. Dropped, it ends.
pub(super) struct Watch {
    path: PathBuf,
    known: Arc<Mutex<Stat>>,
}

fn held(known: &Mutex<Stat>) -> MutexGuard<'_, Stat> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watch {
    /// Watches the file at `path`, which was read just now; `None` where the system gives no thread.
    pub fn start(path: PathBuf, events: EventSender) -> Option<Self> {
        let is_old = |stat: &(SystemTime, u64)| stat.0.elapsed().is_ok_and(|age| age > FRESH);
        let known = Arc::new(Mutex::new(stat(&path).filter(is_old)));
        let (weak, file) = (Arc::downgrade(&known), path.clone());
        let look = move || {
            loop {
                std::thread::sleep(LOOK);
                let Some(known) = weak.upgrade() else { return };
                if stat(&file) != *held(&known) && events.send(Event::ArticleTouched).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("watch".to_owned()).spawn(look).ok()?;
        Some(Self { path, known })
    }

    /// What the file holds, or why it cannot be read, where it was touched since it was looked at last.
    pub fn changed(&self, restored: &[String]) -> Option<Result<Arc<Article>, String>> {
        let now = stat(&self.path);
        let mut known = held(&self.known);
        if *known == now {
            return None;
        }
        *known = now;
        Some(inputs::article_with(&self.path, restored).map(Arc::new).map_err(|error| error.to_string()))
    }
}
