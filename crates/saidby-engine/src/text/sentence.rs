//! Sentence ends.
//!
//! A sentence ends at `.`, `?`, `!` or an ellipsis, with the closing marks that follow, when the next
//! word can begin one. General-purpose splitters break after "Mr.", after "U.S." and between a quoted
//! question and its "she asked"; the rules here are those repairs.

use super::word::{QuoteState, Shape, Word};
use super::words::{LETTERED_NOUNS, SENTENCE_STARTERS, SHORT_TITLES, VERBS_AFTER_QUOTES};

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
                LETTERED_NOUNS.contains(noun.as_str())
            };
            lettered
                || end < index - 1
                || (!SHORT_TITLES.contains(last) && (SENTENCE_STARTERS.contains(next_text) || quoted_after))
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
        .any(|word| VERBS_AFTER_QUOTES.contains(word.text(text)))
}
