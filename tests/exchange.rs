//! `saidby export` and `saidby import`: files, folders, exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;

const ARTICLE: &str = "\u{feff}Ferry 👩‍🚀 stops over cracked hull\r\n\r\n“The hull is cracked,” harbour master Ana Diaz said on Monday.\r\n\r\n\
    Diaz told the Port Vell Herald that the ferry would not sail before May.\r\n";
const FORMATS: &[&str] = &[
    "jsonl",
    "w3c",
    "brat",
    "citron",
    "prodigy",
    "doccano",
    "label-studio",
    "webanno",
    "cas-json",
    "csv",
    "tsv",
    "conll",
    "gold",
];

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

#[test]
fn a_review_comes_back_to_the_desks_article_and_not_beside_the_export() {
    let folder = folder();
    for (format, file) in [("brat", "out/a.ann"), ("gold", "out/a.gold.json")] {
        let output = run(folder.path(), &["export", "--format", format, "--output", "out", "a.txt"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(folder.path().join("out/a.txt").is_file(), "the copy of the text lies beside {file}");
        let output = run(folder.path(), &["import", "--format", format, "--annotator", format, file]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(folder.path().join(format!("a.txt.{format}.claims.ron")).is_file(), "{}", err(&output));
        assert!(!folder.path().join(format!("out/a.txt.{format}.claims.ron")).exists());
        fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
}

#[test]
fn what_differs_from_a_decision_is_told_and_done_as_asked() {
    let folder = folder();
    let exported = out(&run(folder.path(), &["export", "--format", "jsonl", "a.txt"]));
    let mut review: serde_json::Value = serde_json::from_str(&exported).unwrap();
    let decided = review["claims"].as_array().unwrap().iter().position(|claim| claim["decision"] == "confirmed").unwrap();
    review["claims"][decided]["speaker"] = "Cy Lund".into();
    review["claims"][decided]["decision"] = "corrected".into();
    review["claims"][decided]["by"] = "jk".into();
    fs::write(folder.path().join("changed.jsonl"), format!("{review}\n")).unwrap();
    let speaker = |name: &str| {
        let after = out(&run(folder.path(), &["export", "--format", "jsonl", name]));
        let after: serde_json::Value = serde_json::from_str(&after).unwrap();
        after["claims"][decided]["speaker"].clone()
    };
    let import = |how: &[&str]| run(folder.path(), &[&["import", "--format", "jsonl"][..], how, &["changed.jsonl"]].concat());
    let kept = import(&[]);
    let told = err(&kept);
    assert!(told.contains("mw here, jk in the file") && told.contains("kept as reviewed here"), "{told}");
    assert_ne!(speaker("a.txt"), "Cy Lund");
    let conflict = import(&["--on-decided", "conflict"]);
    assert!(err(&conflict).contains("1 in conflict"), "{}", err(&conflict));
    assert!(fs::read_to_string(folder.path().join("a.txt.claims.ron")).unwrap().contains("conflict:"));
    let taken = import(&["--on-decided", "take"]);
    assert!(err(&taken).contains("replaced"), "{}", err(&taken));
    assert_eq!(speaker("a.txt"), "Cy Lund");
}

#[test]
fn rejected_claims_are_part_of_a_line_of_json() {
    let folder = folder();
    let sidecar = folder.path().join("a.txt.claims.ron");
    let rejected = fs::read_to_string(&sidecar).unwrap().replacen("decision: Confirmed", "decision: Rejected", 1);
    fs::write(&sidecar, rejected).unwrap();
    let count = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["export"][..], arguments, &["a.txt"]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        out(&output).matches("rejected").count()
    };
    assert_eq!(count(&["--format", "jsonl"]), 1);
    assert_eq!(count(&["--format", "jsonl", "--no-rejected"]), 0);
    assert_eq!(count(&["--format", "csv"]), 0);
    assert_eq!(count(&["--format", "csv", "--rejected"]), 1);
    assert_eq!(run(folder.path(), &["export", "--format", "brat", "--bom", "a.txt"]).status.code(), Some(2));
    let table = run(folder.path(), &["export", "--format", "csv", "--bom", "a.txt"]);
    assert!(table.stdout.starts_with("\u{feff}id,article".as_bytes()));
}

#[test]
fn a_build_can_fail_on_a_wrong_quotation() {
    let folder = folder();
    let article = "Bridge row\n\n“Nobody has read the bill to the end,” Ida Green said.\n";
    fs::write(folder.path().join("c.txt"), article).unwrap();
    let vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ida Green>The bridge will pay for itself.\n\n00:05.000 --> 00:09.000\n\
        <v Tor Vik>Nobody has read the bill to the end.\n";
    fs::write(folder.path().join("talk.vtt"), vtt).unwrap();
    let compare =
        |more: &[&str]| run(folder.path(), &[&["compare", "--engine", "fast"][..], more, &["c.txt", "talk.vtt"]].concat());
    let plain = compare(&[]);
    assert_eq!(plain.status.code(), Some(0), "{}", err(&plain));
    let told = out(&plain);
    assert!(told.contains("other speaker") && told.contains("only in the turn of Tor Vik") && told.contains("00:05"), "{told}");
    assert_eq!(compare(&["--fail-on", "changed,not-found"]).status.code(), Some(0));
    assert_eq!(compare(&["--fail-on", "changed,other-speaker"]).status.code(), Some(1));
}

#[test]
fn a_page_says_what_was_left_out_and_a_text_that_it_was_encoded_twice() {
    let folder = folder();
    let page = "<!doctype html><html><head><title>Wall row</title></head><body><nav><a href=\"/\">Home</a></nav><article><h1>Wall row</h1>\
        <p>“The wall is safe,” said Ida Green, who looks after it, on Monday in the town hall of Eastwick.</p>\
        <p>Bo Finn, of the sailing club, said that it was not, and that he would prove it before the winter came.</p></article>\
        <div class=\"newsletter-signup\"><p>Sign up for the harbour letter today.</p></div></body></html>";
    fs::write(folder.path().join("p.html"), page).unwrap();
    let read = run(folder.path(), &["read", "p.html"]);
    assert!(out(&read).contains("“The wall is safe,”") && !out(&read).contains("Sign up"), "{}", out(&read));
    let left = out(&run(folder.path(), &["read", "--left-out", "p.html"]));
    assert!(left.contains(": Sign up for the harbour letter today."), "{left}");
    assert!(!left.contains("The wall is safe"), "{left}");
    let twice = "CafÃ© row\n\nâ€œWe never closed it,â€\u{9d} said RenÃ©e MÃ¸ller.\n";
    fs::write(folder.path().join("t.txt"), twice).unwrap();
    let told = run(folder.path(), &["extract", "--engine", "fast", "t.txt"]);
    assert!(err(&told).contains("encoded twice") && err(&told).contains("read --repair"), "{}", err(&told));
    let repaired = run(folder.path(), &["read", "--repair", "t.txt"]);
    assert_eq!(out(&repaired), "Café row\n\n“We never closed it,” said Renée Møller.\n");
    assert_eq!(err(&repaired), "");
}

#[test]
fn saved_pages_mail_and_captions_are_read_when_they_are_named() {
    let folder = folder();
    let mail = "From: Ida Green <ida@sound.example>\nSubject: Wall row\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
        Content-Transfer-Encoding: quoted-printable\n\n=E2=80=9CThe wall is safe,=E2=80=9D Ida Green said on Mon=\nday. Nobody asked for more, and nobody \
        came to look at it before the winter storms.\n";
    fs::write(folder.path().join("m.eml"), mail).unwrap();
    fs::write(folder.path().join("c.srt"), "1\n00:00:01,000 --> 00:00:02,000\nIda Green said that the wall is safe.\n").unwrap();
    for name in ["m.eml", "c.srt"] {
        let output = run(folder.path(), &["extract", "--engine", "fast", "--format", "jsonl", name]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let found: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        assert_eq!(found["claims"][0]["speaker"], "Ida Green", "{name}: {found}");
        assert!(found["text"].as_str().unwrap().contains("wall is safe"));
    }
    let all = out(&run(folder.path(), &["extract", "--engine", "fast", "--format", "jsonl", "."]));
    assert!(!all.contains("m.eml") && !all.contains("c.srt"), "a folder's articles are not among them");
}

#[test]
fn a_page_with_a_part_brought_in_comes_back_with_it() {
    use saidby::article::{Article, Format};
    let page = include_str!("../src/tui/screen/left_out/page.html");
    let parts = Article::left_out(page.as_bytes(), Format::Html, &[]).unwrap();
    let part = parts.iter().find(|part| part.text.contains("Tove Halle")).unwrap();
    let (desk, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let run = |folder: &std::path::Path, words: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_saidby")).args(words).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    std::fs::write(desk.path().join("ferry.html"), page).unwrap();
    std::fs::write(other.path().join("ferry.html"), page).unwrap();
    let sidecar = format!(
        "(version: 2, article: (file: \"ferry.html\", bytes: 0, blake3: \"\", restored: [\"{}\"]), engine: \"0\")",
        part.id
    );
    std::fs::write(desk.path().join("ferry.html.claims.ron"), sidecar).unwrap();
    let lines = run(desk.path(), &["extract", "--engine", "fast", "--format", "jsonl", "ferry.html"]);
    assert!(lines.contains("the fares were a scandal") && lines.contains(&part.id), "{lines}");
    std::fs::write(other.path().join("ferry.html.jsonl"), lines).unwrap();
    run(other.path(), &["import", "--format", "jsonl", "ferry.html.jsonl"]);
    let came = std::fs::read_to_string(other.path().join("ferry.html.claims.ron")).unwrap();
    assert!(came.contains(&format!("restored: [\"{}\"]", part.id)) && came.contains("the fares were a scandal"), "{came}");
    run(other.path(), &["check", "ferry.html"]);
}
