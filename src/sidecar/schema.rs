//! The sidecar as it is in the file, versions 1 and 2.
//!
//! These types are read by `ron` with unknown fields refused, and written by `emit`. What is
//! empty is left out of the file.

use std::ops::Range;

use serde::Deserialize;

use crate::claim::{CueClass, Directness, OutletRole, SpeakerKind};
use crate::review::{Decision, FactCheck};

/// The newest version that this program reads and writes.
///
/// A file has the oldest version that can hold it, so that older programs read what they can.
pub const VERSION: u32 = 2;

/// The field that is read before all others.
#[derive(Debug, Deserialize)]
#[serde(rename = "sidecar")]
pub(super) struct VersionOnly {
    pub(super) version: u32,
}

/// A whole sidecar.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sidecar {
    /// 1, or 2 where a field of version 2 is used.
    pub version: u32,
    /// The article it belongs to.
    pub article: ArticleRef,
    /// The version of the engine that proposed the claims.
    pub engine: String,
    /// Of an adjudication: whose reviews it decides between; left out of a review of somebody's own.
    #[serde(default)]
    pub adjudicates: Vec<String>,
    /// The mark that the article is done; left out while it is not.
    #[serde(default)]
    pub done: Option<DoneEntry>,
    /// By id.
    #[serde(default)]
    pub speakers: Vec<SpeakerEntry>,
    /// By id.
    #[serde(default)]
    pub outlets: Vec<OutletEntry>,
    /// In the order of the text.
    #[serde(default)]
    pub claims: Vec<ClaimEntry>,
    /// Stretches that were read and hold no claim, in the order of the text; left out when empty.
    #[serde(default)]
    pub nothing_here: Vec<NothingHereEntry>,
}

/// Which text the spans refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleRef {
    /// Name of the article's file, without its folder.
    pub file: String,
    /// Length of Article.text in bytes.
    pub bytes: usize,
    /// blake3 of Article.text, hexadecimal.
    pub blake3: String,
    /// The headline; empty when there is none.
    #[serde(default)]
    pub title: String,
    /// What a web page says of itself; empty when it says nothing, and of other files (version 2).
    #[serde(default)]
    pub standfirst: String,
    /// Who wrote it (version 2).
    #[serde(default)]
    pub byline: String,
    /// When it was published, as the page says it (version 2).
    #[serde(default)]
    pub date: String,
    /// Who published it (version 2).
    #[serde(default)]
    pub publisher: String,
}

impl ArticleRef {
    /// The fields of version 2 with their names, empty ones included.
    pub(super) fn of_page(&self) -> [(&'static str, &str); 4] {
        [("standfirst", &self.standfirst), ("byline", &self.byline), ("date", &self.date), ("publisher", &self.publisher)]
    }
}

/// Who said that the article is done, when, and of which text and engine.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of review::Done")]
pub struct DoneEntry {
    pub by: String,
    pub at: String,
    pub blake3: String,
    pub engine: String,
}

/// A stretch that was read and holds no claim.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
    pub prefix: String,
    /// Up to 32 characters after it.
    #[serde(default)]
    pub suffix: String,
}

/// A span with its words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanEntry {
    /// Bytes of Article.text.
    pub at: Range<usize>,
    /// The words that stood there.
    pub text: String,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Speaker and review::Entry")]
pub struct SpeakerEntry {
    pub id: String,
    pub name: String,
    pub kind: SpeakerKind,
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    pub affiliation: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub anonymous: bool,
    #[serde(default)]
    pub unnamed_because: Option<String>,
    #[serde(default)]
    pub mentions: Vec<SpanEntry>,
    #[serde(default)]
    pub by_hand: bool,
    #[serde(default)]
    pub merged_into: Option<String>,
    #[serde(default)]
    pub conflict: Option<NameConflict>,
}

/// An outlet.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Outlet and review::Entry")]
pub struct OutletEntry {
    pub id: String,
    pub name: String,
    pub role: OutletRole,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub mentions: Vec<SpanEntry>,
    #[serde(default)]
    pub by_hand: bool,
    #[serde(default)]
    pub merged_into: Option<String>,
    #[serde(default)]
    pub conflict: Option<NameConflict>,
}

/// A claim under review.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimEntry {
    /// Its id.
    pub id: String,
    /// Left out while unreviewed.
    #[serde(default)]
    pub decision: Decision,
    /// Who decided; empty while unreviewed.
    #[serde(default)]
    pub by: String,
    /// When.
    #[serde(default)]
    pub at: String,
    /// In an adjudication: whose version was taken as it is.
    #[serde(default)]
    pub from: Vec<String>,
    /// What the engine proposed; left out when a person added the claim.
    #[serde(default)]
    pub suggestion: Option<Box<SuggestionEntry>>,
    /// What a person changed.
    #[serde(default)]
    pub correction: CorrectionEntry,
    /// Why its spans are not to be trusted in the article named above; left out where they are.
    #[serde(default)]
    pub anchor: Option<LostAnchor>,
    /// Whether a person said that its passage was cut from the article. Version 2.
    #[serde(default)]
    pub cut: bool,
    /// Up to 32 characters before the content.
    #[serde(default)]
    pub prefix: String,
    /// Up to 32 characters after it.
    #[serde(default)]
    pub suffix: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
    /// Flagged for a second look.
    #[serde(default)]
    pub flag: bool,
    /// The record of the fact-check; left out when empty.
    #[serde(default)]
    pub check: FactCheck,
    /// Oldest first.
    #[serde(default)]
    pub log: Vec<LogLine>,
    /// What somebody else made of it, where a merge found a contradiction that nobody has settled.
    #[serde(default)]
    pub conflict: Option<Box<ConflictEntry>>,
}

/// How a claim's words were lost with a change of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum LostAnchor {
    /// They may stand at one of several places.
    Ambiguous,
    /// They stand nowhere.
    Orphan,
}

/// The other side of a contradiction.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictEntry {
    /// The claim as they would have it.
    pub theirs: SideEntry,
    /// What both began with; left out where that is the engine's suggestion alone.
    #[serde(default)]
    pub base: SideEntry,
    /// The claim as still others would have it; left out when empty. Version 2.
    #[serde(default)]
    pub others: Vec<SideEntry>,
}

/// What one person made of a claim.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are those of a claim")]
pub struct SideEntry {
    pub decision: Decision,
    pub by: String,
    pub at: String,
    pub from: Vec<String>,
    pub correction: CorrectionEntry,
    pub note: String,
    pub check: FactCheck,
    pub log: Vec<LogLine>,
}

/// Another name, or another merge, of a speaker or outlet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameConflict {
    /// Their name for it.
    pub name: String,
    /// What they merged it into.
    #[serde(default)]
    pub merged_into: Option<String>,
    /// What they say it is, in words.
    #[serde(default)]
    pub description: String,
}

/// What the engine proposed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Claim")]
pub struct SuggestionEntry {
    pub content: Vec<SpanEntry>,
    #[serde(default)]
    pub cue: Vec<SpanEntry>,
    #[serde(default)]
    pub source: Vec<SpanEntry>,
    #[serde(default)]
    pub speaker: Option<String>,
    #[serde(default)]
    pub via: Vec<String>,
    #[serde(default = "indirect")]
    pub directness: Directness,
    #[serde(default)]
    pub class: CueClass,
    pub score: f32,
    #[serde(default)]
    pub reason: ReasonEntry,
}

fn indirect() -> Directness {
    Directness::Indirect
}

/// Why the engine proposed it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of claim::Reason")]
pub struct ReasonEntry {
    #[serde(default)]
    pub found_by: String,
    #[serde(default)]
    pub speaker: Option<String>,
    #[serde(default)]
    pub antecedent: Option<SpanEntry>,
    #[serde(default)]
    pub via: Option<String>,
    #[serde(default)]
    pub via_spans: Vec<SpanEntry>,
}

/// What a person changed; a field left out is as the suggestion has it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of review::Correction")]
pub struct CorrectionEntry {
    #[serde(default)]
    pub content: Option<Vec<SpanEntry>>,
    #[serde(default)]
    pub cue: Option<Vec<SpanEntry>>,
    #[serde(default)]
    pub source: Option<Vec<SpanEntry>>,
    /// `None` says that nobody said it.
    #[serde(default, deserialize_with = "present")]
    pub speaker: Option<Option<String>>,
    #[serde(default)]
    pub via: Option<Vec<String>>,
    #[serde(default)]
    pub directness: Option<Directness>,
    #[serde(default)]
    pub class: Option<CueClass>,
}

/// One step in the life of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of review::LogEntry")]
pub struct LogLine {
    pub from: Decision,
    pub to: Decision,
    pub by: String,
    pub at: String,
    /// The content's words before somebody found it again in a changed article.
    #[serde(default)]
    pub was: String,
}

/// Tells a field that says `None` from one that is left out.
fn present<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(source).map(Some)
}
