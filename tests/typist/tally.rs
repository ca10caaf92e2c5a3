//! What the keys of a review went to.

use std::fmt;

/// What a key was pressed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To confirm claims.
    Accept,
    /// To reject what is not a claim.
    Reject,
    /// To go to a claim.
    Move,
    /// To show other readings of a claim.
    Readings,
    /// To open and keep the spans of a claim.
    Spans,
    /// To correct the content.
    Content,
    /// To correct the cue.
    Cue,
    /// To correct the source.
    Source,
    /// To correct the speaker.
    Speaker,
    /// To correct the outlets.
    Outlets,
    /// To add a claim that the engine has not found.
    Add,
}

impl Purpose {
    const ALL: [Self; 11] = [
        Self::Accept,
        Self::Reject,
        Self::Move,
        Self::Readings,
        Self::Spans,
        Self::Content,
        Self::Cue,
        Self::Source,
        Self::Speaker,
        Self::Outlets,
        Self::Add,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Move => "move",
            Self::Readings => "readings",
            Self::Spans => "open and keep spans",
            Self::Content => "content",
            Self::Cue => "cue",
            Self::Source => "source",
            Self::Speaker => "speaker",
            Self::Outlets => "outlets",
            Self::Add => "add",
        }
    }
}

/// Keys by what they were pressed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([usize; Purpose::ALL.len()]);

impl Tally {
    /// Counts keys.
    pub fn add(&mut self, purpose: Purpose, keys: usize) {
        self.0[purpose as usize] += keys;
    }

    /// All keys.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = Purpose::ALL.iter().map(|kind| format!("{} {}", kind.name(), self.0[*kind as usize]));
        f.write_str(&kinds.collect::<Vec<_>>().join(", "))
    }
}
