//! Interviews without labels: paragraphs that ask, and what follows each is the answer.

use super::label::{self, Form};
use super::{QUESTION, Turn, asks, holds_turns};
use crate::article::{Block, BlockKind};
use crate::text::{QuoteState, Scan, Shape, Span, WordRange};

/// Questions that make an interview.
const FEWEST: usize = 3;
/// Paragraphs that an answer may have.
const LONGEST: usize = 8;

/// A paragraph of the body as an interview sees it.
struct Part {
    paragraph: usize,
    label: Option<(WordRange, Option<usize>)>,
    words: WordRange,
    question: bool,
    quoted: bool,
    personal: bool,
}

/// The answers of an interview, none where the article is none.
pub(super) fn turns(text: &str, scan: &Scan, blocks: &[Block]) -> Vec<Turn> {
    // Question marks at the end of paragraphs are rare elsewhere, and cheap to count.
    let ends = |block: &&Block| {
        let line = block.span.slice(text).unwrap_or_default();
        line.trim_end_matches(['”', '"', '*', '_', ')']).ends_with('?')
    };
    if blocks.iter().filter(ends).take(FEWEST).count() < FEWEST {
        return Vec::new();
    }
    let parts: Vec<Part> =
        blocks.iter().enumerate().filter_map(|(paragraph, block)| part(text, scan, paragraph, block)).collect();
    let Some(first) = parts.iter().position(|part| part.question) else { return Vec::new() };
    let body = &parts[first..];
    let mut groups: Vec<&[Part]> = Vec::new();
    let mut at = 0;
    while at < body.len() {
        // Two paragraphs may ask one after the other.
        let length = body[at..].iter().take_while(|part| part.question).count();
        at += length;
        let end = body[at..].iter().position(|part| part.question).map_or(body.len(), |length| at + length);
        if end > at {
            groups.push(&body[at..end]);
        }
        at = end;
    }
    let personal = groups.iter().filter(|group| group.iter().any(|part| part.personal)).count();
    let quoted = body.iter().filter(|part| part.quoted).count();
    let long = groups.iter().filter(|group| group.len() > LONGEST).count();
    // Answers speak of themselves and stand in no quotation marks; a column that asks has long passages between.
    let told = 2 * personal >= groups.len() || is_announced(text, blocks);
    let is_interview = groups.len() >= FEWEST && told && 5 * quoted <= body.len() && 4 * long <= groups.len();
    if !is_interview {
        return Vec::new();
    }
    let last = groups.len() - 1;
    let answers = groups.into_iter().enumerate().map(|(index, group)| {
        // Nothing says where the last answer ends.
        turn(group, if index == last { 1 } else { LONGEST }, false)
    });
    let mut turns: Vec<Turn> =
        answers.chain(body.iter().filter(|part| part.question).map(|part| turn(std::slice::from_ref(part), 1, true))).collect();
    turns.sort_by_key(|turn| turn.first);
    turns
}

/// The turn that a group of paragraphs is.
fn turn(group: &[Part], most: usize, asks: bool) -> Turn {
    let content: Vec<WordRange> = group.iter().take(most).map(|part| part.words).collect();
    let paragraph = group.first().map_or(0, |part| part.paragraph);
    let begin = content.first().map_or(0, |words| words.start);
    match group.first().and_then(|part| part.label) {
        Some((label, sign)) => {
            Turn { paragraph, first: label.start, label: Some(label), named: None, sign, content, asks, answers: false }
        }
        None => Turn { paragraph, first: begin, label: None, named: None, sign: None, content, asks, answers: true },
    }
}

/// Whether headline or lead says that it is an interview.
fn is_announced(text: &str, blocks: &[Block]) -> bool {
    const WORDS: &[&str] =
        &["interview", "q&a", "questions", "spoke to", "spoke with", "talks to", "talked to", "sat down with", "answers"];
    blocks.iter().take(3).filter_map(|block| block.span.slice(text)).any(|line| {
        let line = line.to_lowercase();
        WORDS.iter().any(|word| line.contains(word))
    })
}

fn part(text: &str, scan: &Scan, paragraph: usize, block: &Block) -> Option<Part> {
    let words = scan.paragraphs.get(paragraph)?;
    let words = words.words();
    let first = scan.words.get(words.start).filter(|_| !words.is_empty())?;
    let quoted = first.quote == QuoteState::Mark;
    // A few of the answers may have a label all the same.
    let (mut words, mut label) = (words, None);
    if let Some(found) =
        label::of(text, block.span).filter(|found| matches!(found.form, Form::Colon | Form::Question | Form::Answer))
    {
        words.start = scan.words_in(Span::new(found.words, block.span.end)).start;
        // "A." is whoever is interviewed, as an answer without a label is.
        if found.form == Form::Colon {
            let name = scan.words_in(found.name);
            let sign = found.sign.map(|sign| scan.words_in(sign).start).filter(|sign| !name.contains(*sign));
            label = Some((name, sign));
        }
    }
    let question = !quoted && words.len() <= QUESTION && asks(text, scan, words);
    if !(holds_turns(block) || question && block.kind == BlockKind::Heading) {
        return None;
    }
    // A line without an end is a heading or a caption.
    let closed = words.iter().rev().take(2).filter_map(|at| scan.words.get(at)).any(|word| word.shape == Shape::Punctuation);
    if !closed && words.len() < 20 {
        return None;
    }
    let personal = words.iter().any(|at| {
        scan.words.get(at).is_some_and(|word| {
            word.quote == QuoteState::Outside
                && matches!(word.text(text), "I" | "we" | "We" | "my" | "My" | "our" | "Our" | "me" | "us")
        })
    });
    Some(Part { paragraph, label, words, question, quoted, personal })
}
