//! The rows of the outlets' tab: those that words came through first, the others folded under a line.

use super::State;
use crate::claim::{Outlet, OutletRole};
use crate::review::Session;
use crate::text::single_line;

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum OutletRow<'s> {
    /// An outlet.
    Outlet(&'s Outlet),
    /// The line under which the others are folded: how many of each role.
    Fold(Vec<(OutletRole, usize)>),
}

/// The rows of `session`'s outlets; `open`: whether the folded ones are shown. Where nothing is cited, or nothing
/// else is named, nothing is folded.
pub fn outlet_rows(session: &Session, open: bool) -> Vec<OutletRow<'_>> {
    // What has claims stays in sight whatever it is.
    let leads = |outlet: &&Outlet| outlet.role == OutletRole::Cited || session.count_of_outlet(&outlet.id) > 0;
    let (first, mut others): (Vec<&Outlet>, Vec<&Outlet>) = session.outlets().partition(leads);
    others.sort_by_key(|outlet| order(outlet.role));
    let mut rows: Vec<OutletRow<'_>> = first.into_iter().map(OutletRow::Outlet).collect();
    if rows.is_empty() || others.is_empty() {
        rows.extend(others.into_iter().map(OutletRow::Outlet));
        return rows;
    }
    let mut roles: Vec<(OutletRole, usize)> = Vec::new();
    for outlet in &others {
        match roles.last_mut() {
            Some((role, count)) if *role == outlet.role => *count += 1,
            _ => roles.push((outlet.role, 1)),
        }
    }
    rows.push(OutletRow::Fold(roles));
    if open {
        rows.extend(others.into_iter().map(OutletRow::Outlet));
    }
    rows
}

/// Mentioned ones first: they may be cited after all.
const fn order(role: OutletRole) -> u8 {
    match role {
        OutletRole::Cited => 0,
        OutletRole::Mentioned => 1,
        OutletRole::Publisher => 2,
        OutletRole::Credit => 3,
    }
}

/// The outlet on the current row; `None` on the line of the folded ones.
pub fn current_outlet(session: &Session, state: State) -> Option<&Outlet> {
    match outlet_rows(session, state.open).into_iter().nth(state.at)? {
        OutletRow::Outlet(outlet) => Some(outlet),
        OutletRow::Fold(_) => None,
    }
}

/// The words of the article that decided an outlet's role, where they are known and no reviewer decided otherwise.
pub fn deciding_words(session: &Session, outlet: &Outlet) -> Option<String> {
    let by_hand = session.outlet_entry(&outlet.id).is_some_and(|entry| entry.by_hand);
    let words = outlet.because.filter(|_| !by_hand)?.slice(&session.article().text).map(single_line)?;
    Some(words).filter(|words| !words.is_empty())
}

/// The line of the folded ones: `3 more: 2 mentioned, 1 credit`.
pub fn fold_words(roles: &[(OutletRole, usize)]) -> String {
    let count: usize = roles.iter().map(|(_, count)| count).sum();
    let each: Vec<String> = roles.iter().map(|(role, count)| format!("{count} {}", role.as_str())).collect();
    format!("{count} more: {}", each.join(", "))
}
