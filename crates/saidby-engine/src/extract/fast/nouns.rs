//! Cues that are no verbs: "according to", nouns, adjectives, a name and a colon, "reportedly".

use std::ops::Range;

use super::candidate::{Candidate, Frame, Mention, Voice};
use super::clauses::{Reach, content_before, content_end, ends_clause, trim_end};
use super::sources::{group_start, phrase_after, subject_before};
use super::tagging::Tag;
use super::verbs::mention;
use super::view::View;
use crate::extract::lexicon::Senses;

fn candidate(
    view: &View<'_>,
    content: [Range<usize>; 2],
    cue: Range<usize>,
    head: usize,
    source: Option<Range<usize>>,
) -> Candidate {
    let mention = mention(view, source.as_ref());
    Candidate { content, cue, head, source, frame: Frame::Before, voice: Voice::Bare, lemma: 0, mention, confidence: 0.0 }
}

/// Words that a paragraph behind "According to X:" may have and be X's as a whole.
const BLOCK: usize = 150;

/// "according to X, …" and "…, according to X".
pub fn push_according(view: &View<'_>, at: usize, out: &mut Vec<Candidate>) {
    if view.token(at).quoted || !view.is(at + 1, "to") {
        return;
    }
    let Some(mut source) = phrase_after(view, at + 2) else {
        return;
    };
    let sentence = view.sentence(at);
    let cue = at..at + 2;
    let lemma = view.token(at).lexeme.verb;
    // "According to Diaz: The dyke is old. It leaks.": all that follows in the paragraph is hers.
    if at == sentence.start && view.is(source.end, ":") && source.end + 1 < view.tokens.len() {
        let rest = view.tokens.len().min(source.end + 1 + BLOCK);
        let end = if rest == view.tokens.len() { rest } else { view.sentence(source.end + 1).end };
        let right = source.end + 1..super::clauses::trim_end(view, source.end + 1, end);
        out.push(Candidate {
            frame: Frame::Clause,
            voice: Voice::According,
            lemma,
            ..candidate(view, [right, 0..0], cue, at, Some(source))
        });
        return;
    }
    let left = if at > sentence.start { content_before(view, at) } else { None };
    let mut after = source.end;
    let left_words = left.as_ref().map_or(0, |left| left.len());
    if left_words < 3 {
        // One comma only: it ends the introduction and begins no description.
        if view.tag(source.end) != Tag::Comma
            && let Some(comma) = source.clone().find(|at| view.tag(*at) == Tag::Comma)
        {
            source.end = comma;
            after = comma;
        }
        while after < sentence.end.min(source.end + 25) && view.tag(after) != Tag::Comma {
            after += 1;
        }
        let end = content_end(view, after + 1, Reach::Clause);
        if view.tag(after) == Tag::Comma && end > after + 1 {
            let right = after + 1..end;
            let content = match left {
                Some(left) if at > sentence.start => [left, right],
                _ => [right, 0..0],
            };
            out.push(Candidate {
                frame: Frame::Clause,
                voice: Voice::According,
                lemma,
                ..candidate(view, content, cue, at, Some(source))
            });
            return;
        }
    }
    let Some(left) = left else {
        return;
    };
    let rest = super::verbs::continuation(view, source.end);
    out.push(Candidate {
        frame: Frame::Before,
        voice: Voice::According,
        lemma,
        ..candidate(view, [left, rest], cue, at, Some(source))
    });
}

/// "X's claim that …", "issued a warning about …".
pub fn push_noun(view: &View<'_>, at: usize, shared: Option<&Range<usize>>, out: &mut Vec<Candidate>) {
    let next = view.token(at + 1);
    let (frame, start) = if view.is(at + 1, "that") {
        (Frame::That, at + 1)
    } else if view.opens_quotation(at + 1) {
        (Frame::Quote, at + 1)
    } else if next.tag == Tag::Colon && view.is(at + 1, ":") {
        (Frame::Colon, at + 2)
    } else if next.tag == Tag::To && view.tag(at + 2) == Tag::Infinitive {
        (Frame::Infinitive, at + 1)
    } else if matches!(next.tag, Tag::Preposition | Tag::To) {
        let Some(frame) = Frame::of_preposition(view.word(at + 1)) else {
            return;
        };
        (frame, at + 2)
    } else {
        return;
    };
    let lemma = view.token(at).lexeme.noun;
    let mut first = at;
    while first > 0 && at - first < 4 && matches!(view.tag(first - 1), Tag::Adjective | Tag::Noun | Tag::Number) {
        first -= 1;
    }
    let end = content_end(view, start, if frame == Frame::That || frame == Frame::Colon { Reach::Clause } else { Reach::Phrase });
    if end <= start {
        return;
    }
    let cue_end = if matches!(frame, Frame::That | Frame::Quote | Frame::Infinitive | Frame::Colon) { at + 1 } else { at + 2 };
    let before = if first > 0 { view.token(first - 1) } else { Default::default() };
    let (voice, source, cue_start) = if before.tag == Tag::Possessive && before.lexeme.senses.any(Senses::POSSESSIVE) {
        (Voice::NounOf, Some(first - 1..first), first)
    } else if before.tag == Tag::Possessive {
        (Voice::NounOf, subject_before(view, first - 1), first)
    } else {
        let verb = if before.tag == Tag::Determiner && first > 1 { first - 2 } else { first.saturating_sub(1) };
        let governed = matches!(view.tag(verb), Tag::Finite | Tag::Gerund | Tag::Participle | Tag::Infinitive | Tag::Auxiliary);
        if governed && first > 0 {
            let group = group_start(view, verb);
            let subject = subject_before(view, group).or_else(|| shared.cloned());
            (Voice::NounVerb, subject, group)
        } else {
            (Voice::NounBare, None, first)
        }
    };
    let plain = candidate(view, [start..end, 0..0], cue_start..cue_end, at, source);
    out.push(Candidate { frame, voice, lemma, ..plain });
}

/// "is confident that …", "was worried about …".
pub fn push_adjective(view: &View<'_>, at: usize, out: &mut Vec<Candidate>) {
    let group = group_start(view, at);
    if !(group..at).any(|place| view.tag(place) == Tag::Auxiliary) && !matches!(view.tag(at.saturating_sub(1)), Tag::Finite) {
        return;
    }
    let next = view.token(at + 1);
    let (frame, start, cue_end) = if view.is(at + 1, "that") {
        (Frame::That, at + 1, at + 1)
    } else if next.tag == Tag::To {
        (Frame::Infinitive, at + 1, at + 1)
    } else if next.tag == Tag::Preposition {
        (Frame::About, at + 2, at + 2)
    } else if next.lexeme.senses.any(Senses::QUESTION) {
        (Frame::Question, at + 1, at + 1)
    } else if matches!(next.tag, Tag::Pronoun | Tag::Determiner | Tag::Name) {
        (Frame::Clause, at + 1, at + 1)
    } else {
        return;
    };
    let source = subject_before(view, group);
    let end =
        content_end(view, start, if frame == Frame::About || frame == Frame::Infinitive { Reach::Phrase } else { Reach::Clause });
    if end > start {
        let plain = candidate(view, [start..end, 0..0], group..cue_end, at, source);
        out.push(Candidate { frame, voice: Voice::Adjective, lemma: view.token(at).lexeme.adjective, ..plain });
    }
}

/// "Minister: Taxes will rise", in a headline, or a speaker's turn in a transcript ("DIAZ: We will.").
pub fn push_label(view: &View<'_>, out: &mut Vec<Candidate>) {
    // A headline that ends in a quotation: "Minister Hits Back: 'It Is Over'".
    let colon = (1..view.tokens.len().min(16)).find(|at| view.is(*at, ":"));
    if let Some(colon) = colon
        && view.base == 0
        && view.tag(colon - 1) != Tag::Finite
        && view.opens_quotation(colon + 1)
        && view.tokens.len() < 40
        && !(0..colon).any(|at| view.token(at).quoted)
    {
        let end = content_end(view, colon + 1, Reach::Clause);
        let plain = candidate(view, [colon + 1..end, 0..0], colon..colon + 1, colon, Some(0..colon));
        out.push(Candidate { frame: Frame::Label, voice: Voice::Inverted, ..plain });
        return;
    }
    let start = usize::from(view.tag(0) == Tag::Quote);
    let Some(colon) = (start + 1..view.tokens.len().min(start + 9)).find(|at| view.tag(*at) == Tag::Colon) else {
        return;
    };
    let name = start..colon;
    let shouted = name.clone().all(|at| view.word(at).chars().all(|c| !c.is_lowercase()));
    // "2.10pm GMT: Trains run again" is a time, not a label.
    let timed = view.word(start).starts_with(|c: char| c.is_ascii_digit());
    if timed
        || !view.is(colon, ":")
        || start == 1 && !shouted
        || !name.clone().all(|at| view.tag(at).is_nominal() || view.is(at, "of"))
    {
        return;
    }
    let end = if shouted { trim_end(view, colon + 1, view.tokens.len()) } else { content_end(view, colon + 1, Reach::Clause) };
    if end > colon + 2 {
        let plain = candidate(view, [colon + 1..end, 0..0], colon..colon + 1, colon, Some(name));
        let voice = if shouted { Voice::Finite } else { Voice::Bare };
        out.push(Candidate { frame: Frame::Label, voice, ..plain });
    }
}

/// "The plant will reportedly close".
pub fn push_evidential(view: &View<'_>, at: usize, out: &mut Vec<Candidate>) {
    let group = group_start(view, at);
    let Some(subject) = subject_before(view, group.min(at)) else {
        return;
    };
    if ends_clause(view, at + 1) {
        return;
    }
    let end = content_end(view, at + 1, Reach::Clause);
    let plain = candidate(view, [subject.start..at, at + 1..end], at..at + 1, at, None);
    out.push(Candidate { frame: Frame::Evidential, voice: Voice::Bare, mention: Mention::None, ..plain });
}
