use super::*;
use crate::claim::Parts;
use crate::review::tests::{id, session, stamp};
use crate::review::{Edit, OutletChoice, SpeakerChoice};

const TEXT: &str = "[The weir will hold], {said} <Ana Roth>.\n[It leaks at the gate], {said} <Bo Lind>, ‹The Valley Post› wrote.\n\
    [Repairs begin in May], {according to} <Cy Orr>.\nNobody had asked the fishers before.\n";

/// Two reviews of one text, after these edits.
pub(crate) fn two(first: Vec<Edit>, second: Vec<Edit>) -> Vec<Version> {
    [("mw", first), ("km", second)]
        .map(|(name, edits)| {
            let mut session = session(TEXT);
            for edit in edits {
                session.apply(edit, &stamp(name)).unwrap();
            }
            Version { annotator: name.to_owned(), session }
        })
        .to_vec()
}

fn place(words: &str) -> Span {
    let article = session(TEXT);
    let start = article.article().text.find(words).unwrap();
    Span::new(start, start + words.len())
}

pub(crate) fn add(words: &str) -> Edit {
    Edit::AddClaim {
        parts: Parts { content: vec![place(words)], cue: vec![], source: vec![] },
        speaker: SpeakerChoice::New("the fishers".into()),
    }
}

/// Each claim: the members, and what they differ in.
fn told(versions: &[Version]) -> Vec<String> {
    let comparison = VersionComparison::of(versions);
    let line = |group: &Group| {
        let stands: Vec<&str> = (0..versions.len()).map(|at| comparison.stand(group, at).word()).collect();
        let fields: Vec<&str> = comparison.differences(group).into_iter().map(VersionField::word).collect();
        format!("{}: {}", stands.join(" / "), fields.join(" ")).trim_end_matches([':', ' ']).to_owned()
    };
    comparison.groups().iter().map(line).collect()
}

#[test]
fn the_same_id_is_the_same_claim_whatever_became_of_it() {
    let elsewhere = Edit::SetSpans(id(0), Part::Content, vec![place("Nobody had asked the fishers before")]);
    let versions = two(vec![elsewhere], vec![Edit::Confirm(vec![id(0)]), Edit::Reject(vec![id(1)])]);
    assert_eq!(told(&versions), ["corrected / confirmed: content", "undecided / rejected", "undecided / undecided"]);
}

#[test]
fn added_claims_are_the_same_when_their_contents_share_enough_words() {
    let versions = two(vec![add("Nobody had asked the fishers before")], vec![add("asked the fishers")]);
    // 2 · 3 / (6 + 3) = 0.67
    assert_eq!(told(&versions)[3], "added / added: content");
    let versions = two(vec![add("Nobody had asked the fishers before")], vec![add("fishers")]);
    // 2 · 1 / (6 + 1) = 0.29: two claims.
    assert_eq!(told(&versions)[3..], ["added / not marked: decision", "not marked / added: decision"]);
}

#[test]
fn matching_is_one_to_one_and_the_best_pair_first() {
    let versions = two(
        vec![add("Nobody had asked the fishers"), add("had asked the fishers before")],
        vec![add("asked the fishers before")],
    );
    assert_eq!(told(&versions)[3..], ["added / not marked: decision", "added / added: content"]);
}

#[test]
fn speakers_and_outlets_are_compared_by_whom_they_are() {
    let rename = |name: &str| Edit::RenameSpeaker(SpeakerId::new("s-ana-roth"), name.into());
    let set = |name: &str| Edit::SetSpeaker(vec![id(2)], SpeakerChoice::New(name.into()));
    let all = || Edit::Confirm(vec![id(0), id(1), id(2)]);
    // Renamed by one, typed in other letters by both: the same people.
    let versions = two(vec![all(), rename("Ana Roth-Keller"), set("Dee  Moor")], vec![all(), set("dee moor")]);
    assert_eq!(told(&versions), ["confirmed / confirmed", "confirmed / confirmed", "corrected / corrected"]);
    // Somebody who goes by another's other name.
    let versions = two(vec![all(), set("Ana Roth-Keller"), rename("A. Roth")], vec![all(), set("Ana Roth")]);
    assert_eq!(told(&versions)[2], "corrected / corrected: speaker");
    let via = |name: &str| Edit::SetVia(vec![id(1)], vec![OutletChoice::New(name.into())]);
    let versions = two(vec![all(), via("the valley post")], vec![all(), via("Radio Valley")]);
    assert_eq!(told(&versions)[1], "confirmed / corrected: via");
}

#[test]
fn white_space_between_and_at_the_ends_is_no_difference() {
    let session = session(TEXT);
    let (one, other) = (place("The weir"), place("will hold"));
    let wide = Span::new(one.start, other.end + 1).trimmed(&session.article().text);
    assert_eq!(solid(&session, &[one, other]), solid(&session, &[one.cover(other)]));
    assert_ne!(solid(&session, &[one, other]), solid(&session, &[one]));
    assert_ne!(solid(&session, &[wide]), solid(&session, &[one.cover(other)]), "a comma is no white space");
}
