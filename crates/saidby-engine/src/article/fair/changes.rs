//! Where a fair copy differs from the text.

use crate::text::Span;
use crate::text::span::overlapping;

/// Turns places of a fair copy into places of the text, and back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// In order: the place in the copy, and what of the text it stands for.
    list: Vec<(Span, Span)>,
    /// What of the text nobody says (struck through, lines of pages), in order, with the blanks around it.
    pub(super) struck: Vec<Span>,
}

/// The changes of an article that is read as it is.
pub(crate) static NONE: Changes = Changes { list: Vec::new(), struck: Vec::new() };

impl Changes {
    /// No changes so far, to a text of which nobody says `struck`.
    pub(super) fn without(struck: Vec<Span>) -> Self {
        Self { list: Vec::new(), struck }
    }

    pub(super) fn push(&mut self, at: usize, left_out: Span) {
        self.push_replaced(Span::new(at, at), left_out);
    }

    pub(super) fn push_replaced(&mut self, copy: Span, text: Span) {
        self.list.push((copy, text));
    }

    /// Whether the copy is the text.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The place in the text of `span` of the copy; what was changed at its edges belongs to it whole.
    pub fn original(&self, span: Span) -> Span {
        map(&self.list, span, |(copy, text)| (*copy, *text))
    }

    /// Takes what is struck through, and lines of pages, out of `spans` of the text: nobody says it.
    pub fn leave_out_struck(&self, spans: &mut Vec<Span>) {
        let Some(whole) = spans.iter().copied().reduce(Span::cover) else { return };
        for struck in overlapping(&self.struck, whole) {
            let Some(at) = spans.iter().position(|span| span.start < struck.start && struck.end < span.end) else { continue };
            let behind = Span::new(struck.end, spans[at].end);
            spans[at].end = struck.start;
            spans.insert(at + 1, behind);
        }
    }

    /// The place in the copy of `span` of the text.
    pub fn copied(&self, span: Span) -> Span {
        map(&self.list, span, |(copy, text)| (*text, *copy))
    }
}

fn map(list: &[(Span, Span)], span: Span, sides: impl Fn(&(Span, Span)) -> (Span, Span)) -> Span {
    if list.is_empty() {
        return span;
    }
    let start = match list[..list.partition_point(|change| sides(change).0.start <= span.start)].last().map(&sides) {
        Some((from, to)) if span.start < from.end => to.start,
        Some((from, to)) => to.end + (span.start - from.end),
        None => span.start,
    };
    if span.is_empty() {
        return Span::new(start, start);
    }
    let end = match list[..list.partition_point(|change| sides(change).0.start < span.end)].last().map(&sides) {
        Some((from, to)) => to.end + span.end.saturating_sub(from.end),
        None => span.end,
    };
    Span::new(start, end.max(start))
}
