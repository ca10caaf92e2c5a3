//! What a person changed, and the log of the decisions.

use serde::{Deserialize, Serialize};

use super::span::SpanEntry;
use crate::claim::{CueClass, Directness};
use crate::review::{CorrectedField, Decision};

/// What a person changed; a field left out is as the suggestion has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of review::Correction")]
pub struct CorrectionEntry {
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Vec<SpanEntry>>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Vec<SpanEntry>>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Vec<SpanEntry>>,
    /// `None` says that nobody said it.
    #[serde(default, deserialize_with = "present")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Option<String>>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<Vec<String>>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directness: Option<Directness>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<CueClass>,
}

/// One step in the life of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of review::LogEntry")]
pub struct LogLine {
    pub from: Decision,
    pub to: Decision,
    pub by: String,
    pub at: String,
    /// The content's words before somebody found it again in a changed article.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub was: String,
    /// Which of the engine's readings was accepted, in words. Version 2.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reading: String,
    /// The fields that were corrected before and are corrected again, or all of them for a choice between two versions.
    /// Version 2.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<CorrectedField>,
}

/// Tells a field that says `None` from one that is left out.
fn present<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(source).map(Some)
}
