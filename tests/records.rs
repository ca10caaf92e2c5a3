//! `saidby extract --from jsonl`: one answer per record, in order, whatever happens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::{Value, json};

fn saidby(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("saidby").unwrap();
    command.current_dir(folder).args(["extract", "--from", "jsonl"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = saidby(folder, arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feed = std::thread::spawn(move || {
        // The program may end without reading everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    output
}

fn answers(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "a line without its end");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An article with claims of its own, longer for some numbers.
fn text(n: usize) -> String {
    let one = format!(
        "“Berth {n} is closed,” harbour master Ana Diaz said on Monday.\n\nDiaz told the Port Vell Herald that ferry {n} would not sail.\n\n"
    );
    format!("Ferry {n} stops 👩\r\n\r\n{}", one.repeat(1 + n % 7))
}

fn corpus(count: usize) -> String {
    (0..count)
        .map(|n| json!({"id": format!("a{n}"), "text": text(n), "title": format!("Ferry {n}")}).to_string() + "\n")
        .collect()
}

#[test]
fn every_record_has_one_line_in_the_order_of_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(300);
    let one = run(folder.path(), &["--engine", "fast", "--jobs", "1", "-"], input.as_bytes());
    assert_eq!(one.status.code(), Some(0), "{}", err(&one));
    let found = answers(&one);
    assert_eq!(found.len(), 300);
    for (n, answer) in found.iter().enumerate() {
        assert_eq!((answer["n"].as_u64(), answer["id"].as_str()), (Some(n as u64), Some(format!("a{n}").as_str())));
        assert_eq!(
            (answer["ok"].as_bool(), answer["schema"].as_u64(), answer["lang"].as_str()),
            (Some(true), Some(1), Some("en"))
        );
        assert_eq!(answer["title"], format!("Ferry {n}"));
        let points: Vec<char> = text(n).chars().collect();
        let claim = &answer["claims"][0];
        let at = |end: usize| claim["content"][0][end].as_u64().unwrap() as usize;
        assert_eq!(points[at(0)..at(1)].iter().collect::<String>(), format!("“Berth {n} is closed,”"));
        assert_eq!(claim["speaker"], "Ana Diaz");
        assert!(answer["speakers"].as_array().unwrap().iter().any(|speaker| speaker["id"] == claim["speaker_id"]));
    }
    // Whatever the number of jobs, and by whatever way the input comes.
    fs::write(folder.path().join("corpus.jsonl"), &input).unwrap();
    fs::write(folder.path().join("list"), "corpus.jsonl\n").unwrap();
    for arguments in [["--jobs", "2", "corpus.jsonl"], ["--jobs", "7", "-"], ["--jobs", "3", "--files-from=list"]] {
        let other = run(folder.path(), &[&["--engine", "fast"], &arguments[..]].concat(), input.as_bytes());
        assert!(other.stdout == one.stdout, "{arguments:?}");
    }
}

#[test]
fn the_deep_engine_names_its_model_whatever_the_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let one = run(folder.path(), &["--jobs", "1", "-"], corpus(12).as_bytes());
    let found = answers(&one);
    assert!(
        found
            .iter()
            .all(|answer| answer["engine"] == "deep" && answer["model"].as_str().unwrap().starts_with("saidby attribution"))
    );
    assert!(found.iter().all(|answer| !answer["claims"].as_array().unwrap().is_empty()));
    assert!(run(folder.path(), &["--jobs", "3", "-"], corpus(12).as_bytes()).stdout == one.stdout);
}

#[test]
fn what_is_wrong_is_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let long = "word ".repeat(60);
    let mut input = Vec::new();
    let mut codes = Vec::new();
    let mut put = |line: &[u8], code: &'static str| {
        // Every second record is sound.
        input.extend_from_slice(json!({"id": "good", "text": text(0)}).to_string().as_bytes());
        input.push(b'\n');
        input.extend_from_slice(line);
        input.push(b'\n');
        codes.push(code);
    };
    put(b"{\"id\": 5, \"text\": \"cut", "bad_json");
    put(b"not json at all", "bad_json");
    put(b"[1, 2]", "bad_json");
    put(b"{\"id\": 6, \"text\": \"\xff\xfe\"}", "bad_json");
    put(b"{\"id\": 7}", "no_text_field");
    put(b"{\"id\": 8, \"text\": [\"a\"]}", "no_text_field");
    put(b"{\"id\": 9, \"text\": \"  \\r\\n \"}", "empty_text");
    put(b"{\"id\": 10, \"text\": \"She said no.\", \"format\": \"docx\"}", "bad_format");
    put(b"{\"id\": 11, \"text\": \"<html><body></body></html>\", \"format\": \"html\"}", "no_article");
    put(json!({"id": 12, "text": long}).to_string().as_bytes(), "too_long");
    let output = run(folder.path(), &["--engine", "fast", "--max-words", "50", "-"], &input);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let found = answers(&output);
    assert_eq!(found.len(), 2 * codes.len());
    for (pair, code) in found.chunks(2).zip(&codes) {
        assert_eq!((pair[0]["ok"].as_bool(), pair[0]["id"].as_str()), (Some(true), Some("good")));
        assert_eq!((pair[1]["ok"].as_bool(), pair[1]["error"]["code"].as_str()), (Some(false), Some(*code)), "{}", pair[1]);
        assert!(!pair[1]["error"]["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(found[9]["id"], 7, "the identity comes back where it could be read");
    let strict = run(folder.path(), &["--engine", "fast", "--max-words", "50", "--strict", "-"], &input);
    assert_eq!((strict.status.code(), strict.stdout == output.stdout), (Some(1), true));
    let sound = run(folder.path(), &["--engine", "fast", "--strict", "-"], corpus(3).as_bytes());
    assert_eq!(sound.status.code(), Some(0));
    // A file that is not there is known before anything is written.
    let missing = run(folder.path(), &["--engine", "fast", "none.jsonl"], b"");
    assert_eq!((missing.status.code(), missing.stdout.len()), (Some(1), 0));
    assert!(err(&missing).contains("none.jsonl"), "{}", err(&missing));
}

#[test]
fn other_languages_are_named_and_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let french = "« Nous sommes prêts », a déclaré la ministre lundi. Les bateaux restent au port jusqu'à la fin du mois.";
    let german =
        "„Wir sind bereit“, sagte die Hafenmeisterin am Montag. Die Fähre bleibt bis Mai im Hafen, weil der Rumpf gerissen ist.";
    let input = format!("{}\n{}\n{}", json!({"text": french}), json!({"text": german}), json!({"text": "Said no."}));
    let found = answers(&run(folder.path(), &["--engine", "fast", "-"], input.as_bytes()));
    let about = |answer: &Value| (answer["lang"].clone(), answer["skipped"].clone(), answer["engine"].clone());
    assert_eq!(about(&found[0]), (json!("fr"), json!("language"), Value::Null));
    assert_eq!(about(&found[1]), (json!("de"), json!("language"), Value::Null));
    assert_eq!(about(&found[2]), (Value::Null, Value::Null, json!("fast")));
    assert_eq!(found[2]["warnings"], json!(["language_unknown"]));
    assert!(found.iter().all(|answer| answer["ok"] == true));
    let read = answers(&run(folder.path(), &["--engine", "fast", "--any-language", "-"], input.as_bytes()));
    assert_eq!((&read[0]["engine"], &read[0]["warnings"]), (&json!("fast"), &json!(["other_language"])));
    // Of files, too, silence is explained.
    fs::write(folder.path().join("a.txt"), french).unwrap();
    let file = Command::cargo_bin("saidby")
        .unwrap()
        .current_dir(folder.path())
        .args(["extract", "--engine", "fast", "a.txt"])
        .output()
        .unwrap();
    assert!(err(&file).contains("this seems to be French; only English is supported"), "{}", err(&file));
}

#[test]
fn units_forms_and_kept_values() {
    let folder = tempfile::tempdir().unwrap();
    let text = text(3);
    let input = json!({"key": {"a": [1, 2.50]}, "body": text, "url": "https://x.example/1", "n": 3}).to_string();
    let keys = ["--engine", "fast", "--id", "key", "--text", "body"];
    let get = |more: &[&str]| answers(&run(folder.path(), &[&keys, more, &["-"]].concat(), input.as_bytes())).remove(0);
    let words = |answer: &Value| answer["claims"][0]["words"]["content"][0].as_str().unwrap().to_owned();
    let at = |answer: &Value, end: usize| answer["claims"][0]["content"][0][end].as_u64().unwrap() as usize;
    let bytes = get(&["--offsets", "bytes", "--words", "--keep", "url,none"]);
    assert_eq!(&text[at(&bytes, 0)..at(&bytes, 1)], words(&bytes));
    assert_eq!((&bytes["kept"], &bytes["id"]), (&json!({"url": "https://x.example/1"}), &json!({"a": [1, 2.5]})));
    let utf16 = get(&["--offsets", "utf16", "--words"]);
    let units: Vec<u16> = text.encode_utf16().collect();
    assert_eq!(String::from_utf16(&units[at(&utf16, 0)..at(&utf16, 1)]).unwrap(), words(&utf16));
    let lean = get(&["--lean"]);
    assert!(lean.get("speakers").is_none() && lean.get("outlets").is_none() && lean["claims"][0].get("words").is_none());
    assert_eq!(lean["claims"][0]["speaker"], "Ana Diaz");
}

#[test]
fn a_record_that_takes_too_long_is_left_to_the_fast_engine() {
    let folder = tempfile::tempdir().unwrap();
    // One paragraph without an end: the deadline counts inside it, too.
    let long = "Ferry 9 will not sail, harbour master Ana Diaz said on Monday. ".repeat(4000);
    let input = format!(
        "{}\n{}\n",
        json!({"id": "long", "text": long}),
        json!({"id": "short", "text": "“We are closed,” Ana Diaz said."})
    );
    let found = answers(&run(folder.path(), &["--timeout", "1.5", "--jobs", "1", "-"], input.as_bytes()));
    assert_eq!(
        (&found[0]["engine"], &found[0]["warnings"], &found[0]["model"]),
        (&json!("fast"), &json!(["timeout"]), &Value::Null)
    );
    assert!(found[0]["claims"].as_array().unwrap().len() > 100);
    assert_eq!((&found[1]["engine"], &found[1]["warnings"]), (&json!("deep"), &json!(["language_unknown"])));
}

#[test]
fn shards_divide_the_records_and_join_to_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(200);
    let lines = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["--engine", "fast"], arguments, &["-"]].concat(), input.as_bytes());
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let whole = lines(&[]);
    let mut parts: Vec<String> = (1..=3).flat_map(|index| lines(&["--shard", &format!("{index}/3")])).collect();
    let number = |line: &String| serde_json::from_str::<Value>(line).unwrap()["n"].as_u64();
    parts.sort_by_key(number);
    assert!(parts == whole);
    let usage = run(folder.path(), &["--shard", "4/3", "-"], b"");
    assert_eq!(usage.status.code(), Some(2));
}

#[test]
fn an_answer_comes_before_the_next_record_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = saidby(folder.path(), &["--engine", "fast", "--jobs", "3", "-"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for n in 0..20 {
        writeln!(stdin, "{}", json!({"id": n, "text": text(n)})).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], n);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

/// Ends a run from outside when it has written something, and says what it wrote.
#[cfg(unix)]
fn end_early(mut child: Child, signal: &str) -> (std::process::ExitStatus, Vec<u8>) {
    let mut stdout = child.stdout.take().unwrap();
    let mut written = vec![0; 4096];
    stdout.read_exact(&mut written).unwrap();
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    stdout.read_to_end(&mut written).unwrap();
    (child.wait().unwrap(), written)
}

#[cfg(unix)]
#[test]
fn sigterm_ends_a_run_between_two_lines_even_while_it_waits_for_input() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let mut child = saidby(folder.path(), &["--engine", "fast", "-"]).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(corpus(40).as_bytes()).unwrap();
        // The input stays open.
        let (status, written) = end_early(child, signal);
        assert_eq!(status.code(), Some(1), "{signal}");
        let text = String::from_utf8(written).unwrap();
        assert!(text.ends_with('\n') && text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
        drop(stdin);
    }
    // The deep engine in the middle of a long article is not waited for.
    fs::write(folder.path().join("long.jsonl"), corpus(6) + &json!({"id": 1, "text": text(0).repeat(20_000)}).to_string())
        .unwrap();
    let child = saidby(folder.path(), &["long.jsonl"]).spawn().unwrap();
    let begin = Instant::now();
    let (status, written) = end_early(child, "-TERM");
    assert_eq!(status.code(), Some(1));
    assert!(begin.elapsed() < Duration::from_secs(60) && written.ends_with(b"\n"));
}

#[cfg(unix)]
#[test]
fn folders_end_between_two_articles_too() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..400 {
        fs::write(folder.path().join(format!("{n}.txt")), text(n).repeat(4)).unwrap();
    }
    let mut command = Command::cargo_bin("saidby").unwrap();
    command.current_dir(folder.path()).args(["extract", "--format", "jsonl", "."]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let (status, written) = end_early(child, "-TERM");
    assert_eq!(status.code(), Some(1));
    let text = String::from_utf8(written).unwrap();
    assert!(text.ends_with('\n') && text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert!(text.lines().count() < 400);
}

#[cfg(unix)]
#[test]
fn a_killed_run_is_resumed_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut input = corpus(1500);
    input.insert_str(0, "broken\n\n");
    fs::write(at("in.jsonl"), &input).unwrap();
    let whole = run(folder.path(), &["--engine", "fast", "in.jsonl"], b"").stdout;
    let arguments = ["--engine", "fast", "--resume", "out.jsonl", "in.jsonl"];
    let mut kills = 0;
    for round in 0..200u64 {
        let mut child = saidby(folder.path(), &arguments).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(10 + round * 7 % 23));
        if child.try_wait().unwrap().is_some() {
            assert!(child.wait().unwrap().success());
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        // As if the last write had not come to its end.
        if let Ok(written) = fs::read(at("out.jsonl")) {
            fs::write(at("out.jsonl"), &written[..written.len() - written.len().min(round as usize * 13 % 97)]).unwrap();
        }
    }
    let output = run(folder.path(), &arguments, b"");
    assert!(output.status.success(), "{}", err(&output));
    assert!(kills > 1, "the run was never killed");
    assert!(fs::read(at("out.jsonl")).unwrap() == whole, "not the same after {kills} kills");
    // Done: nothing is added. Other options or another input are refused, and nothing is changed.
    assert!(run(folder.path(), &arguments, b"").status.success());
    let other = run(folder.path(), &["--engine", "fast", "--words", "--resume", "out.jsonl", "in.jsonl"], b"");
    assert_eq!(other.status.code(), Some(1));
    assert!(err(&other).contains("another engine, version or options"), "{}", err(&other));
    fs::write(at("other.jsonl"), input.replace("\"a1499\"", "\"b\"")).unwrap();
    let other = run(folder.path(), &["--engine", "fast", "--resume", "out.jsonl", "other.jsonl"], b"");
    assert!(err(&other).contains("this is another input"), "{}", err(&other));
    assert!(fs::read(at("out.jsonl")).unwrap() == whole);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = saidby(folder.path(), &["--engine", "fast", "--jobs", "2", "-"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let drain = std::thread::spawn(move || {
        let (mut line, mut count) = (Vec::new(), 0);
        while stdout.read_until(b'\n', &mut line).unwrap() > 0 {
            line.clear();
            count += 1;
        }
        count
    });
    let peak = |child: &Child| -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap().to_owned();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let part = corpus(1000);
    stdin.write_all(part.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let early = peak(&child);
    for _ in 0..9 {
        stdin.write_all(part.as_bytes()).unwrap();
    }
    let late = peak(&child);
    drop(stdin);
    assert_eq!(drain.join().unwrap(), 10_000);
    assert!(child.wait().unwrap().success());
    assert!(late < early + 5 * 1024, "{early} KiB became {late} KiB");
}

#[test]
fn progress_is_shown_when_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(10) + "broken\n";
    let quiet = run(folder.path(), &["--engine", "fast", "-"], input.as_bytes());
    assert_eq!(err(&quiet), "");
    let shown = run(folder.path(), &["--engine", "fast", "--progress", "always", "-"], input.as_bytes());
    assert!(err(&shown).starts_with("saidby: 11 records · ") && err(&shown).contains(" · 1 error · "), "{}", err(&shown));
    assert!(shown.stdout == quiet.stdout);
}

#[test]
fn records_are_not_read_as_one_article() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("saidby").unwrap();
    command.current_dir(folder.path()).args(["extract", "--engine", "fast", "--format", "jsonl", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(corpus(3).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(err(&output).contains("these are JSON Lines") && err(&output).contains("--from jsonl"), "{}", err(&output));
    // Options of records mean nothing for articles, and formats of articles nothing for records.
    for wrong in [&["extract", "--strict", "a.txt"][..], &["extract", "--from", "jsonl", "--format", "csv", "-"], &["extract"]] {
        let output =
            Command::cargo_bin("saidby").unwrap().current_dir(folder.path()).args(wrong).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn arrow_is_whole_messages_and_the_same_for_every_number_of_jobs() {
    const END: [u8; 8] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(600) + "{\"id\": 1}\n";
    for rows in ["articles", "claims"] {
        let options = ["--engine", "fast", "--format", "arrow", "--rows", rows, "--jobs"];
        let made = |jobs: &'static str| run(folder.path(), &[&options[..], &[jobs, "-"]].concat(), input.as_bytes());
        let one = made("1");
        assert_eq!(one.status.code(), Some(0), "{}", err(&one));
        assert_eq!(one.stdout, made("3").stdout);
        assert_eq!(err(&one).contains("1 record that could not be read has no row"), rows == "claims");
        // A schema, three batches of at most 256 articles, the end.
        let (mut rest, mut messages) = (one.stdout.as_slice(), 0);
        while rest != END {
            assert_eq!(rest[..4], [0xff; 4]);
            let number = |at: usize| u32::from_le_bytes(rest[at..at + 4].try_into().unwrap()) as usize;
            // The length of the body is the fourth field of the message.
            let table = 8 + number(8);
            let place = table - number(table) + 4 + 2 * 3;
            let body = number(table + usize::from(u16::from_le_bytes(rest[place..place + 2].try_into().unwrap())));
            rest = &rest[8 + number(4) + body..];
            messages += 1;
        }
        assert_eq!(messages, 4);
    }
}

#[test]
fn options_that_do_not_go_with_arrow_are_usage_errors() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, told) in [
        (&["--format", "arrow", "--resume", "out", "-"][..], "--resume needs --format jsonl"),
        (&["--rows", "claims", "-"], "--rows applies to --format arrow only"),
        (&["--format", "csv", "-"], "the output format is jsonl or arrow"),
        (&["--format", "arrow", "--reasons", "-"], "--reasons does not apply"),
    ] {
        let refused = run(folder.path(), arguments, b"");
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(err(&refused).contains(told), "{}", err(&refused));
    }
    let mut articles = Command::cargo_bin("saidby").unwrap();
    let refused = articles.current_dir(folder.path()).args(["extract", "--format", "arrow", "a.txt"]).output().unwrap();
    assert_eq!((refused.status.code(), err(&refused).contains("needs --from jsonl")), (Some(2), true));
}
