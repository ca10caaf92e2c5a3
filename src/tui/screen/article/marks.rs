//! Every span of every claim, found by its place in the text without a walk over all of them.

use crate::claim::Part;
use crate::review::{ReviewedClaim, Session};
use crate::text::Span;

/// A span of a claim. Small: a long article has hundreds of thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    start: u32,
    end: u32,
    claim: u32,
    /// What it is there.
    pub part: Part,
}

impl Mark {
    fn new(span: Span, part: Part, claim: usize) -> Self {
        // Articles are far smaller than this.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: place(span.start), end: place(span.end), claim: place(claim), part }
    }

    /// Its place.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Index of the claim in the session.
    pub const fn claim(&self) -> usize {
        self.claim as usize
    }
}

/// Spans sorted by start, with the furthest end so far next to each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    list: Vec<Mark>,
    reach: Vec<u32>,
    outlets: Vec<Span>,
}

impl Marks {
    /// The marks of a session.
    pub fn of(session: &Session) -> Self {
        let count = |claim: &ReviewedClaim| Part::ALL.iter().map(|part| claim.spans(*part).len()).sum::<usize>();
        let mut list = Vec::with_capacity(session.claims().iter().map(|claim| count(claim)).sum());
        for (index, claim) in session.claims().iter().enumerate() {
            for part in Part::ALL {
                list.extend(claim.spans(part).iter().map(|span| Mark::new(*span, part, index)));
            }
        }
        list.sort_unstable_by_key(|mark| (mark.start, mark.end, mark.claim, mark.part));
        let mut furthest = 0;
        let reach = list.iter().map(|mark| {
            furthest = furthest.max(mark.end);
            furthest
        });
        let reach = reach.collect();
        let mut outlets: Vec<Span> = session.outlets().flat_map(|outlet| outlet.mentions.iter().copied()).collect();
        outlets.sort_unstable();
        Self { list, reach, outlets }
    }

    /// The marks that share a byte with `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let end = self.list.partition_point(|mark| mark.span().start < span.end);
        let start = self.reach.get(..end).unwrap_or_default().partition_point(|reach| *reach as usize <= span.start);
        self.list.get(start..end).unwrap_or_default().iter().filter(move |mark| mark.span().overlaps(span))
    }

    /// The mentions of outlets that share a byte with `span`.
    pub fn outlets(&self, span: Span) -> impl Iterator<Item = Span> {
        // Mentions are disjoint but for odd cases; a few before the first may still reach in.
        let start = self.outlets.partition_point(|mention| mention.end <= span.start).saturating_sub(2);
        self.outlets.iter().skip(start).take_while(move |mention| mention.start < span.end).copied()
    }
}
