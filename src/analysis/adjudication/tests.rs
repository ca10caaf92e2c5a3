use super::*;
use crate::analysis::versions::tests::{add, two};
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
