//! How likely a candidate is right: a logistic sum of counted weights.
//!
//! The weights were fitted to annotated news (`training/fast`): one for each frame with its voice, for each
//! cue's lemma, for lemma and frame together, for the kind of mention and for a few signs of the surroundings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::candidate::{Candidate, Frame, Mention, Voice};
use super::tagging::Tag;
use super::view::View;
use crate::extract::lexicon::{Lexicon, Senses};

/// Kind of feature, its first and second part, weight; `training/fast/fit_confidence.py` writes it.
const WEIGHTS: &str = include_str!("confidence.tsv");

/// Slope and shift from a candidate's log odds to those of what is once its rivals are weighed (Platt 1999);
/// `training/fast/check.py` fits them.
const STANDING: (f32, f32) = (0.92, 0.51);

/// Signs of the surroundings, each a weight of its own.
const SIGNS: usize = 14;

/// The fitted weights.
#[derive(Debug)]
pub struct Weights {
    bias: f32,
    frame: Vec<f32>,
    lemma: Vec<f32>,
    pair: Vec<f32>,
    mention: Vec<f32>,
    told: Vec<f32>,
    opener: Vec<f32>,
    tied: Vec<f32>,
    sign: [f32; SIGNS],
}

fn pair_index(frame: Frame, voice: Voice) -> usize {
    frame as usize * Voice::ALL.len() + voice as usize
}

/// Which signs hold for `candidate`, as bits.
pub fn signs(view: &View<'_>, candidate: &Candidate) -> u16 {
    let mut bits = 0;
    let mut set = |index: u16, holds: bool| bits |= u16::from(holds) << index;
    let content = &candidate.content[0];
    let words: usize = candidate.contents().map(|range| range.len()).sum();
    set(0, view.tag(content.start) == Tag::Quote);
    set(1, content.clone().take(40).any(|at| view.token(at).quoted));
    set(2, words < 4);
    set(3, words > 12);
    set(4, candidate.cue.len() > 1);
    set(5, candidate.cue.clone().any(|at| view.tag(at) == Tag::Modal));
    set(6, candidate.cue.clone().any(|at| view.tag(at) == Tag::Negation));
    let distance = candidate.source.as_ref().map_or(0, |source| candidate.cue.start.abs_diff(source.end));
    set(7, distance > 0);
    set(8, distance > 6);
    set(9, view.base == 0);
    set(10, candidate.content.iter().all(|range| !range.is_empty()));
    set(11, matches!(view.tag(candidate.head), Tag::Infinitive));
    let source = candidate.source.clone().unwrap_or_default();
    let sayer = source.clone().take(8).any(|at| view.token(at).lexeme.senses.any(Senses::SAYER));
    set(12, sayer);
    set(13, source.len() > 5);
    bits
}

/// The confidence of a candidate that stands: by then its rivals are gone, and more of them are right.
pub fn standing(confidence: f32) -> f32 {
    let (slope, shift) = STANDING;
    let odds = (confidence / (1.0 - confidence).max(f32::EPSILON)).max(f32::EPSILON);
    1.0 / (1.0 + (-(slope * odds.ln() + shift)).exp())
}

/// What opens the content.
pub fn opener(view: &View<'_>, candidate: &Candidate) -> Tag {
    view.tag(candidate.content[0].start)
}

/// The weights that `candidate` sums, each as the table writes it, its number left out.
pub fn features(lexicon: &Lexicon, view: &View<'_>, candidate: &Candidate) -> Vec<String> {
    let lemma = lexicon.cue_name(candidate.lemma as usize);
    let (frame, voice, mention) = (candidate.frame.key(), candidate.voice.key(), candidate.mention as usize);
    let mut features = vec![
        "bias\t-\t-".to_owned(),
        format!("frame\t{frame}\t{voice}"),
        format!("lemma\t{lemma}\t-"),
        format!("pair\t{lemma}\t{frame}"),
        format!("mention\t{mention}\t-"),
        format!("told\t{mention}\t{frame}"),
        format!("opener\t{}\t{frame}", opener(view, candidate) as usize),
        format!("tied\t{lemma}\t{voice}"),
    ];
    let bits = signs(view, candidate);
    features.extend((0..SIGNS).filter(|sign| bits >> sign & 1 == 1).map(|sign| format!("sign\t{sign}\t-")));
    features
}

impl Weights {
    /// The weights of the program, read at their first use.
    pub fn shared() -> &'static Weights {
        static SHARED: LazyLock<Weights> = LazyLock::new(|| Weights::parse(WEIGHTS, Lexicon::shared()));
        &SHARED
    }

    fn parse(table: &str, lexicon: &Lexicon) -> Self {
        let lemmas = lexicon.lemmas.len();
        let mut weights = Weights {
            bias: 0.0,
            frame: vec![0.0; Frame::ALL.len() * Voice::ALL.len()],
            lemma: vec![0.0; lemmas],
            pair: vec![0.0; lemmas * Frame::ALL.len()],
            mention: vec![0.0; Mention::ALL.len()],
            told: vec![0.0; Mention::ALL.len() * Frame::ALL.len()],
            opener: vec![0.0; Tag::COUNT * Frame::ALL.len()],
            tied: vec![0.0; lemmas * Voice::ALL.len()],
            sign: [0.0; SIGNS],
        };
        let names: HashMap<String, usize> = (0..lemmas).map(|index| (lexicon.cue_name(index), index)).collect();
        let lemma = |name: &str| names.get(name).copied();
        let frame = |name: &str| Frame::ALL.iter().position(|frame| frame.key() == name);
        let voice = |name: &str| Voice::ALL.iter().position(|voice| voice.key() == name);
        for line in table.lines() {
            let mut fields = line.split('\t');
            let (Some(kind), Some(first), Some(second), Some(value)) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let Ok(value) = value.parse::<f32>() else {
                continue;
            };
            let number = first.parse::<usize>();
            let slot = match kind {
                "bias" => Some(&mut weights.bias),
                "frame" => frame(first)
                    .zip(voice(second))
                    .and_then(|(frame, voice)| weights.frame.get_mut(frame * Voice::ALL.len() + voice)),
                "lemma" => lemma(first).and_then(|lemma| weights.lemma.get_mut(lemma)),
                "pair" => lemma(first)
                    .zip(frame(second))
                    .and_then(|(lemma, frame)| weights.pair.get_mut(lemma * Frame::ALL.len() + frame)),
                "mention" => number.ok().and_then(|mention| weights.mention.get_mut(mention)),
                "told" => number
                    .ok()
                    .zip(frame(second))
                    .and_then(|(mention, frame)| weights.told.get_mut(mention * Frame::ALL.len() + frame)),
                "opener" => {
                    number.ok().zip(frame(second)).and_then(|(tag, frame)| weights.opener.get_mut(tag * Frame::ALL.len() + frame))
                }
                "tied" => lemma(first)
                    .zip(voice(second))
                    .and_then(|(lemma, voice)| weights.tied.get_mut(lemma * Voice::ALL.len() + voice)),
                "sign" => number.ok().and_then(|sign| weights.sign.get_mut(sign)),
                _ => None,
            };
            if let Some(slot) = slot {
                *slot = value;
            }
        }
        weights
    }

    /// Probability that a careful reader would mark `candidate` so.
    pub fn confidence(&self, view: &View<'_>, candidate: &Candidate) -> f32 {
        let get = |table: &[f32], index: usize| table.get(index).copied().unwrap_or_default();
        let lemma = candidate.lemma as usize;
        let mut sum = self.bias
            + get(&self.frame, pair_index(candidate.frame, candidate.voice))
            + get(&self.lemma, lemma)
            + get(&self.pair, lemma * Frame::ALL.len() + candidate.frame as usize)
            + get(&self.mention, candidate.mention as usize)
            + get(&self.told, candidate.mention as usize * Frame::ALL.len() + candidate.frame as usize)
            + get(&self.opener, opener(view, candidate) as usize * Frame::ALL.len() + candidate.frame as usize)
            + get(&self.tied, lemma * Voice::ALL.len() + candidate.voice as usize);
        let bits = signs(view, candidate);
        for (index, weight) in self.sign.iter().enumerate() {
            if bits >> index & 1 == 1 {
                sum += weight;
            }
        }
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Document, FastFinder, markup};

    #[test]
    fn the_named_features_are_the_ones_that_are_summed() {
        let table: HashMap<&str, f32> = WEIGHTS
            .lines()
            .filter_map(|line| line.rsplit_once('\t'))
            .map(|(name, value)| (name, value.parse().unwrap()))
            .collect();
        let article = markup::article(
            "“The bridge is closed,” she said. According to Diaz, the ferry may not sail. The mayor's claim that it will is wrong.",
        );
        let document = Document::new(&article);
        let finder = FastFinder::new();
        let mut seen = 0;
        finder.each_paragraph(&document, 0..1, |_, view, candidates| {
            for candidate in candidates.iter() {
                let names = features(Lexicon::shared(), view, candidate);
                let sum: f32 = names.iter().map(|name| table.get(name.as_str()).copied().unwrap_or_default()).sum();
                let confidence = Weights::shared().confidence(view, candidate);
                assert!((1.0 / (1.0 + (-sum).exp()) - confidence).abs() < 1e-4, "{names:?}");
                seen += 1;
            }
        });
        assert!(seen >= 3, "{seen} candidates");
    }

    #[test]
    fn standing_keeps_the_order_and_the_range() {
        let values: Vec<f32> = (0..=100).map(|percent| standing(percent as f32 / 100.0)).collect();
        assert!(values.is_sorted() && values.iter().all(|value| (0.0..=1.0).contains(value)), "{values:?}");
        assert!(values[30] > 0.4 && values[30] < 0.5, "{}", values[30]);
    }

    #[test]
    fn every_row_of_the_table_finds_its_place() {
        let rows = WEIGHTS.lines().filter(|line| !line.starts_with('#')).count();
        let weights = Weights::shared();
        let tables =
            [&weights.frame, &weights.lemma, &weights.pair, &weights.mention, &weights.told, &weights.opener, &weights.tied];
        let filled = |table: &[f32]| table.iter().filter(|weight| **weight != 0.0).count();
        let used = 1 + filled(&weights.sign) + tables.iter().map(|table| filled(table)).sum::<usize>();
        assert_eq!(used, rows);
    }
}
