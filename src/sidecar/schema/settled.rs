//! Choices between contradicting notes or states of a fact-check.

use serde::{Deserialize, Serialize};

use crate::review::CheckState;

/// Somebody's choice between two words that contradicted each other: `notes` or `checks` has both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettledLine {
    /// Who chose.
    pub by: String,
    /// When.
    pub at: String,
    /// Two remarks.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Two states of the fact-check.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckedEntry>,
}

/// A state of a fact-check, and when the statement was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of review::FactCheck")]
pub struct CheckedEntry {
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<CheckState>,
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stated: String,
}
