//! doccano's JSON lines: an article a line, with entities and the relations between them.
//!
//! Offsets are code points of `text`. What else stands on the line doccano keeps as the example's metadata, and
//! gives back; there is what entities and relations cannot say. Its older form, `"label": [[0, 5, "SOURCE"]]`, is read too.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::claim::Part;
use crate::interchange::export::details::Details;
use crate::interchange::export::escaped;
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::import::grouping::{self, Labelled};
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedFile, ParsedSpan, in_words};
use crate::text::{Unit, UnitIndex};

#[derive(Serialize)]
struct ExampleOut<'a> {
    text: &'a str,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    #[serde(rename = "Comments")]
    comments: [&'static str; 0],
    meta: Meta,
}

#[derive(Serialize, Deserialize)]
struct Entity {
    id: i64,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize, Deserialize)]
struct Relation {
    id: i64,
    from_id: i64,
    to_id: i64,
    #[serde(rename = "type")]
    kind: String,
}

/// What is known beside the entities: of each claim, with the entities that it is made of.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Meta {
    article: Option<String>,
    claims: Vec<ClaimMeta>,
}

#[derive(Clone, Serialize, Deserialize)]
struct ClaimMeta {
    entities: Vec<i64>,
    #[serde(flatten)]
    details: Details,
}

const fn label(part: Part) -> &'static str {
    match part {
        Part::Content => "CONTENT",
        Part::Cue => "CUE",
        Part::Source => "SOURCE",
    }
}

/// Writes the line of one article, without its line feed.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let index = UnitIndex::new(&entry.article.text, Unit::CodePoint);
    let (mut entities, mut relations, mut claims) = (Vec::<Entity>::new(), Vec::<Relation>::new(), Vec::new());
    for row in &entry.claims {
        let first = entities.len() as i64;
        let parts = [(Part::Cue, row.cue), (Part::Content, row.content), (Part::Source, row.source)];
        for (part, span) in parts.into_iter().flat_map(|(part, spans)| spans.iter().map(move |span| (part, *span))) {
            let id = entities.len() as i64;
            let range = index.of_span(span);
            entities.push(Entity { id, label: label(part).to_owned(), start_offset: range.start, end_offset: range.end });
            if id > first {
                let kind = if part == Part::Source { "said by" } else { "said" };
                relations.push(Relation { id: relations.len() as i64, from_id: first, to_id: id, kind: kind.to_owned() });
            }
        }
        claims.push(ClaimMeta { entities: (first..entities.len() as i64).collect(), details: Details::of(row) });
    }
    let meta = Meta { article: Some(entry.path.to_owned()), claims };
    escaped::write(out, &ExampleOut { text: &entry.article.text, entities, relations, comments: [], meta })
}

#[derive(Deserialize)]
struct ExampleIn {
    #[serde(alias = "data")]
    text: String,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default, alias = "labels")]
    label: Vec<(usize, usize, String)>,
    #[serde(default)]
    meta: Option<Meta>,
}

/// Reads an example a line.
pub fn read(text: &str) -> ParsedFile {
    let file = JsonFile::new(text);
    let mut reading = ParsedFile::default();
    for (number, line) in file.each_line() {
        match serde_json::from_str::<ExampleIn>(line) {
            Ok(example) => take(number, example, &mut reading),
            Err(error) => reading.leave_out(number, in_words(&error)),
        }
    }
    reading
}

fn take(line: usize, example: ExampleIn, reading: &mut ParsedFile) {
    let index = UnitIndex::new(&example.text, Unit::CodePoint);
    let meta = example.meta.unwrap_or_default();
    // The claims by their number: ids may be missing or stand twice.
    let claim_of = |entity: i64| meta.claims.iter().position(|claim| claim.entities.contains(&entity)).map(|at| at.to_string());
    let mut spans = Vec::new();
    let mut ids = Vec::new();
    let labelled = example.label.iter().map(|(start, end, label)| (None, *start, *end, label.as_str()));
    let entities = example.entities.iter().map(|e| (Some(e.id), e.start_offset, e.end_offset, e.label.as_str()));
    for (id, start, end, label) in entities.chain(labelled) {
        let Some(part) = grouping::part_of(label) else { continue };
        let mark = match index.slice(start..end) {
            Some(words) => ParsedSpan::with_words(start, end, words),
            None => ParsedSpan::at(start, end),
        };
        spans.push(Labelled { line, part, mark, claim: id.and_then(claim_of) });
        ids.push(id);
    }
    let find = |wanted: i64| ids.iter().position(|id| *id == Some(wanted));
    let links: Vec<(usize, usize)> =
        example.relations.iter().filter_map(|relation| find(relation.from_id).zip(find(relation.to_id))).collect();
    let (mut claims, alone) = grouping::claims(spans, &links);
    for span in &alone {
        reading.leave_out(line, grouping::unlinked(span));
    }
    for draft in &mut claims {
        let number = draft.details.id.parse::<usize>().ok();
        draft.details = number.and_then(|at| meta.claims.get(at)).map(|claim| claim.details.clone()).unwrap_or_default();
    }
    reading.documents.push(ParsedArticle {
        line,
        article: meta.article.clone(),
        text: Some(example.text),
        unit: Unit::CodePoint,
        claims,
        ..ParsedArticle::default()
    });
}
