use crate::claim::Parts;
use proptest::prelude::*;

use super::*;

pub(super) const FIVE: &str = "[The dam holds], {said} <Ana>.\n“[It leaks],” {said} <Bo>, ‹The Daily› reported.\n\
                    [Repairs begin soon], {according to} <Cy>, ‹Wire› and ‹The Daily› wrote.\n[All is well] {said} <Di>.\n[Noth👩‍🚀ing is].\n";

fn claim() -> impl Strategy<Value = ClaimId> {
    (0usize..6).prop_map(id)
}

fn claims() -> impl Strategy<Value = Vec<ClaimId>> {
    prop::collection::vec((0usize..5).prop_map(id), 1..4)
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec((0usize..190, 0usize..30).prop_map(|(start, length)| Span::new(start, start + length)), 0..3)
}

fn speaker() -> impl Strategy<Value = SpeakerId> {
    prop::sample::select(vec!["s-ana", "s-bo", "s-cy", "s-di", "s-eve", "s-nobody"]).prop_map(SpeakerId::new)
}

fn outlet() -> impl Strategy<Value = OutletId> {
    prop::sample::select(vec!["o-wire", "o-the-daily", "o-post"]).prop_map(OutletId::new)
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Eve", "Ana", "Bo Lee", "Post", "Ève", " "]).prop_map(str::to_owned)
}

fn description() -> impl Strategy<Value = Description> {
    prop_oneof![
        prop::sample::select(vec![SpeakerKind::Person, SpeakerKind::Group]).prop_map(Description::Kind),
        name().prop_map(Description::Role),
        name().prop_map(Description::Affiliation),
        name().prop_map(Description::Unnamed),
        Just(Description::Named),
    ]
}

fn check() -> impl Strategy<Value = FactCheck> {
    let state = prop::sample::select(vec![None, Some(CheckState::Asked), Some(CheckState::Wrong)]);
    let lines = prop::collection::vec(prop::sample::select(vec!["a.pdf p. 3 primary", "\"b c\" partly 2026-11-01"]), 0..3);
    (state, lines.clone(), lines, name()).prop_map(|(state, evidence, asked, stated)| FactCheck {
        state,
        evidence: evidence.into_iter().filter_map(Evidence::read).collect(),
        asked: asked.into_iter().filter_map(|line| Inquiry::read(line, "2026-11-22")).collect(),
        stated,
    })
}

fn choice() -> impl Strategy<Value = SpeakerChoice> {
    prop_oneof![speaker().prop_map(SpeakerChoice::Existing), name().prop_map(SpeakerChoice::New), Just(SpeakerChoice::Nobody)]
}

fn via() -> impl Strategy<Value = Vec<OutletChoice>> {
    let one = prop_oneof![outlet().prop_map(OutletChoice::Existing), name().prop_map(OutletChoice::New)];
    prop::collection::vec(one, 0..3)
}

fn rule() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["anonymous.bare".to_owned(), "attribution.far".to_owned()])
}

pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let part = prop::sample::select(Part::ALL.to_vec());
    let role = prop::sample::select(OutletRole::ALL.to_vec());
    let directness = prop::sample::select(vec![None, Some(Directness::Direct), Some(Directness::Mixed)]);
    let class = prop::sample::select(vec![None, Some(CueClass::Document), Some(CueClass::Perception)]);
    prop_oneof![
        claims().prop_map(Edit::Confirm),
        claims().prop_map(Edit::Reject),
        claims().prop_map(Edit::Undecide),
        (claims(), choice()).prop_map(|(ids, choice)| Edit::SetSpeaker(ids, choice)),
        (claims(), via()).prop_map(|(ids, via)| Edit::SetVia(ids, via)),
        (claim(), part, spans()).prop_map(|(id, part, spans)| Edit::SetSpans(id, part, spans)),
        (claims(), directness).prop_map(|(ids, directness)| Edit::SetDirectness(ids, directness)),
        (claims(), class).prop_map(|(ids, class)| Edit::SetClass(ids, class)),
        (claim(), name()).prop_map(|(id, note)| Edit::SetNote(id, note)),
        (claims(), any::<bool>()).prop_map(|(ids, flag)| Edit::SetFlag(ids, flag)),
        (claims(), check()).prop_map(|(ids, check)| Edit::SetCheck(ids, check)),
        (claims(), check()).prop_map(|(ids, check)| {
            let of = |id: ClaimId| check.evidence.iter().map(move |evidence| (id.clone(), evidence.clone()));
            Edit::AddEvidence(ids.into_iter().flat_map(of).collect())
        }),
        (spans(), spans(), spans(), choice())
            .prop_map(|(content, cue, source, speaker)| Edit::AddClaim { parts: Parts { content, cue, source }, speaker }),
        (claim(), prop::option::of((spans(), name(), any::<bool>()))).prop_map(|(claim, made)| adoption(claim, made)),
        (speaker(), name()).prop_map(|(id, name)| Edit::RenameSpeaker(id, name)),
        (speaker(), speaker()).prop_map(|(from, into)| Edit::MergeSpeakers(from, into)),
        (outlet(), name()).prop_map(|(id, name)| Edit::RenameOutlet(id, name)),
        (outlet(), outlet()).prop_map(|(from, into)| Edit::MergeOutlets(from, into)),
        (speaker(), description()).prop_map(|(id, description)| Edit::DescribeSpeaker(id, description)),
        (speaker(), name(), claims()).prop_map(|(id, alias, claims)| Edit::SplitSpeaker(id, alias, claims)),
        (outlet(), name(), claims()).prop_map(|(id, alias, claims)| Edit::SplitOutlet(id, alias, claims)),
        (outlet(), role).prop_map(|(id, role)| Edit::SetOutletRole(id, role)),
        (spans(), prop_oneof![Just(ReadMark::Set), Just(ReadMark::Clear)])
            .prop_map(|(stretches, mark)| Edit::SetNothingHere(stretches, mark)),
        (rule(), prop::option::of(claim()), (0usize..190, 0usize..30), prop::option::of(name())).prop_map(
            |(rule, claim, (start, length), reason)| {
                let span = Span::new(start, start + length);
                Edit::SetAllowance(Allowed { span, rule, claim }, reason)
            }
        ),
        any::<bool>().prop_map(|done| Edit::SetDone(done.then(|| "0.1.0".to_owned()))),
    ]
}

/// Somebody else's version of a claim, with a speaker of theirs.
fn adoption(claim: ClaimId, made: Option<(Vec<Span>, String, bool)>) -> Edit {
    let version = match made {
        None => Adopted::Rejected,
        Some((content, name, by_hand)) => {
            let id = SpeakerId::new(format!("s-{}", slug(&name)));
            let aliases = vec!["Evi".to_owned()];
            let member = Speaker { id, name, aliases, ..super::marked("[x] <y>").1.speakers[0].clone() };
            let speaker = Some(Entry { by_hand, ..Entry::proposed(member) });
            Adopted::Marked(Box::new(Made { parts: Parts { content, ..Parts::default() }, speaker, ..Made::default() }))
        }
    };
    Edit::Adopt(vec![Adoption { claim, from: vec!["km".into()], version }])
}

/// A session after random edits by two people; also used for what is stored of it.
pub(crate) fn edited() -> impl Strategy<Value = Session> {
    prop::collection::vec((edit(), any::<bool>()), 0..25).prop_map(|edits| {
        let mut session = session(FIVE);
        for (edit, other) in edits {
            let _ = session.apply(edit, &stamp(if other { "jk" } else { "mw" }));
        }
        session
    })
}

/// Everything that a session derives from its claims agrees with them.
fn consistent(session: &Session) {
    let starts: Vec<_> = session.claims().iter().map(|claim| claim.spans(Part::Content)[0].start).collect();
    assert!(starts.is_sorted());
    for (at, claim) in session.claims().iter().enumerate() {
        assert_eq!(session.position(&claim.id), Some(at));
        assert_eq!(claim.decision.is_decided(), claim.decided.is_some());
        assert_eq!(claim.log.last().map_or(Decision::Unreviewed, |entry| entry.to), claim.decision);
        if claim.suggestion.is_some() && claim.decision == Decision::Confirmed {
            assert!(claim.correction.is_empty());
        }
        if let Some(speaker) = claim.speaker() {
            assert!(session.speaker(speaker).is_some());
        }
        assert!(claim.via().iter().all(|outlet| session.outlet(outlet).is_some()));
    }
    let decided = session.claims().iter().filter(|claim| claim.decision.is_decided()).count();
    let progress = session.progress();
    assert_eq!((progress.total, progress.decided), (session.claims().len(), decided));
    assert_eq!(progress.confirmed + progress.corrected + progress.rejected, decided);
    let restored = Session::restore(session.article().clone(), session.record());
    assert_eq!((restored.progress(), restored.record()), (progress, session.record()));
    assert_eq!(session.has_decisions(), session.record().has_decisions());
    for speaker in session.speakers() {
        assert_eq!(session.claims_of_speaker(&speaker.id).count(), session.count_of_speaker(&speaker.id));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_is_the_start_and_redoing_all_is_the_end(edits in prop::collection::vec((edit(), any::<bool>()), 0..30)) {
        let mut session = session(FIVE);
        let start = session.record();
        let mut states = vec![start.clone()];
        for (edit, other) in edits {
            let revision = session.revision();
            let before = session.record();
            match session.apply(edit, &stamp(if other { "jk" } else { "mw" })) {
                Ok(applied) if applied.changed => {
                    prop_assert_ne!(session.revision(), revision);
                    prop_assert_ne!(session.record(), before);
                    states.push(session.record());
                }
                _ => prop_assert_eq!((session.record(), session.revision()), (before, revision)),
            }
            consistent(&session);
        }
        let end = session.record();
        for state in states.iter().rev().skip(1) {
            prop_assert!(session.undo().is_some());
            prop_assert_eq!(&session.record(), state);
        }
        prop_assert!(session.undo().is_none());
        consistent(&session);
        for state in states.iter().skip(1) {
            prop_assert!(session.redo().is_some());
            prop_assert_eq!(&session.record(), state);
        }
        prop_assert_eq!(session.record(), end);
    }
}
