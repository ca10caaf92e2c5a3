//! Tokens without offsets, found in an article one after the other.

use super::parsed::{ParsedArticle, ParsedSpan};
use crate::article::Article;
use crate::claim::Part;
use crate::text::{Span, Unit};

/// How far ahead a token is sought that does not follow the one before it, in bytes.
const AHEAD: usize = 20_000;

/// The document with offsets in bytes of the article. A stretch whose tokens are not found keeps its words alone.
pub(in crate::interchange) fn aligned(article: &Article, document: &ParsedArticle) -> ParsedArticle {
    let text = &*article.text;
    let places = align(text, &document.tokens);
    let mut document = ParsedArticle { unit: Unit::Byte, tokens: Vec::new(), ..document.clone() };
    let place = |token: usize| places.get(token).copied().flatten();
    let found = |mark: ParsedSpan| {
        let ends = mark.at.as_ref().and_then(|at| Some((place(at.start)?, place(at.end.checked_sub(1)?)?)));
        let span = ends.map(|(first, last)| first.cover(last));
        let there = span.and_then(|span| Some(ParsedSpan::with_words(span.start, span.end, span.slice(text)?)));
        there.unwrap_or(ParsedSpan { at: None, ..mark })
    };
    for draft in &mut document.claims {
        for part in Part::ALL {
            let marks = &mut draft.parts[part];
            *marks = std::mem::take(marks).into_iter().map(found).collect();
        }
    }
    document.nothing_here = std::mem::take(&mut document.nothing_here).into_iter().map(|(mark, by)| (found(mark), by)).collect();
    document
}

/// Where each token stands. One that does not follow the last is sought further on, together with the next one.
fn align(text: &str, tokens: &[String]) -> Vec<Option<Span>> {
    let mut places = Vec::with_capacity(tokens.len());
    let mut at = 0;
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        let found = follows(text, at, token).or_else(|| {
            let end = (at + AHEAD).min(text.len());
            let end = (at..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
            let window = text.get(at..end).unwrap_or_default();
            forms(token).iter().find_map(|form| {
                let mut spans = window.match_indices(form).map(|(offset, _)| Span::new(at + offset, at + offset + form.len()));
                spans.find(|span| next.is_none_or(|next| follows(text, span.end, next).is_some()))
            })
        });
        at = found.map_or(at, |span| span.end);
        places.push(found);
    }
    places
}

/// The token right after `at`, white space between.
fn follows(text: &str, at: usize, token: &str) -> Option<Span> {
    let rest = text.get(at..)?;
    let start = at + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let length = forms(token).iter().find(|form| !form.is_empty() && rest.starts_with(**form))?.len();
    Some(Span::new(start, start + length))
}

/// A token as it may stand in a text: treebanks write brackets and quotation marks otherwise.
fn forms(token: &str) -> Vec<&str> {
    match token {
        "-LRB-" => vec!["("],
        "-RRB-" => vec![")"],
        "-LSB-" => vec!["["],
        "-RSB-" => vec!["]"],
        "``" => vec!["“", "\"", "``"],
        "''" => vec!["”", "\"", "''"],
        token => vec![token],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_in_their_order() {
        let text = "News (today)\n\n“It holds,” Ana said. Ana left.";
        let tokens = ["-LRB-", "today", "-RRB-", "``", "It", "gone", "holds", ",", "''", "Ana", "left"].map(str::to_owned);
        let words: Vec<&str> =
            align(text, &tokens).into_iter().map(|place| place.map_or("", |span| span.slice(text).unwrap())).collect();
        assert_eq!(words, ["(", "today", ")", "“", "It", "", "holds", ",", "”", "Ana", "left"]);
    }
}
