//! Words that delimit a source: what ends it, what follows its head, what opens it.

use crate::extract::Document;
use crate::extract::names::lexicon::with_lower;

/// Words that end the core of a noun phrase.
pub(super) fn ends_core(word: &str) -> bool {
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
pub(super) fn follows_head(word: &str) -> bool {
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

pub(super) fn is_determiner(word: &str) -> bool {
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

/// Whether the word at `at` is a possessive ending.
pub fn is_possessive(document: &Document<'_>, at: usize) -> bool {
    matches!(document.word(at), "'s" | "’s" | "'" | "’")
}
