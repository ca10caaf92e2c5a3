//! Saving, leaving, marking an article done, and going on to the next.

use super::{decision, player, saves};
use crate::review::Decision;
use crate::tui::command::Context;
use crate::tui::message::{Effect, Message};
use crate::tui::tests::Player;
use crate::tui::workspace::{ArticleProgress, Queue};

#[test]
fn q_leaves_when_all_is_saved_and_waits_for_the_writer_otherwise() {
    let mut saved = player("q");
    assert_eq!(saved.effects.pop(), Some(Effect::Quit));
    let mut player = player("a q");
    assert!(!player.effects.contains(&Effect::Quit));
    let revision = player.model.desk.session.revision();
    player.send(Message::Saved(revision), 10);
    assert_eq!(player.effects.pop(), Some(Effect::Quit));
}

#[test]
fn a_failed_save_is_told_and_asked_about() {
    let mut player = player("a q");
    player.send(Message::NotSaved("the disk is full".to_owned()), 10);
    assert_eq!(player.model.context(), Context::Question);
    assert!(player.screen().contains("the disk is full"));
    player.keys("n");
    assert!(!player.effects.contains(&Effect::Quit));
    player.keys("q y");
    assert_eq!(player.effects.pop(), Some(Effect::Quit));
}

#[test]
fn what_is_read_only_is_never_saved_and_says_so() {
    let mut player = Player::new(140, 40);
    player.model.desk.read_only = Some("anna has it open".to_owned());
    player.keys("a");
    assert_eq!(saves(&player), 0);
    assert!(player.screen().contains("read-only"));
    player.keys("q");
    assert_eq!(player.model.context(), Context::Question, "a decision that goes nowhere is never dropped without a word");
    assert!(player.screen().contains("anna has it open"));
    player.keys("y");
    assert_eq!(player.effects.pop(), Some(Effect::Quit));
}

#[test]
fn quotations_without_a_claim_are_named_before_an_article_is_marked_done() {
    let mut session = crate::review::tests::session(
        "<Ana Diaz> {said} [the pool was closed].\nThe sign read “no swimming before the first of May”.\n",
    );
    session.apply(crate::review::Edit::Confirm(vec![crate::review::tests::id(0)]), &crate::review::tests::stamp("mw")).unwrap();
    let mut player = Player::over(session, 140, 30);
    player.keys("D");
    assert!(player.model.desk.session.done().is_none());
    let told = "not marked done yet: 1 quoted passage has no claim (L shows them); D again marks it done";
    assert_eq!(player.model.status.text, told);
    // A change in between: said once more.
    player.keys("f D");
    assert_eq!((player.model.desk.session.done(), player.model.status.text.as_str()), (None, told));
    player.keys("D");
    assert!(player.model.desk.session.done().is_some() && player.model.status.text.starts_with("article done"));
    // The closing sheet shows them.
    player.keys("D Z D");
    assert!(player.model.desk.session.done().is_some());
}

#[test]
fn an_article_is_marked_done_and_says_what_is_undecided() {
    let mut player = player("a D");
    let done = player.model.desk.session.done().cloned().unwrap();
    assert_eq!((done.stamp.by.as_str(), done.engine.as_str()), ("mw", player.model.desk.read_by.version()));
    assert_eq!(player.model.status.text, "article done, with 5 claims undecided; u undoes it");
    assert!(player.screen().lines().next().unwrap().contains("✓ done"));
    assert_eq!(saves(&player), 2);
    player.keys("u");
    assert_eq!((player.model.desk.session.done(), player.model.status.text.as_str()), (None, "undid: article done"));
    player.keys("D D");
    assert_eq!(player.model.status.text, "article no longer done");
    assert_eq!(decision(&player, 1), Decision::Confirmed, "the mark decides nothing");
    player.send(Message::Repeat("D".parse().unwrap()), 1000);
    assert_eq!(player.model.desk.session.done(), None, "a key that is held down sets no mark");
}

fn queue(keys: &str) -> Player {
    let mut player = Player::new(140, 40);
    let names = ["harbour.txt", "ferry.txt", "mill.txt", "pool.txt"].map(str::to_owned).to_vec();
    player.model.desk.queue = Queue { names, at: 0, standings: Default::default() };
    let standing = |decided, total, done| ArticleProgress { decided, total, done, trouble: None };
    let broken =
        ArticleProgress { trouble: Some("sidecar broken, line 3: expected a comma".to_owned()), ..ArticleProgress::default() };
    let standings = vec![(0, standing(9, 9, true)), (1, standing(4, 4, true)), (2, broken), (3, standing(2, 7, false))];
    player.send(Message::Standings(standings), 10);
    player.keys(keys);
    player
}

#[test]
fn the_queue_shows_how_far_each_article_is() {
    let mut player = queue("a Q");
    insta::assert_snapshot!("queue", player.screen());
    // News while it is open come into the rows; the article on the desk knows better itself.
    player.send(Message::Standings(vec![(3, ArticleProgress { decided: 7, total: 7, done: true, trouble: None })]), 10);
    assert!(player.screen().contains("done, 7 claims") && player.screen().contains("1 of 6 decided · here"));
    player.keys("m i l l enter");
    assert_eq!(player.effects.pop(), Some(Effect::OpenArticle(2)));
}

#[test]
fn the_next_article_that_is_not_done_is_opened_with_a_key() {
    let mut player = queue("}");
    assert_eq!(player.effects.pop(), Some(Effect::OpenArticle(2)));
    let done = ArticleProgress { done: true, ..ArticleProgress::default() };
    player.send(Message::Standings(vec![(2, done.clone()), (3, done)]), 10);
    player.keys("}");
    assert_eq!(player.model.status.text, "every other article is done");
    let player = queue("D");
    assert!(player.model.status.text.ends_with("} opens the next that is not"), "{}", player.model.status.text);
    let left = player.model.clone().leave_for(3);
    assert!(left.at == 3 && left.standings[&0].done);
}
