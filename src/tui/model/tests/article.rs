//! Working in the article: the caret, and claims that are made with it.

use super::*;
use crate::claim::Part;
use crate::text::Span;

fn text(player: &Player) -> String {
    player.model.desk.session.article().text.to_string()
}

/// What follows the caret.
fn at(player: &Player) -> String {
    let caret = player.model.caret().unwrap_or_else(|| panic!("no caret"));
    text(player)[caret.start..].split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

fn begin() -> Player {
    player("tab g")
}

#[test]
fn the_caret_moves_as_in_vim() {
    let mut player = begin();
    assert_eq!(player.model.context(), Context::Article);
    for (keys, words) in [
        ("w", "tunnel will"),
        ("3 w", "late, Velmark"),
        ("b", "open late,"),
        ("e", "n late,"),
        ("}", "The mayor"),
        ("2 }", "The contractor"),
        ("{", "\"We promised"),
        (")", "She said"),
        ("(", "\"We promised"),
        ("$", ". The"),
        ("0", "\"We promised"),
        ("l l h", "We promised"),
        ("f M", "Mayor Ilse"),
        ("t ,", "ch, and"),
        ("G", "y"),
        ("3 G", "\"We promised"),
        ("/ p e t i t i o n enter", "petition against"),
        ("g g", "Harbour tunnel"),
        ("1 0 w", "of Port"),
    ] {
        player.keys(keys);
        if keys == "t ," {
            continue;
        }
        assert_eq!(at(&player), words, "after {keys}");
    }
    assert_eq!(saves(&player), 0, "nothing was changed by any of these");
    player.keys("f Z");
    assert_eq!(player.model.status.text, "no “Z” in the rest of this paragraph");
    player.keys("tab");
    assert_eq!(player.model.caret(), None);
}

#[test]
fn a_claim_that_the_caret_enters_is_the_current_one_and_stays_so_behind_it() {
    let mut player = begin();
    player.keys("} ) )");
    assert_eq!((at(&player).as_str(), hand(&player)), ("She said", 3), "the source of a claim is a part of it");
    player.keys("}");
    assert_eq!((at(&player).as_str(), hand(&player)), ("The contractor", 3));
    player.keys(") a");
    assert_eq!((decision(&player, 4), hand(&player)), (Decision::Confirmed, 5));
    let content = player.model.desk.session.claims()[4].spans(Part::Content)[0];
    assert_eq!(
        player.model.caret().unwrap().start,
        content.start,
        "a decision goes on to the next open claim, and the caret too"
    );
    // The keys of the list act there, and with them the caret is gone.
    player.keys("esc f");
    assert!(player.model.desk.session.claims()[4].flag && player.model.caret().is_none());
}

#[test]
fn a_caret_out_of_view_comes_into_it_and_small_screens_have_one() {
    for (width, height) in [(140, 40), (80, 24), (40, 12), (20, 6)] {
        let mut player = Player::new(width, height);
        player.keys("tab g ctrl-d w");
        let caret = player.model.caret().unwrap();
        assert!(player.model.panes.article.shown().contains(caret.start), "{width}x{height}");
        player.screen();
    }
    let mut player = Player::new(60, 9);
    player.keys("tab");
    player.send(Message::Wheel(5, 3, 9), 100);
    player.keys("w");
    assert!(player.model.panes.article.shown().contains(player.model.caret().unwrap().start));
}

#[test]
fn with_counts_a_selection_grows_by_several() {
    let mut player = begin();
    player.keys("} v 2 e");
    assert_eq!(selected(&player), "The mayor");
    player.keys("f V");
    assert_eq!(selected(&player), "The mayor of Port V");
    player.keys("t .");
    assert!(selected(&player).ends_with("before spring"), "{}", selected(&player));
}

#[test]
fn a_selection_begins_at_the_match_only_while_the_caret_is_there() {
    for keys in ["v", "n v"] {
        let mut player = begin();
        player.keys("/ p e t i t i o n enter").keys(keys);
        assert_eq!(selected(&player), "petition", "after {keys}");
    }
    for keys in ["w", "w b", "l", "j", "$", "f i", "ctrl-d", "2 G", "g g"] {
        let mut player = begin();
        player.keys("/ p e t i t i o n enter").keys(keys);
        let caret = player.model.caret().unwrap();
        player.keys("v");
        assert_eq!(selected(&player), caret.slice(&text(&player)).unwrap(), "after {keys}");
    }
}

fn selected(player: &Player) -> String {
    let Some(Layer::Select(select)) = player.model.layers.last() else { panic!("nothing is selected: {}", player.screen()) };
    select.span().slice(&text(player)).unwrap().to_owned()
}

fn long() -> Player {
    let text = "<Ana Ode> {said} [the weir holds].\n\nNobody had asked. Maureen McAllister, a keeper, told reporters the gate \
                was rusted through.\n\nIt rained.\n";
    Player::over(crate::review::tests::session(text), 100, 30)
}

#[test]
fn a_claim_is_added_in_eight_keys_where_the_proposals_are_right() {
    let mut player = long();
    let keys = "tab } ) v a a";
    player.keys(keys);
    assert!(keys.split(' ').count() <= 8);
    assert_eq!(player.model.desk.session.claims().len(), 2, "{}", player.model.status.text);
    let claim = player.model.desk.session.claims()[1].clone();
    let words = |part| claim.spans(part).iter().map(|span| text(&player)[span.range()].to_owned()).collect::<Vec<_>>().join(" ");
    assert_eq!((words(Part::Cue).as_str(), words(Part::Content).as_str()), ("told", "the gate was rusted through."));
    assert!(player.model.layers.is_empty(), "nothing is left open");
}

#[test]
fn one_pass_takes_content_cue_source_and_speaker_one_after_the_other() {
    let mut player = long();
    let keys = "tab } ) v enter enter enter enter enter";
    player.keys(keys);
    assert!(keys.split(' ').count() <= 12, "with a new speaker");
    assert!(player.model.layers.is_empty(), "{}", player.screen());
    assert_eq!(speaker(&player, 2), "Maureen McAllister");
    assert!(player.model.status.text.contains("cue “told”"), "{}", player.model.status.text);
    // Esc leaves the rest as proposed, at every step.
    for steps in 0..3 {
        let mut player = long();
        player.keys("tab } ) v enter enter");
        for _ in 0..steps {
            player.keys("enter");
        }
        player.keys("esc");
        assert!(player.model.layers.is_empty());
        assert_eq!((player.model.desk.session.claims().len(), speaker(&player, 2).as_str()), (2, "Maureen McAllister"));
        assert!(player.model.status.text.starts_with("claim added: cue “told”"), "{}", player.model.status.text);
    }
    // Others are selected in between, and the pass goes on.
    let mut player = long();
    player.keys("tab } ) v enter enter w v e enter");
    let cue = player.model.desk.session.claims()[1].spans(Part::Cue)[0];
    assert_eq!(cue.slice(&text(&player)), Some("reporters"));
    assert!(player.model.status.text.starts_with("its source: "), "{}", player.model.status.text);
    // Without a proposal the key goes on with none.
    let mut player = long();
    player.keys("tab G ( v enter enter enter enter");
    assert!(matches!(player.model.layers.last(), Some(Layer::Picker(_))), "{}", player.screen());
    assert!(player.model.desk.session.claims()[1].spans(Part::Cue).is_empty());
}

fn rows(player: &Player) -> Vec<(String, String)> {
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("no list: {}", player.screen()) };
    picker.found.iter().map(|found| (found.row.label.clone(), found.row.hint.clone())).collect()
}

#[test]
fn names_come_from_the_article_in_its_own_spelling() {
    let mut player = long();
    player.keys("s");
    let rows = rows(&player);
    let of = |name: &str| rows.iter().find(|(label, _)| label == name).map(|(_, hint)| hint.clone());
    assert_eq!(of("Maureen McAllister").as_deref(), Some("named in the article"), "{rows:?}");
    assert_eq!(rows.last().unwrap().0, "nobody");
    player.keys("m a u enter");
    assert_eq!(speaker(&player, 1), "Maureen McAllister");
    // Nor is a name in small letters because it was typed so.
    let mut player = long();
    player.keys("s m a u r e e n space m c a l l i s t e r alt-enter");
    assert_eq!(speaker(&player, 1), "Maureen McAllister");
}

#[test]
fn the_words_of_the_source_come_first_where_no_speaker_has_them() {
    let mut player = long();
    player.keys("tab } ) v a a");
    let id = player.model.desk.session.claims()[1].id.clone();
    player.model.take(id);
    player.keys("esc s a n a enter");
    assert_eq!(speaker(&player, 2), "Ana Ode");
    // Both have one now; the claim's own words are somebody who is not a speaker of a claim.
    player.keys("s");
    let rows = rows(&player);
    assert!(rows.iter().any(|(label, _)| label == "Maureen McAllister"), "{rows:?}");
    assert!(rows.iter().all(|(_, hint)| !hint.is_empty()), "each row says why it is there: {rows:?}");
}

#[test]
fn setting_a_speaker_offers_the_nearest_mention_as_the_source() {
    let mut player = Player::new(140, 40);
    // Reuel is named next to the words of claim 4, whose source names him already.
    player.keys(": 4 enter s b r a n d t enter");
    assert!(!player.model.status.text.contains("as its source"), "nobody of that name is near: {}", player.model.status.text);
    let source = |player: &Player, number: usize| {
        let span: Span = player.model.desk.session.claims()[number - 1].spans(Part::Source)[0];
        text(player)[span.range()].to_owned()
    };
    player.keys(": 3 enter s t o m enter : 3 enter s b r a n d t enter");
    assert!(player.model.status.text.contains("': “Mayor Ilse Brandt” as its source"), "{}", player.model.status.text);
    assert_eq!(source(&player, 3), "She");
    player.keys("'");
    assert_eq!(source(&player, 3), "Mayor Ilse Brandt");
    player.keys("'");
    assert!(player.model.status.text.starts_with("no source to take"), "{}", player.model.status.text);
}

/// A claim in a claim: the mayor tells what the keeper said.
fn nested() -> Player {
    let text = "<Ana Ode> {said} [Bo Lee had promised that the toll would be thirty crowns by May].\n\nIt rained on the dam.\n\n\
                <Cy Ash> {said} [nobody asked him].\n";
    let mut player = Player::over(crate::review::tests::session(text), 140, 40);
    player.keys("/ t o l l enter v 5 e a");
    assert_eq!(player.model.desk.session.claims().len(), 3, "{}", player.model.status.text);
    player
}

fn words_of_current(player: &Player) -> String {
    let claim = player.model.desk.session.claim(player.model.hand().unwrap()).unwrap();
    claim.spans(Part::Content)[0].slice(&text(player)).unwrap().to_owned()
}

#[test]
fn of_claims_in_one_another_the_innermost_becomes_the_current_one() {
    let inner = words_of_current(&nested());
    assert!(inner.starts_with("toll would") && !inner.ends_with("May"), "{inner}");
    for keys in [
        "G / t h i r t y enter",
        "G / c r o w n s enter k / t h i r t y enter",
        "G tab g f y",
        "G tab g 1 0 w",
        "tab g $ b b b b",
    ] {
        let mut player = nested();
        player.keys(keys);
        assert_eq!(words_of_current(&player), inner, "after {keys}");
    }
    let mut player = nested();
    player.keys("G / p r o m i s e d enter");
    assert!(words_of_current(&player).ends_with("by May"), "{}", words_of_current(&player));
    // What the keys change is the one inside.
    player.keys("/ t h i r t y enter s n o b o d y enter");
    let session = &player.model.desk.session;
    assert_eq!(session.claims().iter().filter(|claim| session.speaker_of(claim).is_none()).count(), 1);
    assert!(session.speaker_of(session.claim(player.model.hand().unwrap()).unwrap()).is_none());
    assert_eq!(speaker(&player, 1), "Ana Ode");
}

#[test]
fn the_current_claim_stays_while_the_caret_is_inside_it_and_enters_no_other() {
    let mut player = nested();
    let inner = words_of_current(&player);
    // The outer one is chosen in the list; the caret is on words of both.
    player.keys("tab / t h i r t y enter");
    let outer = player.model.desk.session.claims()[0].id.clone();
    player.model.panes.claims.take(outer, &player.model.desk.session);
    player.keys("l h");
    assert!(words_of_current(&player).ends_with("by May"), "it was chosen");
    player.keys("w w w");
    assert!(words_of_current(&player).ends_with("by May"), "the caret has left the one inside");
    player.keys("b");
    assert_eq!(words_of_current(&player), inner, "it has entered the one inside");
}

#[test]
fn after_a_claim_is_added_in_the_article_the_focus_stays_there() {
    for (keys, width) in
        [("tab } w v 3 e a", 140), ("tab } w v 3 e a", 60), ("z tab } w v 3 e a", 140), ("3 tab } w v 3 e a", 140)]
    {
        let mut player = Player::over(
            crate::review::tests::session("<Ana Ode> {said} [so].\n\nIt rained on the dam.\n\nIt was wet.\n"),
            width,
            30,
        );
        player.keys(keys);
        assert_eq!(player.model.desk.session.claims().len(), 2, "{keys}: {}", player.model.status.text);
        assert_eq!((player.model.panes.front, player.model.context()), (Front::Article, Context::Article), "{keys}");
        player.keys("}");
        assert!(at(&player).starts_with("It was"), "{keys}: {}", at(&player));
        assert!(!player.effects.iter().any(|effect| matches!(effect, Effect::OpenArticle(_))));
        // Added once more, it says so there.
        player.keys("{ w v 3 e a");
        assert!(player.model.status.text.contains("already"), "{keys}: {}", player.model.status.text);
        assert_eq!(player.model.panes.front, Front::Article, "{keys}");
    }
    // From the list, the list keeps it.
    let mut player = long();
    player.keys("/ k e e p e r enter v a a");
    assert_eq!((player.model.desk.session.claims().len(), player.model.panes.front), (2, Front::Review));
}
