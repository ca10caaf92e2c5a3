//! `saidby check`: sidecars parse, spans hold their text, ids resolve. A line a problem on standard output.

use std::io::Write;

use super::arguments::{Check, Common};
use super::{Outcome, output, subjects};
use crate::disk::inputs::shown;
use crate::sidecar;
use crate::text::visible::{Breaks, visible};

/// Runs the command.
pub fn run(arguments: &Check, common: &Common) -> anyhow::Result<Outcome> {
    let (subjects, mut trouble) = subjects::of(&arguments.paths, common);
    let mut out = output::data();
    for subject in &subjects {
        let problems = match problems_of(subject) {
            Ok(problems) => problems,
            Err(message) => vec![message],
        };
        for problem in &problems {
            writeln!(out, "{}", visible(problem, Breaks::Keep))?;
        }
        trouble |= !problems.is_empty();
        if common.verbose && problems.is_empty() {
            output::complain(&format!("{}: sound", shown(&subject.sidecar)));
        }
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

fn problems_of(subject: &subjects::Subject) -> Result<Vec<String>, String> {
    let text = subjects::text_of(&subject.sidecar)?;
    // Without its article a sidecar can still be read, or told why not.
    let parsed = sidecar::parse(&subject.sidecar, &text).map_err(|error| error.to_string());
    let article = parsed.and_then(|_| subjects::article(subject))?;
    Ok(sidecar::lint::lint(&subject.sidecar, &text, &article).iter().map(|finding| finding.line_of_output()).collect())
}
