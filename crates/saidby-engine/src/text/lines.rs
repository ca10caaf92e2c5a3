//! Where a byte is: in which line, and at which code point.
//!
//! Both indices are built once in linear time and answer in logarithmic time; neither holds the text.

use memchr::memchr_iter;

use super::grapheme;
use super::span::Span;

/// The words of `text` on one line, with single spaces between them.
pub fn single_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Lines of a text. A line ends before its LF; the text after the last LF is a line too, empty or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
    length: usize,
}

/// A place in a text, both counted from 1 as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Code point in the line.
    pub column: usize,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Self { starts, length: text.len() }
    }

    /// How many lines there are; at least 1.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The index, from 0, of the line that holds the byte at `offset`; a LF belongs to the line that it ends.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The span of a line (index from 0) without its LF; `None` beyond the last.
    pub fn span(&self, line: usize) -> Option<Span> {
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).map_or(self.length, |next| next - 1);
        Some(Span::new(start, end))
    }

    /// Line and column of the byte at `offset`.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = text.get(start..grapheme::floor(text, offset)).unwrap_or_default();
        Position { line: line + 1, column: before.chars().count() + 1 }
    }
}

/// Bytes between two samples.
const STRIDE: usize = 128;

/// Turns byte offsets into code points and back: counts sampled every 128 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePoints {
    /// `samples[i]` code points begin before byte `i * STRIDE`. Empty for pure ASCII.
    samples: Vec<u32>,
    length: usize,
    total: usize,
}

/// Bytes that begin a code point.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

impl CodePoints {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { samples: Vec::new(), length: text.len(), total: text.len() };
        }
        let mut before = 0;
        let samples = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let sample = before as u32;
                before += count(chunk);
                sample
            })
            .collect();
        Self { samples, length: text.len(), total: before }
    }

    /// How many code points the text has.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many code points begin before byte `offset` of the `text` that was indexed. An offset inside a
    /// code point counts as its end, one beyond the text as the text's end.
    pub fn of_byte(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(self.length);
        let Some(sample) = self.samples.get(offset / STRIDE) else {
            return if self.samples.is_empty() { offset } else { self.total };
        };
        let from = offset / STRIDE * STRIDE;
        *sample as usize + text.as_bytes().get(from..offset).map_or(0, count)
    }

    /// The byte where the code point with index `code_point` begins; the text's length beyond the last.
    pub fn to_byte(&self, text: &str, code_point: usize) -> usize {
        if code_point >= self.total {
            return self.length;
        }
        if self.samples.is_empty() {
            return code_point;
        }
        let chunk = self.samples.partition_point(|sample| *sample as usize <= code_point).saturating_sub(1);
        let mut left = code_point - self.samples.get(chunk).map_or(0, |sample| *sample as usize);
        let from = chunk * STRIDE;
        for (index, byte) in text.as_bytes().iter().enumerate().skip(from) {
            if (*byte as i8) >= -0x40 {
                if left == 0 {
                    return index;
                }
                left -= 1;
            }
        }
        self.length
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_and_columns() {
        let text = "é1\n\nxyz\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 4);
        assert_eq!(lines.span(0).unwrap().slice(text), Some("é1"));
        assert_eq!(lines.span(2).unwrap().slice(text), Some("xyz"));
        assert_eq!(lines.span(3), Some(Span::new(9, 9)));
        assert_eq!(lines.span(4), None);
        assert_eq!(lines.position(text, 2), Position { line: 1, column: 2 });
        assert_eq!(lines.position(text, 7), Position { line: 3, column: 3 });
        assert_eq!(lines.position(text, 99), Position { line: 4, column: 1 });
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting(part in "(\\PC|é|👩|a|\n){0,30}", times in 0usize..90) {
            let text = part.repeat(times);
            let index = CodePoints::new(&text);
            prop_assert_eq!(index.total(), text.chars().count());
            for (nth, (at, _)) in text.char_indices().enumerate().step_by(7) {
                prop_assert_eq!(index.of_byte(&text, at), nth);
                prop_assert_eq!(index.to_byte(&text, nth), at);
            }
            prop_assert_eq!(index.of_byte(&text, text.len() + 5), index.total());
            prop_assert_eq!(index.to_byte(&text, index.total()), text.len());
        }
    }
}
