//! `saidby extract`: the claims of articles on standard output, in the order of the input.

use std::collections::HashMap;
use std::io::{self, StdoutLock, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use saidby_records::language;

use super::arguments::{Common, Extract, ExtractFormat};
use super::records::progress::Progress;
use super::records::window::{self, Limits, Sink, Stop};
use super::records::{self, signals};
use super::table::{self, Look};
use super::{Outcome, output};
use crate::article::Article;
use crate::disk::inputs::{self, InputError, Reason};
use crate::extract::readings::all_readings;
use crate::extract::{DeepFinder, EngineKind, Extraction, Options, Scope, extract_until};
use crate::interchange::{ExportEntry, csv, json};
use crate::review::Session;
use crate::sidecar::restored::PageReader;
use crate::sidecar::{self, Placement};
use crate::text::visible::{Breaks, visible};

/// Bytes of finished articles that are held back while the next ones are ready anyway.
const HELD: usize = 64 * 1024;

/// Runs the command.
pub fn run(arguments: &Extract, common: &Common) -> anyhow::Result<Outcome> {
    let mut options = arguments.choice.options(arguments.min_score)?;
    if arguments.records.from.is_some() {
        return records::run(arguments, options);
    }
    if arguments.format == Some(ExtractFormat::Arrow) {
        output::complain("--format arrow needs --from jsonl");
        return Ok(Outcome::Usage);
    }
    let inputs = inputs::articles(&records::inputs(arguments)?);
    // A score that is asked for is the only bar, and the bars of the default scope are of the deep engine's scores.
    let all = arguments.min_score.is_some() || options.engine == EngineKind::Fast;
    options.scope = arguments.scope.unwrap_or(if all { Scope::All } else { Scope::Default });
    if options.engine == EngineKind::Deep && options.model.is_none() {
        DeepFinder::embedded().context("cannot load the built-in model")?;
    }
    let format = arguments.format.unwrap_or(ExtractFormat::Table);
    let limits = Limits::asked(arguments.jobs);
    let limits = Limits { jobs: limits.jobs.min(inputs.len()).max(1), ..limits };
    let stop = Stop::default();
    signals::listen(&stop).context("cannot listen for signals")?;
    let total = inputs.len() as u64;
    let progress = Progress::new(arguments.large.progress, "articles", Arc::default(), None, Some(total));
    let mut writer = Writer { format, out: io::stdout().lock(), held: Vec::new(), progress, written: 0, done: 0, trouble: false };
    writer.begin()?;
    let form = Form {
        format,
        engine: options.engine,
        look: look(),
        reasons: arguments.reasons,
        readings: arguments.readings,
        verbose: common.verbose,
    };
    let mut waiting = inputs.into_iter();
    // A path is small, whatever the article is that it names.
    let source = move || Ok(waiting.next().map(|input| (input, 1)));
    let pages = PageReader::new(Placement { annotator: None, folder: common.sidecar_dir.clone() });
    let work = move |input: Result<PathBuf, InputError>, stop: &Stop| worked(input, &pages, &options, form, stop);
    let ended = window::run(limits, &stop, source, work, &mut writer);
    writer.progress.finish();
    ended?;
    writer.end()?;
    if stop.is_asked() {
        output::complain(&format!("stopped by a signal after {} of {total} articles", writer.done));
        return Ok(Outcome::Trouble);
    }
    Ok(Outcome::of(writer.trouble))
}

/// How an article is written.
#[derive(Clone, Copy)]
struct Form {
    format: ExtractFormat,
    engine: EngineKind,
    look: Look,
    reasons: bool,
    readings: bool,
    verbose: bool,
}

/// An article that was worked on.
#[derive(Debug)]
struct Done {
    /// Its part of the output, or why it has none.
    written: Result<Vec<u8>, InputError>,
    /// Remarks for standard error.
    notes: Vec<String>,
}

/// `None` where the run is to end and the article is not finished.
fn worked(input: Result<PathBuf, InputError>, pages: &PageReader, options: &Options, form: Form, stop: &Stop) -> Option<Done> {
    let failed = |error| Some(Done { written: Err(error), notes: Vec::new() });
    let path = match input {
        Ok(path) => path,
        Err(error) => return failed(error),
    };
    // A bug of the program ends the work on one article, not on the others.
    match catch_unwind(AssertUnwindSafe(|| one(&path, pages, options, form, stop))) {
        Ok(Ok(done)) => done,
        Ok(Err(error)) => failed(error),
        Err(_) => failed(InputError { path, reason: Reason::Mistake }),
    }
}

fn one(path: &Path, pages: &PageReader, options: &Options, form: Form, stop: &Stop) -> Result<Option<Done>, InputError> {
    let begin = std::time::Instant::now();
    let article = Arc::new(pages.article(path)?);
    let Some(found) = extract_until(&article, options, &|| stop.is_asked()) else { return Ok(None) };
    let mut notes = notes(path, &article, &found);
    if form.verbose {
        let (claims, bytes) = (found.claims.len(), article.text.len());
        let seconds = begin.elapsed().as_secs_f64();
        notes.push(format!("{}: {} in {bytes} bytes, {seconds:.3} s", inputs::shown(path), output::claims(claims)));
    }
    let written =
        written(path, &article, &found, form).map_err(|error| InputError { path: path.to_owned(), reason: error.into() })?;
    Ok(Some(Done { written: Ok(written), notes }))
}

fn written(path: &Path, article: &Arc<Article>, found: &Extraction, form: Form) -> io::Result<Vec<u8>> {
    let name = path.to_string_lossy();
    let json = matches!(form.format, ExtractFormat::Json | ExtractFormat::Jsonl);
    let readings = if form.readings && json { all_readings(article, found) } else { HashMap::new() };
    let entry = || ExportEntry::of_extraction(&name, article, found).with_reasons(form.reasons).with_readings(&readings);
    let mut out = Vec::new();
    match form.format {
        ExtractFormat::Table => table::write_article(&mut out, form.look, &name, article, found)?,
        ExtractFormat::Json => json::write(&mut out, &entry())?,
        // Arrow is made of records only.
        ExtractFormat::Jsonl | ExtractFormat::Arrow => {
            json::write(&mut out, &entry())?;
            out.push(b'\n');
        }
        ExtractFormat::Ron => out = undecided(path, article, found, form.engine).into_bytes(),
        ExtractFormat::Csv => csv::write(&mut out, &entry(), csv::Separator::Comma)?,
    }
    Ok(out)
}

fn notes(path: &Path, article: &Article, found: &Extraction) -> Vec<String> {
    let path = inputs::shown(path);
    let origin = &article.origin;
    let mut notes = Vec::new();
    if origin.encoding_guessed {
        notes.push(format!("{path}: no encoding declared; assuming {}", origin.encoding));
    }
    if origin.invalid_sequences > 0 {
        let count = origin.invalid_sequences;
        let sequences = if count == 1 { "sequence" } else { "sequences" };
        notes.push(format!("{path}: {count} invalid {} {sequences}, shown as U+FFFD", origin.encoding));
    }
    if origin.encoded_twice {
        notes.push(format!("{path}: {}", inputs::ENCODED_TWICE));
    }
    // Without this, a text in another language looks like a text in which nobody speaks.
    if let Some(other) = language::of(&article.text).filter(|language| *language != language::ENGLISH) {
        let language = language::name(other);
        let found = if found.claims.is_empty() { "" } else { ", the claims are not reliable" };
        notes.push(format!("{path}: this seems to be {language}; only English is supported{found}"));
    }
    notes
}

fn look() -> Look {
    Look { columns: output::columns(), colours: output::colours() }
}

/// Writes whole articles only, in one piece where possible; a reader at the other end of a pipe has everything that is
/// done while the next article is worked on.
struct Writer {
    format: ExtractFormat,
    out: StdoutLock<'static>,
    held: Vec<u8>,
    progress: Progress,
    written: usize,
    done: u64,
    trouble: bool,
}

impl Writer {
    fn begin(&mut self) -> anyhow::Result<()> {
        match self.format {
            ExtractFormat::Json => self.held.push(b'['),
            ExtractFormat::Csv => csv::write_header(&mut self.held, csv::Separator::Comma)?,
            _ => {}
        }
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        if !self.held.is_empty() {
            // Tables have the words exactly as they are; on a terminal nothing may obey them.
            if self.format == ExtractFormat::Csv && output::on_terminal() {
                self.out.write_all(visible(&String::from_utf8_lossy(&self.held), Breaks::Keep).as_bytes())?;
            } else {
                self.out.write_all(&self.held)?;
            }
            self.out.flush()?;
            self.held.clear();
        }
        Ok(())
    }

    fn end(&mut self) -> anyhow::Result<()> {
        if self.format == ExtractFormat::Json {
            self.held.extend_from_slice(if self.written == 0 { b"]\n" } else { b"\n]\n" });
        }
        self.flush()
    }
}

impl Sink<Done> for Writer {
    fn put(&mut self, done: Done) -> anyhow::Result<()> {
        let failed = done.written.is_err();
        self.done += 1;
        if failed || !done.notes.is_empty() {
            self.progress.clear();
        }
        done.notes.iter().for_each(|note| output::complain(note));
        match done.written {
            Ok(bytes) => {
                if self.format == ExtractFormat::Json {
                    self.held.extend_from_slice(if self.written == 0 { b"\n" } else { b",\n" });
                }
                self.held.extend_from_slice(&bytes);
                self.written += 1;
            }
            Err(error) => {
                self.trouble = true;
                output::complain(&error.to_string());
            }
        }
        if self.held.len() >= HELD {
            self.flush()?;
        }
        self.progress.count(failed);
        Ok(())
    }

    fn idle(&mut self) -> anyhow::Result<()> {
        self.flush()
    }
}

/// The sidecar as it would be before anybody decided.
fn undecided(path: &Path, article: &Arc<Article>, found: &Extraction, engine: EngineKind) -> String {
    let mut session = Session::new(Arc::clone(article));
    session.offer(found.clone());
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    sidecar::text_of(&session.record(), article, &file, engine.version())
}
