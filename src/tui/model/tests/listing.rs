//! What the list of claims shows, hides and lets go.

use super::current::long_player;
use super::*;
use crate::extract::Scope;
use crate::review::Session;

/// A player over the article, with one faint suggestion.
fn with_faint() -> Player {
    let mut session = Session::new(std::sync::Arc::new(crate::tui::tests::article()));
    let mut found = crate::tui::tests::extraction();
    found.claims[4].score = 0.3;
    session.offer(found);
    Player::over(session, 140, 40)
}

#[test]
fn one_key_shows_statements_alone_and_says_how_many_it_hides() {
    let mut player = with_faint();
    player.keys(",");
    assert_eq!((player.model.panes.claims.scope, player.model.panes.claims.rows.len()), (Scope::Default, 5));
    assert_eq!(player.model.status.text, "statements only: 1 faint suggestion is hidden; , shows it");
    player.keys("j");
    assert!(player.screen().contains("statements only, 1 hidden (,)"), "{}", player.screen());
    // What a person touched is shown in any scope, and nobody decides about what is hidden.
    player.keys("G k a");
    assert_eq!(decision(&player, 5), Decision::Unreviewed);
    player.keys(",");
    assert_eq!(player.model.panes.claims.rows.len(), 6);
    player.keys(": 5 enter f ,");
    assert_eq!(player.model.panes.claims.rows.len(), 6);
    // The current claim is one that is shown.
    player.keys(": 5 enter f , : 5 enter ,");
    assert_eq!(player.model.panes.claims.rows.len(), 5);
    assert_ne!(hand(&player), 5);
}

#[test]
fn filters_know_confidence_and_reviewers() {
    let mut player = with_faint();
    player.keys("F c o n f i d e n c e enter");
    assert_eq!(player.model.panes.claims.rows, [4]);
    player.keys("esc g a a F m i n e enter");
    assert_eq!(player.model.panes.claims.rows, [0, 1]);
    assert!(player.screen().contains("mine: decided by mw"), "{}", player.screen());
    player.keys("esc");
    player.model.desk.annotator = "km".to_owned();
    player.keys("n x F o t h e r s enter");
    assert_eq!(player.model.panes.claims.rows, [0, 1]);
}

#[test]
fn a_claim_that_was_added_by_mistake_is_deleted_and_a_suggestion_is_not() {
    let mut player = Player::new(140, 40);
    player.keys("del");
    assert_eq!(player.model.desk.session.claims().len(), 6);
    assert!(player.model.status.text.contains("x rejects it"), "{}", player.model.status.text);
    player.keys("/ p e t i t i o n enter esc v e e e a");
    assert_eq!(player.model.desk.session.claims().len(), 7, "{}", player.model.status.text);
    player.keys("del");
    assert_eq!(player.model.desk.session.claims().len(), 6, "{}", player.model.status.text);
    assert!(player.model.status.text.starts_with("deleted: "), "{}", player.model.status.text);
    player.keys("u");
    assert_eq!(player.model.desk.session.claims().len(), 7);
    // Not once somebody else has worked on it.
    player.model.desk.annotator = "km".to_owned();
    player.keys("del");
    assert_eq!(player.model.desk.session.claims().len(), 7);
    assert!(player.model.status.text.starts_with("mw has worked on this claim"), "{}", player.model.status.text);
}

#[test]
fn rows_begin_with_what_tells_and_the_list_has_a_scroll_mark() {
    let player = Player::new(140, 40);
    let rows: Vec<String> = player.screen().lines().filter(|line| line.contains(" Brandt ")).map(str::to_owned).collect();
    assert!(rows.iter().any(|row| row.contains("Ilse Brandt") && row.contains(" the harbour tunnel")), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("Brandt   that ") || row.contains("Brandt  that ")), "{rows:?}");
    let mark = |player: &Player| -> Vec<usize> {
        let screen = player.screen();
        let lines = screen.lines().enumerate();
        lines.filter(|(_, line)| line.chars().count() == 100 && line.ends_with('▐')).map(|(row, _)| row).collect()
    };
    assert!(mark(&Player::new(100, 30)).is_empty(), "six claims need none");
    let mut player = long_player(100, 30);
    let first = mark(&player);
    player.keys("G");
    let last = mark(&player);
    assert!(!first.is_empty() && first.len() == last.len() && first[0] < last[0], "{first:?} {last:?}\n{}", player.screen());
}

#[test]
fn the_article_alone_names_the_speaker_of_the_current_claim() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12)] {
        let mut player = Player::new(width, height);
        player.keys("z");
        let head = |player: &Player| player.screen().lines().take(2).collect::<Vec<_>>().join("\n");
        assert!(head(&player).contains("1 Ilse Brandt"), "{width}x{height}:\n{}", player.screen());
        player.keys("s t o m enter");
        assert!(head(&player).contains("1 Tomas Reuel"), "{width}x{height}:\n{}", player.screen());
        player.keys("z");
        assert!(!head(&player).contains("Tomas Reuel"), "{width}x{height}:\n{}", player.screen());
    }
}
