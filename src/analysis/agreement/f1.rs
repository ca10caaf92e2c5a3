//! Agreement on spans as F1: symmetric, because one annotator's precision is the other's recall.
//!
//! F1 = 2·both / (one + two), where `one` and `two` are what each annotator marked and `both` what they share.
//! Chance is not taken out, and need not be: where hardly any word could be marked by chance, F1 comes near
//! to kappa (Hripcsak and Rothschild 2005, "Agreement, the F-measure, and reliability in information
//! retrieval").

use std::ops::AddAssign;

/// What two annotators marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// What both marked.
    pub both: usize,
    /// What the first one marked.
    pub one: usize,
    /// What the second one marked.
    pub two: usize,
}

impl Overlap {
    /// From 0 to 1; `None` where neither marked anything.
    pub fn f1(self) -> Option<f64> {
        let all = self.one + self.two;
        (all > 0).then(|| 2.0 * self.both as f64 / all as f64)
    }
}

impl AddAssign for Overlap {
    fn add_assign(&mut self, other: Self) {
        self.both += other.both;
        self.one += other.one;
        self.two += other.two;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_what_is_shared_of_what_is_marked() {
        assert_eq!(Overlap { both: 3, one: 4, two: 8 }.f1(), Some(0.5));
        assert_eq!(Overlap { both: 3, one: 8, two: 4 }.f1(), Some(0.5));
        assert_eq!(Overlap { both: 0, one: 1, two: 0 }.f1(), Some(0.0));
        assert_eq!(Overlap::default().f1(), None);
    }
}
