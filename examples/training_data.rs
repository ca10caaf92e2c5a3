//! Writes the training data of a gold folder to standard output:
//! `cargo run --release --example training_data -- FOLDER > train.jsonl`.

use std::io::BufWriter;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).ok_or_else(|| anyhow::anyhow!("usage: training_data FOLDER"))?;
    let articles = saidby::extract::training::write_training_data(Path::new(&folder), BufWriter::new(std::io::stdout().lock()))?;
    eprintln!("{articles} articles");
    Ok(())
}
