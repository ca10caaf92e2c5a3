//! Pronouns: the salience model.
//!
//! Each earlier mention of a person scores by distance, position, grammar and gender; the best one wins.
//! Weights after Lappin and Leass (1994), fitted to an automatic coreference layer over news.

use super::entities::{Entities, EntityId};
use super::position::{
    CLAUSE, after_preposition, first_in_sentence, in_asking_clause, in_opening_clause, is_inverted, is_modifier, is_subject,
    is_verb, opens_time,
};
use super::source::ends_core;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::{Gender, MentionKind};
use crate::text::{QuoteState, WordRange};

/// How many earlier mentions are weighed.
const REACH: usize = 90;
/// How many sentences back a pronoun may reach.
const SENTENCES: usize = 20;

/// The most that a mention can score in the pronoun's own sentence.
const MOST: f32 = 0.8 + 0.4 + 1.2 + 1.0 + 1.2;
/// What an organisation that "it" stands for leads by, as far as that is known.
const THING: f32 = 1.0;
/// What a sentence of distance costs.
const SENTENCE: f32 = 1.2;

/// A pronoun that was resolved: as good as a mention for the next one.
#[derive(Clone, Copy, Debug)]
pub struct Echo {
    /// Its word.
    pub word: usize,
    /// Who it stands for.
    pub entity: EntityId,
}

/// What is weighed for one mention.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    word: usize,
    end: usize,
    entity: EntityId,
    echo: bool,
    title: Option<usize>,
}

/// The winner and where it was named.
#[derive(Clone, Copy, Debug)]
pub struct Antecedent {
    /// Who.
    pub entity: EntityId,
    /// First word of the mention that decided.
    pub word: usize,
    /// One past its last word.
    pub end: usize,
    /// Sentences between pronoun and mention.
    pub sentences_back: usize,
    /// By how much it leads the best candidate that is somebody else.
    pub margin: f32,
}

/// What is known of the article when a pronoun is met.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'s, 'a> {
    /// The article.
    pub document: &'s Document<'a>,
    /// Everyone named.
    pub entities: &'s Entities,
    /// Pronouns that were resolved so far.
    pub echoes: &'s [Echo],
    /// Places such as "the president", with who they point at.
    pub described: &'s [Echo],
    /// Words that stand in sources, by their first word, and who they turned out to be.
    pub sources: &'s [(WordRange, Option<EntityId>)],
    /// Words that are attributed, by their first word.
    pub contents: &'s [WordRange],
}

impl Scene<'_, '_> {
    /// Whether the mention at `word` is how an earlier source names `entity`.
    fn is_source(&self, word: usize, entity: EntityId) -> bool {
        let after = self.sources.partition_point(|(source, _)| source.start <= word);
        self.sources[..after].iter().rev().take(3).any(|(source, who)| source.contains(word) && *who == Some(entity))
    }

    /// Whether `word` is part of what somebody says.
    pub fn is_said(&self, word: usize) -> bool {
        let after = self.contents.partition_point(|content| content.start <= word);
        self.contents[..after].iter().rev().take(4).any(|content| content.contains(word))
    }
}

/// The person that a pronoun of `gender` at `word` stands for.
pub fn person(scene: &Scene<'_, '_>, word: usize, gender: Gender) -> Option<Antecedent> {
    let Scene { document, entities, echoes, described, .. } = *scene;
    let here = document.scan.words.get(word)?;
    let paragraph = document.scan.paragraph_of(word);
    let post = document.post_of(word);
    let before = entities.mentions.partition_point(|mention| mention.words.start < word);
    let named = (0..before).rev().take(REACH).map(|index| {
        let mention = &entities.mentions[index];
        Candidate {
            word: mention.words.start,
            end: mention.words.end,
            entity: entities.of[index],
            echo: false,
            title: mention.title.as_ref().map(|title| title.start),
        }
    });
    let spoken = echoes.iter().rev().take(REACH / 3).map(|echo| Candidate {
        word: echo.word,
        end: echo.word + 1,
        entity: echo.entity,
        echo: true,
        title: None,
    });
    let mut best: Option<(f32, Candidate, usize)> = None;
    let mut second = f32::NEG_INFINITY;
    let described_before = described.partition_point(|echo| echo.word < word);
    let roles = described[..described_before].iter().rev().take(REACH / 3).map(|echo| Candidate {
        word: echo.word,
        end: echo.word + 1,
        entity: echo.entity,
        echo: false,
        title: None,
    });
    for candidate in named.chain(spoken).chain(roles) {
        if candidate.word >= word || document.post_of(candidate.word) != post {
            continue;
        }
        let entity = &entities.list[candidate.entity];
        if entity.anonymous && !candidate.echo || entity.kind != SpeakerKind::Person {
            continue;
        }
        // "(R)", "Flight MS804", "Harbor Inn": capitals, but nobody.
        if entity.unsure && (entity.thing || entity.name.len() < 2 || entity.name.bytes().any(|byte| byte.is_ascii_digit())) {
            continue;
        }
        // "a Democratic president": a word that only tells which one, and that no list knows as a name.
        if entity.unsure && !entity.name.contains(' ') && is_modifier(document, candidate.end) {
            continue;
        }
        let genders = match (gender, entity.gender) {
            (Gender::Unknown, _) | (_, Gender::Unknown) => 0.0,
            (one, other) if one == other => 0.8,
            _ => continue,
        };
        let Some(there) = document.scan.words.get(candidate.word) else {
            continue;
        };
        let back = (here.sentence - there.sentence) as usize;
        if back > SENTENCES {
            continue;
        }
        // Nothing that far back can score as high any more.
        if !candidate.echo && best.is_some_and(|(known, _, _)| known > MOST - SENTENCE * back as f32) {
            continue;
        }
        let paragraphs = paragraph - document.scan.paragraph_of(candidate.word);
        let mut score = genders - SENTENCE * back as f32 - 0.5 * paragraphs as f32 + 0.1 * (entity.count.min(4) as f32);
        if entity.unsure {
            // One capitalised word may be anything; two or three are mostly a person nobody's list knows.
            score -= if candidate.end - candidate.word > 1 { 0.4 } else { lone_word(&entity.name) };
        }
        if candidate.echo {
            score += 1.8;
        } else {
            let quoted = there.quote == QuoteState::Inside;
            if quoted {
                score -= 2.5;
            }
            // "Reed said Diaz was right when she said": whose clause it is.
            if back == 0 && quoted == (here.quote == QuoteState::Inside) && opens_time(document, word) {
                let between = candidate.end..word;
                if between.len() < CLAUSE
                    && is_subject(document, WordRange::new(candidate.word, candidate.end))
                    && scene.is_said(candidate.word)
                {
                    score += 3.6;
                }
            }
            let title = candidate.title.unwrap_or(candidate.word);
            if is_inverted(document, title)
                || is_subject(document, WordRange::new(candidate.word, candidate.end))
                    && !after_preposition(document, candidate.word)
            {
                score += 1.2;
            }
            let owned = owns_person(document, entities, candidate.end);
            if owned {
                score -= 1.0;
            } else if first_in_sentence(document, title) {
                score += 1.0;
            }
            // "Although Reed sent one, …": who stands in a clause before the main one does not take over.
            if back > 0
                && (in_opening_clause(document, candidate.word, candidate.end)
                    || in_asking_clause(document, title, candidate.end))
            {
                score -= 2.2;
            }
            if scene.is_source(candidate.word, candidate.entity) {
                score += 1.2;
            } else if !quoted && scene.is_said(candidate.word) {
                // Who is talked about is less in view than who talks.
                score -= 0.8;
            }
            if is_modifier(document, candidate.end) {
                score -= 1.5;
            }
            if matches!(document.word(candidate.end), "'s" | "’s" | "'" | "’") {
                score -= 0.5;
            }
            if after_preposition(document, candidate.word) {
                score -= 0.4;
            }
        }
        match best {
            Some((known, leader, _)) if score <= known => {
                if leader.entity != candidate.entity {
                    second = second.max(score);
                }
            }
            _ => {
                if let Some((known, leader, _)) = best
                    && leader.entity != candidate.entity
                {
                    second = second.max(known);
                }
                best = Some((score, candidate, back));
            }
        }
    }
    best.map(|(score, candidate, back)| Antecedent {
        entity: candidate.entity,
        word: candidate.word,
        end: candidate.end,
        sentences_back: back,
        margin: (score - second).min(MOST),
    })
}

/// What a single word that no list knows loses: "Audiences", "Virginians", "Trans-Pacific" are less likely persons.
fn lone_word(name: &str) -> f32 {
    if name.ends_with('s') || name.ends_with("an") || name.contains('-') { 4.0 } else { 2.0 }
}

/// "Reed's colleague Ana Diaz", "Reed's wife, Ana,": whether the name that ends at `end` owns the next one.
fn owns_person(document: &Document<'_>, entities: &Entities, end: usize) -> bool {
    /// Words between the owner and the name.
    const LONGEST: usize = 7;
    if !matches!(document.word(end), "'s" | "’s" | "'" | "’") {
        return false;
    }
    let mut next = entities.mentions_in(WordRange::new(end, end + LONGEST)).filter_map(|index| entities.mentions.get(index));
    next.find(|mention| mention.kind == MentionKind::Person).is_some_and(|mention| {
        let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start.max(end + 1));
        !(end + 1..begin).any(|at| is_verb(document, at) || ends_core(document.word(at)))
    })
}

/// The organisation, place or document that "it" at `word` stands for.
pub fn thing(scene: &Scene<'_, '_>, word: usize) -> Option<Antecedent> {
    let Scene { document, entities, .. } = *scene;
    let here = document.scan.words.get(word)?;
    let before = entities.mentions.partition_point(|mention| mention.words.start < word);
    let mut best: Option<(f32, Antecedent)> = None;
    for index in (0..before).rev().take(40) {
        let mention = &entities.mentions[index];
        let entity = &entities.list[entities.of[index]];
        let Some(there) = document.scan.words.get(mention.words.start) else {
            continue;
        };
        let back = (here.sentence - there.sentence) as usize;
        if back > 5 {
            break;
        }
        if entity.kind != SpeakerKind::Organisation
            || there.quote == QuoteState::Inside
            || document.post_of(mention.words.start) != document.post_of(word)
        {
            continue;
        }
        let mut score = -0.9 * back as f32;
        if is_subject(document, mention.words) && !after_preposition(document, mention.words.start) {
            score += 1.2;
        }
        if scene.is_source(mention.words.start, entities.of[index]) {
            score += 1.2;
        }
        if mention.kind == MentionKind::Place {
            score -= 0.8;
        }
        // A cited outlet is where words came through, and no topic.
        if entity.outlet {
            score -= 2.0;
        }
        if after_preposition(document, mention.words.start) {
            score -= 0.6;
        }
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((
                score,
                Antecedent {
                    entity: entities.of[index],
                    word: mention.words.start,
                    end: mention.words.end,
                    sentences_back: back,
                    margin: THING,
                },
            ));
        }
    }
    best.map(|(_, antecedent)| antecedent)
}
