//! Saves that fail, for reasons that a machine really has: the decisions stay, the reviewer is told, and there is
//! a way to save them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use pty::{Launch, Terminal};
use tempfile::TempDir;

const SLIP: Duration = Duration::from_millis(300);
const ARTICLE: &str = "desk/reef-heat.txt";

/// A folder with an article in a folder of its own.
fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put_back(folder.path());
    folder
}

fn put_back(folder: &Path) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/reef-heat.txt");
    fs::create_dir_all(folder.join("desk")).unwrap();
    fs::copy(sample, folder.join(ARTICLE)).unwrap();
}

/// As a disk that is taken out; [`put_back`] or [`plug_in`] bring the folder back, without or with what was in it.
fn take_away(folder: &Path) {
    fs::rename(folder.join("desk"), folder.join("taken out")).unwrap();
}

fn plug_in(folder: &Path) {
    fs::rename(folder.join("taken out"), folder.join("desk")).unwrap();
}

fn launch(folder: &Path) -> Launch {
    Launch::new(env!("CARGO_BIN_EXE_saidby"), folder).args(["--engine", "fast", ARTICLE])
}

fn decided(text: &str) -> Option<usize> {
    text.lines().next()?.split_whitespace().rev().find_map(|word| word.split_once('/'))?.0.parse().ok()
}

#[track_caller]
fn begin(terminal: &Terminal) {
    terminal.wait_for("the guide", |text| text.contains("Every decision is saved at once"));
    terminal.send("\x1b");
    terminal.wait_for("the review", |text| !text.contains("Every decision") && decided(text).is_some());
    thread::sleep(SLIP);
}

/// Confirms a claim whose save must fail.
#[track_caller]
fn decide_in_vain(terminal: &Terminal, number: usize) {
    terminal.send("a");
    let text = terminal.wait_for("the word that it is not saved", |text| {
        decided(text) == Some(number) && text.contains("not saved!") && text.contains("not saved (Ctrl-s tries again, P")
    });
    assert_eq!(decided(&text), Some(number), "the decision stays");
    thread::sleep(SLIP);
}

fn sidecar(folder: &Path) -> String {
    fs::read_to_string(folder.join(format!("{ARTICLE}.claims.ron"))).unwrap_or_default()
}

fn confirmed(sidecar: &str) -> usize {
    sidecar.matches("        decision: Confirmed,").count()
}

/// What an earlier run could not save, but for what lies beside it.
fn kept(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("state/saidby/unsaved")).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|ending| ending != "base" && ending != "live"))
        .collect()
}

#[test]
fn a_folder_that_went_comes_back_and_everything_is_saved() {
    let folder = desk();
    let terminal = launch(folder.path()).start();
    begin(&terminal);
    take_away(folder.path());
    decide_in_vain(&terminal, 1);
    // Leaving is impossible without saying yes.
    terminal.send("q");
    terminal.wait_for("a question", |text| text.contains("P save elsewhere"));
    terminal.send("qjx\r");
    // What is typed right behind a refused key is not listened to.
    thread::sleep(3 * SLIP);
    assert!(terminal.is_running() && terminal.text().contains("P save elsewhere"));
    terminal.send("n");
    terminal.wait_for("the question gone", |text| !text.contains("P save elsewhere"));
    put_back(folder.path());
    terminal.send("\x13");
    terminal.wait_for("the save", |text| !text.contains("not saved!"));
    terminal.wait("the sidecar", |_| (confirmed(&sidecar(folder.path())) == 1).then_some(()));
    fs::remove_dir_all(folder.path().join("taken out")).unwrap();
    thread::sleep(SLIP);
    // The same without a key: it is tried again after a while.
    take_away(folder.path());
    decide_in_vain(&terminal, 2);
    plug_in(folder.path());
    terminal.wait_for("a save by itself", |text| !text.contains("not saved!"));
    assert_eq!(confirmed(&sidecar(folder.path())), 2);
    terminal.send("q");
    assert_eq!(terminal.exit_status(), 0);
    terminal.assert_restored();
}

#[test]
fn another_place_is_as_good() {
    let folder = desk();
    fs::create_dir(folder.path().join("stick")).unwrap();
    let terminal = launch(folder.path()).start();
    begin(&terminal);
    take_away(folder.path());
    decide_in_vain(&terminal, 1);
    terminal.send("q");
    terminal.wait_for("a question", |text| text.contains("P save elsewhere"));
    terminal.send("P");
    terminal.wait_for("a prompt", |text| text.contains("Save to folder or file:"));
    terminal.send("stick\r");
    terminal.wait_for("the new place", |text| text.contains("decisions are now saved to stick/") && !text.contains("not saved!"));
    thread::sleep(SLIP);
    terminal.send("a");
    terminal.wait_for("a decision more", |text| decided(text) == Some(2));
    terminal.send("q");
    assert_eq!(terminal.exit_status(), 0);
    let text = fs::read_to_string(folder.path().join("stick/reef-heat.txt.claims.ron")).unwrap();
    assert_eq!(confirmed(&text), 2);
    terminal.wait_for("a word on leaving", |text| text.contains("were saved to stick/reef-heat.txt.claims.ron"));
    assert_eq!(kept(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_signal_while_nothing_can_be_saved_loses_nothing() {
    for (signal, number) in [("TERM", 15), ("HUP", 1)] {
        let folder = desk();
        let terminal = launch(folder.path()).start();
        begin(&terminal);
        terminal.send("a");
        terminal.wait("the first decision on disk", |_| (confirmed(&sidecar(folder.path())) == 1).then_some(()));
        thread::sleep(SLIP);
        take_away(folder.path());
        decide_in_vain(&terminal, 2);
        terminal.signal(signal);
        assert_eq!(terminal.exit_status(), 128 + number);
        terminal.assert_restored();
        terminal.wait_for("where they are", |text| text.replace('\n', "").contains("state/saidby/unsaved/"));
        assert_eq!(kept(folder.path()).len(), 1);
        assert_eq!(confirmed(&fs::read_to_string(&kept(folder.path())[0]).unwrap()), 2);

        plug_in(folder.path());
        let again = launch(folder.path()).start();
        again.wait_for("the offer", |text| text.contains("Restore them now?"));
        again.send("n");
        again.wait_for("no", |text| !text.contains("Restore them now?") && decided(text) == Some(1));
        again.send("q");
        assert_eq!(again.exit_status(), 0);
        assert_eq!(kept(folder.path()).len(), 1, "not taken in, and gone");
        let again = launch(folder.path()).start();
        again.wait_for("the offer", |text| text.contains("Restore them now?"));
        again.send("y");
        again.wait_for("both decisions", |text| decided(text) == Some(2));
        again.wait("both on disk", |_| (confirmed(&sidecar(folder.path())) == 2).then_some(()));
        again.wait("the copy gone", |_| kept(folder.path()).is_empty().then_some(()));
        again.send("q");
        assert_eq!(again.exit_status(), 0);
    }
}

#[test]
fn a_file_that_may_not_grow_is_an_error_and_no_end() {
    let folder = desk();
    let script = format!("ulimit -f 1; exec {} --engine fast {ARTICLE}", env!("CARGO_BIN_EXE_saidby"));
    let terminal = Launch::new("sh", folder.path()).args(["-c", &script]).start();
    begin(&terminal);
    decide_in_vain(&terminal, 1);
    let names: Vec<_> = fs::read_dir(folder.path().join("desk")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().ends_with("-tmp")), "{names:?}");
    terminal.send("q");
    terminal.wait_for("a question", |text| text.contains("P save elsewhere"));
    terminal.send("y");
    assert_eq!(terminal.exit_status(), 0);
    terminal.assert_restored();
}

#[test]
fn a_kill_while_the_sidecar_does_not_parse_loses_nothing() {
    let folder = desk();
    let path = folder.path().join(format!("{ARTICLE}.claims.ron"));
    let terminal = launch(folder.path()).start();
    begin(&terminal);
    terminal.send("a");
    terminal.wait("the first decision on disk", |_| (confirmed(&sidecar(folder.path())) == 1).then_some(()));
    let good = sidecar(folder.path());
    fs::write(&path, good.replacen("    engine", "<<<<<<< ours\n    engine", 1)).unwrap();
    for count in 2..=3 {
        thread::sleep(SLIP);
        terminal.send("a");
        terminal.wait_for("a decision that is not saved", |text| decided(text) == Some(count) && text.contains("not saved!"));
    }
    terminal.wait_for("a word of the backup", |text| text.contains("not saved! backup kept"));
    terminal.signal("KILL");
    assert_eq!(terminal.exit_status(), 128 + 9);

    // Broken as it is, the file is not opened; where the decisions are is said.
    let broken = launch(folder.path()).start();
    assert_eq!(broken.exit_status(), 1);
    broken.wait_for("where they are", |text| {
        let text = text.replace('\n', "");
        text.contains("conflict marker") && text.contains("state/saidby/unsaved/")
    });
    fs::write(&path, &good).unwrap();
    let again = launch(folder.path()).start();
    again.wait_for("the offer", |text| text.contains("Restore them now?"));
    again.send("y");
    again.wait_for("all decisions", |text| decided(text) == Some(3));
    again.wait("all on disk", |_| (confirmed(&sidecar(folder.path())) == 3).then_some(()));
    again.wait("the backup gone", |_| kept(folder.path()).is_empty().then_some(()));
    again.send("q");
    assert_eq!(again.exit_status(), 0);
}

#[test]
fn a_kill_while_somebody_else_has_the_article_open_loses_nothing() {
    let folder = desk();
    let first = launch(folder.path()).start();
    begin(&first);
    let second = launch(folder.path()).pid_file(".second").start();
    // A key for a claim that came a moment ago is ignored: the suggestions are waited for, too.
    second.wait_for("read-only, with suggestions", |text| text.contains("read-only") && text.contains("Claim 1 of"));
    thread::sleep(SLIP);
    second.send("a");
    second.wait_for("a word of the backup", |text| text.contains("1 unsaved (in a backup)"));
    second.signal("KILL");
    assert_eq!(second.exit_status(), 128 + 9);
    first.send("q");
    assert_eq!(first.exit_status(), 0);
    let again = launch(folder.path()).start();
    again.wait_for("the offer", |text| text.contains("Restore them now?"));
    again.send("y");
    again.wait("the decision on disk", |_| (confirmed(&sidecar(folder.path())) == 1).then_some(()));
    again.send("q");
    assert_eq!(again.exit_status(), 0);
    assert_eq!(kept(folder.path()), Vec::<PathBuf>::new());
}
