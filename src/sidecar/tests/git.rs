use std::process::Command;

use super::*;
use crate::review::tests::{id, session, stamp};
use crate::review::{Allowed, Decision, Edit, ReadMark, SpeakerChoice};
use crate::text::Span;

const FOUR: &str =
    "[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n[Repairs begin], {said} <Ana>.\n[All is well], {said} <Di>.\n";

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {text}");
    text
}

/// What git makes of the edits of two people who began with the same file.
fn merged(base: &[Edit], ours: &[Edit], theirs: &[Edit]) -> (Session, Record) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dam.txt.claims.ron");
    let after = |edits: &[&[Edit]], by: &str| {
        let mut session = session(FOUR);
        for edit in edits.iter().copied().flatten() {
            session.apply(edit.clone(), &stamp(by)).unwrap();
        }
        session
    };
    let commit = |session: &Session| {
        std::fs::write(&path, written(session)).unwrap();
        git(folder.path(), &["add", "-A"]);
        git(folder.path(), &["commit", "-q", "-m", "decisions"]);
    };
    git(folder.path(), &["init", "-q", "-b", "trunk"]);
    commit(&after(&[base], "mw"));
    git(folder.path(), &["checkout", "-q", "-b", "other"]);
    commit(&after(&[base, theirs], "jk"));
    git(folder.path(), &["checkout", "-q", "trunk"]);
    let ours = after(&[base, ours], "mw");
    commit(&ours);
    git(folder.path(), &["merge", "-q", "--no-edit", "other"]);
    let record = read(&std::fs::read_to_string(&path).unwrap(), ours.article());
    (ours, record)
}

#[test]
fn two_people_on_different_claims_merge_without_a_conflict() {
    let start = [Edit::SetFlag(vec![id(3)], true)];
    let speaker = |n| Edit::SetSpeaker(vec![id(n)], SpeakerChoice::Existing(crate::claim::SpeakerId::new("s-di")));
    let note = |n| Edit::SetNote(id(n), "look".into());
    for (ours, theirs) in [
        (vec![Edit::Confirm(vec![id(0)])], vec![Edit::Confirm(vec![id(1)])]),
        (vec![Edit::Confirm(vec![id(1)])], vec![Edit::Reject(vec![id(0)])]),
        (vec![speaker(0), note(0)], vec![speaker(1), note(1)]),
        (vec![Edit::Confirm(vec![id(0), id(2)])], vec![Edit::Confirm(vec![id(1), id(3)])]),
        (vec![Edit::SetDone(Some(ENGINE.into()))], vec![Edit::Confirm(vec![id(0)])]),
        (vec![Edit::Reject(vec![id(3)])], vec![Edit::SetNothingHere(vec![Span::new(0, 3)], ReadMark::Set)]),
        (
            vec![Edit::Confirm(vec![id(0)])],
            vec![Edit::SetAllowance(
                Allowed { span: Span::new(0, 3), rule: "anonymous.bare".into(), claim: Some(id(0)) },
                Some("the editor knows the name".into()),
            )],
        ),
        (vec![speaker(1), Edit::Undecide(vec![id(1)])], vec![note(2), Edit::Reject(vec![id(2)])]),
    ] {
        let (_, record) = merged(&start, &ours, &theirs);
        let mut expected = session(FOUR);
        for edit in start.iter().chain(&ours) {
            expected.apply(edit.clone(), &stamp("mw")).unwrap();
        }
        for edit in &theirs {
            expected.apply(edit.clone(), &stamp("jk")).unwrap();
        }
        assert_eq!(record, expected.record(), "{ours:?} {theirs:?}");
    }
}

#[test]
fn two_people_who_bring_different_speakers_merge_too() {
    let new = |n, name: &str| Edit::SetSpeaker(vec![id(n)], SpeakerChoice::New(name.into()));
    let (_, record) = merged(&[Edit::Confirm(vec![id(3)])], &[new(0, "Abel")], &[new(1, "Zoe")]);
    assert_eq!(record.speakers.len(), 5);
    assert!(record.claims.iter().all(|claim| claim.id == id(2) || claim.decision != Decision::Unreviewed));
}
