//! The form of a source: a pronoun, a name, or a description, and which of its words is the head.

mod described;
mod named;
mod pronouns;
mod words;

use super::entities::Entities;
use crate::extract::Document;
use crate::extract::names::lexicon::with_lower;
use crate::text::{Shape, WordRange};
pub use described::Description;
use described::description;
use named::named;
use pronouns::lone_pronoun;
pub use pronouns::{Pronoun, pronoun};
pub(super) use words::{ends_core, joins_adjectives};
use words::{is_determiner, is_hollow, leads_in, says};
pub use words::{is_nobody, is_possessive};

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

/// Reads a source.
pub fn form(document: &Document<'_>, entities: &Entities, words: WordRange) -> Form {
    let words = trim(document, words);
    if words.is_empty() {
        return Form::Nothing;
    }
    // "You could think": nobody in the article.
    if words.len() == 1 && with_lower(document.word(words.start), |word| matches!(word, "you" | "yourself")) {
        return Form::Nothing;
    }
    // "Dear Ms. Diaz": who is written to.
    if words.len() > 1 && document.word(words.start).eq_ignore_ascii_case("dear") {
        return Form::Nothing;
    }
    if is_nobody(document, words) {
        return Form::Nothing;
    }
    if let Some(found) = lone_pronoun(document, words) {
        return Form::Pronoun(found);
    }
    let named = named(document, entities, words);
    if !named.is_empty() {
        return Form::Named(named);
    }
    // "the", "of the": no more than the beginning of a phrase.
    if words.iter().all(|at| is_hollow(document.word(at))) {
        return Form::Nothing;
    }
    if let Some(found) = pronoun(document.word(words.start))
        && !is_determiner(document.word(words.start))
    {
        return Form::Pronoun(found);
    }
    description(document, words).map_or(Form::Nothing, Form::Described)
}

fn trim(document: &Document<'_>, mut words: WordRange) -> WordRange {
    let empty = |index: usize| document.scan.words.get(index).is_none_or(|word| word.shape == Shape::Punctuation);
    while words.start < words.end && empty(words.start) {
        words.start += 1;
    }
    while words.start < words.end && (empty(words.end - 1) || is_possessive(document, words.end - 1)) {
        words.end -= 1;
    }
    // "especially from Republicans", "said one source", "inside the agency".
    let least = |at: usize| matches!(document.word(at + 1), "least" | "most");
    while words.len() > 1 && (leads_in(document.word(words.start)) && !least(words.start) || says(document.word(words.start))) {
        words.start += 1;
    }
    // "the ferrymen, all of whom": the same as "who".
    if words.len() > 2
        && document.word(words.start + 1) == "of"
        && matches!(document.word(words.start + 2), "whom" | "which")
        && with_lower(document.word(words.start), |word| {
            matches!(word, "all" | "both" | "each" | "many" | "most" | "none" | "several" | "some")
        })
    {
        words.start += 2;
    }
    words
}
