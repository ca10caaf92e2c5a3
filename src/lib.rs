//! saidby finds who said what in a news article, in which words and through which outlet, and lets a
//! fact-checker confirm or correct it in a terminal.

pub mod text;
