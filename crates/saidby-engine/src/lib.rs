//! The engine of saidby: an English news article becomes claims, each with its speaker and the outlets
//! that it came through. No terminal, no command line, no file and no clock.
//!
//! | module | holds |
//! |---|---|
//! | [`extract`] | the engine: rules and a small transformer behind one boundary |
//! | [`claim`] | the types of what is found |
//! | [`article`] | bytes become an article: plain text, Markdown, HTML |
//! | [`text`] | spans, words, sentences, offsets |

pub mod article;
pub mod claim;
pub mod extract;
pub mod text;
