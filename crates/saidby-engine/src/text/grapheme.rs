//! Grapheme clusters: what a reader takes for one character (Unicode Standard Annex 29).

use unicode_segmentation::GraphemeCursor;

use super::span::Span;

/// The last code point boundary at or before `offset` (bytes).
pub fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a grapheme cluster begins or ends at `offset` (bytes).
pub fn is_boundary(text: &str, offset: usize) -> bool {
    text.is_char_boundary(offset) && GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The end of the cluster that `offset` begins or lies in; the end of the text at its end.
pub fn next(text: &str, offset: usize) -> usize {
    let at = floor(text, offset);
    match GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0) {
        Ok(Some(end)) => end,
        _ => text.len(),
    }
}

/// The start of the cluster before `offset`; 0 at the start of the text.
pub fn previous(text: &str, offset: usize) -> usize {
    let at = floor(text, offset);
    if at < offset.min(text.len()) {
        return snap_down(text, at);
    }
    match GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0) {
        Ok(Some(start)) => start,
        _ => 0,
    }
}

fn snap_down(text: &str, offset: usize) -> usize {
    let at = floor(text, offset);
    if is_boundary(text, at) { at } else { previous(text, at) }
}

/// The smallest span of whole clusters that holds `span`, cut to the text.
pub fn snap(text: &str, span: Span) -> Span {
    let start = snap_down(text, span.start);
    let end = if is_boundary(text, span.end) { span.end } else { next(text, span.end) };
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    /// Applies `step` to the place of `|` in `marked` and shows where it leads.
    fn moved(marked: &str, step: fn(&str, usize) -> usize) -> String {
        let at = marked.find('|').unwrap();
        let mut text = marked.replace('|', "");
        let to = step(&text, at);
        text.insert(to, '|');
        text
    }

    #[test]
    fn steps_over_what_a_reader_takes_for_one_character() {
        assert_eq!(moved("a|e\u{301}b", next), "ae\u{301}|b");
        assert_eq!(moved("ae\u{301}|b", previous), "a|e\u{301}b");
        assert_eq!(moved("|👩\u{200d}🚀x", next), "👩\u{200d}🚀|x");
        assert_eq!(moved("🇩🇪🇫🇷|", previous), "🇩🇪|🇫🇷");
        assert_eq!(moved("|a", previous), "|a");
        assert_eq!(moved("a|", next), "a|");
    }

    #[test]
    fn a_span_grows_to_whole_clusters() {
        let text = "ae\u{301}b";
        assert_eq!(snap(text, Span::new(2, 3)), Span::new(1, 4));
        assert_eq!(snap(text, Span::new(1, 4)), Span::new(1, 4));
        assert_eq!(snap(text, Span::new(0, 99)), Span::new(0, 5));
    }

    proptest! {
        #[test]
        fn steps_agree_with_the_segmentation(text in "(\\PC|👩|\u{200d}|\u{301}|🇩|\n|\r|a){0,24}", offset in 0usize..60) {
            let mut ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            ends.push(text.len());
            let offset = offset.min(text.len());
            prop_assert_eq!(next(&text, offset), ends.iter().copied().find(|end| *end > offset).unwrap_or(text.len()));
            prop_assert_eq!(previous(&text, offset), ends.iter().copied().rfind(|end| *end < offset).unwrap_or(0));
        }
    }
}
