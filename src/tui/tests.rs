//! An article of our own with its claims, for the tests of the screen.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draw::frames::Frames;
use super::key::KeyPress;
use super::look::Look;
use super::message::{Effect, Message, Moment};
use super::model::Model;
use super::workspace::OpenArticle;
use crate::article::{Article, Block, BlockKind, Metadata, Origin};
use crate::claim::{
    Claim, ClaimId, CueClass, Directness, Outlet, OutletId, OutletRole, Parts, Reason, Speaker, SpeakerId, SpeakerKind,
};
use crate::extract::Extraction;
use crate::review::Session;
use crate::text::Span;

/// The article's text.
pub const TEXT: &str = "Harbour tunnel will open late, Velmark admits

The mayor of Port Velmark has conceded that the harbour tunnel will not open before spring.

\"We promised too much, and we promised it too early,\" Mayor Ilse Brandt told the Coastal Courier on Monday. She said that the contractor had known of the leak since May.

The contractor denied it. \"Nobody at Norrbau hid anything from anyone,\" said Tomas Reuel, its chief engineer, according to a Radio Skerry report.

Officials close to the project expect the bill to pass 90 million crowns, 漢字 and all.

A petition against the toll has 4,000 names, Brandt said.

Photo: Velmark Press Agency
";

fn span_of(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
    Span::new(start, start + words.len())
}

struct Draft {
    id: &'static str,
    content: &'static [&'static str],
    cue: &'static str,
    source: &'static str,
    speaker: &'static str,
    via: &'static [&'static str],
    directness: Directness,
}

fn claim(draft: &Draft) -> Claim {
    let antecedent = (draft.source == "She").then(|| span_of("Mayor Ilse Brandt"));
    Claim {
        id: ClaimId::new(format!("c-{}", draft.id)),
        parts: Parts {
            content: draft.content.iter().map(|words| span_of(words)).collect(),
            cue: vec![span_of(draft.cue)],
            source: vec![span_of(draft.source)],
        },
        directness: draft.directness,
        class: CueClass::Speech,
        speaker: Some(SpeakerId::new(format!("s-{}", draft.speaker))),
        via: draft.via.iter().map(|via| OutletId::new(format!("o-{via}"))).collect(),
        score: 0.87,
        reason: Reason {
            found_by: format!("cue '{}' beside its content", draft.cue).into(),
            speaker: antecedent.map(|_| "She: last woman named, Ilse Brandt, one sentence back".to_owned()),
            antecedent,
            via: draft.via.first().map(|_| "named as the place where it was said".to_owned()),
            via_spans: Vec::new(),
            speaker_score: None,
        },
    }
}

fn speaker(id: &str, name: &str, role: Option<&str>, kind: SpeakerKind, mentions: &[&str]) -> Speaker {
    Speaker {
        id: SpeakerId::new(format!("s-{id}")),
        name: name.to_owned(),
        kind,
        role: role.map(str::to_owned),
        affiliation: None,
        aliases: Vec::new(),
        anonymous: kind == SpeakerKind::Group,
        unnamed_because: None,
        mentions: mentions.iter().map(|words| span_of(words)).collect(),
    }
}

fn outlet(id: &str, name: &str, role: OutletRole) -> Outlet {
    Outlet {
        id: OutletId::new(format!("o-{id}")),
        name: name.to_owned(),
        role,
        aliases: Vec::new(),
        mentions: vec![span_of(name)],
        because: None,
    }
}

/// The article.
pub fn article() -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in TEXT.split("\n\n") {
        let span = Span::new(at, at + part.len()).trimmed(TEXT);
        let kind = match blocks.len() {
            0 => BlockKind::Headline,
            6 => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block { span, kind });
        at += part.len() + 2;
    }
    let metadata = Metadata { title: Some("Harbour tunnel will open late, Velmark admits".to_owned()), ..Metadata::default() };
    Article { text: TEXT.into(), blocks, metadata, origin: Origin::default() }
}

/// What an engine would find in it.
pub fn extraction() -> Extraction {
    use Directness::{Direct, Indirect};
    let drafts = [
        Draft {
            id: "00000001",
            content: &["that the harbour tunnel will not open before spring"],
            cue: "has conceded",
            source: "The mayor of Port Velmark",
            speaker: "ilse-brandt",
            via: &[],
            directness: Indirect,
        },
        Draft {
            id: "00000002",
            content: &["\"We promised too much, and we promised it too early,\""],
            cue: "told",
            source: "Mayor Ilse Brandt",
            speaker: "ilse-brandt",
            via: &["coastal-courier"],
            directness: Direct,
        },
        Draft {
            id: "00000003",
            content: &["that the contractor had known of the leak since May"],
            cue: "said",
            source: "She",
            speaker: "ilse-brandt",
            via: &[],
            directness: Indirect,
        },
        Draft {
            id: "00000004",
            content: &["\"Nobody at Norrbau hid anything from anyone,\""],
            cue: "said Tomas",
            source: "Tomas Reuel, its chief engineer",
            speaker: "tomas-reuel",
            via: &["radio-skerry"],
            directness: Direct,
        },
        Draft {
            id: "00000005",
            content: &["the bill to pass 90 million crowns, 漢字 and all"],
            cue: "expect",
            source: "Officials close to the project",
            speaker: "officials",
            via: &[],
            directness: Indirect,
        },
        Draft {
            id: "00000006",
            content: &["A petition against the toll has 4,000 names"],
            cue: "Brandt said",
            source: "Brandt said",
            speaker: "ilse-brandt",
            via: &[],
            directness: Indirect,
        },
    ];
    Extraction {
        views: HashMap::new(),
        claims: drafts.iter().map(claim).collect(),
        speakers: vec![
            speaker("ilse-brandt", "Ilse Brandt", Some("Mayor of Port Velmark"), SpeakerKind::Person, &["Mayor Ilse Brandt"]),
            speaker("tomas-reuel", "Tomas Reuel", Some("chief engineer, Norrbau"), SpeakerKind::Person, &["Tomas Reuel"]),
            speaker("officials", "officials close to the project", None, SpeakerKind::Group, &["Officials close to the project"]),
        ],
        outlets: vec![
            outlet("coastal-courier", "Coastal Courier", OutletRole::Cited),
            outlet("radio-skerry", "Radio Skerry", OutletRole::Cited),
            outlet("velmark-press-agency", "Velmark Press Agency", OutletRole::Credit),
        ],
        hidden: 0,
    }
}

/// The reviewer's screen with the article on it.
pub fn model(width: u16, height: u16) -> Model {
    let mut session = Session::new(Arc::new(article()));
    session.offer(extraction());
    Model::new(OpenArticle::new(session, "harbour.txt", "mw"), Look::default(), (width, height))
}

/// A model and a clock that goes on a second with every key.
pub struct Player {
    /// The model.
    pub model: Model,
    /// All effects so far.
    pub effects: Vec<Effect>,
    /// Milliseconds since the start.
    pub clock: u64,
    frames: Frames,
    /// What a terminal shows that was told the changes of every frame.
    terminal: Buffer,
}

impl Player {
    /// A player at the beginning.
    pub fn new(width: u16, height: u16) -> Self {
        Self::of(model(width, height))
    }

    /// A player over another session.
    pub fn over(session: Session, width: u16, height: u16) -> Self {
        let model = Model::new(OpenArticle::new(session, "other.txt", "mw"), Look::default(), (width, height));
        Self::of(model)
    }

    /// A player of this model.
    pub fn of(model: Model) -> Self {
        Self { model, effects: Vec::new(), clock: 0, frames: Frames::default(), terminal: Buffer::default() }
    }

    /// Sends a message after `milliseconds`.
    pub fn send(&mut self, message: Message, milliseconds: u64) {
        self.clock += milliseconds;
        let now = Moment { since_start: Duration::from_millis(self.clock), unix: 1_790_000_000 + self.clock as i64 / 1000 };
        let effects = self.model.update(message, now);
        // What the runtime does in a thread is done at once.
        if effects.contains(&Effect::Survey) {
            let survey = crate::analysis::survey(self.model.desk.session.article());
            self.effects.extend(self.model.update(Message::Surveyed(survey), now));
        }
        for linted in effects.iter().filter_map(|effect| if let Effect::Lint(linted) = effect { Some(linted) } else { None }) {
            let mut linted = linted.clone();
            linted.0.run(&self.model.desk.session);
            self.effects.extend(self.model.update(Message::Linted(linted), now));
        }
        self.effects.extend(effects);
        self.draw();
    }

    /// Draws a frame upon the last, tells a terminal what changed, and looks whether that is all of it.
    fn draw(&mut self) {
        if self.frames.begins(&self.model) {
            let (width, height) = self.model.size();
            self.terminal = Buffer::empty(Rect::new(0, 0, width, height));
        }
        let terminal = &mut self.terminal;
        let told = self.frames.draw(&self.model, |changes| {
            for (x, y, cell) in changes {
                terminal[(x, y)] = cell.clone();
                for covered in 1..crate::text::visible::width(cell.symbol()) as u16 {
                    terminal[(x + covered, y)].reset();
                }
            }
            Ok::<_, std::convert::Infallible>(())
        });
        told.unwrap();
        let anew = super::draw::draw(&self.model);
        for y in anew.area.top()..anew.area.bottom() {
            let mut x = anew.area.left();
            while x < anew.area.right() {
                let (is, ought) = (&self.terminal[(x, y)], &anew[(x, y)]);
                assert_eq!((is.symbol(), is.style()), (ought.symbol(), ought.style()), "column {x}, row {y}\n{}", self.screen());
                x += crate::text::visible::width(ought.symbol()).max(1) as u16;
            }
        }
    }

    /// Presses keys, separated by blanks, a second apart.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let key: KeyPress = key.parse().unwrap();
            self.send(Message::Key(key), 1000);
        }
        self
    }

    /// The screen as text, one line a row, trailing blanks dropped.
    pub fn screen(&self) -> String {
        let buffer = super::draw::draw(&self.model);
        let mut lines = Vec::new();
        for y in buffer.area.top()..buffer.area.bottom() {
            let mut line = String::new();
            let mut skip = 0;
            for x in buffer.area.left()..buffer.area.right() {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                    skip = crate::text::visible::width(symbol).max(1);
                }
                skip -= 1;
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    /// The styles of the screen: a letter for each cell, and what the letters stand for.
    pub fn styles(&self) -> String {
        let buffer = super::draw::draw(&self.model);
        let mut seen: Vec<ratatui::style::Style> = Vec::new();
        let mut lines = Vec::new();
        for y in buffer.area.top()..buffer.area.bottom() {
            let line = (buffer.area.left()..buffer.area.right()).map(|x| {
                let style = buffer[(x, y)].style();
                let at = seen.iter().position(|other| *other == style).unwrap_or_else(|| {
                    seen.push(style);
                    seen.len() - 1
                });
                match at {
                    0 => '.',
                    1..=26 => (b'a' + at as u8 - 1) as char,
                    _ => (b'A' + (at as u8 - 27) % 26) as char,
                }
            });
            lines.push(line.collect::<String>().trim_end_matches('.').to_owned());
        }
        for (at, style) in seen.iter().enumerate() {
            let letter = if at == 0 {
                '.'
            } else if at < 27 {
                (b'a' + at as u8 - 1) as char
            } else {
                (b'A' + (at as u8 - 27) % 26) as char
            };
            let colour = |colour: Option<ratatui::style::Color>| colour.map_or("-".to_owned(), |colour| colour.to_string());
            lines.push(format!("{letter}: {} on {} {:?}", colour(style.fg), colour(style.bg), style.add_modifier));
        }
        lines.join("\n")
    }
}

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
