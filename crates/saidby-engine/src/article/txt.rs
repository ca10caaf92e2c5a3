//! Plain text: where its paragraphs are.

use memchr::memchr_iter;

use crate::text::Span;

/// The paragraphs of `text`: every line is one, unless the file is hard-wrapped; then an empty line or an
/// indented one begins the next.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    if !is_hard_wrapped(text, &lines) {
        return lines.into_iter().map(|line| line.trimmed(text)).filter(|line| !line.is_empty()).collect();
    }
    let indented = lines.iter().filter(|line| is_indented(text, **line)).count();
    let all = lines.iter().filter(|line| !line.trimmed(text).is_empty()).count();
    // Where every line is indented, or a list hangs, the indent says nothing.
    let indent_parts = indented > 0 && indented * 2 < all;
    let mut found: Vec<Span> = Vec::new();
    let mut open = false;
    for line in lines {
        let words = line.trimmed(text);
        if words.is_empty() {
            open = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if open && !(indent_parts && is_indented(text, line)) => *last = last.cover(words),
            _ => found.push(words),
        }
        open = true;
    }
    found
}

fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.map(|end| {
        let line = Span::new(start, end);
        start = end + 1;
        line
    })
    .collect()
}

fn is_indented(text: &str, line: Span) -> bool {
    line.slice(text).is_some_and(|line| line.starts_with(['\t', '\u{3000}']) || line.starts_with("  "))
}

/// Columns beyond which nobody wraps by hand or by `fmt`.
const WIDEST_WRAP: usize = 120;
/// Columns below which lines are verse, a list or a table.
const NARROWEST_WRAP: usize = 40;

/// Whether lines were broken at a width: no line is longer, and almost every line that another follows
/// could not have taken that one's first word.
fn is_hard_wrapped(text: &str, lines: &[Span]) -> bool {
    let mut width = 0;
    for line in lines {
        if line.len() > 4 * WIDEST_WRAP {
            return false;
        }
        width = width.max(columns(text, *line));
        if width > WIDEST_WRAP {
            return false;
        }
    }
    if width < NARROWEST_WRAP {
        return false;
    }
    let (mut pairs, mut full, mut inside) = (0, 0, 0);
    for pair in lines.windows(2) {
        let [Some(line), Some(next)] = [pair.first(), pair.get(1)].map(|line| line.and_then(|line| line.slice(text))) else {
            continue;
        };
        let (line, next) = (line.trim_end(), next.trim());
        if line.trim().is_empty() || next.is_empty() {
            continue;
        }
        pairs += 1;
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        full += usize::from(line.chars().count() + 1 + word > width.saturating_sub(1));
        let goes_on = !line.ends_with(['.', '!', '?', '”', '"', ':']) || next.starts_with(char::is_lowercase);
        inside += usize::from(goes_on);
    }
    pairs > 0 && full * 10 >= pairs * 7 && inside * 2 >= pairs
}

fn columns(text: &str, line: Span) -> usize {
    line.slice(text).map_or(0, |line| line.trim_end().chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.slice(text).unwrap()).collect()
    }

    #[test]
    fn every_line_is_a_paragraph() {
        assert_eq!(found("Head\nFirst one.\n\n  Second. \n"), ["Head", "First one.", "Second."]);
        assert_eq!(found("\n \n"), Vec::<&str>::new());
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Harbour wall to be rebuilt\n\nThe harbour wall of Little Marsh, broken by the storm of\n\
            last winter, will be rebuilt before the summer, said the\nharbour master, Ida Fenn, on Monday.\n\n\
            Work begins in April and takes about eleven weeks unless\nthe weather turns.\n";
        let paragraphs = found(text);
        assert_eq!(paragraphs.len(), 3);
        assert!(paragraphs[1].ends_with("on Monday."));
    }

    #[test]
    fn an_indent_begins_a_paragraph_in_wrapped_text() {
        let text = "  The wall of the harbour at Little Marsh fell in the storm\nof last week, and nobody was hurt when it did, the mayor\nsaid.\n  \
            A new wall will be built out of the stones of the old one\nas soon as the sea allows it, which may not be before the\nspring has come.\n";
        assert_eq!(found(text).len(), 2);
    }

    #[test]
    fn short_lines_of_verse_and_names_stay_apart() {
        assert_eq!(found("Winners:\nAna Diaz\nBo Lind\nCy Orr\n").len(), 4);
        let lines = "The council met on Tuesday evening in the hall.\nIt voted to close the pool.\nNobody spoke against it.\nThe pool closes in May.";
        assert_eq!(found(lines).len(), 4);
    }
}
