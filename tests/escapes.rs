//! Nothing from outside reaches the terminal raw, whichever way it comes in: the bytes of a pseudo-terminal are
//! read, and only what the program itself says to a terminal may be among them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs;
use std::path::Path;
use std::time::Duration;

use pty::{Launch, Terminal};
use tempfile::TempDir;

/// What a terminal would obey, report, or be fooled by.
const ATTACKS: &[&str] = &[
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]0;pwned\x07",
    "\x1b]2;pwned\x1b\\",
    "\x1b[21t",
    "\x1b[6n",
    "\x1b[c",
    "\x1bP$q\"p\x1b\\",
    "\x1bPq#0;2;0;0;0#0!10~-\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1b_Gf=100;UFdO\x1b\\",
    "\x1b^pm\x1b\\",
    "\x1bXsos\x1b\\",
    "\x1b]8;;http://pwned.example\x1b\\x\x1b]8;;\x1b\\",
    "\x1b]50;pwned\x07",
    "\x1b[201~",
    "\x1b[200~",
    "\x1bc",
    "\x1b[?1049l",
    "\x1b[3;1H",
    "\x1b#8",
    "\x1b(0",
    "\u{9b}31m",
    "\u{9d}52;c;UFdO\u{9c}",
    "\u{90}q\u{9c}",
    "\x08\x08\x08",
    "\r\x1b[Kfake",
    "\x0e\x0f\x05",
    "\x7f",
    "a\u{202e}b\u{202c}",
    "a\u{2066}b\u{2069}\u{200e}\u{200f}\u{61c}",
    "a\u{200b}b\u{2060}c\u{feff}d\u{ad}e",
    "\u{e0041}\u{e007f}",
];

/// Every control character, and all attacks, in one line.
fn poison() -> String {
    let controls = (0..0x20u32).chain(0x7f..0xa0).filter(|code| !matches!(code, 0x0a | 0x0d));
    let controls: String = controls.filter_map(char::from_u32).collect();
    format!("{}{}", ATTACKS.concat(), controls)
}

/// The same without what no file name and no argument can hold.
fn poisoned_name() -> String {
    poison().chars().filter(|c| !matches!(c, '\0' | '/')).take(90).chain("\n\x1b]0;x\x07\u{9b}2J\u{202e}".chars()).collect()
}

/// Fails unless `log` holds nothing but text and what the program itself says to a terminal.
#[track_caller]
fn assert_clean(log: &[u8], what: &str) {
    // What the harness's own shell says when the program has ended.
    let text = String::from_utf8_lossy(log).into_owned();
    let text = text.split("\x1b]777;exit=").next().unwrap();
    // Places on the screen and its modes are what the program sets itself.
    let foreign = ATTACKS.iter().filter(|attack| attack.len() > 4 && !matches!(**attack, "\x1b[3;1H" | "\x1b[?1049l"));
    for attack in foreign {
        assert!(!text.contains(attack), "{what}: {attack:?} reached the terminal");
    }
    // Cursor, modes, colours and erasing; the question for the ground; the clipboard, only where it was asked for.
    let own = regex::Regex::new(r"^\x1b(\[[?<>=]?[0-9;:]*[ABCDGHJKdhlm]|\[6n\x1b\[2J|\]11;\?\x1b\\|[78])").unwrap();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| is_obeyed(c)) {
        let (before, from) = rest.split_at(at);
        match own.find(from) {
            Some(said) => rest = &from[said.end()..],
            // The ends of lines, and a tab in a cell of CSV.
            None if from.starts_with(['\n', '\r', '\t']) => rest = &from[1..],
            None => {
                let around: String = before.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                let next: String = from.chars().take(40).collect();
                panic!("{what}: this reached the terminal raw: {next:?}, after {around:?}");
            }
        }
    }
}

fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c as u32, 0xad | 0x61c | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfeff | 0xe0000..=0xe0fff)
}

#[test]
fn the_guard_sees_every_attack() {
    for attack in ATTACKS {
        let log = format!("\x1b[1;1Hbefore {attack} after");
        let caught = std::panic::catch_unwind(|| assert_clean(log.as_bytes(), "a test of the test")).is_err();
        // Alone, a place on the screen and a mode cannot be told from the program's own.
        assert!(caught || matches!(*attack, "\x1b[3;1H" | "\x1b[?1049l"), "{attack:?} was not seen");
    }
    assert_clean(b"\x1b[?1049h\x1b[2;3H\x1b[38;5;1mtext\r\n\x1b]11;?\x1b\\", "the program's own");
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_saidby");

/// An article that is an attack from its first word to its last.
fn article() -> String {
    let p = poison();
    let mut text = format!("Ferry {p} stops\n\nBy Jo {p} Orr\n\n");
    for attack in ATTACKS {
        text.push_str(&format!("“The hull {attack} is cracked,” harbour master Ana {attack} Diaz said on Monday.\n\n"));
    }
    text.push_str(&format!("Diaz told the Port{p} Vell Herald that the ferry would not sail before May.\n\n"));
    text.push_str("“The hull is sound,” engineer Tom Reuel told the Port Vell Herald on Friday.\n");
    text
}

fn desk(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), article()).unwrap();
    folder
}

/// Runs a command on a terminal to its end; what it wrote there, and its exit status.
fn shown(folder: &Path, launch: impl FnOnce(Launch) -> Launch) -> (Vec<u8>, i32) {
    let terminal = launch(Launch::new(PROGRAM, folder)).start();
    let status = terminal.exit_status();
    terminal.settle(Duration::from_millis(30));
    (terminal.log(), status)
}

#[track_caller]
fn begin(terminal: &Terminal) {
    terminal.wait_for("the guide", |text| text.contains("Every decision is saved at once"));
    terminal.send("\x1b");
    terminal.wait_for("the guide gone", |text| !text.contains("Every decision is saved at once"));
    terminal.settle(Duration::from_millis(300));
}

/// Presses keys one after the other, each time until the screen is quiet.
fn press(terminal: &Terminal, keys: &[&str]) {
    for key in keys {
        terminal.send(key);
        std::thread::sleep(Duration::from_millis(40));
    }
    terminal.settle(Duration::from_millis(150));
}

#[test]
fn an_article_and_its_name_on_every_screen() {
    let name = format!("{}.txt", poisoned_name());
    let folder = desk(&name);
    let p = poisoned_name();
    let annotator = poison().replace('\0', "");
    let terminal = Launch::new(PROGRAM, folder.path())
        .args(["--engine", "fast", "--theme", &p, &name])
        .variable("SAIDBY_ANNOTATOR", &annotator)
        .variable("EDITOR", &format!("false {}", p.replace('\n', " ")))
        .start();
    begin(&terminal);
    press(&terminal, &["j", "\r", "\x04", "\x04", "q", "l", "s", "\x1b", "o", "\x1b", "z", "\x04", "\x04", "\x04", "G", "z"]);
    press(&terminal, &["2", "j", "r", "\x1b", "m", "\x1b", "3", "j", "1", "F", "\x1b", "Q", "\x1b", ":", "\x1b", "?", "q"]);
    press(&terminal, &["/", "hull", "\r", "n", "\x1b", "v", "l", "w", "\x1b", "e", "\x1b", "c", "\x1b", "i", "\x05"]);
    std::thread::sleep(Duration::from_millis(300));
    press(&terminal, &["\x1b", "a", "t", "f", "S", "S", "u", "M", "\x1b", "\x1b", "\x1b"]);
    terminal.send("q");
    let _ = terminal.exit_status();
    assert_clean(&terminal.log(), "the review");
}

#[test]
fn a_sidecar_on_the_screen_and_in_every_table() {
    let folder = desk("a.txt");
    let (ron, _) = shown(folder.path(), |launch| launch.args(["extract", "--engine", "fast", "--format", "ron", "a.txt"]));
    assert_clean(&ron, "extract as RON");
    let made = std::process::Command::new(PROGRAM)
        .args(["extract", "--engine", "fast", "--format", "ron", "a.txt"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let ron = String::from_utf8(made.stdout).unwrap();
    let escaped: String = poison().chars().map(|c| format!("\\u{{{:x}}}", c as u32)).collect();
    let mut sidecar = ron.replacen(
        "suggestion:",
        &format!("decision: Confirmed,\n            by: \"{escaped}\",\n            at: \"2026-01-02T03:04:05Z\",\n            note: \"{escaped}\",\n            suggestion:"),
        1,
    );
    assert_ne!(ron, sidecar);
    for field in ["name: \"Tom Reuel", "name: \"Port Vell Herald"] {
        assert!(sidecar.contains(field), "{field} is not in {sidecar}");
        sidecar = sidecar.replace(field, &format!("{field}{escaped}"));
    }
    fs::write(folder.path().join("a.txt.claims.ron"), &sidecar).unwrap();
    fs::write(folder.path().join("t.txt"), article().replace("cracked", "crooked")).unwrap();
    for arguments in [
        &["extract", "--engine", "fast", "a.txt"][..],
        &["extract", "--engine", "fast", "--format", "csv", "a.txt"],
        &["extract", "--engine", "fast", "--format", "json", "a.txt"],
        &["extract", "--engine", "fast", "--format", "jsonl", "a.txt"],
        &["stats", "a.txt"],
        &["check", "a.txt"],
        &["export", "--format", "csv", "a.txt"],
        &["export", "--format", "jsonl", "a.txt"],
        &["check", "--verbose", "."],
        &["report", "--format", "md", "a.txt"],
        &["report", "--format", "html", "a.txt"],
        &["stats", "--format", "json", "a.txt"],
        &["compare", "--engine", "fast", "a.txt", "t.txt"],
        &["compare", "--engine", "fast", "--format", "json", "a.txt", "t.txt"],
    ] {
        let (log, _) = shown(folder.path(), |launch| launch.args(arguments.iter().copied()));
        assert!(!log.is_empty(), "{arguments:?} said nothing");
        assert_clean(&log, &format!("{arguments:?}"));
    }
    let terminal = Launch::new(PROGRAM, folder.path()).args(["--engine", "fast", "a.txt"]).start();
    begin(&terminal);
    press(
        &terminal,
        &[
            "g", "\r", "\x04", "q", "i", "\x1b", "s", "\x1b", "2", "j", "j", "r", "\x1b", "3", "j", "j", "r", "\x1b", "/",
            "fake", "\r",
        ],
    );
    press(&terminal, &["\x1b", "\x1b"]);
    terminal.send("q");
    let _ = terminal.exit_status();
    assert_clean(&terminal.log(), "the review of a sidecar");
}

#[test]
fn every_message_on_standard_error() {
    let name = format!("{}.txt", poisoned_name());
    let folder = desk(&name);
    let p = poisoned_name();
    let at = |name: &str| folder.path().join(name);
    fs::write(at(&format!("{p}.html")), "<p>").unwrap();
    fs::write(at("b.txt"), "She said no.").unwrap();
    let broken = format!("(\n    version: 1,\n    arti{}cle: (),\n    \"{p}\": {p}\n)\n", poison());
    fs::write(at("b.txt.claims.ron"), broken).unwrap();
    let nowhere = format!("{p}/none");
    for arguments in [
        &["extract", "--engine", "fast", &format!("{p}.html"), &format!("{p}.none")][..],
        &["check", "b.txt", &name, &format!("{p}.claims.ron")],
        &["stats", "b.txt", &nowhere],
        &["export", "--format", "jsonl", "b.txt", &nowhere],
        &["export", "--format", "jsonl", "--output", "b.txt", "b.txt"],
        &["b.txt"],
        &[&p],
        &[&format!("--{p}")],
        &["extract", "--engine", &p, "b.txt"],
        &["extract", "--min-score", &p, "b.txt"],
        &["extract", "--model", &p, "b.txt"],
        &["completions", &p],
        &["check", "--sidecar-dir", &p, "b.txt", &nowhere],
    ] {
        let (log, status) = shown(folder.path(), |launch| launch.args(arguments.iter().copied()));
        assert_ne!(status, 0, "{arguments:?} was no error");
        assert!(String::from_utf8_lossy(&log).contains(|c: char| c.is_alphabetic()), "{arguments:?} said nothing");
        assert_clean(&log, &format!("{arguments:?}"));
    }
}

#[test]
fn settings_themes_and_keys_that_are_attacks() {
    let folder = desk("a.txt");
    let config = folder.path().join("config/saidby");
    let p = poison();
    fs::create_dir_all(config.join("themes")).unwrap();
    fs::write(config.join("themes").join(format!("{}.ron", poisoned_name())), format!("(name: \"{p}\", \"{p}\"")).unwrap();
    let escaped: String = p.chars().map(|c| format!("\\u{{{:x}}}", c as u32)).collect();
    fs::write(config.join("themes/b.ron"), format!("(name: \"b{escaped}\", doc: \"{escaped}\", inherits: \"dark\")")).unwrap();
    fs::write(config.join("keymap.ron"), format!("{{ \"{escaped}\": [\"{escaped}\"] }}")).unwrap();
    fs::write(config.join("settings.ron"), format!("(\n    theme: \"{p}\",\n    {p}: true\n)")).unwrap();
    let (log, _) = shown(folder.path(), |launch| launch.args(["themes"]));
    assert_clean(&log, "the list of themes");
    let terminal = Launch::new(PROGRAM, folder.path()).args(["--engine", "fast", "a.txt"]).start();
    begin(&terminal);
    press(&terminal, &["T", "\x1b[B", "\x1b[B", "\x1b[A", "\x1b"]);
    terminal.send("q");
    let _ = terminal.exit_status();
    assert_clean(&terminal.log(), "broken settings");
}
