//! Words without the characters that nobody sees: soft hyphens, spaces and joiners of no width.
//!
//! A word processor or a page writes them where a word may be broken. They stay in the file, and spans count them;
//! where words are shown, sought or handed to a spreadsheet, they are left out.

use std::borrow::Cow;

use super::Span;

/// Whether a character has no width, turns no text around, and only says where a word may or may not be broken.
pub const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether unseen characters behind `c` may be inside a word: joiners mean something in scripts beyond Latin, Greek and
/// Cyrillic.
pub(super) fn carries_unseen(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{530}'
}

/// Bytes at the start of `rest` that are unseen characters inside a word: `before` is the character in front of them, and
/// a letter or digit follows.
pub fn unseen_in_word(before: char, rest: &str) -> usize {
    if !carries_unseen(before) {
        return 0;
    }
    let after = rest.trim_start_matches(is_unseen);
    if after.starts_with(|c: char| carries_unseen(c) || ('ﬀ'..='ﬆ').contains(&c)) { rest.len() - after.len() } else { 0 }
}

/// `text` without the unseen characters inside its words.
pub fn bare(text: &str) -> Cow<'_, str> {
    Bare::of(text).map_or(Cow::Borrowed(text), |bare| Cow::Owned(bare.text))
}

/// A text without the unseen characters inside its words, and where they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bare {
    /// The text without them.
    pub text: String,
    /// In order: the byte of the bare text before which something was left out, and how many bytes up to there.
    left_out: Vec<(usize, usize)>,
}

impl Bare {
    /// The bare text; `None` where it is the text itself.
    pub fn of(text: &str) -> Option<Self> {
        if text.is_ascii() || !text.contains(is_unseen) {
            return None;
        }
        let mut bare = Self { text: String::with_capacity(text.len()), left_out: Vec::new() };
        let mut all = 0;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            bare.text.push(c);
            rest = &rest[c.len_utf8()..];
            let unseen = unseen_in_word(c, rest);
            if unseen > 0 {
                all += unseen;
                bare.left_out.push((bare.text.len(), all));
                rest = &rest[unseen..];
            }
        }
        (all > 0).then_some(bare)
    }

    /// The place in the text of `span` of the bare text.
    pub fn original(&self, span: Span) -> Span {
        let before = |count: usize| count.checked_sub(1).and_then(|last| self.left_out.get(last)).map_or(0, |(_, all)| *all);
        // What is right before the first letter is not part of the words, and neither is what follows the last.
        let start = before(self.left_out.partition_point(|(at, _)| *at <= span.start));
        let end = before(self.left_out.partition_point(|(at, _)| *at < span.end));
        Span::new(span.start + start, (span.end + end).max(span.start + start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bare_and_their_places_are_those_of_the_text() {
        let text = "Or\u{ad}lov, the mag\u{200b}is\u{ad}trate\u{ad}, said";
        let bare = Bare::of(text).unwrap();
        assert_eq!(bare.text, "Orlov, the magistrate\u{ad}, said");
        for word in ["Orlov", "magistrate", "said", "lov"] {
            let at = bare.text.find(word).unwrap();
            let place = bare.original(Span::new(at, at + word.len())).slice(text).unwrap();
            assert_eq!(place.replace(is_unseen, ""), word);
            assert!(!place.starts_with(is_unseen) && !place.ends_with(is_unseen), "{place:?}");
        }
        assert_eq!(Bare::of("plain — words"), None);
    }

    #[test]
    fn what_joins_letters_or_pictures_elsewhere_stays() {
        for text in ["می\u{200c}خواهم", "👩\u{200d}🚀", "क्\u{200d}ष", "a \u{200b} b"] {
            assert_eq!(bare(text), text);
        }
    }
}
