//! Text objects: the word, sentence, quotation or paragraph around a cursor.

use super::Reader;
use crate::text::{Quotation, Span, Word, WordRange};

/// A unit of text that can be selected at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// A word or sign.
    Word,
    /// A sentence.
    Sentence,
    /// A quotation.
    Quotation,
    /// A paragraph.
    Paragraph,
}

/// How much of an object is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The object itself; of a quotation the words between the marks.
    Inner,
    /// With the white space that follows it; of a quotation with its marks.
    Around,
}

impl Reader<'_> {
    /// What is to be selected when `object` is asked for while `selected` is: the object at the last
    /// cluster of it; with `again`, if that is all selected already, the stretch up to the end of the next
    /// object. `None` where there is none.
    pub fn object(&self, selected: Span, object: Object, reach: Reach, again: bool) -> Option<Span> {
        let found = match object {
            Object::Quotation => self.quotation(selected, reach, again)?,
            Object::Word => self.unit(selected, again, &self.scan.words, Word::span)?,
            Object::Sentence => self.unit(selected, again, &self.scan.sentences, |s| self.sentence(s))?,
            Object::Paragraph => self.unit(selected, again, &self.scan.paragraphs, |p| self.paragraph(p))?,
        };
        let found = match (object, reach) {
            (Object::Quotation, _) | (_, Reach::Inner) => found,
            (_, Reach::Around) => Span::new(found.start, self.past_blanks(found.end)),
        };
        Some(crate::text::grapheme::snap(self.text, found))
    }

    fn unit<T>(&self, selected: Span, again: bool, items: &[T], span: impl Fn(&T) -> Span) -> Option<Span> {
        let last = self.last_of(selected);
        // Where the cursor stands between two, the one that follows is meant.
        let first = items.partition_point(|item| span(item).end <= last);
        let mut later = items.get(first..)?.iter().map(span).filter(|span| !span.is_empty());
        let here = later.next()?;
        if again && selected.encloses(here) {
            return later.next().map(|next| selected.cover(next));
        }
        Some(here)
    }

    /// The innermost quotation that holds all of `selected`; with `again` more than it.
    fn quotation(&self, selected: Span, reach: Reach, again: bool) -> Option<Span> {
        let start = self.paragraph_at(selected.start)?.start;
        let end = self.scan.quotations.partition_point(|q| q.span.start <= selected.start);
        let earlier = self.scan.quotations.get(..end)?.iter().rev().take_while(|q| q.span.start >= start);
        let around = earlier.filter(|q| q.span.encloses(selected));
        let meant = around.map(|q| if reach == Reach::Inner { self.inside(q) } else { q.span });
        let more = |span: &Span| !span.is_empty() && (*span != selected || !again);
        let mut meant = meant.filter(|span| more(span) && (span.encloses(selected) || !selected.encloses(*span)));
        meant.next()
    }

    /// `span` with the quotation marks around it, where it is all that stands between them, but for a comma
    /// or full stop before the closing one.
    #[must_use]
    pub fn with_marks(&self, span: Span) -> Span {
        let end = self.scan.quotations.partition_point(|q| q.span.start <= span.start);
        let earlier = self.scan.quotations.get(..end).unwrap_or_default().iter().rev();
        // The mark stands close before its words: further back there is nothing to find.
        let near = earlier.take_while(|q| q.span.start + 8 > span.start);
        let all = |inside: Span| {
            let rest = self.text.get(span.end..inside.end);
            inside.start == span.start && rest.is_some_and(|rest| !rest.contains(char::is_alphanumeric))
        };
        near.into_iter().find(|q| all(self.inside(q))).map_or(span, |q| q.span)
    }

    /// The words between the marks of a quotation.
    pub(super) fn inside(&self, quotation: &Quotation) -> Span {
        let end = quotation.end_word - u32::from(quotation.closed);
        let words = WordRange::new(quotation.first_word as usize + 1, (end as usize).max(quotation.first_word as usize + 1));
        match self.scan.span_of(words) {
            span if words.is_empty() || span.is_empty() => Span::new(quotation.span.end, quotation.span.end),
            span => span,
        }
    }

    fn past_blanks(&self, offset: usize) -> usize {
        let rest = self.text.get(offset..).unwrap_or_default();
        offset + rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
}
