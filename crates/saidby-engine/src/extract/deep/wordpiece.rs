//! WordPiece: words in pieces of the model's vocabulary.
//!
//! As in BERT's uncased models (lower case, no accents, the longest piece first), with one form for every
//! quotation mark and dash. `training/wordpiece.py` does exactly the same.

use std::collections::HashMap;

use super::weights::ModelError;
use crate::text::without_mark;

/// A word is cut off after so many pieces.
pub(super) const MAX_PIECES_PER_WORD: usize = 8;
/// Longer words are unknown.
const MAX_CHARACTERS_PER_WORD: usize = 100;

/// One sign in the form that the vocabulary knows; `None` for a mark that only combines with others.
fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
    }
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => Some('"'),
        '‘' | '’' | '‚' | 'ʼ' => Some('\''),
        '―' => Some('—'),
        '‐' | '‑' => Some('-'),
        '\u{300}'..='\u{36f}' => None,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(without_mark(c)),
        _ => Some(c),
    }
}

/// The vocabulary and how to use it.
#[derive(Debug)]
pub(super) struct WordPiece {
    /// Pieces that begin a run of letters.
    beginnings: HashMap<Box<str>, u32>,
    /// Pieces that go on, without their `##`.
    continuations: HashMap<Box<str>, u32>,
    longest: usize,
    /// The piece at the start of every window.
    pub start: u32,
    /// The piece after every paragraph.
    pub separator: u32,
    /// The piece for what cannot be written in others.
    pub unknown: u32,
}

/// Room that is used again from word to word.
#[derive(Debug, Default)]
pub(super) struct WordBuffer {
    letters: String,
    run: Vec<u32>,
}

impl WordPiece {
    /// Takes the vocabulary, one piece a line.
    pub(super) fn new<'l>(lines: impl Iterator<Item = &'l str>) -> Result<Self, ModelError> {
        let mut pieces =
            Self { beginnings: HashMap::new(), continuations: HashMap::new(), longest: 1, start: 0, separator: 0, unknown: 0 };
        for (number, line) in lines.enumerate() {
            let (table, piece) = match line.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => (&mut pieces.continuations, rest),
                None => (&mut pieces.beginnings, line),
            };
            pieces.longest = pieces.longest.max(piece.len());
            table.insert(piece.into(), number as u32);
        }
        let special = |name: &str| {
            pieces.beginnings.get(name).copied().ok_or_else(|| ModelError::Part { part: format!("vocabulary: {name}") })
        };
        let (start, separator, unknown) = (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        Ok(Self { start, separator, unknown, ..pieces })
    }

    /// Appends the pieces of `word`, one to eight.
    pub(super) fn cut(&self, word: &str, buffer: &mut WordBuffer, out: &mut Vec<u32>) {
        let first = out.len();
        if word.len() <= MAX_CHARACTERS_PER_WORD
            || word.chars().take(MAX_CHARACTERS_PER_WORD + 1).count() <= MAX_CHARACTERS_PER_WORD
        {
            self.normalise(word, &mut buffer.letters);
            let letters = std::mem::take(&mut buffer.letters);
            let mut rest = letters.as_str();
            while let Some(c) = rest.chars().next() {
                let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()).max(if c.is_alphanumeric() {
                    0
                } else {
                    c.len_utf8()
                });
                let (run, after) = rest.split_at(length);
                self.cut_run(run, &mut buffer.run);
                out.extend_from_slice(&buffer.run);
                if out.len() - first >= MAX_PIECES_PER_WORD {
                    break;
                }
                rest = after;
            }
            buffer.letters = letters;
        }
        if out.len() == first {
            out.push(self.unknown);
        }
        out.truncate(first + MAX_PIECES_PER_WORD);
    }

    fn normalise(&self, word: &str, letters: &mut String) {
        letters.clear();
        if word == "``" || word == "''" {
            letters.push('"');
            return;
        }
        for c in word.chars() {
            if c.is_ascii() {
                letters.extend(plain(c));
            } else {
                letters.extend(c.to_lowercase().filter_map(plain));
            }
        }
    }

    fn cut_run(&self, run: &str, out: &mut Vec<u32>) {
        out.clear();
        let mut at = 0;
        while at < run.len() {
            let table = if at == 0 { &self.beginnings } else { &self.continuations };
            let mut end = run.len().min(at + self.longest);
            let found = loop {
                if end == at {
                    break None;
                }
                if let Some(piece) = run.get(at..end).and_then(|letters| table.get(letters)) {
                    break Some(*piece);
                }
                end -= 1;
            };
            let Some(piece) = found else {
                out.clear();
                out.push(self.unknown);
                return;
            };
            out.push(piece);
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> WordPiece {
        WordPiece::new("[CLS] [SEP] [UNK] \" ' . un ##bel ##iev ##able a ##b cafe - 5 ##0 s".split(' ')).unwrap()
    }

    fn cut(word: &str) -> Vec<u32> {
        let mut out = Vec::new();
        pieces().cut(word, &mut WordBuffer::default(), &mut out);
        out
    }

    #[test]
    fn the_longest_piece_comes_first() {
        assert_eq!(cut("Unbelievable"), [6, 7, 8, 9]);
        assert_eq!(cut("ab-50"), [10, 11, 13, 14, 15]);
    }

    #[test]
    fn marks_and_accents_have_one_form() {
        assert_eq!(cut("CAFÉ"), cut("cafe\u{301}"));
        assert_eq!([cut("“"), cut("''"), cut("»")], [[3], [3], [3]]);
        assert_eq!(cut("’s"), [4, 16]);
    }

    #[test]
    fn what_has_no_pieces_is_unknown() {
        assert_eq!(cut("東"), [2]);
        assert_eq!(cut("ax"), [2]);
        assert_eq!(cut("\u{301}"), [2]);
        assert_eq!(cut(&"a".repeat(101)), [2]);
        assert_eq!(cut("a.a.a.a.a.a.").len(), MAX_PIECES_PER_WORD);
    }
}
