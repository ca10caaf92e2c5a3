//! Running again finds what a first run finds, and looks only at what changed.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::claim::{ClaimId, Parts, SpeakerId};
use crate::lint::bound;
use crate::lint::tests::session;
use crate::review::tests::properties::edit;
use crate::review::tests::{id, stamp};
use crate::review::{Description, Edit, ReadMark, SpeakerChoice};
use crate::text::Span;

/// Cause for most of the rules, by few speakers.
const TEXT: &str = "[The weir leaks], <a source> {said} to ‹Wire›.\n\
    [It is a disgrace], <one official> {said}.\n\
    [“We will not sell a single ferry before the spring flood.”] {said} <Ana> to ‹Post›, citing ‹Wire›.\n\
    [It is old], <Bo Ek> {said} to ‹The Daily›, citing ‹Wire›.\n\
    [The pump failed], <a port official> {said}. The port declined to comment.\n\
    “We will sell no ferry at all.” The board was silent.\n\
    [“We will not sell a single ferry before the summer flood”], <Ana> {told} the board.\n\
    [The sources were two], <port officials> {said}.\n\
    [The rest is silence], <the official> {said}.\n\
    [The lock is a shambles], <a lock official> {said}.\n\
    <Cy> {said} [it would be mended].\n";

fn speaker() -> impl Strategy<Value = SpeakerId> {
    let ids = [
        "s-a-source",
        "s-one-official",
        "s-ana",
        "s-bo-ek",
        "s-a-port-official",
        "s-port-officials",
        "s-the-official",
        "s-a-lock-official",
        "s-cy",
    ];
    prop::sample::select(ids.to_vec()).prop_map(SpeakerId::new)
}

#[derive(Clone, Debug)]
enum Step {
    Edit(Edit),
    /// Allow the finding at this place of the list.
    Allow(usize),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let claims = || prop::collection::vec((0usize..10).prop_map(id), 1..3);
    let span = (0usize..580, 1usize..60).prop_map(|(start, length)| Span::new(start, start + length));
    prop_oneof![
        4 => edit().prop_map(Step::Edit),
        2 => claims().prop_map(|ids| Step::Edit(Edit::Confirm(ids))),
        2 => claims().prop_map(|ids| Step::Edit(Edit::Reject(ids))),
        2 => (claims(), speaker()).prop_map(|(ids, to)| Step::Edit(Edit::SetSpeaker(ids, SpeakerChoice::Existing(to)))),
        2 => (speaker(), speaker()).prop_map(|(one, other)| Step::Edit(Edit::MergeSpeakers(one, other))),
        1 => (speaker(), prop::sample::select(vec!["Di Moss", "an aide", "a source"]))
            .prop_map(|(id, name)| Step::Edit(Edit::RenameSpeaker(id, name.to_owned()))),
        1 => speaker().prop_map(|id| Step::Edit(Edit::DescribeSpeaker(id, Description::Named))),
        1 => (span.clone(), prop::sample::select(vec![ReadMark::Set, ReadMark::Clear]))
            .prop_map(|(span, mark)| Step::Edit(Edit::SetNothingHere(vec![span], mark))),
        1 => (span, speaker()).prop_map(|(span, to)| Step::Edit(Edit::AddClaim {
            parts: Parts { content: vec![span], cue: Vec::new(), source: Vec::new() },
            speaker: SpeakerChoice::Existing(to),
        })),
        1 => (0usize..12).prop_map(Step::Allow),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn running_again_finds_what_a_first_run_finds(steps in prop::collection::vec(step(), 1..25), asked: bool) {
        let mut session = session(TEXT);
        let house = House::default();
        let unreviewed = Unreviewed::of(asked);
        let mut linter = Linter::new(Arc::new(house.clone()), unreviewed);
        linter.run(&session);
        for step in steps {
            match step.clone() {
                Step::Edit(edit) => drop(session.apply(edit, &stamp("mw"))),
                Step::Allow(at) => {
                    if let Some(what) = linter.findings().get(at).map(|finding| bound(&session, finding)) {
                        let _ = session.apply(Edit::SetAllowance(what, Some("why".to_owned())), &stamp("mw"));
                    }
                }
                Step::Undo => drop(session.undo()),
                Step::Redo => drop(session.redo()),
            }
            let again: Vec<Finding> = linter.run(&session).iter().map(|finding| (**finding).clone()).collect();
            prop_assert_eq!(again, lint(&session, &house, unreviewed), "after {:?}", step);
        }
    }
}

#[test]
fn a_speaker_who_gets_a_name_names_the_source_of_the_sentence_before() {
    let mut session = session(TEXT);
    let house = House::default();
    let mut linter = Linter::new(Arc::new(house.clone()), Unreviewed::Check);
    let opinions = |found: &[Arc<Finding>]| {
        let of_rule = found.iter().filter(|finding| finding.rule == "anonymous.opinion");
        of_rule.filter(|finding| finding.message.contains("shambles")).count()
    };
    assert_eq!(opinions(linter.run(&session)), 1);
    session.apply(Edit::RenameSpeaker(SpeakerId::new("s-cy"), "Cy Moss".to_owned()), &stamp("mw")).unwrap();
    assert_eq!(opinions(linter.run(&session)), 0);
    session.undo();
    assert_eq!(opinions(linter.run(&session)), 1);
}

#[test]
fn a_claim_covers_a_quotation_however_far_from_its_beginning() {
    let filler = "The ferry leaves the quay at noon and comes back before the tide does. ".repeat(500);
    let text = format!("[{filler}“We will not sell a single ferry before the spring flood.” The board was silent.]\n");
    let mut session = session(&text);
    let missing = |found: &[Arc<Finding>]| found.iter().any(|finding| finding.rule == "attribution.missing");
    let mut linter = Linter::new(Arc::new(House::default()), Unreviewed::Check);
    assert!(!missing(linter.run(&session)));
    session.apply(Edit::Reject(vec![id(0)]), &stamp("mw")).unwrap();
    assert!(missing(linter.run(&session)), "without the claim nobody said it");
    session.undo();
    assert!(!missing(linter.run(&session)));
}

/// A long article: so many times the same ten paragraphs, with other speakers.
fn long(times: usize) -> Session {
    let text: String =
        (0..times).map(|time| TEXT.replace("Ana", &format!("Ana{time}")).replace("source", &format!("source{time}"))).collect();
    session(&text)
}

#[test]
fn a_decision_costs_what_it_touches_however_long_the_article_is() {
    let after = |times: usize| {
        let mut session = long(times);
        let mut linter = Linter::new(Arc::new(House::default()), Unreviewed::Check);
        let first = linter.run(&session).len();
        let claim =
            session.claims().iter().find(|claim| claim.via().is_empty() && claim.spans(Part::Content).len() == 1).unwrap();
        let of_speaker = session.speaker_of(claim).map_or(0, |speaker| session.count_of_speaker(&speaker.id));
        session.apply(Edit::Confirm(vec![claim.id.clone()]), &stamp("mw")).unwrap();
        linter.run(&session);
        let mut work = linter.work();
        work.of_speakers -= of_speaker;
        // Claims of anonymous sources are few; here they are half of all.
        work.picked = 0;
        (first, work)
    };
    let ((few, short), (many, long)) = (after(4), after(400));
    assert!(many > few * 50, "{few} and {many}");
    assert_eq!(short, long);
    assert!(short.claims == 1 && short.places <= 2, "{short:?}");
}

#[test]
fn a_decision_does_not_look_again_at_all_that_its_speaker_says() {
    let text = "[The weir leaks], <a port official> {said}.\n".repeat(50);
    let mut session = session(&text);
    let mut linter = Linter::new(Arc::new(House::default()), Unreviewed::Check);
    linter.run(&session);
    let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    let mut looked_at = |edit: Edit| {
        session.apply(edit, &stamp("mw")).unwrap();
        linter.run(&session);
        assert_eq!(
            linter.findings().iter().map(|found| (**found).clone()).collect::<Vec<_>>(),
            lint(&session, &House::default(), Unreviewed::Check)
        );
        linter.work().of_speakers
    };
    assert_eq!(looked_at(Edit::Confirm(vec![ids[30].clone()])), 0);
    assert_eq!(looked_at(Edit::Confirm(vec![ids[0].clone()])), 50, "a finding is about this one");
    assert_eq!(looked_at(Edit::Reject(vec![ids[30].clone()])), 49);
}
