//! The program as a person at a terminal has it: started on an article, worked with, left, and opened again.

mod pty;

use std::time::Duration;

use pty::Launch;

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
