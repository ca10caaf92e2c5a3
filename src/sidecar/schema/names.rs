//! Speakers and outlets, and what others say of them.

use serde::{Deserialize, Serialize};

use super::left_out::is_false;
use super::settled::NameChoiceLine;
use super::span::SpanEntry;
use crate::claim::{OutletRole, SpeakerKind};

/// A speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Speaker and review::Entry")]
pub struct SpeakerEntry {
    pub id: String,
    pub name: String,
    pub kind: SpeakerKind,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "is_false")]
    pub anonymous: bool,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unnamed_because: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<SpanEntry>,
    #[serde(default)]
    #[serde(skip_serializing_if = "is_false")]
    pub by_hand: bool,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<NameConflict<SpeakerDescription>>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<NameChoiceLine<SpeakerDescription>>,
}

/// An outlet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Outlet and review::Entry")]
pub struct OutletEntry {
    pub id: String,
    pub name: String,
    pub role: OutletRole,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<SpanEntry>,
    #[serde(default)]
    #[serde(skip_serializing_if = "is_false")]
    pub by_hand: bool,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<NameConflict<OutletRole>>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<NameChoiceLine<OutletRole>>,
}

/// Another name, merge or description of a speaker or outlet. `D`: how it is described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameConflict<D> {
    /// Their name for it.
    pub name: String,
    /// What they merged it into.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    /// What they say it is, in words: written by older programs.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What they say it is; left out where that is as we say. Version 2.
    #[serde(default = "Option::default")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described: Option<D>,
    /// The choices of which they knew; left out when empty. Version 2.
    #[serde(default = "Vec::new")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<NameChoiceLine<D>>,
    /// What still others say; left out when empty. Version 2.
    #[serde(default = "Vec::new")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<NameConflict<D>>,
}

/// What somebody says that a speaker is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Speaker")]
pub struct SpeakerDescription {
    pub kind: SpeakerKind,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    #[serde(default)]
    #[serde(skip_serializing_if = "is_false")]
    pub anonymous: bool,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unnamed_because: Option<String>,
}
