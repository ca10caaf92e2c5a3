//! Attributions with their speakers become claims.

use std::ops::Range;

use super::entities::EntityId;
use super::ids::Ids;
use super::speakers::{Resolution, Speakers};
use crate::claim::{Claim, CueClass, Directness, Reason, Speaker, SpeakerId, SpeakerKind};
use crate::extract::lexicon::cue_class;
use crate::extract::{Attribution, Document, Extraction};
use crate::text::{QuoteState, Shape, Span};

/// Builds the claims of sorted attributions.
pub(super) fn build(document: &Document<'_>, attributions: Vec<Attribution>) -> Extraction {
    let source_words: Vec<Option<Range<usize>>> =
        attributions.iter().map(|attribution| words_of(document, &attribution.source)).collect();
    let mut sources: Vec<Range<usize>> = source_words.iter().flatten().cloned().collect();
    sources.sort_by_key(|words| words.start);
    let mut speakers = Speakers::new(document, sources);
    let resolved = speak(document, &mut speakers, &attributions, &source_words);

    let mut ids = Ids::default();
    let mut speaker_ids: Vec<Option<SpeakerId>> = vec![None; speakers.entities.list.len()];
    let mut claims = Vec::with_capacity(attributions.len());
    let mut used: Vec<EntityId> = Vec::new();
    for resolution in resolved.iter().flatten() {
        used.push(resolution.entity);
    }
    used.sort_unstable();
    used.dedup();
    let first_place = |entity: EntityId| speakers.entities.list[entity].places.first().map_or(usize::MAX, |place| place.start);
    used.sort_by_key(|entity| (first_place(*entity), *entity));
    let mut listed = Vec::with_capacity(used.len());
    for entity in used {
        let speaker = speaker(document, &speakers, entity, &mut ids);
        speaker_ids[entity] = Some(speaker.id.clone());
        listed.push(speaker);
    }
    for (attribution, resolution) in attributions.into_iter().zip(resolved) {
        let id = ids.claim(document.text(), &attribution.content, &attribution.cue);
        let entity = resolution.as_ref().map(|resolution| resolution.entity);
        let document_speaks = entity.is_some_and(|entity| speakers.entities.list[entity].kind == SpeakerKind::Document);
        let reason = Reason {
            found_by: attribution.found_by,
            antecedent: resolution.as_ref().and_then(|resolution| resolution.antecedent),
            speaker: resolution.and_then(|resolution| resolution.reason),
            via: None,
            via_spans: Vec::new(),
        };
        claims.push(Claim {
            id,
            directness: directness(document, &attribution.content),
            class: class(document, &attribution.cue, document_speaks),
            content: attribution.content,
            cue: attribution.cue,
            source: attribution.source,
            speaker: entity.and_then(|entity| speaker_ids[entity].clone()),
            via: Vec::new(),
            score: attribution.confidence,
            reason,
        });
    }
    Extraction { claims, speakers: listed, outlets: Vec::new() }
}

/// Resolves every source in the order of the text, quotations' own speakers first.
fn speak(
    document: &Document<'_>,
    speakers: &mut Speakers<'_, '_>,
    attributions: &[Attribution],
    source_words: &[Option<Range<usize>>],
) -> Vec<Option<Resolution>> {
    let mut order: Vec<usize> = (0..attributions.len()).filter(|index| source_words[*index].is_some()).collect();
    order.sort_by_key(|index| source_words[*index].as_ref().map_or(0, |words| words.start));
    let mut resolved: Vec<Option<Resolution>> = vec![None; attributions.len()];
    let inside = |words: &Range<usize>| document.scan.words.get(words.start).is_some_and(|word| word.quote == QuoteState::Inside);
    // Sources inside quotations wait: "I" is whoever is quoted.
    let (late, early): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|index| source_words[*index].as_ref().is_some_and(inside));
    for index in early {
        if let Some(words) = source_words[index].clone() {
            resolved[index] = speakers.resolve(words, None);
        }
    }
    for index in late {
        let Some(words) = source_words[index].clone() else {
            continue;
        };
        let at = document.scan.words.get(words.start).map_or(0, |word| word.start as usize);
        // Attributions are sorted by content; the one that quotes this place begins before it and near.
        let before = attributions.partition_point(|attribution| attribution.content.first().is_some_and(|span| span.start <= at));
        let quoted_by = (0..before)
            .rev()
            .take(24)
            .find(|other| *other != index && attributions[*other].content.iter().any(|span| span.contains(at)))
            .and_then(|other| resolved[other].as_ref())
            .map(|resolution| resolution.entity);
        resolved[index] = speakers.resolve(words, quoted_by);
    }
    resolved
}

/// The words of a source's spans, from the first to the last of its first line of thought.
fn words_of(document: &Document<'_>, spans: &[Span]) -> Option<Range<usize>> {
    let first = spans.first()?;
    let words = document.scan.words_in(*first);
    (!words.is_empty()).then_some(words)
}

fn speaker(document: &Document<'_>, speakers: &Speakers<'_, '_>, id: EntityId, ids: &mut Ids) -> Speaker {
    let entity = &speakers.entities.list[id];
    let mut mentions: Vec<Span> = entity.places.iter().map(|place| document.scan.span_of(place.clone())).collect();
    mentions.sort_unstable();
    mentions.dedup();
    Speaker {
        id: ids.speaker(&entity.name),
        name: entity.name.clone(),
        kind: entity.kind,
        role: entity.role.clone(),
        affiliation: entity.affiliation.clone(),
        aliases: entity.aliases.clone(),
        anonymous: entity.anonymous,
        mentions,
    }
}

/// How much of a content stands inside quotation marks, by its words.
fn directness(document: &Document<'_>, content: &[Span]) -> Directness {
    let (mut inside, mut outside) = (0, 0);
    for span in content {
        for word in document.scan.words.get(document.scan.words_in(*span)).unwrap_or_default() {
            match (word.shape, word.quote) {
                (Shape::Punctuation, _) => {}
                (_, QuoteState::Outside) => outside += 1,
                _ => inside += 1,
            }
        }
    }
    match (inside, outside) {
        (0, _) => Directness::Indirect,
        (_, 0) => Directness::Direct,
        _ => Directness::Mixed,
    }
}

fn class(document: &Document<'_>, cue: &[Span], document_speaks: bool) -> CueClass {
    let words = cue.iter().flat_map(|span| document.scan.words_in(*span)).map(|index| document.word(index));
    match cue_class(words) {
        CueClass::Speech if document_speaks => CueClass::Document,
        class => class,
    }
}
