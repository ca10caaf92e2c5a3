//! Names of organisations: which small words join one, and which heads make one.

use super::is_capital;
use super::lexicon::{Kinds, kinds};
use crate::extract::Document;
use crate::extract::lexicon::lists::OPENING_HEADS;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::text::WordRange;

/// Whether the words after `run` carry its name on ("of the Interior", "and Human Services"); the new end.
pub(super) fn joins(document: &Document<'_>, run: WordRange, limit: usize) -> Option<usize> {
    let capital = |index: usize| {
        index < limit
            && document.scan.words.get(index).is_some_and(is_capital)
            && !kinds(document.word(index)).any(Kinds::CALENDAR)
    };
    let link = document.word(run.end);
    let last = kinds(document.word(run.end - 1));
    let inner = run.iter().any(|index| matches!(document.word(index), "of" | "for" | "on"));
    match link {
        "," => listed(document, run, limit),
        "of" => {
            let the = usize::from(document.word(run.end + 1) == "the");
            let next = run.end + 1 + the;
            // "Senator Barbara Baker of California": a trade that is her surname.
            let surname = run.len() > 1 && kinds(document.word(run.end - 2)).any(Kinds::FIRST);
            let heads =
                last.any(Kinds::ORGANISATION) || last.any(Kinds::TITLE) && !surname || is_of_head(document.word(run.end - 1));
            (heads && capital(next)).then_some(next + 1)
        }
        // "the University of Vell at Tarnmouth".
        "at" => {
            let university = run.iter().any(|index| matches!(document.word(index), "University" | "College"));
            (university && inner && capital(run.end + 1)).then_some(run.end + 2)
        }
        "for" | "on" | "in" => {
            let the = usize::from(document.word(run.end + 1) == "the");
            let next = run.end + 1 + the;
            // "Court of Appeals for the Sixth Circuit".
            let court = link == "for" && inner && run.iter().any(|index| kinds(document.word(index)).any(Kinds::ORGANISATION));
            // "the Council on Harbour Relations": bodies that are called by their subject.
            let body = link == "on"
                && matches!(
                    document.word(run.end - 1),
                    "Council"
                        | "Committee"
                        | "Subcommittee"
                        | "Commission"
                        | "Conference"
                        | "Forum"
                        | "Institute"
                        | "Center"
                        | "Centre"
                );
            let heads = (last.any(Kinds::ORGANISATION) || court) && (link == "for" || body || !is_actor_alone(document, run));
            let person = kinds(document.word(next)).any(Kinds::FIRST);
            let minister = last.any(Kinds::TITLE) && link == "for";
            ((heads && link != "in" || minister) && capital(next) && !person).then_some(next + 1)
        }
        "and" => {
            let next = run.end + 1;
            // "Henry Holt and Company".
            if HOUSES.contains(&document.word(next)) {
                return Some(next + 1);
            }
            let other = Kinds::FIRST.with(Kinds::TITLE).with(Kinds::ANY_HONORIFIC);
            if !capital(next) || document.word(next) == "The" || kinds(document.word(next)).any(other) {
                return None;
            }
            let mut end = next + 1;
            while capital(end) {
                end += 1;
            }
            let headed = kinds(document.word(end - 1)).any(Kinds::ORGANISATION);
            let begins_with_head = run.iter().any(|index| kinds(document.word(index)).any(Kinds::ORGANISATION)) && inner;
            let plain = !run.iter().any(|index| {
                let kind = kinds(document.word(index));
                kind.any(Kinds::ORGANISATION.with(Kinds::TITLE).with(Kinds::ACTOR).with(Kinds::FIRST)) || kind.any(Kinds::PLACE)
            });
            // "House Oversight and Government Reform Committee": the last word before "and" is no name of its own.
            let field = !last
                .any(Kinds::ORGANISATION.with(Kinds::TITLE).with(Kinds::FIRST).with(Kinds::PLACE).with(Kinds::ACTOR))
                && run.iter().any(|index| kinds(document.word(index)).any(Kinds::ACTOR))
                && kinds(document.word(end - 1)).any(Kinds::OWNED.with(Kinds::ORGANISATION_NOUN));
            // "Parks and Wildlife Secretary Ana Diaz".
            let office = run.len() <= 2
                && run.iter().all(|index| is_field(document.word(index)))
                && (next..end.saturating_sub(1)).any(|index| kinds(document.word(index)).any(Kinds::TITLE));
            if office {
                return Some(end);
            }
            let place = kinds(document.word(next)).any(Kinds::PLACE);
            // "Tarnet and GateHorse Media": two, where the first stands alone elsewhere.
            let plain = plain && !(run.len() == 1 && !is_field(document.word(run.start)) && stands_alone(document, run.start));
            ((begins_with_head && !headed && !place) || ((plain && run.len() <= 2 && end - next <= 3 || field) && headed))
                .then_some(end)
        }
        _ => None,
    }
}

/// Whether the word at `at` stands near by without "and" behind it.
fn stands_alone(document: &Document<'_>, at: usize) -> bool {
    /// Words before and after.
    const NEAR: usize = 1500;
    let name = document.word(at);
    let near = at.saturating_sub(NEAR)..(at + NEAR).min(document.scan.words.len());
    near.into_iter().any(|other| other != at && document.word(other) == name && document.word(other + 1) != "and")
}

/// "the Hydrology, Weather and Road Safety Institute": fields in a row, and the head at their end.
fn listed(document: &Document<'_>, run: WordRange, limit: usize) -> Option<usize> {
    let other = Kinds::ORGANISATION
        .with(Kinds::TITLE)
        .with(Kinds::ACTOR)
        .with(Kinds::FIRST)
        .with(Kinds::PLACE)
        .with(Kinds::DEMONYM)
        .with(Kinds::CALENDAR);
    let capital = |at: usize| at < limit && document.scan.words.get(at).is_some_and(is_capital);
    let field = |at: usize| capital(at) && !kinds(document.word(at)).any(other);
    let the = run.start > 0 && matches!(document.word(run.start - 1), "the" | "The");
    if let Some(of) = run.iter().find(|at| matches!(document.word(*at), "of" | "for")) {
        return fields(document, run, of, limit);
    }
    if !the || run.len() > 2 || !run.iter().all(field) {
        return None;
    }
    let mut at = last_field(document, run.end, field)?;
    while capital(at) {
        at += 1;
    }
    kinds(document.word(at - 1)).any(Kinds::ORGANISATION).then_some(at)
}

/// "the National Academies of Sciences, Engineering and Medicine": fields in a row behind the head and "of".
fn fields(document: &Document<'_>, run: WordRange, of: usize, limit: usize) -> Option<usize> {
    let field = |at: usize| {
        let word = document.word(at);
        let one = word.strip_suffix('s').unwrap_or(word);
        let shaped = ["ing", "ic", "ure", "ment", "ence", "ine", "logy", "try"].iter().any(|ending| one.ends_with(ending));
        at < limit
            && document.scan.words.get(at).is_some_and(is_capital)
            && (is_field(word) || shaped)
            && !kinds(word).any(Kinds::FIRST.with(Kinds::PLACE).with(Kinds::ACTOR).with(Kinds::CALENDAR))
    };
    let head = document.word(of.checked_sub(1)?);
    if !kinds(head).any(Kinds::ORGANISATION) || document.word(run.end) != "," || !field(run.end - 1) {
        return None;
    }
    let mut at = last_field(document, run.end, field)?;
    while field(at) {
        at += 1;
    }
    Some(at)
}

/// One past the first word behind the "and" of a row ", Weather and Road": `at` is where the row goes on behind its first
/// member, and `field` tells whether a word can be in it.
fn last_field(document: &Document<'_>, mut at: usize, field: impl Fn(usize) -> bool) -> Option<usize> {
    while document.word(at) == "," && field(at + 1) {
        at += 2;
        while field(at) {
            at += 1;
        }
    }
    at += usize::from(document.word(at) == ",");
    (matches!(document.word(at), "and" | "&") && field(at + 1)).then_some(at + 2)
}

/// "House of Commons", "Bank of America", "Church of England", "Duke of York".
fn is_of_head(word: &str) -> bool {
    kinds(word).any(Kinds::OF_HEAD)
}

/// A common noun of a field of office: Parks, Health.
fn is_field(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    let field = Kinds::MODIFIER.with(Kinds::FIELD).with(Kinds::THING);
    let known = kinds(word).any(field) || kinds(one).any(field) || Lexicon::shared().get(word).usual.any(Senses::NOUN);
    known && !kinds(word).any(Kinds::FIRST.with(Kinds::TITLE))
}

/// "the Senate on Friday": an office that takes no "on" into its name.
fn is_actor_alone(document: &Document<'_>, run: WordRange) -> bool {
    run.len() == 1
        && (kinds(document.word(run.start)).any(Kinds::ACTOR)
            || matches!(
                document.word(run.start),
                "Police" | "Government" | "Parliament" | "Council" | "Court" | "Company" | "Board" | "Party" | "Club" | "Bank"
            ))
}

/// What stands behind "and" at the end of a firm's name.
const HOUSES: &[&str] = &["Associates", "Brothers", "Co", "Co.", "Company", "Daughters", "Partners", "Sons"];

/// Whether `words` name an organisation by one of its heads.
pub(super) fn is_name(document: &Document<'_>, words: WordRange) -> bool {
    let Some(last) = words.iter().next_back() else {
        return false;
    };
    if kinds(document.word(last)).any(Kinds::ORGANISATION) {
        return true;
    }
    if words.iter().any(|index| document.word(index) == "&") {
        return true;
    }
    if HOUSES.contains(&document.word(last)) && words.iter().any(|index| document.word(index) == "and") {
        return true;
    }
    // "Bank Nord", "Radio Eastwick".
    if words.len() > 1 && OPENING_HEADS.contains(document.word(words.start)) {
        return true;
    }
    // "University of Port Vell", "Centers for Disease Control", "Acme Inc. Europe".
    words.iter().take(words.len().saturating_sub(1)).any(|index| {
        let link = document.word(index + 1);
        let head = document.word(index);
        matches!(link, "of" | "for" | "on")
            && (kinds(head).any(Kinds::ORGANISATION) || matches!(head, "Bank" | "Church" | "House" | "Board" | "Bureau"))
    })
}
