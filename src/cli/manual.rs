//! `saidby man`, and docs/cli.md: both are made from the definition of the command line and its pages.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use clap::Command;
use clap_mangen::Man;

use super::pages::{ENVIRONMENT, FILES, Page};
use super::{Outcome, output, pages, parse};
use crate::disk::atomic;
use crate::disk::inputs::shown;

/// Writes the page of the program to standard output, or all pages into a folder.
pub fn run(folder: Option<&Path>) -> anyhow::Result<Outcome> {
    let mut root = parse::command();
    root.build();
    let Some(folder) = folder else {
        let mut out = output::data();
        out.write_all(&page(&root, "")?)?;
        out.flush()?;
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot create the folder", shown(folder)))?;
    atomic::write(&folder.join("saidby.1"), &page(&root, "")?)?;
    for sub in root.get_subcommands() {
        let name = sub.get_name();
        atomic::write(&folder.join(format!("saidby-{name}.1")), &page(sub, name)?)?;
    }
    Ok(Outcome::Done)
}

/// One manual page, in the macros of man(7).
fn page(command: &Command, name: &str) -> anyhow::Result<Vec<u8>> {
    let title = if name.is_empty() { "saidby".to_owned() } else { format!("saidby-{name}") };
    let command = command.clone().display_name(title.clone());
    let has_subcommands = command.get_subcommands().next().is_some();
    let usage = command.clone().render_usage().to_string();
    let man = Man::new(command);
    let mut text = Vec::new();
    // Written by hand: clap_mangen loses an empty date, and shows options without their values.
    writeln!(text, ".TH \"{}\" \"1\" \"\" \"saidby {}\"", title.to_uppercase(), env!("CARGO_PKG_VERSION"))?;
    man.render_name_section(&mut text)?;
    text.extend(synopsis(&usage).into_bytes());
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if has_subcommands {
        man.render_subcommands_section(&mut text)?;
    }
    let mut page = with_one_preamble(&String::from_utf8_lossy(&text));
    if let Some(of_command) = pages::of(name) {
        page.push_str(&more_sections(of_command));
    }
    Ok(page.into_bytes())
}

/// The section SYNOPSIS: the usage of `--help`, one line each.
fn synopsis(usage: &str) -> String {
    let lines: Vec<String> = usage.trim_start_matches("Usage:").lines().map(|line| escaped(line.trim())).collect();
    format!(".SH SYNOPSIS\n{}\n", lines.join("\n.br\n"))
}

/// Every section is rendered with the definition of the apostrophe in front; a page needs it once.
fn with_one_preamble(sections: &str) -> String {
    const PREAMBLE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";
    PREAMBLE.to_owned() + &sections.replace(PREAMBLE, "")
}

/// EXIT STATUS, EXAMPLES, ENVIRONMENT, FILES and SEE ALSO.
fn more_sections(page: &Page) -> String {
    let mut text = String::new();
    let mut terms = |heading: &str, terms: &mut dyn Iterator<Item = (String, &str)>| {
        let _ = writeln!(text, ".SH {heading}");
        for (term, meaning) in terms {
            let _ = writeln!(text, ".TP\n\\fB{}\\fR\n{}", escaped(&term), escaped(meaning));
        }
    };
    terms("EXIT STATUS", &mut page.exit_codes().map(|(code, meaning)| (code.to_string(), meaning)));
    terms("EXAMPLES", &mut page.examples.iter().map(|(line, does)| ((*line).to_owned(), *does)));
    terms("ENVIRONMENT", &mut ENVIRONMENT.iter().map(|(name, meaning)| ((*name).to_owned(), *meaning)));
    terms("FILES", &mut FILES.iter().map(|(name, meaning)| ((*name).to_owned(), *meaning)));
    let _ = writeln!(text, ".SH \"SEE ALSO\"");
    let others = std::iter::once(String::new()).chain(pages::PAGES.iter().skip(1).map(|other| format!("-{}", other.command)));
    let own = if page.command.is_empty() { String::new() } else { format!("-{}", page.command) };
    let names: Vec<String> =
        others.filter(|name| *name != own).map(|name| format!("\\fBsaidby{}\\fR(1)", escaped(&name))).collect();
    let _ = writeln!(text, "{}", names.join(",\n"));
    text
}

/// Text for a line of roff: no escape, no request.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}

/// The reference of all commands as Markdown, for docs/cli.md.
pub fn reference() -> String {
    const WIDTH: usize = 96;
    let mut root = parse::command().term_width(WIDTH);
    root.build();
    let mut text = section(&root, "");
    for sub in root.get_subcommands() {
        text += &section(sub, sub.get_name());
    }
    text
}

fn section(command: &Command, name: &str) -> String {
    let title = format!("saidby {name}");
    let help = command.clone().after_long_help("").render_long_help().to_string();
    let mut text = format!("## {}\n\n```text\n{}\n```\n", title.trim_end(), help.trim_end());
    if let Some(page) = pages::of(name) {
        let _ = writeln!(text, "\n| exit status | |\n|---|---|");
        for (code, meaning) in page.exit_codes() {
            let _ = writeln!(text, "| {code} | {meaning} |");
        }
        let lines: Vec<String> = page.examples.iter().map(|(line, does)| format!("# {does}\n{line}\n")).collect();
        // The review needs a terminal; the test of this page gives it one.
        let kind = if matches!(name, "" | "adjudicate") { "sh screen" } else { "sh" };
        let _ = writeln!(text, "\n```{kind}\n{}```\n", lines.concat());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_manual_page_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("man1");
        run(Some(&target)).unwrap();
        let mut names: Vec<String> =
            std::fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names.len(), pages::PAGES.len(), "{names:?}");
        for name in names {
            let text = std::fs::read_to_string(target.join(&name)).unwrap();
            for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "\"EXIT STATUS\"", "EXAMPLES", "ENVIRONMENT", "FILES"] {
                let heading = format!(".SH {section}");
                assert!(text.contains(&heading) || text.contains(&heading.replace('"', "")), "{name} lacks {section}");
            }
            assert_eq!(text.matches(".ds Aq").count(), 2, "{name}: one preamble");
            assert!(text.contains(".TH \"SAIDBY") && text.contains("\n.SH SYNOPSIS\nsaidby "), "{name}");
            // Only pages that exist are referred to.
            for (at, _) in text.match_indices("saidby\\-") {
                let rest: String = text[at + 8..].chars().take_while(|c| c.is_ascii_lowercase()).collect();
                assert!(pages::of(&rest).is_some() || rest.is_empty(), "{name} refers to saidby-{rest}");
            }
        }
    }

    #[test]
    fn nothing_in_a_page_is_taken_for_a_request() {
        assert_eq!(escaped(".SH x"), "\\&.SH x");
        assert_eq!(escaped("a\\b 'c' --d"), "a\\eb \\(aqc\\(aq \\-\\-d");
    }
}
