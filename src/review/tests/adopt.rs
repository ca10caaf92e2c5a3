use super::*;
use crate::claim::Parts;

const TEXT: &str = "[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>, ‹The Daily› reported.\n";

/// Another review of the same text, after these edits.
fn theirs(edits: Vec<Edit>) -> Session {
    let mut session = session(TEXT);
    for edit in edits {
        session.apply(edit, &stamp("km")).unwrap();
    }
    session
}

/// A claim of another review, as it is taken over.
fn made(session: &Session, number: usize) -> Adopted {
    let claim = session.claim(&id(number)).unwrap();
    let entry = |speaker: &Speaker| session.speaker_entry(&speaker.id).cloned();
    Adopted::Marked(Box::new(Made {
        parts: Parts {
            content: claim.spans(Part::Content).to_vec(),
            cue: claim.spans(Part::Cue).to_vec(),
            source: claim.spans(Part::Source).to_vec(),
        },
        speaker: session.speaker_of(claim).and_then(entry),
        via: session.via_of(claim).iter().filter_map(|outlet| session.outlet_entry(&outlet.id).cloned()).collect(),
        directness: Some(session.directness(claim)),
        class: None,
        note: claim.note.to_string(),
        check: (*claim.check).clone(),
    }))
}

fn adopt(number: usize, version: Adopted) -> Edit {
    Edit::Adopt(vec![Adoption { claim: id(number), from: vec!["km".to_owned()], version }])
}

#[test]
fn the_decision_is_the_adjudicators_and_the_version_is_theirs() {
    let theirs = theirs(vec![
        Edit::SetSpeaker(vec![id(1)], SpeakerChoice::New("Cy Orr".into())),
        Edit::SetVia(vec![id(1)], vec![]),
        Edit::SetNote(id(1), "heard on the radio".into()),
    ]);
    let mut session = session(TEXT);
    let before = session.record();
    let applied = session.apply(adopt(1, made(&theirs, 1)), &stamp("jo")).unwrap();
    assert_eq!(applied.message(), "accepted from km");
    let claim = session.claim(&id(1)).unwrap();
    assert_eq!((claim.decision, claim.from.as_slice()), (Decision::Corrected, &["km".to_owned()][..]));
    assert_eq!(claim.decided.as_ref().unwrap().by, "jo");
    assert_eq!(claim.log.iter().map(|entry| entry.stamp.by.as_str()).collect::<Vec<_>>(), ["jo"]);
    assert_eq!(session.speaker_of(claim).unwrap().name, "Cy Orr");
    assert_eq!((session.via_of(claim).len(), claim.note.as_str()), (0, "heard on the radio"));
    // Only what differs from the suggestion is a correction.
    assert_eq!((&claim.correction.parts.content, &claim.correction.parts.cue, claim.correction.directness), (&None, &None, None));
    session.undo();
    assert_eq!(session.record(), before);
    session.redo();
    assert_eq!(*session.claim(&id(1)).unwrap().from, ["km"]);
}

#[test]
fn a_version_that_changes_nothing_is_a_confirmation() {
    let mut session = session(TEXT);
    session.apply(adopt(0, made(&theirs(vec![Edit::Confirm(vec![id(0)])]), 0)), &stamp("jo")).unwrap();
    let claim = session.claim(&id(0)).unwrap();
    assert_eq!((claim.decision, claim.correction.is_empty(), claim.from.len()), (Decision::Confirmed, true, 1));
    session.apply(adopt(0, Adopted::Rejected), &stamp("jo")).unwrap();
    let claim = session.claim(&id(0)).unwrap();
    assert_eq!((claim.decision, claim.log.len()), (Decision::Rejected, 2));
    // The same again changes nothing.
    assert!(!session.apply(adopt(0, Adopted::Rejected), &stamp("jo")).unwrap().changed);
}

#[test]
fn what_is_changed_afterwards_is_nobody_elses() {
    let mut session = session(TEXT);
    session.apply(adopt(0, made(&theirs(vec![]), 0)), &stamp("jo")).unwrap();
    session.apply(Edit::SetFlag(vec![id(0)], true), &stamp("jo")).unwrap();
    assert_eq!(*session.claim(&id(0)).unwrap().from, ["km"]);
    session.apply(Edit::SetSpeaker(vec![id(0)], SpeakerChoice::Nobody), &stamp("jo")).unwrap();
    assert!(session.claim(&id(0)).unwrap().from.is_empty());
    session.undo();
    assert_eq!(*session.claim(&id(0)).unwrap().from, ["km"]);
}

#[test]
fn who_was_renamed_there_is_renamed_here_unless_a_person_named_him_here() {
    let rename = |name: &str| Edit::RenameSpeaker(SpeakerId::new("s-ana"), name.into());
    let theirs = theirs(vec![rename("Ana Roth"), Edit::Confirm(vec![id(0)])]);
    let mut here = session(TEXT);
    here.apply(adopt(0, made(&theirs, 0)), &stamp("jo")).unwrap();
    assert_eq!(here.speaker_of(here.claim(&id(0)).unwrap()).unwrap().name, "Ana Roth");
    here.undo();
    here.apply(rename("Ana Keller"), &stamp("jo")).unwrap();
    here.apply(adopt(0, made(&theirs, 0)), &stamp("jo")).unwrap();
    assert_eq!(here.speaker_of(here.claim(&id(0)).unwrap()).unwrap().name, "Ana Keller");
}

#[test]
fn several_claims_are_taken_and_taken_back_as_one() {
    let theirs = theirs(vec![Edit::SetSpeaker(vec![id(0), id(1)], SpeakerChoice::New("Cy Orr".into()))]);
    let mut session = session(TEXT);
    let before = session.record();
    let adoption = |number| Adoption { claim: id(number), from: vec!["km".into(), "mw".into()], version: made(&theirs, number) };
    let applied = session.apply(Edit::Adopt(vec![adoption(0), adoption(1)]), &stamp("jo")).unwrap();
    assert_eq!((applied.what.as_str(), applied.claims.len()), ("2 claims accepted as all have them", 2));
    assert_eq!(session.speakers().filter(|speaker| speaker.name == "Cy Orr").count(), 1);
    session.undo();
    assert_eq!(session.record(), before);
    assert!(!session.can_undo());
}
