//! Who wrote a remark or set the state of a fact-check.

use serde::{Deserialize, Serialize};

/// Who said what the log does not tell of, and when; what is left out is not known, or not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SaidEntry {
    /// The remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<StampEntry>,
    /// The state of the fact-check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<StampEntry>,
    /// When the statement was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<StampEntry>,
}

/// Who, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StampEntry {
    /// The reviewer.
    pub by: String,
    /// When.
    pub at: String,
}
