//! The forms of a name: which of them a passage of text holds, and how alike two names are.

use crate::review::state::words::HOLLOW_WORDS;
use crate::text::{Span, grapheme};

/// Whether `name` is in `text` as whole words, in any case of letters.
pub(in crate::review) fn holds_words(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let bound = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && text.match_indices(&name).any(|(at, found)| {
            let before = text.get(..at).and_then(|part| part.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|part| part.chars().next());
            bound(before) && bound(after)
        })
}

/// Whether `words` have one that can stand for somebody: not only articles, prepositions and conjunctions. "the" is
/// nobody's name, and every other name with an article would be found by it.
pub(in crate::review) fn names_somebody(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| !HOLLOW_WORDS.contains(&word.to_lowercase()))
}

/// The longest of `names` that is in `words`.
pub(in crate::review) fn form_of<'a>(names: impl IntoIterator<Item = &'a str>, words: &str) -> Option<&'a str> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    names.into_iter().filter(|name| holds_words(&words, name)).max_by_key(|name| name.len())
}

/// Places beyond this many are not collected.
const MOST_PLACES: usize = 10_000;

/// Every place of `text` that holds `name` as whole words, letter for letter; none of those that share a byte
/// with a place that is `taken` already.
pub(in crate::review) fn places(text: &str, name: &str, taken: impl IntoIterator<Item = Span>) -> Vec<Span> {
    if name.is_empty() {
        return Vec::new();
    }
    let bound = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let whole = |span: &Span| {
        let before = text.get(..span.start).and_then(|part| part.chars().next_back());
        let after = text.get(span.end..).and_then(|part| part.chars().next());
        bound(before) && bound(after) && grapheme::snap(text, *span) == *span
    };
    let found = text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).filter(whole);
    let mut found: Vec<Span> = found.take(MOST_PLACES).collect();
    for place in taken {
        let first = found.partition_point(|span| span.end <= place.start);
        let end = found.partition_point(|span| span.start < place.end).max(first);
        found.drain(first..end);
    }
    found
}

/// How alike the names of two speakers or outlets are, and why: the higher, the likelier they are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    /// 0: nothing is shared.
    pub score: u32,
    /// In words; empty where nothing is shared.
    pub why: &'static str,
}

/// How alike two names are, each with its other forms.
pub fn likeness(one: &[&str], other: &[&str]) -> Likeness {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| alike(a, b)));
    pairs.max().unwrap_or(Likeness { score: 0, why: "" })
}

fn alike(one: &str, other: &str) -> Likeness {
    let (a, b) = (bare(one), bare(other));
    let like = |score, why| Likeness { score, why };
    if a.is_empty() || b.is_empty() {
        return like(0, "");
    }
    if a == b {
        return like(100, "the same name");
    }
    if is_acronym(one, &b) || is_acronym(other, &a) {
        return like(90, "its initials");
    }
    let same_end = a.last() == b.last();
    if a.len() > 1 && b.len() > 1 && same_end {
        // "Ilse Brandt" and "I. Brandt" against "Ilse Brandt" and "Otto Brandt".
        let initial = |words: &[String]| words.first().and_then(|word| word.chars().next());
        return if initial(&a) == initial(&b) { like(80, "same surname and initial") } else { like(30, "same surname") };
    }
    let holds = |long: &[String], short: &[String]| long.windows(short.len()).any(|words| words == short);
    if (a.len() > b.len() && holds(&a, &b)) || (b.len() > a.len() && holds(&b, &a)) {
        return if same_end { like(85, "same surname") } else { like(70, "one name contains the other") };
    }
    match a.iter().filter(|word| word.chars().count() > 3 && b.contains(word)).count() {
        0 => like(0, ""),
        1 => like(20, "a word in common"),
        _ => like(40, "words in common"),
    }
}

/// The words of a name that carry it, in lower case.
fn bare(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '-');
    let words = words.map(|word| word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase());
    words
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "the" | "a" | "an" | "of" | "and" | "for" | "jr" | "sr"))
        .collect()
}

/// Whether `short` is made of the first letters of `words`: "AP", "N.S.A.".
fn is_acronym(short: &str, words: &[String]) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let capital = letters.len() > 1 && letters.iter().all(|c| c.is_uppercase() || c.is_numeric());
    let initials = words.iter().filter_map(|word| word.chars().next());
    capital && letters.len() == words.len() && letters.iter().flat_map(|c| c.to_lowercase()).eq(initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_counts() {
        let names = ["Ilse Brandt", "Brandt", "Ilse"];
        assert_eq!(form_of(names, "Mayor Ilse\nBrandt"), Some("Ilse Brandt"));
        assert_eq!(form_of(names, "the mayor, Ms Brandt"), Some("Brandt"));
        assert_eq!(form_of(names, "BRANDT"), Some("Brandt"));
        assert_eq!(form_of(names, "Brandtsen"), None);
        assert_eq!(form_of([""], "x"), None);
    }

    #[test]
    fn small_words_alone_name_nobody() {
        for words in ["the", "The", "a", "An", "this", "of the", "and", "according to", "“the”", "", "—"] {
            assert!(!names_somebody(words), "{words}");
        }
        for words in ["the Ledger", "Of Mice", "An Le", "she", "WHO", "☃ A1"] {
            assert!(names_somebody(words), "{words}");
        }
    }

    #[test]
    fn places_are_whole_words_that_nobody_has() {
        let text = "Ana Diaz met Ana. Anabel and ANA left; Ana\u{301} too.";
        assert_eq!(places(text, "Ana", []), [Span::new(0, 3), Span::new(13, 16)]);
        assert_eq!(places(text, "Ana", [Span::new(0, 8)]), [Span::new(13, 16)]);
        assert_eq!(places(text, "", []), []);
    }

    fn score(one: &str, other: &str) -> u32 {
        likeness(&[one], &[other]).score
    }

    #[test]
    fn the_likeliest_same_one_comes_first() {
        let order = |name: &str, others: &[&str]| {
            let scores: Vec<u32> = others.iter().map(|other| score(name, other)).collect();
            assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{name}: {scores:?}");
        };
        order("Brandt", &["brandt", "Ilse Brandt", "Ilse Brandtsen"]);
        order("Ilse Brandt", &["I. Brandt", "Otto Brandt", "Tomas Reuel"]);
        order("VPA", &["Velmark Press Agency", "Velmark Police"]);
        order("The Daily Wire", &["Daily Wire", "Daily", "Courier"]);
        assert_eq!(likeness(&["Wire", "AP"], &["The Associated Press"]).why, "its initials");
        assert_eq!(likeness(&[], &["x"]).score, 0);
        assert_eq!(score("...", "..."), 0);
    }
}
