//! "Read, nothing here": a person's word that a stretch of the article holds no claim.
//!
//! Such a stretch is found again in a changed article as claims are: for certain, or not at all.

use std::sync::Arc;

use crate::claim::ClaimId;
use crate::review::anchor::{self, Stored};
use crate::review::edits::Draft;
use crate::review::session::Session;
use crate::review::session::history::Change;
use crate::review::state::claim::{Anchor, Correction, Kept, KeptWords, ReviewedClaim};
use crate::review::state::decision::{Decision, Stamp};
use crate::review::state::edit::Part;
use crate::review::state::outcome::EditError;
use crate::review::state::rare::Rare;
use crate::review::state::spans;
use crate::review::state::three_way::Before;
use crate::text::{Span, context};

/// A stretch that was read and holds no claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NothingHere {
    /// Its place; where it stood, while it was not found again for certain.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// Who read it, and when.
    pub stamp: Stamp,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
    /// Whether it still stands where it stood.
    pub anchor: Anchor,
}

impl NothingHere {
    fn new(text: &str, span: Span, stamp: &Stamp) -> Self {
        let (prefix, suffix) = context(text, &[span]);
        let words = span.slice(text).unwrap_or_default().to_owned();
        Self { span, words, stamp: stamp.clone(), prefix, suffix, anchor: Anchor::Exact }
    }

    /// What tells it from others: its place and words.
    fn key(&self) -> (Span, &str) {
        (self.span, &self.words)
    }
}

/// Finds every stretch again in `text`, in its order. `unchanged`: it is the text that they were stored with.
pub fn anchored(text: &str, stretches: Vec<NothingHere>, unchanged: bool) -> Arc<[NothingHere]> {
    let stored = stretches.iter().map(|stretch| {
        let content = KeptWords { content: vec![stretch.words.clone()], ..KeptWords::default() };
        let (prefix, suffix) = (stretch.prefix.clone(), stretch.suffix.clone());
        let words = Kept { correction: content, prefix, suffix, ..Kept::default() };
        Stored { claim: ReviewedClaim { correction: place(stretch.span).into(), ..nobodys() }, words, lost: None }
    });
    let found = anchor::anchor(text, stored.collect(), unchanged);
    let mut anchored: Vec<NothingHere> = stretches
        .into_iter()
        .zip(found)
        .map(|(stretch, found)| match found.spans(Part::Content).first() {
            Some(span) => NothingHere { anchor: found.anchor, ..NothingHere::new(text, *span, &stretch.stamp) },
            None => NothingHere { anchor: found.anchor, ..stretch },
        })
        .collect();
    anchored.sort_by(|a, b| a.key().cmp(&b.key()));
    anchored.into()
}

fn place(span: Span) -> Correction {
    Correction { content: Some(vec![span]), ..Correction::default() }
}

/// A claim that says nothing: what the search for claims takes a bare stretch as.
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
        log: Rare::default(),
        anchor: Anchor::Exact,
        cut: false,
        kept: None,
        rival: None,
    }
}

impl Session {
    /// The stretches that were read and hold no claim, in the order of the text; those that were not found
    /// again for certain included.
    pub fn nothing_here(&self) -> &[NothingHere] {
        &self.nothing_here
    }
}

impl Draft<'_> {
    /// Says of `stretches` that nothing is there, or takes that back.
    pub(in crate::review) fn set_nothing_here(&mut self, stretches: &[Span], nothing: bool) -> Result<(), EditError> {
        let text = &self.session.article().text;
        let before = &self.session.nothing_here;
        let mut after = before.to_vec();
        for stretch in stretches {
            if nothing {
                let fitted = spans::fit(text, Part::Content, &[*stretch])?;
                let fresh =
                    fitted.into_iter().filter(|span| !before.iter().any(|old| old.span == *span && !old.anchor.is_lost()));
                after.extend(fresh.map(|span| NothingHere::new(text, span, self.stamp)).collect::<Vec<_>>());
            } else {
                after.retain(|old| old.span != *stretch);
            }
        }
        after.sort_by(|a, b| a.key().cmp(&b.key()));
        after.dedup_by(|a, b| a.key() == b.key());
        self.say(if nothing { "read, nothing here" } else { "to be read again" }.to_owned());
        if **before != *after {
            self.step.changes.push(Change::NothingHere { before: Arc::clone(before), after: after.into() });
        }
        Ok(())
    }
}

/// The stretches of two people: what either added, less what was taken back. Of one that both read the first reader
/// is named.
pub(in crate::review) fn merged(
    before: &Before<'_, Arc<[NothingHere]>>,
    ours: &[NothingHere],
    theirs: &[NothingHere],
) -> Arc<[NothingHere]> {
    let has = |list: &[NothingHere], one: &NothingHere| list.iter().any(|other| other.key() == one.key());
    let known = |one: &NothingHere| before.states().any(|state| has(state, one));
    // Without a common start only what our own side took back is known to be taken back.
    let stays = |one: &&NothingHere| !known(one) || (has(ours, one) && (has(theirs, one) || !before.is_common()));
    let mut all: Vec<NothingHere> = ours.iter().chain(theirs).filter(stays).cloned().collect();
    all.sort_by(|a, b| (a.key(), &a.stamp.at, &a.stamp.by).cmp(&(b.key(), &b.stamp.at, &b.stamp.by)));
    all.dedup_by(|a, b| a.key() == b.key());
    all.into()
}
