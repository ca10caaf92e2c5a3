//! A review: what a person decides about the claims of one article. Pure: who and when come in as a
//! [`Stamp`], files and clocks stay outside.
//!
//! Every change is an [`Edit`] that a [`Session`] applies, and can take back; what is saved of it is a
//! [`Record`].

pub mod adopt;
mod alike;
pub mod anchor;
mod apply;
pub mod cast;
mod casting;
pub mod check;
pub mod claim;
pub mod conflict;
pub mod contrast;
pub mod decision;
mod directness;
pub mod done;
pub mod edit;
mod forms;
mod history;
pub mod intake;
pub mod merge;
mod naming;
pub mod nothing;
mod offer;
pub mod outcome;
pub mod proposal;
mod rare;
mod reanchor;
pub mod record;
mod repeats;
mod rereading;
mod reshape;
mod rules;
pub mod session;
mod settle;
mod spans;
mod unnamed;

pub use adopt::{Adopted, Adoption, Made};
pub use alike::{alike, same_source};
pub use cast::{Entry, ReviewedOutlet, ReviewedSpeaker};
pub use casting::{claims_of_outlet_form, claims_of_speaker_form, kind_word, role_word};
pub use check::{CheckState, Evidence, EvidenceKind, FactCheck, Inquiry, Stance, is_date};
pub use claim::{Anchor, Correction, Kept, KeptWords, ReviewedClaim};
pub use conflict::{Conflict, Field, Rival, RivalName, Side, Whose};
pub use decision::{Decision, LogEntry, Stamp};
pub use directness::directness_of;
pub use done::Done;
pub use edit::{Description, Edit, OutletChoice, Part, SpeakerChoice};
pub use forms::{Likeness, likeness};
pub use nothing::NothingHere;
pub use outcome::{Applied, EditError, How, Progress};
pub use proposal::{Proposal, proposal};
pub use rare::Rare;
pub use record::Record;
pub use repeats::Repeats;
pub use session::Session;
pub use spans::{around, new_overlap};
pub use unnamed::unnamed_because;

#[cfg(test)]
pub(crate) mod tests;
