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
    found.claims[2].id = ClaimId::new("c-new");
    session.offer(found);
    let ids: Vec<_> = session.claims().iter().map(|claim| claim.id.as_str()).collect();
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
        claim.id = ClaimId::new(format!("c-other{}", claim.parts.content[0].start));
    }
    session.offer(found);
    let touched = session.claims().iter().filter(|claim| claim.is_touched()).count();
    assert_eq!((touched, session.claims().len()), (2, 4));
}

#[test]
fn undo_works_across_an_offer() {
    let mut session = session(OLD);
    apply(&mut session, Edit::SetSpeaker(vec![id(0)], SpeakerChoice::New("Eve".into())));
    apply(&mut session, Edit::MergeSpeakers(SpeakerId::new("s-bo"), SpeakerId::new("s-cy")));
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
    apply(&mut session, Edit::RenameSpeaker(SpeakerId::new("s-ana"), "Ana Diaz".into()));
    session.offer(marked(OLD).1);
    assert_eq!(session.speaker(&SpeakerId::new("s-ana")).unwrap().name, "Ana Diaz");
    assert_eq!(session.speakers().count(), 4);
}

#[test]
fn what_is_found_in_a_chapter_leaves_the_others_alone() {
    let mut session = session(OLD);
    apply(&mut session, Edit::Confirm(vec![id(1)]));
    let text = session.article().text.clone();
    let third = text.find("Repairs").unwrap();
    let (_, whole) = marked(OLD);
    // The first chapter is read again and holds one other claim.
    let mut found = whole.clone();
    found.claims.truncate(1);
    found.claims[0].id = ClaimId::new("c-new");
    found.speakers.truncate(1);
    session.offer_in(Span::new(0, third), found);
    let ids: Vec<_> = session.claims().iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids, ["c-new", "c-00000001", "c-00000002", "c-00000003"]);
    assert_eq!(session.speakers().count(), 4, "the decided claim's speaker stays, and the other chapter's");
    assert_eq!((session.progress().total, session.progress().decided), (4, 1));
    assert!(session.claims().iter().all(|claim| session.speaker_of(claim).is_some()));
    assert_eq!(session.next_undecided(None), Some(&ClaimId::new("c-new")));
}

#[test]
fn chapter_by_chapter_is_as_all_at_once() {
    let (article, whole) = marked(OLD);
    let mut at_once = Session::new(std::sync::Arc::new(article.clone()));
    at_once.offer(whole.clone());
    let mut bit_by_bit = Session::new(std::sync::Arc::new(article));
    let middle = bit_by_bit.article().text.find("Repairs").unwrap();
    let end = bit_by_bit.article().text.len();
    // The second chapter is on the screen, so it comes first; the first is handed over twice.
    for chapter in [Span::new(middle, end), Span::new(0, middle), Span::new(0, middle)] {
        let mut found = whole.clone();
        found.claims.retain(|claim| chapter.contains(claim.parts.content[0].start));
        for speaker in &mut found.speakers {
            speaker.mentions.retain(|mention| chapter.encloses(*mention));
        }
        found.speakers.retain(|speaker| !speaker.mentions.is_empty());
        found.outlets.clear();
        bit_by_bit.offer_in(chapter, found);
    }
    assert_eq!(bit_by_bit.record(), at_once.record());
}

/// An article whose first claim changed its words, with that claim decided before; and what is found in the new text.
fn changed_under_a_decision() -> (Session, Extraction) {
    let mut before = session("“[The dam holds well],” {said} <Ana>.\n");
    apply(&mut before, Edit::Confirm(vec![id(0)]));
    let mut record = before.record();
    let lost = std::sync::Arc::make_mut(&mut record.claims[0]);
    lost.anchor = Anchor::Orphan;
    lost.kept = Some(Box::default());
    let (article, mut found) = marked("[“The dam holds better”], {says} <Ana>.\n");
    found.claims[0].id = ClaimId::new("c-fresh");
    (Session::restore(std::sync::Arc::new(article), record), found)
}

#[test]
fn a_claim_that_is_found_again_has_no_suggestion_beside_it() {
    let (mut session, found) = changed_under_a_decision();
    session.offer(found.clone());
    assert_eq!(session.claims().len(), 2, "while it stands nowhere, the engine's suggestion is shown");
    let inner = Span::new("“".len(), "“The dam holds better".len());
    for edit in [Edit::Reanchor(id(0), vec![(Part::Content, vec![inner])]), Edit::SetSpans(id(0), Part::Content, vec![inner])] {
        apply(&mut session, edit);
        assert_eq!(session.claims().iter().map(|claim| &claim.id).collect::<Vec<_>>(), [&id(0)]);
        let mut reopened = Session::restore(std::sync::Arc::clone(session.article()), session.record());
        reopened.offer(found.clone());
        assert_eq!(reopened.claims().len(), 1, "nor is it offered again");
        session.undo();
        assert_eq!(session.claims().len(), 2, "undone as one");
    }
}

#[test]
fn another_reading_of_decided_words_is_not_offered_beside_them() {
    // The rules took a part of the cue for content, and found nobody who said it.
    let mut session = session("The council was [six times told that a towpath was unsafe].\n");
    apply(&mut session, Edit::Confirm(vec![id(0)]));
    let (_, mut found) = marked("<The council> {was six times told} [that a towpath was unsafe].\n");
    found.claims[0].id = ClaimId::new("c-better");
    session.offer(found.clone());
    assert_eq!(session.claims().iter().map(|claim| &claim.id).collect::<Vec<_>>(), [&id(0)]);
    // While nobody decided, but somebody is reading it, it takes over the speaker alone.
    session.undo();
    let place = Span::new(0, session.article().text.len());
    session.offer_beside(place, found.clone(), Some(&id(0)));
    let claim = session.claims()[0].clone();
    assert_eq!((session.claims().len(), &claim.id), (1, &id(0)));
    assert_eq!(session.speaker_of(&claim).unwrap().name, "The council");
    session.offer(found);
    assert_eq!(session.claims()[0].id, ClaimId::new("c-better"));
}

#[test]
fn what_was_said_by_way_of_a_decided_claim_is_still_offered() {
    let text = "Ana {said} [Bo said the old dam holds very well and will be standing there for long].\n";
    let (article, outer) = marked(text);
    let mut session = Session::new(std::sync::Arc::new(article));
    let mut inner = outer.clone();
    let whole = outer.claims[0].parts.content[0];
    inner.claims[0].id = ClaimId::new("c-inner");
    inner.claims[0].parts.cue = vec![Span::new(whole.start + 3, whole.start + 7)];
    inner.claims[0].parts.content = vec![Span::new(whole.start + 8, whole.end)];
    session.offer(inner.clone());
    apply(&mut session, Edit::Confirm(vec![ClaimId::new("c-inner")]));
    session.offer(outer);
    assert_eq!(session.claims().len(), 2);
}
