//! What stands around a name says who it is: role and affiliation out of titles and appositions.

use std::ops::Range;

use crate::extract::Document;
use crate::extract::names;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};

/// The words of role in a title or apposition, lower case; short forms written out.
pub(super) fn role_heads(document: &Document<'_>, words: Range<usize>) -> Vec<String> {
    let mut heads = Vec::new();
    for index in words.take(14) {
        let word = document.word(index);
        // "a brother of the former president" is no president.
        if matches!(word, "who" | "whose" | "which" | "where" | "said" | "to")
            || !heads.is_empty() && matches!(word, "of" | "for" | "to" | "in" | "at" | "under" | "and")
        {
            break;
        }
        if kinds(word).any(Kinds::HUMAN) {
            with_lower(word, |word| {
                let plain = match word {
                    "sen." | "sen" => "senator",
                    "rep." | "rep" => "representative",
                    "gov." | "gov" => "governor",
                    "gen." | "gen" => "general",
                    "lt." => "lieutenant",
                    "sgt." => "sergeant",
                    "capt." => "captain",
                    "col." => "colonel",
                    "ceo" => "executive",
                    "premier" => "minister",
                    other => other,
                };
                heads.push(plain.to_owned());
                match plain {
                    "senator" | "representative" | "congressman" | "congresswoman" | "mp" => heads.push("lawmaker".to_owned()),
                    "attorney" => heads.push("lawyer".to_owned()),
                    _ => {}
                }
            });
        }
    }
    heads
}

/// A title as a role; honorifics alone are none.
pub(super) fn role_text(document: &Document<'_>, words: Range<usize>) -> Option<String> {
    let says = words.clone().any(|index| kinds(document.word(index)).any(Kinds::HUMAN));
    let mut start = words.start;
    while start < words.end && matches!(document.word(start), "the" | "The" | "a" | "A" | "'s" | "’s") {
        start += 1;
    }
    (says && start < words.end).then(|| document.printed(&(start..words.end)))
}

/// An apposition as a role: without its article, up to the relative clause.
pub(super) fn apposition_text(document: &Document<'_>, words: Range<usize>) -> Option<String> {
    let mut start = words.start;
    if matches!(document.word(start), "a" | "an" | "the" | "one") {
        start += 1;
    }
    let end = (start..words.end)
        .find(|index| matches!(document.word(*index), "who" | "whose" | "that" | "which" | "where"))
        .unwrap_or(words.end)
        .min(start + 12);
    (start < end).then(|| document.printed(&(start..end)))
}

/// The organisation or country in a title ("White House Press Secretary") or apposition ("a clerk at Acme").
pub(super) fn affiliation(document: &Document<'_>, words: Range<usize>) -> Option<String> {
    let capital = |at: usize| document.scan.words.get(at).is_some_and(names::is_capital);
    let human = |at: usize| kinds(document.word(at)).any(Kinds::HUMAN.with(Kinds::ANY_HONORIFIC));
    // Behind "at", "of", "for": the run of capitals.
    let behind = words.clone().take(14).find(|at| {
        matches!(document.word(*at), "at" | "of" | "for" | "with") && {
            let next = at + 1 + usize::from(document.word(at + 1) == "the");
            next < words.end && capital(next)
        }
    });
    if let Some(at) = behind {
        let start = at + 1 + usize::from(document.word(at + 1) == "the");
        let joins = |at: usize| matches!(document.word(at), "of" | "for" | "&" | "and" | "the") && capital(at + 1);
        let end = (start..words.end).find(|at| !capital(*at) && !joins(*at)).unwrap_or(words.end);
        return (end > start).then(|| document.printed(&(start..end)));
    }
    // Before the office: capitals that are neither modifiers nor a nation's adjective.
    let start = words.start + usize::from(matches!(document.word(words.start), "the" | "The" | "former" | "Former"));
    let plain = |at: usize| capital(at) && !human(at) && !kinds(document.word(at)).any(Kinds::MODIFIER.with(Kinds::DEMONYM));
    let end = (start..words.end).find(|at| !plain(*at)).unwrap_or(words.end);
    // "White House" holds a word that is a modifier elsewhere.
    let end = lexicon_phrase(document, start..words.end).map_or(end, |length| end.max(start + length));
    (end > start && end < words.end).then(|| document.printed(&(start..end)))
}

fn lexicon_phrase(document: &Document<'_>, words: Range<usize>) -> Option<usize> {
    names::lexicon::phrase(words.map(|at| document.word(at))).map(|(length, _)| length)
}
