//! A perfect reviewer at the real keymap and the real model: how many keys an article costs.
//!
//! The reviewer knows the truth and picks the cheapest of several ways to each correction; every key goes
//! through [`Model::update`](saidby::tui::model::Model::update), and at the end the review must be the truth.

pub mod drawn;
mod letters;
mod plan;
pub mod reviewer;
pub mod slate;
mod spans;
pub mod tally;
pub mod truth;

#[path = "../samples/score.rs"]
#[allow(dead_code, reason = "the score of the engines is not asked here")]
mod score;

use saidby::analysis::survey_by;
use saidby::article::Article;
use saidby::extract::{Options, extract};

use reviewer::Reviewer;
use tally::Tally;
pub use truth::Standard;
use truth::Truth;

/// The keys that one article costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Claims of the truth.
    pub claims: usize,
    /// From the engine's suggestions to the truth.
    pub from_suggestions: Tally,
    /// From nothing to the truth.
    pub from_nothing: Tally,
    /// What the same annotation takes in SLATE, by the formula of [`slate`].
    pub slate: usize,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.claims += other.claims;
        self.from_suggestions += other.from_suggestions;
        self.from_nothing += other.from_nothing;
        self.slate += other.slate;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (claims, slate) = (self.claims, self.slate);
        let (from_suggestions, from_nothing) = (self.from_suggestions.total(), self.from_nothing.total());
        write!(f, "{claims:4} claims  from suggestions {from_suggestions:5} keys  from nothing {from_nothing:5}  SLATE {slate:5}")
    }
}

/// Reviews an article from the engine's suggestions.
pub fn count_suggested(article: &Article, options: &Options, truth: &[Truth], standard: Standard, trace: bool) -> Count {
    let from_suggestions =
        Reviewer::new(article.clone(), Some(extract(article, options)), survey_by(article, options), truth, standard, trace)
            .run();
    Count { claims: truth.len(), from_suggestions, ..Count::default() }
}

/// Reviews an article both ways. With `trace`, every step is printed with its keys.
pub fn count(article: &Article, options: &Options, truth: &[Truth], standard: Standard, trace: bool) -> Count {
    let survey = survey_by(article, options);
    let suggested = Reviewer::new(article.clone(), Some(extract(article, options)), survey.clone(), truth, standard, trace).run();
    let added = Reviewer::new(article.clone(), None, survey, truth, standard, trace).run();
    Count { claims: truth.len(), from_suggestions: suggested, from_nothing: added, slate: slate::keys(article, truth) }
}
