//! Finds the words of allowances again, as claims are: for certain, or not at all.

use std::sync::Arc;

use super::TextSince;
use super::nothing::places;
use crate::review::state::allowance::{Allowance, Allowed};

/// Finds every allowance again in `text`. `unchanged`: it is the text that they were stored with.
pub fn anchored(text: &str, allowances: Vec<Allowance>, since: TextSince) -> Arc<[Allowance]> {
    let stored = allowances.iter().map(|one| (one.what.span, one.words.as_str(), one.prefix.as_str(), one.suffix.as_str()));
    let found = places(text, stored, since);
    let mut anchored: Vec<Allowance> = allowances
        .into_iter()
        .zip(found)
        .map(|(allowance, (anchor, span))| match span {
            Some(span) => {
                let what = Allowed { span, ..allowance.what };
                Allowance { anchor, ..Allowance::new(text, what, &allowance.reason, &allowance.stamp) }
            }
            None => Allowance { anchor, ..allowance },
        })
        .collect();
    anchored.sort_by(|a, b| a.key().cmp(&b.key()));
    anchored.into()
}
