//! The outlets that a sentence names, and the claims of that sentence.

use super::super::entities::EntityId;
use super::super::speakers::Speakers;
use super::super::via::{Link, OutletSource};
use super::known::{Known, Place, is_statement, whole};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::outlets::ties::{Tie, TieKind};
use crate::text::{QuoteState, WordRange};

/// Words between a tie and the cue of the claim that it ties.
const NEAR: usize = 12;
/// Words between the end of a content and the tie that follows it.
const RIGHT_BEFORE: usize = 8;

/// Links the attributions of the tie's sentence; whether there was one to link.
pub(super) fn link_sentence(known: &Known<'_>, here: &[Place], tie: &Tie, link: &Link, links: &mut [Vec<Link>]) -> bool {
    let Known { document, attributions, who, found, .. } = *known;
    let at = document.scan.words.get(tie.anchor).map_or(0, |word| word.start as usize);
    let name = document.scan.words.get(tie.words.end.saturating_sub(1)).map_or(0, |word| word.start as usize);
    let outside = |place: &&Place| !attributions[place.index].parts.content.iter().any(|span| span.contains(at));
    if tie.kind != TieKind::Told {
        // Where the outlet has a claim of its own in the sentence, the others are not its.
        let speaks = |place: &&Place| match found[place.index] {
            Some(OutletSource::Itself(outlet) | OutletSource::Piece(outlet)) => outlet == link.outlet,
            None => attributions[place.index].parts.source.iter().any(|span| span.contains(name)),
        };
        let own = here.iter().find(speaks);
        for place in here.iter().filter(|place| !tie.ahead || place.word >= tie.words.start) {
            let inside = |own: &Place| {
                let content = &attributions[own.index].parts.content;
                attributions[place.index].parts.cue.iter().all(|cue| content.iter().any(|span| span.encloses(*cue)))
            };
            if own.is_none_or(|own| own.index == place.index || tie.kind == TieKind::Reported && inside(own))
                || tie.kind == TieKind::Cited
            {
                links[place.index].push(link.clone());
            }
        }
        return !here.is_empty();
    }
    // The claim whose cue stands nearest, and what the same speaker says in the sentence.
    let own = |place: &&Place| !matches!(found[place.index], Some(OutletSource::Itself(_)));
    // "On the show, the long-serving mayor of the town said": what opens the sentence reaches its verb.
    let opens = document
        .scan
        .sentences
        .get(document.scan.words[tie.anchor].sentence as usize)
        .is_some_and(|sentence| tie.words.start <= sentence.first_word as usize + 4);
    let near = here.iter().filter(outside).filter(own).filter(|place| opens || place.word.abs_diff(tie.anchor) <= NEAR);
    // "..., sources who had seen it told the Herald": no claim of its own, what stands right before it is meant.
    let right_before = || {
        here.iter().filter(outside).filter(own).find(|place| {
            attributions[place.index].parts.content.last().is_some_and(|span| {
                let end = document.scan.words_in(*span).end;
                end <= tie.anchor && tie.anchor - end <= RIGHT_BEFORE
            })
        })
    };
    let Some(nearest) = near.min_by_key(|place| place.word.abs_diff(tie.anchor)).or_else(right_before) else { return false };
    let speaker = who.get(nearest.index).copied().flatten();
    for place in here.iter().filter(outside).filter(own) {
        let same = speaker.is_some() && who[place.index] == speaker && is_statement(document, &attributions[place.index]);
        if place.index == nearest.index || same {
            links[place.index].push(link.clone());
        }
    }
    true
}

/// Who spoke there, where the sentence has no claim: "Diaz, a doctor, then appeared on Harbour Radio."
pub(super) fn speaker_of(document: &Document<'_>, speakers: &mut Speakers<'_, '_>, tie: &Tie) -> Option<EntityId> {
    let sentence = document.scan.sentences.get(document.scan.words.get(tie.anchor)?.sentence as usize)?;
    let whole = sentence.words();
    let person = |speakers: &Speakers<'_, '_>, index: usize| {
        let entity = speakers.entities.of[index];
        (speakers.entities.list[entity].kind == SpeakerKind::Person).then_some(entity)
    };
    let before = WordRange::new(whole.start, tie.words.start.min(tie.anchor));
    let named = speakers.entities.mentions_in(before).rev().take(8).find_map(|index| person(speakers, index));
    let pronoun = before.iter().rev().take(20).find(|at| {
        matches!(document.word(*at), "he" | "He" | "she" | "She")
            && document.scan.words.get(*at).is_some_and(|word| word.quote == QuoteState::Outside)
    });
    if named.is_some() {
        return named;
    }
    if let Some(at) = pronoun {
        return speakers.resolve(WordRange::one(at), None).map(|resolution| resolution.entity);
    }
    let after = WordRange::new(tie.words.end.max(tie.anchor), whole.end);
    speakers.entities.mentions_in(after).take(3).find_map(|index| person(speakers, index))
}

/// "It quoted two critics, with Reed saying that": what the others say in the sentence came through the outlet.
pub(super) fn quoted_by(known: &Known<'_>, links: &mut [Vec<Link>]) {
    let Known { document, attributions, found, by_sentence, .. } = *known;
    let quotes = |place: &Place| {
        let mut cue = attributions[place.index].parts.cue.iter().flat_map(|span| document.scan.words_in(*span));
        cue.any(|at| matches!(document.word(at), "quoted" | "quotes" | "cited" | "cites" | "interviewed"))
    };
    for (at, place) in by_sentence.iter().enumerate() {
        let Some(OutletSource::Itself(outlet)) = found[place.index] else { continue };
        if !quotes(place) {
            continue;
        }
        let words = document.scan.words_in(whole(&attributions[place.index]).unwrap_or_default());
        let link = Link { outlet, kind: TieKind::Reported, words, back: 0 };
        for next in by_sentence[at + 1..].iter().take(8).take_while(|next| next.sentence == place.sentence) {
            if links[next.index].is_empty() && found[next.index].is_none() {
                links[next.index].push(link.clone());
            }
        }
    }
}
