//! A review: what a person decides about the claims of one article. Pure: who and when come in as a
//! [`Stamp`], files and clocks stay outside.
//!
//! Every change is an [`Edit`] that a session applies, and can take back.

pub mod claim;
pub mod decision;
pub mod edit;

pub use claim::{Anchor, Correction, ReviewedClaim};
pub use decision::{Decision, LogEntry, Stamp};
pub use edit::{Edit, OutletChoice, Part, SpeakerChoice};
