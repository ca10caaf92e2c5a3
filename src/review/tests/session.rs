use super::*;
use crate::claim::Parts;
use crate::review::Override;

const THREE: &str = "[The dam holds], {said} <Ana Diaz>.\n\
                     “[It leaks],” {said} <Bo Lee>, ‹The Daily› reported.\n\
                     [Repairs begin soon], {according to} <Diaz>.\n";

fn apply(session: &mut Session, edit: Edit) -> Applied {
    session.apply(edit, &stamp("mw")).unwrap()
}

fn decision(session: &Session, number: usize) -> Decision {
    session.claim(&id(number)).unwrap().decision
}

fn existing(name: &str) -> SpeakerChoice {
    SpeakerChoice::Existing(SpeakerId::new(format!("s-{name}")))
}

#[test]
fn one_key_confirms_and_the_next_is_found() {
    let mut session = session(THREE);
    assert_eq!(session.next_undecided(None), Some(&id(0)));
    let applied = apply(&mut session, Edit::Confirm(vec![id(0)]));
    assert_eq!((applied.message().as_str(), applied.claims), ("confirmed", vec![id(0)]));
    assert_eq!(decision(&session, 0), Decision::Confirmed);
    assert_eq!(session.next_undecided(Some(&id(0))), Some(&id(1)));
    assert_eq!(session.next_undecided(Some(&id(2))), Some(&id(1)), "from the top again");
    assert_eq!(session.previous_undecided(Some(&id(1))), Some(&id(2)), "from the bottom again");
    apply(&mut session, Edit::Reject(vec![id(1), id(2)]));
    assert_eq!(session.next_undecided(Some(&id(0))), None);
    let progress = session.progress();
    assert_eq!((progress.total, progress.decided, progress.confirmed, progress.rejected), (3, 3, 1, 2));
}

#[test]
fn an_edit_corrects_and_confirming_keeps_it() {
    let mut session = session(THREE);
    apply(&mut session, Edit::SetSpeaker(vec![id(2)], existing("ana-diaz")));
    assert_eq!(decision(&session, 2), Decision::Corrected);
    assert_eq!(session.claim(&id(2)).unwrap().log.len(), 1);
    let again = apply(&mut session, Edit::Confirm(vec![id(2)]));
    assert!(!again.changed, "one's own word a second time is nothing");
    session.apply(Edit::Confirm(vec![id(2)]), &stamp("jk")).unwrap();
    let claim = session.claim(&id(2)).unwrap();
    assert_eq!((claim.decision, claim.decided.as_ref().unwrap().by.as_str()), (Decision::Corrected, "jk"));
    assert_eq!(claim.correction, Correction { speaker: Override::Set(SpeakerId::new("s-ana-diaz")), ..Default::default() });
}

#[test]
fn changed_back_it_is_what_it_was() {
    let mut session = session(THREE);
    for start in [Decision::Unreviewed, Decision::Confirmed, Decision::Rejected] {
        match start {
            Decision::Confirmed => drop(apply(&mut session, Edit::Confirm(vec![id(0)]))),
            Decision::Rejected => drop(apply(&mut session, Edit::Reject(vec![id(0)]))),
            _ => {}
        }
        apply(&mut session, Edit::SetSpeaker(vec![id(0)], existing("bo-lee")));
        apply(&mut session, Edit::SetDirectness(vec![id(0)], Some(Directness::Direct)));
        assert_eq!(decision(&session, 0), Decision::Corrected);
        apply(&mut session, Edit::SetSpeaker(vec![id(0)], existing("ana-diaz")));
        assert_eq!(decision(&session, 0), Decision::Corrected, "the directness still differs");
        apply(&mut session, Edit::SetDirectness(vec![id(0)], None));
        assert_eq!(decision(&session, 0), start);
        assert!(session.claim(&id(0)).unwrap().correction.is_empty());
    }
}

#[test]
fn names_notes_and_flags_decide_nothing() {
    let mut session = session(THREE);
    assert!(!session.has_decisions());
    apply(&mut session, Edit::RenameSpeaker(SpeakerId::new("s-diaz"), "Maria Diaz".into()));
    apply(&mut session, Edit::MergeSpeakers(SpeakerId::new("s-diaz"), SpeakerId::new("s-ana-diaz")));
    apply(&mut session, Edit::SetNote(id(0), " look again ".into()));
    apply(&mut session, Edit::SetFlag(vec![id(1)], true));
    assert_eq!(session.progress().decided, 0);
    assert!(session.has_decisions(), "but they are worth a file");
    let claim = session.claim(&id(2)).unwrap().clone();
    let speaker = session.speaker_of(&claim).unwrap();
    assert_eq!(
        (speaker.name.as_str(), speaker.aliases.as_slice()),
        ("Ana Diaz", &["Maria Diaz".to_owned(), "Diaz".to_owned()][..])
    );
    assert_eq!(speaker.mentions.len(), 2);
    assert_eq!(session.count_of_speaker(&speaker.id.clone()), 2);
    assert_eq!(session.claims_of_speaker(&SpeakerId::new("s-ana-diaz")).count(), 2);
    assert_eq!(session.speakers().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Ana Diaz", "Bo Lee"]);
    // To say what the merge says already is not a correction.
    apply(&mut session, Edit::SetSpeaker(vec![id(2)], existing("ana-diaz")));
    assert_eq!(decision(&session, 2), Decision::Unreviewed);
    for _ in 0..4 {
        session.undo().unwrap();
    }
    assert!(!session.has_decisions() && session.undo().is_none());
    assert_eq!(session.speakers().count(), 3);
}

#[test]
fn new_speakers_and_outlets_get_ids_of_their_own() {
    let mut session = session(THREE);
    apply(&mut session, Edit::SetSpeaker(vec![id(0)], SpeakerChoice::New("  Cy  Ng ".into())));
    apply(&mut session, Edit::SetSpeaker(vec![id(1)], SpeakerChoice::New("cy ng".into())));
    let ids: Vec<_> = [0, 1].map(|n| session.claim(&id(n)).unwrap().speaker().unwrap().to_string()).into();
    assert_eq!(ids, ["s-cy-ng", "s-cy-ng"], "the same name is the same speaker");
    apply(&mut session, Edit::SetSpeaker(vec![id(2)], SpeakerChoice::New("Cy-Ng".into())));
    assert_eq!(session.claim(&id(2)).unwrap().speaker().unwrap().as_str(), "s-cy-ng-2");
    let via = vec![OutletChoice::New("Wire".into()), OutletChoice::Existing(OutletId::new("o-the-daily"))];
    let applied = apply(&mut session, Edit::SetVia(vec![id(0), id(1)], via));
    assert_eq!(applied.what, "2 claims through Wire, The Daily");
    assert_eq!(session.via_of(session.claim(&id(1)).unwrap()).len(), 2);
    assert_eq!(session.count_of_outlet(&OutletId::new("o-the-daily")), 2);
    session.undo();
    assert_eq!(session.outlets().count(), 1, "the new outlet goes with the edit that brought it");
    let refused = session.apply(Edit::SetSpeaker(vec![id(0)], SpeakerChoice::New(" – ".into())), &stamp("mw"));
    assert_eq!(refused, Err(EditError::EmptyName));
    let taken = session.apply(Edit::RenameSpeaker(SpeakerId::new("s-bo-lee"), "ana diaz".into()), &stamp("mw"));
    assert_eq!(taken, Err(EditError::NameTaken("Ana Diaz".into())));
}

#[test]
fn claims_are_added_moved_and_removed() {
    let mut session = session(THREE);
    let start = session.article().text.find("Repairs").unwrap();
    let add = Edit::AddClaim {
        parts: Parts { content: vec![Span::new(start, start + 7)], cue: vec![], source: vec![] },
        speaker: SpeakerChoice::Nobody,
    };
    let added = apply(&mut session, add.clone()).claims[0].clone();
    assert_eq!(session.apply(add, &stamp("mw")), Err(EditError::SameClaim(added.clone())));
    let inside = Edit::AddClaim {
        parts: Parts { content: session.claims()[0].spans(Part::Content).to_vec(), cue: vec![], source: vec![] },
        speaker: SpeakerChoice::Nobody,
    };
    assert_eq!(session.apply(inside, &stamp("mw")), Err(EditError::SameClaim(id(0))));
    assert_eq!(session.claim(&added).unwrap().decision, Decision::Corrected);
    assert_eq!(session.position(&added), Some(2));
    apply(&mut session, Edit::SetSpans(added.clone(), Part::Content, vec![Span::new(0, 3)]));
    assert_eq!(session.position(&added), Some(0), "the list follows the text");
    apply(&mut session, Edit::Undecide(vec![added.clone()]));
    assert_eq!(session.claim(&added).unwrap().decision, Decision::Unreviewed);
    apply(&mut session, Edit::RemoveClaim(added.clone()));
    assert!(session.claim(&added).is_none());
    assert_eq!(session.apply(Edit::RemoveClaim(id(0)), &stamp("mw")), Err(EditError::NotAdded(id(0))));
    session.undo();
    assert_eq!(session.position(&added), Some(0));
}

#[test]
fn undecide_drops_corrections_and_undo_takes_the_log_back() {
    let mut session = session(THREE);
    apply(&mut session, Edit::SetVia(vec![id(1)], vec![]));
    assert_eq!(decision(&session, 1), Decision::Corrected);
    apply(&mut session, Edit::Undecide(vec![id(1)]));
    let claim = session.claim(&id(1)).unwrap();
    assert!(claim.correction.is_empty() && claim.log.len() == 2 && claim.decided.is_none());
    session.undo();
    assert_eq!(session.claim(&id(1)).unwrap().log.len(), 1);
    session.undo();
    assert!(session.claim(&id(1)).unwrap().log.is_empty());
    assert_eq!(session.redo().unwrap().message(), "redone: through no outlet");
    assert!(session.can_redo());
    apply(&mut session, Edit::Confirm(vec![id(0)]));
    assert!(!session.can_redo(), "a new edit forgets what was taken back");
}

#[test]
fn what_is_said_is_apart_from_who_says_it() {
    let mut session = session(THREE);
    let text = session.article().text.clone();
    let span = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
    let set = |session: &mut Session, part, words: &str| {
        session.apply(Edit::SetSpans(id(0), part, vec![span(words)]), &stamp("mw")).map(|applied| applied.what)
    };
    assert_eq!(set(&mut session, Part::Content, "dam holds, said"), Err(EditError::Overlap(Part::Cue)));
    assert_eq!(set(&mut session, Part::Source, "dam"), Err(EditError::Overlap(Part::Source)));
    assert_eq!(EditError::Overlap(Part::Cue).to_string(), "the content would overlap its cue: shrink one of them first");
    assert_eq!(set(&mut session, Part::Content, "dam holds"), Ok("content set".to_owned()));
    let both = vec![(Part::Content, vec![span("The dam")]), (Part::Cue, vec![span("holds")])];
    session.apply(Edit::SetParts(id(0), both), &stamp("mw")).unwrap();
    let twice = Edit::AddClaim {
        parts: Parts { content: vec![span("It leaks")], cue: vec![span("leaks")], source: vec![] },
        speaker: SpeakerChoice::Nobody,
    };
    assert_eq!(session.apply(twice, &stamp("mw")), Err(EditError::Overlap(Part::Cue)));
}

#[test]
fn directness_follows_the_spans() {
    let mut session = session("“[It leaks],” {said} <Bo>. That is bad news, he said.\n");
    let text = session.article().text.clone();
    let span = |words: &str| {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    };
    for (content, directness) in [
        (vec![span("“It leaks,”")], Directness::Direct),
        (vec![span("bad news")], Directness::Indirect),
        (vec![span("leaks"), span("bad news")], Directness::Mixed),
    ] {
        apply(&mut session, Edit::SetSpans(id(0), Part::Content, content));
        assert_eq!(session.directness(session.claim(&id(0)).unwrap()), directness);
    }
    apply(&mut session, Edit::SetDirectness(vec![id(0)], Some(Directness::Direct)));
    assert_eq!(session.directness(session.claim(&id(0)).unwrap()), Directness::Direct);
}

#[test]
fn refused_edits_change_nothing() {
    let mut session = session(THREE);
    let (before, revision) = (session.record(), session.revision());
    let nobody = ClaimId::new("c-gone");
    for edit in [
        Edit::Confirm(vec![id(0), nobody.clone()]),
        Edit::SetSpans(id(0), Part::Content, vec![]),
        Edit::SetSpans(id(0), Part::Cue, vec![Span::new(0, 100_000)]),
        Edit::SetSpeaker(vec![nobody], SpeakerChoice::New("Someone New".into())),
        Edit::MergeSpeakers(SpeakerId::new("s-diaz"), SpeakerId::new("s-diaz")),
        Edit::MergeOutlets(OutletId::new("o-x"), OutletId::new("o-y")),
    ] {
        assert!(session.apply(edit.clone(), &stamp("mw")).is_err(), "{edit:?}");
    }
    assert_eq!((session.record(), session.revision(), session.can_undo()), (before, revision, false));
}

#[test]
fn done_and_nothing_here_are_edits_like_others() {
    let mut session = session("[It leaks], {said} <Bo>.\nNothing else happened that day.\n");
    let at = session.article().text.find("Nothing else").unwrap();
    let stretch = Span::new(at, at + 12);
    assert!(!session.has_decisions());
    let applied = session.apply(Edit::SetNothingHere(vec![stretch], ReadMark::Set), &stamp("mw")).unwrap();
    assert_eq!((applied.message().as_str(), session.nothing_here()[0].span), ("dismissed: no claim here", stretch));
    assert!(!session.apply(Edit::SetNothingHere(vec![stretch], ReadMark::Set), &stamp("jk")).unwrap().changed);
    assert!(session.has_decisions() && session.record().has_decisions());
    session.apply(Edit::SetDone(Some("0.1.0".into())), &stamp("mw")).unwrap();
    let done = session.done().unwrap();
    assert!(done.holds_for(&session.article().text) && !done.holds_for("another"));
    assert_eq!((done.stamp.clone(), done.engine.as_str()), (stamp("mw"), "0.1.0"));
    session.undo();
    session.undo();
    assert!(session.done().is_none() && session.nothing_here().is_empty() && !session.has_decisions());
    session.redo();
    assert_eq!(session.nothing_here().len(), 1);
    assert!(session.apply(Edit::SetNothingHere(vec![Span::new(0, 999)], ReadMark::Set), &stamp("mw")).is_err());
    session.apply(Edit::SetNothingHere(vec![stretch], ReadMark::Clear), &stamp("mw")).unwrap();
    assert!(session.nothing_here().is_empty());
}

#[test]
fn joined_claims_keep_the_speaker_and_the_way_of_the_first() {
    let text = "[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo> in (‹The Post›).\n[Repairs begin], {said} <Ana>.\n";
    let mut joined = session(text);
    let applied = joined.apply(Edit::JoinClaims(vec![id(0), id(1)]), &stamp("mw")).unwrap();
    let first = joined.claim(&id(0)).unwrap();
    assert_eq!(joined.speaker_of(first).unwrap().name, "Ana");
    assert!(joined.via_of(first).is_empty(), "another speaker's way is not borrowed");
    assert_eq!(applied.message(), "2 claims joined under Ana (Bo given up)");
    let applied = session(text).apply(Edit::JoinClaims(vec![id(0), id(2)]), &stamp("mw")).unwrap();
    assert_eq!(applied.message(), "2 claims joined");
    // What the first lacks is taken where the others agree.
    let mut one = session(text);
    one.apply(Edit::SetSpeaker(vec![id(0)], SpeakerChoice::Nobody), &stamp("mw")).unwrap();
    one.apply(Edit::JoinClaims(vec![id(0), id(1)]), &stamp("mw")).unwrap();
    let first = one.claim(&id(0)).unwrap();
    assert_eq!((one.speaker_of(first).unwrap().name.as_str(), one.via_of(first).len()), ("Bo", 1));
    let mut none = session(text);
    none.apply(Edit::SetSpeaker(vec![id(0)], SpeakerChoice::Nobody), &stamp("mw")).unwrap();
    let applied = none.apply(Edit::JoinClaims(vec![id(0), id(1), id(2)]), &stamp("mw")).unwrap();
    assert_eq!(applied.message(), "3 claims joined under nobody (Bo, Ana given up)");
    assert!(none.claim(&id(0)).unwrap().via().is_empty());
}

#[test]
fn the_class_follows_the_cue_and_can_be_set() {
    let text = "[The dam holds], {according to} <Ana Diaz>, who warned and hoped.\n";
    let mut session = session(text);
    let class = |session: &Session| session.class(session.claim(&id(0)).unwrap());
    let engine = class(&session);
    let place = |word: &str| {
        let start = session.article().text.find(word).unwrap();
        vec![Span::new(start, start + word.len())]
    };
    let (hoped, warned) = (place("hoped"), place("warned"));
    apply(&mut session, Edit::SetSpans(id(0), Part::Cue, hoped));
    assert_eq!(class(&session), CueClass::Attitude, "worked out anew");
    apply(&mut session, Edit::SetSpans(id(0), Part::Cue, warned));
    assert_eq!(class(&session), CueClass::Speech);
    let applied = apply(&mut session, Edit::SetClass(vec![id(0)], Some(CueClass::Document)));
    assert_eq!((class(&session), applied.message().as_str()), (CueClass::Document, "class: document"));
    session.undo().unwrap();
    assert_eq!(class(&session), CueClass::Speech);
    session.redo().unwrap();
    // What the cue says anyway is not a correction.
    apply(&mut session, Edit::SetClass(vec![id(0)], Some(CueClass::Speech)));
    assert_eq!(session.claim(&id(0)).unwrap().correction.class, None);
    for _ in 0..4 {
        session.undo().unwrap();
    }
    assert_eq!(class(&session), engine);
}
