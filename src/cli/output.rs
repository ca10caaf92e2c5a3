//! Standard output and standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::analysis::Share;
use crate::disk::file::without_numbers;
pub use crate::text::counted;
use crate::text::visible::{Breaks, visible};

/// Standard output, buffered. Flush it: errors while it is dropped are not reported.
pub fn data() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Prints one message to standard error; control characters of file names and texts are made visible.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "saidby: {}", visible(&without_numbers(message), Breaks::Keep));
}

/// `1 claim`, `2 claims`.
pub fn claims(count: usize) -> String {
    counted(count, "claim")
}

/// Wrong usage, on standard error.
pub fn usage(message: &str) {
    let _ = write!(io::stderr().lock(), "{}", visible(message, Breaks::Keep));
}

/// Reports an internal error on standard error. The message of a panic may quote any text.
pub fn mistake(what: &str) {
    let what = visible(what, Breaks::Mark);
    complain(&format!("internal error: {what}; saved decisions are safe; please report this bug"));
}

/// A number in groups of three digits.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether somebody looks at standard output in a terminal.
pub fn on_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard output may have colours: it is a terminal that can show them, and NO_COLOR (no-color.org) is not set.
pub fn colours() -> bool {
    on_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Columns of standard output: those of the terminal, else of $COLUMNS, else 120.
pub fn columns() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.filter(|_| on_terminal()).or_else(asked).unwrap_or(120).clamp(40, 400)
}

/// A part of a whole in percent ("12%"); nothing where there is no whole.
pub fn percent(part: usize, whole: usize) -> String {
    Share { part, whole }.percent().map_or(String::new(), |percent| format!("{percent:.0}%"))
}
