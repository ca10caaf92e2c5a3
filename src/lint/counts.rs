//! How many findings there are, for reports and statistics.

use std::ops::AddAssign;

use super::finding::Finding;
use super::level::Level;

/// How many findings there are of each level; those that someone allowed are counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Suggestions.
    pub suggestions: usize,
    /// Findings that someone allowed, of any level.
    pub allowed: usize,
}

impl Counts {
    /// With their names, heaviest first.
    pub fn named(self) -> [(&'static str, usize); 4] {
        let Self { errors, warnings, suggestions, allowed } = self;
        [("errors", errors), ("warnings", warnings), ("suggestions", suggestions), ("allowed", allowed)]
    }

    /// How many there are, allowed or not.
    pub fn total(self) -> usize {
        self.named().iter().map(|(_, count)| count).sum()
    }
}

impl<'a> FromIterator<&'a Finding> for Counts {
    fn from_iter<I: IntoIterator<Item = &'a Finding>>(findings: I) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            let slot = match finding.level {
                _ if finding.allowed.is_some() => &mut counts.allowed,
                Level::Error => &mut counts.errors,
                Level::Warning => &mut counts.warnings,
                Level::Suggestion | Level::Off => &mut counts.suggestions,
            };
            *slot += 1;
        }
        counts
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.suggestions += other.suggestions;
        self.allowed += other.allowed;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{lint_session, session};
    use super::*;

    #[test]
    fn findings_are_counted_by_level_and_allowed_ones_apart() {
        let session = session("[The weir leaks], <a source> {said}.\n[The pump is old], <an official> {said}.\n");
        let mut found = lint_session("anonymous.no-reason", &session);
        found.extend(lint_session("anonymous.bare", &session));
        found[0].allowed = Some("why".to_owned());
        let mut counts: Counts = found.iter().collect();
        assert_eq!(counts, Counts { errors: 1, warnings: 1, suggestions: 0, allowed: 1 });
        counts += counts;
        assert_eq!((counts.total(), counts.named()[3]), (6, ("allowed", 2)));
    }
}
