//! `saidby lint --from jsonl`: records in, one line of findings per record out, in the order of the input.

use std::collections::BTreeMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use anyhow::Context;
use saidby_records::lines::Line;
use saidby_records::{Code, Failure, Fields, Record};
use serde_json::{Value, json};

use super::json::object;
use super::located::{Located, Passage, Places};
use crate::cli::arguments::{Lint, LintFormat};
use crate::cli::records::input::{Numbered, Records};
use crate::cli::records::signals;
use crate::cli::records::window::{self, Limits, Sink, Stop};
use crate::cli::{Outcome, output};
use crate::extract::{Options, extract};
use crate::interchange::json::write_value;
use crate::lint::{Across, Cited, FailOn, Finding, House, Linter, Unreviewed, View, fingerprint};
use crate::review::Session;
use crate::text::Span;

/// So many claims that came through other outlets are remembered for circular sourcing across records: the memory of a
/// run does not grow with its input.
const REMEMBERED: usize = 100_000;

/// Runs the command with the rules that hold for all records.
pub fn run(arguments: &Lint, house: Arc<House>, fail_on: Option<FailOn>) -> anyhow::Result<Outcome> {
    if !matches!(arguments.format, None | Some(LintFormat::Jsonl)) {
        output::complain("with --from jsonl the output format is jsonl");
        return Ok(Outcome::Usage);
    }
    if arguments.statistics {
        output::complain(
            "with --from jsonl each record has its own line of findings; count them there instead of using --statistics",
        );
        return Ok(Outcome::Usage);
    }
    let given = &arguments.stream;
    let work = Work {
        options: arguments.choice.options(None)?,
        fields: Fields { id: given.keys.id.clone(), text: given.keys.text.clone(), keep: Vec::new() },
        house,
        across: given.across,
        // A pipeline does not end because of a finding, unless it asks for that.
        fail_on: fail_on.unwrap_or(FailOn::Never),
    };
    let mut writer = Writer {
        out: Box::new(output::data()),
        failing: false,
        fail_on: work.fail_on,
        across: given.across.then(|| Across::keeping(REMEMBERED)),
        known: BTreeMap::new(),
    };
    let mut records = Records::open(&arguments.paths)?;
    let stop = Stop::default();
    signals::listen(&stop).context("cannot listen for signals")?;
    let source = move || {
        let next = records.next_record()?;
        let size = |record: &Numbered| if let Line::Whole(bytes) = &record.line { bytes.len() } else { 0 };
        Ok(next.map(|record| (size(&record), record)).map(|(size, record)| (record, size)))
    };
    window::run(Limits::asked(given.jobs), &stop, source, move |record, _: &Stop| Some(work.answer(record)), &mut writer)?;
    if !stop.is_asked() {
        writer.end()?;
    }
    writer.out.flush()?;
    Ok(Outcome::of(writer.failing || stop.is_asked()))
}

/// Passages of a record with their fingerprints.
type Passages = BTreeMap<Span, (Passage, String)>;

/// A record's line of output, and what it cites.
#[derive(Debug)]
struct Answer {
    line: Vec<u8>,
    failing: bool,
    cited: Option<Remembered>,
}

/// A record that other outlets are cited in.
#[derive(Debug)]
struct Remembered {
    id: Value,
    n: u64,
    cited: Cited,
    /// Its passages with their fingerprints.
    places: Passages,
}

/// How records are checked.
struct Work {
    options: Options,
    fields: Fields,
    house: Arc<House>,
    across: bool,
    fail_on: FailOn,
}

/// What was found in a record.
struct Checked {
    findings: Value,
    failing: bool,
    cited: Option<(Cited, Passages)>,
}

impl Work {
    fn answer(&self, record: Numbered) -> Answer {
        let n = record.n;
        let (id, result) = match record.line {
            Line::TooLong { bytes } => {
                let message = format!("a line of {} MB; split the article first", bytes / 1_000_000);
                (Value::Null, Err(Failure::new(Code::TooLong, message)))
            }
            Line::Whole(bytes) => match Record::parse(&bytes, &self.fields) {
                Ok(record) => {
                    let id = serde_json::from_str(record.id.get()).unwrap_or_default();
                    let mistake = || Failure::new(Code::Internal, "internal error; please report this bug");
                    // A mistake of the program ends the work on one record, not on the others.
                    let checked = catch_unwind(AssertUnwindSafe(|| self.check(&record)));
                    (id, checked.unwrap_or_else(|_| Err(mistake())))
                }
                Err((id, _, failure)) => (serde_json::from_str(id.get()).unwrap_or_default(), Err(failure)),
            },
        };
        let (value, failing, cited) = match result {
            Ok(Checked { findings, failing, cited }) => {
                let value = json!({"id": id, "n": n, "ok": true, "findings": findings});
                (value, failing, cited.map(|(cited, places)| Remembered { id, n, cited, places }))
            }
            Err(failure) => {
                let error = json!({"code": failure.code.as_str(), "message": failure.message});
                (json!({"id": id, "n": n, "ok": false, "error": error}), false, None)
            }
        };
        Answer { line: line_of(&value), failing, cited }
    }

    fn check(&self, record: &Record) -> Result<Checked, Failure> {
        let article = Arc::new(record.article()?);
        let mut session = Session::new(Arc::clone(&article));
        session.offer(extract(&article, &self.options));
        let mut linter = Linter::new(Arc::clone(&self.house), Unreviewed::Check);
        let found: Vec<Finding> = linter.run(&session).iter().map(|finding| (**finding).clone()).collect();
        let failing = found.iter().any(|finding| self.fail_on.fails(finding.level));
        let places = Places::new(&"".into(), &article);
        let cited = linter.index().filter(|_| self.across).map(|index| {
            let cited = Cited::of(&[View::new(&session, index, &self.house, Unreviewed::Check)]).called(&name_of(record));
            let place = |span: Span| (span, (places.passage(span), fingerprint(CIRCULAR, &article.text, span)));
            let known = cited.spans().map(place).collect();
            (cited, known)
        });
        let findings = found.into_iter().map(|finding| object(&places.locate(finding, &|_, _| None))).collect();
        Ok(Checked { findings, failing, cited })
    }
}

/// What a record is called where several are compared; numbers are in their own order.
fn name_of(record: &Record) -> String {
    let id = record.id.get();
    if id.bytes().all(|byte| byte.is_ascii_digit()) { format!("{id:0>20}") } else { id.to_owned() }
}

/// The rule that looks at several articles.
const CIRCULAR: &str = "sourcing.circular";

fn line_of(value: &Value) -> Vec<u8> {
    let mut line = Vec::new();
    // A vector takes whatever is written.
    let _ = write_value(&mut line, value);
    line
}

/// Writes the lines, and remembers what the records cite.
struct Writer {
    out: Box<dyn Write>,
    failing: bool,
    fail_on: FailOn,
    across: Option<Across>,
    /// Who and where the remembered records are, by their index.
    known: BTreeMap<usize, (Value, u64, Passages)>,
}

impl Writer {
    fn remember(&mut self, Remembered { id, n, cited, places }: Remembered) {
        let Some(across) = &mut self.across else { return };
        let article = across.add(cited);
        if !places.is_empty() {
            self.known.insert(article, (id, n, places));
            while self.known.first_key_value().is_some_and(|(article, _)| *article < across.first_kept()) {
                self.known.pop_first();
            }
        }
    }

    /// The line about several records.
    fn end(&mut self) -> anyhow::Result<()> {
        let Some(across) = self.across.take() else { return Ok(()) };
        let mut found = Vec::new();
        for (article, finding) in across.findings() {
            self.failing |= self.fail_on.fails(finding.level);
            found.extend(self.finding(article, finding));
        }
        self.out.write_all(&line_of(&json!({"across": found})))?;
        Ok(())
    }

    /// A finding with the records that its passages are in.
    fn finding(&self, article: usize, finding: Finding) -> Option<Value> {
        let (_, _, places) = self.known.get(&article)?;
        let (at, fingerprint) = places.get(&finding.span)?.clone();
        let others = finding.related.iter().filter_map(|related| {
            let (id, n, places) = self.known.get(&related.article?)?;
            Some((id, n, places.get(&related.span)?.0.clone(), related.message.clone()))
        });
        let (mut records, mut related) = (vec![self.record(article)?], Vec::new());
        for (id, n, passage, message) in others {
            records.push((id.clone(), *n));
            related.push((passage, message));
        }
        let mut value = object(&Located { at, related, fails: false, fingerprint, finding });
        let mut records = records.into_iter();
        let (id, n) = records.next()?;
        (value["id"], value["n"]) = (id, n.into());
        for (related, (id, n)) in value["related"].as_array_mut()?.iter_mut().zip(records) {
            (related["id"], related["n"]) = (id, n.into());
        }
        Some(value)
    }

    fn record(&self, article: usize) -> Option<(Value, u64)> {
        self.known.get(&article).map(|(id, n, _)| (id.clone(), *n))
    }
}

impl Sink<Answer> for Writer {
    fn put(&mut self, answer: Answer) -> anyhow::Result<()> {
        self.failing |= answer.failing;
        if let Some(remembered) = answer.cited {
            self.remember(remembered);
        }
        Ok(self.out.write_all(&answer.line)?)
    }

    fn idle(&mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }
}
