//! Noun phrases around a name that say who somebody is: "a clerk at Acme", "the port's director", "who chairs
//! the school board".

mod before;
mod words;

use super::is_capital;
use super::lexicon::{Kinds, kinds, with_lower};
use crate::extract::Document;
use crate::text::{QuoteState, Shape, WordRange};
pub(super) use before::{before, office, title};
use words::{is_determiner, is_finite, is_lower, is_mark, is_participle, is_preposition, is_punctuation, is_relative, joins};

/// Words that the core of a phrase may hold, up to its first preposition.
const CORE: usize = 12;
/// Words that a whole phrase may hold; longer ones are clauses.
const PHRASE: usize = 48;
/// Words between a name and the phrase behind it that are stepped over: "(D-Ohio)", ", 42,".
const ASIDE: usize = 8;

/// What the words right behind a name tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    /// The phrase that says who it is.
    pub phrase: Option<WordRange>,
    /// The age in years.
    pub age: Option<u32>,
}

/// Whether `word` means one human being: from the lists, or by an ending of trades ("brawler", "florist").
pub fn is_human(word: &str) -> bool {
    let kind = kinds(word);
    if kind.any(Kinds::HUMAN) {
        return true;
    }
    let other = Kinds::ORGANISATION
        .with(Kinds::ORGANISATION_NOUN)
        .with(Kinds::THING)
        .with(Kinds::DOCUMENT)
        .with(Kinds::STARTER)
        .with(Kinds::PLACE)
        .with(Kinds::DEMONYM)
        .with(Kinds::GROUP)
        .with(Kinds::CALENDAR)
        .with(Kinds::NOBODY);
    !kind.any(other)
        && word.len() > 4
        && with_lower(word, |word| {
            ["ist", "man", "woman", "person", "eer", "ologist", "ographer", "er", "or", "ician", "arian"]
                .iter()
                .any(|ending| word.ends_with(ending))
        })
}

/// The phrase for one human being that begins at `start`, before `end`: up to a comma, a dash or its relative clause.
/// With the place where what follows it begins.
pub(super) fn human(document: &Document<'_>, start: usize, end: usize) -> Option<WordRange> {
    // "one of the founders of the club".
    let several = with_lower(document.word(start), |word| word == "one") && document.word(start + 1) == "of";
    let mut at = if several { start + 2 } else { start };
    at += usize::from(matches!(document.word(at), "now" | "then" | "currently" | "formerly" | "long" | "once"));
    while at < end && is_determiner(document, at) {
        at += 1;
    }
    let core = at;
    let mut head = None;
    while at < end && at - core < CORE {
        if is_mark(document, at) {
            return None;
        }
        let word = document.word(at);
        if joins(word) {
            at += 1;
            continue;
        }
        if is_punctuation(document, at) {
            break;
        }
        // "a University of Tarn professor", "Ferries for Vell's director": a name before the head.
        let named = matches!(word, "of" | "for")
            && head.is_none()
            && at > core
            && [at - 1, at + 1].iter().all(|at| document.scan.words.get(*at).is_some_and(is_capital));
        if named {
            at += 1;
            continue;
        }
        // "a ferry customer based in Vell": what is told of the head behind it.
        if head.is_some_and(|head| head + 1 == at) && is_participle(document, at) {
            break;
        }
        // "Research and Advocacy Director": fields before the head.
        let fields = word == "and"
            && head.is_none()
            && at > core
            && [at - 1, at + 1].iter().all(|at| document.scan.words.get(*at).is_some_and(is_capital));
        if fields {
            at += 1;
            continue;
        }
        if is_relative(document, at) || is_preposition(document, at) || matches!(word, "and" | "or") {
            break;
        }
        let clause = matches!(word, "if" | "whether" | "because" | "although" | "while" | "unless");
        if clause || is_finite(document, at) || kinds(word).any(Kinds::PRONOUN) {
            return None;
        }
        let one = if several { word.strip_suffix('s').unwrap_or(word) } else { word };
        if is_human(one) && !matches!(document.word(at + 1), "'s" | "’s") {
            head = Some(at);
        }
        at += 1;
    }
    let head = head?;
    // "president Bob Lee", "delegate battle": what stands behind the head makes it part of something else.
    if (head + 1..at).any(|index| {
        !matches!(document.word(index), "general" | "General" | "emeritus" | "laureate" | "elect" | "-" | "designate")
    }) {
        return None;
    }
    at += usize::from(at == head + 1 && is_participle(document, at));
    while at < end && at - start < PHRASE {
        if is_mark(document, at) {
            break;
        }
        let word = document.word(at);
        if joins(word) {
            at += 1;
            continue;
        }
        if is_punctuation(document, at) {
            match goes_on(document, at, end) {
                Some(next) => {
                    at = next;
                    continue;
                }
                None => break,
            }
        }
        if is_relative(document, at) {
            break;
        }
        if is_finite(document, at) {
            return None;
        }
        at += 1;
    }
    let closed = at >= end
        || is_relative(document, at)
        || is_mark(document, at)
        || matches!(document.word(at), "," | "." | "—" | "–" | "--" | ";" | ")" | "?" | "!" | ":");
    (closed && at - start < PHRASE).then_some(WordRange::new(start, at))
}

/// Behind the comma at `at` the phrase goes on: "in Eau Claire, Wis.", "of Foods, Drinks and Snacks".
fn goes_on(document: &Document<'_>, at: usize, end: usize) -> Option<usize> {
    if document.word(at) != "," || at == 0 || !document.scan.words.get(at - 1).is_some_and(is_capital) {
        return None;
    }
    let capital = |index: usize| index < end && document.scan.words.get(index).is_some_and(is_capital);
    if !capital(at + 1) || kinds(document.word(at + 1)).any(Kinds::FIRST.with(Kinds::PRONOUN)) {
        return None;
    }
    let mut next = at + 1;
    while capital(next) {
        next += 1;
    }
    let place = kinds(document.word(at + 1)).any(Kinds::STATE.with(Kinds::COUNTRY));
    if place && next == at + 2 && (next >= end || matches!(document.word(next), "," | "." | ")")) {
        return Some(next);
    }
    let mut listed = next;
    while listed < end && matches!(document.word(listed), "," | "and") && listed - at < PHRASE / 3 {
        let and = document.word(listed) == "and" || document.word(listed + 1) == "and";
        let mut word = listed + 1 + usize::from(document.word(listed) == "," && and);
        if !capital(word) {
            return None;
        }
        while capital(word) {
            word += 1;
        }
        if and {
            return matches!(document.word(word), "," | ".").then_some(word);
        }
        listed = word;
    }
    None
}

/// What stands behind the name that ends at `name_end`: a phrase between commas or dashes, an age.
pub(super) fn behind(document: &Document<'_>, sentence: WordRange, name_end: usize) -> Behind {
    let mut at = name_end;
    let mut age = None;
    for _ in 0..3 {
        match document.word(at) {
            "(" => {
                let Some(close) = (at + 1..(at + ASIDE).min(sentence.end)).find(|index| document.word(*index) == ")") else {
                    return Behind { phrase: None, age };
                };
                if let Some(phrase) = human(document, at + 1, close).filter(|phrase| phrase.end == close) {
                    return Behind { phrase: Some(phrase), age };
                }
                at = close + 1;
            }
            "," => {
                let number = document.scan.words.get(at + 1).is_some_and(|word| word.shape == Shape::Number);
                if number && matches!(document.word(at + 2), "," | "." | ")" | ";") {
                    age = document.word(at + 1).parse().ok();
                    at += 2;
                    continue;
                }
                // ", of Springfield," before what he is.
                if matches!(document.word(at + 1), "of" | "from")
                    && let Some(comma) = (at + 2..(at + ASIDE).min(sentence.end)).find(|index| document.word(*index) == ",")
                    && (at + 2..comma).all(|index| document.scan.words.get(index).is_some_and(is_capital))
                    && human(document, comma + 1, sentence.end).is_some()
                {
                    at = comma;
                    continue;
                }
                break;
            }
            // "Rep. Ana Diaz of Ohio, the panel's head".
            "of" | "from" => {
                let comma = (at + 1..(at + ASIDE).min(sentence.end))
                    .find(|index| !document.scan.words.get(*index).is_some_and(is_capital));
                let Some(comma) = comma.filter(|comma| *comma > at + 1 && document.word(*comma) == ",") else { break };
                at = comma;
                break;
            }
            _ => break,
        }
    }
    let phrase = if matches!(document.word(at), "," | "—" | "–" | "--") && at + 1 < sentence.end {
        match document.word(at + 1) {
            "who" => clause(document, sentence, at + 1),
            _ => human(document, at + 1, sentence.end),
        }
    } else if document.word(at) == "who" {
        clause(document, sentence, at)
    } else {
        None
    };
    Behind { phrase, age }
}

/// "who chairs the school board", "who is the port's director": the words that tell, without "who is".
pub(super) fn clause(document: &Document<'_>, sentence: WordRange, who: usize) -> Option<WordRange> {
    let verb = who + 1;
    match document.word(verb) {
        // "who was then serving as the port's doctor" as well.
        "is" | "was" | "became" => {
            // "who was named last week as a leader of the union".
            let chosen = matches!(
                document.word(verb + 1),
                "named" | "elected" | "appointed" | "chosen" | "picked" | "hired" | "installed" | "employed"
            );
            if let Some(as_at) = (verb + 2..verb + 8).find(|at| chosen && document.word(*at) == "as") {
                return human(document, as_at + 1, sentence.end);
            }
            let next = verb + 1 + usize::from(document.word(verb + 1) == "then");
            let serves = document.word(next) == "serving" && document.word(next + 1) == "as";
            human(document, if serves { next + 2 } else { verb + 1 }, sentence.end)
        }
        "serves" | "served" if document.word(verb + 1) == "as" => human(document, verb + 2, sentence.end),
        word if kinds(word).any(Kinds::OFFICE_VERB)
            && document.scan.words.get(verb).is_some_and(|word| word.quote == QuoteState::Outside) =>
        {
            let end = (verb + 1..sentence.end)
                .find(|at| {
                    is_mark(document, *at)
                        || is_punctuation(document, *at) && !joins(document.word(*at))
                        || is_relative(document, *at)
                        || matches!(document.word(*at), "and" | "but") && is_finite(document, at + 1)
                })
                .unwrap_or(sentence.end);
            (end > verb + 1 && end - verb < PHRASE / 2).then_some(WordRange::new(verb, end))
        }
        _ => None,
    }
}

/// "Ana Diaz is the port's director": the phrase behind the verb.
pub(super) fn copula(document: &Document<'_>, sentence: WordRange, name_end: usize) -> Option<WordRange> {
    // What somebody says of somebody is no office.
    let said = document.scan.words.get(name_end).is_some_and(|word| word.quote == QuoteState::Inside);
    if said || !matches!(document.word(name_end), "is" | "was") || !is_determiner(document, name_end + 1) {
        return None;
    }
    human(document, name_end + 1, sentence.end)
}

/// "Ana Diaz of Acme", "Ana Diaz, from the Port Authority,": preposition and name.
pub(super) fn belongs(document: &Document<'_>, sentence: WordRange, name_end: usize) -> Option<WordRange> {
    let at = name_end + usize::from(document.word(name_end) == ",");
    if !matches!(document.word(at), "of" | "for" | "from" | "with" | "at") {
        return None;
    }
    let capital = |index: usize| index < sentence.end && document.scan.words.get(index).is_some_and(is_capital);
    let start = at + 1 + usize::from(document.word(at + 1) == "the");
    let mut end = start;
    // "Ana Diaz of Vell Hospital and Bo Lind": the next one.
    let next_one =
        |at: usize| document.word(at) == "and" && kinds(document.word(at + 1)).any(Kinds::FIRST.with(Kinds::ANY_HONORIFIC));
    let joined = |at: usize| matches!(document.word(at), "of" | "for" | "and" | "&" | "the") && capital(at + 1) && !next_one(at);
    while capital(end) || end > start && joined(end) {
        end += 1;
    }
    // "Ana Diaz of the Rowing Club in Vell".
    if end > start && document.word(end) == "in" && capital(end + 1) {
        end += 2;
        while capital(end) {
            end += 1;
        }
    }
    // "Ana Diaz of the Post dubbed it": a verb that no list holds.
    let verb = |at: usize| is_finite(document, at) || is_lower(document, at) && document.word(at).ends_with("ed");
    let closed = end >= sentence.end || is_punctuation(document, end) && !joins(document.word(end)) || verb(end) || next_one(end);
    (end > start && closed && !kinds(document.word(start)).any(Kinds::CALENDAR)).then_some(WordRange::new(at, end))
}

/// The noun in "The group that owns the songs, Big Machine, says": what the name behind the comma is called.
pub fn apposed(document: &Document<'_>, name: WordRange) -> Option<usize> {
    let comma = name.start.checked_sub(1).filter(|at| document.word(*at) == ",")?;
    if !matches!(document.word(name.end), "," | ".") {
        return None;
    }
    let plain = |at: &usize| !is_punctuation(document, *at) && !is_mark(document, *at);
    let first = (comma.saturating_sub(CORE)..comma).rev().take_while(plain).last()?;
    let clause = (first + 1..comma).find(|at| matches!(document.word(*at), "that" | "which")).unwrap_or(comma);
    let noun = clause.checked_sub(1)?;
    let opened = kinds(document.word(first)).any(Kinds::OPENER);
    let core = first + 1..noun;
    let simple = !core.clone().any(|at| is_preposition(document, at) || is_finite(document, at));
    (opened && simple && is_lower(document, noun) && kinds(document.word(noun)).any(Kinds::ORGANISATION_NOUN)).then_some(noun)
}

/// The nouns by which the text calls what `name` names an organisation: "the consumer group Truth Weighed",
/// "TarnLink, the bus agency".
pub fn organisation_nouns<'d>(document: &'d Document<'_>, name: WordRange) -> [Option<&'d str>; 2] {
    let noun = |at: usize| Some(document.word(at)).filter(|word| kinds(word).any(Kinds::ORGANISATION_NOUN.with(Kinds::GENERAL)));
    // "a committee called Harbour 45".
    let called = name.start.checked_sub(1).is_some_and(|at| matches!(document.word(at), "called" | "named" | "dubbed"));
    let before = name.start.checked_sub(1 + usize::from(called)).filter(|at| called || is_lower(document, *at)).and_then(noun);
    let before = before.or_else(|| apposed(document, name).and_then(noun));
    let mut behind = None;
    // "Florida, where the campaign has offices": a clause about something else. "Ole Brandt, of the rowing club": he is
    // not the club.
    if document.word(name.end) == ","
        && kinds(document.word(name.end + 1)).any(Kinds::OPENER.with(Kinds::FUNCTION))
        && !is_relative(document, name.end + 1)
        && !is_preposition(document, name.end + 1)
    {
        let core = (name.end + 2..name.end + 10).take_while(|at| {
            joins(document.word(*at))
                || !is_punctuation(document, *at)
                    && !is_preposition(document, *at)
                    && !is_relative(document, *at)
                    && !is_finite(document, *at)
        });
        behind = core.last().and_then(noun);
    }
    [before, behind]
}
