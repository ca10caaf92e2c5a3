//! Kills the program at random moments and checks that every decision is on disk and that the next start works.
//!
//! A few rounds run with the other tests. `SAIDBY_CRASH_ROUNDS=200 cargo test --test crash -- --nocapture` runs
//! more, `SAIDBY_CRASH_SEED` makes other ones, and the figures are printed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

mod pty;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pty::{Launch, Terminal};
use saidby::article::{Article, Format};
use saidby::review::Decision;

/// What was decided so long before the kill must be on disk.
const PROMISE: Duration = Duration::from_millis(100);
/// How long a reader looks at a list that has just come up.
const LOOK: Duration = Duration::from_millis(400);
/// Between two decisions: a doubled key is none.
const SLIP: Duration = Duration::from_millis(170);

/// Numbers of chance from a seed (SplitMix64; Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn milliseconds(&mut self, most: u64) -> Duration {
        Duration::from_micros(self.below(most * 1000))
    }
}

/// How long the machine itself takes at present for what a save does. On a loaded one a file of a few bytes may
/// take longer to reach the disk than the promise allows, and nothing in the program can change that.
struct Probe {
    worst: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Probe {
    fn start(folder: &Path) -> Self {
        let (worst, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (told, ended, path) = (Arc::clone(&worst), Arc::clone(&stop), folder.join("probe"));
        let thread = thread::spawn(move || {
            while !ended.load(Ordering::SeqCst) {
                let begun = Instant::now();
                let mut file = fs::File::create(&path).unwrap();
                file.write_all(&[b'x'; 20_000]).unwrap();
                file.sync_all().unwrap();
                thread::sleep(Duration::from_millis(5));
                told.fetch_max(begun.elapsed().as_micros() as u64, Ordering::SeqCst);
            }
        });
        Self { worst, stop, thread: Some(thread) }
    }

    /// The longest that it took since the last call.
    fn worst(&self) -> Duration {
        Duration::from_micros(self.worst.swap(0, Ordering::SeqCst))
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = self.thread.take().map(thread::JoinHandle::join);
    }
}

const ARTICLE: &str = "long.txt";

/// The folder of the rounds: an article with many claims, and files of others that must stay.
struct Desk {
    folder: tempfile::TempDir,
    article: Article,
    others: Vec<PathBuf>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let names = ["reef-heat.txt", "battery-recall.txt", "lighthouse-keeper.txt", "inquest-towpath.txt"];
        let texts: Vec<String> = names.iter().map(|name| fs::read_to_string(samples.join(name)).unwrap()).collect();
        let text = texts.join("\n\n");
        fs::write(folder.path().join(ARTICLE), &text).unwrap();
        // Other sidecars' half-written files, and names that only look alike.
        let others = [".long.txt.mw.claims.ron.aB3x9Z.saidby-tmp", ".longer.txt.claims.ron.aB3x9Z.saidby-tmp", "long.txt.bak"];
        let others: Vec<PathBuf> = others.iter().map(|name| folder.path().join(name)).collect();
        for other in &others {
            fs::write(other, "somebody else's").unwrap();
        }
        let article = Article::read(text.as_bytes(), Format::Text).unwrap();
        Self { folder, article, others }
    }

    fn sidecar(&self) -> PathBuf {
        self.folder.path().join(format!("{ARTICLE}.claims.ron"))
    }

    /// How many claims are decided on disk; fails where the file cannot be read.
    fn on_disk(&self) -> usize {
        let loaded = saidby::sidecar::load(&self.sidecar(), &self.article).unwrap_or_else(|error| panic!("{error}"));
        loaded.map_or(0, |loaded| loaded.record.claims.iter().filter(|claim| claim.decision != Decision::Unreviewed).count())
    }

    /// Half-written files of our sidecar.
    fn leftovers(&self) -> usize {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with(".long.txt.claims.ron.") && name.ends_with(".saidby-tmp")).count()
    }

    fn start(&self) -> Terminal {
        Launch::new(env!("CARGO_BIN_EXE_saidby"), self.folder.path()).args(["--engine", "fast", ARTICLE]).start()
    }
}

fn progress(text: &str) -> Option<(usize, usize)> {
    let figures = text.lines().next()?.split_whitespace().rev().find(|word| word.contains('/'))?;
    let (decided, all) = figures.split_once('/')?;
    Some((decided.parse().ok()?, all.parse().ok()?))
}

#[derive(Default)]
struct Figures {
    decisions: usize,
    leftovers: usize,
    killed_at_start: usize,
    slow_machine: usize,
    in_flight_saved: usize,
}

/// One life of the program, and its end. `decided` is what was at its beginning; what is at its end comes back.
fn round(desk: &Desk, probe: &Probe, chance: &mut Chance, decided: usize, figures: &mut Figures) -> usize {
    let terminal = desk.start();
    if chance.below(8) == 0 {
        // Before it is up.
        let wait = chance.milliseconds(150);
        let _ = terminal.pid();
        thread::sleep(wait);
        terminal.signal("KILL");
        terminal.exit_status();
        figures.killed_at_start += 1;
        assert_eq!(desk.on_disk(), decided, "a start changed the sidecar");
        return decided;
    }
    let text = terminal.wait_for("the review", |text| progress(text).is_some());
    assert!(!text.contains("read-only"), "the killed program's lock is still believed:\n{text}");
    assert_eq!(progress(&text).map(|(decided, _)| decided), Some(decided));
    assert_eq!(desk.leftovers(), 0, "a start leaves what was half-written");
    probe.worst();
    // A key right behind a change on the screen is not taken for a decision.
    thread::sleep(LOOK);
    // When each decision was on the screen: it was made by then.
    let mut seen: Vec<Instant> = Vec::new();
    for _ in 0..=chance.below(3) {
        thread::sleep(SLIP);
        terminal.send(if chance.below(2) == 0 { "a" } else { "x" });
        let wanted = decided + seen.len() + 1;
        terminal.wait_for("a decision", |text| progress(text).is_some_and(|(now, _)| now == wanted));
        seen.push(Instant::now());
    }
    let in_flight = chance.below(2) == 0;
    if in_flight {
        thread::sleep(SLIP);
        terminal.send("a");
    }
    // Most ends fall into a save or close behind one.
    let most = if chance.below(3) == 0 { 300 } else { 15 };
    thread::sleep(chance.milliseconds(most));
    let killed = Instant::now();
    terminal.signal("KILL");
    assert_eq!(terminal.exit_status(), 128 + 9);
    let machine = probe.worst();
    let slack = machine.saturating_sub(PROMISE / 2);
    figures.slow_machine += usize::from(!slack.is_zero());
    let promised = seen.iter().filter(|made| killed.duration_since(**made) >= PROMISE + slack).count();
    let made = seen.len() + usize::from(in_flight);
    let stands = desk.on_disk();
    assert!(
        (decided + promised..=decided + made).contains(&stands),
        "of {made} decisions {promised} were made in time, and {} are on disk; the machine took {machine:?} for a file",
        stands - decided
    );
    figures.decisions += made;
    figures.in_flight_saved += stands - decided - promised;
    figures.leftovers += desk.leftovers();
    stands
}

#[test]
fn nothing_decided_is_lost_when_it_is_killed_at_any_moment() {
    let setting = |name: &str| std::env::var(name).ok().map(|value| value.parse::<u64>().unwrap());
    let rounds = setting("SAIDBY_CRASH_ROUNDS").unwrap_or(20);
    let seed = setting("SAIDBY_CRASH_SEED").unwrap_or(1);
    let mut chance = Chance(seed);
    let desk = Desk::new();
    let probe = Probe::start(desk.folder.path());
    // The guide of the first start.
    let terminal = desk.start();
    terminal.wait_for("the guide", |text| text.contains("Every decision is saved at once"));
    terminal.send("\x1b");
    let text = terminal.wait_for("the review", |text| !text.contains("Every decision") && progress(text).is_some());
    let all = progress(&text).unwrap().1;
    assert!(all > 20, "only {all} claims");
    terminal.send("q");
    assert_eq!(terminal.exit_status(), 0);

    let mut figures = Figures::default();
    let mut decided = 0;
    let mut reviews = 1;
    for number in 0..rounds {
        if decided + 5 > all {
            fs::remove_file(desk.sidecar()).unwrap();
            (decided, reviews) = (0, reviews + 1);
        }
        let before = figures.decisions;
        decided = round(&desk, &probe, &mut chance, decided, &mut figures);
        assert!(figures.decisions >= before, "round {number} of seed {seed}");
    }
    // The last start finds everything in order, and leaves no trace.
    let terminal = desk.start();
    terminal.wait_for("the review", |text| progress(text).is_some_and(|(now, _)| now == decided));
    terminal.send("q");
    assert_eq!(terminal.exit_status(), 0);
    assert_eq!(desk.leftovers(), 0);
    assert!(!desk.folder.path().join(".long.txt.claims.ron.lock").exists(), "a lock stays behind");
    for other in &desk.others {
        assert_eq!(fs::read_to_string(other).unwrap(), "somebody else's", "{} was touched", other.display());
    }
    println!(
        "{rounds} rounds of seed {seed}: {} decisions in {reviews} reviews, none lost; killed {} times before the screen was up; \
         {} half-written files found and swept; {} decisions younger than {PROMISE:?} were on disk too; \
         the machine itself was slower than half of that in {} rounds",
        figures.decisions, figures.killed_at_start, figures.leftovers, figures.in_flight_saved, figures.slow_machine
    );
}
