//! Outlets of the list, where the text uses a listed word as a name: "Time" and "People" are ordinary words too.

use super::lexicon::{self, Trust};
use super::ties::{self, capital, piece_after};
use super::words::{Says, says};
use super::{Hit, context, forms};
use crate::extract::Document;
use crate::extract::names;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::text::{QuoteState, Shape, WordRange};

/// Whether a capital before the name makes it a part of a longer one ("New York City" for The City).
pub(super) fn named_on(document: &Document<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let same = document.scan.words[before].sentence == document.scan.words[at].sentence;
    let first = before == 0 || document.scan.words[before - 1].sentence != document.scan.words[before].sentence;
    let starter = first && kinds(document.word(before)).any(Kinds::STARTER);
    same && (capital(document, before) && !matches!(document.word(before), "The") && !starter
        || matches!(document.word(before), "&" | "of")
        || document.scan.words[before].shape == Shape::Number)
}

/// Whether a capital behind the name makes it a part of a longer one ("The Island Post" for The Island).
pub(super) fn names_on(document: &Document<'_>, end: usize) -> bool {
    let same =
        document.scan.words.get(end).map(|word| word.sentence) == document.scan.words.get(end - 1).map(|word| word.sentence);
    same && (capital(document, end) && !kinds(document.word(end)).any(Kinds::CALENDAR)
        || document.word(end) == "of" && capital(document, end + 1)
        || document.word(end) == "on" && document.word(end + 1) == "Sunday" && document.word(end - 1) == "Mail"
        || document.scan.words.get(end).is_some_and(|word| word.shape == Shape::Number)
            && !matches!(document.word(end - 1), "News"))
}

/// Forms of the list.
pub(super) fn find(document: &Document<'_>) -> Vec<Hit> {
    let lexicon = lexicon::shared();
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(word) = document.scan.words.get(at) {
        let text = word.text(document.text());
        if !names::is_capital(word) && !text.starts_with(|c: char| c.is_ascii_digit()) {
            if word.shape == Shape::Lower
                && let Some(outlet) = lexicon.small(text)
                && is_small_name(document, at)
            {
                hits.push(Hit { words: WordRange::one(at), name: lexicon.names[outlet].to_owned(), titled: false });
            }
            at += 1;
            continue;
        }
        let found = lexicon.find(text, |index| document.word(at + index));
        let Some((length, form)) = found else {
            at += 1;
            continue;
        };
        // "Gawker.com" is Gawker.
        let length = if length == 1 { forms::address_end(document, at).map_or(length, |end| end - at) } else { length };
        let words = WordRange::new(at, at + length);
        let name = lexicon.names[form.outlet];
        let titled = at > 0 && opens_title(document, at);
        let counts = match form.trust {
            Trust::Sure => !is_person(document, words) && !context::goes_on(document, words.end),
            trust => is_treated_as_outlet(document, words, name, trust, titled),
        };
        if counts {
            hits.push(Hit { words, name: name.to_owned(), titled });
            at += length;
        } else {
            at += 1;
        }
    }
    hits
}

/// Whether a mark right before the word at `at` opens a title of its own.
pub(super) fn opens_title(document: &Document<'_>, at: usize) -> bool {
    let the = usize::from(matches!(document.word(at - 1), "The"));
    let Some(mark) = at.checked_sub(1 + the) else { return false };
    let is_mark = |index: usize| document.scan.words.get(index).is_some_and(|word| word.quote == QuoteState::Mark);
    is_mark(mark)
        && (at + 1..at + 8).any(is_mark)
        && document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Inside)
}

/// "told dpa", "with the i reporting": names that begin small need a tie, the shortest an article as well.
fn is_small_name(document: &Document<'_>, at: usize) -> bool {
    let the = at > 0 && matches!(document.word(at - 1), "the" | "The");
    let words = WordRange::one(at);
    (the || document.word(at).len() > 1)
        && (ties::tie(document, words, false).is_some_and(|tie| tie.firm || says(document.word(tie.anchor)).any(Says::TELL))
            || context::is_called_outlet(document, words))
}

/// Whether the text treats an ordinary word as the name of an outlet.
fn is_treated_as_outlet(document: &Document<'_>, words: WordRange, name: &str, trust: Trust, titled: bool) -> bool {
    if names_on(document, words.end) || named_on(document, words.start) {
        return false;
    }
    if context::is_called_outlet(document, words) {
        return true;
    }
    let before = words.start.checked_sub(1).map_or("", |at| document.word(at));
    let first = |at: usize| at == 0 || document.scan.words[at - 1].sentence != document.scan.words[at].sentence;
    let the = matches!(before, "the" | "The");
    let printed_the = before == "The" && !first(words.start - 1);
    let tie = ties::tie(document, words, titled);
    let firm = tie.as_ref().is_some_and(|tie| tie.firm || says(document.word(tie.anchor)).any(Says::TELL));
    if name.starts_with("The ") {
        return match trust {
            Trust::Printed => printed_the && (tie.is_some() || piece_after(document, words).is_some()),
            _ => {
                the && (firm
                    || tie.is_some()
                        && (printed_the
                            || says(name.rsplit(' ').next().unwrap_or_default()).any(Says::PAPER.with(Says::WEAK_PAPER)))
                    || printed_the && piece_after(document, words).is_some())
            }
        };
    }
    // "Time", "People", "Slate": without article, and at the head of a sentence only with a verb of news.
    let article = the
        || with_lower(before, |before| matches!(before, "a" | "an" | "this" | "that" | "his" | "her" | "their" | "no" | "some"));
    let piece = piece_after(document, words).is_some();
    if article {
        return piece
            && !first(words.start)
            && before != "The"
            && document.scan.words.get(words.start).is_some_and(|word| word.shape == Shape::Upper);
    }
    let single_person = is_person(document, words);
    if first(words.start) && !titled {
        return tie.is_some_and(|tie| tie.firm && tie.anchor >= words.end) && !single_person;
    }
    !single_person
        && (firm
            || titled && tie.is_some()
            || tie.is_some_and(|tie| {
                says(document.word(tie.anchor)).any(Says::TELL.with(Says::REPORT).with(Says::INTERVIEW).with(Says::WRITE))
            }))
}

/// "Ana Reuters": a first name right before a listed word makes it a surname.
fn is_person(document: &Document<'_>, words: WordRange) -> bool {
    words.len() == 1
        && words.start > 0
        && kinds(document.word(words.start - 1)).any(Kinds::FIRST.with(Kinds::ANY_HONORIFIC))
        && capital(document, words.start - 1)
        && document.scan.words.get(words.start).is_some_and(|word| word.shape == Shape::Capitalised)
}
