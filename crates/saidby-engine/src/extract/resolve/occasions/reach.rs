//! What else an occasion covers: what its speaker says before it is named, a transcript below it, and statements
//! inside others.

use std::collections::HashMap;

use super::super::entities::EntityId;
use super::super::via::{Link, OutletSource};
use super::course::{Other, begin, other_occasion};
use super::known::{Known, Place, is_all_quoted, is_plainly_said, is_quotation, is_saying, unique, whole};
use crate::article::BlockKind;
use crate::extract::Document;
use crate::extract::names::lexicon::with_lower;
use crate::extract::outlets::ties::TieKind;

/// Paragraphs before its own that an occasion may cover.
const AHEAD: usize = 2;
/// Paragraphs of the body that an article opens with; they sum up what comes.
const OPENING: usize = 2;

/// An occasion covers what its speaker says right before it is named, and in the article's opening.
pub(super) fn look_ahead(known: &Known<'_>, occasions: &[(Place, EntityId, Link)], own: &[bool], links: &mut [Vec<Link>]) {
    let Known { document, attributions, who, by_sentence, .. } = *known;
    let mut firsts: HashMap<EntityId, (Place, Vec<Link>)> = HashMap::new();
    let claimed =
        by_sentence.iter().filter(|place| own[place.index] && links[place.index].iter().any(|link| link.kind == TieKind::Told));
    for (place, speaker, found) in claimed
        .filter_map(|place| who[place.index].map(|speaker| (*place, speaker, links[place.index].clone())))
        .chain(occasions.iter().map(|(place, speaker, link)| (*place, *speaker, vec![link.clone()])))
    {
        let known = firsts.entry(speaker).or_insert_with(|| (place, found.clone()));
        if place.word < known.0.word {
            *known = (place, found);
        }
    }
    let mut count: HashMap<Option<EntityId>, usize> = HashMap::new();
    for place in by_sentence.iter().filter(|place| own[place.index]) {
        *count.entry(who[place.index]).or_default() += 1;
    }
    for (_, speaker, _) in occasions {
        *count.entry(Some(*speaker)).or_default() += 1;
    }
    // An interview that is the only occasion of its speaker is what the whole article draws on.
    let only = |_: Place, speaker: Option<EntityId>| count.get(&speaker) == Some(&1);
    let opening = body(document).take(OPENING).last().unwrap_or(0);
    for place in by_sentence {
        let Some((first, found)) = who[place.index].and_then(|speaker| firsts.get(&speaker)) else { continue };
        if !links[place.index].is_empty()
            || place.word >= first.word
            || document.post_of(place.word) != document.post_of(first.word)
        {
            continue;
        }
        let at = document.scan.words.get(first.word).map_or(0, |word| word.start as usize);
        if attributions[place.index].parts.content.iter().any(|span| span.contains(at)) {
            continue;
        }
        let headline = document
            .article
            .blocks
            .get(place.paragraph)
            .is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Heading));
        let said = attributions[place.index]
            .parts
            .cue
            .iter()
            .flat_map(|span| document.scan.words_in(*span))
            .any(|at| is_saying(document.word(at)));
        let near = place.paragraph <= opening && (said || place.paragraph + AHEAD >= first.paragraph)
            || place.paragraph + AHEAD >= first.paragraph && is_interview(document, found);
        let near = near
            || is_interview(document, found)
                && only(*first, who[place.index])
                && (is_quotation(document, &attributions[place.index]) || is_plainly_said(document, &attributions[place.index]));
        let going = begin(document, first, found.clone(), 0);
        let here = document.scan.words_in(whole(&attributions[place.index]).unwrap_or_default());
        if headline
            || !said && !is_all_quoted(document, &attributions[place.index])
            || !near && place.paragraph != first.paragraph
            || !matches!(other_occasion(document, attributions, place, here, &going), Other::No)
        {
            continue;
        }
        let back = i64::from(place.sentence) - i64::from(first.sentence);
        links[place.index] = found.iter().map(|link| Link { back, ..link.clone() }).collect();
    }
}

/// A transcript belongs to the occasion that is named last before it.
pub(super) fn transcript(known: &Known<'_>, occasions: &[(Place, EntityId, Link)], own: &[bool], links: &mut [Vec<Link>]) {
    let Known { document, by_sentence, .. } = *known;
    let (Some(first), Some(last)) = (document.turns.first(), document.turns.last()) else { return };
    let before = by_sentence.partition_point(|place| place.paragraph < first.paragraph);
    let claimed = by_sentence[..before]
        .iter()
        .rev()
        .find(|place| own[place.index] && links[place.index].iter().any(|link| link.kind == TieKind::Told));
    let silent = occasions.iter().rev().find(|(place, _, _)| place.paragraph < first.paragraph);
    let found = match (claimed, silent) {
        (Some(place), Some((at, _, _))) if place.word > at.word => (place.sentence, links[place.index].clone()),
        (_, Some((at, _, link))) => (at.sentence, vec![link.clone()]),
        (Some(place), None) => (place.sentence, links[place.index].clone()),
        (None, None) => return,
    };
    for place in &by_sentence[before..] {
        if place.paragraph > last.paragraph + 1 {
            break;
        }
        let back = i64::from(place.sentence) - i64::from(found.0);
        let inner = std::mem::take(&mut links[place.index]);
        links[place.index] = found
            .1
            .iter()
            .map(|link| Link { back, ..link.clone() })
            .chain(inner.into_iter().filter(|_| own[place.index]))
            .collect();
        unique(&mut links[place.index]);
    }
}

/// A statement inside another came the other's way, too.
pub(super) fn inherit(known: &Known<'_>, links: &mut [Vec<Link>]) {
    let Known { document, attributions, found, .. } = *known;
    // Attributions are sorted by content: what encloses one begins before it, and not far.
    for inner in 0..attributions.len() {
        let spans = || attributions[inner].parts.cue.iter().chain(&attributions[inner].parts.source);
        // ", with the Herald reporting that": beside the statement, not inside it.
        let beside = matches!(found[inner], Some(OutletSource::Itself(_)))
            && attributions[inner].parts.source.first().is_some_and(|source| {
                let at = document.scan.words_in(*source).start;
                at > 0 && document.word(at - 1) == "with"
            });
        if attributions[inner].parts.cue.is_empty() || beside {
            continue;
        }
        let first = inner.saturating_sub(24);
        let outer = (first..(inner + 3).min(attributions.len())).rev().find(|outer| {
            *outer != inner
                && !links[*outer].is_empty()
                && attributions[*outer].parts.content.iter().any(|content| spans().all(|span| content.encloses(*span)))
        });
        if let Some(outer) = outer {
            let mut all = links[outer].clone();
            all.append(&mut links[inner]);
            unique(&mut all);
            links[inner] = all;
        }
    }
}

fn is_interview(document: &Document<'_>, links: &[Link]) -> bool {
    links
        .iter()
        .any(|link| with_lower(document.word(link.words.start), |word| word.starts_with("interview") || word == "sit-down"))
}

/// The paragraphs of the body, in order.
fn body<'d>(document: &'d Document<'_>) -> impl Iterator<Item = usize> + 'd {
    let blocks = document.article.blocks.iter().enumerate();
    blocks.filter(|(_, block)| block.kind == BlockKind::Paragraph).map(|(index, _)| index)
}
