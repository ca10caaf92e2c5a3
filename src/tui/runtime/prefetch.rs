//! The next article of the queue is read while the reviewer is at this one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::events::{Event, EventSender};
use super::storage::Inspect;
use super::{Clock, engine};
use crate::article::Article;
use crate::tui::message::{Found, Message};

/// How far articles are is reported no more often than this.
const TELL: Duration = Duration::from_millis(500);

/// An article that is read ahead of its turn, and what was found in it so far.
pub(super) struct Ahead {
    /// Its place in the queue.
    pub at: usize,
    /// The number of the reading.
    pub number: u64,
    /// The reading.
    pub reading: engine::Reading,
    /// The article, once it was fetched.
    pub article: Option<Arc<Article>>,
    /// What was found so far, by chapters.
    pub found: Vec<Found>,
    /// How much of it is read, in per cent.
    pub percent: u8,
}

impl Ahead {
    /// Takes in what its reading tells.
    pub fn hear(&mut self, message: Message) {
        match message {
            Message::Extracted(found) => {
                self.found.retain(|earlier| !found.place.encloses(earlier.place));
                self.found.push(found);
            }
            Message::Extracting(percent) => self.percent = percent,
            _ => {}
        }
    }

    /// Whether it is a reading of this text.
    pub fn is_of(&self, at: usize, article: &Article) -> bool {
        self.at == at && self.article.as_ref().is_some_and(|ours| ours.text == article.text && ours.blocks == article.blocks)
    }
}

/// Looks how far the articles at `indices` are, one after the other, and tells it in portions.
pub(super) fn inspect(mut inspect: Inspect, indices: Vec<usize>, clock: Clock, events: EventSender) {
    let look = move || {
        let (mut seen, mut told) = (Vec::new(), Instant::now());
        let last = indices.len();
        for (count, index) in indices.into_iter().enumerate() {
            seen.push((index, inspect(index)));
            if count + 1 == last || told.elapsed() >= TELL {
                told = Instant::now();
                let message = Message::Standings(std::mem::take(&mut seen));
                if events.send(Event::Message(message, clock.now())).is_err() {
                    return;
                }
            }
        }
    };
    // Without the thread the list shows no standings, and nothing else is lost.
    let _ = std::thread::Builder::new().name("queue".to_owned()).spawn(look);
}
