//! Optional parts of a claim, allocated when they are first written to.

use std::ops::{Deref, DerefMut};

use crate::claim::Parts;
use crate::review::state::check::FactCheck;
use crate::review::state::correction::{Correction, Override};
use crate::review::state::decision::LogEntry;
use crate::review::state::said::Said;
use crate::review::state::settled::Settlement;

/// Something with an empty value that all can share.
pub trait Empty: Default + PartialEq + 'static {
    /// The empty value.
    fn empty() -> &'static Self;

    /// Whether this is the empty value, without comparing it field by field where that is known.
    fn is_empty_value(&self) -> bool {
        self == Self::empty()
    }
}

impl Empty for Correction {
    fn empty() -> &'static Self {
        static EMPTY: Correction = Correction {
            parts: Parts { content: None, cue: None, source: None },
            speaker: Override::Keep,
            via: None,
            directness: None,
            class: None,
        };
        &EMPTY
    }
}

impl Empty for FactCheck {
    fn empty() -> &'static Self {
        static EMPTY: FactCheck = FactCheck { state: None, evidence: Vec::new(), asked: Vec::new(), stated: String::new() };
        &EMPTY
    }

    fn is_empty_value(&self) -> bool {
        self.is_empty()
    }
}

impl Empty for Said {
    fn empty() -> &'static Self {
        static EMPTY: Said = Said { note: None, state: None, stated: None };
        &EMPTY
    }
}

impl Empty for String {
    fn empty() -> &'static Self {
        static EMPTY: String = String::new();
        &EMPTY
    }

    fn is_empty_value(&self) -> bool {
        self.is_empty()
    }
}

impl Empty for Vec<String> {
    fn empty() -> &'static Self {
        static EMPTY: Vec<String> = Vec::new();
        &EMPTY
    }

    fn is_empty_value(&self) -> bool {
        self.is_empty()
    }
}

impl Empty for Vec<LogEntry> {
    fn empty() -> &'static Self {
        static EMPTY: Vec<LogEntry> = Vec::new();
        &EMPTY
    }

    fn is_empty_value(&self) -> bool {
        self.is_empty()
    }
}

impl Empty for Vec<Settlement> {
    fn empty() -> &'static Self {
        static EMPTY: Vec<Settlement> = Vec::new();
        &EMPTY
    }

    fn is_empty_value(&self) -> bool {
        self.is_empty()
    }
}

/// A value that is empty most of the time. Read and written as the value itself.
#[derive(Clone, Debug)]
pub struct Rare<T: Empty>(Option<Box<T>>);

impl<T: Empty> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Empty> From<T> for Rare<T> {
    fn from(value: T) -> Self {
        Self((!value.is_empty_value()).then(|| Box::new(value)))
    }
}

impl<T: Empty> Rare<T> {
    /// The value alone.
    pub fn into_value(self) -> T {
        self.0.map(|value| *value).unwrap_or_default()
    }
}

impl<T: Empty> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::empty())
    }
}

impl<T: Empty> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Empty> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Empty> PartialEq<T> for Rare<T> {
    fn eq(&self, other: &T) -> bool {
        **self == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_untouched_claim_is_small() {
        let size = std::mem::size_of::<crate::review::ReviewedClaim>();
        assert!(size <= 360, "{size} bytes: tens of thousands of them must fit in memory");
    }

    #[test]
    fn written_and_emptied_again_it_equals_an_untouched_one() {
        let mut check: Rare<FactCheck> = Rare::default();
        check.stated.push_str("in May");
        assert_ne!(check, Rare::default());
        assert_eq!(check.stated, "in May");
        check.stated.clear();
        assert_eq!(check, FactCheck::default());
    }
}
