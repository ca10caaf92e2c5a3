use super::*;
use crate::analysis::versions::tests::{add, two};
use crate::claim::{SpeakerId, SpeakerKind};
use crate::review::tests::{id, stamp};
use crate::review::{Edit, SpeakerChoice};

fn begin(versions: &[Version], saved: Option<Record>) -> (Session, Adjudication) {
    Adjudication::begin(Arc::clone(versions[0].session.article()), versions, saved)
}

/// Two reviews: they agree on the first claim, differ on the second, one has not decided on the third, and one
/// added a fourth.
fn versions() -> Vec<Version> {
    two(
        vec![Edit::Confirm(vec![id(0), id(1), id(2)]), add("asked the fishers")],
        vec![Edit::Confirm(vec![id(0)]), Edit::SetSpeaker(vec![id(1)], SpeakerChoice::New("Dee Moor".into()))],
    )
}

/// Each claim: its decision here, whose it is, whether it waits.
fn told(session: &Session, adjudication: &Adjudication) -> Vec<String> {
    let line = |claim: &Arc<ReviewedClaim>| {
        let waits = if adjudication.is_waiting(claim) { " waits" } else { "" };
        format!("{:?} {}{waits}", claim.decision, claim.from.join("+"))
    };
    session.claims().iter().map(line).collect()
}

#[test]
fn every_claim_of_anybody_is_there_and_undecided() {
    let versions = versions();
    let (session, adjudication) = begin(&versions, None);
    assert_eq!(session.adjudicates(), ["mw", "km"]);
    assert_eq!(told(&session, &adjudication), ["Unreviewed ", "Unreviewed  waits", "Unreviewed  waits", "Unreviewed mw waits"]);
    let row = adjudication.row(&id(1)).unwrap();
    assert_eq!(row.differs, [VersionField::Speaker]);
    assert_eq!(row.versions.iter().map(|opinion| opinion.stand).collect::<Vec<_>>(), ["confirmed", "corrected"]);
    assert_eq!(row.versions[1].words[&VersionField::Speaker], "Dee Moor");
    assert_eq!(adjudication.row(&id(0)).unwrap().versions[0].from, ["mw", "km"]);
}

#[test]
fn either_version_is_taken_and_what_all_agree_on_at_once() {
    let versions = versions();
    let (mut session, adjudication) = begin(&versions, None);
    let agreed = adjudication.agreed(&session);
    assert_eq!(agreed.iter().map(|one| one.claim.clone()).collect::<Vec<_>>(), [id(0)]);
    session.apply(Edit::Adopt(agreed), &stamp("jo")).unwrap();
    session.apply(Edit::Adopt(vec![adjudication.take(&id(1), 1).unwrap()]), &stamp("jo")).unwrap();
    assert_eq!(session.speaker_of(session.claim(&id(1)).unwrap()).unwrap().name, "Dee Moor");
    let added = session.claims()[3].id.clone();
    session.apply(Edit::Adopt(vec![adjudication.take(&added, 1).unwrap()]), &stamp("jo")).unwrap();
    // Who has not decided has no version to take.
    assert_eq!(adjudication.take(&id(2), 1), None);
    assert_eq!(told(&session, &adjudication), ["Confirmed mw+km", "Corrected km", "Unreviewed  waits", "Rejected km"]);
    // Taken up again, everything is where it was, and no claim is there twice.
    let (again, adjudication) = begin(&versions, Some(session.record()));
    assert_eq!(told(&again, &adjudication), told(&session, &adjudication));
    assert_eq!(again.record(), session.record());
}

#[test]
fn a_review_of_ones_own_comes_out_as_it_went_in() {
    let mut versions = versions();
    versions[1] = Version { annotator: "km".into(), ..versions[0].clone() };
    let (mut session, adjudication) = begin(&versions, None);
    session.apply(Edit::Adopt(adjudication.agreed(&session)), &stamp("jo")).unwrap();
    let outcome = Version { annotator: "gold".into(), session };
    let pair = [versions[0].clone(), outcome];
    let comparison = VersionComparison::of(&pair);
    assert!(comparison.groups().iter().all(|group| comparison.differences(group).is_empty()));
    assert!(comparison.groups().iter().all(|group| !comparison.stand(group, 1).is_open()));
}

fn rename(name: &str) -> Edit {
    Edit::RenameSpeaker(SpeakerId::new("s-ana-roth"), name.into())
}

#[test]
fn a_review_that_changes_comes_in_and_what_was_decided_here_stays() {
    let versions = versions();
    let (mut session, mut adjudication) = begin(&versions, None);
    session.apply(Edit::Adopt(vec![adjudication.take(&id(1), 0).unwrap()]), &stamp("jo")).unwrap();
    session.apply(Edit::Adopt(vec![adjudication.take(&id(0), 0).unwrap()]), &stamp("jo")).unwrap();
    let decided = session.record();
    // The same again is nothing.
    assert!(adjudication.renew(&mut session, &versions).is_nothing());
    assert_eq!(session.record(), decided);
    let mut changed = versions.clone();
    for edit in [Edit::Reject(vec![id(1)]), Edit::Confirm(vec![id(2)])] {
        changed[1].session.apply(edit, &stamp("km")).unwrap();
    }
    let renewal = adjudication.renew(&mut session, &changed);
    assert_eq!(renewal.changed, BTreeMap::from([("km".to_owned(), vec![id(1), id(2)])]));
    assert_eq!((renewal.overtaken.as_slice(), renewal.lost), (&[id(1)][..], 0));
    assert_eq!(told(&session, &adjudication), ["Confirmed mw+km", "Confirmed mw waits", "Unreviewed ", "Unreviewed mw waits"]);
    for claim in &decided.claims {
        let now = session.claim(&claim.id).unwrap();
        assert_eq!((now.decision, &now.log, &now.correction), (claim.decision, &claim.log, &claim.correction));
    }
    assert!(adjudication.is_overtaken(&id(1)));
    adjudication.looked_at(&[id(1)]);
    assert!(!adjudication.is_waiting(session.claim(&id(1)).unwrap()));
    assert!(session.can_undo());
}

#[test]
fn claims_come_and_go_with_the_reviews_and_a_new_reviewer_comes_last() {
    let versions = versions();
    let (mut session, mut adjudication) = begin(&versions, None);
    let added = session.claims()[3].id.clone();
    let mut changed = versions.clone();
    changed[0].session.apply(Edit::RemoveClaim(added.clone()), &stamp("mw")).unwrap();
    changed[1].session.apply(add("Nobody had asked"), &stamp("km")).unwrap();
    changed.insert(0, Version { annotator: "al".into(), ..versions[0].clone() });
    changed[0].session.apply(Edit::RemoveClaim(added.clone()), &stamp("al")).unwrap();
    let renewal = adjudication.renew(&mut session, &changed);
    assert_eq!(
        (renewal.came, adjudication.annotators.clone()),
        (vec!["al".to_owned()], ["mw", "km", "al"].map(str::to_owned).to_vec())
    );
    assert!(session.claim(&added).is_none() && session.claims().len() == 4);
    assert_eq!(session.adjudicates(), ["mw", "km", "al"]);
    // What was decided here does not go with a review that took it back.
    let id = session.claims()[3].id.clone();
    session.apply(Edit::Adopt(vec![adjudication.take(&id, 1).unwrap()]), &stamp("jo")).unwrap();
    adjudication.renew(&mut session, &versions);
    assert!(session.claim(&id).unwrap().decision.is_decided());
}

#[test]
fn two_names_that_reviewers_give_one_speaker_are_a_question() {
    let named = |first: &str, second: &str| two(vec![rename(first)], vec![rename(second)]);
    let speaker = Conflict::Speaker(SpeakerId::new("s-ana-roth"));
    let (mut session, adjudication) = begin(&named("Ana Roth-Lind", "Anna Roth"), None);
    assert_eq!(session.conflicts(), std::slice::from_ref(&speaker));
    assert_eq!(adjudication.who_named(&session, &speaker), [Some("mw".to_owned()), Some("km".to_owned())]);
    // Nobody's version settles it by itself.
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("jo")).unwrap();
    assert_eq!(session.conflicts(), std::slice::from_ref(&speaker));
    session.apply(Edit::Settle(vec![speaker.clone()], crate::review::Whose::Theirs), &stamp("jo")).unwrap();
    assert_eq!(session.speaker(&SpeakerId::new("s-ana-roth")).unwrap().name, "Anna Roth");
    // What was chosen is not asked again, unless somebody gives a third name.
    let (mut again, mut adjudication) = begin(&named("Ana Roth-Lind", "Anna Roth"), Some(session.record()));
    assert_eq!((again.conflicts(), again.record()), (vec![], session.record()));
    let renewal = adjudication.renew(&mut again, &named("A. Roth", "Anna Roth"));
    assert_eq!(renewal.named, std::slice::from_ref(&speaker));
    // Whoever takes it back is not asked about.
    adjudication.renew(&mut again, &named("Anna Roth", "Anna Roth"));
    assert_eq!(again.conflicts(), []);
    // One who renames, and one who does not, contradict nobody; nor do two who say the same.
    for versions in [two(vec![rename("Anna Roth")], vec![Edit::Confirm(vec![id(0)])]), named("Anna Roth", "Anna Roth")] {
        assert_eq!(begin(&versions, None).0.conflicts(), []);
    }
}

#[test]
fn two_descriptions_of_one_speaker_and_three_names_are_questions_too() {
    let describe = |kind| Edit::DescribeSpeaker(SpeakerId::new("s-ana-roth"), crate::review::Description::Kind(kind));
    let mut versions = two(vec![describe(SpeakerKind::Group)], vec![describe(SpeakerKind::Organisation)]);
    versions.extend(two(vec![], vec![]).into_iter().take(1).map(|version| Version { annotator: "al".into(), ..version }));
    assert_eq!(begin(&versions, None).0.conflicts().len(), 1);
    let mut versions = two(vec![rename("A. Roth")], vec![rename("Anna Roth")]);
    versions.extend(two(vec![rename("Ana R.")], vec![]).into_iter().take(1).map(|one| Version { annotator: "al".into(), ..one }));
    let (mut session, adjudication) = begin(&versions, None);
    let mut asked = Vec::new();
    while let Some(conflict) = session.conflicts().first().cloned() {
        asked.push(adjudication.who_named(&session, &conflict).map(|who| who.unwrap_or_default()).join(" / "));
        session.apply(Edit::Settle(vec![conflict], crate::review::Whose::Theirs), &stamp("jo")).unwrap();
    }
    assert_eq!(asked, ["mw / km", "km / al"]);
}

#[test]
fn a_name_that_was_taken_with_a_version_is_asked_about_once_another_comes() {
    let mut versions = two(vec![rename("Ana Roth-Lind"), Edit::Confirm(vec![id(0)])], vec![]);
    let (mut session, mut adjudication) = begin(&versions, None);
    session.apply(Edit::Adopt(vec![adjudication.take(&id(0), 0).unwrap()]), &stamp("jo")).unwrap();
    versions[1].session.apply(rename("Anna Roth"), &stamp("km")).unwrap();
    assert_eq!(adjudication.renew(&mut session, &versions).named.len(), 1);
    assert_eq!(session.speaker(&SpeakerId::new("s-ana-roth")).unwrap().name, "Ana Roth-Lind", "until somebody says so");
}
