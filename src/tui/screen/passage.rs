//! The part of an article that is being worked on, with its words: what a cursor moves about in.
//!
//! An article may be far longer than what a reviewer works on. Words, sentences and quotations are known
//! for the paragraphs around the cursor, and for others when it comes near them.

use std::ops::Range;
use std::sync::Arc;

use crate::article::Article;
use crate::text::Scan;
use crate::text::motion::Reader;

/// Bytes on either side of the cursor whose words are known; whole paragraphs, and one more.
const NEAR: usize = 32 * 1024;

/// The part of an article around a cursor.
#[derive(Clone, Debug)]
pub struct Passage {
    article: Arc<Article>,
    blocks: Range<usize>,
    scan: Scan,
}

impl Passage {
    /// The part around the byte at `offset`.
    pub fn around(article: Arc<Article>, offset: usize) -> Self {
        let blocks = near(&article, offset);
        let scan = scan(&article, &blocks);
        Self { article, blocks, scan }
    }

    /// Whether it is a part of this article.
    pub fn is_of(&self, article: &Arc<Article>) -> bool {
        Arc::ptr_eq(&self.article, article)
    }

    /// To move about in it.
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(&self.article.text, &self.scan)
    }

    /// Makes sure that the words around the byte at `offset` are known.
    pub fn follow(&mut self, offset: usize) {
        let here = self.article.block_index(offset);
        let from_start = self.blocks.start == 0 || here > self.blocks.start + 1;
        let to_end = self.blocks.end == self.article.blocks.len() || here + 2 < self.blocks.end;
        if !(from_start && to_end) {
            self.blocks = near(&self.article, offset);
            self.scan = scan(&self.article, &self.blocks);
        }
    }
}

fn near(article: &Article, offset: usize) -> Range<usize> {
    let blocks = &article.blocks;
    let first = blocks.partition_point(|block| block.span.end + NEAR <= offset).saturating_sub(2);
    let end = blocks.partition_point(|block| block.span.start <= offset.saturating_add(NEAR));
    first..(end + 3).min(blocks.len())
}

fn scan(article: &Article, blocks: &Range<usize>) -> Scan {
    let blocks = article.blocks.get(blocks.clone()).unwrap_or_default();
    Scan::of(&article.text, blocks.iter().map(|block| block.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind, Metadata, Origin};
    use crate::text::Span;
    use crate::text::motion::Motion;

    #[test]
    fn a_cursor_walks_through_a_long_article_without_all_of_it_being_scanned() {
        let line = "One two three four five six seven eight nine ten, and so on to the end of it.";
        let text = format!("{line}\n").repeat(3000);
        let blocks = (0..3000).map(|index| {
            let start = index * (line.len() + 1);
            Block { span: Span::new(start, start + line.len()), kind: BlockKind::Paragraph }
        });
        let blocks = blocks.collect();
        let article = Article { text: text.as_str().into(), blocks, metadata: Metadata::default(), origin: Origin::default() };
        let mut passage = Passage::around(Arc::new(article), 0);
        let mut at = 0;
        for number in 1..3000 {
            passage.follow(at);
            at = passage.reader().moved(at, Motion::ParagraphForward);
            assert_eq!(at, number * (line.len() + 1));
            assert!(passage.scan.paragraphs.len() < 900);
        }
        for number in (0..2999).rev() {
            passage.follow(at);
            at = passage.reader().moved(at, Motion::ParagraphBack);
            assert_eq!(at, number * (line.len() + 1));
        }
    }
}
