//! A passage of text that is being selected.

use super::object::{Object, Reach};
use super::{Motion, Reader};
use crate::text::Span;

/// Two clusters and all between them: where the selection began, and the cursor. Both are offsets of the
/// first byte of a cluster, and both clusters belong to the selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl Selection {
    /// One cluster.
    pub fn at(reader: &Reader<'_>, offset: usize) -> Self {
        let at = reader.placed(offset);
        Self { anchor: at, head: at }
    }

    /// The selection that covers `span`, with the cursor at its end.
    pub fn over(reader: &Reader<'_>, span: Span) -> Self {
        let anchor = reader.placed(span.start);
        Self { anchor, head: reader.last_of(Span::new(anchor, span.end)) }
    }

    /// What is selected; only empty in an empty text.
    pub fn span(&self, reader: &Reader<'_>) -> Span {
        reader.cluster(self.anchor).cover(reader.cluster(self.head))
    }

    /// The cursor is moved.
    #[must_use]
    pub fn moved(self, reader: &Reader<'_>, motion: Motion) -> Self {
        Self { anchor: reader.placed(self.anchor), head: reader.moved(self.head, motion) }
    }

    /// The other end moves from now on.
    #[must_use]
    pub const fn flipped(self) -> Self {
        Self { anchor: self.head, head: self.anchor }
    }

    /// The `object` that holds the cursor is selected; with `again`, where it is selected already, the next
    /// one too (of quotations: the one around). The same selection where there is no such object.
    #[must_use]
    pub fn with(self, reader: &Reader<'_>, object: Object, reach: Reach, again: bool) -> Self {
        let now = self.span(reader);
        match reader.object(now, object, reach, again) {
            Some(span) => Self::over(reader, span),
            None => self,
        }
    }
}
