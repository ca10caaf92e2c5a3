//! Formats of other programs, in and out. They take bytes and the types of the layers below; no
//! file is opened here.
//!
//! ```text
//! out: Session -> Entry -> a format's write
//! in:  a format's read -> Reading (offsets and words as the file has them)
//!      -> place (spans of the article, or why not) -> Incoming -> review's intake
//! ```

mod export;
pub mod format;
mod formats;
mod import;
pub mod report;
mod words;

pub use export::details::{Details, Person};
pub use export::rows::{Entry, Opinion};
pub use format::{Companion, Format, Stream};
pub use formats::{brat, citron, claimreview, conll, csv, doccano, gold, json, label_studio, markdown, prodigy, w3c, webanno};
pub use import::incoming::{Arrived, arrive};
pub use import::reading::{Document, Problem, Reading};
pub use import::{found, place, reading, units};

#[cfg(test)]
mod tests;
