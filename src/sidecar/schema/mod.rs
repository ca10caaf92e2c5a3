//! The sidecar as it is in the file, versions 1 and 2.
//!
//! These types are read by `ron` with unknown fields refused, and written by `emit`, which knows the layout. What is
//! empty is left out of the file.

mod allow;
mod claim;
mod conflict;
mod correction;
mod left_out;
mod names;
mod said;
mod settled;
mod span;
mod suggestion;

use std::cell::Cell;

use serde::ser::SerializeSeq;
use serde::{Deserialize, Serialize, Serializer};

pub use allow::{AllowanceEntry, NothingHereEntry};
pub use claim::{ClaimEntry, LostAnchor};
pub use conflict::{ConflictEntry, SideEntry};
pub use correction::{CorrectionEntry, LogLine};
pub use names::{NameConflict, OutletEntry, SpeakerDescription, SpeakerEntry};
pub use said::{SaidEntry, StampEntry};
pub use settled::{CheckedEntry, NameChoiceLine, NamingEntry, SettledLine};
pub use span::SpanEntry;
pub use suggestion::{ReasonEntry, SuggestionEntry};

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
    /// Passages that were read and hold no claim, in the order of the text; left out when empty.
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
    /// The parts of a web page that somebody brought in, sorted; left out when empty (version 2). Every command reads them
    /// before it reads the page.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restored: Vec<String>,
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
