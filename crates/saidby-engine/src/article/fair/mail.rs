//! What mail puts around words: the sign before each line that it answers to, and addresses behind names.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::Edit;
use crate::article::{Block, BlockKind};
use crate::text::Span;

/// Bytes of the longest address that is looked for.
const LONGEST: usize = 120;

/// The edits of one block.
pub(super) fn edits(text: &str, block: &Block, edits: &mut Vec<Edit>) {
    let Some(words) = block.span.slice(text) else { return };
    if block.kind == BlockKind::Quotation && words.starts_with('>') {
        for line in [0].into_iter().chain(memchr_iter(b'\n', words.as_bytes()).map(|end| end + 1)) {
            let rest = words.get(line..).unwrap_or_default();
            let bare = rest.trim_start_matches(['>', ' ']);
            if rest.starts_with('>') && !bare.is_empty() {
                let start = block.span.start + line;
                edits.push((Span::new(start, start + rest.len() - bare.len()), Cow::Borrowed("")));
            }
        }
    }
    for open in memchr_iter(b'<', words.as_bytes()) {
        let rest = words.get(open + 1..).unwrap_or_default();
        let Some(close) = rest.bytes().take(LONGEST).position(|byte| byte == b'>') else { continue };
        let address = rest.get(..close).unwrap_or_default();
        if address.contains('@') && !address.contains(char::is_whitespace) {
            let blank = usize::from(words.get(..open).is_some_and(|before| before.ends_with(' ')));
            let start = block.span.start + open;
            edits.push((Span::new(start - blank, start + close + 2), Cow::Borrowed("")));
        }
    }
}
