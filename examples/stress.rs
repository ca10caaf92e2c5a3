//! Runs a target of `fuzz/` on randomly mutated samples for a number of seconds, without a fuzzer.
//!
//! `cargo run --example stress -- TARGET SECONDS [SEED]`; the input at hand is kept in `target/stress-TARGET`, so
//! that one that ends the whole process can be found there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a tool for developers")]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A target: its name and what it runs.
type Target = (&'static str, fn(&[u8]));

const TARGETS: &[Target] = &[
    ("article", targets::article),
    ("claims", targets::claims),
    ("claims-deep", targets::claims_deep),
    ("sidecar", targets::sidecar),
    ("settings", targets::settings),
    ("keys", targets::keys),
];

/// An input that takes longer is as bad as one that fails.
const SLOW: Duration = Duration::from_secs(5);
/// Bytes of the largest input.
const LARGEST: usize = 40_000;

/// Numbers of chance from a seed (xorshift64*; Vigna, 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    fn stretch(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        from..(from + self.below(most)).min(length)
    }
}

const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "’",
    " said ",
    "according to ",
    "Ana Diaz",
    "\n\n",
    "\r\n",
    "\0",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{301}",
    "\u{200d}",
    "<div>",
    "</p>",
    "<table>",
    "<script>",
    "&#x1b;",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ": ",
    "Some(",
    "None",
    "0..5",
    "9..3",
    "18446744073709551615",
    "-1",
    "NaN",
    "version: 2",
    "id: \"c-1\"",
    "\\u{d800}",
    "r#\"",
    "/*",
    "#rrggbb",
    "inherits: \"dark\"",
    "> ",
    "```",
    "|-|-|\n",
    "---\n",
    "\u{feff}",
    "e",
    " ",
];

fn mutate(input: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    for _ in 0..=chance.below(6) {
        match chance.below(8) {
            0 if !input.is_empty() => {
                let at = chance.below(input.len());
                input[at] ^= 1 << chance.below(8);
            }
            1 if !input.is_empty() => {
                let at = chance.below(input.len());
                input[at] = chance.below(256) as u8;
            }
            2 => {
                let stretch = chance.stretch(input.len(), 200);
                input.drain(stretch);
            }
            3 => {
                let copy = input[chance.stretch(input.len(), 300)].to_vec();
                let most = if chance.below(20) == 0 { 100 } else { 3 };
                let times = 1 + chance.below(most);
                let at = chance.below(input.len() + 1);
                input.splice(at..at, copy.repeat(times));
            }
            4 => {
                let copy = other[chance.stretch(other.len(), 400)].to_vec();
                let at = chance.below(input.len() + 1);
                input.splice(at..at, copy);
            }
            5 => input.truncate(chance.below(input.len() + 1)),
            _ => {
                let piece = PIECES[chance.below(PIECES.len())].as_bytes().repeat(1 + chance.below(3));
                let at = chance.below(input.len() + 1);
                input.splice(at..at, piece);
            }
        }
    }
    input.truncate(LARGEST);
}

/// What the program ships and writes: samples with their sidecars, themes.
fn seeds() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["samples", "themes"];
    let mut files: Vec<_> =
        folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap()).map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut seeds: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    seeds.retain(|seed| seed.len() < LARGEST);
    seeds.extend([targets::ARTICLE.as_bytes().to_vec(), Vec::new()]);
    seeds
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (name, seconds) = (arguments[1].as_str(), arguments[2].parse::<u64>().unwrap());
    let seed = arguments.get(3).map_or(1, |seed| seed.parse::<u64>().unwrap());
    let target = TARGETS.iter().find(|target| target.0 == name).expect("the name of a target").1;
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let seeds = seeds();
    let at_hand = Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join(format!("stress-{name}"));
    let begun = Instant::now();
    let (mut executions, mut bytes, mut slowest) = (0u64, 0usize, Duration::ZERO);
    let mut input = Vec::new();
    while begun.elapsed() < Duration::from_secs(seconds) {
        // Some inputs are the last one changed again, so that changes add up.
        if executions % 5 == 0 || name == "keys" {
            input = if name == "keys" {
                (0..chance.below(300)).map(|_| chance.below(256) as u8).collect()
            } else {
                seeds[chance.below(seeds.len())].clone()
            };
            if input.len() > 3000 && chance.below(10) > 0 {
                input = input[chance.stretch(input.len(), 3000)].to_vec();
            }
        }
        mutate(&mut input, &seeds[chance.below(seeds.len())], &mut chance);
        fs::write(&at_hand, &input).unwrap();
        let started = Instant::now();
        target(&input);
        slowest = slowest.max(started.elapsed());
        assert!(started.elapsed() < SLOW, "took {:?}", started.elapsed());
        executions += 1;
        bytes += input.len();
    }
    println!(
        "{name}: {executions} executions, {bytes} bytes, seed {seed}, {:?}, slowest {slowest:?}: nothing found",
        begun.elapsed()
    );
}
