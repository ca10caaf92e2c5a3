//! High-recall detection of passages that might be claims.

use super::WORDS;
use crate::article::Article;
use crate::claim::{CueClass, Parts};
use crate::extract::lexicon::{Lexicon, Senses, cue_class};
use crate::extract::names::{self, Mention, MentionKind};
use crate::extract::{Document, EngineKind, Options};
use crate::text::quotation::Quotation;
use crate::text::{QuoteState, Span};

/// What the rules propose with less than this is noise.
const WEAKEST: f32 = 0.08;
/// Of what the deep engine considers, nearly all from here on is worth a look: three in ten are what people mark.
const LEAST: f32 = 0.05;
/// Bytes of text that the deep engine reads in some four seconds on one core.
const LONGEST: usize = 60_000;
/// Words between a name and a reporting verb that may belong to it.
const APART: usize = 8;

/// What a stretch shows of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MissedKind {
    /// It stands between quotation marks.
    Quotation,
    /// A name stands near a word that reports.
    Reporting,
    /// The engine sees an attribution, with this score (0 to 1): too weak to suggest it, or set aside for
    /// better ones.
    Weak {
        /// Of the content, the cue and the source together.
        score: f32,
    },
}

/// A stretch that may be a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// What a claim would have as its content: the quotation with its marks, the content as the rules see
    /// it, the sentence.
    pub span: Span,
    /// The words that report, where there are any.
    pub cue: Option<Span>,
    /// The claim as the engine would have it, where it sees one.
    pub parts: Option<Parts<Vec<Span>>>,
    /// What shows it.
    pub kind: MissedKind,
}

impl Stretch {
    /// From the first of its words to the last, the reporting ones included.
    pub fn reach(&self) -> Span {
        self.cue.map_or(self.span, |cue| self.span.cover(cue))
    }
}

/// All such stretches of one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// In the order of the text.
    pub stretches: Vec<Stretch>,
}

/// Whether a quotation has words enough to be a claim.
pub(super) fn is_worth_a_claim(text: &str, quotation: &Quotation) -> bool {
    !quotation.nested && has_words_enough(text, quotation.span)
}

/// Whether a stretch has words enough to be a claim.
pub(super) fn has_words_enough(text: &str, span: Span) -> bool {
    let words = span.slice(text).unwrap_or_default().split_whitespace();
    words.filter(|word| word.contains(char::is_alphanumeric)).nth(WORDS - 1).is_some()
}

/// Reads an article by the rules for all that may be a claim. Linear in its length; quick, but not for the thread of
/// the screen.
pub fn survey(article: &Article) -> Survey {
    survey_by(article, &Options::fast())
}

/// The same by the engine of `options`: what it considered and would not show. As slow as that engine is; of long
/// articles the rules tell, so that nobody waits.
pub fn survey_by(article: &Article, options: &Options) -> Survey {
    let document = Document::new(article);
    let options = if options.engine == EngineKind::Deep && article.text.len() <= LONGEST {
        Options { min_score: Some(LEAST), ..options.clone() }
    } else {
        Options { min_score: Some(WEAKEST), ..Options::fast() }
    };
    let scan = &document.scan;
    let holds = |word: usize| document.block_of(word).is_some_and(|block| block.kind.holds_claims());
    let quotations = scan
        .quotations
        .iter()
        .filter(|quotation| is_worth_a_claim(&article.text, quotation) && holds(quotation.first_word as usize));
    let mut stretches: Vec<Stretch> = quotations
        .map(|quotation| Stretch { span: quotation.span, cue: None, parts: None, kind: MissedKind::Quotation })
        .collect();
    for found in options.find(&document, 0..scan.paragraphs.len()) {
        let words = found.parts.content.iter().map(|span| scan.words_in(*span).len()).sum::<usize>();
        if let Some(span) = found.parts.content.iter().copied().reduce(Span::cover).filter(|_| words >= WORDS) {
            let cue = found.parts.cue.iter().copied().reduce(Span::cover);
            let kind = MissedKind::Weak { score: found.confidence };
            stretches.push(Stretch { span, cue, parts: Some(found.parts), kind });
        }
    }
    stretches.extend(reporting(&document));
    stretches.sort_by_key(|stretch| stretch.span);
    Survey { stretches }
}

/// Sentences in which a name stands near a verb of speech, outside quotations.
fn reporting(document: &Document<'_>) -> Vec<Stretch> {
    let lexicon = Lexicon::shared();
    let scan = &document.scan;
    let names = names::find(document);
    let mut names = names.iter().filter(|name| speaks(name)).peekable();
    let mut found = Vec::new();
    for sentence in &scan.sentences {
        let words = sentence.words();
        let mut here: Vec<&Mention> = Vec::new();
        while let Some(name) = names.next_if(|name| name.words.start < words.end) {
            if name.words.start >= words.start {
                here.push(name);
            }
        }
        let holds = document.block_of(words.start).is_some_and(|block| block.kind.holds_claims());
        if here.is_empty() || !holds {
            continue;
        }
        let near = |at: usize| {
            here.iter().any(|name| at + APART >= name.words.start && at < name.words.end + APART && !name.words.contains(at))
        };
        let spoken = |at: usize| scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Outside);
        if let Some(verb) = words.iter().find(|at| spoken(*at) && near(*at) && reports(document, lexicon, *at)) {
            let cue = scan.words.get(verb).map(|word| word.span());
            found.push(Stretch { span: scan.span_of(words), cue, parts: None, kind: MissedKind::Reporting });
        }
    }
    found
}

/// Whether what is named can say something.
fn speaks(name: &Mention) -> bool {
    !name.weak && !matches!(name.kind, MentionKind::Place)
}

/// Whether the word at `at` is a finite verb by which somebody says something.
fn reports(document: &Document<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let word = document.word(at);
    let lexeme = lexicon.get(word);
    let speech = || matches!(cue_class([word]), CueClass::Speech | CueClass::Document);
    lexeme.verb != 0 && lexeme.usual.any(Senses::FINITE) && speech()
}
