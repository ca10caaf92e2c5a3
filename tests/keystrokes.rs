//! The keystroke count of a full review is guarded: a change that makes the samples cost more keys fails here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "samples/marks.rs"]
mod marks;
mod typist;

use std::fs;
use std::path::PathBuf;

use marks::Mark;
use saidby::article::{Article, Format};
use saidby::claim::Part;
use saidby::extract::Options;
use saidby::text::Span;
use typist::truth::{Truth, gold};
use typist::{Count, Standard, count, drawn};

/// What the samples may cost together: from the suggestions, and from nothing. Lower them when they cost less.
const MOST: (usize, usize) = (626, 2596);

/// Keys a claim that ten drawn articles of the corpus may cost, in the mean. Lower it when they cost less.
const MOST_DRAWN: f64 = 3.0;

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
        (name, count(&article, &Options::default(), &truth, Standard::Exact, std::env::var_os("SAIDBY_TRACE").is_some()))
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
    println!("{:24} {all}\n{}", "all", all.from_suggestions);
    let keys = (all.from_suggestions.total(), all.from_nothing.total());
    assert!(marked.len() >= 7);
    assert!(keys.0 <= MOST.0, "{} keys from the suggestions, {} before", keys.0, MOST.0);
    assert!(keys.1 <= MOST.1, "{} keys from nothing, {} before", keys.1, MOST.1);
}

#[test]
fn drawn_articles_cost_no_more_keys_a_claim_than_before() {
    let Some(folder) = drawn::folder() else {
        println!("NOT CHECKED: no corpus beside the repository, so no articles were drawn; SAIDBY_CORPUS names another folder");
        return;
    };
    let costs = drawn::costs(&drawn::draw(&folder), Standard::Exact, false);
    println!("{}", drawn::report(&costs, Standard::Exact));
    assert_eq!(costs.len(), drawn::DRAWN, "{} holds too few articles", folder.display());
    assert!(drawn::mean(&costs) <= MOST_DRAWN, "{:.2} keys a claim", drawn::mean(&costs));
}

#[test]
fn a_looser_standard_accepts_what_a_stricter_one_does() {
    let text = "“We sail,” said Ana Diaz.";
    let place = |words: &str| {
        let start = text.find(words).unwrap();
        [Span::new(start, start + words.len())]
    };
    for (words, accepted) in [
        ("“We sail,”", [true, true, true]),
        ("We sail", [false, true, true]),
        ("We sail,” said", [false, false, true]),
        ("said Ana Diaz", [false, false, false]),
    ] {
        let by = Standard::ALL.map(|standard| standard.accepts(text, Part::Content, &place(words), &place("“We sail,”")));
        assert_eq!(by, accepted, "{words}");
    }
    assert!(Standard::Match.accepts(text, Part::Source, &place("Diaz"), &place("Ana Diaz")));
    assert!(!Standard::Match.accepts(text, Part::Source, &[], &place("Ana Diaz")));
}

#[test]
fn a_draw_is_the_same_every_time_and_has_no_article_twice() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..30 {
        for kind in ["txt", "gold.json"].iter().take(if number == 7 { 1 } else { 2 }) {
            fs::write(folder.path().join(format!("article-{number:02}.{kind}")), "").unwrap();
        }
    }
    let (once, again) = (drawn::draw(folder.path()), drawn::draw(folder.path()));
    assert_eq!((&once, once.len()), (&again, drawn::DRAWN));
    assert!(once.is_sorted() && once.windows(2).all(|two| two[0] != two[1]));
    assert!(!once.iter().any(|path| path.ends_with("article-07.txt")));
}

#[test]
fn a_right_suggestion_costs_one_key_and_the_gold_is_read() {
    let article = Article::from_text("Ana Diaz said the ferry would sail.\n\nBo Lund said it was late.");
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
    let cost = count(&article, &Options::fast(), &truth, Standard::Exact, false);
    assert_eq!((cost.claims, cost.from_suggestions.total()), (2, 2));
    assert!(cost.from_nothing.total() >= 4 && cost.slate > cost.from_nothing.total());
    // Without one of them in the truth the other is rejected: a key too.
    assert_eq!(count(&article, &Options::fast(), &truth[1..], Standard::Exact, false).from_suggestions.total(), 2);
}
