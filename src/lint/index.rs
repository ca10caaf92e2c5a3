//! What the rules need of an article's text, read once: its words and sentences, lines and quotations.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, OnceLock};

use regex::Regex;

use super::folded::folded;
use super::refusals::{Refusal, Refusals};
use crate::article::Article;
use crate::review::{held_back_in, reason_in};
use crate::text::{LineIndex, QuoteStyle, Scan, Span};

/// Words that two quotations must share in a row to be compared.
const RUN: usize = 4;
/// Words that a quotation must have to be compared with others.
const COMPARED: usize = 7;
/// Share of the words of the shorter of two quotations that must be the same for both to be the same quotation.
const SAME: f64 = 0.8;
/// Quotations with the same run of words that are compared: more is a refrain.
const REFRAIN: usize = 8;
/// How often longer the longer of the two may be.
const LONGER: usize = 2;

/// Words by which a name is held back, and words by which a sentence speaks for all sources of an article. The patterns
/// are constant, and a test reads them.
static FOR_ALL: LazyLock<Option<[Regex; 2]>> = LazyLock::new(|| {
    let held_back = Regex::new(r"(?i)anonym|not (?:to )?(?:be )?(?:named|identified|quoted by name)|not authori[sz]ed").ok()?;
    Some([held_back, Regex::new(r"(?i)\b(?:others|all|everyone|everybody|each|(?:most|many|some|several) of (?:whom|them|the (?:[\w-]+ ){1,6}interviewed)|other (?:[\w-]+ ){1,3}interviewed|(?:the|these) (?:\w+ ){0,2}(?:officials|sources|people|aides|diplomats|staffers|advisers|executives|employees|lawmakers))\b").ok()?])
});

/// What the rules need of an article's text.
#[derive(Debug)]
pub struct Index {
    /// The article.
    pub article: Arc<Article>,
    /// Words, sentences and quotations of the blocks that can hold claims.
    pub scan: Scan,
    /// Its lines.
    pub lines: LineIndex,
    quotations: OnceLock<Vec<Quoted>>,
    doubles: OnceLock<Vec<Double>>,
    /// By quotation: the indexes of the pairs that it is in.
    pairs: OnceLock<Vec<(usize, usize)>>,
    refusals: OnceLock<Refusals>,
    reasons: OnceLock<Vec<usize>>,
    gives_reason: OnceLock<bool>,
    /// What was judged of each quotation: by the text alone, so that once is enough.
    judged: OnceLock<Vec<OnceLock<bool>>>,
}

/// A quotation of the text.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// From mark to mark.
    pub span: Span,
    /// Its words in lower case, without punctuation.
    pub words: Vec<Box<str>>,
}

/// Two quotations of the text that seem to be the same in different words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Double {
    /// The index of the first.
    pub first: usize,
    /// The index of the later one.
    pub later: usize,
}

impl Index {
    /// Reads an article.
    pub fn new(article: &Arc<Article>) -> Self {
        let blocks = article.blocks.iter().filter(|block| block.kind.holds_claims());
        Self::of_scan(article, Scan::of(&article.text, blocks.map(|block| block.span)))
    }

    /// The same for an article whose blocks were all scanned already.
    pub fn of_all(article: &Arc<Article>, scan: Scan) -> Self {
        if article.blocks.iter().all(|block| block.kind.holds_claims()) {
            Self::of_scan(article, scan)
        } else {
            Self::new(article)
        }
    }

    fn of_scan(article: &Arc<Article>, scan: Scan) -> Self {
        Self {
            article: Arc::clone(article),
            scan,
            lines: LineIndex::new(&article.text),
            quotations: OnceLock::new(),
            doubles: OnceLock::new(),
            pairs: OnceLock::new(),
            refusals: OnceLock::new(),
            reasons: OnceLock::new(),
            gives_reason: OnceLock::new(),
            judged: OnceLock::new(),
        }
    }

    /// The quotations in the order of the text, those inside others left out.
    pub fn quotations(&self) -> &[Quoted] {
        self.quotations.get_or_init(|| {
            let outer = self.scan.quotations.iter().filter(|quotation| !quotation.nested);
            let whole = outer.filter(|quotation| quotation.style != QuoteStyle::Single || quotation.closed);
            whole.map(|quotation| Quoted { span: quotation.span, words: folded(&self.article.text, quotation.span) }).collect()
        })
    }

    /// The pairs of quotations that seem to be the same in different words.
    pub fn doubles(&self) -> &[Double] {
        self.doubles.get_or_init(|| doubles(self.quotations()))
    }

    /// The indexes of the quotations that overlap with `near`.
    pub fn quotations_in(&self, near: Span) -> std::ops::Range<usize> {
        let quotations = self.quotations();
        let first = quotations.partition_point(|quoted| quoted.span.end <= near.start);
        first..quotations.partition_point(|quoted| quoted.span.start < near.end).max(first)
    }

    /// The indexes of the [`Self::doubles`] that a quotation is in.
    pub fn doubles_of(&self, quotation: usize) -> impl Iterator<Item = usize> {
        let pairs = self.pairs.get_or_init(|| {
            let both = |(at, double): (usize, &Double)| [(double.first, at), (double.later, at)];
            let mut pairs: Vec<(usize, usize)> = self.doubles().iter().enumerate().flat_map(both).collect();
            pairs.sort_unstable();
            pairs
        });
        let first = pairs.partition_point(|(other, _)| *other < quotation);
        let of_it = pairs.get(first..).unwrap_or_default().iter().take_while(move |(other, _)| *other == quotation);
        of_it.map(|(_, double)| *double)
    }

    /// What `judge` says of the quotation at this place, asked once.
    pub fn judged(&self, quotation: usize, judge: impl FnOnce() -> bool) -> bool {
        let judged = self.judged.get_or_init(|| self.quotations().iter().map(|_| OnceLock::new()).collect());
        match judged.get(quotation) {
            Some(known) => *known.get_or_init(judge),
            None => judge(),
        }
    }

    /// Where someone declines to comment, in the order of the text.
    pub fn refusals(&self) -> &[Refusal] {
        &self.refusals.get_or_init(|| Refusals::of(&self.article.text, |at| self.sentence_span(self.sentence_at(at)))).all
    }

    /// The indexes of the refusals of somebody who has this word in the name.
    pub fn refusals_with(&self, word: &str) -> &[usize] {
        self.refusals.get_or_init(|| Refusals::of(&self.article.text, |at| self.sentence_span(self.sentence_at(at)))).with(word)
    }

    /// The sentences that say why somebody is not named, in the order of the text.
    pub fn reasons(&self) -> &[usize] {
        self.reasons.get_or_init(|| {
            let mut sentences: Vec<usize> = held_back_in(&self.article.text).map(|at| self.sentence_at(at)).collect();
            sentences.dedup();
            sentences.retain(|at| reason_in(self.sentence(*at)).is_some());
            sentences
        })
    }

    /// Those of them in `range`.
    pub fn reasons_in(&self, range: std::ops::RangeInclusive<usize>) -> &[usize] {
        let reasons = self.reasons();
        let from = reasons.partition_point(|at| at < range.start());
        reasons.get(from..reasons.partition_point(|at| at <= range.end()).max(from)).unwrap_or_default()
    }

    /// Whether a sentence says for all sources of the article why they are not named.
    pub fn gives_reason_for_all(&self) -> bool {
        *self.gives_reason.get_or_init(|| {
            FOR_ALL.as_ref().is_some_and(|[held_back, all]| {
                let sentences =
                    held_back.find_iter(&self.article.text).map(|found| self.sentence(self.sentence_at(found.start())));
                sentences.into_iter().any(|sentence| all.is_match(sentence) && reason_in(sentence).is_some())
            })
        })
    }

    /// The index of the sentence that holds the byte at `offset`, or of the first one behind it.
    pub fn sentence_at(&self, offset: usize) -> usize {
        let word = self.scan.words.partition_point(|word| word.end as usize <= offset);
        self.scan.words.get(word).map_or(self.scan.sentences.len(), |word| word.sentence as usize)
    }

    /// The span of the sentence at `index`; `None` behind the last.
    pub fn sentence_span(&self, index: usize) -> Option<Span> {
        self.scan.sentences.get(index).map(|sentence| self.scan.sentence_span(sentence))
    }

    /// The text of the sentence at `index`, empty behind the last.
    pub fn sentence(&self, index: usize) -> &str {
        self.sentence_span(index).and_then(|span| span.slice(&self.article.text)).unwrap_or_default()
    }

    /// The index of the paragraph of the sentence at `index`.
    pub fn paragraph_of(&self, sentence: usize) -> Option<u32> {
        self.scan.sentences.get(sentence).map(|sentence| sentence.paragraph)
    }
}

/// How many words of both lists are the same in the same order (longest common subsequence).
pub fn in_common(one: &[Box<str>], other: &[Box<str>]) -> usize {
    let mut row = vec![0usize; other.len() + 1];
    for x in one {
        let mut diagonal = 0;
        let mut left = 0;
        for (slot, y) in row.iter_mut().skip(1).zip(other) {
            let above = *slot;
            left = if x == y { diagonal + 1 } else { above.max(left) };
            *slot = left;
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Whether one list holds the other, word for word.
fn holds(long: &[Box<str>], short: &[Box<str>]) -> bool {
    long.windows(short.len().max(1)).any(|part| part == short)
}

fn doubles(quotations: &[Quoted]) -> Vec<Double> {
    let mut runs: HashMap<&[Box<str>], Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (later, quoted) in quotations.iter().enumerate() {
        // "I never said that. I never said that" has four.
        let different: HashSet<&str> = quoted.words.iter().map(AsRef::as_ref).collect();
        if different.len() < COMPARED {
            continue;
        }
        let mut candidates: Vec<usize> = Vec::new();
        for run in quoted.words.windows(RUN) {
            let seen = runs.entry(run).or_default();
            candidates.extend(seen.iter().rev().take(REFRAIN));
            seen.push(later);
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|first| *first != later);
        for first in candidates {
            let Some(earlier) = quotations.get(first) else { continue };
            let (short, long) = if earlier.words.len() < quoted.words.len() { (earlier, quoted) } else { (quoted, earlier) };
            if long.words.len() > LONGER * short.words.len() || holds(&long.words, &short.words) {
                continue;
            }
            let common = in_common(&short.words, &long.words);
            if common as f64 >= SAME * short.words.len() as f64 {
                found.push(Double { first, later });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(usize, usize)> {
        let index = Index::new(&Arc::new(Article::from_text(text)));
        index.doubles().iter().map(|double| (double.first, double.later)).collect()
    }

    #[test]
    fn the_same_quotation_in_other_words_is_found() {
        assert_eq!(
            pairs(
                "“The weir will hold until the spring flood comes,” Ilse Brandt said.\n\nBrandt said “the weir will hold until the summer flood comes”."
            ),
            [(0, 1)]
        );
        assert_eq!(
            pairs(
                "“The weir will hold until the spring flood comes,” she said.\n\nShe said “the weir will hold until the spring”."
            ),
            [],
            "a part of it, word for word"
        );
        assert_eq!(
            pairs("“I never said it. I never said it,” she said.\n\n“I never said it. So what? I never said it,” she said."),
            [],
            "few words, again and again"
        );
        assert_eq!(pairs("“The weir will hold,” she said.\n\n“The weir will go,” he said."), [], "too short to be sure");
    }

    #[test]
    fn a_reason_for_all_is_found() {
        let gives = |text: &str| Index::new(&Arc::new(Article::from_text(text))).gives_reason_for_all();
        assert!(gives("It rained. The clerks and others spoke on condition of anonymity, fearing for their jobs."));
        assert!(gives("Six officials, most of whom asked not to be named, saw the plans."));
        assert!(gives(
            "“It leaks,” said a clerk, who like many of the dozen other board members interviewed asked not to be named."
        ));
        assert!(!gives("A clerk spoke on condition of anonymity. All of the pumps failed."));
    }

    #[test]
    fn words_in_common_keep_their_order() {
        let words = |text: &str| folded(text, Span::new(0, text.len()));
        assert_eq!(in_common(&words("a b c d"), &words("a x c d")), 3);
        assert_eq!(in_common(&words("a b"), &words("b a")), 1);
        assert_eq!(words("It’s “new”, isn't it?").join(" "), "it's new isn't it");
    }
}
