//! Rules of the project that the compiler does not check: layers, access to the terminal, files and the clock, the length
//! of files, and wording.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/wording.rs"]
mod wording;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files under `folder`, sorted; the folder itself where it is a file; nothing where it is missing.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flat_map(|entry| files_under(&entry.unwrap().path())).collect();
    files.sort();
    files
}

/// The path below `base`, with `/` on every system.
fn relative(path: &Path, base: &Path) -> String {
    path.strip_prefix(base).unwrap().to_string_lossy().replace('\\', "/")
}

/// The folders of sources: the program's and the engine's. Their rooms form one house.
fn source_folders() -> [PathBuf; 2] {
    [root().join("src"), root().join("crates/saidby-engine/src")]
}

#[test]
fn imports_go_down_only() {
    let mut seen = 0;
    let mut broken = Vec::new();
    for src in source_folders() {
        let sources: Vec<PathBuf> =
            files_under(&src).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")).collect();
        assert!(sources.len() > 10, "only {} sources found under {}", sources.len(), src.display());
        for path in &sources {
            let file = relative(path, &src);
            let text = fs::read_to_string(path).unwrap();
            seen += source::paths(&file, &text).len();
            broken.extend(rules::violations(&file, &text));
        }
    }
    assert!(seen > 100, "only {seen} paths read: the reader of sources is broken");
    assert!(broken.is_empty(), "the layering is broken in {} places:\n{}", broken.len(), broken.join("\n"));
}

/// The files of a crate with their text.
fn sources(src: &Path) -> Vec<(String, String)> {
    let rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    let files = files_under(src).into_iter().filter(rust);
    files.map(|path| (relative(&path, src), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn no_files_need_each_other() {
    let mut broken = Vec::new();
    for src in source_folders() {
        let arrows = circles::arrows(&sources(&src));
        assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 100, "the reader of sources is broken");
        broken.extend(circles::circles(&arrows).into_iter().map(|circle| circle.join(", ")));
    }
    assert!(broken.is_empty(), "these files need each other:\n{}", broken.join("\n"));
}

#[test]
fn imports_inside_a_room_go_down_only() {
    let mut broken = Vec::new();
    for src in source_folders() {
        for (file, targets) in circles::arrows(&sources(&src)) {
            broken.extend(targets.iter().filter_map(|target| rules::inner_violation(&file, target)));
        }
    }
    assert!(broken.is_empty(), "inner layers are broken in {} places:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_room_has_a_place_in_the_layering() {
    for entry in source_folders().iter().flat_map(|src| fs::read_dir(src).unwrap()) {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let room = name.trim_end_matches(".rs");
        assert!(matches!(room, "lib" | "main") || rules::rank(room).is_some(), "src/{name} has no place among the layers");
        assert!(!matches!(room, "utils" | "util" | "helpers" | "common" | "misc"), "src/{name} says nothing of what is in it");
    }
}

/// Lines that a file may have: what is longer is more than one thing.
const LONGEST: usize = 490;
/// The same of tests, which tell one story after the other.
const LONGEST_TEST: usize = 600;

#[test]
fn files_are_short() {
    let root = root();
    let mut seen = 0;
    let mut long = Vec::new();
    for path in ["src", "crates", "tests", "benches", "examples"].iter().flat_map(|folder| files_under(&root.join(folder))) {
        let file = relative(&path, &root);
        if !file.ends_with(".rs") {
            continue;
        }
        seen += 1;
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        let limit = if file.contains("tests") { LONGEST_TEST } else { LONGEST };
        if lines > limit {
            long.push(format!("{file}: {lines} lines"));
        }
    }
    assert!(seen > 300, "only {seen} files read");
    assert!(long.is_empty(), "split these files by what they are about:\n{}", long.join("\n"));
}

#[test]
fn what_users_read_is_plain_english() {
    let root = root();
    let (mut seen, mut found) = (0, Vec::new());
    for path in wording::CLEAN.iter().flat_map(|place| files_under(&root.join(place))) {
        let file = relative(&path, &root);
        if !file.ends_with(".rs") || file.contains("tests") {
            continue;
        }
        seen += 1;
        found.extend(wording::offences(&file, &fs::read_to_string(&path).unwrap()));
    }
    assert!(seen > 200, "only {seen} files read");
    assert!(found.is_empty(), "see the style rules in CONTRIBUTING.md:\n{}", found.join("\n"));
}

/// What no file of the project may hold, with what to say instead.
fn unwanted() -> Vec<(Regex, &'static str)> {
    // Spelt in pieces so that this file does not hold them itself.
    [
        (concat!(r"/(wo", r"rk|fa", r"rm|ro", r"ot)/[a-z]"), "a path of one machine"),
        (concat!(r"(?i)\bissue", r" #?\d"), "a number of a tracker"),
        (concat!(r"\bTO", r"DO\b|\bFIX", r"ME\b|\bX", r"XX\b"), "a promise instead of work"),
        (concat!(r"#\[ign", r"ore"), "a test that does not run"),
    ]
    .into_iter()
    .map(|(pattern, what)| (Regex::new(pattern).unwrap(), what))
    .collect()
}

/// The lines of `text` that hold something unwanted.
fn unwanted_lines(file: &str, text: &str) -> Vec<String> {
    let unwanted = unwanted();
    text.lines()
        .enumerate()
        .flat_map(|(index, line)| {
            unwanted
                .iter()
                .filter(move |(pattern, _)| pattern.is_match(line))
                .map(move |(_, what)| format!("{file}:{}: {what}: {}", index + 1, line.trim()))
        })
        .collect()
}

#[test]
fn no_file_holds_what_is_not_the_projects() {
    let root = root();
    let places = [
        "src",
        "crates",
        "tests",
        "benches",
        "samples",
        "themes",
        "docs",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "NOTICE",
        "Cargo.toml",
        ".ci",
        "deny.toml",
        "clippy.toml",
    ];
    let mut found = Vec::new();
    for file in places.iter().flat_map(|place| files_under(&root.join(place))) {
        // Binary files (a model) and pictures are not prose.
        if let Ok(text) = fs::read_to_string(&file) {
            found.extend(unwanted_lines(&relative(&file, &root), &text));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn unwanted_words_are_found() {
    for line in [
        concat!("see /wo", "rk/somewhere"),
        concat!("as Issue", " #12 says"),
        concat!("// TO", "DO later"),
        concat!("#[ign", "ore = \"slow\"]"),
    ] {
        assert_eq!(unwanted_lines("a.rs", line).len(), 1, "{line}");
    }
    assert_eq!(unwanted_lines("a.rs", "the work is done; the root of a word; an issue of 1,000 shares"), Vec::<String>::new());
}

/// Keys are written in the table of commands and in keymaps; everything else asks the keymap, which a user may change.
#[test]
fn keys_are_named_in_the_table_of_commands_alone() {
    const OWN: &[&str] = &["tui/key.rs", "tui/keymap.rs", "tui/command/", "tui/input_decoder/"];
    let text = Regex::new(r#""(?:[^"\\]|\\.)*""#).unwrap();
    let named = Regex::new(r"\b(Esc|Enter|Tab|Space|Backspace|PgUp|PgDn|(Ctrl|Alt|Shift)-\w+|F\d{1,2})\b").unwrap();
    let shown = Regex::new(r#"\("[^"]*"(\.(to_owned|to_string|into)\(\))?, Meaning::Key\)"#).unwrap();
    let does = Regex::new(
        r"(?:^|[ ;(])[A-Za-z!-/:-@] (accepts|adds|clears|closes|confirms|goes|keeps|opens|rejects|reloads|shows|signs|takes|undoes)\b",
    )
    .unwrap();
    let src = root().join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in files_under(&src.join("tui")).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")) {
        let file = relative(&path, &src);
        if OWN.iter().any(|own| file.starts_with(own)) || file.ends_with("tests.rs") || file.contains("/tests/") {
            continue;
        }
        seen += 1;
        let source = fs::read_to_string(&path).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let by_name = text.find_iter(line).map(|literal| literal.as_str().trim_matches('"'));
            let by_name = by_name.into_iter().any(|literal| named.is_match(literal) || does.is_match(literal));
            if by_name || shown.is_match(line) {
                wrong.push(format!("src/{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(seen > 40, "only {seen} files read");
    assert!(wrong.is_empty(), "a key is written by hand; ask the keymap for it:\n{}", wrong.join("\n"));
}
