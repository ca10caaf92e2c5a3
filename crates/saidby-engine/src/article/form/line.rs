//! A short block ready for comparison, and what single words of it can be.

use crate::article::words::SMALL_WORDS;

/// A short block, ready for comparison.
pub(super) struct Line<'a> {
    /// Without signs before the first letter.
    pub text: &'a str,
    /// In lower case, apostrophes straight.
    pub lower: String,
    pub words: Vec<&'a str>,
}

impl<'a> Line<'a> {
    pub fn new(block: &'a str) -> Self {
        let sign = |c: char| !c.is_alphanumeric() && !matches!(c, '©' | '@' | '"' | '“' | '‘' | '\'' | '«' | '„');
        let text = block.trim_start_matches(sign).trim_end();
        let lower = text.to_lowercase().replace('’', "'");
        Self { text, lower, words: text.split_whitespace().collect() }
    }

    pub fn starts(&self, beginnings: &[&str]) -> bool {
        beginnings.iter().any(|beginning| {
            self.lower.strip_prefix(beginning).is_some_and(|rest| {
                beginning.ends_with(|c: char| !c.is_alphanumeric()) || !rest.starts_with(|c: char| c.is_alphanumeric())
            })
        })
    }
}

pub(super) fn starts_upper(word: &str) -> bool {
    word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
}

pub(super) fn is_contact(word: &str) -> bool {
    word.contains('@') || word.starts_with("http") || !word.contains(char::is_alphanumeric)
}

pub(super) fn is_name_word(word: &str) -> bool {
    starts_upper(word)
        || is_contact(word)
        || SMALL_WORDS.contains(word.trim_matches(|c: char| !c.is_alphanumeric()))
        || word.starts_with("al-")
        || word.starts_with("el-")
}
