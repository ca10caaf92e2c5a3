//! `saidby stats --suggestions`: figures over articles that nobody reviewed, in four formats; and folders of any size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use assert_cmd::cargo::CommandCargoExt;
use serde_json::{Value, json};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("saidby").unwrap();
    command.current_dir(folder).env("COLUMNS", "120").env("LC_ALL", "C").args(arguments);
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(n: usize) -> String {
    format!(
        "Ferry {n} stops\n\n“Berth {n} is closed,” harbour master Ana Diaz said on Monday.\n\n\
         Diaz told the Port Vell Herald that ferry {n} would not sail.\n\n\
         A port official said that the hull of ferry {n} was cracked.\n"
    )
}

fn corpus(folder: &Path) {
    let record =
        |n: usize| json!({"id": n, "text": text(n), "publisher": "Bay Star", "date": format!("2026-11-{:02}", 1 + n % 9)});
    let mut lines: Vec<String> = (0..40).map(|n| record(n).to_string()).collect();
    lines.push("broken".to_owned());
    lines.push(
        json!({"text": "« Nous sommes prêts », a déclaré la ministre lundi. Les bateaux restent au port du village."})
            .to_string(),
    );
    fs::write(folder.join("corpus.jsonl"), lines.join("\n")).unwrap();
}

#[test]
fn a_stream_is_counted_in_every_format_whatever_the_jobs() {
    let folder = tempfile::tempdir().unwrap();
    corpus(folder.path());
    let stats = |format: &str, jobs: &str| {
        let arguments =
            ["stats", "--suggestions", "--engine", "fast", "--from", "jsonl", "--format", format, "--jobs", jobs, "corpus.jsonl"];
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        out(&output)
    };
    let value: Value = serde_json::from_str(&stats("json", "1")).unwrap();
    assert_eq!((&value["articles"], &value["failed"], &value["other_language"]), (&json!(40), &json!(1), &json!(1)));
    assert_eq!(value["days"].as_array().unwrap().len(), 9);
    let claims = value["all"]["claims"].as_u64().unwrap();
    assert!(claims >= 80, "{claims}");
    let of_days: u64 = value["days"].as_array().unwrap().iter().map(|day| day["claims"].as_u64().unwrap()).sum();
    assert_eq!((of_days, &value["publishers"][0]["claims"]), (claims, &json!(claims)));
    assert!(value["speakers"].as_array().unwrap().iter().any(|speaker| speaker["name"] == "Ana Diaz"), "{value}");
    assert!(value["speakers"].as_array().unwrap().iter().any(|speaker| speaker["anonymous"] == true));
    assert_eq!(value["cites"][0]["from"], "Bay Star");
    assert!(value["cites"][0]["to"].as_str().unwrap().contains("Port Vell Herald"));
    for format in ["json", "csv", "html", "table"] {
        assert!(stats(format, "1") == stats(format, "5"), "{format}");
    }
    let csv = stats("csv", "2");
    let columns = csv.lines().next().unwrap().split(',').count();
    assert!(csv.lines().all(|line| line.split(',').count() == columns), "{csv}");
    for group in ["all,", "speaker,Ana Diaz,", "cited,", "publisher,Bay Star,", "day,2026-11-01,", "cites,Bay Star,"] {
        assert!(csv.lines().any(|line| line.starts_with(group)), "{group}");
    }
    let page = stats("html", "2");
    assert!(page.contains("Who is quoted in 40 articles") && page.contains("Which outlet cites which"));
    assert!(stats("table", "2").contains("Named and anonymous"));
}

#[test]
fn reviews_count_before_the_engine() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), text(1)).unwrap();
    let ron = out(&run(folder.path(), &["extract", "--engine", "fast", "--format", "ron", "a.txt"]));
    let rejected = ron.replacen(
        "suggestion:",
        "decision: Rejected,\n            by: \"mw\",\n            at: \"2026-01-02T03:04:05Z\",\n            suggestion:",
        1,
    );
    let claims = |arguments: &[&str]| {
        let output =
            run(folder.path(), &[&["stats", "--format", "json", "--suggestions", "--engine", "fast"], arguments].concat());
        serde_json::from_str::<Value>(&out(&output)).unwrap()["all"]["claims"].as_u64().unwrap()
    };
    let before = claims(&["a.txt"]);
    fs::write(folder.path().join("a.txt.claims.ron"), rejected).unwrap();
    assert_eq!(claims(&["a.txt"]), before - 1);
    let page = run(folder.path(), &["stats", "--format", "html", "a.txt"]);
    assert!(page.status.success() && out(&page).contains("Who is quoted in 1 article<"));
}

#[test]
fn a_folder_is_listed_once_for_all_its_articles() {
    let folder = tempfile::tempdir().unwrap();
    let many = 20_000;
    for n in 0..many {
        fs::write(folder.path().join(format!("{n}.txt")), "“No,” Ana Diaz said.").unwrap();
    }
    let ron = out(&run(folder.path(), &["extract", "--engine", "fast", "--format", "ron", "7.txt"]));
    fs::write(folder.path().join("7.txt.claims.ron"), ron).unwrap();
    for command in [&["check", "."][..], &["stats", "."], &["export", "--format", "jsonl", "."]] {
        let begin = Instant::now();
        let output = run(folder.path(), command);
        // Listing the folder for each article took minutes.
        assert!(begin.elapsed().as_secs() < 60, "{command:?} took {:?}", begin.elapsed());
        assert_eq!(err(&output).lines().count(), many - 1, "{command:?}: one line per article without a sidecar");
    }
}

#[test]
fn a_path_without_articles_is_an_error_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for command in [
        &["extract"][..],
        &["check"],
        &["stats"],
        &["stats", "--suggestions", "--engine", "fast"],
        &["export", "--format", "csv"],
        &["report"],
        &["agree"],
    ] {
        for path in ["empty", "mistyped"] {
            let output = run(folder.path(), &[command, &[path]].concat());
            assert_eq!(output.status.code(), Some(1), "{command:?} {path}: {}", err(&output));
            assert!(err(&output).contains(path), "{command:?} {path}: {}", err(&output));
        }
    }
}
