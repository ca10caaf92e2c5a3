//! What every format writes of an article: the engine's claims, or a review's values in their place.

use std::collections::HashMap;

use crate::article::Article;
use crate::claim::{Claim, ClaimId, CueClass, Directness, Outlet, Parts, Reason, Speaker};
use crate::extract::Extraction;
use crate::extract::readings::Reading;
use crate::review::Done;
use crate::review::{Allowance, NothingHere};
use crate::review::{Anchor, Decision, FactCheck, ReviewedClaim, Session};
use crate::text::Span;

/// An article with its claims, ready to be written.
#[derive(Clone, Debug)]
pub struct ExportEntry<'a> {
    /// The path as the user gave it.
    pub path: &'a str,
    /// The article.
    pub article: &'a Article,
    /// Whose review it is; `None` for what the engine found, `Some("")` for a review that everybody shares.
    pub annotator: Option<&'a str>,
    pub(in crate::interchange) claims: Vec<ExportRow<'a>>,
    pub(in crate::interchange) speakers: Vec<&'a Speaker>,
    pub(in crate::interchange) outlets: Vec<&'a Outlet>,
    pub(in crate::interchange) reasons: bool,
    pub(in crate::interchange) readings: Option<&'a HashMap<ClaimId, Vec<Reading>>>,
    /// How many claims the scope leaves out; `None` for a review.
    pub(in crate::interchange) hidden: Option<usize>,
    /// The passages that were read and hold no claim.
    pub(in crate::interchange) nothing_here: Vec<&'a NothingHere>,
    /// The house rules that may be broken in one place.
    pub(in crate::interchange) allowances: Vec<&'a Allowance>,
    /// The mark that the article is done.
    pub(in crate::interchange) done: Option<&'a Done>,
}

/// What of a review is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// Only those that somebody decided on.
    pub decided: bool,
    /// The rejected ones as well.
    pub rejected: bool,
    /// The passages that were read and hold no claim.
    pub nothing_here: bool,
    /// The mark that the article is done.
    pub done: bool,
}

/// What a reviewer made of a claim.
#[derive(Clone, Copy, Debug)]
pub struct ReviewFields<'a> {
    /// The decision.
    pub decision: Decision,
    /// Who; empty while unreviewed.
    pub by: &'a str,
    /// When; empty while unreviewed.
    pub at: &'a str,
    /// A remark.
    pub note: &'a str,
    /// Whether the words were found again.
    pub anchor: Anchor,
    /// Whether it is flagged for a second look.
    pub flag: bool,
    /// The record of its fact-check.
    pub check: &'a FactCheck,
}

/// A claim with everything looked up.
#[derive(Clone, Debug)]
pub(in crate::interchange) struct ExportRow<'a> {
    pub id: &'a str,
    pub directness: Directness,
    pub class: CueClass,
    pub parts: Parts<&'a [Span]>,
    pub speaker: Option<&'a Speaker>,
    pub via: Vec<&'a Outlet>,
    /// `None` where a person added the claim.
    pub score: Option<f32>,
    /// The extraction and its claim; `None` in a review.
    pub found: Option<(&'a Extraction, &'a Claim)>,
    /// Why the engine proposed it; `None` where a person added the claim.
    pub reason: Option<&'a Reason>,
    pub opinion: Option<ReviewFields<'a>>,
}

impl<'a> ExportEntry<'a> {
    /// What the engine found in `article`.
    pub fn of_extraction(path: &'a str, article: &'a Article, found: &'a Extraction) -> Self {
        let speaker = |claim: &Claim| found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref());
        let outlet = |id| found.outlets.iter().find(|outlet| &outlet.id == id);
        let claims = found.claims.iter().map(|claim| ExportRow {
            id: claim.id.as_str(),
            directness: claim.directness,
            class: claim.class,
            parts: claim.parts.as_ref().map(Vec::as_slice),
            speaker: speaker(claim),
            via: claim.via.iter().filter_map(outlet).collect(),
            score: Some(claim.score),
            found: Some((found, claim)),
            reason: Some(&claim.reason),
            opinion: None,
        });
        Self {
            path,
            article,
            annotator: None,
            claims: claims.collect(),
            speakers: found.speakers.iter().collect(),
            outlets: found.outlets.iter().collect(),
            reasons: false,
            readings: None,
            hidden: Some(found.hidden),
            nothing_here: Vec::new(),
            allowances: Vec::new(),
            done: None,
        }
    }

    /// A review as it is. Claims whose words are no longer in the article are left out: they have no place to give.
    pub fn of_review(path: &'a str, article: &'a Article, session: &'a Session, annotator: &'a str, which: Which) -> Self {
        let wanted = |claim: &&ReviewedClaim| {
            let rejected = claim.decision == Decision::Rejected;
            (claim.decision.is_decided() || !which.decided) && (!rejected || which.rejected) && !claim.anchor.is_lost()
        };
        let claims = session.claims().iter().map(AsRef::as_ref).filter(wanted).map(|claim| ExportRow {
            id: claim.id.as_str(),
            directness: session.directness(claim),
            class: session.class(claim),
            parts: Parts::from_fn(|part| claim.spans(part)),
            speaker: session.speaker_of(claim),
            via: session.via_of(claim),
            score: claim.suggestion.as_ref().map(|suggestion| suggestion.score),
            found: None,
            reason: claim.suggestion.as_ref().map(|suggestion| &suggestion.reason),
            opinion: Some(ReviewFields {
                decision: claim.decision,
                by: claim.decided.as_ref().map_or("", |stamp| &stamp.by),
                at: claim.decided.as_ref().map_or("", |stamp| &stamp.at),
                note: &claim.note,
                anchor: claim.anchor,
                flag: claim.flag,
                check: &claim.check,
            }),
        });
        Self {
            path,
            article,
            annotator: Some(annotator),
            claims: claims.collect(),
            speakers: session.speakers().collect(),
            outlets: session.outlets().collect(),
            reasons: false,
            readings: None,
            hidden: None,
            nothing_here: session.nothing_here().iter().filter(|read| which.nothing_here && !read.anchor.is_lost()).collect(),
            allowances: session.allowances().iter().filter(|allowance| !allowance.anchor.is_lost()).collect(),
            done: session.done().filter(|done| which.done && done.holds_for(&article.text)),
        }
    }

    /// The words of each span, with the line ends of the file.
    pub(in crate::interchange) fn file_slices(&self, spans: &[Span]) -> Vec<String> {
        let dropped = &self.article.origin.dropped.before;
        let slice = |span: &Span| {
            let words = span.slice(&self.article.text).unwrap_or_default();
            if dropped.is_empty() || !words.contains('\n') {
                return words.to_owned();
            }
            let mut out = String::with_capacity(words.len() + 8);
            for (at, c) in words.char_indices() {
                if c == '\n' && at > 0 && dropped.binary_search(&(span.start + at)).is_ok() {
                    out.push('\r');
                }
                out.push(c);
            }
            out
        };
        spans.iter().map(slice).collect()
    }

    /// The file's name without its folder.
    pub(in crate::interchange) fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(self.path)
    }

    /// The path, if it leads down from the current folder: only then can it be found again from there.
    pub(in crate::interchange) fn portable_path(&self) -> Option<&str> {
        let mut parts = std::path::Path::new(self.path).components();
        let plain = |part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir);
        (parts.all(plain) && self.path != "-").then_some(self.path)
    }

    /// The same, with other ways to read the claims where the format has a place for them; none where there are none.
    #[must_use]
    pub fn with_readings(self, readings: &'a HashMap<ClaimId, Vec<Reading>>) -> Self {
        Self { readings: Some(readings).filter(|readings| !readings.is_empty()), ..self }
    }

    /// The same, with the engine's reasons where the format has a place for them.
    #[must_use]
    pub fn with_reasons(self, reasons: bool) -> Self {
        Self { reasons, ..self }
    }

    /// How many claims there are.
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }
}
