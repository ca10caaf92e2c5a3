//! Writes an annotated corpus as training data: `cargo run --example training_data FOLDER >corpus.jsonl`.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use saidby::extract::training::TrainingArticle;

fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).context("name a folder with NAME.txt and NAME.gold.json")?);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let names = names(&folder)?;
    for name in &names {
        let text = read(&folder.join(format!("{name}.txt")))?;
        let path = folder.join(format!("{name}.gold.json"));
        let article = TrainingArticle::new(name, &text, &read(&path)?).with_context(|| path.display().to_string())?;
        serde_json::to_writer(&mut out, &article)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    eprintln!("{} articles", names.len());
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// The names of the annotated articles, sorted.
fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        if let Some(name) = entry?.file_name().to_string_lossy().strip_suffix(".gold.json") {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}
