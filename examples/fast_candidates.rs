//! Writes what the fast engine sees in an annotated corpus, for the scripts in `training/fast`:
//! `cargo run --release --example fast_candidates FOLDER [LEAST] >candidates.jsonl`.
//!
//! FOLDER holds NAME.txt and NAME.gold.json. LEAST is the confidence below which nothing is found.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use saidby::article::{Article, Format};
use saidby::extract::FastFinder;
use saidby::extract::fast::training::CandidateArticle;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("name a folder with NAME.txt and NAME.gold.json")?);
    let mut finder = FastFinder::new();
    if let Some(least) = arguments.next() {
        finder = finder.at_least(least.parse().with_context(|| format!("`{least}` is no number from 0 to 1"))?);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let golds = golds(&folder)?;
    for gold in &golds {
        let name = gold.file_name().unwrap_or_default().to_string_lossy();
        let name = name.trim_end_matches(".gold.json");
        let text = folder.join(format!("{name}.txt"));
        let article = Article::read(&fs::read(&text).with_context(|| text.display().to_string())?, Format::Text)
            .with_context(|| text.display().to_string())?;
        let json = fs::read_to_string(gold).with_context(|| gold.display().to_string())?;
        let article = CandidateArticle::new(name, &article, &json, &finder).with_context(|| gold.display().to_string())?;
        serde_json::to_writer(&mut out, &article)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    eprintln!("{} articles", golds.len());
    Ok(())
}

/// The gold files in `folder`, sorted.
fn golds(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut golds = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".gold.json") {
            golds.push(path);
        }
    }
    golds.sort_unstable();
    Ok(golds)
}
