//! Which words the encoder sees together.
//!
//! A unit is a paragraph, or a part of a long one. Sections of [`SECTION`] paragraphs are planned apart from
//! each other, so that the result for a paragraph does not hang on which others are asked for, and so that
//! little has to be kept of a large text. `training/articles.py` plans in the same way.

use std::ops::Range;

use super::encoder::NO_FEATURE;
use super::wordpiece::{WordBuffer, WordPiece};
use crate::text::{Paragraph, QuoteState, Scan, WordRange};

/// Paragraphs of a section.
pub(super) const SECTION: usize = 32;
/// Pieces of a unit, at most.
const UNIT_PIECES: usize = 220;
/// Pieces of a window, at most.
const WINDOW_PIECES: usize = 240;
/// How many words either side of its cue an attribution may lie.
const CUE_REACH: usize = 220;
const QUOTE_STATES: u8 = 3;

#[derive(Clone, Debug)]
struct Unit {
    words: WordRange,
    /// Its pieces and the separator after it.
    pieces: usize,
    /// Whether it is all of its paragraph.
    whole: bool,
}

/// A run of units that the encoder sees together, and those of them that are scored there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    units: Range<usize>,
    scored: Range<usize>,
}

/// The words of a section and of what follows it, in pieces.
#[derive(Debug)]
pub(super) struct Section {
    first_word: usize,
    pieces: Vec<u32>,
    /// Where each word's pieces begin, and where the last one's end.
    starts: Vec<u32>,
    units: Vec<Unit>,
    /// How many of the units, from the first, are its own.
    own: usize,
}

/// A window ready for the encoder.
#[derive(Debug, Default)]
pub(super) struct Packed {
    /// The pieces, from the start sign to the last separator.
    pub pieces: Vec<u32>,
    /// The feature of each piece.
    pub features: Vec<u8>,
    /// Place of each word's first piece.
    pub places: Vec<u32>,
    /// Words of the document that are in it.
    pub words: WordRange,
}

impl Section {
    /// Plans the section with number `number` of a text.
    pub(super) fn plan(text: &str, scan: &Scan, wordpiece: &WordPiece, number: usize) -> Self {
        let paragraphs = &scan.paragraphs;
        let own = number * SECTION..((number + 1) * SECTION).min(paragraphs.len());
        let length = |paragraph: usize| (paragraphs[paragraph].end_word - paragraphs[paragraph].first_word) as usize;
        // A neighbour beyond the section is worth the work only if it can be a single unit.
        let short = |paragraph: usize| length(paragraph) <= UNIT_PIECES;
        let mut after = own.end;
        let mut budget = WINDOW_PIECES;
        while after < paragraphs.len() && short(after) && budget > 0 {
            budget = budget.saturating_sub(length(after));
            after += 1;
        }
        let first_word = paragraphs.get(own.start).map_or(0, |paragraph| paragraph.first_word as usize);
        let mut section = Self { first_word, pieces: Vec::new(), starts: vec![0], units: Vec::new(), own: 0 };
        let mut buffer = WordBuffer::default();
        for (paragraph, here) in paragraphs.iter().enumerate().take(after).skip(own.start) {
            let words = here.words();
            for word in &scan.words[words.range()] {
                wordpiece.cut(word.text(text), &mut buffer, &mut section.pieces);
                section.starts.push(section.pieces.len() as u32);
            }
            section.cut_units(scan, words);
            if paragraph + 1 == own.end {
                section.own = section.units.len();
            }
        }
        section
    }

    fn pieces_of(&self, word: usize) -> &[u32] {
        let at = word - self.first_word;
        &self.pieces[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn cut_units(&mut self, scan: &Scan, words: WordRange) {
        let mut start = words.start;
        while start < words.end {
            let (mut pieces, mut sentence, mut open, mut end) = (0, None, None, words.end);
            for word in start..words.end {
                if word > start && scan.words[word].sentence != scan.words[word - 1].sentence {
                    // A quotation is cut only where it is too long to be whole.
                    let place = if scan.words[word].quote == QuoteState::Inside { &mut open } else { &mut sentence };
                    *place = Some((word, pieces));
                }
                let size = self.pieces_of(word).len();
                if pieces + size > UNIT_PIECES {
                    (end, pieces) = sentence.or(open).unwrap_or((word, pieces));
                    break;
                }
                pieces += size;
            }
            self.units.push(Unit {
                words: WordRange::new(start, end),
                pieces: pieces + 1,
                whole: start == words.start && end == words.end,
            });
            start = end;
        }
    }

    /// The windows in which this section's units are scored, each with the paragraph that follows where it fits.
    pub(super) fn windows(&self) -> Vec<Window> {
        let mut windows = Vec::new();
        let mut next = 0;
        while next < self.own {
            let mut length = 1 + self.units[next].pieces;
            let mut fits = |unit: usize| {
                let outside = unit >= self.own;
                let Some(unit) = self.units.get(unit).filter(|unit| unit.whole || !outside) else {
                    return false;
                };
                let fits = length + unit.pieces <= WINDOW_PIECES;
                length += if fits { unit.pieces } else { 0 };
                fits
            };
            let mut end = next + 1;
            while fits(end) {
                end += 1;
            }
            let last_scored = if end == self.units.len() { end } else { (end - 1).max(next + 1) };
            let scored = next..last_scored.min(self.own);
            windows.push(Window { units: next..end, scored: scored.clone() });
            next = scored.end;
        }
        windows
    }

    /// Words of the document that `window` scores, unit by unit.
    pub(super) fn scored(&self, window: &Window) -> impl Iterator<Item = WordRange> {
        self.units[window.scored.clone()].iter().map(|unit| unit.words)
    }

    /// Lays out a window for the encoder.
    pub(super) fn pack(&self, scan: &Scan, wordpiece: &WordPiece, window: &Window) -> Packed {
        let units = &self.units[window.units.clone()];
        let mut packed = Packed::default();
        packed.pieces.push(wordpiece.start);
        packed.features.push(NO_FEATURE);
        for unit in units {
            for index in unit.words {
                let word = &scan.words[index];
                packed.places.push(packed.pieces.len() as u32);
                packed.pieces.extend_from_slice(self.pieces_of(index));
                packed.features.resize(packed.pieces.len(), word.shape as u8 * QUOTE_STATES + word.quote as u8);
            }
            packed.pieces.push(wordpiece.separator);
            packed.features.push(NO_FEATURE);
        }
        if let (Some(first), Some(last)) = (units.first(), units.last()) {
            packed.words = WordRange::new(first.words.start, last.words.end);
        }
        packed
    }
}

/// The words that may belong to a cue: its paragraph, and the following ones where the cue ends its paragraph or
/// a quotation is left open; within `seen`.
pub(super) fn cue_window(scan: &Scan, cue: WordRange, seen: WordRange) -> WordRange {
    let bounds = |word: usize| scan.paragraphs.get(scan.paragraph_of(word)).map(Paragraph::words).unwrap_or_default();
    let (head, tail) = (cue.start, cue.end.saturating_sub(1));
    let limit = head + CUE_REACH;
    let start = bounds(head).start.max(head.saturating_sub(CUE_REACH));
    let mut end = bounds(tail).end.min(limit).max(cue.end);
    for _ in 0..2 {
        let paragraph_ends = end > 0 && end < scan.words.len() && bounds(end - 1).end == end;
        // A quotation that is left open goes on only where the next paragraph takes it up with a mark.
        let open = || scan.words[end - 1].quote == QuoteState::Inside && scan.words[end].quote == QuoteState::Mark;
        if !paragraph_ends || !(end - 1 - tail <= 2 || open()) {
            break;
        }
        end = bounds(end).end.min(limit).max(end);
    }
    WordRange::new(start.max(seen.start), end.min(seen.end))
}

/// One of 64 distances of a word from a cue: 30 logarithmic steps either side, and the cue itself.
pub(super) fn distance_bucket(word: usize, cue: WordRange) -> u8 {
    /// 8 times 2 to the power of n / 3: where the steps beyond eight words begin.
    const STEPS: [usize; 19] = [11, 13, 16, 21, 26, 32, 41, 51, 64, 81, 102, 128, 162, 204, 256, 323, 407, 512, 646];
    if cue.contains(word) {
        return 62;
    }
    let before = word < cue.start;
    let distance = if before { cue.start - word } else { word + 1 - cue.end };
    let step = if distance <= 8 { distance - 1 } else { 8 + STEPS.partition_point(|step| *step <= distance) };
    step as u8 + if before { 0 } else { 30 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wordpiece() -> WordPiece {
        WordPiece::new("[CLS] [SEP] [UNK] a . \"".split(' ')).unwrap()
    }

    fn sections(text: &str) -> Vec<(Scan, Section)> {
        let scan = Scan::of_lines(text);
        let count = scan.paragraphs.len().div_ceil(SECTION);
        (0..count).map(|number| (scan.clone(), Section::plan(text, &scan, &wordpiece(), number))).collect()
    }

    #[test]
    fn every_word_is_scored_once() {
        let mut text = String::new();
        for paragraph in 0..100 {
            text += &"a a a. A ".repeat(paragraph * 7 % 83);
            text += "\n";
        }
        text += &"a ".repeat(2000);
        let mut next = 0;
        for (scan, section) in sections(&text) {
            for window in section.windows() {
                let packed = section.pack(&scan, &wordpiece(), &window);
                assert!(packed.pieces.len() <= WINDOW_PIECES);
                assert_eq!(packed.places.len(), packed.words.len());
                assert_eq!(packed.features.len(), packed.pieces.len());
                for words in section.scored(&window) {
                    assert_eq!(words.start, next);
                    assert!(packed.words.start <= words.start && words.end <= packed.words.end);
                    next = words.end;
                }
            }
        }
        assert_eq!(next, Scan::of_lines(&text).words.len());
    }

    #[test]
    fn short_paragraphs_see_their_neighbours() {
        let (_, section) = sections("a a.\n\na a a.\n\na.").remove(0);
        assert_eq!(section.windows(), [Window { units: 0..3, scored: 0..3 }]);
    }

    #[test]
    fn a_cue_reaches_into_the_quotation_that_follows() {
        let text = "a a a:\n\n\"a a\" a a\n\na";
        let scan = Scan::of_lines(text);
        let all = WordRange::new(0, scan.words.len());
        assert_eq!(cue_window(&scan, WordRange::one(2), all), WordRange::new(0, 10));
        assert_eq!(cue_window(&scan, WordRange::one(0), all), WordRange::new(0, 4));
        assert_eq!(cue_window(&scan, WordRange::one(2), WordRange::new(1, 6)), WordRange::new(1, 6));
    }

    #[test]
    fn distances_are_logarithmic() {
        let buckets = [4, 5, 8, 9, 12, 15, 16, 17, 400].map(|word| distance_bucket(word, WordRange::new(5, 8)));
        assert_eq!(buckets, [0, 62, 30, 31, 34, 37, 38, 38, 54]);
        assert_eq!(distance_bucket(5, WordRange::new(25, 26)), 38 - 30 + 3);
    }
}
