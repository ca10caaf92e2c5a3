//! Errors when reading an article.

use thiserror::Error;

/// Most bytes that an article may have.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Errors when reading an article. The message says what is wrong and what to do; the caller names the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ArticleError {
    /// No byte, or nothing but white space.
    #[error("there is no text in this file")]
    Empty,
    /// Not text in any encoding.
    #[error("this is {looks_like}, not text; save it as .txt, .md or .html")]
    Binary {
        /// What its first bytes say.
        looks_like: &'static str,
    },
    /// More than [`MAX_BYTES`].
    #[error("the file has {} MB, the limit is {} MB; split it first", .bytes / 1_000_000, MAX_BYTES / 1_000_000)]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A page without words: a frame, or one that a script fills in the browser.
    #[error("no article text in this page; if a script loads it, open the page in a browser and save the complete page")]
    NoText,
}
