//! Keys on speakers and outlets.

use super::*;
use crate::claim::{Speaker, SpeakerKind};
use crate::tui::theme::Depth;

fn named(player: &Player, name: &str) -> Speaker {
    player.model.desk.session.speakers().find(|speaker| speaker.name == name).unwrap().clone()
}

fn names(player: &Player) -> Vec<String> {
    player.model.desk.session.speakers().map(|speaker| speaker.name.clone()).collect()
}

/// Whether one of the current mentions is lit at its first byte, told by the style of what is there.
fn lit(player: &Player) -> Vec<String> {
    let text = &player.model.desk.session.article().text;
    player.model.mentions_in_hand().iter().map(|span| span.slice(text).unwrap().to_owned()).collect()
}

#[test]
fn what_was_merged_is_split_off_with_one_key_and_its_claims_follow() {
    let mut player = player("2 j m enter");
    assert_eq!(names(&player).len(), 2);
    assert_eq!(speaker(&player, 4), "Ilse Brandt");
    player.keys("d");
    assert_eq!(player.model.status.text, "Tomas Reuel split off; u undoes it");
    assert_eq!((speaker(&player, 4).as_str(), decision(&player, 4)), ("Tomas Reuel", Decision::Unreviewed));
    assert_eq!(player.model.speaker_in_hand().unwrap().as_str(), "s-tomas-reuel", "the one that was split off is in hand");
    player.keys("d");
    assert!(player.model.status.text.contains("has no aliases"), "{}", player.model.status.text);
    player.keys("u u");
    assert_eq!(names(&player).len(), 3);
}

#[test]
fn a_form_of_a_name_is_split_off_after_a_look_at_its_claims() {
    let mut player = player("2 r ctrl-u t h e space m a y o r enter r ctrl-u I l s e space B r a n d t enter");
    assert_eq!(named(&player, "Ilse Brandt").aliases, ["the mayor"]);
    player.keys("d");
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("{}", player.model.status.text) };
    assert_eq!((picker.rows.len(), picker.marked.len()), (1, 1));
    assert!(picker.rows[0].label.contains("Ilse Brandt ⇒ the mayor"), "{}", picker.rows[0].label);
    insta::assert_snapshot!("split_preview", player.screen());
    player.keys("esc");
    assert_eq!(names(&player).len(), 3);
    player.keys("d enter");
    assert_eq!((speaker(&player, 1).as_str(), decision(&player, 1)), ("the mayor", Decision::Corrected));
    assert_eq!(speaker(&player, 2), "Ilse Brandt");
    player.keys("u");
    assert_eq!((speaker(&player, 1).as_str(), decision(&player, 1)), ("Ilse Brandt", Decision::Unreviewed));
    // Without its claims: only the name leaves.
    player.keys("d tab enter");
    assert_eq!((speaker(&player, 1).as_str(), names(&player).len()), ("Ilse Brandt", 4));
}

#[test]
fn of_several_forms_one_is_chosen() {
    let mut player = player("2 r ctrl-u X enter r ctrl-u Y enter d");
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("{}", player.model.status.text) };
    assert_eq!(picker.rows.iter().map(|row| row.label.as_str()).collect::<Vec<_>>(), ["Ilse Brandt", "X"]);
    player.keys("X enter");
    assert_eq!(named(&player, "Y").aliases, ["Ilse Brandt"]);
}

#[test]
fn kind_role_and_organisation_are_set() {
    let mut player = player("2 t");
    assert_eq!(named(&player, "Ilse Brandt").kind, SpeakerKind::Organisation);
    player.keys("t t t e ctrl-u c l e r k enter E P o r t enter");
    let ilse = named(&player, "Ilse Brandt");
    assert_eq!(
        (ilse.kind, ilse.role.as_deref(), ilse.affiliation.as_deref()),
        (SpeakerKind::Person, Some("clerk"), Some("Port"))
    );
    assert_eq!(player.model.desk.session.progress().decided, 0);
    player.keys("e ctrl-u enter u u u");
    assert_eq!(named(&player, "Ilse Brandt").role.as_deref(), Some("Mayor of Port Velmark"));
    player.keys("3 t");
    assert_eq!(player.model.status.text, "Coastal Courier: mentioned; u undoes it");
    player.keys("t t t");
    assert_eq!(player.model.status.text, "Coastal Courier: cited; u undoes it");
}

#[test]
fn unnamed_with_the_reason_that_the_article_gives() {
    let text = "[It leaks], {said} <a clerk>, who asked not to be named because she feared for her job.\n[All is well], {said} <Bo Lee>.\n";
    let mut player = Player::over(crate::review::tests::session(text), 100, 30);
    player.keys("2 b");
    assert!(player.screen().contains("because she feared for her job"), "{}", player.screen());
    player.keys("enter");
    let clerk = named(&player, "a clerk");
    assert_eq!((clerk.anonymous, clerk.unnamed_because.as_deref()), (true, Some("because she feared for her job")));
    insta::assert_snapshot!("unnamed", player.screen());
    player.keys("B");
    assert!(!named(&player, "a clerk").anonymous);
    player.keys("j b");
    assert!(player.model.status.text.contains("gives no reason"), "{}", player.model.status.text);
    player.keys("enter");
    assert_eq!((named(&player, "Bo Lee").anonymous, named(&player, "Bo Lee").unnamed_because), (true, None));
}

#[test]
fn the_likeliest_same_one_is_the_first_row() {
    let text = "[It leaks], {said} <Brandt>.\n[Rain], {said} <Tomas Reuel>.\n[Snow], {said} <Ilse Brandt>.\n[Hail], {said} <VPA>.\n\
                [Fog], {said} <Velmark Press Agency>.\n";
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    let first = |player: &Player| match player.model.layers.last() {
        Some(Layer::Picker(picker)) => format!("{}: {}", picker.rows[0].label, picker.rows[0].hint),
        _ => panic!("{}", player.model.status.text),
    };
    player.keys("2 m");
    assert_eq!(first(&player), "Ilse Brandt: same surname · 1 claim");
    player.keys("esc G m");
    assert_eq!(first(&player), "VPA: its initials · 1 claim");
    player.keys("enter g");
    assert_eq!(named(&player, "VPA").aliases, ["Velmark Press Agency"]);
}

#[test]
fn every_mention_of_the_one_in_hand_is_lit_and_stepped_through() {
    let mut player = player("2");
    // The pronoun that stands for her too; her name where the engine found it.
    assert_eq!(lit(&player), ["The mayor of Port Velmark", "Mayor Ilse Brandt", "She", "Brandt said"]);
    player.keys("l l");
    assert_eq!(player.model.status.text, "mention 2 of 4");
    player.keys("h h");
    assert_eq!(player.model.status.text, "mention 4 of 4");
    player.keys("3");
    assert_eq!(lit(&player), ["Coastal Courier"]);
    player.keys("1");
    assert!(lit(&player).is_empty());
    for name in ["dark", "light", "monochrome"] {
        for (tab, keys) in [("speakers", "2"), ("outlets", "3 j")] {
            let mut player = Player::new(80, 24);
            let look = &mut player.model.look;
            let depth = if name == "monochrome" { Depth::None } else { Depth::True };
            look.theme = look.themes.choose(Some(name), None, depth);
            player.keys(keys);
            let screen = if name == "monochrome" { player.screen() + "\n" } else { String::new() };
            insta::assert_snapshot!(format!("lit_{tab}_{name}"), screen + &player.styles());
        }
    }
}

#[test]
fn enter_shows_the_claims_of_the_one_in_hand() {
    let mut player = player("3 j enter");
    assert_eq!((player.model.panes.tab, player.model.panes.claims.rows.as_slice(), hand(&player)), (Tab::Claims, &[3][..], 4));
    player.keys("esc 2 j enter");
    assert_eq!(player.model.panes.claims.rows, [3]);
}

#[test]
fn no_claim_is_decided_from_the_lists_of_speakers_and_outlets() {
    for tab in ["2", "3"] {
        let mut player = player(tab);
        for key in ["a", "x", "s", "o", "backspace", ".", "f", "c", "i", "J", "A"] {
            player.keys(key);
            assert!(player.model.layers.is_empty(), "{key}");
            assert!(!player.model.status.text.is_empty(), "{key}");
        }
        assert!(player.effects.is_empty());
    }
    // What is marked is in sight and can be decided from there.
    let player = player("2 space x");
    assert_eq!([1, 2, 3, 4].map(|number| decision(&player, number) == Decision::Rejected), [true, true, true, false]);
}

fn speaker_row(player: &Player) -> String {
    let id = player.model.speaker_in_hand().unwrap();
    player.model.desk.session.speaker(&id).unwrap().name.clone()
}

fn outlet_row(player: &Player) -> String {
    let id = player.model.outlet_in_hand().unwrap();
    player.model.desk.session.outlet(&id).unwrap().name.clone()
}

#[test]
fn a_search_among_speakers_goes_to_the_row_by_name_alias_or_role() {
    for (typed, name) in [
        ("r e u e l", "Tomas Reuel"),
        ("m a y o r", "Ilse Brandt"),
        ("o f f i c i a l s", "officials close to the project"),
        ("alt-r R e u . l", "Tomas Reuel"),
    ] {
        let mut player = player(&format!("2 / {typed} enter"));
        assert_eq!(speaker_row(&player), name, "{typed}");
        assert!(player.model.status.text.ends_with(name), "{}", player.model.status.text);
        assert_eq!((player.model.panes.tab, player.model.panes.front), (Tab::Speakers, Front::Review));
        // The next key acts on the one that was found.
        player.keys("r ctrl-u N e w enter");
        assert!(!names(&player).contains(&name.to_owned()), "{typed}: {:?}", names(&player));
    }
    // An alias: what was renamed is one.
    let mut player = player("2 r ctrl-u H e r space H o n o u r enter G / b r a n d t enter");
    assert_eq!(speaker_row(&player), "Her Honour");
    // Nobody is found: the row stays, and it is said.
    player.keys("j / p e t i t i o n enter");
    assert_eq!(speaker_row(&player), "Tomas Reuel");
    assert!(player.model.status.text.starts_with("no speaker has “petition”"), "{}", player.model.status.text);
    player.keys("esc");
    assert_eq!((speaker_row(&player).as_str(), player.model.status.text.as_str()), ("Tomas Reuel", "search closed"));
    // On a small screen, too.
    let mut small = Player::new(40, 12);
    small.keys("2 / r e u e l enter");
    assert_eq!((speaker_row(&small).as_str(), small.model.panes.front), ("Tomas Reuel", Front::Review));
}

#[test]
fn among_several_speakers_the_next_is_gone_to_with_the_same_keys() {
    let mut player = player("2 / e enter");
    assert_eq!((speaker_row(&player).as_str(), player.model.status.text.as_str()), ("Ilse Brandt", "1 of 3: Ilse Brandt"));
    player.keys("n");
    assert_eq!((speaker_row(&player).as_str(), player.model.status.text.as_str()), ("Tomas Reuel", "2 of 3: Tomas Reuel"));
    player.keys("n n");
    assert_eq!(speaker_row(&player), "Ilse Brandt", "round the end");
    player.keys("N");
    assert_eq!(player.model.status.text, "3 of 3: officials close to the project");
    // On the claims it is a search of the article again.
    player.keys("1 n");
    assert!(!player.model.status.text.contains("officials"), "{}", player.model.status.text);
}

#[test]
fn a_search_among_outlets_goes_to_the_row_and_unfolds_it() {
    let mut player = player("3 / s k e r r y enter");
    assert_eq!(outlet_row(&player), "Radio Skerry");
    player.keys("/ v e l m a r k enter");
    assert_eq!(outlet_row(&player), "Velmark Press Agency");
    player.keys("/ z z enter");
    assert_eq!(outlet_row(&player), "Velmark Press Agency");
    assert_eq!(player.model.status.text, "no outlet has “zz” in its name, aliases or role");
}
