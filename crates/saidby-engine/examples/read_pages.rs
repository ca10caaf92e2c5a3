//! Reads every saved page of a folder and writes what the reader takes from each, for scoring:
//! `cargo run --release -p saidby-engine --example read_pages -- FOLDER >pages.json`.
//!
//! The output is one JSON object, page name (without `.html`) to `{"text", "title", "byline", "date",
//! "publisher"}`. The time spent reading goes to standard error.

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use saidby_engine::article::{Article, Format};
use serde_json::{Map, json};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: read_pages FOLDER")?);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    paths.sort();
    let mut pages = Map::new();
    let mut reading = Duration::ZERO;
    for path in &paths {
        let bytes = std::fs::read(path)?;
        let started = Instant::now();
        let read = Article::read(&bytes, Format::Html);
        let took = started.elapsed();
        reading += took;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let page = match read {
            Ok(article) => json!({
                "text": &*article.text,
                "title": article.metadata.title,
                "byline": article.metadata.byline,
                "date": article.metadata.date,
                "publisher": article.metadata.publisher,
                "blocks": article.blocks.iter().map(|block| json!([format!("{:?}", block.kind), block.span.slice(&article.text)])).collect::<Vec<_>>(),
                "seconds": took.as_secs_f64(),
            }),
            Err(error) => json!({ "text": "", "error": error.to_string() }),
        };
        pages.insert(name, page);
    }
    println!("{}", serde_json::Value::Object(pages));
    eprintln!("{} pages, {:.1} ms a page", paths.len(), 1000.0 * reading.as_secs_f64() / paths.len().max(1) as f64);
    Ok(())
}
