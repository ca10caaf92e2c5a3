//! Where the mention of a source begins and ends: the noun phrase next to its cue.

use std::ops::Range;

use super::tagging::Tag;
use super::view::View;
use crate::extract::lexicon::Senses;

/// How many words a mention may have.
const LONGEST: usize = 40;

/// First word of a verb's group: its auxiliaries, adverbs and "to".
pub fn group_start(view: &View<'_>, verb: usize) -> usize {
    let first = view.sentence(verb).start;
    let mut start = verb;
    while start > first && verb - start < 6 {
        let token = view.token(start - 1);
        if token.quoted {
            break;
        }
        match token.tag {
            Tag::Auxiliary | Tag::Modal | Tag::Adverb | Tag::Negation => start -= 1,
            Tag::To if start == verb || view.tag(start) == Tag::Adverb => start -= 1,
            _ => break,
        }
    }
    // An adverb after a comma or at the start belongs to the sentence.
    while start < verb && view.tag(start) == Tag::Adverb && (start == first || view.tag(start - 1) == Tag::Comma) {
        start += 1;
    }
    start
}

/// The mention that ends just before `end`: the subject of a verb group that starts there.
pub fn subject_before(view: &View<'_>, end: usize) -> Option<Range<usize>> {
    let first = view.sentence(end.min(view.tokens.len().saturating_sub(1))).start;
    if end <= first {
        return None;
    }
    let last = view.token(end - 1);
    if last.quoted {
        return None;
    }
    match last.tag {
        Tag::Subordinator if last.lexeme.senses.any(Senses::RELATIVE) && end - 1 > first => Some(end - 1..end),
        Tag::Comma | Tag::Dash => with_apposition(view, first, end),
        Tag::Sign if view.is(end - 1, ")") => {
            let open = (first..end - 1).rev().take(8).find(|at| view.is(*at, "("))?;
            subject_before(view, open).map(|name| name.start..end)
        }
        Tag::Pronoun if end < first + 2 || view.tag(end - 2) != Tag::Pronoun => Some(end - 1..end),
        tag if tag.ends_noun_phrase() || matches!(tag, Tag::Determiner | Tag::Adjective | Tag::Participle | Tag::Gerund) => {
            phrase_before(view, first, end)
        }
        _ => None,
    }
}

/// "Ana Diaz, a clerk," before a verb.
fn with_apposition(view: &View<'_>, first: usize, end: usize) -> Option<Range<usize>> {
    let mark = view.tag(end - 1);
    let low = first.max((end - 1).saturating_sub(30));
    let open = (low..end - 1).rev().find(|at| view.tag(*at) == mark && !view.token(*at).quoted)?;
    if open <= first || !view.tag(open - 1).ends_noun_phrase() && !view.is(open - 1, ")") {
        return None;
    }
    // What is between the commas describes the name: it does not begin with a verb's own subject.
    if matches!(view.tag(open + 1), Tag::Conjunction | Tag::Pronoun) {
        return None;
    }
    phrase_before(view, first, open).map(|name| name.start..end - 1)
}

/// The noun phrase that ends just before `end`, not reaching before `first`.
fn phrase_before(view: &View<'_>, first: usize, end: usize) -> Option<Range<usize>> {
    let low = first.max(end.saturating_sub(LONGEST));
    let mut start = end;
    let mut after_verb = false;
    let mut conjunction = None;
    while start > low {
        let token = view.token(start - 1);
        if token.quoted && token.tag == Tag::Quote && end - start < 1 {
            break;
        }
        match token.tag {
            Tag::Comma | Tag::Colon | Tag::Dash | Tag::Stop | Tag::Subordinator => break,
            Tag::Quote if !scare_quote(view, start - 1) => break,
            Tag::Finite | Tag::Modal | Tag::Auxiliary | Tag::Infinitive | Tag::Negation => {
                // "officials who spoke on Tuesday": the verb may belong to a relative clause of the phrase.
                if start < end
                    && let Some(who) = relative_of(view, low, start - 1)
                {
                    start = who;
                    continue;
                }
                after_verb = true;
                break;
            }
            Tag::Pronoun if start == end - 1 && view.tag(end - 1) == Tag::Pronoun => start -= 1,
            Tag::Pronoun if start < end => {
                if !view.is(start - 1, "those") && !matches!(view.tag(start), Tag::Preposition) {
                    break;
                }
                start -= 1;
            }
            Tag::Conjunction => {
                conjunction = Some(start - 1);
                start -= 1;
            }
            _ => start -= 1,
        }
    }
    if let Some(at) = conjunction
        && (after_verb || at == start)
    {
        start = at + 1;
    }
    while start < end && matches!(view.tag(start), Tag::Adverb | Tag::Conjunction | Tag::To | Tag::Sign) {
        start += 1;
    }
    if start < end && matches!(view.tag(start), Tag::Preposition | Tag::Gerund | Tag::Participle) {
        start = after_adjunct(view, start, end);
    }
    (start < end).then_some(start..end)
}

/// The relative pronoun of the clause whose verb is at `verb`, when it follows a noun.
fn relative_of(view: &View<'_>, low: usize, verb: usize) -> Option<usize> {
    let mut at = verb;
    while at > low + 1 && verb - at < 5 {
        at -= 1;
        match view.tag(at) {
            Tag::Auxiliary | Tag::Modal | Tag::Adverb | Tag::Negation | Tag::Finite => {}
            Tag::Subordinator if view.token(at).lexeme.senses.any(Senses::RELATIVE) => {
                let noun = matches!(view.tag(at - 1), Tag::Noun | Tag::Name);
                return (noun && (view.is(at, "who") || view.is(at, "which"))).then_some(at);
            }
            _ => return None,
        }
    }
    None
}

fn scare_quote(view: &View<'_>, at: usize) -> bool {
    view.quotation_at(at).is_some_and(|quotation| {
        let words = view.words_of(quotation);
        let ends = matches!(view.tag(words.end.saturating_sub(2)), Tag::Comma | Tag::Stop);
        quotation.closed && words.len() <= 6 && !ends
    })
}

/// "In March the mayor": where the noun phrase after an introduction begins.
fn after_adjunct(view: &View<'_>, start: usize, end: usize) -> usize {
    for at in start + 2..end {
        let before = view.token(at - 1);
        let here = view.tag(at);
        let ended = matches!(before.tag, Tag::Noun | Tag::Name | Tag::Number);
        // "As the Evening Ledger" has a name for its time.
        let named = view.tag(at - 2) == Tag::Determiner && view.is_capitalised(at - 1) && view.is_capitalised(at);
        let begins = matches!(here, Tag::Determiner | Tag::Possessive | Tag::Pronoun)
            || before.lexeme.senses.any(Senses::TIME) && here.is_nominal() && !named
            || matches!((before.tag, here), (Tag::Noun, Tag::Name));
        if ended && begins && !view.is(at, "'s") && !view.is(at, "’s") {
            return at;
        }
    }
    let mut at = end - 1;
    while at > start + 1 && view.tag(at - 1).is_nominal() {
        at -= 1;
    }
    at
}

/// The noun phrase that begins at `start`, with its apposition; `None` when none does.
pub fn phrase_after(view: &View<'_>, start: usize) -> Option<Range<usize>> {
    let first = view.token(start);
    if first.quoted || !(first.tag.is_nominal() || matches!(first.tag, Tag::Adverb | Tag::Participle | Tag::Gerund)) {
        return None;
    }
    if first.tag == Tag::Pronoun && !matches!(view.tag(start + 1), Tag::Preposition | Tag::Noun) {
        return Some(start..start + 1);
    }
    let limit = view.sentence(start).end.min(start + LONGEST);
    let mut end = start;
    let mut commas = 0;
    while end < limit {
        let token = view.token(end);
        if token.quoted && !scare_quote(view, end) {
            break;
        }
        match token.tag {
            Tag::Stop | Tag::Colon | Tag::Dash | Tag::Finite | Tag::Modal | Tag::Auxiliary | Tag::Infinitive | Tag::Negation
                if commas == 0 || !matches!(token.tag, Tag::Finite | Tag::Auxiliary | Tag::Modal) =>
            {
                break;
            }
            Tag::Subordinator if commas == 0 => break,
            Tag::Preposition if commas == 0 && !joins(view, end) => break,
            Tag::Noun | Tag::Adverb | Tag::Name if token.lexeme.senses.any(Senses::TIME) && tells_when(view, start, end) => {
                if token.tag == Tag::Name || commas == 0 {
                    break;
                }
                end += 1;
            }
            Tag::To if commas == 0 => break,
            Tag::Gerund if end > start && commas == 0 => break,
            Tag::Comma if commas == 0 && named_behind(view, start, end, limit).is_some() => {
                return named_behind(view, start, end, limit).map(|end| start..end);
            }
            Tag::Comma => {
                commas += 1;
                let next = view.token(end + 1);
                let describes = matches!(next.tag, Tag::Determiner | Tag::Noun | Tag::Adjective)
                    || next.lexeme.senses.any(Senses::RELATIVE) && !view.is(end + 1, "that");
                if commas > 1 || next.quoted || !describes {
                    break;
                }
                end += 1;
            }
            _ => end += 1,
        }
    }
    while end > start && matches!(view.tag(end - 1), Tag::Comma | Tag::Adverb | Tag::Conjunction | Tag::Preposition) {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

/// "said the mayor, Ana Diaz.": the end of the name behind the description that begins at `start`, where the comma at
/// `comma` is followed by nothing but a name.
fn named_behind(view: &View<'_>, start: usize, comma: usize, limit: usize) -> Option<usize> {
    let described = matches!(view.tag(start), Tag::Determiner | Tag::Possessive)
        && view.tag(comma - 1) == Tag::Noun
        && !(start + 1..comma).any(|at| view.tag(at) == Tag::Conjunction);
    let is_name = |at: &usize| {
        let token = view.token(*at);
        token.tag == Tag::Name && !token.quoted && !token.lexeme.senses.any(Senses::TIME)
    };
    let end = (comma + 1..limit).take_while(is_name).last()? + 1;
    let closed = end >= limit || matches!(view.tag(end), Tag::Stop | Tag::Comma | Tag::Dash);
    (described && closed && end - comma <= 5).then_some(end)
}

/// Whether the word of time at `at` tells when, behind the phrase that began at `start` ("officials Sunday"). In "the
/// Evening Ledger", "a Monday memo" and "the Dubai Evening Post" it is a part of the phrase.
fn tells_when(view: &View<'_>, start: usize, at: usize) -> bool {
    if !(start..at).any(|place| view.tag(place).ends_noun_phrase()) {
        return false;
    }
    let is_name = |place: usize| view.tag(place) == Tag::Name && !view.token(place).lexeme.senses.any(Senses::TIME);
    let in_name = view.is_capitalised(at) && is_name(at - 1) && is_name(at + 1) && view.is(start, "the");
    !in_name
}

/// Whether the preposition at `at` belongs to the noun before it ("spokeswoman for the mayor").
fn joins(view: &View<'_>, at: usize) -> bool {
    ["of", "for", "from", "with", "at", "near", "familiar", "between"].iter().any(|word| view.is(at, word))
        && !view.token(at + 1).lexeme.senses.any(Senses::TIME)
}
