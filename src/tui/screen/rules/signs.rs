//! The signs of findings in the margin of the article and in the list of claims.

use std::collections::HashMap;
use std::sync::Arc;

use crate::claim::ClaimId;
use crate::lint::{Finding, Level};
use crate::text::Span;
use crate::tui::screen::claims::Sign;
use crate::tui::theme::Meaning;

/// The sign of a level: a shape of its own, so that no colour is needed.
pub const fn sign(level: Level) -> Sign {
    match level {
        Level::Error => ("▲", Meaning::Warning),
        Level::Warning => ("△", Meaning::Warning),
        Level::Suggestion | Level::Off => ("▫", Meaning::Quiet),
    }
}

/// Where open findings are, for the panes. What is allowed has no sign, and suggestions have none: there are so many of
/// them that nobody would look at the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSigns {
    claims: HashMap<ClaimId, Level>,
    /// By the byte where their words begin.
    places: Vec<(usize, Level)>,
}

impl RuleSigns {
    /// The signs of these findings, which are in the order of the text.
    pub fn of(found: &[Arc<Finding>]) -> Self {
        let mut signs = Self::default();
        let heavy = |finding: &&Arc<Finding>| finding.allowed.is_none() && finding.level >= Level::Warning;
        for finding in found.iter().filter(heavy) {
            if let Some(claim) = &finding.claim {
                let level = signs.claims.entry(claim.clone()).or_default();
                *level = finding.level.max(*level);
            }
            signs.places.push((finding.span.start, finding.level));
        }
        signs
    }

    /// Whether a claim has a sign.
    pub fn has_claims(&self) -> bool {
        !self.claims.is_empty()
    }

    /// The sign of a claim: that of its heaviest finding.
    pub fn of_claim(&self, claim: &ClaimId) -> Option<Sign> {
        self.claims.get(claim).map(|level| sign(*level))
    }

    /// The sign of the heaviest finding that begins within `line`.
    pub fn within(&self, line: Span) -> Option<Sign> {
        let first = self.places.partition_point(|(start, _)| *start < line.start);
        let here = self.places.get(first..).unwrap_or_default().iter().take_while(|(start, _)| *start < line.end);
        here.map(|(_, level)| *level).max().map(sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Basis;

    fn finding(start: usize, level: Level, claim: &str, allowed: bool) -> Finding {
        Finding {
            rule: "anonymous.bare",
            level,
            message: String::new(),
            span: Span::new(start, start + 4),
            claim: (!claim.is_empty()).then(|| ClaimId::new(claim)),
            speaker: None,
            basis: Basis::Text,
            related: Vec::new(),
            chains: Vec::new(),
            allowed: allowed.then(|| "why".to_owned()),
        }
    }

    #[test]
    fn the_heaviest_open_finding_gives_the_sign() {
        let found = [
            finding(3, Level::Warning, "c-1", false),
            finding(5, Level::Error, "c-1", false),
            finding(9, Level::Error, "c-2", true),
            finding(20, Level::Warning, "", false),
            finding(40, Level::Suggestion, "c-3", false),
        ];
        let signs = RuleSigns::of(&found.map(Arc::new));
        assert_eq!(signs.of_claim(&ClaimId::new("c-1")), Some(sign(Level::Error)));
        assert_eq!(signs.of_claim(&ClaimId::new("c-2")), None, "it is allowed");
        assert_eq!(signs.within(Span::new(0, 10)), Some(sign(Level::Error)));
        assert_eq!((signs.within(Span::new(4, 5)), signs.within(Span::new(30, 50))), (None, None));
        assert_eq!(signs.within(Span::new(6, 30)), Some(sign(Level::Warning)));
    }
}
