use crate::analysis::closing::Topic;
use crate::claim::ClaimId;
use crate::tui::command::Context;
use crate::tui::message::{Effect, Message};
use crate::tui::model::Layer;
use crate::tui::screen::frame::Tab;
use crate::tui::tests::Player;

/// Decides on all six claims of the fixture.
fn decided(width: u16, height: u16) -> Player {
    let mut player = Player::new(width, height);
    player.keys("a a a a a a");
    player
}

fn current(player: &Player) -> (Topic, String) {
    let closing = player.model.layers.iter().find_map(|layer| match layer {
        Layer::Closing(closing) => Some(closing),
        _ => None,
    });
    let item = closing.unwrap().item().unwrap();
    (item.topic, item.title.clone())
}

#[test]
fn the_last_claim_opens_it_once_and_every_row_leads_somewhere() {
    let mut player = decided(140, 40);
    assert_eq!(player.model.context(), Context::Closing, "{}", player.screen());
    insta::assert_snapshot!("closing_140x40", player.screen());
    // Each row leads to what it is about, and the sheet comes back on it.
    for _ in 0..3 {
        let here = current(&player);
        player.keys("enter");
        assert!(player.model.layers.is_empty(), "{}", player.screen());
        player.keys("Z");
        assert_eq!(current(&player), here);
        player.keys("j");
        assert_ne!(current(&player), here);
    }
    player.keys("esc");
    // Closed, it stays closed until the key asks for it.
    player.keys("g backspace a");
    assert!(player.model.layers.is_empty());
}

#[test]
fn rows_lead_to_claims_speakers_and_outlets() {
    let mut player = decided(140, 40);
    assert_eq!(current(&player).0, Topic::Unnamed);
    player.keys("enter");
    assert_eq!(player.model.panes.tab, Tab::Speakers);
    assert_eq!(player.model.speaker_in_hand().unwrap().as_str(), "s-officials");
    player.keys("Z tab");
    assert_eq!(current(&player).0, Topic::OneOutlet);
    player.keys("enter");
    assert_eq!(player.model.panes.tab, Tab::Claims);
    assert_eq!(player.model.hand(), Some(&ClaimId::new("c-00000002")));
    player.keys("Z tab");
    assert_eq!(current(&player).0, Topic::Unchecked);
    player.keys("shift-tab");
    assert_eq!(current(&player).0, Topic::OneOutlet);
}

#[test]
fn a_passage_is_selected_above_the_sheet_and_goes_once_it_has_a_claim() {
    let mut player = Player::new(140, 40);
    let session = &player.model.desk.session;
    let mut record = session.record();
    record.claims.remove(1);
    player.model.desk.session = crate::review::Session::restore(session.article().clone(), record);
    player.keys("Z tab");
    let (topic, title) = current(&player);
    assert_eq!(topic, Topic::Missed, "{}", player.screen());
    player.keys("enter");
    assert_eq!(player.model.context(), Context::Select);
    player.keys("a");
    assert_eq!(player.model.context(), Context::Closing, "{}", player.screen());
    let Some(Layer::Closing(closing)) = player.model.layers.last() else { panic!() };
    assert!(!closing.sheet.items.iter().any(|item| item.topic == Topic::Missed && item.title == title));
}

#[test]
fn d_signs_there_y_copies_the_note_and_other_keys_lead_on() {
    let mut player = decided(140, 40);
    player.keys("D");
    assert!(player.model.desk.session.done().is_some());
    assert_eq!(player.model.context(), Context::Closing);
    assert!(player.screen().contains("signed by mw"), "{}", player.screen());
    player.keys("y");
    let note = player.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    insta::assert_snapshot!("closing_note", note.unwrap());
    // Nothing is decided under the sheet.
    let before = player.model.desk.session.revision();
    player.keys("x a s");
    assert_eq!((player.model.desk.session.revision(), player.model.context()), (before, Context::Closing));
    // The mark is taken back by its own undo; then another view.
    player.keys("u");
    assert!(player.model.desk.session.done().is_none() && player.model.context() == Context::Closing);
    player.keys("3");
    assert!(player.model.layers.is_empty() && player.model.panes.tab == Tab::Outlets);
}

#[test]
fn closing_it_goes_back_to_the_claim_and_the_place_of_before() {
    let mut player = Player::new(100, 30);
    player.keys("j j");
    let before = (player.model.hand().cloned(), player.model.panes.article.anchor());
    player.keys("Z j j j esc");
    assert_eq!((player.model.hand().cloned(), player.model.panes.article.anchor()), before);
}

#[test]
fn what_the_engine_is_still_reading_opens_nothing_by_itself() {
    let mut player = Player::new(140, 40);
    player.send(Message::Extracting(40), 10);
    player.keys("a a a a a a");
    assert!(player.model.layers.is_empty());
}

#[test]
fn sheets_of_every_size() {
    for (width, height) in [(100, 30), (80, 24), (40, 12), (20, 6), (3, 2)] {
        let mut player = decided(width, height);
        player.keys("j");
        insta::assert_snapshot!(format!("closing_{width}x{height}"), player.screen());
    }
}

#[test]
fn styles_of_dark_light_and_monochrome() {
    use crate::tui::theme::Depth;
    for theme in ["dark", "light", "monochrome"] {
        let mut player = decided(100, 30);
        let depth = if theme == "monochrome" { Depth::None } else { Depth::True };
        player.model.look.theme = player.model.look.themes.choose(Some(theme), None, depth);
        player.keys("j");
        insta::assert_snapshot!(format!("closing_styles_{theme}"), player.styles());
    }
}
