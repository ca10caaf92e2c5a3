//! The fair copy: an article as its engines read it.
//!
//! A file may hold words that were broken at a line's end, ligatures, soft hyphens, entities that nobody decoded,
//! and quotation marks of every people. Engines read a copy in which a word is a word and a quotation is in
//! marks that they know; what they find is turned back into places of the text itself, which stays as it was.
//!
//! | in the text | in the copy |
//! |---|---|
//! | `con-⏎tractor`, `Griﬃths`, `bor­ough` | contractor, Griffiths, borough |
//! | `&quot;`, `&#8220;`, `&amp;`, `\"` | the character |
//! | 「…」, ❝…❞, ‹…›, ´…´, `<<…>>`, `,,…''`, `""…""`, `&&…&&` | “…” or ‘…’ |
//! | ~~four~~ five | five |
//! | `> We stay.`, `Ana <ana@mail.example> wrote:` | We stay. Ana wrote: |
//! | — We stay, said Ana. — All of us. | “We stay,” said Ana. “All of us.” |

pub(crate) mod changes;
mod dashes;
mod entities;
mod line_ends;
mod mail;
mod marks;
mod struck;

use std::borrow::Cow;

pub use changes::Changes;

use super::{Article, Block, BlockKind};
use crate::text::Span;

/// What is in the copy for a passage of the text.
type Edit = (Span, Cow<'static, str>);

/// An article as engines read it, and how its places are those of the text.
#[derive(Clone, Debug)]
pub struct FairCopy {
    /// What is read. Its blocks are those of the article, one for one.
    pub article: Article,
    /// Where it differs from the text.
    pub changes: Changes,
}

impl FairCopy {
    /// The copy of `article`; where nothing has to be changed, it is the article.
    pub fn of(article: Article) -> Self {
        let mut edits = edits(&article.text, &article.blocks);
        struck::edits(&article, &mut edits);
        if edits.is_empty() {
            return Self { article, changes: Changes::default() };
        }
        edits.sort_by_key(|(span, _)| *span);
        let first = article.blocks.first().map_or(0, |block| block.span.start);
        let last = article.blocks.last().map_or(article.text.len(), |block| block.span.end);
        let mut changes = Changes::without(struck::with_blanks(&article));
        let mut text = String::with_capacity(last - first);
        // A chapter of a long article: what comes before it is not copied.
        changes.push(0, Span::new(0, first));
        let mut at = first;
        for (span, with) in edits {
            if span.start < at {
                continue;
            }
            text.push_str(article.text.get(at..span.start).unwrap_or_default());
            let start = text.len();
            text.push_str(&with);
            changes.push_replaced(Span::new(start, text.len()), span);
            at = span.end;
        }
        text.push_str(article.text.get(at..last).unwrap_or_default());
        let copied = |block: &Block| {
            let kind = if struck::is_whole(&article, block) { BlockKind::Boilerplate } else { block.kind };
            Block { span: changes.copied(block.span), kind }
        };
        let blocks = article.blocks.iter().map(copied).collect();
        Self { article: Article { text: text.into(), blocks, ..article }, changes }
    }
}

fn edits(text: &str, blocks: &[Block]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut words = line_ends::Words::new(text, blocks);
    for block in blocks {
        for_block(text, block.span, &mut words, &mut edits);
        mail::edits(text, block, &mut edits);
    }
    dashes::edits(text, blocks, &mut edits);
    edits
}

/// The edits of one block, but for its dashes.
fn for_block<'t>(text: &'t str, block: Span, words: &mut line_ends::Words<'t>, edits: &mut Vec<Edit>) {
    let bytes = text.as_bytes();
    let mut at = block.start;
    while at < block.end {
        let next = || bytes.get(at + 1).copied().filter(|_| at + 1 < block.end);
        let edit = match bytes[at] {
            b'&' => entities::edit(text, at, block.end).or_else(|| marks::edit(text, block, at)),
            b'-' if matches!(next(), Some(b'\n' | b' ' | b'\t' | b'\r' | 0xc2 | 0xe2)) => line_ends::edit(text, block, at, words),
            b'\\' if next() == Some(b'"') => Some((Span::new(at, at + 2), Cow::Borrowed("\""))),
            b'\\' if next() == Some(b'\'') => Some((Span::new(at, at + 2), Cow::Borrowed("'"))),
            b'`' | b'<' | b'>' => marks::edit(text, block, at),
            b',' | b'"' if next() == Some(bytes[at]) => marks::edit(text, block, at),
            0xc2 | 0xca | 0xe2 | 0xe3 | 0xef => line_ends::edit(text, block, at, words).or_else(|| marks::edit(text, block, at)),
            _ => None,
        };
        at = match edit {
            Some((span, with)) => {
                let end = span.end;
                edits.push((span, with));
                end
            }
            None => at + 1,
        };
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
}

/// The characters on either side of `span` within `block`.
fn beside(text: &str, block: Span, span: Span) -> (Option<char>, Option<char>) {
    let before = text.get(block.start..span.start).and_then(|before| before.chars().next_back());
    let after = text.get(span.end..block.end).and_then(|after| after.chars().next());
    (before, after)
}

#[cfg(test)]
mod tests;
