//! Who a source is: a name, a pronoun or a description becomes an entity, with the reason.

mod descriptions;
mod houses;
mod labels;
mod pronouns;

use super::coreference::{Echo, Scene};
use super::entities::{Entities, EntityId};
use super::source::{self, Form};
use super::sure::Way;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::Gender;
use crate::extract::names::lexicon::with_lower;
use crate::extract::outlets::{OutletIndex, Outlets};
use crate::text::{Span, WordRange};

/// Sources that a description may look back to.
const RECENT: usize = 12;

/// How a source led to a speaker.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// Who.
    pub entity: EntityId,
    /// How, in words for a person.
    pub reason: Option<String>,
    /// The mention it was resolved by, where that is another place.
    pub antecedent: Option<Span>,
    /// Which way led there.
    pub way: Way,
}

/// Resolves the sources of one article in the order of the text.
pub struct Speakers<'d, 'a> {
    document: &'d Document<'a>,
    /// Everyone named, and everyone described so far.
    pub entities: Entities,
    echoes: Vec<Echo>,
    /// Places such as "the president" outside sources, with who they point at.
    described: Vec<Echo>,
    /// Words that stand in sources, by their first word, and who they turned out to be.
    sources: Vec<(WordRange, Option<EntityId>)>,
    /// Words that are attributed, by their first word.
    contents: Vec<WordRange>,
    /// Earlier sources: first word and entity.
    history: Vec<(usize, EntityId)>,
    /// The entity of each outlet.
    outlets: Vec<Option<EntityId>>,
    /// Those who speak together, with each of them.
    joint: Vec<(EntityId, Vec<EntityId>)>,
    /// Whom an interview is with, once that was asked.
    interview: Option<Option<Resolution>>,
}

impl<'d, 'a> Speakers<'d, 'a> {
    /// Finds the names of `document`.
    pub fn new(document: &'d Document<'a>) -> Self {
        let mut speakers = Self {
            document,
            entities: Entities::of(document),
            echoes: Vec::new(),
            described: Vec::new(),
            sources: Vec::new(),
            contents: Vec::new(),
            history: Vec::new(),
            outlets: Vec::new(),
            joint: Vec::new(),
            interview: None,
        };
        speakers.find_descriptions();
        speakers
    }

    /// Takes note of where sources stand.
    pub fn know_sources(&mut self, mut sources: Vec<WordRange>) {
        sources.sort_by_key(|words| (words.start, words.end));
        self.sources = sources.into_iter().map(|words| (words, None)).collect();
    }

    /// Takes note of what is attributed.
    pub fn know_contents(&mut self, mut contents: Vec<WordRange>) {
        contents.sort_by_key(|words| (words.start, words.end));
        self.contents = contents;
    }

    /// Takes note of which names are news organisations.
    pub fn know_outlets(&mut self, outlets: &Outlets) {
        self.outlets = vec![None; outlets.list.len()];
        for mention in &outlets.mentions {
            let Some(index) = self.entities.mention_at(mention.words.start) else {
                continue;
            };
            let named = &self.entities.mentions[index];
            let entity = self.entities.of[index];
            // "Fox said": Jenny Fox, where the article names her.
            if self.entities.list[entity].is_full_person() {
                continue;
            }
            if named.words.end == mention.words.end && named.words.start == mention.words.start {
                self.entities.list[entity].kind = SpeakerKind::Organisation;
                self.entities.list[entity].unsure = false;
                if self.outlets[mention.outlet].is_none() {
                    self.outlets[mention.outlet] = Some(entity);
                }
            }
        }
        for (index, outlet) in outlets.list.iter().enumerate() {
            let entity = match self.outlets[index] {
                Some(entity) => entity,
                None => self.entities.described(&outlet.name, SpeakerKind::Organisation, false),
            };
            self.outlets[index] = Some(entity);
            let known = &mut self.entities.list[entity];
            known.outlet = true;
            known.name = outlet.fullest_form(self.document);
            known.aliases.clone_from(&outlet.aliases);
            known.aliases.retain(|alias| *alias != known.name);
            known.places.clone_from(&outlet.places);
        }
    }

    /// The outlet as the speaker itself.
    pub fn outlet(&mut self, outlet: OutletIndex, words: WordRange) -> Option<Resolution> {
        let entity = self.outlets.get(outlet).copied().flatten()?;
        self.history.push((words.start, entity));
        Some(Resolution {
            entity,
            reason: Some(format!("the outlet {} itself", self.entities.list[entity].name)),
            antecedent: None,
            way: Way::Outlet,
        })
    }

    /// The outlet that a pronoun turned out to stand for.
    pub fn outlet_of(&self, entity: EntityId) -> Option<OutletIndex> {
        self.outlets.iter().position(|known| *known == Some(entity))
    }

    /// Everyone who speaks together with others, under the entity of them all.
    pub fn joint(&self) -> &[(EntityId, Vec<EntityId>)] {
        &self.joint
    }

    /// Those who speak together under the name of `entity`; empty for one alone.
    pub fn members(&self, entity: EntityId) -> &[EntityId] {
        self.joint.iter().find(|(joint, _)| *joint == entity).map_or(&[], |(_, members)| members)
    }

    /// What is known so far.
    fn scene(&self) -> Scene<'_, 'a> {
        Scene {
            document: self.document,
            entities: &self.entities,
            echoes: &self.echoes,
            described: &self.described,
            sources: &self.sources,
            contents: &self.contents,
        }
    }

    fn remember(&mut self, words: WordRange, entity: EntityId) {
        self.history.push((words.start, entity));
        let first = self.sources.partition_point(|(source, _)| source.start < words.start);
        for (source, who) in self.sources[first..].iter_mut().take_while(|(source, _)| source.start == words.start) {
            if source.end == words.end {
                *who = Some(entity);
            }
        }
    }

    /// Who the source at `words` is; `quoted_by` is the speaker of the quotation that it stands in.
    pub fn resolve(&mut self, words: WordRange, quoted_by: Option<EntityId>) -> Option<Resolution> {
        let found = match source::form(self.document, &self.entities, words) {
            Form::Nothing => None,
            Form::Pronoun(pronoun) => self.pronoun(pronoun, words, quoted_by),
            Form::Named(mentions) => Some(self.named(&mentions)),
            Form::Described(description) => self.described(&description),
        }?;
        self.remember(words, found.entity);
        Some(found)
    }

    fn named(&mut self, mentions: &[usize]) -> Resolution {
        let ids: Vec<EntityId> = mentions.iter().filter_map(|index| self.entities.of.get(*index).copied()).collect();
        if let ([first], [mention]) = (ids.as_slice(), mentions) {
            self.settle(*first, *mention);
            let printed =
                self.entities.mentions.get(*mention).map(|mention| self.document.printed(mention.words)).unwrap_or_default();
            let name = &self.entities.list[*first].name;
            let reason = (printed != *name).then(|| format!("“{printed}”: short for {name}"));
            return Resolution {
                entity: *first,
                reason,
                antecedent: None,
                way: if printed == self.entities.list[*first].name { Way::Full } else { Way::Short },
            };
        }
        for (id, mention) in ids.iter().zip(mentions) {
            self.settle(*id, *mention);
        }
        let mut names: Vec<&str> = ids.iter().map(|id| self.entities.list[*id].name.as_str()).collect();
        names.dedup();
        let joint = match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        };
        // "Brandt and Moor" and "Moor and Brandt" are the same two.
        let same = |members: &[EntityId]| members.len() == ids.len() && ids.iter().all(|id| members.contains(id));
        let known = self.joint.iter().find(|(_, members)| same(members)).map(|(known, _)| *known);
        let entity = match known {
            _ if names.len() < 2 => ids[0],
            Some(known) => known,
            None => {
                let entity = self.entities.described(&joint, SpeakerKind::Group, false);
                self.joint.push((entity, ids));
                entity
            }
        };
        Resolution { entity, reason: Some(format!("named together: {joint}")), antecedent: None, way: Way::Joint }
    }

    /// A name whose form did not tell its kind is settled by speaking.
    fn settle(&mut self, entity: EntityId, mention: usize) {
        let Some(WordRange { start: first, end }) = self.entities.mentions.get(mention).map(|mention| mention.words) else {
            return;
        };
        // "Yahoo! denied it".
        let exclaims = self.document.word(end) == "!"
            && self.document.scan.span_of(WordRange::new(first, end + 1)).len()
                == self.document.scan.span_of(WordRange::new(first, end)).len() + 1;
        let entity = &mut self.entities.list[entity];
        if entity.unsure {
            let the = first > 0 && with_lower(self.document.word(first - 1), |word| word == "the");
            let thing = the || exclaims || entity.thing && entity.gender == Gender::Unknown;
            entity.kind = if thing { SpeakerKind::Organisation } else { SpeakerKind::Person };
            entity.unsure = false;
        }
    }

    /// The last sources before the word at `at`, in its post where the article is a live blog, nearest first and at most
    /// `sentences` back.
    fn recent(&self, at: usize, sentences: u32) -> impl Iterator<Item = (usize, EntityId)> + '_ {
        let document = self.document;
        let sentence = move |word: usize| document.scan.words.get(word).map_or(0, |word| word.sentence);
        let (here, post) = (sentence(at), document.post_of(at));
        let before = self.history.iter().rev().take(RECENT).copied().filter(move |(word, _)| *word < at);
        before
            .filter(move |(word, _)| document.post_of(*word) == post)
            .take_while(move |(word, _)| here.saturating_sub(sentence(*word)) <= sentences)
    }

    fn note_place(&mut self, entity: EntityId, words: WordRange) {
        let places = &mut self.entities.list[entity].places;
        if places.last().is_none_or(|last| last.start != words.start) {
            places.push(words);
        }
    }
}
