//! Letters on the words: a part goes to a word, a claim is added, an uncertain claim has a number.

use super::{decision, hand};
use crate::analysis::Survey;
use crate::analysis::coverage::{MissedKind, Stretch};
use crate::article::Article;
use crate::claim::{Part, Parts};
use crate::extract::{Options, extract};
use crate::review::{Decision, Session};
use crate::text::Span;
use crate::tui::command::Context;
use crate::tui::key::KeyPress;
use crate::tui::message::{Message, Tone};
use crate::tui::tests::Player;

const TEXT: &str = "Eva Lund said that the ferry would sail. Bo Reed said that the storm was near, and the crew left early.\n\n\
                    Rain fell on the harbour board and the long delay, with members cold.\n\nKim Lowe said that the quay was dry.";

fn player() -> Player {
    let article = Article::from_text(TEXT);
    let mut session = Session::new(std::sync::Arc::new(article.clone()));
    session.offer(extract(&article, &Options::fast()));
    Player::over(session, 140, 40)
}

fn place(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// Presses the letters of a word; the last one with the shift key where `begins`.
fn go_to(player: &mut Player, word: &str, begins: bool) {
    let labels = player.model.layers.last().unwrap().labels().unwrap();
    let letters: Vec<char> = labels.of(place(word)).unwrap().letters.into_iter().flatten().collect();
    for (at, letter) in letters.iter().enumerate() {
        let letter = if begins && at + 1 == letters.len() { letter.to_ascii_uppercase() } else { *letter };
        player.send(Message::Key(KeyPress::letter(letter)), 1000);
    }
}

fn words(player: &Player, number: usize, part: Part) -> Vec<&'static str> {
    let claim = &player.model.desk.session.claims()[number - 1];
    claim.spans(part).iter().map(|span| span.slice(TEXT).unwrap()).collect()
}

#[test]
fn a_letter_ends_the_content_there_and_enter_confirms_it() {
    let mut player = player();
    player.keys("j ;");
    assert_eq!(player.model.context(), Context::Labels);
    let before = words(&player, 2, Part::Content);
    go_to(&mut player, "crew", false);
    assert_eq!(words(&player, 2, Part::Content), before, "nothing is kept yet");
    player.keys("enter");
    assert_eq!(words(&player, 2, Part::Content), ["that the storm was near, and the crew"]);
    assert_eq!((decision(&player, 2), hand(&player), player.model.layers.len()), (Decision::Corrected, 3, 0));
    player.keys("u");
    assert_eq!(words(&player, 2, Part::Content), before);
}

#[test]
fn the_next_part_has_letters_too_and_a_capital_begins_anew() {
    let mut player = player();
    player.keys("; shift-tab");
    go_to(&mut player, "Bo", true);
    go_to(&mut player, "Reed", false);
    player.keys("tab");
    go_to(&mut player, "ferry", true);
    player.keys("enter");
    assert_eq!(words(&player, 1, Part::Source), ["Bo Reed"]);
    // From inside the content on, it begins there.
    assert_eq!(words(&player, 1, Part::Content), ["ferry would sail"]);
    // Esc removes the letters first, and then gives everything up.
    player.keys("k ;");
    go_to(&mut player, "would", false);
    player.keys("esc");
    assert_eq!(player.model.context(), Context::Spans);
    player.keys("esc");
    assert_eq!(words(&player, 1, Part::Content), ["ferry would sail"]);
}

#[test]
fn the_words_show_their_letters_and_lose_them_again() {
    let mut player = player();
    let plain = player.screen();
    player.keys(";");
    let shown = player.screen();
    assert_ne!(plain, shown);
    let letter = player.model.layers[0].labels().unwrap().of(place("sail")).unwrap().letters[0].unwrap();
    assert!(shown.contains(&format!("{letter}ail.")), "{shown}");
    player.keys("7");
    assert_eq!(player.model.status.tone, Tone::Plain);
    assert!(player.model.status.text.contains("no word has the label"), "{}", player.model.status.text);
    player.keys("; esc");
    assert!(player.screen().contains("would sail."), "{}", player.screen());
}

#[test]
fn a_claim_is_added_by_its_first_and_last_word_and_its_cue_by_a_third() {
    let mut player = player();
    player.keys("G +");
    go_to(&mut player, "long", false);
    go_to(&mut player, "delay", false);
    player.keys("tab");
    assert_eq!(player.model.context(), Context::Labels);
    go_to(&mut player, "cold", true);
    player.keys("enter");
    let at = (1..=4).find(|number| words(&player, *number, Part::Content) == ["long delay"]).unwrap();
    assert_eq!((words(&player, at, Part::Cue), decision(&player, at)), (vec!["cold"], Decision::Corrected));
    player.keys("+ enter");
    assert!(player.model.status.text.contains("a letter says where it begins"), "{}", player.model.status.text);
}

#[test]
fn what_the_engine_sees_weakly_is_added_by_its_number() {
    let mut player = player();
    let weak = |content: &str, cue: &str, source: &str| {
        let parts = Parts { content: vec![place(content)], cue: vec![place(cue)], source: vec![place(source)] };
        Stretch { span: place(content), cue: Some(place(cue)), parts: Some(parts), kind: MissedKind::Weak { score: 0.1 } }
    };
    player.keys("G +");
    // One of them shares its cue with a claim of the review.
    let stretches =
        vec![weak("the crew left early", "said that the storm", "Bo Reed"), weak("the long delay", "cold", "the harbour board")];
    player.send(Message::Surveyed(Survey { stretches }), 10);
    let shown = player.screen();
    assert!(shown.contains(" 1he ") && shown.contains("a number adds"), "{shown}");
    player.keys("1");
    let at = (1..=4).find(|number| words(&player, *number, Part::Content) == ["the long delay"]).unwrap();
    assert_eq!((words(&player, at, Part::Cue), words(&player, at, Part::Source)), (vec!["cold"], vec!["the harbour board"]));
    assert_eq!(super::speaker(&player, at), "harbour board");
    assert_eq!(hand(&player), at);
}

#[test]
fn the_undecided_claims_of_a_paragraph_are_confirmed_at_once() {
    let mut player = player();
    player.keys("C");
    assert_eq!((decision(&player, 1), decision(&player, 2), decision(&player, 3)), {
        use Decision::{Confirmed, Unreviewed};
        (Confirmed, Confirmed, Unreviewed)
    });
    assert_eq!(hand(&player), 3);
    assert!(player.model.status.text.contains("undoes it"), "{}", player.model.status.text);
    player.keys("u");
    assert_eq!((decision(&player, 1), decision(&player, 2)), (Decision::Unreviewed, Decision::Unreviewed));
    // A reading that is shown is dropped first, and nothing is confirmed.
    player.keys("> C");
    assert_eq!(decision(&player, 1), Decision::Unreviewed);
}
