//! Where contents begin and end.

use std::ops::Range;

use super::tagging::Tag;
use super::view::{REACH, View};
use crate::extract::lexicon::Senses;

/// How far a content reaches over commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A whole clause ("that taxes will rise, and soon").
    Clause,
    /// A phrase: an infinitive or an object ("to fight on", "the plan").
    Phrase,
}

/// End of the content that begins at `start`, final punctuation left out.
pub fn content_end(view: &View<'_>, start: usize, reach: Reach) -> usize {
    let limit = view.sentence(start).end.min(start + REACH);
    let mut at = start;
    while at < limit {
        let token = view.token(at);
        if token.quoted {
            // A quotation is taken whole, however many sentences it holds.
            if token.tag == Tag::Quote
                && let Some(quotation) = view.quotation_at(at)
            {
                let words = view.words_of(quotation);
                if words.end > at + 1 {
                    at = words.end;
                    let comma = at > start + 1 && view.tag(at - 2) == Tag::Comma;
                    let over = reach == Reach::Phrase || matches!(view.tag(at), Tag::Gerund | Tag::Conjunction);
                    if comma && over && !view.token(at).quoted {
                        break;
                    }
                    continue;
                }
            }
            at += 1;
            continue;
        }
        if at > start && stops(view, at, reach) {
            break;
        }
        at += 1;
    }
    trim_end(view, start, at)
}

/// `end` without punctuation that does not belong to a content.
pub fn trim_end(view: &View<'_>, start: usize, mut end: usize) -> usize {
    while end > start + 1
        && !view.token(end - 1).quoted
        && matches!(view.tag(end - 1), Tag::Comma | Tag::Stop | Tag::Colon | Tag::Dash | Tag::Conjunction)
    {
        end -= 1;
    }
    end
}

fn is_cue(view: &View<'_>, at: usize) -> bool {
    view.token(at).lexeme.verb != 0
}

/// Whether a content ends before the word at `at`.
fn stops(view: &View<'_>, at: usize, reach: Reach) -> bool {
    let tag = view.tag(at);
    let next = view.tag(at + 1);
    match tag {
        Tag::Comma => {
            if view.is(at + 1, "according") || next == Tag::Gerund && is_cue(view, at + 1) {
                return true;
            }
            let skip = usize::from(matches!(next, Tag::Adverb));
            if next == Tag::Conjunction {
                let verb = (at + 2..at + 6).find(|place| view.tag(*place) == Tag::Finite);
                return verb.is_some_and(|place| is_cue(view, place))
                    || reach == Reach::Phrase && verb.is_some()
                    || view.is(at + 1, "but");
            }
            if reach == Reach::Phrase {
                return !matches!(view.tag(at + 1 + skip), Tag::Noun | Tag::Name | Tag::Adjective);
            }
            if next == Tag::Finite {
                return true;
            }
            // ", Diaz said" and ", said Diaz".
            let verb = (at + 1..at + 7).find(|place| matches!(view.tag(*place), Tag::Finite | Tag::Comma));
            verb.is_some_and(|place| view.tag(place) == Tag::Finite && is_cue(view, place) && ends_clause(view, place + 1))
        }
        Tag::Conjunction => {
            let place = at + 1 + usize::from(next == Tag::Adverb);
            let verb = matches!(view.tag(place), Tag::Finite);
            verb && reach == Reach::Phrase
                || verb && is_cue(view, place) && matches!(view.tag(place + 1), Tag::Subordinator | Tag::To | Tag::Quote)
        }
        Tag::Colon => true,
        Tag::Dash => reach == Reach::Phrase,
        Tag::Subordinator if reach == Reach::Phrase => {
            ["while", "after", "before", "when", "because", "although", "though", "if", "as", "since", "but"]
                .iter()
                .any(|word| view.is(at, word))
        }
        Tag::Preposition if reach == Reach::Phrase => {
            ["during", "after", "before", "despite"].iter().any(|word| view.is(at, word))
        }
        _ => false,
    }
}

/// Whether nothing but an end is at `at`.
pub fn ends_clause(view: &View<'_>, at: usize) -> bool {
    matches!(view.tag(at), Tag::Stop | Tag::Comma | Tag::Colon | Tag::Dash)
}

/// The content that ends just before `end` (before the comma or closing mark of ", X said").
pub fn content_before(view: &View<'_>, end: usize) -> Option<Range<usize>> {
    let mut last = end;
    if last > 0 && !view.token(last - 1).quoted && matches!(view.tag(last - 1), Tag::Comma | Tag::Dash | Tag::Stop) {
        last -= 1;
    }
    if last == 0 {
        return None;
    }
    let token = view.token(last - 1);
    if token.tag == Tag::Quote
        && let Some(quotation) = view.quotation_at(last - 1)
    {
        let words = view.words_of(quotation);
        let start = view.sentence(words.start).start.min(words.start);
        let start =
            if words.start.saturating_sub(start) > REACH || introduced(view, start, words.start) { words.start } else { start };
        return Some(trim_start(view, start, last)..last);
    }
    let start = view.sentence(last - 1).start.max(last.saturating_sub(REACH));
    let start = trim_start(view, start, last);
    (start < last).then_some(start..last)
}

/// Whether the words at `start..quote` already attribute the quotation that follows.
fn introduced(view: &View<'_>, start: usize, quote: usize) -> bool {
    quote > start && matches!(view.tag(quote - 1), Tag::Colon)
}

fn trim_start(view: &View<'_>, mut start: usize, end: usize) -> usize {
    while start < end
        && !view.token(start).quoted
        && matches!(view.tag(start), Tag::Conjunction | Tag::Comma | Tag::Dash | Tag::Stop | Tag::Sign)
    {
        start += 1;
    }
    start
}

/// The first place from `at` on that is not an adjunct of a cue ("on Tuesday", "in an interview with the Herald").
pub fn skip_adjuncts(view: &View<'_>, mut at: usize) -> usize {
    let limit = view.sentence(at.min(view.tokens.len().saturating_sub(1))).end.min(at + 40);
    for _ in 0..4 {
        let token = view.token(at);
        if at >= limit || token.quoted {
            break;
        }
        let timed = token.lexeme.senses.any(Senses::TIME) || token.tag == Tag::Adverb;
        if timed && !matches!(token.tag, Tag::Modal) {
            at += 1;
        } else if token.tag == Tag::Preposition || token.tag == Tag::To && view.tag(at + 1).is_nominal() {
            let mut end = at + 1;
            while end < limit && !view.token(end).quoted {
                match view.tag(end) {
                    Tag::Noun
                    | Tag::Name
                    | Tag::Number
                    | Tag::Adjective
                    | Tag::Determiner
                    | Tag::Possessive
                    | Tag::Preposition
                    | Tag::Sign => {
                        end += 1;
                    }
                    Tag::Pronoun if end == at + 1 => end += 1,
                    Tag::Conjunction if view.tag(end + 1).is_nominal() => end += 1,
                    _ => break,
                }
            }
            at = end;
        } else {
            break;
        }
    }
    at
}
