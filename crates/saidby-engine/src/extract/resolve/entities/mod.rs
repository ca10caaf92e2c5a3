//! Mentions become entities: everyone and everything that the article names, each once.
//!
//! Full names are registered first, over the whole article, so that a surname in the first paragraph
//! finds the full name in the fifth. Then every shorter form joins the entity it can stand for.

mod descriptions;
mod evidence;
mod full;
mod short;
mod words;

use self::words::core_length;
use std::ops::Range;

use super::profile::RoleText;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::WordMap;
use crate::extract::names::{self, Gender, Mention};
use crate::text::WordRange;

/// How many entities with one surname are told apart; the rest of a crowd joins by first name only.
const NAMESAKES: usize = 24;

/// Index of an entity in [`Entities::list`].
pub type EntityId = usize;

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
    /// Where it is first named in full, once the mentions up to there are read.
    introduced: usize,
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
    pub places: Vec<WordRange>,
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
            if long(mention) {
                let known = &mut entities.list[entity];
                known.introduced = known.introduced.min(mention.words.start);
                known.recent = mention.words.start;
            }
            entities.describe(document, entity, mention);
        }
        entities.settle_kinds(document, &mentions);
        entities.mentions = mentions;
        entities.complete_by_headlines(document);
        entities.enter_headlines(document);
        for (index, mention) in entities.mentions.iter().enumerate() {
            let entity = &mut entities.list[entities.of[index]];
            entity.places.push(mention.words);
        }
        entities
    }

    /// The entity named by the mention that holds or starts at `word`, with the mention's index.
    pub fn mention_at(&self, word: usize) -> Option<usize> {
        let after = self.mentions.partition_point(|mention| mention.words.start <= word);
        // A title's organisation stands right before its person; the last one that holds the word counts.
        (0..after).rev().take(3).find(|index| self.mentions[*index].words.contains(word))
    }

    /// Indices of the mentions that begin inside `words`.
    pub fn mentions_in(&self, words: WordRange) -> Range<usize> {
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
            introduced: usize::MAX,
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
}

/// "Clinton campaign" for "Hillary Clinton's campaign", where the article prints it.
fn shortest_owned(document: &Document<'_>, owner: &Entity, noun: &str) -> Option<String> {
    let surname = owner.name.rsplit(' ').next().filter(|_| owner.kind == SpeakerKind::Person)?;
    let short = format!("{surname} {noun}");
    let printed = [short.clone(), format!("{surname}'s {noun}"), format!("{surname}’s {noun}")];
    printed.iter().any(|form| document.text().contains(form.as_str())).then_some(short)
}

fn add_alias(entity: &mut Entity, alias: String) {
    if alias != entity.name && entity.aliases.len() < 8 && !entity.aliases.contains(&alias) {
        entity.aliases.push(alias);
    }
}
