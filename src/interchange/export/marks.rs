//! What a review says of the article beside its claims: the passages that hold none, and the mark that it is done.
//!
//! Every format spells both alike: `nothing here` for a passage, `done` for the mark, each in the way in which the
//! format writes its labels.

use serde::{Deserialize, Serialize};

use super::rows::ExportEntry;
use super::sent::Place;
use crate::review::{Done, Stamp};
use crate::text::Span;

/// How formats of words call a passage that holds no claim.
pub(in crate::interchange) const NOTHING_HERE: &str = "nothing here";
/// How formats of words call the mark.
pub(in crate::interchange) const DONE: &str = "done";

/// Both, as JSON. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::interchange) struct Marks {
    /// Passages that were read and hold no claim.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nothing_here: Vec<Passage>,
    /// The mark that the article is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<DoneMark>,
}

/// A passage that was read and holds no claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::interchange) struct Passage {
    /// In the unit of the file.
    pub span: Place,
    /// Its words; `None` where the file does not give them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    #[serde(flatten)]
    pub signed: Signed,
}

/// Who said something, and when (RFC 3339); empty where a file does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::interchange) struct Signed {
    pub by: String,
    pub at: String,
}

impl Signed {
    fn of(stamp: &Stamp) -> Self {
        Self { by: stamp.by.clone(), at: stamp.at.clone() }
    }

    pub fn stamp(self) -> Stamp {
        Stamp { by: self.by, at: self.at }
    }
}

/// The mark that an article is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::interchange) struct DoneMark {
    pub by: String,
    pub at: String,
    /// The digest of the text that was done.
    pub blake3: String,
    /// The engine whose suggestions were reviewed.
    #[serde(default)]
    pub engine: String,
}

impl DoneMark {
    fn of(done: &Done) -> Self {
        Self { by: done.stamp.by.clone(), at: done.stamp.at.clone(), blake3: done.blake3.clone(), engine: done.engine.clone() }
    }

    pub fn mark(self) -> Done {
        Done { stamp: Stamp { by: self.by, at: self.at }, blake3: self.blake3, engine: self.engine }
    }
}

impl Marks {
    /// Those that an entry has; `place` counts as the file does, `words` are those of a span as the file writes them.
    pub fn of(entry: &ExportEntry<'_>, place: &dyn Fn(Span) -> Place, words: &dyn Fn(Span) -> String) -> Self {
        let passage = |read: &&crate::review::NothingHere| Passage {
            span: place(read.span),
            words: Some(words(read.span)),
            signed: Signed::of(&read.stamp),
        };
        Self { nothing_here: entry.nothing_here.iter().map(passage).collect(), done: entry.done.map(DoneMark::of) }
    }

    /// The same with the words as the article has them.
    pub fn of_text(entry: &ExportEntry<'_>, place: &dyn Fn(Span) -> Place) -> Self {
        Self::of(entry, place, &|span| span.slice(&entry.article.text).unwrap_or_default().to_owned())
    }

    /// The same with the line ends of the article's file.
    pub fn of_file(entry: &ExportEntry<'_>, place: &dyn Fn(Span) -> Place) -> Self {
        Self::of(entry, place, &|span| entry.file_slices(&[span]).pop().unwrap_or_default())
    }

    /// Whether there is neither.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a format without a place for the whole article shows the mark: its first block, as a rule the headline.
pub(in crate::interchange) fn done_at(entry: &ExportEntry<'_>) -> Option<Span> {
    entry.article.blocks.first().map(|block| block.span)
}
