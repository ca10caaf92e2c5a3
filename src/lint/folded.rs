//! Words as they are compared.

use crate::text::Span;

/// The words of a passage in lower case, without punctuation.
pub fn folded(text: &str, span: Span) -> Vec<Box<str>> {
    let apart = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’');
    let words = span.slice(text).unwrap_or_default().split(apart);
    let bare = words.map(|word| word.trim_matches(['\'', '’']).replace('’', "'").to_lowercase());
    bare.filter(|word| !word.is_empty()).map(Into::into).collect()
}
