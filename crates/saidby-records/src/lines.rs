//! Lines of an input that may be anything: none of them takes more memory than is allowed.

use std::io::{self, BufRead};

use memchr::memchr;

/// One line of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line feed.
    Whole(Vec<u8>),
    /// More bytes than allowed; they were read and not kept.
    TooLong {
        /// How many there were.
        bytes: u64,
    },
}

/// Reads an input line by line. Lines of white space hold no record and are not returned; a byte-order mark before a
/// line is dropped, as it is left where files are joined.
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    limit: usize,
    consumed: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub fn new(input: R, limit: usize) -> Self {
        Self { input, limit, consumed: 0 }
    }

    /// Bytes that were read so far, line feeds included.
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The next line that is not blank; `None` at the end.
    ///
    /// # Errors
    /// Those of the input.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let Some(line) = self.any_line()? else { return Ok(None) };
            match line {
                Line::Whole(mut bytes) => {
                    if bytes.starts_with(b"\xef\xbb\xbf") {
                        bytes.drain(..3);
                    }
                    if !bytes.trim_ascii().is_empty() {
                        return Ok(Some(Line::Whole(bytes)));
                    }
                }
                too_long => return Ok(Some(too_long)),
            }
        }
    }

    fn any_line(&mut self) -> io::Result<Option<Line>> {
        let mut kept = Vec::new();
        let mut length: u64 = 0;
        let mut any = false;
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                break;
            }
            any = true;
            let end = memchr(b'\n', available);
            let part = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
            length += part.len() as u64;
            if length <= self.limit as u64 {
                kept.extend_from_slice(part);
            } else {
                kept = Vec::new();
            }
            let read = part.len() + usize::from(end.is_some());
            self.input.consume(read);
            self.consumed += read as u64;
            if end.is_some() {
                break;
            }
        }
        Ok(match any {
            false => None,
            true if length > self.limit as u64 => Some(Line::TooLong { bytes: length }),
            true => Some(Line::Whole(kept)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8], limit: usize, buffer: usize) -> Vec<Line> {
        let mut lines = Lines::new(io::BufReader::with_capacity(buffer, input), limit);
        let mut found = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            found.push(line);
        }
        assert_eq!(lines.consumed(), input.len() as u64);
        found
    }

    #[test]
    fn lines_whatever_the_buffer() {
        let input = "\u{feff}{\"a\"}\r\n\n  \n\u{feff}{\"bb\"}\n0123456789012345\nlast".as_bytes();
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        for buffer in [1, 2, 3, 7, 100] {
            let found = all(input, 12, buffer);
            assert_eq!(found, [whole("{\"a\"}\r"), whole("{\"bb\"}"), Line::TooLong { bytes: 16 }, whole("last")], "{buffer}");
        }
        assert_eq!(all(b"", 12, 4), []);
    }
}
