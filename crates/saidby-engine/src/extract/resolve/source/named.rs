//! Sources with a name at their head, alone or joined to others by "and".

use super::words::{ends_core, follows_head, is_possessive};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::extract::names::{self, MentionKind};
use crate::extract::resolve::entities::Entities;
use crate::text::{QuoteState, Shape, WordRange};

/// Mentions at the head of the source.
pub(super) fn named(document: &Document<'_>, entities: &Entities, words: WordRange) -> Vec<usize> {
    let mut heads: Vec<usize> = Vec::new();
    let mut covered = words.start;
    for index in entities.mentions_in(words) {
        let mention = &entities.mentions[index];
        if mention.words.start < covered || mention.words.end > words.end || is_work(document, mention.words, words) {
            continue;
        }
        let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start).max(words.start);
        if let Some(head) = heads.last() {
            // "Ana Diaz, the Republican Committeeman": more of the same.
            let described = entities.mentions[*head].apposition.as_ref();
            if described.is_some_and(|words| words.contains(mention.words.start)) {
                continue;
            }
            // Only a name right behind "and" speaks with the first one.
            let between = entities.mentions[*head].words.end..begin;
            // "Ana Diaz, R-Tarn, and Tom Reed (D)": party and state between them.
            let party = |at: usize| {
                let word = document.word(at);
                matches!(word, "(" | ")" | "R" | "D" | "I" | "-" | ".")
                    || word.len() > 2 && word.as_bytes()[1] == b'-'
                    || kinds(word).any(Kinds::STATE)
            };
            let joined = between.len() <= 9
                && !between.is_empty()
                && between.clone().all(|at| {
                    matches!(document.word(at), "and" | "," | "&" | "the" | "both" | "or" | "/")
                        || between.len() > 3 && party(at)
                        || is_as_well_as(document, at)
                });
            let is_list = between.clone().any(|at| matches!(document.word(at), "and" | "&" | "/") || is_as_well_as(document, at))
                || mention.kind == MentionKind::Person;
            let appositive_place = mention.kind == MentionKind::Place;
            if joined && is_list && !appositive_place && is_head(document, mention.words.end, words.end) {
                heads.push(index);
            }
            continue;
        }
        if !is_head(document, mention.words.end, words.end)
            || is_adjective(document, mention.words, words.end)
            || is_one_of_many(document, mention.words)
        {
            continue;
        }
        let before = WordRange::new(words.start, begin);
        let stop = before.iter().rev().find(|at| ends_core(document.word(*at)) || document.word(*at) == ",");
        let reachable = match stop {
            None => before_is_modifier(document, before),
            Some(at) => match document.word(at) {
                // "the group's president, Ana Diaz": only a person comes after the comma.
                // "The town's lender, Bank Nord": an organisation after what only an organisation is called.
                "," => {
                    let kind = entities.list[entities.of[index]].kind;
                    begin == at + 1
                        && mention.kind != MentionKind::Place
                        && (kind == SpeakerKind::Person
                            || kind == SpeakerKind::Organisation
                                && (calls_organisation(document, WordRange::new(words.start, at))
                                    || names::apposed(document, mention.words).is_some()))
                }
                "named" | "called" | "like" | "identified" => begin == at + 1,
                "as" => begin == at + 1 && at > words.start && matches!(document.word(at - 1), "identified" | "such"),
                _ => false,
            },
        };
        if reachable {
            covered = mention.words.end;
            heads.push(index);
        }
    }
    if let [head] = heads.as_slice()
        && let Some(person) = holder(document, entities, words, *head)
    {
        return vec![person];
    }
    heads
}

/// Whether the word at `at` belongs to "as well as".
fn is_as_well_as(document: &Document<'_>, at: usize) -> bool {
    let words = |first: usize| ["as", "well", "as"].iter().enumerate().all(|(index, word)| document.word(first + index) == *word);
    (at.saturating_sub(2)..=at).any(words)
}

/// "the “Harbour Lights” star Ana Diaz": a name in quotation marks inside a longer source is what somebody wrote or
/// plays in; a nickname belongs to the name around it.
fn is_work(document: &Document<'_>, name: WordRange, source: WordRange) -> bool {
    let quote = |at: usize| document.scan.words.get(at).map_or(QuoteState::Outside, |word| word.quote);
    let inside = name.iter().all(|at| quote(at) == QuoteState::Inside);
    let after = (name.end..source.end).find(|at| quote(*at) == QuoteState::Mark);
    let opened = (source.start..name.start).any(|at| quote(at) == QuoteState::Mark);
    inside
        && opened
        && after.is_some_and(|mark| {
            mark + 1 < source.end
                && document.scan.words.get(mark + 1).is_some_and(|word| word.shape != Shape::Punctuation)
                && quote(mark + 1) == QuoteState::Outside
        })
}

/// "Roomfinder.net CEO Otto Lamm", "SB 77 co-author Ruth Reed": the person whose title begins with the name at the head.
fn holder(document: &Document<'_>, entities: &Entities, words: WordRange, head: usize) -> Option<usize> {
    let first = entities.mentions.get(head)?;
    let entity = entities.of.get(head).and_then(|id| entities.list.get(*id))?;
    if first.kind == MentionKind::Person || entity.kind == SpeakerKind::Person && !entity.unsure {
        return None;
    }
    let parts = |at: usize| {
        let word = document.word(at);
        ends_core(word) || matches!(word, "," | ";" | ":" | "(" | "and" | "or" | "—" | "–" | "--") || is_possessive(document, at)
    };
    entities.mentions_in(words).filter(|index| *index > head).find(|index| {
        let mention = &entities.mentions[*index];
        mention.kind == MentionKind::Person
            && mention.title.is_some()
            && !(first.words.end..mention.words.start).any(parts)
            && is_head(document, mention.words.end, words.end)
    })
}

/// Titles and trades that companies have as well as people.
const COMPANY_TITLES: &[&str] = &["insurer", "investor", "operator", "owner", "partner", "publisher", "rival", "sponsor"];

/// Whether `words` describe an organisation and nobody in it: "its lender", "Brightwater's rival", and not "the group's
/// president" or "a spokesman for the group".
fn calls_organisation(document: &Document<'_>, words: WordRange) -> bool {
    let Some(head) = words.iter().next_back() else { return false };
    let noun = document.word(head);
    let people = Kinds::TITLE.with(Kinds::HUMAN).with(Kinds::GROUP).with(Kinds::HE_NOUN).with(Kinds::SHE_NOUN);
    document.scan.words.get(head).is_some_and(|word| word.shape == Shape::Lower)
        && !words.iter().any(|at| ends_core(document.word(at)))
        && (COMPANY_TITLES.contains(&noun) || !kinds(noun).any(people))
}

/// Whether what stands before a name inside its phrase can belong to it: articles, adjectives, a title.
fn before_is_modifier(document: &Document<'_>, before: WordRange) -> bool {
    before.iter().all(|at| {
        document.scan.words.get(at).is_some_and(|word| {
            word.shape != Shape::Punctuation
                || word.quote == QuoteState::Mark
                || matches!(document.word(at), "'" | "’" | "-" | "/" | "(" | ")")
        })
    })
}

/// "a CT of his chest", "an MP": letters behind "a" are a common noun.
fn is_one_of_many(document: &Document<'_>, name: WordRange) -> bool {
    let letters = document.scan.words.get(name.start).is_some_and(|word| word.shape == Shape::Upper && word.span().len() < 5);
    let before = name.start.checked_sub(1).map_or("", |at| document.word(at));
    name.len() == 1 && letters && matches!(before, "a" | "A" | "an" | "An")
}

/// "Russian" of "the Russian and Syrian ministries": one of several adjectives of nations before a noun.
fn is_adjective(document: &Document<'_>, name: WordRange, limit: usize) -> bool {
    let demonym = |at: usize| kinds(document.word(at)).any(Kinds::DEMONYM);
    let mut at = name.end;
    if name.len() > 1 || !demonym(name.start) {
        return false;
    }
    while at + 1 < limit && matches!(document.word(at), "," | "and" | "or") && demonym(at + 1) {
        at += 2;
    }
    let noun = document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
    at > name.end && at < limit && noun && !follows_head(document.word(at)) && !ends_core(document.word(at))
}

/// Whether a name that ends at `end` is the head: no possessive, no noun behind it.
fn is_head(document: &Document<'_>, end: usize, limit: usize) -> bool {
    if end >= limit {
        // "Mr. Reed's bet": a source that stops before the possessive is the name.
        return true;
    }
    if is_possessive(document, end) {
        return false;
    }
    let Some(next) = document.scan.words.get(end) else {
        return true;
    };
    match next.shape {
        Shape::Punctuation => !matches!(document.word(end), "-" | "/"),
        Shape::Lower => follows_head(document.word(end)),
        Shape::Number => true,
        Shape::Capitalised | Shape::Upper => false,
    }
}
