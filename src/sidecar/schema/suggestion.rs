//! What the engine proposed, and why.

use serde::{Deserialize, Serialize};

use super::left_out::{indirect, is_default, is_indirect};
use super::span::SpanEntry;
use crate::claim::{CueClass, Directness};

/// What the engine proposed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Claim")]
pub struct SuggestionEntry {
    pub content: Vec<SpanEntry>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cue: Vec<SpanEntry>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<SpanEntry>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    #[serde(default = "indirect")]
    #[serde(skip_serializing_if = "is_indirect")]
    pub directness: Directness,
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub class: CueClass,
    pub score: f32,
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub reason: ReasonEntry,
}

/// Why the engine proposed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Reason")]
pub struct ReasonEntry {
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found_by: String,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<SpanEntry>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via_spans: Vec<SpanEntry>,
}
