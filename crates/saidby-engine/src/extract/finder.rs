//! The interface that every span finder implements.

use std::ops::Range;

use super::Document;
use super::checkworthy::View;
use crate::claim::Parts;
use crate::text::Span;

/// One attribution as a finder sees it: spans, before anyone is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The spans of each part, sorted, disjoint and cut at word boundaries: at least one of content, perhaps none of cue
    /// and source.
    pub parts: Parts<Vec<Span>>,
    /// Calibrated probability that a careful reader would mark it so, 0 to 1.
    pub confidence: f32,
    /// How much the content is worth checking, where the finder has a view of its own on it.
    pub check_worthiness: Option<View>,
    /// The construction that was recognised, in words for a person ("quotation, then 'said'").
    pub found_by: String,
}

/// A way to find the spans of attributions.
pub trait SpanFinder: Sync {
    /// The attributions whose cue is in `paragraphs` (indices into `document.scan.paragraphs`), in
    /// the order of the text. Neighbouring paragraphs may be read, and a content may reach into them.
    fn find(&self, document: &Document<'_>, paragraphs: Range<usize>) -> Vec<Attribution>;
}
