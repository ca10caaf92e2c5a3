//! The list of news organisations, indexed by the first word of each form.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::ties::capital;
use super::words::{Says, says};
use crate::extract::lexicon::table::Table;
use crate::extract::names::lexicon::{WordMap, lower_key, with_lower};
use crate::extract::{Document, names};
use crate::text::{Scan, WordRange};

/// How far a form can be trusted alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It names the outlet and nothing else.
    Sure,
    /// It is an ordinary word too, or shared by several: the text must treat it as an outlet.
    Word,
    /// It is so common that even that is not enough: printed as the outlet prints itself.
    Printed,
}

/// One way to write an outlet's name.
#[derive(Debug)]
pub(super) struct Form {
    /// Its words after the first, lower case.
    rest: Vec<String>,
    /// As printed, where it is an abbreviation that only counts in capitals, or begins small.
    exact: Option<&'static str>,
    /// Index in [`Lexicon::names`].
    pub outlet: usize,
    /// How far it can be trusted.
    pub trust: Trust,
}

/// The embedded list.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Full names.
    pub names: Vec<&'static str>,
    /// By the first word: one more than the place of its forms; 0 for other words.
    first: Table<usize>,
    forms: Vec<Vec<Form>>,
    /// Forms of one word that begin with a small letter, and by their words the places there, from 1.
    small: Vec<(&'static str, usize)>,
    smalls: Table<usize>,
    /// By first byte, the lengths of those forms as bits: nearly every word of a text is none of them.
    small_lengths: [u32; 256],
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The list, read at first use.
pub(super) fn shared() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn load() -> Self {
        let mut lexicon = Listed::default();
        for line in include_str!("../lexicon/outlets.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (name, forms) = line.split_once('\t').unwrap_or((line, ""));
            let outlet = lexicon.names.len();
            lexicon.names.push(name);
            let plain = name.strip_prefix("The ").unwrap_or(name);
            // The sign of a form that is the name itself is the name's.
            let own = forms.split(';').map(signed).find(|(form, _)| *form == plain).map_or(Trust::Sure, |(_, trust)| trust);
            lexicon.add(plain, outlet, own);
            for (form, trust) in forms.split(';').filter(|form| !form.is_empty()).map(signed) {
                lexicon.add(form, outlet, trust);
            }
        }
        let mut first = HashMap::new();
        let mut all = Vec::with_capacity(lexicon.forms.len());
        for (word, mut forms) in lexicon.forms {
            // The longest form wins; the stable sort keeps the order of the file among equals.
            forms.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
            all.push(forms);
            first.insert(lower_key(&word), all.len());
        }
        let smalls = lexicon.small.iter().enumerate().map(|(at, (form, _))| (lower_key(form), at + 1)).collect();
        let mut small_lengths = [0; 256];
        for (form, _) in &lexicon.small {
            small_lengths[usize::from(form.as_bytes()[0])] |= length_bit(form);
        }
        Self {
            small_lengths,
            names: lexicon.names,
            first: Table::of(&first),
            forms: all,
            small: lexicon.small,
            smalls: Table::of(&smalls),
        }
    }

    /// The longest form that `word` begins, with its number of words; `following` gives the next ones.
    pub fn find<'t>(&self, word: &str, mut following: impl FnMut(usize) -> &'t str) -> Option<(usize, &Form)> {
        let forms = self.forms.get(self.first.get(lower_key(word)).checked_sub(1)?)?;
        forms
            .iter()
            .find(|form| {
                form.exact.is_none_or(|exact| exact == word)
                    && form
                        .rest
                        .iter()
                        .enumerate()
                        .all(|(index, expected)| with_lower(following(index + 1), |lower| lower == expected.as_str()))
            })
            .map(|form| (form.rest.len() + 1, form))
    }

    /// The outlet that writes itself with a small first letter, as `word` does.
    #[inline]
    pub fn small(&self, word: &str) -> Option<usize> {
        let lengths = self.small_lengths[usize::from(*word.as_bytes().first()?)];
        if lengths & length_bit(word) == 0 {
            return None;
        }
        let (form, outlet) = self.small.get(self.smalls.get(lower_key(word)).checked_sub(1)?)?;
        (*form == word).then_some(*outlet)
    }
}

/// The length of a word as a bit of a set; all long words share one.
const fn length_bit(word: &str) -> u32 {
    1 << if word.len() < 31 { word.len() } else { 31 }
}

/// The list while it is read.
#[derive(Default)]
struct Listed {
    names: Vec<&'static str>,
    forms: WordMap<Vec<Form>>,
    small: Vec<(&'static str, usize)>,
}

impl Listed {
    fn add(&mut self, form: &'static str, outlet: usize, trust: Trust) {
        let scan = Scan::of_lines(form);
        let mut words = scan.words.iter().map(|word| word.text(form).to_lowercase().replace('’', "'"));
        let Some(first) = words.next() else {
            return;
        };
        let rest: Vec<String> = words.collect();
        let small = rest.is_empty() && form.starts_with(|letter: char| letter.is_lowercase());
        if small && !self.small.iter().any(|(known, _)| *known == form) {
            self.small.push((form, outlet));
        }
        let capitals = form.len() <= 5 && !form.bytes().any(|byte| byte.is_ascii_lowercase());
        let exact = (rest.is_empty() && (capitals || small)).then_some(form);
        let forms = self.forms.entry(first).or_default();
        if !forms.iter().any(|known| known.rest == rest && known.outlet == outlet && known.exact == exact) {
            forms.push(Form { rest, exact, outlet, trust });
        }
    }
}

/// A form of the file without its sign, and how far it can be trusted.
fn signed(form: &str) -> (&str, Trust) {
    let (form, trust) = match form.as_bytes().first() {
        Some(b'~') => (&form[1..], Trust::Word),
        Some(b'^') => (&form[1..], Trust::Printed),
        _ => (form, Trust::Sure),
    };
    (form.strip_prefix("The ").unwrap_or(form), trust)
}

/// Whether the name of a listed outlet ends right before the word at `end`.
pub(super) fn ends_at(document: &Document<'_>, end: usize) -> bool {
    (1..=4).filter_map(|length| end.checked_sub(length).map(|start| (start, length))).any(|(start, length)| {
        capital(document, start)
            && shared()
                .find(document.word(start), |index| document.word(start + index))
                .is_some_and(|(found, form)| found == length && (form.trust == Trust::Sure || document.word(start) == "Fox"))
    })
}

/// Whether `words` hold the name of a listed outlet, or a word that only newspapers bear.
pub(in crate::extract) fn any_in(document: &Document<'_>, words: WordRange) -> bool {
    let names_one = |at: usize| {
        let Some(word) = document.scan.words.get(at).filter(|word| names::is_capital(word)) else {
            return false;
        };
        let text = word.text(document.text());
        let listed = || shared().find(text, |index| document.word(at + index));
        says(text).any(Says::PAPER) || listed().is_some_and(|(length, form)| length > 1 || form.trust == Trust::Sure)
    };
    words.into_iter().any(names_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_and_more_outlets_with_their_forms() {
        let lexicon = shared();
        assert!(lexicon.names.len() > 1000, "{} outlets", lexicon.names.len());
        let name = |words: &[&'static str]| {
            lexicon
                .find(words[0], |index| words.get(index).copied().unwrap_or_default())
                .map(|(length, form)| (lexicon.names[form.outlet], length, form.trust))
        };
        assert_eq!(name(&["WSJ"]), Some(("Wall Street Journal", 1, Trust::Sure)));
        assert_eq!(name(&["BBC", "News"]), Some(("BBC News", 2, Trust::Sure)));
        assert_eq!(name(&["Time"]), Some(("Time", 1, Trust::Word)));
        assert_eq!(name(&["City"]), Some(("The City", 1, Trust::Printed)));
        assert_eq!(name(&["Port", "Vell"]), None);
        assert_eq!(lexicon.small("dpa").map(|outlet| lexicon.names[outlet]), Some("Deutsche Presse-Agentur"));
    }

    #[test]
    fn every_row_is_well_formed() {
        for line in include_str!("../lexicon/outlets.tsv").lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.trim().is_empty() && line.matches('\t').count() <= 1, "{line:?}");
        }
    }
}
