//! How far a run is, on standard error: a line that changes on a terminal, otherwise one line a minute.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::cli::output::thousands;

/// When progress is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, or in a log after each minute
    #[default]
    Auto,
    /// Also at the end of a short run
    Always,
    /// Not at all
    Never,
}

/// Redrawn no more often than this on a terminal.
const REDRAW: Duration = Duration::from_millis(250);
/// Logged no more often than this elsewhere.
const LOG: Duration = Duration::from_secs(60);

/// The state of a run.
#[derive(Debug)]
pub struct Progress {
    when: When,
    what: &'static str,
    terminal: bool,
    begin: Instant,
    shown: Option<Instant>,
    drawn: bool,
    done: u64,
    errors: u64,
    /// Bytes of the input that were read, and of all of it.
    read: Arc<AtomicU64>,
    total: Option<u64>,
    /// All items, where they are known.
    items: Option<u64>,
}

impl Progress {
    /// Progress over `what` ("records"); `total` bytes or `items`, where they are known.
    pub fn new(when: When, what: &'static str, read: Arc<AtomicU64>, total: Option<u64>, items: Option<u64>) -> Self {
        let terminal = io::stderr().is_terminal();
        Self { when, what, terminal, begin: Instant::now(), shown: None, drawn: false, done: 0, errors: 0, read, total, items }
    }

    /// Counts one item.
    pub fn count(&mut self, failed: bool) {
        self.done += 1;
        self.errors += u64::from(failed);
        if self.when == When::Never {
            return;
        }
        let wait = if self.terminal { REDRAW } else { LOG };
        if self.shown.unwrap_or(self.begin).elapsed() >= wait {
            self.shown = Some(Instant::now());
            self.show(false);
        }
    }

    /// Removes the line from a terminal, so that something else can be written.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = io::stderr().write_all(b"\r\x1b[K");
        }
    }

    /// The end of the run.
    pub fn finish(&mut self) {
        self.clear();
        if self.when == When::Always {
            self.show(true);
        }
    }

    fn show(&mut self, last: bool) {
        let line = self.line(self.begin.elapsed().as_secs_f64(), last);
        let mut err = io::stderr().lock();
        if self.terminal && !last {
            self.drawn = true;
            let _ = write!(err, "\r\x1b[K{line}");
        } else {
            let _ = writeln!(err, "saidby: {line}");
        }
    }

    fn line(&self, seconds: f64, last: bool) -> String {
        let seconds = seconds.max(0.001);
        let read = self.read.load(Ordering::Relaxed) as f64;
        let what = if self.done == 1 { self.what.trim_end_matches('s') } else { self.what };
        let rate = thousands((self.done as f64 / seconds).round() as u64);
        let mut line = format!("{} {what} · {rate}/s", thousands(self.done));
        if read > 0.0 {
            line += &format!(" · {:.1} MB/s", read / seconds / 1e6);
        }
        line += &format!(" · {} {}", thousands(self.errors), if self.errors == 1 { "error" } else { "errors" });
        let share = match (self.items, self.total) {
            (Some(items), _) if items > 0 => Some(self.done as f64 / items as f64),
            (None, Some(total)) if total > 0 => Some(read / total as f64),
            _ => None,
        };
        if last {
            line += &format!(" · {}", duration(seconds));
        } else if let Some(share) = share.filter(|share| *share > 0.0 && *share <= 1.0) {
            line += &format!(" · {} left", duration(seconds / share - seconds));
        }
        line
    }
}

/// A time in its two greatest units.
fn duration(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min {} s", seconds % 60),
        (0, ..) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_rate_errors_and_what_is_left() {
        let read = Arc::new(AtomicU64::new(70_000_000));
        let mut progress = Progress::new(When::Never, "records", read, Some(140_000_000), None);
        progress.done = 15_300;
        progress.errors = 1;
        assert_eq!(progress.line(10.0, false), "15,300 records · 1,530/s · 7.0 MB/s · 1 error · 10 s left");
        progress.errors = 12;
        assert_eq!(progress.line(7_800.0, true), "15,300 records · 2/s · 0.0 MB/s · 12 errors · 2 h 10 min");
        assert_eq!((thousands(0), thousands(1_204_311), duration(190_000.0)), ("0".into(), "1,204,311".into(), "2 d 4 h".into()));
    }
}
