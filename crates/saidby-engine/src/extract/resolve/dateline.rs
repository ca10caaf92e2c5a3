//! Datelines: "CAIRNS, May 14 (Wire) — Corals that ..." says where and when, and belongs to nobody's claim.

use crate::extract::Document;
use crate::text::{Shape, Span, WordRange};

/// A dateline ends within so many words.
const LONGEST: usize = 14;

/// Takes a dateline out of the contents that begin with it.
pub(super) fn trim(document: &Document<'_>, content: &mut [Span]) {
    let Some(first) = content.first_mut() else { return };
    let scan = &document.scan;
    let begin = scan.words_in(*first).start;
    let Some(paragraph) = scan.paragraphs.get(scan.paragraph_of(begin)) else { return };
    let words = paragraph.words();
    // Only a content that begins inside the dateline can hold it.
    if begin >= words.start + LONGEST {
        return;
    }
    if let Some(end) = end_of_dateline(document, words)
        && begin < end
        && let Some(next) = scan.words.get(end)
        && (next.start as usize) < first.end
    {
        first.start = next.start as usize;
    }
}

/// The index of the first word after the dateline of the paragraph with these words.
fn end_of_dateline(document: &Document<'_>, words: WordRange) -> Option<usize> {
    let place = document.scan.words.get(words.start)?;
    if place.shape != Shape::Upper || place.span().len() < 3 {
        return None;
    }
    let dash = words.iter().take(LONGEST).find(|at| matches!(document.word(*at), "—" | "–" | "--" | "-" | "―"))?;
    // A sentence has verbs in lower case; a dateline has names, dates and what stands in brackets.
    let plain = (words.start..dash).all(|at| {
        let word = document.word(at);
        !document.scan.words[at].is_lexical()
            || word.starts_with(|c: char| !c.is_lowercase())
            || matches!(word, "and" | "of" | "de" | "the")
    });
    (plain && dash + 1 < words.end).then_some(dash + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn trimmed(text: &str) -> String {
        let article = Article::from_text(text);
        let document = Document::new(&article);
        let mut content = [Span::new(0, text.len())];
        trim(&document, &mut content);
        content[0].slice(text).unwrap().to_owned()
    }

    #[test]
    fn a_dateline_is_no_part_of_a_content() {
        assert_eq!(
            trimmed("PORT VELL, May 14 — The ferry sails again, the mayor said."),
            "The ferry sails again, the mayor said."
        );
        assert_eq!(trimmed("PORT VELL, Ohio (Wire) -- The ferry sails again, she said."), "The ferry sails again, she said.");
    }

    #[test]
    fn what_looks_like_one_stays() {
        for text in [
            "NATO plans — as of May — are on hold, the mayor said.",
            "NASA will fly — soon, the agency said.",
            "The ferry — old — sails.",
        ] {
            assert_eq!(trimmed(text), text);
        }
    }
}
