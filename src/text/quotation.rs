//! Quotation marks: which words stand inside, and where each quotation begins and ends.
//!
//! News writes “…”, "…", ``…'', «…», „…“ and ‘…’. A quotation that runs over several paragraphs leaves
//! its mark open at the end of a paragraph and re-opens it at the start of the next; straight marks
//! open or close by the spaces around them. A mark never reaches further than that, so one that was
//! forgotten spoils its own paragraph only.

use super::span::Span;
use super::word::Word;

/// Where a word stands with regard to quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum QuoteState {
    /// Outside any quotation.
    #[default]
    Outside = 0,
    /// Inside a quotation.
    Inside = 1,
    /// It is a quotation mark itself.
    Mark = 2,
}

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
                    && matches!(bytes, "‘" | "'" | "‚" | "`")
                    && let Some(end) = single_close(text, words, index)
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

/// The word that closes the single quotation opened at `index`, if that is what the sign does there.
fn single_close(text: &str, words: &[Word], index: usize) -> Option<usize> {
    let opener = words[index];
    let surroundings = glue(text, &opener);
    let after = text[opener.end as usize..].chars().next()?;
    let starts = after.is_alphabetic() || (opener.text(text) != "'" && !after.is_whitespace());
    if surroundings.before || !starts {
        return None;
    }
    let limit = opener.start as usize + SINGLE_REACH;
    let mut last = None;
    for (offset, word) in words[index + 1..].iter().enumerate() {
        if word.start as usize > limit {
            break;
        }
        let sign = word.text(text);
        if matches!(sign, "‘") || matches!(double_mark(sign), Some((Role::Closes, _))) && last.is_some() {
            break;
        }
        if matches!(sign, "'" | "’") {
            let before = text[..word.start as usize].chars().next_back()?;
            let after = text[word.end as usize..].chars().next();
            let ends = before.is_alphanumeric() || matches!(before, '.' | ',' | '!' | '?' | '…' | '%' | ')');
            if ends && !after.is_some_and(char::is_alphanumeric) {
                last = Some(index + 1 + offset);
                // A plural's apostrophe ("the voters' choice") is passed over when a closing sign follows punctuation.
                if !before.is_alphanumeric() || before != 's' {
                    break;
                }
            }
        }
    }
    last
}
