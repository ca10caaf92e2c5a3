//! Passages of a text, found by place.

use crate::text::Span;

/// Spans that may overlap, sorted by start, with the furthest end so far next to each.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered {
    spans: Vec<Span>,
    reach: Vec<usize>,
}

impl Covered {
    pub(super) fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        let mut furthest = 0;
        let reach = spans.iter().map(|span| {
            furthest = furthest.max(span.end);
            furthest
        });
        Self { reach: reach.collect(), spans }
    }

    /// What none of them shares with `span`, in order.
    pub(super) fn rest(&self, span: Span) -> Vec<Span> {
        let first = self.reach.partition_point(|reach| *reach <= span.start);
        let mut rest = Vec::new();
        let mut at = span.start;
        for other in self.spans.iter().skip(first).take_while(|other| other.start < span.end) {
            if other.start > at {
                rest.push(Span::new(at, other.start));
            }
            at = at.max(other.end);
        }
        if at < span.end {
            rest.push(Span::new(at, span.end));
        }
        rest
    }

    /// Whether one of them shares a byte with `span`.
    pub(super) fn touches(&self, span: Span) -> bool {
        let end = self.spans.partition_point(|other| other.start < span.end);
        end.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|reach| *reach > span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_and_touching_spans() {
        let covered = Covered::of([Span::new(30, 40), Span::new(0, 20), Span::new(5, 6)].into_iter());
        let touched: Vec<usize> = (0..45).filter(|at| covered.touches(Span::new(*at, at + 1))).collect();
        assert_eq!(touched, (0..20).chain(30..40).collect::<Vec<_>>());
        assert!(!covered.touches(Span::new(20, 30)) && covered.touches(Span::new(19, 31)));
        assert!(!Covered::default().touches(Span::new(0, 9)));
        assert_eq!(covered.rest(Span::new(15, 50)), [Span::new(20, 30), Span::new(40, 50)]);
        assert_eq!(covered.rest(Span::new(2, 19)), []);
        assert_eq!(covered.rest(Span::new(21, 22)), [Span::new(21, 22)]);
    }
}
