//! The agreement as tables for people.

use std::io::{self, Write};

use crate::analysis::agreement::{Agreement, AgreementFigures, FieldAgreement};
use crate::analysis::versions::VersionField;
use crate::cli::table::{self, Look};
use crate::text::visible::{Breaks, visible, width};

/// Columns of a value in the list of disagreements, at most.
const VALUE: usize = 28;

/// Writes the figures, pair by pair where there are several, and every disagreement.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(out: &mut dyn Write, look: Look, result: &Agreement) -> io::Result<()> {
    let names = visible(&result.annotators.join(", "), Breaks::Mark).into_owned();
    writeln!(out, "annotators  {}", if names.is_empty() { "none" } else { &names })?;
    writeln!(out, "articles    {}", result.articles)?;
    write!(out, "claims      {}", result.claims)?;
    match result.undecided {
        0 => writeln!(out)?,
        count => writeln!(out, " ({count} not reviewed by everyone, excluded)")?,
    }
    if result.articles == 0 {
        return Ok(());
    }
    let rows = |figures: &dyn Fn(&FieldAgreement) -> AgreementFigures, alpha: bool| -> Vec<Vec<String>> {
        result.fields.iter().map(|field| row(field, &figures(field), alpha)).collect()
    };
    const LIMITS: [usize; 7] = [12; 7];
    let header = ["field", "claims", "strict", "overlap", "token", "kappa", "alpha"];
    writeln!(out)?;
    table::write(out, look, &header, &LIMITS, &rows(&|field| field.all, true))?;
    let pairs = result.fields.first().map_or(0, |field| field.pairs.len());
    if pairs > 1 {
        for at in 0..pairs {
            let pair = result.fields.first().and_then(|field| field.pairs.get(at));
            let names = pair.map(|pair| format!("{} and {}", pair.one, pair.two)).unwrap_or_default();
            writeln!(out, "\n{}", visible(&names, Breaks::Mark))?;
            let figures = |field: &FieldAgreement| field.pairs.get(at).map(|pair| pair.figures).unwrap_or_default();
            table::write(out, look, &header[..6], &LIMITS[..6], &rows(&figures, false))?;
        }
    }
    disagreements(out, look, result)
}

fn row(field: &FieldAgreement, figures: &AgreementFigures, alpha: bool) -> Vec<String> {
    let spans = field.field.part().is_some();
    let figure = |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.3}"));
    let of_spans = |given: Option<f64>| if spans { figure(given) } else { String::new() };
    let mut row = vec![
        field.field.word().to_owned(),
        figures.claims.to_string(),
        figure(figures.strict),
        of_spans(figures.overlap),
        of_spans(figures.token),
        figure(figures.kappa),
    ];
    if alpha {
        row.push(figure(field.alpha));
    }
    row
}

fn disagreements(out: &mut dyn Write, look: Look, result: &Agreement) -> io::Result<()> {
    if result.disagreements.is_empty() {
        return writeln!(out, "\nno disagreement");
    }
    writeln!(out, "\ndisagreements ({})", result.disagreements.len())?;
    let mut header = vec!["where", "field"];
    header.extend(result.annotators.iter().map(String::as_str));
    header.push("claim");
    let mut limits = vec![40, 10];
    limits.extend(result.annotators.iter().map(|name| width(name).max(VALUE)));
    let rows: Vec<Vec<String>> = result
        .disagreements
        .iter()
        .map(|disagreement| {
            let mut row = vec![format!("{}:{}", disagreement.article, disagreement.line), disagreement.field.word().to_owned()];
            for name in &result.annotators {
                let said = disagreement.said.iter().find(|said| said.annotator == *name);
                row.push(said.map_or(String::new(), |said| shown(disagreement.field, said.value.as_str())));
            }
            row.push(disagreement.claim.clone());
            row
        })
        .collect();
    table::write(out, look, &header, &limits, &rows)
}

/// A value in the room that a column has: of long spans both ends, because there they differ.
fn shown(field: VersionField, value: &str) -> String {
    let letters: Vec<char> = value.chars().collect();
    if field.part().is_none() || letters.len() <= VALUE {
        return value.to_owned();
    }
    let (begin, end) = (VALUE / 2, VALUE - VALUE / 2 - 1);
    let tail = letters.len() - end;
    let part = |range: std::ops::Range<usize>| letters.get(range).unwrap_or_default().iter().collect::<String>();
    format!("{}…{}", part(0..begin), part(tail..letters.len()))
}
