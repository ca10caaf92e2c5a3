//! The places where some of a claim's rarer words occur together: where nearly the same words may be.
//!
//! Two passes over the text: one counts how often the words and pairs of words of all claims occur in it, one
//! notes the places of each claim's rarest. Where several of them are at the same distances as in the
//! claim, there is a candidate. No claim looks at more than a fixed number of places, so that the
//! search stays linear in the size of the text.

use std::collections::HashMap;

use super::align::{Token, tokens};
use super::exact::View;

/// How many of a claim's words and pairs are looked for, the rarest first.
const TERMS: usize = 16;
/// A word or pair that occurs more often in the text than this says nothing.
const COMMON: u32 = 64;
/// How many bytes apart the distances of two words may be to belong to one place, besides a quarter of the claim.
const SLACK: isize = 48;
/// Places of a claim that are looked at more closely.
const CLOSER: usize = 8;

/// How much must occur together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::review) enum Strength {
    /// Enough to be worth a look.
    Candidate,
    /// Enough for nearly the same words.
    Rival,
}

/// A word, or two words in a row, of a claim.
#[derive(Clone, Copy)]
struct Term {
    hash: u64,
    /// Where it was.
    at: usize,
}

/// By how many bytes each claim may have moved, the most promising first.
pub(in crate::review) fn search(text: &str, views: &[View<'_>], strength: Strength) -> Vec<Vec<isize>> {
    let terms: Vec<Vec<Term>> = views.iter().map(terms_of).collect();
    let mut counts: HashMap<u64, u32> = terms.iter().flatten().map(|term| (term.hash, 0)).collect();
    if counts.is_empty() {
        return vec![Vec::new(); views.len()];
    }
    pairs(text, |hash, _| {
        if let Some(count) = counts.get_mut(&hash) {
            *count += 1;
        }
    });
    let rarest: Vec<Vec<Term>> = terms.into_iter().map(|terms| rarest(terms, &counts)).collect();
    let mut places: HashMap<u64, Vec<usize>> = rarest.iter().flatten().map(|term| (term.hash, Vec::new())).collect();
    pairs(text, |hash, at| {
        if let Some(list) = places.get_mut(&hash) {
            list.push(at);
        }
    });
    views.iter().zip(rarest).map(|(view, terms)| shifts(view, &terms, &places, strength)).collect()
}

/// The words and pairs of words of a claim and its surroundings.
fn terms_of(view: &View<'_>) -> Vec<Term> {
    let mut terms = Vec::new();
    let before = view.content_start.saturating_sub(view.prefix.len());
    let pieces = [(before, view.prefix), (view.content_end, view.suffix)];
    let spans = view.spans.iter().map(|(_, span, words)| (span.start, *words));
    for (start, words) in pieces.into_iter().chain(spans) {
        pairs(words, |hash, at| terms.push(Term { hash, at: start + at }));
    }
    terms
}

/// Calls `take` with each word of `text` and each two words in a row, and the byte at which they begin.
fn pairs(text: &str, mut take: impl FnMut(u64, usize)) {
    let mut last: Option<Token> = None;
    for token in tokens(text).filter(|token| token.is_word) {
        take(token.hash, token.span.start);
        if let Some(last) = last.replace(token) {
            take(last.hash.rotate_left(21) ^ token.hash.wrapping_mul(0x9e37_79b9_7f4a_7c15), last.span.start);
        }
    }
}

fn rarest(mut terms: Vec<Term>, counts: &HashMap<u64, u32>) -> Vec<Term> {
    let count = |term: &Term| counts.get(&term.hash).copied().unwrap_or(0);
    terms.retain(|term| (1..=COMMON).contains(&count(term)));
    terms.sort_by_key(|term| (count(term), term.hash, term.at));
    terms.dedup_by_key(|term| (term.hash, term.at));
    terms.truncate(TERMS);
    terms
}

/// The distances at which several of the terms are.
fn shifts(view: &View<'_>, terms: &[Term], places: &HashMap<u64, Vec<usize>>, strength: Strength) -> Vec<isize> {
    let mut hits: Vec<(isize, usize)> = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        let found = places.get(&term.hash).map_or(&[][..], Vec::as_slice);
        hits.extend(found.iter().map(|at| (*at as isize - term.at as isize, index)));
    }
    hits.sort_unstable();
    let slack = SLACK + (view.content_end.saturating_sub(view.content_start) / 4) as isize;
    let needed = match strength {
        Strength::Candidate => 2.min(terms.len()),
        Strength::Rival => (terms.len() / 4).max(2),
    };
    // Windows of hits, each with how many different terms it holds.
    let mut windows: Vec<(usize, isize)> = Vec::new();
    let mut inside = vec![0u32; terms.len()];
    let (mut first, mut distinct) = (0, 0);
    for (last, (shift, term)) in hits.iter().enumerate() {
        if let Some(count) = inside.get_mut(*term) {
            *count += 1;
            distinct += usize::from(*count == 1);
        }
        while let Some((_, term)) = hits.get(first).filter(|(early, _)| shift - early > slack) {
            if let Some(count) = inside.get_mut(*term) {
                *count -= 1;
                distinct -= usize::from(*count == 0);
            }
            first += 1;
        }
        if distinct >= needed {
            let middle = hits.get(usize::midpoint(first, last)).map_or(*shift, |(shift, _)| *shift);
            windows.push((distinct, middle));
        }
    }
    windows.sort_by_key(|(distinct, shift)| (std::cmp::Reverse(*distinct), *shift));
    let mut kept: Vec<isize> = Vec::new();
    for (_, shift) in windows {
        if kept.len() < CLOSER && kept.iter().all(|other| (shift - other).abs() > slack / 2) {
            kept.push(shift);
        }
    }
    kept
}
