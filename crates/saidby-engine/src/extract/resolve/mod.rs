//! From spans to claims: speakers, outlets, the via chain, ids and reasons. The same for every finder.
//!
//! ```text
//! Attribution* -> one claim a statement -> source -> speaker (entities, coreference, roles) -> via -> Claim*
//! ```
//!
//! Work grows with the text alone: every look back is capped.

mod below;
pub(in crate::extract) mod claims;
pub mod coreference;
mod dateline;
mod documents;
mod doubles;
pub mod entities;
mod forms;
pub mod ids;
mod nested;
mod occasions;
mod places;
mod position;
mod profile;
mod roles;
pub mod source;
pub(in crate::extract) mod speakers;
mod sure;
pub mod via;

use std::cmp::Ordering;

use super::{Attribution, Document, Extraction};
use crate::text::span;

/// Turns the attributions of an article into claims, speakers and outlets.
///
/// `attributions` may come in any order and from any finder; a worker that collects them by ranges of
/// paragraphs passes all it has so far. The same attributions always give the same extraction. Its places are those of the
/// text that was given to read, where the document is a fair copy of it.
pub fn resolve(document: &Document<'_>, mut attributions: Vec<Attribution>) -> Extraction {
    for attribution in &mut attributions {
        attribution.parts.iter_mut().for_each(|(_, spans)| span::normalise(spans));
        dateline::trim(document, &mut attribution.parts.content);
    }
    attributions.retain(|attribution| holds_claims(document, attribution));
    attributions.sort_by(order);
    attributions.dedup_by(|next, kept| next.parts == kept.parts);
    let mut found = claims::build(document, attributions);
    if !document.changes.is_empty() {
        found.relocate(|span| document.changes.original(span));
        for claim in &mut found.claims {
            claim.parts.iter_mut().for_each(|(_, spans)| document.changes.leave_out_struck(spans));
        }
    }
    found
}

/// Whether something is attributed, in blocks where claims are looked for.
fn holds_claims(document: &Document<'_>, attribution: &Attribution) -> bool {
    let Some(first) = attribution.parts.content.first() else { return false };
    let place = attribution.parts.cue.first().unwrap_or(first);
    let block = document.block_of(document.scan.words_in(*place).start);
    block.is_none_or(|block| block.kind.holds_claims())
}

/// By first content, then cue, source and confidence: the order of the claims.
fn order(one: &Attribution, other: &Attribution) -> Ordering {
    one.parts.cmp(&other.parts).then_with(|| other.confidence.total_cmp(&one.confidence))
}

#[cfg(test)]
mod tests;
