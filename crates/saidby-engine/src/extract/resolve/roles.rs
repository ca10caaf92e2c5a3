//! Descriptions that point back: "the president", "the 42-year-old", "the company".

use super::entities::{Entities, EntityId};
use super::source::Description;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::MentionKind;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};

/// How many mentions before and after the description are looked at.
const REACH: usize = 120;

/// The entity that a definite description stands for, with the mention that says so.
pub fn named_by(document: &Document<'_>, entities: &Entities, description: &Description) -> Option<(EntityId, usize)> {
    let head = document.word(description.head);
    let head = with_lower(head, |word| plain_head(word).to_owned());
    if let Some(years) = head.strip_suffix("-year-old") {
        let years = years.parse().ok()?;
        return nearest(entities, description.head, |entity| {
            let known = &entities.list[entity];
            known.kind == SpeakerKind::Person && known.age == Some(years)
        });
    }
    let kind = kinds(&head);
    if kind.any(Kinds::HUMAN) {
        return person(document, entities, description, &head);
    }
    if kind.any(Kinds::ORGANISATION_NOUN.with(Kinds::ORGANISATION)) {
        return organisation(entities, description, &head);
    }
    None
}

fn plain_head(word: &str) -> &str {
    match word {
        "sen." => "senator",
        "rep." => "representative",
        "gov." => "governor",
        "ceo" => "executive",
        "premier" => "minister",
        other => other,
    }
}

fn person(document: &Document<'_>, entities: &Entities, description: &Description, head: &str) -> Option<(EntityId, usize)> {
    // Words that narrow it: "Russian" in "the Russian president", "Ohio" in "the senator from Ohio".
    let narrowing: Vec<String> = description
        .words
        .clone()
        .filter(|at| *at != description.head)
        .map(|at| document.word(at))
        .filter(|word| {
            kinds(word).any(Kinds::DEMONYM.with(Kinds::PLACE).with(Kinds::ACTOR).with(Kinds::MODIFIER))
                || word.chars().next().is_some_and(char::is_uppercase)
        })
        .map(|word| with_lower(word, str::to_owned))
        .collect();
    let score = |entity: EntityId| -> Option<f32> {
        let known = &entities.list[entity];
        if known.kind != SpeakerKind::Person || known.anonymous || !known.role_heads.iter().any(|role| role == head) {
            return None;
        }
        let role = known.role.as_deref().unwrap_or_default().to_lowercase();
        let mut score = 0.0;
        for word in &narrowing {
            if role.contains(word.as_str()) {
                score += 2.0;
            } else if kinds(word).any(Kinds::DEMONYM.with(Kinds::COUNTRY))
                && role.split(' ').any(|other| kinds(other).any(Kinds::DEMONYM.with(Kinds::COUNTRY)))
            {
                score -= 4.0;
            } else {
                score -= 0.5;
            }
        }
        Some(score)
    };
    let mut best: Option<(f32, EntityId, usize)> = None;
    for (steps, index) in around(entities, description.head) {
        let entity = entities.of[index];
        let Some(score) = score(entity) else {
            continue;
        };
        let score = score - 0.03 * steps as f32;
        if best.is_none_or(|(known, _, _)| score > known) {
            best = Some((score, entity, index));
        }
    }
    best.filter(|(score, _, _)| *score > -3.5 - 0.03 * REACH as f32 && *score > -6.0)
        .filter(|(score, _, _)| *score > -3.0 - 0.03 * REACH as f32)
        .map(|(_, entity, index)| (entity, index))
}

fn organisation(entities: &Entities, description: &Description, head: &str) -> Option<(EntityId, usize)> {
    let ends_so = |entity: EntityId| {
        let known = &entities.list[entity];
        known.kind == SpeakerKind::Organisation
            && !known.anonymous
            && known.name.rsplit(' ').next().is_some_and(|last| with_lower(last, |last| last == head))
    };
    if let Some(found) = nearest(entities, description.head, ends_so) {
        return Some(found);
    }
    let general = matches!(
        head,
        "company"
            | "firm"
            | "group"
            | "organization"
            | "organisation"
            | "agency"
            | "bank"
            | "airline"
            | "retailer"
            | "manufacturer"
            | "carmaker"
            | "automaker"
            | "giant"
            | "startup"
            | "start-up"
            | "charity"
            | "regulator"
            | "watchdog"
            | "think-tank"
            | "nonprofit"
            | "network"
            | "newspaper"
            | "paper"
            | "magazine"
            | "outlet"
            | "broadcaster"
            | "club"
            | "union"
            | "publisher"
            | "business"
    );
    if !general {
        return None;
    }
    let before = entities.mentions.partition_point(|mention| mention.words.start < description.head);
    (0..before)
        .rev()
        .take(40)
        .find(|index| {
            let known = &entities.list[entities.of[*index]];
            known.kind == SpeakerKind::Organisation && !known.anonymous && entities.mentions[*index].kind != MentionKind::Place
        })
        .map(|index| (entities.of[index], index))
}

/// Mentions by distance: those before first, then those after.
fn around(entities: &Entities, word: usize) -> impl Iterator<Item = (usize, usize)> {
    let before = entities.mentions.partition_point(|mention| mention.words.start < word);
    let back = (0..before).rev().take(REACH).enumerate();
    let ahead = (before..entities.mentions.len()).take(REACH).enumerate().map(|(steps, index)| (steps + REACH / 2, index));
    back.chain(ahead)
}

fn nearest(entities: &Entities, word: usize, fits: impl Fn(EntityId) -> bool) -> Option<(EntityId, usize)> {
    around(entities, word)
        .map(|(_, index)| index)
        .find(|index| fits(entities.of[*index]))
        .map(|index| (entities.of[index], index))
}
