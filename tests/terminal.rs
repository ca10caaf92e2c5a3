//! The terminal is given back whatever happens, and signals never cost a decision.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use pty::{Launch, Terminal};
use tempfile::TempDir;

const SLIP: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(30);
const ARTICLE: &str = "reef-heat.txt";
const PROGRAM: &str = env!("CARGO_BIN_EXE_saidby");

fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(ARTICLE), folder.path().join(ARTICLE)).unwrap();
    folder
}

fn launch(folder: &TempDir) -> Launch {
    Launch::new(PROGRAM, folder.path()).args(["--engine", "fast", ARTICLE])
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

fn sidecar(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join(format!("{ARTICLE}.claims.ron"))).unwrap_or_default()
}

#[track_caller]
fn leave(terminal: &Terminal) {
    terminal.send("q");
    assert_eq!(terminal.exit_status(), 0);
    terminal.assert_restored();
}

#[test]
fn an_interrupt_ends_it_in_order() {
    let folder = desk();
    let terminal = launch(&folder).start();
    begin(&terminal);
    terminal.send("a");
    terminal.wait_for("a decision", |text| decided(text) == Some(1));
    terminal.signal("INT");
    assert_eq!(terminal.exit_status(), 128 + 2);
    terminal.assert_restored();
    assert!(sidecar(&folder).contains("decision: Confirmed"));
}

#[test]
fn suspended_it_gives_the_terminal_back_and_comes_back_to_it() {
    let folder = desk();
    let terminal = launch(&folder).start();
    begin(&terminal);
    for by_key in [true, false] {
        if by_key {
            terminal.send("\x1a");
        } else {
            terminal.signal("TSTP");
        }
        terminal.wait("the stop", |terminal| (!terminal.is_running()).then_some(()));
        terminal.settle(Duration::from_millis(50));
        terminal.assert_restored();
        terminal.signal("CONT");
        terminal.wait("the screen again", |terminal| terminal.look(vt100::Screen::alternate_screen).then_some(()));
        terminal.wait("raw mode again", |terminal| terminal.is_raw().then_some(()));
        terminal.wait_for("the review again", |text| decided(text).is_some());
        thread::sleep(SLIP);
    }
    terminal.send("a");
    terminal.wait_for("a decision", |text| decided(text) == Some(1));
    leave(&terminal);
}

#[test]
fn what_is_pressed_in_an_editor_reaches_the_editor_alone() {
    let folder = desk();
    // Ctrl-C in an editor is a signal for every program of the terminal.
    let editor = "kill -INT $(cat .pid); sleep 0.3; stty -a >modes; printf 'a word from the editor' >\"$1\"";
    fs::write(folder.path().join("editor.sh"), editor).unwrap();
    let terminal = launch(&folder).variable("EDITOR", "sh editor.sh").start();
    begin(&terminal);
    terminal.send("i");
    thread::sleep(SLIP);
    terminal.send("\x05");
    terminal.wait_for("the note", |text| text.contains("a word from the editor"));
    terminal.wait("raw mode again", |terminal| terminal.is_raw().then_some(()));
    let modes = fs::read_to_string(folder.path().join("modes")).unwrap();
    assert!(modes.contains(" icanon") && modes.contains(" echo "), "the editor had a raw terminal:\n{modes}");
    thread::sleep(SLIP);
    terminal.send("\x1b");
    terminal.wait("the note on disk", |_| sidecar(&folder).contains("a word from the editor").then_some(()));
    thread::sleep(SLIP);
    leave(&terminal);
}

#[test]
fn an_editor_that_never_ends_does_not_keep_it() {
    let folder = desk();
    let terminal = launch(&folder).variable("EDITOR", "echo up >up; exec sleep 600;").start();
    begin(&terminal);
    terminal.send("a");
    terminal.wait_for("a decision", |text| decided(text) == Some(1));
    thread::sleep(SLIP);
    terminal.send("i");
    thread::sleep(SLIP);
    terminal.send("half a word");
    terminal.wait_for("the note", |text| text.contains("half a word"));
    terminal.send("\x05");
    terminal.wait("the editor", |_| folder.path().join("up").exists().then_some(()));
    terminal.signal("TERM");
    assert_eq!(terminal.exit_status(), 128 + 15);
    terminal.assert_restored();
    assert!(sidecar(&folder).contains("decision: Confirmed"));
    assert!(sidecar(&folder).contains("half a word"), "the note that the editor had");
}

/// Waits until the sidecar has `words`.
#[track_caller]
fn assert_kept(terminal: &Terminal, folder: &TempDir, words: &str) {
    terminal.wait("the end of the program", |terminal| (!terminal.is_running()).then_some(()));
    assert!(sidecar(folder).contains(words), "{words} is lost:\n{}", sidecar(folder));
}

#[test]
fn a_half_written_note_is_kept_when_the_program_is_ended() {
    for signal in ["TERM", "HUP"] {
        let folder = desk();
        let terminal = launch(&folder).start();
        begin(&terminal);
        terminal.send("i");
        thread::sleep(SLIP);
        terminal.send("ask the harbour master");
        terminal.wait_for("the note", |text| text.contains("ask the harbour master"));
        terminal.signal(signal);
        terminal.exit_status();
        terminal.assert_restored();
        assert_kept(&terminal, &folder, "ask the harbour master");
    }
}

#[test]
fn a_half_written_note_is_kept_when_the_window_is_closed() {
    let folder = desk();
    let mut terminal = launch(&folder).start();
    begin(&terminal);
    terminal.send("i");
    thread::sleep(SLIP);
    terminal.send("ask the harbour master");
    terminal.wait_for("the note", |text| text.contains("ask the harbour master"));
    terminal.hang_up();
    assert_kept(&terminal, &folder, "ask the harbour master");
}

#[test]
fn a_terminal_that_goes_away_takes_no_decision_with_it() {
    let folder = desk();
    let mut terminal = launch(&folder).start();
    begin(&terminal);
    terminal.send("a");
    terminal.wait_for("a decision", |text| decided(text) == Some(1));
    terminal.hang_up();
    terminal.wait("the end of the program", |terminal| (!terminal.is_running()).then_some(()));
    assert!(sidecar(&folder).contains("decision: Confirmed"));
    assert!(!folder.path().join(format!(".{ARTICLE}.claims.ron.lock")).exists());
}

/// Answers to what another program asked (an editor, tmux, ssh) come to the one that has the terminal then.
#[test]
fn what_a_terminal_answers_is_never_a_command() {
    let folder = desk();
    let terminal = launch(&folder).start();
    begin(&terminal);
    let replies = [
        "\x1bP>|tmux 3.5a\x1b\\",
        "\x1bP>|xterm(390)\x07",
        "\x1bP!|7E565445\x1b\\",
        "\x1bP1$r0;1x\x1b\\",
        "\x1b[?64;1;2;6;9;15c",
        "\x1b[>41;390;0c",
        "\x1b[?2026;2$y",
        "\x1b[?0u",
        "\x1b[4;600;800t",
        "\x1b]11;black axax\x1b\\",
        "\x1b]lax ax\x1b\\",
        "\x1b]52;c;YXhheA==\x07",
        "\x1b_Gi=1;axax\x1b\\",
    ];
    for reply in replies {
        terminal.send(reply);
    }
    // Late, and cut where it hurts.
    for reply in replies {
        for cut in [1, 2, reply.len() / 2, reply.len() - 1] {
            terminal.send(&reply[..cut]);
            thread::sleep(Duration::from_millis(60));
            terminal.send(&reply[cut..]);
        }
    }
    thread::sleep(2 * SLIP);
    assert_eq!(decided(&terminal.text()), Some(0), "{}", terminal.text());
    assert!(terminal.text().contains("Claim 1 of"), "{}", terminal.text());
    // The keys of a person between them are commands as ever.
    for (count, reply) in replies.iter().enumerate().take(3) {
        terminal.send(format!("{reply}a{reply}"));
        terminal.wait_for("a decision", |text| decided(text) == Some(count + 1));
        thread::sleep(SLIP);
    }
    terminal.send("\x1b[Z\x1bx");
    thread::sleep(SLIP);
    leave(&terminal);
    let saved = sidecar(&folder);
    assert_eq!(saved.matches("decision: ").count(), 3, "{saved}");
    assert_eq!(saved.matches("decision: Confirmed").count(), 3, "{saved}");
}

/// The kernel tells the leader of a session that the terminal has gone; one that ignores it tells nobody.
#[test]
fn a_terminal_that_goes_away_in_silence_is_missed_too() {
    let folder = desk();
    let pair = native_pty_system().openpty(PtySize { rows: 36, cols: 120, ..PtySize::default() }).unwrap();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("trap '' HUP; \"$0\" --engine fast {ARTICLE}; :"), PROGRAM]);
    command.env("TERM", "xterm-256color");
    command.env("XDG_CONFIG_HOME", folder.path());
    command.env("XDG_STATE_HOME", folder.path());
    command.cwd(folder.path());
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    // Where nothing comes any more, the end of its leader ends the program, and the reading below.
    let mut leader = child.clone_killer();
    let (done, waits) = std::sync::mpsc::channel::<()>();
    thread::spawn(move || waits.recv_timeout(LONG).is_err().then(|| leader.kill()));
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut seen, mut bytes) = (String::new(), [0; 65_536]);
    let mut read_until = |wanted: &str| {
        // To the end of the frame: no error of a write is to tell that the terminal is gone.
        while !(seen.contains(wanted) && seen.ends_with("\x1b[?2026l")) {
            let count = reader.read(&mut bytes).unwrap_or(0);
            assert_ne!(count, 0, "it ended without {wanted}: {seen}");
            seen.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    };
    read_until("Heat");
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(b"\x1b").unwrap();
    read_until("undecided");
    thread::sleep(SLIP);
    drop((reader, writer, pair.master));
    let end = Instant::now() + LONG;
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "it goes on without a terminal");
        thread::sleep(SLIP / 6);
    }
    drop(done);
    assert!(!folder.path().join(format!(".{ARTICLE}.claims.ron.lock")).exists());
}

#[test]
fn what_was_left_out_of_a_page_is_a_key_away() {
    let folder = desk();
    let page = "port-strike.html";
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(page), folder.path().join(page)).unwrap();
    for (article, shown) in [(page, "Left out of the page"), (ARTICLE, "nothing was left out of this article")] {
        let terminal = Launch::new(PROGRAM, folder.path()).args(["--engine", "fast", article]).start();
        terminal.wait_for("the guide or the review", |text| text.contains("Every decision") || decided(text).is_some());
        terminal.send("\x1b");
        terminal.wait_for("the review", |text| !text.contains("Every decision") && decided(text).is_some());
        thread::sleep(SLIP);
        terminal.send("B");
        terminal.wait_for("the list or a word", |text| text.contains(shown));
        terminal.send("\x1b");
        terminal.wait_for("the review again", |text| !text.contains("Left out of the page") && decided(text).is_some());
        thread::sleep(SLIP);
        leave(&terminal);
    }
}

/// What `saidby` says to these words in `folder`.
fn said(folder: &Path, words: &[&str]) -> (bool, String, String) {
    let output = std::process::Command::new(PROGRAM).args(words).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_part_of_a_page_is_brought_in_and_every_command_reads_it() {
    let folder = desk();
    let page = "ferry.html";
    fs::write(folder.path().join(page), include_str!("../src/tui/screen/left_out/page.html")).unwrap();
    let part = "The mayor, Tove Halle, said that the fares were a scandal";
    let open = || {
        let terminal = Launch::new(PROGRAM, folder.path()).args(["--engine", "fast", page]).start();
        terminal.wait_for("the guide or the review", |text| text.contains("Every decision") || decided(text).is_some());
        terminal.send("\x1b");
        terminal.wait_for("the review", |text| !text.contains("Every decision") && decided(text).is_some());
        thread::sleep(SLIP);
        terminal
    };
    let sidecar = folder.path().join(format!("{page}.claims.ron"));
    let terminal = open();
    terminal.send("a");
    terminal.wait_for("a decision", |text| decided(text) == Some(1));
    terminal.send("B");
    terminal.wait_for("the list", |text| text.contains("Left out of the page") && text.contains("The mayor, Tove Halle"));
    // The first part is the navigation.
    terminal.send("j");
    terminal.wait_for("the whole part", |text| text.contains("would not pay them"));
    terminal.send("\r");
    terminal.wait_for("the part in the article", |text| text.contains("the part is in the article now"));
    thread::sleep(SLIP);
    leave(&terminal);
    let saved = fs::read_to_string(&sidecar).unwrap();
    assert!(saved.contains("restored: [\"") && saved.starts_with("(\n    version: 2,"), "{saved}");
    // Each command reads the page with the part: its words are there, and all spans hold theirs.
    let (_, text, _) = said(folder.path(), &["read", page]);
    assert!(text.contains(part), "{text}");
    let (ok, out, err) = said(folder.path(), &["check", page]);
    assert!(ok, "{out}{err}");
    for command in [&["export", "--format", "jsonl", page][..], &["extract", "--engine", "fast", "--format", "jsonl", page][..]] {
        let (ok, out, err) = said(folder.path(), command);
        assert!(ok && out.contains(part), "{command:?}: {out}{err}");
    }
    let (_, report, _) = said(folder.path(), &["report", page]);
    assert!(report.contains("Ane Borg"), "{report}");
    let (_, left, _) = said(folder.path(), &["read", "--left-out", page]);
    assert!(!left.contains("Tove Halle") && left.contains("Home"), "{left}");
    // It is taken out again as it was brought in.
    let terminal = open();
    terminal.send("B");
    terminal.wait_for("the list", |text| text.contains("1 brought in"));
    terminal.send("j");
    terminal.wait_for("the part", |text| text.contains("brought in; it was left out as"));
    terminal.send("\r");
    terminal.wait_for("the article without it", |text| text.contains("taken out of the article again"));
    thread::sleep(SLIP);
    leave(&terminal);
    assert!(!fs::read_to_string(&sidecar).unwrap().contains("restored"));
    assert!(!said(folder.path(), &["read", page]).1.contains(part));
    let (ok, out, err) = said(folder.path(), &["check", page]);
    assert!(ok, "{out}{err}");
}

#[test]
fn a_terminal_that_can_show_no_screen_is_left_alone() {
    let folder = desk();
    let terminal = launch(&folder).variable("TERM", "dumb").start();
    assert_eq!(terminal.exit_status(), 1);
    terminal.settle(Duration::from_millis(50));
    terminal.assert_restored();
    assert!(terminal.text().contains("TERM=dumb"), "{}", terminal.text());
    let log = String::from_utf8_lossy(&terminal.log()).into_owned();
    assert!(!log.split("\x1b]777").next().unwrap().contains('\x1b'), "{log:?}");
}

#[test]
fn without_a_terminal_it_says_so() {
    let folder = desk();
    let run = |arguments: &[&str], out: Stdio| {
        let mut command = Command::new(PROGRAM);
        command.current_dir(folder.path()).args(arguments).stdin(Stdio::null()).stdout(out).stderr(Stdio::piped());
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, told) = run(&[ARTICLE], Stdio::piped());
    assert!(status == Some(1) && told.contains("not a terminal"), "{told}");
    // A disk that takes nothing is reported, and no success.
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    for arguments in [&["extract", "--engine", "fast", ARTICLE][..], &["stats", ARTICLE], &["keys"], &["man"]] {
        let (status, told) = run(arguments, full());
        assert!(status == Some(1) && told.to_lowercase().contains("no space"), "{arguments:?}: {status:?} {told}");
    }
    assert_eq!(sidecar(&folder), "");
}
