//! The agreement as one JSON object.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::analysis::agreement::{Agreement, AgreementFigures, FieldAgreement};
use crate::analysis::versions::VersionField;
use crate::interchange::json;

#[derive(Serialize)]
struct Object<'a> {
    annotators: &'a [String],
    articles: usize,
    claims: usize,
    undecided: usize,
    fields: Vec<FieldNumbers<'a>>,
    disagreements: Vec<Disagreement<'a>>,
}

#[derive(Serialize)]
struct FieldNumbers<'a> {
    field: &'static str,
    #[serde(flatten)]
    all: Numbers,
    alpha: Option<f64>,
    pairs: Vec<Pair<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    annotators: [&'a str; 2],
    #[serde(flatten)]
    numbers: Numbers,
}

/// Spans have the first three, what has one value a claim has `agree`; a figure that is not defined is null.
#[derive(Serialize)]
struct Numbers {
    claims: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<Option<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overlap: Option<Option<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<Option<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agree: Option<Option<f64>>,
    kappa: Option<f64>,
}

#[derive(Serialize)]
struct Disagreement<'a> {
    article: &'a str,
    line: usize,
    claim: &'a str,
    field: &'static str,
    values: BTreeMap<&'a str, &'a str>,
}

fn rounded(figure: Option<f64>) -> Option<f64> {
    figure.map(|figure| (figure * 10_000.0).round() / 10_000.0)
}

fn numbers(field: VersionField, figures: &AgreementFigures) -> Numbers {
    let spans = field.part().is_some();
    let of_spans = |figure| spans.then_some(rounded(figure));
    Numbers {
        claims: figures.claims,
        strict: of_spans(figures.strict),
        overlap: of_spans(figures.overlap),
        token: of_spans(figures.token),
        agree: (!spans).then_some(rounded(figures.strict)),
        kappa: rounded(figures.kappa),
    }
}

fn field(of: &FieldAgreement) -> FieldNumbers<'_> {
    let pairs =
        of.pairs.iter().map(|pair| Pair { annotators: [&pair.one, &pair.two], numbers: numbers(of.field, &pair.figures) });
    FieldNumbers { field: of.field.word(), all: numbers(of.field, &of.all), alpha: rounded(of.alpha), pairs: pairs.collect() }
}

/// Writes the object.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(out: &mut dyn Write, result: &Agreement) -> io::Result<()> {
    let disagreements = result.disagreements.iter().map(|disagreement| Disagreement {
        article: &disagreement.article,
        line: disagreement.line,
        claim: &disagreement.claim,
        field: disagreement.field.word(),
        values: disagreement.said.iter().map(|said| (said.annotator.as_str(), said.value.as_str())).collect(),
    });
    let object = Object {
        annotators: &result.annotators,
        articles: result.articles,
        claims: result.claims,
        undecided: result.undecided,
        fields: result.fields.iter().map(field).collect(),
        disagreements: disagreements.collect(),
    };
    json::write_value(out, &object)
}
