//! Half-open ranges of byte offsets.

use std::ops::Range;

/// A half-open range of byte offsets into `Article.text`; `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an inverted pair gives the empty span at `start`.
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Length in bytes.
    #[inline]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies inside.
    #[inline]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` lies inside.
    #[inline]
    pub const fn encloses(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share a byte.
    #[inline]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span of a range of bytes, as `str` and regular expressions give it.
    #[inline]
    pub const fn of_bytes(bytes: Range<usize>) -> Self {
        Self::new(bytes.start, bytes.end)
    }

    /// The same range for slicing.
    #[inline]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text it stands for, or `None` where it leaves `text` or cuts a code point.
    #[inline]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span without white space at either end.
    pub fn trimmed(self, text: &str) -> Span {
        let Some(inside) = self.slice(text) else {
            return self;
        };
        let start = self.start + (inside.len() - inside.trim_start().len());
        Span::new(start, start + inside.trim().len())
    }
}

impl Span {
    /// Whether an end of it lies between two letters or digits.
    pub fn cuts_word(self, text: &str) -> bool {
        cuts_word(text, self.start) || cuts_word(text, self.end)
    }
}

/// Sorts `spans`, drops empty ones and joins those that overlap or touch.
pub fn normalise(spans: &mut Vec<Span>) {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let joined = next.start <= kept.end;
        if joined {
            kept.end = kept.end.max(next.end);
        }
        joined
    });
}

/// Those of `spans` that share a byte with `part`; neither starts nor ends of `spans` go back.
pub fn overlapping(spans: &[Span], part: Span) -> &[Span] {
    let first = spans.partition_point(|span| span.end <= part.start);
    let rest = spans.get(first..).unwrap_or_default();
    let count = rest.partition_point(|span| span.start < part.end);
    rest.get(..count).unwrap_or_default()
}

/// Whether the byte at `offset` lies between two letters or digits.
pub fn cuts_word(text: &str, offset: usize) -> bool {
    let beside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let parts = text.split_at_checked(offset);
    parts.is_some_and(|(before, after)| beside(before.chars().next_back()) && beside(after.chars().next()))
}

/// How many bytes `spans` hold; disjoint ones.
pub fn total_len(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

/// How many bytes both lists hold; each of disjoint spans.
pub fn shared_len(one: &[Span], other: &[Span]) -> usize {
    let shared = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    one.iter().flat_map(|a| other.iter().map(move |b| shared(a, b))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_spans_in_order_those_that_share_a_byte_are_found() {
        let spans = [Span::new(0, 2), Span::new(4, 6), Span::new(6, 9), Span::new(12, 13)];
        for part in (0..14).flat_map(|start| (start + 1..15).map(move |end| Span::new(start, end))) {
            let slow: Vec<Span> = spans.iter().copied().filter(|span| span.overlaps(part)).collect();
            assert_eq!(overlapping(&spans, part), slow, "{part:?}");
        }
        assert!(overlapping(&[], Span::new(0, 5)).is_empty());
    }

    #[test]
    fn lengths_count_bytes_once() {
        let spans = [Span::new(0, 3), Span::new(5, 9)];
        assert_eq!(total_len(&spans), 7);
        assert_eq!(shared_len(&spans, &[Span::new(2, 6), Span::new(8, 20)]), 3);
        assert_eq!(shared_len(&spans, &[]), 0);
    }

    #[test]
    fn a_word_is_cut_between_its_letters_only() {
        assert!(Span::new(1, 3).cuts_word("ab c"));
        assert!(!Span::new(0, 2).cuts_word("ab c"));
        assert!(!cuts_word("é", 1), "inside a character there is no place between letters");
    }
}
