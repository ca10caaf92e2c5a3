//! The format of annotated corpora that attributions are scored against: `NAME.gold.json` beside `NAME.txt`.
//!
//! Offsets are code points of `NAME.txt` as it is on disk, BOM and line ends included.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::article::FileOffsets;
use crate::claim::Parts;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::Marks;
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::sent::Sent;
use crate::interchange::import::grouping::Draft;
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedClaim, ParsedFile, Problem};
use crate::interchange::import::returned;
use crate::interchange::words::Word;
use crate::text::{Span, Unit};

#[derive(Serialize)]
struct AttributionOut<'a> {
    id: &'a str,
    kind: &'static str,
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    words: Words,
    saidby: Sent,
}

/// The words of each span, in the file's own line ends.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Words {
    source: Vec<String>,
    cue: Vec<String>,
    content: Vec<String>,
}

/// The name that a gold file and its text share.
pub fn name_of(file_name: &str) -> &str {
    file_name.strip_suffix(".txt").unwrap_or(file_name)
}

/// Writes the document of one article, with a line feed at its end.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let offsets = FileOffsets::new(entry.article);
    let place = |span: &Span| offsets.to_file(*span).pair();
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>();
    let doc = escaped::text(&name_of(entry.file_name()));
    let article = entry.portable_path().map_or(String::new(), |path| format!(" \"article\": {},", escaped::text(&path)));
    write!(out, "{{\"doc\": {doc},{article} \"ignore\": [],\n \"attributions\": [")?;
    for (number, row) in entry.claims.iter().enumerate() {
        out.write_all(if number == 0 { b"\n  " } else { b",\n  " })?;
        let attribution = AttributionOut {
            id: row.id,
            kind: row.directness.word(),
            source: places(row.parts.source),
            cue: places(row.parts.cue),
            content: places(row.parts.content),
            words: Words {
                source: entry.file_slices(row.parts.source),
                cue: entry.file_slices(row.parts.cue),
                content: entry.file_slices(row.parts.content),
            },
            saidby: Sent::bare(entry, row, &|span| place(&span)),
        };
        escaped::write(out, &attribution)?;
    }
    let marks = Marks::of_file(entry, &|span| place(&span));
    match marks.is_empty() {
        true => writeln!(out, "]}}"),
        false => writeln!(out, "],\n \"saidby\": {}}}", escaped::text(&marks)),
    }
}

#[derive(Deserialize)]
struct FileIn<'a> {
    doc: Option<String>,
    #[serde(default)]
    article: Option<String>,
    #[serde(borrow)]
    attributions: Vec<&'a RawValue>,
    #[serde(default)]
    saidby: Marks,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AttributionIn {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    words: Words,
    saidby: Option<Sent>,
}

/// Reads the document of one article.
pub fn read(text: &str) -> ParsedFile {
    let file = JsonFile::new(text);
    let whole: FileIn<'_> = match file.whole() {
        Ok(whole) => whole,
        Err(Problem { line, reason }) => return ParsedFile::failed(line, reason),
    };
    let mut reading = ParsedFile::default();
    let drafts = reading.claims(&file, whole.attributions, draft);
    let (claims, remarks) = returned::settle_together(drafts);
    let article = whole.article.or_else(|| whole.doc.map(|doc| format!("{doc}.txt")));
    let mut document = ParsedArticle { line: 1, article, unit: Unit::CodePoint, claims, remarks, ..ParsedArticle::default() };
    whole.saidby.put(&mut document);
    reading.documents.push(document);
    reading
}

fn draft(line: usize, attribution: AttributionIn) -> (Draft, Option<Sent>) {
    // The kind of a corpus is derived from quotation marks, as it is here: the spans say it again.
    let mut claim = ParsedClaim { line, ..ParsedClaim::default() };
    let places = Parts { content: attribution.content, cue: attribution.cue, source: attribution.source };
    let words = Parts { content: attribution.words.content, cue: attribution.words.cue, source: attribution.words.source };
    claim.set_marks(places, words);
    (Draft { claim, ..Draft::default() }, attribution.saidby)
}
