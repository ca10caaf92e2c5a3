//! Moving through a text by character, word, sentence, quotation and paragraph.
//!
//! A cursor stands ON a grapheme cluster and is the offset of its first byte, as in vi. Every offset
//! that comes out is a cluster's boundary, whatever came in; stops that would cut a cluster are passed
//! over. The cost of a step is logarithmic in the text, within a paragraph linear in its quotations.

mod ends;
mod object;
mod selection;

pub use ends::{Bound, Step, Way};
pub use object::{Object, Reach};
pub use selection::Selection;

use super::scan::{Paragraph, Sentence};
use super::{Scan, Span, Word, grapheme};

/// A text and its scan, to move about in.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    scan: &'a Scan,
}

/// Where a cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// The character before.
    Left,
    /// The character after.
    Right,
    /// The start of the next word or sign.
    WordForward,
    /// The start of this word, or of the one before.
    WordBack,
    /// The last character of this word, or of the next; quotation marks and dashes are passed over.
    WordEnd,
    /// The start of the next sentence.
    SentenceForward,
    /// The start of this sentence, or of the one before.
    SentenceBack,
    /// The first character inside the next quotation.
    QuotationForward,
    /// The first character inside this quotation, or inside the one before.
    QuotationBack,
    /// The start of the next paragraph.
    ParagraphForward,
    /// The start of this paragraph, or of the one before.
    ParagraphBack,
    /// The first character of this paragraph.
    ParagraphStart,
    /// The last character of this paragraph.
    ParagraphEnd,
}

impl<'a> Reader<'a> {
    /// Moves about in `text`, which `scan` was made of.
    pub const fn new(text: &'a str, scan: &'a Scan) -> Self {
        Self { text, scan }
    }

    /// The text.
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The nearest place at or before `offset` where a cursor can stand; 0 in an empty text.
    pub fn placed(&self, offset: usize) -> usize {
        let at = grapheme::snap(self.text, Span::new(offset, offset)).start;
        if at < self.text.len() { at } else { grapheme::previous(self.text, self.text.len()) }
    }

    /// Where `motion` leads from `cursor`; the same place where it leads nowhere.
    pub fn moved(&self, cursor: usize, motion: Motion) -> usize {
        let from = self.placed(cursor);
        let to = match motion {
            Motion::Left => self.left(from),
            Motion::Right => self.right(from),
            Motion::WordForward => self.after(&self.scan.words, from, Word::span).map(|word| word.start),
            Motion::WordBack => self.before(&self.scan.words, from, Word::span).map(|word| word.start),
            Motion::WordEnd => self.word_end(from),
            Motion::SentenceForward => self.after(&self.scan.sentences, from, |s| self.sentence(s)).map(|s| s.start),
            Motion::SentenceBack => self.before(&self.scan.sentences, from, |s| self.sentence(s)).map(|s| s.start),
            Motion::QuotationForward => self.quotation_forward(from),
            Motion::QuotationBack => self.quotation_back(from),
            Motion::ParagraphForward => self.after(&self.scan.paragraphs, from, |p| self.paragraph(p)).map(|p| p.start),
            Motion::ParagraphBack => self.before(&self.scan.paragraphs, from, |p| self.paragraph(p)).map(|p| p.start),
            Motion::ParagraphStart => self.paragraph_at(from).map(|p| p.start),
            Motion::ParagraphEnd => self.paragraph_at(from).map(|p| self.last_of(p)),
        };
        to.unwrap_or(from)
    }

    /// The cluster that begins at or holds `offset`.
    pub fn cluster(&self, offset: usize) -> Span {
        let start = self.placed(offset);
        Span::new(start, grapheme::next(self.text, start))
    }

    /// The paragraph, from its first to its last sign, that holds `offset`, or the nearest one before it,
    /// or the first of all. `None` in a text without words.
    pub fn paragraph_at(&self, offset: usize) -> Option<Span> {
        let end = self.scan.paragraphs.partition_point(|p| p.span.start <= offset);
        let (before, after) = self.scan.paragraphs.split_at(end);
        let spans = before.iter().rev().chain(after).map(|p| self.paragraph(p));
        spans.into_iter().find(|span| !span.is_empty())
    }

    fn sentence(&self, sentence: &Sentence) -> Span {
        self.scan.sentence_span(sentence)
    }

    fn paragraph(&self, paragraph: &Paragraph) -> Span {
        if paragraph.first_word == paragraph.end_word {
            return Span::new(paragraph.span.start, paragraph.span.start);
        }
        self.scan.span_of(paragraph.words())
    }

    fn stands(&self, offset: usize) -> bool {
        offset < self.text.len() && grapheme::is_boundary(self.text, offset)
    }

    /// The first of `items` that starts after `from` where a cursor can stand.
    fn after<T>(&self, items: &[T], from: usize, span: impl Fn(&T) -> Span) -> Option<Span> {
        let first = items.partition_point(|item| span(item).start <= from);
        let mut later = items.get(first..)?.iter().map(span);
        later.find(|span| !span.is_empty() && self.stands(span.start))
    }

    /// The last of `items` that starts before `from` where a cursor can stand.
    fn before<T>(&self, items: &[T], from: usize, span: impl Fn(&T) -> Span) -> Option<Span> {
        let end = items.partition_point(|item| span(item).start < from);
        let mut earlier = items.get(..end)?.iter().rev().map(span);
        earlier.find(|span| !span.is_empty() && self.stands(span.start))
    }

    /// The first byte of the last cluster of `span`.
    fn last_of(&self, span: Span) -> usize {
        grapheme::previous(self.text, span.end).max(self.placed(span.start))
    }

    fn is_line_end(&self, offset: usize) -> bool {
        matches!(self.text.as_bytes().get(offset), Some(b'\n' | b'\r'))
    }

    fn left(&self, from: usize) -> Option<usize> {
        let mut at = from;
        while at > 0 {
            at = grapheme::previous(self.text, at);
            if !self.is_line_end(at) {
                return Some(at);
            }
        }
        None
    }

    fn right(&self, from: usize) -> Option<usize> {
        let mut at = grapheme::next(self.text, from);
        while at < self.text.len() {
            if !self.is_line_end(at) {
                return Some(at);
            }
            at = grapheme::next(self.text, at);
        }
        None
    }

    fn word_end(&self, from: usize) -> Option<usize> {
        let first = self.scan.words.partition_point(|word| word.end as usize <= from);
        // A quotation mark or a dash is not a word.
        let later = self.scan.words.get(first..)?.iter().map(|word| word.span()).filter(|span| self.has_letters(*span));
        later.map(|span| self.last_of(span)).find(|end| *end > from)
    }

    fn has_letters(&self, span: Span) -> bool {
        span.slice(self.text).is_some_and(|word| word.contains(char::is_alphanumeric))
    }

    fn quotation_forward(&self, from: usize) -> Option<usize> {
        // An opening mark at or before the cursor may be followed by an inside that starts after it.
        let first = self.scan.quotations.partition_point(|q| q.span.end <= from);
        let insides = self.scan.quotations.get(first..)?.iter().map(|q| self.inside(q).start);
        insides.into_iter().find(|start| *start > from && self.stands(*start))
    }

    fn quotation_back(&self, from: usize) -> Option<usize> {
        let end = self.scan.quotations.partition_point(|q| q.span.start < from);
        let mut insides = self.scan.quotations.get(..end)?.iter().rev().map(|q| self.inside(q).start);
        insides.find(|start| *start < from && self.stands(*start))
    }
}

#[cfg(test)]
mod tests;
