//! The claims of a transcript: what each turn says is its speaker's.

use crate::claim::Parts;
use std::ops::Range;

use super::turns::Turn;
use super::{Attribution, Document};
use crate::text::WordRange;

/// How sure a turn is a claim: all of the training articles' were marked as one.
const CONFIDENCE: f32 = 0.95;
/// How sure an answer without a label is one.
const UNLABELLED: f32 = 0.85;

/// Adds the turns whose label stands in `paragraphs` to what an engine found there, in the place of what it found in
/// their words: a transcript's statements are its speakers'.
pub(super) fn settle(document: &Document<'_>, paragraphs: Range<usize>, found: &mut Vec<Attribution>) {
    if document.turns.is_empty() {
        return;
    }
    let scan = &document.scan;
    let turn_before = |word: usize| {
        let after = document.turns.partition_point(|turn| turn.first <= word);
        after.checked_sub(1).and_then(|turn| document.turns.get(turn))
    };
    let inside = |attribution: &Attribution| {
        let place = attribution.parts.cue.first().or(attribution.parts.content.first()).copied().unwrap_or_default();
        turn_before(scan.words_in(place).start).is_some_and(|turn| {
            turn.label.as_ref().is_some_and(|label| scan.span_of(*label).encloses(place))
                || turn.sign.and_then(|sign| scan.words.get(sign)).is_some_and(|sign| sign.span() == place)
                || turn.content.iter().any(|words| scan.span_of(*words).encloses(place))
        })
    };
    // "Part of the transcript follows:" would take the first turn for its content.
    let takes = |attribution: &Attribution| {
        attribution.parts.content.iter().any(|content| {
            let begins = |turn: &Turn| scan.span_of(WordRange::one(turn.first));
            let turn = document.turns.partition_point(|turn| begins(turn).start < content.start);
            document.turns.get(turn).is_some_and(|turn| content.encloses(begins(turn)))
        })
    };
    found.retain(|attribution| !inside(attribution) && !takes(attribution));
    let own = document.turns.iter().filter(|turn| paragraphs.contains(&turn.paragraph) && !turn.asks);
    found.extend(own.map(|turn| Attribution {
        parts: Parts {
            content: turn.content.iter().map(|words| scan.span_of(*words)).collect(),
            cue: turn.sign.map(|sign| scan.span_of(WordRange::one(sign))).into_iter().collect(),
            source: turn.label.iter().map(|label| scan.span_of(*label)).collect(),
        },
        confidence: if turn.label.is_some() { CONFIDENCE } else { UNLABELLED },
        check_worthiness: None,
        found_by: match turn.label {
            Some(_) => "speaker's label before the words, as in a transcript".to_owned(),
            None => "answer to the question before it, as in an interview".to_owned(),
        },
    }));
    found.sort_by_key(|attribution| {
        attribution.parts.cue.first().or(attribution.parts.content.first()).map_or(0, |span| span.start)
    });
}
