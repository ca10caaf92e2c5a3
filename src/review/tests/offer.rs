use super::*;

const OLD: &str =
    "[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n[Repairs begin], {said} <Cy>.\n[All is well], {said} <Di>.\n";

fn apply(session: &mut Session, edit: Edit) {
    session.apply(edit, &stamp("mw")).unwrap();
}

#[test]
fn only_what_nobody_touched_is_replaced() {
    let mut session = session(OLD);
    apply(&mut session, Edit::Confirm(vec![id(0)]));
    apply(&mut session, Edit::SetNote(id(1), "why?".into()));
    let revision = session.revision();
    // The engine now finds the second and a longer first; the third under another id; the fourth not at all.
    let (_, mut found) = marked(
        "[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n[Repairs begin], {said} <Cy>.\nAll is well, said Di.\n",
    );
    found.claims[0].score = 0.1;
    found.claims[2].id = ClaimId("c-new".into());
    session.offer(found);
    let ids: Vec<_> = session.claims().iter().map(|claim| claim.id.0.as_str()).collect();
    assert_eq!(ids, ["c-00000000", "c-00000001", "c-new"]);
    assert_eq!(session.claim(&id(0)).unwrap().suggestion.as_ref().unwrap().score, 0.9, "what was decided about stays");
    assert_eq!(session.revision(), revision);
    assert_eq!(session.speakers().count(), 3, "the withdrawn claim's speaker went too");
}

#[test]
fn a_decided_claim_is_not_proposed_again_under_another_id() {
    let mut session = session(OLD);
    apply(&mut session, Edit::Reject(vec![id(0)]));
    let text = session.article().text.clone();
    let content = Span::new(4, text.find(", said").unwrap());
    apply(&mut session, Edit::SetSpans(id(1), Part::Content, vec![Span::new(content.end + 12, content.end + 17)]));
    let (_, mut found) = marked(OLD);
    for claim in &mut found.claims {
        claim.id = ClaimId(format!("c-other{}", claim.content[0].start));
    }
    session.offer(found);
    let touched = session.claims().iter().filter(|claim| claim.is_touched()).count();
    assert_eq!((touched, session.claims().len()), (2, 4));
}

#[test]
fn undo_works_across_an_offer() {
    let mut session = session(OLD);
    apply(&mut session, Edit::SetSpeaker(vec![id(0)], SpeakerChoice::New("Eve".into())));
    apply(&mut session, Edit::MergeSpeakers(SpeakerId("s-bo".into()), SpeakerId("s-cy".into())));
    session.offer(Extraction::default());
    assert_eq!(session.claims().len(), 1);
    session.undo();
    session.undo();
    let claim = session.claim(&id(0)).unwrap().clone();
    assert_eq!(claim.decision, Decision::Unreviewed);
    assert_eq!(session.speaker_of(&claim).unwrap().name, "Ana", "the speaker was kept for the undo");
    session.redo();
    assert_eq!(session.speaker_of(session.claim(&id(0)).unwrap()).unwrap().name, "Eve");
}

#[test]
fn a_renamed_speaker_keeps_its_name() {
    let mut session = session(OLD);
    apply(&mut session, Edit::RenameSpeaker(SpeakerId("s-ana".into()), "Ana Diaz".into()));
    session.offer(marked(OLD).1);
    assert_eq!(session.speaker(&SpeakerId("s-ana".into())).unwrap().name, "Ana Diaz");
    assert_eq!(session.speakers().count(), 4);
}
