//! UIMA CAS JSON 0.4, which INCEpTION and dkpro-cassis read and write: the text, and the layers that
//! [`webanno`](super::webanno) has, as feature structures.
//!
//! Offsets are UTF-16 units of the text.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::webanno::layer::{ATTRIBUTION, FEATURES, Layer, SAID_BY, layered};
use crate::interchange::export::escaped;
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::import::grouping;
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedFile, Problem};
use crate::interchange::import::returned::mark_at;
use crate::text::{Unit, UnitIndex};

/// The number of the text among the feature structures.
const SOFA: usize = 1;

/// Writes the document of one article, with a line feed at its end.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let text = &*entry.article.text;
    let index = UnitIndex::new(text, Unit::Utf16);
    let annotations = layered(entry);
    let feature = |name: &str, range: &str| json!({"%NAME": name, "%RANGE": range});
    let kind = |name: &str, features: Vec<(&str, &str)>| {
        let mut kind = Map::new();
        kind.insert("%NAME".to_owned(), name.into());
        kind.insert("%SUPER_TYPE".to_owned(), "uima.tcas.Annotation".into());
        kind.extend(features.into_iter().map(|(name, range)| (name.to_owned(), feature(name, range))));
        Value::Object(kind)
    };
    let types = json!({
        ATTRIBUTION: kind(ATTRIBUTION, FEATURES.iter().map(|name| (*name, "uima.cas.String")).collect()),
        SAID_BY: kind(SAID_BY, vec![("kind", "uima.cas.String"), ("Governor", ATTRIBUTION), ("Dependent", ATTRIBUTION)]),
    });
    let sofa = json!({
        "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": text,
    });
    let mut structures = vec![sofa];
    let id = |annotation: usize| annotation + SOFA + 1;
    for (number, annotation) in annotations.iter().enumerate() {
        let range = index.of_span(annotation.span);
        let mut structure = Map::new();
        structure.insert("%ID".to_owned(), id(number).into());
        structure.insert("%TYPE".to_owned(), ATTRIBUTION.into());
        structure.insert("@sofa".to_owned(), SOFA.into());
        structure.insert("begin".to_owned(), range.start.into());
        structure.insert("end".to_owned(), range.end.into());
        let features = FEATURES.iter().zip(&annotation.features).filter(|(_, value)| !value.is_empty());
        structure.extend(features.map(|(name, value)| ((*name).to_owned(), value.as_str().into())));
        structures.push(Value::Object(structure));
    }
    let relations = annotations
        .iter()
        .enumerate()
        .flat_map(|(to, annotation)| annotation.relations.iter().map(move |(from, kind)| (*from, to, annotation.span, *kind)));
    for (number, (from, to, span, kind)) in relations.enumerate() {
        let range = index.of_span(span);
        structures.push(json!({
            "%ID": id(annotations.len() + number), "%TYPE": SAID_BY, "@sofa": SOFA, "begin": range.start, "end": range.end,
            "kind": kind, "@Governor": id(from), "@Dependent": id(to),
        }));
    }
    let members: Vec<usize> = (SOFA + 1..=structures.len()).collect();
    write!(out, "{{\"%TYPES\": {},\n \"%FEATURE_STRUCTURES\": [", escaped::text(&types))?;
    for (number, structure) in structures.iter().enumerate() {
        out.write_all(if number == 0 { b"\n  " } else { b",\n  " })?;
        escaped::write(out, structure)?;
    }
    let views = json!({"_InitialView": {"%SOFA": SOFA, "%MEMBERS": members}});
    writeln!(out, "],\n \"%VIEWS\": {}}}", escaped::text(&views))
}

#[derive(Deserialize)]
struct FileIn {
    #[serde(rename = "%FEATURE_STRUCTURES")]
    structures: Structures,
}

/// A list or, as others write it, an object by number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Structures {
    List(Vec<Map<String, Value>>),
    ById(BTreeMap<String, Map<String, Value>>),
}

/// Reads the document of one article.
pub fn read(text: &str) -> ParsedFile {
    let whole: FileIn = match JsonFile::new(text).whole() {
        Ok(whole) => whole,
        Err(Problem { line, reason }) => return ParsedFile::failed(line, reason),
    };
    let structures: Vec<(Option<u64>, Map<String, Value>)> = match whole.structures {
        Structures::List(list) => list.into_iter().map(|structure| (number(&structure, "%ID"), structure)).collect(),
        Structures::ById(map) => map.into_iter().map(|(id, structure)| (id.parse().ok(), structure)).collect(),
    };
    let string = |structure: &Map<String, Value>, name: &str| structure.get(name).and_then(Value::as_str).map(str::to_owned);
    let Some(sofa) = structures.iter().find_map(|(_, structure)| string(structure, "sofaString")) else {
        return ParsedFile::failed(1, "there is no text (sofaString) in it");
    };
    let index = UnitIndex::new(&sofa, Unit::Utf16);
    let mut reading = ParsedFile::default();
    let mut layer = Layer::default();
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    let mut links = Vec::new();
    for (id, structure) in &structures {
        let kind = string(structure, "%TYPE").unwrap_or_default();
        if kind.ends_with(".Attribution") {
            let at = number(structure, "begin").zip(number(structure, "end"));
            let at = at.and_then(|(begin, end)| Some([usize::try_from(begin).ok()?, usize::try_from(end).ok()?]));
            let Some(at) = at else {
                reading.leave_out(1, "an annotation without begin and end");
                continue;
            };
            let feature = |name: &str| structure.get(name).and_then(Value::as_str);
            match layer.add(1, &feature, mark_at(at, Some(&index))) {
                Ok(place) => places.extend(id.zip(place)),
                Err(reason) => reading.leave_out(1, reason),
            }
        } else if kind.ends_with(".SaidBy") {
            links.extend(number(structure, "@Governor").zip(number(structure, "@Dependent")));
        }
    }
    let links: Vec<(usize, usize)> =
        links.iter().filter_map(|(from, to)| places.get(from).copied().zip(places.get(to).copied())).collect();
    let mut document = ParsedArticle { line: 1, unit: Unit::Utf16, ..ParsedArticle::default() };
    layer.put_marks(&mut document);
    let alone;
    (document.claims, document.remarks, alone) = layer.finish(&links, Some(&index));
    for span in &alone {
        reading.leave_out(span.line, grouping::unlinked(span));
    }
    document.text = Some(sofa.clone());
    reading.documents.push(document);
    reading
}

fn number(structure: &Map<String, Value>, name: &str) -> Option<u64> {
    structure.get(name).and_then(Value::as_u64)
}
