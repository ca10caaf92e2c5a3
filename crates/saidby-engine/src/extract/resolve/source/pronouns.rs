//! Sources of one pronoun, and whom each can stand for.

use super::words::{ends_core, follows_head, is_determiner};
use crate::extract::Document;
use crate::extract::lexicon::lists::AUXILIARIES;
use crate::extract::names::Gender;
use crate::extract::names::lexicon::with_lower;
use crate::text::WordRange;

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

/// The pronoun that `word` is. "US" is a country, and "IT" a department.
pub fn pronoun(word: &str) -> Option<Pronoun> {
    if matches!(word, "US" | "IT") {
        return None;
    }
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

/// "she", "she also", "he himself", "they both".
pub(super) fn lone_pronoun(document: &Document<'_>, words: WordRange) -> Option<Pronoun> {
    let first = document.word(words.start);
    let found = pronoun(first)?;
    let rest = words.start + 1..words.end;
    let alone = rest.clone().all(|index| {
        let word = document.word(index);
        follows_head(word) && !ends_core(word) || AUXILIARIES.contains(word)
    });
    (alone && (rest.is_empty() || !is_determiner(first) || found == Pronoun::Relative)).then_some(found)
}
