//! Merges imported claims into a review.
//!
//! What a person decided here stays, unless whoever takes it in says otherwise ([`OnDecided`]): a claim that is
//! undecided takes the decision that comes with it, one that is decided keeps its own. Notes, flags and fact-checks fill
//! what is empty.

mod names;
mod taker;

use crate::article::Article;
use crate::claim::{ClaimId, CueClass, Directness, Outlet, Parts, Speaker};
use crate::review::state::check::FactCheck;
use crate::review::state::correction::Override;
use crate::review::state::decision::{Decision, Stamp};
use crate::review::state::record::Record;
use crate::review::state::rival::Field;
use crate::text::Span;
use taker::Taker;

/// A claim from elsewhere. `None`: where it comes from that is not said.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The name it had; kept where it is free.
    pub id: Option<ClaimId>,
    /// The spans of each part, sorted and disjoint; the content always has some.
    pub parts: Parts<Option<Vec<Span>>>,
    /// How much of it is in quotation marks, where that is not what the spans say.
    pub directness: Option<Directness>,
    /// What its cue says of how it was uttered.
    pub class: CueClass,
    /// Who said it; the id counts for nothing.
    pub speaker: Override<Speaker>,
    /// Names of the outlets, nearest to the article first.
    pub via: Option<Vec<String>>,
    /// The decision.
    pub decision: Decision,
    /// Who decided and when; empty while undecided.
    pub decided: Option<Stamp>,
    /// How sure an engine was; `None`: a person made it.
    pub score: Option<f32>,
    /// A remark.
    pub note: String,
    /// Flagged for a second look.
    pub flag: bool,
    /// The record of its fact-check.
    pub check: FactCheck,
    /// Where it comes from, in words.
    pub found_by: String,
}

impl Incoming {
    /// What is attributed.
    pub fn content(&self) -> &[Span] {
        self.parts.content.as_deref().unwrap_or_default()
    }
}

/// What becomes of a claim that is decided here and comes in decided otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDecided {
    /// What is here stays.
    #[default]
    Keep,
    /// What comes in replaces it; the log keeps what was.
    Take,
    /// Both are kept, for a person to settle.
    Conflict,
}

/// A claim that is decided here and came in decided otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradicted {
    /// The claim.
    pub id: ClaimId,
    /// What differs.
    pub fields: Vec<Field>,
    /// Who decided it here.
    pub here: String,
    /// Who decided it there.
    pub there: String,
}

/// What came of an intake.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// The review with everything in it.
    pub record: Record,
    /// Claims that were not there.
    pub added: usize,
    /// Claims that were there and learnt something.
    pub updated: usize,
    /// Claims that were there and say the same.
    pub known: usize,
    /// Claims that are decided here, differently.
    pub contradicted: Vec<Contradicted>,
    /// Whether a suggestion is among the added.
    pub suggestions: bool,
}

/// Takes `incoming` into the review `record` of `article`. `stamp`: who takes them in, and when; it signs decisions
/// that come without a name. `speakers` and `outlets` are known with more than their names; they are listed first.
pub fn take_in(
    article: &Article,
    record: &Record,
    speakers: Vec<Speaker>,
    outlets: Vec<Outlet>,
    incoming: Vec<Incoming>,
    on_decided: OnDecided,
    stamp: &Stamp,
) -> Intake {
    let mut taker = Taker::new(article, record, on_decided, stamp);
    taker.list(&speakers, &outlets);
    for claim in incoming {
        taker.take(claim);
    }
    taker.finish(record)
}
