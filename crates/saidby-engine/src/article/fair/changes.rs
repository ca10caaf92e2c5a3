//! Where a fair copy differs from the text.

use crate::text::Span;

/// Turns places of a fair copy into places of the text, and back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// In order: the place in the copy, and what of the text it stands for.
    list: Vec<(Span, Span)>,
}

/// The changes of an article that is read as it is.
pub(crate) static NONE: Changes = Changes { list: Vec::new() };

impl Changes {
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
