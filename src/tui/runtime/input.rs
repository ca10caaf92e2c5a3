//! The thread that reads the terminal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::{Clock, News};
use crate::tui::background::Decoder;

/// How often the thread looks whether it is to pause.
const BEAT: Duration = Duration::from_millis(100);

/// The reading thread; it ends with the program.
#[derive(Debug)]
pub(super) struct Input {
    paused: Arc<AtomicBool>,
}

impl Input {
    /// Starts to read.
    pub fn start(decoder: Decoder, clock: Clock, news: Sender<News>) -> std::io::Result<Self> {
        let paused = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&paused);
        std::thread::Builder::new().name("input".to_owned()).spawn(move || {
            let ended = catch_unwind(AssertUnwindSafe(|| read(decoder, clock, &news, &flag)));
            // Nobody hears the keys any more: the work is kept, and the program ends.
            if ended.is_err() {
                let _ = news.send(News::Gone);
            }
        })?;
        Ok(Self { paused })
    }

    /// Leaves the terminal's input to another program.
    pub fn pause(&self) {
        self.paused.store(true, Ordering::SeqCst);
        std::thread::sleep(BEAT + BEAT / 4);
    }

    /// Reads again.
    pub fn resume(&self) {
        self.paused.store(false, Ordering::SeqCst);
    }
}

fn read(mut decoder: Decoder, clock: Clock, news: &Sender<News>, paused: &AtomicBool) {
    loop {
        if paused.load(Ordering::SeqCst) {
            std::thread::sleep(BEAT / 4);
            continue;
        }
        let patience = decoder.patience(clock.elapsed());
        let heard = match crossterm::event::poll(patience.unwrap_or(BEAT).min(BEAT)) {
            Ok(true) => match crossterm::event::read() {
                Ok(event) => decoder.event(event, clock.elapsed()),
                Err(_) => break,
            },
            Ok(false) if decoder.patience(clock.elapsed()) == Some(Duration::ZERO) => decoder.silence(clock.elapsed()),
            Ok(false) => continue,
            Err(_) => break,
        };
        for message in heard {
            if news.send(News::Message(message, clock.now())).is_err() {
                return;
            }
        }
    }
    // The terminal is gone.
    let _ = news.send(News::Gone);
}

/// Waits at most `limit` for the terminal's answer; what else is heard meanwhile comes back too.
pub(super) fn await_answer(decoder: &mut Decoder, clock: Clock, limit: Duration) -> Vec<crate::tui::message::Message> {
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
