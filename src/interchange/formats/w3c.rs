//! W3C Web Annotations (JSON-LD): one AnnotationPage an article.
//!
//! Every span is an annotation tagged with its role, chosen by position and by quotation; every claim is an
//! annotation that links its spans, with the decision, the note and, as JSON, what the model has no words for. A source
//! is identified by the speaker's name; outlets are spans of their own, each identified by its name.
//! Positions are code points of the article's file; the data model asks for code points and for a quotation
//! that is what stands there.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::article::FileOffsets;
use crate::claim::{Part, Parts};
use crate::interchange::export::details::Details;
use crate::interchange::export::escaped;
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::export::sent::{Sent, Shown};
use crate::interchange::import::grouping::{self, Draft, Label};
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem};
use crate::interchange::import::returned;
use crate::interchange::words::Word;
use crate::review::Decision;
use crate::text::{Span, Unit, context};

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
    writeln!(out, "]}}")
}

/// The annotations of one claim: its spans, then what links them.
fn annotations(entry: &ExportEntry<'_>, row: &ExportRow<'_>, offsets: &FileOffsets<'_>) -> Vec<Value> {
    let mut written = Vec::new();
    let mut ids = Vec::new();
    let textual = |purpose: &str, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value});
    let place = |span: Span| {
        let range = offsets.to_file(span);
        [range.start, range.end]
    };
    let mut tag = |label: &str, number: usize, span: Span, name: Option<&str>| {
        let id = urn(&[entry.path, entry.annotator.unwrap_or_default(), row.id, label, &number.to_string()]);
        let [start, end] = place(span);
        let (prefix, suffix) = surroundings(entry, span);
        let mut body = vec![textual("tagging", label)];
        body.extend(name.map(|name| textual("identifying", name)));
        let body = if body.len() > 1 { Value::Array(body) } else { body.pop().unwrap_or_default() };
        written.push(json!({
            "id": id,
            "type": "Annotation",
            "motivation": "tagging",
            "body": body,
            "target": {
                "source": iri(entry.path),
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {"type": "TextQuoteSelector", "exact": entry.file_slices(&[span]).pop(), "prefix": prefix, "suffix": suffix},
                ],
            },
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
    let mut description = textual("describing", &escaped::text(&sent));
    if let Some(description) = description.as_object_mut() {
        description.insert("format".to_owned(), "application/json".into());
    }
    body.push(description);
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

/// The path of a relative reference.
fn path_of(iri: &str) -> String {
    let mut bytes = Vec::with_capacity(iri.len());
    let mut rest = iri.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| after.get(..2)).flatten();
        let byte = escaped.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a page, a collection with its first page inside, a list of annotations or a single one.
pub fn read(text: &str) -> ParsedFile {
    let file = JsonFile::new(text);
    let raws = match items(&file) {
        Ok(raws) => raws,
        Err(Problem { line, reason }) => return ParsedFile::failed(line, reason),
    };
    let mut reading = ParsedFile::default();
    let mut spans: BTreeMap<String, Tagged> = BTreeMap::new();
    let mut order = Vec::new();
    let mut links = Vec::new();
    for (number, raw) in raws.into_iter().enumerate() {
        match file.piece::<Value>(raw) {
            Ok((line, value)) => match Tagged::of(line, &value) {
                Ok(Some(tagged)) => {
                    let id = value.get("id").and_then(Value::as_str).map_or_else(|| format!("#{number}"), str::to_owned);
                    order.push(id.clone());
                    spans.insert(id, tagged);
                }
                Ok(None) => links.push((line, value)),
                Err(reason) => reading.leave_out(line, reason),
            },
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    let mut documents: BTreeMap<String, Vec<(Draft, Option<Sent>)>> = BTreeMap::new();
    for (line, link) in &links {
        match linked(*line, link, &mut spans) {
            Ok((source, draft)) => documents.entry(source).or_default().push(draft),
            Err(reason) => reading.leave_out(*line, reason),
        }
    }
    for tagged in order.iter().filter_map(|id| spans.remove(id)).filter(|tagged| !tagged.used) {
        if tagged.label != Label::Part(Part::Content) {
            let what = match tagged.label {
                Label::Part(part) => part.as_str(),
                Label::Outlet => "outlet",
                Label::Name => "name",
            };
            reading.leave_out(tagged.line, format!("a {what} that no annotation links to a content"));
            continue;
        }
        let details = Details { note: tagged.note, by: tagged.by, at: tagged.at, ..Details::default() };
        let claim = ParsedClaim {
            line: tagged.line,
            parts: Parts { content: vec![tagged.mark], ..Parts::default() },
            details,
            ..ParsedClaim::default()
        };
        documents.entry(tagged.source).or_default().push((Draft { claim, ..Draft::default() }, None));
    }
    reading.documents = documents
        .into_iter()
        .map(|(source, drafts)| {
            let (claims, remarks) = returned::settle_together(drafts);
            ParsedArticle {
                line: claims.first().map_or(1, |draft| draft.line),
                article: (!source.is_empty()).then(|| path_of(&source)),
                unit: Unit::CodePoint,
                claims,
                remarks,
                ..ParsedArticle::default()
            }
        })
        .collect();
    reading
}

fn items<'t>(file: &JsonFile<'t>) -> Result<Vec<&'t RawValue>, Problem> {
    #[derive(serde::Deserialize)]
    struct Page<'a> {
        #[serde(borrow)]
        items: Option<Vec<&'a RawValue>>,
        #[serde(borrow)]
        first: Option<&'a RawValue>,
    }
    if let Ok(list) = file.whole::<Vec<&RawValue>>() {
        return Ok(list);
    }
    let page: Page<'t> = file.whole()?;
    match (page.items, page.first) {
        (Some(items), _) => Ok(items),
        (None, Some(first)) => Ok(file.piece::<Page<'t>>(first)?.1.items.unwrap_or_default()),
        (None, None) => Ok(vec![file.whole()?]),
    }
}

/// An annotation of a stretch of text.
struct Tagged {
    line: usize,
    label: Label,
    source: String,
    mark: ParsedSpan,
    /// The name that identifies it.
    said: Option<String>,
    note: String,
    /// Who made it, and when; empty where it does not say.
    by: String,
    at: String,
    used: bool,
}

/// Who made an annotation, and when: a time that is none is passed over.
fn signed(annotation: &Value) -> (String, String) {
    let creators = each(annotation.get("creator"));
    let by = creators.into_iter().find_map(|creator| text(creator, "name").or(creator.as_str())).unwrap_or_default().trim();
    let at = text(annotation, "created").filter(|at| at.parse::<jiff::Timestamp>().is_ok()).unwrap_or_default();
    if by.is_empty() { Default::default() } else { (by.to_owned(), at.to_owned()) }
}

/// A value, or each of a list of them.
fn each(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

impl Tagged {
    /// `None`: it selects no text, but links other annotations.
    fn of(line: usize, value: &Value) -> Result<Option<Self>, String> {
        let targets = each(value.get("target"));
        let Some(target) = targets.iter().find(|target| target.get("selector").is_some()) else { return Ok(None) };
        if targets.len() > 1 {
            return Err("an annotation with several targets; split it into one annotation per target".to_owned());
        }
        let mut mark = ParsedSpan::default();
        for selector in each(target.get("selector")) {
            match text(selector, "type") {
                Some("TextPositionSelector") => {
                    let at = |name: &str| selector.get(name).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
                    mark.at = at("start").zip(at("end")).map(|(start, end)| start..end);
                }
                Some("TextQuoteSelector") => {
                    mark.words = text(selector, "exact").map(str::to_owned);
                    let around = |name: &str| text(selector, name).unwrap_or_default().to_owned();
                    mark.context = Some((around("prefix"), around("suffix")));
                }
                _ => {}
            }
        }
        if mark.at.is_none() && mark.words.is_none() {
            return Err("no TextPositionSelector or TextQuoteSelector".to_owned());
        }
        let bodies = each(value.get("body"));
        let identifies = |body: &&&Value| text(body, "purpose") == Some("identifying");
        let said = bodies.iter().find(identifies).and_then(|body| text(body, "value")).map(str::to_owned);
        let label =
            bodies.iter().filter(|body| !identifies(body)).filter_map(|body| text(body, "value")).find_map(grouping::label_of);
        let note = bodies.iter().find(|body| text(body, "purpose") == Some("commenting")).and_then(|body| text(body, "value"));
        let source = text(target, "source").or_else(|| target.get("source").and_then(|source| text(source, "id")));
        let (by, at) = signed(value);
        Ok(Some(Self {
            line,
            label: label.unwrap_or(Label::Part(Part::Content)),
            said,
            source: source.unwrap_or_default().to_owned(),
            mark,
            note: note.unwrap_or_default().to_owned(),
            by,
            at,
            used: false,
        }))
    }
}

/// The claim that an annotation makes of others, and the article that they are of.
fn linked(line: usize, link: &Value, spans: &mut BTreeMap<String, Tagged>) -> Result<(String, (Draft, Option<Sent>)), String> {
    let mut draft = Draft { claim: ParsedClaim { line, ..ParsedClaim::default() }, ..Draft::default() };
    let mut source = None;
    for target in each(link.get("target")) {
        let id = target.as_str().or_else(|| text(target, "id")).unwrap_or_default();
        let Some(tagged) = spans.get_mut(id) else {
            return Err(format!("it refers to {id:?}, which is not a text annotation in this file"));
        };
        tagged.used = true;
        if source.get_or_insert_with(|| tagged.source.clone()) != &tagged.source {
            return Err("it links passages of different articles".to_owned());
        }
        let mark = tagged.mark.clone();
        match tagged.label {
            Label::Part(part) => {
                draft.claim.parts[part].push(mark);
                draft.said = draft.said.take().or_else(|| tagged.said.clone().filter(|_| part == Part::Source));
            }
            Label::Outlet => draft.outlets.push((mark, tagged.said.clone())),
            Label::Name => draft.names.push(mark),
        }
    }
    let bodies = each(link.get("body"));
    let body =
        |purpose: &str| bodies.iter().find(|body| text(body, "purpose") == Some(purpose)).and_then(|body| text(body, "value"));
    draft.said = draft.said.take().or_else(|| body("identifying").map(str::to_owned));
    let json = body("describing").map(serde_json::from_str::<Sent>).transpose();
    let mut sent = json.map_err(|error| crate::interchange::import::parsed::in_words(&error))?;
    // Older versions showed neither speakers nor outlets.
    if sent.as_ref().is_some_and(|sent| !sent.has_places()) {
        draft.said = None;
    }
    let details = sent.as_mut().map_or(&mut draft.claim.details, |sent| &mut sent.details);
    let decision = body("classifying").and_then(Decision::of);
    let mut signature = signed(link);
    if decision.is_some() && decision != details.decision {
        // Decided anew there: whoever signed what went out has not seen it.
        details.decision = decision;
        let before = std::mem::take(&mut details.by);
        details.at.clear();
        if signature.0 == before {
            signature = Default::default();
        }
    }
    let note = body("commenting").unwrap_or_default();
    if details.note.is_empty() || !note.is_empty() {
        details.note = note.to_owned();
    }
    if details.by.is_empty() {
        (details.by, details.at) = signature;
    }
    if draft.claim.parts.content.is_empty() {
        return Err("it links to no content".to_owned());
    }
    Ok((source.unwrap_or_default(), (draft, sent)))
}
