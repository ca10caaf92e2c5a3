//! Everything that a reviewer can change, as data: what undo takes back and the screen sends.

use crate::claim::{ClaimId, CueClass, Directness, OutletId, OutletRole, Parts, Speaker, SpeakerId, SpeakerKind};
use crate::review::state::allowance::Allowed;
use crate::review::state::check::{Evidence, FactCheck};
use crate::review::state::nothing::ReadMark;
use crate::review::state::rival::{Conflict, Whose};
use crate::review::state::version::Adoption;
use crate::text::Span;

pub use crate::claim::Part;

/// Whom a claim is given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerChoice {
    /// Someone who is in the article's list.
    Existing(SpeakerId),
    /// A name that is not.
    New(String),
    /// Nobody.
    Nobody,
}

/// An outlet on a claim's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutletChoice {
    /// One that is in the article's list.
    Existing(OutletId),
    /// A name that is not.
    New(String),
}

/// What a person says of a speaker. An empty text takes away what was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Description {
    /// What it is.
    Kind(SpeakerKind),
    /// Office or trade.
    Role(String),
    /// The organisation that it belongs to or speaks for.
    Affiliation(String),
    /// The article leaves it unnamed, for this reason.
    Unnamed(String),
    /// The article names it.
    Named,
}

/// Another reading of a claim, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadAs {
    /// What it changes, in words ("content", "speaker Ana Diaz").
    pub what: String,
    /// The spans of each part.
    pub parts: Parts<Vec<Span>>,
    /// Who that is; somebody who is not in the article's list is added to it.
    pub speaker: Option<Speaker>,
    /// The outlets, nearest to the article first.
    pub via: Vec<OutletId>,
}

/// One change of a review. Several claims are changed, and undone, as one.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Says that the claims are right: confirmed, or corrected where they differ from their suggestion.
    Confirm(Vec<ClaimId>),
    /// Says that they are not claims.
    Reject(Vec<ClaimId>),
    /// Takes the decision back; corrections are dropped, a claim that a person added stays.
    Undecide(Vec<ClaimId>),
    /// Gives the claims a speaker.
    SetSpeaker(Vec<ClaimId>, SpeakerChoice),
    /// Gives the claims their outlets, nearest to the article first.
    SetVia(Vec<ClaimId>, Vec<OutletChoice>),
    /// Replaces the spans of one part.
    SetSpans(ClaimId, Part, Vec<Span>),
    /// Replaces the spans of several parts at once.
    SetParts(ClaimId, Vec<(Part, Vec<Span>)>),
    /// Corrects a claim to another reading of it; with `confirm`, the claim is also decided.
    Read {
        /// The claim.
        claim: ClaimId,
        /// The reading.
        reading: Box<ReadAs>,
        /// Whether it is right so, or only corrected so far.
        confirm: bool,
    },
    /// Makes two claims of one: the content from this byte on goes to a new claim with the same cue, source,
    /// speaker and outlets.
    SplitClaim(ClaimId, usize),
    /// Makes one claim of several: the first in the text takes the content of all; of the others those that
    /// a person added are removed, those of the engine rejected.
    JoinClaims(Vec<ClaimId>),
    /// Overrides the directness; `None` lets it follow the spans again.
    SetDirectness(Vec<ClaimId>, Option<Directness>),
    /// Overrides the class; `None` lets it follow the cue again.
    SetClass(Vec<ClaimId>, Option<CueClass>),
    /// Writes a note; an empty one removes it. Decides nothing.
    SetNote(ClaimId, String),
    /// Flags or unflags. Decides nothing.
    SetFlag(Vec<ClaimId>, bool),
    /// Replaces the record of the fact-check. Decides nothing.
    SetCheck(Vec<ClaimId>, FactCheck),
    /// Takes over what others made of claims, as it is; the decision is the adjudicator's.
    Adopt(Vec<Adoption>),
    /// Adds evidence to the record of each claim, where it is not there yet. Decides nothing.
    AddEvidence(Vec<(ClaimId, Evidence)>),
    /// Adds a claim that the engine missed; it is corrected from the start.
    AddClaim {
        /// At least one span of content; cue and source may be empty.
        parts: Parts<Vec<Span>>,
        /// Who said it.
        speaker: SpeakerChoice,
    },
    /// Removes a claim that a person added.
    RemoveClaim(ClaimId),
    /// Gives a speaker another name; the old one becomes an alias. Decides nothing.
    RenameSpeaker(SpeakerId, String),
    /// Makes the first speaker one with the second: all claims, aliases and mentions follow.
    MergeSpeakers(SpeakerId, SpeakerId),
    /// Says what a speaker is. Decides nothing.
    DescribeSpeaker(SpeakerId, Description),
    /// Makes a form of a speaker's name a speaker of its own: its mentions follow, and these claims, which are
    /// corrected by it. A form that was merged in leaves as it came: the claims that name it follow untouched.
    SplitSpeaker(SpeakerId, String, Vec<ClaimId>),
    /// Gives an outlet another name; the old one becomes an alias. Decides nothing.
    RenameOutlet(OutletId, String),
    /// Makes the first outlet one with the second: all claims, aliases and mentions follow.
    MergeOutlets(OutletId, OutletId),
    /// Lets one side's word stand where two people contradict each other.
    Settle(Vec<Conflict>, Whose),
    /// Says where a claim whose words changed with the article now is: these spans of each part. The decision
    /// and its log stay; the log says who found it again, and what its words were.
    Reanchor(ClaimId, Vec<(Part, Vec<Span>)>),
    /// Says that the passage of a claim whose words are not certain was cut from the article.
    Cut(ClaimId),
    /// Says which part an outlet plays. Decides nothing.
    SetOutletRole(OutletId, OutletRole),
    /// Makes a form of an outlet's name an outlet of its own: as [`Self::SplitSpeaker`].
    SplitOutlet(OutletId, String, Vec<ClaimId>),
    /// Says of these passages that they were read and hold no claim, or takes that back.
    SetNothingHere(Vec<Span>, ReadMark),
    /// Allows that a rule is broken in one place, with the reason; `None` takes that back. Decides nothing.
    SetAllowance(Allowed, Option<String>),
    /// Marks the article done, as it is with the suggestions of this engine (a version); `None` takes the
    /// mark off. Decides nothing.
    SetDone(Option<String>),
}

impl Edit {
    /// Whether spans of claims may be others after it, so that what is marked in the text is drawn again.
    pub const fn moves_spans(&self) -> bool {
        match self {
            Self::Undecide(_)
            | Self::Settle(..)
            | Self::Reanchor(..)
            | Self::Cut(_)
            | Self::Adopt(_)
            | Self::SetSpans(..)
            | Self::SetParts(..)
            | Self::Read { .. }
            | Self::AddClaim { .. }
            | Self::RemoveClaim(_)
            | Self::SplitClaim(..)
            | Self::JoinClaims(_) => true,
            Self::Confirm(_)
            | Self::Reject(_)
            | Self::SetSpeaker(..)
            | Self::SetVia(..)
            | Self::SetDirectness(..)
            | Self::SetClass(..)
            | Self::SetNote(..)
            | Self::SetFlag(..)
            | Self::SetCheck(..)
            | Self::AddEvidence(_)
            | Self::RenameSpeaker(..)
            | Self::MergeSpeakers(..)
            | Self::DescribeSpeaker(..)
            | Self::SplitSpeaker(..)
            | Self::RenameOutlet(..)
            | Self::MergeOutlets(..)
            | Self::SetOutletRole(..)
            | Self::SplitOutlet(..)
            | Self::SetNothingHere(..)
            | Self::SetAllowance(..)
            | Self::SetDone(_) => false,
        }
    }
}
