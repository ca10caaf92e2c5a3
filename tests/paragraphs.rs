//! One quotation, one speaker: made-up paragraphs in which several people are quoted.
//!
//! `cargo run --release --example paragraphs` draws more of them and prints the faults.
#![allow(clippy::unwrap_used, reason = "a test may end so")]

#[path = "../examples/paragraphs/judge.rs"]
mod judge;
#[path = "../examples/paragraphs/made.rs"]
mod made;

use saidby::article::Article;
use saidby::extract::{Extraction, Options, extract};

/// Articles of each kind; the example draws a hundred.
const EACH: u64 = 16;

fn faults(number: u64, kind: made::Kind, options: &Options) -> Vec<String> {
    let made = made::article(kind, number);
    let article = Article::from_text(&made.text);
    judge::faults(&article, &extract(&article, options), &made.statements)
}

#[test]
fn every_quotation_goes_to_its_own_speaker() {
    let options = Options::default();
    let of_kind = |kind| {
        let wrong: Vec<_> = (1000..1000 + EACH).map(|number| (number, faults(number, kind, &options))).collect();
        let wrong: Vec<_> = wrong.into_iter().filter(|(_, faults)| !faults.is_empty()).collect();
        assert!(wrong.is_empty(), "{kind:?}: {wrong:#?}");
    };
    std::thread::scope(|scope| {
        let half = made::KINDS.len() / 2;
        let (ones, others) = made::KINDS.split_at(half);
        scope.spawn(move || ones.iter().for_each(|kind| of_kind(*kind)));
        others.iter().for_each(|kind| of_kind(*kind));
    });
}

#[test]
fn the_judge_sees_faults() {
    let made = made::article(made::Kind::Mixed, 1);
    let article = Article::from_text(&made.text);
    let found = extract(&article, &Options::default());
    assert_eq!(judge::faults(&article, &found, &made.statements), Vec::<String>::new());
    assert_eq!(judge::faults(&article, &Extraction::default(), &made.statements).len(), 2);
    let mut swapped = found.clone();
    let (one, other) = (swapped.claims[0].parts.source.clone(), swapped.claims[1].parts.source.clone());
    (swapped.claims[0].parts.source, swapped.claims[1].parts.source) = (other, one);
    assert_eq!(judge::faults(&article, &swapped, &made.statements).len(), 2);
    let mut doubled = found.clone();
    doubled.claims.push(doubled.claims[0].clone());
    assert_eq!(judge::faults(&article, &doubled, &made.statements).len(), 1);
    let mut joined = found;
    let more = joined.claims.remove(1).parts.content;
    joined.claims[0].parts.content.extend(more);
    assert!(!judge::faults(&article, &joined, &made.statements).is_empty());
}
