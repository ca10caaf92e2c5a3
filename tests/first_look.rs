//! What a reader sees first, and the claim that they are at, with the real program in a terminal: what the guide covers is
//! live, better suggestions change nothing under a key, everybody begins where they left off themselves, the class
//! follows the cue, and what was cut from the article is asked about once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use pty::{Launch, Terminal};
use saidby::article::Article;
use saidby::claim::Part;
use saidby::review::ReviewedClaim;
use saidby::sidecar;
use tempfile::TempDir;

/// Longer than what the program takes for a slip of the finger, and for an auto-repeated key.
const SLIP: Duration = Duration::from_millis(300);
const GUIDE: &str = "Every decision is saved at once";
const SAMPLE: &str = "inquest-towpath.txt";

fn sample() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(SAMPLE), folder.path().join(SAMPLE)).unwrap();
    folder
}

fn article(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wall.txt"), text).unwrap();
    folder
}

fn progress_of(text: &str) -> Option<(usize, usize)> {
    let figures = text.lines().next()?.split_whitespace().rev().find(|word| word.contains('/'))?;
    let (decided, all) = figures.split_once('/')?;
    Some((decided.parse().ok()?, all.parse().ok()?))
}

/// The program with the guide closed.
fn start(launch: Launch) -> Terminal {
    let terminal = launch.start();
    let text = terminal.wait_for("the guide or the review", |text| text.contains(GUIDE) || progress_of(text).is_some());
    if text.contains(GUIDE) {
        terminal.send("\x1b");
        terminal.wait_for("the guide gone", |text| !text.contains(GUIDE));
    }
    terminal
}

fn launch(folder: &TempDir, args: &[&str]) -> Launch {
    Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path()).args(args.iter().copied())
}

/// Which claim is the current one, as the pane of details says: `Claim 3 of 9`.
fn current(text: &str) -> Option<usize> {
    let (_, rest) = text.split_once("─ Claim ")?;
    rest.split_whitespace().next()?.parse().ok()
}

fn claims(folder: &TempDir, file: &str, annotator: &str) -> Vec<ReviewedClaim> {
    let text = fs::read_to_string(folder.path().join(file)).unwrap();
    let path = folder.path().join(format!("{file}.{annotator}.claims.ron"));
    let path = if path.exists() { path } else { folder.path().join(format!("{file}.claims.ron")) };
    let loaded = sidecar::load_text(&path, fs::read_to_string(&path).unwrap(), &Article::from_text(&text)).unwrap();
    loaded.record.claims.iter().map(|claim| (**claim).clone()).collect()
}

#[test]
fn what_the_guide_covers_is_live() {
    let folder = sample();
    let terminal = launch(&folder, &[SAMPLE]).start();
    // The claims are found, and the reading ends, while the guide is still open.
    let live = |text: &str| text.contains(GUIDE) && progress_of(text).is_some_and(|(_, all)| all > 0);
    let text = terminal.wait_for("claims behind the guide", live);
    assert!(text.contains("▸○"), "{text}");
    terminal.send("\x1b");
    terminal.wait_for("the guide gone", |text| !text.contains(GUIDE));
    thread::sleep(SLIP);
    terminal.send("a");
    // What it suggests better by now is shown first, and decided with the same key.
    thread::sleep(SLIP);
    if progress_of(&terminal.text()).is_some_and(|(decided, _)| decided == 0) {
        thread::sleep(SLIP);
        terminal.send("a");
    }
    terminal.wait_for("a decision", |text| progress_of(text).is_some_and(|(decided, _)| decided == 1));
    thread::sleep(SLIP);
    terminal.leave();
}

#[test]
fn a_decision_in_the_first_second_leaves_no_sentence_twice() {
    let folder = sample();
    start(launch(&folder, &["--engine", "fast", SAMPLE])).leave();
    let terminal = launch(&folder, &[SAMPLE]).start();
    terminal.wait_for("the first claims", |text| text.contains("▸○"));
    // As a reader does who knows the article already: one key after another, from the first moment.
    for _ in 0..8 {
        terminal.send("a");
        thread::sleep(Duration::from_millis(90));
    }
    terminal.wait_for("the end of reading", |text| progress_of(text).is_some());
    for _ in 0..20 {
        if progress_of(&terminal.text()).is_some_and(|(decided, _)| decided > 0) {
            break;
        }
        thread::sleep(SLIP);
        terminal.send("a");
    }
    terminal.wait_for("a decision", |text| progress_of(text).is_some_and(|(decided, _)| decided > 0));
    terminal.settle(Duration::from_secs(1));
    terminal.leave();
    let claims = claims(&folder, SAMPLE, "sb");
    let decided: Vec<&ReviewedClaim> = claims.iter().filter(|claim| claim.decision.is_decided()).collect();
    assert!(!decided.is_empty());
    for claim in decided {
        let again = claims.iter().filter(|other| other.id != claim.id && !other.decision.is_decided()).find(|other| {
            let starts = |claim: &ReviewedClaim| claim.spans(Part::Content).first().map(|span| span.start);
            let ends = |claim: &ReviewedClaim| claim.spans(Part::Content).last().map(|span| span.end);
            starts(other) == starts(claim) || ends(other) == ends(claim)
        });
        assert!(again.is_none(), "{claim:#?}\nwaits again as\n{again:#?}");
    }
}

#[test]
fn everybody_begins_where_they_left_off_themselves() {
    let folder = sample();
    let go = |annotator: &'static str, to: Option<&str>| {
        let terminal = start(launch(&folder, &["--annotator", annotator, "--engine", "fast", SAMPLE]));
        terminal.wait_for("the review", |text| current(text).is_some() && progress_of(text).is_some());
        thread::sleep(SLIP);
        let began = current(&terminal.text()).unwrap();
        if let Some(number) = to {
            terminal.send(format!(":{number}\r"));
            terminal.wait_for("the claim", |text| current(text) == number.parse().ok());
            thread::sleep(SLIP);
            terminal.send("a");
            terminal.wait_for("the next one", |text| current(text).is_some_and(|now| Some(now) != number.parse().ok()));
            thread::sleep(SLIP);
        }
        let left = current(&terminal.text()).unwrap();
        terminal.leave();
        (began, left)
    };
    let (began, left) = go("ann", Some("7"));
    assert!(began == 1 && left > 7, "{left}");
    assert_eq!(go("bob", None).0, 1, "where Ann left off is nothing to Bob");
    assert_eq!(go("ann", None).0, left);
    // A copy elsewhere is another review.
    let other = TempDir::new_in(folder.path()).unwrap();
    fs::copy(folder.path().join(SAMPLE), other.path().join(SAMPLE)).unwrap();
    let copy = other.path().join(SAMPLE);
    let terminal = start(launch(&folder, &["--annotator", "ann", "--engine", "fast", copy.to_str().unwrap()]));
    terminal.wait_for("the copy from its beginning", |text| current(text) == Some(1) && progress_of(text).is_some());
    thread::sleep(SLIP);
    terminal.leave();
}

#[test]
fn going_back_in_the_queue_reads_nothing_again() {
    let folder = tempfile::tempdir().unwrap();
    let said = |what: &str| format!("{what}\n\nThe wall will be rebuilt in spring, said Oda Fenwick on Monday.\n");
    fs::write(folder.path().join("a.txt"), said("Sea wall to be rebuilt")).unwrap();
    fs::write(folder.path().join("b.txt"), said("Pier to be painted")).unwrap();
    let terminal = start(launch(&folder, &["."]));
    let is_read = |title: &'static str| {
        move |text: &str| {
            let header = text.lines().next().unwrap_or_default();
            header.contains(title) && !header.contains("reading") && progress_of(text) == Some((0, 1))
        }
    };
    terminal.wait_for("the first article", is_read("Sea wall"));
    thread::sleep(SLIP);
    terminal.send("]");
    terminal.wait_for("the second article", is_read("Pier"));
    thread::sleep(SLIP);
    let before = terminal.log().len();
    terminal.send("[");
    terminal.wait_for("the first article again", is_read("Sea wall"));
    terminal.settle(Duration::from_secs(1));
    for screen in terminal.screens_since(before) {
        assert!(!screen.contains("Sea wall") || is_read("Sea wall")(&screen), "it is read once more:\n{screen}");
    }
    terminal.leave();
}

#[test]
fn the_class_follows_the_cue_and_is_set_with_a_key() {
    let text = "Sea wall to be rebuilt\n\nThe talk is old. Oda Fenwick believes that the wall will be rebuilt in spring.\n";
    let folder = article(text);
    let terminal = start(launch(&folder, &["--engine", "fast", "wall.txt"]));
    terminal.wait_for("its class", |text| text.contains("Kind       indirect · attitude"));
    thread::sleep(SLIP);
    // Another cue: the class and its reason are those of the new one.
    terminal.send("/talk\r");
    thread::sleep(SLIP);
    terminal.send("v");
    terminal.wait_for("a selection", |text| text.contains("1 word selected: talk"));
    terminal.send("C");
    thread::sleep(SLIP);
    terminal.send("\x1b");
    let text = terminal.wait_for("the class of the new cue", |text| text.contains("Kind       indirect · speech"));
    assert!(text.contains("was: attitude") && text.contains("Cue        talk"), "{text}");
    assert!(text.contains("Why        proposed as: "), "the reason speaks of the old cue:\n{text}");
    thread::sleep(SLIP);
    terminal.send("K");
    terminal.wait_for("the class by hand", |text| text.contains("indirect · document, set by hand"));
    thread::sleep(SLIP);
    terminal.leave();
    let claims = claims(&folder, "wall.txt", "sb");
    assert_eq!(claims[0].correction.class.map(|class| class.as_str()), Some("document"));
}

#[test]
fn a_passage_that_was_cut_is_asked_about_once() {
    let kept = "The wind has dropped since the weekend, and the boats are out again.\n\nThe board meets in May, said its clerk, Piet Lomas.\n";
    let cut = "The pier will close for a year, said Oda Fenwick.\n\n";
    let folder = article(&format!("Sea wall\n\n{cut}{kept}"));
    let program = || start(launch(&folder, &["--engine", "fast", "wall.txt"]));
    let terminal = program();
    terminal.wait_for("both claims", |text| progress_of(text) == Some((0, 2)));
    thread::sleep(SLIP);
    terminal.send("a");
    terminal.wait_for("a decision", |text| progress_of(text) == Some((1, 2)));
    thread::sleep(SLIP);
    terminal.leave();
    fs::write(folder.path().join("wall.txt"), format!("Sea wall\n\n{kept}")).unwrap();
    let terminal = program();
    terminal.wait_for("the review", |text| progress_of(text).is_some());
    thread::sleep(SLIP);
    terminal.send("W");
    let text = terminal.wait_for("what is lost", |text| text.contains("1 of 1"));
    assert!(!text.contains("several places"), "{text}");
    thread::sleep(SLIP);
    terminal.send("c");
    terminal.wait_for("an end of it", |text| text.contains("passage cut"));
    thread::sleep(SLIP);
    terminal.send("W");
    let text = terminal.wait_for("nothing left to place", |text| !text.contains("passage cut"));
    assert!(!text.contains("1 of 1"), "{text}");
    // The words that were cut are shown as they were, not what is in their place now.
    assert!(text.contains("Speaker    Oda Fenwick") && text.contains("Cue        said"), "{text}");
    thread::sleep(SLIP);
    terminal.leave();
    // Nor is it asked about when the review is opened again.
    let terminal = program();
    let text = terminal.wait_for("the review", |text| progress_of(text).is_some());
    assert!(!text.contains("Unanchored"), "{text}");
    thread::sleep(SLIP);
    terminal.leave();
}
