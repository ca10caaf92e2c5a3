//! JSON out: an extraction or a review as one object.

use std::collections::HashMap;
use std::io::{self, Write};

use saidby_records::json::{OutletOut, SpeakerOut};
use serde::Serialize;

use crate::article::{FileOffsets, Format};
use crate::claim::{ClaimId, OutletId, Parts};
use crate::extract::readings::Reading;
use crate::interchange::export::checks;
use crate::interchange::export::details::rounded;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::{DoneMark, Marks, Passage};
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::words::Word;
use crate::review::FactCheck;
use crate::text::Span;

#[derive(Serialize)]
struct Object<'a> {
    schema: u32,
    path: &'a str,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standfirst: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    /// The parts of the page that a reviewer brought in.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    restored: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    annotator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// What of the text is struck through.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    struck: Vec<[usize; 2]>,
    claims: Vec<Claim<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<usize>,
    speakers: Vec<SpeakerOut<'a>>,
    outlets: Vec<OutletOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nothing_here: Vec<Passage>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allowances: Vec<AllowanceOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<DoneMark>,
}

/// A house rule that may be broken in one place.
#[derive(Serialize)]
struct AllowanceOut<'a> {
    rule: &'a str,
    claim: Option<&'a str>,
    span: [usize; 2],
    words: String,
    reason: &'a str,
    by: &'a str,
    at: &'a str,
}

#[derive(Serialize)]
struct Claim<'a> {
    id: &'a str,
    kind: &'static str,
    class: &'static str,
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    speaker_id: Option<&'a str>,
    via: Vec<&'a str>,
    score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check_worthiness: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<Vec<ReadingOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    flag: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<Checked<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Parts<Vec<String>>>,
}

/// The record of a fact-check.
#[derive(Serialize)]
struct Checked<'a>(#[serde(serialize_with = "checks::serialize")] &'a FactCheck);

/// Another way to read a claim.
#[derive(Serialize)]
struct ReadingOut<'a> {
    change: &'static str,
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    via: Vec<&'a str>,
    score: f32,
    reason: &'a str,
}

/// Why the engine proposes a claim.
#[derive(Serialize)]
struct Reason<'a> {
    found_by: &'a str,
    speaker: Option<&'a str>,
    antecedent: Option<[usize; 2]>,
    via: Option<&'a str>,
    via_spans: Vec<[usize; 2]>,
}

/// Writes one object without a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let offsets = FileOffsets::new(entry.article);
    let place = |span: &Span| offsets.to_file(*span).pair();
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>();
    let slices = |spans: &[Span]| entry.file_slices(spans);
    let Marks { nothing_here, done } = Marks::of_file(entry, &|span| place(&span));
    let object = Object {
        schema: saidby_records::SCHEMA,
        path: entry.path,
        title: entry.article.metadata.title.as_deref(),
        standfirst: entry.article.metadata.standfirst.as_deref(),
        byline: entry.article.metadata.byline.as_deref(),
        date: entry.article.metadata.date.as_deref(),
        publisher: entry.article.metadata.publisher.as_deref(),
        restored: &entry.article.origin.restored,
        annotator: entry.annotator,
        text: (entry.article.origin.format != Format::Text).then_some(&*entry.article.text),
        struck: places(&entry.article.origin.struck),
        claims: entry
            .claims
            .iter()
            .map(|row| Claim {
                check_worthiness: row.found.map(|(found, claim)| rounded(found.check_worthiness(&entry.article.text, claim))),
                readings: entry.readings.map(|all| readings_of(row, all, entry, &places)),
                ..claim_of(row, entry.reasons, &places, &slices)
            })
            .collect(),
        hidden: entry.hidden,
        speakers: entry.speakers.iter().map(|speaker| SpeakerOut::of(speaker, places(&speaker.mentions))).collect(),
        outlets: entry.outlets.iter().map(|outlet| OutletOut::of(outlet, places(&outlet.mentions))).collect(),
        nothing_here,
        allowances: entry
            .allowances
            .iter()
            .map(|allowance| AllowanceOut {
                rule: &allowance.what.rule,
                claim: allowance.what.claim.as_ref().map(|claim| claim.as_str()),
                span: place(&allowance.what.span),
                words: slices(&[allowance.what.span]).pop().unwrap_or_default(),
                reason: &allowance.reason,
                by: &allowance.stamp.by,
                at: &allowance.stamp.at,
            })
            .collect(),
        done,
    };
    escaped::write(out, &object)
}

/// Writes any value in the same spelling, with a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    escaped::write(out, value)?;
    out.write_all(b"\n")
}

fn readings_of<'a>(
    row: &ExportRow<'a>,
    all: &'a HashMap<ClaimId, Vec<Reading>>,
    entry: &ExportEntry<'a>,
    places: &dyn Fn(&[Span]) -> Vec<[usize; 2]>,
) -> Vec<ReadingOut<'a>> {
    let outlet = |id: &OutletId| entry.outlets.iter().find(|outlet| outlet.id == *id).map(|outlet| outlet.name.as_str());
    let readings = all.get(&ClaimId::new(row.id)).map_or(&[][..], Vec::as_slice);
    let reading = |reading: &'a Reading| ReadingOut {
        change: reading.change.name(),
        content: places(&reading.parts.content),
        cue: places(&reading.parts.cue),
        source: places(&reading.parts.source),
        speaker: reading.speaker.as_ref().map(|speaker| speaker.name.as_str()),
        via: reading.via.iter().filter_map(outlet).collect(),
        score: rounded(reading.score),
        reason: &reading.reason,
    };
    readings.iter().map(reading).collect()
}

fn claim_of<'a>(
    row: &ExportRow<'a>,
    reasons: bool,
    places: &dyn Fn(&[Span]) -> Vec<[usize; 2]>,
    slices: &dyn Fn(&[Span]) -> Vec<String>,
) -> Claim<'a> {
    let reason = row.reason.filter(|_| reasons).map(|reason| Reason {
        found_by: &reason.found_by,
        speaker: reason.speaker.as_deref(),
        antecedent: reason.antecedent.and_then(|span| places(&[span]).first().copied()),
        via: reason.via.as_deref(),
        via_spans: places(&reason.via_spans),
    });
    let decided = row.opinion.filter(|opinion| opinion.decision.is_decided());
    Claim {
        id: row.id,
        kind: row.directness.word(),
        class: row.class.word(),
        content: places(row.parts.content),
        cue: places(row.parts.cue),
        source: places(row.parts.source),
        speaker: row.speaker.map(|speaker| speaker.name.as_str()),
        speaker_id: row.speaker.map(|speaker| speaker.id.as_str()),
        via: row.via.iter().map(|outlet| outlet.name.as_str()).collect(),
        score: row.score.map(rounded),
        speaker_score: row.reason.filter(|_| row.opinion.is_none()).and_then(|reason| reason.speaker_score).map(rounded),
        check_worthiness: None,
        reason,
        readings: None,
        decision: row.opinion.map(|opinion| opinion.decision.word()),
        by: decided.map(|opinion| opinion.by),
        at: decided.map(|opinion| opinion.at),
        note: row.opinion.map_or("", |opinion| opinion.note),
        flag: row.opinion.is_some_and(|opinion| opinion.flag),
        check: row.opinion.map(|opinion| Checked(opinion.check)).filter(|check| !check.0.is_empty()),
        words: row.opinion.map(|_| row.parts.map(slices)),
    }
}
