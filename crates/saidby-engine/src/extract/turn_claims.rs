//! The claims of a transcript: what each turn says is its speaker's.

use std::ops::Range;

use super::{Attribution, Document};

/// How sure a turn is a claim: all of the training articles' were marked as one.
const CONFIDENCE: f32 = 0.95;

/// Adds the turns whose label stands in `paragraphs` to what an engine found there, in the place of what it found in
/// their words: a transcript's statements are its speakers'.
pub(super) fn settle(document: &Document<'_>, paragraphs: Range<usize>, found: &mut Vec<Attribution>) {
    if document.turns.is_empty() {
        return;
    }
    let scan = &document.scan;
    let inside = |attribution: &Attribution| {
        let place = attribution.cue.first().or(attribution.content.first()).copied().unwrap_or_default();
        let paragraph = scan.paragraph_of(scan.words_in(place).start);
        let turn = document.turns.partition_point(|turn| turn.paragraph <= paragraph).checked_sub(1);
        turn.and_then(|turn| document.turns.get(turn)).is_some_and(|turn| {
            scan.span_of(turn.label.clone()).encloses(place)
                || scan.words.get(turn.colon).is_some_and(|colon| colon.span() == place)
                || turn.content.iter().any(|words| scan.span_of(words.clone()).encloses(place))
        })
    };
    // "Part of the transcript follows:" would take the first turn for its content.
    let takes = |attribution: &Attribution| {
        attribution.content.iter().any(|content| {
            let turn = document.turns.partition_point(|turn| scan.span_of(turn.label.clone()).start < content.start);
            document.turns.get(turn).is_some_and(|turn| content.encloses(scan.span_of(turn.label.clone())))
        })
    };
    found.retain(|attribution| !inside(attribution) && !takes(attribution));
    let own = document.turns.iter().filter(|turn| paragraphs.contains(&turn.paragraph));
    found.extend(own.map(|turn| Attribution {
        content: turn.content.iter().map(|words| scan.span_of(words.clone())).collect(),
        cue: vec![scan.span_of(turn.colon..turn.colon + 1)],
        source: vec![scan.span_of(turn.label.clone())],
        confidence: CONFIDENCE,
        found_by: "speaker's label before the words, as in a transcript".to_owned(),
    }));
    found.sort_by_key(|attribution| attribution.cue.first().or(attribution.content.first()).map_or(0, |span| span.start));
}
