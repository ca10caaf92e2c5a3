//! Quotation marks that stand for “…” and ‘…’.

use std::borrow::Cow;

use super::{Edit, beside};
use crate::text::Span;

/// Which way a mark points that may open or close.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Points {
    Opens,
    Closes,
    /// Between two letters: an apostrophe.
    Joins,
    /// Free on both sides: not a mark.
    Nowhere,
}

fn points(before: Option<char>, after: Option<char>) -> Points {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letter(before) && letter(after) {
        return Points::Joins;
    }
    let opening =
        |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '“' | '‘' | '"' | '\'');
    let begins = |c: char| {
        c.is_alphanumeric() || matches!(c, '.' | '…' | '$' | '£' | '€' | '(' | '[' | '¿' | '¡' | '‘' | '\'' | '“' | '"')
    };
    match (before.is_none_or(opening), after.is_some_and(begins)) {
        (true, true) => Points::Opens,
        (false, _) if !after.is_some_and(char::is_alphanumeric) => Points::Closes,
        _ => Points::Nowhere,
    }
}

/// The edit for the sign at `at`, if it is a mark that engines do not know.
pub(super) fn edit(text: &str, block: Span, at: usize) -> Option<Edit> {
    let rest = text.get(at..block.end)?;
    let c = rest.chars().next()?;
    let doubled = rest.chars().nth(1) == Some(c);
    let single = Span::new(at, at + c.len_utf8());
    let double = Span::new(at, at + 2 * c.len_utf8());
    let span = if doubled && matches!(c, '"' | ',' | '<' | '>' | '&' | '´') { double } else { single };
    let (before, after) = beside(text, block, span);
    let way = points(before, after);
    let paired = |opens: &'static str, closes: &'static str| match way {
        Points::Opens => Some(opens),
        Points::Closes => Some(closes),
        Points::Joins | Points::Nowhere => None,
    };
    let with = match c {
        '❝' | '「' | '〝' | '﹁' | '｢' | '《' | '〈' => "“",
        '❞' | '」' | '〞' | '〟' | '﹂' | '｣' | '》' | '〉' => "”",
        '『' | '﹃' if is_open(text, block, at, '「', '」') => "‘",
        '』' | '﹄' if is_open(text, block, at, '「', '」') => "’",
        '『' | '﹃' => "“",
        '』' | '﹄' => "”",
        // ‚so‘, and »so« with blanks on the inner side.
        '‘' if way == Points::Closes && is_open(text, block, at, '‚', '‘') => "’",
        '»' if before.is_none_or(opens_before) && is_turned(text, block, at) => "“",
        '«' if is_turned(text, block, at) => "”",
        '❛' | '‛' => "‘",
        '❜' => "’",
        '❟' => "‚",
        '❠' => "„",
        '‹' | '›' if is_open(text, block, at, '«', '»') => paired("‘", "’")?,
        '‹' | '›' | '″' | '＂' if !before.is_some_and(|c| c.is_ascii_digit()) || c != '″' => paired("“", "”")?,
        '´' if doubled => paired("“", "”")?,
        '´' | '＇' if way == Points::Joins => "’",
        '´' | '＇' => paired("‘", "’")?,
        // Letters that look like marks: ʽso,ʼ and of Hawaiʻi the letter stays.
        'ʻ' | 'ʽ' | 'ʼ' | 'ʾ' | 'ʿ' => paired("‘", "’")?,
        '`' if doubled || before == Some('`') => return None,
        '`' if way == Points::Joins => "’",
        '`' => paired("‘", "’")?,
        ',' | '<' if doubled && way == Points::Opens => "“",
        // << So >> with blanks on the inner side.
        '<' if doubled && before.is_none_or(opens_before) && opens_pair(text, block, at) => "“",
        '>' if doubled && before.is_some_and(char::is_whitespace) && is_open_pair(text, block, at) => "”",
        '>' if doubled && way == Points::Closes => "”",
        '"' | '&' if doubled && before != Some(c) && after != Some(c) => paired("“", "”")?,
        _ => return None,
    };
    Some((span, Cow::Borrowed(with)))
}

/// Whether "<<" at `at` opens a sentence that ">>" closes in the block.
fn opens_pair(text: &str, block: Span, at: usize) -> bool {
    let behind = text.get(at..block.end).and_then(|rest| rest.strip_prefix("<< ")).unwrap_or_default();
    behind.trim_start().starts_with(char::is_uppercase) && behind.contains(" >>")
}

/// Whether such a mark was read before `at` in the block, and ">>" not since.
fn is_open_pair(text: &str, block: Span, at: usize) -> bool {
    let before = text.get(block.start..at).unwrap_or_default();
    let open = before.rfind("<<").filter(|open| before.rfind(">>").is_none_or(|close| close < *open));
    open.is_some_and(|open| opens_pair(text, block, block.start + open))
}

/// What stands before a mark that opens.
fn opens_before(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | ':')
}

/// Whether a block sets its angles the other way round, »so« or » so «: its first one points to the right, behind a
/// blank, and one that points to the left follows.
fn is_turned(text: &str, block: Span, at: usize) -> bool {
    let near = block.start.max(at.saturating_sub(REACH));
    let near = (near..=at).find(|near| text.is_char_boundary(*near)).unwrap_or(at);
    let Some(whole) = text.get(near..block.end) else { return false };
    let Some(first) = whole.find(['«', '»']) else { return false };
    let (before, after) = whole.split_at(first);
    let free = before.chars().next_back().is_none_or(opens_before);
    let next = after.get('»'.len_utf8()..).and_then(|rest| rest.find(['«', '»']).and_then(|next| rest.get(next..)));
    free && after.starts_with('»') && next.is_some_and(|next| next.starts_with('«'))
}

/// Bytes within which a mark around another one is looked for.
const REACH: usize = 2000;

/// Whether `opens` was read before `at` in the block, and `closes` not since.
fn is_open(text: &str, block: Span, at: usize, opens: char, closes: char) -> bool {
    let mut start = block.start.max(at.saturating_sub(REACH));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..at).unwrap_or_default();
    before.rfind(opens).is_some_and(|open| before.rfind(closes).is_none_or(|close| close < open))
}
