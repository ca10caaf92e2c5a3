//! Cohen's kappa: the agreement of two annotators on labels, beyond what chance would give.
//!
//! κ = (p_o − p_e) / (1 − p_e); p_o is the share of things with the same label, p_e what it would be if each
//! annotator gave out the same labels at random: Σ_l p_1(l)·p_2(l). Cohen 1960, "A coefficient of agreement
//! for nominal scales", Educational and Psychological Measurement 20(1). Of several annotators the mean over
//! all pairs is given (Light 1971).

use std::collections::BTreeMap;

/// What two annotators call the same things, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crosstab<L: Ord> {
    cells: BTreeMap<(L, L), usize>,
}

impl<L: Ord> Default for Crosstab<L> {
    fn default() -> Self {
        Self { cells: BTreeMap::new() }
    }
}

impl<L: Ord + Clone> Crosstab<L> {
    /// Counts `times` things that the first calls `one` and the second `two`.
    pub fn count(&mut self, one: L, two: L, times: usize) {
        if times > 0 {
            *self.cells.entry((one, two)).or_default() += times;
        }
    }

    /// Adds another table.
    pub fn add(&mut self, other: &Self) {
        for ((one, two), times) in &other.cells {
            self.count(one.clone(), two.clone(), *times);
        }
    }

    /// All things.
    pub fn total(&self) -> usize {
        self.cells.values().sum()
    }

    /// The share of things with the same label; `None` of nothing.
    pub fn observed(&self) -> Option<f64> {
        let same: usize = self.cells.iter().filter(|((one, two), _)| one == two).map(|(_, times)| times).sum();
        let total = self.total();
        (total > 0).then(|| same as f64 / total as f64)
    }

    /// Cohen's kappa; `None` where all labels are the same one: nothing could be told apart.
    pub fn kappa(&self) -> Option<f64> {
        let observed = self.observed()?;
        let total = self.total() as f64;
        let (mut first, mut second): (BTreeMap<&L, usize>, BTreeMap<&L, usize>) = Default::default();
        for ((one, two), times) in &self.cells {
            *first.entry(one).or_default() += times;
            *second.entry(two).or_default() += times;
        }
        let by_chance = |(label, times): (&&L, &usize)| *times as f64 * second.get(*label).copied().unwrap_or(0) as f64;
        let expected = first.iter().map(by_chance).sum::<f64>() / (total * total);
        (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[&[usize]]) -> Crosstab<usize> {
        let mut table = Crosstab::default();
        for (one, row) in cells.iter().enumerate() {
            for (two, times) in row.iter().enumerate() {
                table.count(one, two, *times);
            }
        }
        table
    }

    fn rounded(kappa: Option<f64>) -> f64 {
        (kappa.unwrap() * 10_000.0).round() / 10_000.0
    }

    #[test]
    fn published_examples() {
        // Fifty grant proposals, two readers who say yes or no: p_o 0.7, p_e 0.5 (the textbook example).
        assert_eq!(rounded(table(&[&[20, 5], &[10, 15]]).kappa()), 0.4);
        // Cohen 1960, table 2b: 200 cases, three diagnoses, two judges: p_o 0.70, p_e 0.41, κ 0.492.
        let diagnoses = table(&[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]]);
        assert!((diagnoses.observed().unwrap() - 0.70).abs() < 1e-9);
        assert!((diagnoses.kappa().unwrap() - 0.492).abs() < 0.0005, "{:?}", diagnoses.kappa());
        // Two tables with the same share of agreement (0.60) and different margins.
        assert_eq!(rounded(table(&[&[45, 15], &[25, 15]]).kappa()), 0.1304);
        assert_eq!(rounded(table(&[&[25, 35], &[5, 35]]).kappa()), 0.2593);
    }

    #[test]
    fn what_cannot_be_told_apart_has_no_kappa() {
        assert_eq!(table(&[&[7]]).kappa(), None);
        assert_eq!(table(&[]).kappa(), None);
        assert_eq!(table(&[&[0, 7]]).kappa(), Some(0.0));
    }
}
