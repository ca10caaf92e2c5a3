//! What the formats look like to those who read them.

use std::fs;
use std::process::{Command, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use saidby::lint::RULES;
use serde_json::Value;

use crate::{code, findings, out, run, samples};

#[test]
fn a_table_ends_with_what_was_checked() {
    let folder = samples();
    let table = |more: &[&str]| out(&run(folder.path(), &[&["lint"], more].concat()));
    let last = |text: &str| text.lines().last().unwrap_or_default().to_owned();
    assert_eq!(last(&table(&["--select", "sourcing.single", "night-ferry.txt"])), "No findings in 1 article.");
    let all = table(&["."]);
    assert!(all.contains(" in 2 articles: ") && all.contains(" allowed."), "{all}");
    assert_eq!(last(&all), "To see why a rule exists: saidby lint --explain RULE");
    // A sidecar with nothing reviewed is not a clean bill.
    fs::write(folder.path().join("new.txt"), "Weir shut\n\nThe weir will stay shut until May, a source said on Monday.\n")
        .unwrap();
    let suggested = out(&run(folder.path(), &["extract", "--engine", "fast", "--format", "jsonl", "new.txt"]));
    fs::write(folder.path().join("new.jsonl"), suggested).unwrap();
    assert_eq!(code(&run(folder.path(), &["import", "--format", "jsonl", "--article", "new.txt", "new.jsonl"])), 0);
    let none = table(&["new.txt"]);
    assert!(none.contains("No findings in 1 article.") && last(&none).contains("not reviewed yet and not checked"), "{none}");
}

#[test]
fn nothing_of_a_finding_is_cut_however_narrow_the_table() {
    let folder = samples();
    let table = |columns: &str| {
        let mut command = Command::cargo_bin("saidby").unwrap();
        command.current_dir(folder.path()).env("XDG_CONFIG_HOME", folder.path().join("no-settings")).env("COLUMNS", columns);
        out(&command.args(["lint", "--fail-on", "never", "."]).stdin(Stdio::null()).output().unwrap())
    };
    for columns in ["80", "70", "120"] {
        let text = table(columns);
        let in_table =
            |line: &&str| line.starts_with(|c: char| c == ' ' || c.is_ascii_digit()) && !line.contains(" in 2 articles");
        let widest = text.lines().filter(in_table).map(|line| line.chars().count()).max();
        assert!(widest <= columns.parse().ok(), "{text}");
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for finding in findings(folder.path(), &["."]).iter().filter(|finding| finding["allowed"].is_null()) {
            // Other cells may be between the lines of one; every word of it is there.
            let message = finding["message"].as_str().unwrap();
            assert!(message.split_whitespace().all(|word| words.contains(word)), "{message}\n{text}");
        }
        assert!(!text.contains("anonymously…") && text.contains("\n3:62  "), "{text}");
    }
}

#[test]
fn an_explanation_fits_the_terminal() {
    let folder = samples();
    for about in RULES.iter().map(|rule| rule.about()) {
        let text = out(&run(folder.path(), &["lint", "--explain", about.id]));
        assert!(text.lines().all(|line| line.starts_with('|') || line.chars().count() <= 100), "{text}");
        let words = |text: &str| text.split_whitespace().filter(|word| *word != ">").map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&text), words(&format!("# {} {}", about.id, about.markdown())));
    }
}

#[test]
fn github_reads_one_command_per_finding_worst_first() {
    let folder = samples();
    fs::rename(folder.path().join("night-ferry.txt"), folder.path().join("50%, a.txt")).unwrap();
    let sidecar = fs::read_to_string(folder.path().join("night-ferry.txt.claims.ron")).unwrap();
    fs::write(folder.path().join("50%, a.txt.claims.ron"), sidecar).unwrap();
    let output = out(&run(folder.path(), &["lint", "--format", "github", "50%, a.txt"]));
    assert!(output.lines().all(|line| line.contains(" file=50%25%2C a.txt,line=")), "{output}");
    let kinds: Vec<&str> = output.lines().map(|line| line.split(' ').next().unwrap()).collect();
    let rank = |kind: &&str| ["::error", "::warning", "::notice"].iter().position(|known| known == kind).unwrap();
    assert!(kinds.windows(2).all(|pair| rank(&pair[0]) <= rank(&pair[1])), "{kinds:?}");
    assert!(
        output.starts_with("::error file=50%25%2C a.txt,line=5,endLine=5,col=57,endColumn=65,title=anonymous.bare::“a source”"),
        "{output}"
    );
}

#[test]
fn statistics_count_each_rule() {
    let folder = samples();
    let table = out(&run(folder.path(), &["lint", "--statistics", "--fail-on", "never", "."]));
    assert!(table.starts_with("findings  articles  errors  warnings  suggestions  rule\n"), "{table}");
    assert!(table.ends_with("2 articles checked\n"), "{table}");
    let json = |format: &str| out(&run(folder.path(), &["lint", "--statistics", "--fail-on", "never", "--format", format, "."]));
    let counts: Vec<Value> = serde_json::from_str(&json("json")).unwrap();
    let lines: Vec<Value> = json("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(counts, lines);
    let expected = serde_json::json!({"rule": "anonymous.no-reason", "findings": 3, "articles": 1, "errors": 0, "warnings": 3, "suggestions": 0});
    assert_eq!(counts[0], expected);
    let open = findings(folder.path(), &["."]).iter().filter(|finding| finding["allowed"].is_null()).count() as u64;
    assert_eq!(counts.iter().filter_map(|count| count["findings"].as_u64()).sum::<u64>(), open);
    assert_eq!(code(&run(folder.path(), &["lint", "--statistics", "--format", "sarif", "."])), 2);
}
