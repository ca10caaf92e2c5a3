//! Runs of capitalised words, and how one falls apart into names.

use std::ops::Range;

use super::lexicon::{Kinds, kinds, phrase};
use super::{Gender, Mention, MentionKind, is_capital, is_initial, is_particle, is_suffix, organisation, person};
use crate::extract::Document;
use crate::text::{QuoteState, Shape};

/// A run never grows beyond this many words; lists in capitals are no names.
const LONGEST: usize = 16;

/// Appends the names of one sentence.
pub(super) fn find(document: &Document<'_>, sentence: Range<usize>, found: &mut Vec<Mention>) {
    let mut at = sentence.start;
    while at < sentence.end {
        if !starts(document, &sentence, at) {
            at += 1;
            continue;
        }
        let end = extend(document, &sentence, at);
        split(document, &sentence, at..end, found);
        at = end.max(at + 1);
    }
}

/// Whether the word at `at` is the first of its sentence or quotation.
pub(super) fn is_first(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> bool {
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

fn starts(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let Some(word) = document.scan.words.get(at) else {
        return false;
    };
    if !is_capital(word) {
        // "al-Assad", "von der Leyen" at the start of a name.
        return word.shape == Shape::Lower && document.word(at).starts_with("al-") && at > sentence.start;
    }
    let text = document.word(at);
    let kind = kinds(text);
    if kind.any(Kinds::PRONOUN) && text != "US" || text == "I" {
        return false;
    }
    let next_capital = at + 1 < sentence.end && document.scan.words.get(at + 1).is_some_and(is_capital);
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
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "And"
            | "Or"
            | "But"
            | "If"
            | "In"
            | "On"
            | "At"
            | "Of"
            | "For"
            | "To"
            | "From"
            | "By"
            | "With"
            | "As"
            | "Is"
            | "Are"
            | "Was"
            | "That"
            | "This"
            | "What"
            | "Who"
            | "Why"
            | "How"
            | "When"
            | "Where"
            | "There"
            | "Not"
            | "No"
            | "Yes"
    )
}

fn extend(document: &Document<'_>, sentence: &Range<usize>, start: usize) -> usize {
    let words = &document.scan.words;
    let limit = sentence.end.min(start + LONGEST);
    let capital = |index: usize| {
        index < limit
            && words.get(index).is_some_and(is_capital)
            && !kinds(document.word(index)).any(Kinds::CALENDAR.with(Kinds::PRONOUN))
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
        if let Some(next) = organisation::joins(document, start..at, limit) {
            at = next;
            continue;
        }
        return at;
    }
}

/// Cuts one run into titles and names.
fn split(document: &Document<'_>, sentence: &Range<usize>, run: Range<usize>, found: &mut Vec<Mention>) {
    let first = is_first(document, sentence, run.start);
    let mut at = run.start;
    // A fixed phrase first: "White House", "New York", "Bank of England".
    while at < run.end {
        let rest = at..run.end;
        if let Some((length, kind)) = phrase(rest.clone().map(|index| document.word(index))) {
            let end = at + length;
            let kind = phrase_kind(kind);
            let goes_on = end < run.end;
            if !goes_on {
                found.push(plain(at..end, kind));
                return;
            }
            if organisation::is_name(document, &rest) && person::title_end(document, &rest).is_none() {
                found.push(plain(rest, MentionKind::Organisation));
                return;
            }
            if let Some(name) = person::titled(document, sentence, &rest) {
                found.push(plain(at..end, kind));
                found.push(name);
                return;
            }
            found.push(plain(at..end, kind));
            at = end;
            continue;
        }
        if let Some(name) = person::titled(document, sentence, &rest) {
            push_inside(document, name.title.clone(), found);
            found.push(name);
            return;
        }
        if is_office(document, &rest) {
            push_inside(document, Some(rest), found);
            return;
        }
        // "Russia Today", "Republican Ana Diaz": a nation or party before a name.
        let kind = kinds(document.word(at));
        let next = kinds(document.word(at + 1));
        let person_follows = next.any(Kinds::FIRST) && at + 2 < run.end;
        if rest.len() > 2
            && person_follows
            && !kind.any(Kinds::FIRST)
            && kind.any(Kinds::DEMONYM.with(Kinds::PLACE).with(Kinds::ACTOR).with(Kinds::TITLE).with(Kinds::STARTER))
        {
            if kind.any(Kinds::PLACE.with(Kinds::ACTOR)) {
                found.push(plain(at..at + 1, single_kind(document.word(at), kind)));
            }
            at += 1;
            continue;
        }
        found.push(name(document, sentence, rest, first && at == run.start));
        return;
    }
}

/// "the Prime Minister", "President of Port Vell": an office without its holder is a description.
fn is_office(document: &Document<'_>, run: &Range<usize>) -> bool {
    let of = run.clone().find(|index| matches!(document.word(*index), "of" | "for"));
    let office = run.start..of.unwrap_or(run.end);
    let word = |index: usize| kinds(document.word(index));
    !office.is_empty()
        && word(office.end - 1).any(Kinds::TITLE)
        && !(run.len() == 1 && word(run.start).any(Kinds::FIRST.with(Kinds::DEMONYM)))
        && office.clone().all(|index| {
            word(index).any(
                Kinds::TITLE
                    .with(Kinds::MODIFIER)
                    .with(Kinds::DEMONYM)
                    .with(Kinds::PLACE)
                    .with(Kinds::ACTOR)
                    .with(Kinds::ORGANISATION),
            )
        })
        && !(office.len() > 1 && word(office.start).any(Kinds::FIRST))
        && !organisation::is_name(document, run)
}

/// Names inside a title ("White House Press Secretary"): the organisation that it belongs to.
fn push_inside(document: &Document<'_>, title: Option<Range<usize>>, found: &mut Vec<Mention>) {
    let Some(title) = title else {
        return;
    };
    let mut at = title.start;
    while at < title.end {
        if let Some((length, kind)) = phrase((at..title.end).map(|index| document.word(index))) {
            found.push(plain(at..at + length, phrase_kind(kind)));
            at += length;
            continue;
        }
        let kind = kinds(document.word(at));
        if kind.any(Kinds::COUNTRY.with(Kinds::STATE).with(Kinds::CITY).with(Kinds::CAPITAL).with(Kinds::ACTOR))
            && document.scan.words.get(at).is_some_and(is_capital)
        {
            found.push(plain(at..at + 1, single_kind(document.word(at), kind)));
        }
        at += 1;
    }
}

fn plain(words: Range<usize>, kind: MentionKind) -> Mention {
    Mention { words, kind, title: None, apposition: None, gender: Gender::Unknown, weak: false }
}

fn phrase_kind(kind: Kinds) -> MentionKind {
    if kind.any(Kinds::ACTOR) {
        MentionKind::Organisation
    } else if kind.any(Kinds::DEMONYM) {
        MentionKind::Group
    } else {
        MentionKind::Place
    }
}

fn single_kind(word: &str, kind: Kinds) -> MentionKind {
    if kind.any(Kinds::ACTOR) {
        MentionKind::Organisation
    } else if kind.any(Kinds::PLACE) {
        MentionKind::Place
    } else if kind.any(Kinds::DEMONYM) || (kind.any(Kinds::GROUP) && word.ends_with('s')) {
        MentionKind::Group
    } else {
        MentionKind::Unknown
    }
}

/// A run without title as one name.
fn name(document: &Document<'_>, sentence: &Range<usize>, words: Range<usize>, first: bool) -> Mention {
    let head = kinds(document.word(words.start));
    let last = document.word(words.end - 1);
    let length = words.len();
    let mut mention = plain(words.clone(), MentionKind::Unknown);
    let upper = document.scan.words.get(words.start).is_some_and(|word| word.shape == Shape::Upper);
    if length == 1 {
        mention.kind = single_kind(last, head);
        let known = head.any(Kinds::PLACE.with(Kinds::ACTOR).with(Kinds::DEMONYM));
        if mention.kind == MentionKind::Unknown && upper && !head.any(Kinds::FIRST) && (2..=7).contains(&last.len()) {
            mention.kind = MentionKind::Organisation;
        }
        mention.weak = first && !known;
        if head.any(Kinds::FIRST) {
            mention.gender = head.gender();
        }
    } else if organisation::is_name(document, &words) && !(head.any(Kinds::FIRST) && length == 2 && person_like_surname(last)) {
        mention.kind = MentionKind::Organisation;
    } else if kinds(last).any(Kinds::THING) && !(length == 2 && head.any(Kinds::FIRST) && !kinds(last).any(Kinds::ORGANISATION)) {
        mention.kind = MentionKind::Unknown;
    } else if is_person(document, &words) {
        mention.kind = MentionKind::Person;
        mention.gender = head.gender();
    } else if kinds(last).any(Kinds::DEMONYM.with(Kinds::GROUP)) && last.ends_with('s') {
        mention.kind = MentionKind::Group;
    }
    if matches!(mention.kind, MentionKind::Person | MentionKind::Unknown) {
        person::complete(document, sentence, &mut mention);
    }
    mention
}

/// Heads of organisations that are surnames as well ("Ana Banks", "Kim Church").
fn person_like_surname(word: &str) -> bool {
    matches!(
        word,
        "Banks"
            | "Church"
            | "School"
            | "Union"
            | "Post"
            | "Press"
            | "Temple"
            | "Order"
            | "Lodge"
            | "Chambers"
            | "Court"
            | "House"
            | "Steel"
            | "Power"
            | "Powers"
            | "Guard"
            | "Force"
            | "Lab"
            | "Brand"
            | "Brands"
            | "Fields"
            | "Wood"
            | "Watch"
            | "Foods"
            | "Register"
            | "Mirror"
            | "Gas"
            | "Fund"
            | "Club"
            | "Study"
            | "Front"
            | "Center"
            | "Farmer"
            | "Guild"
            | "Chapter"
            | "Battle"
            | "Church's"
            | "Gazette"
    )
}

/// First name and surname, with initials and particles between.
fn is_person(document: &Document<'_>, words: &Range<usize>) -> bool {
    if words.len() > 6 {
        return false;
    }
    let head = kinds(document.word(words.start));
    let initial = is_initial(document.word(words.start)) && words.len() <= 4;
    let middle = (words.start + 1..words.end - 1).any(|index| is_initial(document.word(index)));
    let joined = words.clone().any(|index| matches!(document.word(index), "of" | "for" | "and" | "&" | "on"));
    let suffix = is_suffix(document.word(words.end - 1));
    !joined && (head.any(Kinds::FIRST) || initial || middle || suffix)
}
