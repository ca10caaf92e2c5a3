//! Names in few columns, cut where they still tell people apart.

use std::borrow::Cow;

use crate::claim::{Speaker, SpeakerKind};
use crate::review::Session;
use crate::text::visible::width;

/// A name as a row shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// All of it.
    pub full: &'a str,
    /// Whether a human being has it: nobody whom the article leaves unnamed.
    pub is_person: bool,
}

impl<'a> Name<'a> {
    /// The name of a speaker. What has the name of an outlet is not a person, whatever it was taken for.
    pub fn of(speaker: &'a Speaker, session: &Session) -> Self {
        let is_person = speaker.kind == SpeakerKind::Person && !speaker.anonymous && !session.is_outlet(&speaker.name);
        Self { full: &speaker.name, is_person }
    }

    /// The surname of a person who is named with a first name; `None` where the name is not to be cut.
    pub fn surname(self) -> Option<&'a str> {
        let last = last_name(self.full).filter(|_| self.is_person)?;
        let first = self.full.split_whitespace().next().filter(|first| *first != last)?;
        let is_name = |word: &str| capital(word).is_some() && word.chars().any(char::is_lowercase);
        (is_name(first) && is_name(last) && !first.ends_with('.') && !TITLES.contains(&first)).then_some(last)
    }

    /// Whether another person has the same last name, with a first name, a title or a rank.
    pub fn shares_surname(self, other: Name<'_>) -> bool {
        other.is_person && other.full != self.full && last_name(other.full) == last_name(self.full)
    }
}

/// What is before a surname and is not a first name.
const TITLES: &[&str] = &[
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Dr",
    "Prof",
    "Professor",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Baroness",
    "Judge",
    "Justice",
    "Mayor",
    "President",
    "Senator",
    "Governor",
    "Minister",
    "Councillor",
    "Cllr",
    "Captain",
    "Colonel",
    "General",
    "Sergeant",
    "Inspector",
    "Constable",
    "Superintendent",
    "Father",
    "Rabbi",
    "Imam",
    "Bishop",
    "Herr",
    "Frau",
    "Madame",
    "Monsieur",
];

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
    let Some(last) = name.surname() else {
        return Cow::Borrowed(name.full);
    };
    if others.iter().any(|other| name.shares_surname(*other))
        && let Some(first) = capital(name.full)
    {
        let with_initial = format!("{first}. {last}");
        if width(&with_initial) <= columns {
            return Cow::Owned(with_initial);
        }
    }
    Cow::Borrowed(last)
}

/// The last word that is not a rank or degree ("KC", "Jr.").
fn last_name(name: &str) -> Option<&str> {
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

    #[test]
    fn only_a_person_with_a_first_name_is_shown_by_the_surname() {
        let unnamed = |full| Name { full, is_person: false };
        for full in ["man in Mill Street", "police sergeant accused of misleading an inquest"] {
            assert_eq!(short(unnamed(full), &[], 10), full);
        }
        for full in ["Mayor Featherstonehaugh", "DC Featherstonehaugh", "Mr. Featherstonehaugh", "woman in Mill Street"] {
            assert_eq!(of(full, true, &[], 10), full);
        }
        assert_eq!(of("Annabel Oderbruch", true, &["DC Oderbruch"], 16), "A. Oderbruch");
        assert_eq!(of("DC Oderbruch", true, &["Annabel Oderbruch"], 16), "DC Oderbruch");
    }
}
