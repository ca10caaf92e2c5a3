//! The articles of samples/: each has a review by a careful reader, which opens without a complaint,
//! and against which both engines are scored.
//!
//! The reviews are written by the program itself from the reader's marks in tests/marks/:
//! `SAIDBY_WRITE_SAMPLES=1 cargo test --test samples`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "samples/marks.rs"]
mod marks;
#[path = "samples/reviewer.rs"]
mod reviewer;
#[path = "samples/score.rs"]
mod score;

use std::fs;
use std::path::{Path, PathBuf};

use saidby::article::{Article, Format};
use saidby::extract::{EngineKind, Extraction, Options, extract};
use saidby::review::{Anchor, Decision, Part, Session};
use saidby::sidecar::{self, Placement};

use marks::Mark;
use score::{Compared, Score};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The articles, sorted by name.
fn samples() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("samples")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut articles: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|e| ["txt", "md", "html"].iter().any(|known| e == *known))).collect();
    articles.sort();
    assert!(articles.len() >= 6, "only {} samples", articles.len());
    articles
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn article(path: &Path) -> Article {
    let format = match path.extension().unwrap().to_str().unwrap() {
        "md" => Format::Markdown,
        "html" => Format::Html,
        _ => Format::Text,
    };
    Article::read(&fs::read(path).unwrap(), format).unwrap()
}

fn marks_of(path: &Path, text: &str) -> Vec<Mark> {
    let file = root().join("tests/marks").join(format!("{}.marks", name(path)));
    let notation = fs::read_to_string(&file).unwrap();
    let marks = marks::read(text, &notation).unwrap_or_else(|wrong| panic!("{}: {wrong}", file.display()));
    assert!(marks.len() >= 15, "{}: only {} claims", file.display(), marks.len());
    marks
}

fn sidecar_of(article: &Path) -> PathBuf {
    sidecar::sidecar_path(article, &Placement { annotator: Some("sb".to_owned()), folder: None })
}

/// The review of a sample, read from its sidecar.
fn review_of(path: &Path) -> Session {
    let article = article(path);
    let loaded = sidecar::load(&sidecar_of(path), &article).unwrap().unwrap_or_else(|| panic!("{} has no sidecar", name(path)));
    assert!(loaded.unchanged && loaded.newer.is_none(), "{}: the sidecar is of another text or program", name(path));
    Session::restore(article.into(), loaded.record)
}

/// The engine that the suggestions in a sample's sidecar come from: the one that the reader had.
fn engine_of(path: &Path) -> String {
    sidecar::load(&sidecar_of(path), &article(path)).unwrap().unwrap().engine
}

/// The claims of a review that are in force.
fn reviewed(session: &Session) -> Vec<Compared> {
    let kept = session.claims().iter().filter(|claim| matches!(claim.decision, Decision::Confirmed | Decision::Corrected));
    kept.map(|claim| Compared {
        content: claim.spans(Part::Content).to_vec(),
        source: claim.spans(Part::Source).to_vec(),
        speaker: session.speaker_of(claim).map(|speaker| speaker.name.clone()).unwrap_or_default(),
        via: session.via_of(claim).into_iter().map(|outlet| outlet.name.clone()).collect(),
    })
    .collect()
}

/// What an engine found, as it is compared.
fn proposed(found: &Extraction) -> Vec<Compared> {
    let claims = found.claims.iter().map(|claim| Compared {
        content: claim.parts.content.clone(),
        source: claim.parts.source.clone(),
        speaker: found
            .speakers
            .iter()
            .find(|s| Some(&s.id) == claim.speaker.as_ref())
            .map(|s| s.name.clone())
            .unwrap_or_default(),
        via: claim.via.iter().filter_map(|id| found.outlets.iter().find(|o| o.id == *id)).map(|o| o.name.clone()).collect(),
    });
    claims.collect()
}

#[test]
fn reviews_are_written_by_the_program_from_the_marks() {
    for path in samples() {
        let article = article(&path);
        let marks = marks_of(&path, &article.text);
        if std::env::var_os("SAIDBY_WRITE_SAMPLES").is_some() {
            let found = extract(&article, &Options::default());
            let session = reviewer::review(article.clone(), found, &marks);
            let text = sidecar::text_of(&session.record(), &article, &name(&path), EngineKind::Deep.version());
            fs::write(sidecar_of(&path), text).unwrap();
        }
        let session = review_of(&path);
        let kept: Vec<_> = session.claims().iter().filter(|claim| claim.decision != Decision::Rejected).collect();
        assert_eq!(kept.len(), marks.len(), "{}", name(&path));
        for (claim, mark) in kept.iter().zip(&marks) {
            let at = format!("{}: {:?}", name(&path), mark.content[0].slice(&article.text));
            assert_eq!(claim.spans(Part::Content), mark.content, "{at}");
            assert_eq!(claim.spans(Part::Cue), mark.cue, "{at}");
            assert_eq!(claim.spans(Part::Source), mark.source, "{at}");
            let speaker = session.speaker_of(claim);
            let names = speaker.iter().flat_map(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases));
            assert!(
                speaker.is_none() && mark.speaker.is_empty()
                    || names.into_iter().any(|name| score::same_name(name, &mark.speaker)),
                "{at}: {speaker:?} is not {:?}",
                mark.speaker
            );
            let via: Vec<&str> = session.via_of(claim).into_iter().map(|outlet| outlet.name.as_str()).collect();
            assert!(
                via.len() == mark.via.len() && via.iter().zip(&mark.via).all(|(a, b)| score::same_name(a, b)),
                "{at}: {via:?}"
            );
        }
    }
}

#[test]
fn reviews_open_complete_and_are_saved_as_they_were() {
    for path in samples() {
        let article = article(&path);
        let (session, engine) = (review_of(&path), engine_of(&path));
        let progress = session.progress();
        assert_eq!(progress.decided, progress.total, "{}: something is undecided", name(&path));
        assert!(session.claims().iter().all(|claim| claim.anchor == Anchor::Exact), "{}: words have moved", name(&path));
        assert!(session.claims().iter().all(|claim| claim.decided.as_ref().is_some_and(|stamp| stamp.by == "sb")));
        let text = sidecar::text_of(&session.record(), &article, &name(&path), &engine);
        assert!(text == fs::read_to_string(sidecar_of(&path)).unwrap(), "{}: the sidecar would be saved otherwise", name(&path));
    }
}

/// Scores an engine on every sample and prints a line for each.
fn scored(options: &Options) -> Score {
    let engine = options.engine.name();
    let mut all = Score::default();
    for path in samples() {
        let session = review_of(&path);
        let found = extract(session.article(), options);
        let score = score::score(&session.article().text, &reviewed(&session), &proposed(&found));
        println!("{engine:5} {:22} {score}", name(&path));
        all += score;
    }
    println!("{engine:5} {:22} {all}", "all");
    all
}

#[test]
fn the_fast_engine_finds_most_of_what_a_reader_marks() {
    let score = scored(&Options::fast());
    assert!(score.precision() >= 0.75, "{score}");
    assert!(score.recall() >= 0.65, "{score}");
}

#[test]
fn the_deep_engine_finds_more() {
    let score = scored(&Options::default());
    assert!(score.precision() >= 0.85, "{score}");
    assert!(score.recall() >= 0.80, "{score}");
}
