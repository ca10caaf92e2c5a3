//! Writes a page.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::article::FileOffsets;
use crate::claim::Part;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::{DONE, Marks, NOTHING_HERE};
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::export::sent::{Sent, Shown};
use crate::interchange::words::Word;
use crate::text::{Span, context};

/// The context that gives the words of an annotation their meaning.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Writes the page of one article, with a line feed at its end.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let offsets = FileOffsets::new(entry.article);
    let page = urn(&[entry.path, entry.annotator.unwrap_or_default()]);
    writeln!(out, "{{\"@context\": \"{CONTEXT}\", \"id\": \"{page}\", \"type\": \"AnnotationPage\", \"items\": [")?;
    let mut first = true;
    for row in &entry.claims {
        for annotation in annotations(entry, row, &offsets) {
            if !first {
                out.write_all(b",\n")?;
            }
            first = false;
            escaped::write(out, &annotation)?;
        }
    }
    for annotation in marks(entry, &offsets) {
        if !std::mem::take(&mut first) {
            out.write_all(b",\n")?;
        }
        escaped::write(out, &annotation)?;
    }
    writeln!(out, "]}}")
}

/// A body of text, for one purpose.
fn textual(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value})
}

/// A body of JSON that describes what the model has no words for.
fn described(json: &str) -> Value {
    let mut description = textual("describing", json);
    if let Some(description) = description.as_object_mut() {
        description.insert("format".to_owned(), "application/json".into());
    }
    description
}

/// Where a span is: the article, and its place and words there.
fn target(entry: &ExportEntry<'_>, span: Span, [start, end]: [usize; 2]) -> Value {
    let (prefix, suffix) = surroundings(entry, span);
    json!({
        "source": iri(entry.path),
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": entry.file_slices(&[span]).pop(), "prefix": prefix, "suffix": suffix},
        ],
    })
}

/// The annotations of passages without a claim, and one of the whole article that it is done.
fn marks(entry: &ExportEntry<'_>, offsets: &FileOffsets<'_>) -> Vec<Value> {
    let place = |span: Span| {
        let range = offsets.to_file(span);
        [range.start, range.end]
    };
    let Marks { nothing_here, done } = Marks::of_file(entry, &place);
    let signed = |mut annotation: Value, by: &str, at: &str| {
        if let Some(annotation) = annotation.as_object_mut() {
            annotation.insert("creator".to_owned(), json!({"type": "Person", "name": by}));
            annotation.insert("created".to_owned(), at.into());
        }
        annotation
    };
    let passages = entry.nothing_here.iter().zip(nothing_here).enumerate().map(|(number, (read, passage))| {
        let annotation = json!({
            "id": urn(&[entry.path, entry.annotator.unwrap_or_default(), NOTHING_HERE, &number.to_string()]),
            "type": "Annotation",
            "motivation": "tagging",
            "body": textual("tagging", NOTHING_HERE),
            "target": target(entry, read.span, passage.span),
        });
        signed(annotation, &passage.signed.by, &passage.signed.at)
    });
    let done = done.map(|done| {
        let annotation = json!({
            "id": urn(&[entry.path, entry.annotator.unwrap_or_default(), DONE]),
            "type": "Annotation",
            "motivation": "assessing",
            "body": [textual("classifying", DONE), described(&escaped::text(&done))],
            "target": iri(entry.path),
        });
        signed(annotation, &done.by, &done.at)
    });
    passages.chain(done).collect()
}

/// The annotations of one claim: its spans, then what links them.
fn annotations(entry: &ExportEntry<'_>, row: &ExportRow<'_>, offsets: &FileOffsets<'_>) -> Vec<Value> {
    let mut written = Vec::new();
    let mut ids = Vec::new();
    let place = |span: Span| {
        let range = offsets.to_file(span);
        [range.start, range.end]
    };
    let mut tag = |label: &str, number: usize, span: Span, name: Option<&str>| {
        let id = urn(&[entry.path, entry.annotator.unwrap_or_default(), row.id, label, &number.to_string()]);
        let mut body = vec![textual("tagging", label)];
        body.extend(name.map(|name| textual("identifying", name)));
        let body = if body.len() > 1 { Value::Array(body) } else { body.pop().unwrap_or_default() };
        written.push(json!({
            "id": id,
            "type": "Annotation",
            "motivation": "tagging",
            "body": body,
            "target": target(entry, span, place(span)),
        }));
        ids.push(id);
    };
    let speaker = row.speaker.map(|speaker| speaker.name.as_str());
    for (part, spans) in [(Part::Content, row.parts.content), (Part::Cue, row.parts.cue), (Part::Source, row.parts.source)] {
        for (number, span) in spans.iter().enumerate() {
            tag(part.as_str(), number, *span, speaker.filter(|_| part == Part::Source && number == 0));
        }
    }
    for (number, (span, outlet)) in Shown::of(entry, row).via.into_iter().zip(&row.via).enumerate() {
        if let Some(span) = span {
            tag("outlet", number, span, Some(&outlet.name));
        }
    }
    let sent = Sent { name_at: None, ..Sent::of(entry, row, &place) };
    let details = &sent.details;
    let mut body = vec![textual("classifying", details.decision.unwrap_or_default().word())];
    if row.parts.source.is_empty() {
        body.extend(speaker.map(|name| textual("identifying", name)));
    }
    if !details.note.is_empty() {
        body.push(textual("commenting", &details.note));
    }
    body.push(described(&escaped::text(&sent)));
    let mut claim = Map::new();
    claim.insert("id".to_owned(), urn(&[entry.path, entry.annotator.unwrap_or_default(), row.id]).into());
    claim.insert("type".to_owned(), "Annotation".into());
    claim.insert("motivation".to_owned(), json!(["linking", "assessing"]));
    if !details.by.is_empty() {
        claim.insert("creator".to_owned(), json!({"type": "Person", "name": details.by}));
        claim.insert("created".to_owned(), details.at.as_str().into());
    }
    claim.insert("generator".to_owned(), json!({"type": "Software", "name": "saidby"}));
    claim.insert("body".to_owned(), body.into());
    claim.insert("target".to_owned(), ids.into());
    written.push(Value::Object(claim));
    written
}

/// The characters before and after a span, in the file's line ends.
fn surroundings(entry: &ExportEntry<'_>, span: Span) -> (String, String) {
    let (prefix, suffix) = context(&entry.article.text, &[span]);
    let (before, after) = (Span::new(span.start - prefix.len(), span.start), Span::new(span.end, span.end + suffix.len()));
    let words = |span: Span| entry.file_slices(&[span]).pop().unwrap_or_default();
    (words(before), words(after))
}

/// A name that is the same for the same parts, as a UUID of version 8 (RFC 9562).
fn urn(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0x1f]);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(hasher.finalize().as_bytes().get(..16).unwrap_or(&[0; 16]));
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A path as a relative reference: what may not stand in an IRI is escaped by its bytes.
fn iri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        let plain =
            c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '_' | '~' | '!' | '$' | '(' | ')' | '*' | ',' | ';' | '=' | '@');
        if plain {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}
