//! The text around a passage, by which it is recognised when the text changes.

use super::span::Span;

/// How many characters of context are kept on either side.
pub const CONTEXT: usize = 32;

/// Up to [`CONTEXT`] characters before the first and after the last of `spans`.
pub fn context(text: &str, spans: &[Span]) -> (String, String) {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Default::default();
    };
    let before = text.get(..first.start).unwrap_or_default();
    let after = text.get(last.end..).unwrap_or_default();
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let prefix = before.get(start..).unwrap_or_default().to_owned();
    (prefix, after.chars().take(CONTEXT).collect())
}
