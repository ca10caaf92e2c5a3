//! doccano's JSON lines: an article a line, with entities and the relations between them.
//!
//! Offsets are UTF-16 units of `text`, in which doccano's pages count (unless a project counts grapheme clusters); files
//! of older versions counted code points. Speakers and outlets are entities too: `NAME` where a source does not hold the
//! speaker's name, `OUTLET` for each outlet that the text names. What else is known stands in `meta`, which doccano
//! keeps as the example's metadata and gives back, with the places of each claim's spans: doccano gives every entity a
//! new id, so that nothing can be told by ids. Its older form, `"label": [[0, 5, "SOURCE"]]`, is read too.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::claim::Part;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::{Marks, Signed};
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::sent::{Cast, Place, Sent, Shown};
use crate::interchange::import::grouping::{self, Labelled};
use crate::interchange::import::marks::Mark;
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedFile, in_words};
use crate::interchange::import::returned::{Returned, mark_at};
use crate::text::span::cuts_word;
use crate::text::{Span, Unit, UnitIndex, UnitRange};

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

/// What offsets count, as `meta` says it.
const OFFSETS: &str = "utf16";

/// What is known beside the entities.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Meta {
    article: Option<String>,
    /// What offsets count; nothing in files of older versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    offsets: Option<String>,
    claims: Vec<Sent>,
    #[serde(flatten)]
    cast: Cast,
    #[serde(flatten)]
    marks: Marks,
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
    let index = UnitIndex::new(&entry.article.text, Unit::Utf16);
    let place = |span: Span| index.of_span(span).pair();
    let mut file = Spans::default();
    let mut claims = Vec::new();
    for row in &entry.claims {
        let mut root = None;
        let parts = [(Part::Cue, row.parts.cue), (Part::Content, row.parts.content), (Part::Source, row.parts.source)];
        let mut last = None;
        for (part, span) in parts.into_iter().flat_map(|(part, spans)| spans.iter().map(move |span| (part, *span))) {
            let id = file.entity(label(part), place(span));
            match root {
                Some(root) => file.relation(root, id, if part == Part::Source { "said by" } else { "said" }),
                None => root = Some(id),
            }
            if part == Part::Source {
                last = Some(id);
            }
        }
        let shown = Shown::of(entry, row);
        if let (Some(from), Some(name)) = (last.or(root), shown.name) {
            let id = file.shared("NAME", place(name));
            file.relation(from, id, "named");
        }
        for outlet in shown.via.iter().flatten() {
            let id = file.shared("OUTLET", place(*outlet));
            if let Some(root) = root {
                file.relation(root, id, "via");
            }
        }
        claims.push(Sent::of(entry, row, &place));
    }
    for read in &entry.nothing_here {
        file.entity("NOTHING_HERE", place(read.span));
    }
    let offsets = Some(OFFSETS.to_owned());
    let marks = Marks::of_text(entry, &place);
    let meta = Meta { article: Some(entry.path.to_owned()), offsets, claims, cast: Cast::of(entry, &place), marks };
    let Spans { entities, relations, .. } = file;
    escaped::write(out, &ExampleOut { text: &entry.article.text, entities, relations, comments: [], meta })
}

/// Entities and relations while they are written.
#[derive(Default)]
struct Spans {
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    /// Names and outlets, each once.
    shared: HashMap<(&'static str, Place), i64>,
}

impl Spans {
    fn entity(&mut self, label: &str, [start_offset, end_offset]: Place) -> i64 {
        let id = self.entities.len() as i64;
        self.entities.push(Entity { id, label: label.to_owned(), start_offset, end_offset });
        id
    }

    fn shared(&mut self, label: &'static str, at: Place) -> i64 {
        if let Some(id) = self.shared.get(&(label, at)) {
            return *id;
        }
        let id = self.entity(label, at);
        self.shared.insert((label, at), id);
        id
    }

    fn relation(&mut self, from_id: i64, to_id: i64, kind: &str) {
        self.relations.push(Relation { id: self.relations.len() as i64, from_id, to_id, kind: kind.to_owned() });
    }
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
    let meta = example.meta.clone().unwrap_or_default();
    let unit = unit(&example, &meta);
    let index = UnitIndex::new(&example.text, unit);
    let mut spans = Vec::new();
    let mut ids = Vec::new();
    let labelled = example.label.iter().map(|(start, end, label)| (None, *start, *end, label.as_str()));
    let entities = example.entities.iter().map(|e| (Some(e.id), e.start_offset, e.end_offset, e.label.as_str()));
    let mut passages = Vec::new();
    for (id, start, end, label) in entities.chain(labelled) {
        if Mark::of(label) == Some(Mark::NothingHere) {
            passages.push((mark_at([start, end], Some(&index)), Signed::default()));
            continue;
        }
        let Some(label) = grouping::label_of(label) else { continue };
        spans.push(Labelled { line, label, mark: mark_at([start, end], Some(&index)), claim: None, said: None });
        ids.push(id);
    }
    let find = |wanted: i64| ids.iter().position(|id| *id == Some(wanted));
    let links: Vec<(usize, usize)> =
        example.relations.iter().filter_map(|relation| find(relation.from_id).zip(find(relation.to_id))).collect();
    let returned = Returned::new(&meta.claims, &meta.cast, &spans, !links.is_empty());
    returned.name_by_place(&mut spans);
    let (drafts, alone) = grouping::claims(spans, &links);
    for span in &alone {
        reading.leave_out(line, grouping::unlinked(span));
    }
    let (claims, remarks) = returned.settle(drafts, Some(&index));
    let mut document = ParsedArticle { line, article: meta.article.clone(), unit, claims, remarks, ..ParsedArticle::default() };
    returned.list(&mut document, Some(&index));
    meta.marks.clone().put_seen(passages, &mut document);
    document.text = Some(example.text.clone());
    reading.documents.push(document);
}

/// What the offsets of an example count. Where nobody says so, the unit under which fewer spans begin or end inside a
/// word; doccano's own if both are as good.
fn unit(example: &ExampleIn, meta: &Meta) -> Unit {
    if meta.offsets.as_deref() == Some(OFFSETS) {
        return Unit::Utf16;
    }
    // A file of an older version, which says where its spans went out.
    if meta.claims.iter().any(Sent::has_places) {
        return Unit::CodePoint;
    }
    let places = || {
        let labels = example.label.iter().map(|(start, end, _)| (*start, *end));
        labels.chain(example.entities.iter().map(|entity| (entity.start_offset, entity.end_offset)))
    };
    let cuts = |unit: Unit| {
        let index = UnitIndex::new(&example.text, unit);
        let ends = |span: Span| [span.start, span.end].into_iter().filter(|at| cuts_word(&example.text, *at)).count();
        places().map(|(start, end)| index.to_span(UnitRange::new(start, end)).map_or(2, ends)).sum::<usize>()
    };
    if cuts(Unit::CodePoint) < cuts(Unit::Utf16) { Unit::CodePoint } else { Unit::Utf16 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that the content of each claim in `file` stands for.
    fn contents(file: &str) -> Vec<String> {
        let words = |claim: &crate::interchange::import::parsed::ParsedClaim| {
            claim.parts.content.iter().filter_map(|mark| mark.words.clone()).collect::<Vec<_>>().join(" ")
        };
        read(file).documents.iter().flat_map(|document| &document.claims).map(words).collect()
    }

    #[test]
    fn offsets_are_those_of_doccanos_pages() {
        let text = "The 👨🏻‍🚒 firemen said 🚒 the bridge would hold.";
        let at = |words: &str, unit: Unit| {
            let start = text.find(words).unwrap();
            UnitIndex::new(text, unit).of_span(Span::new(start, start + words.len()))
        };
        for unit in [Unit::Utf16, Unit::CodePoint] {
            let (content, cue) = (at("the bridge would hold", unit), at("said", unit));
            let label = serde_json::json!([[content.start, content.end, "CONTENT"], [cue.start, cue.end, "CUE"]]);
            let file = serde_json::json!({ "text": text, "label": label }).to_string();
            assert_eq!(contents(&file), ["the bridge would hold"], "{unit:?}");
        }
    }
}
