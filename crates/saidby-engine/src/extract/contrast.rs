//! "A accused B of x while C has denied y": two statements of two sources in one sentence.
//!
//! Annotators mark the outermost attribution, and a model that learnt from them runs the second statement into
//! the first one's content. For who checks facts they are two claims, so the sentence is cut where the second
//! source takes over, if the rules know that one for a statement too.

use super::{Attribution, Document, FastFinder, SpanFinder};
use crate::text::{QuoteState, Span};

/// The rules must be as sure as this of the second statement.
const SURE: f32 = 0.4;

/// Cuts contents of `found` where another source's statement begins inside them.
pub(super) fn separate(document: &Document<'_>, found: &mut Vec<Attribution>) {
    let mut second = Vec::new();
    for attribution in found.iter_mut() {
        if let Some((end, other)) = takes_over(document, attribution) {
            if let Some(last) = attribution.parts.content.last_mut() {
                last.end = end;
            }
            second.push(other);
        }
    }
    second.retain(|other| !found.iter().any(|known| overlap(&known.parts.cue, &other.parts.cue)));
    if !second.is_empty() {
        found.extend(second);
        found.sort_by_key(|attribution| {
            attribution.parts.cue.first().or(attribution.parts.content.first()).map_or(0, |span| span.start)
        });
    }
}

fn overlap(ones: &[Span], others: &[Span]) -> bool {
    ones.iter().any(|one| others.iter().any(|other| one.overlaps(*other)))
}

/// Where the first statement ends (bytes), and the second one.
fn takes_over(document: &Document<'_>, attribution: &Attribution) -> Option<(usize, Attribution)> {
    let last = *attribution.parts.content.last()?;
    if attribution.parts.cue.last()?.end > last.start {
        return None;
    }
    let scan = &document.scan;
    let words = scan.words_in(last);
    let turn = words
        .iter()
        .skip(2)
        .find(|at| matches!(document.word(*at), "while" | "whereas") && scan.words[*at].quote == QuoteState::Outside)?;
    let source = scan.words.get(turn + 1)?.start as usize;
    let paragraph = scan.paragraph_of(turn);
    let other = FastFinder::new().find(document, paragraph..paragraph + 1).into_iter().find(|other| {
        other.confidence >= SURE
            && other.parts.source.first().is_some_and(|span| span.start == source)
            && other.parts.cue.iter().all(|cue| last.encloses(*cue))
            && !overlap(&other.parts.cue, &attribution.parts.cue)
    })?;
    let mut end = turn;
    while end > words.start && !scan.words[end - 1].is_lexical() && scan.words[end - 1].quote == QuoteState::Outside {
        end -= 1;
    }
    Some((scan.words.get(end.checked_sub(1)?)?.end as usize, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::claim::Parts;

    fn cut(text: &str, content: &str, cue: &str) -> Vec<String> {
        let article = Article::from_text(text);
        let document = Document::new(&article);
        let span = |part: &str| vec![Span::new(text.find(part).unwrap(), text.find(part).unwrap() + part.len())];
        let mut found = vec![Attribution {
            parts: Parts { content: span(content), cue: span(cue), source: Vec::new() },
            confidence: 0.9,
            check_worthiness: None,
            found_by: String::new(),
        }];
        separate(&document, &mut found);
        found
            .iter()
            .map(|found| found.parts.content.iter().filter_map(|span| span.slice(text)).collect::<Vec<_>>().join(" … "))
            .collect()
    }

    #[test]
    fn another_source_begins_a_statement_of_its_own() {
        let text = "The ministry accused the port of hiding figures, while Ana Diaz said that nothing was hidden.";
        let content = "the port of hiding figures, while Ana Diaz said that nothing was hidden";
        assert_eq!(cut(text, content, "accused"), ["the port of hiding figures", "that nothing was hidden"]);
    }

    #[test]
    fn a_while_of_time_stays() {
        let text = "The ministry said that the port had burned while the crew slept.";
        let content = "that the port had burned while the crew slept";
        assert_eq!(cut(text, content, "said"), [content]);
    }
}
