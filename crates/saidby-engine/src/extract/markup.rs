//! Sentences with their claims marked, the notation of the engine's tests.
//!
//! `{Ana Diaz}s [said]c <taxes will rise>t` marks source, cue and content of one claim. Where a text has
//! several claims, digits after the letter say whose the span is: `{She}s12 [said]c1 <yes>t1 and [added]c2
//! <no>t2`. Claims are numbered by the place of their cue.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Attribution;
use crate::article::{Article, Block, BlockKind, Metadata, Origin};
use crate::claim::Parts;
use crate::text::Span;

const OPENING: &str = "{[<";
const CLOSING: &str = "}]>";
const LETTERS: &str = "sct";

/// A text without its marks, and the claims that they marked.
pub struct Marked {
    /// The bare text.
    pub text: String,
    /// The claims by number.
    pub claims: Vec<Attribution>,
}

fn empty() -> Attribution {
    Attribution { parts: Parts::default(), confidence: 1.0, check_worthiness: None, found_by: String::new() }
}

fn part(claim: &mut Attribution, letter: char) -> &mut Vec<Span> {
    match letter {
        's' => &mut claim.parts.source,
        'c' => &mut claim.parts.cue,
        _ => &mut claim.parts.content,
    }
}

/// Reads a marked text; panics on a mark without its partner.
pub fn read(marked: &str) -> Marked {
    let mut text = String::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut claims: BTreeMap<u32, Attribution> = BTreeMap::new();
    let mut chars = marked.chars().peekable();
    while let Some(c) = chars.next() {
        if OPENING.contains(c) {
            open.push((c, text.len()));
        } else if let Some(kind) = CLOSING.find(c) {
            let (opener, start) = open.pop().expect("a closing mark has its opening one");
            assert_eq!(OPENING.find(opener), Some(kind), "marks cross in {marked}");
            let letter = chars.next().filter(|c| LETTERS.contains(*c)).expect("a letter after the closing mark");
            let mut numbers = Vec::new();
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                numbers.push(digit);
                chars.next();
            }
            if numbers.is_empty() {
                numbers.push(1);
            }
            for number in numbers {
                part(claims.entry(number).or_insert_with(empty), letter).push(Span::new(start, text.len()));
            }
        } else {
            text.push(c);
        }
    }
    assert!(open.is_empty(), "a mark is left open in {marked}");
    for claim in claims.values_mut() {
        for letter in LETTERS.chars() {
            part(claim, letter).sort();
        }
    }
    Marked { text, claims: claims.into_values().collect() }
}

/// Marks `claims` in `text`: the reverse of [`read`].
pub fn write(text: &str, claims: &[Attribution]) -> String {
    let mut spans: BTreeMap<(usize, std::cmp::Reverse<usize>, char), String> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        let mut claim = claim.clone();
        for letter in LETTERS.chars() {
            for span in part(&mut claim, letter).drain(..) {
                let numbers = spans.entry((span.start, std::cmp::Reverse(span.end), letter)).or_default();
                if claims.len() > 1 {
                    numbers.push_str(&(index + 1).to_string());
                }
            }
        }
    }
    let mut out = String::new();
    let mut open: Vec<(usize, char, String)> = Vec::new();
    for at in 0..=text.len() {
        while let Some((end, letter, numbers)) = open.pop() {
            if end > at {
                open.push((end, letter, numbers));
                break;
            }
            let kind = LETTERS.find(letter).unwrap();
            out.push_str(&format!("{}{letter}{numbers}", &CLOSING[kind..=kind]));
        }
        for ((_, std::cmp::Reverse(end), letter), numbers) in
            spans.range((at, std::cmp::Reverse(usize::MAX), ' ')..).take_while(|((start, _, _), _)| *start == at)
        {
            let kind = LETTERS.find(*letter).unwrap();
            out.push_str(&OPENING[kind..=kind]);
            open.push((*end, *letter, numbers.clone()));
        }
        if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            out.push(c);
        }
    }
    out
}

/// An article with a paragraph a line.
pub fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            blocks.push(Block { span: Span::new(start, start + line.trim().len()), kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    Article { text: Arc::from(text), blocks, metadata: Metadata::default(), origin: Origin::default() }
}

#[test]
fn reads_and_writes_the_same() {
    for marked in [
        "{Ana Diaz}s [said]c <taxes will rise>t.",
        "{She}s12 [said]c1 <“yes”>t1 and [added]c2 <no>t2.",
        "<“Yes,”>t {she, a clerk,}s [said]c. <“No.”>t",
    ] {
        let read = read(marked);
        assert_eq!(write(&read.text, &read.claims), marked);
    }
}
