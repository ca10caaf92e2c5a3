//! Somebody else's work comes in, and what contradicts ours is settled.

use crate::claim::ClaimId;
use crate::disk::writer::Known;
use crate::review::{Decision, Edit, SpeakerChoice, Stamp};
use crate::tui::message::{Effect, Message, Theirs};
use crate::tui::model::Layer;
use crate::tui::tests::Player;

fn id(number: usize) -> ClaimId {
    ClaimId::new(format!("c-{number:08}"))
}

/// What km made of the article that `player` has open, beginning where `player` began.
fn km(player: &Player, edits: &[Edit]) -> Message {
    let mut session = player.model.desk.session.clone();
    while session.undo().is_some() {}
    for edit in edits {
        let stamp = Stamp { by: "km".into(), at: "2026-09-21T14:00:00Z".into() };
        session.apply(edit.clone(), &stamp).unwrap();
    }
    let known = Known::of(Some(b"theirs"));
    Message::ChangedOnDisk(Ok(Theirs {
        record: Some(session.record()),
        known,
        text: session.article().text.clone(),
        other_text: false,
    }))
}

fn decision(player: &Player, number: usize) -> Decision {
    player.model.desk.session.claim(&id(number)).unwrap().decision
}

fn taken_in(player: &Player) -> Vec<bool> {
    let taken = player.effects.iter().filter_map(|effect| match effect {
        Effect::TakenIn(_, state) => Some(state.is_some()),
        _ => None,
    });
    taken.collect()
}

#[test]
fn what_does_not_contradict_comes_in_and_is_told() {
    let mut player = Player::new(140, 40);
    player.keys("a");
    let message = km(&player, &[Edit::Confirm(vec![id(3)]), Edit::Reject(vec![id(4)])]);
    player.send(message, 100);
    assert_eq!(player.model.status.text, "2 decisions by km came in");
    assert_eq!([1, 3, 4].map(|n| decision(&player, n)), [Decision::Confirmed, Decision::Confirmed, Decision::Rejected]);
    assert_eq!(taken_in(&player), [true]);
    player.keys("u");
    assert_eq!([1, 3].map(|n| decision(&player, n)), [Decision::Unreviewed, Decision::Confirmed], "undo takes ours back alone");
}

#[test]
fn without_work_of_ours_the_file_stays_as_they_wrote_it() {
    let mut player = Player::new(140, 40);
    let message = km(&player, &[Edit::Confirm(vec![id(3)])]);
    player.send(message, 100);
    assert_eq!(taken_in(&player), [false]);
    assert!(!player.model.desk.is_unsaved());
}

#[test]
fn a_conflict_is_shown_and_nothing_is_written_until_it_is_settled() {
    let mut player = Player::new(100, 30);
    player.keys("a x");
    let zed = SpeakerChoice::New("Zed Ode".into());
    let message = km(&player, &[Edit::SetSpeaker(vec![id(1)], zed), Edit::Confirm(vec![id(2)])]);
    player.send(message, 100);
    let before = player.effects.len();
    assert!(matches!(player.model.layers.last(), Some(Layer::Sides(_))));
    insta::assert_snapshot!(player.screen());
    player.keys("esc i h m esc");
    assert!(player.effects[before..].is_empty(), "nothing is written over theirs: {:?}", player.effects);
    player.keys("q n");
    assert!(!player.effects.contains(&Effect::Quit), "quitting asks");
    player.keys("X t");
    assert_eq!((decision(&player, 1), taken_in(&player).len()), (Decision::Corrected, 0));
    player.keys("o");
    assert_eq!((decision(&player, 2), taken_in(&player)), (Decision::Rejected, vec![true]));
    assert!(player.model.layers.is_empty() && player.model.desk.failed.is_none());
    assert_eq!(player.model.status.text, "ours stands; every conflict is settled");
    player.keys("u");
    assert_eq!(player.model.desk.session.conflicts().len(), 1, "settling can be undone");
}

#[test]
fn all_conflicts_are_settled_with_one_key() {
    for (key, first) in [("O", Decision::Confirmed), ("T", Decision::Rejected)] {
        let mut player = Player::new(140, 40);
        player.keys("a a");
        let message = km(&player, &[Edit::Reject(vec![id(1), id(2)])]);
        player.send(message, 100);
        player.keys(key);
        assert_eq!((decision(&player, 1), decision(&player, 2)), (first, first));
        assert!(player.model.layers.is_empty());
    }
}

#[test]
fn leaving_with_a_conflict_keeps_both_sides() {
    let mut player = Player::new(140, 40);
    player.keys("a");
    let message = km(&player, &[Edit::Reject(vec![id(1)])]);
    player.send(message, 100);
    player.keys("esc q y");
    let state = player.effects.iter().find_map(|effect| match effect {
        Effect::TakenIn(_, state) => state.clone(),
        _ => None,
    });
    let (revision, record) = state.unwrap();
    assert_eq!(record.conflicts().len(), 1, "both are saved");
    player.send(Message::Saved(revision), 10);
    assert!(player.effects.contains(&Effect::Quit));
}

#[test]
fn a_broken_file_is_told_and_tried_again() {
    let mut player = Player::new(140, 40);
    player.keys("a");
    player.send(Message::ChangedOnDisk(Err("a.ron:3:1: a merge marker".into())), 10);
    assert!(player.model.status.text.contains("a.ron:3:1: a merge marker; Ctrl-s tries again"), "{}", player.model.status.text);
    player.keys("q");
    assert!(matches!(player.model.layers.last(), Some(Layer::Question(_))));
    player.keys("n ctrl-s");
    assert_eq!(player.effects.last(), Some(&Effect::Retry));
    player.send(
        Message::ChangedOnDisk(Ok(Theirs { record: None, known: Known::of(None), text: "".into(), other_text: false })),
        10,
    );
    assert_eq!(taken_in(&player), [true], "a removed file is written again");
}

#[test]
fn a_read_only_session_becomes_the_writer() {
    let mut player = Player::new(140, 40);
    player.model.desk.read_only = Some("km has it open".into());
    player.keys("a ctrl-s");
    assert_eq!(player.effects, [Effect::Lock]);
    player.send(Message::Locked(Err("km has it open".into())), 10);
    assert!(player.model.desk.read_only.is_some());
    player.send(Message::Locked(Ok(())), 10);
    assert!(matches!(player.effects.last(), Some(Effect::Save(..))), "what was decided meanwhile is saved");
}

#[test]
fn small_screens_bear_it() {
    for (width, height) in [(140, 40), (80, 24), (40, 12), (20, 6), (5, 3), (1, 1), (0, 0)] {
        let mut player = Player::new(width, height);
        player.keys("a");
        let message = km(&player, &[Edit::Reject(vec![id(1)])]);
        player.send(message, 100);
        player.screen();
    }
}
