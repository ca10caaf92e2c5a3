//! `saidby stats` over corpora: with `--suggestions`, and for the formats csv and html.
//!
//! Articles without a review are read by the engine, several at once; records come from JSON Lines. Memory does not grow
//! with the corpus.

mod page;
mod svg;
mod tables;

use std::io::{self, Write};
use std::sync::Arc;

use anyhow::Context;
use saidby_records::lines::Line;
use saidby_records::{Processor, Reading, Settings, language};

use super::arguments::{Common, Stats, StatsFormat};
use super::records::input::Records;
use super::records::progress::Progress;
use super::records::signals;
use super::records::window::{self, Limits, Sink, Stop};
use super::subjects::{self, Named};
use super::{Outcome, output};
use crate::analysis::Corpus;
use crate::disk::inputs;
use crate::extract::{DeepFinder, EngineKind, Options};
use crate::review::Session;

/// Runs the command.
pub fn run(arguments: &Stats, common: &Common) -> anyhow::Result<Outcome> {
    let options = match arguments.suggestions {
        true => Some(arguments.choice.options(None)?),
        false => None,
    };
    if options.as_ref().is_some_and(|options| options.engine == EngineKind::Deep && options.model.is_none()) {
        DeepFinder::embedded().context("cannot load the built-in model")?;
    }
    let stop = Stop::default();
    signals::listen(&stop).context("cannot listen for signals")?;
    let mut sum = match (arguments.from, options) {
        (Some(_), Some(options)) => records(arguments, options, &stop)?,
        (_, options) => articles(arguments, common, options, &stop)?,
    };
    sum.progress.finish();
    if stop.is_asked() {
        output::complain("stopped by a signal; nothing was written");
        return Ok(Outcome::Trouble);
    }
    if sum.corpus.is_approximate() {
        output::complain("more names than can be kept; the figures of rare names are too low");
    }
    let mut out = output::data();
    match arguments.format {
        StatsFormat::Table => tables::table(&mut out, &sum.corpus)?,
        StatsFormat::Json => tables::json(&mut out, &sum.corpus)?,
        StatsFormat::Csv => tables::csv(&mut out, &sum.corpus)?,
        StatsFormat::Html => out.write_all(page::page(&sum.corpus).as_bytes())?,
    }
    out.flush()?;
    Ok(Outcome::of(sum.trouble))
}

/// What one input comes to.
#[derive(Debug)]
enum Counted {
    Corpus(Box<Corpus>),
    /// A message for the person.
    Failed(String),
    /// An article without a review, where the engine was not asked.
    Bare(String),
}

struct Sum {
    corpus: Corpus,
    progress: Progress,
    trouble: bool,
}

impl Sink<Counted> for Sum {
    fn put(&mut self, result: Counted) -> anyhow::Result<()> {
        match result {
            Counted::Corpus(one) => {
                self.progress.count(one.failed > 0);
                self.corpus += &one;
            }
            Counted::Bare(message) => {
                self.progress.clear();
                output::complain(&message);
            }
            Counted::Failed(message) => {
                self.progress.clear();
                output::complain(&message);
                self.trouble = true;
                self.corpus.failed += 1;
                self.progress.count(true);
            }
        }
        Ok(())
    }

    fn idle(&mut self) -> anyhow::Result<()> {
        Ok(())
    }
}

fn records(arguments: &Stats, options: Options, stop: &Stop) -> anyhow::Result<Sum> {
    let mut records = Records::open(&arguments.paths)?;
    let processor = Processor::new(Settings { options, ..Settings::default() });
    let progress = Progress::new(Default::default(), "records", records.read(), records.total(), None);
    let mut sum = Sum { corpus: Corpus::default(), progress, trouble: false };
    let source = move || {
        let size = |line: &Line| if let Line::Whole(bytes) = line { bytes.len() } else { 0 };
        Ok(records.next_record()?.map(|record| (size(&record.line), record)).map(|(size, record)| (record, size)))
    };
    let failed = || Counted::Corpus(Box::new(Corpus { failed: 1, ..Corpus::default() }));
    let work = move |record: super::records::input::Numbered, stop: &Stop| {
        safely(failed, || {
            let Line::Whole(line) = &record.line else { return Some(failed()) };
            let answer = processor.answer_until(record.n, line, &|| stop.is_asked())?;
            Some(answer.result.map_or_else(|_| failed(), |reading| Counted::Corpus(Box::new(of_reading(*reading)))))
        })
    };
    window::run(Limits::asked(arguments.jobs), stop, source, work, &mut sum)?;
    Ok(sum)
}

fn of_reading(reading: Reading) -> Corpus {
    if reading.skipped {
        return Corpus { other_language: 1, ..Corpus::default() };
    }
    let about = reading.article.metadata.clone();
    let mut session = Session::new(Arc::new(reading.article));
    session.offer(reading.found);
    Corpus::of(&session, about.publisher.as_deref(), about.date.as_deref())
}

fn articles(arguments: &Stats, common: &Common, options: Option<Options>, stop: &Stop) -> anyhow::Result<Sum> {
    let named = subjects::named(&arguments.paths, common);
    let total = named.len() as u64;
    let progress = Progress::new(Default::default(), "articles", Arc::default(), None, Some(total));
    let mut sum = Sum { corpus: Corpus::default(), progress, trouble: false };
    let mut waiting = named.into_iter();
    let source = move || -> io::Result<Option<(Result<Named, String>, usize)>> { Ok(waiting.next().map(|named| (named, 1))) };
    let common = common.clone();
    let work = move |named: Result<Named, String>, _: &Stop| {
        let shown = match &named {
            Ok(Named::Subject(subject)) => inputs::shown(&subject.article),
            Ok(Named::Bare(article)) => inputs::shown(article),
            Err(message) => message.clone(),
        };
        let failed = || Counted::Failed(format!("{shown}: skipped because of an internal error; please report this bug"));
        safely(failed, || Some(counted(named, options.as_ref(), &common)))
    };
    window::run(Limits::asked(arguments.jobs), stop, source, work, &mut sum)?;
    Ok(sum)
}

fn counted(named: Result<Named, String>, options: Option<&Options>, common: &Common) -> Counted {
    let session = match (named, options) {
        (Ok(Named::Subject(subject)), _) => subjects::open(&subject),
        (Ok(Named::Bare(article)), Some(options)) => subjects::suggested(&article, options),
        (Ok(Named::Bare(article)), None) => return Counted::Bare(subjects::without(&article, common)),
        (Err(message), _) => Err(message),
    };
    let session = match session {
        Ok(session) => session,
        Err(message) => return Counted::Failed(message),
    };
    let article = session.article();
    let foreign = session.claims().is_empty() && language::of(&article.text).is_some_and(|known| known != language::ENGLISH);
    if foreign {
        return Counted::Corpus(Box::new(Corpus { other_language: 1, ..Corpus::default() }));
    }
    let about = &article.metadata;
    Counted::Corpus(Box::new(Corpus::of(&session, about.publisher.as_deref(), about.date.as_deref())))
}

/// A bug of the program costs one article, not the run: `window::run` waits for every item that it gave out.
fn safely(failed: impl FnOnce() -> Counted, work: impl FnOnce() -> Option<Counted>) -> Option<Counted> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| Some(failed()))
}
