use crate::claim::Part;
use crate::tui::command::Context;
use crate::tui::message::Effect;
use crate::tui::model::Layer;
use crate::tui::tests::Player;

fn rows(player: &Player) -> Vec<&str> {
    let text = &player.model.desk.session.article().text;
    let coverage = player.model.layers.iter().find_map(|layer| match layer {
        Layer::Coverage(coverage) => Some(coverage),
        _ => None,
    });
    coverage.unwrap().rows.iter().map(|row| row.span.slice(text).unwrap()).collect()
}

/// The fixture without its first quotation's claim, at the beginning of the list.
fn one_missed(width: u16, height: u16) -> Player {
    let mut player = Player::new(width, height);
    let session = &player.model.desk.session;
    let mut record = session.record();
    record.claims.remove(1);
    player.model.desk.session = crate::review::Session::restore(session.article().clone(), record);
    player
}

#[test]
fn what_has_no_claim_is_listed_and_goes_once_it_has_one() {
    let mut player = one_missed(140, 40);
    let claims = player.model.desk.session.claims().len();
    player.keys("L g");
    assert_eq!(player.model.context(), Context::Coverage);
    let before = rows(&player).len();
    let first = rows(&player)[0].to_owned();
    assert!(before > 0, "{}", player.screen());
    // Enter goes there with the words selected; a adds the claim, and the list is in front again.
    player.keys("enter");
    assert_eq!(player.model.context(), Context::Select);
    player.keys("a");
    assert_eq!(player.model.context(), Context::Coverage);
    let session = &player.model.desk.session;
    assert_eq!(session.claims().len(), claims + 1);
    let added = session.claim(player.model.hand().unwrap()).unwrap();
    assert!(added.spans(Part::Content)[0].slice(&session.article().text).unwrap().contains(first.trim_matches(['“', '”', ','])));
    assert!(!rows(&player).contains(&first.as_str()));
    player.keys("esc");
    assert!(player.model.layers.is_empty());
}

#[test]
fn nothing_here_takes_the_row_away_for_good_and_undo_brings_it_back() {
    let mut player = one_missed(140, 40);
    player.keys("L g");
    let first = rows(&player)[0].to_owned();
    let before = rows(&player).len();
    player.keys("x");
    assert_eq!(rows(&player).len(), before - 1);
    assert!(player.effects.iter().any(|effect| matches!(effect, Effect::Save(state) if state.record.nothing_here.len() == 1)));
    // Closed and opened again it stays away; r shows it, x takes it back.
    player.keys("esc L g");
    assert!(!rows(&player).contains(&first.as_str()));
    player.keys("r g");
    assert!(rows(&player).contains(&first.as_str()) && player.screen().contains("read, mw"));
    player.keys("x r");
    assert_eq!(rows(&player).len(), before);
    player.keys("esc u L g");
    assert_eq!(rows(&player).len(), before - 1, "taking it back is undone");
    player.keys("esc u L g");
    assert_eq!(rows(&player).len(), before);
}

#[test]
fn m_passes_over_what_was_read() {
    let mut player = one_missed(140, 40);
    player.keys("g M");
    assert_eq!(player.model.context(), Context::Select, "{}", player.screen());
    player.keys("x");
    assert_eq!(player.model.desk.session.nothing_here().len(), 1);
    assert!(player.model.layers.is_empty(), "it was the last quotation without a claim");
    player.keys("M");
    assert!(player.model.status.text.contains("every quotation has a claim or is dismissed"), "{}", player.model.status.text);
}

#[test]
fn a_key_that_repeats_says_nothing_of_any_row() {
    let mut player = one_missed(140, 40);
    player.keys("L g");
    player.send(crate::tui::message::Message::Repeat("x".parse().unwrap()), 1000);
    player.send(crate::tui::message::Message::Repeat("a".parse().unwrap()), 1000);
    assert!(!player.model.desk.session.has_decisions());
}

#[test]
fn the_list_at_every_size() {
    for (width, height) in [(140, 40), (80, 24), (40, 12)] {
        let mut player = one_missed(width, height);
        player.keys("L g");
        insta::assert_snapshot!(format!("coverage_{width}x{height}"), player.screen());
    }
}
