use std::sync::Arc;

use super::*;
use crate::article::{Block, BlockKind, Metadata, Origin};
use crate::claim::Parts;
use crate::extract::Options;
use crate::review::{Edit, ReadMark, SpeakerChoice, Stamp};

fn stamp() -> Stamp {
    Stamp { by: "mw".into(), at: "2026-11-22T18:00:00Z".into() }
}

fn article(text: &str) -> Article {
    let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
    Article { text: text.into(), blocks, metadata: Metadata::default(), origin: Origin::default() }
}

fn claim(session: &mut Session, content: Span) {
    let edit =
        Edit::AddClaim { parts: Parts { content: vec![content], cue: vec![], source: vec![] }, speaker: SpeakerChoice::Nobody };
    session.apply(edit, &stamp()).unwrap();
}

#[test]
fn quotations_without_a_claim_are_found_one_after_the_other() {
    let text = "“We lost the ferry,” said Ode. “It sank at noon,” he said. He called it “bad”.";
    let mut session = Session::new(Arc::new(article(text)));
    let words = |span: Option<Span>| span.and_then(|span| span.slice(text));
    let first = next_gap(&session, 0);
    assert_eq!(words(first), Some("“We lost the ferry,”"));
    let second = next_gap(&session, first.unwrap().end);
    assert_eq!(words(second), Some("“It sank at noon,”"));
    assert_eq!(next_gap(&session, second.unwrap().end), first);
    claim(&mut session, first.unwrap());
    assert_eq!(next_gap(&session, 0), second);
    session.apply(Edit::SetNothingHere(vec![second.unwrap()], ReadMark::Set), &stamp()).unwrap();
    assert_eq!(next_gap(&session, 0), None, "what was read is no gap any more");
    session.undo();
    assert_eq!(next_gap(&session, 0), second);
}

#[test]
fn half_a_quotation_and_a_rejected_claim_cover_only_what_they_have() {
    let text = "“We lost the ferry at noon. Nobody told the harbour about it,” said Ode.";
    let session = || Session::new(Arc::new(article(text)));
    let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
    let mut half = session();
    claim(&mut half, at("We lost the ferry at noon."));
    let found = Coverage::of(&survey(half.article()), &half);
    let missed: Vec<_> = found.missed.iter().map(|one| one.span.slice(text).unwrap()).collect();
    assert_eq!((found.quotations, found.quoted, missed), (1, 0, vec!["Nobody told the harbour about it,”"]));
    assert_eq!(next_gap(&half, 0).and_then(|span| span.slice(text)), Some("Nobody told the harbour about it,”"));
    claim(&mut half, at("Nobody told the harbour about it"));
    assert_eq!(Coverage::of(&survey(half.article()), &half).quoted, 1, "a mark or two are no words");
    // What was rejected was read, and is not a claim.
    let mut rejected = session();
    claim(&mut rejected, at("We lost the ferry at noon. Nobody told the harbour about it,"));
    let id = rejected.claims()[0].id.clone();
    rejected.apply(Edit::Reject(vec![id]), &stamp()).unwrap();
    let found = Coverage::of(&survey(rejected.article()), &rejected);
    assert_eq!((found.quoted, found.read, found.missed.len()), (0, 1, 0));
}

const TEXT: &str = "“We lost the whole ferry,” said Ode Marsh. The harbour master Ina Roth insisted on a new one. \
    It rained for a week. A sign read “to the last of the boats” above the door.";

fn kinds(coverage: &Coverage) -> Vec<(&'static str, &str)> {
    let kind = |kind| match kind {
        MissedKind::Quotation => "quotation",
        MissedKind::Reporting => "reporting",
        MissedKind::Weak { .. } => "weak",
    };
    coverage.missed.iter().map(|one| (kind(one.kind), one.span.slice(TEXT).unwrap())).collect()
}

#[test]
fn what_no_claim_covers_is_listed_once_by_its_plainest_sign() {
    let article = Arc::new(article(TEXT));
    let survey = survey(&article);
    let mut session = Session::new(article);
    let all = Coverage::of(&survey, &session);
    let listed = kinds(&all);
    let quotations: Vec<&str> = listed.iter().filter(|(kind, _)| *kind == "quotation").map(|(_, words)| *words).collect();
    assert_eq!(quotations, ["“We lost the whole ferry,”", "“to the last of the boats”"]);
    // The sentence about Roth has a sign, the rain has none, and the quotations' sentences have no second one.
    assert!(listed.iter().any(|(kind, words)| *kind != "quotation" && words.contains("a new one")), "{listed:?}");
    assert!(!listed.iter().any(|(_, words)| words.contains("rained")), "{listed:?}");
    assert_eq!((all.quotations, all.quoted, all.read, listed.len()), (2, 0, 0, 3), "{listed:?}");
    let starts: Vec<usize> = all.missed.iter().map(|one| one.span.start).collect();
    assert!(starts.is_sorted());

    claim(&mut session, all.missed[0].span);
    let sign = all.missed[2].span;
    session.apply(Edit::SetNothingHere(vec![sign], ReadMark::Set), &stamp()).unwrap();
    let some = Coverage::of(&survey, &session);
    assert_eq!((some.quotations, some.quoted, some.read, some.missed.len()), (2, 1, 1, 1), "{:?}", kinds(&some));
    session.apply(Edit::SetNothingHere(vec![some.missed[0].span], ReadMark::Set), &stamp()).unwrap();
    assert!(Coverage::of(&survey, &session).missed.is_empty());
    session.undo();
    session.undo();
    assert_eq!(Coverage::of(&survey, &session).missed.len(), 2, "taken back, it is missed again");
}

#[test]
fn the_deep_engine_tells_what_it_considered() {
    let weak = |survey: &Survey, words: &str| {
        let at = |stretch: &Stretch| stretch.span.slice(TEXT) == Some(words) && matches!(stretch.kind, MissedKind::Weak { .. });
        survey.stretches.iter().any(at)
    };
    let short = article(TEXT);
    let deep = survey_by(&short, &Options::default());
    assert!(weak(&deep, "a new one"), "{deep:?}");
    let every = deep.stretches.iter().filter(|stretch| stretch.kind == MissedKind::Quotation).count();
    assert_eq!(every, 2, "quotations are listed whatever the engine says");
    let long = article(&TEXT.repeat(60_000 / TEXT.len() + 1));
    assert_eq!(survey_by(&long, &Options::default()), survey(&long), "nobody waits for a long article");
}
