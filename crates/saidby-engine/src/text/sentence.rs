//! Sentence ends.
//!
//! A sentence ends at `.`, `?`, `!` or an ellipsis, with the closing marks that follow, when the next
//! word can begin one. General-purpose splitters break after "Mr.", after "U.S." and between a quoted
//! question and its "she asked"; the rules here are those repairs.

use super::word::{QuoteState, Shape, Word};

/// Words that follow an abbreviation only at the start of a new sentence, sorted.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "Also",
    "An",
    "And",
    "As",
    "At",
    "Because",
    "Before",
    "But",
    "By",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Meanwhile",
    "Mr.",
    "Mrs.",
    "Ms.",
    "No",
    "Now",
    "On",
    "One",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "To",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "With",
    "Yet",
    "You",
];
/// Abbreviations that stand before a name, and so never end a sentence, sorted.
const TITLES: &[&str] = &[
    "Adm.", "Amb.", "Capt.", "Cmdr.", "Col.", "Dr.", "Gen.", "Gov.", "Hon.", "Lt.", "Maj.", "Messrs.", "Mr.", "Mrs.", "Ms.",
    "Pres.", "Prof.", "Rep.", "Reps.", "Rev.", "Sen.", "Sens.", "Sgt.", "St.", "Supt.", "vs.", "v.",
];
/// Nouns that are told apart by a letter, which is no initial then ("vitamin C.", "Block D."), sorted.
const LETTERED: &[&str] = &[
    "appendix",
    "block",
    "building",
    "camp",
    "category",
    "cell",
    "class",
    "double",
    "exhibit",
    "gate",
    "grade",
    "group",
    "hall",
    "hangar",
    "hepatitis",
    "level",
    "option",
    "pier",
    "plan",
    "platform",
    "pool",
    "room",
    "route",
    "row",
    "schedule",
    "section",
    "sector",
    "stand",
    "terminal",
    "tower",
    "triple",
    "type",
    "unit",
    "variant",
    "vitamin",
    "ward",
    "wing",
    "zone",
];
/// Verbs that carry a quoted question on: “Is it?” Ana Diaz asked.
const CARRIES_ON: &[&str] = &[
    "added",
    "adds",
    "asked",
    "asks",
    "cried",
    "declared",
    "exclaimed",
    "joked",
    "replied",
    "said",
    "says",
    "shouted",
    "told",
    "tweeted",
    "wondered",
    "wrote",
    "writes",
    "yelled",
];

fn closes(word: &Word, text: &str) -> bool {
    !word.is_lexical() && matches!(word.text(text), "\"" | "”" | "''" | "’" | "'" | "»" | ")" | "]")
}

/// Whether a sentence ends between `words[index - 1]` and `words[index]` (both of one paragraph).
pub(super) fn breaks_before(text: &str, words: &[Word], index: usize) -> bool {
    let (previous, next) = (&words[index - 1], &words[index]);
    if previous.end == next.start || previous.is_lexical() && text.as_bytes()[previous.end as usize - 1] != b'.' {
        return false;
    }
    let mut end = index - 1;
    while end > 0 && closes(&words[end], text) && words[end - 1].end == words[end].start {
        end -= 1;
    }
    let last = words[end].text(text);
    let next_text = next.text(text);
    let can_begin = match next.shape {
        Shape::Capitalised | Shape::Upper | Shape::Number => true,
        Shape::Punctuation => !matches!(next_text, "," | ";" | ":" | ")" | "]" | "." | "—" | "–" | "--" | "-" | "…" | "..."),
        Shape::Lower => !next_text.starts_with(|c: char| c.is_alphabetic() && c.is_lowercase()),
    };
    if !can_begin {
        return false;
    }
    match last {
        "." => true,
        "?" | "!" => !(end < index - 1 && attribution_follows(text, words, index)),
        "…" => next.shape != Shape::Punctuation || next.quote == QuoteState::Mark,
        _ if words[end].is_lexical() && last.ends_with('.') => {
            let quoted_after = next.quote == QuoteState::Mark && next.shape == Shape::Punctuation;
            let lettered = last.len() == 2 && end > 0 && {
                let noun = words[end - 1].text(text).to_ascii_lowercase();
                LETTERED.binary_search(&noun.as_str()).is_ok()
            };
            lettered || end < index - 1 || (!TITLES.contains(&last) && (STARTERS.contains(&next_text) || quoted_after))
        }
        _ => last.starts_with("..") || last.starts_with(". "),
    }
}

/// “Is it true?” Ana Diaz asked: a reporting verb before the next sign.
fn attribution_follows(text: &str, words: &[Word], index: usize) -> bool {
    words[index..]
        .iter()
        .take(6)
        .take_while(|word| word.is_lexical() && word.quote == QuoteState::Outside)
        .any(|word| CARRIES_ON.contains(&word.text(text)))
}
