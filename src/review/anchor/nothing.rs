//! Finds passages that hold no claim again, as claims are: for certain, or not at all.

use std::sync::Arc;

use super::Stored;
use super::TextSince;
use crate::claim::{ClaimId, Part, Parts};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::{Anchor, Correction, Kept, KeptWords};
use crate::review::state::decision::Decision;
use crate::review::state::nothing::NothingHere;
use crate::review::state::rare::Rare;
use crate::text::Span;

/// Finds every passage again in `text`, in its order. `unchanged`: it is the text that they were stored with.
pub fn anchored(text: &str, stretches: Vec<NothingHere>, since: TextSince) -> Arc<[NothingHere]> {
    let stored = stretches.iter().map(|one| (one.span, one.words.as_str(), one.prefix.as_str(), one.suffix.as_str()));
    let found = places(text, stored, since);
    let mut anchored: Vec<NothingHere> = stretches
        .into_iter()
        .zip(found)
        .map(|(stretch, (anchor, span))| match span {
            Some(span) => NothingHere { anchor, ..NothingHere::new(text, span, &stretch.stamp) },
            None => NothingHere { anchor, ..stretch },
        })
        .collect();
    anchored.sort_by(|a, b| a.key().cmp(&b.key()));
    anchored.into()
}

/// Finds passages again in `text`, each stored with its place, its words, and the characters before and after. The
/// place is missing where the words were not found for certain.
pub(super) fn places<'p>(
    text: &str,
    passages: impl Iterator<Item = (Span, &'p str, &'p str, &'p str)>,
    since: TextSince,
) -> Vec<(Anchor, Option<Span>)> {
    let stored = passages.map(|(span, words, prefix, suffix)| {
        let content = KeptWords { content: vec![words.to_owned()], ..KeptWords::default() };
        let (prefix, suffix) = (prefix.to_owned(), suffix.to_owned());
        let words = Kept { correction: content, prefix, suffix, ..Kept::default() };
        Stored { claim: ReviewedClaim { correction: place(span).into(), ..nobodys() }, words, lost: None }
    });
    let found = super::anchor(text, stored.collect(), since);
    found.iter().map(|found| (found.anchor, found.spans(Part::Content).first().copied())).collect()
}

fn place(span: Span) -> Correction {
    Correction { parts: Parts { content: Some(vec![span]), ..Parts::default() }, ..Correction::default() }
}

/// A claim that says nothing: what the search for claims takes a bare passage as.
fn nobodys() -> ReviewedClaim {
    ReviewedClaim {
        id: ClaimId::new(""),
        suggestion: None,
        correction: Default::default(),
        decision: Decision::Unreviewed,
        decided: None,
        from: Rare::default(),
        note: Rare::default(),
        flag: false,
        check: Default::default(),
        said: Rare::default(),
        log: Rare::default(),
        settled: Rare::default(),
        anchor: Anchor::Exact,
        cut: false,
        kept: None,
        rival: None,
    }
}
