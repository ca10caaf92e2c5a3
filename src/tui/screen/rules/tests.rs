use std::sync::Arc;

use crate::claim::SpeakerId;
use crate::lint::{Finding, Unreviewed};
use crate::review::tests::{marked, stamp};
use crate::review::{Description, Edit, Session};
use crate::tui::command::Context;
use crate::tui::glyphs::Glyphs;
use crate::tui::look::Look;
use crate::tui::message::Effect;
use crate::tui::model::{Layer, Model};
use crate::tui::tests::Player;
use crate::tui::workspace::OpenArticle;

/// An article with a bare source, and two outlets that both go back to one.
const TEXT: &str = "[The ferry goes in May], <Bo Ek> {said} in ‹Harbour Post›, citing ‹Coast Wire›.\n\
                    [The hull is old], <Ana Diaz> {said} in ‹Evening Tide›, citing ‹Coast Wire›.\n\
                    The harbour lay still all day.\n\
                    [The weir leaks], <a source> {said} on Monday.\n";

fn broken(width: u16, height: u16) -> Player {
    let (article, mut found) = marked(TEXT);
    for speaker in found.speakers.iter_mut().filter(|speaker| speaker.name == "a source") {
        speaker.anonymous = true;
    }
    found.claims.iter_mut().for_each(|claim| claim.score = 0.95);
    let mut session = Session::new(Arc::new(article));
    session.offer(found);
    let open = OpenArticle::new(session, "ferry.txt", "mw");
    let mut player = Player::of(Model::new(open, Look::default(), (width, height)));
    player.keys("j k");
    player
}

fn list(player: &Player) -> Vec<&Finding> {
    let list = player.model.layers.iter().find_map(|layer| if let Layer::Rules(rules) = layer { Some(rules) } else { None });
    list.unwrap().rows.iter().map(AsRef::as_ref).collect()
}

fn typed(player: &mut Player, words: &str) {
    for letter in words.chars() {
        let key = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
        player.keys(&key);
    }
}

#[test]
fn a_finding_is_allowed_with_a_reason_and_comes_back_without_it() {
    let mut player = broken(140, 40);
    player.keys("! G");
    assert_eq!(player.model.context(), Context::Rules);
    let all = list(&player).len();
    let last = list(&player)[all - 1].rule;
    assert_eq!(last, "anonymous.no-reason", "{}", player.screen());
    // An empty reason allows nothing.
    player.keys("x enter");
    assert!(player.model.status.text.contains("a reason is required"), "{}", player.model.status.text);
    assert_eq!(list(&player).len(), all);
    player.keys("x");
    assert_eq!(player.model.context(), Context::Prompt);
    typed(&mut player, "the editor knows");
    player.keys("enter");
    assert_eq!(list(&player).len(), all - 1, "{}", player.screen());
    let saved = |effect: &Effect| matches!(effect, Effect::Save(state) if state.record.allowances.len() == 1);
    assert!(player.effects.iter().any(saved));
    let allowance = &player.model.desk.session.allowances()[0];
    assert_eq!((allowance.reason.as_str(), allowance.stamp.by.as_str()), ("the editor knows", "mw"));
    // r shows it with its reason, x takes it back, u allows it again.
    player.keys("r G");
    assert!(player.screen().contains("allowed: the editor knows"), "{}", player.screen());
    player.keys("x");
    assert_eq!((list(&player).len(), player.model.desk.session.allowances().len()), (all, 0));
    player.keys("u");
    assert_eq!(player.model.desk.session.allowances().len(), 1);
    player.keys("esc");
    assert!(player.model.layers.is_empty());
}

#[test]
fn enter_goes_to_the_claim_and_the_question_mark_shows_the_rule() {
    let mut player = broken(140, 40);
    player.keys("! G ?");
    assert!(player.screen().contains("Who asks for it") && player.screen().contains("Reported"), "{}", player.screen());
    player.keys("esc");
    let claim = list(&player).last().unwrap().claim.clone();
    player.keys("enter");
    assert!(player.model.layers.is_empty());
    assert_eq!(player.model.hand(), claim.as_ref());
}

#[test]
fn outlets_that_go_back_to_one_are_drawn_as_a_tree() {
    let mut player = broken(140, 40);
    player.keys("! g");
    let tree = ["Coast Wire", "├ cited by Evening Tide", "└ cited by Harbour Post"];
    for line in tree {
        assert!(player.screen().contains(line), "{line}\n{}", player.screen());
    }
    player.keys("?");
    assert!(player.screen().contains(tree[2]), "{}", player.screen());
}

#[test]
fn a_folder_that_goes_back_to_one_outlet_is_drawn_as_a_tree() {
    let text = "[The board will sell the old night ferry in May], {reported} ‹Coast Wire›.\n";
    let published = |by: &str| {
        let (article, found) = marked(text);
        let metadata = crate::article::Metadata { publisher: Some(by.to_owned()), ..Default::default() };
        let mut session = Session::new(Arc::new(crate::article::Article { metadata, ..article }));
        session.offer(found);
        session
    };
    let cited = |session: &Session| {
        let index = crate::lint::Index::new(session.article());
        let house = crate::lint::House::default();
        crate::lint::Cited::of(&[crate::lint::View::new(session, &index, &house, Unreviewed::Check)])
    };
    let others = ["Harbour Post", "Evening Tide"].map(|by| cited(&published(by)));
    let open = OpenArticle::new(published("Radio Weir"), "ferry.txt", "mw");
    let mut player = Player::of(Model::new(open, Look::default(), (100, 30)));
    player.send(crate::tui::message::Message::CitedElsewhere(Arc::new(others.into())), 10);
    player.keys("!");
    let found = list(&player);
    let finding = found.iter().find(|finding| finding.rule == "sourcing.circular").unwrap();
    assert!(finding.message.starts_with("3 articles, one source (Coast Wire)"), "{}", finding.message);
    player.keys("g");
    for line in ["Coast Wire", "├ cited by Evening Tide", "├ cited by Harbour Post", "└ cited by Radio Weir"] {
        assert!(player.screen().contains(line), "{line}\n{}", player.screen());
    }
    // A rejected claim has nothing from anywhere.
    player.keys("esc x !");
    assert!(list(&player).iter().all(|finding| finding.rule != "sourcing.circular"), "{}", player.screen());
}

#[test]
fn signs_follow_the_decisions() {
    let mut player = broken(140, 40);
    for sign in ['▲', '△'] {
        assert!(player.screen().contains(sign), "{}", player.screen());
    }
    player.keys(": 3 enter x");
    assert!(!player.screen().contains('▲'), "a rejected claim breaks no rule\n{}", player.screen());
    player.keys("u");
    assert!(player.screen().contains('▲'), "{}", player.screen());
    player.model.look.glyphs = Glyphs::Ascii;
    let screen = player.screen();
    let lines: Vec<&str> = screen.lines().filter(|line| line.contains("The weir leaks, a source")).collect();
    assert!(lines.iter().any(|line| line.starts_with("Eo")), "{screen}");
}

#[test]
fn what_breaks_a_rule_is_on_the_closing_sheet() {
    let mut player = broken(140, 40);
    player.keys("Z");
    assert!(player.screen().contains("Breaks house rules"), "{}", player.screen());
}

#[test]
fn a_key_that_is_held_down_types_no_reason() {
    let mut player = broken(140, 40);
    player.keys("! G");
    for _ in 0..5 {
        player.send(crate::tui::message::Message::Repeat("x".parse().unwrap()), 30);
    }
    assert!(player.model.desk.session.allowances().is_empty());
    assert_eq!(player.model.context(), Context::Rules, "{}", player.screen());
}

#[test]
fn an_allowance_that_is_left_over_is_taken_back_with_the_same_key() {
    let mut player = broken(140, 40);
    player.keys("! G x");
    typed(&mut player, "why");
    player.keys("enter esc");
    let claim = player.model.desk.session.allowances()[0].what.claim.clone().unwrap();
    let at = player.model.desk.session.position(&claim).unwrap();
    player.keys(&format!(": {} enter x ! G", at + 1));
    assert_eq!(list(&player).last().unwrap().rule, "allow.unused", "{}", player.screen());
    player.keys("x");
    assert!(player.model.desk.session.allowances().is_empty(), "{}", player.screen());
}

#[test]
fn a_list_without_findings_is_no_larger_than_what_it_says() {
    for (width, height) in [(140, 40), (40, 12)] {
        let (article, found) = marked("[The ferry goes in May], <Bo Ek> {said}.\n");
        let mut session = Session::new(Arc::new(article));
        session.offer(found);
        let described = |role: &str| Edit::DescribeSpeaker(SpeakerId::new("s-bo-ek"), Description::Role(role.to_owned()));
        session.apply(described("captain"), &stamp("mw")).unwrap();
        let open = OpenArticle::new(session, "ferry.txt", "mw");
        let mut player = Player::of(Model::new(open, Look::default(), (width, height)));
        player.keys("!");
        let screen = player.screen();
        assert!(screen.contains("No findings"), "{screen}");
        insta::assert_snapshot!(format!("no_findings_{width}x{height}"), screen);
        player.keys("esc");
        assert!(player.model.layers.is_empty());
    }
}

#[test]
fn the_list_at_every_size() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12)] {
        let mut player = broken(width, height);
        player.keys("! g");
        insta::assert_snapshot!(format!("rules_{width}x{height}"), player.screen());
    }
}
