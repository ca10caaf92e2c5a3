//! Findings as workflow commands of GitHub Actions, which shows them next to the lines of a change.

use std::io::{self, Write};

use super::located::Located;
use crate::lint::Level;
use crate::text::visible::{Breaks, visible};

/// Writes one command per finding, worst first: GitHub shows only some of them.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, found: &[Located]) -> io::Result<()> {
    let mut open: Vec<&Located> = found.iter().filter(|located| located.finding.allowed.is_none()).collect();
    open.sort_by_key(|located| std::cmp::Reverse(located.finding.level));
    open.into_iter().try_for_each(|located| writeln!(out, "{}", command(located)))
}

fn command(located: &Located) -> String {
    let finding = &located.finding;
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Suggestion | Level::Off => "notice",
    };
    let mut command = format!("::{kind} file={}", property(&located.at.path));
    if let Some((start, end)) = located.at.lines {
        command += &format!(",line={},endLine={},col={}", start.line, end.line, start.column);
        // Columns of several lines are not understood.
        if start.line == end.line {
            command += &format!(",endColumn={}", end.column);
        }
    }
    format!("{command},title={}::{}", property(finding.rule), data(&finding.message))
}

/// Escapes a message.
fn data(text: &str) -> String {
    // Line ends are escaped, so that a message cannot begin a command of its own.
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&escaped, Breaks::Mark).into_owned()
}

/// Escapes a value between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_could_end_a_value_is_escaped() {
        assert_eq!(property("a,b:c%d\r\n::error::x"), "a%2Cb%3Ac%25d%0D%0A%3A%3Aerror%3A%3Ax");
        assert_eq!(data("100%, said: “so”\n::set-output::"), "100%25, said: “so”%0A::set-output::");
        assert_eq!(data("a\u{1b}[2Jb"), "a␛[2Jb");
    }
}
