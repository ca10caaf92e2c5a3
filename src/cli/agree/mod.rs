//! `saidby agree`: how far several annotators agree on the same articles.

mod json;
mod table;

use std::io::Write;
use std::path::Path;

use super::arguments::{Agree, AgreeFormat, Common};
use super::subjects::{self, Subject};
use super::{Outcome, output};
use crate::analysis::agreement::{Reviews, agreement};
use crate::analysis::versions::Version;
use crate::disk::inputs::shown;
use crate::sidecar::gather::COMMON;

/// Runs the command.
pub fn run(arguments: &Agree, common: &Common) -> anyhow::Result<Outcome> {
    let (subjects, mut trouble) = subjects::of(&arguments.paths, common);
    let (reviews, broken) = reviews(subjects, common.annotator.is_some());
    trouble |= broken;
    let result = agreement(&reviews);
    if result.articles == 0 {
        output::complain("nothing to compare: no article has reviews by two annotators");
        trouble = true;
    }
    let mut out = output::data();
    match arguments.format {
        AgreeFormat::Table => {
            let look = super::table::Look { columns: output::columns(), colours: output::colours() };
            table::write(&mut out, look, &result)?;
        }
        AgreeFormat::Json => json::write(&mut out, &result)?,
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

/// The reviews of each article, in the order of the subjects, and whether one could not be read. The outcome
/// of an adjudication is nobody's own review: it counts only where it was asked for.
fn reviews(subjects: Vec<Subject>, chosen: bool) -> (Vec<Reviews>, bool) {
    let mut reviews: Vec<(std::path::PathBuf, Reviews)> = Vec::new();
    let mut broken = false;
    for subject in subjects {
        let session = match subjects::open(&subject) {
            Ok(session) => session,
            Err(message) => {
                output::complain(&message);
                broken = true;
                continue;
            }
        };
        if !chosen && !session.adjudicates().is_empty() {
            output::complain(&format!(
                "{}: skipped: result of an adjudication; name its annotator with --annotator to include it",
                shown(&subject.sidecar)
            ));
            continue;
        }
        let annotator = if subject.annotator.is_empty() { COMMON.to_owned() } else { subject.annotator };
        let version = Version { annotator, session };
        match reviews.iter_mut().find(|(article, _)| *article == subject.article) {
            Some((_, known)) if known.versions.iter().any(|other| other.annotator == version.annotator) => {}
            Some((_, known)) => known.versions.push(version),
            None => {
                let article = subject.article.to_string_lossy().into_owned();
                reviews.push((subject.article, Reviews { article, versions: vec![version] }));
            }
        }
    }
    for (_, lonely) in reviews.iter().filter(|(_, reviews)| reviews.versions.len() == 1) {
        let article = shown(Path::new(&lonely.article));
        output::complain(&format!("{article}: skipped: only one review"));
    }
    (reviews.into_iter().map(|(_, reviews)| reviews).collect(), broken)
}
