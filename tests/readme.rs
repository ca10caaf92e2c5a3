//! What the README says of the program is what the program says of itself.
//!
//! `SAIDBY_WRITE_README=1 cargo test --test readme` puts the key table in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

const BEFORE_KEYS: &str = "<!-- keys: what `saidby keys` prints -->\n";
const AFTER_KEYS: &str = "<!-- /keys -->";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

#[test]
fn the_key_table_is_the_command_tables() {
    let keys = saidby::tui::command::markdown();
    let text = readme();
    let (before, rest) = text.split_once(BEFORE_KEYS).expect("the README marks where the keys begin");
    let (written, after) = rest.split_once(AFTER_KEYS).expect("the README marks where the keys end");
    if std::env::var_os("SAIDBY_WRITE_README").is_some() {
        fs::write(root().join("README.md"), format!("{before}{BEFORE_KEYS}{keys}{AFTER_KEYS}{after}")).unwrap();
    } else {
        assert!(written == keys, "the README's keys are old; write them with SAIDBY_WRITE_README=1");
    }
}

#[test]
fn every_dependency_is_justified() {
    let names = |lines: &str| -> Vec<String> {
        lines.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
    };
    let (mut ours, mut tests) = (Vec::new(), Vec::new());
    for manifest in ["Cargo.toml", "crates/saidby-engine/Cargo.toml"] {
        let manifest = fs::read_to_string(root().join(manifest)).unwrap();
        let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap();
        let (used, rest) = dependencies.split_once("\n[dev-dependencies]\n").unwrap();
        let (tested_with, _) = rest.split_once("\n[").unwrap();
        ours.extend(names(used).into_iter().filter(|name| name != "saidby-engine"));
        tests.extend(names(tested_with));
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

#[test]
fn what_the_readme_points_to_is_there() {
    let text = readme();
    let links = Regex::new(r"\]\(([^)#]+)\)").unwrap();
    for target in links.captures_iter(&text).map(|found| found[1].to_owned()).filter(|target| !target.starts_with("http")) {
        assert!(root().join(&target).exists(), "the README points to {target}");
    }
    let files = Regex::new(r"(?:samples|tests|benches|examples|themes)/[\w./-]+\.\w+").unwrap();
    let named: Vec<&str> = files.find_iter(&text).map(|found| found.as_str()).collect();
    assert!(named.len() > 2, "only {named:?}");
    for target in named {
        assert!(root().join(target).exists() || Path::new(target).ends_with("claims.ron"), "the README names {target}");
    }
}
