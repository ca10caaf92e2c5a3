//! Escapes characters that must not reach the terminal.
//!
//! An article comes from outside: it may hold escape sequences, bidi overrides that show words in
//! another order than they are stored in (Boucher and Anderson, "Trojan Source", 2021), and characters that
//! cannot be seen. They stay in the text; wherever text leaves for a terminal (screen, tables, messages,
//! file names) they are turned into marks by [`mark`], the one place that knows which ones.
//!
//! | character | mark |
//! |---|---|
//! | C0 control, DEL | its picture: `␀` … `␛` … `␡` |
//! | C1 control, bidi control, invisible or non-character | its number: `<U+202E>` |
//!
//! A soft hyphen, or a space or joiner of no width, inside a word is not shown: the word is read without it.
//! A joiner or selector inside an emoji or in a script that needs it is part of what is seen, and stays.

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::bare::{carries_unseen, is_unseen, unseen_in_word};
use super::span::Span;

/// What a terminal is given in place of one character. One column a character: it is picture or ASCII.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    bytes: [u8; 10],
    length: u8,
}

impl Mark {
    fn picture(offset: u32) -> Self {
        let mut bytes = [0; 10];
        let length = char::from_u32(0x2400 + offset).unwrap_or('?').encode_utf8(&mut bytes).len();
        Self { bytes, length: length as u8 }
    }

    fn number(c: char) -> Self {
        let code = c as u32;
        let digits = (8 - code.leading_zeros() / 4).max(4);
        let mut bytes = *b"<U+0000000";
        for place in 0..digits {
            let digit = (code >> (4 * (digits - 1 - place))) & 0xf;
            bytes[3 + place as usize] = b"0123456789ABCDEF"[digit as usize];
        }
        bytes[3 + digits as usize] = b'>';
        Self { bytes, length: digits as u8 + 4 }
    }

    /// The mark itself.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length as usize]).unwrap_or("?")
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        if self.bytes[0] == b'<' { self.length as usize } else { 1 }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The mark to show in place of `c`, or `None` where it may be shown as it is.
///
/// Every control character has one, line feed and tab too: who lays text out takes those two first.
pub fn mark(c: char) -> Option<Mark> {
    match c as u32 {
        code @ 0..=0x1f => Some(Mark::picture(code)),
        0x20..=0x7e => None,
        0x7f => Some(Mark::picture(0x21)),
        _ if is_hidden(c) => Some(Mark::number(c)),
        _ => None,
    }
}

/// Characters beyond ASCII that a terminal obeys, or shows as nothing.
const fn is_hidden(c: char) -> bool {
    let code = c as u32;
    matches!(code,
        0x80..=0x9f | 0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5
        | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164
        | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0x1bca0..=0x1bca3
        | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
        || code & 0xfffe == 0xfffe
        || matches!(code, 0xfdd0..=0xfdef)
}

/// Whether a hidden character does its lawful work inside `cluster`: joins an emoji or the letters of a
/// script that needs joiners, selects a variant, spells a flag.
fn belongs(c: char, cluster: &str) -> bool {
    let Some(first) = cluster.chars().next().filter(|first| *first != c) else {
        return false;
    };
    match c as u32 {
        0x200c | 0x200d => !first.is_ascii() && !is_hidden(first) && !matches!(first as u32, 0xa0..=0x5ff | 0x1e00..=0x20ff),
        0xfe00..=0xfe0f => !is_hidden(first) && (first as u32 > 0xa8 || matches!(first, '#' | '*' | '0'..='9')),
        0xe0020..=0xe007f => first == '\u{1f3f4}',
        0xe0100..=0xe01ef => matches!(first as u32, 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff),
        0x180b..=0x180d | 0x180f => matches!(first as u32, 0x1800..=0x18af),
        _ => false,
    }
}

/// How a piece of text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    /// As it is: one grapheme cluster without anything hidden.
    Plain(&'a str),
    /// As a mark.
    Mark(Mark),
    /// A tab; its width is the layout's business.
    Tab,
    /// A line feed.
    LineFeed,
}

/// The smallest passage of text that is shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The bytes of the text that it stands for.
    pub span: Span,
    /// What is shown for them.
    pub shown: Shown<'a>,
    /// Columns it takes: 0 for a tab and a line feed.
    pub width: usize,
}

/// The pieces of `text` in order: they cover it once, without a gap. `base` is added to their offsets.
pub fn pieces(text: &str, base: usize) -> Pieces<'_> {
    Pieces { text, at: 0, base, marked: 0 }
}

/// Iterator over the [`Piece`]s of a text.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
    base: usize,
    /// Up to here the characters of a cluster with something hidden are shown one by one.
    marked: usize,
}

impl<'a> Pieces<'a> {
    fn piece(&mut self, length: usize, shown: Shown<'a>, width: usize) -> Piece<'a> {
        let start = self.base + self.at;
        self.at += length;
        Piece { span: Span::new(start, start + length), shown, width }
    }

    fn ascii(&mut self, byte: u8) -> Piece<'a> {
        match byte {
            b'\n' => self.piece(1, Shown::LineFeed, 0),
            b'\t' => self.piece(1, Shown::Tab, 0),
            0x20..=0x7e => {
                let shown = Shown::Plain(self.text.get(self.at..self.at + 1).unwrap_or(" "));
                self.piece(1, shown, 1)
            }
            0x7f => self.piece(1, Shown::Mark(Mark::picture(0x21)), 1),
            _ => self.piece(1, Shown::Mark(Mark::picture(u32::from(byte))), 1),
        }
    }

    /// A letter with the characters behind it that nobody sees, which count as a part of it.
    fn letter_before_unseen(&mut self, first: u8) -> Option<Piece<'a>> {
        let length = if first.is_ascii() { 1 } else { self.text.get(self.at..)?.chars().next()?.len_utf8() };
        // Everything that is not seen has two or three bytes, of which the first is one of these.
        if !matches!(self.text.as_bytes().get(self.at + length), Some(0xc2 | 0xe2 | 0xef)) {
            return None;
        }
        let letter = self.text.get(self.at..self.at + length)?;
        let (c, rest) = (letter.chars().next()?, self.text.get(self.at + length..)?);
        // A line that ends inside the word: the letter is as wide as in the whole text.
        let cut = carries_unseen(c) && rest.chars().all(is_unseen);
        let unseen = if cut { rest.len() } else { unseen_in_word(c, rest) };
        (unseen > 0).then(|| self.piece(length + unseen, Shown::Plain(letter), letter.width()))
    }

    fn single(&mut self) -> Option<Piece<'a>> {
        let c = self.text.get(self.at..)?.chars().next()?;
        let shown = mark(c).unwrap_or_else(|| Mark::number(c));
        Some(match c {
            '\n' | '\t' | ' '..='~' => self.ascii(c as u8),
            _ if mark(c).is_none() && c.is_alphanumeric() => {
                let plain = self.text.get(self.at..self.at + c.len_utf8())?;
                self.piece(c.len_utf8(), Shown::Plain(plain), plain.width())
            }
            _ => self.piece(c.len_utf8(), Shown::Mark(shown), shown.width()),
        })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let bytes = self.text.as_bytes();
        let first = *bytes.get(self.at)?;
        // Most text: ASCII before ASCII is a cluster of its own (CR LF is two pieces on purpose).
        if let Some(piece) = self.letter_before_unseen(first) {
            return Some(piece);
        }
        if first.is_ascii() && bytes.get(self.at + 1).is_none_or(u8::is_ascii) {
            return Some(self.ascii(first));
        }
        if self.at < self.marked {
            return self.single();
        }
        let cluster = self.text.get(self.at..)?.graphemes(true).next()?;
        let width = cluster.width();
        let hidden = cluster.chars().any(|c| mark(c).is_some() && !belongs(c, cluster));
        if hidden || width == 0 || cluster.len() > LONGEST_CLUSTER {
            self.marked = self.at + cluster.len();
            return self.single();
        }
        Some(self.piece(cluster.len(), Shown::Plain(cluster), width))
    }
}

/// Bytes: a family of four with skin tones takes 41; more is a heap of combining marks.
const LONGEST_CLUSTER: usize = 64;

/// What becomes of line feeds and tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// They stay: a text of several lines.
    Keep,
    /// They are marked too: a cell of a table, a file name, a message of one line.
    Mark,
}

/// `text` as it may be written to a terminal.
pub fn visible(text: &str, breaks: Breaks) -> Cow<'_, str> {
    let plain = |byte: u8| matches!(byte, b' '..=b'~') || (breaks == Breaks::Keep && matches!(byte, b'\n' | b'\t'));
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for piece in pieces(text, 0) {
        match (piece.shown, breaks) {
            (Shown::Plain(cluster), _) => shown.push_str(cluster),
            (Shown::Mark(mark), _) => shown.push_str(mark.as_str()),
            (Shown::Tab, Breaks::Keep) => shown.push('\t'),
            (Shown::LineFeed, Breaks::Keep) => shown.push('\n'),
            (Shown::Tab, Breaks::Mark) => shown.push('␉'),
            (Shown::LineFeed, Breaks::Mark) => shown.push('␊'),
        }
    }
    Cow::Owned(shown)
}

/// Columns that `text` takes once it is [`visible`] on one line.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    pieces(text, 0).map(|piece| if matches!(piece.shown, Shown::Tab | Shown::LineFeed) { 1 } else { piece.width }).sum()
}

/// The longest beginning of a one-line `text` that takes at most `columns`, with `…` where it was cut; visible.
pub fn fit(text: &str, columns: usize) -> String {
    let shown = visible(text, Breaks::Mark);
    if width(&shown) <= columns {
        return shown.into_owned();
    }
    let mut kept = 0;
    let mut used = 0;
    for piece in pieces(&shown, 0) {
        if used + piece.width + 1 > columns {
            break;
        }
        used += piece.width;
        kept = piece.span.end;
    }
    let mut cut = shown.get(..kept).unwrap_or_default().trim_end().to_owned();
    if columns > 0 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: &str) -> String {
        visible(text, Breaks::Mark).into_owned()
    }

    #[test]
    fn controls_and_escapes_become_marks() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\0\u{7f}"), "a␛[31mb␇␀␡");
        assert_eq!(line("x\u{9b}2J"), "x<U+009B>2J");
        assert_eq!(line("a\r\nb\tc"), "a␍␊b␉c");
        assert_eq!(visible("a\tb\n", Breaks::Keep), "a\tb\n");
    }

    #[test]
    fn bidi_and_invisible_characters_become_marks() {
        assert_eq!(line("user\u{202e}txt.exe"), "user<U+202E>txt.exe");
        assert_eq!(line("a\u{200b} b\u{2066}c\u{feff}\u{ad}."), "a<U+200B> b<U+2066>c<U+FEFF><U+00AD>.");
        assert_eq!(line("e\u{e0041}f"), "e<U+E0041>f");
        assert_eq!(line("a\u{200d} b"), "a<U+200D> b");
        assert_eq!(line("\u{10ffff}"), "<U+10FFFF>");
    }

    #[test]
    fn what_nobody_sees_inside_a_word_is_not_shown() {
        assert_eq!(line("ma\u{ad}gi\u{200b}strate Zo\u{eb}\u{2060}e"), "magistrate Zo\u{eb}e");
        assert_eq!(line("magi\u{ad}"), "magi", "a line that ends inside a word");
        assert_eq!((width("ma\u{ad}gi\u{200b}strate"), fit("ma\u{ad}gi\u{200b}strate", 5)), (10, "magi…".to_owned()));
    }

    #[test]
    fn what_is_seen_stays() {
        for text in [
            "“Ça va”, naïve—日本 …",
            "👩\u{200d}🚀 🏳\u{fe0f}\u{200d}🌈 1\u{fe0f}\u{20e3}",
            "क्\u{200d}ष",
            "می\u{200c}خواهم",
            "e\u{301}",
        ] {
            assert_eq!(line(text), text);
        }
        assert_eq!(line("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}").chars().count(), 7);
    }

    #[test]
    fn a_mark_without_a_letter_and_a_heap_of_marks_are_named() {
        assert_eq!(line("\u{301}a"), "<U+0301>a");
        let heap = format!("a{}", "\u{301}".repeat(100));
        assert!(line(&heap).starts_with("a<U+0301><U+0301>"));
    }

    #[test]
    fn fitting_cuts_at_columns_not_bytes() {
        assert_eq!(fit("日本語のニュース", 7), "日本語…");
        assert_eq!(fit("short", 5), "short");
        assert_eq!(fit("longer", 5), "long…");
        assert_eq!(fit("a", 0), "");
    }

    proptest! {
        #[test]
        fn pieces_cover_the_text_once(text in "(\\PC|[\\x00-\\x1f]|\u{202e}|\u{200d}|\u{301}|👩|\u{fe0f}|a){0,40}", base in 0usize..9) {
            let mut at = base;
            for piece in pieces(&text, base) {
                prop_assert_eq!(piece.span.start, at);
                prop_assert!(!piece.span.is_empty());
                at = piece.span.end;
            }
            prop_assert_eq!(at, base + text.len());
        }

        #[test]
        fn nothing_that_a_terminal_obeys_is_left(text in any::<String>()) {
            for c in visible(&text, Breaks::Mark).chars() {
                prop_assert!(!c.is_control());
                prop_assert!(!matches!(c as u32, 0x202a..=0x202e | 0x2066..=0x2069 | 0x200e | 0x200f | 0xfeff));
            }
        }

        #[test]
        fn fitted_text_never_takes_more(text in any::<String>(), columns in 0usize..30) {
            prop_assert!(width(&fit(&text, columns)) <= columns);
        }
    }
}
