//! Quotation marks: which words stand inside, and where each quotation begins and ends.
//!
//! News writes “…”, "…", ``…'', «…», „…“ and ‘…’; what other marks there are, a fair copy of the article has
//! turned into these. A quotation that runs over several paragraphs leaves its mark open at the end of a paragraph
//! and re-opens it at the start of the next; straight marks open or close by the spaces around them. A mark never
//! reaches further than that, so one that was forgotten spoils its own paragraph only.
//!
//! The marks ‘…’ and '…' are apostrophes as well: of words that lost their beginning ('90s, 'em, 'Twas), of plurals
//! (the voters' choice), inside words. A mark that nothing closes is one of those, unless the next paragraph
//! begins with the same mark.

use super::span::Span;
use super::word::{QuoteState, Word};
use super::word_range::WordRange;
use super::words::ELISIONS;

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

impl Quotation {
    /// Its words, marks included.
    #[inline]
    pub const fn words(&self) -> WordRange {
        WordRange::new(self.first_word as usize, self.end_word as usize)
    }
}

/// How many bytes a single-quoted stretch may span; further apart, the marks are apostrophes.
const SINGLE_REACH: usize = 1500;

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
        after: after.is_some_and(|c| {
            !c.is_whitespace()
                && !matches!(c, ',' | ';' | ':' | '!' | '?' | ')' | ']' | '—' | '–')
                && (c != '.' || is_ellipsis(text, word))
        }),
    }
}

/// Whether an ellipsis of full stops follows `word`.
fn is_ellipsis(text: &str, word: &Word) -> bool {
    text.get(word.end as usize..).is_some_and(|after| after.starts_with(".."))
}

/// Marks the words of one paragraph and appends its quotations, outermost first.
///
/// `base` is the index of `words[0]` in the whole scan; `open_before` says that the paragraph before
/// left a quotation open, and `next` is the character that the next one begins with. Returns whether this one leaves one
/// open.
pub(super) fn mark_paragraph(
    text: &str,
    words: &mut [Word],
    base: usize,
    open_before: bool,
    next: Option<char>,
    found: &mut Vec<Quotation>,
) -> bool {
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
                    // German closes with the mark that English opens with, and with « what » opened.
                    Role::Opens => !(current.is_some() && glue.before && !glue.after),
                    Role::Closes => current.is_none() && !glue.before && glue.after,
                    Role::Either if current.is_some() => !glue.before && glue.after,
                    Role::Either => !glue.before || glue.after,
                };
                words[index].quote = QuoteState::Mark;
                // "Is the "Save as" window open?" she asked: a pair inside, closed before the mark around it.
                if let (Role::Either, true, Some(_)) = (role, opens, open)
                    && let Some(end) = nested_pair(text, words, index)
                {
                    let mut quotation = opening(&word, base + index, style, true, false);
                    close(&mut quotation, &words[end], base + end);
                    found.push(quotation);
                    words[index + 1..end].iter_mut().for_each(|word| word.quote = QuoteState::Inside);
                    words[end].quote = QuoteState::Mark;
                    index = end + 1;
                    continue;
                }
                match (opens, open) {
                    (true, None) => {
                        open = Some(found.len());
                        let continues = open_before && index == 0;
                        found.push(opening(&word, base + index, style, single.is_some(), continues));
                    }
                    (true, Some(at)) => {
                        // A second opening mark: the first was never closed.
                        let lost = lost_close(text, words, found[at].first_word as usize - base, index);
                        let end = lost.unwrap_or(index);
                        let last = lost.and_then(|end| words.get(end - 1)).map_or(word.start, |last| last.end);
                        found[at].span.end = last as usize;
                        found[at].end_word = (base + end) as u32;
                        words[end..index].iter_mut().for_each(|word| word.quote = QuoteState::Outside);
                        open = Some(found.len());
                        found.push(opening(&word, base + index, style, false, false));
                    }
                    (false, Some(at)) => {
                        close(&mut found[at], &word, base + index);
                        open = None;
                        // A single quotation inside it ends as well; one around it goes on.
                        single = single.filter(|(start, _)| base + start < found[at].first_word as usize);
                    }
                    (false, None) => words[index].quote = QuoteState::Outside,
                }
            }
            None => {
                if single.is_none()
                    && !word.is_lexical()
                    && opens_single(text, words, index)
                    && let Some(end) = closing(text, words, index, open.is_some())
                        .or_else(|| goes_on(text, words, index, open.is_some(), next).then_some(words.len()))
                {
                    words[index].quote = QuoteState::Mark;
                    let continues = open_before && index == 0;
                    let mut quotation = opening(&word, base + index, QuoteStyle::Single, open.is_some(), continues);
                    match words.get(end) {
                        Some(mark) => close(&mut quotation, mark, base + end),
                        None => {
                            quotation.span.end = words.last().map_or(quotation.span.end, |last| last.end as usize);
                            quotation.end_word = (base + words.len()) as u32;
                        }
                    }
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
    if let Some(at) = open {
        // Where the next paragraph opens again, the quotation goes on.
        let goes_on = next.is_some_and(|next| double_mark(next.encode_utf8(&mut [0; 4])).is_some());
        let lost = if goes_on { None } else { lost_close(text, words, found[at].first_word as usize - base, words.len()) };
        let end = lost.unwrap_or(words.len());
        found[at].span.end = words.get(end - 1).map_or(found[at].span.end, |last| last.end as usize);
        found[at].end_word = (base + end) as u32;
        words[end..].iter_mut().for_each(|word| word.quote = QuoteState::Outside);
        if lost.is_some() {
            open = None;
        }
    }
    found[first_new..].sort_by_key(|quotation| (quotation.span.start, quotation.nested));
    open.is_some() || single.is_some()
}

/// Verbs behind a quotation that say whose it is.
const SAYING: &[&str] = &["added", "asked", "replied", "said", "says", "told", "wrote"];
/// Words that a name in front of such a verb may have.
const NAME: usize = 4;

/// Where the quotation that opens at `open` and never closes lost its mark, if words before `end` say whose it is:
/// `“We stay, said Ana Diaz. “All of us.”` One past the comma.
fn lost_close(text: &str, words: &[Word], open: usize, end: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).filter(|_| at < end).map_or("", |word| word.text(text));
    let capital = |at: usize| word(at).starts_with(char::is_uppercase);
    let pronoun = |at: usize| matches!(word(at), "he" | "she" | "they" | "I" | "we");
    (open + 3..end).find(|behind| {
        let verb = if SAYING.contains(&word(*behind)) {
            // "said Ana Diaz", "said the mayor", and not "said that she would".
            return word(behind - 1) == ","
                && (capital(behind + 1) || pronoun(behind + 1) || matches!(word(behind + 1), "the" | "a" | "an"));
        } else if pronoun(*behind) {
            behind + 1
        } else {
            (*behind..behind + NAME).find(|at| !capital(*at)).unwrap_or(*behind)
        };
        // "Bo Finn said on Monday.": the sentence ends with whom and when.
        let rest = word(verb + 1);
        word(behind - 1) == ","
            && verb > *behind
            && SAYING.contains(&word(verb))
            && (rest.is_empty() || matches!(rest, "." | "," | "on" | "in" | "at"))
    })
}

/// The mark that closes a straight pair opened at `index` inside another one, where one that closes that follows before
/// any opens.
fn nested_pair(text: &str, words: &[Word], index: usize) -> Option<usize> {
    let marks = words.iter().enumerate().skip(index + 1).filter(|(_, word)| word.text(text) == words[index].text(text));
    let mut closing = marks.take(2).map(|(at, word)| {
        let glue = glue(text, word);
        (glue.before && !glue.after).then_some(at)
    });
    let end = closing.next()??;
    closing.next()??;
    Some(end)
}

/// Whether the single mark at `index`, which nothing closes, is closed in a paragraph further on.
fn goes_on(text: &str, words: &[Word], index: usize, inside: bool, next: Option<char>) -> bool {
    let sign = words[index].text(text);
    let after = words.get(index + 1).map(|word| word.text(text));
    let sentence = after.is_some_and(|after| after.starts_with(char::is_uppercase) && !is_elision(after));
    !inside && sentence && matches!(sign, "‘" | "'") && next.is_some_and(|next| sign.starts_with(next))
}

fn is_elision(word: &str) -> bool {
    let letters = word.split(['-', '’', '\'']).next().unwrap_or_default().as_bytes();
    let mut small = [0; 10];
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let Some(small) = small.get_mut(..letters.len()) else { return false };
    small.copy_from_slice(letters);
    small.make_ascii_lowercase();
    std::str::from_utf8(small).is_ok_and(|small| ELISIONS.contains(small))
}

fn opening(word: &Word, index: usize, style: QuoteStyle, nested: bool, continues: bool) -> Quotation {
    Quotation { span: word.span(), first_word: index as u32, end_word: index as u32 + 1, style, nested, closed: false, continues }
}

fn close(quotation: &mut Quotation, mark: &Word, index: usize) {
    quotation.span.end = mark.end as usize;
    quotation.end_word = index as u32 + 1;
    quotation.closed = true;
}

/// The word that closes a single quotation opened at the word `index`; `inside` says that a double one is open around it.
///
/// Looking on ends at the next mark that opens, so that all looks together read a paragraph once or twice.
fn closing(text: &str, words: &[Word], index: usize, inside: bool) -> Option<usize> {
    let limit = words[index].start as usize + SINGLE_REACH;
    let mut plural = None;
    let mut nested = 0;
    for (at, word) in words.iter().enumerate().skip(index + 1).take_while(|(_, word)| word.start as usize <= limit) {
        if word.is_lexical() {
            continue;
        }
        let sign = word.text(text);
        match double_mark(sign) {
            Some((Role::Opens, _)) => nested += 1,
            Some((Role::Closes, _)) if nested > 0 => nested -= 1,
            Some((Role::Closes | Role::Either, _)) if inside && glue(text, word).before => break,
            _ => {}
        }
        if opens_single(text, words, at) {
            break;
        }
        if !matches!(sign, "'" | "’") {
            continue;
        }
        match ends_single(text, words, at) {
            None => {}
            Some(false) => return Some(at),
            // A plural's apostrophe ("the voters' choice") is passed over when a closing sign follows.
            Some(true) if words.get(at + 1).is_some_and(|word| TAGS.contains(&word.text(text))) => return Some(at),
            Some(true) => plural = Some(at),
        }
    }
    plural
}

/// Words behind a quotation that say whose it is, and that no plural has.
const TAGS: &[&str] = &["added", "asked", "he", "I", "replied", "said", "says", "she", "they", "told", "wrote"];

/// Whether the apostrophe at `at` can end a quotation: `Some(true)` where it can be that of a plural as well.
fn ends_single(text: &str, words: &[Word], at: usize) -> Option<bool> {
    let word = &words[at];
    let before = text[..word.start as usize].chars().next_back()?;
    let after = text[word.end as usize..].chars().next();
    let ends = before.is_alphanumeric()
        || matches!(before, '.' | ',' | '!' | '?' | '…' | '%' | ')' | ']' | '”' | '"' | '—' | '–' | '-' | ';' | ':');
    let own = |at: usize| words.get(at).map_or("", |word| word.text(text));
    // rock 'n' roll
    let and = at > 1 && matches!(own(at - 1), "n" | "N") && matches!(own(at - 2), "'" | "’" | "‘");
    if and || !ends || after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    Some(matches!(before, 's' | 'S') && after.is_some_and(char::is_whitespace))
}

/// Whether the sign at `index` stands where a single quotation can open, and is not the apostrophe of a word without its
/// beginning.
fn opens_single(text: &str, words: &[Word], index: usize) -> bool {
    let word = &words[index];
    let sign = word.text(text);
    if !matches!(sign, "‘" | "'" | "‚" | "`") || glue(text, word).before {
        return false;
    }
    let after = text[word.end as usize..].chars().next();
    if !after.is_some_and(|after| if sign == "'" { begins_quoted(after) } else { !after.is_whitespace() }) {
        return false;
    }
    let Some(first) = words.get(index + 1).map(|word| word.text(text)) else { return false };
    if !is_elision(first) {
        return true;
    }
    // "the 'cause' of it", "'Em was there.'": a mark that closes at once, or behind a sentence.
    let shut = |word: &Word| matches!(word.text(text), "'" | "’") && text[..word.end as usize].chars().nth_back(1) != Some(' ');
    let and = matches!(first, "n" | "N" | "s" | "t");
    let at_once = !and && words.get(index + 2).is_some_and(|word| word.start == words[index + 1].end && shut(word));
    let sentence = first.starts_with(char::is_uppercase) && {
        let rest = words.iter().skip(index + 2).take(ELISION_REACH);
        let mut ends = rest.take_while(|word| !matches!(word.text(text), "‘" | "“" | "\"")).filter(|word| shut(word));
        ends.next().is_some_and(|end| text[..end.start as usize].ends_with(['.', ',', '!', '?', '…']))
    };
    at_once || sentence
}

/// Words behind an apostrophe among which a mark may close the sentence.
const ELISION_REACH: usize = 60;

/// What a straight mark may stand before.
fn begins_quoted(after: char) -> bool {
    after.is_alphanumeric() || matches!(after, '"' | '“' | '…' | '$' | '£' | '€' | '[' | '(' | '¿' | '¡' | '#' | '@' | '.')
}
