//! The claim that is read is the claim that is decided.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::claim::{ClaimId, Part};
use crate::extract::EngineKind;
use crate::review::{ReviewedClaim, Session};
use crate::text::Span;
use crate::tui::message::Found;
use crate::tui::model::Model;
use crate::tui::screen::picker::Purpose;

/// A long article: a claim in every other paragraph.
pub(super) fn long() -> Session {
    crate::review::tests::session(&long_text())
}

fn long_text() -> String {
    let mut text = String::new();
    for number in 1..=20 {
        let who = ["Ana Ode", "Bo Lee", "the spokesman"][number % 3];
        text.push_str(&format!("[Dam number {number} holds], {{said}} <{who}>.\n"));
        text.push_str("Nobody asked why, and the water went on to rise, over the meadow and over the road.\n");
    }
    text
}

/// What an engine finds in it: the claims whose bit is set in `which`, half of them under other ids.
pub(super) fn found(which: u32, settled: bool) -> Found {
    let (article, mut extraction) = crate::review::tests::marked(&long_text());
    let mut number = 0;
    extraction.claims.retain_mut(|claim| {
        number += 1;
        if which & 1 << (number % 7) != 0 {
            claim.id = ClaimId::new(format!("{}-{which}", claim.id));
        }
        which & 1 << number != 0
    });
    let place = Span::new(0, article.text.len());
    let settled_places = if settled { vec![place] } else { Vec::new() };
    Found { extraction, place, engine: EngineKind::Deep, settled: settled_places, done: false }
}

pub(super) fn long_player(width: u16, height: u16) -> Player {
    Player::over(long(), width, height)
}

/// Whether the frame shows words or row of a claim: by the areas alone.
pub(super) fn in_frame(model: &Model, claim: &ReviewedClaim) -> bool {
    let shown = model.panes.article.shown();
    let words = Part::ALL.iter().flat_map(|part| claim.spans(*part)).any(|span| span.overlaps(shown));
    let claims = &model.panes.claims;
    let lines = usize::from(model.frame().list.height.saturating_sub(claims.head(model.frame().list.height)));
    let position = model.desk.session.position(&claim.id);
    let row = position.and_then(|index| claims.rows.iter().position(|row| *row == index));
    let row = row.is_some_and(|row| model.panes.tab == Tab::Claims && row >= claims.top && row < claims.top + lines);
    words || row
}

/// Whether what is open has said itself which claims it is about.
fn has_said(model: &Model) -> bool {
    match model.layers.last() {
        Some(Layer::Question(_) | Layer::Check(_) | Layer::Spans(_)) => true,
        Some(Layer::Picker(picker)) => match &picker.purpose {
            Purpose::Speaker(claims) | Purpose::Outlets(claims) => claims.len() > 1,
            _ => picker.ticks(),
        },
        _ => false,
    }
}

fn current_is_seen(player: &Player) -> bool {
    let session = &player.model.desk.session;
    player.model.hand().and_then(|id| session.claim(id)).is_some_and(|claim| in_frame(&player.model, claim))
}

const KEYS: &[&str] = &[
    "a",
    ">",
    "<",
    "x",
    "s",
    "o",
    "t",
    "f",
    ".",
    "i",
    "v",
    "e",
    "A",
    "J",
    "space",
    "*",
    "U",
    "backspace",
    "u",
    "u",
    "ctrl-r",
    "j",
    "j",
    "k",
    "g",
    "G",
    "n",
    "N",
    "l",
    "h",
    "/",
    "F",
    "S",
    "z",
    "tab",
    "1",
    "2",
    "enter",
    "enter",
    "esc",
    "esc",
    "y",
    "n",
    "ctrl-d",
    "ctrl-d",
    "ctrl-u",
    "w",
    "b",
    "C",
    "R",
    "+",
    "|",
    "o",
    "M",
    "c",
    ":",
    "d",
    "ctrl-o",
];

/// Keys that lead to a field, also where they mean nothing, and what is typed behind them without looking.
const FIELDS: &[&str] = &["s", "o", "i", "c", "/", "F", "S", "r", "m", "e", "E", "b", "T", "Q", "="];
const WORDS: &[&str] = &["sapperley", "sprosec", "axel", "sandy", "jonas", "xavier", "kate", "utku"];

#[derive(Clone, Debug)]
enum Act {
    Key(usize),
    /// A field is opened, a word is typed and Enter pressed: the first key so many milliseconds after what was before.
    Word(usize, usize, u64),
    Resize(u16, u16),
    Found(u32, bool),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let key = (0..KEYS.len()).prop_map(Act::Key);
    let resize = (20u16..150, 3u16..45).prop_map(|(width, height)| Act::Resize(width, height));
    let found = (any::<u32>(), any::<bool>()).prop_map(|(which, settled)| Act::Found(which, settled));
    let word = (0..FIELDS.len(), 0..WORDS.len(), prop_oneof![Just(60), Just(1000)]);
    let word = word.prop_map(|(field, word, wait)| Act::Word(field, word, wait));
    prop::collection::vec(prop_oneof![12 => key, 1 => resize, 2 => found, 3 => word], 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn no_key_changes_a_claim_that_is_not_in_the_frame(width in 20u16..150, height in 3u16..45, acts in acts()) {
        let mut player = long_player(width, height);
        for act in acts {
            let session = &player.model.desk.session;
            let seen: BTreeMap<ClaimId, (std::sync::Arc<ReviewedClaim>, bool)> = session
                .claims()
                .iter()
                .map(|claim| (claim.id.clone(), (std::sync::Arc::clone(claim), in_frame(&player.model, claim))))
                .collect();
            let said = has_said(&player.model);
            let open = player.model.layers.is_empty();
            match act {
                // A list that was opened in view stays about the same claim, whatever the size is then.
                Act::Resize(width, height) if open => player.send(Message::Resize(width, height), 1000),
                Act::Resize(..) => {}
                Act::Word(..) if !open => {}
                Act::Word(field, word, wait) => {
                    let meant = player.model.targets().claims;
                    // A reading that is shown is taken with it.
                    let reading = player.model.reading_in_view().cloned();
                    type_word(&mut player, FIELDS[field], WORDS[word], wait);
                    let session = &player.model.desk.session;
                    for (id, (before, _)) in &seen {
                        let after = session.claim(id);
                        if after != Some(before) && (before.is_touched() || after.is_some_and(|claim| claim.is_touched())) {
                            prop_assert!(meant.contains(id), "{} {} changed {id:?}", FIELDS[field], WORDS[word]);
                            // The name may have been taken, and nothing more.
                            let content = after.map(|claim| claim.stored_spans(Part::Content).to_vec());
                            let shown = reading.as_ref().filter(|claim| claim.id == *id);
                            let kept = shown.unwrap_or(before).stored_spans(Part::Content).to_vec();
                            prop_assert_eq!(content, Some(kept));
                        }
                    }
                }
                Act::Found(which, settled) => player.send(Message::Extracted(found(which, settled)), 1000),
                Act::Key(key) => {
                    let key = KEYS[key];
                    player.keys(key);
                    let undoes = open && ["u", "ctrl-r"].contains(&key);
                    let session = &player.model.desk.session;
                    let mut changed = false;
                    for (id, (before, was_seen)) in &seen {
                        // What nobody touched comes and goes with what the engine finds.
                        let touched = |claim: &std::sync::Arc<ReviewedClaim>| claim.is_touched();
                        let after = session.claim(id);
                        if after != Some(before) && (before.is_touched() || after.is_some_and(touched)) {
                            changed = true;
                            prop_assert!(*was_seen || said || undoes, "{key} changed {id:?}, which was not in the frame");
                        }
                    }
                    if undoes && changed && player.model.panes.tab == Tab::Claims && player.model.panes.claims.filters.is_empty() {
                        prop_assert!(current_is_seen(&player), "after {key} the current claim is out of the frame");
                    }
                }
            }
        }
    }
}

/// Types as people do who do not look: a key every 60 milliseconds.
pub(super) fn type_word(player: &mut Player, field: &str, word: &str, wait: u64) {
    player.send(Message::Key(field.parse().unwrap()), wait);
    for letter in word.chars() {
        player.send(Message::Key(letter.to_string().parse().unwrap()), 60);
    }
    player.send(Message::Key("enter".parse().unwrap()), 60);
}

#[test]
fn a_bulk_act_on_claims_out_of_view_asks_first() {
    let mut player = long_player(100, 30);
    player.keys("g space : 2 0 enter");
    assert!(!in_frame(&player.model, &player.model.desk.session.claims()[0]), "the screen is too large for this test");
    player.keys("a");
    let asked = |player: &Player| match player.model.layers.last() {
        Some(Layer::Question(question)) => question.text.clone(),
        _ => panic!("nothing is asked: {}", player.model.status.text),
    };
    assert_eq!(asked(&player), "The marked claim is out of view: Lee, “Dam number 1 holds”. Confirm it?");
    player.keys("n");
    assert_eq!(player.model.desk.session.progress().decided, 0);
    assert_eq!(hand(&player), 20);
    player.keys("a y");
    assert_eq!((decision(&player, 1), decision(&player, 20)), (Decision::Confirmed, Decision::Unreviewed));
    assert!(player.model.panes.claims.marked.is_empty());
    // So does a list that would open for one of them alone.
    player.keys("g space : 2 0 enter s");
    assert_eq!(asked(&player), "The marked claim is out of view: Lee, “Dam number 1 holds”. Apply “speaker” to it?");
    player.keys("n U");
    // A list that opens for several says so in its heading.
    player.keys("g space space : 2 0 enter s");
    assert!(player.screen().contains("Who said these 2? (2 out of view)"), "{}", player.screen());
}

#[test]
fn the_footer_says_on_how_many_claims_a_key_acts() {
    let mut player = player("space space space");
    let footer = player.screen().lines().last().unwrap().to_owned();
    assert!(footer.contains("a confirm 3") && footer.contains("x reject 3"), "{footer}");
    player.keys("x");
    assert!(!player.screen().contains("confirm 3"));
}

#[test]
fn undoing_an_added_claim_leads_back_to_where_the_reader_was() {
    let mut player = long_player(100, 30);
    player.keys(": 1 5 enter v } i s a");
    assert_eq!(player.model.desk.session.claims().len(), 21, "{}", player.model.status.text);
    player.keys("u");
    assert_eq!((player.model.desk.session.claims().len(), hand(&player)), (20, 15));
    assert!(current_is_seen(&player));
    assert!(player.model.status.text.starts_with("undid: claim added ("), "{}", player.model.status.text);
    player.keys("ctrl-r");
    assert!(current_is_seen(&player));
    player.keys("k k u");
    assert_eq!(hand(&player), 15, "also when the reader has moved meanwhile");
}

#[test]
fn a_resize_keeps_the_current_claim_in_view() {
    for (width, height) in [(60, 20), (40, 12), (100, 14), (150, 45)] {
        let mut player = long_player(120, 60);
        player.keys(": 1 2 enter");
        player.send(Message::Resize(width, height), 10);
        assert!(current_is_seen(&player), "{width}x{height}");
        player.send(Message::Resize(120, 60), 10);
        assert!(current_is_seen(&player), "{width}x{height} and back");
    }
}

#[test]
fn a_selection_begins_at_a_match_only_right_after_the_search() {
    let start = |player: &Player| {
        let Some(Layer::Select(select)) = player.model.layers.last() else { panic!("nothing is selected") };
        select.span().start
    };
    let mut player = Player::new(140, 40);
    player.keys("/ p e t i t i o n enter v");
    let article = player.model.desk.session.article().clone();
    assert_eq!(start(&player), article.text.find("petition").unwrap());
    player.keys("esc : 3 enter v");
    assert_eq!(start(&player), player.model.desk.session.claims()[2].spans(Part::Content)[0].start);
}

#[test]
fn joining_with_a_claim_out_of_view_asks_first() {
    let mut player = long_player(60, 12);
    player.keys("tab : 5 enter z");
    let next = player.model.desk.session.claims()[5].clone();
    if !in_frame(&player.model, &next) {
        player.keys("J");
        assert!(player.screen().contains("The next claim is out of view"), "{}", player.screen());
        player.keys("n");
        assert_eq!(player.model.desk.session.claims().len(), 20);
        player.keys("J y");
    } else {
        player.keys("J");
    }
    assert!(player.model.desk.session.claims()[4].spans(Part::Content).len() == 2, "{}", player.model.status.text);
}

#[test]
fn a_correction_of_ones_own_is_kept_and_messages_name_the_claim() {
    let mut player = player("a");
    assert_eq!(player.model.status.text, "confirmed: Brandt, “that the harbour tunnel will …”");
    player.keys("x");
    assert_eq!(player.model.status.text, "rejected: Brandt, “We promised too much, and we …”");
    player.keys("u");
    assert_eq!(player.model.status.text, "undid: rejected (Brandt, “We promised too much, and we …”); back to undecided");
    player.keys("ctrl-r");
    assert_eq!(player.model.status.text, "redone: rejected (Brandt, “We promised too much, and we …”)");
    player.keys("j s t o m enter a");
    assert!(player.model.status.text.starts_with("kept as corrected: Reuel, “"), "{}", player.model.status.text);
    player.keys(": 5 enter e b enter a");
    assert!(player.model.status.text.starts_with("kept as corrected: "), "{}", player.model.status.text);
}

#[test]
fn a_doubled_key_says_that_it_was_ignored() {
    let mut player = Player::new(140, 40);
    player.send(Message::Key("a".parse().unwrap()), 1000);
    player.send(Message::Key("a".parse().unwrap()), 40);
    assert_eq!((hand(&player), player.model.status.text.as_str()), (2, "held key ignored"));
    player.send(Message::Repeat("a".parse().unwrap()), 40);
    assert_eq!((hand(&player), player.model.status.text.as_str()), (2, "held key ignored"));
}

#[test]
fn what_another_source_said_is_not_ticked() {
    let text = "[It leaks], {said} <Bo Lee>.\n[It holds], {added} <He>.\n[Rain], {added} <He>.\n[Snow], {said} <the mayor>.\n";
    let mut session = crate::review::tests::session(text);
    let (_, mut found) = crate::review::tests::marked(text);
    // The engine takes all but the last for one man.
    let bo = found.claims[0].speaker.clone();
    for claim in &mut found.claims[..3] {
        claim.speaker = bo.clone();
    }
    session.offer(found);
    let mut player = Player::over(session, 140, 40);
    player.keys("j s m a y o r enter A");
    let Some(Layer::Picker(picker)) = player.model.layers.last() else { panic!("{}", player.model.status.text) };
    // Nor is what the article gives to another source in words.
    assert!(picker.rows.len() == 1 && picker.marked.is_empty(), "{:?}", picker.rows);
}
