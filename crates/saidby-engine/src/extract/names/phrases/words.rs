//! What a single word can be inside a noun phrase.

use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::text::{QuoteState, Shape};

pub(super) fn is_lower(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower)
}

pub(super) fn is_mark(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_none_or(|word| word.quote == QuoteState::Mark)
}

pub(super) fn is_punctuation(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_none_or(|word| word.shape == Shape::Punctuation)
}

/// Whether the word at `at` opens a noun phrase: an article or a possessive pronoun.
pub(super) fn is_determiner(document: &Document<'_>, at: usize) -> bool {
    kinds(document.word(at)).any(Kinds::OPENER)
}

/// Whether `word` is a possessive ending or a sign that joins two words.
pub(super) fn joins(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’" | "-" | "/" | "&")
}

pub(super) fn is_relative(document: &Document<'_>, at: usize) -> bool {
    is_lower(document, at) && matches!(document.word(at), "who" | "whose" | "whom" | "that" | "which" | "where" | "when")
}

/// Whether the word at `at` is a finite verb and nothing else that a noun phrase could hold.
pub(super) fn is_finite(document: &Document<'_>, at: usize) -> bool {
    if !is_lower(document, at) {
        return false;
    }
    let word = document.word(at);
    let noun = matches!(word, "based" | "born" | "named" | "called" | "known") || kinds(word).any(Kinds::HUMAN);
    if noun || joins(word) {
        return false;
    }
    let lexeme = Lexicon::shared().get(word);
    let finite = Senses::PAST.and(Senses::THIRD).and(Senses::MODAL).and(Senses::BE).and(Senses::HAVE).and(Senses::DO);
    lexeme.usual.any(finite) || lexeme.senses.any(Senses::MODAL.and(Senses::BE).and(Senses::HAVE))
}

/// Whether the word at `at` is a participle that says more of the noun before it: "based in", "hired by".
pub(super) fn is_participle(document: &Document<'_>, at: usize) -> bool {
    let participle = Senses::PARTICIPLE.and(Senses::GERUND);
    let word = document.word(at);
    let form = Lexicon::shared().get(word).senses.any(participle) || word.ends_with("ed") || matches!(word, "based" | "known");
    is_lower(document, at) && form && !kinds(word).any(Kinds::HUMAN) && is_preposition(document, at + 1)
}

pub(super) fn is_preposition(document: &Document<'_>, at: usize) -> bool {
    let sentence = document.scan.words.get(at).and_then(|word| document.scan.sentences.get(word.sentence as usize));
    let first = sentence.is_some_and(|sentence| sentence.first_word as usize == at);
    (first || is_lower(document, at)) && Lexicon::shared().get(document.word(at)).usual.any(Senses::PREPOSITION.and(Senses::TO))
}
