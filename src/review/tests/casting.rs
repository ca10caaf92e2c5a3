//! Speakers and outlets are split off, described and merged three ways.

use super::super::merge::merge;
use super::*;

const DIAZ: &str = "[The dam holds], {said} <Ana Diaz>.\n\
                    [It leaks], {said} <Diaz>, ‹The Daily› reported.\n\
                    [Repairs begin soon], {said} <Bo Lee>, the ‹Daily› wrote.\n\
                    [All is well], {said} <Diaz>.\n";

fn speaker_id(slug: &str) -> SpeakerId {
    SpeakerId::new(format!("s-{slug}"))
}

fn apply(session: &mut Session, edit: Edit) -> Applied {
    session.apply(edit, &stamp("mw")).unwrap()
}

/// A session in which the engine took Ana Diaz and Diaz for one.
fn taken_for_one() -> Session {
    let (article, mut found) = marked(DIAZ);
    let diaz = found.speakers.iter().position(|speaker| speaker.id == speaker_id("diaz")).unwrap();
    let diaz = found.speakers.remove(diaz);
    let text = article.text.clone();
    let second = Span::new(text.rfind("Diaz").unwrap(), text.rfind("Diaz").unwrap() + 4);
    let ana = found.speakers.iter_mut().find(|speaker| speaker.id == speaker_id("ana-diaz")).unwrap();
    ana.aliases.push("Diaz".into());
    ana.mentions.extend(diaz.mentions.iter().copied().chain([second]));
    ana.role = Some("engineer".into());
    for claim in &mut found.claims {
        if claim.speaker == Some(speaker_id("diaz")) {
            claim.speaker = Some(speaker_id("ana-diaz"));
        }
    }
    let mut session = Session::new(Arc::new(article));
    session.offer(found);
    session
}

fn names(session: &Session) -> Vec<String> {
    let line = |speaker: &Speaker| format!("{} ({}) {}", speaker.name, speaker.aliases.join(", "), speaker.mentions.len());
    session.speakers().map(line).collect()
}

fn who(session: &Session) -> Vec<String> {
    let name = |claim: &Arc<ReviewedClaim>| session.speaker_of(claim).map_or("-", |speaker| &speaker.name).to_owned();
    session.claims().iter().map(name).collect()
}

#[test]
fn a_form_of_a_name_stands_on_its_own_with_its_mentions_and_claims() {
    let mut session = taken_for_one();
    let start = session.record();
    let claims = claims_of_speaker_form(&session, &speaker_id("ana-diaz"), "Diaz");
    assert_eq!(claims, [id(1), id(3)]);
    apply(&mut session, Edit::Reject(vec![id(3)]));
    assert_eq!(claims_of_speaker_form(&session, &speaker_id("ana-diaz"), "Diaz"), [id(1)]);
    session.undo();
    let applied = apply(&mut session, Edit::SplitSpeaker(speaker_id("ana-diaz"), "Diaz".into(), claims));
    assert_eq!(applied.what, "Diaz split off with 2 claims");
    assert_eq!(names(&session), ["Ana Diaz () 1", "Diaz (Diaz) 2", "Bo Lee () 1"].map(|line| line.replace("(Diaz)", "()")));
    assert_eq!(who(&session), ["Ana Diaz", "Diaz", "Bo Lee", "Diaz"]);
    assert_eq!(session.claim(&id(1)).unwrap().decision, Decision::Corrected);
    assert_eq!(session.claim(&id(0)).unwrap().decision, Decision::Unreviewed);
    // A later reading takes nothing back.
    let (_, found) = marked(DIAZ);
    let mut again = session.clone();
    again.offer(Extraction {
        claims: Vec::new(),
        outlets: Vec::new(),
        speakers: vec![start.speakers[0].member.clone()],
        ..Extraction::default()
    });
    assert!(names(&again).contains(&"Ana Diaz () 1".to_owned()), "{:?}", names(&again));
    assert!(!found.claims.is_empty());
    session.undo();
    assert_eq!(session.record(), start);
    session.redo();
    assert_eq!(who(&session), ["Ana Diaz", "Diaz", "Bo Lee", "Diaz"]);
}

#[test]
fn what_was_merged_leaves_as_it_came() {
    let mut session = session(DIAZ);
    let before = session.record();
    apply(&mut session, Edit::MergeSpeakers(speaker_id("diaz"), speaker_id("ana-diaz")));
    assert_eq!(who(&session), ["Ana Diaz", "Ana Diaz", "Bo Lee", "Ana Diaz"]);
    let applied = apply(&mut session, Edit::SplitSpeaker(speaker_id("ana-diaz"), "Diaz".into(), vec![id(1)]));
    assert_eq!(applied.what, "Diaz split off");
    assert_eq!(who(&session), ["Ana Diaz", "Diaz", "Bo Lee", "Diaz"]);
    let now = session.record();
    assert_eq!(now.claims, before.claims, "no claim was touched");
    let members = |record: &Record| record.speakers.iter().map(|entry| entry.member.clone()).collect::<Vec<_>>();
    assert_eq!(members(&now), members(&before));
    assert!(now.speakers.iter().all(|entry| entry.merged_into.is_none()));
}

#[test]
fn only_another_form_can_leave() {
    let mut session = taken_for_one();
    let refused = session.apply(Edit::SplitSpeaker(speaker_id("ana-diaz"), "Ana".into(), vec![]), &stamp("mw"));
    assert_eq!(refused.unwrap_err().to_string(), "Ana is not an alias of Ana Diaz");
    let gone = session.apply(Edit::SplitSpeaker(speaker_id("x"), "Ana".into(), vec![]), &stamp("mw"));
    assert_eq!(gone, Err(EditError::UnknownSpeaker(speaker_id("x"))));
}

#[test]
fn an_outlet_is_split_off_with_its_place_in_the_chain() {
    let mut session = session(DIAZ);
    let daily = OutletId::new("o-daily");
    apply(&mut session, Edit::SetVia(vec![id(2)], vec![OutletChoice::New("Wire".into()), OutletChoice::Existing(daily.clone())]));
    apply(&mut session, Edit::MergeOutlets(daily.clone(), OutletId::new("o-the-daily")));
    apply(&mut session, Edit::SetOutletRole(OutletId::new("o-the-daily"), OutletRole::Publisher));
    let the_daily = session.outlets().find(|outlet| outlet.name == "The Daily").unwrap().clone();
    assert_eq!((the_daily.role, the_daily.aliases), (OutletRole::Publisher, vec!["Daily".to_owned()]));
    apply(&mut session, Edit::SplitOutlet(OutletId::new("o-the-daily"), "Daily".into(), vec![]));
    let via = session.via_of(session.claim(&id(2)).unwrap()).iter().map(|outlet| outlet.name.clone()).collect::<Vec<_>>();
    assert_eq!(via, ["Wire", "Daily"]);
}

#[test]
fn descriptions_decide_nothing_and_are_taken_back() {
    let mut session = session(DIAZ);
    let start = session.record();
    let bo = speaker_id("bo-lee");
    let says = |session: &mut Session, description| apply(session, Edit::DescribeSpeaker(bo.clone(), description)).what;
    assert_eq!(says(&mut session, Description::Kind(SpeakerKind::Group)), "Bo Lee: group");
    assert_eq!(says(&mut session, Description::Role("  chief \n engineer ".into())), "Bo Lee: chief engineer");
    assert_eq!(says(&mut session, Description::Affiliation("Acme".into())), "Bo Lee: of Acme");
    assert_eq!(
        says(&mut session, Description::Unnamed("because he fears his boss".into())),
        "Bo Lee: unnamed, because he fears his boss"
    );
    let speaker = session.speaker(&bo).unwrap();
    assert!(speaker.anonymous && speaker.role.as_deref() == Some("chief engineer"));
    assert_eq!(says(&mut session, Description::Named), "Bo Lee: named");
    assert_eq!(session.speaker(&bo).unwrap().unnamed_because, None);
    let same = apply(&mut session, Edit::DescribeSpeaker(bo.clone(), Description::Named));
    assert!(!same.changed);
    assert_eq!(session.progress().decided, 0);
    assert!(session.has_decisions());
    while session.undo().is_some() {}
    assert_eq!(session.record(), start);
}

fn described(descriptions: &[Description]) -> Record {
    let mut session = taken_for_one();
    for description in descriptions {
        apply(&mut session, Edit::DescribeSpeaker(speaker_id("ana-diaz"), description.clone()));
    }
    session.record()
}

#[test]
fn two_people_describe_one_speaker() {
    use Description::{Affiliation, Kind, Role, Unnamed};
    let base = described(&[]);
    let ours = described(&[Role("mayor".into()), Unnamed("because of the storm".into())]);
    let theirs = described(&[Affiliation("Acme".into()), Kind(SpeakerKind::Group)]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let ana = merged.record.speaker(&speaker_id("ana-diaz")).unwrap();
    assert_eq!((ana.role.as_deref(), ana.affiliation.as_deref(), ana.kind), (Some("mayor"), Some("Acme"), SpeakerKind::Group));
    assert_eq!(ana.unnamed_because.as_deref(), Some("because of the storm"));
    let merged = merge(&base, &ours, &described(&[Role("clerk".into())]));
    assert_eq!(merged.conflicts, [Conflict::Speaker(speaker_id("ana-diaz"))]);
    assert_eq!(merged.record.speaker(&speaker_id("ana-diaz")).unwrap().role.as_deref(), Some("mayor"));
}

#[test]
fn what_one_side_splits_off_does_not_come_back_from_the_other() {
    let base = described(&[]);
    let mut session = taken_for_one();
    apply(&mut session, Edit::SplitSpeaker(speaker_id("ana-diaz"), "Diaz".into(), vec![id(1)]));
    let ours = session.record();
    for merged in [
        merge(&base, &ours, &described(&[Description::Role("mayor".into())])),
        merge(&base, &described(&[Description::Role("mayor".into())]), &ours),
    ] {
        assert_eq!(merged.conflicts, []);
        let ana = merged.record.speaker(&speaker_id("ana-diaz")).unwrap();
        assert_eq!((ana.aliases.len(), ana.mentions.len(), ana.role.as_deref()), (0, 1, Some("mayor")));
        assert_eq!(merged.record.speaker(&speaker_id("diaz")).unwrap().mentions.len(), 2);
    }
}

#[test]
fn an_unnamed_source_that_gets_a_name_is_named() {
    let text = "Elke Brandt runs the ferry.\n[It sails at six], {said} <a pilot>. Elke Brandtner was not there.\n";
    let mut session = session(text);
    let id = SpeakerId::new("s-a-pilot");
    apply(&mut session, Edit::DescribeSpeaker(id.clone(), Description::Kind(SpeakerKind::Group)));
    apply(&mut session, Edit::DescribeSpeaker(id.clone(), Description::Unnamed("she feared for her job".into())));
    let before = session.speaker(&id).unwrap().clone();
    assert!(before.anonymous);
    // Another description is not a name.
    apply(&mut session, Edit::RenameSpeaker(id.clone(), "a senior pilot".into()));
    assert!(session.speaker(&id).unwrap().anonymous);
    session.undo().unwrap();
    apply(&mut session, Edit::RenameSpeaker(id.clone(), "Elke Brandt".into()));
    let after = session.speaker(&id).unwrap().clone();
    assert_eq!((after.anonymous, after.unnamed_because, after.kind), (false, None, SpeakerKind::Person));
    let words = |span: &Span| span.slice(&session.article().text).unwrap().to_owned();
    assert_eq!(after.mentions.iter().map(words).collect::<Vec<_>>(), ["Elke Brandt", "a pilot"]);
    session.undo().unwrap();
    assert_eq!(session.speaker(&id), Some(&before), "one undo takes all of it back");
}
