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
