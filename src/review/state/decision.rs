//! Decisions, and who took them when.

use serde::{Deserialize, Serialize};

use crate::review::state::corrected::CorrectedField;

/// The reviewer's word on a claim; the machine never sets anything but `Unreviewed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// Nobody has looked at it.
    #[default]
    Unreviewed,
    /// Right as the engine proposed it.
    Confirmed,
    /// Right as a person changed it, or added by a person.
    Corrected,
    /// No claim at all.
    Rejected,
}

saidby_engine::enum_words!(Decision {
    Unreviewed = "unreviewed",
    Confirmed = "confirmed",
    Corrected = "corrected",
    Rejected = "rejected",
});

impl Decision {
    /// Its word on the screen, where a claim is not yet decided instead of not yet reviewed.
    pub const fn shown(self) -> &'static str {
        if matches!(self, Self::Unreviewed) { "undecided" } else { self.as_str() }
    }

    /// Whether a person has decided.
    pub const fn is_decided(self) -> bool {
        !matches!(self, Self::Unreviewed)
    }
}

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The reviewer's name or initials.
    pub by: String,
    /// RFC 3339, UTC, whole seconds ("2026-11-22T18:00:00Z").
    pub at: String,
}

/// One step in the life of a claim's decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// The decision before.
    pub from: Decision,
    /// The decision after.
    pub to: Decision,
    /// Who and when.
    pub stamp: Stamp,
    /// The content's words before somebody found it again in a changed article; empty for any other step.
    pub was: String,
    /// Which of the engine's readings was accepted, in words; empty for any other step.
    pub reading: String,
    /// The fields that were corrected before and are corrected again, or all of them for a choice between two versions.
    pub again: Vec<CorrectedField>,
}

impl LogEntry {
    /// A decision.
    pub fn new(from: Decision, to: Decision, stamp: Stamp) -> Self {
        Self { from, to, stamp, was: String::new(), reading: String::new(), again: Vec::new() }
    }
}
