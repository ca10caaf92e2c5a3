//! Krippendorff's alpha for nominal data: any number of annotators, with values missing.
//!
//! Every thing that at least two annotators gave a value counts its pairs of values, each weighed by
//! 1/(m − 1), where m is the number of its values: the coincidences o(c, k), with sums n(c) and n. Then
//!
//! α = 1 − (n − 1) · (n − Σ o(c, c)) / (n² − Σ n(c)²)
//!
//! Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C; Krippendorff 2004, "Content
//! Analysis", chapter 11.

use std::collections::BTreeMap;

/// The coincidences of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Coincidences<L: Ord> {
    /// Sum of each value over all pairs: n(c).
    sums: BTreeMap<L, f64>,
    /// Pairs of the same value: Σ o(c, c).
    same: f64,
    units: usize,
}

impl<L: Ord> Default for Coincidences<L> {
    fn default() -> Self {
        Self { sums: BTreeMap::new(), same: 0.0, units: 0 }
    }
}

impl<L: Ord + Clone> Coincidences<L> {
    /// Counts the values that the annotators gave one thing; a single one has nothing to agree with.
    pub fn count(&mut self, values: &[L]) {
        if values.len() < 2 {
            return;
        }
        self.units += 1;
        let weight = 1.0 / (values.len() - 1) as f64;
        let mut times: BTreeMap<&L, usize> = BTreeMap::new();
        for value in values {
            *times.entry(value).or_default() += 1;
            *self.sums.entry(value.clone()).or_default() += 1.0;
        }
        self.same += times.values().map(|times| (times * (times - 1)) as f64 * weight).sum::<f64>();
    }

    /// Things that at least two annotators gave a value.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Alpha; `None` where all values are the same one: nothing could be told apart.
    pub fn alpha(&self) -> Option<f64> {
        let n: f64 = self.sums.values().sum();
        let expected = n * n - self.sums.values().map(|sum| sum * sum).sum::<f64>();
        (expected > 0.0).then(|| 1.0 - (n - 1.0) * (n - self.same) / expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units as columns: a digit a value, a point a value that is missing.
    fn alpha(annotators: &[&str]) -> f64 {
        let mut coincidences = Coincidences::default();
        for unit in 0..annotators[0].len() {
            let values: Vec<u8> = annotators.iter().map(|row| row.as_bytes()[unit]).filter(|value| *value != b'.').collect();
            coincidences.count(&values);
        }
        (coincidences.alpha().unwrap() * 1000.0).round() / 1000.0
    }

    #[test]
    fn published_examples() {
        // Krippendorff 2011, section A: binary data, two observers, ten units.
        assert_eq!(alpha(&["0100000010", "1110010000"]), 0.095);
        // Section B: nominal data, two observers, twelve units.
        assert_eq!(alpha(&["aabbdcccedda", "babbbccceddd"]), 0.692);
        // Section C: nominal data, four observers, twelve units, some values missing.
        assert_eq!(alpha(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."]), 0.743);
    }

    #[test]
    fn what_cannot_be_told_apart_has_no_alpha() {
        let mut coincidences = Coincidences::default();
        assert_eq!(coincidences.alpha(), None);
        coincidences.count(&["a", "a", "a"]);
        coincidences.count(&["b"]);
        assert_eq!((coincidences.alpha(), coincidences.units()), (None, 1));
    }
}
