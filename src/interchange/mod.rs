//! Formats of other programs, in and out. They take bytes and the types of the layers below; no
//! file is opened here.
//!
//! ```text
//! out: Session -> ExportEntry -> a format's write
//! in:  a format's read -> ParsedFile (offsets and words as the file has them)
//!      -> locate (spans of the article, or why not) -> Incoming -> review's intake
//! ```

mod export;
pub mod format;
mod formats;
mod import;
pub mod report;
pub mod svg;
mod words;

pub use export::details::{Details, Person, Through};
pub use export::rows::{ExportEntry, ReviewFields, Which};
pub use format::{Companion, Format, Stream};
pub use formats::{
    brat, cas_json, citron, claimreview, conll, csv, doccano, gold, json, label_studio, markdown, prodigy, w3c, webanno,
};
pub use import::claims::{Imported, import_claims};
pub use import::parsed::{ParsedArticle, ParsedFile, Problem};
pub use import::{found, locate, parsed, units};

#[cfg(test)]
mod tests;
