mod names;
mod settled;

use proptest::prelude::*;

use super::super::merge::{Merged, Seen, merge};
use super::properties::{FIVE, edit};
use super::*;
use crate::claim::Parts;

fn after(edits: &[Edit], by: &str) -> Record {
    let mut session = session(FIVE);
    for edit in edits {
        session.apply(edit.clone(), &stamp(by)).unwrap();
    }
    session.record()
}

fn at(by: &str, minute: u32) -> Stamp {
    Stamp { by: by.into(), at: format!("2026-11-22T19:{minute:02}:00Z") }
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
fn an_older_state_of_the_file_takes_nothing_back() {
    let base = after(&[Edit::Confirm(vec![id(0)])], "mw");
    let merged = merge(&base, &base, &after(&[], ""));
    assert_eq!((merged.conflicts, &merged.record), (vec![], &base), "undecided against decided is no contradiction");
    // An earlier word of the same person may be the one that they came back to: that is asked.
    let twice = after(&[Edit::Confirm(vec![id(0)]), Edit::Reject(vec![id(0)])], "mw");
    assert_eq!(merge(&twice, &twice, &base).conflicts, [Conflict::Claim(id(0), Field::Decision)]);
}

/// A session that began with `base`, edited by mw and saved, and then finds `theirs` in the place of its file.
fn replaced(base: &Record, edits: &[Edit], theirs: &Record) -> Merged {
    let mut session = Session::restore(Arc::new(marked(FIVE).0), base.clone());
    let mut seen = Seen::opened(session.record());
    for edit in edits {
        session.apply(edit.clone(), &stamp("mw")).unwrap();
    }
    seen.saved(session.record());
    seen.take_in(&session.record(), theirs.clone())
}

#[test]
fn what_is_saved_already_is_contested_by_whoever_did_not_know_of_it() {
    let start = after(&[], "");
    let confirm = |number| Edit::Confirm(vec![id(number)]);
    let ours = [confirm(0), confirm(1), confirm(2)];
    let theirs = after(&[Edit::Reject(vec![id(0)]), confirm(1)], "jk");
    let Merged { record, conflicts } = replaced(&start, &ours, &theirs);
    assert_eq!(conflicts, [Conflict::Claim(id(0), Field::Decision)], "only what contradicts is asked");
    let claim = |number: usize| &record.claims[number];
    assert_eq!(claim(0).decision, Decision::Confirmed);
    assert_eq!(claim(0).rival.as_ref().unwrap().theirs.decision, Decision::Rejected);
    assert_eq!(claim(2).decision, Decision::Confirmed, "what they had not decided is as we decided it");
    assert_eq!(claim(1).log.len(), 2, "both have confirmed it");
    // Whoever had ours before their eyes is believed.
    let mut later = Session::restore(Arc::new(marked(FIVE).0), after(&ours, "mw"));
    later.apply(Edit::Reject(vec![id(0)]), &stamp("jk")).unwrap();
    let Merged { record, conflicts } = replaced(&start, &ours, &later.record());
    assert_eq!((conflicts, record.claims[0].decision), (vec![], Decision::Rejected));
}

#[test]
fn what_has_no_log_is_not_replaced_either() {
    let note = |text: &str| Edit::SetNote(id(0), text.into());
    let rename = |name: &str| Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into());
    let added = Edit::AddClaim {
        parts: Parts { content: vec![Span::new(4, 7)], cue: vec![], source: vec![] },
        speaker: SpeakerChoice::Nobody,
    };
    let done = Edit::SetDone(Some("0.1.0".into()));
    let read = Edit::SetNothingHere(vec![Span::new(0, 3)], ReadMark::Set);
    let ours = [note("yes"), rename("Ana Diaz"), added, done, read, Edit::SetFlag(vec![id(1)], true)];
    // An empty sheet takes nothing away.
    let Merged { record, conflicts } = replaced(&after(&[], ""), &ours, &after(&[], ""));
    assert_eq!((conflicts, &record), (vec![], &after(&ours, "mw")));
    // What contradicts is asked, what both said or one alone is not.
    let theirs = after(&[note("no"), rename("Ana Ray"), Edit::SetNote(id(2), "hm".into())], "jk");
    let Merged { record, conflicts } = replaced(&after(&[], ""), &ours, &theirs);
    assert_eq!(conflicts, [Conflict::Claim(id(0), Field::Note), Conflict::Speaker(SpeakerId::new("s-ana"))]);
    let noted: Vec<&str> = record.claims.iter().map(|claim| claim.note.as_str()).filter(|note| !note.is_empty()).collect();
    assert_eq!(noted, ["yes", "hm"]);
    assert!(
        record.done.is_some() && record.nothing_here.len() == 1 && record.claims.iter().any(|claim| claim.suggestion.is_none())
    );
    // A note that was there when the file was opened, and that ours replaced, is no contradiction.
    let base = after(&[note("before")], "km");
    let Merged { record, conflicts } = replaced(&base, &[note("yes")], &base);
    assert_eq!((conflicts, record.claims[0].note.as_str()), (vec![], "yes"));
}

#[test]
fn ones_own_undo_is_not_undone_by_the_file() {
    let mut session = session(FIVE);
    let mut seen = Seen::opened(session.record());
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    seen.saved(session.record());
    let mut theirs = Session::restore(session.article().clone(), session.record());
    theirs.apply(Edit::SetNote(id(1), "hm".into()), &stamp("jk")).unwrap();
    session.undo().unwrap();
    let merged = seen.take_in(&session.record(), theirs.record());
    assert_eq!((merged.conflicts, merged.record.claims[0].decision), (vec![], Decision::Unreviewed));
    assert_eq!(*merged.record.claims[1].note, "hm");
}

#[test]
fn three_people_may_differ_and_are_heard_one_after_the_other() {
    let mut session = session(FIVE);
    let mut seen = Seen::opened(session.record());
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    seen.saved(session.record());
    for theirs in [after(&[Edit::Reject(vec![id(0)])], "jk"), after(&[speaker(0, "Zed")], "km")] {
        let merged = seen.take_in(&session.record(), theirs);
        session.adopt(merged.record);
    }
    let rival = session.claim(&id(0)).unwrap().rival.clone().unwrap();
    let by: Vec<&str> = rival.sides().map(|side| side.decided.as_ref().unwrap().by.as_str()).collect();
    assert_eq!(by, ["jk", "km"]);
    let settle = |session: &mut Session, whose| {
        let conflicts = session.conflicts();
        assert_eq!(conflicts, [Conflict::Claim(id(0), Field::Decision)]);
        session.apply(Edit::Settle(conflicts, whose), &stamp("mw")).unwrap();
    };
    settle(&mut session, Whose::Ours);
    assert_eq!(session.claim(&id(0)).unwrap().decision, Decision::Confirmed);
    settle(&mut session, Whose::Theirs);
    let claim = session.claim(&id(0)).unwrap();
    assert_eq!((claim.decision, claim.speaker().unwrap().as_str()), (Decision::Corrected, "s-zed"));
    assert!(claim.rival.is_none() && ["mw", "jk", "km"].iter().all(|by| claim.log.iter().any(|entry| entry.stamp.by == *by)));
}

#[test]
fn whoever_comes_to_the_same_settles_it() {
    let mut session = at_odds(&[Edit::Confirm(vec![id(0)])], &[Edit::Reject(vec![id(0)])]);
    session.apply(Edit::Reject(vec![id(0)]), &stamp("mw")).unwrap();
    assert!(session.conflicts().is_empty() && session.progress().contested == 0);
    let claim = session.claim(&id(0)).unwrap();
    assert!(claim.log.iter().any(|entry| entry.stamp.by == "jk") && claim.log.last().unwrap().stamp.by == "mw");
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
fn words_that_somebody_found_again_are_found_for_all() {
    let lost = |record: Record| {
        let mut record = record;
        let at = record.claims.iter().position(|claim| claim.id == id(0)).unwrap();
        Arc::make_mut(&mut record.claims[at]).anchor = Anchor::Orphan;
        record
    };
    let start = lost(after(&[Edit::Confirm(vec![id(0)])], "mw"));
    let mut there = Session::restore(Arc::new(marked(FIVE).0), start.clone());
    let place = there.claim(&id(1)).unwrap().spans(Part::Content).to_vec();
    there.apply(Edit::Reanchor(id(0), vec![(Part::Content, place.clone())]), &stamp("jk")).unwrap();
    let mut here = Seen::opened(start.clone());
    let mut ours = start;
    // Twice: what was taken in is not taken back by the next file.
    for _ in 0..2 {
        ours = here.take_in(&ours, there.record()).record;
        let claim = ours.claims.iter().find(|claim| claim.id == id(0)).unwrap();
        assert_eq!((claim.anchor.is_lost(), claim.spans(Part::Content)), (false, place.as_slice()));
    }
}

#[test]
fn marks_of_a_done_article_and_of_read_stretches_go_together() {
    let (done, undone) = (Edit::SetDone(Some("0.1.0".into())), Edit::SetDone(None));
    let read = |at: usize| Edit::SetNothingHere(vec![Span::new(at, at + 3)], ReadMark::Set);
    let unread = |at: usize| Edit::SetNothingHere(vec![Span::new(at, at + 3)], ReadMark::Clear);
    let base = after(&[read(0)], "mw");
    let ours = after(&[read(0), read(4), done.clone()], "mw");
    let theirs = after(&[read(0), unread(0), read(4), read(8)], "jk");
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let at: Vec<_> = merged.record.nothing_here.iter().map(|stretch| (stretch.span.start, stretch.stamp.by.as_str())).collect();
    assert_eq!(at, [(4, "jk"), (8, "jk")], "the first reader by time, then by name; what one took back is gone");
    assert_eq!(merged.record.done.as_ref().map(|done| done.stamp.by.as_str()), Some("mw"));
    // Both marked it: one mark stands. One took it off, the other set it again: it stays off.
    let marked = |by| after(std::slice::from_ref(&done), by);
    assert_eq!(merge(&base, &marked("mw"), &marked("jk")).record.done, marked("mw").done);
    assert_eq!(merge(&marked("mw"), &after(&[done.clone(), undone], "mw"), &marked("jk")).record.done, None);
}

#[test]
fn allowances_go_together_and_the_later_reason_counts() {
    let what = |at: usize| Allowed { span: Span::new(at, at + 3), rule: "anonymous.bare".into(), claim: None };
    let allow = |at: usize, reason: &str| Edit::SetAllowance(what(at), Some(reason.into()));
    let forbid = |at: usize| Edit::SetAllowance(what(at), None);
    let base = after(&[allow(0, "editor knows"), allow(4, "lawyer knows")], "mw");
    let ours = after(&[allow(0, "editor knows"), allow(4, "lawyer knows"), forbid(4), allow(8, "ours")], "mw");
    let theirs = after(&[allow(0, "editor met her"), allow(4, "lawyer knows"), allow(8, "theirs"), allow(12, "more")], "jk");
    let reasons = |record: &Record| {
        let line = |one: &Allowance| format!("{} {} {}", one.what.span.start, one.reason, one.stamp.by);
        record.allowances.iter().map(line).collect::<Vec<_>>()
    };
    let (merged, turned) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
    assert_eq!((&merged.conflicts, &merged.record.allowances), (&vec![], &turned.record.allowances));
    // Of two at the same second the name decides; what one side took back is gone.
    assert_eq!(reasons(&merged.record), ["0 editor met her jk", "8 ours mw", "12 more jk"]);
    // A file that changed under an open session takes nothing of ours away.
    let Merged { record, .. } = replaced(&after(&[], ""), &[allow(0, "ours")], &after(&[], ""));
    assert_eq!(reasons(&record), ["0 ours mw"]);
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
            prop_assert_eq!(&merged.record.allowances, &turned.record.allowances);
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
