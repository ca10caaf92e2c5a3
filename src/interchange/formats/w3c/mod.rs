//! W3C Web Annotations (JSON-LD): one AnnotationPage an article.
//!
//! Every span is an annotation tagged with its role, chosen by position and by quotation; every claim is an
//! annotation that links its spans, with the decision, the note and, as JSON, what the model has no words for. A source
//! is identified by the speaker's name; outlets are spans of their own, each identified by its name.
//! Positions are code points of the article's file; the data model asks for code points and for a quotation
//! that is what stands there.

mod read;
mod write;

pub use read::read;
pub use write::write;
