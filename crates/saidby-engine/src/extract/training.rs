//! Training data for the deep engine: annotated articles as the words of the program's own scan.
//!
//! A gold folder holds `NAME.txt` and `NAME.gold.json`, whose spans are code points. One JSON object a
//! line comes out for every article; in it everything is an index of a word, so that the training
//! script neither splits words nor knows offsets, and learns exactly what the engine will see.

use serde::{Deserialize, Serialize};

use crate::text::{Scan, Span};

/// Half-open range of code points.
pub(super) type CodePoints = [usize; 2];

/// What people annotated in one article, in code points.
#[derive(Deserialize)]
pub(super) struct GoldFile {
    attributions: Vec<GoldAttribution>,
    /// What is not scored.
    #[serde(default)]
    pub ignore: Vec<CodePoints>,
}

impl GoldFile {
    /// The attributions, their code points turned into words by `words`.
    pub fn attributions(&self, words: impl Fn(&[CodePoints]) -> Vec<usize>) -> Vec<TrainingAttribution> {
        let attribution = |gold: &GoldAttribution| TrainingAttribution {
            source: words(&gold.source),
            source_head: words(&gold.source_head),
            cue: words(&gold.cue),
            content: words(&gold.content),
        };
        self.attributions.iter().map(attribution).collect()
    }
}

#[derive(Deserialize)]
struct GoldAttribution {
    #[serde(default)]
    source: Vec<CodePoints>,
    #[serde(default)]
    source_head: Vec<CodePoints>,
    #[serde(default)]
    cue: Vec<CodePoints>,
    #[serde(default)]
    content: Vec<CodePoints>,
}

/// One article: parallel lists with an entry a word, and the annotations as indices into them.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct TrainingArticle {
    /// File name without its extension.
    pub name: String,
    /// The words' letters.
    pub words: Vec<String>,
    /// First code point of each word.
    pub starts: Vec<usize>,
    /// One past the last code point of each word.
    pub ends: Vec<usize>,
    /// Paragraph of each word.
    pub paragraphs: Vec<usize>,
    /// Sentence of each word.
    pub sentences: Vec<u32>,
    /// [`crate::text::QuoteState`] of each word.
    pub quotes: Vec<u8>,
    /// [`crate::text::Shape`] of each word.
    pub shapes: Vec<u8>,
    /// What people annotated.
    pub attributions: Vec<TrainingAttribution>,
    /// Words that are not scored.
    pub ignored: Vec<usize>,
}

/// One annotated attribution: ascending indices of words.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct TrainingAttribution {
    /// Words of the source.
    pub source: Vec<usize>,
    /// The head words of the source.
    pub source_head: Vec<usize>,
    /// Words of the cue.
    pub cue: Vec<usize>,
    /// Words of the content.
    pub content: Vec<usize>,
}

/// Turns code points into words.
struct WordIndex<'s> {
    scan: &'s Scan,
    /// Byte offset of every code point, and of the end.
    bytes: Vec<usize>,
}

impl WordIndex<'_> {
    fn words(&self, ranges: &[CodePoints]) -> Vec<usize> {
        let byte = |at: usize| self.bytes.get(at).or(self.bytes.last()).copied().unwrap_or(0);
        let mut words: Vec<usize> =
            ranges.iter().flat_map(|[start, end]| self.scan.words_in(Span::new(byte(*start), byte(*end)))).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

impl TrainingArticle {
    /// Scans `text` and brings the annotations in `gold` (a gold file's JSON) onto its words.
    pub fn new(name: &str, text: &str, gold: &str) -> Result<Self, serde_json::Error> {
        let gold: GoldFile = serde_json::from_str(gold)?;
        let scan = Scan::of_lines(text);
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let index = WordIndex { scan: &scan, bytes };
        let code_point = |byte: u32| index.bytes.partition_point(|at| *at < byte as usize);
        let attributions = gold.attributions(|ranges| index.words(ranges));
        Ok(Self {
            name: name.to_owned(),
            words: scan.words.iter().map(|word| word.text(text).to_owned()).collect(),
            starts: scan.words.iter().map(|word| code_point(word.start)).collect(),
            ends: scan.words.iter().map(|word| code_point(word.end)).collect(),
            paragraphs: (0..scan.words.len()).map(|word| scan.paragraph_of(word)).collect(),
            sentences: scan.words.iter().map(|word| word.sentence).collect(),
            quotes: scan.words.iter().map(|word| word.quote as u8).collect(),
            shapes: scan.words.iter().map(|word| word.shape as u8).collect(),
            attributions,
            ignored: index.words(&gold.ignore),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_become_words() {
        let text = "“Né ici,” Zoë said.\n\nRain fell.";
        let gold = r#"{"doc": "x", "attributions": [{"id": "1", "source": [[10, 13]], "source_head": [[10, 13]],
            "cue": [[14, 18]], "content": [[0, 9]]}], "ignore": [[21, 31]]}"#;
        let article = TrainingArticle::new("x", text, gold).unwrap();
        assert_eq!(article.words, ["“", "Né", "ici", ",", "”", "Zoë", "said", ".", "Rain", "fell", "."]);
        assert_eq!(article.starts[5], 10);
        assert_eq!(article.ends[5], 13);
        let attribution = &article.attributions[0];
        assert_eq!(attribution.content, [0, 1, 2, 3, 4]);
        assert_eq!((&attribution.source[..], &attribution.cue[..]), (&[5][..], &[6][..]));
        assert_eq!(article.ignored, [8, 9, 10]);
        assert_eq!(article.quotes, [2, 1, 1, 1, 2, 0, 0, 0, 0, 0, 0]);
        assert!(article.paragraphs[8] > article.paragraphs[7]);
    }

    #[test]
    fn a_gold_file_of_another_form_is_an_error() {
        assert!(TrainingArticle::new("x", "One.", r#"{"claims": []}"#).is_err());
    }
}
