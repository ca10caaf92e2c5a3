//! The list of news organisations, indexed by the first word of each form.

use std::sync::LazyLock;

use crate::extract::names::lexicon::{WordMap, with_lower};
use crate::text::Scan;

/// One way to write an outlet's name.
#[derive(Debug)]
pub(super) struct Form {
    /// Its words after the first, lower case.
    rest: Vec<String>,
    /// As printed, where it is an abbreviation that only counts in capitals.
    exact: Option<&'static str>,
    /// Index in [`Lexicon::names`].
    pub outlet: usize,
    /// Whether it is an ordinary word too.
    pub ambiguous: bool,
}

/// The embedded list.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Full names.
    pub names: Vec<&'static str>,
    forms: WordMap<Vec<Form>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The list, read at first use.
pub(super) fn shared() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn load() -> Self {
        let mut lexicon = Self::default();
        for line in include_str!("../lexicon/outlets.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (name, forms) = line.split_once('\t').unwrap_or((line, ""));
            let outlet = lexicon.names.len();
            lexicon.names.push(name);
            let plain = name.strip_prefix("The ").unwrap_or(name);
            let shared_by_others = forms.split(';').any(|form| form.strip_prefix('~') == Some(plain));
            lexicon.add(plain, outlet, shared_by_others);
            for form in forms.split(';').filter(|form| !form.is_empty()) {
                let ambiguous = form.starts_with('~');
                let form = form.trim_start_matches('~');
                lexicon.add(form.strip_prefix("The ").unwrap_or(form), outlet, ambiguous);
            }
        }
        for forms in lexicon.forms.values_mut() {
            // The longest form wins; the stable sort keeps the order of the file among equals.
            forms.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
        }
        lexicon
    }

    fn add(&mut self, form: &'static str, outlet: usize, ambiguous: bool) {
        let scan = Scan::of_lines(form);
        let mut words = scan.words.iter().map(|word| word.text(form).to_lowercase().replace('’', "'"));
        let Some(first) = words.next() else {
            return;
        };
        let rest: Vec<String> = words.collect();
        let exact = (rest.is_empty() && form.len() <= 5 && !form.bytes().any(|byte| byte.is_ascii_lowercase())).then_some(form);
        let forms = self.forms.entry(first).or_default();
        if !forms.iter().any(|known| known.rest == rest && known.outlet == outlet) {
            forms.push(Form { rest, exact, outlet, ambiguous });
        }
    }

    /// The longest form that `word` begins, with its number of words; `following` gives the next ones.
    pub fn find<'t>(&self, word: &str, mut following: impl FnMut(usize) -> &'t str) -> Option<(usize, &Form)> {
        let forms = with_lower(word, |lower| self.forms.get(lower))?;
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
                .map(|(length, form)| (lexicon.names[form.outlet], length, form.ambiguous))
        };
        assert_eq!(name(&["WSJ"]), Some(("Wall Street Journal", 1, false)));
        assert_eq!(name(&["BBC", "News"]), Some(("BBC News", 2, false)));
        assert_eq!(name(&["Time"]), Some(("Time", 1, true)));
        assert_eq!(name(&["Port", "Vell"]), None);
    }

    #[test]
    fn every_row_is_well_formed() {
        for line in include_str!("../lexicon/outlets.tsv").lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.trim().is_empty() && line.matches('\t').count() <= 1, "{line:?}");
        }
    }
}
