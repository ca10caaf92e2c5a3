//! Half-open ranges of words.

use std::ops::Range;

/// A half-open range of word indices, most often into [`Scan::words`](super::Scan::words). [`Span`](super::Span) is the same
/// of bytes; neither becomes the other without a scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordRange {
    /// Index of the first word.
    pub start: usize,
    /// One past the index of the last word. An end at or before the start makes an empty range.
    pub end: usize,
}

impl WordRange {
    /// The words from `start` up to and without `end`.
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The one word at `at`.
    #[inline]
    pub const fn one(at: usize) -> Self {
        Self { start: at, end: at + 1 }
    }

    /// How many words.
    #[inline]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is no word in it.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the word at `at` is one of them.
    #[inline]
    pub const fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether all words of `other` are among them.
    #[inline]
    pub const fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both have a word in common.
    #[inline]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same indices, for slicing.
    #[inline]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The indices in order.
    #[inline]
    pub const fn iter(self) -> Range<usize> {
        self.range()
    }
}

impl IntoIterator for WordRange {
    type Item = usize;
    type IntoIter = Range<usize>;

    #[inline]
    fn into_iter(self) -> Range<usize> {
        self.range()
    }
}
