//! Which claims are shown.

use crate::claim::{CueClass, Directness, OutletId, SpeakerId};
use crate::review::{CheckState, Decision, ReviewedClaim, Session};

/// Whether a claim passes `filters`: of those that ask for the same thing (two speakers, two decisions) one
/// at least holds, and so for everything that is asked for.
pub fn passes(filters: &[Filter], session: &Session, claim: &ReviewedClaim) -> bool {
    let one_holds = |asked: Asked| filters.iter().any(|filter| filter.asked() == asked && filter.holds(session, claim));
    filters.iter().all(|filter| filter.holds(session, claim) || one_holds(filter.asked()))
}

/// A suggestion with a lower score is one that the engine is not sure of.
pub const SURE: f32 = 0.6;

/// What a filter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Decision,
    Reviewer,
    Confidence,
    Flag,
    Note,
    Check,
    Anchor,
    Conflict,
    Directness,
    Class,
    Speaker,
    Outlet,
}

/// Something that a claim is, or is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Decided so.
    Decision(Decision),
    /// Flagged.
    Flagged,
    /// With a note.
    Noted,
    /// Its fact-check stands so.
    Check(CheckState),
    /// Added by a reviewer.
    Added,
    /// Without a speaker.
    Unattributed,
    /// By a source that the article leaves unnamed.
    Unnamed,
    /// Its words were not found again for certain.
    Lost,
    /// A hand has found its words again after the article changed.
    FoundAgain,
    /// A suggestion that the engine is not sure of.
    Uncertain,
    /// Decided, or added, by this person last; or, with `false`, by somebody else.
    By(String, bool),
    /// Two people contradict each other about it.
    Contested,
    /// Direct, mixed or indirect.
    Directness(Directness),
    /// With a cue of this class.
    Class(CueClass),
    /// By this speaker.
    Speaker(SpeakerId),
    /// Through this outlet.
    Outlet(OutletId),
}

impl Filter {
    const fn asked(&self) -> Asked {
        match self {
            Self::Decision(_) | Self::Added => Asked::Decision,
            Self::By(..) => Asked::Reviewer,
            Self::Uncertain => Asked::Confidence,
            Self::Flagged => Asked::Flag,
            Self::Noted => Asked::Note,
            Self::Check(_) => Asked::Check,
            Self::Lost | Self::FoundAgain => Asked::Anchor,
            Self::Contested => Asked::Conflict,
            Self::Directness(_) => Asked::Directness,
            Self::Class(_) => Asked::Class,
            Self::Unattributed | Self::Unnamed | Self::Speaker(_) => Asked::Speaker,
            Self::Outlet(_) => Asked::Outlet,
        }
    }

    /// Whether it holds for a claim.
    pub fn holds(&self, session: &Session, claim: &ReviewedClaim) -> bool {
        match self {
            Self::Decision(decision) => claim.decision == *decision,
            Self::Flagged => claim.flag,
            Self::Noted => !claim.note.is_empty(),
            Self::Check(state) => claim.check.state == Some(*state),
            Self::Added => claim.is_added(),
            Self::Uncertain => claim.suggestion.as_ref().is_some_and(|suggestion| suggestion.score < SURE),
            Self::By(who, same) => {
                claim.decision.is_decided() && claim.decided.as_ref().is_some_and(|stamp| (stamp.by == *who) == *same)
            }
            Self::Unattributed => session.speaker_of(claim).is_none(),
            Self::Unnamed => session.speaker_of(claim).is_some_and(|speaker| speaker.anonymous),
            Self::Lost => claim.needs_place() || claim.asks_decider(&session.article().text),
            Self::FoundAgain => claim.log.iter().any(|entry| !entry.was.is_empty()),
            Self::Contested => claim.rival.is_some(),
            Self::Directness(directness) => session.directness(claim) == *directness,
            Self::Class(class) => session.class(claim) == *class,
            Self::Speaker(id) => {
                session.speaker_of(claim).is_some_and(|speaker| session.speaker(id).is_some_and(|one| one.id == speaker.id))
            }
            Self::Outlet(id) => {
                session.via_of(claim).iter().any(|outlet| session.outlet(id).is_some_and(|one| one.id == outlet.id))
            }
        }
    }

    /// A few words.
    pub fn label(&self, session: &Session) -> String {
        match self {
            Self::Decision(decision) => decision.shown().to_owned(),
            Self::Flagged => "flagged".to_owned(),
            Self::Noted => "with a note".to_owned(),
            Self::Check(state) => format!("fact-check: {}", state.word()),
            Self::Added => "added by a reviewer".to_owned(),
            Self::Uncertain => format!("confidence below {:.0}%", SURE * 100.0),
            Self::By(who, true) => format!("mine: decided by {who}"),
            Self::By(who, false) => format!("others': decided by someone other than {who}"),
            Self::Unattributed => "without a speaker".to_owned(),
            Self::Unnamed => "by an unnamed source".to_owned(),
            Self::Lost => "unanchored: words not found again".to_owned(),
            Self::FoundAgain => "re-anchored by hand".to_owned(),
            Self::Contested => "in conflict".to_owned(),
            Self::Directness(directness) => directness.to_string(),
            Self::Class(class) => format!("class {}", class),
            Self::Speaker(id) => format!("by {}", session.speaker(id).map_or("?", |speaker| &speaker.name)),
            Self::Outlet(id) => format!("through {}", session.outlet(id).map_or("?", |outlet| &outlet.name)),
        }
    }
}
