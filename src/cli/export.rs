//! `saidby export`: reviewed claims for other programs.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::Context;

use super::arguments::{Common, Export, ExportFormat};
use super::{Outcome, output, subjects};
use crate::disk::inputs::shown;
use crate::interchange::{Entry, csv, json};
use crate::review::{Anchor, Session};

/// Runs the command.
pub fn run(arguments: &Export, common: &Common) -> anyhow::Result<Outcome> {
    let (subjects, mut trouble) = subjects::of(&arguments.paths, common);
    let mut out = output::data();
    if arguments.output.is_none() && arguments.format == ExportFormat::Csv {
        csv::write_header(&mut out)?;
    }
    for subject in &subjects {
        let session = match subjects::open(subject) {
            Ok(session) => session,
            Err(message) => {
                output::complain(&message);
                trouble = true;
                continue;
            }
        };
        let lost = lost(&session, arguments.decided);
        if lost > 0 {
            let path = shown(&subject.sidecar);
            output::complain(&format!("{path}: {lost} claims are left out: their words are no longer in the article"));
        }
        let path = subject.article.to_string_lossy();
        let entry = Entry::of_review(&path, session.article(), &session, &subject.annotator, arguments.decided);
        match &arguments.output {
            None => write(&mut out, arguments.format, &entry)?,
            Some(folder) => {
                let target = target(folder, subject, arguments.format);
                to_file(&target, arguments.format, &entry).with_context(|| shown(&target))?;
                if common.verbose {
                    output::complain(&format!("{}: {} claims", shown(&target), entry.len()));
                }
            }
        }
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

fn lost(session: &Session, decided: bool) -> usize {
    let claims = session.claims().iter();
    claims
        .filter(|claim| matches!(claim.anchor, Anchor::Ambiguous | Anchor::Orphan) && (!decided || claim.decision.is_decided()))
        .count()
}

fn write(out: &mut dyn Write, format: ExportFormat, entry: &Entry<'_>) -> std::io::Result<()> {
    match format {
        ExportFormat::Jsonl => {
            json::write(out, entry)?;
            out.write_all(b"\n")
        }
        ExportFormat::Csv => csv::write(out, entry),
    }
}

fn to_file(path: &Path, format: ExportFormat, entry: &Entry<'_>) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut out = BufWriter::new(File::create(path)?);
    if format == ExportFormat::Csv {
        csv::write_header(&mut out)?;
    }
    write(&mut out, format, entry)?;
    out.flush()
}

/// `a/speech.txt` and its sidecar of mw become `FOLDER/a/speech.txt.mw.jsonl`.
fn target(folder: &Path, subject: &subjects::Subject, format: ExportFormat) -> PathBuf {
    let mut target = folder.to_owned();
    if let Some(parent) = subject.article.parent().filter(|parent| parent.is_relative()) {
        target.extend(parent.components().filter(|part| matches!(part, Component::Normal(_))));
    }
    let mut name = subject.article.file_name().unwrap_or_default().to_owned();
    if !subject.annotator.is_empty() {
        name.push(".");
        name.push(&subject.annotator);
    }
    name.push(match format {
        ExportFormat::Jsonl => ".jsonl",
        ExportFormat::Csv => ".csv",
    });
    target.join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_mirror_the_articles_and_stay_in_the_folder() {
        let subject = |article: &str, annotator: &str| subjects::Subject {
            sidecar: PathBuf::new(),
            article: PathBuf::from(article),
            annotator: annotator.to_owned(),
        };
        let target = |subject| target(Path::new("out"), &subject, ExportFormat::Jsonl);
        assert_eq!(target(subject("a/s.txt", "mw")), Path::new("out/a/s.txt.mw.jsonl"));
        assert_eq!(target(subject("../../s.txt", "")), Path::new("out/s.txt.jsonl"));
        assert_eq!(target(subject("/x/s.txt", "")), Path::new("out/s.txt.jsonl"));
    }
}
