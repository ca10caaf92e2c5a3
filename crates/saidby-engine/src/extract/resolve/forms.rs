//! Forms of one name: nicknames, initials, acronyms, short forms of countries.

use std::ops::Range;

use crate::extract::Document;
use crate::extract::names;

/// "joe" and "joseph", "j." and "joe".
pub(super) fn same_first_name(one: &str, other: &str) -> bool {
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
pub(super) fn acronym(document: &Document<'_>, words: &Range<usize>) -> String {
    words
        .clone()
        .filter(|index| document.scan.words.get(*index).is_some_and(names::is_capital))
        .filter_map(|index| document.word(index).chars().next())
        .flat_map(char::to_lowercase)
        .collect()
}
