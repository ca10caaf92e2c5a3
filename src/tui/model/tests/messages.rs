//! What is reported of a key: on which claim, speaker or part of a page.

use super::*;

/// The status after keys on the fourth claim of the article of the tests.
fn after(keys: &str) -> String {
    let mut player = player("j j j");
    player.keys(keys);
    player.model.status.text.clone()
}

#[test]
fn what_is_set_on_a_claim_names_the_claim() {
    for (keys, what) in [
        ("v w w C", "cue and content set: "),
        ("v e e S", "source and content set: "),
        ("v w e e R", "content set: "),
        ("t", "directness: "),
        ("K", "class: "),
        ("s b r a n d t enter", "speaker: Ilse Brandt ("),
        ("f", "flagged: "),
        ("a", "confirmed: "),
    ] {
        let text = after(keys);
        assert!(text.starts_with(what) && text.contains(", “"), "{keys}: {text}");
    }
}

#[test]
fn a_rename_says_the_old_and_the_new_name_and_can_be_undone() {
    let mut player = player("2 r");
    for _ in 0..30 {
        player.keys("backspace");
    }
    player.keys("I l s a enter");
    assert_eq!(player.model.status.text, "renamed Ilse Brandt to Ilsa; u undoes it");
    player.keys("u");
    assert!(player.model.status.text.starts_with("undid: renamed Ilse Brandt to Ilsa"), "{}", player.model.status.text);
    assert!(player.screen().contains("Ilse Brandt"));
}

#[test]
fn the_last_span_of_the_content_cannot_be_dropped_and_the_key_that_rejects_is_the_readers() {
    let mut player = player("e -");
    assert_eq!(player.model.status.text, "a claim needs content; x rejects it");
    let keymap = player.model.look.keymap.clone().with("{ \"reject\": [\"X\"], \"conflicts\": [\"alt-x\"] }").unwrap();
    player.model.look.keymap = keymap;
    player.keys("-");
    assert_eq!(player.model.status.text, "a claim needs content; X rejects it");
}

#[test]
fn a_part_of_the_page_that_did_not_come_in_is_not_reported_as_brought_in() {
    let mut player = player("j");
    let part = crate::article::LeftOut {
        id: "aa".into(),
        text: "More on the tunnel".into(),
        why: crate::article::WhyLeftOut::Links,
        restored: false,
    };
    let same = std::sync::Arc::clone(player.model.desk.session.article());
    let effects = player.model.part_brought_in(same, &part);
    assert!(effects.is_empty() && player.model.status.text.starts_with("nothing was changed: the page no longer has"));
    let longer = format!("{}\nMore on the tunnel\n", player.model.desk.session.article().text);
    let longer = std::sync::Arc::new(crate::article::Article::from_text(&longer));
    player.model.part_brought_in(longer, &part);
    assert!(player.model.status.text.starts_with("the part is in the article now"), "{}", player.model.status.text);
}

#[test]
fn on_the_smallest_screens_the_words_that_are_decided_on_stand_above_the_list() {
    let mut player = Player::new(40, 12);
    player.keys("j j j");
    let screen = player.screen();
    assert!(screen.contains("Norrbau") && screen.contains("○▌") && screen.contains("▸○"), "{screen}");
    // What is known of a speaker has the room of the article.
    player.keys("2");
    let screen = player.screen();
    assert!(screen.contains("Kind") && !screen.contains("○▌"), "{screen}");
    player.keys("1 enter");
    let screen = player.screen();
    assert!(screen.contains("Content") && screen.contains("Speaker"), "{screen}");
}
