//! Names, merges and descriptions of speakers on two sides.

use super::*;

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
fn two_speakers_merged_into_each_other_make_no_ring() {
    let join = |from: &str, into: &str| {
        let speaker = |name: &str| SpeakerId::new(format!("s-{name}"));
        after(&[Edit::MergeSpeakers(speaker(from), speaker(into))], "mw")
    };
    let merged = merge(&after(&[], ""), &join("ana", "bo"), &join("bo", "ana"));
    assert!(!merged.conflicts.is_empty());
    let session = Session::restore(Arc::new(marked(FIVE).0), merged.record);
    let whole = super::session(FIVE).speakers().count();
    assert_eq!(session.speakers().count(), whole - 1, "one of the two stands for both");
}

fn ana(description: Description) -> Edit {
    Edit::DescribeSpeaker(SpeakerId::new("s-ana"), description)
}

fn settle(session: &mut Session, whose: Whose) {
    let conflicts = session.conflicts();
    session.apply(Edit::Settle(conflicts, whose), &stamp("mw")).unwrap();
}

#[test]
fn a_description_is_settled_for_either_side() {
    let ours = [ana(Description::Role("mayor".into())), ana(Description::Affiliation("Velmark".into()))];
    let theirs = [ana(Description::Role("deputy".into())), ana(Description::Kind(SpeakerKind::Group))];
    for (whose, role) in [(Whose::Ours, "mayor"), (Whose::Theirs, "deputy")] {
        let mut session = at_odds(&ours, &theirs);
        assert_eq!(session.conflicts(), [Conflict::Speaker(SpeakerId::new("s-ana"))], "{whose:?}");
        settle(&mut session, whose);
        assert_eq!(session.conflicts(), []);
        let speaker = session.speaker(&SpeakerId::new("s-ana")).unwrap().clone();
        // What one of them alone said is nobody's contradiction.
        assert_eq!((speaker.role.as_deref(), speaker.affiliation.as_deref()), (Some(role), Some("Velmark")), "{whose:?}");
        assert_eq!(speaker.kind, SpeakerKind::Group, "{whose:?}");
        session.undo().unwrap();
        assert_eq!(session.conflicts().len(), 1);
    }
}

#[test]
fn three_names_are_heard_one_after_the_other() {
    let rename = |name: &str| after(&[Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into())], "mw");
    let base = after(&[], "");
    let two = merge(&base, &rename("Ana Diaz"), &rename("Ana Ray")).record;
    let three = merge(&base, &two, &rename("Ana Quill")).record;
    let names = |session: &Session| -> Vec<String> {
        let entry = session.speaker_entry(&SpeakerId::new("s-ana")).unwrap();
        std::iter::once(entry.member.name.clone()).chain(entry.rivals.iter().map(|rival| rival.name.clone())).collect()
    };
    let mut session = session(FIVE);
    session.adopt(three.clone());
    assert_eq!(names(&session), ["Ana Diaz", "Ana Ray", "Ana Quill"]);
    settle(&mut session, Whose::Ours);
    assert_eq!(names(&session), ["Ana Diaz", "Ana Quill"]);
    settle(&mut session, Whose::Theirs);
    assert_eq!((names(&session), session.conflicts().len()), (vec!["Ana Quill".to_owned()], 0));
    // The same once more from the file: nothing is there twice.
    let again = merge(&base, &three, &rename("Ana Quill")).record;
    assert_eq!(again.speakers, three.speakers);
}

#[test]
fn a_settled_name_or_description_is_not_asked_about_again() {
    let rename = |name: &str| Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into());
    let role = |role: &str| ana(Description::Role(role.into()));
    let ours = [rename("Ana Diaz"), role("mayor")];
    let pairs = [
        (vec![rename("Ana Diaz")], vec![rename("Ana Ray")]),
        (vec![role("mayor")], vec![role("deputy")]),
        (ours.to_vec(), vec![rename("Ana Ray"), role("deputy")]),
    ];
    for ((ours, theirs), whose) in pairs.iter().flat_map(|pair| [Whose::Ours, Whose::Theirs].map(|whose| (pair, whose))) {
        // One has ours/theirs open, the other the same the other way round, and a third has theirs alone.
        let (mut first, mut second) = (at_odds(ours, theirs), at_odds(theirs, ours));
        let mut third = session(FIVE);
        theirs.iter().for_each(|edit| drop(third.apply(edit.clone(), &stamp("jk")).unwrap()));
        let mut of_first = Seen::opened(first.record());
        let (mut of_second, mut of_third) = (Seen::opened(second.record()), Seen::opened(third.record()));
        first.apply(Edit::Settle(first.conflicts(), whose), &at("mw", 0)).unwrap();
        of_first.saved(first.record());
        let said = |record: &Record| {
            let entry = record.speakers.iter().find(|entry| entry.member.name.starts_with("Ana")).unwrap();
            (entry.member.name.clone(), entry.member.role.clone(), entry.settled.clone())
        };
        for (other, seen) in [(&second, &mut of_second), (&third, &mut of_third)] {
            let merged = seen.take_in(&other.record(), first.record());
            assert_eq!(merged.conflicts, [], "{whose:?} {ours:?}");
            assert_eq!(said(&merged.record), said(&first.record()), "{whose:?} {ours:?}");
        }
        // Nor does an old copy of the file open it again.
        let merged = of_first.take_in(&first.record(), second.record());
        assert_eq!((merged.conflicts, said(&merged.record)), (vec![], said(&first.record())), "{whose:?} {ours:?}");
        // What is said later, knowing of it, is a word of its own.
        second.adopt(of_second.take_in(&second.record(), first.record()).record);
        second.apply(rename("Ana Quill"), &at("jk", 1)).unwrap();
        assert_eq!(of_first.take_in(&first.record(), second.record()).conflicts, [Conflict::Speaker(SpeakerId::new("s-ana"))]);
    }
}

#[test]
fn a_settled_name_whose_settling_is_undone_is_open_again() {
    let rename = |name: &str| [Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into())];
    let (mut first, mut second) =
        (at_odds(&rename("Ana Diaz"), &rename("Ana Ray")), at_odds(&rename("Ana Ray"), &rename("Ana Diaz")));
    let (mut of_first, mut of_second) = (Seen::opened(first.record()), Seen::opened(second.record()));
    first.apply(Edit::Settle(first.conflicts(), Whose::Theirs), &at("mw", 0)).unwrap();
    of_first.saved(first.record());
    second.adopt(of_second.take_in(&second.record(), first.record()).record);
    first.undo().unwrap();
    of_first.saved(first.record());
    let merged = of_first.take_in(&first.record(), second.record());
    assert_eq!(merged.conflicts, [Conflict::Speaker(SpeakerId::new("s-ana"))], "it was taken back here");
}

#[test]
fn a_name_typed_as_the_other_has_it_settles_the_conflict_for_everybody() {
    let rename = |name: &str| [Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into())];
    let (mut first, second) =
        (at_odds(&rename("Ana Diaz"), &rename("Ana Ray")), at_odds(&rename("Ana Diaz"), &rename("Ana Ray")));
    let mut of_second = Seen::opened(second.record());
    first.apply(rename("Ana Ray")[0].clone(), &at("mw", 0)).unwrap();
    assert_eq!(first.conflicts(), []);
    assert_eq!(of_second.take_in(&second.record(), first.record()).conflicts, []);
}
