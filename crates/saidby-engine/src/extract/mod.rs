//! The engine: an article becomes claims, speakers and outlets. Pure: no file, no clock, no global state.
//!
//! ```text
//! Article --scan--> Document --SpanFinder (fast | deep)--> Attribution* --resolve--> Extraction
//! ```
//!
//! A [`SpanFinder`] finds content, cue and source; [`resolve`](fn@resolve) (the same for every finder) turns the
//! mentions into speakers, finds the outlets and the via chain, and gives every claim its id and reason.

pub mod chapter;
pub mod checkworthy;
mod class;
mod contrast;
pub mod deep;
pub mod document;
pub mod fast;
pub mod finder;
mod letters;
pub mod lexicon;
#[cfg(test)]
pub mod markup;
pub mod names;
pub mod options;
pub mod outlets;
mod posts;
pub mod readings;
pub mod resolve;
pub mod scope;
pub mod training;
mod turn_claims;
mod turns;

pub use chapter::{Chapter, chapters};
pub use deep::{DeepFinder, ModelError};
pub use document::Document;
pub use fast::FastFinder;
pub use finder::{Attribution, SpanFinder};
pub use options::{EngineKind, Options, extract, extract_until};
pub use resolve::resolve;
pub use scope::Scope;
pub use turns::{Turn, TurnLabel, labels};

use std::collections::HashMap;

use crate::claim::{Claim, ClaimId, Outlet, Speaker, SpeakerId};

/// What the engine found in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// In the order of their first content span.
    pub claims: Vec<Claim>,
    /// Everyone that a claim is attributed to, in the order of first mention.
    pub speakers: Vec<Speaker>,
    /// Who speaks together under one name ("Ana Diaz and Bo Reed"), each listed in `speakers` as well.
    pub joint: HashMap<SpeakerId, Vec<SpeakerId>>,
    /// Every news organisation in the text, in the order of first mention.
    pub outlets: Vec<Outlet>,
    /// What the finder itself thinks of how much claims are worth checking; see [`Extraction::check_worthiness`].
    pub views: HashMap<ClaimId, checkworthy::View>,
    /// How many claims were found besides those in `claims`, which the scope leaves out.
    pub hidden: usize,
}
