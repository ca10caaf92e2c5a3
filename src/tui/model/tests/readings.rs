//! Other readings of a claim: shown in place, taken with the confirming key, left by everything else.

use super::{decision, hand, saves, speaker};
use crate::article::Article;
use crate::extract::{Options, extract};
use crate::review::{Decision, Edit, Part, Session};
use crate::tui::message::{Message, Tone};
use crate::tui::tests::Player;

const TEXT: &str = "Ferry will sail\n\nEva Lund met Ana Diaz at the harbour on Monday. She said that the ferry would sail, although a storm \
                    was near.\n\nThe harbour master said the quay was dry.";

fn player_at(width: u16, height: u16) -> Player {
    let article = Article::from_text(TEXT);
    let mut session = Session::new(std::sync::Arc::new(article.clone()));
    session.offer(extract(&article, &Options::fast()));
    Player::over(session, width, height)
}

fn player() -> Player {
    player_at(140, 40)
}

fn content(player: &Player, number: usize) -> Vec<String> {
    let session = &player.model.desk.session;
    let spans = session.claims()[number - 1].spans(Part::Content);
    spans.iter().map(|span| span.slice(TEXT).unwrap().to_owned()).collect()
}

fn content_in_view(player: &Player) -> Vec<String> {
    let claim = player.model.reading_in_view().unwrap();
    claim.spans(Part::Content).iter().map(|span| span.slice(TEXT).unwrap().to_owned()).collect()
}

/// Shows readings until `good` holds.
fn turn_to(player: &mut Player, good: impl Fn(&Player) -> bool) {
    for _ in 0..9 {
        player.keys(">");
        if player.model.reading_in_view().is_some() && good(player) {
            return;
        }
    }
    panic!("no such reading: {}", player.screen());
}

fn other_speaker(player: &Player) -> bool {
    let session = player.model.session_in_view();
    let name = session.speaker_of(player.model.reading_in_view().unwrap()).map(|speaker| speaker.name.clone());
    name.is_some_and(|name| name != speaker(player, 1) && ["Eva Lund", "Ana Diaz"].contains(&name.as_str()))
}

#[test]
fn a_reading_is_shown_in_place_and_taken_in_one_step() {
    let mut player = player();
    let before = speaker(&player, 1);
    turn_to(&mut player, other_speaker);
    let screen = player.screen();
    assert!(screen.contains("named one sentence back") && screen.contains(&format!("was: {before}")), "{screen}");
    assert_eq!((speaker(&player, 1), saves(&player), decision(&player, 1)), (before.clone(), 0, Decision::Unreviewed));
    player.keys("a");
    assert_ne!(speaker(&player, 1), before);
    assert_eq!((hand(&player), decision(&player, 1), saves(&player)), (2, Decision::Corrected, 1), "{}", player.screen());
    player.keys("u");
    assert_eq!((speaker(&player, 1), decision(&player, 1)), (before, Decision::Unreviewed));
}

#[test]
fn the_key_goes_round_and_another_goes_back() {
    let mut player = player();
    player.keys(">");
    let first = player.model.reading_in_words().unwrap();
    assert!(first.starts_with("reading 1 of "), "{first}");
    player.keys("> <");
    assert_eq!(player.model.reading_in_words().unwrap(), first);
    player.keys("<");
    assert!(player.model.reading_in_view().is_none());
    player.keys("<");
    let last = player.model.reading_in_words().unwrap();
    assert_ne!(last, first);
    player.keys(">");
    assert!(player.model.reading_in_view().is_none(), "{}", player.screen());
}

#[test]
fn what_leaves_a_reading_changes_nothing() {
    for keys in ["esc", "u", "j", "G", "2", "/ q u a y enter", "*"] {
        let mut player = player();
        player.keys(">");
        assert!(player.model.reading_in_view().is_some());
        player.keys(keys);
        assert!(player.model.reading_in_view().is_none(), "{keys}: {}", player.screen());
        assert_eq!(saves(&player), 0, "{keys}");
    }
    // The claim as it is can be decided again.
    let mut player = player();
    player.keys("> esc a");
    assert_eq!(decision(&player, 1), Decision::Confirmed);
    let mut player = self::player();
    player.keys("> x");
    assert_eq!(decision(&player, 1), Decision::Rejected);
}

#[test]
fn another_correction_is_made_of_what_is_shown() {
    let mut player = player();
    let before = content(&player, 1);
    turn_to(&mut player, |player| content_in_view(player) == ["that the ferry would sail"]);
    player.keys("s");
    assert_eq!((content(&player, 1), hand(&player)), (vec!["that the ferry would sail".to_owned()], 1));
    assert_ne!(content(&player, 1), before);
    player.keys("esc u");
    assert_eq!((content(&player, 1), decision(&player, 1)), (before, Decision::Unreviewed));
}

#[test]
fn a_review_that_changed_underneath_shows_the_claim_as_it_is() {
    let mut player = player();
    player.keys(">");
    let id = player.model.hand().unwrap().clone();
    let stamp = crate::review::tests::stamp("carol");
    player.model.desk.session.apply(Edit::SetFlag(vec![id], true), &stamp).unwrap();
    player.send(Message::Told(Tone::Plain, String::new()), 1000);
    assert!(player.model.reading_in_view().is_none());
    assert!(player.screen().contains("shown as it is again"), "{}", player.screen());
    player.send(Message::Key(crate::tui::key::KeyPress::letter('a')), 20);
    assert_eq!(decision(&player, 1), Decision::Unreviewed, "{}", player.screen());
}

#[test]
fn where_one_pane_fits_the_article_shows_the_reading() {
    let mut player = player_at(40, 12);
    player.keys(">");
    let screen = player.screen();
    assert!(screen.contains("reading 1 of") && screen.contains("the ferry would sail"), "{screen}");
    player.keys("esc");
    assert!(player.screen().contains("as it is"), "{}", player.screen());
}

#[test]
fn the_sidecar_and_the_history_keep_which_reading_was_accepted() {
    use crate::sidecar::{load_text, text_of};
    let mut player = player();
    let plain = |player: &Player| {
        let session = &player.model.desk.session;
        text_of(&session.record(), session.article(), "ferry.txt", "0")
    };
    player.keys("j a k");
    assert!(plain(&player).contains("version: 1,"), "what is not used is not written");
    turn_to(&mut player, other_speaker);
    player.keys("a esc g");
    let text = plain(&player);
    assert!(text.contains("version: 2,") && text.contains("reading: \"speaker "), "{text}");
    let session = &player.model.desk.session;
    let loaded = load_text(std::path::Path::new("ferry.txt.claims.ron"), text.clone(), session.article()).unwrap();
    let logs = |record: &crate::review::Record| record.claims.iter().map(|claim| claim.log.clone()).collect::<Vec<_>>();
    assert_eq!(logs(&loaded.record), logs(&session.record()));
    player.keys("g enter G");
    assert!(player.screen().contains("took the reading: speaker "), "{}", player.screen());
    // A correction by hand afterwards is another step, and undo takes the reading with it.
    player.keys("esc g t");
    assert_eq!(plain(&player).matches("reading: \"").count(), 1);
    player.keys("u u");
    assert_eq!(plain(&player).matches("reading: \"").count(), 0);
}
