//! What is typed for a field goes into that field, or nowhere.

use super::current::{found, in_frame, long_player, type_word};
use super::*;
use crate::claim::Part;
use crate::review::Session;

fn words_are_shown(player: &Player, number: usize) -> bool {
    let shown = player.model.panes.article.shown();
    player.model.desk.session.claims()[number - 1].spans(Part::Content).iter().any(|span| span.overlaps(shown))
}

#[test]
fn a_list_opens_for_a_claim_out_of_view_and_brings_it_there() {
    for (field, word) in [("s", "apperley"), ("o", "sprosec")] {
        let mut player = long_player(80, 24);
        player.keys(": 4 enter pgdn pgdn pgdn");
        let before = player.model.desk.session.clone();
        assert!(!words_are_shown(&player, 4), "the screen is too large for this test");
        type_word(&mut player, field, word, 1000);
        let told = if field == "s" { speaker(&player, 4) } else { via(&player, 4).join(" ") };
        assert_eq!(told, word);
        assert!(words_are_shown(&player, 4));
        let session = &player.model.desk.session;
        let changed: Vec<_> = session.claims().iter().filter(|claim| before.claim(&claim.id) != Some(claim)).collect();
        assert_eq!((changed.len(), session.claims().len()), (1, before.claims().len()));
    }
}

fn refused(player: &mut Player, field: &str) -> String {
    let before = player.model.desk.session.revision();
    type_word(player, field, "sapperley", 600);
    assert_eq!(player.model.desk.session.revision(), before, "{field}: {}", player.model.status.text);
    let text = player.model.status.text.clone();
    assert!(text.starts_with("keys ignored until you pause or press Esc"), "{field}: {text}");
    text
}

#[test]
fn what_is_typed_behind_a_refused_key_is_dropped_until_a_pause_or_esc() {
    // The claim changed under the hand.
    let mut player = long_player(100, 30);
    player.keys("j k");
    player.model.times.changed = Some(player.model.times.now.since_start + std::time::Duration::from_millis(500));
    assert!(refused(&mut player, "s").contains("changed a moment ago"));
    player.keys("s");
    assert!(matches!(player.model.layers.last(), Some(Layer::Picker(_))), "a pause is enough");
    // No speaker, no outlet, no claim: nothing to rename, to merge, to set.
    let mut player = Player::over(Session::new(long_player(9, 9).model.desk.session.article().clone()), 100, 30);
    player.keys("2");
    for field in ["m", "r", "s", "o", "i", "c"] {
        refused(&mut player, field);
        player.send(Message::Key("esc".parse().unwrap()), 60);
        assert!(!player.model.status.text.contains("ignored"), "{}", player.model.status.text);
        player.send(Message::Key("1".parse().unwrap()), 60);
        assert_eq!(player.model.panes.tab, Tab::Claims, "Esc is enough");
        player.keys("2");
    }
    // What engines find meanwhile changes nothing of that.
    let mut player = long_player(100, 30);
    player.keys("2");
    player.send(Message::Key("s".parse().unwrap()), 600);
    player.send(Message::Extracted(found(0, true)), 60);
    type_word(&mut player, "x", "a", 60);
    assert!(player.model.desk.session.claims().iter().all(|claim| !claim.is_touched()));
}

#[test]
fn what_is_typed_behind_a_key_without_meaning_is_dropped_where_it_opens_a_field_elsewhere() {
    let mut player = long_player(100, 30);
    for field in ["r", "m", "b", "E"] {
        assert!(refused(&mut player, field).contains("does nothing here"));
        player.keys("esc");
    }
    for open in ["L", "?", "v", "e", "enter", "c"] {
        let mut player = long_player(100, 30);
        player.keys(open);
        assert!(!player.model.layers.is_empty(), "{open}");
        assert!(refused(&mut player, "s").contains("s does nothing here"), "{open}");
    }
    // Every list of keys says so, also where the key opens nothing anywhere.
    for open in ["L", "?", "enter", "c"] {
        let mut player = long_player(100, 30);
        player.keys(&format!("{open} B"));
        assert!(player.model.status.text.starts_with("B does nothing here"), "{open}: {}", player.model.status.text);
    }
}

#[test]
fn a_question_in_place_of_a_list_hears_no_letters_of_a_name() {
    let mut player = long_player(100, 30);
    player.keys("g space : 2 0 enter");
    type_word(&mut player, "s", "andy", 1000);
    assert!(matches!(player.model.layers.last(), Some(Layer::Question(_))), "{}", player.screen());
    assert_eq!(player.model.desk.session.revision(), long_player(9, 9).model.desk.session.revision());
    // By its name in the palette too.
    let mut player = long_player(100, 30);
    player.keys("2 : s e t - s p e a k e r");
    player.send(Message::Key("enter".parse().unwrap()), 60);
    type_word(&mut player, "x", "a", 60);
    assert!(player.model.desk.session.claims().iter().all(|claim| !claim.is_touched()), "{}", player.model.status.text);
}

#[test]
fn a_box_about_a_claim_leaves_its_words_in_sight() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (60, 20), (50, 16), (40, 12)] {
        for keys in ["s", "o", "i", "c", "enter"] {
            for zen in ["", "z "] {
                let mut player = long_player(width, height);
                player.keys(&format!(": 9 enter {zen}{keys}"));
                assert!(!player.model.layers.is_empty(), "{keys}");
                let screen = player.screen();
                let article: String =
                    screen.lines().skip(1).map(|line| line.chars().take(60).collect::<String>() + "\n").collect();
                assert!(article.contains("Dam number 9"), "{width}x{height} {zen}{keys}:\n{screen}");
                player.keys("esc");
                assert!(in_frame(&player.model, &player.model.desk.session.claims()[8].clone()));
            }
        }
    }
}

#[test]
fn a_list_for_one_marked_claim_shows_that_claim() {
    let mut player = long_player(40, 17);
    player.keys(": 4 enter space s");
    assert!(matches!(player.model.layers.last(), Some(Layer::Picker(_))), "{}", player.screen());
    assert!(words_are_shown(&player, 4), "{}", player.screen());
}
