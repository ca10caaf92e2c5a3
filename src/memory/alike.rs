//! Whether two claims say the same, by their words: the same quotation, the same words, or the same figures and names.

use crate::memory::words::{LIGHT_WORDS, NEGATIONS};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words of a quotation that make it one.
const QUOTED: usize = 4;
/// Words in a row that are looked up.
const ROW: usize = 4;
/// Share of the shorter one's rows of words that both must have.
const SHARED: f64 = 0.8;
/// Share of weighty words that claims with the same figures and no names must have.
const SAME_SUBJECT: f64 = 0.5;

/// What two claims have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same quotation.
    Quotation,
    /// The same words.
    Words,
    /// The same figures and names.
    Figures,
}

impl Alike {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Quotation => "same quotation",
            Self::Words => "same words",
            Self::Figures => "same figures and names",
        }
    }
}

/// A claim's words, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fingerprint {
    words: usize,
    quoted_words: usize,
    /// Every few words in a row, as numbers.
    rows: BTreeSet<u64>,
    /// The same of those between quotation marks.
    quoted: BTreeSet<u64>,
    /// Words that say something, as numbers.
    weighty: BTreeSet<u64>,
    figures: BTreeSet<String>,
    names: BTreeSet<String>,
    negated: bool,
}

impl Fingerprint {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        let (mut all, mut quoted): (Vec<String>, Vec<String>) = Default::default();
        let mut inside = false;
        for (index, raw) in text.split_whitespace().enumerate() {
            let opens = raw.starts_with(['"', '“', '„', '«', '‘', '\'']);
            inside |= opens;
            let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
            let word = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
            if !word.is_empty() {
                let small = figure(word).unwrap_or_else(|| word.to_lowercase());
                if word.chars().any(|c| c.is_ascii_digit()) {
                    found.figures.insert(small.clone());
                } else if index > 0 && !opens && word.chars().next().is_some_and(char::is_uppercase) {
                    found.names.insert(small.clone());
                }
                if inside {
                    quoted.push(small.clone());
                }
                all.push(small);
            }
            // An apostrophe inside a word closes nothing; one behind it may.
            if raw.trim_end_matches([',', '.', ';', ':', '!', '?', '…']).ends_with(['"', '”', '»', '’']) {
                inside = false;
            }
        }
        found.rows = rows(&all);
        found.quoted = rows(&quoted);
        found.weighty =
            all.iter().filter(|word| !LIGHT_WORDS.contains(word)).map(|word| hash(std::slice::from_ref(word))).collect();
        found.negated = all.iter().any(|word| NEGATIONS.contains(word));
        (found.words, found.quoted_words) = (all.len(), quoted.len());
        found
    }

    /// What both have in common, if that is enough.
    fn alike(&self, other: &Self) -> Option<Alike> {
        if self.quoted_words >= QUOTED && other.quoted_words >= QUOTED && overlap(&self.quoted, &other.quoted) >= SHARED {
            return Some(Alike::Quotation);
        }
        if self.figures != other.figures {
            // Other figures make it another claim, however alike its words.
            return None;
        }
        if self.words >= QUOTED && other.words >= QUOTED && overlap(&self.rows, &other.rows) >= SHARED {
            // What is turned round is not the same.
            return (self.negated == other.negated).then_some(Alike::Words);
        }
        if self.figures.is_empty() {
            return None;
        }
        let (mine, theirs) = (&self.weighty, &other.weighty);
        let both = mine.intersection(theirs).count() as f64;
        let share = both / (mine.len().max(theirs.len()).max(1)) as f64;
        let same_names = !self.names.is_empty() && self.names == other.names;
        // Of a year alone nothing can be told.
        let telling = self.figures.iter().any(|figure| !is_year(figure));
        let enough = if telling { same_names || share >= SAME_SUBJECT } else { share >= SHARED };
        enough.then_some(Alike::Figures)
    }
}

/// A figure as its digits: `4,000` and `4000` are one.
fn figure(word: &str) -> Option<String> {
    let digits = word.chars().any(|c| c.is_ascii_digit());
    digits.then(|| word.replace(',', "").to_lowercase())
}

fn is_year(figure: &str) -> bool {
    figure.len() == 4 && figure.parse().is_ok_and(|year: u32| (1800..2100).contains(&year))
}

/// The rows of words, as numbers.
fn rows(words: &[String]) -> BTreeSet<u64> {
    if words.len() < ROW {
        return BTreeSet::new();
    }
    words.windows(ROW).map(hash).collect()
}

/// FNV-1a over words in their order.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The share of the shorter one's rows of words that the other has.
fn overlap(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f64 {
    let least = a.len().min(b.len()).max(1);
    a.intersection(b).count() as f64 / least as f64
}

/// Known claims by their rows of words and their figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    known: Vec<Fingerprint>,
    rows: HashMap<u64, Vec<u32>>,
    figures: BTreeMap<String, Vec<u32>>,
}

/// So many claims of one row or figure are looked at, and in all; what more have is in every article.
const MOST: usize = 200;
const MOST_IN_ALL: usize = 1_000;

impl Index {
    /// Adds a claim; they are numbered as they come.
    pub fn add(&mut self, words: &str) {
        let Ok(at) = u32::try_from(self.known.len()) else { return };
        let found = Fingerprint::of(words);
        for row in &found.rows {
            self.rows.entry(*row).or_default().push(at);
        }
        for figure in &found.figures {
            self.figures.entry(figure.clone()).or_default().push(at);
        }
        self.known.push(found);
    }

    /// The numbers of known claims that say what `words` say.
    pub fn find(&self, words: &str) -> Vec<(usize, Alike)> {
        let own = Fingerprint::of(words);
        let by_row = own.rows.iter().filter_map(|row| self.rows.get(row));
        let by_figure = own.figures.iter().filter_map(|figure| self.figures.get(figure));
        let near = by_row.chain(by_figure).flat_map(|some| some.iter().take(MOST)).copied();
        let near: BTreeSet<u32> = near.take(MOST_IN_ALL).collect();
        let alike = |at: u32| Some((at as usize, own.alike(self.known.get(at as usize)?)?));
        near.into_iter().filter_map(alike).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> Option<Alike> {
        let ab = Fingerprint::of(a).alike(&Fingerprint::of(b));
        assert_eq!(ab, Fingerprint::of(b).alike(&Fingerprint::of(a)), "{a} / {b}");
        ab
    }

    #[test]
    fn the_same_quotation_is_the_same_whatever_stands_around_it() {
        let monday = "“Nobody at the ferry line hid a leak from anyone,”";
        assert_eq!(alike(monday, "that “nobody at the ferry line hid a leak from anyone”, as he put it"), Some(Alike::Quotation));
        assert_eq!(alike(monday, "\"Nobody at the ferry line hid a leak from anyone\""), Some(Alike::Quotation));
        assert_eq!(alike(monday, "“Everybody at the harbour office knew of it,”"), None);
    }

    #[test]
    fn figures_and_names_make_a_claim_the_same_in_other_words() {
        let monday = "that the port of Velmark lost 40,000 crates in 2023";
        assert_eq!(alike(monday, "Some 40000 crates were lost in 2023 at Velmark’s docks"), Some(Alike::Figures));
        assert_eq!(alike(monday, "that the port of Velmark lost 41,000 crates in 2023"), None, "another figure");
        assert_eq!(alike("that 12 pumps had failed", "the 12 pumps failed at once"), Some(Alike::Figures));
        assert_eq!(alike("that 12 pumps had failed", "12 children sang"), None, "another subject");
        assert_eq!(alike("the fair of 2023 was dull", "the 2023 budget was late"), None, "a year tells nothing");
    }

    #[test]
    fn a_negation_is_not_the_same() {
        let wet = "the archive of the old town hall was flooded twice";
        assert_eq!(alike(wet, "that the archive of the old town hall was flooded twice"), Some(Alike::Words));
        assert_eq!(alike(wet, "the archive of the old town hall was flooded twice, never more"), None);
        assert_eq!(alike("he left", "he left"), None, "too few words");
    }

    #[test]
    fn what_is_known_is_found_by_rows_of_words_and_by_figures() {
        let known = ["the bridge will cost 90 million crowns", "“We were never asked about the bridge,”"];
        let mut index = Index::default();
        for words in known {
            index.add(words);
        }
        let find = |words: &str| index.find(words);
        assert_eq!(find("it says the bridge will cost 90 million crowns"), [(0, Alike::Words)]);
        assert_eq!(find("that “we were never asked about the bridge”"), [(1, Alike::Quotation)]);
        assert!(find("the bridge is red").is_empty());
    }
}
