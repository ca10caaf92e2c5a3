//! What is searched in the article.

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled pattern may take.
const MOST_MEMORY: usize = 4 << 20;

/// What is searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The letters, or the pattern.
    pub text: String,
    /// Whether it is a regular expression.
    pub regex: bool,
}

/// Why a pattern cannot be searched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// It is not a regular expression.
    #[error("invalid regular expression: {what}, at character {at}")]
    Syntax {
        /// What is wrong.
        what: String,
        /// Where, counted from 1.
        at: usize,
    },
    /// It would take too much memory.
    #[error("this expression is too large to search")]
    TooLarge,
}

impl Query {
    /// The pattern, ready to search: a capital letter in it makes the case count.
    ///
    /// # Errors
    ///
    /// See [`QueryError`].
    pub fn compile(&self) -> Result<Regex, QueryError> {
        let escaped;
        let pattern = if self.regex {
            regex_syntax::Parser::new().parse(&self.text).map_err(|error| syntax(&error))?;
            &self.text
        } else {
            escaped = regex::escape(&self.text);
            &escaped
        };
        let builder = RegexBuilder::new(pattern).case_insensitive(!self.has_capital()).size_limit(MOST_MEMORY).build();
        builder.map_err(|_| QueryError::TooLarge)
    }

    /// A capital letter that stands for itself: `\W` and the like do not.
    fn has_capital(&self) -> bool {
        let mut escaped = false;
        self.text.chars().any(|c| {
            let counts = c.is_uppercase() && !escaped;
            escaped = self.regex && c == '\\' && !escaped;
            counts
        })
    }
}

fn syntax(error: &regex_syntax::Error) -> QueryError {
    let (what, at) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span().start.column),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span().start.column),
        _ => return QueryError::TooLarge,
    };
    QueryError::Syntax { what, at }
}
