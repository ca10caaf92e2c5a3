//! Forms of one name: nicknames, initials, acronyms, short forms of countries.

use crate::extract::Document;
use crate::extract::names;
use crate::extract::names::lexicon::with_lower;
use crate::text::WordRange;

/// Letters with accents and what they are without.
const ACCENTS: &[(&str, char)] = &[
    ("àáâãäåāăą", 'a'),
    ("çćĉċč", 'c'),
    ("ďđ", 'd'),
    ("èéêëēĕėęě", 'e'),
    ("ĝğġģ", 'g'),
    ("ìíîïĩīĭįı", 'i'),
    ("ķ", 'k'),
    ("ĺļľŀł", 'l'),
    ("ñńņň", 'n'),
    ("òóôõöøōŏő", 'o'),
    ("ŕŗř", 'r'),
    ("śŝşšș", 's'),
    ("ţťț", 't'),
    ("ùúûüũūŭůűų", 'u'),
    ("ýÿŷ", 'y'),
    ("źżž", 'z'),
];

/// What two spellings of one name share: small letters without accents, composed or not.
pub(super) fn folded(name: &str) -> String {
    with_lower(name, |name| {
        if name.is_ascii() {
            return name.to_owned();
        }
        let plain = |c: char| ACCENTS.iter().find(|(letters, _)| letters.contains(c)).map_or(c, |(_, plain)| *plain);
        name.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(plain).collect()
    })
}

/// Whether one surname is a slip of the other's pen ("brennan", "brennen"): the same first letter, one letter
/// changed, or two in a long name.
pub(super) fn is_misspelling(one: &str, other: &str) -> bool {
    let longest = one.chars().count().max(other.chars().count());
    let allowed = match longest {
        0..=4 => return false,
        5..=7 => 1,
        _ => 2,
    };
    one != other && one.chars().next() == other.chars().next() && distance(one, other, allowed) <= allowed
}

/// Letters to change, add, leave out or swap with the next one; more than `most` counts as one more. Damerau (1964), as
/// the distance of optimal string alignment.
fn distance(one: &str, other: &str, most: usize) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut above = row.clone();
    for (at, letter) in one.iter().enumerate() {
        let last = std::mem::replace(&mut above, row.clone());
        let mut corner = row[0];
        row[0] = at + 1;
        for (to, candidate) in other.iter().enumerate() {
            let replaced = corner + usize::from(letter != candidate);
            corner = row[to + 1];
            row[to + 1] = replaced.min(row[to] + 1).min(corner + 1);
            let swapped = at > 0 && to > 0 && one[at - 1] == *candidate && other[to - 1] == *letter;
            if swapped {
                row[to + 1] = row[to + 1].min(last[to - 1] + 1);
            }
        }
    }
    row.last().copied().unwrap_or(most + 1)
}

/// "joe" and "joseph", "j." and "joe".
pub(super) fn same_first_name(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if let Some(initial) = short.strip_suffix('.') {
        return !initial.is_empty() && long.starts_with(initial);
    }
    NICKNAMES.iter().any(|names| names.contains(&one) && names.contains(&other)) || (short.len() >= 3 && long.starts_with(short))
}

/// First names that stand for one another.
const NICKNAMES: &[&[&str]] = &[
    &["joe", "joseph", "joey"],
    &["bill", "william", "will", "billy", "willie"],
    &["bob", "robert", "rob", "bobby", "robbie"],
    &["jim", "james", "jimmy", "jamie"],
    &["mike", "michael", "mick", "mickey"],
    &["tom", "thomas", "tommy"],
    &["dick", "richard", "rick", "rich", "ricky"],
    &["ted", "edward", "ed", "eddie", "theodore"],
    &["tony", "anthony"],
    &["liz", "elizabeth", "beth", "betty", "lizzie", "betsy"],
    &["kate", "katherine", "catherine", "kathy", "cathy", "katie"],
    &["jack", "john", "johnny"],
    &["chuck", "charles", "charlie"],
    &["hank", "henry", "harry"],
    &["larry", "lawrence"],
    &["steve", "stephen", "steven"],
    &["jeff", "jeffrey", "geoffrey"],
    &["andy", "andrew", "drew"],
    &["dave", "david"],
    &["chris", "christopher"],
    &["nick", "nicholas"],
    &["jen", "jennifer", "jenny"],
    &["sue", "susan"],
    &["peggy", "margaret", "maggie", "meg"],
    &["debbie", "deborah", "debra"],
    &["pat", "patrick", "patricia"],
    &["bernie", "bernard"],
    &["alex", "alexander", "alexandra"],
    &["sandy", "alexander", "sandra"],
    &["mitch", "mitchell"],
    &["russ", "russell"],
    &["abby", "abigail"],
    &["vladimir", "volodymyr", "vlad"],
    &["dmitry", "dmitri", "dmitriy"],
    &["sergei", "sergey"],
    &["alexei", "alexey"],
    &["mohamed", "mohammed", "muhammad", "mohammad"],
    &["gabby", "gabrielle"],
    &["mel", "melvin", "melanie"],
    &["jerry", "gerald", "jerome"],
    &["gerry", "gerald"],
    &["terry", "terence", "theresa"],
    &["ron", "ronald"],
    &["don", "donald"],
    &["vince", "vincent"],
];

/// Short forms whose full name their letters do not tell.
pub(super) fn known_alias(word: &str) -> Option<&'static str> {
    Some(match word {
        "u.s." | "us" | "usa" | "u.s.a." | "america" => "united states",
        "u.k." | "uk" => "united kingdom",
        "u.n." | "un" => "united nations",
        "e.u." | "eu" => "european union",
        "fed" => "federal reserve",
        "d.c." => "washington",
        _ => return None,
    })
}

/// First letters of the capitalised words.
pub(super) fn acronym(document: &Document<'_>, words: WordRange) -> String {
    words
        .iter()
        .filter(|index| document.scan.words.get(*index).is_some_and(names::is_capital))
        .filter_map(|index| document.word(index).chars().next())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_in_any_form_are_none() {
        assert_eq!(folded("Zoë Brontë"), folded("Zoe\u{308} Bronte\u{308}"));
        assert_eq!(folded("Peña"), "pena");
    }

    #[test]
    fn slips_of_the_pen_are_small() {
        assert!(is_misspelling("brennan", "brennen"));
        assert!(is_misspelling("hauchtman", "hauchtmann"));
        assert!(is_misspelling("hobrin", "horbin"));
        assert!(!is_misspelling("hobrin", "robhin"));
        assert!(!is_misspelling("reed", "reid"));
        assert!(!is_misspelling("marten", "carten"));
        assert!(!is_misspelling("brandt", "branwell"));
    }
}
