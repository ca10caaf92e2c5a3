//! Growing and shrinking a span at either end.

use super::Reader;
use crate::text::{Span, grapheme};

/// One of the two ends of a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Where it begins.
    Start,
    /// Where it ends.
    #[default]
    End,
}

impl Bound {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Start => Self::End,
            Self::End => Self::Start,
        }
    }
}

/// How far one end is moved at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// One character.
    Character,
    /// To the next place where a word or sign begins (ends, at the end of a span).
    Word,
    /// To the next place where a sentence begins or ends.
    Sentence,
    /// To the next quotation mark: first the one side of it, then the other.
    Quotation,
}

/// Which way an end is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// Towards the start of the text.
    Back,
    /// Towards its end.
    Forward,
}

impl Reader<'_> {
    /// `span` with one end moved. It keeps at least one character, and stays as it is where the step leads
    /// nowhere. White space at the ends is passed over: no span begins or ends with it.
    #[must_use]
    pub fn with_bound_moved(&self, span: Span, bound: Bound, step: Step, way: Way) -> Span {
        let span = grapheme::snap(self.text, span);
        let from = match bound {
            Bound::Start => span.start,
            Bound::End => span.end,
        };
        let fits = |at: usize| match bound {
            Bound::Start => at < span.end,
            Bound::End => at > span.start,
        };
        match self.stop(from, bound, step, way).filter(|at| fits(*at)) {
            Some(at) if bound == Bound::Start => Span::new(at, span.end),
            Some(at) => Span::new(span.start, at),
            None => span,
        }
    }

    /// The next place beside `from` where `bound` of a span may stand.
    fn stop(&self, from: usize, bound: Bound, step: Step, way: Way) -> Option<usize> {
        match step {
            Step::Character => self.character_stop(from, bound, way),
            Step::Word => self.edge_stop(&self.scan.words, from, bound, way, |word| word.span()),
            Step::Sentence => self.edge_stop(&self.scan.sentences, from, bound, way, |s| self.sentence(s)),
            Step::Quotation => self.mark_stop(from, bound, way),
        }
    }

    fn character_stop(&self, from: usize, bound: Bound, way: Way) -> Option<usize> {
        let mut at = from;
        loop {
            let next = match way {
                Way::Back => grapheme::previous(self.text, at),
                Way::Forward => grapheme::next(self.text, at),
            };
            if next == at {
                return None;
            }
            at = next;
            // The cluster that the end would take in, or keep, must not be blank.
            let held = match bound {
                Bound::Start => Span::new(at, grapheme::next(self.text, at)),
                Bound::End => Span::new(grapheme::previous(self.text, at), at),
            };
            if held.slice(self.text).is_some_and(|cluster| !cluster.trim().is_empty()) {
                return Some(at);
            }
        }
    }

    fn edge_stop<T>(&self, items: &[T], from: usize, bound: Bound, way: Way, span: impl Fn(&T) -> Span) -> Option<usize> {
        let edge = |item: &T| match bound {
            Bound::Start => span(item).start,
            Bound::End => span(item).end,
        };
        let whole = |at: &usize| grapheme::is_boundary(self.text, *at);
        match way {
            Way::Back => {
                let end = items.partition_point(|item| edge(item) < from);
                items.get(..end)?.iter().rev().map(edge).find(whole)
            }
            Way::Forward => {
                let first = items.partition_point(|item| edge(item) <= from);
                items.get(first..)?.iter().map(edge).find(whole)
            }
        }
    }

    fn mark_stop(&self, from: usize, bound: Bound, way: Way) -> Option<usize> {
        // Nested quotations end in no order of their own; the neighbourhood of three paragraphs is small.
        let place = self.scan.paragraphs.partition_point(|p| p.span.end <= from);
        let first = self.scan.paragraphs.get(place.saturating_sub(1)).map_or(0, |p| p.span.start);
        let last = self.scan.paragraphs.get(place + 1).map_or(self.text.len(), |p| p.span.end);
        let start = self.scan.quotations.partition_point(|q| q.span.start < first);
        let near = self.scan.quotations.get(start..)?.iter().take_while(|q| q.span.start < last);
        let stops = near.flat_map(|q| {
            let inside = self.inside(q);
            match bound {
                Bound::Start => [q.span.start, inside.start],
                Bound::End => [inside.end, q.span.end],
            }
        });
        let stops = stops.filter(|at| grapheme::is_boundary(self.text, *at));
        match way {
            Way::Back => stops.filter(|at| *at < from).max(),
            Way::Forward => stops.filter(|at| *at > from).min(),
        }
    }
}
