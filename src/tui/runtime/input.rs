//! Reads the terminal, and waits for it and for events at once.
//!
//! It is the main thread that reads: a key then needs no second thread to be woken before its frame, which costs as
//! much as drawing the frame.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionread, read};

use super::Clock;
use super::events::EventReceiver;
use crate::tui::input_decoder::Decoder;
use crate::tui::message::Message;

/// How often a terminal is looked at that cannot be waited for.
const LOOK: Duration = Duration::from_millis(10);
/// So many bytes are read at a time.
const AT_A_TIME: usize = 4096;

/// The keys of the terminal.
#[derive(Debug)]
pub(super) struct Input {
    decoder: Decoder,
    clock: Clock,
    /// The terminal where standard input is something else.
    terminal: Option<File>,
    /// Whether the system lets a program wait for the terminal (macOS has kept `/dev/tty` from it).
    can_wait: bool,
}

impl Input {
    /// The input of the terminal that the program was started in.
    pub fn new(decoder: Decoder, clock: Clock) -> Self {
        let terminal = if io::stdin().is_terminal() { None } else { File::open("/dev/tty").ok() };
        let can_wait = terminal.is_some() || io::stdin().is_terminal();
        Self { decoder, clock, terminal, can_wait }
    }

    /// Says that the terminal was asked for the colour of its background.
    pub fn asked(&mut self) {
        self.decoder.asked();
    }

    /// What was typed, clicked and pasted since the last time; does not wait.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn heard(&mut self) -> io::Result<Vec<Message>> {
        let mut heard = Vec::new();
        let mut bytes = [0; AT_A_TIME];
        // Bytes that are there are read without waiting.
        while ioctl_fionread(self.terminal())? > 0 {
            match read(self.terminal(), &mut bytes) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => heard.extend(self.decoder.bytes(bytes.get(..count).unwrap_or_default(), self.clock.elapsed())),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if self.decoder.patience(self.clock.elapsed()) == Some(Duration::ZERO) {
            heard.extend(self.decoder.silence(self.clock.elapsed()));
        }
        Ok(heard)
    }

    /// Waits at most `limit` for the terminal's answer; what else is heard meanwhile comes back too.
    pub fn await_answer(&mut self, limit: Duration) -> Vec<Message> {
        let end = Instant::now() + limit;
        let mut heard = Vec::new();
        while self.decoder.is_waiting() {
            let left = end.saturating_duration_since(Instant::now());
            let wait = if self.can_wait { left } else { left.min(LOOK) };
            let mut terminal = [PollFd::from_borrowed_fd(self.terminal(), PollFlags::IN)];
            let waited = poll(&mut terminal, Timespec::try_from(wait).ok().as_ref());
            self.can_wait &= !terminal.iter().any(|end| end.revents().contains(PollFlags::NVAL));
            match (waited, self.heard()) {
                (Ok(_) | Err(Errno::INTR), Ok(messages)) => heard.extend(messages),
                _ => break,
            }
            if left.is_zero() {
                break;
            }
        }
        heard
    }

    fn terminal(&self) -> BorrowedFd<'_> {
        self.terminal.as_ref().map_or(rustix::stdio::stdin(), File::as_fd)
    }

    /// Waits until there may be something to read, or an event, but no longer than `limit`. False when the terminal is
    /// gone.
    ///
    /// # Errors
    ///
    /// When the system refuses to wait.
    pub fn wait(&mut self, inbox: &EventReceiver, limit: Option<Duration>) -> io::Result<bool> {
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
        Ok(!terminal.intersects(PollFlags::HUP | PollFlags::ERR))
    }
}
