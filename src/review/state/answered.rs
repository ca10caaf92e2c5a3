//! Which words were before the eyes of somebody who chose between them, where no log tells of it.

use crate::review::state::rival::{Field, Side};
use crate::review::state::settled::{Between, Settlement};
use crate::review::state::spoken::is_said_since;

impl Between {
    /// The words of two sides on `field`; `None` for a field whose word is in the log.
    pub(in crate::review) fn of(field: Field, ours: &Side, theirs: &Side) -> Option<Self> {
        let check = |side: &Side| (side.check.state, side.check.stated.clone());
        match field {
            Field::Note => Some(Self::Notes(vec![ours.note.to_string(), theirs.note.to_string()])),
            Field::Check => Some(Self::Checks(vec![check(ours), check(theirs)])),
            _ => None,
        }
    }

    /// The field that it is about.
    pub const fn field(&self) -> Field {
        match self {
            Self::Notes(_) => Field::Note,
            Self::Checks(_) => Field::Check,
        }
    }

    /// Whether what `side` says of the field is one of the two.
    pub(in crate::review) fn has(&self, side: &Side) -> bool {
        match self {
            Self::Notes(notes) => notes.iter().any(|note| *side.note == *note),
            Self::Checks(checks) => {
                checks.iter().any(|(state, stated)| (side.check.state, &side.check.stated) == (*state, stated))
            }
        }
    }
}

/// Whether somebody chose the word of `side` on `field` from two, in a choice of which `other` knows nothing.
pub(in crate::review) fn is_chosen_apart(side: &Side, field: Field, other: &Side) -> bool {
    let is_apart = |one: &&Settlement| !other.settled.contains(one);
    side.settled.iter().filter(is_apart).any(|one| one.between.field() == field && one.between.has(side))
}

/// Whether somebody who made one of `choices`, of which `side` does not know, had its word on `field` before their
/// eyes. The same words that somebody wrote since are another word.
pub(in crate::review) fn is_answered(side: &Side, field: Field, choices: &[Settlement]) -> bool {
    let of_field = choices.iter().filter(|one| one.between.field() == field && one.between.has(side));
    of_field.into_iter().any(|one| !side.settled.contains(one) && !is_said_since(side, field, one))
}
