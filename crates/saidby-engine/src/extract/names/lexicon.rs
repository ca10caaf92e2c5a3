//! What single words and fixed phrases can be: first names, titles, places, heads of organisations.
//!
//! The lists are data files next to the engine, compiled by hand from general knowledge, embedded and
//! indexed once.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::extract::lexicon::table::{self, Table};
use crate::text::word_list::{WordHasher, entries, rows};

/// A person's grammatical gender, as far as the article tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not told.
    #[default]
    Unknown,
    /// He.
    Male,
    /// She.
    Female,
}

/// What a word can be, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u64);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Kinds {
            $($(#[$doc])* pub const $name: Kinds = Kinds(1 << $bit);)*
        }
    };
}

kinds! {
    /// Begins sentences and is not a name by itself.
    STARTER = 0;
    /// A month, a day, a feast.
    CALENDAR = 1;
    /// A pronoun.
    PRONOUN = 2;
    /// Mr., Sir.
    HONORIFIC_M = 3;
    /// Mrs., Dame.
    HONORIFIC_F = 4;
    /// Dr., Rev.
    HONORIFIC = 5;
    /// The head of a title or trade: president, spokesman.
    TITLE = 6;
    /// Stands before a title: former, vice.
    MODIFIER = 7;
    /// The head of an organisation's name: Department, Inc.
    ORGANISATION = 8;
    /// The head of a building's, event's or treaty's name: Tower, Act.
    THING = 9;
    /// A document: report, poll.
    DOCUMENT = 10;
    /// People without an organisation: officials, critics.
    GROUP = 11;
    /// An organisation as a common noun: company, campaign.
    ORGANISATION_NOUN = 12;
    /// A human being as a common noun: man, aide.
    PERSON_NOUN = 13;
    /// A man's first name.
    FIRST_M = 14;
    /// A woman's first name.
    FIRST_F = 15;
    /// A first name of either.
    FIRST_N = 16;
    /// A country or continent.
    COUNTRY = 17;
    /// "Russian", "Chinese", "Americans".
    DEMONYM = 18;
    /// A state or province.
    STATE = 19;
    /// A city that stands for its government.
    CAPITAL = 20;
    /// Another city.
    CITY = 21;
    /// A known office, authority or company.
    ACTOR = 22;
    /// The first word of a longer phrase in the lists.
    PHRASE = 23;
    /// Lower-case words inside names: van, de.
    PARTICLE = 24;
    /// Small words that titles of works capitalise and names never begin with.
    FUNCTION = 25;
    /// Heads of organisations that are surnames as well: Banks, Church.
    SURNAME = 26;
    /// Heads that take "of" into a name: House of Commons, Duke of York.
    OF_HEAD = 27;
    /// Nouns of a field before a title: law, football.
    FIELD = 28;
    /// Opens a noun phrase: a, his.
    OPENER = 29;
    /// Ends like a trade and is none: number, center.
    NOBODY = 30;
    /// What who holds an office does: chairs, runs.
    OFFICE_VERB = 31;
    /// A man by role or kin: chairman, brother.
    HE_NOUN = 32;
    /// A woman by role or kin: chairwoman, sister.
    SHE_NOUN = 33;
    /// A noun that points at a person in view with "the": man, candidate.
    POINTER = 34;
    /// Nouns before "of" that count: number, majority.
    QUANTITY = 35;
    /// Any organisation in view can be called so: company, group.
    GENERAL = 36;
    /// An organisation that carries its owner's name: campaign, administration.
    OWNED = 37;
    /// An office that articles point with at people whose office they do not name.
    OFFICE_POINTER = 38;
    /// A document that is its house's word: report, poll, letter.
    HOUSED = 39;
    /// A part that speaks for the whole: panel, chapter.
    PART = 40;
}

impl Kinds {
    /// First names of any gender.
    pub const FIRST: Kinds = Kinds(Self::FIRST_M.0 | Self::FIRST_F.0 | Self::FIRST_N.0);
    /// Mr., Mrs., Dr.
    pub const ANY_HONORIFIC: Kinds = Kinds(Self::HONORIFIC_M.0 | Self::HONORIFIC_F.0 | Self::HONORIFIC.0);
    /// Countries, states, cities.
    pub const PLACE: Kinds = Kinds(Self::COUNTRY.0 | Self::STATE.0 | Self::CAPITAL.0 | Self::CITY.0);
    /// Nouns for one human being.
    pub const HUMAN: Kinds = Kinds(Self::TITLE.0 | Self::PERSON_NOUN.0);

    /// Whether it is any of `other`.
    #[inline]
    pub const fn any(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[inline]
    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// The gender that it tells, if any.
    pub fn gender(self) -> Gender {
        let male = self.any(Kinds(Self::FIRST_M.0 | Self::HONORIFIC_M.0));
        let female = self.any(Kinds(Self::FIRST_F.0 | Self::HONORIFIC_F.0));
        match (male, female) {
            (true, false) => Gender::Male,
            (false, true) => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

/// A map by words.
pub type WordMap<V> = HashMap<String, V, BuildHasherDefault<WordHasher>>;

/// The lists, indexed.
struct Lexicon {
    words: Table<Kinds>,
    phrases: WordMap<Vec<(Vec<String>, Kinds)>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

impl Lexicon {
    fn load() -> Self {
        let mut words = HashMap::new();
        let mut phrases = WordMap::default();
        let mut add = |entry: &str, kind: Kinds| add(&mut words, &mut phrases, entry, kind);
        for (kind, names) in rows(include_str!("../lexicon/first_names.tsv")) {
            let kind = match kind {
                "m" => Kinds::FIRST_M,
                "f" => Kinds::FIRST_F,
                _ => Kinds::FIRST_N,
            };
            entries(names).for_each(|name| add(name, kind));
        }
        for (kind, words) in rows(include_str!("../lexicon/words.tsv")) {
            let kind = match kind {
                "starter" => Kinds::STARTER,
                "calendar" => Kinds::CALENDAR,
                "pronoun" => Kinds::PRONOUN,
                "honorific_m" => Kinds::HONORIFIC_M,
                "honorific_f" => Kinds::HONORIFIC_F,
                "honorific" => Kinds::HONORIFIC,
                "title" => Kinds::TITLE,
                "modifier" => Kinds::MODIFIER,
                "orghead" => Kinds::ORGANISATION,
                "building" => Kinds::THING,
                "document" => Kinds::DOCUMENT,
                "group" => Kinds::GROUP,
                "orgnoun" => Kinds::ORGANISATION_NOUN,
                "person" => Kinds::PERSON_NOUN,
                "particle" => Kinds::PARTICLE,
                "function" => Kinds::FUNCTION,
                "surname" => Kinds::SURNAME,
                "ofhead" => Kinds::OF_HEAD,
                "field" => Kinds::FIELD,
                "opener" => Kinds::OPENER,
                "nobody" => Kinds::NOBODY,
                "officeverb" => Kinds::OFFICE_VERB,
                "he" => Kinds::HE_NOUN,
                "she" => Kinds::SHE_NOUN,
                "pointer" => Kinds::POINTER,
                "quantity" => Kinds::QUANTITY,
                "general" => Kinds::GENERAL,
                "owned" => Kinds::OWNED,
                "officepointer" => Kinds::OFFICE_POINTER,
                "housed" => Kinds::HOUSED,
                "part" => Kinds::PART,
                _ => continue,
            };
            entries(words).for_each(|word| add(word, kind));
        }
        for (kind, names) in rows(include_str!("../lexicon/places.tsv")) {
            let kind = match kind {
                "country" => Kinds::COUNTRY,
                "state" => Kinds::STATE,
                "capital" => Kinds::CAPITAL,
                "city" => Kinds::CITY,
                _ => Kinds::ACTOR,
            };
            for entry in entries(names) {
                let (name, demonyms) = entry.split_once('/').unwrap_or((entry, ""));
                add(name, kind);
                demonyms.split(',').filter(|word| !word.is_empty()).for_each(|word| add(word, Kinds::DEMONYM));
            }
        }
        Self { words: Table::of(&words), phrases }
    }
}

/// Adds a word or phrase; places keep their case in the file and are looked up without.
fn add(words: &mut HashMap<u64, Kinds>, phrases: &mut WordMap<Vec<(Vec<String>, Kinds)>>, entry: &str, kind: Kinds) {
    let entry = entry.to_lowercase();
    let mut parts = entry.split(' ').map(str::to_owned);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<String> = parts.collect();
    let known = words.entry(table::key(&first)).or_default();
    if rest.is_empty() {
        *known = known.with(kind);
    } else {
        *known = known.with(Kinds::PHRASE);
        phrases.entry(first).or_default().push((rest, kind));
    }
}

/// Calls `then` with `word` in lower case and a straight apostrophe.
#[inline]
pub fn with_lower<T>(word: &str, then: impl FnOnce(&str) -> T) -> T {
    // Most words of a text are in lower case as they are.
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return then(word);
    }
    let mut buffer = [0u8; 32];
    if word.is_ascii() && word.len() <= buffer.len() {
        for (to, from) in buffer.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        then(std::str::from_utf8(&buffer[..word.len()]).unwrap_or_default())
    } else {
        then(&word.to_lowercase().replace('’', "'"))
    }
}

/// The key of `word` in lower case, with a straight apostrophe.
#[inline]
pub(crate) fn lower_key(word: &str) -> u64 {
    if word.is_ascii() { table::key(word) } else { table::key(&word.to_lowercase().replace('’', "'")) }
}

/// What `word` can be.
#[inline]
pub fn kinds(word: &str) -> Kinds {
    LEXICON.words.get(lower_key(word))
}

/// The longest phrase of the lists that `words` begin with: how many words, and what it is.
pub fn phrase<'a>(mut words: impl Iterator<Item = &'a str> + Clone) -> Option<(usize, Kinds)> {
    let first = words.next()?;
    if !kinds(first).any(Kinds::PHRASE) {
        return None;
    }
    let candidates = with_lower(first, |lower| LEXICON.phrases.get(lower))?;
    candidates
        .iter()
        .filter(|(rest, _)| {
            let mut following = words.clone();
            rest.iter().all(|expected| following.next().is_some_and(|word| with_lower(word, |lower| lower == expected.as_str())))
        })
        .map(|(rest, kind)| (rest.len() + 1, *kind))
        .max_by_key(|(length, _)| *length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_kinds() {
        assert!(kinds("Jennifer").any(Kinds::FIRST_F));
        assert!(kinds("Spokesman").any(Kinds::TITLE));
        assert!(kinds("Nigerian").any(Kinds::DEMONYM));
        assert!(kinds("The").any(Kinds::STARTER));
        assert!(!kinds("Zorblatt").any(Kinds::FIRST.with(Kinds::STARTER)));
        assert_eq!(kinds("Mrs.").gender(), Gender::Female);
    }

    #[test]
    fn phrases_match_the_longest() {
        assert_eq!(phrase(["New", "York", "City", "Hall"].into_iter()), Some((3, Kinds::CITY)));
        assert_eq!(phrase(["White", "House", "aides"].into_iter()), Some((2, Kinds::ACTOR)));
        assert_eq!(phrase(["White", "sand"].into_iter()), None);
    }
}
