//! `saidby export` and `saidby import`: files, folders, exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;

const ARTICLE: &str = "\u{feff}Ferry 👩‍🚀 stops over cracked hull\r\n\r\n“The hull is cracked,” harbour master Ana Diaz said on Monday.\r\n\r\n\
    Diaz told the Port Vell Herald that the ferry would not sail before May.\r\n";
const FORMATS: &[&str] =
    &["jsonl", "w3c", "brat", "citron", "prodigy", "doccano", "label-studio", "webanno", "csv", "tsv", "conll", "gold"];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("saidby").unwrap();
    command.current_dir(folder).env("SAIDBY_ANNOTATOR", "tester").stdin(Stdio::null()).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with a reviewed article (its first claim confirmed) and one without a review.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    fs::write(folder.path().join("b.txt"), ARTICLE).unwrap();
    let ron = out(&run(folder.path(), &["extract", "--engine", "fast", "--format", "ron", "a.txt"]));
    let decided = ron.replacen(
        "suggestion:",
        "decision: Confirmed,\n            by: \"mw\",\n            at: \"2026-01-02T03:04:05Z\",\n            suggestion:",
        1,
    );
    assert_ne!(ron, decided);
    fs::write(folder.path().join("a.txt.claims.ron"), decided).unwrap();
    folder
}

#[test]
fn every_format_goes_out_and_comes_back_as_another_annotators_review() {
    let folder = folder();
    let before = out(&run(folder.path(), &["export", "--format", "jsonl", "a.txt"]));
    for format in FORMATS {
        let exported = run(folder.path(), &["export", "--format", format, "a.txt"]);
        assert_eq!((exported.status.code(), err(&exported).as_str()), (Some(0), ""), "{format}");
        let file = folder.path().join("a.export");
        fs::write(&file, &exported.stdout).unwrap();
        let annotator = format!("x{}", format.replace('-', ""));
        let imported = run(folder.path(), &["import", "--format", format, "--annotator", &annotator, "a.export"]);
        assert_eq!(imported.status.code(), Some(0), "{format}: {}", err(&imported));
        let sound = run(folder.path(), &["check", &format!("a.txt.{annotator}.claims.ron")]);
        assert_eq!((sound.status.code(), out(&sound).as_str()), (Some(0), ""), "{format}: {}", err(&sound));
        if !matches!(*format, "csv" | "tsv") {
            let after = out(&run(folder.path(), &["export", "--format", "jsonl", "--annotator", &annotator, "a.txt"]));
            let claims = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["claims"].clone();
            assert_eq!(claims(&after), claims(&before), "{format}");
        }
        fs::remove_file(folder.path().join(format!("a.txt.{annotator}.claims.ron"))).unwrap();
    }
}

#[test]
fn a_folder_holds_all_that_a_format_needs() {
    let folder = folder();
    let output = run(folder.path(), &["export", "--format", "brat", "--output", "made", "a.txt"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), ""), "{}", err(&output));
    let read = |name: &str| fs::read_to_string(folder.path().join("made").join(name)).unwrap();
    let text: Vec<char> = read("a.txt").chars().collect();
    assert!(!text.contains(&'\r') && !text.contains(&'\u{feff}') && read("annotation.conf").contains("[events]"));
    for line in read("a.ann").lines().filter(|line| line.starts_with('T')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let ends: Vec<usize> = fields[1].split(' ').skip(1).map(|end| end.parse().unwrap()).collect();
        assert_eq!(text[ends[0]..ends[1]].iter().collect::<String>(), fields[2]);
    }
    // Into the article's own folder nothing is written over it.
    let output = run(folder.path(), &["export", "--format", "brat", "--output", ".", "--force", "a.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("refusing to overwrite the article") && !folder.path().join("a.ann").exists(),
        "{}",
        err(&output)
    );
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), ARTICLE);
}

#[test]
fn another_file_is_replaced_only_by_force() {
    let folder = folder();
    let made = folder.path().join("made/a.txt.jsonl");
    fs::create_dir(folder.path().join("made")).unwrap();
    fs::write(&made, "mine").unwrap();
    let output = run(folder.path(), &["export", "--format", "jsonl", "--output", "made", "a.txt"]);
    assert_eq!((output.status.code(), fs::read_to_string(&made).unwrap().as_str()), (Some(1), "mine"));
    assert!(err(&output).contains("--force"), "{}", err(&output));
    for _ in 0..2 {
        let output = run(folder.path(), &["export", "--format", "jsonl", "--output", "made", "--force", "a.txt"]);
        assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
    }
    assert!(fs::read_to_string(&made).unwrap().starts_with('{'));
}

#[test]
fn usage_is_told_and_is_2() {
    let folder = folder();
    for (arguments, told) in [
        (&["export", "--format", "w3c", "."][..], "--output DIR"),
        (&["import", "--format", "markdown", "a.md"], "export-only"),
        (&["export", "--format", "xml", "a.txt"], "label-studio"),
        (&["export", "--format", "csv", "--decided", "--suggestions", "a.txt"], "cannot be used with"),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err(&output).contains(told), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn without_a_sidecar_only_suggestions_are_written() {
    let folder = folder();
    let output = run(folder.path(), &["export", "--format", "jsonl", "."]);
    assert_eq!((output.status.code(), out(&output).lines().count()), (Some(1), 1));
    assert!(err(&output).contains("b.txt: no sidecar; review it first"), "{}", err(&output));
    let output = run(folder.path(), &["export", "--format", "label-studio", "--suggestions", "--engine", "fast", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let tasks: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(tasks.as_array().unwrap().len(), 2);
    assert!(tasks[1]["predictions"][0]["result"].as_array().is_some_and(|result| !result.is_empty()));
    let output = run(folder.path(), &["export", "--format", "claimreview", "a.txt"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), "[]\n"));
}

#[test]
fn what_does_not_fit_is_told_with_its_line_and_the_rest_is_taken_in() {
    let folder = folder();
    let exported = out(&run(folder.path(), &["export", "--format", "gold", "a.txt"]));
    let broken = exported.replacen("said", "sang", 1);
    assert_ne!(exported, broken);
    fs::write(folder.path().join("a.gold.json"), &broken).unwrap();
    let arguments = ["import", "--format", "gold", "--annotator", "jk", "a.gold.json"];
    let dry = run(folder.path(), &[&arguments[..], &["--dry-run"]].concat());
    assert!(err(&dry).contains("nothing written"), "{}", err(&dry));
    let sidecar = folder.path().join("a.txt.jk.claims.ron");
    assert!(!sidecar.exists());
    let output = run(folder.path(), &arguments);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
    assert!(err(&output).contains("a.gold.json:") && err(&output).contains("“sang”"), "{}", err(&output));
    assert!(fs::read_to_string(&sidecar).unwrap().contains("told"));
    // A second time nothing changes, not even the file.
    let before = fs::read(&sidecar).unwrap();
    run(folder.path(), &arguments);
    assert_eq!(fs::read(&sidecar).unwrap(), before);
}
