//! Descriptions that point back: "the president", "the 42-year-old", "the company".

use super::entities::{Entities, EntityId};
use super::source::{Description, is_possessive};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::names::{self, MentionKind};

/// How many mentions before and after the description are looked at.
const REACH: usize = 120;
/// How many paragraphs behind a description somebody who is named only there may be.
const AHEAD: usize = 4;

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
        return organisation(document, entities, description, &head);
    }
    None
}

/// Whether a person is called so by the party.
fn is_party(head: &str) -> bool {
    matches!(head, "republican" | "democrat" | "conservative" | "liberal" | "independent" | "libertarian")
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
        .iter()
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
        let left = ["former", "ex-", "onetime", "one-time", "retired"].iter().any(|word| role.contains(word));
        for word in &narrowing {
            let place = kinds(word).any(Kinds::DEMONYM.with(Kinds::PLACE)) && *word != head;
            // "the Ohio Republican" is no Republican of whom the article tells no state; "the former president" no president.
            let other =
                place && (is_party(head) || !known.role_places.is_empty()) || word == "former" && !left && !role.is_empty();
            if role.contains(word.as_str()) || known.role_places.contains(word) {
                score += 2.0;
            } else if other {
                score -= 8.0;
            } else {
                score -= 0.5;
            }
        }
        Some(score)
    };
    let mut best: Option<(f32, EntityId, usize)> = None;
    let paragraph = document.scan.paragraph_of(description.head);
    for (steps, index) in around(entities, description.head) {
        let entity = entities.of[index];
        let words = &entities.mentions[index].words;
        if words.start > description.head && document.scan.paragraph_of(words.start) > paragraph + AHEAD {
            break;
        }
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

/// "the union", "the company": an organisation whose name or description says that it is one.
fn organisation(
    document: &Document<'_>,
    entities: &Entities,
    description: &Description,
    head: &str,
) -> Option<(EntityId, usize)> {
    // "Diaz's firm": one that carries her name, or is hers by what the article calls it.
    let owner = (description.words.start..description.head)
        .find(|at| is_possessive(document, at + 1) && document.scan.words.get(*at).is_some_and(names::is_capital))
        .map(|at| document.word(at));
    let is_owners = |entity: EntityId| {
        let known = &entities.list[entity];
        owner.is_none_or(|owner| {
            [known.name.as_str(), known.role.as_deref().unwrap_or_default()].iter().any(|text| text.contains(owner))
        })
    };
    let is_one = |entity: EntityId| {
        let known = &entities.list[entity];
        let named = || known.name.rsplit(' ').next().is_some_and(|last| with_lower(last, |last| last == head));
        known.kind == SpeakerKind::Organisation
            && !known.anonymous
            && is_owners(entity)
            && (named() || known.role_heads.iter().any(|noun| noun == head))
    };
    if let Some(found) = nearest(entities, description.head, is_one) {
        return Some(found);
    }
    // "the company" after the only kind of name that a company has; "the agency", "the department" likewise.
    let sort = Sort::of(head)?;
    let before = entities.mentions.partition_point(|mention| mention.words.start < description.head);
    (0..before)
        .rev()
        .take(40)
        .find(|index| {
            let known = &entities.list[entities.of[*index]];
            known.kind == SpeakerKind::Organisation
                && !known.anonymous
                && !known.outlet
                && entities.mentions[*index].kind != MentionKind::Place
                && known.role_heads.is_empty()
                && is_owners(entities.of[*index])
                && sort.fits(&known.name)
        })
        .map(|index| (entities.of[index], index))
}

/// What a noun says of the organisation that it means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Company,
    Agency,
    Group,
}

impl Sort {
    fn of(head: &str) -> Option<Self> {
        Some(match head {
            "company" | "firm" | "business" | "manufacturer" | "retailer" | "giant" | "maker" | "startup" => Self::Company,
            "agency" | "authority" | "regulator" | "watchdog" => Self::Agency,
            "group" | "organization" | "organisation" | "nonprofit" => Self::Group,
            _ => return None,
        })
    }

    /// Whether an organisation can be called so, as far as the head of its name tells.
    fn fits(self, name: &str) -> bool {
        let public = Kinds::ACTOR.with(Kinds::PLACE);
        let word = name.rsplit(' ').next().unwrap_or(name);
        let kind = kinds(word);
        let authority = kind.any(Kinds::OWNED.with(Kinds::ORGANISATION_NOUN));
        let initials = word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.');
        match self {
            Self::Company => {
                let office = kind.any(public) && name.contains(' ');
                let other = authority || initials || office || kind.any(Kinds::COUNTRY.with(Kinds::STATE));
                !other
            }
            Self::Agency => authority || initials || kind.any(Kinds::ORGANISATION),
            Self::Group => {
                let other = with_lower(word, |word| {
                    matches!(
                        word,
                        "university"
                            | "college"
                            | "school"
                            | "hospital"
                            | "bank"
                            | "court"
                            | "corporation"
                            | "department"
                            | "senate"
                    )
                });
                (name.contains(' ') || initials) && !kind.any(Kinds::PLACE) && !kind.any(Kinds::OWNED) && !other
            }
        }
    }
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
