//! Text as every layer above sees it: spans, words, sentences, quotations, graphemes, lines.
//!
//! Everything here is pure and knows nothing of articles, claims or terminals. All offsets are byte
//! offsets into one `&str`, ends exclusive, unless a name says otherwise.

pub mod bare;
mod context;
mod counted;
pub mod diff;
pub mod grapheme;
pub mod letters;
pub mod lines;
pub mod motion;
pub mod quotation;
pub mod scan;
mod sentence;
pub mod span;
pub mod units;
pub mod visible;
mod word;
pub mod word_list;
mod word_range;
mod words;

pub use bare::{Bare, bare};
pub use context::{CONTEXT, context};
pub use counted::counted;
pub use letters::without_mark;
pub use lines::{CodePoints, LineIndex, single_line};
pub use quotation::{Quotation, QuoteStyle};
pub use scan::{Paragraph, Scan, Sentence};
pub use span::Span;
pub use units::{Unit, UnitIndex, UnitRange};
pub use word::{QuoteState, Shape, Word};
pub use word_list::WordList;
pub use word_range::WordRange;
