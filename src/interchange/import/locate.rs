//! From what a file says to spans of the article: accepted only where the words that belong there stand there.
//!
//! 1. The offsets are tried in every unit and text that programs count in; the pair under which most words
//!    stand where they should is taken for the whole file.
//! 2. Where the counted text is the article's, a span whose words are there is accepted.
//! 3. Otherwise the claim is looked for by its words and what is around them ([`anchor`](crate::review::anchor)), and at last
//!    span by span by its quotation, which has to be in the article exactly once.
//!
//! What is found by none of these is left out with its reason. Nothing is ever shifted to something near.

use super::found::{Found, LocatedClaim, NotLocated};
use super::moved::{moved, quoting};
use super::parsed::{ParsedArticle, ParsedSpan};
use super::quotation::by_quotation;
use super::units::{Counted, Reference, best, marks, references};
use crate::article::Article;
use crate::text::{Span, UnitIndex, span};

/// What became of the claims of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedClaims {
    /// In the order of the document. `Err`: why the claim is left out.
    pub claims: Vec<Result<LocatedClaim, NotLocated>>,
    /// What the offsets were found to count in; `None`: nothing that fits.
    pub counted: Option<Counted>,
    /// Spans that came without words, so that only their offsets speak for them.
    pub unchecked: usize,
    /// Mentions of the speakers, each list in order; those that do not fit are left out.
    pub speaker_mentions: Vec<Vec<Span>>,
    /// The same of outlets.
    pub outlet_mentions: Vec<Vec<Span>>,
    /// The passages without a claim; `None` where the words are not found.
    pub nothing_here: Vec<Option<Span>>,
    /// The words of the allowances; `None` where they are not found.
    pub allowances: Vec<Option<Span>>,
}

/// Finds every claim of `document` in `article`.
pub fn locate(article: &Article, document: &ParsedArticle) -> LocatedClaims {
    let references = references(article, document);
    let mut placement = LocatedClaims {
        claims: Vec::with_capacity(document.claims.len()),
        counted: None,
        unchecked: 0,
        speaker_mentions: Vec::new(),
        outlet_mentions: Vec::new(),
        nothing_here: Vec::new(),
        allowances: Vec::new(),
    };
    let mut found: Vec<Found> = document.claims.iter().map(Found::nothing).collect();
    let mut reference = None;
    if let Some((chosen, unit)) = best(&references, document).and_then(|(at, unit)| Some((references.get(at)?, unit))) {
        reference = Some(chosen);
        placement.counted = Some(Counted { unit, text: chosen.kind });
        let index = UnitIndex::new(&chosen.text, unit);
        if chosen.is_article() {
            let mentions = |marks: &Vec<ParsedSpan>| -> Vec<Span> {
                let mut spans: Vec<Span> = marks.iter().filter_map(|mark| chosen.find(&index, mark)).flatten().collect();
                span::normalise(&mut spans);
                spans
            };
            placement.speaker_mentions = document.speakers.iter().map(|(_, marks)| mentions(marks)).collect();
            let passage = |mark: &ParsedSpan| chosen.find(&index, mark)?.into_iter().reduce(Span::cover);
            placement.nothing_here = document.nothing_here.iter().map(|(mark, _)| passage(mark)).collect();
            placement.allowances = document.allowances.iter().map(|allowance| passage(&allowance.mark)).collect();
            placement.outlet_mentions = document.outlets.iter().map(|(_, marks)| mentions(marks)).collect();
        }
        if document.text.is_none() {
            placement.unchecked = marks(document).filter(|mark| mark.at.is_some() && mark.words.is_none()).count();
        }
        found = document.claims.iter().map(|draft| Found::of(chosen, &index, draft)).collect();
    }
    placement.speaker_mentions.resize(document.speakers.len(), Vec::new());
    placement.outlet_mentions.resize(document.outlets.len(), Vec::new());
    placement.nothing_here.resize(document.nothing_here.len(), None);
    placement.allowances.resize(document.allowances.len(), None);
    let is_article = reference.is_some_and(Reference::is_article);
    let counted_in = reference.map_or("", |reference| &reference.normal.text);
    let moved = if is_article { Vec::new() } else { moved(article, counted_in, &found) };
    for (index, (draft, found)) in document.claims.iter().zip(found).enumerate() {
        let settled = match moved.get(index).cloned().flatten() {
            Some(placed) => Ok(placed),
            None if is_article => by_quotation(article, draft, &found, document.cells),
            None => {
                let quoting = found.whole().map(|spans| quoting(spans, counted_in));
                by_quotation(article, quoting.as_ref().unwrap_or(draft), &Found::nothing(draft), document.cells)
            }
        };
        placement.claims.push(settled.and_then(sound));
    }
    placement
}

/// The spans in order; overlapping ones of a part are not a claim that the program knows.
fn sound(mut placed: LocatedClaim) -> Result<LocatedClaim, NotLocated> {
    for (part, spans) in placed.parts.iter_mut() {
        let Some(spans) = spans else { continue };
        spans.sort_unstable();
        if spans.windows(2).any(|pair| matches!(pair, [one, next] if one.overlaps(*next))) {
            return Err(NotLocated::Overlap(part));
        }
        span::normalise(spans);
    }
    let has_content = placed.parts.content.as_ref().is_some_and(|spans| !spans.is_empty());
    if has_content { Ok(placed) } else { Err(NotLocated::NoContent) }
}
