//! One claim a statement: where an outlet's attribution encloses a person's, the person's remains and
//! the outlet becomes its way here.

use std::ops::Range;

use super::entities::Entities;
use super::source::pronoun;
use super::via::{Link, OutletSource};
use crate::claim::Parts;
use crate::extract::names::lexicon::with_lower;
use crate::extract::outlets::ties::TieKind;
use crate::extract::{Attribution, Document};
use crate::text::{QuoteState, Shape, Span};

/// The share of an outlet's content that the enclosed statements must cover for it to fall away.
const COVERED: f32 = 0.4;
/// How many attributions after the enclosing one are looked at.
const REACH: usize = 40;

/// What becomes of the attributions: which remain, and which outlets the enclosed ones came through.
#[derive(Debug, Default)]
pub struct Folded {
    /// Per attribution: the outlets that enclosed it.
    pub links: Vec<Vec<Link>>,
    /// Per attribution: whether it fell away.
    pub dropped: Vec<bool>,
    /// The attributions that were replaced by the statement inside them.
    pub split: Vec<usize>,
}

/// Folds outlets' attributions into those that they enclose.
pub fn fold(
    document: &Document<'_>,
    entities: &Entities,
    attributions: &mut [Attribution],
    outlets: &[Option<OutletSource>],
) -> Folded {
    let count = attributions.len();
    let mut folded = Folded { links: vec![Vec::new(); count], dropped: vec![false; count], split: Vec::new() };
    for outer in 0..count {
        let Some(OutletSource::Itself(outlet)) = outlets[outer] else {
            continue;
        };
        let Some(cover) = cover(&attributions[outer].parts.content) else {
            continue;
        };
        let inner: Vec<usize> = enclosed(attributions, outer, cover).filter(|index| outlets[*index].is_none()).collect();
        let words = tie_words(document, &attributions[outer]);
        let link = Link { outlet, kind: TieKind::Reported, words, back: 0 };
        if inner.is_empty() {
            if let Some(split) = split(document, entities, &attributions[outer]) {
                attributions[outer] = split;
                folded.split.push(outer);
                folded.links[outer].push(link);
            }
            continue;
        }
        let covered: usize = inner.iter().map(|index| whole(&attributions[*index]).map_or(0, Span::len)).sum();
        folded.dropped[outer] = covered as f32 >= COVERED * cover.len() as f32;
        for index in inner {
            folded.links[index].push(link.clone());
        }
    }
    folded
}

fn cover(spans: &[Span]) -> Option<Span> {
    Some(spans.first()?.cover(*spans.last()?))
}

fn whole(attribution: &Attribution) -> Option<Span> {
    attribution.parts.values().filter_map(|spans| cover(spans)).reduce(Span::cover)
}

/// Attributions whose cue and source lie inside `cover`.
fn enclosed<'s>(attributions: &'s [Attribution], outer: usize, cover: Span) -> impl Iterator<Item = usize> + 's {
    let first = attributions
        .partition_point(|attribution| attribution.parts.content.first().is_some_and(|span| span.start < cover.start));
    (first..attributions.len())
        .take(REACH)
        .take_while(move |index| attributions[*index].parts.content.first().is_some_and(|span| span.start < cover.end))
        .filter(move |index| {
            let inner = &attributions[*index];
            *index != outer
                && !inner.parts.cue.is_empty()
                && inner.parts.cue.iter().chain(&inner.parts.source).all(|span| cover.encloses(*span))
        })
}

/// Cue and source of an attribution as one run of words.
fn tie_words(document: &Document<'_>, attribution: &Attribution) -> Range<usize> {
    let span = attribution.parts.cue.iter().chain(&attribution.parts.source).copied().reduce(Span::cover).unwrap_or_default();
    document.scan.words_in(span)
}

/// The plain verbs of saying that an enclosed statement has.
pub(super) fn is_say(word: &str) -> bool {
    with_lower(word, |word| {
        matches!(
            word,
            "said"
                | "says"
                | "stated"
                | "states"
                | "answered"
                | "added"
                | "adds"
                | "noted"
                | "notes"
                | "told"
                | "warned"
                | "warns"
                | "claimed"
                | "claims"
                | "argued"
                | "argues"
                | "announced"
                | "announces"
                | "denied"
                | "denies"
                | "confirmed"
                | "confirms"
                | "insisted"
                | "insists"
                | "explained"
                | "replied"
                | "responded"
                | "acknowledged"
                | "admitted"
                | "alleged"
                | "accused"
                | "accuses"
                | "declared"
                | "suggested"
                | "predicted"
                | "promised"
                | "vowed"
                | "pledged"
                | "testified"
                | "wrote"
                | "writes"
                | "tweeted"
                | "described"
                | "called"
                | "remarked"
                | "commented"
                | "recalled"
                | "asserted"
                | "contended"
                | "conceded"
                | "complained"
                | "cautioned"
                | "urged"
                | "asked"
                | "estimated"
                | "believes"
                | "believed"
                | "thinks"
                | "hopes"
                | "expects"
        )
    })
}

/// The person's statement inside an outlet's content that no finder marked by itself.
fn split(document: &Document<'_>, entities: &Entities, outer: &Attribution) -> Option<Attribution> {
    let cover = cover(&outer.parts.content)?;
    let words = document.scan.words_in(cover);
    let verb = words.clone().take(60).find(|at| {
        let outside = document.scan.words.get(*at).is_some_and(|word| word.quote == QuoteState::Outside);
        outside && *at > words.start && is_say(document.word(*at)) && subject(document, entities, &words, *at).is_some()
    })?;
    let (source, cue) = subject(document, entities, &words, verb)?;
    let mut start = verb + 1;
    if with_lower(document.word(verb), |word| matches!(word, "told" | "asked" | "warned" | "urged"))
        && let Some(that) = (start..(start + 9).min(words.end)).find(|at| matches!(document.word(*at), "that" | "to"))
    {
        start = that;
    }
    while start < words.end && matches!(document.word(start), "," | ":") {
        start += 1;
    }
    (start + 1 < words.end)
        .then(|| {
            let from = document.scan.words.get(start).map_or(cover.start, |word| word.start as usize);
            // What stood behind the enclosed cue remains; what stood before its source was the frame.
            let mut content: Vec<Span> = outer
                .parts
                .content
                .iter()
                .map(|span| Span::new(span.start.max(from), span.end))
                .filter(|span| !span.is_empty() && span.end > from)
                .collect();
            crate::text::span::normalise(&mut content);
            Attribution {
                parts: Parts { content, cue: vec![document.scan.span_of(cue)], source: vec![document.scan.span_of(source)] },
                confidence: outer.confidence,
                check_worthiness: None,
                found_by: format!("“{}” inside what {}", document.word(verb), found_in(document, outer)),
            }
        })
        .filter(|split| !split.parts.content.is_empty())
}

fn found_in(document: &Document<'_>, outer: &Attribution) -> String {
    let words = tie_words(document, outer);
    format!("“{}” encloses", document.printed(&words))
}

/// Source and cue around `verb`, when a name or pronoun is its subject.
pub(super) fn subject(
    document: &Document<'_>,
    entities: &Entities,
    bounds: &Range<usize>,
    verb: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let mut cue = verb;
    while cue > bounds.start {
        let word = document.word(cue - 1);
        if matches!(word, "was" | "were" | "been" | "be" | "being" | "is" | "are") {
            return None;
        }
        let passes = matches!(
            word,
            "then"
                | "also"
                | "has"
                | "had"
                | "have"
                | "later"
                | "previously"
                | "earlier"
                | "reportedly"
                | "repeatedly"
                | "now"
                | "did"
                | "not"
                | "never"
        ) || word.ends_with("ly");
        if !passes {
            break;
        }
        cue -= 1;
    }
    let last = cue.checked_sub(1).filter(|last| *last >= bounds.start)?;
    if pronoun(document.word(last)).is_some_and(|found| !matches!(found, super::source::Pronoun::Relative)) {
        return Some((last..cue, cue..verb + 1));
    }
    if let Some(index) = entities.mention_at(last) {
        let mention = &entities.mentions[index];
        let mut start = mention.title.as_ref().map_or(mention.words.start, |title| title.start).max(bounds.start);
        if start > bounds.start && matches!(document.word(start - 1), "the" | "The") {
            start -= 1;
        }
        return (mention.words.end == cue).then_some((start..cue, cue..verb + 1));
    }
    // "the city's mayor said": a short phrase that opens the content.
    let plain = (bounds.start..cue).all(|at| {
        document
            .scan
            .words
            .get(at)
            .is_some_and(|word| word.shape != Shape::Punctuation || matches!(document.word(at), "'" | "’" | "-"))
    });
    let short = cue - bounds.start <= 6;
    (plain && short && matches!(document.scan.words.get(last).map(|word| word.shape), Some(Shape::Lower)))
        .then_some((bounds.start..cue, cue..verb + 1))
}
