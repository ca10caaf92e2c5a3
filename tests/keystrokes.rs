//! The keystroke count of a full review is guarded: a change that makes the samples cost more keys fails here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "samples/marks.rs"]
mod marks;
mod typist;

use std::fs;
use std::path::PathBuf;

use marks::Mark;
use saidby::article::{Article, Format};
use saidby::extract::Options;
use typist::truth::{Truth, gold};
use typist::{Count, count};

/// What the samples may cost together: from the suggestions, and from nothing. Lower them when they cost less.
const MOST: (usize, usize) = (626, 2596);

fn truth_of(mark: Mark) -> Truth {
    Truth { content: mark.content, cue: mark.cue, source: mark.source, speaker: Some(mark.speaker), via: Some(mark.via) }
}

#[test]
fn the_samples_cost_no_more_keys_than_before() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut marked: Vec<PathBuf> = fs::read_dir(root.join("tests/marks")).unwrap().map(|entry| entry.unwrap().path()).collect();
    marked.sort();
    let cost = |file: &PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let path = root.join("samples").join(&name);
        let article = Article::read(&fs::read(&path).unwrap(), Format::of_path(&path).unwrap()).unwrap();
        let truth = marks::read(&article.text, &fs::read_to_string(file).unwrap()).unwrap();
        let truth: Vec<Truth> = truth.into_iter().map(truth_of).collect();
        (name, count(&article, &Options::default(), &truth, std::env::var_os("SAIDBY_TRACE").is_some()))
    };
    let costs: Vec<(String, Count)> = std::thread::scope(|scope| {
        let threads: Vec<_> = marked.iter().map(|file| scope.spawn(|| cost(file))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = Count::default();
    for (name, cost) in costs {
        println!("{name:24} {cost}");
        all += cost;
    }
    println!("{:24} {all}", "all");
    assert!(marked.len() >= 7);
    assert!(all.from_suggestions <= MOST.0, "{} keys from the suggestions, {} before", all.from_suggestions, MOST.0);
    assert!(all.from_nothing <= MOST.1, "{} keys from nothing, {} before", all.from_nothing, MOST.1);
}

#[test]
fn a_right_suggestion_costs_one_key_and_the_gold_is_read() {
    let article = Article::from_text("Ana Diaz said the ferry would sail. Bo Lund said it was late.");
    let found = saidby::extract::extract(&article, &Options::fast());
    let list = |spans: &[saidby::text::Span]| {
        spans.iter().map(|span| format!("[{}, {}]", span.start, span.end)).collect::<Vec<_>>().join(", ")
    };
    let rows: Vec<String> = found
        .claims
        .iter()
        .map(|claim| {
            format!(
                r#"{{"content": [{}], "cue": [{}], "source": [{}]}}"#,
                list(&claim.parts.content),
                list(&claim.parts.cue),
                list(&claim.parts.source)
            )
        })
        .collect();
    assert_eq!(rows.len(), 2);
    let truth = gold(&article, &format!(r#"{{"attributions": [{}]}}"#, rows.join(", "))).unwrap();
    let cost = count(&article, &Options::fast(), &truth, false);
    assert_eq!((cost.claims, cost.from_suggestions), (2, 2));
    assert!(cost.from_nothing > 4 && cost.slate > cost.from_nothing);
    // Without one of them in the truth the other is rejected: a key too.
    assert_eq!(count(&article, &Options::fast(), &truth[1..], false).from_suggestions, 2);
}
