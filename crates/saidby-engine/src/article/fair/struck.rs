//! Words that engines do not read: what is struck through, and lines of pages inside a sentence.

use std::borrow::Cow;

use super::Edit;
use crate::article::{Article, Block};
use crate::text::Span;
use crate::text::span::overlapping;

/// What stands in the copy for a block that is struck through as a whole: a sign that is no word.
const NOTHING: &str = "—";

/// Whether all of a block is struck through.
pub(super) fn is_whole(article: &Article, block: &Block) -> bool {
    overlapping(&article.origin.struck, block.span).iter().any(|span| span.encloses(block.span))
}

/// What is left out, with the blanks on either side.
pub(super) fn with_blanks(article: &Article) -> Vec<Span> {
    let mut all: Vec<Span> = article.origin.struck.iter().map(|span| wide(&article.text, *span)).collect();
    if !article.origin.page_lines.is_empty() {
        all.extend(article.blocks.iter().flat_map(|block| gaps(article, block)));
        all.sort();
    }
    all
}

fn wide(text: &str, span: Span) -> Span {
    let (before, after) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    Span::new(before.trim_end().len(), text.len() - after.trim_start().len())
}

/// Where lines of pages part the sentence of a block: each gap with the blanks around it.
fn gaps(article: &Article, block: &Block) -> Vec<Span> {
    let mut gaps: Vec<Span> = Vec::new();
    let inside = overlapping(&article.origin.page_lines, block.span).iter();
    for line in inside.filter(|line| block.span.start < line.start && line.end < block.span.end) {
        let gap = wide(&article.text, *line);
        match gaps.last_mut() {
            Some(last) if last.end >= gap.start => *last = last.cover(gap),
            _ => gaps.push(gap),
        }
    }
    gaps
}

/// Takes lines of pages out of the sentences of a block; a word that was broken there is whole again.
fn close_gaps(article: &Article, block: &Block, out: &mut Vec<Edit>) {
    let text = &*article.text;
    for gap in gaps(article, block) {
        let before = text.get(block.span.start..gap.start).unwrap_or_default();
        let after = text.get(gap.end..block.span.end).unwrap_or_default();
        let head = before.strip_suffix(['-', '‐', '\u{ad}']).filter(|head| head.ends_with(char::is_alphabetic));
        match head.filter(|_| after.starts_with(char::is_lowercase)) {
            Some(head) if !super::line_ends::keeps_hyphen(head) => {
                out.push((Span::new(block.span.start + head.len(), gap.end), Cow::Borrowed("")));
            }
            Some(_) => out.push((gap, Cow::Borrowed(""))),
            None => out.push((gap, Cow::Borrowed(" "))),
        }
    }
}

/// Takes what is left out of the copy; no other edit touches it.
pub(super) fn edits(article: &Article, edits: &mut Vec<Edit>) {
    if article.origin.struck.is_empty() && article.origin.page_lines.is_empty() {
        return;
    }
    let mut out: Vec<Edit> = Vec::new();
    for block in &article.blocks {
        if !article.origin.page_lines.is_empty() {
            close_gaps(article, block, &mut out);
        }
        if is_whole(article, block) {
            out.push((block.span, Cow::Borrowed(NOTHING)));
            continue;
        }
        for struck in overlapping(&article.origin.struck, block.span) {
            let span = Span::new(struck.start.max(block.span.start), struck.end.min(block.span.end));
            let (before, after) = super::beside(&article.text, block.span, span);
            // One of the two blanks around it goes with it.
            let blank = before.is_none_or(char::is_whitespace) && after == Some(' ');
            let lead = !blank && before == Some(' ');
            out.push((Span::new(span.start - usize::from(lead), span.end + usize::from(blank)), Cow::Borrowed("")));
        }
    }
    let left_out: Vec<Span> = out.iter().map(|(span, _)| *span).collect();
    edits.retain(|(span, _)| !overlapping(&left_out, *span).iter().any(|struck| struck.overlaps(*span)));
    edits.append(&mut out);
}
