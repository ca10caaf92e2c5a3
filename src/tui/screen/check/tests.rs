//! Keys that write the record of a fact-check.

use crate::review::tests::{session, stamp};
use crate::review::{CheckState, Decision, Edit, FactCheck, Session};
use crate::tui::command::Context;
use crate::tui::tests::Player;

fn record(player: &Player) -> FactCheck {
    let session = &player.model.desk.session;
    FactCheck::clone(&session.claim(player.model.hand().unwrap()).unwrap().check)
}

#[test]
fn two_keys_record_a_state_and_decide_nothing() {
    let mut player = Player::new(140, 40);
    let id = player.model.hand().unwrap().clone();
    player.keys("c v");
    assert_eq!(record(&player).state, Some(CheckState::Verified));
    assert_eq!(player.model.hand(), Some(&id));
    assert_eq!(player.model.desk.session.claim(&id).unwrap().decision, Decision::Unreviewed);
    assert_eq!(player.effects.len(), 1);
    player.keys("c w u");
    assert_eq!(record(&player).state, Some(CheckState::Verified));
    player.keys("c backspace");
    assert_eq!(record(&player), FactCheck::default());
}

#[test]
fn evidence_and_inquiries_are_typed_in_a_line() {
    let mut player = Player::new(140, 40);
    player.keys("c e w w w . x space p r i m a r y enter w");
    let now = record(&player);
    assert_eq!(now.state, Some(CheckState::Wrong));
    assert_eq!(now.evidence.iter().map(|evidence| evidence.line()).collect::<Vec<_>>(), ["www.x primary"]);
    player.keys("c a A n a enter esc");
    assert_eq!(record(&player).state, Some(CheckState::Asked));
    assert_eq!(record(&player).asked.first().unwrap().line(), "Ana 2026-09-21");
    // What is given up in the line leaves the record open.
    player.keys("c e x esc");
    assert_eq!(player.model.context(), Context::Check);
    player.keys("esc");
    assert_eq!(record(&player).evidence.len(), 1);
}

#[test]
fn yesterday_is_written_as_a_date() {
    let mut player = Player::new(140, 40);
    player.keys("c d y e s t e r d a y enter");
    assert_eq!(record(&player).stated, "2026-09-20");
    player.keys("a A n a space t o d a y enter");
    assert_eq!(record(&player).asked.first().unwrap().line(), "Ana 2026-09-21");
    player.keys("d").keys(&"backspace ".repeat(10));
    player.keys("l a t e enter");
    assert_eq!(record(&player).stated, "late");
    assert!(player.model.status.text.contains("not a date"), "{}", player.model.status.text);
}

fn evidence(player: &Player) -> Vec<String> {
    record(player).evidence.iter().map(|evidence| evidence.line()).collect()
}

#[test]
fn any_line_is_edited_and_dropped() {
    let mut player = Player::new(140, 40);
    player.keys("c -");
    assert!(player.model.status.text.contains("no line to remove"), "{}", player.model.status.text);
    player.keys("e a . p d f enter e b . p d f enter a A n a enter d M a y enter");
    assert_eq!(evidence(&player), ["a.pdf", "b.pdf"]);
    // The last line that was written is current; up to the first one.
    player.keys("k k k enter space p . space 3 enter");
    assert_eq!(evidence(&player), ["a.pdf p. 3", "b.pdf"]);
    player.keys("j -");
    assert_eq!(evidence(&player), ["a.pdf p. 3"]);
    player.keys("- k -");
    assert_eq!((record(&player).asked.len(), evidence(&player).len()), (0, 0));
    // A line that is emptied is dropped too.
    player.keys("enter ctrl-u enter");
    assert_eq!(record(&player).stated, "");
    player.keys("esc u");
    assert_eq!(record(&player).stated, "May", "each step is undone by itself");
}

/// An article that says one thing three times.
fn repeated() -> Session {
    session(
        "[The old bridge will stay open all winter], {said} <Ana>.\n[It leaks], {said} <Bo>.\n\
         [that the old bridge will stay open all winter], {said} <Cy>.\n\
         [The old bridge will not stay open all winter], {said} <Di>.\n",
    )
}

#[test]
fn one_check_ticks_all_that_repeat_it() {
    let mut player = Player::over(repeated(), 100, 30);
    player.keys("c");
    insta::assert_snapshot!("repeats", player.screen());
    player.keys("v");
    let states = |player: &Player| player.model.desk.session.claims().iter().map(|claim| claim.check.state).collect::<Vec<_>>();
    assert_eq!(states(&player), [Some(CheckState::Verified), None, Some(CheckState::Verified), None]);
    player.keys("u");
    assert_eq!(states(&player), [None; 4], "undone as one");
    // A record of its own is not written over.
    let other = FactCheck { state: Some(CheckState::Wrong), ..FactCheck::default() };
    let third = player.model.desk.session.claims()[2].id.clone();
    player.model.desk.session.apply(Edit::SetCheck(vec![third], other), &stamp("jk")).unwrap();
    player.keys("c");
    assert!(player.model.status.text.contains("not changed"), "{}", player.model.status.text);
    player.keys("v");
    assert_eq!(states(&player), [Some(CheckState::Verified), None, Some(CheckState::Wrong), None]);
}

#[test]
fn the_record_is_seen_and_filtered() {
    let mut player = Player::new(100, 30);
    player.keys("c o c");
    insta::assert_snapshot!(player.screen());
    player.keys("esc F o p i n i o n enter");
    assert_eq!(player.model.panes.claims.rows.len(), 1);
    for (width, height) in [(80, 24), (40, 12), (20, 6), (1, 1), (0, 0)] {
        let mut player = Player::new(width, height);
        player.keys("c e a b enter");
        player.screen();
    }
}

#[test]
fn claims_are_sorted_by_what_is_worth_checking() {
    let mut player = Player::new(140, 40);
    player.keys("S w o r t h enter");
    assert!(player.model.status.text.contains("worth checking"), "{}", player.model.status.text);
    let session = &player.model.desk.session;
    let first = player.model.panes.claims.rows.first().and_then(|row| session.claims().get(*row)).unwrap();
    let words = first.spans(crate::claim::Part::Content).first().unwrap().slice(&session.article().text).unwrap();
    assert!(words.contains(|c: char| c.is_ascii_digit()), "{words}");
}

#[test]
fn the_next_quotation_without_a_claim_is_selected() {
    let mut player = Player::new(140, 40);
    player.keys("M");
    assert!(player.model.layers.is_empty(), "every quotation has a claim");
    // The quotation's claim is given other words: now nobody covers it.
    player.keys("n v { i w R y M");
    let Some(crate::tui::model::Layer::Select(select)) = player.model.layers.last() else {
        panic!("nothing is selected: {}", player.model.status.text);
    };
    let text = player.model.desk.session.article().text.clone();
    assert_eq!(select.span().slice(&text), Some("\"We promised too much, and we promised it too early,\""));
    player.keys("a M");
    assert!(player.model.status.text.contains("every quotation has a claim"), "{}", player.model.status.text);
}

#[test]
fn jumps_are_taken_back_and_again() {
    let mut player = Player::new(140, 40);
    let first = player.model.hand().unwrap().clone();
    player.keys("G");
    let last = player.model.hand().unwrap().clone();
    assert_ne!(first, last);
    player.keys("ctrl-o");
    assert_eq!(player.model.hand(), Some(&first));
    player.keys("alt-o");
    assert_eq!(player.model.hand(), Some(&last));
}

#[test]
fn the_line_of_evidence_leaves_room_to_type() {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut player = Player::new(width, height);
        player.keys("c e a b c d e f g h");
        let screen = player.screen();
        assert!(screen.lines().last().unwrap().contains("Evidence: abcdefgh"), "{screen}");
        assert!(screen.contains("link, place, primary/secondary") && screen.contains("partly, date"), "{screen}");
    }
    let mut player = Player::new(20, 6);
    player.keys("c e a b c");
    assert!(player.screen().lines().last().unwrap().contains("abc"), "{}", player.screen());
}
