//! Tests of the review, on articles that are written as marked-up text.

mod adopt;
mod anchor;
mod casting;
mod merge;
mod offer;
pub(crate) mod properties;
mod rereading;
mod session;

use std::sync::Arc;

use super::*;
use crate::article::{Article, Block, BlockKind, Metadata, Origin};
use crate::claim::{
    Claim, ClaimId, CueClass, Directness, Outlet, OutletId, OutletRole, Parts, Reason, Speaker, SpeakerId, SpeakerKind,
};
use crate::extract::Extraction;
use crate::extract::resolve::ids::slug;
use crate::text::Span;
pub(crate) use anchor::{anchored_words, proposed_words};
pub(crate) use properties::edited;

/// An article whose every line is a paragraph.
pub(crate) fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        if !span.is_empty() {
            blocks.push(Block { span, kind: BlockKind::Paragraph });
        }
        start += line.len();
    }
    Article { text: text.into(), blocks, metadata: Metadata::default(), origin: Origin::default() }
}

/// Reads marked-up text, a claim a line: `[content] {cue} <source> (/outlet/)`. The source is the speaker's name too.
pub(crate) fn marked(marked: &str) -> (Article, Extraction) {
    let mut text = String::new();
    let mut found = Extraction::default();
    for (number, line) in marked.split_inclusive('\n').enumerate() {
        let mut parts: [Vec<Span>; 4] = Default::default();
        let mut open = 0;
        for c in line.chars() {
            match c {
                '[' | '{' | '<' | '‹' => open = text.len(),
                ']' => parts[0].push(Span::new(open, text.len())),
                '}' => parts[1].push(Span::new(open, text.len())),
                '>' => parts[2].push(Span::new(open, text.len())),
                '›' => parts[3].push(Span::new(open, text.len())),
                c => text.push(c),
            }
        }
        let [content, cue, source, via] = parts;
        if content.is_empty() {
            continue;
        }
        let speaker = source.first().map(|span| speaker(&mut found, &text, *span));
        let via: Vec<OutletId> = via.iter().map(|span| outlet(&mut found, &text, *span)).collect();
        found.claims.push(Claim {
            id: ClaimId::new(format!("c-{number:08x}")),
            parts: Parts { content, cue, source },
            directness: Directness::Indirect,
            class: CueClass::Speech,
            speaker,
            via,
            score: 0.9,
            reason: Reason { found_by: "marked".into(), ..Reason::default() },
        });
    }
    (article(&text), found)
}

fn speaker(found: &mut Extraction, text: &str, span: Span) -> SpeakerId {
    let name = span.slice(text).unwrap().to_owned();
    let id = SpeakerId::new(format!("s-{}", slug(&name)));
    if !found.speakers.iter().any(|other| other.id == id) {
        found.speakers.push(Speaker {
            id: id.clone(),
            name,
            kind: SpeakerKind::Person,
            role: None,
            affiliation: None,
            aliases: Vec::new(),
            anonymous: false,
            unnamed_because: None,
            mentions: vec![span],
        });
    }
    id
}

fn outlet(found: &mut Extraction, text: &str, span: Span) -> OutletId {
    let name = span.slice(text).unwrap().to_owned();
    let id = OutletId::new(format!("o-{}", slug(&name)));
    if !found.outlets.iter().any(|other| other.id == id) {
        let aliases = Vec::new();
        found.outlets.push(Outlet {
            id: id.clone(),
            name,
            role: Default::default(),
            aliases,
            mentions: vec![span],
            because: None,
        });
    }
    id
}

/// A session over marked-up text.
pub(crate) fn session(text: &str) -> Session {
    let (article, found) = marked(text);
    let mut session = Session::new(Arc::new(article));
    session.offer(found);
    session
}

pub(crate) fn stamp(by: &str) -> Stamp {
    Stamp { by: by.to_owned(), at: "2026-11-22T18:00:00Z".to_owned() }
}

pub(crate) fn id(number: usize) -> ClaimId {
    ClaimId::new(format!("c-{number:08x}"))
}
