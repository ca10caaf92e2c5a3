//! Somebody else's work comes in, and what contradicts ours is settled.

use std::time::Duration;

use crate::claim::{ClaimId, Part};
use crate::disk::writer::Known;
use crate::review::{Conflict, Decision, Edit, Record, Session, SpeakerChoice, Stamp};
use crate::tui::message::{Effect, Message, Theirs};
use crate::tui::model::Layer;
use crate::tui::tests::Player;

/// Milliseconds after which nobody is in the middle of something.
const IDLE: u64 = 2500;

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

/// What the writer was handed last.
fn last_saved(player: &Player) -> &Record {
    let saved = player.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(state) | Effect::TakenIn(_, Some(state)) => Some(&state.record),
        _ => None,
    });
    saved.unwrap()
}

#[test]
fn what_does_not_contradict_comes_in_and_is_told() {
    let mut player = Player::new(140, 40);
    player.keys("a");
    let message = km(&player, &[Edit::Confirm(vec![id(3)]), Edit::Reject(vec![id(4)])]);
    player.send(message, IDLE);
    let told = &player.model.status.text;
    assert!(told.starts_with("2 decisions by km were merged: claim 3 (") && told.contains(") confirmed, claim 4 ("), "{told}");
    assert!(told.ends_with(") rejected"), "{told}");
    assert_eq!([1, 3, 4].map(|n| decision(&player, n)), [Decision::Confirmed, Decision::Confirmed, Decision::Rejected]);
    assert_eq!(taken_in(&player), [true]);
    player.keys("u");
    assert_eq!([1, 3].map(|n| decision(&player, n)), [Decision::Unreviewed, Decision::Confirmed], "undo takes ours back alone");
}

#[test]
fn a_decision_that_comes_in_is_told_with_its_claim_and_who_took_it() {
    let words = |player: &Player, number: usize| {
        let session = &player.model.desk.session;
        let content = session.claim(&id(number)).unwrap().spans(Part::Content)[0].slice(&session.article().text).unwrap();
        content.split_whitespace().skip(1).take(2).collect::<Vec<_>>().join(" ")
    };
    let mut player = Player::new(140, 40);
    let message = km(&player, &[Edit::Reject(vec![id(3)])]);
    player.send(message, IDLE);
    let told = player.model.status.text.clone();
    assert!(told.starts_with("km rejected claim 3 (") && told.contains(&words(&player, 3)), "{told}");
    player.keys("a");
    let message = km(&player, &[Edit::Reject(vec![id(1)])]);
    player.send(message, IDLE);
    let told = player.model.status.text.clone();
    assert!(told.starts_with("km decided differently on claim 1 (") && told.contains(&words(&player, 1)), "{told}");
    assert!(told.contains("1 conflict is open"), "{told}");
    let mut many = Player::new(140, 40);
    let message = km(&many, &[Edit::Confirm((1..=5).map(id).collect())]);
    many.send(message, IDLE);
    let told = &many.model.status.text;
    assert!(told.starts_with("5 decisions by km were merged: claim 1 (") && told.ends_with(", 2 more"), "{told}");
}

#[test]
fn an_old_file_that_says_nothing_new_is_not_reported_over_ones_own_key() {
    let mut player = Player::new(140, 40);
    player.keys("a");
    let told = player.model.status.text.clone();
    let old = km(&player, &[]);
    player.send(old, IDLE);
    assert_eq!((player.model.status.text.as_str(), decision(&player, 1)), (told.as_str(), Decision::Confirmed));
}

#[test]
fn without_work_of_ours_the_file_stays_as_they_wrote_it() {
    let mut player = Player::new(140, 40);
    let message = km(&player, &[Edit::Confirm(vec![id(3)])]);
    player.send(message, IDLE);
    assert_eq!(taken_in(&player), [false]);
    assert!(!player.model.desk.is_unsaved());
}

#[test]
fn a_conflict_is_shown_and_saved_with_both_sides_until_it_is_settled() {
    let mut player = Player::new(100, 30);
    player.keys("a x");
    let zed = SpeakerChoice::New("Zed Ode".into());
    let message = km(&player, &[Edit::SetSpeaker(vec![id(1)], zed), Edit::Confirm(vec![id(2)])]);
    player.send(message, IDLE);
    assert!(matches!(player.model.layers.last(), Some(Layer::Sides(_))));
    assert_eq!(taken_in(&player), [true], "both sides are written at once");
    assert_eq!(last_saved(&player).conflicts().len(), 2);
    let revision = player.model.desk.session.revision();
    player.send(Message::Saved(revision), 10);
    insta::assert_snapshot!(player.screen());
    // What is decided meanwhile is saved as always.
    player.keys("esc i h m esc");
    assert!(last_saved(&player).claims.iter().any(|claim| *claim.note == "hm"), "{:?}", player.effects);
    assert_eq!(last_saved(&player).conflicts().len(), 2);
    player.keys("X t");
    assert_eq!((decision(&player, 1), last_saved(&player).conflicts().len()), (Decision::Corrected, 1));
    player.keys("o");
    assert_eq!((decision(&player, 2), last_saved(&player).conflicts()), (Decision::Rejected, vec![]));
    assert!(player.model.layers.is_empty() && player.model.desk.failed.is_none());
    assert_eq!(player.model.status.text, "kept ours; all conflicts are resolved");
    player.keys("u");
    assert_eq!(player.model.desk.session.conflicts().len(), 1, "settling can be undone");
}

#[test]
fn a_suggestion_is_not_withdrawn_because_another_text_does_not_have_it() {
    for (other_text, left) in [(true, 6), (false, 5)] {
        let mut player = Player::new(140, 40);
        player.keys("a");
        let Message::ChangedOnDisk(Ok(mut theirs)) = km(&player, &[Edit::Confirm(vec![id(2)])]) else { panic!("a message") };
        let record = theirs.record.as_mut().unwrap();
        record.claims.retain(|claim| claim.id != id(5));
        theirs.other_text = other_text;
        player.send(Message::ChangedOnDisk(Ok(theirs)), IDLE);
        assert_eq!(player.model.desk.session.claims().len(), left, "{other_text}");
    }
}

#[test]
fn a_conflict_about_a_note_names_who_wrote_it() {
    let mut player = Player::new(140, 40);
    player.keys("a k i h m esc");
    let message = km(&player, &[Edit::Confirm(vec![id(1)]), Edit::SetNote(id(1), "ask her".into())]);
    player.send(message, IDLE);
    assert!(player.model.status.text.starts_with("km wrote a different note on claim 1 ("), "{}", player.model.status.text);
    let screen = player.screen();
    assert!(screen.contains("ask her") && screen.contains("The note") && screen.contains("km, 2026"), "{screen}");
}

#[test]
fn conflicts_come_in_the_order_of_the_text_and_the_reader_goes_on_where_they_were() {
    // The ids of claims are in no order; here they are in the opposite one.
    let session = &Player::new(140, 40).model.desk.session;
    let mut record = session.record();
    for (number, claim) in record.claims.iter_mut().enumerate() {
        let claim = std::sync::Arc::make_mut(claim);
        claim.id = id(99 - number);
        claim.suggestion.as_mut().unwrap().id = claim.id.clone();
    }
    let mut player = Player::over(Session::restore(session.article().clone(), record), 140, 40);
    player.keys("a a a a");
    let place = player.model.hand().cloned();
    let message = km(&player, &[Edit::Reject(vec![id(96), id(97), id(99)])]);
    player.send(message, IDLE);
    for number in [99, 97, 96] {
        let Some(Layer::Sides(sides)) = player.model.layers.last() else { panic!("nothing is shown") };
        assert!(matches!(sides.in_hand(), Some(Conflict::Claim(claim, _)) if *claim == id(number)), "{number}: {sides:?}");
        assert_eq!(player.model.hand(), Some(&id(number)), "the claim that the conflict is about is shown");
        player.keys("o");
    }
    assert_eq!((player.model.hand().cloned(), player.model.layers.len()), (place, 0));
}

#[test]
fn all_conflicts_are_settled_at_once_after_a_look_at_what_that_touches() {
    for (key, first) in [("O", Decision::Confirmed), ("T", Decision::Rejected)] {
        let mut player = Player::new(140, 40);
        player.keys("a a");
        let message = km(&player, &[Edit::Reject(vec![id(1), id(2)])]);
        player.send(message, IDLE);
        let before = player.model.desk.session.conflicts().len();
        player.keys(key);
        // Which claims that touches is said first, and no is no.
        let Some(crate::tui::model::Layer::Question(question)) = player.model.layers.last() else { panic!("nothing is asked") };
        assert!(question.text.contains("all 2 open conflicts: Brandt, “that the harbour"), "{}", question.text);
        assert!(question.text.contains("Brandt, “We promised"), "{}", question.text);
        player.keys("n");
        assert_eq!(player.model.desk.session.conflicts().len(), before);
        player.keys(key).keys("y");
        assert_eq!((decision(&player, 1), decision(&player, 2)), (first, first));
        assert!(player.model.layers.is_empty());
    }
}

#[test]
fn work_that_comes_in_under_the_coverage_list_does_not_wait() {
    let mut player = Player::new(140, 40);
    player.keys("a L");
    let message = km(&player, &[Edit::Reject(vec![id(1)]), Edit::Confirm(vec![id(3)])]);
    player.send(message, IDLE);
    assert!(matches!(player.model.layers.as_slice(), [Layer::Coverage(_)]), "the list stays in front");
    assert_eq!((taken_in(&player), last_saved(&player).conflicts().len()), (vec![true], 1));
    assert_eq!(decision(&player, 3), Decision::Confirmed);
    player.keys("esc X");
    assert!(matches!(player.model.layers.last(), Some(Layer::Sides(_))));
}

#[test]
fn leaving_with_a_conflict_keeps_both_sides() {
    let mut player = Player::new(140, 40);
    player.keys("a");
    let message = km(&player, &[Edit::Reject(vec![id(1)])]);
    player.send(message, IDLE);
    assert_eq!(last_saved(&player).conflicts().len(), 1, "both are saved");
    player.keys("esc q");
    assert!(!player.effects.contains(&Effect::Quit), "the writer is waited for");
    let revision = player.model.desk.session.revision();
    player.send(Message::Saved(revision), 10);
    assert!(player.effects.contains(&Effect::Quit), "what is open is on disk, and shown at the next start");
}

#[test]
fn a_broken_file_is_told_and_tried_again() {
    let mut player = Player::new(140, 40);
    player.keys("a");
    player.send(Message::ChangedOnDisk(Err("a.ron:3:1: a merge marker".into())), 10);
    assert!(
        player.model.status.text.contains("a.ron:3:1: a merge marker; repair it, then Ctrl-s tries again"),
        "{}",
        player.model.status.text
    );
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
        player.send(message, IDLE);
        player.screen();
    }
}

#[test]
fn on_a_small_screen_every_side_is_there_whole_or_says_that_it_is_cut() {
    let note = |words: &str| Edit::SetNote(id(1), words.into());
    let mut player = Player::new(40, 12);
    let ours = note("ours by mistake, ask Ilse");
    player.model.desk.session.apply(ours, &Stamp { by: "mw".into(), at: "2026-09-21T13:00:00Z".into() }).unwrap();
    let message = km(&player, &[note("theirs, as the minutes have it")]);
    player.send(message, IDLE);
    insta::assert_snapshot!(player.screen());
    let mut player = Player::new(40, 12);
    let long = "the minutes of the harbour board say otherwise, page after page, ".repeat(6);
    let ours = note(&long);
    player.model.desk.session.apply(ours, &Stamp { by: "mw".into(), at: "2026-09-21T13:00:00Z".into() }).unwrap();
    let message = km(&player, &[note("no")]);
    player.send(message, IDLE);
    let screen = player.screen();
    assert!(screen.contains('…') && screen.contains("theirs  no") && screen.contains("before"), "{screen}");
}

fn shows_conflicts(player: &Player) -> bool {
    matches!(player.model.layers.last(), Some(Layer::Sides(_)))
}

#[test]
fn conflicts_do_not_come_up_while_the_reader_is_in_the_middle_of_something() {
    // What is open or begun, what closes it, and how long after the last key the work of another comes in.
    for (begun, closed, after) in [
        ("a j", "", 1900),
        ("a j space", "", 9000),
        ("a j i", "esc", 9000),
        ("a j s", "esc", 9000),
        ("a j v", "esc", 9000),
        ("a j e", "esc", 9000),
    ] {
        let mut player = Player::new(140, 40);
        player.keys(begun);
        let place = player.model.hand().cloned();
        let message = km(&player, &[Edit::Reject(vec![id(1)])]);
        player.send(message, after);
        player.keys(closed);
        assert!(!shows_conflicts(&player), "{begun}: {:?}", player.model.layers);
        assert_eq!(player.model.hand().cloned(), place, "{begun}");
        let told = &player.model.status.text;
        assert!(told.contains("1 conflict is open (X shows it)"), "{begun}: {told}");
        assert!(player.screen().contains("1 conflict open"), "{begun}: {}", player.screen());
        // A key that was meant for the claim settles nothing.
        player.keys("t esc");
        assert_eq!(player.model.desk.session.conflicts().len(), 1, "{begun}");
        player.keys("X");
        assert!(shows_conflicts(&player), "{begun}");
        player.keys("t");
        assert_eq!(decision(&player, 1), Decision::Rejected, "{begun}: a window that was asked for takes keys at once");
    }
}

#[test]
fn a_conflict_that_waited_comes_up_once_the_reader_pauses() {
    for (begun, closed) in [("a j", ""), ("a j s", "esc")] {
        let mut player = Player::new(140, 40);
        player.keys(begun);
        let message = km(&player, &[Edit::Reject(vec![id(1)])]);
        player.send(message, 100);
        player.send(Message::Quiet, 9000);
        assert_eq!(shows_conflicts(&player), closed.is_empty(), "{begun}");
        if !closed.is_empty() {
            let due = |player: &Player| player.model.conflicts_due(player.moment());
            assert_eq!(due(&player), None, "{begun}: something is begun");
            player.keys(closed);
            assert_eq!(due(&player), Some(Duration::from_secs(2)), "{begun}");
            player.send(Message::Quiet, 1000);
            assert!(!shows_conflicts(&player), "{begun}: too soon");
            player.send(Message::Quiet, 1100);
            assert!(shows_conflicts(&player), "{begun}");
        }
        // The next key was not meant for it; closed, it does not come up again by itself.
        player.send(Message::Key("t".parse().unwrap()), 300);
        assert_eq!(player.model.desk.session.conflicts().len(), 1, "{begun}");
        player.send(Message::Key("esc".parse().unwrap()), 1000);
        player.send(Message::Quiet, 9000);
        assert!(!shows_conflicts(&player), "{begun}");
    }
}

#[test]
fn keys_that_follow_an_unasked_conflict_at_once_settle_nothing() {
    let press = |player: &mut Player, key: &str, after| player.send(Message::Key(key.parse().unwrap()), after);
    for key in ["o", "t", "O", "T", "n", "esc"] {
        let mut player = Player::new(140, 40);
        player.keys("a x j");
        let place = player.model.hand().cloned();
        let message = km(&player, &[Edit::Reject(vec![id(1)]), Edit::Confirm(vec![id(2)])]);
        player.send(message, IDLE);
        assert!(shows_conflicts(&player));
        press(&mut player, key, 590);
        assert!(shows_conflicts(&player) && player.model.desk.session.conflicts().len() == 2, "{key}");
        assert_eq!(player.model.hand(), Some(&id(1)), "{key}");
        assert!(player.model.status.text.starts_with("ignored: this conflict came up a moment ago"), "{key}");
        press(&mut player, "esc", 1000);
        assert_eq!((player.model.layers.len(), player.model.hand().cloned()), (0, place), "{key}");
    }
    // The same where another conflict takes the place of the one that is looked at.
    let mut player = Player::new(140, 40);
    player.keys("a x");
    let message = km(&player, &[Edit::Confirm(vec![id(2)])]);
    let next = km(&player, &[Edit::Confirm(vec![id(2)]), Edit::Reject(vec![id(1)])]);
    player.send(message, IDLE);
    player.send(next, IDLE);
    assert_eq!(player.model.desk.session.conflicts().len(), 2);
    press(&mut player, "t", 300);
    assert_eq!(player.model.desk.session.conflicts().len(), 2);
    // A held key settles one conflict and no other.
    press(&mut player, "t", 1000);
    player.send(Message::Repeat("t".parse().unwrap()), 40);
    assert_eq!(player.model.desk.session.conflicts().len(), 1);
}

/// What ann confirmed and ben rejected, as the file holds it with ben's word in force, opened by `by`.
fn reopened_by(by: &str) -> Player {
    let start = Player::new(140, 40).model.desk.session;
    let decided = |by: &str, edit: Edit| {
        let mut session = start.clone();
        session.apply(edit, &Stamp { by: by.into(), at: "2026-09-21T13:00:00Z".into() }).unwrap();
        session.record()
    };
    let (bens, anns) = (decided("ben", Edit::Reject(vec![id(1), id(2)])), decided("ann", Edit::Confirm(vec![id(1), id(2)])));
    let merged = crate::review::merge::merge(&start.record(), &bens, &anns);
    let mut player = Player::over(Session::restore(start.article().clone(), merged.record), 140, 40);
    player.model.desk.annotator = by.to_owned();
    player.keys("X");
    player
}

#[test]
fn ours_is_the_side_of_whoever_is_at_the_keyboard() {
    for (by, ours, theirs) in [("ann", "confirmed", "rejected"), ("ben", "rejected", "confirmed")] {
        let both = [("o", ours, "kept ours"), ("t", theirs, "took theirs"), ("O", ours, ""), ("T", theirs, "")];
        for (key, kept, told) in both {
            let mut player = reopened_by(by);
            let screen = player.screen();
            let row = |words: &str| screen.lines().find(|line| line.contains(words)).unwrap_or_default().to_owned();
            let (heading, values) = (row("theirs  "), row("undecided"));
            assert!(heading.find("ours") < heading.find("theirs"), "{screen}");
            assert!(values.find(ours).unwrap() < values.find(theirs).unwrap(), "{by}: {screen}");
            player.keys(key);
            if told.is_empty() {
                player.keys("y");
            } else {
                assert_eq!(player.model.status.text, told);
            }
            assert_eq!(decision(&player, 1).shown(), kept, "{by} {key}");
            let open = player.model.desk.session.conflicts().len();
            assert_eq!(open, usize::from(!told.is_empty()), "{by} {key}");
        }
    }
    for (key, kept, told) in [("o", "rejected", "kept ben’s version"), ("t", "confirmed", "kept ann’s version")] {
        let mut player = reopened_by("cy");
        let screen = player.screen();
        assert!(screen.contains("ben (o)") && screen.contains("ann (t)"), "{screen}");
        player.keys(key);
        assert_eq!((decision(&player, 1).shown(), player.model.status.text.as_str()), (kept, told));
    }
}

#[test]
fn opposite_answers_to_one_conflict_stay_open_and_end_in_one_file() {
    for edits in [["o", "o"], ["t", "t"]] {
        let (mut ann, mut ben) = (reopened_by("ann"), reopened_by("ben"));
        ann.keys(edits[0]).keys("esc");
        ben.keys(edits[1]).keys("esc");
        // Neither has the lock: each finds the other's file in the place of its own.
        let mut file = last_saved(&ann).clone();
        let mut rounds = 0;
        let mut quiet = 0;
        while quiet < 2 {
            let reader = if rounds % 2 == 0 { &mut ben } else { &mut ann };
            let written = reader.effects.len();
            let theirs = Theirs {
                record: Some(file.clone()),
                known: Known::of(None),
                text: reader.model.desk.session.article().text.clone(),
                other_text: false,
            };
            reader.send(Message::ChangedOnDisk(Ok(theirs)), 2000);
            let wrote = reader.effects[written..].iter().find_map(|effect| match effect {
                Effect::TakenIn(_, state) => Some(state.as_ref().map(|state| state.record.clone())),
                _ => None,
            });
            match wrote.unwrap() {
                Some(record) => (file, quiet) = (record, 0),
                None => quiet += 1,
            }
            rounds += 1;
            assert!(rounds < 10, "{edits:?}: each writes over the other's file for ever");
        }
        for player in [&ann, &ben] {
            assert!(player.screen().contains("2 conflicts open"), "{edits:?}: {}", player.screen());
            let claim = player.model.desk.session.claim(&id(1)).unwrap();
            let mut sides = vec![claim.decision];
            sides.extend(claim.rival.iter().flat_map(|rival| rival.sides()).map(|side| side.decision));
            assert!(sides.contains(&Decision::Confirmed) && sides.contains(&Decision::Rejected), "{sides:?}");
        }
        assert_eq!(file.conflicts().len(), 2);
    }
}
