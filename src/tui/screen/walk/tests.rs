//! The article changed, and claims that need a hand are walked through.

use std::path::Path;
use std::sync::Arc;

use crate::claim::{ClaimId, Part};
use crate::review::{Anchor, Decision, Session};
use crate::sidecar;
use crate::tui::look::Look;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Layer, Model};
use crate::tui::tests::{self, Player, TEXT};
use crate::tui::workspace::OpenArticle;

/// A reviewer who decided on everything, and opens the article again after it was changed.
fn reopened(width: u16, height: u16, changes: &[(&str, &str)]) -> Player {
    reopened_after("a a x a a a", width, height, changes)
}

/// The same for one who pressed these keys before.
fn reopened_after(keys: &str, width: u16, height: u16, changes: &[(&str, &str)]) -> Player {
    let mut player = Player::new(width, height);
    player.keys(keys);
    let record = player.model.desk.session.record();
    let file = sidecar::text_of(&record, &tests::article(), "harbour.txt", "1");
    let mut text = TEXT.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let article = Arc::new(crate::review::tests::article(&text));
    let loaded = sidecar::load_text(Path::new("harbour.txt.claims.ron"), file, &article).unwrap();
    let session = Session::restore(article, loaded.record);
    player.model = Model::new(OpenArticle::new(session, "harbour.txt", "jk"), Look::default(), (width, height));
    player.model.greet();
    player.effects.clear();
    player
}

const SLIPS: &[(&str, &str)] = &[
    ("will not open before spring", "will not open bevore early spring"),
    ("\"Nobody at Norrbau hid anything from anyone,\"", "“Nobody at Norrbau hid a thing from anyone,”"),
];

fn content(player: &Player, number: usize) -> String {
    let session = &player.model.desk.session;
    let claim = session.claim(&ClaimId::new(format!("c-{number:08}"))).unwrap();
    let words = claim.spans(Part::Content).iter().map(|span| span.slice(&session.article().text).unwrap());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn suggestions_that_nobody_touched_need_no_hand() {
    let player = reopened_after("a", 100, 30, SLIPS);
    assert_eq!(player.model.desk.session.progress().lost, 2);
    assert!(player.model.status.text.contains("1 claim needs re-anchoring (W shows it)"), "{}", player.model.status.text);
}

#[test]
fn changed_words_are_shown_beside_the_old_ones_and_accepted_with_a_key() {
    let mut player = reopened(100, 30, SLIPS);
    assert!(player.model.status.text.contains("2 claims need re-anchoring (W shows them)"), "{}", player.model.status.text);
    player.keys("g W");
    insta::assert_snapshot!(player.screen());
    player.keys("enter");
    assert_eq!(content(&player, 1), "that the harbour tunnel will not open bevore early spring");
    player.keys("enter");
    assert_eq!(content(&player, 4), "“Nobody at Norrbau hid a thing from anyone,”");
    assert!(player.model.layers.is_empty());
    let claim = player.model.desk.session.claim(&ClaimId::new("c-00000001")).unwrap();
    assert_eq!((claim.decision, claim.anchor), (Decision::Confirmed, Anchor::Exact));
    let last = claim.log.last().unwrap();
    assert_eq!((last.stamp.by.as_str(), last.was.as_str()), ("jk", "that the harbour tunnel will not open before spring"));
    assert_eq!(player.model.desk.session.progress().asked, 2, "mw decided on other words");
    player.keys("F f o u n d space a g enter");
    assert_eq!(player.model.panes.claims.rows.len(), 2, "they are found again by a filter");
    player.keys("esc u u");
    assert_eq!(player.model.desk.session.progress().lost, 2, "undo");
}

#[test]
fn changed_words_that_another_found_again_are_a_question_for_who_decided() {
    let mut player = reopened(100, 30, SLIPS);
    player.keys("g W enter enter W");
    assert!(player.model.layers.is_empty(), "jk has no question left: {}", player.model.status.text);
    player.keys("D");
    assert!(!player.model.status.text.contains("in question"), "{}", player.model.status.text);
    player.keys("D");
    player.model.desk.annotator = "mw".to_owned();
    player.keys("D");
    assert!(player.model.status.text.contains("2 claims are in question (W shows which)"), "{}", player.model.status.text);
    player.keys("g W");
    let screen = player.screen();
    assert!(screen.contains("changed; re-anchored here by jk") && screen.contains("{+bevore early+}"), "{screen}");
    player.keys("enter");
    assert_eq!(player.model.desk.session.progress().asked, 1);
    // Nor has a confirmation in the list to go through the walk.
    player.keys("esc : 4 enter a");
    assert_eq!(player.model.desk.session.progress().asked, 0);
    let claim = player.model.desk.session.claim(&ClaimId::new("c-00000004")).unwrap();
    assert_eq!(claim.decided.as_ref().unwrap().by, "mw");
}

#[test]
fn a_claim_is_left_or_selected_by_hand() {
    let mut player = reopened(140, 40, SLIPS);
    player.keys("g W x");
    let Some(Layer::Walk(walk)) = player.model.layers.last() else { panic!("no walk") };
    assert_eq!(walk.in_hand().unwrap().as_str(), "c-00000004");
    player.keys("v");
    assert!(matches!(player.model.layers.last(), Some(Layer::Select(_))));
    player.keys("i q enter");
    assert!(content(&player, 4).starts_with("Nobody at Norrbau"), "{}", content(&player, 4));
    assert_eq!(player.model.desk.session.progress().lost, 1);
}

#[test]
fn words_that_are_gone_have_no_place_and_stay() {
    let gone = "that the harbour tunnel will not open before spring";
    let mut player = reopened(100, 30, &[(gone, "nothing of any interest")]);
    player.keys("W enter");
    assert!(player.screen().contains("No similar text"), "{}", player.screen());
    assert_eq!(player.model.desk.session.progress().lost, 1);
    assert!(player.effects.is_empty());
    player.keys("esc W esc");
    for (width, height) in [(80, 24), (40, 12), (20, 6), (5, 3), (1, 1), (0, 0)] {
        let mut player = reopened(width, height, SLIPS);
        player.keys("W");
        player.screen();
    }
}

#[test]
fn with_nothing_changed_there_is_nothing_to_walk_through() {
    let mut player = reopened(140, 40, &[]);
    player.keys("W");
    assert!(player.model.layers.is_empty());
    assert!(player.model.status.text.starts_with("every claim is anchored"));
}

#[test]
fn a_passage_that_was_cut_is_not_asked_about_again() {
    let mut player = reopened(100, 30, &[("will not open before spring", "")]);
    let lost = player.model.desk.session.progress().lost;
    assert!(lost > 0);
    player.keys("W");
    for _ in 0..lost {
        player.keys("c");
    }
    assert!(player.model.layers.is_empty());
    assert!(player.model.status.text.contains("passage cut; no other claim is unanchored"), "{}", player.model.status.text);
    assert_eq!(player.model.desk.session.progress().lost, 0);
    player.keys("W");
    assert!(player.model.status.text.contains("every claim is anchored, or"), "{}", player.model.status.text);
    player.keys("u");
    assert_eq!(player.model.desk.session.progress().lost, 1);
}

/// The text in review with these changes, as it is on disk by now.
fn on_disk(changes: &[(&str, &str)]) -> Message {
    let mut text = TEXT.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    Message::ArticleChanged(Ok(Arc::new(crate::review::tests::article(&text))))
}

#[test]
fn an_article_that_changes_while_it_is_open_is_read_again_before_anything_is_decided() {
    let mut player = Player::new(100, 30);
    player.keys("a a");
    player.send(on_disk(SLIPS), 10);
    assert!(player.model.status.text.contains("the article has changed on disk; R reloads it"));
    let record = player.model.desk.session.record();
    player.effects.clear();
    player.keys("a");
    assert!(player.model.status.text.contains("nothing was changed: the article had changed"), "{}", player.model.status.text);
    assert!(
        player.effects.contains(&Effect::ReadAgain) && !player.effects.iter().any(|effect| matches!(effect, Effect::Save(..)))
    );
    assert!(player.model.desk.session.article().text.contains("bevore early spring"));
    assert_eq!(player.model.desk.session.progress().decided, 2, "what was decided stays");
    assert_ne!(player.model.desk.session.record(), record);
    player.keys("u u");
    assert_eq!(player.model.desk.session.progress().decided, 0, "undo reaches back across it");
}

#[test]
fn it_is_read_again_with_a_key_and_shown_by_the_walk() {
    for keys in ["R W", "W"] {
        let mut player = Player::new(100, 30);
        player.keys("a a x a a a");
        player.send(on_disk(SLIPS), 10);
        player.keys(keys);
        assert!(matches!(player.model.layers.last(), Some(Layer::Walk(_))), "{keys}: {}", player.model.status.text);
    }
    let mut player = Player::new(100, 30);
    player.keys("R");
    assert!(player.model.status.text.contains("has not changed since it was read"));
    player.send(on_disk(SLIPS), 10);
    player.send(on_disk(&[]), 10);
    assert!(player.model.status.text.contains("the same as here again"));
    player.send(Message::ArticleChanged(Err("gone".into())), 10);
    assert!(player.model.status.text.contains("cannot read the article: gone"));
}

#[test]
fn what_needs_a_place_is_offered_where_there_is_one() {
    let footer = |player: &mut Player| player.screen().lines().last().unwrap().to_owned();
    let mut found = reopened(140, 30, SLIPS);
    found.keys("W");
    assert!(footer(&mut found).contains("accept here"), "{}", found.screen());
    let gone =
        [("The mayor of Port Velmark has conceded that the harbour tunnel will not open before spring.", "Nothing was said.")];
    let mut gone = reopened(140, 30, &gone);
    gone.keys("W");
    assert!(matches!(gone.model.layers.last(), Some(Layer::Walk(_))), "{}", gone.screen());
    let keys = footer(&mut gone);
    assert!(!keys.contains("stands here") && !keys.contains("next place") && keys.contains("passage cut"), "{keys}");
}
