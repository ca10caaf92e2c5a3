//! Who else may have said it.

use super::super::resolve::claims::speaker_of;
use super::super::resolve::entities::EntityId;
use super::super::resolve::source::{Pronoun, pronoun};
use super::{Change, Reader, Reading, known_or_new, sentences_back};
use crate::claim::{Claim, Speaker, SpeakerKind};
use crate::extract::Extraction;
use crate::extract::names::Gender;
use crate::extract::resolve::ids::Ids;
use crate::text::Span;

/// Sentences back that a name may be looked for.
const REACH: usize = 15;
/// Names before and after the source that are weighed.
const NEAR: usize = 40;
/// Other speakers of one claim.
const SPEAKERS: usize = 4;

impl Reader<'_, '_> {
    /// The people and bodies named near the source, most likely first.
    pub(super) fn other_speakers(&self, found: &Extraction, claim: &Claim, all: &mut Vec<Reading>) {
        let Some(place) = claim.parts.source.first().or(claim.parts.cue.first()).or(claim.parts.content.first()) else { return };
        let here = self.document.scan.words_in(*place).start;
        let sentence = self.sentence_at(place.start);
        let printed = place.slice(&self.document.article.text).unwrap_or_default();
        let pronoun = claim.parts.source.first().and_then(|_| pronoun(printed));
        let gender = match pronoun {
            Some(Pronoun::Singular(gender)) => gender,
            _ => Gender::Unknown,
        };
        let named = claim
            .parts
            .source
            .iter()
            .any(|span| !self.speakers.entities.mentions_in(self.document.scan.words_in(*span)).is_empty());
        let at = found.claims.iter().position(|other| other.id == claim.id);
        let neighbour = |by: isize| {
            let other = at.and_then(|at| found.claims.get(at.checked_add_signed(by)?))?;
            found.speakers.iter().find(|speaker| Some(&speaker.id) == other.speaker.as_ref())
        };
        let (before, after) = (neighbour(-1), neighbour(1));
        let entities = &self.speakers.entities;
        let middle = entities.mentions.partition_point(|mention| mention.words.start < here);
        let mut weighed: Vec<(f32, EntityId, usize)> = Vec::new();
        for index in middle.saturating_sub(NEAR)..(middle + NEAR / 4).min(entities.mentions.len()) {
            let (mention, id) = (&entities.mentions[index], entities.of[index]);
            let entity = &entities.list[id];
            let there = self.document.scan.words.get(mention.words.start).map_or(0, |word| word.sentence as usize);
            let distance = sentence.abs_diff(there);
            let persons_only = matches!(pronoun, Some(Pronoun::Singular(_) | Pronoun::Speaker));
            let other = gender != Gender::Unknown && entity.gender != Gender::Unknown && gender != entity.gender;
            if distance > REACH || entity.anonymous || entity.thing || other || persons_only && entity.kind != SpeakerKind::Person
            {
                continue;
            }
            let said_inside = claim.parts.content.iter().any(|span| span.contains(self.start_of(mention.words.start)));
            let mut weight = -0.4 * distance as f32 + 0.15 * entity.count.min(6) as f32;
            weight += if entity.kind == SpeakerKind::Person { 0.8 } else { 0.0 };
            weight -= if there > sentence { 1.5 } else { 0.0 };
            weight -= if said_inside { 1.0 } else { 0.0 };
            let is = |speaker: Option<&Speaker>| speaker.is_some_and(|speaker| speaker.name == entity.name);
            weight += if is(before) { 1.2 } else { 0.0 } + if is(after) { 0.6 } else { 0.0 };
            match weighed.iter_mut().find(|(_, known, _)| *known == id) {
                Some(known) if known.0 < weight => *known = (weight, id, there),
                Some(_) => {}
                None => weighed.push((weight, id, there)),
            }
        }
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        // Who is named in the source is seldom somebody else.
        let base = if named {
            0.06
        } else if claim.parts.source.is_empty() {
            0.2
        } else {
            0.25
        };
        // A source that nobody was found for has somebody.
        let base = if claim.speaker.is_none() && !claim.parts.source.is_empty() { 2.0 * base } else { base };
        for (_, id, there) in weighed {
            let speaker = known_or_new(found, speaker_of(self.document, &self.speakers, id, &mut Ids::default()));
            if Some(&speaker.id) == claim.speaker.as_ref()
                || all.iter().filter(|known| known.change == Change::Speaker).count() >= SPEAKERS
            {
                continue;
            }
            let rank = all.iter().filter(|known| known.change == Change::Speaker).count();
            let back = sentence.checked_sub(there).map_or_else(|| "further on".to_owned(), sentences_back);
            let spoke = if before.is_some_and(|before| before.id == speaker.id) { ", who spoke before" } else { "" };
            let reason = format!("{}, named {back}{spoke}", speaker.name);
            let score = base / (1 << rank) as f32;
            all.push(Reading { speaker: Some(speaker), reason, ..self.same(found, claim, Change::Speaker, score) });
        }
        if let Some(described) = self.as_printed(found, claim, named, pronoun.is_some()) {
            let reason = format!("“{}” as it is, nobody named", described.name);
            all.push(Reading { speaker: Some(described), reason, ..self.same(found, claim, Change::Speaker, base / 3.0) });
        }
    }

    /// "the official" as somebody whom the article does not name.
    fn as_printed(&self, found: &Extraction, claim: &Claim, named: bool, pronoun: bool) -> Option<Speaker> {
        let source = claim.parts.source.first().filter(|_| !named && !pronoun)?;
        let name = self.document.printed(self.document.scan.words_in(*source));
        let bare = ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|article| name.strip_prefix(article));
        let name = bare.unwrap_or(&name).to_owned();
        let current = found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref());
        if name.is_empty() || current.is_some_and(|current| current.anonymous) {
            return None;
        }
        let new = Speaker {
            id: Ids::default().speaker(&name),
            kind: current.map_or(SpeakerKind::Person, |current| current.kind),
            name,
            role: None,
            affiliation: None,
            aliases: Vec::new(),
            anonymous: true,
            unnamed_because: None,
            mentions: vec![*source],
        };
        Some(known_or_new(found, new))
    }

    /// Whom `source` names, as far as the names of the text tell.
    pub(super) fn speaker_at(&mut self, found: &Extraction, source: &[Span]) -> Option<Speaker> {
        // A claim that has this source knows best.
        let known = found.claims.iter().find(|claim| claim.parts.source == source).and_then(|claim| claim.speaker.clone());
        if let Some(known) = known {
            return found.speakers.iter().find(|speaker| speaker.id == known).cloned();
        }
        let words = self.words_of(source);
        let resolution = if words.is_empty() { None } else { self.speakers.resolve(words, None) }?;
        let new = speaker_of(self.document, &self.speakers, resolution.entity, &mut Ids::default());
        Some(known_or_new(found, new))
    }

    fn start_of(&self, word: usize) -> usize {
        self.document.scan.words.get(word).map_or(0, |word| word.start as usize)
    }
}
