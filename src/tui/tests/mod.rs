//! The whole screen, drawn after keys.

mod fixture;
mod player;

use std::sync::Arc;

use crate::claim::SpeakerId;
use crate::review::Session;
pub use fixture::{TEXT, article, extraction, model};
pub use player::Player;

#[test]
fn screens_of_every_size() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12), (1, 1)] {
        let mut player = Player::new(width, height);
        player.keys("a j");
        insta::assert_snapshot!(format!("claims_{width}x{height}"), player.screen());
    }
}

#[test]
fn screens_with_something_open() {
    for (name, keys) in [
        ("picker", "j s r e"),
        ("outlets", "j o"),
        ("note", "i h i"),
        ("palette", ": m e"),
        ("help", "?"),
        ("speakers", "2 j"),
        ("detail", "a k enter"),
        ("search", "/ t h e"),
    ] {
        let mut player = Player::new(100, 30);
        player.keys(keys);
        insta::assert_snapshot!(format!("open_{name}"), player.screen());
    }
    let mut player = Player::new(80, 24);
    player.model.open_guide();
    insta::assert_snapshot!("open_guide", player.screen());
}

#[test]
fn a_terminal_without_unicode_gets_ascii_whatever_is_open() {
    for keys in ["a j", "j s r e", "j o", "i h i", ": m e", "?", "2 j", "a k enter", "/ t h e", "e w", "v w", "c", "T", "F", "z"]
    {
        let mut player = Player::new(100, 30);
        player.model.look.glyphs = crate::tui::glyphs::Glyphs::Ascii;
        player.keys(keys);
        assert!(player.screen().is_ascii(), "{keys}: {}", player.screen());
    }
    let mut player = Player::new(100, 30);
    player.model.look.glyphs = crate::tui::glyphs::Glyphs::Ascii;
    player.keys("a j s r");
    insta::assert_snapshot!("ascii_100x30", player.screen());
}

#[test]
fn a_narrow_footer_says_how_to_leave_and_where_the_other_pane_is() {
    let last = |player: &Player| player.screen().lines().last().unwrap().to_owned();
    let player = Player::new(40, 12);
    for words in ["a confirm", "? help", "q quit", "Tab pane"] {
        assert!(last(&player).contains(words), "{}", last(&player));
    }
    let mut player = Player::new(80, 24);
    player.keys("T");
    for words in ["Esc close", "↓ down", "↑ up"] {
        assert!(last(&player).contains(words), "{}", last(&player));
    }
    assert!(!last(&player).contains("as typed"));
}

#[test]
fn styles_of_dark_light_and_monochrome() {
    for name in ["dark", "light", "monochrome"] {
        let mut player = Player::new(80, 24);
        let look = &mut player.model.look;
        let depth = if name == "monochrome" { super::theme::Depth::None } else { super::theme::Depth::True };
        look.theme = look.themes.choose(Some(name), None, depth);
        player.keys("a j");
        insta::assert_snapshot!(format!("styles_{name}"), player.styles());
    }
}

#[test]
fn arrow_keys_are_named_where_there_are_no_arrows() {
    let mut player = Player::new(100, 30);
    let look = &mut player.model.look;
    look.glyphs = crate::tui::glyphs::Glyphs::Ascii;
    look.keymap = look.keymap.clone().in_words();
    player.keys("j o");
    assert!(player.screen().contains("Alt-Up nearer") && player.screen().contains("Alt-Down further"), "{}", player.screen());
    player.keys("esc alt-up");
    assert!(player.screen().contains("Alt-Up does nothing here"), "{}", player.screen());
    player.keys("?");
    let Some(crate::tui::model::Layer::Pager(pager)) = player.model.layers.last() else { panic!("no help") };
    let arrow = |text: &str| ['↑', '↓', '←', '→'].iter().any(|sign| text.contains(*sign));
    assert!(pager.lines.iter().filter(|line| line.len() == 3).all(|line| line.first().is_none_or(|(keys, _)| !arrow(keys))));
}

#[test]
fn parts_of_a_reversed_row_drop_their_colours() {
    let mut player = Player::new(80, 24);
    let look = &mut player.model.look;
    look.theme = look.themes.choose(Some("sixteen"), None, super::theme::Depth::Sixteen);
    player.keys("a j");
    let buffer = super::draw::draw(&player.model);
    let row = (0..24).find(|y| (0..80).any(|x| buffer[(x, *y)].symbol() == "▸")).unwrap();
    let reversed = (0..80).map(|x| &buffer[(x, row)]).filter(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED));
    let colours: std::collections::HashSet<_> = reversed.map(|cell| cell.fg).collect();
    assert_eq!(colours.len(), 1, "{colours:?}");
}

#[test]
fn the_help_opens_at_the_keys_of_what_is_open_and_explains_the_signs() {
    let mut player = Player::new(100, 30);
    player.keys("v ?");
    let screen = player.screen();
    let first = screen.lines().skip_while(|line| !line.contains("─ Keys ─")).nth(1).unwrap();
    assert!(first.contains(crate::tui::command::Context::Select.title()), "{screen}");
    let Some(crate::tui::model::Layer::Pager(pager)) = player.model.layers.last() else { panic!("no help") };
    let says = |sign: &str| pager.lines.iter().any(|line| line.first().is_some_and(|(text, _)| text == sign));
    assert!(["○", "●", "◆", "✗", "~", "“", "!", "?", "×2", "*"].into_iter().all(says));
}

#[test]
fn the_help_is_read_to_its_last_line_and_back() {
    for (width, height) in [(100, 30), (40, 12)] {
        let mut player = Player::new(width, height);
        player.keys("? G");
        let bottom = player.screen();
        assert!(bottom.contains("Draw the whole screen again"), "{bottom}");
        let count = bottom.rsplit(" of ").next().unwrap().split_whitespace().next().unwrap().to_owned();
        assert!(bottom.contains(&format!("–{count} of {count} ")), "{bottom}");
        player.keys("j");
        assert_eq!(player.screen(), bottom, "there is nothing below");
        player.keys("k");
        assert_ne!(player.screen(), bottom);
        player.keys("g");
        assert!(player.screen().contains(" 1–"), "{}", player.screen());
    }
}

#[test]
fn long_names_in_the_box_are_wrapped() {
    let mut player = Player::new(140, 40);
    let session = &mut player.model.desk.session;
    let speaker = crate::claim::SpeakerId::new("s-officials");
    let name = "several officials of the harbour board who are close to the tunnel project";
    let stamp = crate::review::tests::stamp("mw");
    session.apply(crate::review::Edit::RenameSpeaker(speaker, name.to_owned()), &stamp).unwrap();
    player.keys("j j j j");
    let screen = player.screen();
    let pane = screen.lines().filter_map(|line| line.rsplit('│').next()).collect::<Vec<_>>().join(" ");
    let words = pane.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("close to the tunnel project (unnamed, group)"), "{screen}");
}

#[test]
fn the_margin_tells_decided_rejected_and_open_claims_apart() {
    let signs = |ascii: bool| {
        let mut player = Player::new(140, 40);
        if ascii {
            player.model.look.glyphs = crate::tui::glyphs::Glyphs::Ascii;
        }
        player.keys("a x s r e u enter");
        let buffer = super::draw::draw(&player.model);
        let text = player.model.frame().text;
        let signs = (text.top()..text.bottom()).map(|y| buffer[(text.x - 3, y)].symbol().to_owned());
        signs.filter(|sign| sign != " ").collect::<Vec<_>>().join("")
    };
    assert_eq!(signs(false), "●✗◆○○○");
    assert_eq!(signs(true), "@x=ooo");
}

#[test]
fn an_added_claim_is_shown_as_added() {
    let mut player = Player::new(140, 40);
    player.keys("G v w w w w a");
    let screen = player.screen();
    assert!(screen.contains("+ added  by mw"), "{screen}");
    assert!(!screen.contains("◆"), "{screen}");
}

#[test]
fn notes_and_verdicts_leave_a_sign_in_the_list() {
    let mut player = Player::new(140, 40);
    let row = |player: &Player| {
        let screen = player.screen();
        screen.lines().find(|line| line.contains('▸')).map(|line| line.split('▸').nth(1).unwrap().to_owned()).unwrap()
    };
    assert!(row(&player).starts_with("○  "), "{}", row(&player));
    player.keys("i h i esc");
    assert!(row(&player).starts_with("○ ✎"), "{}", row(&player));
    player.keys("c e a . p d f enter esc");
    assert!(row(&player).starts_with("○ §"), "{}", row(&player));
    player.keys("c w");
    assert!(row(&player).starts_with("○ ✓"), "{}", row(&player));
}

#[test]
fn a_corrected_field_says_what_the_engine_had() {
    let mut player = Player::new(140, 40);
    player.keys("s r e u enter k");
    let screen = player.screen();
    assert!(screen.contains("Speaker    Tomas Reuel  was: Ilse Brandt"), "{screen}");
    player.keys("enter");
    let screen = player.screen();
    assert!(screen.contains("saidby: said by Ilse"), "{screen}");
    assert!(screen.contains("◆ corrected"), "{screen}");
}

#[test]
fn without_unicode_the_done_mark_is_no_question_mark() {
    let mut player = Player::new(100, 30);
    player.model.look.glyphs = crate::tui::glyphs::Glyphs::Ascii;
    player.keys("D");
    let screen = player.screen();
    let header = screen.lines().next().unwrap();
    assert!(header.contains("v done") && !header.contains('?'), "{header}");
}

#[test]
fn the_help_opens_where_the_keys_of_this_place_are() {
    let mut player = Player::new(100, 30);
    player.keys("2 ?");
    let screen = player.screen();
    assert!(screen.contains("On a speaker") && !screen.contains("Confirm the claim and go"), "{screen}");
    // Keys and words keep apart.
    assert!(!screen.contains("Space S"), "{screen}");
}

#[test]
fn beside_an_empty_list_there_is_no_rule() {
    let session = Session::new(Arc::new(article()));
    let mut player = Player::over(session, 80, 24);
    player.keys("j");
    let screen = player.screen();
    let line = screen.lines().find(|line| line.contains("no claims were found")).unwrap();
    assert!(!line.contains('─'), "{screen}");
}

#[test]
fn the_class_is_set_with_a_key_and_the_reason_speaks_of_what_is_there() {
    let mut player = Player::new(140, 40);
    player.keys("K k");
    let screen = player.screen();
    assert!(screen.contains("indirect · document, set by hand") && screen.contains("was: speech"), "{screen}");
    player.keys("u");
    assert!(player.screen().contains("indirect · speech"), "{}", player.screen());
    // Another speaker was not found by the words that led to the old one.
    player.keys("j j");
    assert!(player.screen().contains("She: last woman named"), "{}", player.screen());
    player.keys("s r e u enter k");
    assert!(!player.screen().contains("She: last woman named"), "{}", player.screen());
}

#[test]
fn claims_of_unnamed_sources_are_found_with_a_filter() {
    let mut player = Player::new(140, 40);
    let id = SpeakerId::new("s-officials");
    let unnamed = crate::review::Edit::DescribeSpeaker(id, crate::review::Description::Unnamed("they were afraid".to_owned()));
    player.model.desk.session.apply(unnamed, &crate::review::tests::stamp("mw")).unwrap();
    player.keys("F u n n a enter");
    let screen = player.screen();
    assert!(screen.contains("by an unnamed source") && screen.contains("1 of 6"), "{screen}");
}

#[test]
fn the_help_begins_with_the_signs_and_is_searched() {
    let mut player = Player::new(100, 30);
    player.keys("?");
    let screen = player.screen();
    assert!(screen.contains("○                    undecided") && screen.contains("cue                  the words"), "{screen}");
    player.keys("/ c l i p b o a r d enter");
    let first =
        |player: &Player| player.screen().lines().skip_while(|line| !line.contains("─ Keys ─")).nth(1).unwrap().to_owned();
    assert!(first(&player).contains("Copy the claim to the clipboard"), "{}", player.screen());
    player.keys("/ s e a r c h enter n");
    assert!(first(&player).to_lowercase().contains("search"), "{}", player.screen());
    player.keys("/ q x z enter");
    assert_eq!(player.model.status.text, "“qxz” is not found");
    player.keys("q a");
    assert_eq!(player.model.desk.session.progress().decided, 1, "the help is closed");
}

#[test]
fn struck_words_are_shown_as_struck_and_words_without_what_nobody_sees() {
    let page = "<html><head><title>Pool bill</title></head><body><article><h1>Pool bill</h1><p>The bill was <del>four</del> nine million, \
        said the treas\u{ad}urer of the town, who had not been asked before.</p></article></body></html>";
    let article = crate::article::Article::read(page.as_bytes(), crate::article::Format::Html).unwrap();
    let player = Player::over(crate::review::Session::new(std::sync::Arc::new(article)), 80, 20);
    let buffer = crate::tui::draw::draw(&player.model);
    let struck: String = (buffer.area.top()..buffer.area.bottom())
        .flat_map(|y| (buffer.area.left()..buffer.area.right()).map(move |x| (x, y)))
        .filter(|place| buffer[*place].modifier.contains(ratatui::style::Modifier::CROSSED_OUT))
        .map(|place| buffer[place].symbol().to_owned())
        .collect();
    assert_eq!(struck, "four");
    let text = crate::review::tests::article("Pool\n\nThe treas\u{ad}urer said no.\n");
    let player = Player::over(crate::review::Session::new(std::sync::Arc::new(text)), 80, 20);
    assert!(player.screen().contains("The treasurer said no."), "{}", player.screen());
}
