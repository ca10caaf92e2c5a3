//! How many keys a perfect reviewer needs, by a scripted run through the real keymap and model:
//! `cargo run --release --example keystrokes -- ARTICLE GOLD`. GOLD is a file or a folder with `NAME.gold.json`; what
//! is in it says `tests/typist/truth.rs`. With `--trace` every claim is printed with its keys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "an example")]

#[path = "../tests/typist/mod.rs"]
mod typist;

use std::path::{Path, PathBuf};

use saidby::article::{Article, Format};
use saidby::extract::Options;

fn main() {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let [path, gold] = paths.as_slice() else {
        panic!("usage: keystrokes ARTICLE GOLD [--trace]");
    };
    let path = Path::new(path);
    let article = Article::read(&std::fs::read(path).unwrap(), Format::of_path(path).unwrap_or_default()).unwrap();
    let mut gold = PathBuf::from(gold);
    if gold.is_dir() {
        gold.push(format!("{}.gold.json", path.file_stem().unwrap_or_default().to_string_lossy()));
    }
    let truth = typist::truth::gold(&article, &std::fs::read_to_string(&gold).unwrap()).unwrap();
    let trace = flags.iter().any(|flag| flag == "--trace");
    println!("{}", typist::count(&article, &Options::default(), &truth, trace));
}
