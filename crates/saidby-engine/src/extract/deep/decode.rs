//! From scores to attributions: cues, what belongs to each, and how sure that is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::arithmetic::{exp64, ln64};
use super::crf::Transitions;
use super::heads::{RELATION_TAGS, TAGS};
use super::weights::ModelError;
use crate::extract::checkworthy::View;
use crate::text::{QuoteState, Scan, Span, WordRange};

const BEGIN_CUE: u8 = 1;
const INSIDE_CUE: u8 = 2;
const SOURCE_TAGS: Range<usize> = 3..7;
const CONTENT_TAGS: Range<usize> = 7..11;
const RELATION_SOURCE: Range<usize> = 1..3;
const RELATION_CONTENT: Range<usize> = 3..5;
/// Probabilities are held this far from 0 and 1 before their logarithm is taken.
const MARGIN: f64 = 1e-4;
/// Two parts are one cue ("accused ... of") from this overlap of their contents, if both are this sure.
const SAME_CONTENT: f64 = 0.8;
const SURE_CUE: f64 = 0.5;
/// Among so many earlier cues the first part of a cue is looked for.
const LOOK_BACK: usize = 3;

/// The features of the model of confidence, in the order of [`Candidate::features`].
pub(super) const FEATURES: [&str; 13] = [
    "cue",
    "cue_first",
    "content",
    "content_start",
    "content_end",
    "source",
    "no_source",
    "tagger_content",
    "tagger_source",
    "length",
    "quoted",
    "rival",
    "cue_words",
];
const RIVAL: usize = 11;

/// A logistic model over [`FEATURES`].
#[derive(Clone, Debug)]
pub(super) struct Confidence {
    bias: f64,
    weights: [f64; FEATURES.len()],
}

impl Confidence {
    /// Takes the weights by name; a missing one is an error.
    pub(super) fn new(weights: &BTreeMap<String, f64>) -> Result<Self, ModelError> {
        let weight =
            |name: &str| weights.get(name).copied().ok_or_else(|| ModelError::Part { part: format!("confidence: {name}") });
        let mut confidence = Self { bias: weight("bias")?, weights: [0.0; FEATURES.len()] };
        for (slot, name) in confidence.weights.iter_mut().zip(FEATURES) {
            *slot = weight(name)?;
        }
        Ok(confidence)
    }

    fn of(&self, features: &[f64; FEATURES.len()]) -> f64 {
        let mut sum = self.bias;
        for (weight, feature) in self.weights.iter().zip(features) {
            sum += weight * feature;
        }
        1.0 / (1.0 + exp64(-sum))
    }
}

/// A cue with the words that were found to belong to it; ascending indices into the document's words.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub cue: Vec<usize>,
    pub source: Vec<usize>,
    pub content: Vec<usize>,
    pub confidence: f64,
    /// How much the content is worth checking.
    pub check_worthiness: Option<View>,
    sureness: f64,
    pub features: [f64; FEATURES.len()],
}

#[cfg(test)]
impl Candidate {
    /// A candidate with these words, for tests.
    pub(super) fn made(cue: Vec<usize>, source: Vec<usize>, content: Vec<usize>, confidence: f64) -> Self {
        Self { cue, source, content, confidence, check_worthiness: None, sureness: confidence, features: [0.0; FEATURES.len()] }
    }
}

/// What the tagger says of one unit's words.
#[derive(Debug)]
pub(super) struct TaggedUnit {
    pub words: WordRange,
    marginals: Vec<[f64; TAGS]>,
    /// Cues, as ranges of words.
    pub cues: Vec<WordRange>,
}

impl TaggedUnit {
    /// Decodes the scores of the words at `words`. With an `outside_bias` below zero, weaker cues are taken too where
    /// they touch none of the best path's own.
    pub(super) fn new(words: WordRange, scores: &[[f32; TAGS]], transitions: &Transitions<TAGS>, outside_bias: f64) -> Self {
        let mut cues = cues_of(words, &transitions.best_path(scores, 0.0));
        if outside_bias < 0.0 {
            let mut weaker = cues_of(words, &transitions.best_path(scores, outside_bias));
            weaker.retain(|weak| !cues.iter().any(|cue| cue.start <= weak.end && weak.start <= cue.end));
            cues.extend(weaker);
            cues.sort_unstable_by_key(|cue| cue.start);
        }
        let marginals = if cues.is_empty() { Vec::new() } else { transitions.marginals(scores) };
        Self { words, marginals, cues }
    }

    /// Mean probability of `tags` over those of `words` that are in this unit; `None` where none is.
    fn mean(&self, words: impl Iterator<Item = usize>, tags: Range<usize>) -> Option<f64> {
        let inside = words.filter(|word| self.words.contains(*word));
        let (mut sum, mut count) = (0.0, 0);
        for word in inside {
            sum += self.marginals[word - self.words.start][tags.clone()].iter().sum::<f64>();
            count += 1;
        }
        (count > 0).then(|| sum / f64::from(count))
    }
}

/// Runs of cue tags.
fn cues_of(words: WordRange, path: &[u8]) -> Vec<WordRange> {
    let mut cues: Vec<WordRange> = Vec::new();
    for (word, tag) in words.iter().zip(path) {
        match cues.last_mut() {
            Some(cue) if *tag == INSIDE_CUE && cue.end == word => cue.end += 1,
            _ if *tag == BEGIN_CUE || *tag == INSIDE_CUE => cues.push(WordRange::one(word)),
            _ => {}
        }
    }
    cues
}

/// The words that were asked about one cue, and the relation head's scores for them.
pub(super) struct Answer {
    pub words: WordRange,
    pub scores: Vec<[f32; RELATION_TAGS]>,
}

fn logit(probability: f64) -> f64 {
    let held = probability.clamp(MARGIN, 1.0 - MARGIN);
    ln64(held / (1.0 - held))
}

/// The attribution around one cue, or `None` where nothing is attributed.
pub(super) fn candidate(
    scan: &Scan,
    unit: &TaggedUnit,
    cue: WordRange,
    answer: &Answer,
    transitions: &Transitions<RELATION_TAGS>,
) -> Option<Candidate> {
    let path = transitions.best_path(&answer.scores, 0.0);
    let tagged = |tags: Range<usize>| {
        answer.words.iter().zip(&path).filter(move |(word, tag)| tags.contains(&usize::from(**tag)) && !cue.contains(*word))
    };
    let content: Vec<usize> = tagged(RELATION_CONTENT).map(|(word, _)| word).collect();
    let source: Vec<usize> = tagged(RELATION_SOURCE).map(|(word, _)| word).collect();
    let (first, last) = (*content.first()?, *content.last()?);
    let marginals = transitions.marginals(&answer.scores);
    let mean = |words: &[usize], tags: Range<usize>| {
        let sum: f64 = words.iter().map(|word| marginals[word - answer.words.start][tags.clone()].iter().sum::<f64>()).sum();
        sum / words.len().max(1) as f64
    };
    let sureness = unit.mean(cue.iter(), 1..3).unwrap_or(0.0);
    let cue_first = unit.marginals.get(cue.start.wrapping_sub(unit.words.start)).map_or(0.0, |row| row[1]);
    let goes_on = marginals.get(last + 1 - answer.words.start).map_or(0.0, |row| row[4]);
    let quoted = content.iter().filter(|word| scan.words[**word].quote != QuoteState::Outside).count();
    let features = [
        logit(sureness),
        logit(cue_first),
        logit(mean(&content, RELATION_CONTENT)),
        logit(marginals[first - answer.words.start][3]),
        logit(1.0 - goes_on),
        if source.is_empty() { 0.0 } else { logit(mean(&source, RELATION_SOURCE)) },
        f64::from(u8::from(source.is_empty())),
        unit.mean(content.iter().copied(), CONTENT_TAGS).map_or(0.0, logit),
        unit.mean(source.iter().copied(), SOURCE_TAGS).map_or(0.0, logit),
        ln64(1.0 + content.len() as f64),
        quoted as f64 / content.len() as f64,
        0.0,
        ln64(cue.len() as f64),
    ];
    Some(Candidate { cue: cue.iter().collect(), source, content, confidence: 0.0, check_worthiness: None, sureness, features })
}

/// Twice the shared words over all: 1 when `a` and `b` (ascending) are equal.
fn overlap(a: &[usize], b: &[usize]) -> f64 {
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}

/// Joins the parts of cues, and gives every candidate its confidence.
pub(super) fn settle(scan: &Scan, found: Vec<Candidate>, confidence: &Confidence) -> Vec<Candidate> {
    let mut settled: Vec<Candidate> = Vec::new();
    for next in found {
        let sentence = |candidate: &Candidate| candidate.cue.first().map(|word| scan.words[*word].sentence);
        let other_part = settled.iter_mut().rev().take(LOOK_BACK).find(|other| {
            sentence(other) == sentence(&next)
                && other.sureness >= SURE_CUE
                && next.sureness >= SURE_CUE
                && overlap(&other.content, &next.content) >= SAME_CONTENT
        });
        match other_part {
            Some(other) => join(other, next),
            None => settled.push(next),
        }
    }
    for candidate in &mut settled {
        complete_quotations(scan, &mut candidate.content);
    }
    for index in 0..settled.len() {
        let this = &settled[index];
        let rivals = settled.iter().enumerate().filter(|(place, other)| *place != index && other.sureness > this.sureness);
        let rival = rivals.map(|(_, other)| overlap(&this.content, &other.content)).fold(0.0, f64::max);
        settled[index].features[RIVAL] = rival;
        settled[index].confidence = confidence.of(&settled[index].features);
    }
    settled
}

fn join(whole: &mut Candidate, part: Candidate) {
    whole.cue.extend(part.cue);
    whole.cue.sort_unstable();
    whole.cue.dedup();
    if part.content.len() > whole.content.len() {
        whole.content = part.content;
    }
    if whole.source.is_empty() {
        whole.source = part.source;
    }
    let cue = &whole.cue;
    whole.content.retain(|word| cue.binary_search(word).is_err());
    whole.source.retain(|word| cue.binary_search(word).is_err());
}

/// Adds the marks of quotations whose words are in `content` from first to last: annotators count them in.
fn complete_quotations(scan: &Scan, content: &mut Vec<usize>) {
    let (Some(first), Some(last)) = (content.first().copied(), content.last().copied()) else {
        return;
    };
    let from = scan.quotations.partition_point(|quotation| (quotation.first_word as usize) + 1 < first);
    let mut marks = Vec::new();
    for quotation in scan.quotations[from..].iter().take_while(|quotation| (quotation.first_word as usize) < last) {
        let opening = quotation.first_word as usize;
        let end = quotation.end_word as usize;
        let inside = opening + 1..if quotation.closed { end.saturating_sub(1) } else { end };
        let holds = |word: usize| content.binary_search(&word).is_ok();
        if inside.is_empty() || !holds(inside.start) || !holds(inside.end - 1) {
            continue;
        }
        marks.push(opening);
        if quotation.closed {
            marks.push(inside.end);
        }
    }
    if !marks.is_empty() {
        content.extend(marks);
        content.sort_unstable();
        content.dedup();
    }
}

/// Words as spans: neighbours are joined unless a paragraph ends between them.
pub(super) fn spans(scan: &Scan, words: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last = None;
    for word in words {
        let span = scan.words[*word].span();
        let follows = last.is_some_and(|last| last + 1 == *word && scan.paragraph_of(last) == scan.paragraph_of(*word));
        match spans.last_mut() {
            Some(before) if follows => *before = before.cover(span),
            _ => spans.push(span),
        }
        last = Some(*word);
    }
    spans
}

/// The construction, in words for a person.
pub(super) fn describe(scan: &Scan, text: &str, candidate: &Candidate) -> String {
    let lexical = candidate.content.iter().map(|word| &scan.words[*word]).filter(|word| word.is_lexical());
    let (mut quoted, mut all) = (0, 0);
    for word in lexical {
        quoted += usize::from(word.quote != QuoteState::Outside);
        all += 1;
    }
    let content = match quoted {
        0 => "statement",
        _ if quoted == all => "quotation",
        _ => "statement with quoted words",
    };
    // As the article writes them: no blank before a colon.
    let (mut cue, mut end) = (String::new(), None);
    for word in candidate.cue.iter().map(|word| &scan.words[*word]) {
        if end.is_some_and(|end| end != word.start) {
            cue.push(' ');
        }
        cue.push_str(word.text(text));
        end = Some(word.end);
    }
    let (Some(first_cue), Some(first), Some(last)) = (candidate.cue.first(), candidate.content.first(), candidate.content.last())
    else {
        return content.to_owned();
    };
    if last < first_cue {
        format!("{content}, then “{cue}”")
    } else if first > first_cue {
        format!("“{cue}”, then a {content}")
    } else {
        format!("“{cue}” inside a {content}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_get_both_marks() {
        let scan = Scan::of_lines("He said “it rains” and “snows today” too.");
        let complete = |content: &[usize]| {
            let mut content = content.to_vec();
            complete_quotations(&scan, &mut content);
            content
        };
        assert_eq!(complete(&[3, 4]), [2, 3, 4, 5]);
        assert_eq!(complete(&[2, 3, 4]), [2, 3, 4, 5]);
        assert_eq!(complete(&[4, 5]), [4, 5]);
        assert_eq!(complete(&[3, 4, 8, 9]), [2, 3, 4, 5, 7, 8, 9, 10]);
        assert_eq!(complete(&[8]), [8]);
    }

    #[test]
    fn cues_are_runs_of_their_tags() {
        let cues = [(10, 12), (13, 14), (14, 16)].map(|(start, end)| WordRange::new(start, end));
        assert_eq!(cues_of(WordRange::new(10, 17), &[1, 2, 0, 1, 1, 2, 8]), cues);
        assert!(cues_of(WordRange::new(0, 2), &[0, 7]).is_empty());
    }

    #[test]
    fn words_become_spans_within_paragraphs() {
        let scan = Scan::of_lines("One two.\nThree four.");
        assert_eq!(spans(&scan, &[0, 1, 3, 4]), [Span::new(0, 7), Span::new(9, 19)]);
        assert_eq!(spans(&scan, &[1, 2, 3]), [Span::new(4, 8), Span::new(9, 14)]);
    }

    #[test]
    fn a_cue_is_told_as_the_article_writes_it() {
        let text = "Dr. Vane said: the dam holds.";
        let scan = Scan::of_lines(text);
        let place = |word: &str| scan.words.iter().position(|other| other.text(text) == word).unwrap();
        let candidate = Candidate {
            cue: vec![place("said"), place(":")],
            source: Vec::new(),
            content: vec![place("dam")],
            confidence: 1.0,
            check_worthiness: None,
            sureness: 1.0,
            features: [0.0; FEATURES.len()],
        };
        assert_eq!(describe(&scan, text, &candidate), "“said:”, then a statement");
    }

    #[test]
    fn overlap_counts_shared_words() {
        assert_eq!(overlap(&[1, 2, 3], &[1, 2, 3]), 1.0);
        assert_eq!(overlap(&[1, 2], &[2, 3]), 0.5);
        assert_eq!(overlap(&[], &[]), 0.0);
    }

    #[test]
    fn confidence_needs_every_weight() {
        let mut weights: BTreeMap<String, f64> = FEATURES.iter().map(|name| ((*name).to_owned(), 0.0)).collect();
        assert!(matches!(Confidence::new(&weights), Err(ModelError::Part { .. })));
        weights.insert("bias".to_owned(), 0.0);
        assert_eq!(Confidence::new(&weights).unwrap().of(&[1.0; FEATURES.len()]), 0.5);
    }
}
