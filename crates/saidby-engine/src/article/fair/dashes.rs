//! Dialogue that is set with dashes, as much of Europe's press does: — We stay, said Ana Lund. — All of us.
//!
//! A dash opens what is said; it ends before the words that say who spoke, and a dash after those takes it up again.

use std::borrow::Cow;

use super::Edit;
use crate::article::words::{DASH_VERBS, DESCRIPTION_STARTS};
use crate::article::{Block, BlockKind};
use crate::text::Span;

const PRONOUNS: &[&str] = &["he", "i", "she", "they", "we"];
/// Words of somebody who speaks of themselves or to somebody.
const SPOKEN: &[&str] = &["i", "i'm", "i’m", "me", "my", "our", "us", "we", "you", "your"];
/// Words between a name and its verb.
const LONGEST_NAME: usize = 14;
/// Bytes of a block in which who spoke is looked for.
const REACH: usize = 1200;

/// A block that begins with a dash.
struct Line {
    span: Span,
    dash: Span,
    /// Who spoke: from the sign before to where the speech goes on, if it does.
    tags: Vec<Tag>,
}

struct Tag {
    /// The place after the comma, where the mark closes. For a dash that parts speech from tag, that dash.
    close: Span,
    /// What opens the mark again.
    reopen: Option<Again>,
}

/// A dash after which somebody speaks again, up to the first word.
#[derive(Clone, Copy)]
struct Again {
    dash: Span,
    /// Whether it ends the tag ("said Ana—. They ...") and is not before the words.
    glued: bool,
}

/// Adds the edits that set dialogue in quotation marks.
pub(super) fn edits(text: &str, blocks: &[Block], edits: &mut Vec<Edit>) {
    let mut run: Vec<Line> = Vec::new();
    for block in blocks {
        match line(text, block) {
            Some(line) => run.push(line),
            None => {
                set(text, &run, edits);
                run.clear();
            }
        }
    }
    set(text, &run, edits);
}

fn set(text: &str, run: &[Line], edits: &mut Vec<Edit>) {
    if !run.iter().any(|line| !line.tags.is_empty()) {
        return;
    }
    for line in run {
        let ends = line.span.slice(text).unwrap_or_default().ends_with(['.', '!', '?', '…']);
        if line.tags.is_empty() && !ends {
            continue;
        }
        edits.push((line.dash, Cow::Borrowed("“")));
        let mut open = true;
        for tag in &line.tags {
            edits.push(closed(text, tag.close));
            open = tag.reopen.is_some();
            match tag.reopen {
                Some(Again { dash, glued: false }) => edits.push((dash, Cow::Borrowed("“"))),
                Some(Again { dash, glued: true }) => {
                    let sign = text.get(dash.start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                    edits.push((Span::new(dash.start, dash.start + sign), Cow::Borrowed("")));
                    edits.push((Span::new(dash.end, dash.end), Cow::Borrowed("“")));
                }
                None => {}
            }
        }
        if open {
            edits.push(closed(text, Span::new(line.span.end, line.span.end)));
        }
    }
}

/// The edit that closes a mark at `place`, behind the sign before it or in place of a dash.
fn closed(text: &str, place: Span) -> Edit {
    let before = text.get(..place.start).and_then(|before| before.chars().next_back()).unwrap_or(' ');
    if !place.is_empty() {
        let comma = !matches!(before, '.' | '!' | '?' | '…' | ',');
        return (place, Cow::Borrowed(if comma { ",” " } else { "” " }));
    }
    (Span::new(place.start - before.len_utf8(), place.start), Cow::Owned(format!("{before}”")))
}

const fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '‒' | '-')
}

fn line(text: &str, block: &Block) -> Option<Line> {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation) {
        return None;
    }
    let words = block.span.slice(text)?;
    let dash = words.chars().next().filter(|c| is_dash(*c))?;
    let body = words[dash.len_utf8()..].trim_start();
    let start = block.span.end - body.len();
    let spaced = start > block.span.start + dash.len_utf8();
    let begins = body.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '¿' | '¡' | '…' | '.'));
    // Marks inside say what is quoted better than dashes do.
    if !begins || (dash == '-' && !spaced) || body.contains(['“', '"', '«', '„']) {
        return None;
    }
    let mut line = Line { span: block.span, dash: Span::new(block.span.start, start), tags: Vec::new() };
    let mut at = start;
    while let Some(tag) = tag(text, at, block.span.end) {
        let next = tag.reopen.map(|again| again.dash.end);
        line.tags.push(tag);
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    // "– Prices rose by three percent, the bank said." is a point of a list as well.
    let named_first = line.tags.first().is_some_and(|tag| !says_first(text.get(tag.close.end..).unwrap_or_default()));
    let spoken = body.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        SPOKEN.contains(&word.as_str())
    });
    if dash != '—' && dash != '―' && named_first && !spoken && line.tags.iter().all(|tag| tag.reopen.is_none()) {
        line.tags.clear();
    }
    Some(line)
}

fn says_first(tag: &str) -> bool {
    tag.split_whitespace().next().is_some_and(|word| DASH_VERBS.contains(word))
}

/// The first words after `from` that say who spoke.
fn tag(text: &str, from: usize, end: usize) -> Option<Tag> {
    let speech = text.get(from..end)?;
    for (at, sign) in speech.char_indices().take_while(|(at, _)| *at < REACH) {
        let place = from + at;
        let after = place + sign.len_utf8();
        let rest = text.get(after..end)?;
        if is_dash(sign) {
            // —No nos vamos —dijo Ana—. In translation: — We stay — said Ana.
            let before = speech.get(..at)?;
            if before.ends_with(' ') && at > 0 && is_tag(rest.trim_start(), false) {
                let close = Span::new(from + before.trim_end().len(), after + rest.len() - rest.trim_start().len());
                return Some(Tag { close, reopen: reopens(text, close.end, end) });
            }
        } else if matches!(sign, ',' | '!' | '?' | '…')
            && rest.starts_with(char::is_whitespace)
            && is_tag(rest.trim_start(), sign == ',')
        {
            return Some(Tag { close: Span::new(after, after), reopen: reopens(text, after, end) });
        }
    }
    None
}

/// The dash in the words of a tag from `from` on after which somebody speaks again.
fn reopens(text: &str, from: usize, end: usize) -> Option<Again> {
    let rest = text.get(from..end)?;
    for (at, sign) in rest.char_indices().take_while(|(at, _)| *at < REACH).filter(|(_, sign)| is_dash(*sign)) {
        let (before, after) = (rest.get(..at)?, rest.get(at + sign.len_utf8()..)?);
        // "Ana—. They can build": the dash ends the tag.
        let glued = before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let skipped = if glued { after.trim_start_matches(['.', ',', ':', ';']) } else { after };
        let speech = skipped.trim_start();
        let capital = speech.starts_with(|c: char| c.is_uppercase() || matches!(c, '¿' | '¡' | '…'));
        let parted = before.trim_end().ends_with(['.', ',', ':', ';', '!', '?']);
        let spaced = before.ends_with(char::is_whitespace) || glued;
        let begins = speech.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '¿' | '¡' | '…'));
        // A hyphen parts words unless it stands alone.
        let alone = sign != '-' || before.ends_with(char::is_whitespace) && after.starts_with(' ');
        if alone && spaced && begins && (parted || glued || capital) {
            return Some(Again { dash: Span::new(from + at, end - speech.len()), glued });
        }
    }
    None
}

/// Whether `words` say who spoke: "said Ana", "replied the mayor", and where a name may come first "she said",
/// "the developer's lawyer, Erik Sund, told the Herald".
fn is_tag(words: &str, name_first: bool) -> bool {
    let mut list = words.split_whitespace();
    let Some(first) = list.next() else { return false };
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let noun = |word: &str| {
        let lower = bare(word).to_lowercase();
        DESCRIPTION_STARTS.contains(&lower) || PRONOUNS.contains(&lower.as_str()) || word.starts_with(char::is_uppercase)
    };
    if DASH_VERBS.contains(first) {
        return list.next().is_some_and(noun);
    }
    if !name_first || !noun(first) {
        return false;
    }
    let pronoun = PRONOUNS.contains(&first.to_lowercase().as_str());
    for (at, word) in list.take(LONGEST_NAME).enumerate() {
        let says = bare(word);
        if DASH_VERBS.contains(&says) {
            // "..., the mayor said the others should go" says something else.
            let ends = word.ends_with(['.', ',', ':', ';']);
            let next = words.split_whitespace().nth(at + 2);
            return ends
                || next.is_none_or(|next| {
                    is_dash(next.chars().next().unwrap_or(' '))
                        || says.starts_with("tell")
                        || says == "told"
                        || next.starts_with(char::is_uppercase)
                        || matches!(next, "on" | "in" | "at" | "after" | "with" | "before" | "during" | "when" | "as" | "to")
                });
        }
        if pronoun || word.ends_with(['.', '!', '?', ';', ':']) {
            return false;
        }
    }
    false
}
