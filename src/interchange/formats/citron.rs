//! Citron's JSON: a text with its quotes, each a cue, sources and contents. Offsets are code points of the text,
//! which Citron strips of white space at its ends; so it is written stripped.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::claim::Parts;
use crate::interchange::export::details::{Details, rounded};
use crate::interchange::export::escaped;
use crate::interchange::export::marks::Marks;
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::export::sent::Sent;
use crate::interchange::import::grouping::Draft;
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem};
use crate::interchange::import::returned;
use crate::text::{Span, Unit, UnitIndex, UnitRange};

#[derive(Clone, Serialize, Deserialize)]
struct Place {
    start: usize,
    end: usize,
    #[serde(default)]
    text: Option<String>,
}

impl Place {
    fn mark(&self) -> ParsedSpan {
        ParsedSpan { at: Some(UnitRange::new(self.start, self.end)), words: self.text.clone(), context: None }
    }
}

#[derive(Serialize)]
struct QuoteOut {
    id: String,
    cue: Option<Place>,
    sources: Vec<Place>,
    contents: Vec<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    saidby: Extension,
}

/// What Citron has no field for.
#[derive(Clone, Serialize, Deserialize)]
struct Extension {
    /// Further stretches of the cue: Citron knows one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    more_cue: Vec<Place>,
    #[serde(flatten)]
    sent: Sent,
}

/// What Python's str.strip takes away: white space, and four separators that Unicode does not count as such.
fn is_stripped(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Writes the document of one article, with a line feed at its end.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let whole = &*entry.article.text;
    let text = whole.trim_matches(is_stripped);
    let shift = whole.len() - whole.trim_start_matches(is_stripped).len();
    let index = UnitIndex::new(text, Unit::CodePoint);
    write!(out, "{{\"text\": {}, \"quotes\": [", escaped::text(&text))?;
    for (number, row) in entry.claims.iter().enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        escaped::write(out, &quote(entry, row, shift, &index))?;
    }
    let marks = Marks::of_text(entry, &|span| shifted(span, shift, &index));
    match marks.is_empty() {
        true => writeln!(out, "]}}"),
        false => writeln!(out, "],\n\"saidby\": {}}}", escaped::text(&marks)),
    }
}

/// Where a span is in the stripped text, which begins `shift` bytes into the whole.
fn shifted(span: Span, shift: usize, index: &UnitIndex<'_>) -> [usize; 2] {
    let range = index.of_span(Span::new(span.start.saturating_sub(shift), span.end.saturating_sub(shift)));
    [range.start, range.end]
}

fn quote(entry: &ExportEntry<'_>, row: &ExportRow<'_>, shift: usize, index: &UnitIndex<'_>) -> QuoteOut {
    let at = |span: Span| shifted(span, shift, index);
    let place = |span: &Span| {
        let [start, end] = at(*span);
        Place { start, end, text: span.slice(&entry.article.text).map(str::to_owned) }
    };
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>();
    let mut cue = places(row.parts.cue).into_iter();
    QuoteOut {
        id: row.id.to_owned(),
        cue: cue.next(),
        sources: places(row.parts.source),
        contents: places(row.parts.content),
        confidence: row.score.map(rounded),
        saidby: Extension { more_cue: cue.collect(), sent: Sent::bare(entry, row, &at) },
    }
}

#[derive(Deserialize)]
struct FileIn<'a> {
    text: String,
    #[serde(borrow)]
    quotes: Vec<&'a RawValue>,
    #[serde(default)]
    saidby: Marks,
}

/// One stretch or several: older files have the singular.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(Place),
    Many(Vec<Place>),
}

impl OneOrMany {
    fn marks(self) -> Vec<ParsedSpan> {
        match self {
            Self::One(place) => vec![place.mark()],
            Self::Many(places) => places.iter().map(Place::mark).collect(),
        }
    }
}

#[derive(Deserialize)]
struct QuoteIn {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    cue: Option<OneOrMany>,
    #[serde(default, alias = "source")]
    sources: Option<OneOrMany>,
    #[serde(alias = "content")]
    contents: OneOrMany,
    #[serde(default)]
    confidence: Option<f32>,
    #[serde(default)]
    saidby: Option<Extension>,
}

/// Reads the document of one article.
pub fn read(text: &str) -> ParsedFile {
    let file = JsonFile::new(text);
    let whole: FileIn<'_> = match file.whole() {
        Ok(whole) => whole,
        Err(Problem { line, reason }) => return ParsedFile::failed(line, reason),
    };
    let mut reading = ParsedFile::default();
    let drafts = reading.claims(&file, whole.quotes, draft);
    let (claims, remarks) = returned::settle_together(drafts);
    let mut document =
        ParsedArticle { line: 1, text: Some(whole.text), unit: Unit::CodePoint, claims, remarks, ..ParsedArticle::default() };
    whole.saidby.put(&mut document);
    reading.documents.push(document);
    reading
}

fn draft(line: usize, quote: QuoteIn) -> (Draft, Option<Sent>) {
    let marks = |places: Option<OneOrMany>| places.map_or_else(Vec::new, OneOrMany::marks);
    let mut cue = marks(quote.cue);
    let sent = quote.saidby.map(|extension| {
        cue.extend(extension.more_cue.iter().map(Place::mark));
        extension.sent
    });
    let details = Details {
        id: quote.id.and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default(),
        score: Some(quote.confidence.unwrap_or(0.5)),
        ..Details::default()
    };
    let parts = Parts { content: quote.contents.marks(), cue, source: marks(quote.sources) };
    // What came out of a review is a person's.
    let machine = sent.is_none();
    let claim = ParsedClaim { line, parts, details, machine };
    (Draft { claim, ..Draft::default() }, sent)
}
