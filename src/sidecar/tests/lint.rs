use super::*;
use crate::review::tests::{article, id, session, stamp};
use crate::review::{Allowed, CheckState, Edit, Evidence, FactCheck, Inquiry, ReadMark, SpeakerChoice};
use crate::sidecar::lint::{is_in_place, lint};
use crate::sidecar::{convert, load};
use crate::text::Span;

fn good() -> (Session, String) {
    let mut session = session("[The dam holds], {said} <Ana>, ‹The Daily› wrote.\n[It leaks], {said} <Bo>.\n");
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    session.apply(Edit::SetSpeaker(vec![id(1)], SpeakerChoice::New("Cy".into())), &stamp("mw")).unwrap();
    let check = FactCheck {
        state: Some(CheckState::Asked),
        evidence: Evidence::read("table.ods sheet 2 primary 2026-11-01").into_iter().collect(),
        asked: Inquiry::read("the ministry", "2026-11-22").into_iter().collect(),
        stated: "2026-11-20".into(),
    };
    session.apply(Edit::SetCheck(vec![id(1)], check), &stamp("mw")).unwrap();
    session.apply(Edit::SetNothingHere(vec![Span::new(0, 7)], ReadMark::Set), &stamp("mw")).unwrap();
    session.apply(Edit::SetDone(Some(ENGINE.into())), &stamp("mw")).unwrap();
    let text = written(&session);
    (session, text)
}

fn findings(text: &str, article: &Article) -> String {
    lint(Path::new("dam.ron"), text, article).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sound_file_has_no_findings() {
    let (session, text) = good();
    assert_eq!(findings(&text, session.article()), "");
}

#[test]
fn every_fault_is_told_with_its_line_and_what_to_do() {
    let (session, text) = good();
    let mut all = Vec::new();
    for (from, to) in [
        ("speaker: \"s-ana\"", "speaker: \"s-anna\""),
        ("via: [\"o-the-daily\"]", "via: [\"o-daily\"]"),
        ("text: \"The dam holds\"", "text: \"The dam held\""),
        ("            by: \"mw\",\n", ""),
        ("            at: \"2026-11-22T18:00:00Z\",\n", "            at: \"today\",\n"),
        ("correction: (speaker: \"s-cy\"),\n", ""),
        ("decision: Confirmed", "decision: Rejected"),
        ("decision: Corrected", "decision: Confirmed"),
        (
            "name: \"Bo\",\n            kind: Person,\n",
            "name: \"Bo\",\n            kind: Person,\n            merged_into: \"s-bo\",\n",
        ),
        (
            "name: \"Bo\",\n            kind: Person,\n",
            "name: \"Bo\",\n            kind: Person,\n            merged_into: \"s-x\",\n",
        ),
        (
            "name: \"Bo\",\n            kind: Person,\n",
            "name: \"Bo\",\n            kind: Person,\n            aliases: [\"Bo\"],\n            unnamed_because: \"he fears\",\n",
        ),
        ("name: \"Bo\"", "name: \" \""),
        ("link: \"table.ods\"", "link: \"\""),
        ("date: \"2026-11-01\"", "date: \"yesterday\""),
        ("whom: \"the ministry\", at: \"2026-11-22\"", "whom: \"\", at: \"22.11.\""),
        ("mentions: [(at: 20..23", "mentions: [(at: 21..24"),
        ("done: (by: \"mw\"", "done: (by: \"\""),
        ("engine: \"0.1.0\"),", "engine: \"0.1.0\", at: \"x\"),"),
        ("done: (by: \"mw\", at: \"2026-11-22T18:00:00Z\"", "done: (by: \"mw\", at: \"noon\""),
        ("span: (at: 0..7, text: \"The dam\")", "span: (at: 1..8, text: \"The dam\")"),
        ("span: (at: 0..7, text: \"The dam\")", "span: (at: 7..7, text: \"\")"),
        ("\"The dam\"),\n            by: \"mw\"", "\"The dam\"),\n            by: \"\""),
        (
            "\"The dam\"),\n            by: \"mw\",\n            at: \"2026",
            "\"The dam\"),\n            by: \"mw\",\n            at: \"026",
        ),
        ("version: 2", "version 2"),
        ("version: 2", "version: 0"),
        ("score: ", "score: 7"),
        ("score: ", "score: NaN, // "),
    ] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text, "{from}");
        let found = findings(&broken, session.article());
        assert_ne!(found, "", "{from} -> {to}");
        all.push(found);
    }
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn a_changed_article_is_told() {
    let (session, text) = good();
    let found = findings(&text, &article("The dam holds, said Ana, The Daily wrote.\nIt may leak, said Bo.\n"));
    assert!(found.contains("dam.txt has changed: 1 of 2 claims were re-anchored, 1 unanchored"), "{found}");
    let longer = format!("{}\nMore rain is coming.\n", session.article().text);
    let all = findings(&text, &article(&longer));
    assert!(all.contains("all 2 claims were re-anchored; open it to save where they are now"), "{all}");
    assert!(found.contains("claim c-00000001 is not anchored in the article"), "{found}");
    assert!(found.contains("since it was marked done"), "{found}");
}

#[test]
fn an_allowance_says_who_when_and_why() {
    let (mut session, _) = good();
    let what = Allowed { span: Span::new(0, 7), rule: "anonymous.bare".into(), claim: Some(id(0)) };
    session.apply(Edit::SetAllowance(what, Some("she is afraid".into())), &stamp("mw")).unwrap();
    let text = written(&session);
    assert_eq!(findings(&text, session.article()), "");
    let (before, allowance) = text.split_at(text.find("    allow: [").unwrap());
    for (from, to, expected) in [
        ("reason: \"she is afraid\"", "reason: \" \"", "without a reason"),
        ("by: \"mw\"", "by: \"\"", "without a name"),
        ("at: \"2026-", "at: \"026-", "the invalid time"),
        ("text: \"The dam\"", "text: \"The dim\"", "The dim\", for which \"anonymous.bare\" is allowed, is not at this position"),
        ("0..7", "7..0", "ends (0) before it begins (7)"),
        ("reason: \"she is afraid\",\n", "", "reason"),
    ] {
        let broken = format!("{before}{}", allowance.replacen(from, to, 1));
        assert_ne!(broken, text, "{from}");
        let found = findings(&broken, session.article());
        assert!(found.contains(expected), "{from}: {found}");
    }
}

#[test]
fn a_claim_is_in_place_at_a_glance_only_if_a_search_finds_it_there() {
    let (session, text) = good();
    let glance = |text: &str| {
        let sidecar = load::parse(Path::new("dam.ron"), text).unwrap();
        let quick: Vec<bool> = sidecar.claims.iter().map(|claim| is_in_place(claim, &session.article().text)).collect();
        let (record, _) = convert::record_of(sidecar, session.article());
        (quick, record.claims.iter().map(|claim| claim.anchor.is_lost()).collect::<Vec<_>>())
    };
    assert_eq!(glance(&text), (vec![true, true], vec![false, false]));
    let suggestion = "            suggestion: (";
    for (from, to, lost) in [
        (suggestion, "            anchor: Orphan,\n            suggestion: (", true),
        (suggestion, "            anchor: Ambiguous,\n            suggestion: (", true),
        ("suffix: \", said", "suffix: \", wrote", false),
        ("content: [(at: 0..13, text: \"The dam holds\")]", "content: []", true),
        ("content: [(at: 0..13, text: \"The dam holds\")]", "content: [(at: 0..0, text: \"\")]", true),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let (quick, searched) = glance(&changed);
        assert_eq!((quick[0], searched[0]), (false, lost), "{to}");
        assert_eq!(findings(&changed, session.article()).is_empty(), !lost, "{to}");
    }
}
