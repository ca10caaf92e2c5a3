//! `saidby [PATH]...`: opens the reviewer on a file, several, a folder, or standard input.

use std::path::PathBuf;

use super::arguments::{Arguments, Common};
use super::{Outcome, output};
use crate::disk::inputs;
use crate::extract::EngineKind;
use crate::sidecar::Placement;

/// What the reviewer starts with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The articles in their order: one, or a queue; `-` is standard input.
    pub articles: Vec<PathBuf>,
    /// The name under which standard input is saved; without one it is read-only.
    pub name: Option<String>,
    /// Which engine finds the claims.
    pub engine: EngineKind,
    /// Where sidecars go.
    pub placement: Placement,
}

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
    let start = Start { articles, name: arguments.name.clone(), engine: arguments.engine, placement };
    open(&start)?;
    Ok(Outcome::of(trouble))
}

/// The one call into the screen.
fn open(start: &Start) -> anyhow::Result<()> {
    anyhow::bail!("the screen is not in this build; `saidby extract` lists the claims of {} articles", start.articles.len())
}
