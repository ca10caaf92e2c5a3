//! Who a turn of an interview or a transcript is by.

use super::{Resolution, Speakers};

use super::super::entities::EntityId;
use super::super::sure::Way;
use crate::article::BlockKind;
use crate::claim::SpeakerKind;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::turns::Turn;
use crate::text::{Shape, WordRange};

impl<'d, 'a> Speakers<'d, 'a> {
    /// Who the turn at `words`, its label, is by: an interview's "A." is whoever the lead introduces.
    pub fn of_label(&mut self, turn: &Turn, words: WordRange) -> Option<Resolution> {
        if turn.answers {
            return self.interviewee();
        }
        let printed = self.document.printed(words);
        // "The Minister for Sport", who was named in brackets before.
        if let Some(name) = turn.named {
            let found = self.resolve(name, None)?;
            let reason = Some(format!("“{printed}”: the office of {}", self.entities.list[found.entity].name));
            return Some(Resolution { reason, antecedent: None, way: Way::Label, ..found });
        }
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
            self.note_place(entity, words);
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
            self.remember(words, entity);
            return Some(Resolution { entity, reason, antecedent: None, way: Way::Label });
        }
        let found = self.resolve(words, None)?;
        let body = kinds(self.document.word(last)).any(Kinds::ORGANISATION.with(Kinds::ORGANISATION_NOUN).with(Kinds::GROUP));
        let known = &mut self.entities.list[found.entity];
        if known.kind == SpeakerKind::Organisation && !known.outlet && !body && known.role_heads.is_empty() {
            known.kind = SpeakerKind::Person;
        }
        // "Pavel Simic", where no list has the name: what stands before a speaker's words is one person's name.
        let spelt =
            (2..=5).contains(&printed.split(' ').count()) && printed.split(' ').all(|word| word.starts_with(char::is_uppercase));
        if known.kind == SpeakerKind::Group && known.anonymous && !body && spelt {
            known.kind = SpeakerKind::Person;
            known.anonymous = false;
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
        let lead = WordRange::new(0, first.first);
        let byline = self.document.article.metadata.byline.as_deref().unwrap_or_default();
        let mut named: Vec<(usize, usize, EntityId, WordRange)> = Vec::new();
        for index in self.entities.mentions_in(lead) {
            let entity = self.entities.of[index];
            let known = &self.entities.list[entity];
            if known.kind != SpeakerKind::Person || known.anonymous || known.thing || byline.contains(known.name.as_str()) {
                continue;
            }
            let words = self.entities.mentions[index].words;
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
}
