//! What several people made of a claim, as an adjudicator takes it over.

use crate::claim::{ClaimId, CueClass, Directness, Parts};
use crate::review::state::cast::{ReviewedOutlet, ReviewedSpeaker};
use crate::review::state::check::FactCheck;
use crate::text::Span;

/// What others made of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Adoption {
    /// The claim.
    pub claim: ClaimId,
    /// Everybody whose version this is.
    pub from: Vec<String>,
    /// The version.
    pub version: Adopted,
}

/// A version of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Adopted {
    /// It is none.
    Rejected,
    /// It is one, and so.
    Marked(Box<Made>),
}

/// A claim as somebody marked it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// The spans of each part; at least one of content.
    pub parts: Parts<Vec<Span>>,
    /// Who said it, as they are in that review.
    pub speaker: Option<ReviewedSpeaker>,
    /// The outlets, nearest to the article first, as they are in that review.
    pub via: Vec<ReviewedOutlet>,
    /// How direct it is.
    pub directness: Option<Directness>,
    /// Its class, where a person set it.
    pub class: Option<CueClass>,
    /// Its note: taken where there is none yet.
    pub note: String,
    /// The record of its fact-check: taken where there is none yet.
    pub check: FactCheck,
}
