//! The deep engine: a small transformer that reads an article the way annotators marked others.
//!
//! ```text
//! words -> pieces -> windows -> encoder -> tagger: which words are cues
//!                                              -> relation head, cue by cue: what belongs to it
//!                                              -> logistic model: how sure
//! ```
//!
//! All weights come from one file (see [`ModelError`] for what can be wrong with it). The integer products are
//! exact and every other operation is fixed by IEEE 754, so that a text has the same result on every machine.

pub(super) mod arithmetic;
mod carriers;
mod crf;
mod decode;
mod encoder;
mod heads;
mod kernels;
mod mend;
mod weights;
mod windows;
mod wordpiece;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

pub use kernels::Instructions;
pub use weights::{ModelCard, ModelError};

use self::decode::{Answer, Candidate, Confidence, TaggedUnit};
use self::encoder::{Encoder, Keep, WIDTH, Workspace};
use self::heads::Heads;
use self::kernels::Machine;
use self::weights::WeightFile;
use self::windows::{SECTION, Section, Window};
use self::wordpiece::WordPiece;
use super::{Attribution, Document, SpanFinder, checkworthy};
use crate::article::BlockKind;
use crate::claim::Parts;
use crate::text::{Scan, Span, WordRange};

/// The weight file inside the program.
pub static EMBEDDED: &[u8] = include_bytes!("../../../model/attribution-v2.bin");

/// Attributions below this are noise and never returned.
const LEAST_CONFIDENCE: f64 = 0.05;

/// Finds spans with a transformer. Reading its weights takes some 50 ms; make one and share it.
#[derive(Debug)]
pub struct DeepFinder {
    machine: Machine,
    card: ModelCard,
    threshold: f64,
    outside_bias: f64,
    confidence: Confidence,
    wordpiece: WordPiece,
    encoder: Encoder,
    heads: Heads,
}

impl DeepFinder {
    /// The finder with the weights inside the program; they are read at the first call and kept.
    ///
    /// # Errors
    ///
    /// When the program itself is damaged.
    pub fn embedded() -> Result<&'static Self, &'static ModelError> {
        static FINDER: OnceLock<Result<DeepFinder, ModelError>> = OnceLock::new();
        FINDER.get_or_init(|| Self::build(EMBEDDED, Cow::Borrowed)).as_ref()
    }

    /// Reads a weight file.
    ///
    /// # Errors
    ///
    /// When `bytes` are not a whole, undamaged weight file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::build(bytes, |bytes| Cow::Owned(bytes.to_vec()))
    }

    fn build<'f>(bytes: &'f [u8], keep: Keep<'f>) -> Result<Self, ModelError> {
        let file = WeightFile::open(bytes)?;
        let wordpiece = WordPiece::new(file.lines("vocabulary")?)?;
        let encoder = Encoder::read(&file, keep)?;
        if file.lines("vocabulary")?.count() != encoder.vocabulary() {
            return Err(ModelError::Part { part: "vocabulary".to_owned() });
        }
        Ok(Self {
            machine: Machine::detect(),
            threshold: file.decision.threshold,
            outside_bias: file.decision.outside_bias,
            confidence: Confidence::new(&file.decision.confidence)?,
            heads: Heads::read(&file, keep)?,
            wordpiece,
            encoder,
            card: file.card,
        })
    }

    /// The same finder with other instructions than the best that this machine has; `None` where it lacks them.
    ///
    /// The results are the same: this is for measurements and tests.
    #[must_use]
    pub fn with_instructions(self, instructions: Instructions) -> Option<Self> {
        Some(Self { machine: Machine::of(instructions)?, ..self })
    }

    /// The encoder's last states for `pieces` (indices into the vocabulary, as many as a window holds), one row of 384
    /// numbers each: for measurements of the forward pass alone.
    #[doc(hidden)]
    pub fn forward(&self, pieces: &[u32]) -> Vec<f32> {
        let known: Vec<u32> = pieces.iter().map(|piece| piece % self.encoder.vocabulary().max(1) as u32).collect();
        let features = vec![encoder::NO_FEATURE; known.len()];
        self.encoder.encode(self.machine, &known, &features, &mut Workspace::default()).to_vec()
    }

    /// What the model says of itself: name, corpus, figures.
    pub fn card(&self) -> &ModelCard {
        &self.card
    }

    /// The confidence from which on an attribution is worth showing: the one at which the headline figure was best
    /// on the development articles.
    pub fn threshold(&self) -> f32 {
        self.threshold as f32
    }

    /// The attributions whose cue stands in `paragraphs`, in the order of their cues, also those that are less sure
    /// than [`DeepFinder::threshold`].
    ///
    /// The result for a paragraph does not hang on which others are asked for.
    pub fn attributions(&self, text: &str, scan: &Scan, paragraphs: Range<usize>) -> Vec<Attribution> {
        self.attributions_until(text, scan, paragraphs, &|| false).unwrap_or_default()
    }

    fn attributions_until(
        &self,
        text: &str,
        scan: &Scan,
        paragraphs: Range<usize>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Attribution>> {
        let mut found = self.candidates(text, scan, paragraphs, stop)?;
        found.retain(|candidate| candidate.confidence >= LEAST_CONFIDENCE);
        Some(found.iter().map(|candidate| attribution(text, scan, candidate)).collect())
    }

    /// As [`SpanFinder::find`], or `None` where `stop` says so before everything is read. It is asked before each window
    /// of some 200 words, however long the paragraphs are.
    pub fn find_until(
        &self,
        document: &Document<'_>,
        paragraphs: Range<usize>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Attribution>> {
        let mut found = self.attributions_until(document.text(), &document.scan, paragraphs, stop)?;
        found.retain_mut(|attribution| keep_to_its_headline(document, attribution));
        Some(found)
    }

    /// Every attribution that was considered, with the evidence that its confidence is computed from, by name: what the
    /// model of confidence is fitted on.
    pub fn evidence(&self, text: &str, scan: &Scan) -> Vec<(Attribution, Vec<(&'static str, f64)>)> {
        let found = self.candidates(text, scan, 0..scan.paragraphs.len(), &|| false).unwrap_or_default();
        let named = |candidate: &Candidate| decode::FEATURES.into_iter().zip(candidate.features).collect();
        found.iter().map(|candidate| (attribution(text, scan, candidate), named(candidate))).collect()
    }

    /// The mean of the last states of the words of `text`, which is short: what the head of check-worthiness learns from.
    pub fn mean_state(&self, text: &str) -> Vec<f32> {
        let scan = Scan::of_lines(text);
        let section = Section::plan(text, &scan, &self.wordpiece, 0);
        let Some(window) = section.windows().into_iter().next() else { return Vec::new() };
        mean(self.look(&scan, &section, &window, &mut Workspace::default()).hidden.iter())
    }

    /// How likely `text`, which is short, is worth checking, 0 to 1; `None` where the weights have no head for it.
    ///
    /// ```
    /// let finder = saidby_engine::extract::DeepFinder::embedded().unwrap();
    /// let score = |text| finder.check_worthiness(text).unwrap();
    /// assert!(score("Unemployment fell by 3 percent last year.") > score("Thank you, it is good to be here."));
    /// ```
    pub fn check_worthiness(&self, text: &str) -> Option<f32> {
        let view = self.heads.check_worthiness(&self.mean_state(text))?;
        Some(checkworthy::of_text(text, Some(view)))
    }

    fn candidates(&self, text: &str, scan: &Scan, paragraphs: Range<usize>, stop: &dyn Fn() -> bool) -> Option<Vec<Candidate>> {
        let paragraphs = paragraphs.start.min(scan.paragraphs.len())..paragraphs.end.min(scan.paragraphs.len());
        let (Some(first), Some(last)) = (scan.paragraphs.get(paragraphs.start), scan.paragraphs[paragraphs.clone()].last())
        else {
            return Some(Vec::new());
        };
        let wanted = first.first_word as usize..last.end_word as usize;
        let mut room = Workspace::default();
        let mut found = Vec::new();
        for number in paragraphs.start / SECTION..paragraphs.end.div_ceil(SECTION) {
            let section = Section::plan(text, scan, &self.wordpiece, number);
            for window in section.windows() {
                if section.scored(&window).any(|words| words.start < wanted.end && wanted.start < words.end) {
                    if stop() {
                        return None;
                    }
                    found.extend(self.read(text, scan, &section, &window, &mut room));
                }
            }
        }
        // A paragraph that goes on with a statement has no cue and comes with its source.
        let place = |candidate: &Candidate| candidate.cue.first().or(candidate.source.first()).copied();
        found.retain(|candidate| place(candidate).is_some_and(|word| wanted.contains(&word)));
        Some(found)
    }

    /// What `window` shows of its words.
    fn look(&self, scan: &Scan, section: &Section, window: &Window, room: &mut Workspace) -> Look {
        let packed = section.pack(scan, &self.wordpiece, window);
        let states = self.encoder.encode(self.machine, &packed.pieces, &packed.features, room);
        let mut hidden = Vec::with_capacity(packed.places.len() * WIDTH);
        for place in &packed.places {
            let start = *place as usize * WIDTH;
            hidden.extend_from_slice(states.get(start..start + WIDTH).unwrap_or(&[0.0; WIDTH]));
        }
        Look { words: packed.words, hidden }
    }

    /// Everything attributed by a cue in the units that `window` scores.
    fn read(&self, text: &str, scan: &Scan, section: &Section, window: &Window, room: &mut Workspace) -> Vec<Candidate> {
        let look = self.look(scan, section, window, room);
        let unit = |words: WordRange| {
            let scores = self.heads.tag_scores(self.machine, look.of(words));
            TaggedUnit::new(words, &scores, &self.heads.transitions, self.outside_bias)
        };
        let units: Vec<TaggedUnit> = section.scored(window).map(unit).collect();
        if units.iter().all(|unit| unit.cues.is_empty()) {
            return Vec::new();
        }
        let states = self.heads.relation_words(self.machine, &look.hidden);
        let mut found = Vec::new();
        for unit in &units {
            for cue in &unit.cues {
                let asked = windows::cue_window(scan, *cue, look.words);
                let rows = asked.iter().map(|word| (word - look.words.start, windows::distance_bucket(word, *cue)));
                let scores = self.heads.relation_scores(self.machine, &states, look.of(*cue), rows);
                let answer = Answer { words: asked, scores };
                found.extend(decode::candidate(scan, unit, *cue, &answer, &self.heads.relation_transitions));
            }
        }
        let mut found = decode::settle(scan, found, &self.confidence);
        mend::mend(text, scan, &mut found);
        for candidate in found.iter_mut().filter(|candidate| candidate.confidence >= LEAST_CONFIDENCE) {
            let words = candidate.content.iter().flat_map(|word| look.of(WordRange::new(*word, word + 1)));
            candidate.check_worthiness = self.heads.check_worthiness(&mean(words));
        }
        found
    }
}

/// The mean of rows of [`WIDTH`] numbers; nothing for none.
fn mean<'a>(numbers: impl Iterator<Item = &'a f32>) -> Vec<f32> {
    let (mut sums, mut count) = (vec![0.0_f32; WIDTH], 0_usize);
    for number in numbers {
        sums[count % WIDTH] += number;
        count += 1;
    }
    let rows = count / WIDTH;
    if rows == 0 {
        return Vec::new();
    }
    sums.iter().map(|sum| sum / rows as f32).collect()
}

/// The hidden states of neighbouring words, as one window shows them.
#[derive(Debug)]
struct Look {
    /// The words of the document.
    words: WordRange,
    /// A row for each.
    hidden: Vec<f32>,
}

impl Look {
    /// The states of those of `words` that were seen.
    fn of(&self, words: WordRange) -> &[f32] {
        let row = |word: usize| (word.clamp(self.words.start, self.words.end) - self.words.start) * WIDTH;
        self.hidden.get(row(words.start)..row(words.end)).unwrap_or_default()
    }
}

fn attribution(text: &str, scan: &Scan, candidate: &Candidate) -> Attribution {
    Attribution {
        parts: Parts {
            content: decode::spans(scan, &candidate.content),
            cue: decode::spans(scan, &candidate.cue),
            source: decode::spans(scan, &candidate.source),
        },
        confidence: candidate.confidence as f32,
        check_worthiness: candidate.check_worthiness,
        found_by: decode::describe(scan, text, candidate),
    }
}

impl SpanFinder for DeepFinder {
    fn find(&self, document: &Document<'_>, paragraphs: Range<usize>) -> Vec<Attribution> {
        self.find_until(document, paragraphs, &|| false).unwrap_or_default()
    }
}

/// A headline says nothing of the words below it, nor does the text of a headline's: whether anything is left.
fn keep_to_its_headline(document: &Document<'_>, attribution: &mut Attribution) -> bool {
    let block = |span: &Span| document.scan.paragraph_of(document.scan.words_in(*span).start);
    let headline = |block: usize| {
        document.article.blocks.get(block).is_some_and(|block| {
            let words = block.span.slice(document.text()).unwrap_or_default().trim_end();
            // A text without a headline begins with its first paragraph.
            matches!(block.kind, BlockKind::Headline | BlockKind::Heading) && !words.ends_with(['.', ':'])
        })
    };
    let Some(own) = attribution.parts.cue.first().map(block) else { return true };
    attribution.parts.content.retain(|span| {
        let other = block(span);
        other == own || !headline(own) && !headline(other)
    });
    !attribution.parts.content.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    const TEXT: &str = "Port Vell plans a second ferry, the harbour master said on Monday.\n\n\
        “We are ready,” Ana Diaz told reporters. “The crew has been hired.”\n\n\
        According to a report by the council, the old ferry carried 40,000 people last year.\n\n\
        The sea was calm.\n";

    fn finder() -> &'static DeepFinder {
        DeepFinder::embedded().unwrap()
    }

    fn shown(text: &str) -> Vec<[String; 3]> {
        let scan = Scan::of_lines(text);
        let mut found = finder().attributions(text, &scan, 0..scan.paragraphs.len());
        found.retain(|attribution| attribution.confidence >= finder().threshold());
        let join =
            |spans: &[crate::text::Span]| spans.iter().map(|span| span.slice(text).unwrap()).collect::<Vec<_>>().join(" … ");
        found.iter().map(|found| [join(&found.parts.source), join(&found.parts.cue), join(&found.parts.content)]).collect()
    }

    #[test]
    fn constructions_are_read() {
        for (text, source, cue, content) in [
            ("“The bridge is safe,” Ana Diaz said.", "Ana Diaz", "said", "“The bridge is safe,”"),
            ("The mayor denied that the bridge was closed.", "The mayor", "denied", "that the bridge was closed"),
            ("According to the police, two people were hurt.", "the police", "According to", "two people were hurt"),
        ] {
            assert_eq!(shown(text), [[source, cue, content].map(str::to_owned)]);
        }
        assert!(shown("The sea was calm. Two boats lay in the harbour.").is_empty());
        assert!(shown("").is_empty());
    }

    #[test]
    fn parts_give_what_the_whole_gives() {
        let scan = Scan::of_lines(TEXT);
        let count = scan.paragraphs.len();
        let whole = finder().attributions(TEXT, &scan, 0..count);
        let parts: Vec<_> = (0..count).flat_map(|at| finder().attributions(TEXT, &scan, at..at + 1)).collect();
        assert_eq!(whole.len(), 3, "{whole:?}");
        assert_eq!(whole, parts);
        assert_eq!(finder().attributions(TEXT, &scan, 0..count + 9), whole);
        assert!(finder().attributions(TEXT, &scan, count + 1..count + 9).is_empty());
    }

    #[test]
    fn the_embedded_model_is_small_and_says_what_it_is() {
        assert!(EMBEDDED.len() <= 24_000_000);
        let card = ModelCard::of(EMBEDDED).unwrap();
        assert_eq!(&card, finder().card());
        assert!(card.figures["headline"] > 70.0);
        assert!((0.1..0.9).contains(&finder().threshold()));
    }

    #[test]
    fn a_headline_keeps_to_itself() {
        let text = "Union demands inquiry\n\n“He rang his bell at noon,” Bo Lund said.\n\nShe adds:\n\nIt rained.";
        let article = Article::from_text(text);
        let document = Document::new(&article);
        let span = |part: &str| Span::new(text.find(part).unwrap(), text.find(part).unwrap() + part.len());
        let kept = |cue: &str, content: &[&str]| {
            let content = content.iter().map(|part| span(part)).collect();
            let mut one = Attribution {
                parts: Parts { content, cue: vec![span(cue)], source: vec![] },
                confidence: 0.9,
                check_worthiness: None,
                found_by: String::new(),
            };
            let kept = keep_to_its_headline(&document, &mut one);
            (kept, one.parts.content.len())
        };
        assert_eq!(kept("demands", &["inquiry", "“He rang his bell at noon,”"]), (true, 1));
        assert_eq!(kept("said", &["inquiry"]), (false, 0));
        assert_eq!(kept("adds", &["It rained."]), (true, 1));
    }

    #[test]
    fn a_look_gives_the_words_that_it_saw() {
        let look = Look { words: WordRange::new(4, 6), hidden: [vec![1.0; WIDTH], vec![2.0; WIDTH]].concat() };
        assert_eq!(look.of(WordRange::new(5, 6)), vec![2.0; WIDTH]);
        assert_eq!(look.of(WordRange::new(0, 5)), vec![1.0; WIDTH]);
        assert!(look.of(WordRange::new(6, 9)).is_empty() && look.of(WordRange::new(0, 2)).is_empty());
    }

    #[test]
    fn a_damaged_model_is_refused() {
        let refused = |bytes: &[u8]| DeepFinder::from_bytes(bytes).err();
        assert!(matches!(refused(&EMBEDDED[..EMBEDDED.len() - 7]), Some(ModelError::Damaged)));
        assert!(matches!(refused(b"RIFF"), Some(ModelError::NotAModel)));
        let mut flipped = EMBEDDED.to_vec();
        flipped[EMBEDDED.len() / 3] ^= 1;
        assert!(matches!(refused(&flipped), Some(ModelError::Damaged)));
    }
}
