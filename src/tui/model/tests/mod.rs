//! Keys in, model and effects out: no terminal, no file, no clock.

mod article;
mod casting;
mod current;
mod finishing;
mod first_seconds;
mod lettering;
mod listing;
mod messages;
mod palette;
mod readings;
mod searching;
mod sight;
mod stray;
mod together;

use crate::claim::{Directness, OutletId, SpeakerId};
use crate::review::Decision;
use crate::tui::command::Context;
use crate::tui::message::{Effect, Message};
use crate::tui::model::Layer;
use crate::tui::screen::frame::{Front, Tab};
use crate::tui::tests::Player;

fn hand(player: &Player) -> usize {
    let id = player.model.hand().unwrap();
    player.model.desk.session.position(id).unwrap() + 1
}

fn decision(player: &Player, number: usize) -> Decision {
    player.model.desk.session.claims()[number - 1].decision
}

fn speaker(player: &Player, number: usize) -> String {
    let session = &player.model.desk.session;
    session.speaker_of(&session.claims()[number - 1]).map(|speaker| speaker.name.clone()).unwrap_or_default()
}

fn via(player: &Player, number: usize) -> Vec<String> {
    let session = &player.model.desk.session;
    session.via_of(&session.claims()[number - 1]).iter().map(|outlet| outlet.name.clone()).collect()
}

fn saves(player: &Player) -> usize {
    player.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count()
}

fn player(keys: &str) -> Player {
    let mut player = Player::new(140, 40);
    player.keys(keys);
    player
}

#[test]
fn a_right_suggestion_costs_one_key() {
    let player = player("a a");
    assert_eq!(hand(&player), 3);
    assert_eq!((decision(&player, 1), decision(&player, 2)), (Decision::Confirmed, Decision::Confirmed));
    assert_eq!(saves(&player), 2);
    let claim = &player.model.desk.session.claims()[0];
    assert_eq!(claim.decided.as_ref().unwrap().by, "mw");
    assert!(claim.decided.as_ref().unwrap().at.ends_with('Z'));
}

#[test]
fn the_last_decision_says_that_all_are_decided() {
    let player = player("a a x a a a");
    assert_eq!(player.model.status.text, "confirmed: Brandt, “A petition against the toll has …”; all 6 claims are decided");
    assert_eq!(decision(&player, 3), Decision::Rejected);
    assert_eq!(hand(&player), 6);
}

#[test]
fn after_the_end_the_next_undecided_claim_is_sought_from_the_top() {
    let player = player("G a");
    assert_eq!((decision(&player, 6), hand(&player)), (Decision::Confirmed, 1));
}

#[test]
fn what_the_filter_hides_is_not_decided_and_told() {
    // Rejected ones only, then the rejection is undone: the current claim is no longer shown.
    let mut player = player("x F r e j enter u");
    let before = player.model.desk.session.progress();
    player.keys("a");
    assert_eq!(player.model.desk.session.progress(), before);
    assert!(player.model.status.text.contains("filter"), "{}", player.model.status.text);
}

#[test]
fn what_reaches_further_says_how_it_is_taken_back() {
    let player = player("space j space x");
    assert!(player.model.status.text.ends_with("; u undoes it"), "{}", player.model.status.text);
}

#[test]
fn a_wrong_speaker_costs_a_key_some_letters_and_enter() {
    let player = player("s t o m enter");
    assert_eq!(speaker(&player, 1), "Tomas Reuel");
    assert_eq!((decision(&player, 1), hand(&player)), (Decision::Corrected, 1), "a correction leaves the claim in hand");
    let mut player = player;
    player.keys("a");
    assert_eq!((decision(&player, 1), hand(&player)), (Decision::Corrected, 2), "a on it keeps it corrected and goes on");
}

#[test]
fn a_new_name_is_the_last_row_and_alt_enter_takes_it_at_once() {
    let first = player("s T o m up enter");
    assert_eq!(speaker(&first, 1), "Tom");
    let second = player("s T o m alt-enter");
    assert_eq!(speaker(&second, 1), "Tom");
}

#[test]
fn with_nothing_typed_the_neighbours_speakers_come_first() {
    let mut player = player("j j j j s");
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("no picker") };
    let labels: Vec<&str> = picker.found.iter().map(|found| found.row.label.as_str()).collect();
    assert_eq!(labels[..3], ["Tomas Reuel", "Ilse Brandt", "officials close to the project"]);
    assert_eq!(labels.last(), Some(&"nobody"));
    player.keys("enter");
    assert_eq!(speaker(&player, 5), "Tomas Reuel");
}

#[test]
fn outlets_are_marked_in_the_order_of_via() {
    let mut player = player("o");
    player.keys("r a d i o tab c o a s tab enter");
    assert_eq!(via(&player, 1), ["Radio Skerry", "Coastal Courier"]);
    // What stands is marked already: Tab takes it off.
    player.keys("o c o a s tab enter");
    assert_eq!(via(&player, 1), ["Radio Skerry"]);
}

#[test]
fn esc_gives_a_picker_up_and_changes_nothing() {
    let player = player("s t o m esc");
    assert!(player.model.layers.is_empty());
    assert_eq!((speaker(&player, 1).as_str(), saves(&player)), ("Ilse Brandt", 0));
}

#[test]
fn esc_with_nothing_open_does_nothing_and_ctrl_c_says_how_to_quit() {
    let mut player = player("esc");
    assert!(player.effects.is_empty());
    assert_eq!(player.model.status.text, "");
    player.keys("ctrl-c");
    assert_eq!(player.model.status.text, "press q to quit");
    assert!(player.effects.is_empty());
}

#[test]
fn directness_goes_round_and_back_to_what_the_spans_say() {
    let mut player = player("t");
    let session = &player.model.desk.session;
    assert_eq!(session.directness(&session.claims()[0]), Directness::Direct);
    assert_eq!(decision(&player, 1), Decision::Corrected);
    player.keys("t t");
    let session = &player.model.desk.session;
    assert_eq!(session.directness(&session.claims()[0]), Directness::Indirect);
    assert_eq!(session.claims()[0].correction.directness, None);
}

#[test]
fn everything_can_be_undone_and_done_again() {
    let mut player = player("a s t o m enter x j f i h i esc");
    player.keys("u u u u u u u u");
    let session = &player.model.desk.session;
    assert!(session.claims().iter().all(|claim| !claim.is_touched()), "{:?}", session.claims());
    assert_eq!(player.model.status.text, "nothing to undo");
    player.keys("ctrl-r ctrl-r");
    assert_eq!((decision(&player, 1), speaker(&player, 2).as_str()), (Decision::Confirmed, "Tomas Reuel"));
    assert_eq!(hand(&player), 2, "the claim that was changed is in hand");
}

#[test]
fn backspace_takes_a_decision_back() {
    let player = player("x k backspace");
    assert_eq!((decision(&player, 1), hand(&player)), (Decision::Unreviewed, 1));
}

#[test]
fn marked_claims_are_changed_together_and_undone_as_one() {
    let mut player = player("space space space x");
    assert_eq!([1, 2, 3, 4].map(|number| decision(&player, number)).map(Decision::is_decided), [true, true, true, false]);
    assert_eq!(hand(&player), 4);
    assert!(player.model.panes.claims.marked.is_empty());
    player.keys("u");
    assert!(!decision(&player, 2).is_decided());
}

#[test]
fn the_last_correction_is_repeated_with_a_dot() {
    let player = player("s N e w alt-enter j . j j .");
    assert_eq!([1, 2, 4].map(|number| speaker(&player, number)), ["New", "New", "New"]);
    assert_eq!(player.model.desk.session.speakers().filter(|speaker| speaker.name == "New").count(), 1);
}

#[test]
fn a_doubled_or_repeating_a_confirms_nothing() {
    let mut player = Player::new(140, 40);
    player.send(Message::Key("a".parse().unwrap()), 1000);
    player.send(Message::Key("a".parse().unwrap()), 40);
    player.send(Message::Key("a".parse().unwrap()), 40);
    player.send(Message::Repeat("a".parse().unwrap()), 40);
    assert_eq!(hand(&player), 2);
    player.send(Message::Key("a".parse().unwrap()), 160);
    assert_eq!(hand(&player), 3);
}

#[test]
fn an_a_right_after_a_layer_closed_is_ignored() {
    let mut player = player("s t o m");
    player.send(Message::Key("enter".parse().unwrap()), 500);
    player.send(Message::Key("a".parse().unwrap()), 100);
    assert_eq!(hand(&player), 1);
    player.send(Message::Key("a".parse().unwrap()), 400);
    assert_eq!(hand(&player), 2);
}

#[test]
fn a_paste_outside_a_field_does_nothing() {
    let mut player = Player::new(140, 40);
    player.send(Message::Paste("axqaxq".to_owned()), 1000);
    assert_eq!((hand(&player), saves(&player)), (1, 0));
    assert!(player.effects.is_empty());
    player.keys("s");
    player.send(Message::Paste("Tomas\nReuel".to_owned()), 1000);
    player.keys("enter");
    assert_eq!(speaker(&player, 1), "Tomas Reuel");
}

#[test]
fn a_note_and_a_flag_decide_nothing() {
    let player = player("f i c h e c k esc");
    let claim = &player.model.desk.session.claims()[0];
    assert_eq!((claim.note.as_str(), claim.flag, claim.decision), ("check", true, Decision::Unreviewed));
    assert_eq!(saves(&player), 2);
}

#[test]
fn a_note_given_up_with_ctrl_c_is_forgotten() {
    let player = player("i x ctrl-c");
    assert_eq!(*player.model.desk.session.claims()[0].note, "");
}

#[test]
fn an_open_note_is_kept_when_the_program_ends_although_the_article_changed() {
    let mut player = player("i c h e c k");
    let changed = crate::article::Article::from_text("Nobody said anything.\n");
    player.model.desk.newer = Some(std::sync::Arc::new(changed));
    player.model.keep_open_note(player.model.times.now);
    assert_eq!(*player.model.desk.session.claims()[0].note, "check");
}

#[test]
fn tabs_panes_and_merging_speakers() {
    let mut player = player("2");
    assert_eq!((player.model.panes.tab, player.model.context()), (Tab::Speakers, Context::Speakers));
    player.keys("j m i l s e enter");
    assert_eq!(speaker(&player, 4), "Ilse Brandt");
    assert_eq!(decision(&player, 4), Decision::Unreviewed, "merging decides nothing");
    player.keys("g r ctrl-u I l s e enter");
    assert_eq!(speaker(&player, 4), "Ilse");
    player.keys("enter");
    assert_eq!((player.model.panes.tab, player.model.panes.claims.rows.len()), (Tab::Claims, 5));
    player.keys("esc");
    assert_eq!(player.model.panes.claims.rows.len(), 6);
    player.keys("tab");
    assert_eq!(player.model.panes.front, Front::Article);
}

#[test]
fn the_palette_finds_commands_and_claims() {
    let player = player(": 4 enter");
    assert_eq!(hand(&player), 4);
    let mut player = player;
    player.keys(": r e j e c t enter");
    assert_eq!(decision(&player, 4), Decision::Rejected);
    player.keys(": 9 9 enter");
    assert!(player.model.status.text.contains("there is no claim 99"));
}

#[test]
fn a_theme_is_shown_while_it_is_chosen_and_esc_takes_the_old_one() {
    let mut player = player("T l a m p");
    assert_eq!(player.model.theme().name, "lamplight");
    player.keys("esc");
    assert_eq!(player.model.theme().name, "dark");
    player.keys("T l a m p enter");
    assert_eq!(player.model.theme().name, "lamplight");
    assert!(player.effects.contains(&Effect::KeepTheme("lamplight".to_owned())));
}

#[test]
fn the_guide_is_closed_by_one_esc_and_no_key_reaches_what_is_under_it() {
    let mut player = Player::new(140, 40);
    player.model.open_guide();
    player.keys("a x");
    assert_eq!(saves(&player), 0);
    player.keys("esc");
    assert!(player.model.layers.is_empty());
    assert_eq!(player.effects, [Effect::GuideRead]);
}

#[test]
fn spans_of_the_claim_are_stepped_through() {
    let player = player("l l");
    assert_eq!(player.model.status.text, "cue (2 of 3)");
}

#[test]
fn the_article_follows_the_claim_in_hand_with_context() {
    let mut player = Player::new(60, 9);
    player.keys("tab");
    for _ in 0..5 {
        player.keys("tab j tab");
        let shown = player.model.panes.article.shown();
        let id = player.model.hand().unwrap();
        let claim = player.model.desk.session.claim(id).unwrap();
        let content = claim.spans(crate::claim::Part::Content)[0];
        assert!(shown.contains(content.start), "{content:?} is not in {shown:?}");
    }
}

#[test]
fn ids_of_the_fixture_resolve() {
    let player = Player::new(80, 24);
    let session = &player.model.desk.session;
    assert!(session.speaker(&SpeakerId::new("s-ilse-brandt")).is_some());
    assert!(session.outlet(&OutletId::new("o-radio-skerry")).is_some());
}

#[test]
fn keys_of_any_kind_at_any_size_never_panic() {
    let keys = "j k g G l h s a esc o tab enter 2 m esc r esc 3 1 tab ctrl-d ctrl-u z z v e i x esc / b enter n N esc F enter esc ? j esc T esc : esc t . u ctrl-r y S space x backspace f [ ] D c esc L j x a enter x esc esc D Q esc ] } / [ alt-r enter esc";
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12), (20, 6), (7, 3), (2, 2), (1, 1), (0, 0)] {
        let mut player = Player::new(width, height);
        for key in keys.split(' ') {
            player.keys(key);
            player.screen();
        }
        player.send(Message::Resize(53, 17), 5);
        player.screen();
    }
}
