//! Names in few columns, cut where they still tell people apart.

use std::borrow::Cow;

use crate::text::visible::width;

/// A name as a row shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// All of it.
    pub full: &'a str,
    /// Whether a human being has it.
    pub is_person: bool,
}

/// `name` in at most `columns`, other than all of `others` would be: a surname, with the initial where two have the same;
/// of others the last words, where somebody else's name begins in the same way. What fits stays whole, and what does not
/// fit in any form is cut when it is drawn.
pub fn short<'a>(name: Name<'a>, others: &[Name<'a>], columns: usize) -> Cow<'a, str> {
    if width(name.full) <= columns {
        return Cow::Borrowed(name.full);
    }
    if name.is_person {
        return person(name, others, columns);
    }
    // The end is cut when the row is drawn, unless somebody else's name begins in the same way.
    let begins = |text: &str| text.chars().take(columns.saturating_sub(1)).collect::<String>();
    if others.iter().any(|other| other.full != name.full && begins(other.full) == begins(name.full)) {
        let words: Vec<&str> = name.full.split_whitespace().collect();
        let tails = (1..words.len()).map(|count| format!("…{}", words.iter().skip(count).copied().collect::<Vec<_>>().join(" ")));
        if let Some(tail) = tails.into_iter().find(|tail| width(tail) <= columns) {
            return Cow::Owned(tail);
        }
    }
    Cow::Borrowed(name.full)
}

fn person<'a>(name: Name<'a>, others: &[Name<'a>], columns: usize) -> Cow<'a, str> {
    let Some(last) = surname(name.full) else {
        return Cow::Borrowed(name.full);
    };
    let same = |other: &Name<'_>| other.full != name.full && surname(other.full) == Some(last);
    if others.iter().any(same)
        && let Some(first) = capital(name.full)
    {
        let with_initial = format!("{first}. {last}");
        if width(&with_initial) <= columns {
            return Cow::Owned(with_initial);
        }
    }
    Cow::Borrowed(last)
}

/// The last word that is no rank or degree ("KC", "Jr.").
fn surname(name: &str) -> Option<&str> {
    name.split_whitespace().next_back().filter(|last| last.chars().any(char::is_lowercase) && !last.ends_with('.'))
}

fn capital(word: &str) -> Option<char> {
    word.chars().next().filter(|letter| letter.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(full: &'a str, is_person: bool, others: &[&'a str], columns: usize) -> String {
        let others: Vec<Name<'_>> = others.iter().map(|full| Name { full, is_person }).collect();
        short(Name { full, is_person }, &others, columns).into_owned()
    }

    #[test]
    fn names_that_are_cut_can_be_told_apart() {
        assert_eq!(of("Ana Ode", true, &[], 16), "Ana Ode");
        assert_eq!(of("Annabel Featherstonehaugh", true, &[], 16), "Featherstonehaugh");
        assert_eq!(of("Maximilian Oderbruch", true, &["Maria Oderbruch"], 16), "M. Oderbruch");
        assert_eq!(of("Maximilian Oderbruch", true, &["Ute Sand"], 16), "Oderbruch");
        assert_eq!(of("Imogen Oderbruch KC", true, &[], 16), "Imogen Oderbruch KC");
        let (court, agency) = ("International Harbour Court", "International Harbour Agency");
        assert_eq!(of(court, false, &[agency], 16), "…Harbour Court");
        assert_eq!(of(agency, false, &[court], 16), "…Harbour Agency");
        assert_eq!(of("Ministry of Inland Waterways", false, &[], 20), "Ministry of Inland Waterways");
        assert_eq!(of("other senior harbour pilots", false, &["other senior harbour masters"], 16), "…harbour pilots");
        assert_eq!(of("officials close to the works", false, &["divers"], 16), "officials close to the works");
    }
}
