//! Where an article says that someone declines to comment, and who that is.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::folded::folded;
use super::words;
use crate::lint::lists::NAMELESS;
use crate::text::Span;

/// Words by which someone declines to comment. The pattern is constant, and a test reads it.
static REFUSAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:declin|refus)\w+ (?:to )?(?:further )?comment\b|\bwould not comment\b|\bhad no comment\b|\bdid not (?:immediately )?(?:respond|reply) to (?:\w+ ){0,3}requests? for comment\b").ok()
});

/// A place where someone declines to comment.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The sentence.
    pub sentence: Span,
    /// The words by which someone declines.
    pub span: Span,
    /// The words before them that may name an organisation.
    pub words: Vec<String>,
}

/// All refusals of an article.
#[derive(Debug, Default)]
pub struct Refusals {
    /// In the order of the text.
    pub all: Vec<Refusal>,
    /// Their indexes by their words.
    by_word: HashMap<String, Vec<usize>>,
}

impl Refusals {
    /// Those of a text; `sentence` says which sentence a place of it is in.
    pub fn of(text: &str, sentence: impl Fn(usize) -> Option<Span>) -> Self {
        let mut refusals = Self::default();
        let found = REFUSAL.as_ref().map(|pattern| pattern.find_iter(text).map(|found| Span::of_bytes(found.range())));
        for span in found.into_iter().flatten() {
            let Some(sentence) = sentence(span.start) else { continue };
            let who = text.get(sentence.start..span.start.max(sentence.start)).unwrap_or_default();
            let mut words = naming(who);
            words.sort_unstable();
            words.dedup();
            for word in &words {
                refusals.by_word.entry(word.clone()).or_default().push(refusals.all.len());
            }
            refusals.all.push(Refusal { sentence, span, words });
        }
        refusals
    }

    /// The indexes of those that have this word.
    pub fn with(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The words of a mention that may name an organisation.
pub fn naming(mention: &str) -> Vec<String> {
    let words = folded(mention, Span::new(0, mention.len()));
    let names = |word: &str| word.len() > 2 && !NAMELESS.contains(word) && !words::is_confidential(word);
    words.iter().map(|word| word.trim_end_matches("'s").to_owned()).filter(|word| names(word)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::article::Article;
    use crate::lint::index::Index;

    #[test]
    fn refusals_to_comment_are_found() {
        let index = Index::new(&Arc::new(Article::from_text(
            "The port declined to comment. The board did not immediately respond to a request for comment. He commented.",
        )));
        assert_eq!(index.refusals().len(), 2);
        assert_eq!((index.refusals_with("board"), index.refusals_with("ferry")), ([1].as_slice(), [].as_slice()));
    }
}
