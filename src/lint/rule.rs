//! What a rule is, and where it reports.

use std::sync::Arc;

use super::about::About;
use super::finding::{Basis, Finding};
use super::house::Setting;
use super::index::Index;
use super::level::Level;
use super::view::View;
use crate::claim::Speaker;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// A rule. It looks at one claim, one speaker, one place of the text or a few claims of the article at a time.
///
/// The linter remembers what was found and asks again only where something changed. What a method finds may therefore
/// depend on nothing but what its description names.
pub trait Rule: Sync {
    /// What the rule says of itself.
    fn about(&self) -> &'static About;

    /// Its level and options unless a house says otherwise.
    fn setting(&self) -> Setting {
        Setting::at(self.about().level)
    }

    /// Findings about one claim: by the claim, its speaker, the text, and speakers who are first mentioned near its parts.
    fn claim(&self, _view: &View<'_>, _claim: &ReviewedClaim, _found: &mut Findings) {}

    /// What [`Self::speaker`] and [`Self::article`] want to know of each claim, in two bits ([`Voice::marked`],
    /// [`Picked::marks`]): by the same as [`Self::claim`]. It is kept, so that one decision does not look again at all that somebody says.
    fn marks(&self, _view: &View<'_>, _claim: &ReviewedClaim) -> u8 {
        0
    }

    /// What [`Self::speaker`] wants to know of the speaker alone ([`Voice::is_known`]): by the speaker and the text. Kept too.
    fn is_known(&self, _view: &View<'_>, _speaker: &Speaker) -> bool {
        false
    }

    /// Findings about one speaker: by the speaker, its claims, the text, and speakers who are first mentioned near them.
    fn speaker(&self, _view: &View<'_>, _voice: &Voice<'_>, _found: &mut Findings) {}

    /// The places of the text near `near` that the rule looks at one by one, as numbers of its own.
    fn places(&self, _index: &Index, _near: Span) -> Vec<usize> {
        Vec::new()
    }

    /// Findings about one of these places: by the text, and the claims and passages without a claim over it.
    fn place(&self, _view: &View<'_>, _place: usize, _found: &mut Findings) {}

    /// Whether [`Self::article`] looks at a claim that counts: by the claim, its speaker, the text, and speakers who
    /// are first mentioned near its parts.
    fn picks(&self, _view: &View<'_>, _claim: &ReviewedClaim) -> bool {
        false
    }

    /// Findings about the article: by the claims that the rule picked, the speakers, the outlets and the text.
    fn article(&self, _view: &View<'_>, _picked: &Picked<'_>, _found: &mut Findings) {}

    /// Whether [`Self::article`] looks at [`Picked::of`].
    fn counts_all(&self) -> bool {
        false
    }

    /// Whether [`Self::article`] looks at [`Picked::by_outlets`].
    fn looks_at_outlets(&self) -> bool {
        false
    }

    /// Findings about allowances: by what the other rules found, in the order of the text.
    fn after(&self, _view: &View<'_>, _before: &[Arc<Finding>], _found: &mut Findings) {}
}

/// The claims that a rule picked, in the order of the text.
#[derive(Clone, Debug)]
pub struct Picked<'a> {
    /// The claims.
    pub claims: Vec<&'a Arc<ReviewedClaim>>,
    /// What [`Rule::marks`] said of them, in the same order.
    pub marks: Vec<u8>,
    /// The first of them with each list of outlets, and how many have it.
    pub by_outlets: Vec<(&'a Arc<ReviewedClaim>, usize)>,
    /// How many claims of the article count, picked or not.
    pub of: usize,
}

/// A speaker with its claims, in the order of the text.
#[derive(Clone, Debug)]
pub struct Voice<'a> {
    /// The speaker.
    pub speaker: &'a Speaker,
    /// Its claims that count, with the marks of all rules; at least one.
    claims: &'a [Marked],
    /// Rules that know what they want to know of the speaker, as bits.
    known: u32,
    /// The place of the rule that is asked.
    rule: usize,
}

/// A claim with the marks of all rules, [`MARKS`] bits each.
pub type Marked = (Arc<ReviewedClaim>, u64);

/// How many bits each rule has for a claim.
pub const MARKS: usize = 2;

/// The marks of the rule at `rule` among those of all.
pub fn marks_of(marks: u64, rule: usize) -> u8 {
    (marks >> (rule * MARKS)) as u8 & ((1 << MARKS) - 1)
}

impl<'a> Voice<'a> {
    /// For the rule at `rule`.
    pub fn new(speaker: &'a Speaker, claims: &'a [Marked], known: u32, rule: usize) -> Self {
        Self { speaker, claims, known, rule }
    }

    /// Its claims that count; at least one.
    pub fn claims(&self) -> impl Iterator<Item = &'a Arc<ReviewedClaim>> + use<'a> {
        self.claims.iter().map(|(claim, _)| claim)
    }

    /// Those that the rule gave this mark.
    pub fn marked(&self, mark: u8) -> impl Iterator<Item = &'a Arc<ReviewedClaim>> + use<'a> {
        let mark = u64::from(mark) << (self.rule * MARKS);
        self.claims.iter().filter(move |(_, marks)| marks & mark != 0).map(|(claim, _)| claim)
    }

    /// Whether [`Rule::is_known`] holds.
    pub fn is_known(&self) -> bool {
        self.known & (1 << self.rule) != 0
    }
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
