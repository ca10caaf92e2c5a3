//! The form of a source: a pronoun, a name, or a description, and which of its words is the head.

use std::ops::Range;

use super::entities::Entities;
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::names::{Gender, MentionKind};
use crate::text::{QuoteState, Shape};

/// Who a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// He, she, with the gender.
    Singular(Gender),
    /// They, and words for several ("both").
    Plural,
    /// It.
    Thing,
    /// I.
    Speaker,
    /// We.
    Speakers,
    /// Who, which, that: the name right before.
    Relative,
}

/// What a source looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// One pronoun.
    Pronoun(Pronoun),
    /// Names, the first one the head, others joined to it by "and".
    Named(Vec<usize>),
    /// A noun phrase without a name at its head.
    Described(Description),
    /// Nothing that could speak.
    Nothing,
}

/// A noun phrase ("the 42-year-old", "a person familiar with the matter").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// All its words without leading determiners.
    pub words: Range<usize>,
    /// The head noun.
    pub head: usize,
    /// Whether it points back: the, this, his.
    pub definite: bool,
    /// "his", "her", "their": the word that owns it.
    pub owner: Option<usize>,
}

/// The pronoun that `word` is.
pub fn pronoun(word: &str) -> Option<Pronoun> {
    with_lower(word, |word| {
        Some(match word {
            "he" | "him" | "his" | "himself" => Pronoun::Singular(Gender::Male),
            "she" | "her" | "hers" | "herself" => Pronoun::Singular(Gender::Female),
            "they" | "them" | "their" | "theirs" | "themselves" | "both" | "these" | "those" => Pronoun::Plural,
            "it" | "its" | "itself" => Pronoun::Thing,
            "i" | "me" | "my" | "myself" | "mine" => Pronoun::Speaker,
            "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::Speakers,
            "who" | "which" | "that" | "whom" | "whose" => Pronoun::Relative,
            _ => return None,
        })
    })
}

/// Words that end the core of a noun phrase.
fn ends_core(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "from"
            | "in"
            | "at"
            | "with"
            | "on"
            | "by"
            | "to"
            | "about"
            | "against"
            | "like"
            | "among"
            | "behind"
            | "near"
            | "within"
            | "inside"
            | "outside"
            | "across"
            | "around"
            | "under"
            | "over"
            | "between"
            | "without"
            | "including"
            | "who"
            | "that"
            | "which"
            | "whose"
            | "when"
            | "where"
            | "as"
            | "named"
            | "called"
            | "familiar"
            | "close"
            | "speaking"
            | "identified"
            | "known"
            | "briefed"
            | "involved"
            | "surveyed"
            | "polled"
            | "interviewed"
            | "is"
            | "was"
            | "were"
            | "are"
            | "has"
            | "have"
            | "had"
            | "because"
            | "if"
            | "while"
            | "but"
            | "nor"
    )
}

/// What may follow a name that is the head of its phrase, in lower case.
fn follows_head(word: &str) -> bool {
    ends_core(word)
        || matches!(
            word,
            "and"
                | "or"
                | "himself"
                | "herself"
                | "itself"
                | "themselves"
                | "also"
                | "both"
                | "then"
                | "now"
                | "later"
                | "not"
                | "alike"
                | "jr."
                | "recently"
                | "himself,"
                | "being"
                | "having"
                | "aged"
                | "alone"
                | "too"
                | "either"
                | "once"
                | "often"
                | "never"
                | "still"
                | "first"
                | "even"
                | "only"
                | "just"
                | "all"
        )
        || (word.ends_with("ly") && word.len() > 4)
}

/// Reads a source.
pub fn form(document: &Document<'_>, entities: &Entities, words: Range<usize>) -> Form {
    let words = trim(document, words);
    if words.is_empty() {
        return Form::Nothing;
    }
    if let Some(found) = lone_pronoun(document, &words) {
        return Form::Pronoun(found);
    }
    let named = named(document, entities, &words);
    if !named.is_empty() {
        return Form::Named(named);
    }
    if let Some(found) = pronoun(document.word(words.start))
        && !is_determiner(document.word(words.start))
    {
        return Form::Pronoun(found);
    }
    description(document, words).map_or(Form::Nothing, Form::Described)
}

fn trim(document: &Document<'_>, mut words: Range<usize>) -> Range<usize> {
    let empty = |index: usize| document.scan.words.get(index).is_none_or(|word| word.shape == Shape::Punctuation);
    while words.start < words.end && empty(words.start) {
        words.start += 1;
    }
    while words.start < words.end && (empty(words.end - 1) || is_possessive(document, words.end - 1)) {
        words.end -= 1;
    }
    // "especially from Republicans".
    while words.len() > 1
        && with_lower(document.word(words.start), |word| {
            matches!(
                word,
                "from"
                    | "by"
                    | "among"
                    | "especially"
                    | "including"
                    | "even"
                    | "only"
                    | "not"
                    | "to"
                    | "with"
                    | "because"
                    | "according"
                    | "then"
                    | "when"
                    | "as"
            )
        })
    {
        words.start += 1;
    }
    words
}

/// "she", "she also", "he himself", "they both".
fn lone_pronoun(document: &Document<'_>, words: &Range<usize>) -> Option<Pronoun> {
    let first = document.word(words.start);
    let found = pronoun(first)?;
    let rest = words.start + 1..words.end;
    let alone = rest.clone().all(|index| {
        let word = document.word(index);
        follows_head(word) && !ends_core(word)
            || matches!(
                word,
                "has"
                    | "had"
                    | "have"
                    | "was"
                    | "is"
                    | "were"
                    | "'s"
                    | "’s"
                    | "'d"
                    | "’d"
                    | "'ve"
                    | "’ve"
                    | "'m"
                    | "’m"
                    | "'re"
                    | "’re"
                    | "'ll"
                    | "’ll"
            )
    });
    (alone && (rest.is_empty() || !is_determiner(first) || found == Pronoun::Relative)).then_some(found)
}

fn is_determiner(word: &str) -> bool {
    with_lower(word, |word| {
        matches!(
            word,
            "his"
                | "her"
                | "their"
                | "its"
                | "my"
                | "our"
                | "your"
                | "the"
                | "a"
                | "an"
                | "this"
                | "that"
                | "these"
                | "those"
                | "both"
                | "whose"
        )
    })
}

/// Mentions at the head of the source.
fn named(document: &Document<'_>, entities: &Entities, words: &Range<usize>) -> Vec<usize> {
    let mut heads: Vec<usize> = Vec::new();
    let mut covered = words.start;
    for index in entities.mentions_in(words) {
        let mention = &entities.mentions[index];
        if mention.words.start < covered || mention.words.end > words.end {
            continue;
        }
        let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start).max(words.start);
        if let Some(head) = heads.last() {
            // "Ana Diaz, the Republican Committeeman": more of the same.
            let described = entities.mentions[*head].apposition.as_ref();
            if described.is_some_and(|words| words.contains(&mention.words.start)) {
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
                    matches!(document.word(at), "and" | "," | "&" | "the" | "both" | "or" | "/") || between.len() > 3 && party(at)
                });
            let is_list =
                between.clone().any(|at| matches!(document.word(at), "and" | "&" | "/")) || mention.kind == MentionKind::Person;
            let appositive_place = mention.kind == MentionKind::Place;
            if joined && is_list && !appositive_place && is_head(document, mention.words.end, words.end) {
                heads.push(index);
            }
            continue;
        }
        if !is_head(document, mention.words.end, words.end) {
            continue;
        }
        let before = words.start..begin;
        let stop = before.clone().rev().find(|at| ends_core(document.word(*at)) || document.word(*at) == ",");
        let reachable = match stop {
            None => before_is_modifier(document, &before),
            Some(at) => match document.word(at) {
                // "the group's president, Ana Diaz": only a person comes after the comma.
                // "The town's lender, Bank Nord": an organisation after what only an organisation is called.
                "," => {
                    let kind = entities.list[entities.of[index]].kind;
                    begin == at + 1
                        && mention.kind != MentionKind::Place
                        && (kind == SpeakerKind::Person
                            || kind == SpeakerKind::Organisation && calls_organisation(document, &(words.start..at)))
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

/// "Roomfinder.net CEO Otto Lamm", "SB 77 co-author Ruth Reed": the person whose title begins with the name at the head.
fn holder(document: &Document<'_>, entities: &Entities, words: &Range<usize>, head: usize) -> Option<usize> {
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
fn calls_organisation(document: &Document<'_>, words: &Range<usize>) -> bool {
    let Some(head) = words.clone().next_back() else { return false };
    let noun = document.word(head);
    let people = Kinds::TITLE.with(Kinds::HUMAN).with(Kinds::GROUP).with(Kinds::HE_NOUN).with(Kinds::SHE_NOUN);
    document.scan.words.get(head).is_some_and(|word| word.shape == Shape::Lower)
        && !words.clone().any(|at| ends_core(document.word(at)))
        && (COMPANY_TITLES.contains(&noun) || !kinds(noun).any(people))
}

/// Whether what stands before a name inside its phrase can belong to it: articles, adjectives, a title.
fn before_is_modifier(document: &Document<'_>, before: &Range<usize>) -> bool {
    before.clone().all(|at| {
        document.scan.words.get(at).is_some_and(|word| {
            word.shape != Shape::Punctuation
                || word.quote == QuoteState::Mark
                || matches!(document.word(at), "'" | "’" | "-" | "/" | "(" | ")")
        })
    })
}

/// Whether the word at `at` is a possessive ending.
pub fn is_possessive(document: &Document<'_>, at: usize) -> bool {
    matches!(document.word(at), "'s" | "’s" | "'" | "’")
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

/// A noun phrase without a name.
fn description(document: &Document<'_>, words: Range<usize>) -> Option<Description> {
    let mut start = words.start;
    let mut definite = false;
    let mut owner = None;
    while start < words.end {
        let known = with_lower(document.word(start), |word| match word {
            "the" | "this" | "these" | "that" | "those" => Some((true, false)),
            "his" | "her" | "their" | "its" | "my" | "our" => Some((true, true)),
            "a" | "an" | "some" | "another" | "one" | "any" | "all" | "even" | "both" | "but" | "and" | "as" | "meanwhile"
            | "then" => Some((false, false)),
            _ => None,
        });
        let Some((points_back, owns)) = known else {
            break;
        };
        if start + 1 >= words.end {
            // "some", "those" alone.
            break;
        }
        if document.word(start + 1) == "of" {
            break;
        }
        definite |= points_back;
        if owns {
            owner = Some(start);
        }
        start += 1;
    }
    let core_end = (start..words.end)
        .find(|at| {
            *at > start
                && (ends_core(document.word(*at))
                    || document.scan.words.get(*at).is_some_and(|word| {
                        word.shape == Shape::Punctuation
                            && !is_possessive(document, *at)
                            && !matches!(document.word(*at), "-" | "/" | "\"" | "“" | "”")
                    }))
        })
        .unwrap_or(words.end);
    let mut head = core_end.checked_sub(1)?;
    // "the poll released Monday": the last word that is a known noun.
    let known = Kinds::DOCUMENT.with(Kinds::GROUP).with(Kinds::HUMAN).with(Kinds::ORGANISATION_NOUN).with(Kinds::ORGANISATION);
    if !kinds(document.word(head)).any(known)
        && let Some(noun) =
            (start..core_end).rev().find(|at| kinds(document.word(*at)).any(known) && !is_possessive(document, at + 1))
    {
        head = noun;
    }
    // "Trump's campaign manager" points at someone as "the" does.
    definite |= (start..core_end).any(|at| is_possessive(document, at));
    // "aides also", "the senator himself".
    while head > start && follows_head(document.word(head)) {
        head -= 1;
    }
    // "officials and residents": the first.
    if let Some(and) = (start + 1..head).find(|at| document.word(*at) == "and") {
        let first = and - 1;
        if kinds(document.word(first)).any(Kinds::GROUP.with(Kinds::HUMAN)) {
            head = first;
        }
    }
    (start < words.end).then_some(Description { words: start..words.end, head, definite, owner })
}
