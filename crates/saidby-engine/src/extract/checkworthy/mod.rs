//! How much a statement is worth checking, by its words: a table of counted words and pairs of words.
//!
//! People judged sentences of debates: a factual statement whose truth matters, or not. The table holds what each
//! word and pair told of their judgement, so that the score is a probability. `training/check_worthiness.py` counts it.
//! Figures and names count by their kind, because those of one debate say nothing of the next.
//!
//! The deep engine has a [`View`] of its own on the same question and weighs it with the table's.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Extraction;
use super::deep::arithmetic::exp64;
use super::lexicon::table::{Table, pair};
use super::names::lexicon::{lower_key, with_lower};
use crate::claim::Claim;
use crate::text::{QuoteState, Scan, Shape, Word};

/// What a finder itself thinks of a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The log odds that it is worth checking, as the finder sees it.
    pub logit: f32,
    /// How much the table's log odds count besides them.
    pub words: f32,
}

impl View {
    const fn with(self, table: f32) -> f32 {
        self.logit + self.words * table
    }
}

/// What a word or pair tells: how rare it is, and its weight.
type Counted = (f32, f32);

/// The table, read at first use.
struct Counts {
    bias: f32,
    features: Table<Counted>,
}

static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
    let (mut bias, mut features) = (0.0, HashMap::new());
    for line in include_str!("words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let name = columns.next().unwrap_or_default();
        let mut number = || columns.next().and_then(|number| number.parse::<f32>().ok()).unwrap_or_default();
        match name.split_once(' ') {
            Some((first, second)) => features.insert(pair(lower_key(first), lower_key(second)), (number(), number())),
            None if name.is_empty() => {
                bias = number();
                None
            }
            None => features.insert(lower_key(name), (number(), number())),
        };
    }
    Counts { bias, features: Table::of(&features) }
});

/// What a feature counts that is there so many times: a logarithm, written out so that every machine has the same.
const TIMES: [f32; 8] = [1.0, 1.693, 2.099, 2.386, 2.609, 2.792, 2.946, 3.079];

/// The word as it counts; `None` for signs. `first`: whether it begins a sentence, where a capital says nothing.
fn token<'t>(printed: &'t str, word: &Word, first: bool) -> Option<&'t str> {
    match word.shape {
        Shape::Punctuation => matches!(printed, "?" | "!").then_some(printed),
        Shape::Number => {
            let year = printed.len() == 4 && matches!(&printed.as_bytes()[..2], b"16" | b"17" | b"18" | b"19" | b"20");
            Some(match printed {
                _ if printed.starts_with(['$', '£', '€', '¥']) => "<money>",
                _ if printed.ends_with('%') => "<percent>",
                _ if year && printed.bytes().all(|byte| byte.is_ascii_digit()) => "<year>",
                _ => "<number>",
            })
        }
        Shape::Capitalised | Shape::Upper if !first && printed != "I" => Some("<name>"),
        _ => Some(printed),
    }
}

/// The words of `text` at `places` as they count, in order.
fn tokens<'t>(text: &'t str, scan: &Scan, places: impl Iterator<Item = usize>) -> impl Iterator<Item = &'t str> {
    let mut before: Option<&Word> = None;
    places.filter_map(move |at| {
        let word = scan.words.get(at)?;
        let first = before.is_none_or(|before| before.sentence != word.sentence || before.quote == QuoteState::Mark);
        before = Some(word);
        token(word.text(text), word, first)
    })
}

/// The probability for log odds, the same on every machine.
fn probability(logit: f32) -> f32 {
    (1.0 / (1.0 + exp64(-f64::from(logit)))) as f32
}

/// How likely `text` is worth checking; `view`: what the finder thinks.
pub(super) fn of_text(text: &str, view: Option<View>) -> f32 {
    let scan = Scan::of_lines(text);
    let table = logit(tokens(text, &scan, 0..scan.words.len()));
    probability(view.map_or(table, |view| view.with(table)))
}

impl Extraction {
    /// How likely `claim` of this extraction from `text` is worth checking, 0 to 1: a factual statement whose truth
    /// matters. The order is good; as a number it is too high for news.
    pub fn check_worthiness(&self, text: &str, claim: &Claim) -> f32 {
        let words: Vec<&str> = claim.parts.content.iter().filter_map(|span| span.slice(text)).collect();
        of_text(&words.join(" "), self.views.get(&claim.id).copied())
    }
}

/// The table's log odds.
fn logit<'t>(tokens: impl Iterator<Item = &'t str>) -> f32 {
    let mut keys: Vec<u64> = Vec::with_capacity(64);
    let mut before = None;
    for token in tokens {
        let key = lower_key(token);
        keys.push(key);
        keys.extend(before.map(|before| pair(before, key)));
        before = Some(key);
    }
    keys.sort_unstable();
    let (mut sum, mut length) = (0.0_f32, 0.0_f32);
    for same in keys.chunk_by(|one, other| one == other) {
        let (rarity, weight) = COUNTS.features.get(same[0]);
        let value = TIMES[same.len().min(TIMES.len()) - 1] * rarity;
        sum += value * weight;
        length += value * value;
    }
    COUNTS.bias + if length > 0.0 { sum / length.sqrt() } else { 0.0 }
}

/// How likely `text` is worth checking: the share of such sentences that people called a factual statement worth
/// checking, 0 to 1.
///
/// ```
/// use saidby_engine::extract::checkworthy::check_worthiness;
///
/// let figures = check_worthiness("The port lost 40 percent of its jobs in two years and 3 million dollars in taxes.");
/// let thanks = check_worthiness("Thank you, it is good to see you all here tonight.");
/// assert!(figures > 0.5 && thanks < 0.2);
/// ```
pub fn check_worthiness(text: &str) -> f32 {
    of_text(text, None)
}

/// The words and pairs of words that `text` is judged by: what the table is counted from.
pub fn features(text: &str) -> Vec<String> {
    let scan = Scan::of_lines(text);
    let words: Vec<String> = tokens(text, &scan, 0..scan.words.len()).map(|token| with_lower(token, str::to_owned)).collect();
    let pairs: Vec<String> = words.windows(2).map(|pair| pair.join(" ")).collect();
    words.into_iter().chain(pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn figures_and_names_count_by_their_kind() {
        let features = features("Bo Lund paid $4,000 in 1998, 12% of 40. I thank Ana Diaz!");
        let words: Vec<&str> = features.iter().map(String::as_str).filter(|name| !name.contains(' ')).collect();
        let expected = "bo <name> paid <money> in <year> <percent> of <number> i thank <name> <name> !";
        assert_eq!(words.join(" "), expected);
        assert!(features.iter().any(|name| name == "paid <money>"));
    }

    #[test]
    fn what_can_be_checked_is_above_what_is_felt() {
        let order = [
            "Unemployment fell by 3 percent last year, and 40,000 people found work.",
            "The council has raised the tax on ferries twice since 2011.",
            "We hope that everybody will be happy here.",
            "Thank you very much.",
        ];
        let scores = order.map(check_worthiness);
        assert!(scores[..2].iter().all(|score| *score > 0.5) && scores[2..].iter().all(|score| *score < 0.1), "{scores:?}");
        assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        assert!(check_worthiness("") < 0.5 && check_worthiness("¿ … ‽ 日本").is_finite());
    }

    #[test]
    fn a_finder_s_view_counts_beside_the_words() {
        let article = Article::from_text("Ana Diaz said that 40 percent of ferries were late in 2019.");
        let mut found = crate::extract::extract(&article, &crate::extract::Options::fast());
        let claim = found.claims[0].clone();
        let words = check_worthiness(claim.parts.content[0].slice(&article.text).unwrap());
        assert_eq!(found.check_worthiness(&article.text, &claim), words);
        found.views.insert(claim.id.clone(), View { logit: 20.0, words: 1.0 });
        assert!(found.check_worthiness(&article.text, &claim) > 0.99);
    }
}
