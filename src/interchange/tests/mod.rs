//! Tests of the formats together: what goes out comes back, and what does not fit is told.

mod arriving;
mod edited;
mod marks;
mod round_trip;
mod shapes;

use std::sync::Arc;

use super::*;
use crate::article::{Article, Format as ArticleFormat};
use crate::claim::{Claim, ClaimId, CueClass, Directness, Parts, Reason, Speaker, SpeakerId, SpeakerKind};
use crate::extract::Extraction;
use crate::review::cast::Member as _;
use crate::review::intake::{Intake, OnDecided, take_in};
use crate::review::{
    CheckState, Edit, Evidence, EvidenceKind, FactCheck, Inquiry, OutletChoice, Record, Session, SpeakerChoice, Stamp, Stance,
};
use crate::text::Span;

pub(super) fn stamp(by: &str) -> Stamp {
    Stamp { by: by.to_owned(), at: "2026-11-22T18:00:00Z".to_owned() }
}

/// The article of a file's bytes.
pub(super) fn article(file: &str) -> Arc<Article> {
    Arc::new(Article::read(file.as_bytes(), ArticleFormat::Text).unwrap())
}

/// The span of `words`, which stand in the article for the `nth` time (from 0).
pub(super) fn span(article: &Article, words: &str, nth: usize) -> Span {
    let (at, _) = article.text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("no {words:?} in {}", article.text));
    Span::new(at, at + words.len())
}

pub(super) fn suggestion(id: usize, content: Vec<Span>, cue: Vec<Span>, source: Vec<Span>) -> Claim {
    Claim {
        id: ClaimId::new(format!("c-{id:08x}")),
        parts: Parts { content, cue, source },
        directness: Directness::Indirect,
        class: CueClass::Attitude,
        speaker: None,
        via: Vec::new(),
        score: 0.625,
        reason: Reason::default(),
    }
}

pub(super) const FILE: &str = "\u{feff}Ferry 👩‍🚀 stops\r\n\r\n“The hull is =cracked,” Ana Diaz, the “harbour, master”, said.\r\n“It is\r\n\r\nnot safe_[1] | at all.” Wire reported\tit; nobody * asked.\r\n";

/// A review of [`FILE`] in which every field of a claim is used.
pub(super) fn rich() -> Session {
    let article = article(FILE);
    let at = |words: &str| span(&article, words, 0);
    let claims = vec![
        suggestion(1, vec![at("“The hull is =cracked,”")], vec![at("said")], vec![at("Ana Diaz, the “harbour, master”")]),
        suggestion(2, vec![at("not safe_[1] | at all.”")], vec![], vec![]),
    ];
    let mut ana = Speaker::named(SpeakerId::new("s-ana"), "Ana \"=Diaz\", O'Neil".to_owned());
    ana.kind = SpeakerKind::Group;
    ana.role = Some("harbour\tmaster".to_owned());
    ana.anonymous = true;
    ana.mentions = vec![at("Ana Diaz")];
    let mut session = Session::new(Arc::clone(&article));
    session.offer(Extraction { claims, speakers: vec![ana], outlets: Vec::new(), ..Extraction::default() });
    let id = |number: usize| ClaimId::new(format!("c-{number:08x}"));
    let whole = Span::new(at("“It is").start, at("at all.”").end);
    let check = FactCheck {
        state: Some(CheckState::Wrong),
        evidence: vec![Evidence {
            link: "https://stats.example/t4".into(),
            locator: "table 4".into(),
            kind: Some(EvidenceKind::Primary),
            stance: Some(Stance::Contradicts),
            date: "2026-11-01".into(),
        }],
        asked: vec![Inquiry { whom: "the press office".into(), at: "2026-11-20".into() }],
        stated: "2026-10-30".into(),
    };
    let mw = stamp("M \"W\", x");
    let edits = [
        Edit::Confirm(vec![id(1)]),
        Edit::SetNote(id(1), "=HYPERLINK(1)\n\tsecond; line | [x] \\ _".into()),
        Edit::SetFlag(vec![id(1)], true),
        Edit::SetCheck(vec![id(1)], check),
        Edit::AddClaim {
            parts: Parts { content: vec![whole, at("nobody")], cue: vec![at("reported"), at("asked")], source: vec![at("Wire")] },
            speaker: SpeakerChoice::Existing(SpeakerId::new("s-ana")),
        },
    ];
    for edit in edits {
        session.apply(edit, &mw).unwrap();
    }
    let added = session.claims().iter().find(|claim| claim.suggestion.is_none()).unwrap().id.clone();
    let via = ["Wire", "The \"Daily\", Post"].map(|name| OutletChoice::New(name.to_owned())).to_vec();
    session.apply(Edit::SetVia(vec![added.clone()], via), &mw).unwrap();
    session.apply(Edit::SetDirectness(vec![added], Some(Directness::Mixed)), &mw).unwrap();
    session
}

/// The file that an export of `session` is.
pub(super) fn exported(session: &Session, format: Format) -> String {
    exported_with(session, format, Which::default())
}

/// The file that an export of these parts of `session` is.
pub(super) fn exported_with(session: &Session, format: Format, which: Which) -> String {
    let entry = ExportEntry::of_review("a b/ferry.txt", session.article(), session, "", which);
    let mut out = Vec::new();
    format.write(&mut out, &[entry], brat::Text::File).unwrap();
    String::from_utf8(out).unwrap()
}

/// What comes of taking a file into `record`: the intake, what was left out, and what was remarked.
pub(super) fn taken(article: &Article, record: &Record, format: Format, file: &str) -> (Intake, Vec<Problem>, Vec<String>) {
    let reading = format.read(file, Some(&article.file_text())).unwrap();
    let mut problems = reading.problems;
    let mut remarks = Vec::new();
    let mut intake = Intake { record: record.clone(), ..Intake::default() };
    for document in &reading.documents {
        let arrived = import_claims(article, document, format.name(), &stamp("importer"));
        problems.extend(arrived.problems);
        remarks.extend(arrived.remarks);
        intake = take_in(
            article,
            &intake.record,
            arrived.speakers,
            arrived.outlets,
            arrived.claims,
            OnDecided::Keep,
            &stamp("importer"),
        );
    }
    (intake, problems, remarks)
}
