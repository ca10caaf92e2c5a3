//! Runs every command line of README.md, docs/ and the other pages, and checks their examples of files.
//!
//! A block that begins with "```sh" is run in a folder with samples and a few articles (`commands/desk.rs`); in "```sh
//! screen" every line opens the review in a pseudo-terminal and quits it. Lines that need this repository, the network or
//! a large program (cargo, git clone, maturin, Spark) are checked for what they name; `.ci/full` runs the package and Spark.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "commands/desk.rs"]
mod desk;
#[path = "commands/fences.rs"]
mod fences;
mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fences::{Fence, fences};
use pty::Launch;
use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program under test.
fn binary() -> PathBuf {
    assert_cmd::cargo::cargo_bin!("saidby").to_owned()
}

/// The pages that people read, with their text.
fn pages() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = ["", "docs"]
        .iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    paths.sort();
    let name = |path: &Path| path.strip_prefix(root()).unwrap().display().to_string();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// `PATH` with the program under test first.
fn search_path() -> String {
    let folder = binary().parent().unwrap().display().to_string();
    format!("{folder}:{}", std::env::var("PATH").unwrap_or_default())
}

/// Whether a line needs this repository or the network and is checked for what it names only.
fn is_elsewhere(line: &str) -> bool {
    ["cargo ", "git clone ", "rustup ", ".ci/run", "SAIDBY_WRITE_", "maturin ", "pip install ", "spark-submit "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// What is wrong with a line that is not run.
fn wrong_elsewhere(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    for pair in words.windows(2) {
        let [option, name] = pair else { continue };
        let of_engine = words.windows(2).any(|pair| pair == ["-p", "saidby-engine"]);
        let folder = if of_engine { "crates/saidby-engine/" } else { "" };
        let file = match *option {
            "--example" => format!("{folder}examples/{name}.rs"),
            "--test" => format!("tests/{name}.rs"),
            "--bench" => format!("benches/{name}.rs"),
            _ => continue,
        };
        if !root().join(&file).exists() {
            return Some(format!("{file} does not exist"));
        }
    }
    let is_file = |word: &&&str| word.starts_with("examples/") || word.starts_with("crates/");
    if let Some(name) = words.iter().filter(is_file).find(|name| !root().join(name).exists()) {
        return Some(format!("{name} does not exist"));
    }
    let known =
        ["bench", "build", "check", "clippy", "deny", "doc", "fmt", "fuzz", "install", "package", "publish", "run", "test"];
    let cargo = words.iter().position(|word| *word == "cargo")?;
    let command = words.iter().skip(cargo + 1).find(|word| !word.starts_with('+'))?;
    (!known.contains(command)).then(|| format!("cargo has no command {command}"))
}

#[test]
fn every_command_line_of_the_pages_works() {
    let (mut run, mut wrong) = (0, Vec::new());
    for (page, text) in pages() {
        let blocks: Vec<Fence> = fences(&text).into_iter().filter(|block| block.kind.starts_with("sh")).collect();
        if blocks.is_empty() {
            continue;
        }
        let desk = desk::desk(&root(), &binary());
        for block in blocks {
            let place = format!("{page}:{}", block.line);
            for line in block.commands() {
                run += 1;
                let result = match block.kind.as_str() {
                    _ if is_elsewhere(line) => wrong_elsewhere(line).map_or(Ok(()), Err),
                    "sh" => in_a_shell(desk.path(), line),
                    "sh screen" => in_a_terminal(desk.path(), line),
                    other => Err(format!("unknown kind of block: {other}")),
                };
                if let Err(message) = result {
                    wrong.push(format!("{place}: {line}\n    {message}"));
                }
            }
        }
    }
    assert!(run > 40, "only {run} command lines found");
    assert!(wrong.is_empty(), "{} of {run} command lines fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// Runs a line; it must succeed.
fn in_a_shell(folder: &Path, line: &str) -> Result<(), String> {
    let output = Command::new("sh")
        .args(["-eu", "-c", line])
        .current_dir(folder)
        .env("PATH", search_path())
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env_remove("XDG_CONFIG_HOME")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    if output.status.success() { Ok(()) } else { Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr))) }
}

/// Runs a line in a terminal, waits for the review, and quits it.
fn in_a_terminal(folder: &Path, line: &str) -> Result<(), String> {
    let terminal = Launch::new("sh", folder).args(["-c", line]).variable("PATH", &search_path()).start();
    terminal.wait_for(line, |text| text.contains("Claims") || text.contains("claims"));
    terminal.send("\x1b");
    terminal.settle(std::time::Duration::from_millis(300));
    terminal.send("q");
    match terminal.exit_status() {
        0 => Ok(()),
        status => Err(format!("exit status {status}; the screen shows:\n{}", terminal.text())),
    }
}

#[test]
fn commands_are_marked_so_that_they_are_run() {
    let start = Regex::new(r"^\s*(?:\$ )?(?:saidby|cargo|git) [^\s\[]").unwrap();
    let mut unmarked = Vec::new();
    for (page, text) in pages() {
        for block in fences(&text).iter().filter(|block| !block.kind.starts_with("sh")) {
            let found =
                block.text.lines().filter(|line| start.is_match(line) && !line.contains("git config") && !line.contains("..."));
            unmarked.extend(found.map(|line| format!("{page}:{}: {line}", block.line)));
        }
        let mut fenced = false;
        for (index, line) in text.lines().enumerate() {
            fenced ^= line.trim_start().starts_with("```");
            if !fenced && line.starts_with("    ") && start.is_match(line) {
                unmarked.push(format!("{page}:{}: {line}", index + 1));
            }
        }
    }
    assert!(unmarked.is_empty(), "put these command lines into a block of kind sh:\n{}", unmarked.join("\n"));
}

#[test]
fn commands_and_options_named_in_the_text_exist() {
    let reference = saidby::cli::reference();
    let code = Regex::new(r"`([^`\n]+)`").unwrap();
    let option = Regex::new(r"(?:^|\s)(--[a-z][a-z-]+)").unwrap();
    let (mut seen, mut wrong) = (0, Vec::new());
    for (page, text) in pages() {
        for found in code.captures_iter(&text).map(|found| found[1].to_owned()) {
            if found.starts_with("cargo ") {
                seen += 1;
                wrong.extend(wrong_elsewhere(&found).map(|message| format!("{page}: {found}: {message}")));
            } else if found.starts_with("saidby ") || found.starts_with("--") {
                seen += 1;
                let unknown = option.captures_iter(&found).map(|option| option[1].to_owned());
                // Options of cargo and of Spark are named alone, too.
                let others = ["--archives", "--git", "--test", "--example", "--lib"];
                let known = |option: &str| reference.contains(option) || others.contains(&option);
                wrong
                    .extend(unknown.filter(|option| !known(option)).map(|option| format!("{page}: {found}: no option {option}")));
            }
        }
    }
    assert!(seen > 20, "only {seen} commands named");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn example_files_in_the_pages_are_valid() {
    let mut seen = Vec::new();
    for (page, text) in pages() {
        let folder = tempfile::tempdir().unwrap();
        for block in fences(&text) {
            let Some(kind) = block.kind.strip_prefix("ron ").or_else(|| block.kind.strip_prefix("text ")) else { continue };
            let place = format!("{page}:{}", block.line);
            seen.push(kind.to_owned());
            match kind {
                "settings" => {
                    let path = folder.path().join("settings.ron");
                    fs::write(&path, &block.text).unwrap();
                    let (settings, error) = saidby::disk::settings::read_from(&path);
                    assert!(error.is_none(), "{place}: {}", error.unwrap());
                    assert_ne!(settings, saidby::disk::settings::Settings::default(), "{place}");
                }
                "keymap" => assert!(saidby::tui::keymap::Keymap::patched(&block.text).is_ok(), "{place}"),
                "theme" => {
                    let own = [("mine.ron".to_owned(), block.text.clone())];
                    let (themes, errors) = saidby::tui::theme::Themes::with_own(&own);
                    assert!(errors.is_empty() && themes.named("mine").is_some(), "{place}: {errors:?}");
                }
                "article" => fs::write(folder.path().join("article.txt"), &block.text).unwrap(),
                "sidecar" => {
                    fs::write(folder.path().join("article.txt.claims.ron"), &block.text).unwrap();
                    let output =
                        Command::new(binary()).args(["check", "--verbose", "."]).current_dir(folder.path()).output().unwrap();
                    let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success() && told.contains("valid"), "{place}: {told}");
                }
                other => panic!("{place}: unknown kind of example: {other}"),
            }
        }
    }
    for kind in ["settings", "keymap", "theme", "article", "sidecar"] {
        assert!(seen.iter().any(|known| known == kind), "no example of {kind}");
    }
}
