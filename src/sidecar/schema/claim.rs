//! A claim: what the engine proposed, what a person made of it, and its log.

use serde::{Deserialize, Serialize};

use super::conflict::ConflictEntry;
use super::correction::{CorrectionEntry, LogLine};
use super::left_out::{is_default, is_false};
use super::said::SaidEntry;
use super::settled::SettledLine;
use super::suggestion::SuggestionEntry;
use crate::review::{Decision, FactCheck};

/// A claim under review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimEntry {
    /// Its id.
    pub id: String,
    /// Left out while unreviewed.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub decision: Decision,
    /// Who decided; empty while unreviewed.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// In an adjudication: whose version was taken as it is.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// What the engine proposed; left out when a person added the claim.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Box<SuggestionEntry>>,
    /// What a person changed.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub correction: CorrectionEntry,
    /// Why its spans are not to be trusted in the article named above; left out where they are.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<LostAnchor>,
    /// Whether a person said that its passage was cut from the article. Version 2.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_false")]
    pub cut: bool,
    /// Up to 32 characters before the content.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Up to 32 characters after it.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// A remark.
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Flagged for a second look.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_false")]
    pub flag: bool,
    /// The record of the fact-check; left out when empty.
    #[serde(default)]
    #[serde(skip_serializing_if = "FactCheck::is_empty")]
    pub check: FactCheck,
    /// Who wrote the remark and set the state of the fact-check, and when; left out where that is not known. Version 2.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub said: SaidEntry,
    /// Oldest first.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogLine>,
    /// Every choice between two remarks or states of the fact-check; left out when empty. Version 2.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<SettledLine>,
    /// What somebody else made of it, where a merge found a contradiction that nobody has settled.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Box<ConflictEntry>>,
}

/// How a claim's words were lost with a change of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LostAnchor {
    /// They may be at one of several places.
    Ambiguous,
    /// They stand nowhere.
    Orphan,
}
