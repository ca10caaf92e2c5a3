//! The engine of saidby: an English news article becomes claims, each with its speaker and the outlets
//! that it came through. No terminal, no command line, no file and no clock.
//!
//! | module | holds |
//! |---|---|
//! | [`extract`] | the engine: rules and a small transformer behind one boundary |
//! | [`claim`] | the types of what is found |
//! | [`article`] | bytes become an article: plain text, Markdown, HTML |
//! | [`text`] | spans, words, sentences, offsets |
//!
//! ```
//! use saidby_engine::article::Article;
//! use saidby_engine::extract::{Options, extract};
//!
//! let article = Article::from_text("The ferry will sail, Ana Diaz told the Port Vell Herald.");
//! let found = extract(&article, &Options::fast());
//! let claim = &found.claims[0];
//! let words: Vec<&str> = claim.parts.content.iter().filter_map(|span| span.slice(&article.text)).collect();
//! assert_eq!(words, ["The ferry will sail"]);
//! assert_eq!(found.speakers[0].name, "Ana Diaz");
//! assert_eq!(found.outlets[0].name, "Port Vell Herald");
//! ```

pub mod article;
pub mod claim;
pub mod extract;
pub mod text;
