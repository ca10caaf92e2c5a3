use proptest::prelude::*;

use super::*;
use crate::analysis::versions::tests::{add, two};
use crate::claim::{Directness, Part};
use crate::review::tests::{edited, id};
use crate::review::{Edit, Session, SpeakerChoice};
use crate::text::Span;

fn of(versions: Vec<Version>) -> Agreement {
    agreement(&[Reviews { article: "weir.txt".into(), versions }])
}

fn figures(result: &Agreement, field: VersionField) -> AgreementFigures {
    result.fields.iter().find(|of| of.field == field).unwrap().all
}

fn all() -> Edit {
    Edit::Confirm(vec![id(0), id(1), id(2)])
}

#[test]
fn the_figures_of_two_reviews() {
    let versions = two(
        vec![all(), add("asked the fishers")],
        vec![
            all(),
            Edit::SetSpans(id(0), Part::Content, vec![Span::new(0, "The weir".len())]),
            Edit::SetSpeaker(vec![id(2)], SpeakerChoice::Nobody),
        ],
    );
    let result = of(versions);
    assert_eq!((result.annotators.join(" "), result.articles, result.claims, result.undecided), ("km mw".into(), 1, 4, 0));
    // km has three contents, mw four; two are the same, three share a word.
    let content = figures(&result, VersionField::Content);
    assert_eq!((content.strict, content.overlap), (Some(4.0 / 7.0), Some(6.0 / 7.0)));
    // Words: km 2 + 5 + 4, mw 4 + 5 + 4 + 3; 11 in both.
    assert_eq!(content.token, Some(22.0 / 27.0));
    let speaker = figures(&result, VersionField::Speaker);
    assert_eq!((speaker.claims, speaker.strict), (3, Some(2.0 / 3.0)));
    // Decisions: confirmed/corrected twice, confirmed/confirmed, corrected/no claim.
    let decision = figures(&result, VersionField::Decision);
    assert_eq!((decision.claims, decision.strict), (4, Some(0.25)));
    assert_eq!(figures(&result, VersionField::Via).strict, Some(1.0));

    let lines: Vec<String> = result
        .disagreements
        .iter()
        .map(|one| {
            let said: Vec<String> = one.said.iter().map(|said| format!("{} {}", said.annotator, said.value)).collect();
            format!("{}:{} {} [{}] {}", one.article, one.line, one.field.word(), one.claim, said.join(", "))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "weir.txt:1 content [The weir] km The weir, mw The weir will hold",
            "weir.txt:3 speaker [Repairs begin in May] km nobody, mw Cy Orr",
            "weir.txt:4 decision [asked the fishers] km not marked, mw added",
        ]
    );
}

#[test]
fn what_somebody_has_not_decided_on_is_left_out() {
    let result = of(two(vec![all()], vec![Edit::Confirm(vec![id(0), id(1)])]));
    assert_eq!((result.claims, result.undecided), (3, 1));
    for field in [VersionField::Content, VersionField::Cue, VersionField::Speaker, VersionField::Via] {
        let figures = figures(&result, field);
        assert_eq!((figures.claims, figures.strict), (2, Some(1.0)), "{field:?}");
    }
    assert_eq!(figures(&result, VersionField::Content).kappa, Some(1.0));
    assert!(result.fields.iter().filter(|of| of.field.part().is_some()).all(|of| of.alpha == Some(1.0)));
    assert!(result.disagreements.is_empty());
}

#[test]
fn one_review_alone_agrees_with_nobody() {
    let mut versions = two(vec![all()], vec![]);
    versions.truncate(1);
    let result = of(versions);
    assert_eq!((result.articles, result.claims), (0, 0));
    assert!(result.fields.iter().all(|of| of.alpha.is_none() && of.all.strict.is_none() && of.pairs.is_empty()));
}

#[test]
fn three_annotators_make_three_pairs_and_one_alpha() {
    let mut versions = two(vec![all()], vec![all(), Edit::SetDirectness(vec![id(0)], Some(Directness::Mixed))]);
    let mut third = versions[0].clone();
    third.annotator = "jk".into();
    versions.push(third);
    let result = of(versions);
    let directness = result.fields.iter().find(|of| of.field == VersionField::Directness).unwrap();
    let pairs: Vec<(String, Option<f64>)> =
        directness.pairs.iter().map(|pair| (format!("{} {}", pair.one, pair.two), pair.figures.strict)).collect();
    assert_eq!(pairs, [("jk km".into(), Some(2.0 / 3.0)), ("jk mw".into(), Some(1.0)), ("km mw".into(), Some(2.0 / 3.0))]);
    // Values i i m / i i i / i i i: n 9, n(i) 8, n(m) 1; α = 1 − 8 · 2 / 16.
    assert!(directness.alpha.unwrap().abs() < 1e-9);
}

fn same(one: Option<f64>, two: Option<f64>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => (one - two).abs() < 1e-9,
        (one, two) => one == two,
    }
}

/// All figures of both, whoever is called first.
fn assert_same(one: &Agreement, two: &Agreement) {
    assert_eq!((one.articles, one.claims, one.undecided), (two.articles, two.claims, two.undecided));
    for (one, two) in one.fields.iter().zip(&two.fields) {
        let (a, b) = (one.all, two.all);
        assert_eq!(a.claims, b.claims, "{:?}", one.field);
        for (a, b) in
            [(a.strict, b.strict), (a.overlap, b.overlap), (a.token, b.token), (a.kappa, b.kappa), (one.alpha, two.alpha)]
        {
            assert!(same(a, b), "{:?}: {a:?} {b:?}", one.field);
        }
    }
    assert_eq!(one.disagreements.len(), two.disagreements.len());
}

fn version(name: &str, session: &Session) -> Version {
    Version { annotator: name.to_owned(), session: session.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn who_agrees_with_himself_agrees_perfectly(session in edited()) {
        let result = of(vec![version("a", &session), version("b", &session)]);
        prop_assert!(result.disagreements.is_empty(), "{:?}", result.disagreements);
        for of in &result.fields {
            for figure in [of.all.strict, of.all.overlap, of.all.token, of.all.kappa, of.alpha].into_iter().flatten() {
                prop_assert!((figure - 1.0).abs() < 1e-9, "{:?} {:?} {:?}", of.field, of.all, of.alpha);
            }
        }
    }

    #[test]
    fn names_and_order_make_no_difference(one in edited(), two in edited(), three in edited()) {
        let straight = of(vec![version("a", &one), version("b", &two), version("c", &three)]);
        let turned = of(vec![version("c", &three), version("a", &one), version("b", &two)]);
        assert_same(&straight, &turned);
        prop_assert_eq!(&straight.annotators, &turned.annotators);
        prop_assert_eq!(&straight.disagreements, &turned.disagreements);
        let renamed = of(vec![version("z", &one), version("y", &two), version("x", &three)]);
        assert_same(&straight, &renamed);
        for of in &straight.fields {
            let figures = [of.all.strict, of.all.overlap, of.all.token];
            prop_assert!(figures.into_iter().flatten().all(|figure| (0.0..=1.0).contains(&figure)));
            prop_assert!([of.all.kappa, of.alpha].into_iter().flatten().all(|figure| figure <= 1.0 + 1e-9));
        }
    }
}
