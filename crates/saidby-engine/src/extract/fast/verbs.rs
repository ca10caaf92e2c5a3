//! Verbs as cues: their subject, their frame, what they attribute.

use std::ops::Range;

use super::candidate::{Candidate, Frame, Mention, Voice};
use super::clauses::{Reach, content_before, content_end, ends_clause, skip_adjuncts};
use super::sources::{group_start, phrase_after, subject_before};
use super::tagging::Tag;
use super::view::View;
use crate::extract::lexicon::{Lexicon, Senses};

/// Verbs whose first object is who heard it.
const TELLING: &[&str] =
    &["tell", "remind", "assure", "inform", "warn", "notify", "advise", "reassure", "convince", "persuade", "brief"];
/// Verbs that say something of their subject without a source.
const RAISING: &[&str] = &["seem", "appear"];
/// Verbs whose passive subject is who was addressed.
const ADDRESSING: &[&str] = &["tell", "ask", "inform", "remind", "warn", "advise", "urge"];

/// What follows a cue.
struct Following {
    frame: Frame,
    start: usize,
    cue_end: usize,
}

/// What kind of mention is at `source`.
pub fn mention(view: &View<'_>, source: Option<&Range<usize>>) -> Mention {
    let Some(source) = source else {
        return Mention::None;
    };
    let first = view.token(source.start);
    if source.len() == 1 && first.lexeme.senses.any(Senses::RELATIVE) {
        return Mention::Relative;
    }
    if source.len() == 1 && first.tag == Tag::Pronoun {
        return Mention::Pronoun;
    }
    if source.clone().take(3).any(|at| view.tag(at) == Tag::Name) { Mention::Name } else { Mention::Phrase }
}

/// Appends what the verb at `verb` may attribute. `shared` is the subject of the sentence's verb before.
pub fn push(view: &View<'_>, lexicon: &Lexicon, verb: usize, shared: Option<&Range<usize>>, out: &mut Vec<Candidate>) {
    let token = view.token(verb);
    let lemma = lexicon.lemma(token.lexeme.verb);
    let group = group_start(view, verb);
    let has = |senses: Senses| (group..verb).any(|at| view.token(at).lexeme.senses.any(senses));
    let be = has(Senses::BE);
    let mut voice = match token.tag {
        Tag::Finite => Voice::Finite,
        Tag::Infinitive if view.tag(group) == Tag::To => Voice::Infinite,
        Tag::Infinitive => Voice::Finite,
        Tag::Participle if be || !has(Senses::HAVE) => Voice::Passive,
        Tag::Participle => Voice::Finite,
        Tag::Gerund if be => Voice::Finite,
        Tag::Gerund => Voice::Gerund,
        _ => return,
    };
    let mut push = |content: [Range<usize>; 2], cue: Range<usize>, source: Option<Range<usize>>, frame: Frame, voice: Voice| {
        let mention = mention(view, source.as_ref());
        out.push(Candidate {
            content,
            cue,
            head: verb,
            source,
            frame,
            voice,
            lemma: token.lexeme.verb,
            mention,
            confidence: 0.0,
        });
    };
    let mut source = subject_before(view, group);
    if voice == Voice::Passive {
        passive(view, lemma, verb, group, source, &mut push);
        return;
    }
    let before = if group > 0 { view.tag(group - 1) } else { Tag::Stop };
    // "…," said Ana Diaz
    if voice == Voice::Finite
        && matches!(before, Tag::Comma | Tag::Quote | Tag::Dash)
        && group == verb
        && let Some(content) = content_before(view, group)
        && let Some(speaker) = phrase_after(view, verb + 1)
        && source.is_none()
    {
        let rest = continuation(view, speaker.end);
        push([content, rest], group..verb + 1, Some(speaker), Frame::Before, Voice::Inverted);
        return;
    }
    if source.is_none() && matches!(voice, Voice::Finite) {
        source = shared.cloned();
        voice = Voice::Shared;
    }
    let apart = voice == Voice::Gerund && matches!(before, Tag::Comma | Tag::Quote);
    if matches!(voice, Voice::Infinite | Voice::Gerund) && (source.is_none() || voice == Voice::Infinite || apart) {
        source = shared.cloned();
    }
    if RAISING.contains(&lemma) && voice == Voice::Finite {
        if let Some(subject) = source {
            let end = content_end(view, verb + 1, Reach::Clause);
            push([subject, verb + 1..end], group..verb + 1, None, Frame::Subject, voice);
        }
        return;
    }
    // "…," Ana Diaz said
    if voice == Voice::Finite
        && let Some(speaker) = &source
        && speaker.start > 0
    {
        let opener = view.tag(speaker.start - 1);
        let after = after_told(view, lemma, verb + 1);
        let closed = opener == Tag::Quote && matches!(view.word(speaker.start.saturating_sub(2)), "," | "?" | "!");
        let ended = ends_clause(view, after) && !view.is(after, ":") || view.opens_quotation(after) || closed;
        if matches!(opener, Tag::Comma | Tag::Quote | Tag::Dash)
            && ended
            && let Some(content) = content_before(view, speaker.start)
            && !(opener == Tag::Quote && view.is(speaker.start.saturating_sub(2), "."))
            && !(view.opens_quotation(after) && view.tag(content.end - 1) != Tag::Quote)
        {
            let (rest, frame) = after_cue(view, after, &content);
            push([content, rest], group..verb + 1, source.clone(), frame, voice);
            return;
        }
        if view.is(speaker.start - 1, "as") && ends_clause(view, after) {
            let left = if speaker.start >= 2 { content_before(view, speaker.start - 1) } else { None };
            let right = if view.tag(after) == Tag::Comma { after + 1..content_end(view, after + 1, Reach::Clause) } else { 0..0 };
            match left {
                Some(left) => push([left, right], group..verb + 1, source.clone(), Frame::As, voice),
                None if !right.is_empty() => push([right, 0..0], group..verb + 1, source.clone(), Frame::As, voice),
                None => {}
            }
            return;
        }
    }
    let colon = view.tokens.len() - 1;
    if view.is(colon, ":")
        && colon - verb < 25
        && view.sentence(verb).end > colon
        && !(verb + 1..colon).any(|at| view.tag(at) == Tag::Finite)
    {
        push([0..0, 0..0], group..verb + 1, source, Frame::NextParagraph, voice);
        return;
    }
    let Some(next) = following(view, lemma, verb + 1, true) else {
        if let Some(quote) = next_quotation(view, verb) {
            push([quote, 0..0], group..verb + 1, source, Frame::NextQuote, voice);
        }
        return;
    };
    let end = content_end(view, next.start, reach_of(next.frame));
    if end > next.start {
        push([next.start..end, 0..0], group..next.cue_end, source, next.frame, voice);
    }
}

/// A sentence in quotation marks right after the sentence of the cue at `verb`.
fn next_quotation(view: &View<'_>, verb: usize) -> Option<Range<usize>> {
    let end = view.sentence(verb).end;
    if !view.opens_quotation(end) || end - verb > 30 {
        return None;
    }
    view.quotation_at(end).map(|quotation| view.words_of(quotation))
}

/// What more was said after ", X said": a further passage, or nothing.
fn after_cue(view: &View<'_>, after: usize, left: &Range<usize>) -> (Range<usize>, Frame) {
    if view.tag(after) == Tag::Comma && !view.opens_quotation(after + 1) && view.tag(left.end - 1) != Tag::Quote {
        let end = content_end(view, after + 1, Reach::Clause);
        let gerund = view.tag(after + 1) == Tag::Gerund || matches!(view.tag(after + 1), Tag::Conjunction);
        if end > after + 1 && !gerund {
            return (after + 1..end, Frame::Medial);
        }
    }
    (continuation(view, after), Frame::Before)
}

/// `…," X said, "…` or `…," X said. "…`: the quotation that goes on.
pub fn continuation(view: &View<'_>, after: usize) -> Range<usize> {
    let mut at = after;
    let limit = view.sentence(after.min(view.tokens.len().saturating_sub(1))).end.min(after + 40);
    // An adjunct or a description of the speaker may be between, another verb only before a new sentence.
    let mut verb = false;
    while at < limit && view.tag(at) != Tag::Stop && !view.opens_quotation(at) {
        verb |= matches!(view.tag(at), Tag::Finite | Tag::Gerund | Tag::Subordinator);
        at += 1;
    }
    let comma = at > after.saturating_sub(1) && at > 0 && view.tag(at - 1) == Tag::Comma && !verb;
    let anew = view.tag(at) == Tag::Stop;
    match view.tag(at) {
        Tag::Stop => at += 1,
        Tag::Comma => at += 1,
        _ if comma => {}
        _ => return 0..0,
    }
    if view.opens_quotation(at)
        && let Some(quotation) = view.quotation_at(at)
    {
        let words = view.words_of(quotation);
        // “We stay.” Ana said. “All of us,” she added: a comma at its end leads to words of its own about who says it.
        let own = anew && quotation.closed && words.end >= 2 && view.is(words.end - 2, ",");
        return if own { 0..0 } else { words };
    }
    0..0
}

fn reach_of(frame: Frame) -> Reach {
    match frame {
        Frame::Quote
        | Frame::Colon
        | Frame::That
        | Frame::Clause
        | Frame::Question
        | Frame::ToldThat
        | Frame::ToldClause
        | Frame::ToldQuote => Reach::Clause,
        _ => Reach::Phrase,
    }
}

/// Past the person told and the adjuncts of a cue whose content is before it.
fn after_told(view: &View<'_>, lemma: &str, at: usize) -> usize {
    let at = if TELLING.contains(&lemma) || lemma == "ask" { recipient_end(view, at) } else { at };
    skip_adjuncts(view, at)
}

/// End of the short noun phrase at `at`, `at` itself where there is none.
fn recipient_end(view: &View<'_>, at: usize) -> usize {
    if view.token(at).quoted {
        return at;
    }
    if view.tag(at) == Tag::Pronoun {
        return at + 1;
    }
    let limit = view.sentence(at.min(view.tokens.len().saturating_sub(1))).end.min(at + 14);
    let mut end = at;
    while end < limit && !view.token(end).quoted {
        let tag = view.tag(end);
        let joined =
            tag == Tag::Preposition && end > at && !view.token(end + 1).lexeme.senses.any(Senses::TIME) && !view.is(end, "in")
                || tag == Tag::Conjunction && end > at && view.tag(end + 1).is_nominal();
        let begins_anew = end > at
            && view.tag(end - 1).ends_noun_phrase()
            && (matches!(tag, Tag::Pronoun | Tag::Determiner)
                || tag == Tag::Possessive && view.token(end).lexeme.senses.any(Senses::POSSESSIVE));
        let clause = end > at && view.tag(end - 1) == Tag::Noun && tag == Tag::Name;
        // "the Sunday Sun": a day within a name.
        let time = |at: usize| view.token(at).lexeme.senses.any(Senses::TIME);
        let in_name =
            end > at && view.is(end - 1, "the") && view.is_capitalised(end) && view.is_capitalised(end + 1) && !time(end + 1);
        if !(tag.is_nominal() || joined) || begins_anew || clause || time(end) && !in_name {
            break;
        }
        end += 1;
    }
    end
}

fn following(view: &View<'_>, lemma: &str, at: usize, deeper: bool) -> Option<Following> {
    let token = view.token(at);
    let found = |frame: Frame, start: usize, cue_end: usize| Some(Following { frame, start, cue_end });
    if view.opens_quotation(at) {
        return found(Frame::Quote, at, at);
    }
    if at >= view.tokens.len() || token.quoted {
        return None;
    }
    let senses = token.lexeme.senses;
    match token.tag {
        Tag::Colon if view.is(at, ":") => return found(Frame::Colon, at + 1, at),
        Tag::Comma if view.opens_quotation(at + 1) => return found(Frame::Quote, at + 1, at),
        Tag::Comma if view.is(at + 1, "that") => return found(Frame::That, at + 1, at),
        Tag::Comma | Tag::Stop | Tag::Colon | Tag::Dash | Tag::Sign | Tag::Quote | Tag::Conjunction => return None,
        Tag::To if view.tag(at + 1) == Tag::Infinitive || view.tag(at + 2) == Tag::Infinitive => {
            return found(Frame::Infinitive, at, at);
        }
        _ => {}
    }
    if view.is(at, "that") {
        return found(Frame::That, at, at);
    }
    if senses.any(Senses::QUESTION) || view.is(at, "if") {
        return found(Frame::Question, at, at);
    }
    if TELLING.contains(&lemma) && deeper && token.tag.is_nominal() {
        let told = recipient_end(view, at);
        if told > at
            && let Some(next) = following(view, "", skip_adjuncts(view, told), false).or_else(|| following(view, "", told, false))
        {
            let frame = match next.frame {
                Frame::That | Frame::Question => Frame::ToldThat,
                Frame::Clause | Frame::Object => Frame::ToldClause,
                Frame::Quote | Frame::Colon => Frame::ToldQuote,
                Frame::Infinitive => return found(Frame::ObjectInfinitive, at, at),
                frame => frame,
            };
            return found(frame, next.start, at);
        }
    }
    if deeper {
        let beyond = skip_adjuncts(view, at);
        if beyond > at
            && let Some(next) = following(view, lemma, beyond, false)
            && matches!(next.frame, Frame::That | Frame::Quote | Frame::Colon)
        {
            return found(next.frame, next.start, at);
        }
        if beyond > at && matches!(token.tag, Tag::Adverb | Tag::Name | Tag::Noun) && senses.any(Senses::TIME.and(Senses::ADVERB))
        {
            return following(view, lemma, beyond, false);
        }
        if beyond > at
            && lemma == "say"
            && let Some(next) = following(view, lemma, beyond, false)
        {
            return found(next.frame, next.start, at);
        }
    }
    if token.tag == Tag::Preposition || token.tag == Tag::To || view.is(at, "as") || view.is(at, "like") {
        let particle = ["out", "up", "down", "off", "back", "around"].iter().any(|word| view.is(at, word));
        if particle && deeper {
            return following(view, lemma, at + 1, false).map(|next| Following { cue_end: next.cue_end.max(at + 1), ..next });
        }
        return found(preposition(view, at), at + 1, at + 1);
    }
    if token.tag.is_nominal() || matches!(token.tag, Tag::Gerund | Tag::Adverb | Tag::Participle | Tag::Subordinator) {
        return object(view, at);
    }
    None
}

fn preposition(view: &View<'_>, at: usize) -> Frame {
    match view.word(at) {
        "as" => Frame::ObjectAs,
        word => Frame::of_preposition(word).unwrap_or(Frame::In),
    }
}

/// A noun phrase after a cue: an object, or the subject of a clause without "that".
fn object(view: &View<'_>, at: usize) -> Option<Following> {
    let limit = view.sentence(at).end.min(at + 24);
    let mut end = at;
    let mut frame = Frame::Object;
    while end < limit {
        let token = view.token(end);
        if token.quoted {
            if token.tag == Tag::Quote && end > at && matches!(view.tag(end - 1), Tag::Noun | Tag::Name | Tag::Pronoun) {
                frame = Frame::ObjectAs;
            }
            break;
        }
        match token.tag {
            Tag::Finite | Tag::Modal | Tag::Auxiliary if end > at => {
                frame = Frame::Clause;
                break;
            }
            Tag::To if view.tag(end + 1) == Tag::Infinitive => {
                frame = Frame::ObjectInfinitive;
                break;
            }
            Tag::Subordinator if view.is(end, "as") => {
                frame = Frame::ObjectAs;
                break;
            }
            Tag::Preposition if view.is(end, "of") && matches!(view.tag(end + 1), Tag::Gerund) => {
                frame = Frame::ObjectAs;
                break;
            }
            Tag::Preposition if view.is(end, "as") => {
                frame = Frame::ObjectAs;
                break;
            }
            Tag::Subordinator | Tag::Stop | Tag::Colon => break,
            Tag::Comma => {
                if view.opens_quotation(end + 1) {
                    return Some(Following { frame: Frame::ToldQuote, start: end + 1, cue_end: at });
                }
                break;
            }
            _ => end += 1,
        }
    }
    Some(Following { frame, start: at, cue_end: at })
}

/// "was accused by X of …", "is expected to …".
fn passive(
    view: &View<'_>,
    lemma: &str,
    verb: usize,
    group: usize,
    subject: Option<Range<usize>>,
    push: &mut impl FnMut([Range<usize>; 2], Range<usize>, Option<Range<usize>>, Frame, Voice),
) {
    let mut at = verb + 1;
    let mut agent = None;
    if view.is(at, "by") {
        agent = phrase_after(view, at + 1);
        if let Some(agent) = &agent {
            at = agent.end;
        }
    }
    let cue = group..verb + 1;
    let rest = match following(view, "", at, true) {
        Some(next) => next.start..content_end(view, next.start, Reach::Phrase),
        None => 0..0,
    };
    // A preposition's content begins at the preposition here: "as a fraud", "of lying".
    let rest = if rest.is_empty() { rest } else { rest.start.min(at.max(rest.start.saturating_sub(1)))..rest.end };
    if ADDRESSING.contains(&lemma) {
        if !rest.is_empty() {
            push([rest, 0..0], cue, agent, Frame::Object, Voice::Passive);
        }
        return;
    }
    match subject {
        // "It is believed that …"
        Some(subject) if view.is(subject.start, "it") && subject.len() == 1 && view.is(rest.start, "that") => {
            let end = content_end(view, rest.start, Reach::Clause);
            push([rest.start..end, 0..0], subject.start..verb + 1, agent, Frame::That, Voice::Passive);
        }
        Some(subject) if view.token(subject.start).lexeme.senses.any(Senses::RELATIVE) || agent.is_some() => {
            push([subject, rest], cue, agent, Frame::Subject, Voice::Passive);
        }
        Some(subject) => push([subject, rest], cue, None, Frame::Evidential, Voice::Passive),
        None => {}
    }
}
