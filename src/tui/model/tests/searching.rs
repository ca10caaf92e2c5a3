//! Searches, filters and orders of the list.

use super::{hand, player};
use crate::tui::command::Context;
use crate::tui::filter::Filter;
use crate::tui::tests::Player;

#[test]
fn a_filter_narrows_the_list_and_decisions_stay_inside_it() {
    let mut player = player("F r e u e l enter");
    assert_eq!((player.model.panes.claims.rows.as_slice(), hand(&player)), (&[3][..], 4));
    player.keys("a");
    assert!(player.model.status.text.contains("5 outside the filter"), "{}", player.model.status.text);
}

#[test]
fn a_search_is_shown_as_it_is_typed_and_given_up_with_esc() {
    let mut player = player("/ b r a n d t");
    assert!(player.model.panes.article.search.as_ref().unwrap().matches.len() >= 2);
    player.keys("enter n");
    assert!(player.model.status.text.starts_with("2 of "), "{}", player.model.status.text);
    player.keys("g esc n");
    assert_eq!(hand(&player), 2, "n goes to the next undecided claim again");
    player.keys("/ z z z esc");
    assert_eq!(player.model.panes.article.search, None);
}

#[test]
fn nothing_is_decided_behind_a_filter() {
    let mut player = Player::new(140, 40);
    player.model.panes.claims.rows.clear();
    player.keys("a x");
    assert_eq!(player.model.desk.session.progress().decided, 0);
    assert!(player.screen().contains("no claim passes the filter"));
}

#[test]
fn a_regular_expression_is_asked_for_with_a_key_and_a_bad_one_closes_nothing() {
    let mut player = player("/ alt-r B r a n d t | R e u e l");
    assert!(player.screen().contains("/regex/ Brandt|Reuel"), "{}", player.screen());
    let found = player.model.panes.article.search.clone().unwrap();
    assert!(found.matches.len() >= 4);
    player.keys("( enter");
    assert_eq!(player.model.context(), Context::Prompt);
    assert_eq!(player.model.status.text, "invalid regular expression: unclosed group, at character 13");
    assert_eq!(player.model.panes.article.search.as_ref(), Some(&found), "what was found stays lit");
    player.keys("backspace enter n");
    assert!(player.model.layers.is_empty());
    assert!(player.model.status.text.starts_with("2 of "), "{}", player.model.status.text);
    // Nothing typed is the last search again.
    player.keys("esc / enter");
    assert_eq!(player.model.panes.article.search.as_ref().map(|search| &search.query), Some(&found.query));
}

#[test]
fn a_search_finds_claims_by_speaker_and_note_and_takes_them_in_hand() {
    let mut player = player("j j i f e r r y esc k k / f e r r y");
    assert_eq!(hand(&player), 1, "while it is typed the claim in hand stays");
    player.keys("enter");
    assert!(player.model.status.text.ends_with("in the note of a claim"), "{}", player.model.status.text);
    assert_eq!(hand(&player), 3);
    // Given up, it goes back to where it began.
    let mut player = Player::new(60, 12);
    player.keys("tab");
    let before = player.model.panes.article.shown();
    player.keys("/ p e t i t i o n");
    assert_ne!(player.model.panes.article.shown(), before);
    player.keys("esc");
    assert_eq!(player.model.panes.article.shown(), before);
}

#[test]
fn several_filters_stand_at_once_and_are_dropped_one_by_one_or_all() {
    let mut player = player("f j j j f g F");
    // Two speakers: either of them; and flagged besides.
    player.keys("b r a n d t tab r e u e l tab f l a g tab enter");
    assert_eq!(player.model.panes.claims.rows, [0, 3]);
    assert!(player.screen().contains("by Ilse Brandt + by Tomas Reuel + flagged"), "{}", player.screen());
    assert!(player.screen().contains("2 of 6"));
    player.keys("esc");
    assert_eq!((player.model.panes.claims.filters.len(), player.model.panes.claims.rows.len()), (2, 5));
    // In the list of filters Tab takes one off, and with none left Enter drops them all.
    player.keys("F b r a n d t tab enter");
    assert_eq!(player.model.panes.claims.rows, [3]);
    player.keys("F r e u e l tab enter");
    assert!(player.model.panes.claims.filters.is_empty());
    player.keys("F r e u e l tab enter F enter");
    assert!(player.model.panes.claims.filters.is_empty(), "the first row drops them all");
    assert_eq!(player.model.status.text, "every claim is shown");
}

#[test]
fn a_filter_that_leaves_nothing_says_so_and_how_to_drop_it() {
    let mut player = player("");
    player.model.panes.claims.filters = vec![Filter::Noted, Filter::Flagged];
    player.model.panes.claims.refresh(&player.model.desk.session);
    let screen = player.screen();
    assert!(screen.contains("no claim passes the filter"), "{screen}");
    assert!(screen.contains("Esc removes the last filter, F changes them"), "{screen}");
    assert!(screen.contains("with a note + flagged") && screen.contains("0 of 6"), "{screen}");
}

#[test]
fn the_order_is_seen_and_the_worth_is_explained() {
    let mut player = player("S");
    for label in ["as in the text", "undecided first", "by speaker", "least certain first", "worth checking first"] {
        assert!(player.screen().contains(label), "{}", player.screen());
    }
    player.keys("u n d enter");
    assert!(player.screen().contains("undecided first"));
    player.keys("S w o r t h enter g");
    let screen = player.screen();
    assert!(screen.contains("worth checking first"), "{screen}");
    let worth = screen.lines().find(|line| line.contains("Worth")).unwrap();
    assert!(worth.contains("figure: "), "{worth}");
    player.keys("S t e x t enter");
    assert!(!player.screen().contains("worth checking first"));
}
