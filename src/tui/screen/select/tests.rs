//! Keys in the article: what becomes selected, and what is made of it.

use crate::claim::{Part, SpeakerKind};
use crate::review::Decision;
use crate::tui::message::Effect;
use crate::tui::model::Layer;
use crate::tui::tests::Player;

fn selected(player: &Player) -> String {
    let Some(Layer::Select(select)) = player.model.layers.last() else {
        panic!("nothing is being selected");
    };
    select.span().slice(&player.model.desk.session.article().text).unwrap().to_owned()
}

/// The words of a part of the current claim.
fn words(player: &Player, part: Part) -> Vec<String> {
    let session = &player.model.desk.session;
    let claim = session.claim(player.model.hand().unwrap()).unwrap();
    claim.spans(part).iter().map(|span| span.slice(&session.article().text).unwrap().to_owned()).collect()
}

#[test]
fn a_selection_grows_by_words_objects_and_lines() {
    let mut player = Player::new(140, 40);
    player.keys("v");
    assert_eq!(selected(&player), "t");
    assert_eq!(selected(player.keys("e")), "that");
    assert_eq!(selected(player.keys("i w")), "that");
    assert_eq!(selected(player.keys("i w")), "that the");
    assert_eq!(selected(player.keys("o h b")), "conceded that the");
    assert_eq!(selected(player.keys("w v e e")), "that the");
    assert_eq!(selected(player.keys("i p")).len(), 91);
    player.keys("esc v i s");
    assert!(selected(&player).starts_with("The mayor") && selected(&player).ends_with("before spring."));
    player.keys("esc v j");
    assert!(selected(&player).starts_with("that") && selected(&player).ends_with("spring."), "{}", selected(&player));
    player.keys("k");
    assert!(selected(&player).ends_with("conceded t"), "{}", selected(&player));
    player.keys("esc");
    assert!(player.model.layers.is_empty() && player.effects.is_empty());
}

#[test]
fn a_selection_reaches_what_is_searched() {
    let mut player = Player::new(140, 40);
    player.keys("v /");
    for letter in "open before".chars() {
        player.send(crate::tui::message::Message::Key(crate::tui::key::KeyPress::letter(letter)), 20);
    }
    let claims = player.model.desk.session.claims().len();
    player.keys("enter");
    assert_eq!(selected(&player), "that the harbour tunnel will not open before");
    assert_eq!((player.model.desk.session.claims().len(), player.effects.len()), (claims, 0), "no letter was a command");
    // On to the next match, and back; Esc in the search leaves the selection as it was.
    player.keys("esc esc g v / t h e enter");
    let first = selected(&player);
    player.keys("n");
    assert!(selected(&player).len() > first.len());
    player.keys("N");
    assert_eq!(selected(&player), first);
    player.keys("/ z z z esc");
    assert_eq!(selected(&player), first);
    // Backwards, and without a search.
    let mut player = Player::new(140, 40);
    player.keys("v n");
    assert!(player.model.status.text.starts_with("no search yet: / searches"), "{}", player.model.status.text);
    player.keys("/ r e u e l enter");
    assert!(selected(&player).ends_with("Reuel"), "{}", selected(&player));
    player.keys("v / b r a n d t enter N");
    assert!(selected(&player).starts_with("Brandt"), "{}", selected(&player));
}

#[test]
fn a_key_that_means_nothing_in_a_selection_says_so() {
    let mut player = Player::new(140, 40);
    player.keys("v Z");
    assert_eq!(player.model.status.text, "Z does nothing here; ? shows every key");
}

#[test]
fn words_of_another_paragraph_are_asked_about_and_no_keeps_the_selection() {
    let mut player = Player::new(140, 40);
    for (key, part) in [("C", "the cue"), ("S", "the source"), ("R", "the content")] {
        player.keys("v } i w").keys(key);
        let screen = player.screen();
        assert!(screen.contains("is in another paragraph") && screen.contains(part), "{screen}");
        player.keys("n");
        assert_eq!(selected(&player), "\"");
        player.keys("esc");
    }
    assert!(player.effects.is_empty());
    // In its own paragraph nothing is asked.
    player.keys("v ( i w S");
    assert_eq!(words(&player, Part::Source), ["The"]);
}

#[test]
fn a_selection_that_cuts_a_word_says_so() {
    let mut player = Player::new(140, 40);
    let caption = |player: &Player| match player.model.layers.last() {
        Some(Layer::Select(select)) => select.caption(),
        _ => panic!("nothing is being selected"),
    };
    assert_eq!(caption(player.keys("v")), "the cursor: t");
    assert_eq!(caption(player.keys("w")), "2 words selected (ends inside a word): that t");
    assert_eq!(caption(player.keys("e")), "2 words selected: that the");
    assert_eq!(caption(player.keys("o l")), "2 words selected (begins inside a word): hat the");
    assert_eq!(caption(player.keys("o h")), "2 words selected (begins and ends inside words): hat th");
}

#[test]
fn quotation_marks_and_dashes_are_not_counted_and_not_stopped_at() {
    let text = "[It rained], {said} <Bo>.\nSome call it “a leak” – or worse.\n";
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    player.keys("v } v e e e");
    let Some(Layer::Select(select)) = player.model.layers.last() else { panic!("nothing is being selected") };
    assert_eq!(select.caption(), "3 words selected: Some call it");
    player.keys("e e e");
    assert_eq!(selected(&player), "Some call it “a leak” – or");
    let Some(Layer::Select(select)) = player.model.layers.last() else { panic!("nothing is being selected") };
    assert_eq!(select.caption(), "6 words selected: Some call it “a leak” – or");
}

#[test]
fn a_missed_claim_is_added_with_cue_and_source() {
    let text = "[It rained], {said} <Bo>.\nOfficials close to the project expect the bill to pass 90 million crowns.\n";
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    let before = player.model.desk.session.claims().len();
    player.keys("/ p a s s enter v i s a");
    assert_eq!(player.model.desk.session.claims().len(), before + 1);
    assert_eq!(words(&player, Part::Source), ["Officials close to the project"]);
    assert_eq!(words(&player, Part::Cue), ["expect"]);
    let session = &player.model.desk.session;
    let claim = session.claim(player.model.hand().unwrap()).unwrap();
    assert_eq!(claim.decision, Decision::Corrected);
    let speaker = session.speaker_of(claim).unwrap();
    assert_eq!((speaker.name.to_lowercase().as_str(), speaker.kind), ("officials close to the project", SpeakerKind::Group));
    assert!(player.model.status.text.starts_with("claim added"), "{}", player.model.status.text);
    assert!(matches!(player.effects.as_slice(), [Effect::Save(..)]));
    player.keys("u");
    assert_eq!(player.model.desk.session.claims().len(), before);
}

#[test]
fn selected_words_become_parts_of_the_claim_in_hand() {
    let mut player = Player::new(140, 40);
    player.keys("v } i w C");
    assert_eq!(player.model.context(), crate::tui::command::Context::Question, "another paragraph is asked about");
    player.keys("y");
    assert_eq!(words(&player, Part::Cue), ["\""]);
    player.keys("u v ( i w w e S");
    assert_eq!(words(&player, Part::Source), ["The mayor"]);
    player.keys("u v } i q +");
    assert_eq!(words(&player, Part::Content).len(), 2);
    player.keys("u v } i q R y");
    assert_eq!(words(&player, Part::Content), ["We promised too much, and we promised it too early,"]);
    let via = |player: &Player| {
        let session = &player.model.desk.session;
        let claim = session.claim(player.model.hand().unwrap()).unwrap();
        session.via_of(claim).iter().map(|outlet| outlet.name.clone()).collect::<Vec<_>>()
    };
    player.keys("u / C o u r i e r enter v O");
    assert_eq!(via(&player), ["Coastal Courier"]);
    player.keys("esc / S k e r r y enter v O");
    assert_eq!(via(&player), ["Coastal Courier", "Radio Skerry"]);
}

#[test]
fn a_claim_is_split_at_the_cursor_and_joined_with_the_next() {
    let mut player = Player::new(140, 40);
    let before = player.model.desk.session.claims().len();
    player.keys("v w w w w |");
    assert_eq!(player.model.desk.session.claims().len(), before + 1);
    assert_eq!(words(&player, Part::Content), ["that the harbour tunnel"]);
    player.keys("J");
    assert_eq!(player.model.desk.session.claims().len(), before);
    assert_eq!(words(&player, Part::Content), ["that the harbour tunnel will not open before spring"]);
}

#[test]
fn a_split_leaves_closing_marks_with_the_words_that_they_close() {
    let text = "<Bo> {said} [ministers were 'watching the case closely,' and had not ruled out a new law].\n";
    // The cursor on the last letter, on the comma, on the mark, and on the next word.
    for keys in ["v e e e e e e", "v e e e e e e l", "v e e e e e e l l", "v w w w w w w w w w"] {
        let mut player = Player::over(crate::review::tests::session(text), 140, 40);
        player.keys(keys).keys("|");
        let session = &player.model.desk.session;
        let parts: Vec<_> =
            session.claims().iter().map(|claim| claim.spans(Part::Content)[0].slice(&session.article().text).unwrap()).collect();
        assert_eq!(parts, ["ministers were 'watching the case closely,'", "and had not ruled out a new law"], "after {keys}");
    }
}

#[test]
fn a_selection_is_seen_and_small_screens_bear_it() {
    let mut player = Player::new(100, 30);
    player.keys("v i s");
    insta::assert_snapshot!(player.screen());
    for (width, height) in [(80, 24), (40, 12), (20, 6), (1, 1), (0, 0)] {
        let mut player = Player::new(width, height);
        player.keys("v i q e j k } $ o 0");
        player.screen();
    }
}

#[test]
fn where_there_is_no_quotation_it_is_said_and_nothing_is_taken() {
    let text = "[It rained], {said} <Bo>.\nReports were late, and “it leaks” was all they had.\n";
    for keys in ["i q", "i Q"] {
        let mut player = Player::over(crate::review::tests::session(text), 140, 40);
        player.keys("v } v").keys(keys);
        assert_eq!((selected(&player).as_str(), player.model.status.text.as_str()), ("R", "there is no quotation here"));
        let claims = player.model.desk.session.claims().len();
        player.keys("a");
        assert_eq!(player.model.desk.session.claims().len(), claims, "one letter is no claim");
        assert!(selected(&player).starts_with("Reports were"), "{}", selected(&player));
    }
    // What was selected before stays, and an object is asked for in vain beyond the last one, too.
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    player.keys("v } v e i q");
    assert_eq!(selected(&player), "Reports");
    player.keys("q i q i q");
    assert_eq!(
        (selected(&player).as_str(), player.model.status.text.as_str()),
        ("it leaks", "there is no quotation around this one")
    );
}

#[test]
fn what_was_selected_stays_content_and_goes_around_cue_and_source() {
    let mut player = Player::new(140, 40);
    // The sentence of the second claim, which the engine has another content of.
    player.keys("n v i s a");
    assert_eq!(player.model.desk.session.claims().len(), 6, "{}", player.model.status.text);
    assert!(player.model.status.text.contains("these words are claim 2 already"), "{}", player.model.status.text);
    // A full stop more makes no other claim.
    player.keys("n v i s a");
    assert!(player.model.status.text.contains("these words are claim 3 already"), "{}", player.model.status.text);
    let text = "[It rained], {said} <Bo>.\n“The bridge is safe,” Ilse Brandt said on Monday, “and it will stay so.”\n";
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    player.keys("/ s a f e enter v i s a");
    assert_eq!(words(&player, Part::Content), ["“The bridge is safe,”", "“and it will stay so.”"]);
    assert!(
        player.model.status.text.contains("the content goes around them, without “on Monday”"),
        "{}",
        player.model.status.text
    );
    player.keys("/ s a f e enter v i s a");
    assert!(player.model.status.text.contains("these words are claim 2 already"), "{}", player.model.status.text);
    player.keys("x / s a f e enter v i s a");
    assert!(player.model.status.text.contains("already, rejected; Backspace takes that back"), "{}", player.model.status.text);
}

#[test]
fn a_cue_inside_the_content_parts_it() {
    let mut player = Player::new(140, 40);
    player.keys("v w w i w C");
    assert_eq!(words(&player, Part::Cue), ["harbour"]);
    assert_eq!(words(&player, Part::Content), ["that the", "tunnel will not open before spring"]);
    assert!(player.model.status.text.ends_with("the content goes around it"), "{}", player.model.status.text);
    player.keys("u");
    assert_eq!(words(&player, Part::Content).len(), 1, "undone as one");
    // All of the content as cue leaves nothing that is said: refused, and still selected.
    player.keys("v i w");
    for _ in 0..8 {
        player.keys("w");
    }
    player.keys("e C");
    assert_eq!(player.model.context(), crate::tui::command::Context::Select);
    assert!(player.model.status.text.contains("needs content"), "{}", player.model.status.text);
}

#[test]
fn a_mere_cursor_is_no_claim_and_no_part_of_one() {
    let mut player = Player::new(140, 40);
    let claims = player.model.desk.session.claims().len();
    player.keys(": 5 enter v a");
    assert_eq!((player.model.desk.session.claims().len(), player.effects.len()), (claims, 0));
    assert!(selected(&player).split(' ').count() > 4, "{}", selected(&player));
    assert!(player.model.status.text.contains("a again: add claim"), "{}", player.model.status.text);
    for (key, words) in [("C", "the"), ("S", "the"), ("O", "the")] {
        let mut player = Player::new(140, 40);
        player.keys(&format!(": 5 enter v {key}"));
        assert_eq!((selected(&player).as_str(), player.effects.len()), (words, 0), "{key}");
        player.keys(key);
        assert!(player.model.layers.is_empty() && player.model.desk.session.claims().len() == claims);
    }
    // What was read and holds nothing is a sentence at least.
    let mut player = Player::new(140, 40);
    player.keys("v x");
    assert!(player.model.desk.session.nothing_here().is_empty() && selected(&player).len() > 20);
    player.keys("x");
    assert_eq!(player.model.desk.session.nothing_here().len(), 1);
}
