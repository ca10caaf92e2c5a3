//! The columns of articles and of claims; `docs/json.md` describes them.

use saidby_engine::article::Format;
use saidby_engine::claim::{Claim, Outlet, Speaker};
use saidby_engine::extract::EngineKind;
use saidby_engine::text::Span;

use super::Rows;
use super::column::Column;
use crate::json::{Places, kept, rounded, unit_word};
use crate::processor::{Answer, Processor, Reading};

/// The columns of some answers.
pub fn columns(processor: &Processor, rows: Rows, answers: &[Answer]) -> Vec<Column> {
    let unit = processor.settings().offsets;
    let read: Vec<Read<'_>> = answers
        .iter()
        .filter_map(|answer| {
            let reading = answer.result.as_deref().ok()?;
            Some(Read { answer, reading, places: Places::new(reading, unit) })
        })
        .collect();
    match rows {
        Rows::Articles => articles(processor, answers, &read),
        Rows::Claims => claims(processor, &read),
    }
}

/// An article that was read.
struct Read<'a> {
    answer: &'a Answer,
    reading: &'a Reading,
    places: Places<'a>,
}

/// A part of an article, with the article.
type Of<'r, 'a, T> = (&'r Read<'a>, &'a T);

fn of_all<'r, 'a, T>(read: &'r [Read<'a>], parts: fn(&'a Reading) -> &'a [T]) -> Vec<Of<'r, 'a, T>> {
    read.iter().flat_map(|read| parts(read.reading).iter().map(move |part| (read, part))).collect()
}

/// The identity as text: a string is itself, everything else is JSON.
fn identity(answer: &Answer) -> Option<String> {
    let raw = answer.id.get();
    (raw != "null").then(|| serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()))
}

fn spans<'s>(name: &'static str, items: impl IntoIterator<Item = (&'s Places<'s>, &'s [Span])>) -> Column {
    let (mut starts, mut ends, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    for (places, spans) in items {
        lengths.push(Some(spans.len()));
        for [start, end] in places.all(spans) {
            starts.push(Some(start));
            ends.push(Some(end));
        }
    }
    let parts = vec![Column::int32("start", starts), Column::int32("end", ends)];
    Column::lists(name, lengths, Column::structures("item", parts))
}

fn words(reading: &Reading, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.slice(&reading.article.text).unwrap_or_default()).collect();
    parts.join(" … ")
}

/// A part of a claim: the columns of its spans and of its words, and where it has them.
type Part = (&'static str, &'static str, fn(&Claim) -> &[Span]);

/// What is known of a claim, in columns.
fn about_claims(claims: &[Of<'_, '_, Claim>]) -> Vec<Column> {
    let parts: [Part; 3] = [
        ("content", "content_text", |claim| &claim.parts.content),
        ("cue", "cue_text", |claim| &claim.parts.cue),
        ("source", "source_text", |claim| &claim.parts.source),
    ];
    let speakers: Vec<Option<&Speaker>> = claims
        .iter()
        .map(|(read, claim)| read.reading.found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref()))
        .collect();
    let speaker =
        |name, value: fn(&Speaker) -> Option<&str>| Column::text(name, speakers.iter().map(|speaker| speaker.and_then(value)));
    let via: Vec<Vec<&str>> = claims
        .iter()
        .map(|(read, claim)| {
            let outlets = &read.reading.found.outlets;
            let named = |id| outlets.iter().find(|outlet| &outlet.id == id).map(|outlet| outlet.name.as_str());
            claim.via.iter().filter_map(named).collect()
        })
        .collect();
    let mut columns = vec![
        Column::words("kind", claims.iter().map(|(_, claim)| claim.directness.as_str())),
        Column::words("class", claims.iter().map(|(_, claim)| claim.class.as_str())),
    ];
    columns.extend(parts.map(|(name, _, of)| spans(name, claims.iter().map(|(read, claim)| (&read.places, of(claim))))));
    columns.extend(
        parts.map(|(_, name, of)| Column::words(name, claims.iter().map(|(read, claim)| words(read.reading, of(claim))))),
    );
    columns.extend([
        speaker("speaker", |speaker| Some(&speaker.name)),
        speaker("speaker_id", |speaker| Some(speaker.id.as_str())),
        speaker("speaker_kind", |speaker| Some(speaker.kind.as_str())),
        speaker("speaker_role", |speaker| speaker.role.as_deref()),
        Column::flags("anonymous", speakers.iter().map(|speaker| speaker.map(|speaker| speaker.anonymous))),
        Column::lists("via", via.iter().map(|via| Some(via.len())), Column::words("item", via.iter().flatten())),
        Column::float64("score", claims.iter().map(|(_, claim)| rounded(claim.score))),
    ]);
    columns
}

fn claims(processor: &Processor, read: &[Read<'_>]) -> Vec<Column> {
    let claims = of_all(read, |reading| &reading.found.claims);
    let about =
        |name, value: fn(&Reading) -> Option<&str>| Column::text(name, claims.iter().map(|(read, _)| value(read.reading)));
    let mut columns = vec![
        Column::text("id", claims.iter().map(|(read, _)| identity(read.answer))),
        Column::int64("n", claims.iter().map(|(read, _)| read.answer.n)),
        Column::text("kept", claims.iter().map(|(read, _)| kept(read.answer))),
        Column::words("run", claims.iter().map(|_| processor.run())),
        about("engine", |reading| reading.engine.map(EngineKind::name)),
        about("publisher", |reading| reading.article.metadata.publisher.as_deref()),
        about("date", |reading| reading.article.metadata.date.as_deref()),
        Column::words("claim_id", claims.iter().map(|(_, claim)| claim.id.as_str())),
    ];
    columns.extend(about_claims(&claims));
    columns
}

fn articles(processor: &Processor, answers: &[Answer], read: &[Read<'_>]) -> Vec<Column> {
    let readings: Vec<Option<&Reading>> = answers.iter().map(|answer| answer.result.as_deref().ok()).collect();
    let about =
        |name, value: fn(&Reading) -> Option<&str>| Column::text(name, readings.iter().map(|reading| reading.and_then(value)));
    let failed = |name, value: fn(&crate::Failure) -> &str| {
        Column::text(name, answers.iter().map(|answer| answer.result.as_ref().err().map(value)))
    };
    let lists = |name, length: fn(&Reading) -> usize, items| {
        Column::lists(name, readings.iter().map(|reading| reading.map(length)), items)
    };
    let model = |reading: &Option<&Reading>| {
        reading.filter(|reading| reading.engine == Some(EngineKind::Deep)).and_then(|_| processor.model())
    };
    let digests = readings.iter().map(|reading| reading.map(|reading| reading.digest.to_hex().to_string()));
    let warnings = readings.iter().flatten().flat_map(|reading| &reading.warnings).map(|warning| warning.as_str());
    let claims = of_all(read, |reading| &reading.found.claims);
    let mut claim = vec![Column::words("id", claims.iter().map(|(_, claim)| claim.id.as_str()))];
    claim.extend(about_claims(&claims));
    let settings = processor.settings();
    let struck: Vec<[usize; 2]> = read.iter().flat_map(|read| read.places.all(&read.reading.article.origin.struck)).collect();
    let edges = vec![
        Column::int32("start", struck.iter().map(|[start, _]| Some(*start))),
        Column::int32("end", struck.iter().map(|[_, end]| Some(*end))),
    ];
    let mut columns = vec![
        Column::text("id", answers.iter().map(identity)),
        Column::int64("n", answers.iter().map(|answer| answer.n)),
        Column::flags("ok", answers.iter().map(|answer| Some(answer.result.is_ok()))),
        failed("error_code", |failure| failure.code.as_str()),
        failed("error_message", |failure| &failure.message),
        Column::text("kept", answers.iter().map(kept)),
        Column::words("version", answers.iter().map(|_| env!("CARGO_PKG_VERSION"))),
        Column::words("run", answers.iter().map(|_| processor.run())),
        about("engine", |reading| reading.engine.map(EngineKind::name)),
        Column::text("model", readings.iter().map(model)),
        Column::text("blake3", digests),
        about("lang", |reading| reading.language),
        about("skipped", |reading| reading.skipped.then_some("language")),
        lists("warnings", |reading| reading.warnings.len(), Column::words("item", warnings)),
        about("title", |reading| reading.article.metadata.title.as_deref()),
        about("publisher", |reading| reading.article.metadata.publisher.as_deref()),
        about("date", |reading| reading.article.metadata.date.as_deref()),
        Column::text("offsets", readings.iter().map(|reading| reading.map(|_| unit_word(settings.offsets)))),
        about("text", |reading| (reading.article.origin.format != Format::Text).then_some(&*reading.article.text)),
        lists("struck", |reading| reading.article.origin.struck.len(), Column::structures("item", edges)),
        lists("claims", |reading| reading.found.claims.len(), Column::structures("item", claim)),
        Column::int32("hidden", readings.iter().map(|reading| reading.map(|reading| reading.found.hidden))),
    ];
    if !settings.lean {
        columns.push(lists("speakers", |reading| reading.found.speakers.len(), speakers(read)));
        columns.push(lists("outlets", |reading| reading.found.outlets.len(), outlets(read)));
    }
    columns
}

fn speakers(read: &[Read<'_>]) -> Column {
    let all: Vec<Of<'_, '_, Speaker>> = of_all(read, |reading| &reading.found.speakers);
    let parts = vec![
        Column::words("id", all.iter().map(|(_, speaker)| speaker.id.as_str())),
        Column::words("name", all.iter().map(|(_, speaker)| &speaker.name)),
        Column::text("role", all.iter().map(|(_, speaker)| speaker.role.as_deref())),
        Column::words("kind", all.iter().map(|(_, speaker)| speaker.kind.as_str())),
        Column::flags("anonymous", all.iter().map(|(_, speaker)| Some(speaker.anonymous))),
        spans("mentions", all.iter().map(|(read, speaker)| (&read.places, speaker.mentions.as_slice()))),
    ];
    Column::structures("item", parts)
}

fn outlets(read: &[Read<'_>]) -> Column {
    let all: Vec<Of<'_, '_, Outlet>> = of_all(read, |reading| &reading.found.outlets);
    let parts = vec![
        Column::words("id", all.iter().map(|(_, outlet)| outlet.id.as_str())),
        Column::words("name", all.iter().map(|(_, outlet)| &outlet.name)),
        Column::words("role", all.iter().map(|(_, outlet)| outlet.role.as_str())),
        spans("mentions", all.iter().map(|(read, outlet)| (&read.places, outlet.mentions.as_slice()))),
    ];
    Column::structures("item", parts)
}
