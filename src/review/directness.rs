//! Directness as the spans have it: how much of a content stands inside quotation marks.

use crate::article::Article;
use crate::claim::Directness;
use crate::text::{QuoteState, Scan, Span};

/// How many blocks before a content are read for a quotation that one of them left open.
const BLOCKS_BEFORE: usize = 40;

/// Direct when all words of `content` stand inside quotation marks, indirect when none does.
///
/// Only the blocks around the content are scanned, so the cost does not grow with the article.
pub fn directness_of(article: &Article, content: &[Span]) -> Directness {
    let (Some(first), Some(last)) = (content.first(), content.last()) else {
        return Directness::Indirect;
    };
    let begin = article.blocks.partition_point(|block| block.span.end <= first.start).saturating_sub(BLOCKS_BEFORE);
    let end = article.blocks.partition_point(|block| block.span.start < last.end).max(begin);
    let blocks = article.blocks.get(begin..end).unwrap_or_default();
    let scan = Scan::of(&article.text, blocks.iter().map(|block| block.span));
    let (mut inside, mut outside) = (false, false);
    for span in content {
        for word in scan.words.get(scan.words_in(*span)).unwrap_or_default() {
            match word.quote {
                QuoteState::Inside if word.is_lexical() => inside = true,
                QuoteState::Outside if word.is_lexical() => outside = true,
                _ => {}
            }
        }
    }
    match (inside, outside) {
        (true, false) => Directness::Direct,
        (true, true) => Directness::Mixed,
        (false, _) => Directness::Indirect,
    }
}
