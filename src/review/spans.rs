//! Spans that a person sets: checked, snapped to whole graphemes, sorted.

use super::edit::Part;
use super::outcome::EditError;
use crate::text::{Span, grapheme, span};

/// `spans` of `part` made fit for `text`: inside it, whole graphemes, no white space at the ends, sorted
/// and joined where they touch.
pub(super) fn fit(text: &str, part: Part, spans: &[Span]) -> Result<Vec<Span>, EditError> {
    let mut fitted = Vec::with_capacity(spans.len());
    for span in spans {
        if span.slice(text).is_none() {
            return Err(EditError::SpanOutside { part, span: *span, length: text.len() });
        }
        fitted.push(grapheme::snap(text, *span).trimmed(text));
    }
    span::normalise(&mut fitted);
    if part == Part::Content && fitted.is_empty() {
        return Err(EditError::EmptyContent);
    }
    Ok(fitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphemes_are_never_cut() {
        let text = "a👩‍🚀b e\u{301}";
        let woman = text.find('👩').unwrap();
        let rocket = text.find('🚀').unwrap();
        assert_eq!(fit(text, Part::Cue, &[Span::new(rocket, rocket + 4)]), Ok(vec![Span::new(woman, rocket + 4)]));
        let e = text.find('e').unwrap();
        assert_eq!(fit(text, Part::Cue, &[Span::new(e, e + 1)]), Ok(vec![Span::new(e, text.len())]));
    }

    #[test]
    fn spans_are_checked_trimmed_and_joined() {
        let text = "one two é";
        assert_eq!(fit(text, Part::Content, &[Span::new(4, 8), Span::new(0, 4)]), Ok(vec![Span::new(0, 3), Span::new(4, 7)]));
        assert_eq!(fit(text, Part::Content, &[Span::new(3, 7), Span::new(0, 3)]), Ok(vec![Span::new(0, 3), Span::new(4, 7)]));
        assert!(matches!(fit(text, Part::Source, &[Span::new(0, 99)]), Err(EditError::SpanOutside { .. })));
        assert!(matches!(fit(text, Part::Source, &[Span::new(0, 9)]), Err(EditError::SpanOutside { .. })));
        assert_eq!(fit(text, Part::Content, &[Span::new(3, 4)]), Err(EditError::EmptyContent));
        assert_eq!(fit(text, Part::Source, &[]), Ok(vec![]));
    }
}
