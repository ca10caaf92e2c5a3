//! The article as lines of a column: only what is looked at is laid out.
//!
//! The text is cut into passages, one for each line of the text, and very long lines into several, so
//! that neither the first frame nor a jump depends on the size of the article. The lines of a passage
//! are kept until the width changes.

mod wrap;

pub use wrap::{Line, TAB, width_at, wrap};

use std::collections::HashMap;
use std::sync::Arc;

use crate::text::{Span, grapheme};

/// Bytes after which a line of the text is cut into another passage; a screen holds fewer.
const LONGEST: usize = 16 * 1024;
/// Passages whose lines are kept.
const KEPT: usize = 4096;

/// A line of the layout by its passage and its number there; orders as the text does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the passage.
    pub stretch: usize,
    /// Index of the line in it.
    pub line: usize,
}

/// The lines of one text at one width.
#[derive(Clone, Debug)]
pub struct Layout {
    text: Arc<str>,
    /// Where each passage begins, ascending; the first is 0.
    starts: Vec<usize>,
    columns: u16,
    kept: HashMap<usize, Arc<[Line]>>,
}

fn cut(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]);
    for end in ends {
        while end - from > LONGEST {
            let window = text.as_bytes().get(from..from + LONGEST).unwrap_or_default();
            let blank = memchr::memrchr(b' ', window).map(|at| from + at + 1);
            let at = blank.unwrap_or_else(|| grapheme::floor(text, from + LONGEST));
            // A cluster longer than a stretch: leave the line whole rather than cut it inside.
            if at <= from {
                break;
            }
            starts.push(at);
            from = at;
        }
        if end < text.len() {
            starts.push(end);
        }
        from = end;
    }
    starts
}

impl Layout {
    /// A layout of `text`; no line is made yet.
    pub fn new(text: Arc<str>, columns: u16) -> Self {
        let starts = cut(&text);
        Self { text, starts, columns, kept: HashMap::new() }
    }

    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Columns that a line may take.
    pub fn columns(&self) -> u16 {
        self.columns
    }

    /// Sets the width; lines of another width are forgotten.
    pub fn resize(&mut self, columns: u16) {
        if columns != self.columns {
            self.columns = columns;
            self.kept.clear();
        }
    }

    fn stretch(&self, index: usize) -> Option<Span> {
        let start = *self.starts.get(index)?;
        Some(Span::new(start, self.starts.get(index + 1).copied().unwrap_or(self.text.len())))
    }

    fn lines(&mut self, index: usize) -> Arc<[Line]> {
        if let Some(lines) = self.kept.get(&index) {
            return Arc::clone(lines);
        }
        let span = self.stretch(index).unwrap_or_default();
        let lines: Arc<[Line]> = wrap(span.slice(&self.text).unwrap_or_default(), span.start, self.columns).into();
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(index, Arc::clone(&lines));
        lines
    }

    /// The line that shows the byte at `offset`; the last line beyond the end.
    pub fn place_of(&mut self, offset: usize) -> Place {
        let stretch = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let lines = self.lines(stretch);
        let line = lines.partition_point(|line| line.span.end <= offset).min(lines.len().saturating_sub(1));
        Place { stretch, line }
    }

    /// The line at `place`.
    pub fn line(&mut self, place: Place) -> Option<Line> {
        self.lines(place.stretch).get(place.line).copied()
    }

    /// The very last line.
    pub fn last(&mut self) -> Place {
        let stretch = self.starts.len().saturating_sub(1);
        let lines = self.lines(stretch).len();
        Place { stretch, line: lines.saturating_sub(1) }
    }

    /// The place `by` lines further down, or as far as the text goes.
    pub fn down(&mut self, place: Place, by: usize) -> Place {
        let mut left = by;
        let mut at = place;
        loop {
            let lines = self.lines(at.stretch).len();
            let rest = lines.saturating_sub(at.line + 1);
            if left <= rest {
                return Place { line: at.line + left, ..at };
            }
            if at.stretch + 1 >= self.starts.len() {
                return Place { line: lines.saturating_sub(1), ..at };
            }
            left -= rest + 1;
            at = Place { stretch: at.stretch + 1, line: 0 };
        }
    }

    /// The place `by` lines further up, or as far as the text goes.
    pub fn up(&mut self, place: Place, by: usize) -> Place {
        let mut left = by;
        let mut at = place;
        while left > at.line {
            if at.stretch == 0 {
                return Place::default();
            }
            left -= at.line + 1;
            let stretch = at.stretch - 1;
            at = Place { stretch, line: self.lines(stretch).len().saturating_sub(1) };
        }
        Place { line: at.line - left, ..at }
    }

    /// At most `height` lines from `place` on.
    pub fn window(&mut self, place: Place, height: usize) -> Vec<Line> {
        let mut shown = Vec::with_capacity(height.min(256));
        let mut at = place;
        while shown.len() < height && at.stretch < self.starts.len() {
            let lines = self.lines(at.stretch);
            shown.extend(lines.iter().skip(at.line).take(height - shown.len()));
            at = Place { stretch: at.stretch + 1, line: 0 };
        }
        shown
    }

    /// How many lines of the layout are held in memory.
    pub fn held(&self) -> usize {
        self.kept.values().map(|lines| lines.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn layout(text: &str, columns: u16) -> Layout {
        Layout::new(text.into(), columns)
    }

    #[test]
    fn only_what_is_looked_at_is_laid_out() {
        let text = "a line of plain words that is long enough to wrap\n".repeat(200_000);
        let mut layout = layout(&text, 40);
        assert_eq!(layout.window(Place::default(), 50).len(), 50);
        assert!(layout.held() < 200, "{}", layout.held());
        let deep = layout.place_of(text.len() / 2);
        layout.window(deep, 50);
        assert!(layout.held() < 400, "{}", layout.held());
    }

    #[test]
    fn one_very_long_line_is_cut_into_stretches() {
        let text = "word ".repeat(1_000_000);
        let mut layout = layout(&text, 60);
        let deep = layout.place_of(4_000_003);
        let line = layout.line(deep).unwrap();
        assert!(line.span.contains(4_000_003));
        assert!(layout.held() < 1000);
        let solid = "x".repeat(100_000);
        let mut layout = super::Layout::new(solid.as_str().into(), 60);
        assert_eq!(layout.window(Place::default(), 10_000).iter().map(|line| line.span.len()).sum::<usize>(), 100_000);
    }

    #[test]
    fn an_empty_text_has_no_lines() {
        let mut layout = layout("", 10);
        assert!(layout.window(Place::default(), 5).is_empty());
        assert_eq!(layout.last(), Place::default());
        assert_eq!(layout.down(Place::default(), 3), Place::default());
        assert_eq!(layout.place_of(9), Place::default());
    }

    proptest! {
        #[test]
        fn the_window_covers_the_text_once(text in "([a-d 漢\t-]{0,30}\n){0,8}[a-d ]{0,9}", columns in 1u16..20) {
            let mut layout = layout(&text, columns);
            let mut at = 0;
            for line in layout.window(Place::default(), usize::MAX >> 1) {
                prop_assert_eq!(line.span.start, at);
                prop_assert!(line.width <= columns);
                at = line.span.end;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn down_and_up_undo_each_other(text in "([a-d ]{0,30}\n){1,8}", columns in 1u16..20, from in 0usize..20, by in 0usize..20) {
            let mut layout = layout(&text, columns);
            let start = layout.down(Place::default(), from);
            let there = layout.down(start, by);
            let total = layout.window(Place::default(), 10_000).len();
            if from + by < total {
                prop_assert_eq!(layout.up(there, by), start);
            } else {
                prop_assert_eq!(there, layout.last());
            }
        }
    }
}
