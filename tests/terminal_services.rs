//! What the program asks of a terminal and of a home folder: suspending, the editor, the clipboard, the mouse, the
//! locale, what is remembered and what is reported at the start.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use pty::{Launch, Terminal};
use tempfile::TempDir;

const ARTICLE: &str = "reef-heat.txt";
const GUIDE: &str = "Every decision is saved at once";
/// Longer than what the program takes for a slip of the finger.
const SLIP: Duration = Duration::from_millis(300);

/// A folder with a sample; the guide was read there before.
fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(ARTICLE), folder.path().join(ARTICLE)).unwrap();
    write(&folder, "state/saidby/state.ron", "(guide_seen: true)");
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn program(folder: &TempDir) -> Launch {
    Launch::new(env!("CARGO_BIN_EXE_saidby"), folder.path()).args(["--engine", "fast", ARTICLE])
}

#[track_caller]
fn ready(terminal: &Terminal) {
    terminal.wait_for("the claims", |text| text.contains("Claim 1 of"));
    thread::sleep(SLIP);
}

fn log(terminal: &Terminal) -> String {
    String::from_utf8_lossy(&terminal.log()).into_owned()
}

#[test]
fn suspended_it_gives_the_terminal_back_and_takes_it_again() {
    let folder = desk();
    let terminal = program(&folder).start();
    ready(&terminal);
    terminal.send("\x1a");
    terminal.wait("the program stopped", |terminal| {
        let status = fs::read_to_string(format!("/proc/{}/stat", terminal.pid())).ok()?;
        status.rsplit_once(')')?.1.trim_start().starts_with('T').then_some(())
    });
    terminal.wait("the terminal given back", |terminal| (!terminal.is_raw()).then_some(()));
    terminal.wait("the shell's screen", |terminal| (!terminal.look(vt100::Screen::alternate_screen)).then_some(()));
    terminal.signal("CONT");
    terminal.wait_for("the review again", |text| text.contains("Claim 1 of"));
    assert!(terminal.is_raw());
    terminal.leave();
}

#[test]
fn the_guide_of_the_first_start_goes_for_good() {
    let folder = desk();
    fs::remove_file(folder.path().join("state/saidby/state.ron")).unwrap();
    let terminal = program(&folder).start();
    terminal.wait_for("the guide", |text| text.contains(GUIDE));
    terminal.send("\x1b");
    terminal.wait_for("the guide gone", |text| !text.contains(GUIDE));
    terminal.leave();
    let again = program(&folder).start();
    ready(&again);
    assert!(!again.text().contains(GUIDE));
    again.leave();
}

#[test]
fn a_note_is_written_in_the_reviewers_editor() {
    let folder = desk();
    write(&folder, "words.txt", "asked the harbour office\n");
    let editor = format!("cp {}", folder.path().join("words.txt").display());
    let terminal = program(&folder).variable("VISUAL", "").variable("EDITOR", &editor).start();
    ready(&terminal);
    terminal.send("i");
    terminal.wait_for("the note", |text| text.contains("Ctrl-e"));
    terminal.send("\x05");
    terminal.wait_for("the note from the editor", |text| text.contains("asked the harbour office"));
    assert!(terminal.is_raw());
    thread::sleep(SLIP);
    terminal.leave();
    let saved = fs::read_to_string(folder.path().join(format!("{ARTICLE}.claims.ron"))).unwrap();
    assert!(saved.contains("note: \"asked the harbour office\""), "{saved}");
}

#[test]
fn clipboard_and_mouse_are_asked_for_and_given_back() {
    let folder = desk();
    let terminal = program(&folder).start();
    ready(&terminal);
    assert!(!log(&terminal).contains("\x1b[?1000h"), "the mouse belongs to the terminal at first");
    terminal.send("y");
    terminal.wait("the clipboard", |terminal| log(terminal).contains("\x1b]52;c;").then_some(()));
    terminal.send(":mouse");
    terminal.wait_for("the command", |text| text.contains("Turn mouse support"));
    terminal.send("\r");
    terminal.wait("the mouse", |terminal| log(terminal).contains("\x1b[?1000h").then_some(()));
    // The row of the second claim.
    let row = terminal.text().lines().position(|line| line.contains("▸")).unwrap() + 2;
    terminal.send(format!("\x1b[<0;90;{row}M\x1b[<0;90;{row}m"));
    terminal.wait_for("the second claim", |text| text.contains("Claim 2 of"));
    terminal.leave();
}

#[test]
fn the_theme_that_was_taken_is_there_tomorrow_and_the_settings_come_first() {
    let folder = desk();
    let chosen = |terminal: &Terminal| {
        terminal.send("T");
        let text = terminal.wait_for("the themes", |text| text.contains("▸ "));
        terminal.send("\x1b");
        text.lines().filter_map(|line| line.split_once("│ ▸ ")).map(|(_, rest)| rest.trim().to_owned()).next().unwrap_or_default()
    };
    let terminal = program(&folder).start();
    ready(&terminal);
    terminal.send("T");
    terminal.wait_for("the themes", |text| text.contains("lamplight"));
    terminal.send("lampl");
    terminal.wait_for("one theme", |text| text.contains("1/"));
    terminal.send("\r");
    thread::sleep(SLIP);
    terminal.leave();
    assert!(!folder.path().join("config/saidby/settings.ron").exists(), "settings are the reviewer's own file");
    let again = program(&folder).start();
    ready(&again);
    assert!(chosen(&again).starts_with("lamplight"), "{}", again.text());
    thread::sleep(SLIP);
    again.leave();
    write(&folder, "config/saidby/settings.ron", "(theme: \"okabe-ito\")");
    let third = program(&folder).start();
    ready(&third);
    assert!(chosen(&third).starts_with("okabe-ito"), "{}", third.text());
    thread::sleep(SLIP);
    third.leave();
}

#[test]
fn without_a_locale_of_unicode_only_ascii_is_written() {
    let folder = desk();
    let terminal = program(&folder).variable("LANG", "C").variable("LC_ALL", "").variable("LC_CTYPE", "").start();
    ready(&terminal);
    terminal.send("s");
    terminal.wait_for("the picker", |text| text.contains("+- Who said it?"));
    assert!(terminal.log().is_ascii(), "{}", terminal.text());
    terminal.send("\x1b");
    thread::sleep(SLIP);
    terminal.leave();
}

#[test]
fn a_keymap_that_clashes_is_told_and_left_out() {
    for (keymap, told) in [
        ("{ \"confirm\": [\"x\"] }", "`x` is both confirm and reject"),
        ("{ \"confirm\": [\"ctrl-h\"] }", "send the same code for `ctrl-h` and Backspace"),
        ("{\n  \"confirm\": [\"y\"]\n  \"reject\": [] }", "line 3"),
    ] {
        let folder = desk();
        write(&folder, "config/saidby/keymap.ron", keymap);
        let terminal = program(&folder).start();
        terminal.wait_for(told, |text| text.contains(told));
        ready(&terminal);
        terminal.send("a");
        terminal.wait_for("the default key", |text| text.contains("Claim 2 of"));
        thread::sleep(SLIP);
        terminal.leave();
    }
}
