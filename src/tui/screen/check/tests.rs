//! Keys that write the record of a fact-check.

use crate::review::{CheckState, Decision, FactCheck};
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
    player.keys("c -");
    assert!(record(&player).evidence.is_empty());
    player.keys("c e esc");
    assert_eq!(record(&player).evidence.len(), 0);
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
    player.keys("S S S S");
    assert!(player.model.status.text.contains("worth checking"), "{}", player.model.status.text);
    let session = &player.model.desk.session;
    let first = player.model.panes.claims.rows.first().and_then(|row| session.claims().get(*row)).unwrap();
    let words = first.spans(crate::review::Part::Content).first().unwrap().slice(&session.article().text).unwrap();
    assert!(words.contains(|c: char| c.is_ascii_digit()), "{words}");
}

#[test]
fn the_next_quotation_without_a_claim_is_selected() {
    let mut player = Player::new(140, 40);
    player.keys("M");
    assert!(player.model.layers.is_empty(), "every quotation has its claim");
    // The quotation's claim is given other words: now nobody covers it.
    player.keys("n v { i w R M");
    let Some(crate::tui::model::Layer::Select(select)) = player.model.layers.last() else {
        panic!("nothing is selected: {}", player.model.status.text);
    };
    let text = player.model.desk.session.article().text.clone();
    assert_eq!(select.span().slice(&text), Some("\"We promised too much, and we promised it too early,\""));
    player.keys("a M");
    assert!(player.model.status.text.contains("every quotation has its claim"), "{}", player.model.status.text);
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
