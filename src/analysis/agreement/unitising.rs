//! Krippendorff's alpha for unitising: agreement on where spans lie in a text, and on what they are.
//!
//! Each annotator cuts the same continuum of length L into units that have a value, and gaps that have none.
//! The coincidences ℓ(c, k) are the lengths of the intersections of every two annotators' passages with the
//! values c and k, over m − 1. What chance would give is ε(c, k) = ℓ(c)·ℓ(k), less what a passage would share
//! with itself where c = k (a unit is one thing: the square of its length; of a gap only each character), over
//! ℓ² less the same, times ℓ. Then
//!
//! uα = 1 − Σ_{c≠k} ℓ(c, k) / Σ_{c≠k} ε(c, k)
//!
//! Krippendorff, Mathet, Bouvry and Widlöcher 2016, "On the reliability of unitizing textual continua: further
//! developments", Quality & Quantity 50(6), which corrects the αU of Krippendorff 1995 and 2004 for more than
//! two annotators; Krippendorff 2019, "Content Analysis", 4th edition, section 12.6, equations 32 to 34.
//! Several texts count as one long continuum.

use std::collections::BTreeMap;

/// A unit of one annotator: from `start` to before `end`, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitisedSpan<L> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub value: L,
}

/// A passage with its value; `None`: a gap.
type Stretch<L> = (usize, usize, Option<L>);

/// Several annotators' units of the same continuum.
#[derive(Clone, Debug, PartialEq)]
pub struct Continuum<L: Ord> {
    /// ℓ(c, k).
    observed: BTreeMap<(Option<L>, Option<L>), f64>,
    /// What the passages of each value share with themselves.
    own: BTreeMap<Option<L>, f64>,
}

impl<L: Ord> Default for Continuum<L> {
    fn default() -> Self {
        Self { observed: BTreeMap::new(), own: BTreeMap::new() }
    }
}

impl<L: Ord + Clone> Continuum<L> {
    /// Adds a text of `length` with the units of each annotator, sorted and disjoint; fewer than two annotators
    /// have nothing to agree on.
    pub fn add(&mut self, length: usize, annotators: &[Vec<UnitisedSpan<L>>]) {
        if annotators.len() < 2 {
            return;
        }
        let cut: Vec<Vec<Stretch<L>>> = annotators.iter().map(|units| stretches(length, units)).collect();
        let weight = 1.0 / (cut.len() - 1) as f64;
        for (at, one) in cut.iter().enumerate() {
            for two in cut.iter().skip(at + 1) {
                meet(one, two, |a, b, shared| {
                    *self.observed.entry((a.clone(), b.clone())).or_default() += shared * weight;
                    *self.observed.entry((b.clone(), a.clone())).or_default() += shared * weight;
                });
            }
            for (start, end, value) in one {
                let length = (end - start) as f64;
                let own = if value.is_some() { length * length } else { length };
                *self.own.entry(value.clone()).or_default() += own;
            }
        }
    }

    /// uα: where the units lie and what they are. `None` where all is one value, or nothing is marked.
    pub fn alpha(&self) -> Option<f64> {
        self.alpha_of(|a, b| a == b)
    }

    /// |u|α: where the units lie, whatever they are.
    pub fn binary(&self) -> Option<f64> {
        self.alpha_of(|a, b| a.is_some() == b.is_some())
    }

    fn alpha_of(&self, same: impl Fn(&Option<L>, &Option<L>) -> bool) -> Option<f64> {
        let mut sums: BTreeMap<&Option<L>, f64> = BTreeMap::new();
        for ((a, _), shared) in &self.observed {
            *sums.entry(a).or_default() += shared;
        }
        let total: f64 = sums.values().sum();
        let room = total * total - self.own.values().sum::<f64>();
        if room <= 0.0 {
            return None;
        }
        let apart: f64 = self.observed.iter().filter(|((a, b), _)| !same(a, b)).map(|(_, shared)| shared).sum();
        let mut by_chance = 0.0;
        for (a, first) in &sums {
            for (b, second) in &sums {
                if !same(a, b) {
                    by_chance += total * first * second / room;
                }
            }
        }
        (by_chance > 0.0).then(|| 1.0 - apart / by_chance)
    }
}

/// The units with the gaps between them.
fn stretches<L: Clone>(length: usize, units: &[UnitisedSpan<L>]) -> Vec<Stretch<L>> {
    let mut cut = Vec::with_capacity(units.len() * 2 + 1);
    let mut at = 0;
    for unit in units {
        let (start, end) = (unit.start.clamp(at, length), unit.end.min(length));
        if start >= end {
            continue;
        }
        if start > at {
            cut.push((at, start, None));
        }
        cut.push((start, end, Some(unit.value.clone())));
        at = end;
    }
    if at < length {
        cut.push((at, length, None));
    }
    cut
}

/// Every intersection of two lists of passages, in one walk over both.
fn meet<L>(one: &[Stretch<L>], two: &[Stretch<L>], mut found: impl FnMut(&Option<L>, &Option<L>, f64)) {
    let (mut ones, mut twos) = (one.iter().peekable(), two.iter().peekable());
    while let (Some((a_start, a_end, a)), Some((b_start, b_end, b))) = (ones.peek(), twos.peek()) {
        let (start, end) = (a_start.max(b_start), a_end.min(b_end));
        if start < end {
            found(a, b, (end - start) as f64);
        }
        if a_end <= b_end {
            ones.next();
        } else {
            twos.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units as they are printed: first and last place, counted from 1.
    fn units(printed: &[(usize, usize, u8)]) -> Vec<UnitisedSpan<u8>> {
        printed.iter().map(|(first, last, value)| UnitisedSpan { start: first - 1, end: *last, value: *value }).collect()
    }

    fn near(found: Option<f64>, published: f64) -> bool {
        (found.unwrap() - published).abs() < 0.001
    }

    #[test]
    fn a_published_example() {
        // Krippendorff 2019, figure 12.11: three observers, a continuum of 60; uα 0.510, |u|α 0.413.
        let alex = units(&[(1, 7, 1), (8, 13, 2), (31, 32, 5), (33, 37, 6), (38, 44, 6), (45, 60, 7)]);
        let paul = units(&[(1, 7, 1), (8, 13, 3), (14, 21, 5), (33, 44, 6)]);
        let suzan = units(&[(1, 7, 1), (8, 13, 4), (14, 21, 5), (33, 37, 6), (38, 41, 6), (42, 44, 6)]);
        let mut continuum = Continuum::default();
        continuum.add(60, &[alex, paul, suzan]);
        assert!(near(continuum.alpha(), 0.510), "{:?}", continuum.alpha());
        assert!(near(continuum.binary(), 0.413), "{:?}", continuum.binary());
    }

    #[test]
    fn the_same_units_are_perfect_agreement_and_none_at_all_is_none() {
        let same = units(&[(3, 9, 1), (20, 24, 2)]);
        let mut continuum = Continuum::default();
        continuum.add(40, &[same.clone(), same.clone(), same.clone()]);
        assert_eq!((continuum.alpha(), continuum.binary()), (Some(1.0), Some(1.0)));
        let mut empty = Continuum::<u8>::default();
        empty.add(40, &[vec![], vec![]]);
        empty.add(40, &[same]);
        assert_eq!(empty.alpha(), None);
    }

    #[test]
    fn units_that_never_meet_agree_less_than_by_chance() {
        let mut continuum = Continuum::default();
        continuum.add(40, &[units(&[(1, 10, 1)]), units(&[(11, 20, 1)])]);
        assert!(continuum.alpha().unwrap() < 0.0);
    }
}
