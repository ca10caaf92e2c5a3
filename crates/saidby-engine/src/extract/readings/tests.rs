use super::*;
use crate::claim::Parts;
use crate::extract::{Options, extract};

fn read(text: &str) -> (Article, Extraction, Vec<Reading>) {
    let article = Article::from_text(text);
    let found = extract(&article, &Options::fast());
    let claim = found.claims.last().unwrap();
    let others = readings(&article, &found, &claim.id);
    (article, found, others)
}

fn words(article: &Article, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|span| span.slice(&article.text).unwrap().to_owned()).collect()
}

fn contents(article: &Article, readings: &[Reading]) -> Vec<Vec<String>> {
    readings.iter().map(|reading| words(article, &reading.parts.content)).collect()
}

#[test]
fn readings_are_ranked_whole_and_different() {
    let (_, found, others) = read(
        "Ana Diaz met Bo Lund at the lock on Monday.\n\nThe lock keeper told Radio Tarn that “every boat” was late, because the river had frozen.",
    );
    assert!((2..=MOST).contains(&others.len()), "{others:#?}");
    assert!(others.is_sorted_by(|one, next| one.score >= next.score));
    for (at, one) in others.iter().enumerate() {
        assert!(!one.parts.content.is_empty() && !one.reason.is_empty());
        for other in &others[at + 1..] {
            let ids = |reading: &Reading| reading.speaker.as_ref().map(|speaker| speaker.id.clone());
            assert!(
                (&one.parts.content, &one.parts.source, ids(one), &one.via)
                    != (&other.parts.content, &other.parts.source, ids(other), &other.via),
                "{one:?} {other:?}"
            );
        }
    }
    assert_eq!(readings(&Article::from_text("Nothing."), &found, &ClaimId::new("c-none")), []);
}

#[test]
fn a_pronoun_may_be_whoever_else_was_named() {
    let (_, found, others) = read("Eva Lund met Ana Diaz at the harbour on Monday. She said that the ferry was late.");
    let current = found.speakers.iter().find(|speaker| Some(&speaker.id) == found.claims[0].speaker.as_ref()).unwrap();
    let names: Vec<&str> = others.iter().filter_map(|one| Some(one.speaker.as_ref()?.name.as_str())).collect();
    let other = if current.name == "Ana Diaz" { "Eva Lund" } else { "Ana Diaz" };
    assert!(names.contains(&other), "{names:?}");
    let reading = others.iter().find(|one| one.change == Change::Speaker).unwrap();
    assert_eq!(reading.reason, format!("{other}, named one sentence back"));
    assert_eq!(reading.parts.content, found.claims[0].parts.content);
}

#[test]
fn the_content_may_end_at_the_mark_or_at_the_clause() {
    let (article, _, others) = read("The harbour master said that “no boat” was safe, although the wind had dropped.");
    let contents = contents(&article, &others);
    assert!(contents.contains(&vec!["“no boat”".to_owned()]), "{contents:?}");
    let (article, _, others) = read("The harbour master said that no boat was safe, although the wind had dropped.");
    let contents = self::contents(&article, &others);
    assert!(contents.contains(&vec!["that no boat was safe".to_owned()]), "{contents:?}");
}

#[test]
fn an_outlet_can_be_left_out_or_taken_in() {
    let (_, found, others) = read("“The lock is shut,” Ana Diaz told the Port Vell Herald.");
    assert!(!found.claims[0].via.is_empty());
    assert!(others.iter().any(|one| one.change == Change::Outlet && one.via.is_empty()));
    let (_, found, others) = read("The Port Vell Herald moved to the quay in May. The lock is shut, Ana Diaz said on Monday.");
    assert!(found.claims[0].via.is_empty());
    assert!(others.iter().any(|one| one.change == Change::Outlet && one.via.len() == 1), "{others:#?}");
}

#[test]
fn a_claim_inside_another_can_be_the_other() {
    let article = Article::from_text("Ana Diaz said that Bo Lund believes the lock is safe.");
    let mut found = extract(&article, &Options::fast());
    let outer = found.claims[0].clone();
    let span = |part: &str| vec![Span::new(article.text.find(part).unwrap(), article.text.find(part).unwrap() + part.len())];
    let inner = Claim {
        id: ClaimId::new("c-inner"),
        parts: Parts { content: span("the lock is safe"), cue: span("believes"), source: span("Bo Lund") },
        speaker: None,
        ..outer.clone()
    };
    found.claims.push(inner.clone());
    let others = readings(&article, &found, &inner.id);
    let around = others.iter().any(|one| {
        one.change == Change::Attribution
            && (&one.parts.cue, &one.parts.content, &one.parts.source)
                == (&outer.parts.cue, &inner.parts.content, &outer.parts.source)
            && one.speaker.as_ref().is_some_and(|speaker| speaker.name == "Ana Diaz")
    });
    assert!(around, "{others:#?}");
}
