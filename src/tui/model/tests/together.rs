//! Several claims at once.

use super::*;

const SPOKESMEN: &str = "[It leaks], {said} <the spokesman>.\n[It holds], {said} <the spokesman>.\n[Rain], {said} <Bo Lee>.\n\
                         [Snow], {said} <the spokesman>, ‹The Daily› wrote.\n[Hail], {said} <The spokesman>.\n";

fn spokesmen() -> Player {
    Player::over(crate::review::tests::session(SPOKESMEN), 140, 40)
}

fn speakers(player: &Player) -> Vec<String> {
    (1..=5).map(|number| speaker(player, number)).collect()
}

#[test]
fn what_was_said_of_one_mention_is_given_to_all_after_a_look() {
    let mut player = spokesmen();
    player.keys("j x g s B o enter");
    assert_eq!(player.model.status.text, "speaker: Bo Lee (Lee, “It leaks”); A: the same for 2 other claims like it");
    player.keys("A");
    insta::assert_snapshot!("apply_to_all", player.screen());
    player.keys("enter");
    assert_eq!(speakers(&player), ["Bo Lee", "the spokesman", "Bo Lee", "Bo Lee", "Bo Lee"]);
    assert_eq!([1, 2, 4].map(|number| decision(&player, number)), [Decision::Corrected, Decision::Rejected, Decision::Corrected]);
    player.keys("u");
    assert_eq!(speakers(&player)[3..], ["the spokesman", "the spokesman"], "undone as one");
    player.keys("u");
    assert_eq!(speakers(&player)[0], "the spokesman");
}

#[test]
fn one_can_be_ticked_off_and_what_is_decided_is_not_ticked() {
    let mut player = spokesmen();
    player.keys("j j j a g s B o enter A");
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("{}", player.model.status.text) };
    assert_eq!((picker.rows.len(), picker.marked.len()), (3, 2));
    player.keys("tab enter");
    assert_eq!(speakers(&player), ["Bo Lee", "the spokesman", "Bo Lee", "the spokesman", "Bo Lee"]);
    player.keys("A tab tab enter");
    assert_eq!(speakers(&player)[1..4], ["the spokesman", "Bo Lee", "Bo Lee"]);
    player.keys("j j A");
    assert!(player.model.status.text.contains("no other claim with this source"), "{}", player.model.status.text);
}

#[test]
fn the_way_is_given_to_all_too() {
    let mut player = spokesmen();
    player.keys("o W i r e alt-enter");
    assert!(
        player.model.status.text.starts_with("through Wire: the spokesman, “It leaks”; A: the same for 3 other claims like it"),
        "{}",
        player.model.status.text
    );
    player.keys("A enter");
    assert_eq!((via(&player, 2), via(&player, 3), via(&player, 4)), (vec!["Wire".to_owned()], vec![], vec!["Wire".to_owned()]));
}

#[test]
fn marks_are_counted_kept_and_taken_off() {
    let mut player = player("space space");
    assert!(player.model.status.text.starts_with("2 claims are marked"), "{}", player.model.status.text);
    player.keys("k k");
    assert!(player.screen().contains("2 claims are marked; U clears the marks"), "the line above the footer says so");
    player.keys("esc");
    assert_eq!(player.model.panes.claims.marked.len(), 2, "Esc with nothing open does nothing");
    player.keys("U");
    assert!(player.model.panes.claims.marked.is_empty());
    player.keys("*");
    assert_eq!(player.model.panes.claims.marked.len(), 6);
    player.keys("*");
    assert!(player.model.panes.claims.marked.is_empty());
    player.keys("U");
    assert_eq!(player.model.status.text, "no claim is marked");
}

#[test]
fn marks_that_the_filter_hides_are_not_acted_on() {
    let mut player = player("space F r e u e l enter *");
    assert!(
        player.model.status.text.contains("2 claims are marked, 1 of them hidden by the filter"),
        "{}",
        player.model.status.text
    );
    player.keys("x");
    assert_eq!((decision(&player, 1), decision(&player, 4)), (Decision::Unreviewed, Decision::Rejected));
    player.keys("x");
    assert!(player.model.status.text.contains("the filter hides all marked claims"), "{}", player.model.status.text);
    player.keys("esc x");
    assert_eq!(decision(&player, 1), Decision::Rejected);
}

#[test]
fn every_act_takes_all_marked_claims_and_uses_the_marks_up() {
    let mut player = player("");
    let act = |player: &mut Player, keys: &str| {
        player.keys("g space space k k").keys(keys);
        assert!(player.model.panes.claims.marked.is_empty(), "{keys}: {:?}", player.model.panes.claims.marked);
    };
    act(&mut player, "f");
    assert_eq!(player.model.desk.session.progress().flagged, 2);
    act(&mut player, "c w esc");
    assert!(player.model.desk.session.claims()[..2].iter().all(|claim| !claim.check.is_empty()));
    act(&mut player, "t");
    act(&mut player, "s N e w alt-enter");
    act(&mut player, "o W i r e alt-enter");
    assert_eq!(
        [1, 2].map(|number| (speaker(&player, number), via(&player, number).len())),
        [("New".into(), 1), ("New".into(), 1)]
    );
    act(&mut player, ".");
    act(&mut player, "backspace");
    assert_eq!(player.model.desk.session.progress().decided, 0);
    act(&mut player, "J");
    assert_eq!(player.model.desk.session.claims()[0].spans(crate::claim::Part::Content).len(), 2);
}

#[test]
fn keys_with_nothing_to_do_say_why() {
    for (keys, said) in [
        ("backspace", "there is no decision to clear here"),
        (".", "nothing to repeat yet"),
        ("u", "nothing to undo"),
        ("ctrl-r", "nothing to redo"),
        ("G J", "mark at least two claims to join"),
        ("a k a", "confirmed already: Brandt, “that the harbour tunnel will …”"),
        ("A", "no other claim with this source or suggestion differs in its speaker"),
        ("U", "no claim is marked"),
        ("ctrl-o", "no earlier position"),
        ("]", "this is the last article"),
        ("s enter u s", ""),
    ] {
        let player = player(keys);
        assert!(player.model.status.text.contains(said), "{keys}: {}", player.model.status.text);
    }
}

#[test]
fn the_way_is_edited_in_its_order() {
    let mut player = player("o R a d tab C o a s tab");
    assert!(player.screen().contains("this article ← Radio Skerry ← Coastal Courier"), "{}", player.screen());
    // The current row is Coastal Courier's: one nearer.
    player.keys("alt-up");
    assert!(player.screen().contains("this article ← Coastal Courier ← Radio Skerry"), "{}", player.screen());
    player.keys("alt-up");
    assert!(player.model.status.text.contains("already the nearest outlet"), "{}", player.model.status.text);
    insta::assert_snapshot!("way", player.screen());
    player.keys("enter");
    assert_eq!(via(&player, 1), ["Coastal Courier", "Radio Skerry"]);
    // The nearest one is at hand: taken off.
    player.keys("o tab enter");
    assert_eq!(via(&player, 1), ["Radio Skerry"]);
    player.keys("o tab");
    assert!(player.screen().contains("this article: through no outlet"), "{}", player.screen());
    player.keys("enter");
    assert_eq!(via(&player, 1), Vec::<String>::new());
    player.keys("o down down alt-down");
    assert!(player.model.status.text.contains("mark it first"), "{}", player.model.status.text);
}

#[test]
fn the_line_below_the_outlets_says_what_is_taken() {
    let line = |player: &Player| {
        let screen = player.screen();
        let line = screen.lines().find(|line| line.contains("│ this article")).unwrap_or_default();
        line.rsplit("│ this article").next().unwrap_or_default().trim_end_matches('│').trim().to_owned()
    };
    let mut player = spokesmen();
    player.keys("o");
    assert_eq!(line(&player), "← The Daily", "with nothing marked the row in hand is taken");
    player.keys("W i r e down down");
    assert_eq!(line(&player), "← Wire");
    player.keys("enter");
    assert_eq!(via(&player, 1), ["Wire"]);
    player.keys("g o");
    // What is marked and what was typed go together.
    player.keys("D a i l y");
    assert_eq!(line(&player), "← Wire ← The Daily");
    player.keys("enter");
    assert_eq!(via(&player, 1), ["Wire", "The Daily"]);
}

#[test]
fn credits_of_photographs_come_last_and_a_marked_row_in_hand_is_seen() {
    let mut player = player("o");
    player.keys("tab up");
    assert!(player.screen().contains("▸1 "), "{}", player.screen());
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("no picker") };
    assert_eq!(picker.rows.last().map(|row| row.label.as_str()), Some("Velmark Press Agency"));
    let session = &mut player.model.desk.session;
    let id = session.outlets().next().unwrap().id.clone();
    let stamp = crate::review::tests::stamp("mw");
    session.apply(crate::review::Edit::SetOutletRole(id, crate::claim::OutletRole::Credit), &stamp).unwrap();
    player.keys("esc o");
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("no picker") };
    assert_eq!(picker.rows.first().map(|row| row.label.as_str()), Some("Radio Skerry"));
}
