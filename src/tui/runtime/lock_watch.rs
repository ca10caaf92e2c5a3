//! Looks whether the lock that keeps this review from being saved is still held.

use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use super::Clock;
use super::events::{Event, EventSender};
use crate::disk::lock;
use crate::tui::message::Message;

/// How often it looks.
const LOOK: Duration = Duration::from_secs(1);

/// The watch over the lock of one sidecar. Dropped, it ends.
pub(super) struct LockWatch {
    _alive: Arc<()>,
}

impl LockWatch {
    /// Watches the lock of `sidecar`, which somebody else holds; `None` where the system gives no thread.
    pub fn start(sidecar: PathBuf, opening: u64, clock: Clock, events: EventSender) -> Option<Self> {
        let alive = Arc::new(());
        let weak = Arc::downgrade(&alive);
        let look = move || {
            let mut was_free = false;
            while is_wanted(&weak) {
                let is_free = lock::is_free(&sidecar);
                if is_free != was_free {
                    was_free = is_free;
                    if events.send(Event::OfArticle(opening, Message::LockFree(is_free), clock.now())).is_err() {
                        return;
                    }
                }
            }
        };
        std::thread::Builder::new().name("lock".to_owned()).spawn(look).ok()?;
        Some(Self { _alive: alive })
    }
}

/// Waits, and says whether somebody still wants to know.
fn is_wanted(alive: &Weak<()>) -> bool {
    std::thread::sleep(LOOK);
    alive.strong_count() > 0
}
