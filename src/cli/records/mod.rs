//! `saidby extract --from jsonl`: records in, one answer a record out, in the order of the input.
//!
//! What a record and an answer hold is in the crate `saidby-records`; here are files, threads, signals and progress.
//! Other commands that read records use [`input::Records`] and, to work on several at once, [`window::run`].

pub mod arguments;
pub mod input;
pub mod progress;
mod resume;
pub mod signals;
pub mod window;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use saidby_records::arrow::{self, Rows};
use saidby_records::lines::Line;
use saidby_records::{Answer, Code, Failure, Fields, Processor, Record, Settings};

use self::arguments::{RecordArguments, Shard};
use self::input::{Numbered, Records};
use self::progress::Progress;
use self::window::{Limits, Sink, Stop};
use super::arguments::{Extract, ExtractFormat};
use super::{Outcome, output};
use crate::extract::{DeepFinder, EngineKind, Options, Scope};

/// Bytes of whole lines that are held back while the next ones are ready anyway.
const HELD: usize = 64 * 1024;
/// Articles of one batch of Arrow that the fast engine read.
const FAST: usize = 256;
/// The same for the deep engine, which takes seconds for some.
const DEEP: usize = 16;
/// Bytes of input from which on a batch has no more articles.
const GROUP_BYTES: usize = 4 << 20;

/// Runs the command.
pub fn run(arguments: &Extract, mut options: Options) -> anyhow::Result<Outcome> {
    let given = &arguments.records;
    let rows = match arguments.format {
        None | Some(ExtractFormat::Jsonl) => None,
        Some(ExtractFormat::Arrow) => Some(given.rows.unwrap_or_default().rows()),
        Some(_) => {
            output::complain("with --from jsonl the output format is jsonl or arrow");
            return Ok(Outcome::Usage);
        }
    };
    if let Some(complaint) = misplaced(arguments, rows) {
        output::complain(&complaint);
        return Ok(Outcome::Usage);
    }
    // As for articles: a score that was asked for is the only bar.
    let all = arguments.min_score.is_some() || options.engine == EngineKind::Fast;
    options.scope = arguments.scope.unwrap_or(if all { Scope::All } else { Scope::Default });
    let processor = Arc::new(Processor::new(settings(given, options, arguments.choice.model.as_ref())?));
    let paths = inputs(arguments)?;
    let mut records = Records::open(&paths)?;
    let (out, after): (Box<dyn Write>, u64) = match &given.resume {
        None => (Box::new(io::stdout().lock()), 0),
        Some(path) => {
            let resumed = resume::open(path, processor.run())?;
            let after = resumed.last.as_ref().map_or(0, |last| last.n + 1);
            skip(&mut records, resumed.last, &processor.settings().fields)?;
            (Box::new(resumed.file), after)
        }
    };
    let stop = Stop::default();
    signals::listen(&stop).context("cannot listen for signals")?;
    let progress = Progress::new(arguments.large.progress, "records", records.read(), records.total(), None);
    let mut writer = Writer { out, held: Vec::new(), progress, failed: 0, written: 0 };
    let shard = given.shard;
    let group = rows.map_or(1, |_| if processor.settings().options.engine == EngineKind::Deep { DEEP } else { FAST });
    let source = move || grouped(&mut records, group);
    let working = Arc::clone(&processor);
    let work = move |group: Vec<Numbered>, stop: &Stop| {
        let answers = group.into_iter().map(|record| answer(&working, record, shard, stop)).collect::<Option<Vec<_>>>()?;
        Some(Written::of(&working, rows, answers.into_iter().flatten().collect()))
    };
    if let Some(rows) = rows {
        writer.held = processor.arrow_schema(rows);
    }
    let ended = window::run(Limits::asked(arguments.jobs), &stop, source, work, &mut writer);
    // What was written so far can be read.
    if rows.is_some() {
        writer.held.extend(arrow::END);
        writer.flush()?;
    }
    writer.progress.finish();
    ended?;
    if rows == Some(Rows::Claims) && writer.failed > 0 {
        let records = if writer.failed == 1 { "record" } else { "records" };
        let rows = if writer.failed == 1 { "has" } else { "have" };
        output::complain(&format!(
            "{} {records} that could not be read {rows} no row; --rows articles lists them",
            writer.failed
        ));
    }
    if stop.is_asked() {
        let how = if given.resume.is_some() { "; run the same command again to continue" } else { "" };
        output::complain(&format!("stopped by a signal after {} records{how}", after + writer.written));
        return Ok(Outcome::Trouble);
    }
    Ok(Outcome::of(given.strict && writer.failed > 0))
}

/// What `arguments` ask of a processor of records.
///
/// # Errors
/// The model cannot be read.
fn settings(given: &RecordArguments, options: Options, model: Option<&PathBuf>) -> anyhow::Result<Settings> {
    if options.engine == EngineKind::Deep && options.model.is_none() {
        DeepFinder::embedded().context("cannot load the built-in model")?;
    }
    let model = match (model, options.engine) {
        (Some(path), EngineKind::Deep) => {
            let bytes = std::fs::read(path)?;
            let digest: String = blake3::hash(&bytes).to_hex().chars().take(12).collect();
            options.model.as_deref().map(|finder| format!("{} ({digest})", finder.card().name))
        }
        _ => None,
    };
    Ok(Settings {
        options,
        model,
        fields: Fields { id: given.keys.id.clone(), text: given.keys.text.clone(), keep: given.keep.clone() },
        offsets: given.offsets.unit(),
        words: given.words,
        lean: given.lean,
        max_words: given.max_words,
        timeout: given.timeout,
        any_language: given.any_language,
    })
}

/// The inputs that were named, on the command line and in a list.
pub fn inputs(arguments: &Extract) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.large.files_from {
        paths.extend(input::listed(list)?);
    }
    Ok(paths)
}

/// Passes over the records that an output has already.
fn skip(records: &mut Records, last: Option<resume::Last>, fields: &Fields) -> anyhow::Result<()> {
    let Some(last) = last else { return Ok(()) };
    while let Some(Numbered { n, line }) = records.next_record()? {
        if n < last.n {
            continue;
        }
        let id = match &line {
            Line::Whole(bytes) => match Record::parse(bytes, fields) {
                Ok(record) => record.id.get().to_owned(),
                Err((id, ..)) => id.get().to_owned(),
            },
            Line::TooLong { .. } => "null".to_owned(),
        };
        // Control characters and white space are spelled in another way in the output.
        let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).ok();
        if value(&id) == value(&last.id) {
            return Ok(());
        }
        anyhow::bail!("record {n} of the input has the id {id}, but {} in the output; this is another input", last.id);
    }
    anyhow::bail!("the output has a record {}, but the input has not that many; this is another input", last.n)
}

/// Why options do not go together.
fn misplaced(arguments: &Extract, rows: Option<Rows>) -> Option<String> {
    let given = &arguments.records;
    for (given, name) in [(arguments.reasons, "--reasons"), (arguments.readings, "--readings")] {
        if given {
            return Some(format!("{name} does not apply to --from jsonl"));
        }
    }
    if rows.is_none() {
        return given.rows.map(|_| "--rows applies to --format arrow only".to_owned());
    }
    if given.resume.is_some() {
        return Some("--resume needs --format jsonl; an Arrow stream cannot be continued".to_owned());
    }
    output::on_terminal().then(|| "Arrow is not for a terminal; redirect standard output to a file or a program".to_owned())
}

/// The next records that become one part of the output.
fn grouped(records: &mut Records, most: usize) -> io::Result<Option<(Vec<Numbered>, usize)>> {
    let (mut group, mut bytes) = (Vec::new(), 0);
    while group.len() < most && bytes < GROUP_BYTES {
        let Some(record) = records.next_record()? else { break };
        bytes += size(&record);
        group.push(record);
    }
    Ok((!group.is_empty()).then_some((group, bytes)))
}

fn size(record: &Numbered) -> usize {
    match &record.line {
        Line::Whole(bytes) => bytes.len(),
        Line::TooLong { .. } => 0,
    }
}

/// A part of the output: a line, or rows of Arrow.
#[derive(Debug)]
struct Written {
    bytes: Vec<u8>,
    records: u64,
    failed: u64,
}

impl Written {
    fn of(processor: &Processor, rows: Option<Rows>, answers: Vec<Answer>) -> Self {
        let failed = answers.iter().filter(|answer| answer.result.is_err()).count() as u64;
        let mut bytes = Vec::new();
        match rows {
            Some(rows) if !answers.is_empty() => bytes = processor.arrow(rows, &answers),
            Some(_) => {}
            None => answers.iter().for_each(|answer| {
                bytes.append(&mut processor.json(answer));
                bytes.push(b'\n');
            }),
        }
        Self { bytes, records: answers.len() as u64, failed }
    }
}

/// The answer to a record, or nothing where it belongs to another shard; `None` where the run is to end.
fn answer(processor: &Processor, record: Numbered, shard: Option<Shard>, stop: &Stop) -> Option<Option<Answer>> {
    let n = record.n;
    let is_here = |id: &str| shard.is_none_or(|shard| is_in(shard, id, n));
    Some(match record.line {
        Line::TooLong { bytes } => is_here("null").then(|| {
            let message = format!("a line of {} MB; split the article first", bytes / 1_000_000);
            processor.refused(n, Failure::new(Code::TooLong, message))
        }),
        Line::Whole(bytes) => match Record::parse(&bytes, &processor.settings().fields) {
            Ok(record) if is_here(record.id.get()) => Some(processor.read(n, record, &|| stop.is_asked())?),
            Err((id, kept, failure)) if is_here(id.get()) => Some(Answer { n, id, kept, result: Err(failure) }),
            _ => None,
        },
    })
}

/// Whether a record is in a shard: by its identity, so that the same article is always in the same one, or by its number
/// where it has none.
fn is_in(shard: Shard, id: &str, n: u64) -> bool {
    let hash = if id == "null" { blake3::hash(&n.to_le_bytes()) } else { blake3::hash(id.as_bytes()) };
    let mut first = [0; 8];
    first.copy_from_slice(hash.as_bytes().first_chunk::<8>().unwrap_or(&[0; 8]));
    u64::from_le_bytes(first) % shard.count == shard.index - 1
}

/// Writes whole lines, or whole messages of Arrow, only. They are held back no longer than the next one is ready anyway, so that a reader at the other
/// end of a pipe has everything that is done.
struct Writer {
    out: Box<dyn Write>,
    held: Vec<u8>,
    progress: Progress,
    failed: u64,
    written: u64,
}

impl Writer {
    fn flush(&mut self) -> anyhow::Result<()> {
        if !self.held.is_empty() {
            self.out.write_all(&self.held)?;
            self.out.flush()?;
            self.held.clear();
        }
        Ok(())
    }
}

impl Sink<Written> for Writer {
    fn put(&mut self, result: Written) -> anyhow::Result<()> {
        self.held.extend_from_slice(&result.bytes);
        self.failed += result.failed;
        self.written += result.records;
        if self.held.len() >= HELD {
            self.flush()?;
        }
        for number in 0..result.records {
            self.progress.count(number < result.failed);
        }
        Ok(())
    }

    fn idle(&mut self) -> anyhow::Result<()> {
        self.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_all_records_between_them() {
        let mut counts = [0u32; 4];
        for n in 0..2000u64 {
            let id = if n % 2 == 0 { format!("\"a{n}\"") } else { "null".to_owned() };
            let inside: Vec<u64> = (1..=4).filter(|index| is_in(Shard { index: *index, count: 4 }, &id, n)).collect();
            assert_eq!(inside.len(), 1);
            counts[inside[0] as usize - 1] += 1;
        }
        assert!(counts.iter().all(|count| (400..600).contains(count)), "{counts:?}");
    }
}
