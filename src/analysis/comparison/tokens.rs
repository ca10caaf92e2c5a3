//! Words as two texts are compared by: without case, punctuation, kind of dash or apostrophe.

use crate::text::Span;

/// Sounds that transcripts write down and papers leave out.
const FILLERS: &[&str] = &["uh", "uhm", "um", "erm"];

/// A word of either text: where it is, in bytes. What it is compared by is written next to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub span: Span,
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bc}')
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || matches!(c as u32, 0x300..=0x36f | 0x200c | 0x200d)
}

/// Whether `c` holds a word together between `before` and `after`: don't, 4,000, 3.5.
fn joins(before: char, c: char, after: char) -> bool {
    (is_apostrophe(c) && before.is_alphabetic() && after.is_alphabetic())
        || (matches!(c, ',' | '.') && before.is_ascii_digit() && after.is_ascii_digit())
}

/// The end of the word that begins at byte `at` of `text`; `at` itself where none begins there. Its folded
/// form goes into `folded`.
pub(super) fn word_at(text: &str, at: usize, folded: &mut String) -> usize {
    folded.clear();
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with('%') {
        folded.push_str("percent");
        return at + 1;
    }
    let mut signs = rest.char_indices().peekable();
    let (mut end, mut before) = (at, ' ');
    while let Some((offset, c)) = signs.next() {
        let joined = !is_wordy(c) && end > at && signs.peek().is_some_and(|(_, after)| joins(before, c, *after));
        if !is_wordy(c) && !joined {
            break;
        }
        if is_wordy(c) {
            folded.extend(c.to_lowercase());
        } else if is_apostrophe(c) {
            folded.push('\'');
        } else if c == '.' {
            folded.push('.');
        }
        before = c;
        end = at + offset + c.len_utf8();
    }
    if FILLERS.contains(&folded.as_str()) {
        folded.clear();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let (mut at, mut words, mut folded) = (0, Vec::new(), String::new());
        while at < text.len() {
            let end = word_at(text, at, &mut folded);
            if end > at && !folded.is_empty() {
                words.push(folded.clone());
            }
            at = if end > at { end } else { at + text[at..].chars().next().unwrap().len_utf8() };
        }
        words
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Don’t — we’re 4,000 “strong,” 3.5%"), ["don't", "we're", "4000", "strong", "3.5", "percent"]);
        assert_eq!(words("twenty-five twenty–five 'tis the U.S."), ["twenty", "five", "twenty", "five", "tis", "the", "u", "s"]);
        assert_eq!(words("Uh, I, um, said ÉCOLE 日本"), ["i", "said", "école", "日本"]);
    }
}
