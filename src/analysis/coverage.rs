//! What of an article no claim covers yet: quotations that nobody is credited with.

use crate::article::Article;
use crate::review::{Part, Session};
use crate::text::{Scan, Span};

/// Words that a quotation must have to be worth a claim; shorter ones are names and irony.
const WORDS: usize = 3;

/// The next quotation after the byte at `offset` that no claim's content touches, without its marks; from
/// the top again where there is none below. `None` when all are covered.
pub fn next_gap(session: &Session, offset: usize) -> Option<Span> {
    let article = session.article();
    let mut covered: Vec<Span> = session.claims().iter().flat_map(|claim| claim.spans(Part::Content)).copied().collect();
    covered.sort_unstable();
    let here = article.blocks.partition_point(|block| block.span.end <= offset);
    let later = (here..article.blocks.len()).filter_map(|block| gap_in(article, block, &covered, offset));
    let again = (0..=here).filter_map(|block| gap_in(article, block, &covered, 0));
    later.chain(again).next()
}

fn gap_in(article: &Article, block: usize, covered: &[Span], after: usize) -> Option<Span> {
    let block = article.blocks.get(block)?;
    if !block.kind.holds_claims() {
        return None;
    }
    let scan = Scan::of(&article.text, [block.span]);
    let quotations = scan.quotations.iter().filter(|quotation| !quotation.nested && quotation.span.start >= after);
    let quotations = quotations.filter(|quotation| quotation.end_word as usize >= quotation.first_word as usize + 2 + WORDS);
    let mut free = quotations.filter(|quotation| {
        // Contents may nest: look a little further back than the nearest.
        let end = covered.partition_point(|span| span.start < quotation.span.end);
        !covered.get(..end).unwrap_or_default().iter().rev().take(64).any(|span| span.overlaps(quotation.span))
    });
    free.next().map(|quotation| quotation.span)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{Block, BlockKind, Metadata, Origin};
    use crate::review::{Edit, SpeakerChoice, Stamp};

    #[test]
    fn quotations_without_a_claim_are_found_one_after_the_other() {
        let text = "“We lost the ferry,” said Ode. “It sank at noon,” he said. He called it “bad”.";
        let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
        let article = Article { text: text.into(), blocks, metadata: Metadata::default(), origin: Origin::default() };
        let mut session = Session::new(Arc::new(article));
        let words = |span: Option<Span>| span.and_then(|span| span.slice(text));
        let first = next_gap(&session, 0);
        assert_eq!(words(first), Some("“We lost the ferry,”"));
        let second = next_gap(&session, first.unwrap().end);
        assert_eq!(words(second), Some("“It sank at noon,”"));
        assert_eq!(next_gap(&session, second.unwrap().end), first);
        let stamp = Stamp { by: "mw".into(), at: "2026-11-22T18:00:00Z".into() };
        let content = vec![first.unwrap()];
        let edit = Edit::AddClaim { content, cue: vec![], source: vec![], speaker: SpeakerChoice::Nobody };
        session.apply(edit, &stamp).unwrap();
        assert_eq!(next_gap(&session, 0), second);
    }
}
