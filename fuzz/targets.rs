//! What must hold whatever comes in. Each function takes bytes of any kind and fails on a broken promise; the
//! fuzzer, the stress loop and the tests all run these.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use saidby::article::{Article, Format};
use saidby::disk::{ron_file, settings::Settings};
use saidby::extract::{Extraction, Options, extract};
use saidby::review::Session;
use saidby::sidecar;
use saidby::text::Span;
use saidby::text::visible::mark;
use saidby::tui::command::TABLE;
use saidby::tui::draw;
use saidby::tui::key::KeyPress;
use saidby::tui::keymap::Keymap;
use saidby::tui::look::Look;
use saidby::tui::message::{Effect, Message, Moment};
use saidby::tui::model::Model;
use saidby::tui::theme::Themes;
use saidby::tui::workspace::OpenArticle;

/// Bytes become an article of each format, or an error that can be shown.
pub fn article(bytes: &[u8]) {
    for format in [Format::Text, Format::Markdown, Format::Html] {
        match Article::read(bytes, format) {
            Ok(article) => {
                let mut end = 0;
                for block in &article.blocks {
                    assert!(block.span.start >= end && !block.span.is_empty(), "{format:?}: blocks out of order");
                    assert!(block.span.slice(&article.text).is_some(), "{format:?}: a block off the characters");
                    end = block.span.end;
                }
                assert!(!article.blocks.is_empty() && !article.text.contains('\r') || format != Format::Text);
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn assert_sound(article: &Article, found: &Extraction) {
    let whole = |spans: &[Span]| {
        for span in spans {
            assert!(!span.is_empty() && span.slice(&article.text).is_some(), "a span off the text: {span:?}");
        }
    };
    let speakers: BTreeSet<_> = found.speakers.iter().map(|speaker| &speaker.id).collect();
    let outlets: BTreeSet<_> = found.outlets.iter().map(|outlet| &outlet.id).collect();
    assert!(speakers.len() == found.speakers.len() && outlets.len() == found.outlets.len(), "an id stands twice");
    let mut ids = BTreeSet::new();
    for claim in &found.claims {
        assert!(ids.insert(&claim.id), "two claims are {:?}", claim.id);
        whole(&claim.parts.content);
        whole(&claim.parts.cue);
        whole(&claim.parts.source);
        assert!(!claim.parts.content.is_empty() && (0.0..=1.0).contains(&claim.score));
        assert!(claim.speaker.iter().all(|id| speakers.contains(id)) && claim.via.iter().all(|id| outlets.contains(id)));
    }
    found.speakers.iter().for_each(|speaker| whole(&speaker.mentions));
    found.outlets.iter().for_each(|outlet| whole(&outlet.mentions));
}

fn extracted(bytes: &[u8], options: &Options) {
    let article = Article::from_text(&String::from_utf8_lossy(bytes));
    let found = extract(&article, options);
    assert_sound(&article, &found);
    // And a review of it comes back from its sidecar as it was.
    let article = Arc::new(article);
    let mut session = Session::new(Arc::clone(&article));
    session.offer(found);
    round_trip(&session, &article);
}

/// A text becomes claims by the rules.
pub fn claims(bytes: &[u8]) {
    extracted(bytes, &Options::fast());
}

/// A text becomes claims by the transformer.
pub fn claims_deep(bytes: &[u8]) {
    extracted(bytes.get(..600).unwrap_or(bytes), &Options::default());
}

fn round_trip(session: &Session, article: &Arc<Article>) {
    let path = Path::new("a.txt.claims.ron");
    let text = sidecar::text_of(&session.record(), article, "a.txt", "0");
    // Joiners and selectors stay: words and signs of many scripts are made with them.
    let joins = |c: char| matches!(c as u32, 0x200c | 0x200d | 0xfe00..=0xfe0f | 0xe0100..=0xe01ef | 0x180b..=0x180f);
    let obeyed = text.chars().find(|c| *c != '\n' && mark(*c).is_some() && !joins(*c));
    assert_eq!(obeyed, None, "a sidecar that a terminal would obey");
    let loaded = sidecar::load_text(path, text.clone(), article).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let again = sidecar::text_of(&loaded.record, article, "a.txt", "0");
    assert_eq!(again, text, "a sidecar that changes by being read");
}

/// The article that sidecars and keys are tried on.
pub const ARTICLE: &str = "Ferry stops over cracked hull\n\n“The hull is cracked,” harbour master Ana Diaz said on Monday. \
    She said that it “will take weeks” to mend.\n\nDiaz told the Port Vell Herald that the ferry would not sail before \
    May.\n\n“Nobody was hurt,” according to engineer Tom Reuel.\n";

/// Bytes become a review, or an error with a place.
pub fn sidecar(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let article = Arc::new(Article::from_text(ARTICLE));
    let path = Path::new("a.txt.claims.ron");
    match sidecar::load_text(path, text.clone(), &article) {
        Ok(loaded) => {
            let session = Session::restore(Arc::clone(&article), loaded.record);
            if loaded.newer.is_none() {
                round_trip(&session, &article);
            }
            let desk = OpenArticle::new(session, "a.txt", "mw");
            draw::draw(&Model::new(desk, Look::default(), (90, 30)));
        }
        Err(error) => assert!(error.to_string().contains("a.txt.claims.ron:"), "no place: {error}"),
    }
    // Every finding is a line.
    for finding in sidecar::lint::lint(path, &text, &article) {
        assert!(!finding.line_of_output().is_empty());
    }
}

/// Bytes become a theme, a keymap and settings, or errors.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (themes, broken) = Themes::with_own(&[("mine.ron".to_owned(), text.clone())]);
    assert!(themes.all().len() >= Themes::embedded().all().len());
    assert!(broken.iter().all(|error| !error.to_string().is_empty()));
    match Keymap::default().with(&text) {
        Ok(keymap) => assert!(TABLE.iter().all(|entry| keymap.shown(entry.command).len() < 1000)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Err(error) = ron_file::parse::<Settings>(Path::new("settings.ron"), &text) {
        assert!(error.to_string().contains("settings.ron:"), "no place: {error}");
    }
}

/// Keys, pastes, clicks and sizes leave a review that can be drawn, saved, and taken back step by step.
pub fn keys(bytes: &[u8]) {
    let article = Arc::new(Article::from_text(ARTICLE));
    let mut session = Session::new(Arc::clone(&article));
    session.offer(extract(&article, &Options::fast()));
    let untouched = sidecar::text_of(&session.record(), &article, "a.txt", "0");
    let mut model = Model::new(OpenArticle::new(session, "a.txt", "mw"), Look::default(), (100, 30));
    let named: Vec<KeyPress> =
        TABLE.iter().flat_map(|entry| entry.keys).flat_map(|keys| keys.split(' ')).filter_map(|key| key.parse().ok()).collect();
    let mut now = Duration::ZERO;
    let mut press = |model: &mut Model, message: Message, wait: u64| {
        now += Duration::from_millis(wait);
        model.update(message, Moment { since_start: now, unix: 1_790_000_000 })
    };
    for (at, pair) in bytes.chunks(2).take(400).enumerate() {
        let (kind, value) = (pair[0], pair.get(1).copied().unwrap_or(0));
        let message = match kind {
            0..=199 => Message::Key(named[(usize::from(kind) * 256 + usize::from(value)) % named.len()]),
            200..=229 => Message::Key(KeyPress::letter(char::from(value))),
            230..=234 => Message::Paste(String::from_utf8_lossy(&bytes[at..(at + 20).min(bytes.len())]).into_owned()),
            235..=240 => Message::Click(u16::from(value), u16::from(kind) % 40),
            241..=245 => Message::Resize(u16::from(value), u16::from(kind) % 50),
            246..=248 => Message::Repeat(named[usize::from(value) % named.len()]),
            249 => Message::NotSaved("no space".to_owned()),
            250 => Message::Saved(u64::from(value)),
            _ => Message::Wheel(u16::from(value), 3, 3),
        };
        for effect in press(&mut model, message, u64::from(value) * 4) {
            if let Effect::Save(state) = effect {
                let session = Session::restore(Arc::clone(&article), state.record);
                round_trip(&session, &article);
            }
        }
        if at % 8 == 0 {
            draw::draw(&model);
        }
    }
    draw::draw(&model);
    round_trip(&model.desk.session, &article);
    // Undo covers everything.
    let session = &mut model.desk.session;
    while session.undo().is_some() {}
    assert_eq!(sidecar::text_of(&session.record(), &article, "a.txt", "0"), untouched, "undo leaves something behind");
}
