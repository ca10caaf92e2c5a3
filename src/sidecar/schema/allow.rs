//! What a person said of words of the article without a claim: nothing to report here, or a rule may be broken.

use serde::{Deserialize, Serialize};

use super::span::SpanEntry;

/// A passage that was read and holds no claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NothingHereEntry {
    /// Its place and words.
    pub span: SpanEntry,
    /// Who read it.
    pub by: String,
    /// When.
    pub at: String,
    /// Up to 32 characters before it.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Up to 32 characters after it.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// A rule that may be broken in one place, and why. Version 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowanceEntry {
    /// The name of the rule.
    pub rule: String,
    /// The claim that it is about; left out where it is about words alone.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The words for which it holds, and their place.
    pub span: SpanEntry,
    /// Why.
    pub reason: String,
    /// Who allowed it.
    pub by: String,
    /// When.
    pub at: String,
    /// Up to 32 characters before the words.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Up to 32 characters after them.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}
