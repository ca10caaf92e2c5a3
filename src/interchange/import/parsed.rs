//! What a file of another program says, before it was compared with the article.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::claim::{Outlet, Parts, Speaker};
use crate::interchange::export::details::Details;
use crate::review::Done;
use crate::review::Stamp;
use crate::text::{LineIndex, Unit, UnitRange};

/// All that a file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedFile {
    /// One for each article.
    pub documents: Vec<ParsedArticle>,
    /// What could not be read; the rest was.
    pub problems: Vec<Problem>,
}

/// Something that is left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong and, where it helps, what to do.
    pub reason: String,
}

/// What a file says of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedArticle {
    /// The line of the file that it begins at, from 1.
    pub line: usize,
    /// The article's file as the format names it.
    pub article: Option<String>,
    /// The text that the offsets count in, where the format brings it along.
    pub text: Option<String>,
    /// What its offsets count, by the format's own rules.
    pub unit: Unit,
    /// Whether the words were put together from tokens: any white space may be where they have a space.
    pub any_white_space: bool,
    /// Whether the words are cells of a table: what cannot be seen is marked in them, several passages share one,
    /// and where cue and source stand is not said.
    pub cells: bool,
    /// The tokens that its offsets count, where the format has no other offsets.
    pub tokens: Vec<String>,
    /// The claims.
    pub claims: Vec<ParsedClaim>,
    /// Speakers with their mentions, where the format lists them; as byte offsets they mean nothing yet.
    pub speakers: Vec<(Speaker, Vec<ParsedSpan>)>,
    /// The same of outlets.
    pub outlets: Vec<(Outlet, Vec<ParsedSpan>)>,
    /// Passages that somebody read and found to hold no claim: whose word it is, and when.
    pub nothing_here: Vec<(ParsedSpan, Stamp)>,
    /// House rules that may be broken in one place.
    pub allowances: Vec<ParsedAllowance>,
    /// The parts of the page that a reviewer brought in: without them the article is another text.
    pub restored: Vec<String>,
    /// The mark that the article is done.
    pub done: Option<Done>,
    /// Whose review it is, where a file holds those of several people.
    pub annotator: Option<String>,
    /// What the person ought to know though nothing is left out.
    pub remarks: Vec<String>,
}

/// A person's word that a house rule may be broken in one place, as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedAllowance {
    /// The words.
    pub mark: ParsedSpan,
    /// The name of the rule.
    pub rule: String,
    /// The id of the claim that it is about.
    pub claim: Option<String>,
    /// Why.
    pub reason: String,
    /// Whose word it is, and when.
    pub stamp: Stamp,
}

/// A claim as a file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedClaim {
    /// The line of the file, from 1.
    pub line: usize,
    /// The passages of each part.
    pub parts: Parts<Vec<ParsedSpan>>,
    /// What else is known of it.
    pub details: Details,
    /// Whether a machine made it, where its details say nothing of a decision.
    pub machine: bool,
}

/// A passage of text as a file has it: offsets, words, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedSpan {
    /// Half-open, in the unit of the document.
    pub at: Option<UnitRange>,
    /// The words that are there.
    pub words: Option<String>,
    /// The words before and after it.
    pub context: Option<(String, String)>,
}

impl ParsedSpan {
    /// Offsets alone.
    pub(in crate::interchange) fn at(start: usize, end: usize) -> Self {
        Self { at: Some(UnitRange::new(start, end)), ..Self::default() }
    }

    /// Offsets with the words that are there.
    pub(in crate::interchange) fn with_words(start: usize, end: usize, words: &str) -> Self {
        Self { at: Some(UnitRange::new(start, end)), words: Some(words.to_owned()), context: None }
    }

    /// Words alone.
    pub(in crate::interchange) fn words(words: &str) -> Self {
        Self { words: Some(words.to_owned()), ..Self::default() }
    }
}

/// Passages as pairs of offsets with the words that are there; where the two lists do not match, without.
fn marks(places: &[[usize; 2]], words: Vec<String>) -> Vec<ParsedSpan> {
    let words = if words.len() == places.len() { words } else { Vec::new() };
    let mark = |(index, [start, end]): (usize, &[usize; 2])| ParsedSpan {
        at: Some(UnitRange::new(*start, *end)),
        words: words.get(index).cloned(),
        context: None,
    };
    places.iter().enumerate().map(mark).collect()
}

impl ParsedClaim {
    /// Sets the marks of every part, from places and words that are in the same order.
    pub(in crate::interchange) fn set_marks(&mut self, places: Parts<Vec<[usize; 2]>>, words: Parts<Vec<String>>) {
        self.parts = places.zip(words).map(|(places, words)| marks(&places, words));
    }
}

impl ParsedFile {
    /// Of a file that holds nothing but one problem.
    pub(in crate::interchange) fn failed(line: usize, reason: impl Into<String>) -> Self {
        Self { documents: Vec::new(), problems: vec![Problem { line, reason: reason.into() }] }
    }

    /// Notes something that is left out.
    /// The pieces that `T` can read, each made a claim by `claim` from its line; the others are left out.
    pub(in crate::interchange) fn claims<'t, T: Deserialize<'t>, C>(
        &mut self,
        file: &JsonFile<'t>,
        pieces: Vec<&'t RawValue>,
        claim: impl Fn(usize, T) -> C,
    ) -> Vec<C> {
        let mut claims = Vec::with_capacity(pieces.len());
        for raw in pieces {
            match file.piece::<T>(raw) {
                Ok((line, piece)) => claims.push(claim(line, piece)),
                Err(Problem { line, reason }) => self.leave_out(line, reason),
            }
        }
        claims
    }

    pub(in crate::interchange) fn leave_out(&mut self, line: usize, reason: impl Into<String>) {
        self.problems.push(Problem { line, reason: reason.into() });
    }
}

/// A JSON file, read piece by piece so that one bad piece does not take the rest along, each with its line.
pub(in crate::interchange) struct JsonFile<'t> {
    text: &'t str,
    lines: LineIndex,
}

impl<'t> JsonFile<'t> {
    pub fn new(text: &'t str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text, lines: LineIndex::new(text) }
    }

    /// The whole file as `T`.
    ///
    /// # Errors
    /// The line, and what is wrong there.
    pub fn whole<T: Deserialize<'t>>(&self) -> Result<T, Problem> {
        serde_json::from_str(self.text).map_err(|error| Problem { line: error.line().max(1), reason: in_words(&error) })
    }

    /// The lines that are not blank, from 1, of a file with one value a line.
    pub fn each_line(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let lines = self.text.split('\n').enumerate();
        lines.map(|(index, line)| (index + 1, line.trim())).filter(|(_, line)| !line.is_empty())
    }

    /// The line, from 1, at which a piece of this file begins.
    pub fn line(&self, piece: &str) -> usize {
        // A piece is a slice of the text: where it begins in memory says where it is.
        let offset = (piece.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.lines.line_of(offset) + 1
    }

    /// One piece as `T`, with its line.
    ///
    /// # Errors
    /// The line, and what is wrong there.
    pub fn piece<T: Deserialize<'t>>(&self, raw: &'t RawValue) -> Result<(usize, T), Problem> {
        let line = self.line(raw.get());
        serde_json::from_str(raw.get())
            .map(|value| (line, value))
            .map_err(|error| Problem { line: line + error.line().max(1) - 1, reason: in_words(&error) })
    }
}

/// What is wrong with a piece of JSON; the place is reported elsewhere.
pub(in crate::interchange) fn in_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    match error.classify() {
        serde_json::error::Category::Data => format!("unexpected value: {message}"),
        _ => format!("invalid JSON: {message}"),
    }
}
