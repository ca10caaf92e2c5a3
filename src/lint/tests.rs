//! Tests of the rules, on articles that are written as marked-up text, and of the linter.

use std::sync::Arc;

use super::*;
use crate::extract::Extraction;
use crate::review::tests::{id, marked, stamp};
use crate::review::{Edit, Session, Stamp};

/// A session over marked-up text. Sources in lower case, and those that begin with a number, are anonymous.
pub(super) fn session_with(text: &str, change: impl FnOnce(&mut Extraction)) -> Session {
    let (article, mut found) = marked(text);
    for speaker in &mut found.speakers {
        let plain = speaker.name.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_lowercase));
        speaker.anonymous = plain;
        if plain && words::head(&speaker.name).is_some_and(|head| head.ends_with('s')) {
            speaker.kind = crate::claim::SpeakerKind::Group;
        }
    }
    change(&mut found);
    let mut session = Session::new(Arc::new(article));
    session.offer(found);
    session
}

pub(super) fn session(text: &str) -> Session {
    session_with(text, |_| {})
}

fn only(rule: &str, change: impl FnOnce(&mut Setting)) -> House {
    let mut house = House::default();
    house.select(&[rule.to_owned()]);
    change(house.setting_mut(rule).unwrap());
    house
}

/// What one rule finds in a session, suggestions included.
pub(super) fn lint_session(rule: &str, session: &Session) -> Vec<Finding> {
    lint(session, &only(rule, |_| {}), Unreviewed::Check)
}

/// What one rule finds in marked-up text: "words: message".
pub(super) fn found(rule: &str, text: &str) -> Vec<String> {
    found_with(rule, text, |_| {})
}

pub(super) fn found_with(rule: &str, text: &str, change: impl FnOnce(&mut Setting)) -> Vec<String> {
    let session = session(text);
    let found = lint(&session, &only(rule, change), Unreviewed::Check);
    let line = |finding: &Finding| format!("{}: {}", finding.span.slice(&session.article().text).unwrap(), finding.message);
    found.iter().map(line).collect()
}

#[test]
fn without_suggestions_only_reviewed_claims_count() {
    let mut session = session("[The weir leaks], <a source> {said}.\n");
    assert_eq!(lint(&session, &House::default(), Unreviewed::Skip), []);
    let suggested = lint(&session, &only("anonymous.bare", |_| {}), Unreviewed::Check);
    assert_eq!((suggested[0].basis, suggested[0].level), (Basis::Engine(0.9), Level::Error));
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    let reviewed = lint(&session, &only("anonymous.bare", |_| {}), Unreviewed::Skip);
    assert_eq!((reviewed[0].basis, reviewed[0].level), (Basis::Review, Level::Error));
    session.apply(Edit::Reject(vec![id(0)]), &stamp("mw")).unwrap();
    assert_eq!(lint(&session, &only("anonymous.bare", |_| {}), Unreviewed::Check), []);
}

#[test]
fn a_finding_on_an_unsure_suggestion_is_one_level_lighter() {
    let session = session_with("[The weir leaks], <a source> {said}.\n", |found| found.claims[0].score = 0.7);
    assert_eq!(lint_session("anonymous.bare", &session)[0].level, Level::Warning);
}

#[test]
fn running_again_finds_what_a_new_run_finds() {
    let text = "[The weir leaks], <a source> {said}.\n[It is a disgrace], <one official> {said}.\n\
                “We will not sell a single ferry.”\n[It is old], <Ana Diaz> {said} to ‹Coast Wire›.\n\
                [The pump failed], <a port official> {said}. The port declined to comment.\n";
    let mut session = session(text);
    let house = House::default();
    let mut linter = Linter::new(Arc::new(house.clone()), Unreviewed::Check);
    let at = |second: usize| Stamp { by: "mw".into(), at: format!("2026-11-22T18:00:{second:02}Z") };
    let source = session.speakers().find(|speaker| speaker.name == "a source").unwrap().id.clone();
    let edits = [
        Edit::Confirm(vec![id(0)]),
        Edit::Reject(vec![id(1)]),
        Edit::Confirm(vec![id(3)]),
        Edit::RenameSpeaker(source, "a water board engineer".to_owned()),
        Edit::SetDone(Some("1".to_owned())),
        Edit::SetDone(None),
    ];
    linter.run(&session);
    for (second, edit) in edits.into_iter().enumerate() {
        session.apply(edit, &at(second)).unwrap();
        let again: Vec<Finding> = linter.run(&session).iter().map(|finding| (**finding).clone()).collect();
        assert_eq!(again, lint(&session, &house, Unreviewed::Check), "after edit {second}");
    }
    while session.undo().is_some() {
        let again: Vec<Finding> = linter.run(&session).iter().map(|finding| (**finding).clone()).collect();
        assert_eq!(again, lint(&session, &house, Unreviewed::Check));
    }
    assert!(linter.findings().len() >= 5, "{:?}", linter.findings());
}
