//! How fast the encoder is on one core, by the instructions that it uses, as a line of JSON each:
//! `cargo run --release -p saidby-engine --example encoder_speed -- [--portable] [FILE...]`.
//!
//! Eight windows of 240 pieces, the forward pass alone; with files, also how long finding attributions takes for 1,000 of
//! their words. Linux counts the time that the thread was on a processor, so that other work at the same time does not count.
//! Without `--portable` only the instructions that x86-64 adds are measured: without vectors a round takes seconds.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use saidby_engine::article::Article;
use saidby_engine::extract::deep::{EMBEDDED, Instructions};
use saidby_engine::extract::{DeepFinder, Document};
use serde_json::json;

const WINDOWS: u32 = 8;
const PIECES: u32 = 240;
const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let portable = arguments.iter().position(|argument| argument == "--portable").map(|at| arguments.remove(at)).is_some();
    let texts: Vec<String> = arguments.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let articles: Vec<Article> = texts.iter().map(|text| Article::from_text(text)).collect();
    let documents: Vec<Document<'_>> = articles.iter().map(Document::new).collect();
    let words: usize = documents.iter().map(|document| document.scan.words.len()).sum();
    for instructions in [Instructions::Portable, Instructions::Avx2, Instructions::Avx512] {
        if instructions == Instructions::Portable && !portable {
            continue;
        }
        let Some(finder) = DeepFinder::from_bytes(EMBEDDED)?.with_instructions(instructions) else {
            continue;
        };
        let windows: Vec<Vec<u32>> =
            (0..WINDOWS).map(|window| (0..PIECES).map(|at| window * PIECES + at * 7).collect()).collect();
        let forward = best(|| windows.iter().for_each(|pieces| drop(black_box(finder.forward(pieces)))));
        let pieces = f64::from(WINDOWS * PIECES);
        let mut row = json!({ "instructions": format!("{instructions:?}"), "pieces_a_second": (pieces / forward).round() });
        if words > 0 {
            let find = best(|| {
                for document in &documents {
                    let all = 0..document.scan.paragraphs.len();
                    black_box(finder.attributions(document.text(), &document.scan, all));
                }
            });
            row["seconds_for_1000_words"] = json!((find * 1e6 / words as f64).round() / 1e3);
        }
        println!("{row}");
    }
    Ok(())
}

/// The seconds of the fastest round.
fn best(mut work: impl FnMut()) -> f64 {
    let time = |_| {
        let (start, on_processor) = (Instant::now(), on_processor());
        work();
        let end = self::on_processor();
        end.zip(on_processor).map_or(start.elapsed().as_secs_f64(), |(end, start)| end - start)
    };
    (0..ROUNDS).map(time).fold(f64::INFINITY, f64::min)
}

/// Seconds that this thread has been on a processor, where the system tells.
fn on_processor() -> Option<f64> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counted.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
