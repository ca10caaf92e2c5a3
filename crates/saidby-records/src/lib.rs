//! Records in, records out: what a corpus of millions of articles is read with.
//!
//! A [`Record`] is one line of JSON: `{"id": …, "text": "…"}`, optionally with `title`, `publisher`, `date` and `format`.
//! A [`Processor`] turns it into an [`Answer`], which is one line of JSON again. Every record has exactly one answer:
//! what goes wrong is an answer, too. Nothing here opens a file; the command line and the Python package both use it.
//!
//! | module | holds |
//! |---|---|
//! | [`record`] | a line of JSON becomes a record, or a [`Failure`] with a code |
//! | [`language`] | which language a text is in |
//! | [`processor`] | options, deadlines, the answer |
//! | [`json`] | the answer as JSON (`docs/json.md` describes it) |
//! | [`escaped`] | the writer of all JSON |
//! | [`arrow`] | answers as a stream of Apache Arrow, for data frames and SQL |
//! | [`lines`] | lines of bounded length, whatever the input holds |
//!
//! ```
//! use saidby_engine::extract::Options;
//! use saidby_records::{Processor, Settings};
//!
//! let processor = Processor::new(Settings { options: Options::fast(), ..Settings::default() });
//! let line = br#"{"id": 7, "text": "The ferry will not sail before May, harbour master Ana Diaz said on Monday."}"#;
//! let answer = processor.answer(0, line);
//! assert_eq!(answer.result.as_ref().unwrap().found.speakers[0].name, "Ana Diaz");
//! let json = processor.json(&answer);
//! assert!(json.starts_with(br#"{"schema":1,"id":7,"n":0,"ok":true,"#));
//! ```

pub mod arrow;
pub mod escaped;
pub mod json;
pub mod language;
pub mod lines;
pub mod processor;
pub mod record;

pub use language::Language;
pub use processor::{Answer, Processor, Reading, Settings, Warning};
pub use record::{Code, Failure, Fields, Record};

/// The version of the records that are written; `docs/json.md` says what it holds.
pub const SCHEMA: u32 = 1;
