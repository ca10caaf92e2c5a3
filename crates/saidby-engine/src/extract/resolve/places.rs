//! From bytes to words without searching the whole article.
//!
//! A binary search over two million words misses the cache at every step; a coarse table brings each
//! look-up down to a few neighbours.

use crate::extract::Document;
use crate::text::{Scan, Span, WordRange};

/// Bytes a row of the table stands for.
const STEP: usize = 128;

/// The words of an article by their place.
#[derive(Debug)]
pub struct Places {
    /// For every [`STEP`] bytes: the first word that ends behind them.
    rows: Vec<u32>,
}

impl Places {
    /// Builds the table.
    pub fn of(document: &Document<'_>) -> Self {
        let words = &document.scan.words;
        let mut rows = Vec::with_capacity(document.text().len() / STEP + 2);
        for (index, word) in words.iter().enumerate() {
            while rows.len() * STEP < word.end as usize {
                rows.push(index as u32);
            }
        }
        Self { rows }
    }

    /// Indices of the words that `span` touches; the same as [`Scan::words_in`].
    pub fn words_in(&self, scan: &Scan, span: Span) -> WordRange {
        let words = &scan.words;
        let mut first = self.rows.get(span.start / STEP).map_or(words.len(), |row| *row as usize);
        while words.get(first).is_some_and(|word| word.end as usize <= span.start) {
            first += 1;
        }
        let mut end = self.rows.get(span.end / STEP).map_or(words.len(), |row| *row as usize).max(first);
        while words.get(end).is_some_and(|word| (word.start as usize) < span.end) {
            end += 1;
        }
        while end > first && words.get(end - 1).is_some_and(|word| word.start as usize >= span.end) {
            end -= 1;
        }
        WordRange::new(first, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block, BlockKind, Metadata, Origin};

    #[test]
    fn agrees_with_the_search() {
        let text = "Ana Diaz said “yes”. ".repeat(40) + &" ".repeat(400) + "The end came late.";
        let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
        let article = Article { text: text.as_str().into(), blocks, metadata: Metadata::default(), origin: Origin::default() };
        let document = Document::new(&article);
        let places = Places::of(&document);
        for start in (0..text.len()).step_by(3) {
            for length in [0, 1, 7, 130, 500] {
                let span = Span::new(start, (start + length).min(text.len()));
                let expected = document.scan.words_in(span);
                assert_eq!(places.words_in(&document.scan, span), expected, "{span:?}");
            }
        }
    }
}
