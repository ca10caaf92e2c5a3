//! Who the text describes beside a name, and who headlines name.

use super::{Entities, EntityId, add_alias};

use super::super::forms::{folded, known_alias};
use super::super::position::is_subject;
use super::super::profile::{RoleText, affiliation, place_words, role_heads, role_text};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::extract::names::{self, Gender, Mention, MentionKind};
use crate::text::WordRange;

/// What "Ana Diaz is a clerk" tells more than "Ana Diaz, a clerk".
const COPULA: f32 = -3.0;
/// What "the clerk Ana Diaz" tells more.
const TITLE: f32 = 1.5;
/// What "Ana Diaz of Acme" tells.
const BELONGS: f32 = 0.25;
/// What "Ana Diaz, who served as a clerk" tells: what she was.
const SERVED: f32 = -6.0;

impl Entities {
    /// Takes role, age and affiliation from what stands around a mention.
    pub(super) fn describe(&mut self, document: &Document<'_>, id: EntityId, mention: &Mention) {
        let Some(entity) = self.list.get_mut(id) else {
            return;
        };
        if mention.kind == MentionKind::Person && entity.unsure {
            entity.unsure = false;
            entity.kind = SpeakerKind::Person;
        }
        if entity.kind == SpeakerKind::Organisation {
            let nouns = names::organisation_nouns(document, mention.words);
            entity.role_heads.extend(nouns.into_iter().flatten().map(folded));
        }
        if entity.kind != SpeakerKind::Person {
            return;
        }
        if entity.age.is_none() {
            entity.age = mention.age;
        }
        let [clause, copula, belongs] = names::said_of(document, mention);
        let served = |phrase: WordRange| {
            phrase.start.checked_sub(2).is_some_and(|at| document.word(at) == "served" && document.word(at + 1) == "as")
        };
        let told = [
            (mention.title.as_ref(), true, TITLE),
            (mention.apposition.as_ref(), false, 0.0),
            (mention.before.as_ref(), true, 0.0),
            (clause.as_ref(), false, 0.0),
            (copula.as_ref(), true, COPULA),
        ];
        for (phrase, needs_head, bonus) in told {
            let Some(phrase) = phrase else { continue };
            entity.role_heads.extend(role_heads(document, *phrase));
            entity.role_places.extend(place_words(document, *phrase));
            if let Some(mut role) = role_text(document, *phrase, needs_head) {
                role.worth += if served(*phrase) { SERVED } else { bonus };
                entity.take_role(role);
            }
            if entity.affiliation.is_none() {
                entity.affiliation = affiliation(document, *phrase);
            }
        }
        if let Some(mut role) = belongs.and_then(|phrase| role_text(document, phrase, false)) {
            // "Pastor Ana Diaz of the Harbour Church": the title and where.
            let short = mention.title.filter(|title| title.len() <= 2);
            if let Some(title) = short.and_then(|title| role_text(document, title, true)) {
                let (text, worth) = (format!("{} {}", title.text, role.text), title.worth + TITLE + BELONGS);
                entity.take_role(RoleText { text, worth });
            }
            role.worth = BELONGS;
            entity.take_role(role);
        }
        entity.role_heads.sort_unstable();
        entity.role_heads.dedup();
        entity.role_heads.truncate(12);
        entity.role_places.sort_unstable();
        entity.role_places.dedup();
        entity.role_places.truncate(12);
    }

    /// First names that only a headline gives: "Hillary Clinton Wins" over a text that says "Clinton".
    pub(super) fn complete_by_headlines(&mut self, document: &Document<'_>) {
        for (index, paragraph) in document.scan.paragraphs.iter().enumerate() {
            if !names::is_headline(document, index) {
                continue;
            }
            for at in paragraph.first_word as usize..(paragraph.end_word as usize).saturating_sub(1) {
                let first = kinds(document.word(at));
                let other = Kinds::STARTER.with(Kinds::FUNCTION).with(Kinds::CALENDAR).with(Kinds::TITLE).with(Kinds::PLACE);
                let capitals = (at..at + 2).all(|at| document.scan.words.get(at).is_some_and(names::is_capital));
                if capitals && first.any(Kinds::FIRST) && !first.any(other) {
                    self.take_first_name(document, at);
                }
            }
        }
    }

    /// Gives the person whom the text calls by the surname behind `at` the first name at `at`.
    fn take_first_name(&mut self, document: &Document<'_>, at: usize) {
        let surname = document.word(at + 1);
        let key = folded(surname);
        let Some(id) = self.by_name.get(&key).copied().filter(|_| !self.by_last.contains_key(&key)) else { return };
        let gender = kinds(document.word(at)).gender();
        let entity = &self.list[id];
        let person = entity.kind == SpeakerKind::Person && !entity.thing && !kinds(surname).any(Kinds::PLACE.with(Kinds::ACTOR));
        let same = [entity.gender, gender].contains(&Gender::Unknown) || entity.gender == gender;
        let does = self.mentions.iter().zip(&self.of).any(|(mention, of)| *of == id && is_subject(document, mention.words));
        if !person || !same || !does || entity.name != surname {
            return;
        }
        let entity = &mut self.list[id];
        let name = format!("{} {surname}", document.word(at));
        let short = std::mem::replace(&mut entity.name, name);
        add_alias(entity, short);
        entity.first = folded(document.word(at));
        entity.unsure = false;
        entity.full = 1;
        if entity.gender == Gender::Unknown {
            entity.gender = gender;
        }
        self.by_name.insert(folded(&entity.name), id);
        self.by_last.entry(key).or_default().push(id);
    }

    /// Known names in headlines, where capitals tell nothing.
    pub(super) fn enter_headlines(&mut self, document: &Document<'_>) {
        let mut found: Vec<(Mention, EntityId)> = Vec::new();
        for (index, paragraph) in document.scan.paragraphs.iter().enumerate() {
            if !names::is_headline(document, index) {
                continue;
            }
            let end = paragraph.end_word as usize;
            let mut at = paragraph.first_word as usize;
            while at < end {
                let capital = document.scan.words.get(at).is_some_and(names::is_capital);
                let Some((length, id)) = capital.then(|| self.known_at(document, at, end)).flatten() else {
                    at += 1;
                    continue;
                };
                self.list[id].count += 1;
                let mention = Mention::weak(WordRange::new(at, at + length));
                found.push((mention, id));
                at += length;
            }
        }
        if found.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.mentions).into_iter().zip(std::mem::take(&mut self.of));
        found.extend(old);
        found.sort_by_key(|(mention, _)| (mention.words.start, mention.words.end));
        (self.mentions, self.of) = found.into_iter().unzip();
    }

    fn known_at(&self, document: &Document<'_>, at: usize, end: usize) -> Option<(usize, EntityId)> {
        let mut name = String::new();
        let mut longest = None;
        for length in 1..=4.min(end - at) {
            if length > 1 {
                name.push(' ');
            }
            name.push_str(&folded(document.word(at + length - 1)));
            if let Some(id) = self.by_name.get(known_alias(&name).unwrap_or(&name)) {
                longest = Some((length, *id));
            }
        }
        longest.or_else(|| {
            let word = document.word(at);
            if kinds(word).any(Kinds::STARTER) {
                return None;
            }
            let mention = Mention::weak(WordRange::one(at));
            self.stands_for(document, &folded(word), &mention).map(|id| (1, id))
        })
    }
}
