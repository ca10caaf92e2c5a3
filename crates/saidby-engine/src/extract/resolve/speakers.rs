//! Who a source is: a name, a pronoun or a description becomes an entity, with the reason.

use std::ops::Range;

use super::coreference::{self, Antecedent, Echo, Scene};
use super::documents::{classify, gender_of, is_quantity, points_at_someone};
use super::entities::{Entities, EntityId};
use super::roles;
use super::source::{self, Description, Form, Pronoun};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::names::{self, Gender, MentionKind};
use crate::extract::outlets::{OutletIndex, Outlets};
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
            if named.words.end == mention.words.end && named.words.start == mention.words.start {
                let entity = self.entities.of[index];
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
        })
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
            return Resolution { entity: *first, reason, antecedent: None };
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
        Resolution { entity, reason: Some(format!("named together: {joint}")), antecedent: None }
    }

    /// A name whose form did not tell its kind is settled by speaking.
    fn settle(&mut self, entity: EntityId, mention: usize) {
        let Some(first) = self.entities.mentions.get(mention).map(|mention| mention.words.start) else {
            return;
        };
        let entity = &mut self.entities.list[entity];
        if entity.unsure {
            let the = first > 0 && with_lower(self.document.word(first - 1), |word| word == "the");
            entity.kind = if the { SpeakerKind::Organisation } else { SpeakerKind::Person };
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
                Some(self.by_antecedent(printed, who, found))
            }
            Pronoun::Plural => self.plural(at, printed),
            Pronoun::Thing => {
                let found = coreference::thing(&self.scene(), at);
                found
                    .map(|found| self.by_antecedent(printed, "the organisation most in view", found))
                    .or_else(|| self.last_of(at, printed, &[SpeakerKind::Document, SpeakerKind::Organisation], 4))
            }
            Pronoun::Speaker | Pronoun::Speakers => {
                let inside = self.document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Inside);
                match quoted_by {
                    Some(entity) => Some(Resolution {
                        entity,
                        reason: Some(format!("“{printed}” in a quotation of {}", self.entities.list[entity].name)),
                        antecedent: None,
                    }),
                    None if inside => self.last_of(at, printed, &[SpeakerKind::Person], 3),
                    None => self.author(printed),
                }
            }
            Pronoun::Relative => self.relative(at, printed),
        }
    }

    fn by_antecedent(&self, printed: &str, who: &str, found: Antecedent) -> Resolution {
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
                })?;
                let mention = &self.entities.mentions[index];
                let entity = self.entities.of[index];
                Some(Resolution {
                    entity,
                    reason: Some(format!("“{printed}”: the last group named, {}", self.entities.list[entity].name)),
                    antecedent: Some(self.document.scan.span_of(mention.words.clone())),
                })
            })
    }

    /// The last source of one of `kinds` at most `sentences` back.
    fn last_of(&self, at: usize, printed: &str, wanted: &[SpeakerKind], sentences: u32) -> Option<Resolution> {
        let here = self.document.scan.words.get(at)?.sentence;
        self.history
            .iter()
            .rev()
            .take(12)
            .filter(|(word, _)| *word < at)
            .take_while(|(word, _)| {
                self.document.scan.words.get(*word).is_some_and(|word| here.saturating_sub(word.sentence) <= sentences)
            })
            .find(|(_, entity)| wanted.contains(&self.entities.list[*entity].kind))
            .map(|(word, entity)| Resolution {
                entity: *entity,
                reason: Some(format!("“{printed}”: the last source like it, {}", self.entities.list[*entity].name)),
                antecedent: Some(self.document.scan.span_of(*word..*word + 1)),
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
        Some(Resolution { entity, reason: Some(format!("“{printed}”: the writer of the article")), antecedent: None })
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
        let near = (0..before).rev().take(6).find(|index| {
            let mention = &self.entities.mentions[*index];
            let described = mention.apposition.as_ref().map_or(mention.words.end, |apposition| apposition.end);
            mention.words.start >= begin
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
        if (description.definite || starts_with_capital(&printed))
            && let Some((entity, mention)) = roles::named_by(self.document, &self.entities, description)
        {
            let mention = &self.entities.mentions[mention];
            self.echoes.push(Echo { word: description.head, entity });
            return Some(Resolution {
                entity,
                reason: Some(format!("“{printed}”: the one so described, {}", self.entities.list[entity].name)),
                antecedent: Some(self.document.scan.span_of(mention.words.clone())),
            });
        }
        let plural = head.ends_with('s') && !head.ends_with("ss");
        if description.definite && description.owner.is_none() && !plural && points_at_someone(head, kind) {
            let gender = gender_of(head);
            if let Some(found) = coreference::person(&self.scene(), description.words.start, gender)
                && found.sentences_back <= 4
            {
                self.echoes.push(Echo { word: description.head, entity: found.entity });
                return Some(self.by_antecedent(&printed, "the person most in view", found));
            }
        }
        let counted = is_quantity(head) && self.document.word(description.head + 1) == "of";
        let (speaker, anonymous) = if counted { (SpeakerKind::Group, true) } else { classify(head, kind, plural) };
        let name = self.description_name(description, &printed);
        let entity = self.entities.described(&name, speaker, anonymous);
        let place = description.words.clone();
        self.entities.list[entity].count += 1;
        if self.entities.list[entity].places.last().is_none_or(|last| last.start != place.start) {
            self.entities.list[entity].places.push(place);
        }
        let reason = anonymous.then(|| "unnamed in the article".to_owned());
        Some(Resolution { entity, reason, antecedent: None })
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

fn starts_with_capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
