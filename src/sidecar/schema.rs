//! The sidecar as it is in the file, versions 1 and 2.
//!
//! These types are read by `ron` with unknown fields refused, and written by `emit`, which knows the layout. What is
//! empty is left out of the file.

use std::cell::Cell;
use std::ops::Range;

use serde::ser::{SerializeSeq, SerializeTupleStruct};
use serde::{Deserialize, Serialize, Serializer};

use crate::claim::{CueClass, Directness, OutletRole, SpeakerKind};
use crate::review::{CheckState, Decision, FactCheck};

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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sidecar<C = Vec<ClaimEntry>> {
    /// 1, or 2 where a field of version 2 is used.
    pub version: u32,
    /// The article it belongs to.
    pub article: ArticleRef,
    /// The version of the engine that proposed the claims.
    pub engine: String,
    /// Of an adjudication: whose reviews it decides between; left out of a review of somebody's own.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjudicates: Vec<String>,
    /// The mark that the article is done; left out while it is not.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<DoneEntry>,
    /// By id.
    #[serde(default)]
    pub speakers: Vec<SpeakerEntry>,
    /// By id.
    #[serde(default)]
    pub outlets: Vec<OutletEntry>,
    /// In the order of the text.
    #[serde(default)]
    #[serde(bound(deserialize = "C: Default + Deserialize<'de>"))]
    pub claims: C,
    /// Stretches that were read and hold no claim, in the order of the text; left out when empty.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nothing_here: Vec<NothingHereEntry>,
    /// Rules that may be broken in one place, in the order of the text; left out when empty. Version 2.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<AllowanceEntry>,
}

/// Which text the spans refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What a web page says of itself; empty when it says nothing, and of other files (version 2).
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub standfirst: String,
    /// Who wrote it (version 2).
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub byline: String,
    /// When it was published, as the page says it (version 2).
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Who published it (version 2).
    #[serde(default)]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub publisher: String,
}

impl ArticleRef {
    /// The fields of version 2 with their names, empty ones included.
    pub(super) fn of_page(&self) -> [(&'static str, &str); 4] {
        [("standfirst", &self.standfirst), ("byline", &self.byline), ("date", &self.date), ("publisher", &self.publisher)]
    }
}

/// Who said that the article is done, when, and of which text and engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of review::Done")]
pub struct DoneEntry {
    pub by: String,
    pub at: String,
    pub blake3: String,
    pub engine: String,
}

/// A stretch that was read and holds no claim.
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

/// A span with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanEntry {
    /// Bytes of Article.text.
    #[serde(serialize_with = "dotted")]
    pub at: Range<usize>,
    /// The words that stood there.
    pub text: String,
}

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
}

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
    /// They may stand at one of several places.
    Ambiguous,
    /// They stand nowhere.
    Orphan,
}

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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<SettledLine>,
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

fn indirect() -> Directness {
    Directness::Indirect
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
}

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

/// Tells a field that says `None` from one that is left out.
fn present<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(source).map(Some)
}

impl Sidecar {
    /// The same with other claims, which are made one by one as they are written.
    pub(super) fn with_claims<I: ExactSizeIterator<Item = ClaimEntry>>(self, claims: I) -> Sidecar<Streamed<I>> {
        let Self { version, article, engine, adjudicates, done, speakers, outlets, nothing_here, allow, .. } = self;
        let claims = Streamed(Cell::new(Some(claims)));
        Sidecar { version, article, engine, adjudicates, done, speakers, outlets, claims, nothing_here, allow }
    }
}

/// A list that is written once, item by item.
pub(super) struct Streamed<I>(Cell<Option<I>>);

impl<I: ExactSizeIterator<Item: Serialize>> Serialize for Streamed<I> {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        let items = self.0.take();
        let mut list = target.serialize_seq(items.as_ref().map(ExactSizeIterator::len))?;
        for item in items.into_iter().flatten() {
            list.serialize_element(&item)?;
        }
        list.end()
    }
}

/// A range as RON has it: `412..495`.
fn dotted<S: Serializer>(range: &Range<usize>, target: S) -> Result<S::Ok, S::Error> {
    let mut bounds = target.serialize_tuple_struct("Range", 2)?;
    bounds.serialize_field(&range.start)?;
    bounds.serialize_field(&range.end)?;
    bounds.end()
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_indirect(value: &Directness) -> bool {
    *value == indirect()
}
