//! The thread in which the desk's memory is read: no frame waits for it.

use std::path::PathBuf;
use std::sync::Arc;

use super::Clock;
use super::events::{Event, EventSender};
use crate::memory::folder;
use crate::tui::message::Message;

/// Reads what the sidecars in `folders` know, all but the one at `open`. What is found comes as an event of the
/// article that is opened as this one in turn. Without the thread nothing is remembered, and nothing else is lost.
pub(super) fn start(folders: Vec<PathBuf>, open: PathBuf, opening: u64, clock: Clock, events: EventSender) {
    let work = move || {
        let memory = folder::read(&folders, &open, folder::caches().as_deref());
        if !memory.is_empty() {
            // The program may have been left meanwhile.
            let _ = events.send(Event::OfArticle(opening, Message::Remembered(Arc::new(memory)), clock.now()));
        }
    };
    let _ = std::thread::Builder::new().name("memory".to_owned()).spawn(work);
}
