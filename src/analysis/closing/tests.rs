use super::*;
use crate::analysis::coverage::survey;
use crate::review::tests::{id, session, stamp};
use crate::review::{CheckState, Description, Edit, Evidence, FactCheck};

/// An article of our own: a council, a leak, and somebody who would not be named.
const LEAK: &str = "\
<Ana Diaz> {said} [the roof would be mended in May].
<An official>, who asked not to be named because he feared for his job, {said} [the bill was 40 million crowns].
<Bo Lund> {told} ‹Radio Skerry› that [the council had lost 300 letters].
<Bo Lund> {told} ‹Radio Skerry› [nobody had read them].
“Nothing was hidden from anyone at all”, said Cora Vik.
";

fn unnamed(session: &mut Session) {
    let official = session.speakers().find(|speaker| speaker.name == "An official").unwrap().id.clone();
    session.apply(Edit::DescribeSpeaker(official, Description::Unnamed(String::new())), &stamp("mw")).unwrap();
}

fn sheet(session: &Session) -> ClosingSheet {
    let coverage = Coverage::of(&survey(session.article()), session);
    let repeats = Repeats::of(session);
    ClosingSheet::of(session, Sources { repeats: &repeats, coverage: Some(&coverage), compared: None, rules: None })
}

fn titles(sheet: &ClosingSheet, topic: Topic) -> Vec<&str> {
    sheet.of_topic(topic).map(|item| item.title.as_str()).collect()
}

#[test]
fn a_sheet_lists_what_is_open_with_what_the_article_says_of_it() {
    let mut session = session(LEAK);
    unnamed(&mut session);
    let found = sheet(&session);
    assert_eq!(found.count(Topic::Undecided), Count::Known(4));
    assert_eq!(found.of_topic(Topic::Undecided).next().unwrap().remark, "the first of 4");
    assert!(titles(&found, Topic::Missed).iter().any(|title| title.contains("Nothing was hidden")), "{found:#?}");
    let source = found.of_topic(Topic::Unnamed).next().unwrap();
    assert_eq!(source.title, "An official");
    assert!(source.remark.contains("he feared for his job") && source.remark.ends_with("claim 2"), "{}", source.remark);
    assert_eq!(titles(&found, Topic::OneOutlet)[0], "Radio Skerry: Bo Lund, “the council had lost 300 letters”");
    assert!(titles(&found, Topic::Unchecked)[0].contains("40 million"), "{found:#?}");
    assert_eq!(found.count(Topic::Conflicts), Count::Known(0));
    assert_eq!(found.count(Topic::Differs), Count::Unknown, "nothing was compared");
}

#[test]
fn decided_rejected_and_checked_claims_leave_the_sheet() {
    let mut session = session(LEAK);
    unnamed(&mut session);
    let all: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    session.apply(Edit::Confirm(all.clone()), &stamp("mw")).unwrap();
    session.apply(Edit::Reject(vec![all[1].clone()]), &stamp("mw")).unwrap();
    let evidence = Evidence::read("https://stats.example/t4").unwrap();
    session.apply(Edit::AddEvidence(vec![(all[2].clone(), evidence)]), &stamp("mw")).unwrap();
    let found = sheet(&session);
    assert_eq!(found.count(Topic::Undecided), Count::Known(0));
    assert_eq!(found.count(Topic::Unnamed), Count::Known(0), "its only claim was rejected");
    let left = titles(&found, Topic::Unchecked).join(" ");
    assert!(!left.contains("40 million") && !left.contains("300 letters"), "one was rejected, one has evidence: {left}");
    assert!(found.closed().any(|topic| topic == Topic::Unnamed));
}

#[test]
fn questions_and_flags_are_open_until_they_are_answered() {
    let mut session = session(LEAK);
    let asked = FactCheck { state: Some(CheckState::Asked), ..FactCheck::default() };
    session.apply(Edit::SetCheck(vec![id(0)], asked), &stamp("mw")).unwrap();
    let wanted = FactCheck { state: Some(CheckState::ToCheck), ..FactCheck::default() };
    session.apply(Edit::SetCheck(vec![id(3)], wanted), &stamp("mw")).unwrap();
    session.apply(Edit::SetFlag(vec![id(2)], true), &stamp("mw")).unwrap();
    let found = sheet(&session);
    assert!(titles(&found, Topic::Awaited)[0].contains("the roof"));
    assert!(titles(&found, Topic::Flagged)[0].contains("300 letters"));
    let first = found.of_topic(Topic::Unchecked).next().unwrap();
    assert!(first.title.contains("nobody had read") && first.remark == "set to be checked", "{first:?}");
}

#[test]
fn what_is_said_by_another_way_too_does_not_rest_on_one_outlet() {
    let twice = "\
<Bo Lund> {told} ‹Radio Skerry› that [the council had lost 300 letters from Velmark residents].
<Ana Diaz> {said} that [the council had lost 300 letters from Velmark residents].
<Cora Vik> {told} ‹Radio Skerry› [the archive was flooded twice].
";
    let found = sheet(&session(twice));
    assert_eq!(titles(&found, Topic::OneOutlet), ["Radio Skerry: Cora Vik, “the archive was flooded twice”"]);
}

#[test]
fn many_claims_of_one_outlet_share_a_row() {
    let lines = (0..6).map(|number| format!("<Bo Lund> {{told}} ‹Radio Skerry› [he had counted lamp number {number}].\n"));
    let found = sheet(&session(&lines.collect::<String>()));
    assert_eq!(found.count(Topic::OneOutlet), Count::Known(6));
    assert_eq!(titles(&found, Topic::OneOutlet), ["Radio Skerry: 6 claims"]);
    assert!(matches!(found.of_topic(Topic::OneOutlet).next().unwrap().subject, Subject::Outlet(_)));
}

#[test]
fn long_lists_are_cut_and_counted() {
    let lines = (0..MOST + 20).map(|number| format!("<Bo Lund {number}> {{said}} [lamp {number} was out].\n"));
    let mut session = session(&lines.collect::<String>());
    let all = session.claims().iter().map(|claim| claim.id.clone()).collect();
    session.apply(Edit::SetFlag(all, true), &stamp("mw")).unwrap();
    let found = sheet(&session);
    assert_eq!(found.count(Topic::Flagged), Count::Known(MOST + 20));
    assert_eq!(found.of_topic(Topic::Flagged).count(), MOST);
    assert!(note(&found, &[]).contains("- and 20 more"));
}

#[test]
fn the_note_is_plain_text_that_says_what_was_not_looked_at() {
    let mut session = session(LEAK);
    unnamed(&mut session);
    let text = note(&sheet(&session), &["Roof".to_owned(), "4 claims".to_owned()]);
    insta::assert_snapshot!(text);
}
