//! Transcripts inside an article: paragraphs that begin with a speaker's label ("DIAZ: We are ready.").
//!
//! No cue word stands there and often no quotation mark, so neither engine can know them by their words; their
//! form is certain once labels come back in turn.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::{Block, BlockKind};
use crate::text::{QuoteState, Scan, Shape, Span};

/// Words that a label may have.
const LABEL_WORDS: usize = 4;
/// Labelled paragraphs that make a transcript, of two speakers at least, one of whom speaks twice.
const FEWEST_TURNS: usize = 4;
/// Words that a turn has on average; lists of figures ("Diaz: 1,769") have fewer.
const WORDS_A_TURN: usize = 4;
/// Paragraphs without a label that may carry on a turn where no quotation mark says so.
const LONGEST_TURN: usize = 6;

/// What one speaker says before the next one does. Indices into the document's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Index of its first paragraph, the labelled one.
    pub paragraph: usize,
    pub(super) label: Range<usize>,
    pub(super) colon: usize,
    pub(super) content: Vec<Range<usize>>,
}

/// A paragraph that begins with a label.
#[derive(Clone, Debug)]
struct Labelled {
    paragraph: usize,
    /// Whether a quotation mark stands before the label.
    quoted: bool,
    label: Range<usize>,
    colon: usize,
    upper: bool,
    end: usize,
}

/// The turns of an article's transcript, in the order of the text; none where there is no transcript.
pub(super) fn turns(text: &str, scan: &Scan, blocks: &[Block]) -> Vec<Turn> {
    let mut labelled: Vec<Labelled> = Vec::new();
    for (paragraph, block) in blocks.iter().enumerate().filter(|(_, block)| holds_turns(block)) {
        labelled.extend(label_of(text, scan, paragraph, block.span));
    }
    if labelled.len() < FEWEST_TURNS {
        return Vec::new();
    }
    let mut times: HashMap<&str, usize> = HashMap::new();
    for one in &labelled {
        *times.entry(name(text, scan, one)).or_default() += 1;
    }
    let speakers: Vec<(&str, usize)> =
        times.iter().filter(|(_, times)| **times > 1).map(|(name, times)| (*name, *times)).collect();
    // Capital letters are a transcript's own; names as in running text have to come back, both.
    let shouted = labelled.iter().all(|one| one.upper);
    let needed = if shouted { 1 } else { 2 };
    let spoken: usize = labelled.iter().map(|one| one.end - one.colon - 1).sum();
    if times.len() < 2 || speakers.len() < needed || spoken < WORDS_A_TURN * labelled.len() {
        return Vec::new();
    }
    let mut turns = Vec::with_capacity(labelled.len());
    for (at, one) in labelled.iter().enumerate() {
        let next = labelled.get(at + 1);
        let more = carried_on(text, scan, blocks, one, next).into_iter();
        let more = more.filter_map(|paragraph| scan.paragraphs.get(paragraph));
        let more = more.map(|paragraph| paragraph.first_word as usize..paragraph.end_word as usize);
        let content: Vec<Range<usize>> =
            std::iter::once(one.colon + 1..one.end).chain(more).filter(|words| !words.is_empty()).collect();
        if !content.is_empty() {
            turns.push(Turn { paragraph: one.paragraph, label: one.label.clone(), colon: one.colon, content });
        }
    }
    turns
}

/// Headlines and captions have labels of another kind ("Diaz: Ferry to sail").
fn holds_turns(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem)
}

fn name<'t>(text: &'t str, scan: &Scan, one: &Labelled) -> &'t str {
    scan.span_of(one.label.clone()).slice(text).unwrap_or_default()
}

/// The label that the paragraph begins with: a name, perhaps a role in brackets, a colon, words.
fn label_of(text: &str, scan: &Scan, paragraph: usize, span: Span) -> Option<Labelled> {
    // Most paragraphs have no colon near their start, and their words need not be looked at.
    let head = &text.as_bytes()[span.start..span.end.min(span.start + 80)];
    head.iter().position(|byte| *byte == b':')?;
    let paragraph_words = scan.paragraphs.get(paragraph)?;
    let (first, end) = (paragraph_words.first_word as usize, paragraph_words.end_word as usize);
    let word = |at: usize| scan.words.get(at).filter(|_| at < end);
    let is = |at: usize, sign: &str| word(at).is_some_and(|word| word.text(text) == sign);
    let quoted = word(first)?.quote == QuoteState::Mark;
    let start = first + usize::from(quoted);
    let mut at = start;
    while at - start < LABEL_WORDS && word(at).is_some_and(|word| matches!(word.shape, Shape::Upper | Shape::Capitalised)) {
        at += 1;
    }
    let label = start..at;
    if is(at, "(") {
        at += 1;
        while at - label.end < 2 * LABEL_WORDS && !is(at, ")") {
            at += 1;
        }
        at += 1;
    }
    let lexical = word(at + 1).is_some_and(|word| word.shape != Shape::Number);
    if label.is_empty() || !is(at, ":") || !lexical {
        return None;
    }
    let upper = label.clone().all(|at| scan.words[at].shape == Shape::Upper);
    Some(Labelled { paragraph, quoted, label, colon: at, upper, end })
}

/// The paragraphs without a label that belong to a turn.
fn carried_on(text: &str, scan: &Scan, blocks: &[Block], turn: &Labelled, next: Option<&Labelled>) -> Vec<usize> {
    let until = next.map_or(blocks.len(), |next| next.paragraph).min(turn.paragraph + 1 + 2 * LONGEST_TURN);
    let mut more = Vec::new();
    for paragraph in turn.paragraph + 1..until {
        let (Some(words), Some(block)) = (scan.paragraphs.get(paragraph), blocks.get(paragraph)) else { break };
        let Some(first) = scan.words.get(words.first_word as usize).filter(|_| words.first_word < words.end_word) else {
            continue;
        };
        let quoted = first.quote == QuoteState::Mark;
        // A paragraph in brackets is what the transcript itself says: "(Crosstalk.)".
        let bare = words.first_word as usize + usize::from(quoted);
        if scan.words.get(bare).is_some_and(|word| matches!(word.text(text), "(" | "[")) {
            continue;
        }
        let goes_on = if turn.quoted { quoted } else { next.is_some() && more.len() < LONGEST_TURN };
        if !goes_on || !holds_turns(block) {
            break;
        }
        more.push(paragraph);
    }
    more
}

#[cfg(test)]
mod tests {
    use super::super::turn_claims::settle;
    use super::super::{Attribution, Document};
    use super::*;
    use crate::article::Article;

    fn turns_of(text: &str) -> Vec<String> {
        let article = Article::from_text(text);
        let document = Document::new(&article);
        let mut found = Vec::new();
        settle(&document, 0..document.scan.paragraphs.len(), &mut found);
        let words = |spans: &[Span]| spans.iter().filter_map(|span| span.slice(text)).collect::<Vec<_>>().join(" … ");
        found.iter().map(|one| format!("{} | {}", words(&one.source), words(&one.content))).collect()
    }

    #[test]
    fn labels_that_come_back_in_turn_are_a_transcript() {
        let text = "Ferry talk\n\nPart of the hearing follows.\n\nDIAZ: When does the ferry sail?\n\nOKORO (harbour master): At noon, if it sails.\n\nIt is still being mended.\n\n(Laughter.)\n\nDIAZ: And if it does not?\n\nOKORO: Then you walk.\n\nThe hearing ends on Friday.";
        assert_eq!(
            turns_of(text),
            [
                "DIAZ | When does the ferry sail?",
                "OKORO | At noon, if it sails. … It is still being mended.",
                "DIAZ | And if it does not?",
                "OKORO | Then you walk.",
            ]
        );
    }

    #[test]
    fn a_quoted_transcript_goes_on_with_its_marks() {
        let text = "Diaz: The ferry will sail\n\n“DIAZ: When does it sail, captain?\n\n“OKORO: At noon it sails.\n\n“(Laughter.)\n\n“And it will come back.\n\n“DIAZ: We will see about that.\n\n“OKORO: So we will, Ms. Diaz.\n\nShe left.";
        assert_eq!(turns_of(text)[1], "OKORO | At noon it sails. … “And it will come back.");
        assert_eq!(turns_of(text).len(), 4);
    }

    #[test]
    fn lists_and_single_labels_are_none() {
        assert!(turns_of("Count\n\nDiaz: 1,769.\n\nOkoro: 1,501.\n\nDiaz: 547.\n\nOkoro: 46.").is_empty());
        assert!(turns_of("Ferry\n\nDIAZ: It sails.\n\nShe smiled.\n\nUPDATE: It sailed.").is_empty());
        assert!(turns_of("Ferry\n\nWhat: a party.\n\nWhen: on Sunday.\n\nWhere: in the port.\n\nWho: all of us.").is_empty());
    }

    #[test]
    fn what_an_engine_found_in_a_turn_gives_way() {
        let text = "Talk\n\nDIAZ: The port said it would sail.\n\nOKORO: It never said that, I think.\n\nDIAZ: It did say so, twice.\n\nOKORO: Not to me it did not.";
        let article = Article::from_text(text);
        let document = Document::new(&article);
        let at = text.find("said").unwrap();
        let mut found = vec![Attribution {
            content: vec![Span::new(at + 5, at + 18)],
            cue: vec![Span::new(at, at + 4)],
            source: Vec::new(),
            confidence: 0.9,
            found_by: String::new(),
        }];
        settle(&document, 0..document.scan.paragraphs.len(), &mut found);
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|one| one.cue[0].slice(text) == Some(":")));
    }
}
