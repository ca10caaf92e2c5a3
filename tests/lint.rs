//! `saidby lint` as users run it, its documentation, and the samples that show every rule.
//!
//! `SAIDBY_WRITE_README=1 cargo test --test lint` rewrites the pages of the rules, and `SAIDBY_WRITE_SAMPLES=1` the
//! sidecars of samples/lint/.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "lint/configuration.rs"]
mod configuration;
#[path = "lint/formats.rs"]
mod formats;
#[path = "lint/sample.rs"]
mod sample;
#[path = "lint/sarif.rs"]
mod sarif;
#[path = "lint/schema.rs"]
mod schema;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use saidby::lint::{About, RULES};
use serde_json::Value;
use tempfile::TempDir;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in `folder`, without the user's settings.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("saidby").unwrap();
    command.current_dir(folder).env("XDG_CONFIG_HOME", folder.join("no-settings")).env("COLUMNS", "200");
    command.env_remove("NO_COLOR").args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A folder with the samples.
fn samples() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(root().join("samples/lint")).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}

fn findings(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = run(folder, &[&["lint", "--format", "jsonl", "--fail-on", "never"], arguments].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
    out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_sidecars_of_the_samples_are_current() {
    for (path, text) in sample::sidecars(&root()) {
        if std::env::var_os("SAIDBY_WRITE_SAMPLES").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{}", path.display());
    }
}

#[test]
fn the_samples_show_every_rule() {
    let folder = samples();
    let found = findings(folder.path(), &["."]);
    let seen: BTreeSet<&str> = found.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    let all: BTreeSet<&str> = RULES.iter().map(|rule| rule.about().id).collect();
    assert_eq!(seen, all);
    let output = run(folder.path(), &["lint", "--format", "concise", "."]);
    assert_eq!(code(&output), 1, "an error is a failure");
    insta::assert_snapshot!(out(&output));
}

#[test]
fn what_is_allowed_is_listed_when_asked_for() {
    let folder = samples();
    let concise = |more: &[&str]| {
        let arguments = [&["lint", "--format", "concise", "--select", "anonymous.opinion"][..], more, &["."]].concat();
        out(&run(folder.path(), &arguments))
    };
    assert_eq!(concise(&[]), "");
    let listed = concise(&["--allowed"]);
    assert!(listed.contains(" allowed anonymous.opinion ") && listed.contains("before the whole crew"), "{listed}");
    let found = findings(folder.path(), &["--select", "anonymous.opinion", "."]);
    assert_eq!(found[0]["allowed"], "the remark was made in public, before the whole crew");
    let strict = ["lint", "--select", "anonymous.opinion", "--fail-on", "suggestion", "."];
    assert_eq!(code(&run(folder.path(), &strict)), 0, "an allowed finding is no failure");
}

#[test]
fn an_article_with_two_reviews_is_checked_once() {
    let folder = samples();
    let sidecar = folder.path().join("night-ferry.txt.claims.ron");
    let alone = findings(folder.path(), &["night-ferry.txt"]);
    let text = fs::read_to_string(&sidecar).unwrap();
    fs::write(folder.path().join("night-ferry.txt.jk.claims.ron"), &text).unwrap();
    assert_eq!(findings(folder.path(), &["night-ferry.txt"]), alone);
    assert_eq!(findings(folder.path(), &["night-ferry.txt.claims.ron", "night-ferry.txt.jk.claims.ron"]), alone);
    let table = out(&run(folder.path(), &["lint", "--statistics", "--fail-on", "never", "."]));
    assert!(table.ends_with("2 articles checked\n"), "{table}");
    // What only one of the two has is reported too, and an allowance of either is enough.
    let (before, _) = text.split_once("    allow: [\n").unwrap();
    let other = before.replacen("decision: Confirmed", "decision: Rejected", 1).replacen("to: Confirmed", "to: Rejected", 1);
    fs::write(folder.path().join("night-ferry.txt.jk.claims.ron"), format!("{other})\n")).unwrap();
    assert_eq!(findings(folder.path(), &["night-ferry.txt"]), alone);
}

#[test]
fn places_are_those_of_the_file() {
    let folder = samples();
    for finding in findings(folder.path(), &["night-ferry.txt"]) {
        let text = fs::read_to_string(folder.path().join("night-ferry.txt")).unwrap();
        let at = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
        let words: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), finding["text"].as_str().unwrap());
        let line = text.lines().nth(at("line") - 1).unwrap();
        let from_column: String = line.chars().skip(at("column") - 1).collect();
        assert!(from_column.starts_with(words.lines().next().unwrap()), "{finding}");
    }
}

#[test]
fn exit_codes_follow_the_levels() {
    let folder = samples();
    let status = |arguments: &[&str]| code(&run(folder.path(), &[&["lint"], arguments].concat()));
    assert_eq!(status(&["night-ferry.txt"]), 1);
    assert_eq!(status(&["--ignore", "anonymous.bare,attribution.missing", "night-ferry.txt"]), 0);
    assert_eq!(status(&["--ignore", "anonymous.bare,attribution.missing", "--fail-on", "warning", "night-ferry.txt"]), 1);
    assert_eq!(status(&["--select", "sourcing.single", "--fail-on", "suggestion", "ferry-price.txt"]), 1);
    assert_eq!(status(&["--fail-on", "never", "night-ferry.txt"]), 0);
    assert_eq!(status(&["--fail-on", "never", "gone.txt"]), 1, "an input that cannot be read");
    assert_eq!(status(&["--select", "no.such", "night-ferry.txt"]), 2);
    assert_eq!(status(&[]), 2);
    assert_eq!(status(&["--explain", "anonymous.bare"]), 0);
    assert_eq!(status(&["--explain", "anonymous.bar"]), 2);
}

#[test]
fn an_article_without_a_review_needs_suggestions() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Weir shut\n\nThe weir will stay shut until May, a source said on Monday.\n").unwrap();
    let output = run(folder.path(), &["lint", "a.txt"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("a.txt: no sidecar; review it first, or use --suggestions"), "{}", err(&output));
    let found = findings(folder.path(), &["--suggestions", "--engine", "fast", "a.txt"]);
    let bare = found.iter().find(|finding| finding["rule"] == "anonymous.bare").unwrap();
    assert!(bare["basis"].as_str().unwrap().starts_with("engine "), "{bare}");
}

#[test]
fn mistyped_rules_are_named_with_the_nearest() {
    let folder = samples();
    for (arguments, expected) in [
        (["--select", "anonymus.bare"], "no rule or group `anonymus.bare`; did you mean `anonymous.bare`?"),
        (["--ignore", "sourcng"], "no rule or group `sourcng`; did you mean `sourcing`?"),
        (["--explain", "attribution.fra"], "no rule `attribution.fra`; did you mean `attribution.far`?"),
    ] {
        let output = run(folder.path(), &[&["lint"], &arguments[..], &["night-ferry.txt"]].concat());
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains(expected), "{}", err(&output));
    }
    let group = run(folder.path(), &["lint", "--explain", "sourcing"]);
    let expected = "`sourcing` is a group; choose one of its rules: sourcing.circular, sourcing.single";
    assert!(code(&group) == 2 && err(&group).contains(expected), "{}", err(&group));
}

#[test]
fn every_record_of_a_stream_has_one_line_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Weir shut\n\nThe weir will stay shut until May, a source said on Monday.\n";
    let lines: Vec<String> = (0..40)
        .map(|n| match n % 4 {
            1 => "not json".to_owned(),
            2 => serde_json::json!({"id": n, "text": "   "}).to_string(),
            _ => serde_json::json!({"id": n, "text": text}).to_string(),
        })
        .collect();
    fs::write(folder.path().join("a.jsonl"), lines.join("\n")).unwrap();
    let stream =
        |more: &[&str]| run(folder.path(), &[&["lint", "--from", "jsonl", "--engine", "fast", "a.jsonl"], more].concat());
    let output = stream(&[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 40);
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!(answer["n"], n);
        match n % 4 {
            1 => assert_eq!(answer["error"]["code"], "bad_json"),
            2 => assert_eq!((&answer["error"]["code"], &answer["id"]), (&Value::from("empty_text"), &Value::from(n))),
            _ => {
                assert_eq!(answer["id"], n);
                let findings = answer["findings"].as_array().unwrap();
                let finding = findings.iter().find(|found| found["rule"] == "anonymous.bare").unwrap();
                assert_eq!((&finding["text"], finding.get("path")), (&Value::from("a source"), None));
                let start = usize::try_from(finding["start"].as_u64().unwrap()).unwrap();
                assert_eq!(text.chars().skip(start).take(8).collect::<String>(), "a source");
            }
        }
    }
    assert!(stream(&["--jobs", "1"]).stdout == output.stdout);
    assert_eq!(code(&stream(&["--fail-on", "warning"])), 1);
    assert_eq!(code(&stream(&["--format", "sarif"])), 2);
    assert_eq!(code(&run(folder.path(), &["lint", "--from", "jsonl", "gone.jsonl"])), 1);
    assert_eq!(code(&run(folder.path(), &["lint", "--across", "a.jsonl"])), 2);
}

#[test]
fn records_that_go_back_to_one_outlet_are_named_at_the_end_of_a_stream() {
    let folder = tempfile::tempdir().unwrap();
    let record = |publisher: &str, intro: &str| {
        let text = format!("{intro}\n\nThe harbour board will sell the old night ferry in May, Reuters reported on Monday.\n");
        serde_json::json!({"id": publisher, "text": text, "publisher": publisher}).to_string()
    };
    let lines = ["Harbour Post", "Evening Tide", "Radio Weir"].map(|name| record(name, "Rain fell on the quay all night."));
    fs::write(folder.path().join("a.jsonl"), lines.join("\n")).unwrap();
    let arguments = ["lint", "--from", "jsonl", "--engine", "fast", "--across", "a.jsonl"];
    let output = run(folder.path(), &arguments);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 4);
    let finding = &answers[3]["across"][0];
    assert_eq!(
        (&finding["rule"], &finding["id"], &finding["n"]),
        (&"sourcing.circular".into(), &"Evening Tide".into(), &1.into()),
        "the first by its id, in whatever order they come"
    );
    let others: Vec<&Value> = finding["related"].as_array().unwrap().iter().map(|related| &related["id"]).collect();
    assert_eq!(others, ["Harbour Post", "Radio Weir"]);
    assert_eq!(finding["chains"][1], serde_json::json!(["Harbour Post", "Reuters"]));
}

#[test]
fn records_that_cite_each_other_are_named_at_the_end_of_a_stream() {
    let folder = tempfile::tempdir().unwrap();
    let record = |publisher: &str, cited: &str| {
        let text = format!(
            "Rain fell on the quay all night.\n\nThe harbour board will sell the old night ferry in May, {cited} reported on Monday.\n"
        );
        serde_json::json!({"id": publisher, "text": text, "publisher": publisher}).to_string()
    };
    let lines = [record("The Guardian", "Reuters"), record("Reuters", "the Guardian")];
    fs::write(folder.path().join("a.jsonl"), lines.join("\n")).unwrap();
    let output = run(folder.path(), &["lint", "--from", "jsonl", "--engine", "fast", "--across", "a.jsonl"]);
    let last: Value = serde_json::from_str(out(&output).lines().last().unwrap()).unwrap();
    let finding = &last["across"][0];
    let expected = "the articles cite each other for this: The Guardian cites Reuters cites The Guardian";
    assert_eq!((finding["message"].as_str(), finding["id"].as_str()), (Some(expected), Some("The Guardian")), "{last}");
    assert_eq!(finding["related"][0]["id"], "Reuters");
}

#[test]
fn allowing_all_accepts_what_there_is_and_reports_what_is_new() {
    let folder = samples();
    let lint = |more: &[&str]| run(folder.path(), &[&["lint"], more, &["night-ferry.txt"]].concat());
    assert_eq!(code(&lint(&["--allow-all", "  "])), 2, "without a reason");
    assert_eq!(code(&lint(&[])), 1);
    let output = lint(&["--allow-all", "published before the rules"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("findings allowed in 1 article"), "{}", err(&output));
    let rules: BTreeSet<String> = findings(folder.path(), &["night-ferry.txt"])
        .iter()
        .filter(|finding| finding["allowed"].is_null())
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(rules, BTreeSet::from(["allow.unused".to_owned()]), "a left-over allowance is not allowed by another");
    assert_eq!(code(&lint(&[])), 0);
    // The next ones say that nothing is open.
    let again = lint(&["--allow-all", "published before the rules"]);
    assert!(err(&again).contains("0 findings allowed in 0 articles"), "{}", err(&again));
    // A new article gets a sidecar; its own findings are new.
    fs::write(folder.path().join("new.txt"), "Weir shut\n\nThe weir will stay shut until May, a source said on Monday.\n")
        .unwrap();
    let fresh =
        |more: &[&str]| run(folder.path(), &[&["lint", "--suggestions", "--engine", "fast"], more, &["new.txt"]].concat());
    assert_eq!(code(&fresh(&["--fail-on", "warning"])), 1);
    assert_eq!(code(&fresh(&["--allow-all", "published before the rules"])), 0);
    assert_eq!(code(&fresh(&["--fail-on", "warning"])), 0);
    assert_eq!(code(&run(folder.path(), &["lint", "--fail-on", "warning", "new.txt"])), 0, "nor without suggestions");
}

#[test]
fn allowing_all_writes_into_every_review_that_gives_cause() {
    let folder = samples();
    let (own, others) = (folder.path().join("night-ferry.txt.claims.ron"), folder.path().join("night-ferry.txt.jk.claims.ron"));
    let text = fs::read_to_string(&own).unwrap();
    let (open, _) = text.split_once("    allow: [\n").unwrap();
    // Each of the two rejected a claim that the other one confirmed: those of the unnamed source and of the board's official.
    let rejecting = |claim: usize| {
        let mut parts = open.split("decision: Confirmed");
        let first = parts.next().unwrap().to_owned();
        let decision = |(at, part): (usize, &str)| {
            if at != claim {
                return format!("decision: Confirmed{part}");
            }
            format!("decision: Rejected{}", part.replacen("to: Confirmed", "to: Rejected", 1))
        };
        first + &parts.enumerate().map(decision).collect::<String>() + ")\n"
    };
    fs::write(&own, rejecting(2)).unwrap();
    fs::write(&others, rejecting(4)).unwrap();
    let (mine, theirs) =
        (findings(folder.path(), &[own.to_str().unwrap()]), findings(folder.path(), &[others.to_str().unwrap()]));
    let only = |one: &[Value], other: &[Value]| one.iter().any(|finding| !other.contains(finding));
    assert!(only(&mine, &theirs) && only(&theirs, &mine), "each has a finding of its own");
    let all = findings(folder.path(), &["night-ferry.txt"]).len();
    let output = run(folder.path(), &["lint", "--allow-all", "published before the rules", "night-ferry.txt"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains(&format!("{all} findings allowed in 1 article")), "{}", err(&output));
    for path in ["night-ferry.txt", "night-ferry.txt.claims.ron", "night-ferry.txt.jk.claims.ron"] {
        let left: Vec<Value> = findings(folder.path(), &[path]).into_iter().filter(|found| found["allowed"].is_null()).collect();
        assert_eq!(left, Vec::<Value>::new(), "{path}");
    }
}

#[test]
fn allowances_travel_as_json() {
    let folder = samples();
    let exported = out(&run(folder.path(), &["export", "--format", "jsonl", "night-ferry.txt"]));
    let allowances = |folder: &Path| -> Vec<Value> {
        let all = findings(folder, &["night-ferry.txt"]);
        all.into_iter().filter(|finding| !finding["allowed"].is_null()).collect()
    };
    let before = allowances(folder.path());
    assert!(!before.is_empty());
    let other = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("night-ferry.txt"), other.path().join("night-ferry.txt")).unwrap();
    fs::write(other.path().join("night-ferry.jsonl"), exported).unwrap();
    let imported = run(other.path(), &["import", "--format", "jsonl", "night-ferry.jsonl"]);
    assert_eq!(code(&imported), 0, "{}", err(&imported));
    let reasons = |found: &[Value]| -> Vec<(Value, Value)> {
        found.iter().map(|finding| (finding["rule"].clone(), finding["allowed"].clone())).collect()
    };
    assert_eq!(reasons(&allowances(other.path())), reasons(&before));
}

#[test]
fn findings_are_counted_in_reports_and_statistics() {
    let folder = samples();
    let report = |format: &str| out(&run(folder.path(), &["report", "--format", format, "night-ferry.txt"]));
    for text in [report("md"), report("html")] {
        assert!(text.contains("House rules") && text.contains("errors") && text.contains("allowed"), "{text}");
    }
    let counts = out(&run(folder.path(), &["stats", "night-ferry.txt"]));
    let found = findings(folder.path(), &["night-ferry.txt"]);
    assert!(counts.contains(&format!("{:<20} {:>6}", "house rules", found.len())), "{counts}");
    let json: Value = serde_json::from_str(&out(&run(folder.path(), &["stats", "--format", "json", "night-ferry.txt"]))).unwrap();
    let level = |level: &str| found.iter().filter(|finding| finding["allowed"].is_null() && finding["level"] == level).count();
    assert_eq!(json["house_rules"]["errors"], level("error"));
    assert_eq!(json["house_rules"]["warnings"], level("warning"));
    assert_eq!(json["house_rules"]["allowed"], found.iter().filter(|finding| !finding["allowed"].is_null()).count());
}

#[test]
fn reports_and_statistics_count_what_lint_finds() {
    let folder = samples();
    let json = |arguments: &[&str]| -> Value {
        let output = run(folder.path(), &[&["stats", "--format", "json"], arguments].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        serde_json::from_str::<Value>(&out(&output)).unwrap()["house_rules"].clone()
    };
    let counted = |found: &[Value]| {
        let open = |level: &str| found.iter().filter(|it| it["allowed"].is_null() && it["level"] == level).count();
        let allowed = found.iter().filter(|it| !it["allowed"].is_null()).count();
        let [errors, warnings, suggestions] = ["error", "warning", "suggestion"].map(open);
        serde_json::json!({"errors": errors, "warnings": warnings, "suggestions": suggestions, "allowed": allowed})
    };
    // The second review rejects the first claim: what both give cause for is one finding.
    let sidecar = fs::read_to_string(folder.path().join("night-ferry.txt.claims.ron")).unwrap();
    let (before, _) = sidecar.split_once("    allow: [\n").unwrap();
    let other = before.replacen("decision: Confirmed", "decision: Rejected", 1).replacen("to: Confirmed", "to: Rejected", 1);
    fs::write(folder.path().join("night-ferry.txt.jk.claims.ron"), format!("{other})\n")).unwrap();
    let reviewed = counted(&findings(folder.path(), &["night-ferry.txt"]));
    assert!(reviewed["warnings"].as_u64() > Some(0) && reviewed["allowed"].as_u64() > Some(0), "{reviewed}");
    assert_eq!(json(&["night-ferry.txt"]), reviewed);
    let csv = out(&run(folder.path(), &["stats", "--format", "csv", "night-ferry.txt"]));
    let columns = csv.lines().next().unwrap().split(',').count();
    for (name, count) in reviewed.as_object().unwrap() {
        let line = csv.lines().find(|line| line.starts_with(&format!("house rules,{name},"))).unwrap();
        assert!(line.ends_with(&format!(",{count}")) && line.split(',').count() == columns, "{line}");
    }
    let page = out(&run(folder.path(), &["stats", "--format", "html", "night-ferry.txt"]));
    assert!(page.contains(&format!("<title>Warnings: {} findings</title>", reviewed["warnings"])), "{page}");

    // Claims that nobody reviewed count where that is asked for.
    fs::copy(folder.path().join("night-ferry.txt"), folder.path().join("new.txt")).unwrap();
    let engine = ["--suggestions", "--engine", "fast", "new.txt"];
    let suggested = counted(&findings(folder.path(), &engine));
    assert!(suggested["suggestions"].as_u64() > Some(0), "{suggested}");
    assert_eq!(json(&engine), suggested);
    let record = serde_json::json!({"id": 1, "text": fs::read_to_string(folder.path().join("new.txt")).unwrap()});
    fs::write(folder.path().join("new.jsonl"), record.to_string()).unwrap();
    assert_eq!(json(&["--suggestions", "--engine", "fast", "--from", "jsonl", "new.jsonl"]), suggested);
    let report = |arguments: &[&str]| out(&run(folder.path(), &[&["report", "--format", "md"], arguments].concat()));
    for (name, count) in suggested.as_object().unwrap().iter().filter(|(_, count)| count.as_u64() > Some(0)) {
        assert!(report(&engine).contains(&format!("| {name} | {count} |")), "{name} {count}: {}", report(&engine));
    }
    let ron = out(&run(folder.path(), &["extract", "--engine", "fast", "--format", "ron", "new.txt"]));
    fs::write(folder.path().join("new.txt.claims.ron"), ron).unwrap();
    let (seen, asked) = (counted(&findings(folder.path(), &["new.txt"])), counted(&findings(folder.path(), &engine)));
    assert_ne!(seen, asked);
    assert_eq!((json(&["new.txt"]), json(&engine)), (seen.clone(), asked.clone()));
    let section = |text: &str| text.split_once("House rules").map(|(_, rules)| rules.to_owned()).unwrap_or_default();
    let holds = |text: &str, figures: &Value| {
        let rows = figures.as_object().unwrap().iter();
        rows.filter(|(_, count)| count.as_u64() > Some(0)).all(|(name, count)| text.contains(&format!("| {name} | {count} |")))
    };
    assert!(holds(&section(&report(&["new.txt"])), &seen) && !holds(&section(&report(&["new.txt"])), &asked));
    assert!(holds(&section(&report(&engine)), &asked), "{}", report(&engine));
}

/// The page of a rule.
fn page(about: &About) -> String {
    format!("# {}\n\n{}\n[All rules](../lint.md#rules) · [Configuration](../house-rules.md)\n", about.id, about.markdown())
}

#[test]
fn every_rule_has_its_page_and_its_row() {
    let folder = root().join("docs/rules");
    let write = std::env::var_os("SAIDBY_WRITE_README").is_some();
    let pages: BTreeSet<(String, String)> =
        RULES.iter().map(|rule| rule.about()).map(|about| (format!("{}.md", about.id), page(about))).collect();
    if write {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let written: BTreeSet<(String, String)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(written == pages, "docs/rules/ is out of date; rewrite it with SAIDBY_WRITE_README=1 cargo test --test lint");
    let (start, end) = ("<!-- rules: what `saidby lint --rules` knows -->\n", "<!-- /rules -->");
    let path = root().join("docs/lint.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(start).unwrap();
    let (table, after) = rest.split_once(end).unwrap();
    let row = |about: &About| format!("| [{id}](rules/{id}.md) | {} | {} |\n", about.level, about.what, id = about.id);
    let rows: String = RULES.iter().map(|rule| row(rule.about())).collect();
    let generated = format!("\n| rule | level | |\n|---|---|---|\n{rows}\n");
    if write {
        fs::write(&path, format!("{before}{start}{generated}{end}{after}")).unwrap();
    } else {
        assert!(table == generated, "docs/lint.md is out of date; rewrite it with SAIDBY_WRITE_README=1 cargo test --test lint");
    }
}

#[test]
fn the_example_of_a_configuration_is_valid() {
    let text = fs::read_to_string(root().join("docs/house-rules.md")).unwrap();
    let examples: Vec<&str> = text.split("```ron\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(examples.len() >= 2, "{}", examples.len());
    for example in examples {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("known.txt"), "Bo Ek\n").unwrap();
        let path = folder.path().join("saidby.lint.ron");
        fs::write(&path, example).unwrap();
        let config = saidby::lint::Config::read(&path).unwrap_or_else(|error| panic!("{error}")).unwrap();
        assert_ne!(config.house, saidby::lint::House::default(), "{example}");
    }
}
