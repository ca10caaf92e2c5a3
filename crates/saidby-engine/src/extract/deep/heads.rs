//! What reads the hidden states: the tagger of words, and the head that is asked about one cue at a time.

use super::arithmetic::gelu;
use super::crf::Transitions;
use super::encoder::{Keep, Linear, WIDTH, quantise_rows};
use super::kernels::{Machine, Rows, Tiles, Work};
use super::weights::{ModelError, WeightFile};
use crate::extract::checkworthy::View;

/// Tags of the tagger: O, then B and I of cue, source with its cue to the right (`>`) or left (`<`), content likewise.
pub(super) const TAGS: usize = 11;
/// Tags of the relation head: O, then B and I of source and content.
pub(super) const RELATION_TAGS: usize = 5;
const RELATION_WIDTH: usize = 256;
const DISTANCES: usize = 64;

/// A small linear layer in full precision; inputs are the rows, so that the outputs are summed side by side.
#[derive(Debug)]
struct Small<const N: usize> {
    rows: Vec<[f32; N]>,
    bias: [f32; N],
}

impl<const N: usize> Small<N> {
    fn read(file: &WeightFile<'_>, name: &str, inputs: usize) -> Result<Self, ModelError> {
        let weights = file.numbers(&format!("{name}.weight"), N, inputs)?;
        let bias = file.numbers(&format!("{name}.bias"), 1, N)?;
        Ok(Self {
            rows: (0..inputs).map(|input| std::array::from_fn(|output| weights[output * inputs + input])).collect(),
            bias: std::array::from_fn(|output| bias[output]),
        })
    }

    #[inline(always)]
    fn apply(&self, inputs: &[f32]) -> [f32; N] {
        let mut sums = self.bias;
        for (input, row) in inputs.iter().zip(&self.rows) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += input * weight;
            }
        }
        sums
    }
}

/// Both heads.
#[derive(Debug)]
pub(super) struct Heads {
    tagger: Small<TAGS>,
    /// Transitions of the tagger.
    pub transitions: Transitions<TAGS>,
    /// A word's part in the sum and in the product, side by side.
    word: Linear,
    /// A cue's part, likewise.
    cue: Linear,
    distance: Vec<f32>,
    relation_tagger: Small<RELATION_TAGS>,
    /// What is worth checking, and how much the table of words counts besides it; files for trials have none.
    check: Option<(Small<1>, f32)>,
    /// Transitions of the relation head.
    pub relation_transitions: Transitions<RELATION_TAGS>,
}

impl Heads {
    /// Reads both heads out of a weight file.
    pub(super) fn read<'f>(file: &WeightFile<'f>, keep: Keep<'f>) -> Result<Self, ModelError> {
        Ok(Self {
            tagger: Small::read(file, "tagger", WIDTH)?,
            transitions: Transitions::read(file, "transitions")?,
            word: Linear::read(file, keep, &["relation_word", "product_word"], RELATION_WIDTH, WIDTH)?,
            cue: Linear::read(file, keep, &["relation_cue", "product_cue"], RELATION_WIDTH, WIDTH)?,
            distance: file.numbers("distance.weight", DISTANCES, RELATION_WIDTH)?,
            relation_tagger: Small::read(file, "relation_tagger", RELATION_WIDTH)?,
            relation_transitions: Transitions::read(file, "relation_transitions")?,
            check: if file.has("check.weight") { Some(read_check(file)?) } else { None },
        })
    }

    /// The tagger's scores for words whose hidden states are `hidden`.
    pub(super) fn tag_scores(&self, machine: Machine, hidden: &[f32]) -> Vec<[f32; TAGS]> {
        let mut scores = Vec::with_capacity(hidden.len() / WIDTH);
        machine.run(TagScores { tagger: &self.tagger, hidden, scores: &mut scores });
        scores
    }

    /// How much words with this mean of hidden states are worth checking.
    pub(super) fn check_worthiness(&self, mean: &[f32]) -> Option<View> {
        let (head, words) = self.check.as_ref().filter(|_| mean.len() == WIDTH)?;
        let [logit] = head.apply(mean);
        Some(View { logit, words: *words })
    }

    /// Prepares the words with the hidden states `hidden` for questions about cues.
    pub(super) fn relation_words(&self, machine: Machine, hidden: &[f32]) -> RelationWords {
        RelationWords { values: project(machine, &self.word, hidden) }
    }

    /// The relation tags' scores for the words `asked` (their place in `words` and distance from the cue).
    ///
    /// `cue` holds the hidden states of the cue's words.
    pub(super) fn relation_scores(
        &self,
        machine: Machine,
        words: &RelationWords,
        cue: &[f32],
        asked: impl Iterator<Item = (usize, u8)> + Clone,
    ) -> Vec<[f32; RELATION_TAGS]> {
        let count = (cue.len() / WIDTH).max(1) as f32;
        let mut mean = vec![0.0f32; WIDTH];
        for row in cue.chunks_exact(WIDTH) {
            for (mean, value) in mean.iter_mut().zip(row) {
                *mean += value;
            }
        }
        for value in &mut mean {
            *value /= count;
        }
        let cue = project(machine, &self.cue, &mean);
        let mut scores = Vec::new();
        machine.run(RelationScores { heads: self, words, cue: &cue, asked, scores: &mut scores });
        scores
    }
}

fn read_check(file: &WeightFile<'_>) -> Result<(Small<1>, f32), ModelError> {
    let words = file.numbers("check.table", 1, 1)?;
    Ok((Small::read(file, "check", WIDTH)?, words.first().copied().unwrap_or_default()))
}

/// Words of a window as the relation head reads them.
#[derive(Debug)]
pub(super) struct RelationWords {
    values: Vec<f32>,
}

struct TagScores<'a> {
    tagger: &'a Small<TAGS>,
    hidden: &'a [f32],
    scores: &'a mut Vec<[f32; TAGS]>,
}

impl Work for TagScores<'_> {
    #[inline(always)]
    fn run<T: Tiles>(self, _: T) {
        self.scores.extend(self.hidden.chunks_exact(WIDTH).map(|row| self.tagger.apply(row)));
    }
}

struct Project<'a> {
    layer: &'a Linear,
    hidden: &'a [f32],
    out: &'a mut Vec<f32>,
}

impl Work for Project<'_> {
    #[inline(always)]
    fn run<T: Tiles>(self, tiles: T) {
        let mut rows = Rows::default();
        quantise_rows(self.hidden, WIDTH, self.hidden.len() / WIDTH, &mut rows);
        self.layer.apply(tiles, &rows, self.out);
    }
}

fn project(machine: Machine, layer: &Linear, hidden: &[f32]) -> Vec<f32> {
    let mut out = Vec::new();
    machine.run(Project { layer, hidden, out: &mut out });
    out
}

struct RelationScores<'a, I> {
    heads: &'a Heads,
    words: &'a RelationWords,
    cue: &'a [f32],
    asked: I,
    scores: &'a mut Vec<[f32; RELATION_TAGS]>,
}

impl<I: Iterator<Item = (usize, u8)>> Work for RelationScores<'_, I> {
    #[inline(always)]
    fn run<T: Tiles>(self, _: T) {
        let (summand, factor) = self.cue.split_at(RELATION_WIDTH.min(self.cue.len()));
        let mut inside = [0.0f32; RELATION_WIDTH];
        for (word, bucket) in self.asked {
            let row = &self.words.values[word * 2 * RELATION_WIDTH..][..2 * RELATION_WIDTH];
            let (word, product) = row.split_at(RELATION_WIDTH);
            let distance = &self.heads.distance[usize::from(bucket) * RELATION_WIDTH..][..RELATION_WIDTH];
            for (lane, value) in inside.iter_mut().enumerate() {
                *value = gelu(word[lane] + summand[lane] + distance[lane] + product[lane] * factor[lane]);
            }
            self.scores.push(self.heads.relation_tagger.apply(&inside));
        }
    }
}
