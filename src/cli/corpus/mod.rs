//! `saidby stats` over corpora: with `--suggestions`, and for the formats csv and html.
//!
//! Articles without a review are read by the engine, several at once; records come from JSON Lines. Memory does not grow
//! with the corpus.

mod page;
mod svg;
mod tables;

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use saidby_records::lines::Line;
use saidby_records::{Processor, Reading, Settings, language};

use super::arguments::{Common, Stats, StatsFormat};
use super::houses::Houses;
use super::records::input::Records;
use super::records::progress::Progress;
use super::records::signals;
use super::records::window::{self, Limits, Sink, Stop};
use super::subjects::{self, Target};
use super::{Outcome, output};
use crate::analysis::Corpus;
use crate::disk::inputs;
use crate::extract::{DeepFinder, EngineKind, Options};
use crate::lint::{Counts, House, Unreviewed, keep_outcomes, lint, lint_reviews};
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
        StatsFormat::Table => tables::table(&mut out, &sum.corpus, sum.rules)?,
        StatsFormat::Json => tables::json(&mut out, &sum.corpus, sum.rules)?,
        StatsFormat::Csv => tables::csv(&mut out, &sum.corpus, sum.rules)?,
        StatsFormat::Html => out.write_all(page::page(&sum.corpus, sum.rules).as_bytes())?,
    }
    out.flush()?;
    Ok(Outcome::of(sum.trouble))
}

/// What one input comes to.
#[derive(Debug)]
enum Counted {
    /// Figures, with the findings of the house rules.
    Corpus(Box<Corpus>, Counts),
    /// A message for the person.
    Failed(String),
    /// The same, of something that is not a failure.
    Note(String),
}

impl Counted {
    /// Without findings.
    fn corpus(corpus: Corpus) -> Self {
        Self::Corpus(Box::new(corpus), Counts::default())
    }
}

struct Sum {
    corpus: Corpus,
    rules: Counts,
    progress: Progress,
    trouble: bool,
}

impl Sink<Vec<Counted>> for Sum {
    fn put(&mut self, results: Vec<Counted>) -> anyhow::Result<()> {
        for result in results {
            match result {
                Counted::Corpus(one, rules) => {
                    self.progress.count(one.failed > 0);
                    self.corpus += &one;
                    self.rules += rules;
                }
                Counted::Note(message) => {
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
        }
        Ok(())
    }

    fn idle(&mut self) -> anyhow::Result<()> {
        Ok(())
    }
}

fn records(arguments: &Stats, options: Options, stop: &Stop) -> anyhow::Result<Sum> {
    let mut records = Records::open(&arguments.paths)?;
    let house = Houses::new().or_complain(Path::new("-"));
    let processor = Processor::new(Settings { options, ..Settings::default() });
    let progress = Progress::new(Default::default(), "records", records.read(), records.total(), None);
    let mut sum = Sum { corpus: Corpus::default(), rules: Counts::default(), progress, trouble: false };
    let source = move || {
        let size = |line: &Line| if let Line::Whole(bytes) = line { bytes.len() } else { 0 };
        Ok(records.next_record()?.map(|record| (size(&record.line), record)).map(|(size, record)| (record, size)))
    };
    let failed = || vec![Counted::corpus(Corpus { failed: 1, ..Corpus::default() })];
    let work = move |record: super::records::input::Numbered, stop: &Stop| {
        safely(failed, || {
            let Line::Whole(line) = &record.line else { return Some(failed()) };
            let answer = processor.answer_until(record.n, line, &|| stop.is_asked())?;
            Some(answer.result.map_or_else(|_| failed(), |reading| vec![of_reading(*reading, house.as_deref())]))
        })
    };
    window::run(Limits::asked(arguments.jobs), stop, source, work, &mut sum)?;
    Ok(sum)
}

fn of_reading(reading: Reading, house: Option<&House>) -> Counted {
    if reading.skipped {
        return Counted::corpus(Corpus { other_language: 1, ..Corpus::default() });
    }
    let about = reading.article.metadata.clone();
    let mut session = Session::new(Arc::new(reading.article));
    session.offer(reading.found);
    let rules = house.map(|house| lint(&session, house, Unreviewed::Check)).iter().flatten().collect();
    Counted::Corpus(Box::new(Corpus::of(&session, about.publisher.as_deref(), about.date.as_deref())), rules)
}

fn articles(arguments: &Stats, common: &Common, options: Option<Options>, stop: &Stop) -> anyhow::Result<Sum> {
    let targets = subjects::by_article(subjects::named(&arguments.paths, common));
    let total = targets.len() as u64;
    let progress = Progress::new(Default::default(), "articles", Arc::default(), None, Some(total));
    let mut sum = Sum { corpus: Corpus::default(), rules: Counts::default(), progress, trouble: false };
    let mut houses = Houses::new();
    let mut waiting = targets.into_iter();
    let source = move || -> io::Result<Option<(Item, usize)>> {
        let item = waiting.next().map(|target| {
            let house = target.as_ref().map_or(Ok(None), |target| houses.of(target.article()));
            Item { target, house }
        });
        Ok(item.map(|item| (item, 1)))
    };
    let common = common.clone();
    let work = move |item: Item, _: &Stop| {
        let shown = item.target.as_ref().map_or_else(Clone::clone, |target| inputs::shown(target.article()));
        let failed = || Counted::Failed(format!("{shown}: skipped because of an internal error; please report this bug"));
        safely(|| vec![failed()], || Some(item.counted(options.as_ref(), &common)))
    };
    window::run(Limits::asked(arguments.jobs), stop, source, work, &mut sum)?;
    Ok(sum)
}

/// An article as the paths name it, with the rules that hold for it.
#[derive(Debug)]
struct Item {
    target: Result<Target, String>,
    /// The error: what there is to say of a configuration that cannot be read.
    house: Result<Option<Arc<House>>, String>,
}

impl Item {
    fn counted(self, options: Option<&Options>, common: &Common) -> Vec<Counted> {
        let mut counted = Vec::new();
        let house = self.house.unwrap_or_else(|message| {
            counted.push(Counted::Note(message));
            None
        });
        let opened = match (self.target, options) {
            (Ok(Target::Reviewed(subjects)), _) => subjects.iter().map(subjects::open).collect(),
            (Ok(Target::Bare(article)), Some(options)) => vec![subjects::suggested(&article, options)],
            (Ok(Target::Bare(article)), None) => {
                counted.push(Counted::Note(subjects::without(&article, common)));
                Vec::new()
            }
            (Err(message), _) => vec![Err(message)],
        };
        let mut sessions = Vec::new();
        for session in opened {
            match session {
                Ok(session) => sessions.push(session),
                Err(message) => counted.push(Counted::Failed(message)),
            }
        }
        if let Some(options) = options {
            sessions.iter_mut().for_each(|session| subjects::suggest(session, options));
        }
        let foreign = |session: &Session| {
            let other = language::of(&session.article().text).is_some_and(|known| known != language::ENGLISH);
            session.claims().is_empty() && other
        };
        let (others, sessions): (Vec<Session>, Vec<Session>) = sessions.into_iter().partition(foreign);
        // However many reviews it has, it is one article, and what several give cause for is one finding.
        let mut reviews: Vec<&Session> = sessions.iter().collect();
        let rules: Counts =
            house.map(|house| lint_reviews(&reviews, &house, Unreviewed::of(options.is_some()))).iter().flatten().collect();
        keep_outcomes(&mut reviews, |session| session);
        if let Some(first) = reviews.first() {
            let about = &first.article().metadata;
            let corpus = Corpus::of_reviews(&reviews, about.publisher.as_deref(), about.date.as_deref());
            counted.push(Counted::Corpus(Box::new(corpus), rules));
        } else if !others.is_empty() {
            counted.push(Counted::corpus(Corpus { other_language: 1, ..Corpus::default() }));
        }
        counted
    }
}

/// A bug of the program costs one article, not the run: `window::run` waits for every item that it gave out.
fn safely(failed: impl FnOnce() -> Vec<Counted>, work: impl FnOnce() -> Option<Vec<Counted>>) -> Option<Vec<Counted>> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| Some(failed()))
}
