//! JSON for other programs: one object an article, out and in.
//!
//! Offsets are code points of the file on disk; of a Markdown or HTML file, code points of the extracted text,
//! which `text` then holds. A review brings along the words of its spans, so that they can be checked when they
//! come back. Control, bidi and invisible characters are escaped.

mod read;
mod write;

pub use read::read;
pub use write::{write, write_value};

#[cfg(test)]
mod tests;
