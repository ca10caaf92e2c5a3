//! A text as articles are kept: without BOM, each line end a single LF; and the way there.

use crate::text::Span;

/// A text without BOM and with single line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::interchange) struct Normal {
    pub text: String,
    /// Where in the original something was dropped, ascending, and how many bytes were by then.
    dropped: Vec<(usize, usize)>,
}

impl Normal {
    pub fn of(original: &str) -> Self {
        let mut dropped = Vec::new();
        let bom = '\u{feff}'.len_utf8();
        let mut rest = original;
        if let Some(without) = original.strip_prefix('\u{feff}') {
            dropped.push((0, bom));
            rest = without;
        }
        if !rest.contains('\r') {
            return Self { text: rest.to_owned(), dropped };
        }
        let base = original.len() - rest.len();
        let mut text = String::with_capacity(rest.len());
        let mut characters = rest.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            match c {
                '\r' if characters.peek().is_some_and(|(_, next)| *next == '\n') => {
                    let gone = dropped.last().map_or(0, |(_, gone)| *gone);
                    dropped.push((base + at, gone + 1));
                }
                '\r' => text.push('\n'),
                c => text.push(c),
            }
        }
        Self { text, dropped }
    }

    /// Where a byte of the original is here; a dropped one stands for what follows it.
    fn byte(&self, original: usize) -> usize {
        let before = self.dropped.partition_point(|(at, _)| *at < original);
        let gone = before.checked_sub(1).and_then(|last| self.dropped.get(last)).map_or(0, |(_, gone)| *gone);
        original.saturating_sub(gone)
    }

    /// The same for a span.
    pub fn span(&self, original: Span) -> Span {
        Span::new(self.byte(original.start), self.byte(original.end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_span_holds_the_same_words(text in "\u{feff}?(a|é|👩|\r\n|\r|\n| b){0,40}", from in 0usize..200, length in 0usize..200) {
            let normal = Normal::of(&text);
            let bom = normal.text.starts_with('\u{feff}');
            prop_assert!(!normal.text.contains('\r') && !bom);
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let first = from % ends.len();
            let last = first + length % (ends.len() - first);
            let span = Span::new(ends[first], ends[last]);
            // A span that ends between CR and LF holds neither.
            let cut = text[..span.end].ends_with('\r') && text[span.end..].starts_with('\n');
            if !cut {
                prop_assert_eq!(normal.span(span).slice(&normal.text), Some(&*Normal::of(span.slice(&text).unwrap()).text));
            }
        }
    }
}
