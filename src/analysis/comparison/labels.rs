//! The labels by which a transcript says who is speaking.

use std::collections::HashMap;

use crate::text::Span;

/// Bytes that a speaker's label may have.
const LABEL: usize = 60;

/// Words that a speaker's label may have.
const LABEL_WORDS: usize = 7;

/// A label without the time before or after it: "[00:01:02] ANA DIAZ", "Ana Diaz 0:03".
pub(super) fn without_time(label: &str) -> &str {
    let is_time = |word: &str| {
        let word = word.trim_matches(['[', ']', '(', ')']);
        word.contains(':') && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
    };
    let label = label.trim();
    let label = label.split_once(char::is_whitespace).filter(|(first, _)| is_time(first)).map_or(label, |(_, rest)| rest);
    label.rsplit_once(char::is_whitespace).filter(|(_, last)| is_time(last)).map_or(label, |(rest, _)| rest).trim()
}

/// The labels of speakers at the start of lines: in capitals, or standing there more than once.
pub(super) fn labels(text: &str) -> Vec<Span> {
    let mut found: Vec<(Span, &str)> = Vec::new();
    // A time next to it is as good as a second occurrence.
    let mut timed: Vec<usize> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let whole = line.trim();
        // "Ana Diaz  0:03", the turn in the lines below.
        if without_time(whole) != whole && whole.len() <= LABEL && looks_like_a_name(without_time(whole)) {
            timed.push(start);
            found.push((Span::new(start, start + line.trim_end().len()), without_time(whole)));
            start += line.len();
            continue;
        }
        let lead = line.find(without_time(whole)).unwrap_or_default();
        let colon = line.get(lead..).and_then(|rest| rest.find(':')).map(|colon| lead + colon);
        if let Some(colon) = colon.filter(|colon| *colon <= LABEL) {
            let name = without_time(line.get(..colon).unwrap_or_default());
            let after = line.get(colon + 1..).and_then(|rest| rest.chars().next());
            if looks_like_a_name(name) && after.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_')) {
                if lead > 0 && line.get(..lead).is_some_and(|time| time.contains(':')) {
                    timed.push(start);
                }
                found.push((Span::new(start, start + colon + 1), name));
            }
        }
        start += line.len();
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, name) in &found {
        *counts.entry(name).or_default() += 1;
    }
    let in_capitals = |name: &str| !name.chars().any(char::is_lowercase) && name.chars().any(char::is_alphabetic);
    found.retain(|(span, name)| {
        in_capitals(name) || counts.get(name).is_some_and(|count| *count > 1) || timed.binary_search(&span.start).is_ok()
    });
    found.into_iter().map(|(span, _)| span).collect()
}

/// Capitalised words, a few small ones between: "Ana Diaz", "Sen. Maria de la Cruz (D-CA)", "THE PRESIDENT".
fn looks_like_a_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().map(|word| word.trim_start_matches(['*', '_', '(', '“', '"'])).collect();
    let begins = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let small =
        |word: &&str| matches!(*word, "de" | "la" | "van" | "der" | "den" | "von" | "of" | "the" | "and" | "for" | "al" | "bin");
    !words.is_empty()
        && words.len() <= LABEL_WORDS
        && words.first().is_some_and(|word| begins(word))
        && words.iter().all(|word| begins(word) || small(word))
        && !name.contains(['?', '!', ';'])
}
