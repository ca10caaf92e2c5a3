//! Who wrote a remark or set the state of a fact-check, and when: the log tells of decisions alone.
//!
//! Without it, a remark that somebody writes letter for letter as another one that was answered long ago could not be
//! told apart from that one.

use crate::review::state::decision::Stamp;

/// Who said what is outside the log, and when; `None` where nothing is said, or an older file does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The remark.
    pub note: Option<Stamp>,
    /// The state of the fact-check.
    pub state: Option<Stamp>,
    /// When the statement was made.
    pub stated: Option<Stamp>,
}

impl Said {
    /// Whether nothing is known.
    pub const fn is_empty(&self) -> bool {
        self.note.is_none() && self.state.is_none() && self.stated.is_none()
    }
}

/// The later one of two.
pub(in crate::review) fn later<'a>(one: Option<&'a Stamp>, other: Option<&'a Stamp>) -> Option<&'a Stamp> {
    [one, other].into_iter().flatten().max_by_key(|stamp| (&stamp.at, &stamp.by))
}
