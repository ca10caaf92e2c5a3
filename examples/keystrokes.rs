//! How many keys a perfect reviewer needs, by a scripted run through the real keymap and model.
//!
//! `cargo run --release --example keystrokes -- ARTICLE GOLD` counts one article. GOLD is a file or a folder with
//! `NAME.gold.json`; `tests/typist/truth.rs` describes its contents. `--drawn [FOLDER]` counts ten articles of a folder of
//! annotated ones, drawn by a fixed seed, by each standard of when a part is right; without FOLDER it looks for a corpus
//! beside the repository. With `--trace` every claim is printed with its keys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "an example")]

#[path = "../tests/typist/mod.rs"]
mod typist;

use std::path::{Path, PathBuf};

use saidby::article::{Article, Format};
use saidby::extract::Options;
use typist::{Standard, drawn};

fn main() {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let has = |name: &str| flags.iter().any(|flag| flag == name);
    let trace = has("--trace");
    if has("--drawn") {
        let folder = paths.first().map(PathBuf::from).or_else(drawn::folder);
        let folder = folder.unwrap_or_else(|| panic!("no corpus beside the repository; name a folder: --drawn FOLDER"));
        let standards: Vec<Standard> = if has("--exact") { vec![Standard::Exact] } else { Standard::ALL.to_vec() };
        for standard in standards {
            println!("{}", drawn::report(&drawn::costs(&drawn::draw(&folder), standard, trace), standard));
        }
        return;
    }
    let [path, gold] = paths.as_slice() else {
        panic!("usage: keystrokes ARTICLE GOLD [--trace], or keystrokes --drawn [FOLDER] [--exact] [--trace]");
    };
    let path = Path::new(path);
    let article = Article::read(&std::fs::read(path).unwrap(), Format::of_path(path).unwrap_or_default()).unwrap();
    let mut gold = PathBuf::from(gold);
    if gold.is_dir() {
        gold.push(format!("{}.gold.json", path.file_stem().unwrap_or_default().to_string_lossy()));
    }
    let truth = typist::truth::gold(&article, &std::fs::read_to_string(&gold).unwrap()).unwrap();
    let count = typist::count(&article, &Options::default(), &truth, Standard::Exact, trace);
    println!("{count}\n{}", count.from_suggestions);
}
