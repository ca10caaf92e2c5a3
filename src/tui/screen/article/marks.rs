//! Every span of every claim, found by its place in the text without a walk over all of them.

use crate::review::{Part, Session};
use crate::text::Span;

/// A span of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its place.
    pub span: Span,
    /// What it is there.
    pub part: Part,
    /// Index of the claim in the session.
    pub claim: usize,
}

/// Spans sorted by start, with the furthest end so far beside each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    list: Vec<Mark>,
    reach: Vec<usize>,
    outlets: Vec<Span>,
}

impl Marks {
    /// The marks of a session.
    pub fn of(session: &Session) -> Self {
        let mut list = Vec::new();
        for (index, claim) in session.claims().iter().enumerate() {
            for part in Part::ALL {
                list.extend(claim.spans(part).iter().map(|span| Mark { span: *span, part, claim: index }));
            }
        }
        list.sort_by_key(|mark| (mark.span, mark.claim));
        let mut furthest = 0;
        let reach = list.iter().map(|mark| {
            furthest = furthest.max(mark.span.end);
            furthest
        });
        let reach = reach.collect();
        let mut outlets: Vec<Span> = session.outlets().flat_map(|outlet| outlet.mentions.iter().copied()).collect();
        outlets.sort_unstable();
        Self { list, reach, outlets }
    }

    /// The marks that share a byte with `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let end = self.list.partition_point(|mark| mark.span.start < span.end);
        let start = self.reach.get(..end).unwrap_or_default().partition_point(|reach| *reach <= span.start);
        self.list.get(start..end).unwrap_or_default().iter().filter(move |mark| mark.span.overlaps(span))
    }

    /// The mentions of outlets that share a byte with `span`.
    pub fn outlets(&self, span: Span) -> impl Iterator<Item = Span> {
        // Mentions are disjoint but for odd cases; a few before the first may still reach in.
        let start = self.outlets.partition_point(|mention| mention.end <= span.start).saturating_sub(2);
        self.outlets.iter().skip(start).take_while(move |mention| mention.start < span.end).copied()
    }
}
