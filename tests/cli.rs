//! The program that others call: every subcommand, its output and its exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;
use tempfile::TempDir;

const ARTICLE: &str = "Ferry stops over cracked hull\n\n“The hull is cracked,” harbour master Ana Diaz said on Monday.\n\n\
    Diaz told the Port Vell Herald that the ferry would not sail before May.\n";

fn saidby(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("saidby").unwrap();
    command.current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    saidby(folder).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with two articles, a page, and what must be passed over.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("b.txt", ARTICLE);
    put("a.txt", &ARTICLE.replace('\n', "\r\n"));
    put("sub/c.md", &format!("# {ARTICLE}"));
    put(".hidden/x.txt", ARTICLE);
    put("notes.pdf", "%PDF-");
    folder
}

/// The sidecar of `a.txt`, its first claim confirmed.
fn reviewed(folder: &Path) -> String {
    let ron = out(&run(folder, &["extract", "--engine", "fast", "--format", "ron", "a.txt"]));
    let decided = ron.replacen(
        "suggestion:",
        "decision: Confirmed,\n            by: \"mw\",\n            at: \"2026-01-02T03:04:05Z\",\n            suggestion:",
        1,
    );
    assert_ne!(ron, decided);
    fs::write(folder.join("a.txt.claims.ron"), &decided).unwrap();
    decided
}

#[test]
fn jsonl_is_one_object_an_article_in_the_order_of_the_input() {
    let folder = folder();
    let output = run(folder.path(), &["extract", "--engine", "fast", "--format", "jsonl", "--jobs", "3", "b.txt", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let objects: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<&str> = objects.iter().map(|object| object["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["b.txt", "a.txt", "b.txt", "sub/c.md"]);
    for object in &objects {
        let claim = &object["claims"][0];
        assert_eq!(claim["speaker"], "Ana Diaz");
        assert_eq!(claim["kind"], "direct");
        assert!(object["speakers"].as_array().unwrap().iter().any(|speaker| speaker["name"] == claim["speaker"]));
    }
    // CR LF counts two in the file, so everything after the headline stands two further.
    let start = |object: &Value| object["claims"][0]["content"][0][0].as_u64().unwrap();
    assert_eq!(start(&objects[1]), start(&objects[2]) + 2);
    assert!(objects[3]["text"].as_str().unwrap().starts_with("Ferry stops"));
}

#[test]
fn every_format_of_extract() {
    let folder = folder();
    let extract = |format: &str| out(&run(folder.path(), &["extract", "--engine", "fast", "--format", format, "a.txt", "b.txt"]));
    let array: Value = serde_json::from_str(&extract("json")).unwrap();
    assert_eq!(array.as_array().unwrap().len(), 2);
    assert!(extract("csv").starts_with("id,article,paragraph,start,end,claim_text,"));
    assert_eq!(extract("csv").matches(",a.txt,").count(), array[0]["claims"].as_array().unwrap().len());
    assert!(extract("ron").starts_with("(\n    version: 1,\n") && !extract("ron").contains("decision"));
    let table = extract("table");
    assert!(table.contains("a.txt  Ferry stops over cracked hull\n") && table.contains("Ana Diaz"), "{table}");
    assert!(!table.contains('\u{1b}'));
}

#[test]
fn a_least_score_leaves_claims_out() {
    let folder = folder();
    let count = |least: &str| {
        let output = run(folder.path(), &["extract", "--engine", "fast", "--format", "jsonl", "--min-score", least, "a.txt"]);
        let object: Value = serde_json::from_str(out(&output).trim()).unwrap();
        object["claims"].as_array().unwrap().len()
    };
    assert!(count("0") > 0);
    assert_eq!(count("1"), 0);
}

#[test]
fn a_scope_says_how_many_claims_it_hides() {
    let folder = folder();
    let text = "Ferry row\n\n“We are ready,” Ana Diaz said.\n\nThe ferry is expected to be the busiest in the bay by autumn.\n\n\
        Last spring the council approved a wider budget for the port.\n";
    fs::write(folder.path().join("row.txt"), text).unwrap();
    let extract = |more: &[&str]| {
        let arguments = [&["extract", "--format", "json", "row.txt"], more].concat();
        let value: Value = serde_json::from_str(&out(&run(folder.path(), &arguments))).unwrap();
        (value[0]["claims"].as_array().unwrap().len() as u64, value[0]["hidden"].as_u64().unwrap())
    };
    let (shown, hidden) = extract(&[]);
    let (all, none) = extract(&["--scope", "all"]);
    assert_eq!((shown, none), (1, 0));
    assert!(hidden > 0 && shown + hidden == all, "{shown} and {hidden} of {all}");
    assert_eq!(extract(&["--min-score", "0.42"]), (all, 0));
    let table = out(&run(folder.path(), &["extract", "row.txt"]));
    assert!(table.contains("with --scope all"), "{table}");
    assert_eq!(run(folder.path(), &["extract", "--scope", "some", "row.txt"]).status.code(), Some(2));
}

#[test]
fn a_bad_file_is_named_and_the_rest_is_done() {
    let folder = folder();
    fs::write(folder.path().join("aa.txt"), b"\0\0\0\0\0").unwrap();
    fs::write(folder.path().join("ab\u{1b}[2J.txt"), "").unwrap();
    let output = run(folder.path(), &["extract", "--engine", "fast", "--format", "jsonl", ".", "none.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).lines().count(), 3);
    let errors = err(&output);
    assert!(errors.contains("aa.txt: this is binary data") && errors.contains("none.txt: "), "{errors}");
    assert!(errors.contains("ab␛[2J.txt: there is no text in this file") && !errors.contains('\u{1b}'), "{errors}");
}

#[test]
fn standard_input_and_a_closed_pipe() {
    use std::io::Write;
    let folder = folder();
    let mut child = saidby(folder.path())
        .args(["extract", "--engine", "fast", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(ARTICLE.as_bytes()).unwrap();
    let object: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(object["path"], "-");

    let many = vec!["b.txt"; 300];
    let mut child = saidby(folder.path())
        .args(["extract", "--engine", "fast", "--format", "json"])
        .args(&many)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn a_device_is_refused() {
    let output = run(folder().path(), &["extract", "/dev/zero"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("not a regular file"));
}

#[test]
fn wrong_usage_is_2_and_help_is_0() {
    let folder = folder();
    for arguments in
        [&["extract"][..], &["extract", "--min-score", "7", "a.txt"], &["extract", "--engine", "magic", "a.txt"], &["--nonsense"]]
    {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(out(&output).is_empty());
    }
    for arguments in [&["--help"][..], &["--version"], &["extract", "--help"]] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(!out(&output).is_empty() && err(&output).is_empty());
    }
}

#[test]
fn check_names_every_problem() {
    let folder = folder();
    let sound = reviewed(folder.path());
    let output = run(folder.path(), &["check", "."]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), ""), "{}", err(&output));
    assert!(err(&output).contains("b.txt: no sidecar"));

    let side = folder.path().join("a.txt.claims.ron");
    fs::write(&side, sound.replacen("text: \"said", "text: \"sang", 1).replacen("speaker: \"s-", "speaker: \"s-x", 1)).unwrap();
    let output = run(folder.path(), &["check", "a.txt.claims.ron"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).lines().count(), 2, "{}", out(&output));
    assert!(out(&output).contains("not \"sang") && out(&output).contains("who is not in the list"));

    fs::write(&side, sound.replacen("engine:", "engin:", 1)).unwrap();
    let output = run(folder.path(), &["check", "a.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("a.txt.claims.ron:"), "{}", out(&output));
}

#[test]
fn export_gives_the_reviewers_values() {
    let folder = folder();
    reviewed(folder.path());
    let all: Value = serde_json::from_str(out(&run(folder.path(), &["export", "--format", "jsonl", "a.txt"])).trim()).unwrap();
    let first = &all["claims"][0];
    assert_eq!(
        (&first["decision"], &first["by"], &first["at"]),
        (&"confirmed".into(), &"mw".into(), &"2026-01-02T03:04:05Z".into())
    );
    assert_eq!(all["claims"][1]["decision"], "unreviewed");
    assert_eq!(all["annotator"], "");

    let output = run(folder.path(), &["export", "--format", "jsonl", "--decided", "--output", "made/here", "a.txt"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), ""));
    let written = fs::read_to_string(folder.path().join("made/here/a.txt.jsonl")).unwrap();
    let decided: Value = serde_json::from_str(written.trim()).unwrap();
    assert_eq!(decided["claims"].as_array().unwrap().len(), 1);
}

#[test]
fn check_keeps_the_order_of_many_articles() {
    let root = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..600).map(|n| format!("a{n:03}.txt")).collect();
    for name in &names {
        fs::write(root.path().join(name), "“No,” Ana Diaz said.").unwrap();
        fs::write(root.path().join(format!("{name}.claims.ron")), "(broken").unwrap();
    }
    let checked = Command::cargo_bin("saidby").unwrap().current_dir(root.path()).args(["check", "."]).output().unwrap();
    assert_eq!(checked.status.code(), Some(1));
    let out = String::from_utf8(checked.stdout).unwrap();
    let found: Vec<&str> = out.lines().filter_map(|line| line.split_once(".claims.ron:").map(|(name, _)| name)).collect();
    assert_eq!(found, names);
}

#[test]
fn stats_counts_decisions() {
    let folder = folder();
    reviewed(folder.path());
    let text = out(&run(folder.path(), &["stats", "a.txt"]));
    let line = |name: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_default();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("confirmed"), "confirmed 1");
    assert_eq!(line("unreviewed"), "unreviewed 1");
    assert!(line("confirmed untouched").ends_with("100% (1 of 1)"), "{text}");
    assert!(line("Ana Diaz").ends_with("words, 2 claims"), "{text}");
    let ascii = out(&saidby(folder.path()).args(["stats", "a.txt"]).env("LC_ALL", "C").env("COLUMNS", "60").output().unwrap());
    assert!(ascii.is_ascii() && ascii.lines().all(|line| line.len() <= 60), "{ascii}");
    let json: Value = serde_json::from_str(&out(&run(folder.path(), &["stats", "--format", "json", "a.txt"]))).unwrap();
    assert_eq!((&json["confirmed"], &json["speakers"][0]["name"]), (&Value::from(1), &Value::from("Ana Diaz")));
    assert_eq!(json["engine"]["content"]["of"], 1);
}

#[test]
fn quotations_are_looked_up_in_transcripts() {
    let folder = folder();
    reviewed(folder.path());
    fs::write(folder.path().join("speech.txt"), "ANA DIAZ: Friends. The hull was cracked, and it will stay so.\r\n").unwrap();
    fs::write(folder.path().join("bad.txt"), b"\0\0\0\0").unwrap();
    let output = run(folder.path(), &["compare", "a.txt", "speech.txt", "bad.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("bad.txt: this is binary data"), "{}", err(&output));
    let text = out(&output);
    assert!(
        text.contains("changed 0.75  (claim 1, Ana Diaz)\n  The hull [-was-] {+is+} cracked\n  speech.txt: line 1 (ANA DIAZ)\n"),
        "{text}"
    );
    assert!(text.ends_with("1 quotation: 0 exact, 1 changed, 0 stitched, 0 other speaker, 0 not found\n\n"), "{text}");
    let json: Value =
        serde_json::from_str(&out(&run(folder.path(), &["compare", "--format", "json", "a.txt", "speech.txt"]))).unwrap();
    let found = &json["quotations"][0];
    assert_eq!((&found["verdict"], &found["places"][0]["at"]), (&Value::from("changed"), &serde_json::json!([19, 39])));
    assert_eq!(found["speaker"], "Ana Diaz");
    let output = run(folder.path(), &["compare", "a.txt", "none.txt"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
    // Without a sidecar, the engine says what is a claim.
    let output = run(folder.path(), &["compare", "--engine", "fast", "b.txt", "speech.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).starts_with("b.txt\n") && out(&output).contains("claim 1, Ana Diaz"));
}

#[test]
fn reports_are_whole_files_or_none() {
    let folder = folder();
    reviewed(folder.path());
    let page = out(&run(folder.path(), &["report", "a.txt"]));
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n") && page.contains("confirmed by mw, 2026-01-02"));
    assert!(page.contains("<h2>Share of words by speaker</h2>"), "{page}");
    let text = out(&run(folder.path(), &["report", "--format", "md", "a.txt"]));
    assert!(text.starts_with("# Ferry stops over cracked hull\n") && text.contains("### Claim 1\n"));
    let output = run(folder.path(), &["report", "b.txt"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
    assert!(err(&output).contains("b.txt: no sidecar; review the article first"), "{}", err(&output));
    let output =
        run(folder.path(), &["report", "--output", "made", "--suggestions", "--engine", "fast", "a.txt", "b.txt", "none.txt"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
    for name in ["a.txt.html", "b.txt.html"] {
        assert!(fs::read_to_string(folder.path().join("made").join(name)).unwrap().ends_with("</html>\n"));
    }
    assert_eq!(fs::read_dir(folder.path().join("made")).unwrap().count(), 2);
    let output = run(folder.path(), &["report", "a.txt", "b.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("use --output DIR"), "{}", err(&output));
}

#[test]
fn an_annotator_picks_a_sidecar() {
    let folder = folder();
    let sidecar = reviewed(folder.path());
    fs::write(folder.path().join("a.txt.mw.claims.ron"), sidecar).unwrap();
    let lines = |arguments: &[&str]| out(&run(folder.path(), arguments)).lines().count();
    assert_eq!(lines(&["export", "--format", "jsonl", "a.txt"]), 2);
    let mine = out(&run(folder.path(), &["export", "--format", "jsonl", "--annotator", "mw", "a.txt"]));
    assert_eq!(mine.lines().count(), 1);
    assert!(mine.contains("\"annotator\": \"mw\""));
}

#[test]
fn keys_themes_completions_and_manual() {
    let folder = folder();
    let keys = out(&run(folder.path(), &["keys"]));
    assert!(keys.contains("| confirm |"), "{keys}");
    let themes = out(&run(folder.path(), &["themes"]));
    assert!(themes.lines().count() >= 6 && themes.contains("\nlight "), "{themes}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(out(&run(folder.path(), &["completions", shell])).contains("extract"), "{shell}");
    }
    let manual = out(&run(folder.path(), &["man"]));
    assert!(manual.starts_with(".ie") && manual.contains("saidby\\-extract"), "{manual}");
    assert_eq!(run(folder.path(), &["man", "--output", "man1"]).status.code(), Some(0));
    let extract = fs::read_to_string(folder.path().join("man1/saidby-extract.1")).unwrap();
    assert!(extract.contains("min\\-score") && extract.contains(".SH EXIT STATUS"), "{extract}");
}

#[test]
fn an_empty_or_mistyped_place_is_an_error_in_every_command() {
    let folder = folder();
    reviewed(folder.path());
    fs::create_dir(folder.path().join("empty")).unwrap();
    let commands: [&[&str]; 8] = [
        &[],
        &["extract", "--engine", "fast"],
        &["check"],
        &["stats"],
        &["agree"],
        &["export", "--format", "csv"],
        &["report", "--format", "md"],
        &["adjudicate"],
    ];
    for command in commands {
        for (place, told) in [("empty", "empty: no articles"), ("missing/", "missing/: No such file")] {
            let output = run(folder.path(), &[command, &[place]].concat());
            assert_eq!(output.status.code(), Some(1), "{command:?} {place}: {}", err(&output));
            assert!(err(&output).contains(told), "{command:?} {place}: {}", err(&output));
        }
    }
    for command in ["check", "stats"] {
        let output = run(folder.path(), &[command, "--sidecar-dir", "nowhere", "a.txt"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(err(&output).contains("nowhere: no such folder; check --sidecar-dir"), "{}", err(&output));
        let output = run(folder.path(), &[command, "--annotator", "nobody", "."]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(err(&output).contains("no sidecar of nobody found"), "{}", err(&output));
    }
}

#[test]
fn a_mistyped_command_is_wrong_usage() {
    let folder = folder();
    for (typed, told) in [(&["exprot", "a.txt"][..], "did you mean `export`?"), (&["help"], "use `saidby --help`")] {
        let output = run(folder.path(), typed);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{typed:?}");
        assert!(err(&output).contains(told), "{}", err(&output));
    }
}

#[test]
fn help_says_what_confirming_means_and_what_exit_codes_mean() {
    let folder = folder();
    let help = out(&run(folder.path(), &["--help"])).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("confirming a claim means \"this person said this\", never \"this is true\""), "{help}");
    for command in ["merge", "agree", "adjudicate", "extract", "man"] {
        let help = out(&run(folder.path(), &[command, "--help"]));
        assert!(help.contains("Exit status:\n  0  ") && help.contains("Examples:\n  saidby "), "{help}");
    }
    assert!(out(&run(folder.path(), &["merge", "--help"])).contains("git config merge.saidby.driver"));
}

#[test]
fn nothing_is_written_beside_the_articles() {
    let folder = folder();
    let list = || {
        let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = list();
    for arguments in
        [&["extract", "--engine", "fast", "."][..], &["check", "."], &["stats", "."], &["export", "--format", "csv", "."]]
    {
        run(folder.path(), arguments);
    }
    assert_eq!(list(), before);
}

/// Two reviews of an article of our own: km changed a speaker, rejected a claim and left one undecided.
fn two_reviews(folder: &Path) -> String {
    let article = "Weir to close\n\n“The weir is safe,” Ana Roth said on Monday.\n\nBo Lind said that the gate leaks.\n\n\
        Cy Orr said that repairs begin in May.\n\nDee Moor told the Valley Post that nobody had asked the fishers.\n";
    fs::write(folder.join("weir.txt"), article).unwrap();
    let ron = out(&run(folder, &["extract", "--engine", "fast", "--format", "ron", "weir.txt"]));
    let parts: Vec<&str> = ron.split("            suggestion:").collect();
    assert_eq!(parts.len(), 5, "{ron}");
    let review = |by: &str, decisions: [Option<&str>; 4]| {
        let mut text = parts[0].to_owned();
        for (part, decision) in parts[1..].iter().zip(decisions) {
            if let Some(decision) = decision {
                text += &format!(
                    "            decision: {decision},\n            by: \"{by}\",\n            at: \"2026-01-02T03:04:05Z\",\n"
                );
            }
            text += "            suggestion:";
            text += part;
        }
        text
    };
    fs::write(folder.join("weir.txt.mw.claims.ron"), review("mw", [Some("Confirmed"); 4])).unwrap();
    let km = review("km", [Some("Confirmed"), Some("Corrected"), Some("Rejected"), None]);
    let at = km.find("that the gate leaks").unwrap();
    let after = at + km[at..].find("            prefix:").unwrap();
    fs::write(
        folder.join("weir.txt.km.claims.ron"),
        format!("{}            correction: (speaker: \"s-ana-roth\"),\n{}", &km[..after], &km[after..]),
    )
    .unwrap();
    article.to_owned()
}

#[test]
fn agree_says_how_far_two_annotators_agree_and_where_they_differ() {
    let folder = tempfile::tempdir().unwrap();
    two_reviews(folder.path());
    let check = run(folder.path(), &["check", "weir.txt"]);
    assert_eq!(check.status.code(), Some(0), "{}", out(&check));
    let before = fs::read(folder.path().join("weir.txt.km.claims.ron")).unwrap();
    let output = run(folder.path(), &["agree", "weir.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let table = out(&output);
    assert!(
        table.starts_with("annotators  km, mw\narticles    1\nclaims      4 (1 not reviewed by everyone, excluded)"),
        "{table}"
    );
    assert!(table.contains("disagreements (2)") && table.contains("weir.txt:5"), "{table}");
    assert!(table.contains("Ana Roth") && table.contains("Bo Lind") && table.contains("rejected"), "{table}");
    assert_eq!(fs::read(folder.path().join("weir.txt.km.claims.ron")).unwrap(), before);

    let output = run(folder.path(), &["agree", "--format", "json", "--annotator", "mw,km", "."]);
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((json["claims"].as_u64(), json["undecided"].as_u64()), (Some(4), Some(1)));
    let field = |name: &str| json["fields"].as_array().unwrap().iter().find(|field| field["field"] == name).unwrap().clone();
    // mw marks three of the decided claims, km two: 2 · 2 / 5.
    assert_eq!(field("content")["strict"], 0.8);
    assert_eq!((field("speaker")["agree"].as_f64(), field("speaker")["claims"].as_u64()), (Some(0.5), Some(2)));
    assert!(field("content")["alpha"].is_f64() && field("content")["kappa"].is_f64());
    assert_eq!(field("content")["pairs"][0]["annotators"], serde_json::json!(["km", "mw"]));
    let first = &json["disagreements"][0];
    assert_eq!((first["line"].as_u64(), first["field"].as_str()), (Some(5), Some("speaker")));
    assert_eq!(first["values"], serde_json::json!({"km": "Ana Roth", "mw": "Bo Lind"}));
    assert_eq!(json["disagreements"][1]["values"], serde_json::json!({"km": "rejected", "mw": "confirmed"}));
}

#[test]
fn agree_goes_on_without_a_broken_sidecar_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    two_reviews(folder.path());
    fs::write(folder.path().join("weir.txt.jo.claims.ron"), "(\n    version: 1,\n    artcle: (),\n)\n").unwrap();
    let output = run(folder.path(), &["agree", "weir.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("weir.txt.jo.claims.ron:3:"), "{}", err(&output));
    assert!(out(&output).starts_with("annotators  km, mw\n"), "{}", out(&output));

    let alone = run(folder.path(), &["agree", "--annotator", "mw", "weir.txt"]);
    assert_eq!(alone.status.code(), Some(1));
    assert!(err(&alone).contains("only one review") && err(&alone).contains("nothing to compare"), "{}", err(&alone));
    assert_eq!(run(folder.path(), &["agree"]).status.code(), Some(2));
}

#[test]
fn adjudicate_never_takes_a_reviewers_own_sidecar_for_the_outcome() {
    let folder = tempfile::tempdir().unwrap();
    two_reviews(folder.path());
    let files = || -> Vec<Vec<u8>> {
        ["mw", "km"].map(|name| fs::read(folder.path().join(format!("weir.txt.{name}.claims.ron"))).unwrap()).to_vec()
    };
    let before = files();
    let output = run(folder.path(), &["adjudicate", "--annotator", "mw", "weir.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("weir.txt.mw.claims.ron: this is an annotator's own review"), "{}", err(&output));
    let alone = run(folder.path(), &["adjudicate", "--from", "mw", "weir.txt"]);
    assert_eq!(alone.status.code(), Some(1));
    assert!(err(&alone).contains("needs two reviews of the article, and 1 can be read"), "{}", err(&alone));
    fs::write(folder.path().join("weir.txt.km.claims.ron"), "(\n    version: 1,\n    artcle: (),\n)\n").unwrap();
    let broken = run(folder.path(), &["adjudicate", "weir.txt"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(err(&broken).contains("weir.txt.km.claims.ron:3:"), "{}", err(&broken));
    assert_eq!(files()[0], before[0]);
    assert!(!folder.path().join("weir.txt.gold.claims.ron").exists());
}
