//! Claims of another text, found again in the article by their words and what is around them.

use super::found::{Found, LocatedClaim};
use super::parsed::{ParsedClaim, ParsedSpan};
use crate::article::Article;
use crate::claim::{ClaimId, Parts};
use crate::review::anchor::{self, Stored, TextSince};
use crate::review::{Anchor, Correction, Decision, Kept, ReviewedClaim};
use crate::text::{Span, context};

/// A claim of another text by its words there, and what is around each.
pub(super) fn quoting(spans: Parts<Vec<Span>>, reference: &str) -> ParsedClaim {
    let mark = |span: Span| ParsedSpan {
        at: None,
        words: span.slice(reference).map(str::to_owned),
        context: Some(context(reference, &[span])),
    };
    let parts = spans.map(|spans| spans.into_iter().map(mark).collect());
    ParsedClaim { parts, ..ParsedClaim::default() }
}

/// Claims of another text, found again in the article by their words and what is around them.
pub(super) fn moved(article: &Article, reference: &str, found: &[Found]) -> Vec<Option<LocatedClaim>> {
    let mut stored = Vec::new();
    let mut places = Vec::new();
    for (index, parts) in found.iter().enumerate().filter_map(|(at, found)| Some((at, found.whole()?))) {
        let word = |span: &Span| span.slice(reference).unwrap_or_default().to_owned();
        let (prefix, suffix) = context(reference, &parts.content);
        let correction = parts.as_ref().map(|spans| spans.iter().map(word).collect());
        let claim = ReviewedClaim {
            id: ClaimId::new(""),
            suggestion: None,
            correction: Correction { parts: parts.map(Some), ..Correction::default() }.into(),
            decision: Decision::Unreviewed,
            decided: None,
            from: crate::review::Rare::default(),
            note: crate::review::Rare::default(),
            flag: false,
            check: Default::default(),
            said: crate::review::Rare::default(),
            log: crate::review::Rare::default(),
            settled: crate::review::Rare::default(),
            anchor: Anchor::Exact,
            cut: false,
            kept: None,
            rival: None,
        };
        stored.push(Stored { lost: None, claim, words: Kept { correction, prefix, suffix, ..Kept::default() } });
        places.push(index);
    }
    let mut placed = vec![None; found.len()];
    for (index, claim) in places.into_iter().zip(anchor::anchor(&article.text, stored, TextSince::Changed)) {
        if let Some(slot) = placed.get_mut(index).filter(|_| !claim.anchor.is_lost()) {
            let parts = Parts::from_fn(|part| Some(claim.spans(part).to_vec()));
            *slot = Some(LocatedClaim { parts, by_words: true });
        }
    }
    placed
}
