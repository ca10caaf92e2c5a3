//! Sources without a name: a noun phrase, its head, and whether it points back.

use super::words::{ends_core, follows_head, is_possessive, joins_adjectives};
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::text::{Shape, WordRange};

/// A noun phrase ("the 42-year-old", "a person familiar with the matter").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// All its words without leading determiners.
    pub words: WordRange,
    /// The head noun.
    pub head: usize,
    /// Whether it points back: the, this, his.
    pub definite: bool,
    /// "his", "her", "their": the word that owns it.
    pub owner: Option<usize>,
}

/// Whether the article or quantity at `at` has no noun behind it: "one of them", "one in three", "those around him",
/// "those trailing them", and not "a close aide", "some known critics".
fn may_stand_alone(document: &Document<'_>, at: usize, limit: usize) -> bool {
    let next = document.word(at + 1);
    if next == "of" {
        return true;
    }
    let is_article = with_lower(document.word(at), |word| matches!(word, "the" | "a" | "an" | "this" | "that" | "another"));
    if is_article {
        return false;
    }
    let small = Kinds::FUNCTION.with(Kinds::OPENER).with(Kinds::PRONOUN);
    let phrase = at + 2 >= limit || kinds(document.word(at + 2)).any(small);
    let verbal = document.scan.words.get(at + 1).is_some_and(|word| word.shape == Shape::Lower)
        && (next.ends_with("ing") || next.ends_with("ed"));
    matches!(next, "in" | "at" | "from" | "with" | "on" | "for" | "by" | "to") || phrase && (ends_core(next) || verbal)
}

/// A noun phrase without a name.
pub(super) fn description(document: &Document<'_>, words: WordRange) -> Option<Description> {
    let mut start = words.start;
    let mut definite = false;
    let mut owner = None;
    while start < words.end {
        let known = with_lower(document.word(start), |word| match word {
            "the" | "this" | "these" | "that" | "those" => Some((true, false)),
            "his" | "her" | "their" | "its" | "my" | "our" | "whose" => Some((true, true)),
            "a" | "an" | "some" | "another" | "one" | "any" | "all" | "even" | "both" | "but" | "and" | "as" | "meanwhile"
            | "then" => Some((false, false)),
            _ => None,
        });
        let Some((points_back, owns)) = known else {
            break;
        };
        if start + 1 >= words.end {
            // "some", "those" alone.
            break;
        }
        if may_stand_alone(document, start, words.end) && !owns {
            break;
        }
        definite |= points_back;
        if owns {
            owner = Some(start);
        }
        start += 1;
    }
    let core_end = (start..words.end)
        .find(|at| {
            *at > start
                && (ends_core(document.word(*at))
                    || document.scan.words.get(*at).is_some_and(|word| {
                        word.shape == Shape::Punctuation
                            && !is_possessive(document, *at)
                            && !matches!(document.word(*at), "-" | "/" | "\"" | "“" | "”")
                            && !joins_adjectives(document, WordRange::new(start, *at), words.end)
                    }))
        })
        .unwrap_or(words.end);
    let mut head = core_end.checked_sub(1)?;
    // "the poll released Monday": the last word that is a known noun.
    let known = Kinds::DOCUMENT.with(Kinds::GROUP).with(Kinds::HUMAN).with(Kinds::ORGANISATION_NOUN).with(Kinds::ORGANISATION);
    if !kinds(document.word(head)).any(known)
        && let Some(noun) =
            (start..core_end).rev().find(|at| kinds(document.word(*at)).any(known) && !is_possessive(document, at + 1))
    {
        head = noun;
    }
    // "Trump's campaign manager" points at someone as "the" does.
    definite |= (start..core_end).any(|at| is_possessive(document, at));
    // "aides also", "the senator himself".
    while head > start && follows_head(document.word(head)) {
        head -= 1;
    }
    // "officials and residents": the first.
    if let Some(and) = (start + 1..head).find(|at| document.word(*at) == "and") {
        let first = and - 1;
        if kinds(document.word(first)).any(Kinds::GROUP.with(Kinds::HUMAN)) {
            head = first;
        }
    }
    (start < words.end).then_some(Description { words: WordRange::new(start, words.end), head, definite, owner })
}
