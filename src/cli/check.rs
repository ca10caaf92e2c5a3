//! `saidby check`: sidecars parse, spans hold their text, ids resolve. A line a problem on standard output.

use std::collections::BTreeSet;
use std::io::Write;

use super::arguments::{Check, Common};
use super::{Outcome, output, subjects};
use crate::article::Article;
use crate::disk::inputs::shown;
use crate::sidecar;
use crate::sidecar::schema::{ClaimEntry, Sidecar, SpanEntry};
use crate::text::visible::{Breaks, fit, visible};

/// Runs the command.
pub fn run(arguments: &Check, common: &Common) -> anyhow::Result<Outcome> {
    let (subjects, mut trouble) = subjects::of(&arguments.paths, common);
    let mut out = output::data();
    for subject in &subjects {
        let problems = match problems_of(subject) {
            Ok(problems) => problems,
            Err(message) => vec![message],
        };
        for problem in &problems {
            writeln!(out, "{}", visible(problem, Breaks::Keep))?;
        }
        trouble |= !problems.is_empty();
        if common.verbose && problems.is_empty() {
            output::complain(&format!("{}: sound", shown(&subject.sidecar)));
        }
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

fn problems_of(subject: &subjects::Subject) -> Result<Vec<String>, String> {
    let text = subjects::text_of(&subject.sidecar)?;
    let sidecar = sidecar::parse(&subject.sidecar, &text).map_err(|error| error.to_string())?;
    let article = subjects::article(subject)?;
    let path = shown(&subject.sidecar);
    let mut problems: Vec<String> = spans(&sidecar)
        .into_iter()
        .filter_map(|(owner, part, span)| Some(format!("{path}: {owner}: {part} {}", wrong(span, &article)?)))
        .collect();
    problems.extend(dangling(&sidecar).into_iter().map(|problem| format!("{path}: {problem}")));
    if !problems.is_empty() && sidecar.article.blake3 != sidecar::hash_of(&article.text) {
        problems.insert(0, format!("{path}: the article has changed since; open it to find its claims again"));
    }
    Ok(problems)
}

fn wrong(span: &SpanEntry, article: &Article) -> Option<String> {
    let there = article.text.get(span.at.clone());
    if there == Some(span.text.as_str()) {
        return None;
    }
    let there = there.map_or("no text".to_owned(), |text| format!("\"{}\"", fit(text, 40)));
    Some(format!("{}..{} should hold \"{}\", holds {there}", span.at.start, span.at.end, fit(&span.text, 40)))
}

/// Every span with the entry and the field that it stands in.
fn spans(sidecar: &Sidecar) -> Vec<(&str, &'static str, &SpanEntry)> {
    let mut all = Vec::new();
    for speaker in &sidecar.speakers {
        all.extend(speaker.mentions.iter().map(|span| (speaker.id.as_str(), "mention", span)));
    }
    for outlet in &sidecar.outlets {
        all.extend(outlet.mentions.iter().map(|span| (outlet.id.as_str(), "mention", span)));
    }
    for claim in &sidecar.claims {
        if let Some(suggestion) = &claim.suggestion {
            all.extend(suggestion.content.iter().map(|span| (claim.id.as_str(), "content", span)));
            all.extend(suggestion.cue.iter().map(|span| (claim.id.as_str(), "cue", span)));
            all.extend(suggestion.source.iter().map(|span| (claim.id.as_str(), "source", span)));
        }
        let correction = &claim.correction;
        let parts = [("content", &correction.content), ("cue", &correction.cue), ("source", &correction.source)];
        for (part, spans) in parts {
            all.extend(spans.iter().flatten().map(|span| (claim.id.as_str(), part, span)));
        }
    }
    all
}

/// Ids that name nobody.
fn dangling(sidecar: &Sidecar) -> Vec<String> {
    let speakers: BTreeSet<&str> = sidecar.speakers.iter().map(|speaker| speaker.id.as_str()).collect();
    let outlets: BTreeSet<&str> = sidecar.outlets.iter().map(|outlet| outlet.id.as_str()).collect();
    let named = |claim: &ClaimEntry| -> Vec<String> {
        let suggested = claim.suggestion.as_ref();
        let corrected = claim.correction.speaker.iter().flatten();
        let speaker = suggested.and_then(|suggestion| suggestion.speaker.as_ref()).into_iter().chain(corrected);
        let via = suggested.iter().flat_map(|suggestion| &suggestion.via).chain(claim.correction.via.iter().flatten());
        let lost_speakers = speaker.filter(|id| !speakers.contains(id.as_str()));
        let lost_outlets = via.filter(|id| !outlets.contains(id.as_str()));
        lost_speakers.chain(lost_outlets).map(|id| format!("{}: {id} is not in the file's lists", claim.id)).collect()
    };
    let merged = |id: &str, into: &Option<String>, known: &BTreeSet<&str>| {
        let into = into.as_deref().filter(|into| !known.contains(into))?;
        Some(format!("{id}: {into}, which it was merged into, is not in the file's lists"))
    };
    let speaker_merges = sidecar.speakers.iter().filter_map(|entry| merged(&entry.id, &entry.merged_into, &speakers));
    let outlet_merges = sidecar.outlets.iter().filter_map(|entry| merged(&entry.id, &entry.merged_into, &outlets));
    speaker_merges.chain(outlet_merges).chain(sidecar.claims.iter().flat_map(named)).collect()
}
