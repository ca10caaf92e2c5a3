//! Removes claims of captions and headlines that repeat one of the body.

use super::entities::EntityId;
use super::places::Places;
use crate::article::BlockKind;
use crate::extract::names::lexicon::lower_key;
use crate::extract::{Attribution, Document};

/// How alike two contents must be, as shared words of all words.
const ALIKE: f32 = 0.8;
/// How many claims of captions and headlines are compared, and with how many of the body.
const REACH: usize = 64;

/// Marks the attributions of captions and headlines that the body repeats.
pub fn mark(
    document: &Document<'_>,
    places: &Places,
    attributions: &[Attribution],
    speakers: &[Option<EntityId>],
    dropped: &mut [bool],
) {
    let mut heads = Vec::new();
    let mut body = Vec::new();
    for (index, attribution) in attributions.iter().enumerate() {
        if dropped[index] {
            continue;
        }
        let kind = attribution
            .parts
            .content
            .first()
            .and_then(|span| document.block_of(places.words_in(&document.scan, *span).start))
            .map(|block| block.kind);
        match kind {
            Some(BlockKind::Caption | BlockKind::Headline | BlockKind::Heading) => heads.push(index),
            _ if body.len() < REACH => body.push(index),
            _ => {}
        }
    }
    if heads.is_empty() {
        return;
    }
    let body: Vec<(usize, Vec<u64>)> =
        body.into_iter().map(|index| (index, words(document, places, &attributions[index]))).collect();
    for index in heads.into_iter().take(REACH) {
        let own = words(document, places, &attributions[index]);
        if own.is_empty() {
            continue;
        }
        dropped[index] = body.iter().any(|(other, theirs)| {
            let same = speakers[index].is_none() || speakers[*other] == speakers[index];
            let shared = own.iter().filter(|word| theirs.binary_search(word).is_ok()).count();
            let all = own.len() + theirs.len() - shared;
            same && shared as f32 >= ALIKE * all as f32
        });
    }
}

/// The different words of a content, as numbers in ascending order.
fn words(document: &Document<'_>, places: &Places, attribution: &Attribution) -> Vec<u64> {
    let words = attribution
        .parts
        .content
        .iter()
        .flat_map(|span| places.words_in(&document.scan, *span))
        .filter(|at| document.scan.words.get(*at).is_some_and(|word| word.is_lexical()))
        .map(|at| lower_key(document.word(at)))
        .take(120);
    let mut words: Vec<u64> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}
