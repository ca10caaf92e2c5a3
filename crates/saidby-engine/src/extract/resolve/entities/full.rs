//! Full names: who is named for the first time, and who again.

use super::Entities;
use super::words::{begins_with_words, core_end, ends_with_words, is_kin, runs_on, speaker_kind, spelled_out};
use super::{EntityId, NAMESAKES, add_alias};

use super::super::forms::{acronym, folded, is_misspelling, same_first_name};
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::extract::names::{self, Gender, Mention, MentionKind};
use crate::text::{QuoteState, Shape};

impl Entities {
    pub(super) fn enter_full(&mut self, document: &Document<'_>, mention: &Mention) -> EntityId {
        let name = document.printed(mention.words);
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
            } else if !(person && runs_on(&name, &entity.name)) {
                add_alias(entity, name);
            }
            return known;
        }
        let id = self.push(name, speaker_kind(mention.kind), mention.gender);
        let entity = &mut self.list[id];
        entity.unsure = mention.kind == MentionKind::Unknown;
        entity.thing = entity.unsure && names::is_thing(document, mention.words);
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
                let acronym = acronym(document, mention.words);
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
