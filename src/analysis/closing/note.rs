//! The sheet as a note to the editor: plain text, a line per item.

use std::fmt::Write as _;

use super::{ClosingSheet, Count, Topic};

/// The sheet as plain text under `heading`, whose lines say which article it is about.
pub fn note(sheet: &ClosingSheet, heading: &[String]) -> String {
    let mut text = String::new();
    for line in heading {
        let _ = writeln!(text, "{line}");
    }
    for topic in Topic::ALL {
        let Count::Known(count) = sheet.count(topic) else { continue };
        if count == 0 {
            continue;
        }
        let _ = writeln!(text, "\n{} ({count})", topic.heading());
        let mut listed = 0;
        for item in sheet.of_topic(topic) {
            listed += 1;
            let number = item.number.map(|number| format!("{number}. ")).unwrap_or_default();
            let remark = if item.remark.is_empty() { String::new() } else { format!(" — {}", item.remark) };
            let _ = writeln!(text, "- {number}{}{remark}", item.title);
        }
        if listed == super::MOST && count > listed {
            let _ = writeln!(text, "- and {} more", count - listed);
        }
    }
    let names = |topics: Vec<Topic>| topics.into_iter().map(Topic::short).collect::<Vec<_>>().join(", ");
    let closed = names(sheet.closed().collect());
    if !closed.is_empty() {
        let _ = writeln!(text, "\nNothing open: {closed}");
    }
    let unknown = names(sheet.unknown().collect());
    if !unknown.is_empty() {
        let _ = writeln!(text, "\nNot looked at: {unknown}");
    }
    text
}
