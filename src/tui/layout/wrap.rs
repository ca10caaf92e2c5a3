//! Breaks a passage of text into lines that fit a column.
//!
//! Widths are terminal columns of grapheme clusters (Unicode Standard Annexes 11 and 29). Lines break
//! after white space and hyphens and between ideographs; a word longer than the column is cut between
//! clusters. White space at the end of a line hangs over and is not drawn.

use crate::text::Span;
use crate::text::visible::{Piece, Shown, pieces};

/// One line on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes that it shows, the white space and line feed at its end included.
    pub span: Span,
    /// Columns of what is drawn, at most the column it was made for.
    pub width: u16,
}

/// Columns from one tab stop to the next.
pub const TAB: usize = 4;

/// Columns that `piece` takes when it begins `at` columns into a line of `columns`.
pub fn width_at(piece: &Piece<'_>, at: usize, columns: usize) -> usize {
    match piece.shown {
        Shown::Tab => (TAB - at % TAB).min(columns.max(1)),
        Shown::LineFeed => 0,
        _ => piece.width.min(columns),
    }
}

fn is_blank(piece: &Piece<'_>) -> bool {
    match piece.shown {
        Shown::Tab | Shown::LineFeed => true,
        Shown::Plain(cluster) => cluster == " " || cluster == "\u{3000}" || cluster == "\u{2003}" || cluster == "\u{2009}",
        Shown::Mark(_) => false,
    }
}

/// Whether a line may end after `piece` though no blank follows.
fn breaks_after(piece: &Piece<'_>, next: &Piece<'_>) -> bool {
    match piece.shown {
        Shown::Plain("-" | "\u{2010}" | "–" | "—" | "/") => true,
        Shown::Plain(cluster) => piece.width == 2 && !opens(cluster) && !matches!(next.shown, Shown::Plain(next) if closes(next)),
        _ => false,
    }
}

fn opens(cluster: &str) -> bool {
    matches!(cluster, "「" | "『" | "（" | "【" | "《" | "〈")
}

/// Signs that do not begin a line in Chinese and Japanese typesetting, and their like elsewhere.
fn closes(cluster: &str) -> bool {
    matches!(
        cluster,
        "、" | "。"
            | "，"
            | "．"
            | "」"
            | "』"
            | "）"
            | "】"
            | "》"
            | "〉"
            | "！"
            | "？"
            | "："
            | "；"
            | ","
            | "."
            | "”"
            | "’"
            | "\""
            | ")"
            | "!"
            | "?"
            | ":"
            | ";"
    )
}

/// The lines of `text`, which begins at `base` in the article. They cover it once, in order; at least one
/// where there is text. `columns` of 0 counts as 1.
pub fn wrap(text: &str, base: usize, columns: u16) -> Vec<Line> {
    let columns = usize::from(columns).max(1);
    let mut lines = Vec::new();
    let mut open = Open::at(base);
    let mut walk = pieces(text, base).peekable();
    while let Some(piece) = walk.next() {
        let width = width_at(&piece, open.end, columns);
        if is_blank(&piece) {
            open.end += width;
            open.last = piece.span.end;
            open.may_break(columns);
            if matches!(piece.shown, Shown::LineFeed) {
                lines.push(open.line(columns));
                open = Open::at(piece.span.end);
            }
            continue;
        }
        if open.end + width > columns && open.last > open.start {
            // Not even the first word fits: cut it here.
            if open.broken == open.start {
                lines.push(Line { span: Span::new(open.start, piece.span.start), width: open.ink.min(columns) as u16 });
                open = Open::at(piece.span.start);
            } else {
                lines.push(Line { span: Span::new(open.start, open.broken), width: open.broken_ink.min(columns) as u16 });
                open = open.rest(columns);
                if open.end + width > columns && open.last > open.start {
                    lines.push(Line { span: Span::new(open.start, piece.span.start), width: open.ink.min(columns) as u16 });
                    open = Open::at(piece.span.start);
                }
            }
        }
        let width = width_at(&piece, open.end, columns);
        open.end += width;
        open.ink = open.end;
        open.last = piece.span.end;
        open.carried.push(piece);
        if walk.peek().is_some_and(|next| breaks_after(&piece, next)) {
            open.may_break(columns);
        }
    }
    if open.last > open.start {
        lines.push(open.line(columns));
    }
    lines
}

/// The line that is being filled.
struct Open<'a> {
    /// First byte.
    start: usize,
    /// One past its last byte so far.
    last: usize,
    /// Columns so far, spaces at the end included.
    end: usize,
    /// Columns so far without them.
    ink: usize,
    /// Where it may end; its start: nowhere yet.
    broken: usize,
    /// Columns up to there.
    broken_ink: usize,
    /// The pieces after that place.
    carried: Vec<Piece<'a>>,
}

impl<'a> Open<'a> {
    fn at(start: usize) -> Self {
        Self { start, last: start, end: 0, ink: 0, broken: start, broken_ink: 0, carried: Vec::new() }
    }

    fn may_break(&mut self, columns: usize) {
        self.broken = self.last;
        self.broken_ink = self.ink.min(columns);
        self.carried.clear();
    }

    fn line(&self, columns: usize) -> Line {
        Line { span: Span::new(self.start, self.last), width: self.ink.min(columns) as u16 }
    }

    /// What follows the break, as the beginning of the next line.
    fn rest(self, columns: usize) -> Self {
        let mut rest = Self::at(self.broken);
        for piece in &self.carried {
            rest.end += width_at(piece, rest.end, columns);
        }
        rest.ink = rest.end;
        rest.last = self.last;
        rest.carried = self.carried;
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: u16) -> Vec<&str> {
        wrap(text, 0, columns).iter().map(|line| &text[line.span.range()]).collect()
    }

    #[test]
    fn lines_break_after_blanks_and_hyphens() {
        assert_eq!(lines("one two three", 7), ["one two ", "three"]);
        assert_eq!(lines("one two   three", 7), ["one two   ", "three"]);
        assert_eq!(lines("a well-known face", 8), ["a well-", "known ", "face"]);
        assert_eq!(lines("abcdefghij kl", 4), ["abcd", "efgh", "ij ", "kl"]);
        assert_eq!(lines("one\ntwo\n", 9), ["one\n", "two\n"]);
        assert_eq!(lines("\n\n", 9), ["\n", "\n"]);
    }

    #[test]
    fn wide_clusters_count_two_columns_and_are_never_cut() {
        assert_eq!(lines("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(lines("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(lines("👩‍👩‍👧‍👧👩‍👩‍👧‍👧", 3), ["👩‍👩‍👧‍👧", "👩‍👩‍👧‍👧"]);
        assert_eq!(lines("漢字。", 4), ["漢", "字。"]);
    }

    proptest! {
        #[test]
        fn lines_cover_the_text_once_and_fit_the_column(text in "[a-c \\-\t漢é\u{301}👩\u{200d}\u{202e}\u{1b}”\n]{0,80}", columns in 0u16..24) {
            let lines = wrap(&text, 0, columns);
            let mut at = 0;
            for line in &lines {
                prop_assert_eq!(line.span.start, at);
                prop_assert!(!line.span.is_empty());
                prop_assert!(line.span.slice(&text).is_some());
                prop_assert!(line.width <= columns.max(1));
                let drawn: usize = {
                    let shown = text[line.span.range()].trim_end_matches([' ', '\t', '\n']);
                    let mut x = 0;
                    for piece in pieces(shown, 0) { x += width_at(&piece, x, usize::from(columns).max(1)); }
                    x
                };
                prop_assert!(drawn <= usize::from(columns.max(1)), "{:?} takes {} of {}", &text[line.span.range()], drawn, columns);
                at = line.span.end;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn a_line_ends_early_only_where_the_next_word_does_not_fit(text in "[a-f]{1,9}( [a-f]{1,9}){0,12}", columns in 9u16..30) {
            let lines = lines(&text, columns);
            for pair in lines.windows(2) {
                let next = pair[1].split(' ').next().unwrap();
                prop_assert!(pair[0].len() + next.len() > usize::from(columns));
            }
        }
    }
}
