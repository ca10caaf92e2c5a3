//! The tokenizer: one pass over the bytes, no allocation a word.
//!
//! Words follow the Penn Treebank where annotated news does ("Trump" + "'s", "did" + "n't"), keep
//! abbreviations, initials, numbers, hyphenated words, links and handles whole, and give every other
//! sign a word of its own.

use super::words::ABBREVIATIONS;

/// What a word looks like; the case of letters carries more than a lower-cased model can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// Starts with a lower-case letter.
    Lower = 0,
    /// Starts with a capital.
    Capitalised = 1,
    /// At least two letters, none of them lower-case.
    Upper = 2,
    /// Starts with a digit, or with a currency sign before one.
    Number = 3,
    /// No letter and no digit.
    Punctuation = 4,
}

/// Where a word is with regard to quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum QuoteState {
    /// Outside any quotation.
    #[default]
    Outside = 0,
    /// Inside a quotation.
    Inside = 1,
    /// It is a quotation mark itself.
    Mark = 2,
}

/// One word or punctuation sign of a scanned text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Index into [`super::Scan::sentences`].
    pub sentence: u32,
    /// Its outward form.
    pub shape: Shape,
    /// Where it is with regard to quotation marks.
    pub quote: QuoteState,
}

impl Word {
    /// Its place in the text.
    #[inline]
    pub const fn span(&self) -> super::Span {
        super::Span::new(self.start as usize, self.end as usize)
    }

    /// Its letters.
    #[inline]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span().slice(text).unwrap_or_default()
    }

    /// Whether it holds a letter or a digit.
    #[inline]
    pub const fn is_lexical(&self) -> bool {
        !matches!(self.shape, Shape::Punctuation)
    }
}

/// Abbreviations that keep their period in lower case too, sorted.
const LOWER_ABBREVIATIONS: &[&str] = &["cf", "etc", "v", "vs"];
/// Endings split off as words of their own, longest first; the apostrophe is written straight here.
const CLITICS: &[&str] = &["n't", "'re", "'ve", "'ll", "'s", "'d", "'m"];

fn is_abbreviation(word: &str) -> bool {
    let mut lower = [0u8; 8];
    let bytes = word.as_bytes();
    if bytes.len() > lower.len() || !bytes.is_ascii() {
        return false;
    }
    for (to, from) in lower.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    let Ok(lower) = std::str::from_utf8(&lower[..bytes.len()]) else {
        return false;
    };
    if bytes[0].is_ascii_uppercase() {
        ABBREVIATIONS.contains(lower) || LOWER_ABBREVIATIONS.contains(&lower)
    } else {
        LOWER_ABBREVIATIONS.contains(&word)
    }
}

/// Signs that hold a word together when letters or digits are on both sides.
const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{2bc}')
}

/// Scripts written without spaces: every ideograph or kana is a word of its own.
const fn stands_alone(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Letters, digits and the marks that combine with them.
fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || matches!(c as u32, 0x300..=0x36f | 0x200c | 0x200d)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(*byte as char),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

fn wordy_at(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(is_wordy)
}

/// Whether `c` is the second half of a letter that was encoded twice: "PeÃ±a" for "Peña".
fn is_half_letter(before: &str, c: char) -> bool {
    matches!(c as u32, 0xa0..=0xbf) && before.ends_with(['Ã', 'Ä', 'Å']) && !matches!(c, '\u{a0}' | '«' | '»')
}

/// Consumes letters, digits and combining marks from `at`; returns the end.
fn run_of_letters(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        match char_at(text, at) {
            Some(c) if !c.is_ascii() && is_wordy(c) && !stands_alone(c) => at += c.len_utf8(),
            Some(c) if is_half_letter(&text[..at], c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// `U.S.`, `a.m.`, `J.D.`: at least two letters, each followed by a period. Returns the end.
fn initials(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = at;
    while end + 1 < bytes.len() && bytes[end].is_ascii_alphabetic() && bytes[end + 1] == b'.' {
        end += 2;
    }
    let open_letter = end < bytes.len() && bytes[end].is_ascii_alphanumeric() && end + 1 < bytes.len();
    if end - at >= 4 && !open_letter { Some(end) } else { None }
}

fn address(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    if !(rest.starts_with(b"http://") || rest.starts_with(b"https://") || rest.starts_with(b"www.")) {
        return None;
    }
    let length =
        text.get(at..)?.find(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '“' | '<' | '>' | ')')).unwrap_or(rest.len());
    let end = text[at..at + length].trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'']).len();
    Some(at + end)
}

fn number(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    while digit(at) || (matches!(bytes.get(at), Some(b',' | b'.' | b':')) && digit(at + 1)) {
        at += 1;
    }
    if bytes.get(at) == Some(&b'%') {
        return at + 1;
    }
    at = run_of_letters(text, at);
    while bytes.get(at) == Some(&b'-') && wordy_at(text, at + 1) {
        at = run_of_letters(text, at + 1);
    }
    at
}

/// One token: its end, its shape, and where a clitic splits it (equal to the end: nowhere).
struct Token {
    end: usize,
    split: usize,
    shape: Shape,
}

fn letters(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let mut apostrophe = false;
    let mut compound = false;
    let mut at = run_of_letters(text, start);
    loop {
        match char_at(text, at) {
            Some(c) if is_apostrophe(c) && wordy_at(text, at + c.len_utf8()) => {
                apostrophe = true;
                at = run_of_letters(text, at + c.len_utf8());
            }
            Some('-' | '&' | '_') if wordy_at(text, at + 1) => {
                compound = true;
                at = run_of_letters(text, at + 1);
            }
            _ => break,
        }
    }
    // A word that ends in an ideograph's place makes no progress on its own.
    at = at.max(start + char_at(text, start).map_or(1, char::len_utf8));
    let word = &text[start..at];
    if !apostrophe && !compound && bytes.get(at) == Some(&b'.') {
        let lone_initial = word.len() == 1 && bytes[start].is_ascii_uppercase() && bytes[start] != b'I';
        if lone_initial || is_abbreviation(word) {
            at += 1;
        }
    }
    let split = if apostrophe { clitic(&text[start..at]).map_or(at, |kept| start + kept) } else { at };
    Token { end: at, split, shape: shape_of(&text[start..split]) }
}

/// Length of the word before its clitic.
fn clitic(word: &str) -> Option<usize> {
    let straight = |c: char| {
        if is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() }
    };
    if word.chars().map(straight).eq("o'clock".chars()) {
        return None;
    }
    CLITICS.iter().find_map(|ending| {
        let mut rest = word.char_indices().rev();
        let mut at = word.len();
        for expected in ending.chars().rev() {
            let (index, c) = rest.next()?;
            if straight(c) != expected {
                return None;
            }
            at = index;
        }
        (at > 0).then_some(at)
    })
}

fn shape_of(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return Shape::Punctuation;
    };
    if first.is_numeric() {
        return Shape::Number;
    }
    if !first.is_alphanumeric() {
        return Shape::Punctuation;
    }
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let mut letters = 1;
    for c in chars.filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return Shape::Capitalised;
        }
        letters += 1;
    }
    if letters > 1 { Shape::Upper } else { Shape::Capitalised }
}

/// The word of ASCII letters at `at`, where what follows ends every word: nothing then joins it to what comes after, and
/// nothing splits it. Most words of a text are so.
fn plain(bytes: &[u8], at: usize) -> Option<Token> {
    let rest = bytes.get(at..)?;
    let first = rest.first()?;
    let (mut length, mut lower, mut upper) = (0, 0, 0);
    while let Some(byte) = rest.get(length).filter(|byte| byte.is_ascii_alphabetic()) {
        lower += usize::from(byte.is_ascii_lowercase());
        upper += usize::from(byte.is_ascii_uppercase());
        length += 1;
    }
    if length == 0 || !matches!(rest.get(length), Some(b' ' | b',' | b'\n' | b';' | b'?' | b'!' | b')' | b'"')) {
        return None;
    }
    let shape = match (first.is_ascii_lowercase(), lower, upper) {
        (true, _, _) => Shape::Lower,
        (false, 0, 2..) => Shape::Upper,
        _ => Shape::Capitalised,
    };
    Some(Token { end: at + length, split: at + length, shape })
}

fn token(text: &str, at: usize, first: char) -> Token {
    let bytes = text.as_bytes();
    if let Some(token) = plain(bytes, at) {
        return token;
    }
    let whole = |end: usize, shape: Shape| Token { end, split: end, shape };
    let next_is = |offset: usize, wanted: u8| bytes.get(at + offset) == Some(&wanted);
    if first.is_ascii_digit() {
        return whole(number(text, at), Shape::Number);
    }
    if stands_alone(first) {
        return whole(at + first.len_utf8(), Shape::Lower);
    }
    if first.is_alphanumeric() {
        if matches!(first, 'h' | 'w')
            && let Some(end) = address(text, at)
        {
            return whole(end, Shape::Lower);
        }
        if next_is(1, b'.')
            && let Some(end) = initials(text, at)
        {
            return whole(end, if first.is_ascii_uppercase() { Shape::Upper } else { Shape::Lower });
        }
        return letters(text, at);
    }
    let same = |sign: u8| bytes[at..].iter().take_while(|byte| **byte == sign).count();
    match first {
        '@' | '#' if wordy_at(text, at + 1) => {
            let mut end = run_of_letters(text, at + 1);
            while bytes.get(end) == Some(&b'_') {
                end = run_of_letters(text, end + 1);
            }
            whole(end, Shape::Capitalised)
        }
        '$' | '£' | '€' | '¥' if bytes.get(at + first.len_utf8()).is_some_and(u8::is_ascii_digit) => {
            whole(number(text, at + first.len_utf8()), Shape::Number)
        }
        '.' if next_is(1, b'.') => whole(at + same(b'.'), Shape::Punctuation),
        '.' if next_is(1, b' ') && next_is(2, b'.') => {
            let mut end = at + 3;
            while bytes.get(end) == Some(&b' ') && bytes.get(end + 1) == Some(&b'.') {
                end += 2;
            }
            whole(end, Shape::Punctuation)
        }
        '-' if next_is(1, b'-') => whole(at + same(b'-'), Shape::Punctuation),
        '`' | '\'' if next_is(1, first as u8) => whole(at + 2, Shape::Punctuation),
        _ => whole(at + first.len_utf8(), Shape::Punctuation),
    }
}

/// Appends the words of `text[from..to]` to `words`; sentence and quotation state are filled in later.
pub(super) fn push_words(text: &str, from: usize, to: usize, words: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let mut push = |start: usize, end: usize, shape: Shape| {
        words.push(Word { start: start as u32, end: end as u32, sentence: 0, shape, quote: QuoteState::Outside });
    };
    let mut at = from;
    while at < to {
        if bytes[at] <= b' ' {
            at += 1;
            continue;
        }
        let Some(first) = char_at(text, at) else {
            break;
        };
        if first.is_whitespace() || matches!(first as u32, 0xfeff | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x2069)
        {
            at += first.len_utf8();
            continue;
        }
        let token = token(text, at, first);
        let end = token.end.min(to);
        let split = token.split.min(end);
        push(at, split, token.shape);
        if split < end {
            push(split, end, Shape::Lower);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let mut words = Vec::new();
        push_words(text, 0, text.len(), &mut words);
        words.iter().map(|word| word.text(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn keeps_abbreviations_and_initials_whole() {
        assert_eq!(words("Mr. Ito met J.D. Ray of the U.S. Navy, etc."), "Mr.|Ito|met|J.D.|Ray|of|the|U.S.|Navy|,|etc.");
        assert_eq!(words("Rev. A. Bly ran. I. No!"), "Rev.|A.|Bly|ran|.|I|.|No|!");
    }

    #[test]
    fn splits_clitics_with_either_apostrophe() {
        assert_eq!(words("She didn't say Ana’s at 5 o'clock; they’re"), "She|did|n't|say|Ana|’s|at|5|o'clock|;|they|’re");
        assert_eq!(words("the voters' choice"), "the|voters|'|choice");
    }

    #[test]
    fn keeps_numbers_links_and_compounds_whole() {
        assert_eq!(words("$1,200.50, 7.5% at 10:30 and 42-year-old"), "$1,200.50|,|7.5%|at|10:30|and|42-year-old");
        assert_eq!(words("see https://a.example/b?c=1, @ana_b #vote AT&T"), "see|https://a.example/b?c=1|,|@ana_b|#vote|AT&T");
    }

    #[test]
    fn gives_signs_a_word_of_their_own() {
        assert_eq!(words("``Well...'' -- “so . . . no”—end"), "``|Well|...|''|--|“|so|. . .|no|”|—|end");
    }

    #[test]
    fn every_script_makes_progress() {
        assert_eq!(words("é東京x ' 👩‍🚀 İ"), "é|東|京|x|'|👩|\u{200d}|🚀|İ");
    }
}
