//! What the engine knows of words: which attribute, what they say of the utterance, and how they inflect.
//!
//! Lists and counts only; everything that reads an article lives elsewhere.

pub mod cues;
pub mod inflection;
pub(in crate::extract) mod lists;
pub(crate) mod table;
pub mod words;

pub use cues::cue_class;
pub use words::{Lexeme, Lexicon, Senses};
