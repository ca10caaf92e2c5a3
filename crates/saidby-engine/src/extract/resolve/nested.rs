//! One claim a statement: where an outlet's attribution encloses a person's, the person's remains and
//! the outlet becomes its way here.

use super::entities::Entities;
use super::source::pronoun;
use super::via::{Link, OutletSource};
use crate::claim::Parts;
use crate::extract::lexicon::lists::{BETWEEN_SUBJECT_AND_VERB, ENCLOSED_VERBS};
use crate::extract::names::lexicon::with_lower;
use crate::extract::outlets::ties::TieKind;
use crate::extract::{Attribution, Document};
use crate::text::{QuoteState, Shape, Span, WordRange};

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
        let outlet = match outlets[outer] {
            Some(OutletSource::Itself(outlet)) => Some(outlet),
            // "“It leaks,” Reed said, according to the police": the words are Reed's all the same.
            None if is_according_to(document, &attributions[outer]) => None,
            _ => continue,
        };
        let Some(cover) = cover(&attributions[outer].parts.content) else {
            continue;
        };
        let inner: Vec<usize> = enclosed(attributions, outer, cover).filter(|index| outlets[*index].is_none()).collect();
        let words = tie_words(document, &attributions[outer]);
        let link = outlet.map(|outlet| Link { outlet, kind: TieKind::Reported, words, back: 0 });
        if inner.is_empty() {
            if let Some(split) = split(document, entities, &attributions[outer]) {
                attributions[outer] = split;
                folded.split.push(outer);
                folded.links[outer].extend(link);
            }
            continue;
        }
        let Some(link) = link else { continue };
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

/// Whether the cue is "according to" or begins so.
fn is_according_to(document: &Document<'_>, attribution: &Attribution) -> bool {
    let first = attribution.parts.cue.first().map(|cue| document.scan.words_in(*cue).start);
    first.is_some_and(|at| with_lower(document.word(at), |word| word == "according") && document.word(at + 1) == "to")
}

/// Cue and source of an attribution as one run of words.
fn tie_words(document: &Document<'_>, attribution: &Attribution) -> WordRange {
    let span = attribution.parts.cue.iter().chain(&attribution.parts.source).copied().reduce(Span::cover).unwrap_or_default();
    document.scan.words_in(span)
}

/// The plain verbs of saying that an enclosed statement has.
pub(super) fn is_say(word: &str) -> bool {
    with_lower(word, |word| ENCLOSED_VERBS.contains(word))
}

/// The person's statement inside an outlet's content that no finder marked by itself.
fn split(document: &Document<'_>, entities: &Entities, outer: &Attribution) -> Option<Attribution> {
    /// Words outside quotation marks among which the enclosed cue is looked for.
    const REACH: usize = 60;
    let cover = cover(&outer.parts.content)?;
    let words = document.scan.words_in(cover);
    let outside = |at: &usize| document.scan.words.get(*at).is_some_and(|word| word.quote == QuoteState::Outside);
    let (verb, (source, cue)) =
        words.iter().filter(outside).take(REACH).filter(|at| is_say(document.word(*at))).find_map(|verb| {
            let subject = (verb > words.start).then(|| subject(document, entities, words, verb)).flatten();
            Some((verb, subject.or_else(|| subject_behind(document, entities, words, verb))?))
        })?;
    let mut start = source.end.max(verb + 1);
    if with_lower(document.word(verb), |word| matches!(word, "told" | "asked" | "warned" | "urged"))
        && let Some(that) = (start..(start + 9).min(words.end)).find(|at| matches!(document.word(*at), "that" | "to"))
    {
        start = that;
    }
    while start < words.end && matches!(document.word(start), "," | ":") {
        start += 1;
    }
    // What stood behind the enclosed cue remains. What stood before it is said as well where it is a quotation or all
    // that there is ("“It leaks,” Reed said, according to the Herald"), and the frame otherwise.
    let open = source.start.min(cue.start);
    let behind = start + 1 < words.end;
    let closes = |at: usize| document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Mark);
    let quoted =
        open > words.start && (closes(open - 1) || document.word(open - 1) == "," && open > words.start + 1 && closes(open - 2));
    let leads = quoted || !behind && open > words.start + 2 && document.word(open - 1) == ",";
    if !behind && !leads {
        return None;
    }
    let from = if behind { document.scan.words.get(start).map_or(cover.start, |word| word.start as usize) } else { cover.end };
    let to = if leads { document.scan.words.get(open - 1).map_or(cover.start, |word| word.end as usize) } else { cover.start };
    let said = [Span::new(cover.start, to), Span::new(from, cover.end)];
    let parts = outer.parts.content.iter().flat_map(|span| {
        said.map(|said| Span::new(span.start.max(said.start), span.end.min(said.end).max(span.start.max(said.start))))
    });
    let mut content: Vec<Span> = parts.filter(|span| !span.is_empty()).collect();
    crate::text::span::normalise(&mut content);
    (!content.is_empty()).then(|| Attribution {
        parts: Parts { content, cue: vec![document.scan.span_of(cue)], source: vec![document.scan.span_of(source)] },
        confidence: outer.confidence,
        check_worthiness: None,
        found_by: format!("“{}” inside what {}", document.word(verb), found_in(document, outer)),
    })
}

/// "said Ana Diaz": the name right behind a verb that follows a comma or a mark.
fn subject_behind(
    document: &Document<'_>,
    entities: &Entities,
    bounds: WordRange,
    verb: usize,
) -> Option<(WordRange, WordRange)> {
    let before = verb.checked_sub(1).filter(|before| *before > bounds.start)?;
    let apart = document.scan.words.get(before).is_some_and(|word| word.shape == Shape::Punctuation);
    let index = entities.mentions_in(WordRange::new(verb + 1, bounds.end)).next()?;
    let mention = entities.mentions.get(index)?;
    let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start);
    (apart && begin == verb + 1).then(|| (WordRange::new(begin, mention.words.end), WordRange::one(verb)))
}

fn found_in(document: &Document<'_>, outer: &Attribution) -> String {
    let words = tie_words(document, outer);
    format!("“{}” encloses", document.printed(words))
}

/// Source and cue around `verb`, when a name or pronoun is its subject.
pub(super) fn subject(
    document: &Document<'_>,
    entities: &Entities,
    bounds: WordRange,
    verb: usize,
) -> Option<(WordRange, WordRange)> {
    let mut cue = verb;
    while cue > bounds.start {
        let word = document.word(cue - 1);
        if matches!(word, "was" | "were" | "been" | "be" | "being" | "is" | "are") {
            return None;
        }
        let passes = BETWEEN_SUBJECT_AND_VERB.contains(word) || word.ends_with("ly");
        if !passes {
            break;
        }
        cue -= 1;
    }
    let last = cue.checked_sub(1).filter(|last| *last >= bounds.start)?;
    if pronoun(document.word(last)).is_some_and(|found| !matches!(found, super::source::Pronoun::Relative)) {
        return Some((WordRange::new(last, cue), WordRange::new(cue, verb + 1)));
    }
    if let Some(index) = entities.mention_at(last) {
        let mention = &entities.mentions[index];
        let mut start = mention.title.as_ref().map_or(mention.words.start, |title| title.start).max(bounds.start);
        if start > bounds.start && matches!(document.word(start - 1), "the" | "The") {
            start -= 1;
        }
        return (mention.words.end == cue).then_some((WordRange::new(start, cue), WordRange::new(cue, verb + 1)));
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
        .then_some((WordRange::new(bounds.start, cue), WordRange::new(cue, verb + 1)))
}
