//! The sidecar: the RON file that holds an article's claims, speakers, outlets and decisions.
//!
//! Made for people and for git: one field a line in what changes, fixed order, and nothing of the file as
//! a whole changes with a decision. Reading never changes a file; writing is [`crate::disk`]'s.

mod convert;
mod emit;
pub mod error;
pub mod gather;
pub mod lint;
pub mod load;
pub mod merge;
pub mod path;
mod pieces;
mod plain;
pub mod restored;
pub mod schema;
mod string;
pub mod watched;

pub use convert::hash_of;
pub use error::SidecarError;
pub use load::{Loaded, load, load_text, parse, read};
pub use path::{Placement, sidecar_path};

use crate::article::Article;
use crate::review::Record;

/// The file's text for a review of `article`, whose file is called `file`, with the claims that `engine`
/// (a version) proposed. The same review gives the same bytes.
pub fn text_of(record: &Record, article: &Article, file: &str, engine: &str) -> String {
    emit::emit(convert::frame_of(record, article, file, engine), convert::claims_of(record, &article.text))
}

#[cfg(test)]
mod tests;
