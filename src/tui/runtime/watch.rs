//! Looks whether the article's file changes while it is open, as the writer does with the sidecar.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Clock;
use super::events::{Event, EventSender};
use crate::article::Article;
use crate::disk::inputs;
use crate::disk::touched::Stat;
use crate::sidecar::watched::ReviewFiles;
use crate::tui::message::{Message, ReviewVersions};

/// How often somebody looks while no key is pressed.
const LOOK: Duration = Duration::from_secs(1);
/// The watch over the reviews that an adjudication decides between. Dropped, it ends.
pub(super) struct ReviewWatch {
    _alive: Arc<()>,
}

impl ReviewWatch {
    /// Watches these files for the article that was opened as this one in turn; `None` where the system gives no thread.
    pub fn start(mut files: ReviewFiles, opening: u64, clock: Clock, events: EventSender) -> Option<Self> {
        let alive = Arc::new(());
        let weak = Arc::downgrade(&alive);
        let look = move || {
            loop {
                std::thread::sleep(LOOK);
                if weak.upgrade().is_none() {
                    return;
                }
                if let Some(reviews) = files.look()
                    && events
                        .send(Event::OfArticle(
                            opening,
                            Message::ReviewsChanged(ReviewVersions { versions: reviews.versions, trouble: reviews.trouble }),
                            clock.now(),
                        ))
                        .is_err()
                {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("reviews".to_owned()).spawn(look).ok()?;
        Some(Self { _alive: alive })
    }
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
        let known = Arc::new(Mutex::new(Stat::read(&path)));
        let (weak, file) = (Arc::downgrade(&known), path.clone());
        let look = move || {
            loop {
                std::thread::sleep(LOOK);
                let Some(known) = weak.upgrade() else { return };
                if Stat::of(&file) != *held(&known) && events.send(Event::ArticleTouched).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("watch".to_owned()).spawn(look).ok()?;
        Some(Self { path, known })
    }

    /// What the file holds, or why it cannot be read, where it was touched since it was looked at last.
    pub fn changed(&self, restored: &[String]) -> Option<Result<Arc<Article>, String>> {
        let now = Stat::of(&self.path);
        let mut known = held(&self.known);
        if *known == now {
            return None;
        }
        *known = now;
        Some(inputs::article_with(&self.path, restored).map(Arc::new).map_err(|error| error.to_string()))
    }
}
