//! Whose words a paper's are: a poll's house, a study's authors, a survey with a name of its own.

use super::super::source::{self, Description};
use super::super::sure::Way;
use super::{Resolution, Speakers};
use crate::claim::SpeakerKind;
use crate::extract::names::MentionKind;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::text::{Shape, WordRange};

impl<'d, 'a> Speakers<'d, 'a> {
    /// "a Quinnipiac University poll", "a study by Ana Diaz", "a panel of the Court of Appeals": whose words they are.
    pub(super) fn house(&mut self, description: &Description, kind: Kinds) -> Option<Resolution> {
        let paper = kind.any(Kinds::HOUSED);
        let part = kind.any(Kinds::PART);
        if let Some(found) = self.named_paper(description) {
            return Some(found);
        }
        if !paper && !part {
            return None;
        }
        let link = self.document.word(description.head + 1);
        let behind = part && link == "of" || paper && matches!(link, "by" | "from");
        let index = if behind {
            self.paper_author(description)?
        } else if paper {
            self.owner_of_paper(description)?
        } else {
            return None;
        };
        if !self.is_house(index, behind) {
            return None;
        }
        // "a study by Vell University and the Tarn Institute": both.
        if behind
            && let Some(second) = self.joined_to(index, description.words.end)
            && self.is_house(second, behind)
        {
            return Some(self.named(&[index, second]));
        }
        self.words_of(description, index)
    }

    /// The name behind "by": the person whose title begins there, else the first name.
    fn paper_author(&self, description: &Description) -> Option<usize> {
        let at = self.behind_articles(description.head + 2);
        let mentions = &self.entities.mentions;
        let titled = |index: &usize| {
            mentions.get(*index).and_then(|mention| mention.title.as_ref()).is_some_and(|title| title.start <= at)
        };
        let inside = self.entities.mentions_in(WordRange::new(at, description.words.end));
        // "a study by Tarn Law School professor Ana Diaz" is hers.
        let first = inside.clone().next().filter(|index| mentions[*index].words.start == at);
        inside.clone().find(titled).or_else(|| self.entities.mention_at(at).filter(|index| !titled(index))).or(first)
    }

    /// The name right before the noun, possessive or not, or at the head of the phrase: "the Post's own latest poll".
    fn owner_of_paper(&self, description: &Description) -> Option<usize> {
        let document = self.document;
        let ends = |index: &usize, at: usize| self.entities.mentions[*index].words.end == at;
        let before = description.head.checked_sub(1)?;
        let name = before.checked_sub(usize::from(source::is_possessive(document, before)))?;
        let right_before = self.entities.mention_at(name).filter(|index| ends(index, name + 1));
        right_before.or_else(|| {
            let index = self.entities.mention_at(description.words.start)?;
            let end = self.entities.mentions[index].words.end;
            let lower = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
            let adjectives = end + 1..description.head;
            (source::is_possessive(document, end) && adjectives.len() <= 3 && adjectives.clone().all(lower)).then_some(index)
        })
    }

    /// "Data from the 2014 Harbour Survey", "the results of the National Eel Study": a paper with a name of its own.
    fn named_paper(&mut self, description: &Description) -> Option<Resolution> {
        let document = self.document;
        let about = |word: &str| matches!(word, "data" | "figures" | "findings" | "results" | "numbers");
        let linked = matches!(document.word(description.head + 1), "of" | "from");
        if !linked || !with_lower(document.word(description.head), about) {
            return None;
        }
        let mut at = self.behind_articles(description.head + 2);
        if document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Number) {
            at += 1;
        }
        let index = self.entities.mention_at(at)?;
        let words = self.entities.mentions.get(index)?.words;
        let last = words.end.checked_sub(1)?;
        let named = |word: &str| matches!(word, "survey" | "study" | "report" | "census" | "index" | "poll");
        let paper = words.len() > 1 && with_lower(document.word(last), named) && words.end <= description.words.end;
        if !paper {
            return None;
        }
        let entity = *self.entities.of.get(index)?;
        let known = self.entities.list.get_mut(entity).filter(|known| !known.outlet)?;
        known.kind = SpeakerKind::Document;
        known.unsure = false;
        self.words_of(description, index)
    }

    /// Past "the" and "a".
    fn behind_articles(&self, at: usize) -> usize {
        at + usize::from(kinds(self.document.word(at)).any(Kinds::OPENER.with(Kinds::FUNCTION)))
    }

    /// The organisation that "and" joins to the mention.
    fn joined_to(&self, index: usize, limit: usize) -> Option<usize> {
        let end = self.entities.mentions.get(index)?.words.end;
        let at = end + 1 + usize::from(self.document.word(end + 1) == "the");
        let second = self.entities.mention_at(at)?;
        let words = &self.entities.mentions.get(second)?.words;
        (self.document.word(end) == "and" && words.start == at && words.end <= limit).then_some(second)
    }

    /// Whether the mention names somebody who can have written a paper.
    fn is_house(&self, index: usize, behind: bool) -> bool {
        let Some(mention) = self.entities.mentions.get(index) else { return false };
        let Some(known) = self.entities.of.get(index).and_then(|entity| self.entities.list.get(*entity)) else { return false };
        let possessive = source::is_possessive(self.document, mention.words.end);
        let body = known.kind == SpeakerKind::Organisation && (mention.kind == MentionKind::Organisation || known.outlet);
        let sure = !known.unsure || !known.thing && known.name.contains(' ');
        body || known.kind == SpeakerKind::Person && sure && (possessive || behind)
    }

    fn words_of(&self, description: &Description, index: usize) -> Option<Resolution> {
        let words: WordRange = self.entities.mentions.get(index)?.words;
        let entity = *self.entities.of.get(index)?;
        let name = &self.entities.list.get(entity)?.name;
        Some(Resolution {
            entity,
            reason: Some(format!("“{}”: words of {name}", self.document.printed(description.words))),
            antecedent: Some(self.document.scan.span_of(words)),
            way: Way::House,
        })
    }
}
