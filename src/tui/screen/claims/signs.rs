//! The signs of a claim: what was decided about it, and what was written about it.

use crate::review::{Decision, ReviewedClaim};
use crate::tui::theme::Meaning;

/// A sign one column wide, and its meaning.
pub type Sign = (&'static str, Meaning);

/// The sign of a decision.
pub const fn glyph(decision: Decision) -> Sign {
    match decision {
        Decision::Unreviewed => ("○", Meaning::Unreviewed),
        Decision::Confirmed => ("●", Meaning::Confirmed),
        Decision::Corrected => ("◆", Meaning::Corrected),
        Decision::Rejected => ("✗", Meaning::Rejected),
    }
}

/// What was decided about a claim; one that a person added has a sign of its own.
pub fn decided(claim: &ReviewedClaim) -> Sign {
    if claim.is_added() { ("+", Meaning::Corrected) } else { glyph(claim.decision) }
}

/// What was written about a claim, the most telling first: a verdict, evidence or an inquiry, a note.
pub fn written(claim: &ReviewedClaim) -> Sign {
    use crate::review::CheckState::{Opinion, Unverifiable, Verified, Wrong};
    match claim.check.state {
        Some(Verified | Opinion) => ("✓", Meaning::Confirmed),
        Some(Wrong) => ("✓", Meaning::Trouble),
        Some(Unverifiable) => ("✓", Meaning::Warning),
        _ if !claim.check.is_empty() => ("§", Meaning::Flag),
        _ if !claim.note.is_empty() => ("✎", Meaning::Flag),
        _ => (" ", Meaning::Quiet),
    }
}
