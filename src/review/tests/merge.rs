use proptest::prelude::*;

use super::super::merge::merge;
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
    assert_eq!(claim(1).speaker().unwrap().as_str(), "s-eve");
    assert!(claim(1).via().is_empty() && claim(1).log.len() == 2);
    assert_eq!((claim(2).decision, claim(2).note.as_str()), (Decision::Rejected, "look"));
    assert!(claim(3).flag && merged.record.speaker(&SpeakerId::new("s-eve")).is_some());
}

#[test]
fn contradictions_are_told_and_ours_stands() {
    let base = after(&[], "");
    let ours = after(&[Edit::Confirm(vec![id(0)]), speaker(1, "Eve"), Edit::SetNote(id(2), "yes".into())], "mw");
    let theirs = after(&[Edit::Reject(vec![id(0)]), speaker(1, "Zed"), Edit::SetNote(id(2), "no".into())], "jk");
    let merged = merge(&base, &ours, &theirs);
    let contested = [(0, Field::Decision), (1, Field::Speaker), (2, Field::Note)];
    assert_eq!(merged.conflicts, contested.map(|(number, field)| Conflict::Claim(id(number), field)));
    for (merged, ours) in merged.record.claims.iter().zip(&ours.claims) {
        assert_eq!((merged.decision, &merged.correction, &merged.note), (ours.decision, &ours.correction, &ours.note));
    }
    let theirs = &merged.record.claims[0].rival.as_ref().unwrap().theirs;
    assert_eq!((theirs.decision, theirs.decided.as_ref().unwrap().by.as_str()), (Decision::Rejected, "jk"));
    let rename = |name: &str| after(&[Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into())], "mw");
    let merged = merge(&base, &rename("Ana Diaz"), &rename("Ana Ray"));
    assert_eq!(merged.conflicts, [Conflict::Speaker(SpeakerId::new("s-ana"))]);
    let ana = merged.record.speaker(&SpeakerId::new("s-ana")).unwrap();
    assert_eq!((ana.name.as_str(), ana.aliases.join(",").as_str()), ("Ana Diaz", "Ana,Ana Ray"));
}

/// What came of two reviews of the same start, on the desk of the first.
fn at_odds(ours: &[Edit], theirs: &[Edit]) -> Session {
    let merged = merge(&after(&[], ""), &after(ours, "mw"), &after(theirs, "jk"));
    let mut session = session(FIVE);
    session.adopt(merged.record);
    session
}

#[test]
fn a_conflict_is_settled_for_either_side_and_both_logs_stay() {
    let both = |whose| {
        let mut session = at_odds(&[Edit::Confirm(vec![id(0)])], &[speaker(0, "Zed"), Edit::SetNote(id(0), "who?".into())]);
        let conflicts = session.conflicts();
        assert_eq!(conflicts, [Conflict::Claim(id(0), Field::Decision)], "a note of one side alone is no conflict");
        assert_eq!(session.progress().contested, 1);
        session.apply(Edit::Settle(conflicts, whose), &stamp("mw")).unwrap();
        assert!(session.conflicts().is_empty() && session.progress().contested == 0);
        let claim = session.claim(&id(0)).unwrap().clone();
        assert_eq!(*claim.note, "who?");
        assert_eq!(claim.log.last().unwrap().to, claim.decision);
        assert!(claim.log.windows(2).all(|pair| pair[0].to == pair[1].from), "{:?}", claim.log);
        assert!(claim.log.iter().any(|entry| entry.stamp.by == "jk") && claim.log.iter().any(|entry| entry.stamp.by == "mw"));
        session.undo().unwrap();
        assert_eq!(session.conflicts().len(), 1, "undo opens it again");
        (claim.decision, claim.speaker().unwrap().to_string())
    };
    assert_eq!(both(Whose::Ours), (Decision::Confirmed, "s-ana".to_owned()));
    assert_eq!(both(Whose::Theirs), (Decision::Corrected, "s-zed".to_owned()));
}

#[test]
fn fields_are_settled_one_by_one() {
    let mut session = at_odds(
        &[speaker(1, "Eve"), Edit::SetNote(id(1), "yes".into()), Edit::SetFlag(vec![id(1)], true)],
        &[speaker(1, "Zed"), Edit::SetNote(id(1), "no".into()), Edit::SetVia(vec![id(1)], vec![])],
    );
    assert_eq!(session.conflicts(), [Field::Speaker, Field::Note].map(|field| Conflict::Claim(id(1), field)));
    let settle = |session: &mut Session, field, whose| {
        session.apply(Edit::Settle(vec![Conflict::Claim(id(1), field)], whose), &stamp("mw")).unwrap();
    };
    settle(&mut session, Field::Speaker, Whose::Theirs);
    assert_eq!(session.conflicts().len(), 1);
    settle(&mut session, Field::Note, Whose::Ours);
    let claim = session.claim(&id(1)).unwrap();
    assert_eq!((claim.speaker().unwrap().as_str(), claim.note.as_str(), claim.flag), ("s-zed", "yes", true));
    assert!(claim.via().is_empty() && claim.rival.is_none());
}

#[test]
fn evidence_of_both_is_kept_and_only_the_state_contested() {
    let check = |state, link: &str| {
        let evidence = vec![crate::review::Evidence::read(link).unwrap()];
        Edit::SetCheck(vec![id(0)], crate::review::FactCheck { state: Some(state), evidence, ..Default::default() })
    };
    use crate::review::CheckState::{Verified, Wrong};
    let session = at_odds(&[check(Verified, "a.example")], &[check(Wrong, "b.example")]);
    assert_eq!(session.conflicts(), [Conflict::Claim(id(0), Field::Check)]);
    assert_eq!(session.claim(&id(0)).unwrap().check.evidence.len(), 2);
}

#[test]
fn a_name_that_two_people_gave_is_settled() {
    let rename = |name: &str| Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into());
    let mut session = at_odds(&[rename("Ana Diaz")], &[rename("Ana Ray")]);
    let conflicts = session.conflicts();
    assert_eq!(conflicts, [Conflict::Speaker(SpeakerId::new("s-ana"))]);
    session.apply(Edit::Settle(conflicts, Whose::Theirs), &stamp("mw")).unwrap();
    let ana = session.speaker(&SpeakerId::new("s-ana")).unwrap();
    assert_eq!((ana.name.as_str(), ana.aliases.join(",").as_str()), ("Ana Ray", "Ana,Ana Diaz"));
    assert!(session.conflicts().is_empty());
}

#[test]
fn an_older_state_of_the_file_takes_nothing_back_in_silence() {
    let base = after(&[Edit::Confirm(vec![id(0)])], "mw");
    let merged = merge(&base, &base, &after(&[], ""));
    assert_eq!(merged.conflicts, [Conflict::Claim(id(0), Field::Decision)]);
    assert_eq!(merged.record.claims[0].decision, Decision::Confirmed);
}

#[test]
fn undo_reaches_back_as_far_as_the_others_work_lets_it() {
    let base = after(&[], "");
    let mut session = session(FIVE);
    for edit in [Edit::Confirm(vec![id(0)]), speaker(1, "Eve"), Edit::Confirm(vec![id(2)])] {
        session.apply(edit, &stamp("mw")).unwrap();
    }
    let theirs = after(&[Edit::SetNote(id(1), "hm".into())], "jk");
    let merged = merge(&base, &session.record(), &theirs);
    assert_eq!(session.adopt(merged.record), 2, "the step on the claim that they changed, and the one before");
    assert!(session.undo().is_some() && session.undo().is_none());
    assert_eq!(*session.claim(&id(1)).unwrap().note, "hm");
    let untouched = merge(&session.record(), &session.record(), &session.record());
    session.redo().unwrap();
    assert_eq!(session.adopt(untouched.record), 1, "the claim that redo had changed is as it was saved");
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
    assert_eq!(merged.conflicts, [Conflict::Claim(id(0), Field::Check)]);
    let check = &merged.record.claims.iter().find(|claim| claim.id == id(0)).unwrap().check;
    assert_eq!((check.state, check.evidence.len()), (Some(CheckState::Verified), 4), "nothing is lost");
}

#[test]
fn two_speakers_merged_into_each_other_make_no_ring() {
    let join = |from: &str, into: &str| {
        let speaker = |name: &str| SpeakerId::new(format!("s-{name}"));
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
