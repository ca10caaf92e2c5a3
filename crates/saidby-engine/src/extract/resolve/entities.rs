//! Mentions become entities: everyone and everything that the article names, each once.
//!
//! Full names are registered first, over the whole article, so that a surname in the first paragraph
//! finds the full name in the fifth. Then every shorter form joins the entity it can stand for.

use std::ops::Range;

use super::forms::{acronym, known_alias, same_first_name};
use super::profile::{affiliation, apposition_text, role_heads, role_text};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, WordMap, kinds, with_lower};
use crate::extract::names::{self, Gender, Mention, MentionKind};
use crate::text::Shape;

/// Index of an entity in [`Entities::list`].
pub type EntityId = usize;

/// How many entities with one surname are told apart; the rest of a crowd joins by first name only.
const NAMESAKES: usize = 24;

/// Letters up to which a word in capitals is an acronym rather than a name in capitals.
const LONGEST_ACRONYM: usize = 3;

/// A person, organisation, place, group or document of the article.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The fullest name.
    pub name: String,
    /// Whether the form never told what it is.
    pub unsure: bool,
    /// What it is.
    pub kind: SpeakerKind,
    /// What he or she is called by.
    pub gender: Gender,
    /// First word of the name, lower case.
    first: String,
    /// Last word of the name, lower case.
    last: String,
    /// Number of words in the name.
    length: usize,
    /// Times it is named in full.
    full: u32,
    /// Times it is named at all.
    pub count: u32,
    /// Word of the last mention that joined, for telling namesakes apart.
    recent: usize,
    /// Its title or trade.
    pub role: Option<String>,
    /// Heads of its titles and appositions, lower case ("president", "senator").
    pub role_heads: Vec<String>,
    /// The organisation in its title.
    pub affiliation: Option<String>,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Described, not named.
    pub anonymous: bool,
    /// Places that name it (indices of words).
    pub places: Vec<Range<usize>>,
    /// Its age, where the article tells it.
    pub age: Option<u32>,
}

impl Entity {
    /// Whether the article never names it outside headlines and never says what it is.
    pub fn described_only(&self) -> bool {
        self.anonymous && self.kind != SpeakerKind::Document
    }
}

/// All entities of an article, with every mention in order.
#[derive(Debug, Default)]
pub struct Entities {
    /// The mentions in order of their words.
    pub mentions: Vec<Mention>,
    /// The entity of each mention.
    pub of: Vec<EntityId>,
    /// The entities.
    pub list: Vec<Entity>,
    by_last: WordMap<Vec<EntityId>>,
    by_first: WordMap<Vec<EntityId>>,
    by_name: WordMap<EntityId>,
    by_acronym: WordMap<EntityId>,
}

fn lower(word: &str) -> String {
    with_lower(word, str::to_owned)
}

impl Entities {
    /// Finds and merges all names of `document`.
    pub fn of(document: &Document<'_>) -> Self {
        let mentions = names::find(document);
        let mut entities = Self { of: vec![usize::MAX; mentions.len()], ..Self::default() };
        let long = |mention: &Mention| core_length(document, mention) > 1;
        for (index, mention) in mentions.iter().enumerate().filter(|(_, mention)| long(mention)) {
            entities.of[index] = entities.enter_full(document, mention);
        }
        for (index, mention) in mentions.iter().enumerate() {
            if !long(mention) {
                entities.of[index] = entities.enter_short(document, mention);
            }
            let entity = entities.of[index];
            entities.describe(document, entity, mention);
        }
        entities.mentions = mentions;
        entities.enter_headlines(document);
        for (index, mention) in entities.mentions.iter().enumerate() {
            let entity = &mut entities.list[entities.of[index]];
            entity.places.push(mention.words.clone());
        }
        entities
    }

    /// The entity named by the mention that holds or starts at `word`, with the mention's index.
    pub fn mention_at(&self, word: usize) -> Option<usize> {
        let after = self.mentions.partition_point(|mention| mention.words.start <= word);
        // A title's organisation stands right before its person; the last one that holds the word counts.
        (0..after).rev().take(3).find(|index| self.mentions[*index].words.contains(&word))
    }

    /// Indices of the mentions that begin inside `words`.
    pub fn mentions_in(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.mentions.partition_point(|mention| mention.words.start < words.start);
        let end = first + self.mentions[first..].partition_point(|mention| mention.words.start < words.end);
        first..end
    }

    /// The entity with exactly this name, entered if it is new.
    pub fn described(&mut self, name: &str, kind: SpeakerKind, anonymous: bool) -> EntityId {
        let key = format!("~{}", name.to_lowercase());
        if let Some(known) = self.by_name.get(&key) {
            return *known;
        }
        let id = self.push(name.to_owned(), kind, Gender::Unknown);
        self.list[id].anonymous = anonymous;
        self.by_name.insert(key, id);
        id
    }

    fn push(&mut self, name: String, kind: SpeakerKind, gender: Gender) -> EntityId {
        let length = name.split(' ').count();
        self.list.push(Entity {
            name,
            unsure: false,
            kind,
            gender,
            first: String::new(),
            last: String::new(),
            length,
            full: 0,
            count: 0,
            recent: 0,
            role: None,
            role_heads: Vec::new(),
            affiliation: None,
            aliases: Vec::new(),
            anonymous: false,
            places: Vec::new(),
            age: None,
        });
        self.list.len() - 1
    }

    fn enter_full(&mut self, document: &Document<'_>, mention: &Mention) -> EntityId {
        let name = document.printed(&mention.words);
        let key = lower(&name);
        if let Some(known) = self.by_name.get(&key).copied() {
            let entity = &mut self.list[known];
            entity.full += 1;
            entity.count += 1;
            if entity.gender == Gender::Unknown {
                entity.gender = mention.gender;
            }
            if entity.unsure && mention.kind != MentionKind::Unknown {
                entity.unsure = false;
                entity.kind = speaker_kind(mention.kind);
            }
            return known;
        }
        let end = core_end(document, mention);
        let first = lower(document.word(mention.words.start));
        let last = lower(document.word(end - 1));
        let person = matches!(mention.kind, MentionKind::Person | MentionKind::Unknown);
        if person && let Some(known) = self.same_person(&first, &last, mention.gender) {
            self.by_name.insert(key, known);
            let entity = &mut self.list[known];
            entity.full += 1;
            entity.count += 1;
            if mention.words.len() > entity.length && !name.contains('"') {
                let old = std::mem::replace(&mut entity.name, name);
                entity.length = mention.words.len();
                add_alias(entity, old);
            } else {
                add_alias(entity, name);
            }
            return known;
        }
        let id = self.push(name, speaker_kind(mention.kind), mention.gender);
        let entity = &mut self.list[id];
        entity.unsure = mention.kind == MentionKind::Unknown;
        entity.full = 1;
        entity.count = 1;
        entity.first.clone_from(&first);
        entity.last.clone_from(&last);
        self.by_name.insert(key, id);
        match mention.kind {
            MentionKind::Person | MentionKind::Unknown => {
                self.by_last.entry(last).or_default().push(id);
                self.by_first.entry(first).or_default().push(id);
            }
            MentionKind::Organisation => {
                let acronym = acronym(document, &mention.words);
                if acronym.len() > 1 {
                    self.by_acronym.entry(acronym).or_insert(id);
                }
                let distinctive = kinds(document.word(mention.words.start));
                if distinctive == Kinds::default() {
                    self.by_first.entry(first).or_default().push(id);
                }
            }
            _ => {}
        }
        id
    }

    fn same_person(&self, first: &str, last: &str, gender: Gender) -> Option<EntityId> {
        let namesakes = self.by_last.get(last)?;
        namesakes.iter().rev().take(NAMESAKES).copied().find(|id| {
            let entity = &self.list[*id];
            let genders = entity.gender == Gender::Unknown || gender == Gender::Unknown || entity.gender == gender;
            genders && (entity.first == first || same_first_name(&entity.first, first))
        })
    }

    fn enter_short(&mut self, document: &Document<'_>, mention: &Mention) -> EntityId {
        let at = mention.words.start;
        let text = document.word(at);
        let key = lower(text);
        let known = match mention.kind {
            MentionKind::Place | MentionKind::Group => None,
            MentionKind::Organisation => {
                let acronym = self.by_acronym.get(&key.replace('.', "")).copied();
                // "DIAZ:" is a surname in capitals where the article knows one.
                let surname = || self.by_last.get(&key).filter(|_| key.len() > LONGEST_ACRONYM)?.first().copied();
                acronym.or_else(surname)
            }
            _ => self.stands_for(&key, mention),
        };
        let alias = known_alias(&key).and_then(|full| self.by_name.get(full).copied());
        if let Some(known) = known.or(alias) {
            let entity = &mut self.list[known];
            entity.count += 1;
            entity.recent = at;
            if entity.gender == Gender::Unknown {
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
            if entity.name != text {
                add_alias(entity, text.to_owned());
            }
            return known;
        }
        let id = self.push(text.to_owned(), speaker_kind(mention.kind), mention.gender);
        let entity = &mut self.list[id];
        entity.unsure = mention.kind == MentionKind::Unknown;
        entity.count = 1;
        entity.recent = at;
        entity.first.clone_from(&key);
        entity.last = key;
        self.by_name.insert(slot, id);
        id
    }

    /// The full name that a single word stands for: a surname, else a first name.
    fn stands_for(&self, word: &str, mention: &Mention) -> Option<EntityId> {
        let titled = mention.title.is_some();
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
                    let named = entity.full.min(8) * 4;
                    let near = if entity.recent > 0 && mention.words.start.saturating_sub(entity.recent) < 60 { 6 } else { 0 };
                    let used = (entity.count - entity.full.min(entity.count)).min(12);
                    (named + near + used, usize::MAX - id)
                })
        };
        self.by_last.get(word).and_then(|ids| best(ids)).or_else(|| {
            self.by_first.get(word).filter(|_| !titled || mention.gender != Gender::Unknown).and_then(|ids| best(ids))
        })
    }

    /// Takes role, age and affiliation from what stands around a mention.
    fn describe(&mut self, document: &Document<'_>, id: EntityId, mention: &Mention) {
        let Some(entity) = self.list.get_mut(id) else {
            return;
        };
        if mention.kind == MentionKind::Person && entity.unsure {
            entity.unsure = false;
            entity.kind = SpeakerKind::Person;
        }
        if entity.kind != SpeakerKind::Person {
            return;
        }
        if let Some(title) = &mention.title {
            let heads = role_heads(document, title.clone());
            if let Some(role) = role_text(document, title.clone()) {
                // The longest title tells most.
                if entity.role.as_ref().is_none_or(|known| known.len() < role.len()) {
                    entity.role = Some(role);
                }
            }
            entity.role_heads.extend(heads);
            if entity.affiliation.is_none() {
                entity.affiliation = affiliation(document, title.clone());
            }
        }
        if let Some(apposition) = &mention.apposition {
            if let Some(word) = document.scan.words.get(apposition.start)
                && word.shape == Shape::Number
                && let Ok(age) = document.word(apposition.start).parse::<u32>()
                && apposition.len() == 1
            {
                entity.age = Some(age);
            } else {
                let heads = role_heads(document, apposition.clone());
                if !heads.is_empty() && entity.role.is_none() {
                    entity.role = apposition_text(document, apposition.clone());
                }
                if !heads.is_empty() && entity.affiliation.is_none() {
                    entity.affiliation = affiliation(document, apposition.clone());
                }
                entity.role_heads.extend(heads);
            }
        }
        entity.role_heads.sort_unstable();
        entity.role_heads.dedup();
        entity.role_heads.truncate(12);
    }

    /// Known names in headlines, where capitals tell nothing.
    fn enter_headlines(&mut self, document: &Document<'_>) {
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
                let mention = Mention {
                    words: at..at + length,
                    kind: MentionKind::Unknown,
                    title: None,
                    apposition: None,
                    gender: Gender::Unknown,
                    weak: true,
                };
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
            name.push_str(&lower(document.word(at + length - 1)));
            if let Some(id) = self.by_name.get(&name) {
                longest = Some((length, *id));
            }
        }
        longest.or_else(|| {
            let word = document.word(at);
            if kinds(word).any(Kinds::STARTER) {
                return None;
            }
            let mention = Mention {
                words: at..at + 1,
                kind: MentionKind::Unknown,
                title: None,
                apposition: None,
                gender: Gender::Unknown,
                weak: true,
            };
            self.stands_for(&lower(word), &mention).map(|id| (1, id))
        })
    }
}

fn speaker_kind(kind: MentionKind) -> SpeakerKind {
    match kind {
        MentionKind::Person | MentionKind::Unknown => SpeakerKind::Person,
        MentionKind::Organisation | MentionKind::Place => SpeakerKind::Organisation,
        MentionKind::Group => SpeakerKind::Group,
    }
}

/// One past the last word of the name proper: "Jr." and its comma are no surname.
fn core_end(document: &Document<'_>, mention: &Mention) -> usize {
    let mut end = mention.words.end;
    while end > mention.words.start + 1 && (names::is_suffix(document.word(end - 1)) || document.word(end - 1) == ",") {
        end -= 1;
    }
    end
}

fn core_length(document: &Document<'_>, mention: &Mention) -> usize {
    core_end(document, mention) - mention.words.start
}

fn add_alias(entity: &mut Entity, alias: String) {
    if alias != entity.name && entity.aliases.len() < 8 && !entity.aliases.contains(&alias) {
        entity.aliases.push(alias);
    }
}
