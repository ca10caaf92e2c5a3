//! `saidby adjudicate`: the reviewer on several people's reviews of the same articles.

use std::sync::Arc;

use super::arguments::{Adjudicate, Common};
use super::{Outcome, output, review};
use crate::disk::inputs;
use crate::sidecar::gather::gather;
use crate::sidecar::path::reduced;
use crate::sidecar::{Placement, restored};
use crate::tui::{self, Request, Work};

/// The annotator whose sidecar the outcome is, unless another is named.
const OUTCOME: &str = "gold";

/// Runs the reviewer on every article that has something to decide between.
pub fn run(arguments: &Adjudicate, common: &Common) -> anyhow::Result<Outcome> {
    let name = common.annotator.as_deref().map(reduced).filter(|name| !name.is_empty());
    let placement = Placement { annotator: Some(name.unwrap_or_else(|| OUTCOME.to_owned())), folder: common.sidecar_dir.clone() };
    let wanted: Option<Vec<String>> = arguments.from.as_deref().map(|names| names.split(',').map(reduced).collect());
    let (mut articles, mut trouble) = (Vec::new(), false);
    let complain = |what: &dyn std::fmt::Display| output::complain(&what.to_string());
    for path in inputs::articles(&arguments.paths) {
        // Before the screen opens: what is wrong belongs on the shell's screen.
        let path = match path {
            Ok(path) => path,
            Err(error) => {
                complain(&error);
                trouble = true;
                continue;
            }
        };
        let article = match restored::article(&path, &placement) {
            Ok(article) => Arc::new(article),
            Err(error) => {
                complain(&error);
                trouble = true;
                continue;
            }
        };
        match gather(&path, &article, &placement, wanted.as_deref()) {
            Ok(found) => {
                trouble |= !found.broken.is_empty();
                found.broken.iter().for_each(|broken| complain(broken));
                articles.push(path);
            }
            Err(error) => {
                complain(&error);
                trouble = true;
            }
        }
    }
    if articles.is_empty() {
        return Ok(Outcome::Trouble);
    }
    let request = Request {
        articles,
        annotator: common.annotator.clone(),
        placement,
        theme: arguments.theme.clone(),
        work: Work::Adjudicate(wanted),
        ..Request::default()
    };
    Ok(review::left(&tui::run(request)?, trouble))
}
