//! Suggestions that become better while the article is being read.

use super::*;
use crate::claim::ClaimId;
use crate::extract::{EngineKind, Extraction};
use crate::review::Session;
use crate::review::tests::marked;
use crate::text::Span;
use crate::tui::look::Look;
use crate::tui::message::Found;
use crate::tui::model::Model;
use crate::tui::workspace::{EngineState, OpenArticle};

const RULES: &str =
    "The council was [six times told that a towpath was unsafe].\n[It holds], {said} <Bo Lee>.\n[Rain], {said} <Ana Ode>.\n";
const BETTER: &str =
    "<The council> {was six times told} [that a towpath was unsafe].\n[It holds], {said} <Bo Lee>.\n[Rain], {said} <Ana Ode>.\n";

fn found(text: &str, ids: &[&str], settled: bool) -> Found {
    let (article, mut extraction) = marked(text);
    for (claim, id) in extraction.claims.iter_mut().zip(ids) {
        claim.id = ClaimId::new(*id);
    }
    let place = Span::new(0, article.text.len());
    let settled_bytes = if settled { vec![place] } else { Vec::new() };
    let engine = if settled { EngineKind::Deep } else { EngineKind::Fast };
    Found { extraction, place, engine, settled: settled_bytes, done: settled }
}

fn rules() -> Found {
    found(RULES, &["c-rules", "c-two", "c-three"], false)
}

fn better() -> Found {
    found(BETTER, &["c-better", "c-two", "c-three"], true)
}

/// An article that has just been opened, and is being read.
fn opened() -> Player {
    let (article, _) = marked(RULES);
    let session = Session::new(std::sync::Arc::new(article));
    let mut desk = OpenArticle::new(session, "towpath.txt", "mw");
    desk.engine = EngineState::Working(0);
    Player::of(Model::new(desk, Look::default(), (120, 36)))
}

fn key(player: &mut Player, key: &str, milliseconds: u64) {
    player.send(Message::Key(key.parse().unwrap()), milliseconds);
}

fn contents(player: &Player) -> Vec<String> {
    let session = &player.model.desk.session;
    session.claims().iter().map(|claim| crate::tui::screen::claims::words(session, claim)).collect()
}

#[test]
fn a_decision_in_the_first_second_waits_and_says_why() {
    let mut player = opened();
    player.send(Message::Extracted(rules()), 10);
    for wait in [100, 200, 300] {
        key(&mut player, "a", wait);
        assert!(player.model.status.text.starts_with("ignored: "), "{}", player.model.status.text);
    }
    key(&mut player, "x", 300);
    assert_eq!(player.model.desk.session.progress().decided, 0);
    player.send(Message::Extracted(better()), 500);
    // It is once, with its speaker, and with the words that were read.
    assert_eq!(contents(&player), ["six times told that a towpath was unsafe", "It holds", "Rain"]);
    assert_eq!(speaker(&player, 1), "The council");
    let waits = "a better reading waits, a shows it: The council, “that a towpath was unsafe”";
    assert!(player.model.status.text.starts_with(waits), "{}", player.model.status.text);
    // Right after the change a key is not meant for it.
    key(&mut player, "a", 100);
    assert!(player.model.status.text.starts_with("ignored: this claim changed a moment ago"), "{}", player.model.status.text);
    // The first key shows what it would decide, the second decides it.
    key(&mut player, "a", 400);
    assert_eq!((decision(&player, 1), contents(&player)[0].as_str()), (Decision::Unreviewed, "that a towpath was unsafe"));
    let shown = "the better reading: The council, “that a towpath was unsafe”; a again: confirm";
    assert_eq!(player.model.status.text, shown);
    key(&mut player, "a", 100);
    assert!(!decision(&player, 1).is_decided(), "a doubled key");
    key(&mut player, "a", 400);
    assert_eq!((decision(&player, 1), speaker(&player, 1).as_str()), (Decision::Confirmed, "The council"));
    // Nor does it come twice once the reader has moved on.
    assert_eq!(contents(&player).len(), 3, "{:?}", contents(&player));
}

#[test]
fn the_claim_in_view_keeps_its_words_and_its_row_until_the_reader_moves() {
    let mut player = opened();
    player.send(Message::Extracted(rules()), 10);
    let before = (player.model.hand().cloned(), player.model.panes.claims.at, contents(&player)[0].clone());
    player.send(Message::Extracted(better()), 1500);
    let after = (player.model.hand().cloned(), player.model.panes.claims.at, contents(&player)[0].clone());
    assert_eq!(before, after);
    // What the better one is stays on the screen, also when the line was used for something else.
    let waits = "a better reading waits, a shows it: The council, “that a towpath was unsafe”";
    assert!(player.model.status.text.starts_with(waits), "{}", player.model.status.text);
    key(&mut player, "l", 1000);
    key(&mut player, "z", 1000);
    key(&mut player, "z", 1000);
    assert!(player.screen().contains(waits), "{}", player.screen());
    key(&mut player, "j", 1000);
    assert_eq!(contents(&player), ["that a towpath was unsafe", "It holds", "Rain"]);
    assert_eq!(hand(&player), 2);
    key(&mut player, "k", 1000);
    key(&mut player, "a", 1000);
    assert_eq!(decision(&player, 1), Decision::Confirmed);
}

#[test]
fn at_the_start_the_first_open_claim_is_the_current_one() {
    let mut player = opened();
    let late = found("[It holds], {said} <Bo Lee>.\n", &["c-two"], false);
    let (article, mut extraction) = marked(RULES);
    extraction.claims.remove(0);
    player.send(Message::Extracted(Found { extraction, place: Span::new(0, article.text.len()), ..late.clone() }), 10);
    assert_eq!(contents(&player).len(), 2);
    // A key that does nothing is not a beginning.
    key(&mut player, "esc", 500);
    player.send(Message::Extracted(better()), 1500);
    assert_eq!((contents(&player).len(), hand(&player)), (3, 1));
    let content = player.model.desk.session.claims()[0].spans(crate::claim::Part::Content)[0];
    assert!(player.model.panes.article.shown().overlaps(content));
    // Whoever has begun stays where he is, and so does a place that was remembered.
    for by_key in [true, false] {
        let mut player = opened();
        let (article, mut extraction) = marked(RULES);
        extraction.claims.remove(0);
        player.send(Message::Extracted(Found { extraction, place: Span::new(0, article.text.len()), ..late.clone() }), 10);
        let last = player.model.desk.session.claims()[1].id.clone();
        if by_key {
            player.keys("j")
        } else {
            player.model.resume(last);
            &mut player
        };
        player.send(Message::Extracted(better()), 1500);
        assert_eq!(hand(&player), 3);
    }
}

#[test]
fn a_place_that_is_gone_back_to_is_in_view_at_once() {
    let text: String = (1..40).map(|number| format!("[Weir {number} leaks], {{said}} <Bo Lee>.\nRain fell.\n")).collect();
    let mut player = Player::over(crate::review::tests::session(&text), 100, 20);
    let last = player.model.desk.session.claims()[30].clone();
    player.model.resume(last.id.clone());
    assert!(player.model.panes.article.shown().overlaps(last.spans(crate::claim::Part::Content)[0]));
    assert!(player.screen().contains("Weir 31"), "{}", player.screen());
}

#[test]
fn marks_follow_the_better_suggestion_or_are_said_to_be_gone() {
    let mut player = opened();
    player.send(Message::Extracted(rules()), 10);
    // The claim in view keeps its words; the marked one is another.
    key(&mut player, "space", 6000);
    key(&mut player, "j", 1000);
    player.send(Message::Extracted(better()), 1000);
    let session = &player.model.desk.session;
    let marked: Vec<usize> = player.model.panes.claims.marked.iter().filter_map(|id| session.position(id)).collect();
    assert_eq!((marked.as_slice(), player.model.panes.claims.marked.len()), (&[0][..], 1));
    let mut gone = better();
    gone.extraction.claims.remove(0);
    player.send(Message::Extracted(gone), 1000);
    assert!(player.model.panes.claims.marked.is_empty());
    assert!(player.model.status.text.contains("1 marked claim is gone"), "{}", player.model.status.text);
}

#[test]
fn what_was_decided_after_waiting_is_not_suggested_again() {
    let mut player = opened();
    player.send(Message::Extracted(rules()), 10);
    // A slow machine: nobody waits for ever.
    key(&mut player, "a", 6000);
    assert_eq!(decision(&player, 1), Decision::Confirmed);
    player.send(Message::Extracted(better()), 1500);
    assert_eq!(contents(&player).len(), 3, "{:?}", contents(&player));
    assert_eq!(decision(&player, 1), Decision::Confirmed, "nobody's word is replaced");
}

#[test]
fn what_the_guide_covers_is_live() {
    let mut player = opened();
    player.model.open_guide();
    player.send(Message::Extracted(rules()), 10);
    assert_eq!(player.model.desk.session.claims().len(), 3);
    player.send(Message::Extracted(better()), 1500);
    assert_eq!(player.model.desk.engine, EngineState::Done);
    assert!(!player.screen().contains("looking for claims"), "{}", player.screen());
    assert_eq!(contents(&player)[0], "that a towpath was unsafe", "nobody reads behind the guide");
    player.keys("esc a");
    assert_eq!(decision(&player, 1), Decision::Confirmed);
}

#[test]
fn while_a_list_is_open_findings_wait_and_the_key_after_it_is_not_taken_for_another_claim() {
    let mut player = opened();
    player.send(Message::Extracted(found(RULES, &["c-rules", "c-two", "c-three"], true)), 10);
    key(&mut player, "T", 1000);
    let mut gone = better();
    gone.extraction = Extraction::default();
    player.send(Message::Extracted(gone), 100);
    assert_eq!(player.model.desk.session.claims().len(), 3);
    key(&mut player, "esc", 100);
    assert_eq!(player.model.desk.session.claims().len(), 1, "the one that is read stays");
    key(&mut player, "x", 50);
    assert_eq!(player.model.desk.session.progress().decided, 1, "and is the one that is decided");
}

#[test]
fn with_the_rules_alone_nothing_is_awaited() {
    let mut player = opened();
    player.send(Message::Extracted(found(RULES, &["c-rules", "c-two", "c-three"], true)), 10);
    key(&mut player, "a", 300);
    assert_eq!(decision(&player, 1), Decision::Confirmed);
}
