//! Formats of other programs, one a file, in and out. They take bytes and the types of the layers below; no
//! file is opened here.
//!
//! ```text
//! out: Session -> Entry -> a format's write
//! in:  a format's read -> Reading (offsets and words as the file has them)
//!      -> place (spans of the article, or why not) -> Incoming -> review's intake
//! ```

mod alignment;
pub mod brat;
mod cells;
pub mod citron;
pub mod claimreview;
pub mod conll;
pub mod csv;
mod details;
pub mod doccano;
mod escaped;
pub mod format;
pub mod gold;
mod grouping;
mod incoming;
pub mod json;
pub mod label_studio;
pub mod markdown;
mod normal;
pub mod place;
pub mod prodigy;
pub mod reading;
pub mod report;
mod rows;
mod tokens;
pub mod w3c;
pub mod webanno;
mod words;

pub use details::{Details, Person};
pub use format::{Companion, Format, Stream};
pub use incoming::{Arrived, arrive};
pub use reading::{Document, Problem, Reading};
pub use rows::{Entry, Opinion};

#[cfg(test)]
mod tests;
