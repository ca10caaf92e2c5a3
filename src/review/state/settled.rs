//! What somebody chose between two words that no log tells of: whoever still has one of the two is not asked again.

use crate::review::state::check::CheckState;
use crate::review::state::decision::Stamp;

/// Somebody's choice between two remarks, or two states of a fact-check, that contradicted each other.
///
/// It names both, and not the one that was chosen: that is what the claim says from then on, whatever becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Who chose, and when.
    pub stamp: Stamp,
    /// What they had before their eyes.
    pub between: Between,
}

/// Two words of which one was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    /// Two remarks.
    Notes(Vec<String>),
    /// Two states of the fact-check, each with when the statement was made.
    Checks(Vec<(Option<CheckState>, String)>),
}

/// Both lists as one, oldest first.
pub(in crate::review) fn union(ours: &[Settlement], theirs: &[Settlement]) -> Vec<Settlement> {
    let mut all = ours.to_vec();
    all.extend(theirs.iter().filter(|one| !ours.contains(one)).cloned());
    all.sort_by(|a, b| (&a.stamp.at, &a.stamp.by).cmp(&(&b.stamp.at, &b.stamp.by)));
    all
}
