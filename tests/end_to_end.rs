//! The program as a person at a terminal has it: started on an article, worked with, left, and opened again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use pty::{Launch, Terminal};
use tempfile::TempDir;

/// Longer than what the program takes for a slip of the finger, and for an auto-repeated key.
const SLIP: Duration = Duration::from_millis(300);

#[test]
fn the_harness_sees_what_a_program_does_to_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let careless = "printf '\\033[?1049h\\033[?25lhello'; stty raw -echo; read -r _ 2>/dev/null; exit 3";
    let terminal = Launch::new("sh", folder.path()).args(["-c", careless]).start();
    terminal.wait_for("a greeting", |text| text.contains("hello"));
    terminal.wait("raw mode", |terminal| terminal.is_raw().then_some(()));
    assert!(terminal.look(vt100::Screen::alternate_screen));
    terminal.signal("TERM");
    assert_eq!(terminal.exit_status(), 128 + 15);
    assert!(terminal.is_raw(), "what a program leaves behind must stay visible to the tests");

    let tidy = "printf 'bye'; exit 3";
    let terminal = Launch::new("sh", folder.path()).args(["-c", tidy]).start();
    assert_eq!(terminal.exit_status(), 3);
    terminal.settle(Duration::from_millis(20));
    terminal.assert_restored();
    assert_eq!(terminal.text().trim(), "bye");
}

/// A folder of its own with a copy of a sample.
fn desk(sample: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample), folder.path().join(sample)).unwrap();
    folder
}

/// The program on the article of a desk, as it will be started.
fn program(folder: &TempDir, article: &str) -> Launch {
    Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path()).args(["--engine", "fast", article])
}

/// Waits for the review to stand, with the guide of a first start put away.
#[track_caller]
fn begin(terminal: &Terminal) -> (usize, usize) {
    terminal.wait_for("the guide", |text| text.contains("Every decision is saved at once"));
    terminal.send("\x1b");
    terminal.wait_for("the guide gone", |text| !text.contains("Every decision is saved at once"));
    // What is pressed in the first moments after a layer closed is taken for a slip.
    thread::sleep(SLIP);
    progress(terminal)
}

/// Decided and all claims, from the header, once the engine is done.
#[track_caller]
fn progress(terminal: &Terminal) -> (usize, usize) {
    terminal.wait("the progress", |terminal| progress_of(&terminal.text()))
}

fn progress_of(text: &str) -> Option<(usize, usize)> {
    let figures = text.lines().next()?.split_whitespace().rev().find(|word| word.contains('/'))?;
    let (decided, all) = figures.split_once('/')?;
    Some((decided.parse().ok()?, all.parse().ok()?))
}

/// Sends keys and waits until so many claims are decided.
#[track_caller]
fn decide(terminal: &Terminal, keys: &str, decided: usize) {
    terminal.send(keys);
    terminal.wait_for(&format!("{decided} decided"), |text| progress_of(text).is_some_and(|(now, _)| now == decided));
    thread::sleep(SLIP);
}

/// The sidecar of an article; empty while there is none.
fn sidecar(folder: &TempDir, article: &str) -> String {
    fs::read_to_string(folder.path().join(format!("{article}.claims.ron"))).unwrap_or_default()
}

#[track_caller]
fn leave(terminal: &Terminal) {
    terminal.send("q");
    assert_eq!(terminal.exit_status(), 0, "the screen shows:\n{}", terminal.text());
    terminal.assert_restored();
}

#[test]
fn decisions_are_there_again_tomorrow() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).start();
    let (decided, all) = begin(&terminal);
    assert_eq!(decided, 0);
    assert!(all >= 10, "only {all} claims");
    assert!(terminal.is_raw() && terminal.look(vt100::Screen::alternate_screen));
    assert_eq!(sidecar(&folder, article), "", "a file without a decision");
    decide(&terminal, "a", 1);
    decide(&terminal, "a", 2);
    terminal.send("s");
    thread::sleep(SLIP);
    terminal.send("Zelda Quist");
    terminal.wait_for("the new name", |text| text.contains("Zelda Quist"));
    decide(&terminal, "\x1b\r", 3);
    leave(&terminal);

    let saved = sidecar(&folder, article);
    assert_eq!(saved.matches("        decision: Confirmed,").count(), 2, "{saved}");
    assert_eq!(saved.matches("        decision: Corrected,").count(), 1, "{saved}");
    assert!(saved.contains("name: \"Zelda Quist\"") && saved.contains("by: \"sb\""), "{saved}");

    let again = program(&folder, article).start();
    again.wait_for("the decisions", |text| progress_of(text) == Some((3, all)));
    again.send("2");
    again.wait_for("the corrected speaker", |text| text.contains("Zelda Quist"));
    leave(&again);
    assert_eq!(sidecar(&folder, article), saved, "looking changed the file");
}

#[test]
fn going_to_the_next_article_and_back_loses_nothing() {
    let folder = desk("reef-heat.txt");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    fs::copy(samples.join("battery-recall.txt"), folder.path().join("battery-recall.txt")).unwrap();
    let terminal = Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path()).args(["--engine", "fast", "."]).start();
    begin(&terminal);
    decide(&terminal, "a", 1);
    terminal.send("]");
    terminal.wait_for("the second article", |text| progress_of(text).is_some_and(|(decided, _)| decided == 0));
    thread::sleep(SLIP);
    terminal.send("[");
    terminal.wait_for("the first article again", |text| progress_of(text).is_some_and(|(decided, _)| decided == 1));
    assert!(!terminal.text().contains("read-only"), "locked out by itself:\n{}", terminal.text());
    thread::sleep(SLIP);
    // Not even a moment between the decision and the way on.
    terminal.send("a]");
    terminal.wait_for("the second article again", |text| progress_of(text).is_some_and(|(decided, _)| decided == 0));
    leave(&terminal);
    assert_eq!(sidecar(&folder, "battery-recall.txt").matches("decision: Confirmed,").count(), 2);
    assert_eq!(sidecar(&folder, "reef-heat.txt"), "");
}

#[test]
fn an_article_marked_done_stays_done_until_its_text_changes() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).start();
    let (_, all) = begin(&terminal);
    terminal.send("D");
    terminal.wait_for("the mark", |text| text.contains(&format!("article done, with {all} claims undecided")));
    terminal.wait_for("the mark in the header", |text| text.lines().next().is_some_and(|line| line.contains("✓ done")));
    leave(&terminal);
    let saved = sidecar(&folder, article);
    assert_eq!(saved.matches("\n    done: (by: \"sb\", at: \"").count(), 1, "{saved}");

    // Taken back, it is gone from the file, though nothing else was decided.
    let again = program(&folder, article).start();
    again.wait_for("the mark again", |text| text.contains("✓ done"));
    thread::sleep(SLIP);
    again.send("D");
    again.wait_for("the mark gone", |text| !text.contains("✓ done"));
    leave(&again);
    assert!(!sidecar(&folder, article).contains("done:"));

    let third = program(&folder, article).start();
    progress(&third);
    thread::sleep(SLIP);
    third.send("D");
    third.wait_for("the mark once more", |text| text.contains("✓ done"));
    leave(&third);
    let saved = sidecar(&folder, article);
    let path = folder.path().join(article);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\nA correction was added later.\n")).unwrap();
    let changed = program(&folder, article).start();
    changed.wait_for("what became of the mark", |text| text.contains("the text has changed since sb marked it done on"));
    assert!(!changed.text().contains("✓ done"));
    leave(&changed);
    assert_eq!(sidecar(&folder, article), saved, "opening never writes");
}

#[test]
fn a_queue_tells_how_far_each_article_is_and_finds_the_next_undone() {
    let folder = desk("reef-heat.txt");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    fs::copy(samples.join("battery-recall.txt"), folder.path().join("battery-recall.txt")).unwrap();
    fs::copy(samples.join("battery-recall.txt"), folder.path().join("broken.txt")).unwrap();
    let nonsense = "(\n    version: 1,\n    nonsense\n";
    fs::write(folder.path().join("broken.txt.claims.ron"), nonsense).unwrap();
    let start = || Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path()).args(["--engine", "fast", "."]).start();
    let terminal = start();
    begin(&terminal);
    decide(&terminal, "a", 1);
    terminal.send("D");
    terminal.wait_for("the mark", |text| text.contains("✓ done"));
    terminal.send("Q");
    terminal.wait_for("the list", |text| {
        text.contains("done, ")
            && text.contains(" here │")
            && text.contains("sidecar broken, line 3")
            && text.contains("not started")
    });
    terminal.send("\x1b");
    thread::sleep(SLIP);
    // The broken one opens read-only, and says why.
    terminal.send("}");
    terminal.wait_for("the broken one", |text| text.contains("read-only") && text.contains("broken.txt.claims.ron:3"));
    thread::sleep(SLIP);
    terminal.send("}");
    terminal.wait_for("the third article", |text| text.lines().next().is_some_and(|line| line.contains("article 3 of 3")));
    thread::sleep(SLIP);
    decide(&terminal, "jja", 1);
    leave(&terminal);
    assert_eq!(fs::read_to_string(folder.path().join("broken.txt.claims.ron")).unwrap(), nonsense);

    // Tomorrow the list knows it all before anything is opened, and the place in each is remembered.
    let again = start();
    again.wait_for("the mark of the first", |text| text.contains("✓ done"));
    thread::sleep(SLIP);
    again.send("Q");
    again.wait_for("the list again", |text| text.contains("1 of ") && text.contains("Articles: 1 of 3 done"));
    again.send("reef\r");
    again.wait_for("the place", |text| text.contains("Claim 4 of "));
    leave(&again);
}

#[test]
fn what_was_read_with_nothing_in_it_stays_read() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).start();
    begin(&terminal);
    terminal.send("L");
    terminal.wait_for("the list", |text| text.contains("Missed passages: "));
    let left = |text: &str| -> Option<usize> {
        let rest = text.split("Missed passages: ").nth(1)?;
        rest.split_whitespace().next()?.parse().ok()
    };
    let before = terminal.wait("a count", |terminal| left(&terminal.text()));
    terminal.send("x");
    terminal.wait_for("one less", |text| {
        left(text).unwrap_or(0) + 1 == before || (before == 1 && text.contains("Missed passages: none"))
    });
    terminal.send("\x1b");
    thread::sleep(SLIP);
    leave(&terminal);
    let saved = sidecar(&folder, article);
    assert!(saved.contains("    nothing_here: [\n") && saved.contains("by: \"sb\""), "{saved}");

    let again = program(&folder, article).start();
    progress(&again);
    thread::sleep(SLIP);
    again.send("L");
    again.wait_for("the list again", |text| {
        left(text) == Some(before - 1) || (before == 1 && text.contains("Missed passages: none"))
    });
    again.send("\x1b");
    thread::sleep(SLIP);
    leave(&again);
}

#[test]
fn a_signal_ends_it_with_the_work_kept_and_the_terminal_restored() {
    let article = "battery-recall.txt";
    for (signal, number) in [("TERM", 15), ("HUP", 1)] {
        let folder = desk(article);
        let terminal = program(&folder, article).start();
        begin(&terminal);
        terminal.send("a");
        terminal.wait_for("a decision", |text| progress_of(text).is_some_and(|(decided, _)| decided == 1));
        terminal.signal(signal);
        assert_eq!(terminal.exit_status(), 128 + number, "{signal}");
        terminal.assert_restored();
        assert!(sidecar(&folder, article).contains("decision: Confirmed"), "{signal} lost the decision");
    }
}

#[test]
fn what_was_decided_survives_the_hardest_end() {
    let article = "battery-recall.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).start();
    begin(&terminal);
    terminal.send("a");
    terminal.wait("the sidecar", |_| sidecar(&folder, article).contains("decision: Confirmed").then_some(()));
    terminal.signal("KILL");
    assert_eq!(terminal.exit_status(), 128 + 9);
    let again = program(&folder, article).start();
    again.wait_for("the decision", |text| progress_of(text).is_some_and(|(decided, _)| decided == 1));
    leave(&again);
}

#[test]
fn the_terminals_late_answers_are_no_keys() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).mute().start();
    let before = begin(&terminal);
    for cut in [1, 5, 12, 20] {
        let (first, second) = "\x1b]11;rgb:aaaa/aaaa/aaaa\x1b\\".split_at(cut);
        terminal.send(first);
        thread::sleep(Duration::from_millis(15));
        terminal.send(second);
        thread::sleep(SLIP);
    }
    terminal.send("\x1b[200~aaaxxq\x1b[201~");
    thread::sleep(SLIP);
    assert_eq!(progress(&terminal), before);
    assert_eq!(sidecar(&folder, article), "");
    leave(&terminal);
}

#[test]
fn any_size_will_do_while_it_is_open() {
    let article = "lighthouse-keeper.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).start();
    begin(&terminal);
    for (columns, rows) in [(80, 24), (40, 12), (20, 5), (1, 1), (200, 60)] {
        terminal.resize(columns, rows);
        terminal.wait_for(&format!("a frame of {columns}x{rows}"), |text| {
            text.lines().count() <= usize::from(rows) && (columns < 20 || progress_of(text).is_some())
        });
        thread::sleep(Duration::from_millis(30));
    }
    decide(&terminal, "a", 1);
    leave(&terminal);
}

#[test]
fn a_key_that_comes_with_a_change_of_size_is_heard() {
    let article = "lighthouse-keeper.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).start();
    begin(&terminal);
    for step in 0..12 {
        terminal.resize(100 + step, 36);
        terminal.send("j");
        terminal.wait_for(&format!("claim {}", step + 2), |text| text.contains(&format!("Claim {} of 19", step + 2)));
    }
    leave(&terminal);
}

#[test]
fn more_keys_than_are_read_at_a_time_are_heard_to_the_last() {
    let article = "lighthouse-keeper.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).start();
    begin(&terminal);
    terminal.send("k".repeat(1_500));
    decide(&terminal, "a", 1);
    leave(&terminal);
}

#[test]
fn without_colours_none_is_written() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).variable("NO_COLOR", "1").start();
    begin(&terminal);
    decide(&terminal, "a", 1);
    leave(&terminal);
    let log = String::from_utf8_lossy(&terminal.log()).into_owned();
    let colour = regex::Regex::new(r"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m").unwrap();
    assert!(colour.find(&log).is_none(), "{:?}", colour.find(&log));
    assert!(log.contains("\x1b["), "nothing was drawn");
}

#[test]
fn a_terminal_that_can_nothing_is_told_or_served() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let terminal = program(&folder, article).variable("TERM", "dumb").mute().start();
    terminal.wait("a screen or a word", |terminal| {
        let text = terminal.text();
        (text.contains("Every decision is saved") || text.contains("is not supported")).then_some(())
    });
    if terminal.is_raw() {
        begin(&terminal);
        leave(&terminal);
    } else {
        assert_eq!(terminal.exit_status(), 1);
        terminal.assert_restored();
    }
}

#[test]
fn two_reviewers_do_not_meet_in_one_file() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let first = program(&folder, article).start();
    begin(&first);
    decide(&first, "a", 1);
    let second = program(&folder, article).pid_file(".second").start();
    second.wait_for("a word that somebody else has it", |text| text.contains("read-only"));
    leave(&second);
    decide(&first, "a", 2);
    leave(&first);
    assert_eq!(sidecar(&folder, article).matches("        decision: Confirmed,").count(), 2);
}

#[test]
fn a_broken_sidecar_is_told_before_the_screen_opens() {
    let article = "reef-heat.txt";
    let folder = desk(article);
    let broken = "(\n    version: 1,\n<<<<<<< ours\n)\n";
    fs::write(folder.path().join(format!("{article}.claims.ron")), broken).unwrap();
    let terminal = program(&folder, article).start();
    assert_eq!(terminal.exit_status(), 1);
    terminal.settle(Duration::from_millis(50));
    let text = terminal.text();
    assert!(text.contains("<<<<<<< ours") && text.contains(":3:"), "{text}");
    assert!(!String::from_utf8_lossy(&terminal.log()).contains("\x1b[?1049h"));
    assert_eq!(sidecar(&folder, article), broken);
}

/// The sample's review by sb, and one by km that differs in its first claim.
fn two_reviews(article: &str) -> (TempDir, [String; 2]) {
    let folder = desk(article);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let own = fs::read_to_string(samples.join(format!("{article}.sb.claims.ron"))).unwrap();
    let other = own.replace("by: \"sb\"", "by: \"km\"").replacen("decision: Confirmed,", "decision: Rejected,", 1);
    let other = other.replacen("to: Confirmed,", "to: Rejected,", 1);
    assert_ne!(own.matches("Rejected").count(), other.matches("Rejected").count());
    fs::write(folder.path().join(format!("{article}.sb.claims.ron")), &own).unwrap();
    fs::write(folder.path().join(format!("{article}.km.claims.ron")), &other).unwrap();
    (folder, [own, other])
}

#[test]
fn two_reviews_are_adjudicated_and_stay_as_they_are() {
    let article = "reef-heat.txt";
    let (folder, [own, other]) = two_reviews(article);
    let adjudicate = || Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path()).args(["adjudicate", article]);
    let read = |name: &str| fs::read_to_string(folder.path().join(format!("{article}.{name}.claims.ron"))).unwrap_or_default();
    let terminal = adjudicate().start();
    terminal.wait_for("the versions side by side", |text| text.contains("≠ decision") && text.contains("2 sb"));
    let (decided, all) = progress(&terminal);
    assert_eq!((decided, read("gold").as_str()), (0, ""), "a file without a decision");
    decide(&terminal, "2", 1);
    terminal.send("E");
    terminal.wait_for("what they agree on", |text| text.contains("km, sb agree on"));
    thread::sleep(SLIP);
    decide(&terminal, "y", all);
    decide(&terminal, "u", 1);
    decide(&terminal, "\x12", all);
    leave(&terminal);

    let gold = read("gold");
    assert!(gold.contains("\n    adjudicates: [\"km\", \"sb\"],\n"), "{gold}");
    assert_eq!(gold.matches("            from: [\"sb\"],\n").count(), 1, "{gold}");
    assert_eq!(gold.matches("            from: [\"km\", \"sb\"],\n").count(), all - 1, "{gold}");
    assert_eq!((read("sb"), read("km")), (own, other), "a review was written");

    let again = adjudicate().start();
    again.wait_for("the decisions", |text| progress_of(text) == Some((all, all)));
    leave(&again);
    assert_eq!(read("gold"), gold, "looking changed the file");
}
