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

/// Somebody's choice between two names, merges or descriptions of a speaker or outlet. Version 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameChoiceLine<D> {
    /// Who chose.
    pub by: String,
    /// When.
    pub at: String,
    /// The two.
    pub between: Vec<NamingEntry<D>>,
}

/// What somebody says of a speaker or outlet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamingEntry<D> {
    /// Its name.
    pub name: String,
    /// What it was merged into.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    /// What it is; left out where the choice was not about that.
    #[serde(default = "Option::default")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described: Option<D>,
}
