//! `saidby compare`: the quotations of an article looked up in transcripts.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::arguments::{Common, Compare, CompareFormat, FailOn};
use super::subjects::{self, Named};
use super::{Outcome, output};
use crate::analysis::Comparison;
use crate::analysis::comparison::{DifferenceKind, Transcript, Verdict, compare};
use crate::article::FileOffsets;
use crate::disk::inputs::{self, shown};
use crate::interchange::json;
use crate::review::Session;
use crate::text::Span;
use crate::text::visible::{Breaks, visible};

/// Runs the command.
pub fn run(arguments: &Compare, common: &Common) -> anyhow::Result<Outcome> {
    let mut trouble = false;
    let mut transcripts = Vec::new();
    for path in inputs::articles(&arguments.transcripts) {
        let read = path.and_then(|path| Ok((shown(&path), Arc::new(inputs::transcript(&path)?))));
        match read {
            Ok((name, article)) => {
                let begin = std::time::Instant::now();
                let transcript = Transcript::new(name, article);
                if common.verbose {
                    let (words, seconds) = (transcript.len(), begin.elapsed().as_secs_f64());
                    output::complain(&format!("{}: indexed {words} words in {seconds:.3} s", transcript.name));
                }
                transcripts.push(transcript);
            }
            Err(error) => {
                output::complain(&error.to_string());
                trouble = true;
            }
        }
    }
    if transcripts.is_empty() {
        output::complain("no transcript could be read, so nothing was compared");
        return Ok(Outcome::Trouble);
    }
    let mut out = output::data();
    for named in subjects::named(std::slice::from_ref(&arguments.article), common) {
        match named.and_then(|named| open(named, arguments)) {
            Ok((path, session)) => {
                let begin = std::time::Instant::now();
                let found = compare(&session, &transcripts);
                let fails = |comparison: &Comparison| arguments.fail_on.iter().any(|on| on.is(comparison.verdict));
                trouble |= found.iter().any(fails);
                if common.verbose {
                    let seconds = begin.elapsed().as_secs_f64();
                    output::complain(&format!(
                        "{path}: looked up {} in {seconds:.3} s",
                        output::counted(found.len(), "quotation")
                    ));
                }
                match arguments.format {
                    CompareFormat::Table => table(&mut out, &path, &session, &found, &transcripts)?,
                    CompareFormat::Json => json::write_value(&mut out, &object(&path, &session, &found, &transcripts))?,
                }
            }
            Err(message) => {
                output::complain(&message);
                trouble = true;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

impl FailOn {
    const fn is(self, verdict: Verdict) -> bool {
        matches!(
            (self, verdict),
            (Self::Changed, Verdict::Changed)
                | (Self::Stitched, Verdict::Stitched)
                | (Self::OtherSpeaker, Verdict::OtherSpeaker)
                | (Self::NotFound, Verdict::NotFound)
        )
    }
}

fn open(named: Named, arguments: &Compare) -> Result<(String, Session), String> {
    match named {
        Named::Subject(subject) => Ok((shown(&subject.sidecar), subjects::open(&subject)?)),
        Named::Bare(article) => {
            let options = arguments.choice.options(None).map_err(|error| format!("{error:#}"))?;
            Ok((shown(&article), subjects::suggested(&article, &options)?))
        }
    }
}

fn table(out: &mut dyn Write, path: &str, session: &Session, found: &[Comparison], transcripts: &[Transcript]) -> io::Result<()> {
    let paint = Paint { on: output::colours() };
    let line = |text: &str| visible(text, Breaks::Mark).into_owned();
    writeln!(out, "{}", paint.bold(path))?;
    if found.is_empty() {
        return writeln!(out, "no quotations\n");
    }
    for comparison in found {
        let who = match comparison.claim.as_ref().and_then(|id| Some((session.position(id)?, session.claim(id)?))) {
            Some((number, claim)) => {
                let speaker = session.speaker_of(claim).map_or("unattributed", |speaker| &speaker.name);
                format!("claim {}, {}", number + 1, line(speaker))
            }
            None => "no claim".to_owned(),
        };
        let score = if comparison.verdict == Verdict::Exact { String::new() } else { format!(" {:.2}", comparison.score) };
        writeln!(out, "\n{}{score}  ({who})", paint.verdict(comparison.verdict))?;
        if matches!(comparison.verdict, Verdict::Changed | Verdict::Stitched) {
            let parts = comparison.differences.iter().map(|part| paint.difference(part.kind, &line(&part.signed())));
            writeln!(out, "  {}", parts.collect::<Vec<_>>().join(" "))?;
        } else {
            writeln!(out, "  “{}”", line(&comparison.words))?;
        }
        if let Some(transcript) = comparison.transcript.and_then(|at| transcripts.get(at)) {
            writeln!(out, "  {}: {}", transcript.name, line(&comparison.locator()))?;
        }
        if comparison.verdict == Verdict::OtherSpeaker {
            let speaker = comparison.claim.as_ref().and_then(|id| session.speaker_of(session.claim(id)?));
            let (others, partly) = comparison.others(speaker);
            let told = match others.as_slice() {
                [] => "outside any speaker's turn".to_owned(),
                names => format!("in the turn of {}", line(&names.join(" and "))),
            };
            let words = if partly { "some of these words are" } else { "these words are" };
            writeln!(out, "  {words} found only {told}")?;
        }
        if comparison.is_short() && comparison.verdict != Verdict::NotFound {
            let words = if comparison.length == 1 { "1 word".to_owned() } else { format!("{} words", comparison.length) };
            writeln!(out, "  {words}: too few to prove anything")?;
        }
    }
    let of = |verdict: Verdict| found.iter().filter(|comparison| comparison.verdict == verdict).count();
    let counts = [Verdict::Exact, Verdict::Changed, Verdict::Stitched, Verdict::OtherSpeaker, Verdict::NotFound];
    let counts: Vec<String> = counts.into_iter().map(|verdict| format!("{} {}", of(verdict), verdict.word())).collect();
    let what = if found.len() == 1 { "quotation" } else { "quotations" };
    writeln!(out, "\n{} {what}: {}\n", found.len(), counts.join(", "))
}

/// Colours, where somebody sees them; the signs tell the same without.
#[derive(Clone, Copy)]
struct Paint {
    on: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn verdict(self, verdict: Verdict) -> String {
        let code = match verdict {
            Verdict::Exact => "1;32",
            Verdict::Changed => "1;33",
            Verdict::Stitched => "1;35",
            Verdict::OtherSpeaker | Verdict::NotFound => "1;31",
        };
        self.with(code, verdict.word())
    }

    fn difference(self, kind: DifferenceKind, text: &str) -> String {
        match kind {
            DifferenceKind::Same | DifferenceKind::Gap => text.to_owned(),
            DifferenceKind::Removed => self.with("31", text),
            DifferenceKind::Added => self.with("32", text),
        }
    }
}

#[derive(Serialize)]
struct Object {
    path: String,
    transcripts: Vec<String>,
    quotations: Vec<Quotation>,
}

#[derive(Serialize)]
struct Quotation {
    claim: Option<String>,
    speaker: Option<String>,
    /// Code points of the article.
    quotation: Vec<[usize; 2]>,
    words: String,
    verdict: &'static str,
    /// Whether it is so short that finding it proves little.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    short: bool,
    score: f64,
    transcript: Option<String>,
    places: Vec<Place>,
    differences: Vec<Difference>,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    /// Code points of the transcript.
    at: [usize; 2],
    speaker: Option<String>,
    /// When, where the transcript is of captions.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
}

#[derive(Serialize)]
struct Difference {
    kind: &'static str,
    words: String,
}

fn object(path: &str, session: &Session, found: &[Comparison], transcripts: &[Transcript]) -> Object {
    let own = FileOffsets::new(session.article());
    let theirs: Vec<FileOffsets<'_>> = transcripts.iter().map(|transcript| FileOffsets::new(&transcript.article)).collect();
    let points = |offsets: &FileOffsets<'_>, span: Span| offsets.to_file(span).pair();
    let quotation = |comparison: &Comparison| {
        let claim = comparison.claim.as_ref().and_then(|id| session.claim(id));
        let offsets = comparison.transcript.and_then(|at| theirs.get(at));
        let place = |place: &crate::analysis::comparison::QuotePlace| {
            let at = offsets.map_or([0, 0], |offsets| points(offsets, place.span));
            Place { line: place.line, at, speaker: place.speaker.clone(), time: place.time.clone() }
        };
        Quotation {
            claim: comparison.claim.as_ref().map(ToString::to_string),
            speaker: claim.and_then(|claim| session.speaker_of(claim)).map(|speaker| speaker.name.clone()),
            quotation: comparison.spans.iter().map(|span| points(&own, *span)).collect(),
            words: comparison.words.clone(),
            verdict: comparison.verdict.word(),
            short: comparison.is_short(),
            score: (comparison.score * 1000.0).round() / 1000.0,
            transcript: comparison.transcript.and_then(|at| transcripts.get(at)).map(|transcript| transcript.name.clone()),
            places: comparison.places.iter().map(place).collect(),
            differences: comparison
                .differences
                .iter()
                .map(|part| Difference { kind: kind(part.kind), words: part.words.clone() })
                .collect(),
        }
    };
    Object {
        path: path.to_owned(),
        transcripts: transcripts.iter().map(|transcript| transcript.name.clone()).collect(),
        quotations: found.iter().map(quotation).collect(),
    }
}

const fn kind(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Same => "same",
        DifferenceKind::Removed => "removed",
        DifferenceKind::Added => "added",
        DifferenceKind::Gap => "gap",
    }
}
