//! Runs a weight file over the texts of a folder and writes, as JSON lines in the scorer's form, everything that was
//! considered, with the evidence: `cargo run --release --example deep_evidence -- WEIGHTS FOLDER > evidence.jsonl`.
//! Time and speed go to standard error.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use saidby::extract::DeepFinder;
use saidby::text::{Scan, Span};
use serde_json::json;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(weights), Some(folder)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: deep_evidence WEIGHTS FOLDER");
    };
    let bytes = std::fs::read(&weights).with_context(|| weights.display().to_string())?;
    let start = Instant::now();
    let finder = DeepFinder::from_bytes(&bytes)?;
    eprintln!("weights read in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut words, mut seconds) = (0, 0.0);
    for path in paths {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let scan = Scan::of_lines(&text);
        let start = Instant::now();
        let found = finder.evidence(&text, &scan);
        seconds += start.elapsed().as_secs_f64();
        words += scan.words.len();
        let points = |spans: &[Span]| -> Vec<[usize; 2]> {
            let point = |byte: usize| text[..byte].chars().count();
            spans.iter().map(|span| [point(span.start), point(span.end)]).collect()
        };
        let attributions: Vec<_> = found
            .iter()
            .map(|(found, evidence)| {
                let evidence: serde_json::Map<_, _> =
                    evidence.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
                json!({
                    "source": points(&found.parts.source), "cue": points(&found.parts.cue), "content": points(&found.parts.content),
                    "score": found.confidence, "evidence": evidence,
                })
            })
            .collect();
        writeln!(out, "{}", json!({"path": path.file_name().map(|name| name.to_string_lossy()), "attributions": attributions}))?;
    }
    out.flush()?;
    eprintln!("{words} words in {seconds:.1} s: {:.0} words a second", words as f64 / seconds);
    Ok(())
}
