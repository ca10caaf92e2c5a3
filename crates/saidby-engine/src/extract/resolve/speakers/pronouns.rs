//! Who a pronoun is.

use super::{Resolution, Speakers};

use super::super::coreference::{self, Antecedent, Echo};
use super::super::entities::EntityId;
use super::super::position::{is_modifier, is_subject, is_verb};
use super::super::source::{self, Form, Pronoun};
use super::super::sure::Way;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::names::{self, Gender, MentionKind};
use crate::text::{QuoteState, Shape, WordRange};

impl<'d, 'a> Speakers<'d, 'a> {
    pub(super) fn pronoun(&mut self, pronoun: Pronoun, words: WordRange, quoted_by: Option<EntityId>) -> Option<Resolution> {
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
                // "The ad says …. It makes no mention of the Senate": the paper that spoke last.
                let subject = |word: usize| {
                    let words = self.scene().sources.iter().rev().find(|(words, _)| words.start == word).map(|(words, _)| words);
                    words.is_some_and(|words| is_subject(self.document, *words))
                };
                let paper = self.recent(at, 1).next().filter(|(word, entity)| {
                    let later = found.is_none_or(|found| {
                        found.word < *word || !is_subject(self.document, WordRange::new(found.word, found.end))
                    });
                    self.entities.list[*entity].kind == SpeakerKind::Document && later && subject(*word)
                });
                if paper.is_some() {
                    return self.last_of(at, printed, &[SpeakerKind::Document], 1);
                }
                if let Some(paper) = self.paper_before(at, found.map(|found| WordRange::new(found.word, found.end))) {
                    return Some(paper);
                }
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
                    None => self.signer(at, printed).or_else(|| self.author(printed)),
                }
            }
            Pronoun::Relative => self.relative(at, printed),
        }
    }

    pub(super) fn by_antecedent(&self, printed: &str, who: &str, found: Antecedent, way: Way) -> Resolution {
        let name = &self.entities.list[found.entity].name;
        let place = match found.sentences_back {
            0 => "in the same sentence".to_owned(),
            1 => "one sentence back".to_owned(),
            back => format!("{back} sentences back"),
        };
        Resolution {
            entity: found.entity,
            reason: Some(format!("“{printed}”: {who}, {name}, {place}")),
            antecedent: Some(self.document.scan.span_of(WordRange::new(found.word, found.end))),
            way,
        }
    }

    /// "they": the several who did something last, else the last source that is several, else the last one at all.
    pub(super) fn plural(&mut self, at: usize, printed: &str) -> Option<Resolution> {
        // "those distressed by it" are nobody named before.
        if matches!(printed, "those" | "Those" | "these" | "These") {
            return None;
        }
        let source = self.recent(at, 4).find(|(_, entity)| self.entities.list[*entity].kind == SpeakerKind::Group);
        let people = self.people_before(at).filter(|people| source.is_none_or(|(word, _)| word < people.start));
        // "Take Sens. Ana Diaz and Tom Reed. Last week, they": two who are named together.
        let last = people.as_ref().map(|people| people.start).max(source.map(|(word, _)| word));
        if let Some(pair) =
            self.pair_before(at).filter(|pair| last.is_none_or(|last| last < self.entities.mentions[pair[0]].words.start))
        {
            let words = pair.map(|index| self.entities.mentions[index].words);
            let antecedent = Some(self.document.scan.span_of(WordRange::new(words[0].start, words[1].end)));
            return Some(Resolution { antecedent, way: Way::Last, ..self.named(&pair) });
        }
        if let Some(people) = people
            && let Form::Described(description) = source::form(self.document, &self.entities, people)
            && let Some(found) = self.described(&description)
        {
            let reason = format!("“{printed}”: the last people named, {}", self.entities.list[found.entity].name);
            let antecedent = Some(self.document.scan.span_of(people));
            return Some(Resolution { reason: Some(reason), antecedent, way: Way::Last, ..found });
        }
        self.last_of(at, printed, &[SpeakerKind::Group], 4)
            .or_else(|| self.last_of(at, printed, &[SpeakerKind::Organisation, SpeakerKind::Group], 8))
            .or_else(|| {
                let before = self.entities.mentions.partition_point(|mention| mention.words.start < at);
                let index = (0..before).rev().take(12).find(|index| {
                    let mention = &self.entities.mentions[*index];
                    // "Soviet blocks": a word that only tells which ones.
                    !is_modifier(self.document, mention.words.end)
                        && matches!(mention.kind, MentionKind::Group | MentionKind::Organisation)
                        // "the TNG70 model".
                        && !self.document.word(mention.words.start).ends_with(|c: char| c.is_ascii_digit())
                        && !self.entities.list[self.entities.of[*index]].outlet
                })?;
                let mention = &self.entities.mentions[index];
                let entity = self.entities.of[index];
                Some(Resolution {
                    entity,
                    reason: Some(format!("“{printed}”: the last group named, {}", self.entities.list[entity].name)),
                    antecedent: Some(self.document.scan.span_of(mention.words)),
                    way: Way::Last,
                })
            })
    }

    /// "The study, published in the Tarn Journal, followed 400 eels. It found": the paper that the sentence before is
    /// about, where what else "it" could be is named in passing.
    fn paper_before(&mut self, at: usize, other: Option<WordRange>) -> Option<Resolution> {
        let document = self.document;
        let sentence = (document.scan.words.get(at)?.sentence as usize).checked_sub(1)?;
        let begin = document.scan.sentences.get(sentence)?.first_word as usize;
        let noun = (begin + 1..begin + 3).find(|at| kinds(document.word(*at)).any(Kinds::HOUSED))?;
        let is_plain_subject = kinds(document.word(begin)).any(Kinds::OPENER)
            && (begin + 1..=noun).all(|at| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower))
            && document.scan.paragraph_of(begin) == document.scan.paragraph_of(at);
        let in_passing = other.is_none_or(|other| other.start > noun && !is_subject(document, other));
        if !(is_plain_subject && in_passing) {
            return None;
        }
        let words = WordRange::new(begin, noun + 1);
        let Form::Described(description) = source::form(document, &self.entities, words) else { return None };
        let found = self.described(&description)?;
        let name = &self.entities.list[found.entity].name;
        let reason = Some(format!("“{}”: what the sentence before is about, {name}", document.word(at)));
        Some(Resolution { reason, antecedent: Some(document.scan.span_of(words)), way: Way::Last, ..found })
    }

    /// "Church officials went to the quay, where they": several people who are a subject of this sentence or the last.
    fn people_before(&self, at: usize) -> Option<WordRange> {
        let document = self.document;
        let sentence = document.scan.words.get(at)?.sentence as usize;
        let begin = |sentence: usize| document.scan.sentences.get(sentence).map(|sentence| sentence.first_word as usize);
        let first = begin(sentence.saturating_sub(1))?;
        let here = document.scan.words.get(at)?.quote;
        let noun = (first..at).rev().find(|noun| {
            let word = document.word(*noun);
            let people = kinds(word).any(Kinds::GROUP.with(Kinds::HUMAN)) || word == "women" || word == "men";
            let several = people && (word.ends_with('s') || matches!(word, "women" | "men" | "people" | "children"));
            let same = document.scan.words.get(*noun).is_some_and(|word| {
                let opens = begin(word.sentence as usize) == Some(*noun);
                (word.shape == Shape::Lower || opens) && word.quote == here
            });
            let scene = self.scene();
            let other = scene.sources.iter().any(|(words, _)| words.contains(*noun)) || scene.is_said(*noun);
            several && same && !other && self.does_something(*noun)
        })?;
        let begin = begin(document.scan.words.get(noun)?.sentence as usize)?;
        Some(self.phrase_before(begin, noun + 1))
    }

    /// Two persons whom "and" joins, in this sentence or the last: their mentions.
    fn pair_before(&self, at: usize) -> Option<[usize; 2]> {
        let document = self.document;
        let sentence = document.scan.words.get(at)?.sentence as usize;
        let first = document.scan.sentences.get(sentence.saturating_sub(1))?.first_word as usize;
        let person = |index: usize| {
            let known = &self.entities.list[self.entities.of[index]];
            known.kind == SpeakerKind::Person && !known.unsure && !known.outlet
        };
        let mentions = self.entities.mentions_in(WordRange::new(first, at));
        mentions.clone().zip(mentions.skip(1)).rev().map(|(one, other)| [one, other]).find(|[one, other]| {
            let [ahead, behind] = [*one, *other].map(|index| &self.entities.mentions[index]);
            let begin = behind.title.as_ref().map_or(behind.words.start, |title| title.start);
            let joined = document.word(ahead.words.end) == "and" && begin == ahead.words.end + 1;
            let outside = document.scan.words.get(ahead.words.start).is_some_and(|word| word.quote == QuoteState::Outside);
            // "Ana Diaz and Tom Reed’s boat".
            let owns = source::is_possessive(document, behind.words.end);
            joined && outside && !owns && person(*one) && person(*other) && !self.scene().is_said(ahead.words.start)
        })
    }

    /// "officials went", "women of all ages sat": a verb right behind the noun or behind what belongs to it.
    fn does_something(&self, noun: usize) -> bool {
        /// Words of "of all ages".
        const LONGEST: usize = 6;
        let document = self.document;
        let lower = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape != Shape::Punctuation);
        let belongs = matches!(document.word(noun + 1), "of" | "from" | "in" | "at" | "with" | "near");
        is_subject(document, WordRange::one(noun))
            || belongs && (noun + 2..noun + LONGEST).take_while(|at| lower(*at)).any(|at| is_verb(document, at))
    }

    /// The last source of one of `kinds` at most `sentences` back.
    fn last_of(&self, at: usize, printed: &str, wanted: &[SpeakerKind], sentences: u32) -> Option<Resolution> {
        // "They" are seldom an outlet that words came through.
        let several = wanted.contains(&SpeakerKind::Group);
        let (word, entity) = self.recent(at, sentences).find(|(_, entity)| {
            let known = &self.entities.list[*entity];
            wanted.contains(&known.kind) && !(several && known.outlet)
        })?;
        Some(Resolution {
            entity,
            reason: Some(format!("“{printed}”: the last source like it, {}", self.entities.list[entity].name)),
            antecedent: Some(self.document.scan.span_of(WordRange::one(word))),
            way: Way::Last,
        })
    }

    /// "who": the name or description right before it.
    pub(super) fn relative(&mut self, at: usize, printed: &str) -> Option<Resolution> {
        let mut end = at;
        while end > 0 && matches!(self.document.word(end - 1), "," | "(" | "—" | "–" | "--" | "-") {
            end -= 1;
        }
        let sentence = self.document.scan.words.get(at)?.sentence;
        let begin = self.document.scan.sentences.get(sentence as usize)?.first_word as usize;
        // "Ana Diaz, who left in May and who says so": both are hers.
        if end > begin
            && matches!(self.document.word(end - 1), "and" | "or" | "but")
            && let Some(first) = (begin..end - 1).rev().find(|first| is_same_relative(self.document.word(*first), printed))
        {
            return self.relative(first, printed);
        }
        let before = self.entities.mentions.partition_point(|mention| mention.words.start < end);
        let human = with_lower(printed, |word| matches!(word, "who" | "whom" | "whose"));
        let near = (0..before).rev().take(6).find(|index| {
            let mention = &self.entities.mentions[*index];
            let described = mention.apposition.as_ref().map_or(mention.words.end, |apposition| apposition.end);
            let entity = &self.entities.list[self.entities.of[*index]];
            let person = entity.kind == SpeakerKind::Person && !entity.thing;
            let fits = match printed {
                "whose" => true,
                _ if human => person || mention.kind == MentionKind::Group,
                _ => !person || entity.unsure,
            };
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
                antecedent: Some(self.document.scan.span_of(mention.words)),
                way: Way::Relative,
            });
        }
        if end <= begin {
            return None;
        }
        let words = self.phrase_before(begin, end);
        let Form::Described(description) = source::form(self.document, &self.entities, words) else { return None };
        // "in March, which".
        if kinds(self.document.word(description.head)).any(Kinds::CALENDAR) {
            return None;
        }
        // "the 10,000 people in the hall, who": the noun behind it means no people.
        let near = |at: &usize| {
            kinds(self.document.word(*at)).any(Kinds::GROUP.with(Kinds::HUMAN)) || self.document.word(*at) == "people"
        };
        if human
            && !kinds(self.document.word(description.head))
                .any(Kinds::HUMAN.with(Kinds::GROUP).with(Kinds::DEMONYM).with(Kinds::QUANTITY))
            && let Some(people) = (begin.max(end.saturating_sub(6))..end).rev().find(near)
            && matches!(self.document.word(people + 1), "in" | "at" | "on" | "from" | "of" | "near")
        {
            let words = self.phrase_before(begin, people + 1);
            if let Form::Described(description) = source::form(self.document, &self.entities, words) {
                return self.described(&description);
            }
        }
        // "the man who asks questions because of his heritage, who fights": both are the man's.
        let noun = kinds(self.document.word(description.head));
        let people = Kinds::HUMAN.with(Kinds::GROUP).with(Kinds::DEMONYM).with(Kinds::QUANTITY);
        if human
            && self.document.word(at - 1) == ","
            && !noun.any(people)
            && let Some(first) = (begin..end).rev().find(|first| self.document.word(*first).eq_ignore_ascii_case(printed))
        {
            return self.relative(first, printed);
        }
        self.described(&description)
    }

    /// The noun phrase that ends at `end`: back to its article or to what cannot be part of it.
    fn phrase_before(&self, begin: usize, end: usize) -> WordRange {
        /// Words that a phrase may have.
        const LONGEST: usize = 8;
        let opens = |at: usize| with_lower(self.document.word(at), |word| kinds(word).any(Kinds::OPENER));
        let inside = |at: usize| {
            let word = self.document.word(at);
            let shape = self.document.scan.words.get(at).map(|word| word.shape);
            let usual = Lexicon::shared().get(word).usual;
            let verb = shape == Some(Shape::Lower)
                && usual.any(Senses::FINITE.and(Senses::MODAL))
                && !usual.any(Senses::NOUN.and(Senses::ADJECTIVE));
            let joined = shape != Some(Shape::Punctuation) || source::is_possessive(self.document, at) || word == "-";
            joined && !verb && !source::ends_core(word) && !matches!(word, "and" | "or" | "than" | "also")
        };
        let floor = begin.max(end.saturating_sub(LONGEST));
        let mut start = end;
        while start > floor && inside(start - 1) {
            start -= 1;
            if opens(start) {
                return WordRange::new(start, end);
            }
        }
        // Without an article what looks like a verb or adverb ends the phrase.
        let verbal = |at: usize| ["ed", "ing", "ly"].iter().any(|ending| self.document.word(at).ends_with(ending));
        let start = (start..end.saturating_sub(1)).rev().find(|at| verbal(*at)).map_or(start, |at| at + 1);
        WordRange::new(start.min(end.saturating_sub(1)), end)
    }

    /// "I" in a letter: who signs it.
    fn signer(&mut self, at: usize, printed: &str) -> Option<Resolution> {
        let words = self.document.signer_of(at)?;
        let mention = self.entities.mentions_in(words).find(|index| self.entities.mentions[*index].words.end >= words.end);
        let entity = match mention {
            Some(index) if self.entities.list[self.entities.of[index]].kind == SpeakerKind::Person => self.entities.of[index],
            _ => {
                let name = self.document.printed(words);
                self.entities.described(&name, SpeakerKind::Person, false)
            }
        };
        let reason = Some(format!("“{printed}”: {} signs the letter", self.entities.list[entity].name));
        let antecedent = Some(self.document.scan.span_of(words));
        Some(Resolution { entity, reason, antecedent, way: Way::Author })
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
}

/// "whom" and "who" take up the same person; "which" and "that" only themselves.
fn is_same_relative(word: &str, other: &str) -> bool {
    let who = |word: &str| with_lower(word, |word| matches!(word, "who" | "whom" | "whose"));
    word.eq_ignore_ascii_case(other) || who(word) && who(other)
}

/// Whether "who" can take up the name: not a group inside a longer phrase ("a clerk of the Democrats who").
fn person_right_before(document: &Document<'_>, mention: &names::Mention, end: usize) -> bool {
    let inside = mention.words.start > 0 && matches!(document.word(mention.words.start - 1), "of" | "for" | "at");
    mention.kind != MentionKind::Group || mention.words.end == end && !inside
}
