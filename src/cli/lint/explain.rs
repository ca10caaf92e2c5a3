//! `saidby lint --explain` and `--rules`.

use std::io::Write;

use super::{about, nearest};
use crate::cli::table::{self, Look};
use crate::cli::{Outcome, output};
use crate::lint::{House, RULES};

/// Prints what a rule says of itself.
pub fn rule(id: &str) -> anyhow::Result<Outcome> {
    let Some(about) = about(id) else {
        let of_group: Vec<&str> =
            RULES.iter().map(|rule| rule.about()).filter(|about| about.group() == id).map(|about| about.id).collect();
        output::complain(&if of_group.is_empty() {
            let near = nearest(id, RULES.iter().map(|rule| rule.about().id));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            format!("no rule `{id}`{near} (saidby lint --rules lists them)")
        } else {
            format!("`{id}` is a group; choose one of its rules: {}", of_group.join(", "))
        });
        return Ok(Outcome::Usage);
    };
    let mut out = output::data();
    let columns = output::columns().min(WIDEST);
    for line in format!("# {}\n\n{}", about.id, about.markdown()).lines() {
        for line in wrapped_markdown(line, columns) {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// A line of Markdown in lines that a terminal need not break. It stays the same Markdown.
fn wrapped_markdown(line: &str, columns: usize) -> Vec<String> {
    // A row of a table is a line.
    if line.starts_with('|') {
        return vec![line.to_owned()];
    }
    let (first, next) = match line.get(..2) {
        Some("> ") => ("> ", "> "),
        Some("- ") => ("- ", "  "),
        _ => ("", ""),
    };
    let parts = table::wrapped(line.get(first.len()..).unwrap_or_default(), columns.saturating_sub(first.len()));
    parts.iter().enumerate().map(|(at, part)| format!("{}{part}", if at == 0 { first } else { next })).collect()
}

/// Prints the rules with their levels.
pub fn list(house: &House) -> anyhow::Result<Outcome> {
    let mut out = output::data();
    let row =
        |about: &crate::lint::About| vec![about.id.to_owned(), house.setting(about.id).level.to_string(), about.what.to_owned()];
    let rows: Vec<Vec<String>> = RULES.iter().map(|rule| row(rule.about())).collect();
    let look = Look { columns: output::columns(), colours: output::colours() };
    table::write_whole(&mut out, look, &["rule", "level", "what it reports"], &[], &rows)?;
    out.flush()?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_the_same_markdown() {
        assert_eq!(wrapped_markdown("> one two three", 9), ["> one two", "> three"]);
        assert_eq!(wrapped_markdown("- one two three", 9), ["- one two", "  three"]);
        assert_eq!(wrapped_markdown("one two three", 9), ["one two", "three"]);
        assert_eq!(wrapped_markdown("| one two three |", 9), ["| one two three |"]);
        assert_eq!(wrapped_markdown("", 9), [""]);
    }
}
