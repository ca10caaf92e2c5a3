//! Short names: a surname, a first name, a set of initials, a slip of the pen.

use super::Entities;
use super::words::{is_possessive, is_upper, speaker_kind};
use super::{EntityId, NAMESAKES, add_alias};

use super::super::forms::{folded, is_misspelling, known_alias};
use super::super::profile::role_heads;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::extract::names::{self, Gender, Mention, MentionKind};
use crate::text::Shape;

/// How many surnames an article may have for slips of the pen to be looked for.
const SURNAMES: usize = 64;
/// Letters up to which a word in capitals is an acronym rather than a name in capitals.
const LONGEST_ACRONYM: usize = 3;

impl Entities {
    pub(super) fn enter_short(&mut self, document: &Document<'_>, mention: &Mention) -> EntityId {
        let at = mention.words.start;
        let text = document.word(at);
        let key = folded(text);
        let known = match mention.kind {
            MentionKind::Place | MentionKind::Group => self.surname_of(document, &key, at),
            MentionKind::Organisation => {
                let acronym = self.by_acronym.get(&key.replace('.', "")).copied();
                // "DIAZ:" is a surname in capitals where the article knows one.
                let surname =
                    || self.surname_of(document, &key, at).filter(|_| key.len() > LONGEST_ACRONYM || !is_upper(document, at));
                let plain = kinds(text) == Kinds::default() && !is_upper(document, at);
                acronym
                    .or_else(surname)
                    .or_else(|| self.stands_for(document, &key, mention).filter(|id| plain && self.list[*id].is_full_person()))
            }
            _ => self.stands_for(document, &key, mention).or_else(|| self.misspelt(&key, mention)),
        };
        let alias = known_alias(&key).and_then(|full| self.by_name.get(full).copied());
        if let Some(known) = known.or(alias) {
            let entity = &mut self.list[known];
            entity.count += 1;
            entity.recent = at;
            // A surname may be a first name as well ("Cyril said").
            if entity.gender == Gender::Unknown && (mention.title.is_some() || entity.first == key) {
                entity.gender = mention.gender;
            }
            add_alias(entity, text.to_owned());
            return known;
        }
        let slot = known_alias(&key).map_or(key.clone(), str::to_owned);
        if let Some(known) = self.by_name.get(&slot).copied() {
            let entity = &mut self.list[known];
            entity.count += 1;
            entity.recent = at;
            if entity.gender == Gender::Unknown {
                entity.gender = mention.gender;
            }
            if entity.unsure && mention.kind != MentionKind::Unknown {
                entity.unsure = false;
                entity.kind = speaker_kind(mention.kind);
            }
            // "CHINA" of a headline is "China".
            let loud = |name: &str| name.len() > LONGEST_ACRONYM + 1 && !name.chars().any(char::is_lowercase);
            if loud(&entity.name) && !loud(text) && folded(&entity.name) == key {
                text.clone_into(&mut entity.name);
            } else if entity.name != text {
                add_alias(entity, text.to_owned());
            }
            return known;
        }
        let id = self.push(text.to_owned(), speaker_kind(mention.kind), mention.gender);
        let entity = &mut self.list[id];
        entity.unsure = mention.kind == MentionKind::Unknown;
        entity.thing = entity.unsure && names::is_thing(document, mention.words);
        entity.count = 1;
        entity.recent = at;
        entity.first.clone_from(&key);
        entity.last = key;
        self.by_name.insert(slot, id);
        id
    }

    /// The full name that a single word stands for: a surname, else a first name.
    pub(super) fn stands_for(&self, document: &Document<'_>, word: &str, mention: &Mention) -> Option<EntityId> {
        let titled = mention.title.is_some();
        // "Secretary Moor" is no namesake who is called president.
        let office = mention.title.map(|title| role_heads(document, title)).unwrap_or_default();
        let suits = |id: &EntityId| {
            let known = &self.list[*id].role_heads;
            match office.iter().any(|head| known.contains(head)) {
                true => 2,
                false => usize::from(office.is_empty() || known.is_empty()),
            }
        };
        let best = |ids: &[EntityId]| {
            ids.iter()
                .take(NAMESAKES)
                .copied()
                .filter(|id| {
                    let entity = &self.list[*id];
                    !titled
                        || mention.gender == Gender::Unknown
                        || entity.gender == Gender::Unknown
                        || entity.gender == mention.gender
                })
                .max_by_key(|id| {
                    let entity = &self.list[*id];
                    // Whom the article has named in full by now: the surname is theirs who carried it so far.
                    let introduced = entity.introduced < usize::MAX;
                    let named = entity.full.min(8) * 2;
                    let near = if entity.recent > 0 && mention.words.start.saturating_sub(entity.recent) < 60 { 4 } else { 0 };
                    let used = (entity.count - entity.full.min(entity.count)).min(12) * 2;
                    (introduced, suits(id), named + near + used, std::cmp::Reverse((entity.introduced, *id)))
                })
        };
        self.by_last
            .get(word)
            .and_then(|ids| best(ids))
            .or_else(|| {
                self.by_first.get(word).filter(|_| !titled || mention.gender != Gender::Unknown).and_then(|ids| best(ids))
            })
            .or_else(|| self.by_middle.get(word).and_then(|ids| best(ids)))
    }

    /// The person whom the article names in full with this surname.
    pub fn person_called(&self, surname: &str) -> Option<EntityId> {
        let named = self
            .by_last
            .get(&folded(surname))?
            .iter()
            .rev()
            .take(NAMESAKES)
            .copied()
            .filter(|id| self.list[*id].is_full_person());
        named.max_by_key(|id| self.list[*id].count)
    }

    /// The one person whose surname this is but for a slip of the pen.
    fn misspelt(&self, word: &str, mention: &Mention) -> Option<EntityId> {
        let person = mention.kind == MentionKind::Person && mention.title.is_some();
        // "the Brandts" are no slip of "Brandt".
        let is_plural = |last: &str| word.strip_suffix('s') == Some(last);
        if self.by_last.len() > SURNAMES || self.by_name.contains_key(word) || !(person || mention.kind == MentionKind::Unknown) {
            return None;
        }
        let mut alike = self
            .by_last
            .iter()
            .filter(|(last, _)| is_misspelling(last, word) && !is_plural(last))
            .flat_map(|(_, ids)| ids.iter().copied());
        let found = alike.next()?;
        let one = alike.next().is_none() && self.list[found].kind == SpeakerKind::Person && !self.list[found].unsure;
        one.then_some(found)
    }

    /// The person with a surname that is also a country, a people or an office ("Jordan said", "French,").
    fn surname_of(&self, document: &Document<'_>, word: &str, at: usize) -> Option<EntityId> {
        let found = self
            .by_last
            .get(word)?
            .iter()
            .copied()
            .find(|id| self.list[*id].kind == SpeakerKind::Person && !self.list[*id].unsure)?;
        let before = if at == 0 { "" } else { document.word(at - 1) };
        let next = document.scan.words.get(at + 1);
        let alone = next.is_none_or(|word| word.shape == Shape::Punctuation)
            || is_possessive(document.word(at + 1))
            || Lexicon::shared().get(document.word(at + 1)).senses.any(Senses::FINITE.and(Senses::MODAL).and(Senses::ADVERB));
        let place = kinds(before).any(Kinds::OPENER)
            || matches!(
                before,
                "in" | "to" | "from" | "of" | "across" | "near" | "the" | "The" | "outside" | "between" | "against" | "with"
            );
        (alone && !place).then_some(found)
    }
}
