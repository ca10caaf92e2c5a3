//! A sidecar of every version that was ever written loads, with all that it can hold, and is written again as it was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use saidby::article::Article;
use saidby::review::{Anchor, Conflict, Decision, Field, Session};
use saidby::sidecar::{self, Loaded};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sidecars")
}

/// The sidecars of a version.
fn of_version(version: u32) -> Vec<PathBuf> {
    let start = format!("v{version}-");
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(&start);
    let mut found: Vec<PathBuf> = entries.filter(|path| named(path) && sidecar::path::is_sidecar(path)).collect();
    found.sort();
    found
}

fn article_of(sidecar: &Path) -> Article {
    Article::from_text(&fs::read_to_string(sidecar::path::article_of(sidecar).unwrap()).unwrap())
}

fn load(path: &Path, text: &str) -> Loaded {
    sidecar::load_text(path, text.to_owned(), &article_of(path)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_version_loads_and_is_written_as_it_was() {
    for version in 1..=sidecar::schema::VERSION {
        let sidecars = of_version(version);
        assert!(!sidecars.is_empty(), "version {version} has no sidecar here");
        for path in sidecars {
            let text = fs::read_to_string(&path).unwrap();
            let loaded = load(&path, &text);
            assert!(loaded.unchanged && loaded.newer.is_none(), "{}", path.display());
            let name = sidecar::path::article_of(&path).unwrap().file_name().unwrap().to_string_lossy().into_owned();
            let written = sidecar::text_of(&loaded.record, &article_of(&path), &name, &loaded.engine);
            assert_eq!(written, text, "{}", path.display());
            let again = load(&path, &written);
            assert_eq!(again.record, loaded.record, "{}", path.display());
        }
    }
}

#[test]
fn the_full_one_holds_all_that_a_reviewer_can_leave() {
    let path = folder().join("v1-full.txt.claims.ron");
    let loaded = load(&path, &fs::read_to_string(&path).unwrap());
    let conflicts = loaded.record.conflicts();
    assert_eq!(conflicts.len(), 3, "{conflicts:?}");
    assert!(
        matches!(&conflicts[0], Conflict::Claim(_, Field::Decision)) && matches!(&conflicts[1], Conflict::Claim(_, Field::Note))
    );
    assert!(matches!(&conflicts[2], Conflict::Speaker(_)));
    assert!(loaded.record.done.is_some() && loaded.record.nothing_here.len() == 1);
    let session = Session::restore(std::sync::Arc::new(article_of(&path)), loaded.record);
    let decisions: Vec<Decision> = session.claims().iter().map(|claim| claim.decision).collect();
    use Decision::{Confirmed, Corrected, Rejected};
    assert_eq!(decisions, [Confirmed, Corrected, Rejected, Confirmed, Corrected]);
    let anchors: Vec<Anchor> = session.claims().iter().map(|claim| claim.anchor).collect();
    assert_eq!(anchors, [Anchor::Exact, Anchor::Exact, Anchor::Exact, Anchor::Orphan, Anchor::Exact]);
    let second = &session.claims()[1];
    assert_eq!(second.log.last().unwrap().was, "that the ferry wont be ready by June");
    assert_eq!(session.via_of(second).len(), 2);
    assert_eq!(session.speaker_of(&session.claims()[2]).unwrap().name, "Runa Holt", "merged");
}

#[test]
fn check_tells_what_waits_for_a_person_with_its_place() {
    let found = Command::new(env!("CARGO_BIN_EXE_saidby")).args(["check", "v1-full.txt"]).current_dir(folder()).output().unwrap();
    let text = String::from_utf8(found.stdout).unwrap();
    let file = fs::read_to_string(folder().join("v1-full.txt.claims.ron")).unwrap();
    let told: Vec<&str> = text.lines().collect();
    assert_eq!(told.len(), 3, "{text}");
    for (line, (marker, what)) in told.iter().zip([
        ("            conflict: (", "unresolved conflict on speaker s-runa-holt; open the article and resolve it"),
        ("            conflict: (", "unresolved conflict on claim c-00000003; open the article and resolve it"),
        ("text: \"I would have shut", "c-00000004"),
    ]) {
        assert!(line.contains(what), "{text}");
        let mut parts = line.split(':');
        let number: usize = parts.nth(1).unwrap().parse().unwrap();
        assert!(file.lines().nth(number - 1).unwrap().contains(marker), "{line}");
    }
}

#[test]
fn a_newer_one_is_looked_at_and_not_written() {
    let path = folder().join("v1-full.txt.claims.ron");
    let newer = fs::read_to_string(&path).unwrap().replacen("version: 1", "version: 3", 1);
    let loaded = load(&path, &newer);
    assert_eq!((loaded.newer, loaded.record.claims.len()), (Some(3), 5));
    // Even what this program cannot read at all opens, empty.
    let strange = newer.replacen("    engine", "    motor", 1);
    let loaded = load(&path, &strange);
    assert_eq!((loaded.newer, loaded.record.claims.len()), (Some(3), 0));
}
