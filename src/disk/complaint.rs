//! Error messages with line and column for hand-edited files.

use std::fmt;
use std::path::{Path, PathBuf};

use super::file::shown;

/// One thing that is wrong at one place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file.
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub message: String,
    /// The line itself, without its end.
    pub excerpt: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, message, excerpt, .. } = self;
        write!(f, "{}:{line}:{column}: {message}\n    {}", shown(&self.path), shortened(excerpt, *column))
    }
}

impl Complaint {
    /// The place and the message in one line, without the line of the file.
    pub fn line_of_output(&self) -> String {
        format!("{}:{}:{}: {}", shown(&self.path), self.line, self.column, self.message)
    }
}

/// A line of bearable length around `column`.
fn shortened(line: &str, column: usize) -> String {
    const WIDTH: usize = 120;
    let length = line.chars().count();
    if length <= WIDTH {
        return line.to_owned();
    }
    let begin = column.saturating_sub(WIDTH / 2).min(length - WIDTH);
    let middle: String = line.chars().skip(begin).take(WIDTH).collect();
    let (before, after) = (if begin > 0 { "…" } else { "" }, if begin + WIDTH < length { "…" } else { "" });
    format!("{before}{middle}{after}")
}

impl Complaint {
    /// A complaint about a place of `text`.
    pub fn at(path: &Path, text: &str, line: usize, column: usize, message: String) -> Self {
        let excerpt = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default().trim_end_matches('\r').to_owned();
        Self { path: path.to_owned(), line, column, message, excerpt }
    }

    /// A complaint about the byte at `offset` of `text`.
    pub fn at_offset(path: &Path, text: &str, offset: usize, message: String) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        Self::at(path, text, line, column, message)
    }

    /// What `ron` found wrong with `text`.
    pub fn of_ron(path: &Path, text: &str, error: &ron::error::SpannedError) -> Self {
        if let Some((offset, _)) = marker(text) {
            let message = "unresolved git conflict marker; keep one side and delete the marker lines".to_owned();
            return Self::at_offset(path, text, offset, message);
        }
        let place = match error.code {
            // These are noticed after the word that is wrong.
            ron::Error::NoSuchStructField { .. } | ron::Error::NoSuchEnumVariant { .. } => error.span.start,
            _ => error.span.end,
        };
        Self::at(path, text, place.line, place.col, in_words(&error.code))
    }
}

/// What `ron` complains of, without the names that only a programmer knows.
fn in_words(error: &ron::Error) -> String {
    let known = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match error {
        ron::Error::NoSuchStructField { expected, found, .. } => {
            format!("unknown field `{found}`; expected one of {}", known(expected))
        }
        ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("unknown value `{found}`; expected one of {}", known(expected))
        }
        ron::Error::MissingStructField { field, .. } => format!("missing field `{field}`"),
        ron::Error::DuplicateStructField { field, .. } => format!("duplicate field `{field}`"),
        ron::Error::Eof => "unexpected end of file".to_owned(),
        ron::Error::ExpectedDifferentStructName { found, .. } => format!("expected an opening `(`; found `{found}`"),
        ron::Error::ExpectedNamedStructLike(_) | ron::Error::ExpectedStructLike => "expected an opening `(`".to_owned(),
        other => {
            let mut message = other.to_string();
            if let Some(first) = message.get(..1).map(str::to_lowercase) {
                message.replace_range(..1, &first);
            }
            message
        }
    }
}

/// The first line that git left behind in a conflict.
fn marker(text: &str) -> Option<(usize, &str)> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.starts_with("<<<<<<< ") || bare.starts_with(">>>>>>> ") || bare == "=======" || bare.starts_with("||||||| ") {
            return Some((offset, bare));
        }
        offset += line.len();
    }
    None
}
