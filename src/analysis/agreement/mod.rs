//! How far several annotators agree on the claims of the same articles.
//!
//! Spans (content, cue, source): F1 with the same characters (`strict`), with a shared word (`overlap`) and
//! over words (`token`), Cohen's kappa over words that are in a span or not, and Krippendorff's alpha for
//! unitising. What has one value a claim (speaker, via, directness, decision): the share of the same values,
//! Cohen's kappa and Krippendorff's nominal alpha. What counts as marked is in [`super::versions`].

pub mod alpha;
pub mod disagreement;
pub mod f1;
pub mod kappa;
mod tally;
pub mod unitising;

use std::collections::BTreeSet;

pub use disagreement::{Disagreement, Said};

use super::versions::{Version, VersionComparison, VersionField};
use tally::Tally;

/// Several annotators' reviews of one article.
#[derive(Clone, Debug)]
pub struct Reviews {
    /// The article's name.
    pub article: String,
    /// The reviews, each of the same text.
    pub versions: Vec<Version>,
}

/// How far annotators agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Their names, sorted.
    pub annotators: Vec<String>,
    /// Articles that at least two of them reviewed.
    pub articles: usize,
    /// Claims that were compared: somebody marked or rejected them.
    pub claims: usize,
    /// Of these, how many somebody has not decided on; they are left out for him.
    pub undecided: usize,
    /// The figures, field by field.
    pub fields: Vec<FieldAgreement>,
    /// Every claim and field in which they differ, in the order of the articles and the text.
    pub disagreements: Vec<Disagreement>,
}

/// The agreement on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldAgreement {
    /// Which.
    pub field: VersionField,
    /// Over all pairs: sums of what was counted, the mean of the kappas.
    pub all: AgreementFigures,
    /// Krippendorff's alpha over all annotators; `None` where it is not defined.
    pub alpha: Option<f64>,
    /// Pair by pair.
    pub pairs: Vec<PairAgreement>,
}

/// The agreement of two annotators on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAgreement {
    /// The first, by name.
    pub one: String,
    /// The second.
    pub two: String,
    /// The figures.
    pub figures: AgreementFigures,
}

/// What two annotators agree on, as figures from 0 to 1 (kappa from −1); `None` where one is not defined.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AgreementFigures {
    /// Claims that were compared; of spans the larger number of claims that have the part.
    pub claims: usize,
    /// The same characters as F1, or the share of the same values.
    pub strict: Option<f64>,
    /// At least a word in common, as F1; spans only.
    pub overlap: Option<f64>,
    /// Words in common, as F1; spans only.
    pub token: Option<f64>,
    /// Cohen's kappa.
    pub kappa: Option<f64>,
}

/// The agreement over all articles. An article with one review alone counts for nothing.
pub fn agreement(reviews: &[Reviews]) -> Agreement {
    let compared: Vec<&Reviews> = reviews.iter().filter(|reviews| reviews.versions.len() > 1).collect();
    let names: BTreeSet<&str> =
        compared.iter().flat_map(|reviews| &reviews.versions).map(|version| version.annotator.as_str()).collect();
    let annotators: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let mut tally = Tally::new(&annotators);
    let mut disagreements = Vec::new();
    for (number, reviews) in compared.iter().enumerate() {
        let comparison = VersionComparison::of(&reviews.versions);
        tally.count(number, &comparison);
        disagreements.extend(disagreement::of(&reviews.article, &comparison));
    }
    let (claims, undecided) = tally.claims();
    Agreement {
        articles: compared.len(),
        claims,
        undecided,
        fields: VersionField::ALL.into_iter().map(|field| tally.field(field)).collect(),
        disagreements,
        annotators,
    }
}

#[cfg(test)]
mod tests;
