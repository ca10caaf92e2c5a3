//! The places of the file and their words.

use crate::sidecar::schema::SpanEntry;
use crate::text::Span;

/// Spans with their words: the kept ones where there are any, else those of the article.
pub(super) fn spans_of(text: &str, spans: &[Span], kept: &[String]) -> Vec<SpanEntry> {
    let words = |index: usize, span: &Span| match kept.get(index) {
        Some(words) => words.clone(),
        None => span.slice(text).unwrap_or_default().to_owned(),
    };
    spans.iter().enumerate().map(|(index, span)| SpanEntry { at: span.range(), text: words(index, span) }).collect()
}

pub(super) fn span_of(entry: &SpanEntry) -> Span {
    Span::new(entry.at.start, entry.at.end)
}

/// Mentions that are still where they were.
pub(super) fn mentions(text: &str, entries: Vec<SpanEntry>) -> Vec<Span> {
    entries.iter().filter(|entry| text.get(entry.at.clone()) == Some(&entry.text)).map(span_of).collect()
}

/// Splits places from words.
pub(super) fn split(entries: Vec<SpanEntry>) -> (Vec<Span>, Vec<String>) {
    entries.into_iter().map(|entry| (span_of(&entry), entry.text)).unzip()
}

pub(super) fn split_some(entries: Option<Vec<SpanEntry>>) -> (Option<Vec<Span>>, Vec<String>) {
    match entries.map(split) {
        Some((spans, words)) => (Some(spans), words),
        None => (None, Vec::new()),
    }
}
