//! Quotation marks: which words stand inside, and where each quotation begins and ends.
//!
//! News writes “…”, "…", ``…'', «…», „…“ and ‘…’. A quotation that runs over several paragraphs leaves
//! its mark open at the end of a paragraph and re-opens it at the start of the next; straight marks
//! open or close by the spaces around them. A mark never reaches further than that, so one that was
//! forgotten spoils its own paragraph only.

use super::span::Span;
use super::word::{QuoteState, Word};

/// The kind of mark that opened a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteStyle {
    /// “…”, "…", ``…'', „…“.
    Double,
    /// ‘…’ and '…'.
    Single,
    /// «…».
    Angle,
}

/// One quotation within one paragraph, marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one (or to the end of the paragraph).
    pub span: Span,
    /// Index of the word that is the opening mark.
    pub first_word: u32,
    /// One past the index of the closing mark or of the last word.
    pub end_word: u32,
    /// The marks it uses.
    pub style: QuoteStyle,
    /// Whether it is inside another one.
    pub nested: bool,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether it takes up a quotation that the paragraph before left open.
    pub continues: bool,
}

/// How many bytes a single-quoted stretch may span; further apart, the marks are apostrophes.
const SINGLE_REACH: usize = 600;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Either,
}

fn double_mark(word: &str) -> Option<(Role, QuoteStyle)> {
    Some(match word {
        "\"" | "＂" => (Role::Either, QuoteStyle::Double),
        "“" => (Role::Opens, QuoteStyle::Double),
        "„" | "‟" | "``" => (Role::Opens, QuoteStyle::Double),
        "”" => (Role::Closes, QuoteStyle::Double),
        "''" => (Role::Closes, QuoteStyle::Double),
        "«" => (Role::Opens, QuoteStyle::Angle),
        "»" => (Role::Closes, QuoteStyle::Angle),
        _ => return None,
    })
}

/// The signs beside a mark: whether the text is glued to it on either side.
struct Glue {
    before: bool,
    after: bool,
}

fn glue(text: &str, word: &Word) -> Glue {
    let before = text[..word.start as usize].chars().next_back();
    let after = text[word.end as usize..].chars().next();
    Glue {
        before: before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '‘' | '\'')),
        after: after.is_some_and(|c| !c.is_whitespace()),
    }
}

/// Marks the words of one paragraph and appends its quotations, outermost first.
///
/// `base` is the index of `words[0]` in the whole scan; `open_before` says that the paragraph before
/// left a double quotation open. Returns whether this one does.
pub(super) fn mark_paragraph(text: &str, words: &mut [Word], base: usize, open_before: bool, found: &mut Vec<Quotation>) -> bool {
    let first_new = found.len();
    let mut open: Option<usize> = None;
    let mut single: Option<(usize, usize)> = None;
    let mut signs: Option<SingleSigns> = None;
    let mut index = 0;
    while index < words.len() {
        if let Some((_, close)) = single
            && index == close
        {
            words[index].quote = QuoteState::Mark;
            single = None;
            index += 1;
            continue;
        }
        let word = words[index];
        let bytes = word.text(text);
        let mark = if word.is_lexical() { None } else { double_mark(bytes) };
        match mark {
            Some((role, style)) => {
                let glue = glue(text, &word);
                let current = open.map(|at| found[at].style);
                let opens = match role {
                    // German closes with the mark that English opens with.
                    Role::Opens => !(bytes == "“" && current.is_some() && glue.before && !glue.after),
                    Role::Closes => current.is_none() && !glue.before && glue.after,
                    Role::Either if current.is_some() => !glue.before && glue.after,
                    Role::Either => !glue.before || glue.after,
                };
                words[index].quote = QuoteState::Mark;
                match (opens, open) {
                    (true, None) => {
                        open = Some(found.len());
                        let continues = open_before && index == 0;
                        found.push(opening(&word, base + index, style, single.is_some(), continues));
                    }
                    (true, Some(at)) => {
                        // A second opening mark: the first was never closed.
                        found[at].span.end = word.start as usize;
                        found[at].end_word = (base + index) as u32;
                        open = Some(found.len());
                        found.push(opening(&word, base + index, style, false, false));
                    }
                    (false, Some(at)) => {
                        close(&mut found[at], &word, base + index);
                        open = None;
                        single = None;
                    }
                    (false, None) => words[index].quote = QuoteState::Outside,
                }
            }
            None => {
                if single.is_none()
                    && !word.is_lexical()
                    && opens_single(text, &word)
                    && let Some(end) = signs.get_or_insert_with(|| SingleSigns::of(text, words)).close(index, word.start as usize)
                {
                    words[index].quote = QuoteState::Mark;
                    let mut quotation = opening(&word, base + index, QuoteStyle::Single, open.is_some(), false);
                    close(&mut quotation, &words[end], base + end);
                    found.push(quotation);
                    single = Some((index, end));
                } else {
                    let inside = open.is_some() || single.is_some();
                    words[index].quote = if inside { QuoteState::Inside } else { QuoteState::Outside };
                }
            }
        }
        index += 1;
    }
    if let (Some(at), Some(last)) = (open, words.last()) {
        found[at].span.end = last.end as usize;
        found[at].end_word = (base + words.len()) as u32;
    }
    found[first_new..].sort_by_key(|quotation| (quotation.span.start, quotation.nested));
    open.is_some()
}

fn opening(word: &Word, index: usize, style: QuoteStyle, nested: bool, continues: bool) -> Quotation {
    Quotation { span: word.span(), first_word: index as u32, end_word: index as u32 + 1, style, nested, closed: false, continues }
}

fn close(quotation: &mut Quotation, mark: &Word, index: usize) {
    quotation.span.end = mark.end as usize;
    quotation.end_word = index as u32 + 1;
    quotation.closed = true;
}

/// What a sign means to an open single quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SingleSign {
    /// ‘, which cannot stand inside.
    Opens,
    /// A mark that closes a double quotation around it.
    ClosesDouble,
    /// ’ or ' where a quotation can end.
    Closes,
    /// The same after an s: a quotation's end or the apostrophe of a plural.
    ClosesOrPlural,
}

/// The signs of one paragraph that bear on single quotations, so that no look-ahead is done twice.
#[derive(Default)]
struct SingleSigns {
    /// Index of the word, its first byte, what it means; in order.
    signs: Vec<(usize, usize, SingleSign)>,
    /// For each sign, the first from it on that is no [`SingleSign::ClosesOrPlural`].
    firm: Vec<usize>,
    /// The first sign that a later opening mark may need.
    next: usize,
}

impl SingleSigns {
    fn of(text: &str, words: &[Word]) -> Self {
        let sign = |(index, word): (usize, &Word)| {
            let meaning = match word.text(text) {
                "‘" => SingleSign::Opens,
                "'" | "’" => {
                    let before = text[..word.start as usize].chars().next_back()?;
                    let after = text[word.end as usize..].chars().next();
                    let ends = before.is_alphanumeric() || matches!(before, '.' | ',' | '!' | '?' | '…' | '%' | ')');
                    match before {
                        _ if !ends || after.is_some_and(char::is_alphanumeric) => return None,
                        's' => SingleSign::ClosesOrPlural,
                        _ => SingleSign::Closes,
                    }
                }
                other => match double_mark(other)? {
                    (Role::Closes, _) => SingleSign::ClosesDouble,
                    _ => return None,
                },
            };
            Some((index, word.start as usize, meaning))
        };
        let signs: Vec<_> = words.iter().enumerate().filter(|(_, word)| !word.is_lexical()).filter_map(sign).collect();
        let mut firm = vec![signs.len(); signs.len()];
        let mut first = signs.len();
        for (slot, (at, (_, _, meaning))) in firm.iter_mut().zip(signs.iter().enumerate()).rev() {
            if *meaning != SingleSign::ClosesOrPlural {
                first = at;
            }
            *slot = first;
        }
        Self { signs, firm, next: 0 }
    }

    /// The word that closes a quotation opened at the word `index`, which starts at the byte `start`. The
    /// indices of one paragraph are asked for in ascending order.
    fn close(&mut self, index: usize, start: usize) -> Option<usize> {
        let limit = start + SINGLE_REACH;
        let passed = |sign: &(usize, usize, SingleSign)| sign.0 <= index || sign.2 == SingleSign::ClosesDouble;
        while self.signs.get(self.next).is_some_and(passed) {
            self.next += 1;
        }
        let firm = *self.firm.get(self.next)?;
        // A plural's apostrophe ("the voters' choice") is passed over when a closing sign follows.
        match self.signs.get(firm) {
            Some((word, start, SingleSign::Closes)) if *start <= limit => Some(*word),
            _ => {
                let plurals = &self.signs[self.next..firm];
                let reached = plurals.partition_point(|(_, start, _)| *start <= limit);
                plurals[..reached].last().map(|(word, _, _)| *word)
            }
        }
    }
}

/// Whether the sign `word` stands where a single quotation can open.
fn opens_single(text: &str, word: &Word) -> bool {
    let sign = word.text(text);
    let after = text[word.end as usize..].chars().next();
    matches!(sign, "‘" | "'" | "‚" | "`")
        && after.is_some_and(|after| after.is_alphabetic() || sign != "'" && !after.is_whitespace())
        && !glue(text, word).before
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Scan;
    use super::*;

    /// Where the quotation opened at `index` closes, found by reading on from there.
    fn read_on(text: &str, words: &[Word], index: usize) -> Option<usize> {
        let limit = words[index].start as usize + SINGLE_REACH;
        let mut last = None;
        for (at, word) in words.iter().enumerate().skip(index + 1).take_while(|(_, word)| word.start as usize <= limit) {
            let sign = word.text(text);
            if sign == "‘" || matches!(double_mark(sign), Some((Role::Closes, _))) && last.is_some() {
                break;
            }
            let before = text[..word.start as usize].chars().next_back().unwrap();
            let after = text[word.end as usize..].chars().next();
            let ends = before.is_alphanumeric() || ".,!?…%)".contains(before);
            if matches!(sign, "'" | "’") && ends && !after.is_some_and(char::is_alphanumeric) {
                last = Some(at);
                if before != 's' {
                    break;
                }
            }
        }
        last
    }

    proptest! {
        #[test]
        fn the_closing_signs_are_those_that_reading_on_finds(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "'a ", "‘a ", "as' ", "a' ", "b’ ", "s’ ", ".’ ", "” ", "“", "» ", "\" ", "word ", "a much longer word follows here ", "'' ", "né ", "it's ",
            ]), 0..160),
            filler in prop::sample::select(vec!["", "some words between the signs ", "x "]),
        ) {
            let text = pieces.join(filler);
            let scan = Scan::of_lines(&text);
            let mut signs = SingleSigns::of(&text, &scan.words);
            for (index, word) in scan.words.iter().enumerate().filter(|(_, word)| opens_single(&text, word)) {
                prop_assert_eq!(signs.close(index, word.start as usize), read_on(&text, &scan.words, index));
            }
        }
    }
}
