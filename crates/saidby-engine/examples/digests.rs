//! One line for each engine with a digest of all that it finds in files: what machines of different kinds must agree on.
//! `cargo run --release -p saidby-engine --example digests -- FILE...`; `.ci/full` compares x86-64 with ARM.

use std::error::Error;

use saidby_engine::article::Article;
use saidby_engine::extract::{EngineKind, Options, extract};

fn main() -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    for engine in [EngineKind::Fast, EngineKind::Deep] {
        let options = Options { engine, min_score: Some(0.05), ..Options::default() };
        let (mut hasher, mut claims) = (blake3::Hasher::new(), 0);
        for text in &texts {
            let found = extract(&Article::from_text(text), &options);
            claims += found.claims.len();
            // Every number as it is: a difference in the last bit of a score shows.
            for claim in &found.claims {
                let score = [Some(claim.score), claim.reason.speaker_score, Some(found.check_worthiness(text, claim))];
                hasher.update(format!("{claim:?} {:?}\n", score.map(|score| score.map(f32::to_bits))).as_bytes());
            }
            hasher.update(format!("{:?}\n{:?}\n", found.speakers, found.outlets).as_bytes());
        }
        println!("{}\t{} files\t{claims} claims\t{}", engine.name(), texts.len(), hasher.finalize().to_hex());
    }
    Ok(())
}
