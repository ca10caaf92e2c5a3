//! Reads the terminal, and waits for it and for news at once.
//!
//! It is the main thread that reads: a key then needs no second thread to be woken before its frame, which costs as
//! much as drawing the frame.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use super::Clock;
use super::news::Inbox;
use crate::tui::input_decoder::Decoder;
use crate::tui::message::Message;

/// How often a terminal is looked at that cannot be waited for.
const LOOK: Duration = Duration::from_millis(10);

/// The keys of the terminal.
#[derive(Debug)]
pub(super) struct Input {
    decoder: Decoder,
    clock: Clock,
    /// The terminal where standard input is something else.
    terminal: Option<File>,
    /// Whether there may be something to hear.
    ready: bool,
    /// Whether the terminal has bytes, and how often in a row nothing was heard though it had.
    readable: bool,
    stalls: u32,
    /// Whether the system lets a program wait for the terminal (macOS has kept `/dev/tty` from it).
    can_wait: bool,
}

impl Input {
    /// The input of the terminal that the program was started in.
    pub fn new(decoder: Decoder, clock: Clock) -> Self {
        let terminal = if io::stdin().is_terminal() { None } else { File::open("/dev/tty").ok() };
        let can_wait = terminal.is_some() || io::stdin().is_terminal();
        Self { decoder, clock, terminal, ready: true, readable: false, stalls: 0, can_wait }
    }

    /// What was typed, clicked and pasted since the last time; does not wait.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn heard(&mut self) -> io::Result<Vec<Message>> {
        let mut heard = Vec::new();
        if self.ready {
            while crossterm::event::poll(Duration::ZERO)? {
                heard.extend(self.decoder.event(crossterm::event::read()?, self.clock.elapsed()));
            }
            self.ready = false;
            self.stalls = if heard.is_empty() && self.readable { self.stalls.saturating_add(1) } else { 0 };
            if self.stalls > 0 {
                self.rouse();
            }
        }
        if self.decoder.patience(self.clock.elapsed()) == Some(Duration::ZERO) {
            heard.extend(self.decoder.silence(self.clock.elapsed()));
        }
        Ok(heard)
    }

    /// The terminal library is told once of bytes that came, and forgets them where a change of size comes with them,
    /// or more than it reads at a time; it then reads no more until others come. Settings that are set again, as they
    /// are, make Linux tell it once more.
    fn rouse(&self) {
        let terminal = self.terminal();
        if let Ok(settings) = tcgetattr(terminal) {
            // Without it the bytes wait for the next key.
            let _ = tcsetattr(terminal, OptionalActions::Now, &settings);
        }
        if self.stalls > 2 {
            std::thread::sleep(LOOK);
        }
    }

    fn terminal(&self) -> BorrowedFd<'_> {
        self.terminal.as_ref().map_or(rustix::stdio::stdin(), File::as_fd)
    }

    /// Waits until there may be something to hear, or news, but no longer than `limit`. False when the terminal is
    /// gone.
    ///
    /// # Errors
    ///
    /// When the system refuses to wait.
    pub fn wait(&mut self, inbox: &Inbox, limit: Option<Duration>) -> io::Result<bool> {
        let look = (!self.can_wait).then_some(LOOK);
        let patience = [self.decoder.patience(self.clock.elapsed()), limit, look].into_iter().flatten().min();
        let timeout = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let asked = if self.can_wait { PollFlags::IN } else { PollFlags::empty() };
        let mut ends = [PollFd::from_borrowed_fd(inbox.bell(), PollFlags::IN), PollFd::from_borrowed_fd(self.terminal(), asked)];
        match poll(&mut ends, timeout.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [bell, terminal] = ends.map(|end| end.revents());
        if bell.contains(PollFlags::IN) {
            inbox.silence();
        }
        if terminal.contains(PollFlags::NVAL) {
            self.can_wait = false;
        }
        self.readable = terminal.contains(PollFlags::IN);
        // News of a change of size: the terminal library hears of it too.
        self.ready = !terminal.is_empty() || !bell.is_empty() || !self.can_wait;
        Ok(!terminal.intersects(PollFlags::HUP | PollFlags::ERR))
    }
}

/// Waits at most `limit` for the terminal's answer; what else is heard meanwhile comes back too.
pub(super) fn await_answer(decoder: &mut Decoder, clock: Clock, limit: Duration) -> Vec<Message> {
    let end = Instant::now() + limit;
    let mut heard = Vec::new();
    while decoder.is_waiting() {
        let left = end.saturating_duration_since(Instant::now());
        match crossterm::event::poll(left) {
            Ok(true) => match crossterm::event::read() {
                Ok(event) => heard.extend(decoder.event(event, clock.elapsed())),
                Err(_) => break,
            },
            _ => break,
        }
    }
    heard
}
