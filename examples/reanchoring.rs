//! Edits the samples at random and prints how their reviewed claims were found again.
//!
//! `cargo run --release --example reanchoring -- 10000` makes 10,000 edits; a second number is the seed to begin
//! with. Nothing is written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "it shares the harness of a test")]

#[path = "../tests/reanchoring/text.rs"]
mod text;
#[path = "../tests/reanchoring/trial.rs"]
mod trial;

use trial::{Figures, samples, trial};

fn main() {
    let number = |at: usize, usual: usize| std::env::args().nth(at).and_then(|number| number.parse().ok()).unwrap_or(usual);
    let wanted = number(1, 1_000);
    let samples = samples();
    let mut figures = Figures::default();
    let mut seed = number(2, 1_000_000);
    while figures.edits < wanted {
        let (one, wrong) = trial(&samples[seed % samples.len()], seed as u64);
        figures.add(&one);
        for told in wrong {
            println!("wrong, seed {seed}: {told}");
        }
        seed += 1;
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let Figures { edits, claims, right, wrong, asked_unchanged, beside_a_copy, asked_changed, proposed_right, gone } = figures;
    println!("{edits} edits of {} samples, {claims} claims looked for again", samples.len());
    println!("{right} ({:.1} %) found where they went", share(right, claims));
    println!("{wrong} taken to a wrong place");
    println!(
        "{asked_unchanged} ({:.1} %) asked about though their words stand unchanged; {beside_a_copy} of them beside a copy",
        share(asked_unchanged, claims)
    );
    println!("{asked_changed} ({:.1} %) asked about because their words changed", share(asked_changed, claims));
    println!("{proposed_right} ({:.1} %) of these proposed where they went", share(proposed_right, asked_changed));
    println!("{gone} ({:.1} %) gone with the sentence that held them", share(gone, claims));
}
