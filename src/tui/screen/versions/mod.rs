//! Several people's versions of the current claim, side by side: what each decided, and where they differ.

mod excerpt;
mod view;

pub use view::view;

use super::pager::Words;
use crate::analysis::adjudication::{Adjudication, AdjudicationRow};
use crate::analysis::versions::VersionField;
use crate::tui::theme::Meaning;

/// The sign of a field in which versions differ.
pub const DIFFERS: &str = "≠";

/// Rows that the versions need to be seen whole: a heading, the names, the decision and six fields, and some
/// for long words.
pub fn rows(adjudication: &Adjudication) -> u16 {
    if adjudication.annotators.is_empty() { 0 } else { 14 }
}

/// What a field is called on the screen.
const fn label(field: VersionField) -> &'static str {
    match field {
        VersionField::Directness => "kind",
        field => field.word(),
    }
}

/// What the versions differ in, in a few words.
pub fn summary(adjudication: &Adjudication, row: &AdjudicationRow) -> String {
    let undecided: Vec<&str> = row
        .versions
        .iter()
        .zip(&adjudication.annotators)
        .filter(|(opinion, _)| opinion.version.is_none())
        .map(|(_, name)| name.as_str())
        .collect();
    let fields: Vec<&str> = row.differs.iter().map(|field| label(*field)).collect();
    match (fields.is_empty(), undecided.is_empty()) {
        (true, true) => "all agree".to_owned(),
        (true, false) => format!("undecided: {}", undecided.join(", ")),
        (false, true) => format!("{DIFFERS} {}", fields.join(", ")),
        (false, false) => format!("{DIFFERS} {}; undecided: {}", fields.join(", "), undecided.join(", ")),
    }
}

/// Every version in full, for the claim's detail.
pub fn lines(adjudication: &Adjudication, row: &AdjudicationRow) -> Vec<Words> {
    let mut lines: Vec<Words> = Vec::new();
    for (number, (opinion, name)) in row.versions.iter().zip(&adjudication.annotators).enumerate() {
        lines.push(Vec::new());
        lines.push(vec![
            (format!("{} ", number + 1), Meaning::Key),
            (format!("{name}  "), Meaning::Title),
            (opinion.stand.to_owned(), Meaning::Text),
        ]);
        for (field, words) in opinion.words.iter().filter(|(field, _)| **field != VersionField::Decision) {
            let differs = row.differs.contains(field);
            let (sign, meaning) = if differs { (DIFFERS, Meaning::Warning) } else { (" ", Meaning::Text) };
            let name = format!("{sign} {:<9}", label(*field));
            lines.push(vec![(name, if differs { meaning } else { Meaning::Quiet }), (words.clone(), meaning)]);
        }
    }
    lines
}

#[cfg(test)]
mod tests;
