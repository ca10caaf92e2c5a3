//! How long the house rules take after single decisions, in a long article and in others that are hard on them:
//! `cargo run --release --example rule_times [-- BYTES]`. Decides claims spread over the article, and some of the speaker
//! who has most, and prints the median and the slowest of both in milliseconds.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "an example")]

#[path = "../benches/long_article/mod.rs"]
mod long_article;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use saidby::article::Article;
use saidby::claim::ClaimId;
use saidby::extract::{EngineKind, Options, extract};
use saidby::lint::{House, Linter, Unreviewed};
use saidby::review::{Edit, Session, Stamp};

/// Decisions of each kind.
const DECISIONS: usize = 200;

/// An article with these sentences again and again, in paragraphs.
fn again(first: &str, sentences: &[&str], bytes: usize) -> String {
    let mut text = format!("A Long Day on the River\n\n{first}\n\n");
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        for sentence in sentences {
            text.push_str(&sentence.replace('#', &number.to_string()));
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

fn main() {
    let bytes = std::env::args().nth(1).map_or(10_000_000, |bytes| bytes.parse().unwrap());
    let source = "A source said that pump # had failed. Rain fell for the rest of the afternoon.";
    let official = "An official said that pump # had failed. Rain fell for the rest of the afternoon.";
    let refusal = "The mill # declined to comment.";
    let cited = "The Guardian, citing Reuters, reported that pump # had failed.";
    let round = "Reuters, citing Bloomberg, reported that pump # had failed.";
    let quote = "“We will count every single one of the # ballots again,” Ana Diaz said.";
    for (name, text) in [
        ("news", long_article::text(bytes)),
        ("one bare source", again("It rained.", &[source], bytes)),
        ("one source who is described", again("Union sources were silent.", &[source], bytes)),
        ("one official", again("The port declined to comment.", &[official], bytes)),
        ("officials and refusals", again("It rained.", &[official, refusal], bytes)),
        ("two outlets", again("It rained.", &[cited], bytes)),
        ("three outlets", again("It rained.", &[cited, round], bytes)),
        ("one quotation", again("It rained.", &[quote], bytes)),
    ] {
        measure(name, &text);
    }
}

fn measure(name: &str, text: &str) {
    let article = Arc::new(Article::from_text(text));
    let mut session = Session::new(Arc::clone(&article));
    session.offer(extract(&article, &Options { engine: EngineKind::Fast, ..Options::default() }));
    let mut linter = Linter::new(Arc::new(House::default()), Unreviewed::Check);
    let start = Instant::now();
    linter.run(&session);
    let first = start.elapsed();
    let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    let mut of_speakers: HashMap<String, Vec<ClaimId>> = HashMap::new();
    for claim in session.claims() {
        let speaker = claim.speaker().map_or_else(String::new, ToString::to_string);
        of_speakers.entry(speaker).or_default().push(claim.id.clone());
    }
    let loudest = of_speakers.into_values().max_by_key(Vec::len).unwrap_or_default();
    println!("{name}: {} claims, {} of one speaker, first run {:.1} ms", ids.len(), loudest.len(), millis(first));
    // The second time claims that were confirmed are rejected, and the other way round.
    for (what, ids, confirmed) in [("spread", &ids, 0), ("of one speaker", &loudest, 1)] {
        let step = (ids.len() / DECISIONS).max(1);
        let mut taken: Vec<Duration> = Vec::new();
        for (number, id) in ids.iter().step_by(step).enumerate() {
            let id = vec![id.clone()];
            let edit = if number % 2 == confirmed { Edit::Confirm(id) } else { Edit::Reject(id) };
            session.apply(edit, &Stamp { by: "sb".to_owned(), at: "2026-11-22T18:00:00Z".to_owned() }).unwrap();
            let start = Instant::now();
            linter.run(&session);
            taken.push(start.elapsed());
        }
        taken.sort_unstable();
        let at = |share: usize| taken.get((taken.len() * share / 100).min(taken.len().saturating_sub(1))).copied();
        let shown = |share: usize| at(share).map_or(0.0, millis);
        println!("  {what}: median {:.2} ms, 95% below {:.2} ms, slowest {:.2} ms", shown(50), shown(95), shown(100));
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
