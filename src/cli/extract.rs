//! `saidby extract`: the claims of articles on standard output, in the order of the input.

use std::io::{IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::arguments::{Common, Extract, ExtractFormat};
use super::table::{self, Look};
use super::{Outcome, output};
use crate::article::Article;
use crate::disk::inputs::{self, InputError, Reason};
use crate::extract::{DeepFinder, EngineKind, Extraction, Options, Scope, extract};
use crate::interchange::{ExportEntry, csv, json};
use crate::review::Session;
use crate::sidecar;

/// An article that was worked on.
struct Done {
    path: PathBuf,
    article: Arc<Article>,
    found: Extraction,
    seconds: f64,
}

/// Runs the command.
pub fn run(arguments: &Extract, common: &Common) -> anyhow::Result<Outcome> {
    let inputs = inputs::articles(&arguments.paths);
    let jobs = arguments.jobs.map_or(0, |jobs| threads(usize::from(jobs.get()), inputs.len()));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().context("cannot start worker threads")?;
    let progress = progress(inputs.len());
    let mut writer =
        Writer { format: arguments.format, out: output::data(), look: look(), reasons: arguments.reasons, written: 0 };
    let mut options = arguments.choice.options(arguments.min_score)?;
    // A score that is asked for is the only bar, and the bars of the default scope are of the deep engine's scores.
    let all = arguments.min_score.is_some() || options.engine == EngineKind::Fast;
    options.scope = arguments.scope.unwrap_or(if all { Scope::All } else { Scope::Default });
    if options.engine == EngineKind::Deep && options.model.is_none() {
        DeepFinder::embedded().context("cannot load the built-in model")?;
    }
    let mut trouble = false;
    writer.begin()?;
    // Batches keep the order of the input and bound what waits in memory.
    let batch = pool.current_num_threads() * 4;
    let mut inputs = inputs.into_iter();
    loop {
        let batch: Vec<Result<PathBuf, InputError>> = inputs.by_ref().take(batch).collect();
        if batch.is_empty() {
            break;
        }
        // A mistake of the program ends the work on one article, not on the others.
        let safely = |path: PathBuf| {
            let mistake = InputError { path: path.clone(), reason: Reason::Mistake };
            catch_unwind(AssertUnwindSafe(|| one(path, &options))).unwrap_or(Err(mistake))
        };
        let work = |input: Result<PathBuf, InputError>| input.and_then(safely);
        let results: Vec<Result<Done, InputError>> = pool.install(|| batch.into_par_iter().map(work).collect());
        for result in results {
            match result {
                Ok(done) => {
                    progress.suspend(|| notes(&done, common.verbose));
                    writer.write(&done)?;
                }
                Err(error) => {
                    trouble = true;
                    progress.suspend(|| output::complain(&error.to_string()));
                }
            }
            progress.inc(1);
        }
        if std::io::stdout().is_terminal() {
            writer.out.flush()?;
        }
    }
    progress.finish_and_clear();
    writer.end()?;
    Ok(Outcome::of(trouble))
}

/// More threads than articles, or far more than cores, would only wait, or not start at all.
fn threads(asked: usize, articles: usize) -> usize {
    const EACH_CORE: usize = 4;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    asked.min(articles).min(cores * EACH_CORE).max(1)
}

fn one(path: PathBuf, options: &Options) -> Result<Done, InputError> {
    let begin = std::time::Instant::now();
    let article = inputs::article(&path)?;
    let found = extract(&article, options);
    Ok(Done { path, article: Arc::new(article), found, seconds: begin.elapsed().as_secs_f64() })
}

fn notes(done: &Done, verbose: bool) {
    let path = inputs::shown(&done.path);
    let origin = &done.article.origin;
    if origin.encoding_guessed {
        output::complain(&format!("{path}: no encoding declared; assuming {}", origin.encoding));
    }
    if origin.invalid_sequences > 0 {
        let count = origin.invalid_sequences;
        output::complain(&format!("{path}: {count} invalid {} sequences, shown as U+FFFD", origin.encoding));
    }
    if verbose {
        let (claims, bytes) = (done.found.claims.len(), done.article.text.len());
        output::complain(&format!("{path}: {} in {bytes} bytes, {:.3} s", output::claims(claims), done.seconds));
    }
}

/// On standard error, and only where somebody looks.
fn progress(total: usize) -> ProgressBar {
    if total < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total as u64);
    match ProgressStyle::with_template("{bar:30} {pos}/{len} articles, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn look() -> Look {
    Look { columns: output::columns(), colours: output::colours() }
}

struct Writer<W> {
    format: ExtractFormat,
    out: W,
    look: Look,
    reasons: bool,
    written: usize,
}

impl<W: Write> Writer<W> {
    fn begin(&mut self) -> anyhow::Result<()> {
        match self.format {
            ExtractFormat::Json => self.out.write_all(b"[")?,
            ExtractFormat::Csv => csv::write_header(&mut self.out, csv::Separator::Comma)?,
            _ => {}
        }
        Ok(())
    }

    fn write(&mut self, done: &Done) -> anyhow::Result<()> {
        let path = done.path.to_string_lossy();
        let entry = || ExportEntry::of_extraction(&path, &done.article, &done.found).with_reasons(self.reasons);
        match self.format {
            ExtractFormat::Table => table::write_article(&mut self.out, self.look, &path, &done.article, &done.found)?,
            ExtractFormat::Json => {
                self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
                json::write(&mut self.out, &entry())?;
            }
            ExtractFormat::Jsonl => {
                json::write(&mut self.out, &entry())?;
                self.out.write_all(b"\n")?;
            }
            ExtractFormat::Ron => self.out.write_all(undecided(&done.path, &done.article, &done.found).as_bytes())?,
            ExtractFormat::Csv => csv::write(&mut self.out, &entry(), csv::Separator::Comma)?,
        }
        self.written += 1;
        Ok(())
    }

    fn end(&mut self) -> anyhow::Result<()> {
        if self.format == ExtractFormat::Json {
            self.out.write_all(if self.written == 0 { b"]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(())
    }
}

/// The sidecar as it would be before anybody decided.
fn undecided(path: &Path, article: &Arc<Article>, found: &Extraction) -> String {
    let mut session = Session::new(Arc::clone(article));
    session.offer(found.clone());
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    sidecar::text_of(&session.record(), article, &file, env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_threads_than_are_of_use() {
        assert_eq!((threads(20_000, 3), threads(2, 100), threads(5, 0)), (3, 2, 1));
        assert!(threads(20_000, 100_000) < 20_000);
    }
}
