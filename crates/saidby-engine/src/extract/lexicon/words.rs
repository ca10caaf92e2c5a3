//! Every listed word by its letters: what it can be, and which cue it is a form of.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::inflection::{Form, noun_forms, verb_forms};
use super::table::{self, Table};
use crate::text::word_list::{entries, rows};

/// What a word can be, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Senses(u32);

impl Senses {
    /// A common noun.
    pub const NOUN: Self = Self(1);
    /// A past tense.
    pub const PAST: Self = Self(1 << 1);
    /// A third person singular.
    pub const THIRD: Self = Self(1 << 2);
    /// A plural present.
    pub const PRESENT: Self = Self(1 << 3);
    /// An infinitive.
    pub const BASE: Self = Self(1 << 4);
    /// A past participle.
    pub const PARTICIPLE: Self = Self(1 << 5);
    /// An -ing form.
    pub const GERUND: Self = Self(1 << 6);
    /// An adjective.
    pub const ADJECTIVE: Self = Self(1 << 7);
    /// An adverb.
    pub const ADVERB: Self = Self(1 << 8);
    /// An article or the like.
    pub const DETERMINER: Self = Self(1 << 9);
    /// "his", "their".
    pub const POSSESSIVE: Self = Self(1 << 10);
    /// A pronoun that can be a subject.
    pub const PRONOUN: Self = Self(1 << 11);
    /// A pronoun that can only be an object.
    pub const OBJECT: Self = Self(1 << 12);
    /// A preposition.
    pub const PREPOSITION: Self = Self(1 << 13);
    /// "and", "or", "but".
    pub const CONJUNCTION: Self = Self(1 << 14);
    /// A word that opens a subordinate clause.
    pub const SUBORDINATOR: Self = Self(1 << 15);
    /// "who", "which", "that" after a noun.
    pub const RELATIVE: Self = Self(1 << 16);
    /// "will", "would".
    pub const MODAL: Self = Self(1 << 17);
    /// A form of be.
    pub const BE: Self = Self(1 << 18);
    /// A form of have.
    pub const HAVE: Self = Self(1 << 19);
    /// A form of do.
    pub const DO: Self = Self(1 << 20);
    /// "not", "n't".
    pub const NEGATION: Self = Self(1 << 21);
    /// "to".
    pub const TO: Self = Self(1 << 22);
    /// A weekday, month or other word of time.
    pub const TIME: Self = Self(1 << 23);
    /// Any finite form.
    pub const FINITE: Self = Self(Self::PAST.0 | Self::THIRD.0 | Self::PRESENT.0);
    /// A question word that opens a content ("what", "whether").
    pub const QUESTION: Self = Self(1 << 24);

    /// Someone or something that often speaks: "officials", "the report".
    pub const SAYER: Self = Self(1 << 25);

    /// Whether any of `other` is among them.
    #[inline]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both together.
    #[inline]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What the lexicon holds of one word form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lexeme {
    /// All that it can be.
    pub senses: Senses,
    /// What it is most often.
    pub usual: Senses,
    /// The verb it is a form of: an index into [`Lexicon::lemmas`], 0 for none.
    pub verb: u16,
    /// The noun it is a form of: an index into [`Lexicon::lemmas`], 0 for none.
    pub noun: u16,
    /// The adjective that it is: an index into [`Lexicon::lemmas`], 0 for none.
    pub adjective: u16,
}

/// The table of all listed word forms.
#[derive(Debug)]
pub struct Lexicon {
    words: Table<Lexeme>,
    /// The lemmas that can be a cue; the first is empty.
    pub lemmas: Vec<&'static str>,
    nouns_from: usize,
    adjectives_from: usize,
}

const VERBS: &str = include_str!("verbs.txt");
const NOUNS: &str = include_str!("nouns.txt");
const SAYERS: &str = include_str!("sayers.txt");
const ADJECTIVES: &str = include_str!("adjectives.txt");
/// What common words are, counted from tagged news: n(oun), d (past), z (third person), p (present),
/// b(ase), e (participle), g(erund), j (adjective), r (adverb), most frequent first.
const TAGS: &str = include_str!("tags.tsv");

const CLOSED: &str = include_str!("closed.tsv");

/// The class that a row of `closed.tsv` names.
fn class(name: &str) -> Senses {
    match name {
        "determiner" => Senses::DETERMINER,
        "possessive" => Senses::POSSESSIVE,
        "pronoun" => Senses::PRONOUN,
        "object" => Senses::OBJECT,
        "preposition" => Senses::PREPOSITION,
        "conjunction" => Senses::CONJUNCTION,
        "subordinator" => Senses::SUBORDINATOR,
        "question" => Senses::QUESTION,
        "relative" => Senses::RELATIVE,
        "modal" => Senses::MODAL,
        "be" => Senses::BE,
        "have" => Senses::HAVE,
        "do" => Senses::DO,
        "negation" => Senses::NEGATION,
        "to" => Senses::TO,
        "adverb" => Senses::ADVERB,
        "time" => Senses::TIME,
        _ => Senses::default(),
    }
}

fn letter(tag: char) -> Senses {
    match tag {
        'n' => Senses::NOUN,
        'd' => Senses::PAST,
        'z' => Senses::THIRD,
        'p' => Senses::PRESENT,
        'b' => Senses::BASE,
        'e' => Senses::PARTICIPLE,
        'g' => Senses::GERUND,
        'j' => Senses::ADJECTIVE,
        'r' => Senses::ADVERB,
        _ => Senses::default(),
    }
}

fn form_senses(form: Form) -> Senses {
    match form {
        Form::Base => Senses::BASE.and(Senses::PRESENT),
        Form::ThirdPerson => Senses::THIRD,
        Form::Past => Senses::PAST,
        Form::Participle => Senses::PARTICIPLE,
        Form::PastOrParticiple => Senses::PAST.and(Senses::PARTICIPLE),
        Form::Gerund => Senses::GERUND,
        Form::Singular | Form::Plural => Senses::NOUN,
    }
}

/// The key of a word; a curly apostrophe counts as a straight one.
#[inline]
fn key(word: &str) -> u64 {
    if word.is_ascii() || !word.contains('’') { table::key(word) } else { table::key(&word.replace('’', "'")) }
}

impl Lexicon {
    /// The one lexicon of the program, built at its first use.
    pub fn shared() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);
        &LEXICON
    }

    /// What is listed of `word`, in any case; nothing known is the default.
    pub fn get(&self, word: &str) -> Lexeme {
        self.words.get(key(word))
    }

    /// The lemma of a cue's index.
    pub fn lemma(&self, index: u16) -> &'static str {
        self.lemmas.get(index as usize).copied().unwrap_or_default()
    }

    /// A cue's lemma with its part of speech ("say.v", "claim.n", "sure.j"), the way the weights name it.
    pub fn cue_name(&self, index: usize) -> String {
        let class = match index {
            _ if index < self.nouns_from => 'v',
            _ if index < self.adjectives_from => 'n',
            _ => 'j',
        };
        format!("{}.{class}", self.lemmas.get(index).copied().unwrap_or_default())
    }

    fn build() -> Self {
        let mut words: HashMap<u64, Lexeme> = HashMap::new();
        let mut lemmas = vec![""];
        let note = |words: &mut HashMap<u64, Lexeme>, form: &str, senses: Senses| {
            let lexeme = words.entry(key(form)).or_default();
            lexeme.senses = lexeme.senses.and(senses);
            if lexeme.usual.is_empty() {
                lexeme.usual = senses;
            }
        };
        for (name, row) in rows(CLOSED) {
            for word in entries(row) {
                note(&mut words, word, class(name));
            }
        }
        for (word, tags) in rows(TAGS) {
            for tag in tags.chars() {
                note(&mut words, word, letter(tag));
            }
        }
        for lemma in VERBS.split_whitespace() {
            let index = lemmas.len() as u16;
            lemmas.push(lemma);
            verb_forms(lemma, |form, kind| {
                note(&mut words, form, form_senses(kind));
                words.entry(key(form)).or_default().verb = index;
            });
        }
        let nouns_from = lemmas.len();
        for lemma in NOUNS.split_whitespace() {
            let index = lemmas.len() as u16;
            lemmas.push(lemma);
            noun_forms(lemma, |form, kind| {
                note(&mut words, form, form_senses(kind));
                words.entry(key(form)).or_default().noun = index;
            });
        }
        let adjectives_from = lemmas.len();
        for lemma in ADJECTIVES.split_whitespace() {
            let index = lemmas.len() as u16;
            lemmas.push(lemma);
            note(&mut words, lemma, Senses::ADJECTIVE);
            words.entry(key(lemma)).or_default().adjective = index;
        }
        for lemma in SAYERS.split_whitespace() {
            noun_forms(lemma, |form, _| {
                let lexeme = words.entry(key(form)).or_default();
                if lexeme.usual.is_empty() {
                    lexeme.usual = Senses::NOUN;
                }
                lexeme.senses = lexeme.senses.and(Senses::NOUN).and(Senses::SAYER);
            });
        }
        Lexicon { words: Table::of(&words), lemmas, nouns_from, adjectives_from }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_closed_class_is_known() {
        for (name, _) in rows(CLOSED) {
            assert!(!class(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn finds_forms_in_any_case() {
        let lexicon = Lexicon::shared();
        for form in ["say", "Says", "SAID", "saying"] {
            assert_eq!(lexicon.lemma(lexicon.get(form).verb), "say", "{form}");
        }
        assert_eq!(lexicon.lemma(lexicon.get("claims").noun), "claim");
        assert!(lexicon.get("n’t").senses.any(Senses::NEGATION));
        assert!(lexicon.get("’s").senses.any(Senses::BE));
        assert_eq!(lexicon.get("zzyzx"), Lexeme::default());
    }
}
