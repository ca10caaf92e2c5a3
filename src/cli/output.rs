//! What goes to standard output and standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::disk::file::without_numbers;
use crate::text::visible::{Breaks, visible};

/// Standard output, buffered. Flush it: what is lost when it is dropped is lost in silence.
pub fn data() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// One message for the person, on standard error; control characters of file names and texts made visible.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "saidby: {}", visible(&without_numbers(message), Breaks::Keep));
}

/// Wrong usage, on standard error.
pub fn usage(message: &str) {
    let _ = write!(io::stderr().lock(), "{}", visible(message, Breaks::Keep));
}

/// A mistake of this program, on standard error: what Rust says of a panic may quote any text.
pub fn mistake(what: &str) {
    let what = visible(what, Breaks::Mark);
    complain(&format!("a mistake in this program, please report it: {what}; what was saved is safe"));
}

/// Whether standard output takes colours: a terminal that can, and NO_COLOR (no-color.org) is not set.
pub fn colours() -> bool {
    io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Columns of standard output: those of the terminal, else of $COLUMNS, else 120.
pub fn columns() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.filter(|_| io::stdout().is_terminal()).or_else(asked).unwrap_or(120).clamp(40, 400)
}
