use proptest::prelude::*;

use super::super::merge::{Conflict, merge};
use super::properties::{FIVE, edit};
use super::*;

fn after(edits: &[Edit], by: &str) -> Record {
    let mut session = session(FIVE);
    for edit in edits {
        session.apply(edit.clone(), &stamp(by)).unwrap();
    }
    session.record()
}

fn speaker(number: usize, name: &str) -> Edit {
    Edit::SetSpeaker(vec![id(number)], SpeakerChoice::New(name.into()))
}

#[test]
fn different_claims_and_different_fields_go_together() {
    let base = after(&[], "");
    let ours = after(&[Edit::Confirm(vec![id(0)]), speaker(1, "Eve"), Edit::SetNote(id(2), "look".into())], "mw");
    let theirs = after(&[Edit::SetVia(vec![id(1)], vec![]), Edit::Reject(vec![id(2)]), Edit::SetFlag(vec![id(3)], true)], "jk");
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let claim = |number| merged.record.claims.iter().find(|claim| claim.id == id(number)).unwrap();
    assert_eq!(claim(0).decision, Decision::Confirmed);
    assert_eq!(claim(1).speaker().unwrap().0, "s-eve");
    assert!(claim(1).via().is_empty() && claim(1).log.len() == 2);
    assert_eq!((claim(2).decision, claim(2).note.as_str()), (Decision::Rejected, "look"));
    assert!(claim(3).flag && merged.record.speaker(&SpeakerId("s-eve".into())).is_some());
}

#[test]
fn contradictions_are_told_and_ours_stands() {
    let base = after(&[], "");
    let ours = after(&[Edit::Confirm(vec![id(0)]), speaker(1, "Eve"), Edit::SetNote(id(2), "yes".into())], "mw");
    let theirs = after(&[Edit::Reject(vec![id(0)]), speaker(1, "Zed"), Edit::SetNote(id(2), "no".into())], "jk");
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, [Conflict::Decision(id(0)), Conflict::Decision(id(1)), Conflict::Note(id(2))]);
    assert_eq!(merged.record.claims, ours.claims);
    let rename = |name: &str| after(&[Edit::RenameSpeaker(SpeakerId("s-ana".into()), name.into())], "mw");
    let merged = merge(&base, &rename("Ana Diaz"), &rename("Ana Ray"));
    assert_eq!(merged.conflicts, [Conflict::Speaker(SpeakerId("s-ana".into()))]);
    let ana = merged.record.speaker(&SpeakerId("s-ana".into())).unwrap();
    assert_eq!((ana.name.as_str(), ana.aliases.join(",").as_str()), ("Ana Diaz", "Ana,Ana Ray"));
}

#[test]
fn fact_checks_of_two_people_go_together() {
    let record = |state, evidence: &[&str], asked: &[&str]| FactCheck {
        state,
        evidence: evidence.iter().filter_map(|line| Evidence::read(line)).collect(),
        asked: asked.iter().filter_map(|line| Inquiry::read(line, "2026-11-22")).collect(),
        stated: String::new(),
    };
    let base = after(&[Edit::SetCheck(vec![id(0)], record(None, &["a.pdf", "b.pdf"], &[]))], "mw");
    let after = |check| {
        let mut session = Session::restore(Arc::new(marked(FIVE).0), base.clone());
        session.apply(Edit::SetCheck(vec![id(0)], check), &stamp("mw")).unwrap();
        session.record()
    };
    let ours = after(record(Some(CheckState::Verified), &["a.pdf", "b.pdf", "c.pdf"], &["Ana"]));
    let theirs = after(record(None, &["b.pdf", "d.pdf"], &["Bo"]));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let check = &merged.record.claims.iter().find(|claim| claim.id == id(0)).unwrap().check;
    assert_eq!(*check, record(Some(CheckState::Verified), &["b.pdf", "c.pdf", "d.pdf"], &["Ana", "Bo"]));
    let wrong = after(record(Some(CheckState::Wrong), &["a.pdf", "b.pdf", "e.pdf"], &[]));
    let merged = merge(&base, &ours, &wrong);
    assert_eq!(merged.conflicts, [Conflict::Check(id(0))]);
    let check = &merged.record.claims.iter().find(|claim| claim.id == id(0)).unwrap().check;
    assert_eq!((check.state, check.evidence.len()), (Some(CheckState::Verified), 4), "nothing is lost");
}

#[test]
fn two_speakers_merged_into_each_other_make_no_ring() {
    let join = |from: &str, into: &str| {
        let speaker = |name: &str| SpeakerId(format!("s-{name}"));
        after(&[Edit::MergeSpeakers(speaker(from), speaker(into))], "mw")
    };
    let merged = merge(&after(&[], ""), &join("ana", "bo"), &join("bo", "ana"));
    assert!(!merged.conflicts.is_empty());
    let session = Session::restore(Arc::new(marked(FIVE).0), merged.record);
    assert!(session.speakers().count() >= 3);
}

#[test]
fn marks_of_a_done_article_and_of_read_stretches_go_together() {
    let (done, undone) = (Edit::SetDone(Some("0.1.0".into())), Edit::SetDone(None));
    let read = |at: usize| Edit::SetNothingHere(vec![Span::new(at, at + 3)], true);
    let unread = |at: usize| Edit::SetNothingHere(vec![Span::new(at, at + 3)], false);
    let base = after(&[read(0)], "mw");
    let ours = after(&[read(0), read(4), done.clone()], "mw");
    let theirs = after(&[read(0), unread(0), read(4), read(8)], "jk");
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let at: Vec<_> = merged.record.nothing_here.iter().map(|stretch| (stretch.span.start, stretch.stamp.by.as_str())).collect();
    assert_eq!(at, [(4, "jk"), (8, "jk")], "the first reader by time, then by name; what one took back is gone");
    assert_eq!(merged.record.done.as_ref().map(|done| done.stamp.by.as_str()), Some("mw"));
    // Both marked it: one mark stands. One took it off, the other set it anew: it stays off.
    let marked = |by| after(std::slice::from_ref(&done), by);
    assert_eq!(merge(&base, &marked("mw"), &marked("jk")).record.done, marked("mw").done);
    assert_eq!(merge(&marked("mw"), &after(&[done.clone(), undone], "mw"), &marked("jk")).record.done, None);
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(), 0..8)
}

/// The review after those of the edits that are possible.
fn tried(edits: &[Edit], by: &str) -> Record {
    let mut session = session(FIVE);
    for edit in edits {
        let _ = session.apply(edit.clone(), &stamp(by));
    }
    session.record()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn one_sided_changes_are_taken_whole(edits in edits()) {
        let (base, one) = (tried(&[], ""), tried(&edits, "mw"));
        for merged in [merge(&base, &one, &base), merge(&base, &base, &one), merge(&base, &one, &one)] {
            prop_assert_eq!(&merged.record, &one);
            prop_assert!(merged.conflicts.is_empty());
        }
    }

    #[test]
    fn without_a_contradiction_the_order_of_the_sides_does_not_matter(ours in edits(), theirs in edits()) {
        let (base, ours, theirs) = (tried(&[], ""), tried(&ours, "mw"), tried(&theirs, "jk"));
        let (merged, turned) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        prop_assert_eq!(&merged.conflicts, &turned.conflicts);
        if merged.conflicts.is_empty() {
            prop_assert_eq!(&merged.record.claims, &turned.record.claims);
        }
        // Nobody's decided claim is missing, and every name resolves.
        for claim in ours.claims.iter().chain(&theirs.claims).filter(|claim| claim.is_touched()) {
            prop_assert!(merged.record.claims.iter().any(|other| other.id == claim.id));
        }
        for claim in &merged.record.claims {
            prop_assert!(claim.speaker().is_none_or(|id| merged.record.speaker(id).is_some()));
            prop_assert!(claim.via().iter().all(|id| merged.record.outlet(id).is_some()));
        }
    }
}
