//! The mark that an article is done: who set it, when, for which text and which engine.

use crate::review::state::decision::Stamp;

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
