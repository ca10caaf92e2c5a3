//! Words that are struck through, which engines do not read.

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

/// What is struck through, with the blanks on either side.
pub(super) fn with_blanks(article: &Article) -> Vec<Span> {
    let text = &*article.text;
    let wide = |span: &Span| {
        let (before, after) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
        Span::new(before.trim_end().len(), text.len() - after.trim_start().len())
    };
    article.origin.struck.iter().map(wide).collect()
}

/// Takes what is struck through out of the copy; no other edit touches it.
pub(super) fn edits(article: &Article, edits: &mut Vec<Edit>) {
    if article.origin.struck.is_empty() {
        return;
    }
    let mut out: Vec<Edit> = Vec::new();
    for block in &article.blocks {
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
