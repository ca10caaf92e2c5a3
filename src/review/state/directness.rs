//! Directness as the spans have it: how much of a content is inside quotation marks.

use crate::article::Article;
use crate::claim::Directness;
use crate::text::{QuoteState, Scan, Span};

/// Direct when all words of `content` are inside quotation marks, indirect when none does.
///
/// Only the blocks of the content are scanned: a quotation over several paragraphs opens anew in each.
pub fn directness_of(article: &Article, content: &[Span]) -> Directness {
    let (Some(first), Some(last)) = (content.first(), content.last()) else {
        return Directness::Indirect;
    };
    let begin = article.blocks.partition_point(|block| block.span.end <= first.start);
    let end = article.blocks.partition_point(|block| block.span.start < last.end).max(begin);
    let blocks = article.blocks.get(begin..end).unwrap_or_default();
    let scan = Scan::of(&article.text, blocks.iter().map(|block| block.span));
    let (mut inside, mut outside) = (false, false);
    for span in content {
        for word in scan.words.get(scan.words_in(*span).range()).unwrap_or_default() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_paragraph_of_a_long_quotation_is_direct() {
        let article = Article::from_text(
            "A head\n\n“We will stay. We will not go.\n\n“Nor will they. Nobody will,” said Ana.\n\nThey went.",
        );
        let span = |words: &str| {
            let start = article.text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        for (contents, directness) in [
            (&["We will not go"][..], Directness::Direct),
            (&["Nobody will"], Directness::Direct),
            (&["We will stay", "Nor will they"], Directness::Direct),
            (&["Nobody will", "They went"], Directness::Mixed),
            (&["They went"], Directness::Indirect),
            (&[], Directness::Indirect),
        ] {
            let content: Vec<Span> = contents.iter().map(|words| span(words)).collect();
            assert_eq!(directness_of(&article, &content), directness, "{contents:?}");
        }
    }
}
