//! Who a source is: a name, a pronoun or a description becomes an entity, with the reason.

use std::ops::Range;

use super::coreference::{self, Antecedent, Echo, Scene};
use super::documents::{classify, gender_of, is_quantity, points_at_someone};
use super::entities::{Entities, EntityId};
use super::source::{self, Description, Form, Pronoun};
use super::sure::Way;
use super::{profile, roles};
use crate::article::BlockKind;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::names::{self, Gender, MentionKind};
use crate::extract::outlets::{OutletIndex, Outlets};
use crate::extract::turns::Turn;
use crate::text::{QuoteState, Shape, Span};

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
    sources: Vec<(Range<usize>, Option<EntityId>)>,
    /// Words that are attributed, by their first word.
    contents: Vec<Range<usize>>,
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

    /// "the president", "the senator": who is in view although no name is.
    fn find_descriptions(&mut self) {
        let document = self.document;
        for at in 1..document.scan.words.len() {
            if !matches!(document.word(at - 1), "the" | "The") {
                continue;
            }
            let outside =
                document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower && word.quote == QuoteState::Outside);
            if !outside || !kinds(document.word(at)).any(Kinds::TITLE) || kinds(document.word(at + 1)).any(Kinds::HUMAN) {
                continue;
            }
            if document.scan.words.get(at + 1).is_some_and(names::is_capital) {
                continue;
            }
            let description = Description { words: at..at + 1, head: at, definite: true, owner: None };
            if let Some((entity, _)) = roles::named_by(document, &self.entities, &description) {
                self.described.push(Echo { word: at, entity });
            }
        }
    }

    /// Takes note of where sources stand.
    pub fn know_sources(&mut self, mut sources: Vec<Range<usize>>) {
        sources.sort_by_key(|words| (words.start, words.end));
        self.sources = sources.into_iter().map(|words| (words, None)).collect();
    }

    /// Takes note of what is attributed.
    pub fn know_contents(&mut self, mut contents: Vec<Range<usize>>) {
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
            known.name.clone_from(&outlet.name);
            known.aliases.clone_from(&outlet.aliases);
            known.places.clone_from(&outlet.places);
        }
    }

    /// The outlet as the speaker itself.
    pub fn outlet(&mut self, outlet: OutletIndex, words: &Range<usize>) -> Option<Resolution> {
        let entity = self.outlets.get(outlet).copied().flatten()?;
        self.history.push((words.start, entity));
        Some(Resolution {
            entity,
            reason: Some(format!("the outlet {} itself", self.entities.list[entity].name)),
            antecedent: None,
            way: Way::Outlet,
        })
    }

    /// Who the turn at `words`, its label, is by: an interview's "A." is whoever the lead introduces.
    pub fn of_label(&mut self, turn: &Turn, words: Range<usize>) -> Option<Resolution> {
        if turn.answers {
            return self.interviewee();
        }
        let printed = self.document.printed(&words);
        let last = words.end - 1;
        if let Some(entity) = self.by_initials(&printed) {
            let reason = Some(format!("“{printed}”: the initials of {}", self.entities.list[entity].name));
            return Some(Resolution { entity, reason, antecedent: None, way: Way::Label });
        }
        // "Speaker 2", "The Presiding Officer", "Moderator": an office, not a name.
        let numbered = self.document.scan.words.get(last).is_some_and(|word| word.shape == Shape::Number);
        let office = with_lower(self.document.word(words.start), |word| {
            matches!(
                word,
                "the" | "speaker" | "unidentified" | "unknown" | "moderator" | "interviewer" | "host" | "narrator" | "question"
            )
        });
        if numbered || office {
            let entity = self.entities.described(&printed, SpeakerKind::Person, true);
            self.entities.list[entity].count += 1;
            self.note_place(entity, &words);
            return Some(Resolution {
                entity,
                reason: Some("unnamed in the article".to_owned()),
                antecedent: None,
                way: Way::Label,
            });
        }
        let called = if words.len() == 1 { self.entities.person_called(self.document.word(last)) } else { None };
        if let Some(entity) = called {
            let name = &self.entities.list[entity].name;
            let reason = (*name != printed).then(|| format!("“{printed}”: short for {name}"));
            self.remember(&words, entity);
            return Some(Resolution { entity, reason, antecedent: None, way: Way::Label });
        }
        let found = self.resolve(words, None)?;
        let body = kinds(self.document.word(last)).any(Kinds::ORGANISATION.with(Kinds::ORGANISATION_NOUN));
        let known = &mut self.entities.list[found.entity];
        if known.kind == SpeakerKind::Organisation && !known.outlet && !body && known.role_heads.is_empty() {
            known.kind = SpeakerKind::Person;
        }
        Some(found)
    }

    /// The one person of the article who has these initials.
    fn by_initials(&self, printed: &str) -> Option<EntityId> {
        let letters: Vec<char> = printed.chars().filter(|c| *c != '.').collect();
        if !(2..=3).contains(&letters.len()) || !letters.iter().all(|c| c.is_uppercase()) {
            return None;
        }
        let mut found = (0..self.entities.list.len()).filter(|id| {
            let entity = &self.entities.list[*id];
            let initials = entity.name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase());
            entity.is_full_person() && initials.eq(letters.iter().copied())
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whom an interview is with.
    pub fn interviewee(&mut self) -> Option<Resolution> {
        if self.interview.is_none() {
            self.interview = Some(self.introduced());
        }
        self.interview.clone().flatten()
    }

    /// The person whom headline and lead name most.
    fn introduced(&mut self) -> Option<Resolution> {
        let first = self.document.turns.first()?;
        let lead = 0..first.first;
        let byline = self.document.article.metadata.byline.as_deref().unwrap_or_default();
        let mut named: Vec<(usize, usize, EntityId, Range<usize>)> = Vec::new();
        for index in self.entities.mentions_in(&lead) {
            let entity = self.entities.of[index];
            let known = &self.entities.list[entity];
            if known.kind != SpeakerKind::Person || known.anonymous || known.thing || byline.contains(known.name.as_str()) {
                continue;
            }
            let words = self.entities.mentions[index].words.clone();
            if known.unsure && words.len() < 2 {
                continue;
            }
            let title = self.document.block_of(words.start).is_some_and(|block| block.kind == BlockKind::Headline);
            // "An interview with Ana Diaz".
            let met = words.start > 0
                && (matches!(self.document.word(words.start - 1), "interviewed" | "interviews")
                    || self.document.word(words.start - 1) == "with"
                        && (words.start.saturating_sub(3)..words.start)
                            .any(|at| with_lower(self.document.word(at), |word| word.starts_with("interview"))));
            let asked =
                words.start.checked_sub(1).is_some_and(|at| matches!(self.document.word(at), "reporter" | "by" | "journalist"));
            let weight = 2 + if title { 6 } else { 0 } + if met { 3 } else { 0 };
            match named.iter_mut().find(|(_, _, known, _)| *known == entity) {
                Some(known) => known.0 += weight,
                None if asked => {}
                None => named.push((weight, usize::MAX - words.start, entity, words)),
            }
        }
        let (_, _, entity, words) = named.into_iter().max_by_key(|(weight, early, _, _)| (*weight, *early))?;
        self.entities.list[entity].unsure = false;
        let name = &self.entities.list[entity].name;
        let reason = Some(format!("the person whom the interview is with, {name}"));
        Some(Resolution { entity, reason, antecedent: Some(self.document.scan.span_of(words)), way: Way::Interview })
    }

    /// The outlet that a pronoun turned out to stand for.
    pub fn outlet_of(&self, entity: EntityId) -> Option<OutletIndex> {
        self.outlets.iter().position(|known| *known == Some(entity))
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

    fn remember(&mut self, words: &Range<usize>, entity: EntityId) {
        self.history.push((words.start, entity));
        let first = self.sources.partition_point(|(source, _)| source.start < words.start);
        for (source, who) in self.sources[first..].iter_mut().take_while(|(source, _)| source.start == words.start) {
            if source.end == words.end {
                *who = Some(entity);
            }
        }
    }

    /// Who the source at `words` is; `quoted_by` is the speaker of the quotation that it stands in.
    pub fn resolve(&mut self, words: Range<usize>, quoted_by: Option<EntityId>) -> Option<Resolution> {
        let found = match source::form(self.document, &self.entities, words.clone()) {
            Form::Nothing => None,
            Form::Pronoun(pronoun) => self.pronoun(pronoun, &words, quoted_by),
            Form::Named(mentions) => Some(self.named(&mentions)),
            Form::Described(description) => self.described(&description),
        }?;
        self.remember(&words, found.entity);
        Some(found)
    }

    fn named(&mut self, mentions: &[usize]) -> Resolution {
        let ids: Vec<EntityId> = mentions.iter().filter_map(|index| self.entities.of.get(*index).copied()).collect();
        if let ([first], [mention]) = (ids.as_slice(), mentions) {
            self.settle(*first, *mention);
            let printed =
                self.entities.mentions.get(*mention).map(|mention| self.document.printed(&mention.words)).unwrap_or_default();
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
        let entity = if names.len() > 1 { self.entities.described(&joint, SpeakerKind::Group, false) } else { ids[0] };
        if entity != ids[0] && !self.joint.iter().any(|(known, _)| *known == entity) {
            self.joint.push((entity, ids));
        }
        Resolution { entity, reason: Some(format!("named together: {joint}")), antecedent: None, way: Way::Joint }
    }

    /// A name whose form did not tell its kind is settled by speaking.
    fn settle(&mut self, entity: EntityId, mention: usize) {
        let Some(first) = self.entities.mentions.get(mention).map(|mention| mention.words.start) else {
            return;
        };
        let entity = &mut self.entities.list[entity];
        if entity.unsure {
            let the = first > 0 && with_lower(self.document.word(first - 1), |word| word == "the");
            let thing = the || entity.thing && entity.gender == Gender::Unknown;
            entity.kind = if thing { SpeakerKind::Organisation } else { SpeakerKind::Person };
            entity.unsure = false;
        }
    }

    fn pronoun(&mut self, pronoun: Pronoun, words: &Range<usize>, quoted_by: Option<EntityId>) -> Option<Resolution> {
        let at = words.start;
        let printed = self.document.word(at);
        match pronoun {
            Pronoun::Singular(gender) => {
                let found = coreference::person(&self.scene(), at, gender)?;
                if self.entities.list[found.entity].gender == Gender::Unknown {
                    self.entities.list[found.entity].gender = gender;
                }
                self.echoes.push(Echo { word: at, entity: found.entity });
                let who = match gender {
                    Gender::Female => "the woman most in view",
                    _ => "the man most in view",
                };
                Some(self.by_antecedent(printed, who, found, Way::Pronoun(found.margin)))
            }
            Pronoun::Plural => self.plural(at, printed),
            Pronoun::Thing => {
                let found = coreference::thing(&self.scene(), at);
                found
                    .map(|found| self.by_antecedent(printed, "the organisation most in view", found, Way::It))
                    .or_else(|| self.last_of(at, printed, &[SpeakerKind::Document, SpeakerKind::Organisation], 4))
            }
            Pronoun::Speaker | Pronoun::Speakers => {
                let inside = self.document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Inside);
                match quoted_by {
                    Some(entity) => Some(Resolution {
                        entity,
                        reason: Some(format!("“{printed}” in a quotation of {}", self.entities.list[entity].name)),
                        antecedent: None,
                        way: Way::Quoted,
                    }),
                    None if inside => self.last_of(at, printed, &[SpeakerKind::Person], 3),
                    None => self.author(printed),
                }
            }
            Pronoun::Relative => self.relative(at, printed),
        }
    }

    fn by_antecedent(&self, printed: &str, who: &str, found: Antecedent, way: Way) -> Resolution {
        let name = &self.entities.list[found.entity].name;
        let place = match found.sentences_back {
            0 => "in the same sentence".to_owned(),
            1 => "one sentence back".to_owned(),
            back => format!("{back} sentences back"),
        };
        Resolution {
            entity: found.entity,
            reason: Some(format!("“{printed}”: {who}, {name}, {place}")),
            antecedent: Some(self.document.scan.span_of(found.word..found.end)),
            way,
        }
    }

    /// "they": the last source that is several, else the last one at all.
    fn plural(&mut self, at: usize, printed: &str) -> Option<Resolution> {
        self.last_of(at, printed, &[SpeakerKind::Group], 4)
            .or_else(|| self.last_of(at, printed, &[SpeakerKind::Organisation, SpeakerKind::Group], 8))
            .or_else(|| {
                let before = self.entities.mentions.partition_point(|mention| mention.words.start < at);
                let index = (0..before).rev().take(12).find(|index| {
                    matches!(self.entities.mentions[*index].kind, MentionKind::Group | MentionKind::Organisation)
                        && !self.entities.list[self.entities.of[*index]].outlet
                })?;
                let mention = &self.entities.mentions[index];
                let entity = self.entities.of[index];
                Some(Resolution {
                    entity,
                    reason: Some(format!("“{printed}”: the last group named, {}", self.entities.list[entity].name)),
                    antecedent: Some(self.document.scan.span_of(mention.words.clone())),
                    way: Way::Last,
                })
            })
    }

    /// The last source of one of `kinds` at most `sentences` back.
    fn last_of(&self, at: usize, printed: &str, wanted: &[SpeakerKind], sentences: u32) -> Option<Resolution> {
        let here = self.document.scan.words.get(at)?.sentence;
        // "They" are seldom an outlet that words came through.
        let several = wanted.contains(&SpeakerKind::Group);
        self.history
            .iter()
            .rev()
            .take(12)
            .filter(|(word, _)| *word < at && self.document.post_of(*word) == self.document.post_of(at))
            .take_while(|(word, _)| {
                self.document.scan.words.get(*word).is_some_and(|word| here.saturating_sub(word.sentence) <= sentences)
            })
            .find(|(_, entity)| {
                let known = &self.entities.list[*entity];
                wanted.contains(&known.kind) && !(several && known.outlet)
            })
            .map(|(word, entity)| Resolution {
                entity: *entity,
                reason: Some(format!("“{printed}”: the last source like it, {}", self.entities.list[*entity].name)),
                antecedent: Some(self.document.scan.span_of(*word..*word + 1)),
                way: Way::Last,
            })
    }

    /// "I" outside quotations: who wrote the article, where it says so.
    fn author(&mut self, printed: &str) -> Option<Resolution> {
        let byline = self.document.article.metadata.byline.as_deref()?;
        let name = byline.trim().trim_start_matches("By ").trim_start_matches("by ").trim();
        if name.is_empty() {
            return None;
        }
        let entity = self.entities.described(name, SpeakerKind::Person, false);
        Some(Resolution {
            entity,
            reason: Some(format!("“{printed}”: the writer of the article")),
            antecedent: None,
            way: Way::Author,
        })
    }

    /// "who": the name or description right before it.
    fn relative(&mut self, at: usize, printed: &str) -> Option<Resolution> {
        let mut end = at;
        while end > 0 && matches!(self.document.word(end - 1), "," | "(" | "—" | "–" | "--" | "-") {
            end -= 1;
        }
        let sentence = self.document.scan.words.get(at)?.sentence;
        let begin = self.document.scan.sentences.get(sentence as usize)?.first_word as usize;
        let before = self.entities.mentions.partition_point(|mention| mention.words.start < end);
        let human = with_lower(printed, |word| matches!(word, "who" | "whom" | "whose"));
        let near = (0..before).rev().take(6).find(|index| {
            let mention = &self.entities.mentions[*index];
            let described = mention.apposition.as_ref().map_or(mention.words.end, |apposition| apposition.end);
            let entity = &self.entities.list[self.entities.of[*index]];
            let person = entity.kind == SpeakerKind::Person && !entity.thing;
            let fits = if human { person || mention.kind == MentionKind::Group } else { !person || entity.unsure };
            let governed = human && !person_right_before(self.document, mention, end);
            mention.words.start >= begin
                && fits
                && !governed
                && (mention.words.end == end
                    || described == end
                    || mention.words.end + 6 >= end && mention.kind == MentionKind::Person)
        });
        if let Some(index) = near {
            let entity = self.entities.of[index];
            let mention = &self.entities.mentions[index];
            return Some(Resolution {
                entity,
                reason: Some(format!("“{printed}”: {}, right before it", self.entities.list[entity].name)),
                antecedent: Some(self.document.scan.span_of(mention.words.clone())),
                way: Way::Relative,
            });
        }
        let start = (begin..end).rev().take(8).find(|index| {
            matches!(self.document.word(*index), "a" | "an" | "the" | "A" | "An" | "The" | "," | "of" | "for" | "and")
        })?;
        let words = start..end;
        match source::form(self.document, &self.entities, words) {
            Form::Described(description) => self.described(&description),
            _ => None,
        }
    }

    /// A description: someone named elsewhere, or an entity of its own.
    fn described(&mut self, description: &Description) -> Option<Resolution> {
        let head = self.document.word(description.head);
        let kind = kinds(head);
        let printed = self.document.printed(&description.words);
        // "The spokesperson" right after "a Tarn Ferries spokesperson" is that one; "a spokesperson" is somebody new.
        let new =
            description.words.start.checked_sub(1).is_some_and(|at| {
                with_lower(self.document.word(at), |word| matches!(word, "a" | "an" | "another" | "one" | "some"))
            });
        if description.definite
            && description.owner.is_none()
            && let Some(found) = self.unnamed_again(description, head, &printed)
        {
            return Some(found);
        }
        if (description.definite || starts_with_capital(&printed) && !new)
            && let Some((entity, mention)) = roles::named_by(self.document, &self.entities, description)
            && self.is_owners(description, entity)
        {
            let mention = &self.entities.mentions[mention];
            self.echoes.push(Echo { word: description.head, entity });
            return Some(Resolution {
                entity,
                reason: Some(format!("“{printed}”: the one so described, {}", self.entities.list[entity].name)),
                antecedent: Some(self.document.scan.span_of(mention.words.clone())),
                way: Way::Described,
            });
        }
        let plural = head.ends_with('s') && !head.ends_with("ss");
        if let Some(found) = self.owned(description, head) {
            return Some(found);
        }
        if let Some(found) = self.house(description, kind) {
            return Some(found);
        }
        let bare = description.words.end == description.head + 1;
        if description.definite && description.owner.is_none() && !plural && bare && points_at_someone(head, kind) {
            let gender = gender_of(head);
            if let Some(found) = coreference::person(&self.scene(), description.words.start, gender)
                && found.sentences_back <= 4
                && self.can_be(found.entity, kind)
            {
                self.echoes.push(Echo { word: description.head, entity: found.entity });
                if description.words.len() > 1
                    && let Some(role) = profile::role_text(self.document, description.words.clone(), true)
                {
                    self.entities.list[found.entity].take_role(role);
                }
                return Some(self.by_antecedent(&printed, "the person most in view", found, Way::View));
            }
        }
        if let Some(found) = self.varied(description, &printed) {
            return Some(found);
        }
        if let Some(found) = self.surname(description) {
            return Some(found);
        }
        let counted = is_quantity(head) && self.document.word(description.head + 1) == "of";
        let (speaker, anonymous) = if counted { (SpeakerKind::Group, true) } else { classify(head, kind, plural) };
        let name = self.description_name(description, &printed);
        let entity = self.entities.described(&name, speaker, anonymous);
        self.entities.list[entity].count += 1;
        self.note_place(entity, &description.words);
        let reason = anonymous.then(|| "unnamed in the article".to_owned());
        Some(Resolution { entity, reason, antecedent: None, way: if anonymous { Way::Unnamed } else { Way::Thing } })
    }

    /// The unnamed person whom the last sources described by the same noun.
    fn unnamed_again(&self, description: &Description, head: &str, printed: &str) -> Option<Resolution> {
        let bare = description.words.end == description.head + 1 && description.words.len() == 1;
        if !bare || !kinds(head).any(Kinds::HUMAN) {
            return None;
        }
        let here = self.document.scan.words.get(description.head)?.sentence;
        let recent = self.history.iter().rev().take(6).filter(|(word, _)| *word < description.head);
        let (word, entity) = recent
            .take_while(|(word, _)| {
                self.document.scan.words.get(*word).is_some_and(|word| here - word.sentence.min(here) <= VARIED)
            })
            .find(|(_, entity)| {
                let known = &self.entities.list[*entity];
                let noun = known.name.rsplit(' ').next().unwrap_or_default();
                known.anonymous
                    && known.kind == SpeakerKind::Person
                    && known.name.contains(' ')
                    && noun.eq_ignore_ascii_case(head)
            })?;
        let reason = Some(format!("“{printed}”: the last one so described, {}", self.entities.list[*entity].name));
        let antecedent = Some(self.document.scan.span_of(*word..*word + 1));
        Some(Resolution { entity: *entity, reason, antecedent, way: Way::Described })
    }

    /// "the former harbour secretary", "the Tarn senator": an office told by more than its name is another word for
    /// whoever spoke last, of whom the article tells no other.
    fn varied(&mut self, description: &Description, printed: &str) -> Option<Resolution> {
        let document = self.document;
        let head = document.word(description.head);
        let kind = kinds(head);
        let one = kind.any(Kinds::HUMAN) && (head.ends_with("ss") || !head.ends_with('s'));
        let told = description.words.clone().filter(|at| *at != description.head).any(|at| {
            kinds(document.word(at)).any(Kinds::MODIFIER.with(Kinds::DEMONYM).with(Kinds::PLACE))
                || document.scan.words.get(at).is_some_and(names::is_capital)
        });
        if !one || !description.definite || description.owner.is_some() || !told || is_mouthpiece(head) {
            return None;
        }
        let here = document.scan.words.get(description.words.start)?.sentence;
        let (word, entity) =
            self.history.iter().rev().take(12).find(|(word, entity)| {
                *word < description.words.start && self.entities.list[*entity].kind == SpeakerKind::Person
            })?;
        let back = here - document.scan.words.get(*word)?.sentence;
        let known = &self.entities.list[*entity];
        let gender = gender_of(head);
        let same = gender == Gender::Unknown || known.gender == Gender::Unknown || gender == known.gender;
        let named = self.entities.mentions_in(&description.words).any(|index| self.entities.of[index] == *entity);
        let free = !known.anonymous && known.role_heads.is_empty() && known.is_full_person();
        if back > VARIED || !same || named || !free {
            return None;
        }
        let (word, entity) = (*word, *entity);
        let reason = format!("“{printed}”: another word for {}, who spoke last", self.entities.list[entity].name);
        self.echoes.push(Echo { word: description.head, entity });
        self.entities.list[entity].role_heads = profile::role_heads(document, description.words.clone());
        if let Some(role) = profile::role_text(document, description.words.clone(), true) {
            self.entities.list[entity].take_role(role);
        }
        Some(Resolution {
            entity,
            reason: Some(reason),
            antecedent: Some(document.scan.span_of(word..word + 1)),
            way: Way::Varied,
        })
    }

    /// A surname that stands inside a longer run of capitals ("In the Herald Diaz said").
    fn surname(&mut self, description: &Description) -> Option<Resolution> {
        let capital = |at: usize| self.document.scan.words.get(at).is_some_and(names::is_capital);
        if description.words.len() != 1 || !capital(description.head) {
            return None;
        }
        let word = self.document.word(description.head);
        let entity = self.entities.person_called(word)?;
        let reason = Some(format!("“{word}”: short for {}", self.entities.list[entity].name));
        Some(Resolution { entity, reason, antecedent: None, way: Way::Short })
    }

    /// "his lawyer" is the one whom the article calls his, or the lawyer of him whom "his" means.
    fn is_owners(&self, description: &Description, entity: EntityId) -> bool {
        let Some(Pronoun::Singular(gender)) = description.owner.and_then(|owner| source::pronoun(self.document.word(owner)))
        else {
            return true;
        };
        let role = self.entities.list[entity].role.as_deref().unwrap_or_default();
        let his = role.split(' ').next().is_some_and(|word| matches!(source::pronoun(word), Some(Pronoun::Singular(_))));
        let owner = description.owner.and_then(|owner| coreference::person(&self.scene(), owner, gender));
        his || owner.is_some_and(|owner| {
            let name = &self.entities.list[owner.entity].name;
            name.rsplit(' ').next().is_some_and(|surname| role.contains(surname))
        })
    }

    /// Whether the person in view can be described so: an office goes only to somebody whose own is not known.
    fn can_be(&self, entity: EntityId, kind: Kinds) -> bool {
        let known = &self.entities.list[entity];
        !kind.any(Kinds::OFFICE_POINTER) || known.role_heads.is_empty() && known.count > 1
    }

    /// "the Clinton campaign", "Tulsa police", "her campaign": an organisation that carries its owner's name.
    fn owned(&mut self, description: &Description, head: &str) -> Option<Resolution> {
        let noun = with_lower(head, str::to_owned);
        if !kinds(head).any(Kinds::OWNED) {
            return None;
        }
        let entity = if let Some(owner) = description.owner {
            let Some(Pronoun::Singular(gender)) = source::pronoun(self.document.word(owner)) else { return None };
            let owner = coreference::person(&self.scene(), owner, gender)?;
            self.entities.known_owned(&noun, Some(owner.entity))?
        } else if description.words.start == description.head {
            if !description.definite {
                return None;
            }
            self.entities.known_owned(&noun, None)?
        } else {
            let index = self.entities.mention_at(description.words.start)?;
            let mention = self.entities.mentions.get(index)?;
            let owner = *self.entities.of.get(index)?;
            let possessive = usize::from(source::is_possessive(self.document, mention.words.end));
            // "Chinese foreign ministry": only words of office stand between.
            let field = Kinds::MODIFIER.with(Kinds::FIELD);
            let between = mention.words.end + possessive..description.head;
            if mention.words.start != description.words.start
                || between.start > description.head
                || !between.clone().all(|at| kinds(self.document.word(at)).any(field))
            {
                return None;
            }
            let kind = self.entities.list[owner].kind;
            let personal =
                matches!(noun.as_str(), "campaign" | "camp" | "team" | "foundation" | "administration" | "office" | "cabinet");
            let bare = between.is_empty();
            let body = kind == SpeakerKind::Organisation && !bare && matches!(noun.as_str(), "office" | "department");
            let public = mention.kind == MentionKind::Place || mention.kind == MentionKind::Group || body;
            let demonym = kinds(self.document.word(mention.words.start)).any(Kinds::DEMONYM);
            let party = noun == "party" && kind == SpeakerKind::Organisation && !public;
            if party {
                owner
            } else if personal && kind == SpeakerKind::Person
                || (public || demonym)
                    && !matches!(noun.as_str(), "team" | "campaign" | "camp" | "party" | "committee")
                    && (noun != "office" || body)
            {
                let fields: String = between.map(|at| format!("{} ", self.document.word(at))).collect();
                let name = format!("{} {fields}{head}", self.document.printed(&mention.words));
                self.entities.owned(self.document, owner, &format!("{fields}{noun}"), name)
            } else {
                return None;
            }
        };
        self.entities.list[entity].count += 1;
        self.note_place(entity, &description.words);
        Some(Resolution { entity, reason: None, antecedent: None, way: Way::Owned })
    }

    /// "a Quinnipiac University poll", "a study by Ana Diaz", "a panel of the Court of Appeals": whose words they are.
    fn house(&self, description: &Description, kind: Kinds) -> Option<Resolution> {
        let document = self.document;
        let head = description.head;
        let paper = kind.any(Kinds::HOUSED);
        let part = kind.any(Kinds::PART);
        if !paper && !part {
            return None;
        }
        let link = document.word(head + 1);
        let behind = part && link == "of" || paper && matches!(link, "by" | "from");
        let at = head + 2 + usize::from(kinds(document.word(head + 2)).any(Kinds::OPENER.with(Kinds::FUNCTION)));
        let index = if behind {
            let titled = |index: &usize| {
                self.entities
                    .mentions
                    .get(*index)
                    .is_some_and(|mention| mention.title.as_ref().is_some_and(|title| title.start <= at))
            };
            let inside = self.entities.mentions_in(&(at..description.words.end));
            // "a study by Tarn Law School professor Ana Diaz" is hers.
            inside
                .clone()
                .find(titled)
                .or_else(|| self.entities.mention_at(at).filter(|index| !titled(index)))
                .or_else(|| inside.clone().next().filter(|index| self.entities.mentions[*index].words.start == at))?
        } else if paper {
            // The name right before the noun, possessive or not, or with a number or an adjective before.
            let before = head.checked_sub(1)?;
            let name = before - usize::from(source::is_possessive(document, before));
            self.entities.mention_at(name).filter(|index| self.entities.mentions[*index].words.end == name + 1)?
        } else {
            return None;
        };
        let mention = self.entities.mentions.get(index)?;
        let entity = *self.entities.of.get(index)?;
        let known = self.entities.list.get(entity)?;
        let possessive = source::is_possessive(document, mention.words.end);
        let body = known.kind == SpeakerKind::Organisation && (mention.kind == MentionKind::Organisation || known.outlet);
        let sure = !known.unsure || !known.thing && known.name.contains(' ');
        let person = known.kind == SpeakerKind::Person && sure && (possessive || behind);
        (body || person).then(|| Resolution {
            entity,
            reason: Some(format!("“{}”: words of {}", document.printed(&description.words), known.name)),
            antecedent: Some(document.scan.span_of(mention.words.clone())),
            way: Way::House,
        })
    }

    fn note_place(&mut self, entity: EntityId, words: &Range<usize>) {
        let places = &mut self.entities.list[entity].places;
        if places.last().is_none_or(|last| last.start != words.start) {
            places.push(words.clone());
        }
    }

    /// The printed words without determiner and relative clause; "his" becomes the owner's name.
    fn description_name(&mut self, description: &Description, printed: &str) -> String {
        let mut name: String = printed
            .split(" who ")
            .next()
            .unwrap_or(printed)
            .split(" that ")
            .next()
            .unwrap_or(printed)
            .split(", ")
            .next()
            .unwrap_or(printed)
            .to_owned();
        if name.chars().count() > 90 {
            name = name.chars().take(90).collect::<String>().trim_end().to_owned();
        }
        if let Some(owner) = description.owner
            && let Some(Pronoun::Singular(gender)) = source::pronoun(self.document.word(owner))
            && let Some(found) = coreference::person(&self.scene(), owner, gender)
        {
            return format!("{}’s {name}", self.entities.list[found.entity].name);
        }
        name
    }
}

/// Sentences back that an office reaches for whom it is another word for.
const VARIED: u32 = 6;

/// Who speaks for somebody else is somebody else.
fn is_mouthpiece(head: &str) -> bool {
    with_lower(head, |head| {
        head.starts_with("spokes")
            || matches!(head, "lawyer" | "attorney" | "aide" | "source" | "official" | "representative" | "ally")
    })
}

/// Whether "who" can take up the name: not a group inside a longer phrase ("a clerk of the Democrats who").
fn person_right_before(document: &Document<'_>, mention: &names::Mention, end: usize) -> bool {
    let inside = mention.words.start > 0 && matches!(document.word(mention.words.start - 1), "of" | "for" | "at");
    mention.kind != MentionKind::Group || mention.words.end == end && !inside
}

fn starts_with_capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
