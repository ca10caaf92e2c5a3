//! The three parts of a claim, and one value for each of them.

use std::fmt;
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// A part of a claim that consists of spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What is attributed.
    Content,
    /// The words that attribute.
    Cue,
    /// The mention that it is attributed to.
    Source,
}

impl Part {
    /// All three, content first.
    pub const ALL: [Self; 3] = [Self::Content, Self::Cue, Self::Source];

    /// Its name in lower case ("content").
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Cue => "cue",
            Self::Source => "source",
        }
    }

    /// Its name with a capital letter, as annotation programs label it ("Content").
    pub const fn label(self) -> &'static str {
        match self {
            Self::Content => "Content",
            Self::Cue => "Cue",
            Self::Source => "Source",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One value for each part of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default, bound(deserialize = "T: Default + Deserialize<'de>"))]
pub struct Parts<T> {
    /// That of the content.
    pub content: T,
    /// That of the cue.
    pub cue: T,
    /// That of the source.
    pub source: T,
}

impl<T> Parts<T> {
    /// What `make` returns for each part, content first.
    pub fn from_fn(mut make: impl FnMut(Part) -> T) -> Self {
        Self { content: make(Part::Content), cue: make(Part::Cue), source: make(Part::Source) }
    }

    /// References to the values.
    pub const fn as_ref(&self) -> Parts<&T> {
        Parts { content: &self.content, cue: &self.cue, source: &self.source }
    }

    /// Each value replaced by what `change` makes of it.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Parts<U> {
        Parts { content: change(self.content), cue: change(self.cue), source: change(self.source) }
    }

    /// Each value paired with that of the same part in `other`.
    pub fn zip<U>(self, other: Parts<U>) -> Parts<(T, U)> {
        Parts { content: (self.content, other.content), cue: (self.cue, other.cue), source: (self.source, other.source) }
    }

    /// The parts with their values, content first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Part, &T)> + ExactSizeIterator + use<'_, T> {
        self.as_ref().into_iter()
    }

    /// The parts with their values to change, content first.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (Part, &mut T)> + ExactSizeIterator + use<'_, T> {
        let Self { content, cue, source } = self;
        Parts { content, cue, source }.into_iter()
    }

    /// The values, content first.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + use<'_, T> {
        [&self.content, &self.cue, &self.source].into_iter()
    }
}

impl<T, U> Parts<(T, U)> {
    /// Two values for each part, instead of one pair.
    pub fn unzip(self) -> (Parts<T>, Parts<U>) {
        let Self { content, cue, source } = self;
        let first = Parts { content: content.0, cue: cue.0, source: source.0 };
        (first, Parts { content: content.1, cue: cue.1, source: source.1 })
    }
}

impl<T> IntoIterator for Parts<T> {
    type Item = (Part, T);
    type IntoIter = std::array::IntoIter<(Part, T), 3>;

    fn into_iter(self) -> Self::IntoIter {
        [(Part::Content, self.content), (Part::Cue, self.cue), (Part::Source, self.source)].into_iter()
    }
}

impl<T> Index<Part> for Parts<T> {
    type Output = T;

    fn index(&self, part: Part) -> &T {
        match part {
            Part::Content => &self.content,
            Part::Cue => &self.cue,
            Part::Source => &self.source,
        }
    }
}

impl<T> IndexMut<Part> for Parts<T> {
    fn index_mut(&mut self, part: Part) -> &mut T {
        match part {
            Part::Content => &mut self.content,
            Part::Cue => &mut self.cue,
            Part::Source => &mut self.source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_keeps_its_value() {
        let mut parts = Parts { content: 1, cue: 2, source: 3 };
        assert_eq!(parts.iter().map(|(part, value)| (part, *value)).collect::<Vec<_>>(), parts.into_iter().collect::<Vec<_>>());
        assert_eq!(Part::ALL.map(|part| parts[part]), [1, 2, 3]);
        parts[Part::Cue] = 5;
        for (_, value) in parts.iter_mut() {
            *value *= 2;
        }
        assert_eq!(parts, Parts { content: 2, cue: 10, source: 6 });
        assert_eq!(parts.values().sum::<i32>(), 18);
        let named = Parts::from_fn(Part::label).zip(parts.map(|value| value + 1));
        assert_eq!(named, Parts { content: ("Content", 3), cue: ("Cue", 11), source: ("Source", 7) });
        assert_eq!(named.unzip(), (Parts::from_fn(Part::label), Parts { content: 3, cue: 11, source: 7 }));
    }
}
