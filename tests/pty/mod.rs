//! A program in a real pseudo-terminal, as a person at a keyboard has it: keys in, a screen out.
//!
//! The program runs under a shell that stays, so that the state of the terminal after its end can be
//! looked at: when the last process of a terminal leaves, the system itself resets it.
#![allow(dead_code, reason = "tests and benches use different parts of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a harness for tests")]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// How long a test waits for what must come; generous, for machines under load.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the shell writes when the program has ended.
const EXIT_MARK: &str = "\x1b]777;exit=";

/// How a program is started.
pub struct Launch {
    argv: Vec<String>,
    folder: PathBuf,
    variables: Vec<(String, String)>,
    rows: u16,
    columns: u16,
    answers: bool,
    shell: bool,
    pid_file: &'static str,
}

impl Launch {
    /// `program` in `folder`, on a terminal of 120x36 that answers questions, as xterm with 24-bit colours.
    pub fn new(program: impl Into<String>, folder: &Path) -> Self {
        let home = folder.to_string_lossy().into_owned();
        let variables = [
            ("TERM", "xterm-256color"),
            ("COLORTERM", "truecolor"),
            ("LANG", "C.UTF-8"),
            ("HOME", &home),
            ("XDG_CONFIG_HOME", &format!("{home}/config")),
            ("XDG_STATE_HOME", &format!("{home}/state")),
            ("SAIDBY_ANNOTATOR", "sb"),
        ];
        Self {
            argv: vec![program.into()],
            folder: folder.to_owned(),
            variables: variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            rows: 36,
            columns: 120,
            answers: true,
            shell: true,
            pid_file: ".pid",
        }
    }

    /// With these arguments after the others.
    pub fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.argv.extend(args.into_iter().map(str::to_owned));
        self
    }

    /// With an environment variable.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// On a terminal of this size.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// On a terminal that answers no question.
    pub fn mute(mut self) -> Self {
        self.answers = false;
        self
    }

    /// Without the shell around it, for measuring: the terminal is gone with the program.
    pub fn bare(mut self) -> Self {
        self.shell = false;
        self
    }

    /// With another name for the file of its process id: two in one folder need two.
    pub fn pid_file(mut self, name: &'static str) -> Self {
        self.pid_file = name;
        self
    }

    /// Starts it.
    pub fn start(self) -> Terminal {
        Terminal::start(self)
    }
}

/// What the program wrote so far.
struct Output {
    screen: vt100::Parser,
    log: Vec<u8>,
    /// When the log reached which length.
    arrivals: Vec<(Instant, usize)>,
    closed: bool,
}

/// A running program and its terminal.
pub struct Terminal {
    // Dropped in this order: a child is ended before its terminal goes.
    child: Box<dyn Child + Send + Sync>,
    writer: Arc<Mutex<Box<dyn Write + Send>>>,
    output: Arc<Mutex<Output>>,
    slave: Option<Box<dyn SlavePty + Send>>,
    master: Box<dyn MasterPty + Send>,
    /// When it was started.
    pub started: Instant,
    pid_file: PathBuf,
    modes_before: String,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Terminal {
    fn start(launch: Launch) -> Self {
        let pair = native_pty_system().openpty(size(launch.columns, launch.rows)).unwrap();
        let pid_file = launch.folder.join(launch.pid_file);
        let mut command = if launch.shell {
            let mut command = CommandBuilder::new("sh");
            let script = format!(
                "sh -c 'echo $$ >\"$0\"; exec \"$@\"' '{}' \"$@\"; printf '\\033]777;exit=%s\\007' $?; read -r _",
                pid_file.display()
            );
            command.args(["-c", &script, "sh"]);
            command.args(&launch.argv);
            command
        } else {
            let mut command = CommandBuilder::new(&launch.argv[0]);
            command.args(&launch.argv[1..]);
            command
        };
        command.env_clear();
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        for (name, value) in &launch.variables {
            command.env(name, value);
        }
        command.cwd(&launch.folder);
        let modes_before = modes(&*pair.master);
        let (rows, columns) = (NonZeroU16::new(launch.rows).unwrap(), NonZeroU16::new(launch.columns).unwrap());
        let output = Arc::new(Mutex::new(Output {
            screen: vt100::Parser::new(rows, columns, 0),
            log: Vec::new(),
            arrivals: Vec::new(),
            closed: false,
        }));
        let writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let reader = pair.master.try_clone_reader().unwrap();
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let (shared, answer_to) = (Arc::clone(&output), launch.answers.then(|| Arc::clone(&writer)));
        thread::spawn(move || pump(reader, &shared, answer_to));
        // Without the shell the program must be the last to hold the terminal, so that its end is seen.
        let slave = launch.shell.then_some(pair.slave);
        Self { child, writer, output, slave, master: pair.master, started, pid_file, modes_before }
    }

    /// Sends bytes as if typed.
    pub fn send(&self, keys: impl AsRef<[u8]>) {
        let mut writer = self.writer.lock().unwrap();
        writer.write_all(keys.as_ref()).unwrap();
        writer.flush().unwrap();
    }

    /// What the screen shows, spaces at line ends dropped.
    pub fn text(&self) -> String {
        let output = self.output.lock().unwrap();
        let columns = output.screen.screen().size().1.get();
        let rows: Vec<String> = output.screen.screen().rows(0, columns).map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n")
    }

    /// Everything that the program has written.
    pub fn log(&self) -> Vec<u8> {
        self.output.lock().unwrap().log.clone()
    }

    /// Looks at the emulator's screen.
    pub fn look<T>(&self, with: impl FnOnce(&vt100::Screen) -> T) -> T {
        with(self.output.lock().unwrap().screen.screen())
    }

    /// Waits until the text of the screen satisfies `wanted`; fails with the screen when it never does.
    #[track_caller]
    pub fn wait_for(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.wait(what, |terminal| {
            let text = terminal.text();
            wanted(&text).then_some(text)
        })
    }

    /// Waits until `ready` gives something.
    #[track_caller]
    pub fn wait<T>(&self, what: &str, ready: impl Fn(&Self) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ready(self) {
                return found;
            }
            assert!(Instant::now() < end, "waited {PATIENCE:?} for {what}; the screen shows:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until nothing has been written for `quiet`.
    pub fn settle(&self, quiet: Duration) {
        self.wait("silence", |terminal| {
            let last = terminal.arrivals().last().map_or(terminal.started, |(when, _)| *when);
            (last.elapsed() >= quiet).then_some(())
        });
    }

    /// When what was written had reached which length.
    pub fn arrivals(&self) -> Vec<(Instant, usize)> {
        self.output.lock().unwrap().arrivals.clone()
    }

    /// How long after its start the program had drawn a screen that satisfies `wanted`.
    pub fn time_to(&self, what: &str, wanted: impl Fn(&str) -> bool) -> Duration {
        self.wait_for(what, &wanted);
        let (log, arrivals) = (self.log(), self.arrivals());
        let (rows, columns) = self.look(vt100::Screen::size);
        let mut replay = vt100::Parser::new(rows, columns, 0);
        let mut from = 0;
        for (when, to) in arrivals {
            replay.process(&log[from..to]);
            from = to;
            if wanted(&replay.screen().contents()) {
                return when - self.started;
            }
        }
        panic!("{what} came and went");
    }

    /// What the screen showed after each portion of output behind the first `from` bytes of the log.
    pub fn screens_since(&self, from: usize) -> Vec<String> {
        let (log, arrivals) = (self.log(), self.arrivals());
        let (rows, columns) = self.look(vt100::Screen::size);
        let mut replay = vt100::Parser::new(rows, columns, 0);
        replay.process(&log[..from]);
        let mut at = from;
        let mut screens = Vec::new();
        for (_, to) in arrivals.into_iter().filter(|(_, to)| *to > from) {
            replay.process(&log[at..to]);
            at = to;
            screens.push(replay.screen().contents());
        }
        screens
    }

    /// How long after a key the last byte of the answer came; the answer ends with `quiet` of silence.
    /// `None` when there was none.
    pub fn time_of_key(&self, key: &str, quiet: Duration) -> Option<Duration> {
        self.settle(quiet);
        let before = self.arrivals().len();
        let sent = Instant::now();
        self.send(key);
        loop {
            thread::sleep(Duration::from_millis(1));
            let arrivals = self.arrivals();
            match arrivals.get(before..).unwrap_or_default().last() {
                Some((when, _)) if when.elapsed() >= quiet => return Some(*when - sent),
                None if sent.elapsed() > Duration::from_secs(5) => return None,
                _ => {}
            }
        }
    }

    /// The most memory that the program has held so far, in KiB (bare programs on Linux only).
    pub fn peak_kib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id()?)).ok()?;
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let (r, c) = (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
        self.output.lock().unwrap().screen.set_size(r, c);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// The program's process id.
    pub fn pid(&self) -> u32 {
        self.wait("the program's process id", |terminal| std::fs::read_to_string(&terminal.pid_file).ok()?.trim().parse().ok())
    }

    /// Sends a signal ("TERM") to the program.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args([format!("-{name}"), self.pid().to_string()]).status().unwrap();
        assert!(status.success(), "kill -{name} failed");
    }

    /// Whether the terminal's modes differ from those before the start (raw mode, no echo).
    pub fn is_raw(&self) -> bool {
        modes(&*self.master) != self.modes_before
    }

    /// Waits for the end of the program; its exit status as a shell sees it (128 + signal where one ended it).
    #[track_caller]
    pub fn exit_status(&self) -> i32 {
        self.wait("the end of the program", |terminal| {
            let log = String::from_utf8_lossy(&terminal.log()).into_owned();
            let (_, rest) = log.rsplit_once(EXIT_MARK)?;
            rest.split_once('\x07')?.0.parse().ok()
        })
    }

    /// Fails unless the terminal is as it was before the program.
    #[track_caller]
    pub fn assert_restored(&self) {
        assert!(
            !self.is_raw(),
            "the terminal's modes were left changed:\n{}\nbefore:\n{}",
            modes(&*self.master),
            self.modes_before
        );
        self.look(|screen| {
            assert!(!screen.alternate_screen(), "the alternate screen was left on");
            assert!(!screen.hide_cursor(), "the cursor was left hidden");
            assert!(!screen.bracketed_paste(), "bracketed paste was left on");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse was left captured");
        });
    }

    /// Leaves the program with `q`: it ends well, and gives the terminal back.
    #[track_caller]
    pub fn leave(&self) {
        self.send("q");
        assert_eq!(self.exit_status(), 0, "the screen shows:\n{}", self.text());
        self.assert_restored();
    }

    /// Takes the terminal away, as a closed window does: the shell that leads its session goes.
    pub fn hang_up(&mut self) {
        // Known before it can be gone.
        self.pid();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Whether the program is there, and not stopped.
    pub fn is_running(&self) -> bool {
        let state = Command::new("ps").args(["-o", "stat=", "-p", &self.pid().to_string()]).output().unwrap().stdout;
        !matches!(state.first(), None | Some(b'T' | b'Z'))
    }

    /// Whether the program has closed its terminal (without the shell).
    pub fn is_closed(&self) -> bool {
        self.output.lock().unwrap().closed
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // The program first: it does not always follow its shell.
        if self.slave.is_some()
            && let Ok(pid) = std::fs::read_to_string(&self.pid_file)
        {
            let _ = Command::new("kill").args(["-KILL", pid.trim()]).stderr(std::process::Stdio::null()).status();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The modes of the terminal's line discipline, as text that can be compared.
fn modes(master: &dyn MasterPty) -> String {
    let modes = master.get_termios().expect("a pseudo-terminal has modes");
    format!("{:?} {:?} {:?} {:?}", modes.input_flags, modes.output_flags, modes.control_flags, modes.local_flags)
}

/// Reads what the program writes into the emulator, and answers its questions as a terminal does.
fn pump(mut reader: Box<dyn Read + Send>, output: &Mutex<Output>, answer_to: Option<Arc<Mutex<Box<dyn Write + Send>>>>) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        if count == 0 {
            output.lock().unwrap().closed = true;
            return;
        }
        let bytes = &buffer[..count];
        {
            let mut output = output.lock().unwrap();
            let now = Instant::now();
            output.log.extend_from_slice(bytes);
            let length = output.log.len();
            output.arrivals.push((now, length));
            output.screen.process(bytes);
        }
        if let Some(writer) = &answer_to {
            let answer = answers(bytes);
            if !answer.is_empty() {
                let _ = writer.lock().unwrap().write_all(answer.as_bytes());
            }
        }
    }
}

/// What a dark terminal answers to the questions in `bytes`.
fn answers(bytes: &[u8]) -> String {
    let asked = |question: &str| memchr::memmem::find(bytes, question.as_bytes()).is_some();
    let mut answer = String::new();
    for (question, reply) in [
        ("\x1b]10;?", "\x1b]10;rgb:cdcd/d6d6/f4f4\x1b\\"),
        ("\x1b]11;?", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"),
        ("\x1b[?u", "\x1b[?0u"),
        ("\x1b[6n", "\x1b[1;1R"),
        ("\x1b[c", "\x1b[?62;22c"),
        ("\x1b[0c", "\x1b[?62;22c"),
    ] {
        if asked(question) {
            answer.push_str(reply);
        }
    }
    answer
}
