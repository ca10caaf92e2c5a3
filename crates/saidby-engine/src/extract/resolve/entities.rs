//! Mentions become entities: everyone and everything that the article names, each once.
//!
//! Full names are registered first, over the whole article, so that a surname in the first paragraph
//! finds the full name in the fifth. Then every shorter form joins the entity it can stand for.

use std::ops::Range;

use super::forms::{acronym, folded, is_misspelling, known_alias, same_first_name};
use super::profile::{RoleText, affiliation, place_words, role_heads, role_text};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, WordMap, kinds};
use crate::extract::names::{self, Gender, Mention, MentionKind};
use crate::text::{QuoteState, Shape};

/// Index of an entity in [`Entities::list`].
pub type EntityId = usize;

/// How many entities with one surname are told apart; the rest of a crowd joins by first name only.
const NAMESAKES: usize = 24;

/// What "Ana Diaz is a clerk" tells more than "Ana Diaz, a clerk".
const COPULA: f32 = -3.0;
/// What "the clerk Ana Diaz" tells more.
const TITLE: f32 = 1.5;
/// What "Ana Diaz of Acme" tells.
const BELONGS: f32 = 0.25;

/// How many surnames an article may have for slips of the pen to be looked for.
const SURNAMES: usize = 64;

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
    /// Whether "Jr." stands behind the name.
    suffixed: bool,
    /// Whether the text calls it somebody's brother or father.
    kin: bool,
    /// Times it is named in full.
    full: u32,
    /// Times it is named at all.
    pub count: u32,
    /// Word of the last mention that joined, for telling namesakes apart.
    recent: usize,
    /// Its title or trade.
    pub role: Option<String>,
    /// How much the role tells.
    role_worth: f32,
    /// Heads of its titles and appositions, lower case ("president", "senator").
    pub role_heads: Vec<String>,
    /// Words of place and people in them, lower case ("ohio", "russian").
    pub role_places: Vec<String>,
    /// The organisation in its title.
    pub affiliation: Option<String>,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Described, not named.
    pub anonymous: bool,
    /// A news organisation.
    pub outlet: bool,
    /// A name of common words, which no person has.
    pub thing: bool,
    /// Places that name it (indices of words).
    pub places: Vec<Range<usize>>,
    /// Its age, where the article tells it.
    pub age: Option<u32>,
}

impl Entity {
    /// Whether it is a person whom the article names by first name and surname.
    pub fn is_full_person(&self) -> bool {
        self.kind == SpeakerKind::Person && !self.unsure && self.first != self.last && self.full > 0
    }

    /// Takes a role that tells more than the one known.
    pub(super) fn take_role(&mut self, role: RoleText) {
        if self.role.is_none() || self.role_worth < role.worth {
            self.role = Some(role.text);
            self.role_worth = role.worth;
        }
    }

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
    /// Persons by a surname that is not the last word ("Guajardo" in "Ildefonso Guajardo Villarreal").
    by_middle: WordMap<Vec<EntityId>>,
    /// Organisations by the last word of their names.
    by_head: WordMap<Vec<EntityId>>,
    by_name: WordMap<EntityId>,
    by_acronym: WordMap<EntityId>,
    /// "Clinton campaign", "Saudi government": owner, noun, entity.
    owned: Vec<(EntityId, String, EntityId)>,
}

impl Entities {
    /// Finds and merges all names of `document`.
    pub fn of(document: &Document<'_>) -> Self {
        let mentions = names::find(document);
        let mut entities = Self { of: vec![usize::MAX; mentions.len()], ..Self::default() };
        let long = |mention: &Mention| core_length(document, mention) > 1;
        // The longest first: "De Blasio" finds "Bill de Blasio", wherever that stands.
        let mut full: Vec<usize> = (0..mentions.len()).filter(|index| long(&mentions[*index])).collect();
        full.sort_by_key(|index| std::cmp::Reverse(mentions[*index].words.len()));
        for index in full {
            entities.of[index] = entities.enter_full(document, &mentions[index]);
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

    /// The organisation that carries its owner's name, entered if it is new; `name` is how it is printed here.
    pub fn owned(&mut self, document: &Document<'_>, owner: EntityId, noun: &str, name: String) -> EntityId {
        let noun = match noun {
            "camp" | "team" => "campaign",
            noun => noun,
        };
        if let Some((_, _, known)) = self.owned.iter().find(|(known, of, _)| *known == owner && of == noun) {
            add_alias(&mut self.list[*known], name);
            return *known;
        }
        let name = shortest_owned(document, &self.list[owner], noun).unwrap_or(name);
        let id = self.push(name, SpeakerKind::Organisation, Gender::Unknown);
        self.owned.push((owner, noun.to_owned(), id));
        id
    }

    /// The one organisation with an owner's name that "the campaign" can mean; `owner`: whose it must be.
    pub fn known_owned(&self, noun: &str, owner: Option<EntityId>) -> Option<EntityId> {
        let mut known = self.owned.iter().filter(|(of, known, _)| known == noun && owner.is_none_or(|owner| owner == *of));
        let found = known.next()?;
        known.next().is_none().then_some(found.2)
    }

    fn push(&mut self, name: String, kind: SpeakerKind, gender: Gender) -> EntityId {
        self.list.push(Entity {
            name,
            unsure: false,
            kind,
            gender,
            first: String::new(),
            last: String::new(),
            suffixed: false,
            kin: false,
            full: 0,
            count: 0,
            recent: 0,
            role: None,
            role_worth: 0.0,
            role_heads: Vec::new(),
            role_places: Vec::new(),
            affiliation: None,
            aliases: Vec::new(),
            anonymous: false,
            outlet: false,
            thing: false,
            places: Vec::new(),
            age: None,
        });
        self.list.len() - 1
    }

    fn enter_full(&mut self, document: &Document<'_>, mention: &Mention) -> EntityId {
        let name = document.printed(&mention.words);
        let key = spelled_out(folded(&name));
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
        let first = folded(document.word(mention.words.start));
        let last = folded(document.word(end - 1));
        let person = matches!(mention.kind, MentionKind::Person | MentionKind::Unknown);
        let known = if person {
            let form = FullForm {
                name: &key,
                first: &first,
                last: &last,
                suffix: end < mention.words.end,
                kin: is_kin(document, mention),
            };
            self.same_person(&form, mention.gender)
        } else if mention.kind == MentionKind::Organisation {
            self.same_organisation(&key, &last)
        } else {
            None
        };
        if let Some(known) = known {
            self.by_name.insert(key, known);
            let entity = &mut self.list[known];
            entity.full += 1;
            entity.count += 1;
            if person && runs_on(&entity.name, &name) {
                // The headline's next word stood in the longer form.
                let longer = std::mem::replace(&mut entity.name, name);
                entity.last.clone_from(&last);
                entity.aliases.retain(|alias| *alias != longer);
                self.by_last.entry(last).or_default().push(known);
            } else {
                add_alias(entity, name);
            }
            return known;
        }
        let id = self.push(name, speaker_kind(mention.kind), mention.gender);
        let entity = &mut self.list[id];
        entity.unsure = mention.kind == MentionKind::Unknown;
        entity.thing = entity.unsure && names::is_thing(document, &mention.words);
        entity.full = 1;
        entity.count = 1;
        entity.first.clone_from(&first);
        entity.last.clone_from(&last);
        entity.suffixed = end < mention.words.end;
        entity.kin = is_kin(document, mention);
        self.by_name.insert(key, id);
        match mention.kind {
            MentionKind::Unknown if self.list[id].thing => {}
            MentionKind::Person | MentionKind::Unknown => {
                for at in mention.words.start + 1..end - 1 {
                    let word = document.word(at);
                    if word.chars().count() > 2 && !word.ends_with('.') && !names::is_particle(word) {
                        let nickname = document.scan.words.get(at).is_some_and(|word| word.quote != QuoteState::Outside);
                        let map = if nickname { &mut self.by_first } else { &mut self.by_middle };
                        map.entry(folded(word)).or_default().push(id);
                    }
                }
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
                self.by_head.entry(last).or_default().push(id);
            }
            _ => {}
        }
        // "Movimento 5 Stelle (M5S)", "Hydrology Institute (HI)".
        let short = document.scan.words.get(mention.words.end + 1);
        if document.word(mention.words.end) == "("
            && document.word(mention.words.end + 2) == ")"
            && short.is_some_and(|word| word.shape == Shape::Upper)
        {
            self.by_acronym.insert(folded(document.word(mention.words.end + 1)).replace('.', ""), id);
        }
        id
    }

    /// The person of an earlier, longer form of the same name.
    fn same_person(&self, form: &FullForm<'_>, gender: Gender) -> Option<EntityId> {
        let fits = |id: &EntityId| {
            let entity = &self.list[*id];
            let genders = entity.gender == Gender::Unknown || gender == Gender::Unknown || entity.gender == gender;
            // "Sam Lind", "her brother Sam Lind Jr.".
            genders && (entity.suffixed == form.suffix || !form.kin && !entity.kin)
        };
        let same = |id: &EntityId| {
            let entity = &self.list[*id];
            same_first_name(&entity.first, form.first) || ends_with_words(&entity.name, form.name)
        };
        let namesakes = self.by_last.get(form.last).into_iter().flatten().rev().take(NAMESAKES);
        if let Some(found) = namesakes.copied().find(|id| fits(id) && same(id)) {
            return Some(found);
        }
        // Another surname: a slip of the pen, a married name ("Ana Diaz", "Ana Diaz Reed"), or the surnames alone.
        let first = self.by_first.get(form.first).into_iter().flatten().rev().take(NAMESAKES);
        let slip = |id: &EntityId| {
            let entity = &self.list[*id];
            entity.first == form.first && (is_misspelling(&entity.last, form.last) || begins_with_words(&entity.name, form.name))
        };
        first.copied().find(|id| fits(id) && slip(id))
    }

    /// The organisation whose name ends so: "Security Council" after "United Nations Security Council".
    fn same_organisation(&self, name: &str, last: &str) -> Option<EntityId> {
        let longer = self.by_head.get(last)?.iter().rev().take(NAMESAKES).copied();
        longer.filter(|id| ends_with_words(&self.list[*id].name, name)).max_by_key(|id| (self.list[*id].full, *id))
    }

    fn enter_short(&mut self, document: &Document<'_>, mention: &Mention) -> EntityId {
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
                    .or_else(|| self.stands_for(&key, mention).filter(|id| plain && self.list[*id].is_full_person()))
            }
            _ => self.stands_for(&key, mention).or_else(|| self.misspelt(&key, mention)),
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
            if entity.name != text {
                add_alias(entity, text.to_owned());
            }
            return known;
        }
        let id = self.push(text.to_owned(), speaker_kind(mention.kind), mention.gender);
        let entity = &mut self.list[id];
        entity.unsure = mention.kind == MentionKind::Unknown;
        entity.thing = entity.unsure && names::is_thing(document, &mention.words);
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
        let named = self.by_last.get(&folded(surname))?.iter().copied().filter(|id| self.list[*id].is_full_person());
        named.max_by_key(|id| self.list[*id].count)
    }

    /// The one person whose surname this is but for a slip of the pen.
    fn misspelt(&self, word: &str, mention: &Mention) -> Option<EntityId> {
        let person = mention.kind == MentionKind::Person && mention.title.is_some();
        if self.by_last.len() > SURNAMES || self.by_name.contains_key(word) || !(person || mention.kind == MentionKind::Unknown) {
            return None;
        }
        let mut alike =
            self.by_last.iter().filter(|(last, _)| is_misspelling(last, word)).flat_map(|(_, ids)| ids.iter().copied());
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

    /// Takes role, age and affiliation from what stands around a mention.
    fn describe(&mut self, document: &Document<'_>, id: EntityId, mention: &Mention) {
        let Some(entity) = self.list.get_mut(id) else {
            return;
        };
        if mention.kind == MentionKind::Person && entity.unsure {
            entity.unsure = false;
            entity.kind = SpeakerKind::Person;
        }
        if entity.kind == SpeakerKind::Organisation {
            let nouns = names::organisation_nouns(document, &mention.words);
            entity.role_heads.extend(nouns.into_iter().flatten().map(folded));
        }
        if entity.kind != SpeakerKind::Person {
            return;
        }
        if entity.age.is_none() {
            entity.age = mention.age;
        }
        let [clause, copula, belongs] = names::said_of(document, mention);
        let told = [
            (mention.title.as_ref(), true, TITLE),
            (mention.apposition.as_ref(), false, 0.0),
            (mention.before.as_ref(), true, 0.0),
            (clause.as_ref(), false, 0.0),
            (copula.as_ref(), true, COPULA),
        ];
        for (phrase, needs_head, bonus) in told {
            let Some(phrase) = phrase else { continue };
            entity.role_heads.extend(role_heads(document, phrase.clone()));
            entity.role_places.extend(place_words(document, phrase.clone()));
            if let Some(mut role) = role_text(document, phrase.clone(), needs_head) {
                role.worth += bonus;
                entity.take_role(role);
            }
            if entity.affiliation.is_none() {
                entity.affiliation = affiliation(document, phrase.clone());
            }
        }
        if let Some(mut role) = belongs.and_then(|phrase| role_text(document, phrase, false)) {
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
                    before: None,
                    age: None,
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
            name.push_str(&folded(document.word(at + length - 1)));
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
                before: None,
                age: None,
                gender: Gender::Unknown,
                weak: true,
            };
            self.stands_for(&folded(word), &mention).map(|id| (1, id))
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

/// "Clinton campaign" for "Hillary Clinton's campaign", where the article prints it.
fn shortest_owned(document: &Document<'_>, owner: &Entity, noun: &str) -> Option<String> {
    let surname = owner.name.rsplit(' ').next().filter(|_| owner.kind == SpeakerKind::Person)?;
    let short = format!("{surname} {noun}");
    let printed = [short.clone(), format!("{surname}'s {noun}"), format!("{surname}’s {noun}")];
    printed.iter().any(|form| document.text().contains(form.as_str())).then_some(short)
}

/// "u.n. security council" as "united nations security council".
fn spelled_out(key: String) -> String {
    match key.split_once(' ').and_then(|(first, rest)| Some((known_alias(first)?, rest))) {
        Some((full, rest)) => format!("{full} {rest}"),
        None => key,
    }
}

/// A name of several words as it is looked up.
struct FullForm<'s> {
    name: &'s str,
    first: &'s str,
    last: &'s str,
    /// Whether "Jr." stands behind it.
    suffix: bool,
    /// Whether the text calls him somebody's brother or father.
    kin: bool,
}

fn is_kin(document: &Document<'_>, mention: &Mention) -> bool {
    let kin = |word: &str| {
        matches!(
            word,
            "father" | "mother" | "son" | "daughter" | "brother" | "sister" | "husband" | "wife" | "uncle" | "aunt" | "cousin"
        )
    };
    [&mention.title, &mention.before, &mention.apposition]
        .into_iter()
        .flatten()
        .any(|words| words.clone().take(6).any(|at| kin(document.word(at))))
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}

fn is_upper(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Upper)
}

/// Whether the longer name ends with the words of the shorter one.
fn ends_with_words(long: &str, short: &str) -> bool {
    let long = folded(long);
    long.len() > short.len() && long.ends_with(short) && long[..long.len() - short.len()].ends_with(' ')
}

/// Whether the longer form is the name and a common word behind it: "Ana Diaz Puts", "Ana Diaz".
fn runs_on(long: &str, short: &str) -> bool {
    long.strip_prefix(short).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| {
        let one = rest.strip_suffix('s').unwrap_or(rest);
        let verb = Senses::FINITE.and(Senses::BASE).and(Senses::GERUND);
        [rest, one].iter().any(|word| Lexicon::shared().get(word).senses.any(verb)) && !kinds(rest).any(Kinds::FIRST)
    })
}

/// Whether one of the names goes on where the other ends.
fn begins_with_words(one: &str, other: &str) -> bool {
    let one = folded(one);
    let (long, short) = if one.len() > other.len() { (one.as_str(), other) } else { (other, one.as_str()) };
    long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
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
