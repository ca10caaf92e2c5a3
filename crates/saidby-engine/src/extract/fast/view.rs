//! One paragraph as the rules read it: tokens by their place in the paragraph.

use std::ops::Range;

use super::tagging::{Tag, Token};
use crate::extract::Document;
use crate::text::{Quotation, WordRange};

/// How many words the rules look to one side, so that no text makes them slow.
pub const REACH: usize = 160;

/// One paragraph. All indices are words counted from the paragraph's first.
#[derive(Clone, Copy)]
pub struct View<'v> {
    /// The article.
    pub document: &'v Document<'v>,
    /// The paragraph's words.
    pub tokens: &'v [Token],
    /// Index of the first of them in the scan.
    pub base: usize,
    /// The paragraph's quotations.
    pub quotations: &'v [Quotation],
}

impl<'v> View<'v> {
    /// The token at `at`; a stop beyond either end.
    #[inline]
    pub fn token(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(Token { tag: Tag::Stop, ..Token::default() })
    }

    /// What the word at `at` does.
    #[inline]
    pub fn tag(&self, at: usize) -> Tag {
        self.token(at).tag
    }

    /// The letters of the word at `at`.
    #[inline]
    pub fn word(&self, at: usize) -> &'v str {
        if at < self.tokens.len() { self.document.word(self.base + at) } else { "" }
    }

    /// Whether the word at `at` begins with a capital letter.
    pub fn is_capitalised(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Whether the word at `at` is `word`, without regard to ASCII case.
    #[inline]
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// The words of the sentence that holds `at`.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let scan = &self.document.scan;
        let sentence = scan.words.get(self.base + at).and_then(|word| scan.sentences.get(word.sentence as usize));
        match sentence {
            Some(sentence) => {
                let first = (sentence.first_word as usize).saturating_sub(self.base);
                let end = (sentence.end_word as usize).saturating_sub(self.base).min(self.tokens.len());
                first..end
            }
            None => 0..self.tokens.len(),
        }
    }

    /// `words` of the paragraph as words of the scan.
    pub fn in_scan(&self, words: &Range<usize>) -> WordRange {
        WordRange::new(self.base + words.start, self.base + words.end)
    }

    /// The quotation whose marks or words include `at`, the outermost.
    pub fn quotation_at(&self, at: usize) -> Option<&'v Quotation> {
        let word = (self.base + at) as u32;
        let after = self.quotations.partition_point(|quotation| quotation.first_word <= word);
        self.quotations[..after]
            .iter()
            .rev()
            .take(4)
            .filter(|quotation| word < quotation.end_word)
            .min_by_key(|quotation| quotation.first_word)
    }

    /// A quotation's words.
    pub fn words_of(&self, quotation: &Quotation) -> Range<usize> {
        let first = (quotation.first_word as usize).saturating_sub(self.base);
        first..(quotation.end_word as usize).saturating_sub(self.base).min(self.tokens.len())
    }

    /// Whether the word at `at` is a mark that opens a quotation.
    pub fn opens_quotation(&self, at: usize) -> bool {
        self.tag(at) == Tag::Quote && self.quotation_at(at).is_some_and(|quotation| self.words_of(quotation).start == at)
    }
}
