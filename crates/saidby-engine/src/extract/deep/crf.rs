//! Linear-chain conditional random fields over `N` tags: the best path, and how sure each tag is.

use super::arithmetic::exp64;
use super::weights::{ModelError, WeightFile};

/// Below this a transition counts as forbidden.
const FORBIDDEN: f64 = -1000.0;

/// The score of every tag after every other, and as the first of a sequence.
#[derive(Clone, Debug)]
pub(super) struct Transitions<const N: usize> {
    after: [[f64; N]; N],
    first: [f64; N],
}

impl<const N: usize> Transitions<N> {
    /// Reads a table of `N + 1` rows, the last for the start of a sequence.
    pub(super) fn read(file: &WeightFile<'_>, name: &str) -> Result<Self, ModelError> {
        let numbers = file.numbers(name, N + 1, N)?;
        let mut rows = numbers.chunks_exact(N).map(|row| std::array::from_fn(|tag| f64::from(row[tag])));
        let mut table = Self { after: [[0.0; N]; N], first: [0.0; N] };
        for (row, read) in table.after.iter_mut().zip(&mut rows) {
            *row = read;
        }
        table.first = rows.next().unwrap_or([0.0; N]);
        Ok(table)
    }

    /// The tags of the best path, with `bias` added to the score of tag 0 everywhere.
    pub(super) fn best_path(&self, scores: &[[f32; N]], bias: f64) -> Vec<u8> {
        let mut via: Vec<[u8; N]> = Vec::with_capacity(scores.len());
        let mut best = [0.0f64; N];
        for (at, row) in scores.iter().enumerate() {
            let mut next = [0.0f64; N];
            let mut from = [0u8; N];
            for tag in 0..N {
                let mut score = self.first[tag];
                if at > 0 {
                    score = best[0] + self.after[0][tag];
                    for (before, best) in best.iter().enumerate().skip(1) {
                        let candidate = best + self.after[before][tag];
                        if candidate > score {
                            score = candidate;
                            from[tag] = before as u8;
                        }
                    }
                }
                next[tag] = score + f64::from(row[tag]) + if tag == 0 { bias } else { 0.0 };
            }
            best = next;
            via.push(from);
        }
        let mut tag = 0;
        for (candidate, score) in best.iter().enumerate() {
            if *score > best[tag] {
                tag = candidate;
            }
        }
        let mut path = vec![0u8; scores.len()];
        for (out, from) in path.iter_mut().zip(&via).rev() {
            *out = tag as u8;
            tag = usize::from(from[tag]);
        }
        path
    }

    /// The probability of every tag at every place (forward-backward).
    pub(super) fn marginals(&self, scores: &[[f32; N]]) -> Vec<[f64; N]> {
        let step = |score: f64| if score < FORBIDDEN { 0.0 } else { exp64(score) };
        let after = self.after.map(|row| row.map(step));
        let first = self.first.map(step);
        let mut weights: Vec<[f64; N]> = Vec::with_capacity(scores.len());
        let mut forward: Vec<[f64; N]> = Vec::with_capacity(scores.len());
        let mut norms = Vec::with_capacity(scores.len());
        for row in scores {
            let top = row.iter().copied().fold(f32::MIN, |top, score| if score > top { score } else { top });
            let weight: [f64; N] = std::array::from_fn(|tag| exp64(f64::from(row[tag]) - f64::from(top)));
            let mut here = match forward.last() {
                None => first,
                Some(before) => {
                    let mut sums = [0.0; N];
                    for (before, row) in before.iter().zip(&after) {
                        for (sum, step) in sums.iter_mut().zip(row) {
                            *sum += before * step;
                        }
                    }
                    sums
                }
            };
            let mut norm = 0.0;
            for (value, weight) in here.iter_mut().zip(weight) {
                *value *= weight;
                norm += *value;
            }
            let norm = if norm > 1e-300 { norm } else { 1e-300 };
            forward.push(here.map(|value| value / norm));
            weights.push(weight);
            norms.push(norm);
        }
        let mut backward = [1.0f64; N];
        for at in (0..scores.len()).rev() {
            if at + 1 < scores.len() {
                let ahead: [f64; N] = std::array::from_fn(|tag| weights[at + 1][tag] * backward[tag] / norms[at + 1]);
                for (value, row) in backward.iter_mut().zip(&after) {
                    let mut sum = 0.0;
                    for (step, ahead) in row.iter().zip(&ahead) {
                        sum += step * ahead;
                    }
                    *value = sum;
                }
            }
            for (value, backward) in forward[at].iter_mut().zip(&backward) {
                *value *= backward;
            }
        }
        forward
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// O, B and I, where I may only follow B or I.
    fn table() -> Transitions<3> {
        Transitions { after: [[0.5, -0.2, -1e4], [0.1, -1.0, 0.7], [0.3, 0.0, 0.4]], first: [0.2, 0.1, -1e4] }
    }

    const SCORES: [[f32; 3]; 4] = [[0.1, 0.4, 2.0], [-0.5, 0.3, 0.9], [0.2, 0.2, 0.1], [1.0, -1.0, 0.8]];

    /// Every path with its score.
    fn paths() -> Vec<([usize; 4], f64)> {
        let table = table();
        (0..81)
            .map(|n| {
                let path = [n / 27, n / 9 % 3, n / 3 % 3, n % 3];
                let mut score = table.first[path[0]];
                for at in 0..4 {
                    score += f64::from(SCORES[at][path[at]]);
                    if at > 0 {
                        score += table.after[path[at - 1]][path[at]];
                    }
                }
                (path, score)
            })
            .collect()
    }

    #[test]
    fn the_best_path_is_the_best_of_all() {
        let best = paths().into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap().0;
        assert_eq!(table().best_path(&SCORES, 0.0), best.map(|tag| tag as u8));
        assert_eq!(table().best_path(&SCORES, 20.0), [0; 4]);
        assert!(table().best_path(&[], 0.0).is_empty());
    }

    #[test]
    fn marginals_sum_over_all_paths() {
        let total: f64 = paths().iter().map(|(_, score)| score.exp()).sum();
        let marginals = table().marginals(&SCORES);
        for (at, row) in marginals.iter().enumerate() {
            for (tag, marginal) in row.iter().enumerate().take(3) {
                let share: f64 =
                    paths().iter().filter(|(path, _)| path[at] == tag).map(|(_, score)| score.exp()).sum::<f64>() / total;
                assert!((marginal - share).abs() < 1e-12);
            }
        }
        assert!(table().marginals(&[]).is_empty());
    }
}
