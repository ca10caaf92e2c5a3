//! Letters on the words of the article, so that an end of a part goes to any word in sight with one or two keys.
//!
//! The words that an end is most likely to go to have one letter: those nearby, and those at which a clause, a sentence or
//! a quotation begins or ends. The others have two.

use crate::text::Span;

/// Words on either side of a position that have a label.
const REACH: usize = 90;
/// So many words nearer counts a word that begins or ends a clause, sentence or quotation.
const BOUNDARY: usize = 4;
/// The letters, the easiest to reach first.
const LETTERS: &str = "fjdkslaghrueiwotyvncmbpqxz";

/// A word and its label.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The word, without the signs around it.
    pub word: Span,
    /// One or two small letters; a digit for a stretch that has a number.
    pub letters: [Option<char>; 2],
}

/// The labels that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// In the order of the text.
    all: Vec<Label>,
    /// The first letter of a label that has two.
    typed: Option<char>,
}

/// What a letter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// No label begins with it.
    Unknown,
    /// It is the first of two.
    First,
    /// It names this word; with the shift key the part begins there.
    Word(Span, bool),
}

impl Labels {
    /// Labels for the words of `text` around the bytes `near`.
    pub fn around(text: &str, near: &[usize]) -> Self {
        Self::of_words(text, near, REACH)
    }

    /// Labels for the words of `text` from the byte at `at` on.
    pub fn after(text: &str, at: usize) -> Self {
        Self::of_words(text, &[at], 0)
    }

    fn of_words(text: &str, near: &[usize], back: usize) -> Self {
        let mut ranked: Vec<(usize, Span)> = Vec::new();
        for at in near {
            let at = (0..=(*at).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let after = words(text, at, true).take(REACH);
            let before = words(text, at, false).take(back);
            for (distance, word) in after.enumerate().chain(before.enumerate()) {
                let rank = distance + if is_boundary(text, word) { 0 } else { BOUNDARY };
                match ranked.iter_mut().find(|(_, known)| *known == word) {
                    Some(known) => known.0 = known.0.min(rank),
                    None => ranked.push((rank, word)),
                }
            }
        }
        ranked.sort_unstable();
        let letters: Vec<char> = LETTERS.chars().collect();
        // As few first letters as there must be.
        let count = letters.len();
        let firsts = (0..count).find(|firsts| count - firsts + firsts * count >= ranked.len()).unwrap_or(count);
        let (single, double) = letters.split_at(count - firsts);
        let pairs = double.iter().flat_map(|first| letters.iter().map(move |second| [Some(*first), Some(*second)]));
        let labels = single.iter().map(|letter| [Some(*letter), None]).chain(pairs);
        let mut all: Vec<Label> = ranked.into_iter().zip(labels).map(|((_, word), letters)| Label { word, letters }).collect();
        all.sort_unstable_by_key(|label| label.word);
        Self { all, typed: None }
    }

    /// Puts numbers on stretches of the text, in the place of the letters of the word there.
    pub fn number(&mut self, starts: &[usize]) {
        for (number, start) in ('1'..='9').zip(starts) {
            self.all.retain(|label| label.word.start != *start);
            let word = Span::new(*start, *start);
            let at = self.all.partition_point(|label| label.word.start < *start);
            self.all.insert(at, Label { word, letters: [Some(number), None] });
        }
    }

    /// The labels of the words that begin in `line`: those that can still be meant, with the letters that are left to type.
    pub fn within(&self, line: Span) -> impl Iterator<Item = (usize, [Option<char>; 2])> {
        let first = self.all.partition_point(|label| label.word.start < line.start);
        let here = self.all.iter().skip(first).take_while(move |label| label.word.start < line.end);
        here.filter_map(|label| match self.typed {
            None => Some((label.word.start, label.letters)),
            Some(_) if label.letters[0] != self.typed => None,
            Some(_) => Some((label.word.start, [label.letters[1], None])),
        })
    }

    /// The label of the word at `word`.
    pub fn of(&self, word: Span) -> Option<&Label> {
        self.all.iter().find(|label| label.word == word)
    }

    /// Takes a letter.
    pub fn take(&mut self, letter: char) -> Typed {
        let (small, begins) = (letter.to_ascii_lowercase(), letter.is_ascii_uppercase());
        let wanted = match self.typed.take() {
            Some(first) => [Some(first), Some(small)],
            None => [Some(small), None],
        };
        if let Some(label) = self.all.iter().find(|label| label.letters == wanted) {
            return Typed::Word(label.word, begins);
        }
        if wanted[1].is_none() && self.all.iter().any(|label| label.letters[0] == wanted[0]) {
            self.typed = wanted[0];
            return Typed::First;
        }
        Typed::Unknown
    }

    /// Forgets the first of two letters; whether there was one.
    pub fn forget(&mut self) -> bool {
        self.typed.take().is_some()
    }
}

/// What divides words: dashes as well.
fn divides(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '—' | '–')
}

/// The words from the byte at `from` on, or those before it, the nearest first: the word at `from` comes with those after.
fn words(text: &str, from: usize, forward: bool) -> impl Iterator<Item = Span> + '_ {
    let head = text.get(..from).unwrap_or_default();
    let begin = head.trim_end_matches(|letter| !divides(letter)).len();
    let (mut at, end) = (begin, text.len());
    std::iter::from_fn(move || {
        loop {
            let run = if forward {
                let rest = text.get(at..end)?;
                let start = at + rest.find(|letter| !divides(letter))?;
                let length = text.get(start..)?.find(divides).unwrap_or(end - start);
                at = start + length;
                Span::new(start, start + length)
            } else {
                let kept = text.get(..at)?.trim_end_matches(divides);
                if kept.is_empty() {
                    return None;
                }
                at = kept.trim_end_matches(|letter| !divides(letter)).len();
                Span::new(at, kept.len())
            };
            if let Some(word) = bare(text, run) {
                return Some(word);
            }
        }
    })
}

/// A run of characters without the signs at its ends; `None` where nothing is left.
fn bare(text: &str, run: Span) -> Option<Span> {
    let words = run.slice(text)?;
    let cut = words.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let start = run.start + words.len() - cut.len();
    let kept = cut.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    (!kept.is_empty()).then(|| Span::new(start, start + kept.len()))
}

/// The words with which another clause begins.
const OPENERS: [&str; 14] =
    ["that", "because", "while", "although", "as", "after", "before", "but", "and", "when", "if", "since", "who", "which"];

/// Whether a clause, sentence or quotation begins or ends at `word`.
fn is_boundary(text: &str, word: Span) -> bool {
    let (before, after) = (text.get(..word.start).unwrap_or_default(), text.get(word.end..).unwrap_or_default());
    let begins = !before.ends_with(|letter: char| letter.is_whitespace())
        || before.trim_end().ends_with(|letter: char| !letter.is_alphanumeric());
    let ends = !after.starts_with(char::is_whitespace);
    let next = after.split_whitespace().next().unwrap_or_default();
    begins || ends || OPENERS.contains(&word.slice(text).unwrap_or_default()) || OPENERS.contains(&next)
}

/// Where a part that begins at `start` ends with the word that ends at `end`: behind the quotation mark that closes a
/// quotation of the part.
pub fn end_with_mark(text: &str, start: usize, end: usize) -> usize {
    let words = text.get(start..end).unwrap_or_default();
    let rest = text.get(end..).unwrap_or_default();
    let signs = rest.len() - rest.trim_start_matches(['.', ',', '!', '?', '…', ';', ':']).len();
    let mark = rest.get(signs..).and_then(|rest| rest.chars().next());
    let is_open = match mark {
        Some('”') => words.matches('“').count() > words.matches('”').count(),
        Some('"') => words.matches('"').count() % 2 == 1,
        Some('’') => words.matches('‘').count() > 0,
        Some('»') => words.matches('«').count() > words.matches('»').count(),
        _ => false,
    };
    match mark {
        Some(mark) if is_open => end + signs + mark.len_utf8(),
        _ => end,
    }
}

/// Where a part that ends at `end` begins with the word that begins at `start`: before the mark that opens a quotation
/// which the part closes.
pub fn start_with_mark(text: &str, start: usize, end: usize) -> usize {
    let words = text.get(start..end).unwrap_or_default();
    let mark = text.get(..start).and_then(|before| before.chars().next_back());
    let is_closed = match mark {
        Some('“') => words.matches('”').count() > words.matches('“').count(),
        Some('"') => words.matches('"').count() % 2 == 1,
        Some('‘') => words.ends_with('’'),
        Some('«') => words.matches('»').count() > words.matches('«').count(),
        _ => false,
    };
    match mark {
        Some(mark) if is_closed => start - mark.len_utf8(),
        _ => start,
    }
}

/// `end` and the sign behind it; `None` where no sign follows.
pub fn end_with_sign(text: &str, end: usize) -> Option<usize> {
    let sign = text.get(end..)?.chars().next()?;
    (!sign.is_alphanumeric() && !sign.is_whitespace()).then(|| end + sign.len_utf8())
}

/// `start` and the sign before it; `None` where there is none.
pub fn start_with_sign(text: &str, start: usize) -> Option<usize> {
    let sign = text.get(..start)?.chars().next_back()?;
    (!sign.is_alphanumeric() && !sign.is_whitespace()).then(|| start - sign.len_utf8())
}

/// What becomes of a part at `span` when its end goes to `word`: it begins or ends there. A word before it is its first
/// word then, one in it or behind it its last; with `begins`, one in it is its first word, and another one the whole
/// part. A quotation keeps its marks. Where the part begins or ends at the word already, it takes in one sign more, and
/// at last none.
pub fn reached(text: &str, span: Span, word: Span, begins: bool) -> Span {
    let bare = |start: usize, end: usize| text.get(start..end).is_some_and(|between| !between.contains(char::is_alphanumeric));
    let is_inside = span.start <= word.start && word.start < span.end;
    if begins && !is_inside {
        return anew(text, word);
    }
    if begins || word.start < span.start {
        let is_there = span.start <= word.start && bare(span.start, word.start);
        let again = || start_with_sign(text, span.start).unwrap_or(word.start);
        return Span::new(if is_there { again() } else { start_with_mark(text, word.start, span.end) }, span.end);
    }
    let is_there = word.end <= span.end && bare(word.end, span.end);
    let again = || end_with_sign(text, span.end).unwrap_or(word.end);
    Span::new(span.start, if is_there { again() } else { end_with_mark(text, span.start, word.end) })
}

/// A part that begins with `word`: with the mark before it, where a quotation begins there.
pub fn anew(text: &str, word: Span) -> Span {
    let before = text.get(..word.start).unwrap_or_default();
    let mark = before.chars().next_back().filter(|mark| matches!(mark, '“' | '"' | '‘' | '«'));
    let opens = |mark: char| before.strip_suffix(mark).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    Span::new(word.start - mark.filter(|mark| opens(*mark)).map_or(0, char::len_utf8), word.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Ana Diaz said the ferry — the old one — “will sail, as ever,” and left.";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn every_word_nearby_has_a_label_of_its_own_and_its_letters_lead_to_it() {
        let labels = Labels::around(TEXT, &[at("ferry").start, at("sail").end]);
        let words: Vec<&str> = labels.all.iter().map(|label| label.word.slice(TEXT).unwrap()).collect();
        assert_eq!(
            words,
            ["Ana", "Diaz", "said", "the", "ferry", "the", "old", "one", "will", "sail", "as", "ever", "and", "left"]
        );
        for label in labels.all.clone() {
            let mut labels = labels.clone();
            let letters: Vec<char> = label.letters.into_iter().flatten().collect();
            for letter in &letters[..letters.len() - 1] {
                assert_eq!(labels.take(*letter), Typed::First);
            }
            assert_eq!(labels.take(*letters.last().unwrap()), Typed::Word(label.word, false));
        }
        let mut capital = labels.clone();
        let label = labels.of(at("sail")).unwrap();
        assert_eq!(capital.take(label.letters[0].unwrap().to_ascii_uppercase()), Typed::Word(at("sail"), true));
    }

    #[test]
    fn boundaries_and_near_words_have_one_letter_where_there_are_many() {
        let text = format!("{}, he said. {}", "word ".repeat(60).trim_end(), "more ".repeat(60));
        let labels = Labels::around(&text, &[0, 300]);
        assert!(labels.all.len() > 100);
        let said = Span::new(text.find("said").unwrap(), text.find("said").unwrap() + 4);
        assert_eq!(labels.of(said).unwrap().letters[1], None);
        assert!(labels.all.iter().any(|label| label.letters[1].is_some()));
        // The first of two letters leaves only those that begin with it.
        let mut labels = labels;
        let two = labels.all.iter().find(|label| label.letters[1].is_some()).unwrap().clone();
        let whole = Span::new(0, text.len());
        let before = labels.within(whole).count();
        assert_eq!(labels.take(two.letters[0].unwrap()), Typed::First);
        let left: Vec<_> = labels.within(whole).collect();
        assert!(left.len() < before && left.iter().all(|(_, letters)| letters[0].is_some() && letters[1].is_none()));
        assert!(labels.forget() && !labels.forget());
    }

    #[test]
    fn an_end_takes_the_mark_that_belongs_to_it() {
        let open = at("“will").start;
        assert_eq!(end_with_mark(TEXT, open, at("ever").end), at("ever,”").end);
        assert_eq!(end_with_mark(TEXT, at("will").start, at("ever").end), at("ever").end);
        assert_eq!(start_with_mark(TEXT, at("will").start, at("ever,”").end), open);
        assert_eq!(start_with_mark(TEXT, at("will").start, at("sail").end), at("will").start);
        assert_eq!(end_with_sign(TEXT, at("ever").end), Some(at("ever").end + 1));
        assert_eq!(end_with_sign(TEXT, at("and").end), None);
        assert_eq!(start_with_sign(TEXT, at("will").start), Some(open));
    }

    #[test]
    fn a_part_goes_to_a_word_and_again_to_the_sign_beside_it() {
        let ferry = at("the ferry — the old one — “will");
        let go = |span: Span, word: &str, begins: bool| reached(TEXT, span, at(word), begins).slice(TEXT).unwrap();
        assert_eq!(go(ferry, "ferry", false), "the ferry");
        assert_eq!(go(ferry, "Diaz", false), "Diaz said the ferry — the old one — “will");
        assert_eq!(go(ferry, "ever", false), "the ferry — the old one — “will sail, as ever,”");
        assert_eq!(go(ferry, "old", true), "old one — “will");
        assert_eq!(go(ferry, "left", true), "left");
        assert_eq!(go(at("said"), "will", true), "“will");
        let mut part = at("left");
        for words in ["left.", "left", "left."] {
            part = reached(TEXT, part, at("left"), false);
            assert_eq!(part.slice(TEXT).unwrap(), words);
        }
        let quoted = at("will sail, as ever,”");
        assert_eq!(reached(TEXT, quoted, at("will"), true), at("“will sail, as ever,”"));
        assert_eq!(reached(TEXT, at("“will sail, as ever,”"), at("will"), true), quoted);
    }
}
