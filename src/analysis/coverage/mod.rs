//! Passages not covered by any claim, minus those that a reviewer has dismissed.
//!
//! [`survey`] reads the text alone and tells every stretch that may be a claim; [`Coverage`] holds it
//! against a review.

mod covered;
mod survey;

use std::sync::Arc;

pub use survey::{MissedKind, Stretch, Survey, survey, survey_by};

use covered::Covered;

use crate::article::Article;
use crate::claim::{Part, Parts};
use crate::review::{Decision, ReviewedClaim, Session};
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
        let text = &session.article().text;
        let contents = contents(session);
        let spans = standing(session).flat_map(|claim| Part::ALL.iter().flat_map(|part| claim.spans(*part)));
        let anything = Covered::of(spans.copied());
        let read = read(session);
        let mut coverage = Self::default();
        for stretch in &survey.stretches {
            if stretch.kind == MissedKind::Quotation {
                let rest = left_over(text, &contents, stretch.span);
                let missed: Vec<Span> = rest.iter().copied().filter(|piece| !read.touches(*piece)).collect();
                coverage.quotations += 1;
                coverage.quoted += usize::from(rest.is_empty());
                coverage.read += usize::from(!rest.is_empty() && missed.is_empty());
                coverage.missed.extend(missed.into_iter().map(|span| Stretch { span, ..stretch.clone() }));
            } else if !anything.touches(stretch.reach()) && !read.touches(stretch.span) {
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

/// The claims that the engine sees too weakly to suggest them, in the order of the text: those whose cue and content no
/// claim of the review has, whatever was decided of it, and that nobody has dismissed.
pub fn weak_claims<'s>(survey: &'s Survey, session: &Session) -> Vec<&'s Parts<Vec<Span>>> {
    let of = |part: Part| Covered::of(session.claims().iter().flat_map(move |claim| claim.spans(part)).copied());
    let (cues, contents, read) = (of(Part::Cue), of(Part::Content), read(session));
    let is_free = |parts: &&Parts<Vec<Span>>| {
        let cue = parts.cue.iter().copied().reduce(Span::cover);
        let content = parts.content.iter().copied().reduce(Span::cover);
        content.is_some_and(|content| match cue {
            Some(cue) => !cues.touches(cue) && !read.touches(content),
            None => !contents.touches(content) && !read.touches(content),
        })
    };
    survey.stretches.iter().filter_map(|stretch| stretch.parts.as_ref()).filter(is_free).collect()
}

/// The claims that are claims: what was rejected covers nothing.
fn standing(session: &Session) -> impl Iterator<Item = &Arc<ReviewedClaim>> {
    session.claims().iter().filter(|claim| claim.decision != Decision::Rejected)
}

fn contents(session: &Session) -> Covered {
    Covered::of(standing(session).flat_map(|claim| claim.spans(Part::Content)).copied())
}

/// The stretches that were read and are where they were; so was what somebody rejected.
fn read(session: &Session) -> Covered {
    let dismissed = session.nothing_here().iter().filter(|stretch| !stretch.anchor.is_lost()).map(|stretch| stretch.span);
    let rejected = session.claims().iter().filter(|claim| claim.decision == Decision::Rejected);
    // What is struck through is said by nobody, and neither is the head of a page.
    let origin = &session.article().origin;
    let struck = origin.struck.iter().chain(&origin.page_lines).copied();
    Covered::of(dismissed.chain(struck).chain(rejected.flat_map(|claim| claim.spans(Part::Content).iter().copied())))
}

/// The pieces of a quotation that no claim's content covers and that are worth a claim themselves. It is covered by
/// contents alone: the words beside it say nothing of it.
fn left_over(text: &str, contents: &Covered, quotation: Span) -> Vec<Span> {
    let pieces = contents.rest(quotation).into_iter().map(|piece| piece.trimmed(text));
    pieces.filter(|piece| survey::has_words_enough(text, *piece)).collect()
}

/// The next quotation after the byte at `offset`, with its marks, or the next piece of one, that no claim's content
/// covers and nobody has read; from the top again where there is none below. `None` when all are covered.
pub fn next_gap(session: &Session, offset: usize) -> Option<Span> {
    let article = session.article();
    let (contents, read) = (contents(session), read(session));
    let free = |span: Span| {
        let pieces = left_over(&article.text, &contents, span).into_iter();
        pieces.filter(|piece| !read.touches(*piece)).collect()
    };
    let here = article.block_index(offset);
    let later = (here..article.blocks.len()).filter_map(|block| gap_in(article, block, &free, offset));
    let again = (0..=here).filter_map(|block| gap_in(article, block, &free, 0));
    later.chain(again).next()
}

/// How many quotations, or pieces of them, no claim's content covers and nobody has read.
pub fn gaps(session: &Session) -> usize {
    let article = session.article();
    let (contents, read) = (contents(session), read(session));
    let blocks = article.blocks.iter().filter(|block| block.kind.holds_claims());
    blocks
        .map(|block| {
            let scan = Scan::of(&article.text, [block.span]);
            let quotations = scan.quotations.iter().filter(|quotation| survey::is_worth_a_claim(&article.text, quotation));
            let pieces = quotations.flat_map(|quotation| left_over(&article.text, &contents, quotation.span));
            pieces.filter(|piece| !read.touches(*piece)).count()
        })
        .sum()
}

fn gap_in(article: &Article, block: usize, free: &impl Fn(Span) -> Vec<Span>, after: usize) -> Option<Span> {
    let block = article.blocks.get(block)?;
    if !block.kind.holds_claims() {
        return None;
    }
    let scan = Scan::of(&article.text, [block.span]);
    let quotations = scan.quotations.iter().filter(|quotation| survey::is_worth_a_claim(&article.text, quotation));
    quotations.flat_map(|quotation| free(quotation.span)).find(|span| span.start >= after)
}

#[cfg(test)]
mod tests;
