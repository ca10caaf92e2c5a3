//! Converts between byte, code-point and UTF-16 offsets.

use super::span::Span;

/// What an offset counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Unicode code points, as Python counts.
    #[default]
    CodePoint,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8, as Rust and Go count.
    Byte,
}

impl Unit {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::CodePoint, Self::Utf16, Self::Byte];

    /// In words, in the plural.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CodePoint => "code points",
            Self::Utf16 => "UTF-16 units",
            Self::Byte => "bytes",
        }
    }

    /// How many units the code point whose first byte this is takes; 0 for a byte inside one.
    const fn weight(self, byte: u8) -> usize {
        match self {
            Self::Byte => 1,
            _ if (byte as i8) < -0x40 => 0,
            Self::Utf16 if byte >= 0xf0 => 2,
            _ => 1,
        }
    }

    fn sum(self, bytes: &[u8]) -> usize {
        bytes.iter().map(|byte| self.weight(*byte)).sum()
    }
}

/// A half-open range of units of one text or file: offsets as other programs count them. [`UnitIndex`] and
/// [`FileOffsets`](crate::article::FileOffsets) turn it into a [`Span`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct UnitRange {
    /// The first unit.
    pub start: usize,
    /// One past the last; what comes from outside may be inverted.
    pub end: usize,
}

impl UnitRange {
    /// The units from `start` up to and without `end`.
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many units; 0 where it is inverted.
    #[inline]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether no unit is in it.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// First unit and one past the last, as JSON has them.
    #[inline]
    pub const fn pair(self) -> [usize; 2] {
        [self.start, self.end]
    }
}

/// Bytes between two samples.
const STRIDE: usize = 128;

/// Turns byte offsets of one text into another unit and back. Built once in linear time; an answer reads
/// at most 128 bytes, and none where each byte is a unit.
#[derive(Clone, Debug)]
pub struct UnitIndex<'t> {
    text: &'t str,
    unit: Unit,
    /// `samples[i]` units are before byte `i * STRIDE`.
    samples: Vec<usize>,
    total: usize,
}

impl<'t> UnitIndex<'t> {
    /// Indexes `text`.
    pub fn new(text: &'t str, unit: Unit) -> Self {
        let mut total = 0;
        let samples = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = total;
                total += unit.sum(chunk);
                before
            })
            .collect();
        Self { text, unit, samples, total }
    }

    /// The words that are at the units `range`; `None` as for [`Self::to_span`].
    pub fn slice(&self, range: UnitRange) -> Option<&'t str> {
        self.to_span(range)?.slice(self.text)
    }

    /// How many units the text has.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether each byte is a unit: the unit is the byte, or the text is ASCII.
    fn is_bytes(&self) -> bool {
        self.total == self.text.len()
    }

    /// How many units are before the byte at `offset`; all of them beyond the text.
    pub fn of_byte(&self, offset: usize) -> usize {
        if self.is_bytes() {
            return offset.min(self.total);
        }
        let chunk = offset / STRIDE;
        match self.samples.get(chunk) {
            Some(sample) if offset <= self.text.len() => {
                sample + self.text.as_bytes().get(chunk * STRIDE..offset).map_or(0, |bytes| self.unit.sum(bytes))
            }
            _ => self.total,
        }
    }

    /// The units from the first to the last byte of `span`.
    pub fn of_span(&self, span: Span) -> UnitRange {
        UnitRange::new(self.of_byte(span.start), self.of_byte(span.end))
    }

    /// The byte where the unit number `at` begins; `None` beyond the text or inside a code point.
    pub fn to_byte(&self, at: usize) -> Option<usize> {
        if self.is_bytes() {
            return self.text.is_char_boundary(at).then_some(at);
        }
        if at == self.total {
            return Some(self.text.len());
        }
        let chunk = self.samples.partition_point(|before| *before <= at).checked_sub(1)?;
        let mut before = *self.samples.get(chunk)?;
        for (index, byte) in self.text.as_bytes().iter().enumerate().skip(chunk * STRIDE) {
            let weight = self.unit.weight(*byte);
            if before == at && weight > 0 {
                return self.text.is_char_boundary(index).then_some(index);
            }
            if before > at {
                return None;
            }
            before += weight;
        }
        None
    }

    /// The span of the units `range`; `None` where it leaves the text, cuts a code point or is inverted.
    pub fn to_span(&self, range: UnitRange) -> Option<Span> {
        let (start, end) = (self.to_byte(range.start)?, self.to_byte(range.end)?);
        (start <= end).then_some(Span::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_unit_and_nothing_inside_a_code_point() {
        let text = "é👩b";
        let at = |unit, offset| UnitIndex::new(text, unit).to_byte(offset);
        assert_eq!([0, 1, 2, 3, 4].map(|offset| at(Unit::CodePoint, offset)), [Some(0), Some(2), Some(6), Some(7), None]);
        assert_eq!([1, 2, 3, 4, 5].map(|offset| at(Unit::Utf16, offset)), [Some(2), None, Some(6), Some(7), None]);
        assert_eq!([1, 2, 3, 6, 7].map(|offset| at(Unit::Byte, offset)), [None, Some(2), None, Some(6), Some(7)]);
        assert_eq!(UnitIndex::new("", Unit::Utf16).to_byte(0), Some(0));
        assert_eq!(UnitIndex::new(text, Unit::CodePoint).to_span(UnitRange::new(2, 1)), None);
    }

    proptest! {
        #[test]
        fn there_and_back(part in "(\\PC|é|👩|a|\n){0,30}", times in 0usize..90) {
            let text = part.repeat(times);
            for unit in Unit::ALL {
                let index = UnitIndex::new(&text, unit);
                for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    prop_assert_eq!(index.to_byte(index.of_byte(at)), Some(at));
                }
                prop_assert_eq!(index.of_byte(text.len() + 9), index.total());
            }
            prop_assert_eq!(UnitIndex::new(&text, Unit::Utf16).total(), text.encode_utf16().count());
        }
    }
}
