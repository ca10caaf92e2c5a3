use crate::claim::OutletRole;
use crate::tui::screen::frame::Tab;
use crate::tui::tests::Player;

#[test]
fn outlets_that_nothing_came_through_are_folded_under_a_line() {
    let mut player = Player::new(140, 40);
    player.keys("3");
    let screen = player.screen();
    assert!(screen.contains("▹ 1 more: 1 credit") && screen.contains("Radio Skerry"), "{screen}");
    // The box below has no outlet to tell of on the line itself; Enter unfolds.
    player.keys("G enter");
    assert!(player.screen().contains("▾ 1 more: 1 credit"), "{}", player.screen());
    player.keys("j");
    assert_eq!(player.model.outlet_in_hand().unwrap().as_str(), "o-velmark-press-agency");
    insta::assert_snapshot!("outlets_unfolded", player.screen());
    player.keys("k enter");
    assert!(player.model.outlet_in_hand().is_none());
    assert!(player.screen().contains("▹ 1 more"), "{}", player.screen());
    assert_eq!(player.model.panes.tab, Tab::Outlets, "the line has no claims to show");
}

#[test]
fn a_role_is_changed_with_a_key_and_the_row_stays_in_hand() {
    let mut player = Player::new(140, 40);
    player.keys("3 t");
    let role = |player: &Player| {
        let id = player.model.outlet_in_hand().unwrap();
        (id.as_str().to_owned(), player.model.desk.session.outlet(&id).unwrap().role)
    };
    assert_eq!(role(&player), ("o-coastal-courier".to_owned(), OutletRole::Mentioned));
    // Credited ones are unfolded to be cited.
    player.keys("G enter j t");
    assert_eq!(role(&player), ("o-velmark-press-agency".to_owned(), OutletRole::Cited));
    player.keys("u");
    assert_eq!(role(&player), ("o-velmark-press-agency".to_owned(), OutletRole::Credit));
}

#[test]
fn the_words_that_decided_a_role_stand_with_it_until_a_reviewer_decides() {
    let mut player = Player::new(140, 40);
    let session = &player.model.desk.session;
    let mut record = session.record();
    let text = &session.article().text;
    let start = text.find("told the Coastal Courier").unwrap();
    let words = crate::text::Span::new(start, start + "told the Coastal Courier".len());
    record.outlets.iter_mut().find(|entry| entry.member.name == "Coastal Courier").unwrap().member.because = Some(words);
    player.model.desk.session = crate::review::Session::restore(session.article().clone(), record);
    player.keys("3");
    let screen = player.screen();
    assert!(screen.contains("cited: told the Coas"), "in the list\n{screen}");
    assert!(screen.contains("Part       cited  “told the Coastal Courier”"), "in the box\n{screen}");
    player.keys("t");
    assert!(!player.screen().contains("“told the Coastal Courier”"), "{}", player.screen());
}
