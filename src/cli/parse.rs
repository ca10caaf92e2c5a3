//! Reads the command line: the definition in `arguments` joined with the pages of `pages`.

use std::ffi::OsString;
use std::path::Path;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Command, CommandFactory as _, FromArgMatches as _};

use super::arguments::Arguments;
use super::pages::{self, Page};

/// Options of the review that must not come before a subcommand.
const OF_THE_REVIEW: [&str; 5] = ["name", "theme", "engine", "model", "version"];

/// The definition of the command line, with long help, exit codes and examples.
pub fn command() -> Command {
    let root = described(Arguments::command(), "");
    let names: Vec<String> = root.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(root, |root, name| root.mut_subcommand(&name, |sub| described(sub, &name)))
}

fn described(command: Command, name: &str) -> Command {
    let Some(page) = pages::of(name) else { return command };
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    command.long_about(long_about(&about, page)).after_long_help(page.after_help())
}

fn long_about(about: &str, page: &Page) -> String {
    std::iter::once(about).chain(page.about.iter().copied()).collect::<Vec<_>>().join("\n\n")
}

/// Reads what was typed, the program's name first.
///
/// # Errors
/// Wrong usage, or help, which is printed instead.
pub fn parse(typed: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(typed)?;
    if let Some(subcommand) = matches.subcommand_name() {
        // Before a subcommand they would be ignored silently.
        let given = |name: &&&str| matches.value_source(name) == Some(ValueSource::CommandLine);
        if let Some(name) = OF_THE_REVIEW.iter().find(given) {
            let message = format!("--{name} must come after `{subcommand}`, if that command has it");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
    }
    let arguments = Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    if arguments.command.is_none()
        && let Some(first) = arguments.paths.first()
        && let Some(message) = mistyped(&command, first)
    {
        return Err(command.error(ErrorKind::InvalidSubcommand, message));
    }
    Ok(arguments)
}

/// The message about a first path that is probably a mistyped subcommand: nothing of that name exists, and it looks like
/// a command.
fn mistyped(command: &Command, path: &Path) -> Option<String> {
    let typed = path.to_str()?;
    if !typed.chars().all(|c| c.is_ascii_alphabetic() || c == '-') || typed == "-" || path.exists() {
        return None;
    }
    let lower = typed.to_ascii_lowercase();
    if lower == "help" {
        return Some("there is no command `help`; use `saidby --help` or `saidby COMMAND --help`".to_owned());
    }
    let near: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name())
        .filter(|name| is_near(&lower, name))
        .map(|name| format!("`{name}`"))
        .collect();
    (!near.is_empty()).then(|| format!("no command or file `{typed}`; did you mean {}?", near.join(" or ")))
}

/// Whether `typed` is the beginning of `name`, or differs from it by one slip, or by two in a long name.
fn is_near(typed: &str, name: &str) -> bool {
    let allowed = if name.len() > 5 { 2 } else { 1 };
    (typed.len() >= 3 && name.starts_with(typed)) || distance(typed.as_bytes(), name.as_bytes()) <= allowed
}

/// Letters to add, drop, replace or swap with a neighbour until `a` is `b` (optimal string alignment).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    let at = |rows: &[Vec<usize>], i: usize, j: usize| rows.get(i).and_then(|row| row.get(j)).copied().unwrap_or(usize::MAX / 2);
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = at(&rows, i, j) + usize::from(x != y);
            let dropped = at(&rows, i, j + 1) + 1;
            let added = row.last().copied().unwrap_or(0) + 1;
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            let swapped = if is_swap { at(&rows, i - 1, j - 1) + 1 } else { usize::MAX };
            row.push(replaced.min(dropped).min(added).min(swapped));
        }
        rows.push(row);
    }
    at(&rows, a.len(), b.len())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::cli::arguments::Command;

    #[test]
    fn the_definition_is_valid_and_every_command_has_a_page() {
        super::command().debug_assert();
        for sub in super::command().get_subcommands() {
            assert!(pages::of(sub.get_name()).is_some(), "{} has no page", sub.get_name());
        }
        let known = |name: &str| name.is_empty() || super::command().get_subcommands().any(|sub| sub.get_name() == name);
        assert!(pages::PAGES.iter().all(|page| known(page.command)));
    }

    #[test]
    fn long_help_shows_what_the_pages_say() {
        for page in pages::PAGES {
            let mut command = super::command();
            let sub = if page.command.is_empty() { &mut command } else { command.find_subcommand_mut(page.command).unwrap() };
            let help = sub.render_long_help().to_string();
            assert!(help.contains("Exit status:\n  0  ") && help.contains("\n  2  wrong usage"), "{help}");
            assert!(page.examples.iter().all(|(line, _)| help.contains(line)), "{help}");
        }
        let merge = super::command().find_subcommand_mut("merge").unwrap().render_long_help().to_string();
        assert!(merge.contains("git config merge.saidby.driver"), "{merge}");
    }

    #[test]
    fn a_mistyped_command_is_wrong_usage() {
        for (line, expected) in [
            ("exprot lf.txt", "did you mean `export`?"),
            ("Extract lf.txt", "did you mean `extract`?"),
            ("comp a b", "did you mean `compare` or `completions`?"),
            ("reprot", "did you mean `report`?"),
            ("mam", "did you mean `man`?"),
            ("help", "use `saidby --help`"),
            ("help merge", "use `saidby --help`"),
        ] {
            let message = parsed(line).unwrap_err();
            assert!(message.contains(expected), "{line}: {message}");
        }
        // Paths that look like no command are paths, whether they exist or not.
        for line in ["exprot.txt", "articles/", "interviews", "src", "-", "check2"] {
            assert!(parsed(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn distances() {
        for (a, b, expected) in
            [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("", "ab", 2), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
            assert_eq!(distance(b.as_bytes(), a.as_bytes()), expected, "{b} {a}");
        }
    }

    fn parsed(line: &str) -> Result<Arguments, String> {
        parse(std::iter::once("saidby").chain(line.split(' ')).map(OsString::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn common_options_may_come_before_or_after_the_subcommand() {
        for line in ["--annotator mw check x", "check --annotator mw x", "check x --annotator mw"] {
            let arguments = parsed(line).unwrap();
            assert!(matches!(&arguments.command, Some(Command::Check(check)) if check.paths == [PathBuf::from("x")]), "{line}");
            assert_eq!((arguments.common.annotator.as_deref(), arguments.paths.len()), (Some("mw"), 0), "{line}");
        }
        let arguments = parsed("--sidecar-dir . adjudicate x").unwrap();
        assert!(matches!(&arguments.command, Some(Command::Adjudicate(_))));
        assert_eq!(arguments.common.sidecar_dir, Some(PathBuf::from(".")));
        assert!(matches!(parsed("--verbose extract --engine fast x").unwrap().command, Some(Command::Extract(_))));
        // Articles come first: what follows them is an article too.
        assert_eq!(parsed("--annotator mw a.txt check").unwrap().paths.len(), 2);
        assert!(parsed("--version --verbose").unwrap().version);
    }

    #[test]
    fn an_option_of_the_review_before_a_subcommand_is_an_error() {
        for (line, expected) in [
            ("--engine fast extract x", "--engine must come after `extract`"),
            ("--theme dark check x", "--theme must come after `check`"),
        ] {
            let message = parsed(line).unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
    }
}
