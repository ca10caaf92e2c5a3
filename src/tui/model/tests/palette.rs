//! Commands by their names.

use super::*;

fn typed(player: &mut Player, name: &str) {
    player.keys(":");
    for letter in name.chars() {
        player.send(Message::Key(crate::tui::key::KeyPress::letter(letter)), 20);
    }
    player.send(Message::Key("enter".parse().unwrap()), 20);
}

#[test]
fn confirm_and_reject_work_by_name_however_fast_they_are_typed() {
    let mut player = player("");
    typed(&mut player, "confirm");
    assert_eq!((decision(&player, 1), hand(&player)), (Decision::Confirmed, 2));
    // The key right after it may be a doubled one.
    player.send(Message::Key("a".parse().unwrap()), 40);
    assert_eq!(decision(&player, 2), Decision::Unreviewed);
    typed(&mut player, "reject");
    assert_eq!(decision(&player, 2), Decision::Rejected);
}

#[test]
fn the_command_that_was_typed_is_the_one_that_runs() {
    let mut player = player("");
    typed(&mut player, "mark");
    assert_eq!(player.model.panes.claims.marked.len(), 1);
    assert_eq!(player.model.desk.session.claims().len(), 6, "nothing was joined");
    player.keys("U");
    typed(&mut player, "done");
    assert!(player.model.desk.session.done().is_some());
    assert!(!player.effects.iter().any(|effect| matches!(effect, Effect::OpenArticle(_))));
}

#[test]
fn vim_users_save_and_quit() {
    for name in ["q", "q!", "wq", "x", "quit"] {
        let mut player = player("");
        typed(&mut player, name);
        assert_eq!(player.effects.last(), Some(&Effect::Quit), "{name}");
        assert_eq!(player.model.desk.session.progress().decided, 0);
    }
    let mut player = player("");
    typed(&mut player, "w");
    assert_eq!(player.model.status.text, "everything is saved");
}

#[test]
fn a_command_of_another_tab_says_where_it_works_and_does_nothing() {
    let mut player = player("");
    typed(&mut player, "merge");
    assert_eq!(player.model.status.text, "merge works on the speakers tab (2) or on the outlets tab (3)");
    assert!(player.model.layers.is_empty() && player.effects.is_empty());
    typed(&mut player, "split");
    assert!(player.model.status.text.starts_with("split works while you select text (v)"), "{}", player.model.status.text);
    player.keys("2");
    typed(&mut player, "merge");
    assert!(matches!(player.model.layers.last(), Some(Layer::Picker(_))), "{}", player.model.status.text);
}

#[test]
fn enter_with_nothing_typed_and_no_row_selected_runs_no_command() {
    for keys in
        [": enter", ": alt-enter", ": c o n f i r m ctrl-u enter", ": space enter", ": down x backspace enter", "2 : enter"]
    {
        let player = player(keys);
        assert!(player.model.layers.is_empty(), "{keys}");
        assert!(player.effects.is_empty(), "{keys}");
        assert_eq!((decision(&player, 1), hand(&player)), (Decision::Unreviewed, 1), "{keys}");
    }
}

#[test]
fn a_row_of_the_palette_that_was_gone_to_is_run() {
    let player = player(": down enter");
    assert_eq!((decision(&player, 1), hand(&player)), (Decision::Confirmed, 2), "the first row is the first one down");
    let mut player = Player::new(140, 40);
    player.keys(":");
    assert!(!player.screen().contains("▸ confirm"), "{}", player.screen());
    player.keys("down down up");
    assert!(player.screen().contains("▸ confirm"), "{}", player.screen());
}
