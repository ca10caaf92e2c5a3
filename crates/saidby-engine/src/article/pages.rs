//! Heads, feet and numbers of pages in plain text that was taken out of a PDF or set for print.
//!
//! Such a line is known by its number, which grows from page to page, or by coming back beside one or beside a form feed.
//! It is no part of the sentence that it stands in.

use std::collections::HashMap;

use super::words::HANGING_WORDS;
use crate::text::Span;

/// Characters beyond which a line is no head of a page.
const LONGEST: usize = 120;
/// Lines with words between the number of a page and its head.
const NEAR: usize = 2;
/// Pages of a document in which bare numbers are taken for theirs.
const PAGES: usize = 3;
/// Lines that a page has at least, where nothing but a bare number says that it ends.
const LINES_A_PAGE: usize = 8;

/// A line with words.
struct Line<'t> {
    span: Span,
    text: &'t str,
    /// Whether a form feed stands between it and the line before.
    breaks: bool,
    /// The number of a line with words and without, from the start of the text.
    number: usize,
}

/// The lines of `text` that belong to its pages, in order, without the blanks around them.
pub(super) fn lines(text: &str) -> Vec<Span> {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let feeds = text.contains('\u{c}');
    if !(digits || feeds) || text.contains("-->") {
        return Vec::new();
    }
    let all = with_words(text);
    let mut marks: Vec<bool> = vec![false; all.len()];
    number_lines(&all, &mut marks);
    running_lines(&all, &mut marks);
    let found = all.iter().zip(&marks).filter(|(_, mark)| **mark);
    found.map(|(line, _)| line.span).collect()
}

fn with_words(text: &str) -> Vec<Line<'_>> {
    let mut all = Vec::new();
    let (mut start, mut breaks) = (0, false);
    for (number, whole) in text.split('\n').enumerate() {
        let mut at = start;
        start += whole.len() + 1;
        for piece in whole.split_inclusive('\u{c}') {
            let span = Span::new(at, at + piece.len()).trimmed(text);
            at += piece.len();
            if !span.is_empty() {
                all.push(Line { span, text: span.slice(text).unwrap_or_default(), breaks, number });
                breaks = false;
            }
            breaks |= piece.ends_with('\u{c}');
        }
    }
    all
}

/// How the number of a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Number {
    /// "Page 3 of 12", "- 3 -", "Column 412": for certain.
    Marked,
    /// "3 of 12", "3/12", "p. 3".
    Likely,
    /// "3".
    Bare,
}

/// The number of a page that a line holds or is: "Page 3 of 12", "Article number, page 3 of 12".
fn page_number(line: &str) -> Option<(Number, u32)> {
    if line.len() > LONGEST || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if line.len() > 24 {
        return labelled_number(line);
    }
    let lower = line.to_ascii_lowercase();
    let inner = lower.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '[' | ']' | '|' | '·' | '.'));
    let dashed = lower.starts_with(['-', '–', '—', '[', '|', '·']) && lower.ends_with(['-', '–', '—', ']', '|', '·']);
    let words: Vec<&str> = inner.split_whitespace().collect();
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() <= 4);
    Some(match words.as_slice() {
        [label, nth, "of", all] if is_label(label) => (Number::Marked, number(nth).filter(|_| number(all).is_some())?),
        [label, nth] if is_label(label) => (Number::Marked, number(nth.trim_end_matches("wh"))?),
        [nth, "of", all] => (Number::Likely, number(nth).filter(|_| number(all).is_some())?),
        ["p.", nth] | ["pg.", nth] | ["pg", nth] => (Number::Likely, number(nth)?),
        [one] => match one.split_once('/') {
            Some((nth, all)) => (Number::Likely, number(nth).filter(|_| number(all).is_some())?),
            None if dashed => (Number::Marked, number(one)?),
            None => (Number::Bare, number(one)?),
        },
        _ => return labelled_number(line),
    })
}

/// The number in a line with other words, none of them a sentence: "Article number, page 3 of 12".
fn labelled_number(line: &str) -> Option<(Number, u32)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > 10 || line.ends_with(['.', '!', '?', '”', '"', ',']) {
        return None;
    }
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() <= 4);
    words.windows(4).find_map(|window| match window {
        [label, nth, "of", all] if is_label(&label.to_ascii_lowercase()) => {
            Some((Number::Likely, number(nth).filter(|_| number(all).is_some())?))
        }
        _ => None,
    })
}

fn is_label(word: &str) -> bool {
    matches!(word, "page" | "column" | "col.")
}

/// Marks the lines that are nothing but the number of a page.
fn number_lines(all: &[Line<'_>], marks: &mut [bool]) {
    let mut families: HashMap<Number, Vec<(usize, u32)>> = HashMap::new();
    for (at, line) in all.iter().enumerate() {
        if let Some((kind, number)) = page_number(line.text) {
            families.entry(kind).or_default().push((at, number));
        }
    }
    for (kind, found) in families {
        let grows = found.windows(2).all(|pair| matches!(pair, [(_, one), (_, next)] if next > one));
        let steps = found.windows(2).all(|pair| matches!(pair, [(_, one), (_, next)] if *next == one + 1));
        let line = |at: usize| all.get(at).map_or(0, |line| line.number);
        let apart =
            found.windows(2).all(|pair| matches!(pair, [(one, _), (next, _)] if line(*next) >= line(*one) + LINES_A_PAGE));
        let feed = |at: usize| all.get(at).is_some_and(|line| line.breaks) || all.get(at + 1).is_some_and(|line| line.breaks);
        let fed = found.iter().filter(|(at, _)| feed(*at)).count() > 0;
        let taken = match kind {
            Number::Marked => true,
            Number::Likely => found.len() > 1 && grows,
            Number::Bare => fed && grows || found.len() >= PAGES && steps && apart,
        };
        if taken {
            for (at, _) in found {
                if let Some(mark) = marks.get_mut(at) {
                    *mark = true;
                }
            }
        }
    }
}

/// Marks the lines that come back from page to page beside the number of a page or a form feed.
fn running_lines(all: &[Line<'_>], marks: &mut [bool]) {
    let is_number: Vec<bool> = marks.to_vec();
    let edge = |at: usize| all.get(at).is_some_and(|line| line.breaks) || is_number.get(at).copied().unwrap_or(false);
    // Lines near the edge of a page, with how far they are from it.
    let near = |at: usize| (0..=NEAR).any(|far| edge(at + far) || at.checked_sub(far).is_some_and(edge));
    let mut times: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in all.iter().enumerate().filter(|(at, line)| line.text.len() <= LONGEST && near(*at)) {
        if !is_number.get(at).copied().unwrap_or(false) {
            times.entry(folded(line.text)).or_default().push(at);
        }
    }
    if times.is_empty() {
        return;
    }
    for (text, mut found) in times {
        let count = found.len();
        // The head of the first page has no edge before it.
        let first = all.iter().take(NEAR + 1).position(|line| folded(line.text) == text);
        if let Some(first) = first.filter(|first| !found.contains(first)) {
            let prose = |line: &Line<'_>| line.text.split_whitespace().count() >= 12;
            // Where it is all that stands over the text, it is the headline as well.
            let titled = all.iter().skip(first + 1).take(2).any(|line| !prose(line)) || text.contains('#');
            if titled {
                found.push(first);
            }
        }
        let letters = text.chars().any(char::is_alphabetic);
        if count >= 2 && letters || count == 1 && found.len() == 2 && letters {
            for at in found {
                if let Some(mark) = marks.get_mut(at) {
                    *mark = true;
                }
            }
        }
    }
}

/// A line with its numbers and blanks alike.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        let c = if c.is_ascii_digit() {
            '#'
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        if !(matches!(c, '#' | ' ') && out.ends_with(c)) {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Joins the paragraphs whose sentence or quotation runs over lines of pages.
pub(super) fn joined(text: &str, paragraphs: Vec<Span>, lines: &[Span]) -> Vec<Span> {
    if lines.is_empty() {
        return paragraphs;
    }
    let mut all: Vec<Span> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let parted = |last: &Span| {
            let between = crate::text::span::overlapping(lines, Span::new(last.end, paragraph.start));
            !between.is_empty()
        };
        match all.last_mut() {
            Some(last) if parted(last) && goes_on(text, *last, paragraph) => *last = last.cover(paragraph),
            _ => all.push(paragraph),
        }
    }
    all
}

/// Whether `next` goes on with the sentence or the quotation that `last` leaves open.
fn goes_on(text: &str, last: Span, next: Span) -> bool {
    let (before, after) = (last.slice(text).unwrap_or_default(), next.slice(text).unwrap_or_default());
    let bare = before.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    let stopped = bare.ends_with(['.', '!', '?', '…', ':']);
    let words = before.split_whitespace().count();
    let small = after.trim_start_matches(['“', '"', '‘', '(', '—', '–']).starts_with(char::is_lowercase);
    let last_word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let hangs = before.ends_with([',', '-', '‐', '\u{ad}', '—', '–']) || HANGING_WORDS.contains(&last_word);
    let quoted = is_open(before) && closes_first(after);
    !stopped && words >= 4 && (small || hangs) || quoted
}

/// Whether the last mark of a quotation in `words` opens one.
fn is_open(words: &str) -> bool {
    let curly = words.rfind(['“', '”']).map(|at| words.get(at..).is_some_and(|mark| mark.starts_with('“')));
    curly.unwrap_or_else(|| words.matches('"').count() % 2 == 1)
}

/// Whether the first mark of a quotation in `words` closes one.
fn closes_first(words: &str) -> bool {
    match words.find(['“', '”', '"']) {
        Some(at) if words.get(at..).is_some_and(|mark| mark.starts_with('"')) => {
            words.get(..at).is_some_and(|before| before.ends_with(|c: char| !c.is_whitespace()))
        }
        Some(at) => words.get(at..).is_some_and(|mark| mark.starts_with('”')),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        lines(text).into_iter().map(|span| span.slice(text).unwrap()).collect()
    }

    #[test]
    fn numbers_and_what_comes_back_beside_them() {
        let page = |(number, words): (usize, &str)| format!("FEN BOARD REPORT  2024\n\n{words}\n\nPage {number} of 3\n");
        let bodies = ["The wall was mended.\nIt held.", "The gate was not.\nIt fell.", "Both are old.\nNobody pays."];
        let text = (1..).zip(bodies).map(page).collect::<String>();
        assert_eq!(found(&text).iter().filter(|line| line.starts_with("FEN")).count(), 3);
        assert_eq!(found(&text).len(), 6);
        let fed = "Marsh Weekly · 4 March · 1\n\nThe wall was mended.\n\u{c}\nMarsh Weekly · 4 March · 2\n\nIt held.\n";
        assert_eq!(found(fed), ["Marsh Weekly · 4 March · 1", "Marsh Weekly · 4 March · 2"]);
        let stamped = "Two spots were seen by the\n\nFen proofs, page 1 of 9\nNo. 44\n\nboard.\n\nFen proofs, page 2 of 9\nNo. 44\n\nIt held.";
        assert_eq!(found(stamped).len(), 4);
        assert_eq!(found("The wall, she said,\n\nColumn 412\n\nwill hold."), ["Column 412"]);
    }

    #[test]
    fn numbers_of_other_things_stay() {
        assert!(found("Scores\n\n12\n\n9\n\n14\n\nThe wall held.").is_empty());
        assert!(found("1\n\nThe wall.\n\n2\n\nThe gate.\n\n3\n\nThe end.").is_empty());
        assert!(found("1\n00:00:01 --> 00:00:02\nHello.\n\n2\n00:00:03 --> 00:00:04\nThere.").is_empty());
        assert!(found("The wall held.\n\nThe wall held.\n\nIt cost 12 million.").is_empty());
    }

    #[test]
    fn a_sentence_and_a_quotation_go_on_over_them() {
        let joins = |one: &str, two: &str| {
            let text = format!("{one}\n\nPage 2 of 3\n\n{two}");
            let lines = lines(&text);
            let paragraphs = vec![Span::new(0, one.len()), Span::new(text.len() - two.len(), text.len())];
            joined(&text, paragraphs, &lines).len() == 1
        };
        assert!(joins("She said that the wall would", "hold for years."));
        assert!(joins("The wall was built by the firm of", "Ashdown and Lund."));
        assert!(joins("“The wall is old. It will fall.", "It will fall soon,” she said."));
        assert!(!joins("She said that the wall would hold.", "It held."));
        assert!(!joins("The walls of the harbour", "The board met on Monday."));
    }
}
