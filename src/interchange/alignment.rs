//! Tokens without offsets, found in an article one after the other.

use super::reading::{Document, Mark};
use crate::article::Article;
use crate::review::Part;
use crate::text::{Span, Unit};

/// How far ahead a token is sought that does not follow the one before it, in bytes.
const AHEAD: usize = 20_000;

/// The document with offsets in bytes of the article. A stretch whose tokens are not found keeps its words alone.
pub(super) fn aligned(article: &Article, document: &Document) -> Document {
    let text = &*article.text;
    let places = align(text, &document.tokens);
    let mut document = Document { unit: Unit::Byte, tokens: Vec::new(), ..document.clone() };
    for draft in &mut document.claims {
        for mark in Part::ALL
            .into_iter()
            .flat_map(|part| std::mem::take(draft.part_mut(part)).into_iter().map(move |mark| (part, mark)))
            .collect::<Vec<_>>()
        {
            let (part, mark) = mark;
            let place = |token: usize| places.get(token).copied().flatten();
            let ends = mark.at.as_ref().and_then(|at| Some((place(at.start)?, place(at.end.checked_sub(1)?)?)));
            let found = ends.and_then(|(first, last)| {
                let span = first.cover(last);
                Some(Mark::with_words(span.start, span.end, span.slice(text)?))
            });
            draft.part_mut(part).push(found.unwrap_or(Mark { at: None, ..mark }));
        }
    }
    document
}

/// Where each token stands. One that does not follow the last is sought further on, together with the next one.
fn align(text: &str, tokens: &[String]) -> Vec<Option<Span>> {
    let mut places = Vec::with_capacity(tokens.len());
    let mut at = 0;
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        let found = follows(text, at, token).or_else(|| {
            let end = text.floor_char_boundary((at + AHEAD).min(text.len()));
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
