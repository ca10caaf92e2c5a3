//! Where records come from: standard input and files of JSON Lines, one after the other.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use saidby_records::lines::{Line, Lines};

use crate::article::MAX_BYTES;
use crate::disk::inputs::shown;

/// Bytes that a line may have: a text of the greatest size, every character of it escaped.
const LONGEST_LINE: usize = 2 * MAX_BYTES;
/// Bytes that are read from a file at once.
const BUFFER: usize = 1 << 20;

/// A record that was not parsed yet, with its number in the whole input, from 0.
#[derive(Debug)]
pub struct Numbered {
    /// The number.
    pub n: u64,
    /// Its line.
    pub line: Line,
}

/// The records of some files, one by one. Memory does not grow with the input.
///
/// ```text
/// let mut records = Records::open(&paths)?;
/// while let Some(Numbered { n, line }) = records.next_record()? { … }
/// ```
///
/// `saidby_records::Record::parse` turns a line into a record, `Record::article` a record into an article.
pub struct Records {
    waiting: VecDeque<PathBuf>,
    current: Option<(PathBuf, Lines<Box<dyn BufRead + Send>>)>,
    next: u64,
    before: u64,
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("next", &self.next).field("total", &self.total).finish_non_exhaustive()
    }
}

impl Records {
    /// The records of `paths`, `-` being standard input. All files are looked at first, so that a mistyped name is known
    /// at once and not after hours.
    ///
    /// # Errors
    /// A file that is not there or cannot be read, with its name.
    pub fn open(paths: &[PathBuf]) -> io::Result<Self> {
        let mut total = Some(0);
        for path in paths {
            if is_stdin(path) {
                total = None;
                continue;
            }
            let file = File::open(path).map_err(|error| named(path, &error))?;
            let about = file.metadata().map_err(|error| named(path, &error))?;
            if about.is_dir() {
                let error = io::Error::new(io::ErrorKind::IsADirectory, "this is a folder; name its files of JSON Lines");
                return Err(named(path, &error));
            }
            total = total.filter(|_| about.is_file()).map(|total| total + about.len());
        }
        // Of a program before this one, nothing may be all there is; a file is empty by mistake.
        if let (Some(0), Some(path)) = (total, paths.first()) {
            let error = io::Error::new(io::ErrorKind::InvalidData, "empty; expected one JSON object per line");
            return Err(named(path, &error));
        }
        Ok(Self { waiting: paths.iter().cloned().collect(), current: None, next: 0, before: 0, read: Arc::default(), total })
    }

    /// Bytes of the whole input, where they are known.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Bytes that were read, for progress in another thread.
    pub fn read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// A file that cannot be read on, with its name.
    pub fn next_record(&mut self) -> io::Result<Option<Numbered>> {
        loop {
            if let Some((path, lines)) = &mut self.current {
                let line = lines.next_line().map_err(|error| named(path, &error))?;
                self.read.store(self.before + lines.consumed(), Ordering::Relaxed);
                if let Some(line) = line {
                    let n = self.next;
                    self.next += 1;
                    return Ok(Some(Numbered { n, line }));
                }
                self.before += lines.consumed();
                self.current = None;
            }
            let Some(path) = self.waiting.pop_front() else { return Ok(None) };
            let input: Box<dyn BufRead + Send> = if is_stdin(&path) {
                Box::new(BufReader::with_capacity(BUFFER, io::stdin()))
            } else {
                Box::new(BufReader::with_capacity(BUFFER, File::open(&path).map_err(|error| named(&path, &error))?))
            };
            self.current = Some((path, Lines::new(input, LONGEST_LINE)));
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    let name = if is_stdin(path) { "standard input".to_owned() } else { shown(path) };
    io::Error::new(error.kind(), format!("{name}: {error}"))
}

/// The paths that a list names, one per line; `-` is standard input. Blank lines are ignored.
///
/// # Errors
/// The list cannot be read, or names nothing.
pub fn listed(list: &Path) -> io::Result<Vec<PathBuf>> {
    let input: Box<dyn BufRead> = if is_stdin(list) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(list).map_err(|error| named(list, &error))?))
    };
    let mut paths = Vec::new();
    for line in input.split(b'\n') {
        let mut line = line.map_err(|error| named(list, &error))?;
        if line.ends_with(b"\r") {
            line.pop();
        }
        if !line.trim_ascii().is_empty() {
            paths.push(path_of(line));
        }
    }
    if paths.is_empty() {
        return Err(named(list, &io::Error::new(io::ErrorKind::InvalidData, "no file names in this list")));
    }
    Ok(paths)
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_numbered_through_all_files() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.jsonl"), "{\"a\"}\n\n{\"b\"}").unwrap();
        std::fs::write(at("b.jsonl"), "\u{feff}{\"c\"}\n").unwrap();
        let mut records = Records::open(&[at("a.jsonl"), at("b.jsonl")]).unwrap();
        assert_eq!(records.total(), Some(21));
        let mut found = Vec::new();
        while let Some(Numbered { n, line: Line::Whole(bytes) }) = records.next_record().unwrap() {
            found.push((n, String::from_utf8(bytes).unwrap()));
        }
        assert_eq!(found, [(0, "{\"a\"}".to_owned()), (1, "{\"b\"}".to_owned()), (2, "{\"c\"}".to_owned())]);
        assert_eq!(records.read().load(Ordering::Relaxed), 21);
        assert!(Records::open(&[at("a.jsonl"), at("none.jsonl")]).unwrap_err().to_string().contains("none.jsonl: "));
        std::fs::write(at("empty.jsonl"), "").unwrap();
        assert!(
            Records::open(&[at("empty.jsonl")])
                .unwrap_err()
                .to_string()
                .ends_with("empty.jsonl: empty; expected one JSON object per line")
        );
        assert!(Records::open(&[at("empty.jsonl"), at("a.jsonl")]).is_ok());
        assert!(Records::open(&["-".into()]).is_ok(), "a part of a corpus may be empty");
        assert!(Records::open(&[folder.path().to_owned()]).unwrap_err().to_string().contains("this is a folder"));
    }

    #[test]
    fn a_list_names_paths() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list");
        std::fs::write(&list, "a b.txt\r\n\nc.txt").unwrap();
        assert_eq!(listed(&list).unwrap(), [PathBuf::from("a b.txt"), PathBuf::from("c.txt")]);
        std::fs::write(&list, "\n").unwrap();
        assert!(listed(&list).unwrap_err().to_string().contains("no file names"));
    }
}
