//! What a rule is, and where it reports.

use std::sync::Arc;

use super::about::About;
use super::finding::{Basis, Finding};
use super::house::Setting;
use super::level::Level;
use super::view::View;
use crate::claim::Speaker;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// A rule. It sees one claim, one speaker or the whole article at a time.
///
/// What [`Self::claim`] finds may depend on the claim, its speaker and the text only, and what [`Self::speaker`] finds
/// on the speaker, its claims and the text: the linter remembers both until one of these changes.
pub trait Rule: Sync {
    /// What the rule says of itself.
    fn about(&self) -> &'static About;

    /// Its level and options unless a house says otherwise.
    fn setting(&self) -> Setting {
        Setting::at(self.about().level)
    }

    /// What one claim gives cause for.
    fn claim(&self, _view: &View<'_>, _claim: &ReviewedClaim, _found: &mut Findings) {}

    /// What one speaker gives cause for.
    fn speaker(&self, _view: &View<'_>, _voice: &Voice<'_>, _found: &mut Findings) {}

    /// What the article as a whole gives cause for.
    fn article(&self, _view: &View<'_>, _found: &mut Findings) {}

    /// What the findings of the other rules give cause for.
    fn after(&self, _view: &View<'_>, _before: &[Finding], _found: &mut Findings) {}
}

/// A speaker with its claims, in the order of the text.
#[derive(Clone, Debug)]
pub struct Voice<'a> {
    /// The speaker.
    pub speaker: &'a Speaker,
    /// Its claims that count; at least one.
    pub claims: Vec<&'a Arc<ReviewedClaim>>,
}

/// Findings of one rule while it runs.
#[derive(Debug)]
pub struct Findings {
    rule: &'static str,
    level: Level,
    list: Vec<Finding>,
}

/// A suggestion with a lower score makes a finding one level lighter.
const SURE: f32 = 0.9;

impl Findings {
    /// For a rule that reports at `level`.
    pub fn new(rule: &'static str, level: Level) -> Self {
        Self { rule, level, list: Vec::new() }
    }

    /// The level that the rule reports at.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Reports at the rule's level.
    pub fn add(&mut self, basis: Basis, span: Span, message: String) -> &mut Finding {
        self.add_at(self.level, basis, span, message)
    }

    /// Reports at another level.
    pub fn add_at(&mut self, level: Level, basis: Basis, span: Span, message: String) -> &mut Finding {
        let unsure = matches!(basis, Basis::Engine(score) if score < SURE);
        let level = if unsure { level.lighter() } else { level };
        let (claim, speaker, related, chains, allowed) = (None, None, Vec::new(), Vec::new(), None);
        self.list.push(Finding { rule: self.rule, level, message, span, claim, speaker, basis, related, chains, allowed });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// All that was reported.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}
