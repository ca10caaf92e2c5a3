//! Passages not covered by any claim, minus those that a reviewer has dismissed.
//!
//! [`survey`] reads the text alone and tells every stretch that may be a claim; [`Coverage`] holds it
//! against a review.

mod covered;
mod survey;

pub use survey::{MissedKind, Stretch, Survey, survey};

use covered::Covered;

use crate::article::Article;
use crate::claim::Part;
use crate::review::Session;
use crate::text::{Scan, Span};

/// Words that a quotation must have to be worth a claim; shorter ones are names and irony.
const WORDS: usize = 3;

/// A survey held against a review.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// What no claim covers and nobody has read, in the order of the text.
    pub missed: Vec<Stretch>,
    /// Quotations that a claim covers.
    pub quoted: usize,
    /// Quotations that were read and hold no claim.
    pub read: usize,
    /// All quotations.
    pub quotations: usize,
}

impl Coverage {
    /// What of `survey` the claims of `session` leave over.
    pub fn of(survey: &Survey, session: &Session) -> Self {
        let contents = Covered::of(session.claims().iter().flat_map(|claim| claim.spans(Part::Content)).copied());
        let claims = session.claims().iter().flat_map(|claim| Part::ALL.iter().flat_map(|part| claim.spans(*part)));
        let anything = Covered::of(claims.copied());
        let read = read(session);
        let mut coverage = Self::default();
        for stretch in &survey.stretches {
            // A quotation is covered by a content alone: the words beside it say nothing of it.
            let quotation = stretch.kind == MissedKind::Quotation;
            let covered = if quotation { contents.touches(stretch.span) } else { anything.touches(stretch.reach()) };
            let seen = !covered && read.touches(stretch.span);
            if quotation {
                coverage.quotations += 1;
                coverage.quoted += usize::from(covered);
                coverage.read += usize::from(seen);
            }
            if !covered && !seen {
                coverage.missed.push(stretch.clone());
            }
        }
        coverage.leave_out_doubles();
        coverage
    }

    /// Of several signs of one claim the plainest stands.
    fn leave_out_doubles(&mut self) {
        let quotations = Covered::of(self.missed.iter().filter(|one| one.kind == MissedKind::Quotation).map(|one| one.span));
        let weak = self.missed.iter().filter(|one| matches!(one.kind, MissedKind::Weak { .. }));
        let weak = Covered::of(weak.map(Stretch::reach));
        self.missed.retain(|one| match one.kind {
            MissedKind::Quotation => true,
            MissedKind::Weak { .. } => !quotations.touches(one.reach()),
            MissedKind::Reporting => !quotations.touches(one.span) && !weak.touches(one.span),
        });
    }
}

/// The stretches that were read and stand where they stood.
fn read(session: &Session) -> Covered {
    Covered::of(session.nothing_here().iter().filter(|stretch| !stretch.anchor.is_lost()).map(|stretch| stretch.span))
}

/// The next quotation after the byte at `offset` that no claim's content touches and nobody has read, with
/// its marks; from the top again where there is none below. `None` when all are covered.
pub fn next_gap(session: &Session, offset: usize) -> Option<Span> {
    let article = session.article();
    let contents = Covered::of(session.claims().iter().flat_map(|claim| claim.spans(Part::Content)).copied());
    let read = read(session);
    let free = |span: Span| !contents.touches(span) && !read.touches(span);
    let here = article.block_index(offset);
    let later = (here..article.blocks.len()).filter_map(|block| gap_in(article, block, &free, offset));
    let again = (0..=here).filter_map(|block| gap_in(article, block, &free, 0));
    later.chain(again).next()
}

fn gap_in(article: &Article, block: usize, free: &impl Fn(Span) -> bool, after: usize) -> Option<Span> {
    let block = article.blocks.get(block)?;
    if !block.kind.holds_claims() {
        return None;
    }
    let scan = Scan::of(&article.text, [block.span]);
    let quotations = scan.quotations.iter().filter(|quotation| survey::is_worth_a_claim(&article.text, quotation));
    let mut spans = quotations.map(|quotation| quotation.span);
    spans.find(|span| span.start >= after && free(*span))
}

#[cfg(test)]
mod tests;
