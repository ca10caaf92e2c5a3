//! How much each sentence of a file is worth checking, by both engines, as JSON lines:
//! `cargo run --release -p saidby-engine --example check_worthiness -- FILE >scores.jsonl`.
//!
//! A sentence is a line, or the last column of one with tabs. With `--evidence` every line also has what the two
//! scores are learnt from: the words and pairs of words, and the mean of the deep engine's last states.

use std::error::Error;
use std::io::{BufWriter, Write};

use saidby_engine::extract::DeepFinder;
use saidby_engine::extract::checkworthy::{check_worthiness, features};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let evidence = arguments.iter().position(|argument| argument == "--evidence").map(|at| arguments.remove(at)).is_some();
    let [file] = arguments.as_slice() else { return Err("usage: check_worthiness [--evidence] FILE".into()) };
    let finder = DeepFinder::embedded()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let sentence = line.rsplit('\t').next().unwrap_or_default();
        let mut row = json!({ "fast": check_worthiness(sentence), "deep": finder.check_worthiness(sentence) });
        if evidence {
            row["features"] = json!(features(sentence));
            row["state"] = json!(finder.mean_state(sentence));
        }
        writeln!(out, "{row}")?;
    }
    out.flush()?;
    Ok(())
}
