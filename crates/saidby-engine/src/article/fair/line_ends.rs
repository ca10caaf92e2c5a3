//! What is in a word and not part of it: a hyphen at a line's end, soft hyphens, characters that nobody sees, ligatures.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Edit, beside};
use crate::article::Block;
use crate::article::words::HYPHENED_HALVES;
use crate::text::Span;

/// Whether the last word of `head` is a first half that keeps its hyphen ("self-", "twenty-").
pub(super) fn keeps_hyphen(head: &str) -> bool {
    let word = head.rsplit(|c: char| !is_letter(c)).next().unwrap_or_default().to_lowercase();
    HYPHENED_HALVES.contains(&word)
}

/// The words of an article, to see how it writes one that was broken. Collected once, and only if something is broken.
pub(super) struct Words<'t> {
    text: &'t str,
    blocks: &'t [Block],
    known: Option<HashSet<&'t str>>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str, blocks: &'t [Block]) -> Self {
        Self { text, blocks, known: None }
    }

    fn has(&mut self, word: &str) -> bool {
        let (text, blocks) = (self.text, self.blocks);
        let known = self.known.get_or_insert_with(|| {
            let words = blocks.iter().filter_map(|block| block.span.slice(text));
            words.flat_map(|block| block.split(|c: char| !is_letter(c) && c != '-')).collect()
        });
        known.contains(word)
    }
}

/// Letters, digits and the apostrophes between them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | 'ﬀ'..='ﬆ')
}

/// The edit for the character at `at`.
pub(super) fn edit<'t>(text: &'t str, block: Span, at: usize, words: &mut Words<'t>) -> Option<Edit> {
    let c = text.get(at..block.end)?.chars().next()?;
    let span = Span::new(at, at + c.len_utf8());
    match c {
        '-' | '‐' | '\u{ad}' | '¬' => broken(text, block, span, c, words).or_else(|| {
            let (before, after) = beside(text, block, span);
            (c == '\u{ad}' && before.is_some_and(is_letter) && after.is_some_and(is_letter)).then_some((span, Cow::Borrowed("")))
        }),
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            let (before, after) = beside(text, block, span);
            let (before, after) = (before.filter(|c| is_letter(*c))?, after.filter(|c| is_letter(*c))?);
            // A space of no width parts words where a capital begins after a small letter.
            let parts = c == '\u{200b}' && before.is_lowercase() && after.is_uppercase();
            Some((span, Cow::Borrowed(if parts { " " } else { "" })))
        }
        'ﬀ' => Some((span, Cow::Borrowed("ff"))),
        'ﬁ' => Some((span, Cow::Borrowed("fi"))),
        'ﬂ' => Some((span, Cow::Borrowed("fl"))),
        'ﬃ' => Some((span, Cow::Borrowed("ffi"))),
        'ﬄ' => Some((span, Cow::Borrowed("ffl"))),
        'ﬅ' | 'ﬆ' => Some((span, Cow::Borrowed("st"))),
        _ => None,
    }
}

/// The edit for a hyphen behind which a line ends within a word.
fn broken<'t>(text: &'t str, block: Span, hyphen: Span, sign: char, words: &mut Words<'t>) -> Option<Edit> {
    let after = text.get(hyphen.end..block.end)?;
    let tail = after.trim_start();
    let gap = after.get(..after.len() - tail.len())?;
    if gap.chars().filter(|c| matches!(c, '\n' | '\u{2028}' | '\u{85}' | '\u{b}')).count() != 1 {
        return None;
    }
    let before = text.get(block.start..hyphen.start)?;
    let head = before.rsplit(|c: char| !is_letter(c) && c != '-').next()?;
    let end = tail.find(|c: char| !is_letter(c)).unwrap_or(tail.len());
    let (rest, behind) = tail.split_at(end);
    let first = rest.chars().next().filter(|c| c.is_alphanumeric())?;
    let last = head.chars().next_back().filter(|c| c.is_alphanumeric())?;
    let soft = matches!(sign, '\u{ad}' | '¬');
    let capitals = first.is_uppercase() && last.is_uppercase() && head.chars().count() > 1;
    let whole = |words: &mut Words<'t>| {
        let lower = head.to_lowercase();
        if head.contains('-') || behind.starts_with('-') || words.has(&format!("{head}-{rest}")) {
            return false;
        }
        words.has(&format!("{head}{rest}")) || !HYPHENED_HALVES.contains(&lower)
    };
    let joins = soft || capitals || (last.is_alphabetic() && first.is_lowercase() && whole(words));
    let start = if joins { hyphen.start } else { hyphen.end };
    Some((Span::new(start, hyphen.end + gap.len()), Cow::Borrowed("")))
}
