//! A review: what a person decides about the claims of one article. Pure: who and when come in as a
//! [`Stamp`], files and clocks stay outside.
//!
//! Every change is an [`Edit`] that a [`Session`] applies, and can take back; what is saved of it is a
//! [`Record`]. The folders are layers, each of which uses those before it: `state` (data), `anchor` (finding it again
//! in a changed text), `session` (claims and undo), `edits`, `merge`, and `queries`.

pub mod anchor;
mod edits;
pub mod intake;
pub mod merge;
mod queries;
mod session;
mod state;

pub use edits::casting::{claims_of_outlet_form, claims_of_speaker_form};
pub use queries::alike::{alike, same_source, source_words};
pub use queries::proposal::{Proposal, proposal, proposal_of, without_article};
pub use queries::readings::{OtherReading, other_readings};
pub use queries::repeats::Repeats;
pub use queries::unnamed::{held_back_in, reason_in, unnamed_because};
pub use session::Session;
pub use state::allowance::{Allowance, Allowed};
pub use state::cast::{
    self, Entry, ListState, Member, NameChoice, Naming, ReviewedOutlet, ReviewedSpeaker, RivalName, SpeakerDescribed,
};
pub use state::check::{self, CheckState, Evidence, EvidenceKind, FactCheck, Inquiry, Stance, is_date};
pub use state::claim::ReviewedClaim;
pub use state::contrast;
pub use state::corrected::CorrectedField;
pub use state::correction::{Anchor, Correction, Kept, KeptWords, Override};
pub use state::decision::{self, Decision, LogEntry, Stamp};
pub use state::directness::directness_of;
pub use state::done::Done;
pub use state::edit::{Description, Edit, OutletChoice, Part, ReadAs, SpeakerChoice};
pub use state::forms::{Likeness, likeness};
pub use state::nothing::{NothingHere, ReadMark};
pub use state::outcome::{Applied, EditError, How, Progress};
pub use state::rare::Rare;
pub use state::record::{Record, Snapshot};
pub use state::rival::{Conflict, Field, Rival, Side, Whose};
pub use state::said::Said;
pub use state::settled::{Between, Settlement};
pub use state::spans::{around, new_overlap};
pub use state::version::{Adopted, Adoption, Made};

#[cfg(test)]
pub(crate) mod tests;
