//! The fast way to find attributions: rules over tagged words, weighed by counts.
//!
//! ```text
//! paragraph --tagging--> tokens --verbs, nouns--> candidates --confidence, rivals--> attributions
//! ```
//!
//! Every rule looks a bounded number of words around, so the cost is linear in the text.

pub mod beside;
pub mod candidate;
pub mod clauses;
pub mod confidence;
pub mod nouns;
pub mod rivals;
pub mod sources;
pub mod tagging;
#[cfg(test)]
mod tests;
pub mod training;
pub mod verbs;
pub mod view;

use std::ops::Range;

use self::candidate::{Candidate, Mention};
use self::confidence::Weights;
use self::tagging::{Tag, Token};
use self::view::View;
use super::lexicon::Lexicon;
use super::{Attribution, Document, SpanFinder};
use crate::article::BlockKind;
use crate::claim::Parts;
use crate::text::{Span, WordRange};

/// Finds attributions by rules.
#[derive(Clone, Copy, Debug)]
pub struct FastFinder {
    lexicon: &'static Lexicon,
    weights: &'static Weights,
    least: f32,
}

impl Default for FastFinder {
    fn default() -> Self {
        Self::new()
    }
}

impl FastFinder {
    /// The finder with the program's lexicon and weights.
    pub fn new() -> Self {
        Self { lexicon: Lexicon::shared(), weights: Weights::shared(), least: rivals::THRESHOLD }
    }

    /// The finder that drops what is less likely than `least` before its rivals are weighed, 0 to 1.
    pub fn at_least(self, least: f32) -> Self {
        Self { least, ..self }
    }

    /// Calls `each` with every one of `paragraphs` that holds claims: its index, its words, and all that
    /// the rules propose for it.
    pub(crate) fn each_paragraph(
        &self,
        document: &Document<'_>,
        paragraphs: Range<usize>,
        mut each: impl FnMut(usize, &View<'_>, &mut Vec<Candidate>),
    ) {
        // Room that the paragraphs share, so that none of them allocates anew.
        let mut tokens: Vec<Token> = Vec::new();
        let mut candidates: Vec<Candidate> = Vec::new();
        for index in paragraphs {
            let holds = document.article.blocks.get(index).is_some_and(|block| block.kind.holds_claims());
            let Some(paragraph) = document.scan.paragraphs.get(index).filter(|_| holds) else {
                continue;
            };
            let (from, to) = (paragraph.first_word as usize, paragraph.end_word as usize);
            tagging::tag(document, self.lexicon, from, to, &mut tokens);
            let quotations = &document.scan.quotations;
            let first = quotations.partition_point(|quotation| (quotation.first_word as usize) < from);
            let count = quotations[first..].partition_point(|quotation| (quotation.first_word as usize) < to);
            let view = View { document, tokens: &tokens, base: from, quotations: &quotations[first..first + count] };
            candidates.clear();
            self.propose(&view, &mut candidates);
            each(index, &view, &mut candidates);
        }
    }

    /// What the rules propose for the paragraph at `index` from the confidence `least` on, rivals included.
    pub(crate) fn proposals(&self, document: &Document<'_>, index: usize, least: f32) -> Vec<Attribution> {
        let mut found = Vec::new();
        self.each_paragraph(document, index..index + 1, |_, view, candidates| {
            let likely = candidates.iter().filter(|candidate| candidate.confidence >= least);
            found.extend(likely.map(|candidate| attribution(view, candidate, &[])));
        });
        found
    }

    /// All that the rules propose for one paragraph, rivals included.
    fn propose(&self, view: &View<'_>, out: &mut Vec<Candidate>) {
        let mut shared: Option<Range<usize>> = None;
        let mut speaker: Option<Range<usize>> = None;
        let mut sentence = usize::MAX;
        nouns::push_label(view, out);
        for candidate in out.iter_mut() {
            candidate.confidence = self.weights.confidence(view, candidate);
        }
        for (at, token) in view.tokens.iter().enumerate() {
            if token.quoted {
                continue;
            }
            let here = view.document.scan.words.get(view.base + at).map_or(0, |word| word.sentence as usize);
            if here != sentence {
                sentence = here;
                shared = None;
                speaker = None;
            }
            let before = out.len();
            if token.lexeme.verb != 0 && view.is(at, "according") {
                nouns::push_according(view, at, out);
            } else if matches!(token.tag, Tag::Finite | Tag::Infinitive | Tag::Participle | Tag::Gerund)
                && (token.lexeme.verb != 0 || !view.quotations.is_empty() && beside_quotation(view, at, token.tag))
            {
                verbs::push(view, self.lexicon, at, speaker.as_ref().or(shared.as_ref()), out);
            } else if token.lexeme.noun != 0 && token.tag == Tag::Noun {
                nouns::push_noun(view, at, shared.as_ref(), out);
            } else if token.lexeme.adjective != 0
                && matches!(token.tag, Tag::Adjective | Tag::Participle | Tag::Adverb | Tag::Finite)
            {
                nouns::push_adjective(view, at, out);
            } else if token.tag == Tag::Adverb && ["reportedly", "allegedly", "supposedly"].iter().any(|word| view.is(at, word)) {
                nouns::push_evidential(view, at, out);
            }
            for candidate in out.iter_mut().skip(before) {
                candidate.confidence = self.weights.confidence(view, candidate);
                if candidate.confidence >= SPEAKS && candidate.frame.is_speech() && candidate.mention != Mention::Relative {
                    speaker = candidate.source.clone().or(speaker);
                }
            }
            if matches!(token.tag, Tag::Finite | Tag::Modal | Tag::Auxiliary)
                && let Some(subject) = sources::subject_before(view, sources::group_start(view, at))
                && !view.token(subject.start).lexeme.senses.any(super::lexicon::Senses::RELATIVE)
            {
                shared = Some(subject);
            }
        }
    }
}

/// Whether an unlisted verb stands where verbs of speech stand: `X sang, "…"` or `"…," X sang`.
fn beside_quotation(view: &View<'_>, at: usize, tag: Tag) -> bool {
    let after =
        view.opens_quotation(at + 2) && matches!(view.tag(at + 1), Tag::Comma | Tag::Colon) || view.opens_quotation(at + 1);
    let before = || (at.saturating_sub(5)..at).any(|place| view.tag(place) == Tag::Quote && !view.opens_quotation(place));
    matches!(tag, Tag::Finite | Tag::Gerund) && (after || before())
}

/// How likely a claim must be for its source to be that of the next verb without a subject.
const SPEAKS: f32 = 0.4;

impl SpanFinder for FastFinder {
    fn find(&self, document: &Document<'_>, paragraphs: Range<usize>) -> Vec<Attribution> {
        let mut found = Vec::new();
        self.each_paragraph(document, paragraphs, |index, view, candidates| {
            let before = found.len();
            rivals::settle(view, index, self.least, candidates, |candidate, more| {
                found.push(attribution(view, candidate, more));
            });
            if found.len() == before && LONE >= self.least {
                found.extend(lone_quotation(view, index));
            }
        });
        found
    }
}

/// How likely a quotation that is a paragraph of its own is a claim, though nothing says whose.
const LONE: f32 = 0.4;

/// Words and signs that such a quotation has at most.
const LONE_WORDS: usize = 16;

/// The quotation that a paragraph is and nothing else: "“June.”"
fn lone_quotation(view: &View<'_>, index: usize) -> Option<Attribution> {
    let kind = view.document.article.blocks.get(index)?.kind;
    let [quotation, inside @ ..] = view.quotations else { return None };
    let words = view.words_of(quotation);
    let whole = words.start == 0 && words.end + 1 >= view.tokens.len() && quotation.closed && !quotation.continues;
    // A long one is mostly the end of what somebody said in the paragraph before.
    let own =
        whole && words.len() <= LONE_WORDS && inside.iter().all(|other| other.nested) && matches!(kind, BlockKind::Paragraph);
    own.then(|| Attribution {
        parts: Parts { content: vec![quotation.span], ..Parts::default() },
        confidence: LONE,
        check_worthiness: None,
        found_by: "quotation in a paragraph of its own".to_owned(),
    })
}

/// `candidate` as spans of the text, with the quotations `more` that belong to it.
fn attribution(view: &View<'_>, candidate: &Candidate, more: &[WordRange]) -> Attribution {
    let scan = &view.document.scan;
    let span = |range: &Range<usize>| scan.span_of(view.in_scan(range));
    let mut content: Vec<Span> = candidate.contents().map(span).collect();
    content.extend(more.iter().map(|words| scan.span_of(*words)));
    content.sort();
    content.dedup();
    let cue = span(&candidate.cue);
    let words = cue.slice(view.document.text()).unwrap_or_default();
    Attribution {
        parts: Parts { content, cue: vec![cue], source: candidate.source.iter().map(span).collect() },
        confidence: confidence::standing(candidate.confidence),
        check_worthiness: None,
        found_by: format!("'{words}' {}", candidate.frame.words()),
    }
}
