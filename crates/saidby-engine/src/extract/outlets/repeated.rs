//! Outlets that were found once, wherever else the text names them: in full, or as they are shortened.

use std::collections::HashMap;

use super::lexicon::{self, Trust};
use super::listed::{named_on, names_on, opens_title};
use super::ties::{self, capital, piece_after};
use super::words::{Says, says};
use super::{Hit, context};
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, WordMap, kinds};
use crate::text::WordRange;

/// Names that begin with the same word; more of them are not looked for again.
const MOST_SHORTS: usize = 24;

/// How a name may be written further on.
struct Short {
    /// The words behind the first, as printed.
    rest: Vec<String>,
    /// The outlet that it names.
    name: String,
    /// Only behind "the".
    article: bool,
    /// Only where a tie or a piece says that it is an outlet.
    evidence: bool,
}

/// "the Times" after "the Port Vell Times" is that one, and not another that is known by the one word.
pub(super) fn lengthen(document: &Document<'_>, hits: &mut [Hit]) {
    let mut longer: HashMap<String, String> = HashMap::new();
    for hit in hits {
        if hit.words.len() > 1 {
            let last = document.word(hit.words.end - 1);
            if says(last).any(Says::PAPER.with(Says::WEAK_PAPER)) {
                longer.insert(last.to_lowercase(), hit.name.clone());
            }
        } else if hit.words.start > 0
            && matches!(document.word(hit.words.start - 1), "the" | "The")
            && let Some(name) = longer.get(&document.word(hit.words.start).to_lowercase())
        {
            hit.name.clone_from(name);
        }
    }
}

/// The names that were found, and what they are shortened to, wherever else they stand.
pub(super) fn find(document: &Document<'_>, publisher: Option<&str>, hits: &mut Vec<Hit>) {
    let mut known: WordMap<Vec<Short>> = WordMap::default();
    let mut add = |words: Vec<&str>, name: &str, article: bool, evidence: bool| {
        let Some((first, rest)) = words.split_first() else { return };
        let shorts = known.entry((*first).to_owned()).or_default();
        if shorts.len() < MOST_SHORTS && !shorts.iter().any(|short| short.name == name && short.rest == rest) {
            shorts.push(Short {
                rest: rest.iter().map(|word| (*word).to_owned()).collect(),
                name: name.to_owned(),
                article,
                evidence,
            });
        }
    };
    for hit in hits.iter() {
        let printed: Vec<&str> = hit.words.iter().map(|at| document.word(at)).collect();
        shorten(&printed, &hit.name, &mut add);
    }
    if let Some(publisher) = publisher {
        let words: Vec<&str> = publisher.strip_prefix("The ").unwrap_or(publisher).split_whitespace().collect();
        if words.len() > 1 {
            shorten(&words, publisher, &mut add);
        }
    }
    if known.is_empty() {
        return;
    }
    for hit in hits.iter().filter(|hit| hit.words.len() > 2) {
        let initials: String =
            hit.words.iter().filter(|at| capital(document, *at)).filter_map(|at| document.word(at).chars().next()).collect();
        let short = Short { rest: Vec::new(), name: hit.name.clone(), article: false, evidence: true };
        let shorts = known.entry(initials).or_default();
        if shorts.len() < MOST_SHORTS {
            shorts.push(short);
        }
    }
    for shorts in known.values_mut() {
        shorts.sort_by_key(|short| std::cmp::Reverse(short.rest.len()));
    }
    let mut found = Vec::new();
    let mut next_hit = 0;
    for at in 0..document.scan.words.len() {
        if !capital(document, at) {
            continue;
        }
        while hits.get(next_hit).is_some_and(|hit| hit.words.end <= at) {
            next_hit += 1;
        }
        if hits.get(next_hit).is_some_and(|hit| hit.words.contains(at)) {
            continue;
        }
        let Some(shorts) = known.get(document.word(at)) else { continue };
        let the = at > 0 && matches!(document.word(at - 1), "the" | "The");
        let fits = |short: &&Short| {
            let end = at + 1 + short.rest.len();
            let words = WordRange::new(at, end);
            short.rest.iter().enumerate().all(|(index, word)| document.word(at + 1 + index) == word)
                && (!short.article || the)
                && !(short.article && names_on(document, end))
                && !(short.rest.is_empty() && (names_on(document, end) || named_on(document, at)))
                && !context::goes_on(document, end)
                && (!short.evidence
                    || ties::tie(document, words, false).is_some()
                    || piece_after(document, words).is_some()
                    || context::is_called_outlet(document, words))
        };
        if let Some(short) = shorts.iter().find(fits) {
            found.push(Hit {
                words: WordRange::new(at, at + 1 + short.rest.len()),
                name: short.name.clone(),
                titled: at > 0 && opens_title(document, at),
            });
        }
    }
    hits.append(&mut found);
}

/// The forms that stand for a name further on: itself, "the Post", "the Globe" for The Globe and Mail, its initials.
fn shorten<'w>(printed: &[&'w str], name: &str, add: &mut impl FnMut(Vec<&'w str>, &str, bool, bool)) {
    let (Some(first), Some(last)) = (printed.first(), printed.last()) else { return };
    if printed.len() == 1 {
        // An ordinary word needs its evidence every time.
        let ordinary = !lexicon::shared().find(first, |_| "").is_some_and(|(_, form)| form.trust == Trust::Sure);
        add(printed.to_vec(), name, ordinary && name.starts_with("The "), ordinary);
        return;
    }
    add(printed.to_vec(), name, false, false);
    let paper = |word: &str| says(word).any(Says::PAPER.with(Says::WEAK_PAPER)) && !says(word).any(Says::NO_SHORT);
    if paper(last) {
        add(vec![last], name, true, false);
    }
    if printed.len() > 2 && paper(first) {
        add(vec![first], name, true, false);
    }
    if says(last).any(Says::MEDIA)
        && printed.len() == 2
        && !kinds(first).any(Kinds::PLACE.with(Kinds::DEMONYM).with(Kinds::FIRST))
    {
        add(vec![first], name, false, true);
    }
}
