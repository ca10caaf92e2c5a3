//! The names that stand in an article, in its own spelling: whom a reviewer may mean who types a few letters.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::{Article, Metadata, Origin};
use crate::extract::Document;
use crate::extract::names::{self, MentionKind};
use crate::text::Span;

/// Bytes on either side of a place in which names are looked for: all of an article that is not a book.
const NEAR: usize = 64 * 1024;

/// A name of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleName {
    /// As the article spells it, without title.
    pub name: String,
    /// Where it stands nearest.
    pub nearest: Span,
    /// How often it stands there, in this form.
    pub count: usize,
}

/// The names around the byte at `place`, the nearest first. A surname alone is left out where the full name stands
/// there too, and so are words at the start of a sentence that may be no names.
pub fn names_near(article: &Article, place: usize) -> Vec<ArticleName> {
    let blocks = &article.blocks;
    let first = blocks.partition_point(|block| block.span.end + NEAR <= place);
    let end = blocks.partition_point(|block| block.span.start <= place.saturating_add(NEAR));
    let blocks = blocks.get(first..end).unwrap_or_default().to_vec();
    let near = Article { text: Arc::clone(&article.text), blocks, metadata: Metadata::default(), origin: Origin::default() };
    let document = Document::new(&near);
    let mut found: Vec<ArticleName> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for mention in names::find(&document).into_iter().filter(|mention| !mention.weak && mention.kind != MentionKind::Place) {
        let words = document.scan.words.get(mention.words.range()).unwrap_or_default();
        let (Some(one), Some(last)) = (words.first(), words.last()) else { continue };
        let span = Span::new(one.start as usize, last.end as usize);
        let name = span.slice(&near.text).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().filter(|sign| sign.is_alphabetic()).count() < 2 {
            continue;
        }
        match known.get(&name).and_then(|at| found.get_mut(*at)) {
            Some(entry) => {
                entry.count += 1;
                if distance(span, place) < distance(entry.nearest, place) {
                    entry.nearest = span;
                }
            }
            None => {
                known.insert(name.clone(), found.len());
                found.push(ArticleName { name, nearest: span, count: 1 });
            }
        }
    }
    let names: Vec<String> = found.iter().map(|entry| entry.name.clone()).collect();
    let is_part = |name: &str| names.iter().any(|other| other.len() > name.len() && is_end_of(name, other));
    found.retain(|entry| !is_part(&entry.name));
    found.sort_by_key(|entry| distance(entry.nearest, place));
    found
}

/// Whether the words of `name` are the last ones of `other`.
fn is_end_of(name: &str, other: &str) -> bool {
    other.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '))
}

fn distance(span: Span, place: usize) -> usize {
    if span.contains(place) { 0 } else { span.start.abs_diff(place).min(span.end.abs_diff(place)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_the_articles_own_spelling() {
        let text = "Quay shut\n\nThe quay at Port Vell was shut, Maureen McAllister said.\n\nNobody knew why. Mrs McAllister \
                    left. Ludvig van Aalst, a pilot, was asked by the Coast Watch.\n";
        let article = Article::from_text(text);
        let names = |place: &str| -> Vec<String> {
            names_near(&article, text.find(place).unwrap()).into_iter().map(|entry| entry.name).collect()
        };
        let all = names("quay");
        for name in ["Maureen McAllister", "Ludvig van Aalst", "Coast Watch"] {
            assert!(all.iter().any(|other| other == name), "{name} in {all:?}");
        }
        assert!(!all.iter().any(|name| name == "McAllister" || name == "Nobody"), "{all:?}");
        let of = |all: &[String], name: &str| all.iter().position(|other| other == name).unwrap();
        let late = names("pilot");
        assert!(of(&late, "Ludvig van Aalst") < of(&late, "Maureen McAllister"), "{late:?}");
        assert!(of(&all, "Maureen McAllister") < of(&all, "Ludvig van Aalst"), "{all:?}");
    }
}
