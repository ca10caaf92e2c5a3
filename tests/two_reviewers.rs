//! Two people at one article, each with the real program in a terminal, and other programs that write the file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use pty::{Launch, Terminal};
use saidby::article::Article;
use saidby::claim::Part;
use saidby::review::{Edit, ReviewedClaim, Session, Stamp};
use saidby::sidecar;
use tempfile::TempDir;

/// Longer than what the program takes for a slip of the finger, and for an auto-repeated key.
const SLIP: Duration = Duration::from_millis(300);
/// As long as a reader who does nothing is not in the middle of something, and a conflict may come up by itself.
const IDLE: Duration = Duration::from_millis(2300);
/// As long as a conflict that came up by itself takes no key.
const UNASKED: Duration = Duration::from_millis(800);
const ARTICLE: &str = "reef-heat.txt";

fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(ARTICLE), folder.path().join(ARTICLE)).unwrap();
    folder
}

fn start(folder: &TempDir, annotator: &str, pid_file: &'static str) -> Terminal {
    let program = Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path());
    let terminal = program.args(["--engine", "fast", ARTICLE]).variable("SAIDBY_ANNOTATOR", annotator).pid_file(pid_file).start();
    let guide = "Every decision is saved at once";
    let text = terminal.wait_for("the guide or the review", |text| text.contains(guide) || progress_of(text).is_some());
    if text.contains(guide) {
        terminal.send("\x1b");
        terminal.wait_for("the guide gone", |text| !text.contains(guide));
    }
    terminal.wait("the review", |terminal| progress_of(&terminal.text()));
    thread::sleep(SLIP);
    terminal
}

fn progress_of(text: &str) -> Option<(usize, usize)> {
    let figures = text.lines().next()?.split_whitespace().rev().find(|word| word.contains('/'))?;
    let (decided, all) = figures.split_once('/')?;
    Some((decided.parse().ok()?, all.parse().ok()?))
}

#[track_caller]
fn decide(terminal: &Terminal, keys: &str, decided: usize) {
    terminal.send(keys);
    terminal.wait_for(&format!("{decided} decided"), |text| progress_of(text).is_some_and(|(now, _)| now == decided));
    thread::sleep(SLIP);
}

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join(format!("{ARTICLE}.claims.ron"))
}

fn saved(folder: &TempDir) -> String {
    fs::read_to_string(path(folder)).unwrap_or_default()
}

/// The sidecar as it is, with what km decides on the claims of these numbers; written as another program would.
fn km(folder: &TempDir, base: &str, confirmed: bool, numbers: &[usize]) -> String {
    let article = Article::from_text(&fs::read_to_string(folder.path().join(ARTICLE)).unwrap());
    let loaded = sidecar::load_text(&path(folder), base.to_owned(), &article).unwrap();
    let mut session = Session::restore(Arc::new(article), loaded.record);
    let ids = numbers.iter().map(|number| session.claims()[*number].id.clone()).collect();
    let edit = if confirmed { Edit::Confirm(ids) } else { Edit::Reject(ids) };
    session.apply(edit, &Stamp { by: "km".into(), at: "2026-11-22T18:00:00Z".into() }).unwrap();
    sidecar::text_of(&session.record(), session.article(), ARTICLE, &loaded.engine)
}

/// What km makes of the article alone: these claims rejected, and nothing known of anybody else's decisions.
fn km_alone(folder: &TempDir, of: &str, rejected: &[usize]) -> String {
    let article = Article::from_text(&fs::read_to_string(folder.path().join(ARTICLE)).unwrap());
    let loaded = sidecar::load_text(&path(folder), of.to_owned(), &article).unwrap();
    let mut record = loaded.record;
    for claim in &mut record.claims {
        *claim = Arc::new(ReviewedClaim::proposed(claim.suggestion.clone().unwrap()));
    }
    let mut session = Session::restore(Arc::new(article), record);
    let ids = rejected.iter().map(|number| session.claims()[*number].id.clone()).collect();
    session.apply(Edit::Reject(ids), &Stamp { by: "km".into(), at: "2026-11-22T18:00:00Z".into() }).unwrap();
    sidecar::text_of(&session.record(), session.article(), ARTICLE, &loaded.engine)
}

#[test]
fn a_saved_decision_is_not_replaced_by_a_file_that_does_not_know_of_it() {
    let folder = desk();
    let terminal = start(&folder, "mw", ".first");
    for decided in 1..=3 {
        decide(&terminal, "a", decided);
    }
    terminal.wait("all three on disk", |_| (saved(&folder).matches("decision: Confirmed,").count() == 3).then_some(()));
    // What a synchronised folder does: km's own file, begun from nothing, takes the place of ours.
    let theirs = km_alone(&folder, &saved(&folder), &[0]);
    thread::sleep(IDLE);
    fs::write(path(&folder), &theirs).unwrap();
    // A frame may be half-way on the screen.
    let text = terminal.wait_for("both sides", |text| {
        ["Conflict", "1 conflict is open", "rejected", "km, 2026-11-22"].iter().all(|words| text.contains(words))
    });
    assert_eq!(progress_of(&text), Some((3, progress_of(&text).unwrap().1)), "the decisions that km had not taken stay");
    terminal.wait("both sides on disk", |_| is_open_on_disk(&folder).then_some(()));
    assert_eq!(confirmed(&folder), 3, "ours is shown, theirs beside it: {}", saved(&folder));
    thread::sleep(UNASKED);
    terminal.send("o");
    terminal.wait_for("an end of it", |text| text.contains("all conflicts are resolved"));
    terminal.wait("ours on disk", |_| (confirmed(&folder) == 3 && !is_open_on_disk(&folder)).then_some(()));
    thread::sleep(SLIP);
    terminal.leave();
    let settled = saved(&folder);
    assert!(settled.contains("to: Rejected, by: \"km\"") && settled.contains("by: \"mw\""), "both logs stay: {settled}");
}

/// How many claims are confirmed in the sidecar.
fn confirmed(folder: &TempDir) -> usize {
    saved(folder).matches("\n            decision: Confirmed,").count()
}

/// Whether the sidecar holds both sides of a conflict.
fn is_open_on_disk(folder: &TempDir) -> bool {
    let text = saved(folder);
    text.contains("            conflict: (") && text.contains("decision: Rejected,")
}

/// A review of mw with so many decisions, on the first of which km decided otherwise; the conflict is shown.
fn in_conflict(folder: &TempDir, decisions: usize) -> Terminal {
    let terminal = start(folder, "mw", ".first");
    for decided in 1..=decisions {
        decide(&terminal, "a", decided);
    }
    terminal.wait("all on disk", |_| (confirmed(folder) == decisions).then_some(()));
    thread::sleep(IDLE);
    fs::write(path(folder), km_alone(folder, &saved(folder), &[0])).unwrap();
    terminal.wait_for("both sides", |text| text.contains("Conflict"));
    thread::sleep(UNASKED);
    terminal
}

#[test]
fn an_open_conflict_stops_no_saving_and_a_kill_takes_neither_side() {
    let folder = desk();
    let terminal = in_conflict(&folder, 2);
    terminal.send("\x1b");
    thread::sleep(SLIP);
    // The reader goes on at the claim where they were.
    for decided in 3..=5 {
        decide(&terminal, "a", decided);
    }
    let text = terminal.wait_for("all saved", |text| text.contains(" 1 conflict open ") && text.contains(" saved "));
    assert!(!text.contains("not saved"), "{text}");
    terminal.signal("KILL");
    assert_eq!(terminal.exit_status(), 128 + 9);
    assert!(confirmed(&folder) == 5 && is_open_on_disk(&folder), "{}", saved(&folder));
    // km opens it, sees both sides, and settles it for good.
    let second = start(&folder, "km", ".second");
    let text = second.wait_for("what is open", |text| text.contains("1 conflict is open (X shows it)"));
    assert_eq!(progress_of(&text).map(|(decided, _)| decided), Some(5));
    second.send("X");
    second.wait_for("both sides", |text| text.contains("mw, ") && text.contains("km, 2026-11-22") && text.contains("rejected"));
    thread::sleep(SLIP);
    // For km at the keyboard, km's side is "ours".
    second.send("o");
    second.wait_for("an end of it", |text| text.contains("all conflicts are resolved"));
    second.wait("km's side on disk", |_| (confirmed(&folder) == 4 && !is_open_on_disk(&folder)).then_some(()));
    thread::sleep(SLIP);
    second.leave();
    let third = start(&folder, "mw", ".third");
    assert!(!third.text().contains("conflict"), "{}", third.text());
    third.leave();
}

#[test]
fn a_conflict_on_disk_is_shown_to_whoever_opens_it_and_settled_once() {
    let folder = desk();
    let first = in_conflict(&folder, 2);
    first.wait("both sides on disk", |_| is_open_on_disk(&folder).then_some(()));
    let second = start(&folder, "km", ".second");
    second.wait_for("what is open", |text| text.contains("1 conflict open") && text.contains("read-only"));
    first.send("o");
    first.wait_for("an end of it", |text| text.contains("all conflicts are resolved"));
    thread::sleep(SLIP);
    first.leave();
    second.send("\x13");
    second.wait_for("the settled file", |text| !text.contains("read-only") && !text.contains("1 conflict open"));
    thread::sleep(SLIP);
    second.leave();
    assert!(confirmed(&folder) == 2 && !is_open_on_disk(&folder), "{}", saved(&folder));
}

#[test]
fn the_second_is_told_who_has_it_and_becomes_the_writer_when_it_is_free() {
    let folder = desk();
    let first = start(&folder, "mw", ".first");
    decide(&first, "a", 1);
    let second = start(&folder, "km", ".second");
    let text = second.wait_for("who has it", |text| text.contains("read-only") && text.contains("locked by mw since"));
    assert!(text.contains("process"), "{text}");
    // What the second decides stays with it, and is reported as unsaved.
    second.send("G");
    thread::sleep(SLIP);
    second.send("x");
    second.wait_for("a warning", |text| text.contains("not saved: locked by mw since"));
    thread::sleep(SLIP);
    second.send("\x13");
    second.wait_for("still locked", |text| text.contains("not saved: locked by mw since"));
    decide(&first, "a", 2);
    first.leave();
    assert!(!saved(&folder).contains("Rejected"));
    second.send("\x13");
    second.wait_for("both reviews", |text| progress_of(text).is_some_and(|(now, _)| now == 3) && !text.contains("read-only"));
    second.wait("both on disk", |_| saved(&folder).contains("decision: Rejected,").then_some(()));
    second.leave();
    let both = saved(&folder);
    assert_eq!(both.matches("        decision: Confirmed,").count(), 2, "{both}");
    assert!(both.contains("by: \"mw\"") && both.contains("by: \"km\""), "{both}");
}

#[test]
fn a_lock_that_a_killed_program_left_is_taken_over_and_told() {
    let folder = desk();
    let first = start(&folder, "mw", ".first");
    decide(&first, "a", 1);
    first.signal("KILL");
    assert_eq!(first.exit_status(), 128 + 9);
    let second = start(&folder, "km", ".second");
    second.wait_for("whose lock it was", |text| text.contains("removed a stale lock left by mw"));
    decide(&second, "a", 2);
    second.leave();
    assert_eq!(saved(&folder).matches("        decision: Confirmed,").count(), 2);
}

#[test]
fn what_another_program_saves_meanwhile_comes_in() {
    let folder = desk();
    let terminal = start(&folder, "mw", ".first");
    decide(&terminal, "a", 1);
    terminal.wait("the file", |_| saved(&folder).contains("Confirmed").then_some(()));
    let theirs = km(&folder, &saved(&folder), true, &[3, 4]);
    fs::write(path(&folder), &theirs).unwrap();
    terminal.wait_for("their decisions", |text| text.contains("2 decisions by km were merged: claim 4 ("));
    assert_eq!(saved(&folder), theirs, "without work of ours the file stays as they wrote it");
    decide(&terminal, "a", 4);
    terminal.wait("all four", |_| (saved(&folder).matches("        decision: Confirmed,").count() == 4).then_some(()));
    terminal.leave();
}

#[test]
fn a_broken_file_is_left_alone_and_a_contradiction_settled_side_by_side() {
    let folder = desk();
    let terminal = start(&folder, "mw", ".first");
    decide(&terminal, "a", 1);
    terminal.wait("the file", |_| saved(&folder).contains("Confirmed").then_some(()));
    let base = saved(&folder);
    let broken = base.replacen("    engine", "<<<<<<< ours\n    engine", 1);
    fs::write(path(&folder), &broken).unwrap();
    terminal.send("a");
    terminal.wait_for("where it is broken", |text| text.contains("not saved!") && text.contains("conflict marker"));
    assert_eq!(saved(&folder), broken, "a broken file was written over");
    terminal.send("q");
    terminal.wait_for("a question", |text| text.contains("The last decisions are not saved"));
    terminal.send("n");
    thread::sleep(IDLE);
    // Repaired, and km rejected what was confirmed meanwhile.
    fs::write(path(&folder), km(&folder, &base, false, &[1])).unwrap();
    terminal.wait_for("both sides", |text| {
        ["Conflict", "theirs", "confirmed", "rejected", "km, 2026-11-22"].iter().all(|words| text.contains(words))
    });
    terminal.wait("both sides on disk", |_| is_open_on_disk(&folder).then_some(()));
    thread::sleep(UNASKED);
    terminal.send("t");
    terminal.wait_for("an end of it", |text| text.contains("all conflicts are resolved"));
    terminal.wait("theirs on disk", |_| saved(&folder).contains("decision: Rejected,").then_some(()));
    thread::sleep(SLIP);
    terminal.leave();
    let settled = saved(&folder);
    assert!(!settled.contains("conflict:") && settled.matches("by: \"km\"").count() >= 2, "{settled}");
}

#[test]
fn an_article_that_changes_while_it_is_open_is_noticed_and_read_again() {
    let folder = desk();
    let terminal = start(&folder, "mw", ".first");
    decide(&terminal, "a", 1);
    decide(&terminal, "a", 2);
    let file = folder.path().join(ARTICLE);
    let text = fs::read_to_string(&file).unwrap();
    let base = saved(&folder);
    let loaded = sidecar::load_text(&path(&folder), base, &Article::from_text(&text)).unwrap();
    let first = loaded.record.claims[0].spans(Part::Content)[0];
    let words = first.slice(&text).unwrap();
    // Somebody cuts what was confirmed first, and what is confirmed next would be elsewhere.
    fs::write(&file, text.replacen(words, "", 1)).unwrap();
    terminal.wait_for("the notice", |text| text.contains("the article has changed on disk; R reloads it"));
    terminal.send("a");
    terminal.wait_for("no decision", |text| text.contains("nothing was changed: the article had changed"));
    thread::sleep(SLIP);
    terminal.send("W");
    terminal.wait_for("what is lost", |text| text.contains("1 of 1"));
    terminal.send("c");
    terminal.wait_for("an end of it", |text| text.contains("passage cut"));
    terminal.wait("the cut on disk", |_| saved(&folder).contains("            cut: true,").then_some(()));
    thread::sleep(SLIP);
    terminal.leave();
    assert_eq!(saved(&folder).matches("        decision: Confirmed,").count(), 2, "both decisions stay");
}

#[test]
fn an_adjudication_notices_that_a_review_changes_and_keeps_what_is_decided() {
    let folder = desk();
    let terminal = start(&folder, "mw", ".first");
    decide(&terminal, "a", 1);
    terminal.leave();
    let base = saved(&folder);
    fs::remove_file(path(&folder)).unwrap();
    let of = |name: &str| folder.path().join(format!("{ARTICLE}.{name}.claims.ron"));
    fs::write(of("mw"), &base).unwrap();
    fs::write(of("km"), km_alone(&folder, &base, &[0])).unwrap();
    let program = Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path());
    let terminal = program.args(["adjudicate", ARTICLE]).variable("SAIDBY_ANNOTATOR", "jo").start();
    terminal.wait_for("both versions", |text| text.contains("1 km") && text.contains("2 mw"));
    thread::sleep(SLIP);
    terminal.send("2");
    terminal.wait("the decision on disk", |_| fs::read_to_string(of("gold")).is_ok_and(|text| text.contains("mw")).then_some(()));
    fs::write(of("km"), km_alone(&folder, &base, &[1])).unwrap();
    terminal.wait_for("the notice", |text| text.contains("km changed 2 claims") && text.contains("your decision on claim 1"));
    thread::sleep(SLIP);
    terminal.leave();
    let gold = fs::read_to_string(of("gold")).unwrap();
    assert_eq!(gold.matches("        decision: Confirmed,").count(), 1, "{gold}");
}
