//! What reaches the main thread from others, and how these wake it.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::article::Article;
use crate::tui::message::{Message, Moment};

/// What reaches the main thread.
#[derive(Debug)]
pub(super) enum News {
    /// Something for the model.
    Message(Message, Moment),
    /// Something for the model from the reading of this number; an older one's is about an article that was left.
    Engine(u64, Message, Moment),
    /// Something for the model about the article that was opened as this one in turn.
    OfArticle(u64, Message, Moment),
    /// The reading of this number has this article before it.
    Fetched(u64, Arc<Article>),
    /// A signal.
    Signal(i32),
}

/// Where news are posted, by any thread.
#[derive(Clone, Debug)]
pub(super) struct Post {
    queue: Sender<News>,
    bell: Arc<UnixStream>,
}

/// Where the main thread finds them. It waits for keys too: the bell is something that it can wait for together with
/// the terminal.
#[derive(Debug)]
pub(super) struct Inbox {
    queue: Receiver<News>,
    bell: UnixStream,
}

/// A post office.
pub(super) fn open() -> io::Result<(Post, Inbox)> {
    let (queue, inbox) = channel();
    let (bell, heard) = UnixStream::pair()?;
    bell.set_nonblocking(true)?;
    heard.set_nonblocking(true)?;
    Ok((Post { queue, bell: Arc::new(bell) }, Inbox { queue: inbox, bell: heard }))
}

/// Nobody takes news any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Closed;

impl Post {
    /// Posts news and wakes the main thread.
    ///
    /// # Errors
    ///
    /// When nobody takes news any more.
    pub fn send(&self, news: News) -> Result<(), Closed> {
        self.queue.send(news).map_err(|_| Closed)?;
        // A bell that rings already needs no second pull.
        let _ = (&*self.bell).write(&[0]);
        Ok(())
    }
}

impl Inbox {
    /// The next news, if any wait.
    pub fn next(&self) -> Option<News> {
        self.queue.try_recv().ok()
    }

    /// Something that is readable from the time when news are posted.
    pub fn bell(&self) -> BorrowedFd<'_> {
        self.bell.as_fd()
    }

    /// Stops the bell; the news that rang it are to be taken afterwards.
    pub fn silence(&self) {
        let mut rings = [0; 256];
        while (&self.bell).read(&mut rings).is_ok_and(|count| count == rings.len()) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    fn rings(inbox: &Inbox) -> bool {
        let mut bell = [PollFd::new(&inbox.bell, PollFlags::IN)];
        poll(&mut bell, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).unwrap() == 1
    }

    #[test]
    fn the_bell_rings_until_it_is_silenced_however_often_it_was_pulled() {
        let (post, inbox) = open().unwrap();
        assert!(!rings(&inbox));
        // More than the bell holds: nobody who posts has to wait.
        for signal in 0..400_000 {
            post.send(News::Signal(signal)).unwrap();
        }
        assert!(rings(&inbox));
        inbox.silence();
        assert!(!rings(&inbox));
        let mut count = 0;
        while let Some(News::Signal(signal)) = inbox.next() {
            assert_eq!(signal, count);
            count += 1;
        }
        assert_eq!(count, 400_000);
        post.send(News::Signal(1)).unwrap();
        assert!(rings(&inbox));
    }
}
