//! What place a name has in its sentence: subject, modifier, behind a preposition, in a clause of time.

use crate::extract::Document;
use crate::extract::lexicon::lists::{INVERTED_VERBS, PREPOSITIONS};
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::text::{Shape, WordRange};

/// Words of the clause that a clause of time belongs to.
pub(super) const CLAUSE: usize = 24;

/// Whether a verb seems to follow the mention at `words`.
pub fn is_subject(document: &Document<'_>, words: WordRange) -> bool {
    let mut end = words.end;
    // "Gov. Ana Diaz (R) said".
    if document.word(end) == "("
        && let Some(close) = (end + 1..end + 8).find(|at| document.word(*at) == ")")
    {
        end = close + 1;
    }
    // "Ana Diaz, a clerk at Acme, said": past the apposition, if the name is none itself.
    if document.word(end) == "," {
        let apposed = words.start > 0 && document.word(words.start - 1) == ",";
        if !apposed || !is_verb(document, end + 1) {
            let close = (end + 1..end + 24).find(|at| matches!(document.word(*at), "," | "." | ";" | ""));
            match close {
                Some(close) if document.word(close) == "," => end = close,
                _ => return false,
            }
        }
        end += 1;
    }
    is_verb(document, end)
}

/// "said Ana Diaz": a verb of saying right before the name or its title.
pub(super) fn is_inverted(document: &Document<'_>, start: usize) -> bool {
    start > 0 && INVERTED_VERBS.contains(document.word(start - 1))
}

/// Whether the word at `at`, past adverbs, can be a finite verb.
pub(super) fn is_verb(document: &Document<'_>, mut at: usize) -> bool {
    for _ in 0..3 {
        let word = document.word(at);
        let senses = Lexicon::shared().get(word).senses;
        // A name is singular: "a Grant Hill rally" has no verb.
        let finite = Senses::PAST.and(Senses::THIRD).and(Senses::MODAL).and(Senses::BE).and(Senses::HAVE).and(Senses::DO);
        if senses.any(finite) || word.len() > 4 && word.ends_with("ed") {
            return document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
        }
        if !(senses.any(Senses::ADVERB) || word.ends_with("ly")) {
            return false;
        }
        at += 1;
    }
    false
}

/// "a Trump rally": a name that only tells which one.
pub(super) fn is_modifier(document: &Document<'_>, end: usize) -> bool {
    let word = document.word(end);
    let senses = Lexicon::shared().get(word).senses;
    let closed = Senses::PREPOSITION
        .and(Senses::CONJUNCTION)
        .and(Senses::SUBORDINATOR)
        .and(Senses::RELATIVE)
        .and(Senses::ADVERB)
        .and(Senses::TO)
        .and(Senses::PRONOUN)
        .and(Senses::POSSESSIVE)
        .and(Senses::DETERMINER)
        .and(Senses::TIME)
        .and(Senses::NEGATION)
        .and(Senses::OBJECT);
    document.scan.words.get(end).is_some_and(|word| word.shape == Shape::Lower)
        && !matches!(word, "'s" | "’s" | "himself" | "herself" | "-")
        && !senses.any(closed)
        && !is_verb(document, end)
}

/// Whether a preposition governs the name that begins at `word`.
pub(super) fn after_preposition(document: &Document<'_>, word: usize) -> bool {
    // Titles and "the" may stand between.
    (1..=4)
        .take_while(|back| *back <= word)
        .map(|back| document.word(word - back))
        .find_map(|before| {
            let kind = kinds(before);
            if kind.any(Kinds::TITLE.with(Kinds::ANY_HONORIFIC).with(Kinds::MODIFIER)) || matches!(before, "the" | "a" | "an") {
                None
            } else {
                Some(PREPOSITIONS.contains(before))
            }
        })
        .unwrap_or(false)
}

/// Whether a mention stands in the subordinate clause that its sentence begins with.
pub(super) fn in_opening_clause(document: &Document<'_>, word: usize, end: usize) -> bool {
    let sentence = document.scan.words.get(word).and_then(|at| document.scan.sentences.get(at.sentence as usize));
    sentence.is_some_and(|sentence| {
        let first = sentence.first_word as usize;
        let opens = matches!(
            document.word(first),
            "Although" | "Though" | "While" | "Because" | "If" | "When" | "After" | "Before" | "Since" | "Unless" | "Whereas"
        );
        opens
            && !(first + 1..word).any(|at| document.word(at) == ",")
            && (end..(end + CLAUSE).min(sentence.end_word as usize)).any(|at| document.word(at) == ",")
    })
}

/// "… when Reed asked whether it would": who asks in a clause of time is not the one who answers.
pub(super) fn in_asking_clause(document: &Document<'_>, start: usize, end: usize) -> bool {
    let opens = |word: &str| with_lower(word, |word| matches!(word, "when" | "after" | "as" | "once" | "until" | "while"));
    let also = usize::from(Lexicon::shared().get(document.word(end)).senses.any(Senses::ADVERB));
    let asks = matches!(document.word(end + also), "asked" | "asks" | "pressed" | "presses" | "pushed" | "questioned");
    start > 0 && opens(document.word(start - 1)) && asks
}

/// "when she", "after he": the clause of time that the pronoun at `word` opens.
pub(super) fn opens_time(document: &Document<'_>, word: usize) -> bool {
    word > 0 && matches!(document.word(word - 1), "when" | "after" | "while" | "before" | "since")
}

/// Whether the name that begins at `word` stands at the head of its sentence.
pub(super) fn first_in_sentence(document: &Document<'_>, word: usize) -> bool {
    document
        .scan
        .words
        .get(word)
        .and_then(|at| document.scan.sentences.get(at.sentence as usize))
        .is_some_and(|sentence| word.saturating_sub(sentence.first_word as usize) <= 2)
}
