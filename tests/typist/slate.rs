//! What the same annotation takes in SLATE (Kummerfeld, ACL 2019), by a formula from its README.
//!
//! A span: move to its first token, extend it by its other tokens, SPACE and a letter. A move goes left or right by
//! a token, up or down by a line, and to either end of a line. A link (cue to content, source to content, a further
//! passage of the content to the first): move from the one to the other, and `d`; its words are marked already.
//! Names of speakers and outlets have no place there and cost nothing.

use saidby::article::Article;
use saidby::extract::Document;
use saidby::text::Span;

use super::truth::Truth;

/// Keys of the annotation.
pub fn keys(article: &Article, truth: &[Truth]) -> usize {
    let document = Document::new(article);
    let words = |span: Span| document.scan.words_in(span);
    let place = |word: usize| {
        let line = document.scan.paragraph_of(word);
        let paragraph = &document.scan.paragraphs[line];
        let first = paragraph.first_word as usize;
        (line, word - first, (paragraph.end_word as usize).saturating_sub(first + 1))
    };
    let moves = |from: usize, to: usize| {
        let ((from_line, from_token, _), (line, token, last)) = (place(from), place(to));
        let from_ends = 1 + token.min(last.saturating_sub(token));
        if from_line == line { from_token.abs_diff(token).min(from_ends) } else { from_line.abs_diff(line) + from_ends }
    };
    let (mut total, mut at) = (0, 0);
    for claim in truth {
        let mut spans: Vec<Span> = claim.content.iter().chain(&claim.cue).chain(&claim.source).copied().collect();
        spans.sort();
        for span in spans {
            let range = words(span);
            total += moves(at, range.start) + range.len().saturating_sub(1) + 2;
            at = range.end.saturating_sub(1);
        }
    }
    // Links are made in a mode of their own, from the top again.
    at = 0;
    for claim in truth {
        let Some(first) = claim.content.first().map(|span| words(*span).start) else { continue };
        for span in claim.content.iter().skip(1).chain(&claim.cue).chain(&claim.source) {
            let other = words(*span).start;
            total += moves(at, other) + 1;
            at = other;
        }
        // The linking item follows to the content.
        total += moves(at, first);
        at = first;
    }
    total
}
