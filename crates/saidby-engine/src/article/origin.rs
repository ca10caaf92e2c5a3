//! Maps offsets in the text to code points of the file, and back.
//!
//! Programs outside count code points; editors open the file, not our text. A BOM and the CR of a CR LF are code
//! points of the file that the text does not have.

use std::borrow::Cow;

use super::Article;
use crate::text::{CodePoints, Span, UnitRange};

/// Turns offsets of one article's text into code points of its file, and back. For HTML and Markdown,
/// whose text is extracted, the "file" is the text.
#[derive(Clone, Debug)]
pub struct FileOffsets<'a> {
    article: &'a Article,
    code_points: CodePoints,
}

impl<'a> FileOffsets<'a> {
    /// Indexes `article`, in time linear in its text.
    pub fn new(article: &'a Article) -> Self {
        Self { article, code_points: CodePoints::new(&article.text) }
    }

    fn dropped(&self) -> &[usize] {
        &self.article.origin.dropped.before
    }

    /// The code points of the file from the first to the last of `span` (bytes of the text). A CR LF
    /// inside counts two; a BOM before and a CR after do not belong to it.
    pub fn to_file(&self, span: Span) -> UnitRange {
        let of = |offset| self.code_points.of_byte(&self.article.text, offset);
        let start = of(span.start) + self.dropped().partition_point(|before| *before <= span.start);
        let end = of(span.end) + self.dropped().partition_point(|before| *before < span.end);
        UnitRange::new(start, end.max(start))
    }

    /// The span of the text for code points of the file. A dropped code point stands for what follows it.
    pub fn to_span(&self, range: UnitRange) -> Span {
        Span::new(self.to_byte(range.start), self.to_byte(range.end))
    }

    fn to_byte(&self, code_point: usize) -> usize {
        let text = &self.article.text;
        // The n-th dropped code point is at (code points of the text before it) + n in the file.
        let (mut low, mut high) = (0, self.dropped().len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = self.dropped().get(middle).copied().unwrap_or(0);
            if self.code_points.of_byte(text, before) + middle < code_point {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.code_points.to_byte(text, code_point - low)
    }
}

impl Article {
    /// The text as the file has it, BOM and CR of CR LF in their places (a lone CR stands as LF). What
    /// [`FileOffsets`] counts in.
    pub fn file_text(&self) -> Cow<'_, str> {
        let dropped = &self.origin.dropped.before;
        if dropped.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let mut file = String::with_capacity(self.text.len() + dropped.len() + 2);
        let mut at = 0;
        for before in dropped {
            file.push_str(self.text.get(at..*before).unwrap_or_default());
            at = *before;
            let is_line_end = self.text.get(at..).is_some_and(|rest| rest.starts_with('\n'));
            file.push(if is_line_end { '\r' } else { '\u{feff}' });
        }
        file.push_str(self.text.get(at..).unwrap_or_default());
        Cow::Owned(file)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Article, Format};
    use super::*;

    #[test]
    fn crlf_bom_and_emoji() {
        let file = "\u{feff}Ana 👩:\r\n“Hi”\r\nend";
        let article = Article::read(file.as_bytes(), Format::Text).unwrap();
        let offsets = FileOffsets::new(&article);
        let points: Vec<char> = file.chars().collect();
        let in_file = |words: &str| {
            let at = article.text.find(words).unwrap();
            let range = offsets.to_file(Span::new(at, at + words.len()));
            points[range.start..range.end].iter().collect::<String>()
        };
        assert_eq!(in_file("Ana 👩:"), "Ana 👩:");
        assert_eq!(in_file("“Hi”"), "“Hi”");
        assert_eq!(in_file("Hi”\nen"), "Hi”\r\nen");
        assert_eq!(offsets.to_file(Span::new(0, 0)), UnitRange::new(1, 1));
    }

    proptest! {
        #[test]
        fn a_span_and_its_place_in_the_file_hold_the_same(
            file in "\u{feff}?(a|é|👩|\r\n|\r|\n| b){1,60}x", from in 0usize..300, length in 0usize..300
        ) {
            let article = Article::read(file.as_bytes(), Format::Text).unwrap();
            let offsets = FileOffsets::new(&article);
            let points: Vec<char> = file.chars().collect();
            // Only a lone CR, and a BOM right before a line end, come back as another code point.
            prop_assert_eq!(article.file_text().chars().count(), points.len());
            if !file.replace("\r\n", "").contains('\r') && !file.starts_with("\u{feff}\r") && !file.starts_with("\u{feff}\n") {
                prop_assert_eq!(&*article.file_text(), &file);
            }
            let ends: Vec<usize> = article.text.char_indices().map(|(at, _)| at).chain([article.text.len()]).collect();
            let first = from % (ends.len() - 1);
            let last = first + 1 + length % (ends.len() - 1 - first);
            let span = Span::new(ends[first], ends[last]);
            let range = offsets.to_file(span);
            let in_file: String = points[range.start..range.end].iter().collect();
            prop_assert_eq!(in_file.replace("\r\n", "\n").replace('\r', "\n"), span.slice(&article.text).unwrap());
            prop_assert_ne!(points[range.start], '\u{feff}');
            prop_assert_eq!(offsets.to_span(range), span);
        }
    }
}
