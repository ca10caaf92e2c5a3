//! Contradictions that a person settles, and what is remembered of it.

use super::*;

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
fn what_one_session_settles_is_settled_in_every_other_that_has_it_open() {
    for whose in [Whose::Ours, Whose::Theirs] {
        for edits in [[Edit::Confirm(vec![id(0)]), speaker(1, "Eve")], [Edit::Reject(vec![id(0)]), speaker(1, "Ann")]] {
            let open = at_odds(&edits, &[speaker(0, "Zed"), speaker(1, "Zed")]);
            assert_eq!(open.conflicts().len(), 2);
            // Two sessions have the file with both sides open; one of them settles it, and later.
            let (mut first, mut second) = (open.clone(), open.clone());
            let (mut of_first, mut of_second) = (Seen::opened(open.record()), Seen::opened(open.record()));
            let later = Stamp { by: "km".into(), at: "2026-11-22T19:00:00Z".into() };
            first.apply(Edit::Settle(first.conflicts(), whose), &later).unwrap();
            of_first.saved(first.record());
            let merged = of_second.take_in(&second.record(), first.record());
            assert_eq!(merged.conflicts, [], "{whose:?}");
            second.adopt(merged.record);
            for number in [0, 1] {
                let (one, other) = (first.claim(&id(number)).unwrap(), second.claim(&id(number)).unwrap());
                assert_eq!((one.decision, &one.correction), (other.decision, &other.correction), "{whose:?}");
            }
            // Nor does an old copy of the file open it again.
            let merged = of_first.take_in(&first.record(), open.record());
            assert_eq!((merged.conflicts, &merged.record.claims), (vec![], &first.record().claims), "{whose:?}");
        }
    }
}

fn check_state(number: usize, state: CheckState) -> Edit {
    Edit::SetCheck(vec![id(number)], FactCheck { state: Some(state), ..Default::default() })
}

#[test]
fn a_settled_note_or_fact_check_is_not_asked_about_again() {
    let note = |text: &str| Edit::SetNote(id(1), text.into());
    let ours = [note("yes"), check_state(2, CheckState::Verified)];
    let theirs = [note("no"), check_state(2, CheckState::Wrong)];
    for whose in [Whose::Ours, Whose::Theirs] {
        // One has ours/theirs open, the other the same the other way round.
        let (mut first, mut second) = (at_odds(&ours, &theirs), at_odds(&theirs, &ours));
        let mut of_second = Seen::opened(second.record());
        let mut of_first = Seen::opened(first.record());
        assert_eq!((first.conflicts().len(), second.conflicts().len()), (2, 2));
        first.apply(Edit::Settle(first.conflicts(), whose), &at("mw", 0)).unwrap();
        of_first.saved(first.record());
        let merged = of_second.take_in(&second.record(), first.record());
        assert_eq!(merged.conflicts, [], "{whose:?}");
        second.adopt(merged.record);
        for number in [1, 2] {
            let (one, other) = (first.claim(&id(number)).unwrap(), second.claim(&id(number)).unwrap());
            assert_eq!((&one.note, &one.check, &one.settled), (&other.note, &other.check, &other.settled), "{whose:?}");
        }
        // What is said later, knowing of it, is a word of its own.
        second.apply(note("no, see page 3"), &at("jk", 1)).unwrap();
        let merged = of_first.take_in(&first.record(), second.record());
        assert_eq!(merged.conflicts, [Conflict::Claim(id(1), Field::Note)]);
    }
}

#[test]
fn two_who_settle_it_differently_are_asked() {
    let note = |text: &str| [Edit::SetNote(id(1), text.into())];
    let (mut first, mut second) = (at_odds(&note("yes"), &note("no")), at_odds(&note("yes"), &note("no")));
    let (mut of_first, mut of_second) = (Seen::opened(first.record()), Seen::opened(second.record()));
    first.apply(Edit::Settle(first.conflicts(), Whose::Ours), &at("mw", 0)).unwrap();
    second.apply(Edit::Settle(second.conflicts(), Whose::Theirs), &at("jk", 1)).unwrap();
    let merged = of_first.take_in(&first.record(), second.record());
    assert_eq!(merged.conflicts, [Conflict::Claim(id(1), Field::Note)]);
    first.adopt(merged.record);
    first.apply(Edit::Settle(first.conflicts(), Whose::Ours), &at("mw", 2)).unwrap();
    let merged = of_second.take_in(&second.record(), first.record());
    assert_eq!(merged.conflicts, []);
    let claim = merged.record.claims.iter().find(|claim| claim.id == id(1)).unwrap();
    assert_eq!((claim.note.as_str(), claim.settled.len()), ("yes", 3));
}

#[test]
fn a_settled_note_whose_settling_is_undone_is_open_again() {
    let note = |text: &str| [Edit::SetNote(id(1), text.into())];
    let (mut first, mut second) = (at_odds(&note("yes"), &note("no")), at_odds(&note("no"), &note("yes")));
    let (mut of_first, mut of_second) = (Seen::opened(first.record()), Seen::opened(second.record()));
    first.apply(Edit::Settle(first.conflicts(), Whose::Theirs), &at("mw", 0)).unwrap();
    of_first.saved(first.record());
    second.adopt(of_second.take_in(&second.record(), first.record()).record);
    first.undo().unwrap();
    of_first.saved(first.record());
    let merged = of_first.take_in(&first.record(), second.record());
    assert_eq!(merged.conflicts, [Conflict::Claim(id(1), Field::Note)], "it was taken back here");
}

#[test]
fn a_note_typed_as_the_other_has_it_settles_the_conflict_for_everybody() {
    let note = |text: &str| [Edit::SetNote(id(1), text.into())];
    let (mut first, second) = (at_odds(&note("yes"), &note("no")), at_odds(&note("yes"), &note("no")));
    let mut of_second = Seen::opened(second.record());
    first.apply(note("no")[0].clone(), &at("mw", 0)).unwrap();
    assert_eq!(first.conflicts(), []);
    assert_eq!(of_second.take_in(&second.record(), first.record()).conflicts, []);
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
fn evidence_that_was_added_while_two_verdicts_were_open_stays_whoever_is_right() {
    let check = |state, link: &str| {
        let evidence = Evidence::read(link).unwrap();
        Edit::SetCheck(vec![id(0)], FactCheck { state: Some(state), evidence: vec![evidence], ..FactCheck::default() })
    };
    let ours = after(&[check(CheckState::Verified, "https://a.example primary supports")], "mw");
    let theirs = after(&[check(CheckState::Wrong, "https://b.example primary contradicts")], "jk");
    let merged = merge(&after(&[], ""), &ours, &theirs);
    let mut session = Session::restore(Arc::new(marked(FIVE).0), merged.record);
    let mut record = FactCheck::clone(&session.claim(&id(0)).unwrap().check);
    record.evidence.push(Evidence::read("https://c.example primary supports").unwrap());
    session.apply(Edit::SetCheck(vec![id(0)], record), &stamp("mw")).unwrap();
    session.apply(Edit::Settle(session.conflicts(), Whose::Theirs), &stamp("mw")).unwrap();
    let check = &session.claim(&id(0)).unwrap().check;
    assert_eq!((check.state, check.evidence.len()), (Some(CheckState::Wrong), 3), "{:?}", check.evidence);
}

#[test]
fn the_words_of_an_answered_note_or_check_written_anew_are_a_word_of_their_own() {
    let note = |text: &str| Edit::SetNote(id(1), text.into());
    let (said, other) = ([note("yes"), check_state(2, CheckState::Verified)], [note("no"), check_state(2, CheckState::Wrong)]);
    let mut first = at_odds(&said, &other);
    let mut of_first = Seen::opened(first.record());
    first.apply(Edit::Settle(first.conflicts(), Whose::Theirs), &at("mw", 1)).unwrap();
    of_first.saved(first.record());
    // Somebody whose file never had any of it says letter for letter what was answered: before the answer, and after it.
    for (minute, conflicts) in [(0, vec![]), (2, [(1, Field::Note), (2, Field::Check)].to_vec())] {
        let mut third = session(FIVE);
        for edit in &said {
            third.apply(edit.clone(), &at("km", minute)).unwrap();
        }
        let conflicts: Vec<Conflict> = conflicts.into_iter().map(|(at, field)| Conflict::Claim(id(at), field)).collect();
        let merged = of_first.clone().take_in(&first.record(), third.record());
        assert_eq!(merged.conflicts, conflicts, "in minute {minute}");
        assert_eq!(Seen::opened(session(FIVE).record()).take_in(&third.record(), first.record()).conflicts, conflicts);
        // Who wrote it is known to the conflict.
        let rival = |at: usize| merged.record.claims[at].rival.clone();
        let by = |rival: Option<Box<Rival>>, field| rival.map(|rival| rival.theirs.stamp_of(field).unwrap().by.clone());
        assert_eq!(by(rival(1), Field::Note).is_some_and(|by| by == "km"), minute == 2);
        assert_eq!(by(rival(2), Field::Check).is_some_and(|by| by == "km"), minute == 2);
    }
}

#[test]
fn a_note_taken_up_again_is_not_the_old_one() {
    let note = |text: &str| Edit::SetNote(id(1), text.into());
    // Ours replaced a note that was there when the file was opened; theirs, who saw both, brings its words again.
    let base = after(&[note("before")], "km");
    let mut session = Session::restore(Arc::new(marked(FIVE).0), base.clone());
    let mut seen = Seen::opened(session.record());
    session.apply(note("after"), &at("mw", 1)).unwrap();
    seen.saved(session.record());
    let mut theirs = Session::restore(Arc::new(marked(FIVE).0), session.record());
    theirs.apply(note("before"), &at("jk", 2)).unwrap();
    let merged = seen.clone().take_in(&session.record(), theirs.record());
    assert_eq!(merged.conflicts, [Conflict::Claim(id(1), Field::Note)]);
    // The old file itself is still nothing new.
    assert_eq!(seen.take_in(&session.record(), base).conflicts, []);
}

#[test]
fn a_word_that_was_chosen_anew_is_not_the_old_one() {
    let name = |name: &str| Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into());
    let said = [Edit::SetNote(id(1), "yes".into()), check_state(2, CheckState::Verified), name("Ana Diaz")];
    let other = [Edit::SetNote(id(1), "no".into()), check_state(2, CheckState::Wrong), name("Ana Ray")];
    let (mut first, mut second) = (at_odds(&said, &other), at_odds(&other, &said));
    let (mut of_first, mut of_second) = (Seen::opened(first.record()), Seen::opened(second.record()));
    let open = first.conflicts();
    assert_eq!(open.len(), 3);
    // Each takes the word of the other, without knowing of that; then each goes back to their own first word.
    first.apply(Edit::Settle(open.clone(), Whose::Theirs), &at("mw", 1)).unwrap();
    second.apply(Edit::Settle(open.clone(), Whose::Theirs), &at("jk", 2)).unwrap();
    let (by_first, by_second) = (first.record(), second.record());
    of_first.saved(by_first.clone());
    of_second.saved(by_second.clone());
    first.adopt(of_first.take_in(&by_first, by_second.clone()).record);
    second.adopt(of_second.take_in(&by_second, by_first).record);
    assert_eq!((first.conflicts(), second.conflicts()), (open.clone(), open.clone()));
    first.apply(Edit::Settle(open.clone(), Whose::Ours), &at("mw", 3)).unwrap();
    second.apply(Edit::Settle(open.clone(), Whose::Ours), &at("jk", 4)).unwrap();
    of_first.saved(first.record());
    let merged = of_first.take_in(&first.record(), second.record());
    assert_eq!(merged.conflicts, open, "what was chosen apart, and was there before, is asked");
}

#[test]
fn what_was_settled_is_not_open_again_where_the_other_word_came_in_by_itself() {
    let start = after(&[], "");
    let (mut first, mut second) = (session(FIVE), session(FIVE));
    let (mut of_first, mut of_second) = (Seen::opened(start.clone()), Seen::opened(start));
    // Both decide at once, save, and find the file of the other in the place of theirs.
    first.apply(Edit::Reject(vec![id(0)]), &at("mw", 0)).unwrap();
    second.apply(Edit::Confirm(vec![id(0)]), &at("jk", 1)).unwrap();
    let (by_first, by_second) = (first.record(), second.record());
    of_first.saved(by_first.clone());
    of_second.saved(by_second.clone());
    first.adopt(of_first.take_in(&by_first, by_second.clone()).record);
    second.adopt(of_second.take_in(&by_second, by_first.clone()).record);
    of_second.left(by_first);
    let open = [Conflict::Claim(id(0), Field::Decision)];
    assert_eq!((first.conflicts(), second.conflicts()), (open.to_vec(), open.to_vec()));
    // The second saves the conflict; the first settles it for the own word, and the second finds that.
    of_second.saved(second.record());
    first.apply(Edit::Settle(first.conflicts(), Whose::Ours), &at("mw", 2)).unwrap();
    let merged = of_second.take_in(&second.record(), first.record());
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.record.claims[0].decision, Decision::Rejected);
}

/// The content of the third claim, as somebody corrects it.
fn content(words: &str) -> Edit {
    let text = session(FIVE).article().text.clone();
    let start = text.find(words).unwrap();
    Edit::SetSpans(id(2), Part::Content, vec![Span::new(start, start + words.len())])
}

/// Two sessions that began with `base`, as their sides of a merge by history.
fn met(base: &Record, ours: &Record, theirs: &Record) -> Merged {
    let mut seen = Seen::opened(base.clone());
    seen.saved(ours.clone());
    seen.take_in(ours, theirs.clone())
}

#[test]
fn what_was_set_back_to_the_suggestion_is_somebodys_word() {
    let base = after(&[], "");
    let back = Edit::SetSpeaker(vec![id(2)], SpeakerChoice::Existing(SpeakerId::new("s-cy")));
    let there_and_back = [content("begin soon"), speaker(2, "Zed"), back];
    let (ours, theirs) = (after(&there_and_back, "mw"), after(&[speaker(2, "Zed")], "jk"));
    let open = [Conflict::Claim(id(2), Field::Speaker)];
    assert_eq!(met(&base, &ours, &theirs).conflicts, open);
    assert_eq!(met(&base, &theirs, &ours).conflicts, open);
    assert_eq!(merge(&base, &ours, &theirs).conflicts, open, "with a common start, too");
    // What is not said is not asked about.
    let once = after(&[content("begin soon")], "mw");
    assert_eq!(met(&base, &once, &theirs).conflicts, []);
    let twice = after(&[content("Repairs begin"), content("begin soon")], "mw");
    assert_eq!(met(&base, &twice, &theirs).conflicts, [], "the content was said twice, the speaker never");
}

#[test]
fn what_was_chosen_of_ones_own_words_is_not_taken_for_unsaid() {
    let base = after(&[], "");
    let mut session = session(FIVE);
    session.apply(content("begin soon"), &at("mw", 0)).unwrap();
    let old = session.record();
    let mut seen = Seen::opened(base.clone());
    seen.saved(old.clone());
    session.apply(speaker(2, "Zed"), &at("mw", 1)).unwrap();
    seen.saved(session.record());
    // An old copy of their own file: they go back to it.
    let mut other = Seen::opened(base.clone());
    session.adopt(other.take_in(&session.record(), old).record);
    let open = session.conflicts();
    assert_eq!(open, [Conflict::Claim(id(2), Field::Speaker)]);
    session.apply(Edit::Settle(open.clone(), Whose::Theirs), &at("mw", 2)).unwrap();
    assert!(session.claim(&id(2)).unwrap().correction.speaker.is_keep());
    other.saved(session.record());
    let theirs = after(&[speaker(2, "Zed")], "jk");
    assert_eq!(other.take_in(&session.record(), theirs).conflicts, open);
}

#[test]
fn of_two_open_fields_the_one_that_was_chosen_first_is_kept() {
    let mut first = at_odds(&[content("begin soon"), speaker(2, "Eve")], &[content("Repairs"), speaker(2, "Zed")]);
    let mut second = first.clone();
    let mut of_first = Seen::opened(first.record());
    let of_content = vec![Conflict::Claim(id(2), Field::Content)];
    // Each settles the content the other way; the speaker stays open with the first.
    first.apply(Edit::Settle(of_content.clone(), Whose::Ours), &at("mw", 0)).unwrap();
    of_first.saved(first.record());
    second.apply(Edit::Settle(of_content, Whose::Theirs), &at("jk", 1)).unwrap();
    second.apply(Edit::Settle(second.conflicts(), Whose::Ours), &at("jk", 2)).unwrap();
    let merged = of_first.take_in(&first.record(), second.record());
    assert!(merged.conflicts.contains(&Conflict::Claim(id(2), Field::Content)), "{:?}", merged.conflicts);
}

#[test]
fn a_word_that_somebody_took_back_does_not_come_back_with_a_file_of_before() {
    let base = after(&[], "");
    let (mut first, mut second) = (session(FIVE), session(FIVE));
    let (mut of_first, mut of_second) = (Seen::opened(base.clone()), Seen::opened(base));
    first.apply(content("begin soon"), &at("mw", 0)).unwrap();
    of_first.saved(first.record());
    // The other had taken back a word of their own before that file came.
    second.apply(Edit::Confirm(vec![id(2)]), &at("jk", 1)).unwrap();
    second.apply(Edit::Undecide(vec![id(2)]), &at("jk", 2)).unwrap();
    second.adopt(of_second.take_in(&second.record(), first.record()).record);
    assert_eq!(second.claim(&id(2)).unwrap().decision, Decision::Corrected);
    first.apply(Edit::Undecide(vec![id(2)]), &at("mw", 3)).unwrap();
    let merged = of_first.take_in(&first.record(), second.record());
    let claim = merged.record.claims.iter().find(|claim| claim.id == id(2)).unwrap();
    assert_eq!((merged.conflicts.len(), claim.decision, claim.log.len()), (0, Decision::Unreviewed, 4));
}

#[test]
fn who_takes_a_correction_of_somebody_else_back_confirms_and_rejects_nothing() {
    let back = || Edit::SetSpeaker(vec![id(2)], SpeakerChoice::Existing(SpeakerId::new("s-cy")));
    let decided = |session: &Session| {
        let claim = session.claim(&id(2)).unwrap();
        (claim.decision, claim.decided.as_ref().map(|stamp| stamp.by.clone()))
    };
    // One's own, there and back, decides nothing.
    let mut own = session(FIVE);
    own.apply(speaker(2, "Zed"), &stamp("mw")).unwrap();
    own.apply(back(), &stamp("mw")).unwrap();
    assert_eq!(decided(&own), (Decision::Unreviewed, None));
    // Somebody else's: it is right as it was proposed.
    let mut other = session(FIVE);
    other.apply(speaker(2, "Zed"), &stamp("jk")).unwrap();
    other.apply(back(), &stamp("mw")).unwrap();
    assert_eq!(decided(&other), (Decision::Confirmed, Some("mw".to_owned())));
    // One's own that was chosen over a rejection.
    let mut chosen = at_odds(&[speaker(2, "Zed")], &[Edit::Reject(vec![id(2)])]);
    chosen.apply(Edit::Settle(chosen.conflicts(), Whose::Ours), &stamp("mw")).unwrap();
    chosen.apply(back(), &stamp("mw")).unwrap();
    assert_eq!(decided(&chosen), (Decision::Confirmed, Some("mw".to_owned())));
}
