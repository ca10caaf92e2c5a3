//! What is decided is what is on the screen.

use super::{decision, hand};
use crate::claim::Part;
use crate::review::Decision;
use crate::tui::model::Layer;
use crate::tui::tests::Player;

#[test]
fn a_claim_that_was_scrolled_away_is_brought_back_before_it_is_decided() {
    let mut player = Player::new(100, 14);
    let content = player.model.desk.session.claims()[0].spans(Part::Content)[0];
    for (key, outcome) in [("a", Decision::Confirmed), ("x", Decision::Rejected)] {
        player.keys("g ctrl-d ctrl-d ctrl-d");
        assert!(!player.model.panes.article.shown().overlaps(content), "the screen is too large for this test");
        player.keys(key);
        assert_ne!(decision(&player, 1), outcome);
        assert_eq!(hand(&player), 1);
        assert!(player.model.panes.article.shown().overlaps(content));
        let text = &player.model.status.text;
        assert!(text.starts_with("this claim was out of view") && text.contains(&format!("{key} again")), "{text}");
        player.keys(key);
        assert_eq!(decision(&player, 1), outcome);
    }
}

#[test]
fn marked_claims_are_decided_wherever_the_article_is() {
    let mut player = Player::new(100, 14);
    player.keys("g space space ctrl-d ctrl-d ctrl-d a");
    assert_eq!((decision(&player, 1), decision(&player, 2)), (Decision::Confirmed, Decision::Confirmed));
}

#[test]
fn a_search_takes_the_claim_with_the_words_that_it_found() {
    let mut player = Player::new(140, 40);
    let session = &player.model.desk.session;
    let content = session.claims()[4].spans(Part::Content)[0].slice(&session.article().text).unwrap();
    let word = content.split(' ').max_by_key(|word| word.len()).unwrap().to_owned();
    player.keys("g /");
    for letter in word.chars() {
        player.keys(&letter.to_string());
    }
    player.keys("enter");
    assert_eq!(hand(&player), 5, "{word}");
}

#[test]
fn on_a_narrow_screen_a_selection_begins_at_the_claim_in_hand() {
    let mut player = Player::new(40, 12);
    player.keys("g j j j v");
    let start = player.model.desk.session.claims()[3].spans(Part::Content)[0].start;
    let Some(Layer::Select(select)) = player.model.layers.last() else { panic!("nothing is selected") };
    assert_eq!(select.cursor().start, start);
    assert!(player.model.panes.article.shown().contains(start));
}

#[test]
fn messages_give_the_fuller_name_where_a_surname_is_shared_and_never_cut_an_unnamed_one() {
    let text = "<Paul Hartley> {said} [it holds].\n<DC Hartley> {said} [it leaks].\n<Ana Ode> {said} [so].\n";
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    for (key, name) in [("a", "Paul Hartley"), ("a", "DC Hartley"), ("a", "Ode")] {
        player.keys(key);
        let told = format!("confirmed: {name}, ");
        assert!(player.model.status.text.starts_with(&told), "{}", player.model.status.text);
    }
    let text = "<Ana Ode> {said} [it holds].\n<Bo Lee> {said} [it leaks].\n";
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    player.keys("2 r ctrl-u m a n space i n space M i l l space S t r e e t enter 1 a");
    assert!(player.model.status.text.contains(": man in Mill Street, "), "{}", player.model.status.text);
}
