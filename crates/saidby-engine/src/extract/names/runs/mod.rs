//! Runs of capitalised words: where one begins, how far it goes.

mod kind;
mod split;

use super::lexicon::{Kinds, kinds, phrase};
use super::{Mention, MentionKind, is_capital, is_particle, is_suffix, organisation};
use crate::extract::Document;
use crate::text::{QuoteState, Shape, WordRange};
use split::{is_compound, split};

/// A run never grows beyond this many words; lists in capitals are no names.
const LONGEST: usize = 16;

/// Appends the names of one sentence.
pub(super) fn find(document: &Document<'_>, sentence: WordRange, found: &mut Vec<Mention>) {
    let mut at = sentence.start;
    while at < sentence.end {
        if !starts(document, sentence, at) {
            at += 1;
            continue;
        }
        let end = extend(document, sentence, at);
        split(document, sentence, WordRange::new(at, end), found);
        at = end.max(at + 1);
    }
}

/// Whether the word at `at` is the first of its sentence or quotation.
pub(super) fn is_first(document: &Document<'_>, sentence: WordRange, at: usize) -> bool {
    if at == sentence.start {
        return true;
    }
    let words = &document.scan.words;
    match words.get(at - 1) {
        Some(before) if before.quote == QuoteState::Mark && before.shape == Shape::Punctuation => true,
        Some(before) if before.shape == Shape::Punctuation => {
            matches!(document.word(at - 1), ":" | "•" | "-" | "–" | "*" | "(" | "[" | "—" | "--" | "...")
        }
        _ => false,
    }
}

fn starts(document: &Document<'_>, sentence: WordRange, at: usize) -> bool {
    let Some(word) = document.scan.words.get(at) else {
        return false;
    };
    if !is_capital(word) {
        // "al-Assad", "von der Leyen" at the start of a name.
        return word.shape == Shape::Lower
            && word.end - word.start > 3
            && document.word(at).as_bytes().starts_with(b"al-")
            && at > sentence.start;
    }
    let text = document.word(at);
    // "(R-Ohio)", "D-Md.".
    if text.len() > 3 && matches!(&text.as_bytes()[..2], b"R-" | b"D-" | b"I-") {
        return false;
    }
    let kind = kinds(text);
    // "The US said", but not "GIVE US TIME".
    if text == "US" {
        let lower = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
        return sentence.iter().any(lower);
    }
    if kind.any(Kinds::PRONOUN) || text == "I" {
        return false;
    }
    // "Hi Ana," greets Ana.
    if at == sentence.start && matches!(text, "Hi" | "Hello" | "Hey") {
        return false;
    }
    let next_capital = at + 1 < sentence.end && document.scan.words.get(at + 1).is_some_and(is_capital);
    if !next_capital && is_compound(text) {
        return false;
    }
    if kind.any(Kinds::CALENDAR) {
        return kind.any(Kinds::FIRST) && next_capital && !kinds(document.word(at + 1)).any(Kinds::CALENDAR);
    }
    if kind.any(Kinds::STARTER) {
        let name = kind.any(Kinds::FIRST.with(Kinds::ACTOR)) && next_capital || opens_phrase(document, at, sentence.end);
        // "Instead, Will called": inside a sentence a first name is a name.
        let inside = !is_first(document, sentence, at) && !is_function(text);
        return name || (inside && (next_capital || kind.any(Kinds::FIRST)));
    }
    true
}

/// Whether a phrase of the lists begins here ("New York", "Black Lives Matter").
fn opens_phrase(document: &Document<'_>, at: usize, end: usize) -> bool {
    phrase((at..end).map(|index| document.word(index))).is_some()
}

/// Small words that titles of works capitalise and names never begin with.
fn is_function(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && kinds(word).any(Kinds::FUNCTION)
}

fn extend(document: &Document<'_>, sentence: WordRange, start: usize) -> usize {
    let words = &document.scan.words;
    let limit = sentence.end.min(start + LONGEST);
    let capital = |index: usize| {
        index < limit
            && words.get(index).is_some_and(is_capital)
            && (!kinds(document.word(index)).any(Kinds::CALENDAR.with(Kinds::PRONOUN))
                || is_month_surname(document, start, index))
            && !is_function(document.word(index))
    };
    let mut at = start + 1;
    loop {
        if capital(at) {
            // A mark, a gap or a quotation between them would have been a word of its own.
            at += 1;
            continue;
        }
        let text = document.word(at);
        if at >= limit {
            return at;
        }
        if text == "," && at + 1 < limit && is_suffix(document.word(at + 1)) {
            at += 2;
            continue;
        }
        if let Some(next) = behind_nickname(document, start, at, limit) {
            at = next;
            continue;
        }
        // "No. 10", "Tarn plc".
        let numbered = matches!(document.word(at - 1), "No." | "No" | "Nos.")
            && words.get(at).is_some_and(|word| word.shape == Shape::Number);
        if numbered || text == "plc" {
            at += 1;
            continue;
        }
        if text == "&" && capital(at + 1) {
            at += 2;
            continue;
        }
        if text.starts_with("al-") || text.starts_with("el-") {
            at += 1;
            continue;
        }
        if is_particle(text) {
            let mut after = at + 1;
            while after < limit && is_particle(document.word(after)) {
                after += 1;
            }
            if capital(after) && !matches!(text, "e" | "y" | "al" | "ten" | "den") {
                at = after + 1;
                continue;
            }
        }
        if let Some(next) = organisation::joins(document, WordRange::new(start, at), limit) {
            at = next;
            continue;
        }
        return at;
    }
}

/// "Orla May", "Ms. May": a month behind a first name or an honorific is a surname.
fn is_month_surname(document: &Document<'_>, start: usize, at: usize) -> bool {
    let before = kinds(document.word(at - 1));
    let number = document.scan.words.get(at + 1).is_some_and(|word| word.shape == Shape::Number);
    kinds(document.word(at)).any(Kinds::CALENDAR)
        && at > start
        && !number
        && (before.any(Kinds::ANY_HONORIFIC)
            || before.any(Kinds::FIRST) && !before.any(Kinds::CALENDAR)
            || is_aged(document, start, at))
        && matches!(document.word(at), "May" | "March" | "April" | "June" | "July" | "August" | "Easter" | "Christmas" | "Friday")
}

/// "Yin Lwin May, 60,": an age behind a month.
fn is_aged(document: &Document<'_>, start: usize, at: usize) -> bool {
    let age = document.word(at + 2).parse::<u32>().is_ok_and(|age| (1..=120).contains(&age));
    at >= start + 2 && document.word(at + 1) == "," && age && matches!(document.word(at + 3), "," | "." | ")")
}

/// "May said": the surnames alone that are months, once the article names a person so.
pub(super) fn find_months(document: &Document<'_>, found: &mut Vec<Mention>) {
    let month = |mention: &&Mention| {
        mention.kind == MentionKind::Person && kinds(document.word(mention.words.end - 1)).any(Kinds::CALENDAR)
    };
    let mut surnames: Vec<&str> = found.iter().filter(month).map(|mention| document.word(mention.words.end - 1)).collect();
    surnames.sort_unstable();
    surnames.dedup();
    if surnames.is_empty() {
        return;
    }
    let mut covered = found.iter().map(|mention| mention.words).collect::<Vec<_>>().into_iter().peekable();
    let mut alone = Vec::new();
    for at in 1..document.scan.words.len() {
        while covered.next_if(|words| words.end <= at).is_some() {}
        let named = covered.peek().is_some_and(|words| words.contains(at));
        let number = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Number);
        let date = kinds(document.word(at - 1)).any(Kinds::FUNCTION.with(Kinds::OPENER))
            || matches!(
                document.word(at - 1),
                "last" | "next" | "until" | "early" | "late" | "mid" | "through" | "between" | "during"
            );
        if !named && !date && !number(at - 1) && !number(at + 1) && surnames.contains(&document.word(at)) {
            alone.push(Mention::bare(WordRange::one(at), MentionKind::Person));
        }
    }
    found.extend(alone);
    found.sort_by_key(|mention| (mention.words.start, mention.words.end));
}

/// `Dominic “Digger” Malloy`: where the name goes on behind the nickname that begins at `at`.
fn behind_nickname(document: &Document<'_>, start: usize, at: usize, limit: usize) -> Option<usize> {
    let words = &document.scan.words;
    let mark =
        |index: usize| words.get(index).is_some_and(|word| word.quote == QuoteState::Mark && word.shape == Shape::Punctuation);
    let capital = |index: usize| words.get(index).is_some_and(is_capital);
    let close = (at + 2..=at + 3).find(|index| mark(*index))?;
    let first = kinds(document.word(at - 1)).any(Kinds::FIRST) || at - start == 1;
    let name = (at + 1..close).all(capital) && close + 1 < limit && capital(close + 1);
    (first && mark(at) && name && !kinds(document.word(close + 1)).any(Kinds::PRONOUN)).then_some(close + 2)
}
