//! Keys that move the ends of spans.

use crate::claim::Part;
use crate::review::Decision;
use crate::tui::message::Effect;
use crate::tui::model::Layer;
use crate::tui::tests::Player;

/// The spans of a part of the current claim, as they are in the session.
fn kept(player: &Player, part: Part) -> Vec<String> {
    let session = &player.model.desk.session;
    let claim = session.claim(player.model.hand().unwrap()).unwrap();
    claim.spans(part).iter().map(|span| span.slice(&session.article().text).unwrap().to_owned()).collect()
}

/// The current span while it is edited.
fn here(player: &Player) -> String {
    let Some(Layer::Spans(spans)) = player.model.layers.last() else {
        panic!("no spans are being edited");
    };
    let text = &player.model.desk.session.article().text;
    format!("{}: {}", spans.part(), spans.span().map_or("", |span| span.slice(text).unwrap()))
}

#[test]
fn ends_grow_and_shrink_and_enter_keeps_all_as_one() {
    let mut player = Player::new(140, 40);
    assert_eq!(here(player.keys("e")), "content: that the harbour tunnel will not open before spring");
    assert_eq!(here(player.keys("b b")), "content: that the harbour tunnel will not open");
    assert_eq!(here(player.keys("W")), "content: the harbour tunnel will not open");
    assert_eq!(here(player.keys("h")), "content: the harbour tunnel will not ope");
    assert_eq!(here(player.keys("o l")), "content: he harbour tunnel will not ope");
    assert_eq!(here(player.keys("tab b")), "cue: has");
    player.keys("esc");
    assert!(player.effects.is_empty());
    player.keys("e b tab W enter");
    assert_eq!(kept(&player, Part::Content), ["that the harbour tunnel will not open before"]);
    assert_eq!(kept(&player, Part::Cue), ["conceded"]);
    assert_eq!(player.effects.len(), 1);
    let id = player.model.hand().unwrap().clone();
    assert_eq!(player.model.desk.session.claim(&id).unwrap().decision, Decision::Corrected);
    player.keys("u");
    assert_eq!(kept(&player, Part::Cue), ["has conceded"]);
    assert_eq!(player.model.desk.session.claim(&id).unwrap().decision, Decision::Unreviewed);
}

#[test]
fn ends_move_by_counts_and_one_key_takes_each_change_back() {
    let mut player = Player::new(140, 40);
    let whole = "content: that the harbour tunnel will not open before spring";
    player.keys("e");
    assert_eq!(here(player.keys("2 b")), "content: that the harbour tunnel will not open");
    assert_eq!(here(player.keys("1 2 h")), "content: that the harbour tunne");
    assert_eq!(here(player.keys("3 W")), "content: tunne");
    assert_eq!(here(player.keys("u")), "content: that the harbour tunne");
    assert_eq!(here(player.keys("u")), "content: that the harbour tunnel will not open", "a counted move is one change");
    assert_eq!(here(player.keys("u")), whole);
    player.keys("u");
    assert_eq!((here(&player).as_str(), player.model.status.text.as_str()), (whole, "nothing to undo in these spans"));
    assert_eq!(here(player.keys("ctrl-r")), "content: that the harbour tunnel will not open");
    // Another part is another change, and leads back to it.
    assert_eq!(here(player.keys("tab b")), "cue: has");
    assert_eq!(here(player.keys("shift-tab u")), "cue: has conceded");
    assert!(player.effects.is_empty(), "nothing of the review was undone");
    player.keys("enter");
    assert_eq!(kept(&player, Part::Content), ["that the harbour tunnel will not open"]);
    assert_eq!(kept(&player, Part::Cue), ["has conceded"]);
}

#[test]
fn the_mark_is_one_key_away() {
    let mut player = Player::new(140, 40);
    player.keys("n e Q");
    assert_eq!(here(&player), "content: \"We promised too much, and we promised it too early,");
    player.keys("o q");
    assert_eq!(here(&player), "content: We promised too much, and we promised it too early,");
}

#[test]
fn keep_and_go_on_takes_the_next_claim() {
    let mut player = Player::new(140, 40);
    let first = player.model.hand().unwrap().clone();
    player.keys("e b a");
    assert!(player.model.layers.is_empty());
    assert_ne!(player.model.hand(), Some(&first));
    assert_eq!(player.model.desk.session.claim(&first).unwrap().decision, Decision::Corrected);
    let saves = player.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count();
    assert_eq!(saves, player.effects.len());
}

#[test]
fn spans_are_added_dropped_and_stepped_through() {
    let mut player = Player::new(140, 40);
    player.keys("e + w w i w enter");
    assert!(here(&player).starts_with("content: "));
    player.keys("n");
    assert_eq!(here(&player), "content: that the harbour tunnel will not open before spring");
    player.keys("n -");
    assert_eq!(here(&player), "content: that the harbour tunnel will not open before spring");
    player.keys("-");
    assert!(player.model.status.text.contains("needs content"), "{}", player.model.status.text);
    player.keys("tab tab -");
    assert_eq!(here(&player), "source: ");
    player.keys("w b + esc enter");
    assert_eq!(kept(&player, Part::Source), Vec::<String>::new());
    assert_eq!(kept(&player, Part::Content).len(), 1);
}

#[test]
fn spans_that_meet_become_one() {
    let mut player = Player::new(140, 40);
    player.keys("e o W W o tab shift-tab esc");
    player.keys("v } i q + e n B B B B B B");
    let Some(Layer::Spans(spans)) = player.model.layers.last() else {
        panic!("no spans are being edited");
    };
    let contents = spans.preview().iter().filter(|(_, meaning)| *meaning == crate::tui::theme::Meaning::HandContent).count();
    assert_eq!(contents, 1);
}

#[test]
fn the_live_spans_are_seen() {
    let mut player = Player::new(100, 30);
    player.keys("e b b b");
    insta::assert_snapshot!(player.screen());
    for (width, height) in [(80, 24), (40, 12), (20, 6), (1, 1), (0, 0)] {
        let mut player = Player::new(width, height);
        player.keys("e b W tab l o h q ) ( enter");
        player.screen();
    }
}

#[test]
fn content_that_runs_into_its_cue_is_not_kept() {
    let mut player = Player::new(140, 40);
    player.keys("e B B enter");
    assert_eq!(player.model.context(), crate::tui::command::Context::Spans, "it stays open to be mended");
    assert!(player.model.status.text.contains("would overlap its cue"), "{}", player.model.status.text);
    assert!(player.effects.is_empty());
    player.keys("W W enter");
    assert_eq!(kept(&player, Part::Content).len(), 1);
    assert!(player.model.layers.is_empty());
}

#[test]
fn ends_move_by_whole_characters() {
    let text = "[The 👩\u{200d}🚀👩\u{200d}🚀 cafe\u{301} is 漢字]かな, {said} <Ana>.\n";
    let mut player = Player::over(crate::review::tests::session(text), 100, 30);
    assert_eq!(here(player.keys("e h")), "content: The 👩\u{200d}🚀👩\u{200d}🚀 cafe\u{301} is 漢");
    assert_eq!(here(player.keys("l l")), "content: The 👩\u{200d}🚀👩\u{200d}🚀 cafe\u{301} is 漢字か");
    assert_eq!(here(player.keys("h h h h h h")), "content: The 👩\u{200d}🚀👩\u{200d}🚀 caf");
    assert_eq!(here(player.keys("l")), "content: The 👩\u{200d}🚀👩\u{200d}🚀 cafe\u{301}");
    assert_eq!(here(player.keys("o l l l l")), "content: 👩\u{200d}🚀 cafe\u{301}");
    player.keys("enter");
    assert_eq!(kept(&player, Part::Content), ["👩\u{200d}🚀 cafe\u{301}"]);
}
