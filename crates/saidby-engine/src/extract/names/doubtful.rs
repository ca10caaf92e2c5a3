//! Capitals at the head of a sentence that name nobody: "Teens said", "Answers came late".
//!
//! A single word there is a name only if the rest of the article, or a list, says so.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::lexicon::{Kinds, WordMap, kinds, lower_key, with_lower};
use super::{Mention, MentionKind};
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::text::Shape;
use crate::text::word_list::WordHasher;

/// Keys of words.
type Keys = HashSet<u64, BuildHasherDefault<WordHasher>>;

/// Drops the single words at sentence heads that nothing supports as names.
pub(super) fn drop_unsupported(document: &Document<'_>, mentions: &mut Vec<Mention>) {
    if !mentions.iter().any(|mention| mention.weak) {
        return;
    }
    // By key: the words themselves need no copy.
    let strong = mentions.iter().filter(|mention| !mention.weak).flat_map(|mention| mention.words);
    let strong: Keys = strong.map(|at| lower_key(document.word(at))).collect();
    // Unknown words: a name, unless the article also prints them in small letters.
    let mut open: WordMap<bool> = HashMap::default();
    for mention in mentions.iter().filter(|mention| mention.weak) {
        let word = document.word(mention.words.start);
        if !strong.contains(&lower_key(word)) && is_open(document, mention) {
            with_lower(word, |word| open.insert(word.to_owned(), true));
        }
    }
    if !open.is_empty() {
        // By first letter, the lengths that are looked for.
        let mut filter = [0_u32; 256];
        let length = |word: &str| 1 << word.len().min(31);
        let first = |word: &str| word.bytes().next().unwrap_or_default() as usize;
        open.keys().for_each(|word| filter[first(word)] |= length(word));
        for word in document.scan.words.iter().filter(|word| word.shape == Shape::Lower) {
            let text = word.text(document.text());
            if filter[first(text)] & length(text) != 0
                && let Some(name) = open.get_mut(text)
            {
                *name = false;
            }
        }
    }
    mentions.retain(|mention| {
        !mention.weak || {
            let word = document.word(mention.words.start);
            is_sure(document, mention)
                || strong.contains(&lower_key(word))
                || with_lower(word, |word| open.get(word) == Some(&true))
        }
    });
}

/// Names of the lists and words in capitals, wherever they stand.
fn is_sure(document: &Document<'_>, mention: &Mention) -> bool {
    let kind = kinds(document.word(mention.words.start));
    kind.any(Kinds::FIRST) && !kind.any(Kinds::STARTER) || mention.kind == MentionKind::Organisation
}

/// Whether no list knows the word as anything but a name.
fn is_open(document: &Document<'_>, mention: &Mention) -> bool {
    let word = document.word(mention.words.start);
    let other = Kinds::STARTER
        .with(Kinds::HUMAN)
        .with(Kinds::GROUP)
        .with(Kinds::DOCUMENT)
        .with(Kinds::ORGANISATION_NOUN)
        .with(Kinds::ORGANISATION)
        .with(Kinds::THING)
        .with(Kinds::CALENDAR)
        .with(Kinds::FIELD)
        .with(Kinds::MODIFIER);
    if kinds(word).any(other) || !Lexicon::shared().get(word).senses.is_empty() {
        return false;
    }
    // "Landowners say": the plural of a trade; "Rescuing", "Thankfully".
    let plural = word.strip_suffix('s').is_some_and(|one| {
        kinds(one).any(Kinds::HUMAN.with(Kinds::THING))
            || one.ends_with("er")
            || one.ends_with("or")
            || one.ends_with("ist")
            || !Lexicon::shared().get(one).senses.is_empty()
    });
    let plural =
        plural || word.strip_suffix("ies").is_some_and(|one| Lexicon::shared().get(&format!("{one}y")).senses.any(Senses::NOUN));
    // One letter before a full stop, and what shouts.
    !plural && !word.ends_with("ing") && !word.ends_with("ly") && word.chars().count() > 1
}
