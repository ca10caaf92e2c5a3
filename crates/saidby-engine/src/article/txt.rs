//! Plain text: where its paragraphs are.

use memchr::memchr_iter;

use crate::text::Span;

/// The paragraphs of `text`: every line is one, unless lines were wrapped at a width; then an empty line or
/// an indented one begins the next. A file may be wrapped as a whole, or in some of its passages only, as a
/// press release is whose contact lines are short.
///
/// `page_lines` belong to pages, and to no paragraph; one whose sentence runs over them is one all the same.
pub(super) fn paragraphs(text: &str, page_lines: &[Span]) -> Vec<Span> {
    let mut lines = lines(text);
    if !page_lines.is_empty() {
        for line in &mut lines {
            if !line.is_empty() && page_lines.binary_search(&line.trimmed(text)).is_ok() {
                line.end = line.start;
            }
        }
    }
    let found = if is_hard_wrapped(text, &lines) { wrapped(text, lines) } else { by_passage(text, &lines) };
    joined_attributions(text, super::pages::joined(text, found, page_lines))
}

/// Lines that a mail program puts above an answer, and that have no room for more: "On 2 March, Ana Diaz⏎<ana@…> wrote:".
const ATTRIBUTION_LINES: usize = 3;

fn has_empty_line(text: &str) -> bool {
    text.lines().any(|line| line.trim().is_empty())
}

/// The paragraphs, with a line such as "On 2 March, Ana Diaz wrote:" in one even where it was broken.
fn joined_attributions(text: &str, paragraphs: Vec<Span>) -> Vec<Span> {
    let bare = |span: Span| span.slice(text).unwrap_or_default().trim_start_matches(['>', ' ']);
    let ends = |span: Span| {
        let words = bare(span);
        ["wrote:", "writes:"]
            .iter()
            .any(|verb| words.strip_suffix(verb).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')))
    };
    if !paragraphs.iter().any(|span| ends(*span)) {
        return paragraphs;
    }
    let mut found: Vec<Span> = Vec::with_capacity(paragraphs.len());
    let mut rest = paragraphs.as_slice();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let words = bare(first);
        let begins = words.starts_with("On ") && words.len() <= 2 * WIDEST_WRAP && words.contains(|c: char| c.is_ascii_digit());
        let last =
            if begins && !ends(first) { after.iter().take(ATTRIBUTION_LINES - 1).position(|line| ends(*line)) } else { None };
        let whole =
            last.and_then(|last| after.get(..=last)).map(|lines| lines.iter().fold(first, |whole, line| whole.cover(*line)));
        // Its lines follow each other: no empty one is between them.
        match whole.filter(|whole| whole.slice(text).is_some_and(|lines| !has_empty_line(lines))) {
            Some(whole) => {
                found.push(whole);
                rest = after.get(last.map_or(0, |last| last + 1)..).unwrap_or_default();
            }
            None => found.push(first),
        }
    }
    found
}

/// The paragraphs of a file that is wrapped as a whole.
fn wrapped(text: &str, lines: Vec<Span>) -> Vec<Span> {
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

/// Every line a paragraph, but for passages between empty lines that were wrapped.
fn by_passage(text: &str, lines: &[Span]) -> Vec<Span> {
    let mut found = Vec::with_capacity(lines.len());
    for passage in lines.split(|line| line.trimmed(text).is_empty()).filter(|passage| !passage.is_empty()) {
        // An indented line begins the next paragraph where the first has an indent and not all have one, as in the
        // record of a parliament.
        let indented = |line: &Span| is_indented(text, *line);
        let parts = passage.first().is_some_and(indented) && !passage.iter().all(indented);
        let mut rest = passage;
        while let Some((_, after)) = rest.split_first() {
            let length = 1 + after.iter().take_while(|line| !(parts && indented(line))).count();
            let (part, behind) = rest.split_at(length);
            match (part.first(), part.last()) {
                (Some(first), Some(last)) if is_wrapped_passage(text, part) => {
                    found.push(first.trimmed(text).cover(last.trimmed(text)))
                }
                _ => found.extend(part.iter().map(|line| line.trimmed(text))),
            }
            rest = behind;
        }
    }
    found
}

/// Whether the lines of a passage, with no empty line among them, are one paragraph that was wrapped.
pub(super) fn is_wrapped_passage(text: &str, passage: &[Span]) -> bool {
    if passage.len() < 2 || passage.iter().any(|line| line.len() > 4 * WIDEST_WRAP) {
        return false;
    }
    let width = passage.iter().map(|line| columns(text, *line)).max().unwrap_or(0);
    // A word that goes on in the next line says that somebody set these lines, however short they are.
    let broken = passage.windows(2).any(|pair| is_broken(text, pair));
    if width > WIDEST_WRAP || (width < NARROWEST_PASSAGE && !broken) {
        return false;
    }
    let labelled = passage.iter().any(|line| super::form::header(line.slice(text).unwrap_or_default().trim()).is_some());
    let (pairs, full, inside) = wrapped_pairs(text, passage, width);
    !labelled && full * 10 >= pairs * 8 && inside * 2 >= pairs
}

/// The lines of a text. A line separator, a paragraph separator, NEL, VT and FF end one as LF does
/// (Unicode Standard Annex 14).
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    let separators = ["\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}"];
    if separators.iter().all(|separator| memchr::memmem::find(text.as_bytes(), separator.as_bytes()).is_none()) {
        for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            lines.push(Span::new(start, end));
            start = end + 1;
        }
        return lines;
    }
    for (end, separator) in text.match_indices(['\n', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']) {
        lines.push(Span::new(start, end));
        start = end + separator.len();
    }
    lines.push(Span::new(start, text.len()));
    lines
}

fn is_indented(text: &str, line: Span) -> bool {
    line.slice(text).is_some_and(|line| line.starts_with(['\t', '\u{3000}']) || line.starts_with("  "))
}

/// Columns beyond which nobody wraps by hand or by `fmt`.
const WIDEST_WRAP: usize = 120;
/// Columns below which lines are verse, a list or a table.
const NARROWEST_WRAP: usize = 40;

/// Columns of the narrowest column of print whose words are broken at its edge.
const NARROWEST_COLUMN: usize = 20;

/// Columns below which a passage is verse, a list or an address.
const NARROWEST_PASSAGE: usize = 55;

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
    if width < NARROWEST_WRAP && !(width >= NARROWEST_COLUMN && lines.windows(2).any(|pair| is_broken(text, pair))) {
        return false;
    }
    let (pairs, full, inside) = wrapped_pairs(text, lines, width);
    pairs > 0 && full * 10 >= pairs * 7 && inside * 2 >= pairs
}

/// Of the pairs of lines that follow each other: how many there are, in how many the first could not have
/// taken the first word of the second within `width` columns, and in how many a sentence goes on.
fn wrapped_pairs(text: &str, lines: &[Span], width: usize) -> (usize, usize, usize) {
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
        let broken = breaks_word(line, next);
        full += usize::from(broken || line.chars().count() + 1 + word > width.saturating_sub(1));
        let goes_on = !line.ends_with(['.', '!', '?', '”', '"', ':']) || next.starts_with(char::is_lowercase);
        inside += usize::from(broken || goes_on);
    }
    (pairs, full, inside)
}

/// Whether a word of the first of two lines goes on in the second.
fn is_broken(text: &str, pair: &[Span]) -> bool {
    let [Some(line), Some(next)] = [pair.first(), pair.get(1)].map(|line| line.and_then(|line| line.slice(text))) else {
        return false;
    };
    breaks_word(line.trim_end(), next.trim_start())
}

/// Whether `line` ends within a word, with a hyphen, that `next` goes on with.
fn breaks_word(line: &str, next: &str) -> bool {
    let Some(head) = line.strip_suffix(['-', '‐', '\u{ad}', '¬']) else { return false };
    head.ends_with(char::is_alphabetic) && next.starts_with(char::is_lowercase)
}

fn columns(text: &str, line: Span) -> usize {
    line.slice(text).map_or(0, |line| line.trim_end().chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        paragraphs(text, &super::super::pages::lines(text)).into_iter().map(|span| span.slice(text).unwrap()).collect()
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
    fn the_line_above_an_answer_is_one_however_it_was_broken() {
        for broken in [
            "On Tue, 5 May 2026 at 08:40, Runa Falk\n<runa@ferries.example> wrote:",
            "On Tue, May 5, 2026 at 8:40 AM Runa Falk <runa.falk@ferries.example>\nwrote:",
            "> On 5 May 2026, at 08:40,\n> Runa Falk <runa@ferries.example>\n> wrote:",
        ] {
            let text = format!("It is settled.\n\n{broken}\n\n> The ferries stop.\n");
            assert_eq!(found(&text), ["It is settled.", broken, "> The ferries stop."]);
        }
        let text = "On 5 May the ferries stopped.\n\nOle Brandt wrote:\n\n> They stopped.\n";
        assert_eq!(found(text).len(), 3);
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

    #[test]
    fn a_press_release_is_wrapped_between_its_short_lines() {
        let text = "FOR IMMEDIATE RELEASE\nContact: Ole Brandt, 555 0143, desk@ferries.example\n\nFERRIES TO RUN ALL NIGHT IN JULY\n\n\
            TARNMOUTH, 4 June - The ferries between Tarnmouth and the island will\nrun all night in July, the company's chief, Runa Falk, said on Monday.\n\
\"Nobody should have to sleep on the quay, and nobody will,\" she said.\n\nAbout the company\nIt has run the ferries since 1911.\n";
        let paragraphs = found(text);
        assert_eq!(paragraphs.len(), 6, "{paragraphs:#?}");
        assert!(paragraphs[3].starts_with("TARNMOUTH") && paragraphs[3].ends_with("she said."), "{paragraphs:#?}");
        let within = format!(
            "{}\n\n{}\n{}\n\n{}",
            "The council met. ".repeat(30),
            "It heard that the ferries would run all night, which the chair of the",
            "company had promised in spring.",
            "It closed at nine. ".repeat(30)
        );
        assert_eq!(found(&within).len(), 3);
    }

    #[test]
    fn an_indented_line_begins_a_paragraph_of_a_wrapped_passage() {
        let record = "                    POOLS FOR TOWNS ACT\n\n  Mr. BRACKEN. Mr. Speaker, I yield myself such time as I may consume. This\n\
            bill will keep four hundred pools open.\n  The SPEAKER pro tempore. The gentleman is recognized.\n  Mrs. TULLY of Ohio. Mr. \
            Speaker, I rise in opposition. The bill costs too\nmuch.\n";
        let paragraphs = found(record);
        assert_eq!(paragraphs.len(), 4, "{paragraphs:#?}");
        assert!(paragraphs[3].ends_with("too\nmuch."), "{paragraphs:#?}");
    }

    #[test]
    fn lines_that_break_words_are_one_paragraph_however_short() {
        let column = "The wall of Fen-\nton is done, a spokes-\nwoman for the con-\ntractor said. It\nheld.\n\nSpeakers:\nAna Diaz\nBo Lind\n";
        assert_eq!(found(column).len(), 4);
        let print =
            format!("{}\n\nA spokes-\nwoman for the con-\ntractor denied it.\n", "The council met on the matter. ".repeat(9));
        assert_eq!(found(&print).len(), 2);
    }

    #[test]
    fn other_separators_end_lines_too() {
        assert_eq!(
            found("Head\u{2028}First one.\u{2029}Second.\u{85}Third.\u{b}Fourth.\u{c}Fifth."),
            ["Head", "First one.", "Second.", "Third.", "Fourth.", "Fifth."]
        );
    }
}
