//! Event channel from worker threads to the main thread, which it wakes.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::article::Article;
use crate::tui::message::{Message, Moment};

/// What reaches the main thread.
#[derive(Debug)]
pub(super) enum Event {
    /// Something for the model.
    Message(Message, Moment),
    /// Something for the model from the reading of this number; an older one's is about an article that was left.
    Engine(u64, Message, Moment),
    /// Something for the model about the article that was opened as this one in turn.
    OfArticle(u64, Message, Moment),
    /// The reading of this number has this article before it.
    Fetched(u64, Arc<Article>),
    /// The file of the article in review was touched.
    ArticleTouched,
    /// A signal.
    Signal(i32),
}

/// Sends events, from any thread.
#[derive(Clone, Debug)]
pub(super) struct EventSender {
    queue: Sender<Event>,
    bell: Arc<UnixStream>,
}

/// Receives events on the main thread. That thread waits for keys too, and can wait for the bell together with the
/// terminal.
#[derive(Debug)]
pub(super) struct EventReceiver {
    queue: Receiver<Event>,
    bell: UnixStream,
}

/// A channel for events.
pub(super) fn open() -> io::Result<(EventSender, EventReceiver)> {
    let (queue, inbox) = channel();
    let (bell, heard) = UnixStream::pair()?;
    bell.set_nonblocking(true)?;
    heard.set_nonblocking(true)?;
    Ok((EventSender { queue, bell: Arc::new(bell) }, EventReceiver { queue: inbox, bell: heard }))
}

/// The receiver is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Closed;

impl EventSender {
    /// Sends an event and wakes the main thread.
    ///
    /// # Errors
    ///
    /// When the receiver is gone.
    pub fn send(&self, event: Event) -> Result<(), Closed> {
        self.queue.send(event).map_err(|_| Closed)?;
        // A bell that rings already needs no second pull.
        let _ = (&*self.bell).write(&[0]);
        Ok(())
    }
}

impl EventReceiver {
    /// The next event, if one is waiting.
    pub fn next(&self) -> Option<Event> {
        self.queue.try_recv().ok()
    }

    /// Readable from the time when an event is sent.
    pub fn bell(&self) -> BorrowedFd<'_> {
        self.bell.as_fd()
    }

    /// Stops the bell; the events that rang it have to be received afterwards.
    pub fn silence(&self) {
        let mut rings = [0; 256];
        while (&self.bell).read(&mut rings).is_ok_and(|count| count == rings.len()) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    fn rings(inbox: &EventReceiver) -> bool {
        let mut bell = [PollFd::new(&inbox.bell, PollFlags::IN)];
        poll(&mut bell, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).unwrap() == 1
    }

    #[test]
    fn the_bell_rings_until_it_is_silenced_however_often_it_was_pulled() {
        let (post, inbox) = open().unwrap();
        assert!(!rings(&inbox));
        // More than the bell holds: nobody who posts has to wait.
        for signal in 0..400_000 {
            post.send(Event::Signal(signal)).unwrap();
        }
        assert!(rings(&inbox));
        inbox.silence();
        assert!(!rings(&inbox));
        let mut count = 0;
        while let Some(Event::Signal(signal)) = inbox.next() {
            assert_eq!(signal, count);
            count += 1;
        }
        assert_eq!(count, 400_000);
        post.send(Event::Signal(1)).unwrap();
        assert!(rings(&inbox));
    }
}
