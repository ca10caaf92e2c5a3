//! What comes of an edit: what changed, or why it was refused; and how far the review is.

use thiserror::Error;

use crate::claim::Part;
use crate::claim::{ClaimId, OutletId, SpeakerId};
use crate::text::Span;

/// What an edit, an undo or a redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// In words for a person ("confirmed", "speaker of 3 claims: Ana Diaz").
    pub what: String,
    /// Whether it was done, taken back or done again.
    pub how: How,
    /// The claims it touched, in the order of the edit; those that are gone included.
    pub claims: Vec<ClaimId>,
    /// The speakers it added, changed or took away.
    pub speakers: Vec<SpeakerId>,
    /// The outlets it added, changed or took away.
    pub outlets: Vec<OutletId>,
    /// False when all was as asked already; nothing is there to undo then.
    pub changed: bool,
}

/// Whether a change was done, taken back or done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By an edit.
    Done,
    /// By undo.
    Undone,
    /// By redo.
    Redone,
}

impl Applied {
    /// A line for the status bar: "confirmed", "undid: confirmed", "redone: confirmed".
    pub fn message(&self) -> String {
        match self.how {
            How::Done => self.what.clone(),
            How::Undone => format!("undid: {}", self.what),
            How::Redone => format!("redone: {}", self.what),
        }
    }
}

/// Why an edit was refused. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// No claim has this id.
    #[error("claim {0} no longer exists here")]
    UnknownClaim(ClaimId),
    /// No speaker has this id.
    #[error("speaker {0} no longer exists here")]
    UnknownSpeaker(SpeakerId),
    /// No outlet has this id.
    #[error("outlet {0} no longer exists here")]
    UnknownOutlet(OutletId),
    /// A span leaves the text or cuts a character.
    #[error(
        "the {} at bytes {}..{} does not fit the text of {length} bytes: it ends outside or inside a character",
        part.as_str(), span.start, span.end
    )]
    SpanOutside {
        /// The part that was to be set.
        part: Part,
        /// The span.
        span: Span,
        /// Length of the text in bytes.
        length: usize,
    },
    /// A claim without content says nothing.
    #[error("a claim needs content: select at least one word")]
    EmptyContent,
    /// Whoever allows that a rule is broken says why.
    #[error("an allowance needs a reason")]
    EmptyReason,
    /// The same words twice in one claim.
    #[error("the content would overlap its {}: shrink one of them first", .0)]
    Overlap(Part),
    /// The same claim twice.
    #[error("these words are already a claim")]
    SameClaim(ClaimId),
    /// Splitting needs words on both sides.
    #[error("nothing to split here: put the cursor inside the content")]
    NothingToSplit,
    /// Joining needs several claims.
    #[error("mark at least two claims to join")]
    NothingToJoin,
    /// A name without letters.
    #[error("a name needs at least one letter or digit")]
    EmptyName,
    /// Another one has this name.
    #[error("{0} is already in the list: merge the two instead")]
    NameTaken(String),
    /// Merged with itself.
    #[error("{0} cannot be merged with itself")]
    SelfMerge(String),
    /// Only another form of the name can leave.
    #[error("{alias} is not an alias of {name}")]
    NoAlias {
        /// The name.
        name: String,
        /// What was to leave.
        alias: String,
    },
    /// Only what a person added can be removed.
    #[error("claim {0} is the engine's suggestion: reject it instead of deleting it")]
    NotAdded(ClaimId),
    /// The words of the claim are where they are thought to be.
    #[error("claim {0} is anchored already")]
    NotLost(ClaimId),
    /// The words of the claim are no longer in the article.
    #[error("claim {0} is not anchored: select its content again, or reject it")]
    Lost(ClaimId),
}

/// How far a review is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All claims.
    pub total: usize,
    /// Confirmed, corrected or rejected.
    pub decided: usize,
    /// Right as proposed.
    pub confirmed: usize,
    /// Right as changed.
    pub corrected: usize,
    /// No claims.
    pub rejected: usize,
    /// Flagged for a second look.
    pub flagged: usize,
    /// Claims whose words were not found again for certain.
    pub lost: usize,
    /// Claims whose words changed and that somebody else found again: whoever decided on them has not seen the new words.
    pub asked: usize,
    /// Claims in which two people contradict each other and nobody has settled it.
    pub contested: usize,
}
