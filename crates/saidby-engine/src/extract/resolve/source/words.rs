//! Words that delimit a source: what ends it, what follows its head, what opens it.

use crate::extract::Document;
use crate::extract::lexicon::lists::{AFTER_HEAD, CORE_ENDS, DETERMINERS, LEAD_INS};
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::text::{Shape, WordRange};

/// Words that end the core of a noun phrase.
pub(in crate::extract::resolve) fn ends_core(word: &str) -> bool {
    CORE_ENDS.contains(word)
}

/// What may follow a name that is the head of its phrase, in lower case.
pub(super) fn follows_head(word: &str) -> bool {
    ends_core(word) || AFTER_HEAD.contains(word) || (word.ends_with("ly") && word.len() > 4)
}

pub(super) fn is_determiner(word: &str) -> bool {
    with_lower(word, |word| DETERMINERS.contains(word))
}

/// Whether the word at `at` is a possessive ending.
pub fn is_possessive(document: &Document<'_>, at: usize) -> bool {
    matches!(document.word(at), "'s" | "’s" | "'" | "’")
}

/// Whether `words` are nobody at all: "nobody", "no one at the council", "none of the members".
pub fn is_nobody(document: &Document<'_>, words: WordRange) -> bool {
    let second = || words.len() > 1 && with_lower(document.word(words.start + 1), |word| word == "one");
    with_lower(document.word(words.start), |word| match word {
        "nobody" | "no-one" | "none" | "noone" => true,
        "neither" => words.len() == 1,
        "no" => second(),
        _ => false,
    })
}

/// A word that is nobody by itself: an article, a preposition, a conjunction.
pub(super) fn is_hollow(word: &str) -> bool {
    leads_in(word)
        || with_lower(word, |word| {
            matches!(word, "the" | "a" | "an" | "this" | "and" | "or" | "but" | "nor" | "than" | "every" | "no")
        })
}

/// What stands before a source and is no part of it.
pub(super) fn leads_in(word: &str) -> bool {
    with_lower(word, |word| LEAD_INS.contains(word))
}

/// A verb of saying in front of its subject.
pub(super) fn says(word: &str) -> bool {
    let lexicon = Lexicon::shared();
    matches!(lexicon.lemma(lexicon.get(word).verb), "say" | "add" | "ask" | "write") && word.starts_with(char::is_lowercase)
}

/// "the snarky, outspoken headline": whether the comma behind `before` stands between adjectives of one noun.
pub(in crate::extract::resolve) fn joins_adjectives(document: &Document<'_>, before: WordRange, limit: usize) -> bool {
    let comma = before.end;
    let adjective = |at: usize| {
        let word = document.word(at);
        let lexeme = Lexicon::shared().get(word);
        let noun = Kinds::HUMAN.with(Kinds::GROUP).with(Kinds::DOCUMENT).with(Kinds::ORGANISATION_NOUN).with(Kinds::QUANTITY);
        document.scan.words.get(at).is_some_and(|word| matches!(word.shape, Shape::Lower | Shape::Number))
            && !kinds(word).any(noun.with(Kinds::FUNCTION).with(Kinds::OPENER).with(Kinds::PRONOUN))
            && (lexeme.senses.is_empty() || lexeme.senses.any(Senses::ADJECTIVE))
    };
    document.word(comma) == ","
        && !before.is_empty()
        && before.len() <= 3
        && before.iter().all(adjective)
        && comma + 2 < limit
        && adjective(comma + 1)
        && !ends_core(document.word(comma + 1))
        && !ends_core(document.word(comma + 2))
        && document.scan.words.get(comma + 2).is_some_and(|word| word.shape != Shape::Punctuation)
}
