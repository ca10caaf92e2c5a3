//! Locates the text of a CSV cell in the article.

use std::borrow::Cow;

use crate::text::Span;
use crate::text::bare::is_unseen;
use crate::text::visible::{Breaks, visible};

/// What is between two passages of one part.
pub(in crate::interchange) const BETWEEN: &str = " … ";

/// The passages of `whole` that a cell stands for: all of it, or its pieces where the cell joins several. The
/// first piece begins where `whole` does, the last one ends there; one between them has to be exactly once.
pub(in crate::interchange) fn stretches(text: &str, whole: Span, cell: &str) -> Option<Vec<Span>> {
    let there = whole.slice(text)?;
    // Older versions marked what cannot be seen; spreadsheets write line ends in their own way.
    let cell = plain(cell);
    let cell = cell.as_ref();
    let seen = |words: &str| words == cell || visible(words, Breaks::Keep) == cell;
    if seen(there) || seen(there.trim()) {
        return Some(vec![whole.trimmed(text)]);
    }
    let pieces: Vec<&str> = cell.split(BETWEEN).collect();
    let [first, between @ .., last] = pieces.as_slice() else { return None };
    let start = Span::new(whole.start, whole.start + length(there, first, false)?);
    let end = Span::new(whole.end - length(there, last, true)?, whole.end);
    let mut found = vec![start];
    let mut at = start.end;
    for piece in between {
        let rest = Span::new(at, end.start).slice(text)?;
        let mut places = rest.match_indices(piece);
        let (offset, _) = places.next()?;
        if places.next().is_some() {
            return None;
        }
        found.push(Span::new(at + offset, at + offset + piece.len()));
        at += offset + piece.len();
    }
    found.push(end);
    (start.end <= end.start).then_some(found)
}

/// A cell with single line ends.
fn plain(cell: &str) -> Cow<'_, str> {
    if cell.contains('\r') { Cow::Owned(cell.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(cell) }
}

/// How many bytes at the beginning, or end, of `there` show as `piece`.
fn length(there: &str, piece: &str, at_end: bool) -> Option<usize> {
    // Marks are longer than what they stand for, so that the piece itself and what is not seen is the most there can be.
    let plain = if at_end { there.ends_with(piece) } else { there.starts_with(piece) };
    if plain {
        return Some(piece.len());
    }
    let unseen: usize = there.chars().filter(|c| is_unseen(*c)).map(char::len_utf8).sum();
    let ends = there.char_indices().map(|(at, _)| at).chain([there.len()]);
    ends.map(|at| if at_end { there.len() - at } else { at }).filter(|at| *at <= piece.len() + unseen).find(|length| {
        let words = if at_end { there.get(there.len() - length..) } else { there.get(..*length) };
        words.is_some_and(|words| visible(words, Breaks::Keep) == piece)
    })
}
