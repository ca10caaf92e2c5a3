//! `saidby check`: sidecars parse, spans hold their text, ids resolve. A line a problem on standard output.

use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::arguments::{Check, Common};
use super::{Outcome, output, subjects};
use crate::disk::inputs::{self, shown};
use crate::sidecar::{self, path as places};
use crate::text::visible::{Breaks, visible};

/// Runs the command.
pub fn run(arguments: &Check, common: &Common) -> anyhow::Result<Outcome> {
    let (subjects, mut trouble) = subjects::of(&arguments.paths, common);
    let mut out = output::data();
    // Of sidecars that are kept elsewhere no article is next to them.
    let folders = arguments.paths.iter().filter(|path| common.sidecar_dir.is_none() && path.is_dir());
    for sidecar in folders.flat_map(|folder| without_article(folder)) {
        let what_to_do = "restore the article, or name the folder of the sidecars with --sidecar-dir";
        writeln!(out, "{}: article not found next to the sidecar; {what_to_do}", shown(&sidecar))?;
        trouble = true;
    }
    for batch in subjects.chunks(subjects::BATCH) {
        let checked: Vec<_> =
            batch.par_iter().map(|subject| problems_of(subject).unwrap_or_else(|message| vec![message])).collect();
        for (subject, problems) in batch.iter().zip(checked) {
            for problem in &problems {
                writeln!(out, "{}", visible(problem, Breaks::Keep))?;
            }
            trouble |= !problems.is_empty();
            if common.verbose && problems.is_empty() {
                output::complain(&format!("{}: valid", shown(&subject.sidecar)));
            }
        }
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

/// The sidecars in a folder whose article is not next to them.
fn without_article(root: &Path) -> Vec<PathBuf> {
    let mut sidecars = inputs::sidecars(root);
    sidecars.retain(|sidecar| places::article_of(sidecar).is_none());
    sidecars
}

fn problems_of(subject: &subjects::Subject) -> Result<Vec<String>, String> {
    let text = subjects::text_of(&subject.sidecar)?;
    // Without its article a sidecar can still be parsed, and what is wrong with it comes first.
    let parsed = sidecar::parse(&subject.sidecar, &text).map_err(|error| error.to_string())?;
    let article = subjects::article(subject)?;
    let found = sidecar::lint::lint_parsed(&subject.sidecar, &text, parsed, &article);
    Ok(found.iter().map(|finding| finding.line_of_output()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sidecar_whose_article_is_gone_is_found() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("deep/.hidden")).unwrap();
        for name in
            ["a.txt", "a.txt.claims.ron", "a.txt.mw.claims.ron", "deep/b.txt.mw.claims.ron", "deep/.hidden/c.txt.claims.ron"]
        {
            std::fs::write(root.path().join(name), "").unwrap();
        }
        assert_eq!(without_article(root.path()), [root.path().join("deep/b.txt.mw.claims.ron")]);
    }
}
