//! Checks the README and docs/ against the program: generated tables, links, anchors, file names.
//!
//! `SAIDBY_WRITE_README=1 cargo test --test readme` rewrites the generated parts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::PathBuf;

use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every page that people read, with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    for folder in ["", "docs", "training", "crates/saidby-engine", "crates/saidby-engine/model"] {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        paths.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "md")));
    }
    paths.sort();
    let read = |path: PathBuf| (path.clone(), fs::read_to_string(path).unwrap());
    paths.into_iter().map(read).collect()
}

/// The generated part of a page is what the program says; with `SAIDBY_WRITE_README` set, it is rewritten.
fn assert_generated(page: &str, before_mark: &str, after_mark: &str, generated: &str) {
    let path = root().join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(before_mark).expect("the page marks the start of its generated part");
    let (written, after) = rest.split_once(after_mark).expect("the page marks the end of its generated part");
    if std::env::var_os("SAIDBY_WRITE_README").is_some() {
        // Other tests read the pages at the same time: they find the old page or the new one, never a part of one.
        let new = path.with_extension("new");
        fs::write(&new, format!("{before}{before_mark}{generated}{after_mark}{after}")).unwrap();
        fs::rename(&new, &path).unwrap();
    } else {
        assert!(written == generated, "{page} is out of date; rewrite it with SAIDBY_WRITE_README=1 cargo test --test readme");
    }
}

#[test]
fn the_key_table_is_the_command_tables() {
    let keys = saidby::tui::command::markdown();
    assert_generated("docs/keys.md", "<!-- keys: what `saidby keys` prints -->\n", "<!-- /keys -->", &keys);
}

#[test]
fn the_reference_is_the_help_of_every_command() {
    let reference = saidby::cli::reference();
    assert_generated("docs/cli.md", "<!-- commands: made from the help of every command -->\n", "<!-- /commands -->", &reference);
}

#[test]
fn the_readme_counts_formats_and_themes() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let read = saidby::interchange::Format::ALL.into_iter().filter(|format| format.is_read()).count();
    let formats = format!("Exports {} formats and imports {read} of them", saidby::interchange::Format::ALL.len());
    assert!(readme.contains(&formats), "README.md: {formats}");
    let themes = format!("{} [themes]", saidby::tui::theme::EMBEDDED.len());
    assert!(readme.contains(&themes), "README.md: {themes}");
}

/// The anchors that a page offers: its headings, spelled as web interfaces for git spell them.
fn anchors(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut anchors: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        let Some(heading) = line.strip_prefix('#').filter(|_| !fenced) else { continue };
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        let slug =
            heading.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
        let earlier = anchors.iter().filter(|anchor| **anchor == slug).count();
        anchors.push(if earlier == 0 { slug } else { format!("{slug}-{earlier}") });
    }
    anchors
}

/// The targets of links and pictures in a page, outside code.
fn links(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut prose = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced && !line.starts_with("    ") {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    let code = Regex::new(r"`[^`\n]*`").unwrap();
    let link = Regex::new(r"\]\(\s*([^)\s]+)\s*\)").unwrap();
    link.captures_iter(&code.replace_all(&prose, "code")).map(|found| found[1].to_owned()).collect()
}

#[test]
fn every_relative_link_leads_to_a_file_and_a_heading() {
    let (mut seen, mut broken) = (0, Vec::new());
    for (page, text) in pages() {
        let name = page.strip_prefix(root()).unwrap().display().to_string();
        for target in links(&text).into_iter().filter(|target| !target.contains("://") && !target.starts_with("mailto:")) {
            seen += 1;
            let (file, anchor) = target.split_once('#').map_or((target.as_str(), None), |(file, anchor)| (file, Some(anchor)));
            let path = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            if !path.exists() {
                broken.push(format!("{name}: {target}: no such file"));
            } else if let Some(anchor) = anchor
                && !anchors(&fs::read_to_string(&path).unwrap()).iter().any(|known| known == anchor)
            {
                broken.push(format!("{name}: {target}: no such heading"));
            }
        }
    }
    assert!(seen > 5, "only {seen} links found");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn links_and_anchors_are_read_as_a_browser_reads_them() {
    let page = "# A `b` and *C*!\n## A b and C\n```\n# not a heading\n[x](y)\n```\nsee [d](e.md#f) and `[g](h)`\n";
    assert_eq!(anchors(page), ["a-b-and-c", "a-b-and-c-1"]);
    assert_eq!(links(page), ["e.md#f"]);
}

#[test]
fn every_dependency_is_justified() {
    let names = |lines: &str| -> Vec<String> {
        lines.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
    };
    let (mut ours, mut tests) = (Vec::new(), Vec::new());
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path().join("Cargo.toml"));
    for manifest in crates.chain([root().join("Cargo.toml")]) {
        let manifest = fs::read_to_string(manifest).unwrap();
        let section = |name: &str| {
            let after = manifest.split_once(&format!("\n[{name}]\n")).map_or("", |(_, after)| after);
            names(after.split("\n[").next().unwrap_or_default())
        };
        ours.extend(section("dependencies").into_iter().filter(|name| !name.starts_with("saidby-")));
        tests.extend(section("dev-dependencies"));
    }
    let text = fs::read_to_string(root().join("DEPENDENCIES.md")).unwrap();
    let rows: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next()).skip(1).collect();
    let mut told: Vec<String> = rows.iter().flat_map(|row| row.split(", ")).map(str::to_owned).collect();
    told.sort();
    ours.sort();
    ours.dedup();
    assert_eq!(told, ours, "the table and Cargo.toml differ");
    for name in tests {
        assert!(text.contains(&name), "DEPENDENCIES.md does not name {name}");
    }
}

/// Files of the repository that a page names in its text are there.
#[test]
fn files_named_in_a_page_exist() {
    let files = Regex::new(
        r"(?:samples|tests|benches|examples|themes|fuzz|src|crates|training)/[\w./-]+\.(?:rs|txt|md|html|ron|svg|py|tsv|bin)\b",
    )
    .unwrap();
    let (mut seen, mut missing) = (0, Vec::new());
    for (page, text) in pages() {
        let beside = page.parent().unwrap();
        for found in files.find_iter(&text).map(|found| found.as_str()) {
            seen += 1;
            // Sidecars are made by the reader; a crate's own pages name its files from its own folder.
            let there = [root().join(found), beside.join(found), beside.join("..").join(found)].iter().any(|path| path.exists());
            if !there && !found.ends_with(".claims.ron") && !found.contains("NAME") {
                missing.push(format!("{}: {found}", page.display()));
            }
        }
    }
    assert!(seen > 10, "only {seen} files named");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
