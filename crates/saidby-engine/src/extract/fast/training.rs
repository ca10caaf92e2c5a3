//! What `training/fast` learns from: every candidate of an annotated article, with its features.
//!
//! The articles are read as the program reads them, and everything is an index of a word of the scan, so
//! that the scripts neither split words nor know offsets.

use std::ops::Range;

use serde::Serialize;

use super::candidate::Frame;
use super::confidence::features;
use super::rivals::onward;
use super::{FastFinder, SpanFinder};
use crate::article::{Article, FileOffsets};
use crate::extract::Document;
use crate::extract::training::{CodePoints, GoldFile, TrainingAttribution};
use crate::text::{Span, UnitRange, WordRange};

/// Half-open ranges of words.
type Words = Vec<[usize; 2]>;

/// One annotated article as the fast engine sees it.
#[derive(Debug, PartialEq, Serialize)]
pub struct CandidateArticle {
    /// File name without its extension.
    pub name: String,
    /// The words that are signs and no letters or digits; they do not count when spans are compared.
    pub signs: Vec<usize>,
    /// All that the rules propose, before rivals are weighed.
    pub candidates: Vec<CandidateRecord>,
    /// What the finder reports.
    pub found: Vec<FoundRecord>,
    /// What people annotated.
    pub attributions: Vec<TrainingAttribution>,
    /// Words that are not scored.
    pub ignored: Vec<usize>,
}

/// One proposal of the rules.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct CandidateRecord {
    /// Its content.
    pub content: Words,
    /// Its cue.
    pub cue: Words,
    /// Its source; empty when there is none.
    pub source: Words,
    /// The weights that its confidence sums, as `confidence.tsv` names them.
    pub features: Vec<String>,
}

/// One attribution that the finder reports.
#[derive(Debug, PartialEq, Serialize)]
pub struct FoundRecord {
    /// Its content.
    pub content: Words,
    /// Its cue.
    pub cue: Words,
    /// Its source; empty when there is none.
    pub source: Words,
    /// How likely the finder holds it to be right.
    pub confidence: f32,
}

fn pair(words: WordRange) -> [usize; 2] {
    [words.start, words.end]
}

impl CandidateArticle {
    /// Reads `article` with `finder`, and brings the annotations in `gold` (a gold file's JSON, its spans
    /// code points of the file that `article` was read from) onto the same words.
    ///
    /// # Errors
    /// `gold` is no JSON, or not of the form that gold files have.
    pub fn new(name: &str, article: &Article, gold: &str, finder: &FastFinder) -> Result<Self, serde_json::Error> {
        let gold: GoldFile = serde_json::from_str(gold)?;
        let document = Document::new(article);
        let scan = &document.scan;
        let offsets = FileOffsets::new(article);
        let gold_words = |ranges: &[CodePoints]| {
            let mut words: Vec<usize> = ranges
                .iter()
                .flat_map(|[start, end]| scan.words_in(offsets.to_span(UnitRange::new(*start, *end.max(start)))))
                .collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let paragraphs = 0..scan.paragraphs.len();
        let mut candidates = Vec::new();
        finder.each_paragraph(&document, paragraphs.clone(), |index, view, proposed| {
            for candidate in proposed.iter() {
                let words = |words: &Range<usize>| pair(view.in_scan(words));
                let content = match candidate.frame {
                    Frame::NextParagraph => onward(view.document, index).into_iter().map(pair).collect(),
                    _ => candidate.contents().map(words).collect(),
                };
                candidates.push(CandidateRecord {
                    content,
                    cue: vec![words(&candidate.cue)],
                    source: candidate.source.iter().map(words).collect(),
                    features: features(finder.lexicon, view, candidate),
                });
            }
        });
        let found_words = |spans: &[Span]| spans.iter().map(|span| pair(scan.words_in(*span))).collect();
        let found = finder.find(&document, paragraphs);
        Ok(Self {
            name: name.to_owned(),
            signs: (0..).zip(&scan.words).filter(|(_, word)| !word.is_lexical()).map(|(index, _)| index).collect(),
            candidates,
            found: found
                .iter()
                .map(|found| FoundRecord {
                    content: found_words(&found.parts.content),
                    cue: found_words(&found.parts.cue),
                    source: found_words(&found.parts.source),
                    confidence: found.confidence,
                })
                .collect(),
            attributions: gold.attributions(gold_words),
            ignored: gold_words(&gold.ignore),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_and_annotations_count_the_same_words() {
        // 0 Zoë 1 Diaz 2 said 3 the 4 ferry 5 will 6 sail 7 .
        let article = Article::from_text("Zoë Diaz said the ferry will sail.");
        let gold = r#"{"doc": "x", "attributions": [{"id": "1", "source": [[0, 8]], "source_head": [[4, 8]],
            "cue": [[9, 13]], "content": [[14, 33]]}]}"#;
        let read = CandidateArticle::new("x", &article, gold, &FastFinder::new()).unwrap();
        let annotated = &read.attributions[0];
        assert_eq!((&annotated.source[..], &annotated.source_head[..]), (&[0, 1][..], &[1][..]));
        assert_eq!((&annotated.cue[..], &annotated.content[..]), (&[2][..], &[3, 4, 5, 6][..]));
        let found = &read.found[0];
        assert_eq!((&found.source[..], &found.cue[..], &found.content[..]), (&[[0, 2]][..], &[[2, 3]][..], &[[3, 7]][..]));
        let candidate = read.candidates.iter().find(|candidate| candidate.content == [[3, 7]]).unwrap();
        assert!(candidate.features.contains(&"frame\tClause\tFinite".to_owned()), "{:?}", candidate.features);
        assert_eq!(read.signs, [7]);
        assert!(CandidateArticle::new("x", &article, "{}", &FastFinder::new()).is_err());
    }
}
