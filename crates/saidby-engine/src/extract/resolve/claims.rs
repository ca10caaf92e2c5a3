//! Attributions with their speakers become claims.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::entities::EntityId;
use super::ids::Ids;
use super::places::Places;
use super::source::{ends_core, is_nobody};
use super::speakers::{Resolution, Speakers};
use super::via::{self, OutletSource};
use super::{below, doubles, nested, occasions};
use crate::article::BlockKind;
use crate::claim::{Claim, Directness, Outlet, OutletId, Reason, Speaker, SpeakerId};
use crate::extract::class::{self, SourceKind};
use crate::extract::names::lexicon::with_lower;
use crate::extract::outlets::words::{Says, says};
use crate::extract::outlets::{OutletIndex, Outlets};
use crate::extract::turns::Turn;
use crate::extract::{Attribution, Document, Extraction};
use crate::text::{QuoteState, Shape, Span, WordRange};

/// Builds the claims of sorted attributions.
pub(super) fn build(document: &Document<'_>, mut attributions: Vec<Attribution>) -> Extraction {
    let mut speakers = Speakers::new(document);
    let mut outlets = Outlets::of(document, &speakers.entities.mentions);
    speakers.know_outlets(&outlets);

    let places = Places::of(document);
    below::add(document, &speakers.entities, &mut attributions);
    let mut source_words: Vec<Option<WordRange>> =
        attributions.iter().map(|attribution| words_of(document, &places, &attribution.parts.source)).collect();
    let outlet_of = |words: &Option<WordRange>, speakers: &Speakers<'_, '_>| {
        words.as_ref().and_then(|words| {
            via::outlet_source(document, speakers, &outlets, *words)
                .or_else(|| via::pointed_at(document, &outlets, *words).map(OutletSource::Itself))
                .or_else(|| via::piece_pointed_at(document, &outlets, *words))
        })
    };
    let mut found: Vec<Option<OutletSource>> = source_words.iter().map(|words| outlet_of(words, &speakers)).collect();
    let mut folded = nested::fold(document, &speakers.entities, &mut attributions, &found);
    for index in std::mem::take(&mut folded.split) {
        source_words[index] = words_of(document, &places, &attributions[index].parts.source);
        found[index] = outlet_of(&source_words[index], &speakers);
    }

    speakers.know_sources(source_words.iter().flatten().cloned().collect());
    let contents = attributions.iter().flat_map(|attribution| &attribution.parts.content);
    speakers.know_contents(contents.map(|span| places.words_in(&document.scan, *span)).collect());
    let resolved = speak(document, &mut speakers, &attributions, &source_words, &found);
    for (index, words) in source_words.iter().enumerate() {
        let lone = words.as_ref().is_some_and(|words| words.len() == 1 && via::is_it(document.word(words.start)));
        if let (true, None, Some(resolution)) = (lone, found[index], &resolved[index]) {
            found[index] = speakers.outlet_of(resolution.entity).map(OutletSource::Itself);
        }
    }
    let mut dropped = std::mem::take(&mut folded.dropped);
    for (index, attribution) in attributions.iter().enumerate() {
        dropped[index] |= found[index].is_some() && via::is_own_work(document, attribution);
        let outlet = found[index].is_some()
            || resolved[index].as_ref().is_some_and(|resolution| speakers.outlet_of(resolution.entity).is_some());
        dropped[index] |= outlet && via::is_roll(document, attribution);
        dropped[index] |= found[index].is_some() && via::is_bare_story(document, attribution);
        dropped[index] |= is_citing(document, &attributions, index);
        dropped[index] |= source_words[index].as_ref().is_some_and(|words| is_unsaid(document, attribution, *words));
        dropped[index] |= is_topic(document, attribution, resolved[index].as_ref(), &speakers);
    }
    let who: Vec<Option<EntityId>> =
        resolved.iter().map(|resolution| resolution.as_ref().map(|resolution| resolution.entity)).collect();
    doubles::mark(document, &places, &attributions, &who, &mut dropped);
    let mut links = occasions::links(document, &places, &outlets, &attributions, &who, &found, &mut speakers);
    for (index, enclosing) in folded.links.into_iter().enumerate() {
        let own = std::mem::take(&mut links[index]);
        links[index] = enclosing;
        for link in own {
            if !links[index].iter().any(|known| known.outlet == link.outlet) {
                links[index].push(link);
            }
        }
    }

    for (index, attribution) in attributions.iter().enumerate().filter(|(index, _)| !dropped[*index]) {
        let cue = attribution.parts.cue.iter().flat_map(|span| places.words_in(&document.scan, *span));
        if let (Some(OutletSource::Itself(outlet)), true) = (found[index], cue.clone().any(|at| is_reporting(document.word(at))))
        {
            outlets.speaks(outlet, WordRange::new(cue.clone().min().unwrap_or(0), cue.max().unwrap_or(0) + 1));
        }
    }
    let used =
        links.iter().zip(&dropped).filter(|(_, dropped)| !**dropped).flat_map(|(links, _)| links.iter().map(|link| link.outlet));
    let used: BTreeSet<OutletIndex> = used.chain(found.iter().flatten().map(|source| source.outlet())).collect();
    outlets.settle_roles(&used);
    let mut ids = Ids::of_chapter(document.chapter);
    let outlet_ids: Vec<OutletId> = outlets.list.iter().map(|outlet| ids.outlet(&outlet.name)).collect();
    let (listed, speaker_ids) = list_speakers(
        document,
        &speakers,
        who.iter().zip(&dropped).filter(|(_, dropped)| !**dropped).filter_map(|(who, _)| *who),
        &mut ids,
    );
    let together = |(entity, who): &(EntityId, Vec<EntityId>)| {
        Some((speaker_ids.get(entity)?.clone(), who.iter().filter_map(|entity| speaker_ids.get(entity).cloned()).collect()))
    };
    let joint = speakers.joint().iter().filter_map(together).collect();
    let mut claims = Vec::with_capacity(attributions.len());
    let mut views = HashMap::new();
    let mut ways: HashSet<Arc<str>> = HashSet::new();
    for (index, (attribution, resolution)) in attributions.into_iter().zip(resolved).enumerate() {
        if dropped[index] {
            continue;
        }
        let id = ids.claim(document.text(), &attribution.parts.content, &attribution.parts.cue);
        let entity = who[index];
        let source_kind = SourceKind {
            speaker: entity.map(|entity| speakers.entities.list[entity].kind),
            outlet: matches!(found[index], Some(OutletSource::Itself(_))),
            piece: matches!(found[index], Some(OutletSource::Piece(_))),
        };
        let mut via: Vec<OutletIndex> = links[index].iter().map(|link| link.outlet).collect();
        let mut spans: Vec<Span> = links[index].iter().map(|link| via::span(document, link)).collect();
        let mut tied: Vec<String> = links[index].iter().map(|link| via::printed(document, link)).collect();
        if let Some(OutletSource::Itself(outlet) | OutletSource::Piece(outlet)) = found[index] {
            if let Some(at) = via.iter().position(|known| *known == outlet) {
                let link = (via.remove(at), spans.remove(at), tied.remove(at));
                via.insert(0, link.0);
                spans.insert(0, link.1);
                tied.insert(0, link.2);
            } else {
                via.insert(0, outlet);
                spans.insert(0, attribution.parts.source.first().copied().unwrap_or_default());
                tied.insert(0, "the outlet itself is the source".to_owned());
            }
        }
        let speaker_score = resolution.as_ref().map(|resolution| resolution.way.score());
        let reason = Reason {
            speaker_score,
            found_by: shared(&mut ways, &attribution.found_by),
            antecedent: resolution.as_ref().and_then(|resolution| resolution.antecedent),
            speaker: resolution.and_then(|resolution| resolution.reason),
            via: (!tied.is_empty()).then(|| tied.join(", then ")),
            via_spans: exact(spans),
        };
        let directness = directness(document, &places, &attribution.parts.content);
        if let Some(view) = attribution.check_worthiness {
            views.insert(id.clone(), view);
        }
        let spans = [&*attribution.parts.cue, &*attribution.parts.source, &*attribution.parts.content];
        claims.push(Claim {
            id,
            directness,
            class: class::of(document, spans, directness, source_kind),
            parts: attribution.parts.map(exact),
            speaker: entity.and_then(|entity| speaker_ids.get(&entity).cloned()),
            via: via.into_iter().map(|outlet| outlet_ids[outlet].clone()).collect(),
            score: attribution.confidence,
            reason,
        });
    }
    // A statement taken out of an outlet's attribution may begin later than the next claim.
    claims.sort_by_key(|claim| claim.parts.content.first().map_or(usize::MAX, |span| span.start));
    let outlets = outlets
        .list
        .into_iter()
        .zip(outlet_ids)
        .map(|(outlet, id)| Outlet {
            id,
            name: outlet.name,
            role: outlet.role,
            aliases: outlet.aliases,
            mentions: outlet.places.iter().map(|place| document.scan.span_of(*place)).collect(),
            because: outlet.because.map(|words| document.scan.span_of(words)),
        })
        .collect();
    Extraction { claims, speakers: listed, joint, outlets, views, hidden: 0 }
}

/// Whether an outlet that does so speaks: said, opined, reported.
fn is_reporting(word: &str) -> bool {
    nested::is_say(word) || says(word).any(Says::VERB.with(Says::NEWS_VERB))
}

/// The one copy of a text that many claims have.
fn shared(pool: &mut HashSet<Arc<str>>, text: &str) -> Arc<str> {
    if let Some(known) = pool.get(text) {
        return Arc::clone(known);
    }
    let text: Arc<str> = text.into();
    pool.insert(Arc::clone(&text));
    text
}

/// Without room for more: claims stay in memory for as long as the article is open.
fn exact<T>(mut list: Vec<T>) -> Vec<T> {
    list.shrink_to_fit();
    list
}

/// The speakers in the order of their first mention, and the id of each.
fn list_speakers(
    document: &Document<'_>,
    speakers: &Speakers<'_, '_>,
    who: impl Iterator<Item = EntityId>,
    ids: &mut Ids,
) -> (Vec<Speaker>, HashMap<EntityId, SpeakerId>) {
    // Those who speak together are listed one by one as well.
    let mut used: Vec<EntityId> =
        who.flat_map(|entity| speakers.members(entity).iter().copied().chain(std::iter::once(entity))).collect();
    used.sort_unstable();
    used.dedup();
    let first_place = |entity: EntityId| speakers.entities.list[entity].places.first().map_or(usize::MAX, |place| place.start);
    used.sort_by_key(|entity| (first_place(*entity), *entity));
    let mut listed = Vec::with_capacity(used.len());
    let mut by_entity = HashMap::with_capacity(used.len());
    for entity in used {
        let speaker = speaker_of(document, speakers, entity, ids);
        by_entity.insert(entity, speaker.id.clone());
        listed.push(speaker);
    }
    (listed, by_entity)
}

/// Resolves every source in the order of the text, quotations' own speakers first.
fn speak(
    document: &Document<'_>,
    speakers: &mut Speakers<'_, '_>,
    attributions: &[Attribution],
    source_words: &[Option<WordRange>],
    outlets: &[Option<OutletSource>],
) -> Vec<Option<Resolution>> {
    let mut order: Vec<usize> = (0..attributions.len()).filter(|index| source_words[*index].is_some()).collect();
    order.sort_by_key(|index| source_words[*index].as_ref().map_or(0, |words| words.start));
    let mut resolved: Vec<Option<Resolution>> = vec![None; attributions.len()];
    let inside = |words: WordRange| document.scan.words.get(words.start).is_some_and(|word| word.quote == QuoteState::Inside);
    // Sources inside quotations wait: "I" is whoever is quoted.
    let (late, early): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|index| source_words[*index].is_some_and(inside));
    for index in early {
        if let Some(words) = source_words[index] {
            // "The jury heard that": those who hear it do not say it.
            if is_hearing(document, &attributions[index], words) {
                continue;
            }
            if let Some(turn) = labelled(document, words) {
                resolved[index] = speakers.of_label(turn, words);
                continue;
            }
            resolved[index] = match outlets[index] {
                Some(OutletSource::Itself(outlet)) => speakers.outlet(outlet, words),
                _ => speakers.resolve(words, None),
            };
        }
    }
    // Answers of an interview that has no labels.
    for (index, attribution) in attributions.iter().enumerate() {
        let answer = |span: &Span| {
            let word = document.scan.words_in(*span).start;
            let after = document.turns.partition_point(|turn| turn.first <= word);
            after.checked_sub(1).is_some_and(|turn| document.turns[turn].label.is_none() && document.turns[turn].first == word)
        };
        if attribution.parts.source.is_empty() && attribution.parts.content.first().is_some_and(answer) {
            resolved[index] = speakers.interviewee();
        }
    }
    for index in late {
        let Some(words) = source_words[index].filter(|words| !is_hearing(document, &attributions[index], *words)) else {
            continue;
        };
        let at = document.scan.words.get(words.start).map_or(0, |word| word.start as usize);
        // Attributions are sorted by content; the one that quotes this place begins before it and near.
        let before =
            attributions.partition_point(|attribution| attribution.parts.content.first().is_some_and(|span| span.start <= at));
        let quoted_by = (0..before)
            .rev()
            .take(24)
            .find(|other| *other != index && attributions[*other].parts.content.iter().any(|span| span.contains(at)))
            .and_then(|other| resolved[other].as_ref())
            .map(|resolution| resolution.entity);
        resolved[index] = speakers.resolve(words, quoted_by);
    }
    resolved
}

/// Whether the source is a court or a body before which something is said: "the inquest heard", "the jury was told".
fn is_hearing(document: &Document<'_>, attribution: &Attribution, source: WordRange) -> bool {
    // "the coroner's court at Vell".
    let head = source.iter().take_while(|at| !ends_core(document.word(*at))).last();
    let body = head.is_some_and(|last| {
        with_lower(document.word(last), |word| {
            matches!(
                word,
                "jury" | "jurors" | "court" | "inquest" | "tribunal" | "inquiry" | "hearing" | "committee" | "panel" | "judge"
            )
        })
    });
    if !body {
        return false;
    }
    let mut last = "";
    let (mut heard, mut passive) = (false, false);
    for word in attribution.parts.cue.iter().flat_map(|span| document.scan.words_in(*span)).map(|at| document.word(at)) {
        heard |= matches!(word, "heard" | "hears");
        passive |= matches!(word, "was" | "were" | "been" | "is");
        last = word;
    }
    heard || passive && last == "told"
}

/// The turn whose label stands at `words`.
fn labelled<'d>(document: &'d Document<'_>, words: WordRange) -> Option<&'d Turn> {
    let after = document.turns.partition_point(|turn| turn.first <= words.start);
    let turn = document.turns.get(after.checked_sub(1)?)?;
    (turn.label == Some(words)).then_some(turn)
}

/// "Citing two officials, the Herald said": who is cited is further up the way, and the statement is the Herald's.
fn is_citing(document: &Document<'_>, attributions: &[Attribution], index: usize) -> bool {
    let words = |attribution: &Attribution| attribution.parts.cue.first().map(|span| document.scan.words_in(*span));
    let citing =
        |words: WordRange| words.iter().all(|at| matches!(document.word(at), "citing" | "Citing" | "quoting" | "Quoting" | ","));
    let Some(here) = words(&attributions[index]).filter(|words| !words.is_empty() && citing(*words)) else { return false };
    let sentence = |at: usize| document.scan.words.get(at).map(|word| word.sentence);
    let near = attributions.iter().enumerate().skip(index.saturating_sub(8)).take(16);
    near.filter(|(other, _)| *other != index)
        .filter_map(|(_, other)| words(other))
        .any(|other| !other.is_empty() && sentence(other.start) == sentence(here.start) && !citing(other))
}

/// "Nobody told the islanders": what nobody said is not a claim. That nobody would say why is one, of a refusal.
fn is_unsaid(document: &Document<'_>, attribution: &Attribution, source: WordRange) -> bool {
    let mut cue = attribution.parts.cue.iter().flat_map(|span| document.scan.words_in(*span));
    let refused = |at: usize| with_lower(document.word(at), |word| matches!(word, "would" | "could" | "can" | "will"));
    is_nobody(document, source)
        && cue.clone().any(|at| is_reporting(document.word(at)))
        && !cue.any(refused)
        && attribution.parts.cue.first().is_none_or(|cue| !refused(document.scan.words_in(*cue).start.saturating_sub(1)))
}

/// "Harbour row: ferry fares to rise": the words before a headline's colon are its topic, not a speaker.
fn is_topic(
    document: &Document<'_>,
    attribution: &Attribution,
    resolution: Option<&Resolution>,
    speakers: &Speakers<'_, '_>,
) -> bool {
    let colon = attribution.parts.cue.iter().all(|span| span.slice(document.text()).is_some_and(|cue| cue.trim() == ":"));
    let headline = attribution
        .parts
        .content
        .first()
        .and_then(|span| document.block_of(document.scan.words_in(*span).start))
        .is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Heading));
    colon && headline && resolution.is_none_or(|resolution| speakers.entities.list[resolution.entity].described_only())
}

/// The words of a source's spans, from the first to the last of its first line of thought.
fn words_of(document: &Document<'_>, places: &Places, spans: &[Span]) -> Option<WordRange> {
    let first = spans.first()?;
    let words = places.words_in(&document.scan, *first);
    (!words.is_empty()).then_some(words)
}

/// The speaker that an entity is.
pub(in crate::extract) fn speaker_of(
    document: &Document<'_>,
    speakers: &Speakers<'_, '_>,
    id: EntityId,
    ids: &mut Ids,
) -> Speaker {
    let entity = &speakers.entities.list[id];
    let mut mentions: Vec<Span> = entity.places.iter().map(|place| document.scan.span_of(*place)).collect();
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
        unnamed_because: None,
        mentions,
    }
}

/// How much of a content stands inside quotation marks, by its words.
fn directness(document: &Document<'_>, places: &Places, content: &[Span]) -> Directness {
    let (mut inside, mut outside) = (0, 0);
    for span in content {
        for word in document.scan.words.get(places.words_in(&document.scan, *span).range()).unwrap_or_default() {
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
