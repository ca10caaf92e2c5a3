//! `saidby [PATH]...`: opens the reviewer on a file, several, a folder, or standard input.

use std::path::PathBuf;

use super::arguments::{Arguments, Common};
use super::{Outcome, output};
use crate::disk::inputs;
use crate::sidecar::Placement;
use crate::tui::{self, Request, Work};

/// Runs the reviewer.
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
        if !trouble {
            output::complain("there is no article here (.txt, .md, .html); name one: saidby ARTICLE");
        }
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
    match tui::run(request)? {
        tui::Outcome::Quit => Ok(Outcome::of(trouble)),
        tui::Outcome::Signal(signal) => std::process::exit(128 + signal),
    }
}
