//! What the text does with a name whose form tells nothing: a company that announces "it", a pollster with a survey,
//! a family.

use super::words::is_possessive;
use super::{Entities, EntityId};

use super::super::forms::folded;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::lexicon::lists::BODY_NOUNS;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::names::{self, Gender, Mention};
use crate::text::{QuoteState, Shape, WordRange};

impl Entities {
    /// Settles the kind of names whose form does not tell it, where the words around them do.
    pub(super) fn settle_kinds(&mut self, document: &Document<'_>, mentions: &[Mention]) {
        for (mention, id) in mentions.iter().zip(&self.of) {
            let Some(entity) = self.list.get(*id).filter(|entity| entity.unsure && !entity.thing) else { continue };
            let person = entity.gender != Gender::Unknown
                || kinds(document.word(mention.words.start)).any(Kinds::FIRST)
                || mention.title.is_some()
                || mention.apposition.is_some()
                || mention.before.is_some()
                || mention.age.is_some();
            if !person && is_body(document, mention) {
                let entity = &mut self.list[*id];
                entity.kind = SpeakerKind::Organisation;
                entity.unsure = false;
            }
        }
        for id in 0..self.list.len() {
            let called = |words: WordRange| words.start > 0 && matches!(document.word(words.start - 1), "the" | "The");
            let the = || mentions.iter().zip(&self.of).any(|(mention, of)| *of == id && called(mention.words));
            if self.is_family(id) && the() {
                let entity = &mut self.list[id];
                entity.kind = SpeakerKind::Group;
                entity.unsure = false;
            }
        }
    }

    /// "the Brandts", where the article names a Brandt.
    fn is_family(&self, id: EntityId) -> bool {
        let entity = &self.list[id];
        let Some(surname) = entity.name.strip_suffix('s').filter(|name| !name.contains(' ')) else { return false };
        let known = entity.unsure || entity.kind == SpeakerKind::Organisation;
        let shared = kinds(&entity.name) == Kinds::default() && !entity.name.ends_with("ss");
        let person = |other: &EntityId| self.list[*other].kind == SpeakerKind::Person && self.list[*other].is_full_person();
        known && shared && self.by_last.get(&folded(surname)).is_some_and(|ids| ids.iter().any(person))
    }
}

/// Whether the words around a name make it a company, a pollster or another body.
fn is_body(document: &Document<'_>, mention: &Mention) -> bool {
    let word = |at: usize| document.word(at);
    let end = mention.words.end;
    let quoted = document.scan.words.get(end).is_none_or(|word| word.quote == QuoteState::Inside);
    let lower = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
    // "Tarnsoft announced it was closing", "Tarnsoft expects its profits".
    let does = matches!(
        word(end),
        "announced"
            | "announces"
            | "plans"
            | "planned"
            | "agreed"
            | "expects"
            | "expected"
            | "reported"
            | "posted"
            | "raised"
            | "cut"
    );
    let itself = !quoted && does && matches!(word(end + 1), "it" | "its" | "itself");
    // "a Tarnsoft poll", "Tarnsoft's shares".
    let next = end + usize::from(is_possessive(word(end)));
    let polls = lower(next) && with_lower(word(next), |word| BODY_NOUNS.contains(word));
    let chief = is_possessive(word(end))
        && (end + 1..end + 5).any(|at| word(at) == "chief" && word(at + 1) == "executive" || word(at) == "shareholders");
    // "an analyst at Tarnsoft", "a survey by Tarnsoft", "data from Tarnsoft".
    let before = mention.words.start.checked_sub(2).is_some_and(|at| {
        let of = word(at + 1);
        let noun = kinds(word(at));
        matches!(of, "at") && noun.any(Kinds::TITLE) && lower(at)
            || matches!(of, "by" | "from")
                && matches!(
                    word(at),
                    "data" | "figures" | "survey" | "poll" | "estimates" | "polling" | "research" | "statistics"
                )
    });
    itself || polls || chief || before || names::apposed(document, mention.words).is_some()
}
