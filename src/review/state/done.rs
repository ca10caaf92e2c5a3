//! The mark that an article is done: who set it, when, for which text and which engine.

use crate::review::state::decision::Stamp;
use crate::review::state::three_way::{Before, either};

/// Somebody's word that nothing is left to do on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Who said so, and when.
    pub stamp: Stamp,
    /// blake3 of the text that it was said of, hexadecimal. Of another text it says nothing.
    pub blake3: String,
    /// The version of the engine whose suggestions were on the screen.
    pub engine: String,
}

impl Done {
    /// Whether it was said of `text`.
    pub fn holds_for(&self, text: &str) -> bool {
        self.blake3.eq_ignore_ascii_case(blake3::hash(text.as_bytes()).to_hex().as_str())
    }
}

/// The mark of two people. What one alone did counts. Two marks: the later one holds. Taken off by one and set anew
/// by the other, of the same start: it stays off, for setting it again is one key and an unread article must not pass
/// for a read one.
pub(in crate::review) fn merged(before: &Before<'_, Option<Done>>, ours: &Option<Done>, theirs: &Option<Done>) -> Option<Done> {
    let Err(both) = before.filled(ours, theirs) else { return either(before.filled(ours, theirs)) };
    let later = |done: &&Done| (done.stamp.at.clone(), done.stamp.by.clone());
    [both.as_ref()?, theirs.as_ref()?].into_iter().max_by_key(later).cloned()
}
