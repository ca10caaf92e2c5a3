//! What others made of a claim, where that contradicts the review.

use serde::{Deserialize, Serialize};

use super::correction::{CorrectionEntry, LogLine};
use super::left_out::is_default;
use super::said::SaidEntry;
use super::settled::SettledLine;
use crate::review::{Decision, FactCheck};

/// The other side of a contradiction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictEntry {
    /// The claim as they would have it.
    pub theirs: SideEntry,
    /// What both began with; left out where that is the engine's suggestion alone.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub base: SideEntry,
    /// The claim as still others would have it; left out when empty. Version 2.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<SideEntry>,
}

/// What one person made of a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are those of a claim")]
pub struct SideEntry {
    #[serde(skip_serializing_if = "is_default")]
    pub decision: Decision,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub correction: CorrectionEntry,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(skip_serializing_if = "FactCheck::is_empty")]
    pub check: FactCheck,
    #[serde(skip_serializing_if = "is_default")]
    pub said: SaidEntry,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<SettledLine>,
}
