//! Reads a page.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::claim::{Part, Parts};
use crate::interchange::export::details::Details;
use crate::interchange::export::marks::{DoneMark, Marks, Signed};
use crate::interchange::export::sent::Sent;
use crate::interchange::import::grouping::{self, Draft, Label};
use crate::interchange::import::marks::Mark;
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem};
use crate::interchange::import::returned;
use crate::interchange::words::Word;
use crate::review::Decision;
use crate::text::{Unit, UnitRange};

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
    let (mut links, mut passages, mut done) = (Vec::new(), Vec::new(), Vec::new());
    for (number, raw) in raws.into_iter().enumerate() {
        match file.piece::<Value>(raw) {
            Ok((line, value)) if is_done(&value) => match done_mark(&value) {
                Ok((source, mark)) => done.push((source, mark)),
                Err(reason) => reading.leave_out(line, reason),
            },
            Ok((line, value)) => match Tagged::of(line, &value) {
                Ok(Some(tagged)) if tagged.is_nothing_here => passages.push(tagged),
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
    for tagged in passages {
        let signed = Signed { by: tagged.by, at: tagged.at };
        let document = document_of(&mut reading.documents, &tagged.source, tagged.line);
        Marks::default().put_seen([(tagged.mark, signed)], document);
    }
    for (source, mark) in done {
        document_of(&mut reading.documents, &source, 1).done = Some(mark.mark());
    }
    reading
}

/// The document of an article, a new one where nothing was said of it so far.
fn document_of<'d>(documents: &'d mut Vec<ParsedArticle>, source: &str, line: usize) -> &'d mut ParsedArticle {
    let article = (!source.is_empty()).then(|| path_of(source));
    let at = documents.iter().position(|document| document.article == article).unwrap_or(documents.len());
    if at == documents.len() {
        documents.push(ParsedArticle { line, article, unit: Unit::CodePoint, ..ParsedArticle::default() });
    }
    &mut documents[at]
}

/// Whether an annotation says of an article that it is done.
fn is_done(annotation: &Value) -> bool {
    let bodies = each(annotation.get("body"));
    let classifies = |body: &&Value| text(body, "purpose") == Some("classifying");
    bodies.into_iter().filter(classifies).filter_map(|body| text(body, "value")).any(|value| Mark::of(value) == Some(Mark::Done))
}

/// The article that is done, and the mark.
fn done_mark(annotation: &Value) -> Result<(String, DoneMark), String> {
    let bodies = each(annotation.get("body"));
    let described = bodies.iter().find(|body| text(body, "purpose") == Some("describing")).and_then(|body| text(body, "value"));
    let json = described.ok_or("the done mark does not say of which text it is; it was left out")?;
    let mark = serde_json::from_str(json).map_err(|error| crate::interchange::import::parsed::in_words(&error))?;
    let targets = each(annotation.get("target"));
    let source =
        targets.iter().find_map(|target| target.as_str().or_else(|| text(target, "source")).or_else(|| text(target, "id")));
    Ok((source.unwrap_or_default().to_owned(), mark))
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
    /// Whether it says of its words that they hold no claim.
    is_nothing_here: bool,
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
                    mark.at = at("start").zip(at("end")).map(|(start, end)| UnitRange::new(start, end));
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
        let said_of_it = || bodies.iter().filter(|body| !identifies(body)).filter_map(|body| text(body, "value"));
        let label = said_of_it().find_map(grouping::label_of);
        let is_nothing_here = said_of_it().any(|value| Mark::of(value) == Some(Mark::NothingHere));
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
            is_nothing_here,
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
