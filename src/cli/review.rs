//! `saidby [PATH]...`: opens articles, folders or standard input for review.

use std::path::PathBuf;

use super::arguments::{Arguments, Common};
use super::{Outcome, output};
use crate::disk::inputs;
use crate::sidecar::Placement;
use crate::tui::{self, Request, Work};

/// Runs the review.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let (mut articles, mut trouble) = (Vec::new(), false);
    for article in inputs::articles(paths) {
        match article {
            Ok(path) => articles.push(path),
            Err(error) => {
                output::complain(&error.to_string());
                trouble = true;
            }
        }
    }
    if articles.is_empty() {
        return Ok(Outcome::Trouble);
    }
    let Common { annotator, sidecar_dir, .. } = &arguments.common;
    let placement = Placement { annotator: annotator.clone(), folder: sidecar_dir.clone() };
    let request = Request {
        articles,
        name: arguments.name.clone(),
        annotator: annotator.clone(),
        placement,
        theme: arguments.theme.clone(),
        options: arguments.choice.options(None)?,
        work: Work::Review,
    };
    Ok(left(&tui::run(request)?, trouble))
}

/// Prints the remarks of a finished review and returns its exit status. A signal ends the program as it would by
/// default.
pub fn left(ended: &tui::Ended, trouble: bool) -> Outcome {
    for remark in &ended.remarks {
        output::complain(remark);
    }
    match &ended.outcome {
        tui::Outcome::Quit => Outcome::of(trouble),
        tui::Outcome::Signal(signal) => std::process::exit(128 + signal),
        tui::Outcome::Broken(why) => {
            output::complain(why);
            Outcome::Trouble
        }
    }
}
