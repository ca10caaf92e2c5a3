//! Start to first frame and key to frame, in a pseudo-terminal, beside `vim -u NONE` on the same file in
//! the same run: the budgets are ratios. `cargo bench --bench terminal`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "a bench")]

mod long_article;
#[path = "../tests/pty/mod.rs"]
mod pty;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use pty::{Launch, Terminal};
use saidby::article::Article;
use saidby::extract::EngineKind;
use saidby::sidecar::{self, Placement};

/// Words of the article that are on its first screen.
const OPENING: &str = "A Long Day on the River";

/// How long the engines may read before the memory is looked at.
const READING: Duration = Duration::from_secs(20);

/// Silence that ends a frame.
const QUIET: Duration = Duration::from_millis(12);

struct Program {
    name: &'static str,
    path: String,
    before: Vec<&'static str>,
}

#[derive(Clone, Copy)]
struct Figures {
    start: Duration,
    key: Duration,
    peak_kib: Option<u64>,
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody reads the guide here.
    let state = folder.path().join("state/saidby");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("state.ron"), "(guide_seen: true)").unwrap();
    let saidby = Program { name: "saidby", path: env!("CARGO_BIN_EXE_saidby").to_owned(), before: vec![] };
    let vim = Program { name: "vim", path: "vim".to_owned(), before: vec!["-u", "NONE"] };
    let has_vim = std::process::Command::new("vim").arg("--version").output().is_ok();
    if !has_vim {
        println!("vim is not installed here: no ratios");
    }
    println!("{:>7}  {:24} {:>10} {:>10} {:>7}  budget", "size", "what", "saidby", "vim", "ratio");
    let cases =
        [("5 KB", 5_000, 0, 15), ("100 KB", 100_000, 0, 9), ("10 MB", 10_000_000, 0, 5), ("decided", 10_000_000, 10_000, 5)];
    for (label, bytes, decided, starts) in cases {
        let article = folder.path().join(format!("article-{bytes}-{decided}.txt"));
        write(&article, bytes, decided);
        let ours = measure(&saidby, folder.path(), &article, starts);
        let theirs = has_vim.then(|| measure(&vim, folder.path(), &article, starts));
        row(label, "start to first frame", ours.start, theirs.map(|f| f.start), "1.5 x");
        row(label, "key to frame, median", ours.key, theirs.map(|f| f.key), "2 x");
        let peak =
            |figures: Figures| figures.peak_kib.map_or_else(|| "?".to_owned(), |kib| format!("{:.0} MB", kib as f64 / 1000.0));
        println!(
            "{label:>7}  {:24} {:>10} {:>10}          150 MB at 10 MB",
            "peak memory",
            peak(ours),
            theirs.map_or_else(String::new, peak)
        );
    }
}

/// An article of so many bytes, and next to it a sidecar with so many decided claims.
fn write(path: &Path, bytes: usize, decided: usize) {
    let text = long_article::text(bytes);
    fs::write(path, &text).unwrap();
    if decided > 0 {
        let article = Arc::new(Article::from_text(&text));
        let session = long_article::session(Arc::clone(&article), decided);
        let name = path.file_name().unwrap().to_string_lossy();
        let saved = sidecar::text_of(&session.record(), &article, &name, EngineKind::Deep.version());
        fs::write(sidecar::sidecar_path(path, &Placement::default()), saved).unwrap();
    }
}

fn row(label: &str, what: &str, ours: Duration, theirs: Option<Duration>, budget: &str) {
    let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    let ratio = theirs.map_or_else(String::new, |theirs| format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64()));
    println!("{label:>7}  {what:24} {:>10} {:>10} {ratio:>7}  {budget}", ms(ours), theirs.map_or_else(String::new, ms));
}

fn measure(program: &Program, folder: &Path, article: &Path, starts: usize) -> Figures {
    let mut times = Vec::new();
    let mut keys = Vec::new();
    let mut peak_kib = None;
    for turn in 0..starts {
        let terminal = start(program, folder, article);
        times.push(terminal.time_to("the article's opening", |text| text.contains(OPENING)));
        if turn == 0 {
            terminal.settle(Duration::from_millis(200));
            for index in 0..60 {
                keys.extend(terminal.time_of_key(if index % 2 == 0 { "j" } else { "k" }, QUIET));
            }
            assert!(keys.len() > 30, "{}: most keys drew nothing", program.name);
            if program.name == "saidby" && fs::metadata(article).unwrap().len() > 1_000_000 {
                std::thread::sleep(READING);
            }
            peak_kib = terminal.peak_kib();
        }
    }
    Figures { start: median(times), key: median(keys), peak_kib }
}

fn start(program: &Program, folder: &Path, article: &Path) -> Terminal {
    let article = article.to_string_lossy();
    Launch::new(program.path.as_str(), folder).args(program.before.iter().copied().chain([&*article])).bare().start()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
