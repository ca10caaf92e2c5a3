//! WebAnno TSV 3.3, which INCEpTION reads and writes: a token a line, with a layer of spans and one of relations.
//!
//! Offsets are UTF-16 units of the text. A claim's spans are annotations of `webanno.custom.Attribution`; every one
//! names its claim, a source has the speaker's name and an outlet its own, the first span holds as JSON what the layer
//! has no feature for. Relations of `webanno.custom.SaidBy` lead from the first span to the others. What stands between
//! sentences is not recorded. The layers have to be known to the project: [`LAYERS`] describes them.

mod cells;
pub(in crate::interchange) mod layer;

use std::collections::BTreeMap;
use std::io::{self, Write};

use self::cells::{escape, numbered, split, unescape};
use self::layer::{Layer, Layered, layered};
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::tokens::Tokens;
use crate::interchange::import::grouping;
use crate::interchange::import::parsed::{ParsedArticle, ParsedFile, ParsedSpan};
use crate::text::{Span, Unit, UnitIndex};

const HEADER: &str = "#FORMAT=WebAnno TSV 3.3\n\
    #T_SP=webanno.custom.Attribution|claim|details|name|role|status\n\
    #T_RL=webanno.custom.SaidBy|kind|BT_webanno.custom.Attribution\n\n";

/// The layers, as a description of UIMA types: INCEpTION's settings of a project take it in under Layers, Import.
pub const LAYERS: &str = include_str!("layers.xml");

/// One annotation: a run of tokens with the values of the features in the header's order.
struct Annotation {
    /// The number that tells it from others; every one has its own.
    id: usize,
    features: [String; 5],
    /// The annotations that it is related to, and how.
    relations: Vec<(usize, &'static str)>,
    first: usize,
}

/// Writes the document of one article.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let text = &*entry.article.text;
    let index = UnitIndex::new(text, Unit::Utf16);
    let tokens = Tokens::of(entry);
    let (annotations, on_token) = annotations(entry, &tokens);
    // Sentence and token, both from 1, as relations name them.
    let mut names = Vec::with_capacity(tokens.tokens.len());
    for (sentence, range) in tokens.sentences.iter().enumerate() {
        names.extend((1..=range.len()).map(|token| format!("{}-{token}", sentence + 1)));
    }
    out.write_all(HEADER.as_bytes())?;
    for range in &tokens.sentences {
        let words = tokens.tokens.get(range.clone()).unwrap_or_default();
        let whole = words.iter().copied().reduce(Span::cover).unwrap_or_default();
        writeln!(out, "\n#Text={}", escape(whole.slice(text).unwrap_or_default(), false))?;
        for (at, token) in range.clone().zip(words) {
            let place = index.of_span(*token);
            let name = names.get(at).map_or("", String::as_str);
            let word = token.slice(text).unwrap_or_default();
            write!(out, "{name}\t{}-{}\t{}\t", place.start, place.end, escape(word, false))?;
            let here: Vec<&Annotation> =
                on_token.get(&at).into_iter().flatten().filter_map(|index| annotations.get(*index)).collect();
            for feature in 0..5 {
                let value = |annotation: &&Annotation| {
                    let value = annotation.features.get(feature).map_or("", String::as_str);
                    format!("{}[{}]", if value.is_empty() { "*".to_owned() } else { escape(value, true) }, annotation.id)
                };
                write!(out, "{}\t", column(here.iter().map(value).collect()))?;
            }
            // A relation stands at the first token of the annotation that it ends at.
            let related: Vec<(&str, String)> = here
                .iter()
                .filter(|annotation| annotation.first == at)
                .flat_map(|annotation| annotation.relations.iter().map(move |relation| (*annotation, *relation)))
                .filter_map(|(annotation, (head, kind))| {
                    let head = annotations.get(head.checked_sub(1)?)?;
                    Some((kind, format!("{}[{}_{}]", names.get(head.first)?, head.id, annotation.id)))
                })
                .collect();
            write!(out, "{}\t", column(related.iter().map(|(kind, _)| (*kind).to_owned()).collect()))?;
            writeln!(out, "{}\t", column(related.into_iter().map(|(_, place)| place).collect()))?;
        }
    }
    Ok(())
}

fn column(values: Vec<String>) -> String {
    if values.is_empty() { "_".to_owned() } else { values.join("|") }
}

type OnToken = BTreeMap<usize, Vec<usize>>;

fn annotations(entry: &ExportEntry<'_>, tokens: &Tokens) -> (Vec<Annotation>, OnToken) {
    let mut on_token = OnToken::new();
    let annotations = layered(entry).into_iter().enumerate().map(|(at, Layered { span, features, relations })| {
        let within = tokens.within(span);
        let first = within.start;
        for token in within {
            on_token.entry(token).or_default().push(at);
        }
        let relations = relations.into_iter().map(|(from, kind)| (from + 1, kind)).collect();
        Annotation { id: at + 1, features, relations, first }
    });
    let annotations = annotations.collect();
    (annotations, on_token)
}

/// An annotation by its number, or by line and place in the line where it has none.
type Key = (usize, usize);

/// One end of a relation: the token that it stands on, and its number.
struct End<'t> {
    token: &'t str,
    id: Option<usize>,
}

impl End<'_> {
    /// The annotation that is meant: the one of that number, else the one on that token that has none, or is alone.
    fn key(&self, on_token: &BTreeMap<&str, Vec<Key>>) -> Option<Key> {
        match self.id {
            Some(id) if id > 0 => Some((0, id)),
            _ => match on_token.get(self.token)?.as_slice() {
                [only] => Some(*only),
                several => several.iter().copied().find(|(unnumbered, _)| *unnumbered == 1),
            },
        }
    }
}

/// Where a relation comes from and where it ends: `1-4[2_3]`, `1-4[0_3]` or `1-4`, in the line of the token `here`.
fn ends<'t>(value: &'t str, here: &'t str) -> (End<'t>, End<'t>) {
    let numbers = value.strip_suffix(']').and_then(|value| value.rsplit_once('['));
    let (token, ids) = numbers.map_or((value, None), |(token, ids)| (token, ids.split_once('_')));
    let id = |text: &str| text.parse().ok();
    let (from, to) = ids.map_or((None, None), |(from, to)| (id(from), id(to)));
    (End { token, id: from }, End { token: here, id: to })
}

/// An annotation while its tokens are read: first and last unit, and its features.
struct Open {
    line: usize,
    start: usize,
    end: usize,
    words: String,
    features: BTreeMap<String, String>,
}

#[derive(Default)]
struct Columns {
    /// The features of the layer of spans, with the column of each.
    features: Vec<(String, usize)>,
    /// The column that says where a relation comes from.
    relation: Option<usize>,
    count: usize,
}

impl Columns {
    fn take(&mut self, line: &str) {
        if let Some(layer) = line.strip_prefix("#T_SP=") {
            let mut features = layer.split('|');
            let ours = features.next().is_some_and(|name| name.ends_with("Attribution"));
            let before = self.count;
            let names: Vec<&str> = features.filter(|name| !name.is_empty()).collect();
            // A layer without features has one column all the same.
            self.count += names.len().max(1);
            if ours {
                self.features = names.iter().enumerate().map(|(at, name)| ((*name).to_owned(), before + at)).collect();
            }
        } else if let Some(layer) = line.strip_prefix("#T_CH=") {
            self.count += layer.split('|').count().saturating_sub(1).max(1);
        } else if let Some(layer) = line.strip_prefix("#T_RL=") {
            let ours = layer.ends_with("Attribution");
            self.count += layer.split('|').count().saturating_sub(1).max(1);
            if ours {
                self.relation = Some(self.count - 1);
            }
        }
    }
}

/// The name of a line's token, sentence and number.
fn name_of<'t>(fields: &[&'t str]) -> &'t str {
    fields.first().copied().unwrap_or_default()
}

/// Reads the document of one article.
pub fn read(text: &str) -> ParsedFile {
    let mut reading = ParsedFile::default();
    let mut columns = Columns::default();
    let mut open: BTreeMap<Key, Open> = BTreeMap::new();
    let mut on_token: BTreeMap<&str, Vec<Key>> = BTreeMap::new();
    let mut links = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate().map(|(index, line)| (index + 1, line)) {
        if line.starts_with('#') {
            columns.take(line);
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let place = fields.get(1).and_then(|place| place.split_once('-'));
        let place = place.and_then(|(start, end)| Some((start.parse::<usize>().ok()?, end.parse::<usize>().ok()?)));
        let (Some((start, end)), Some(word)) = (place, fields.get(2)) else {
            reading.leave_out(
                number,
                "not a token line; expected sentence-token, begin-end, token and one column per feature, separated by tabs",
            );
            continue;
        };
        let cells = fields.get(3..).unwrap_or_default();
        for (name, column) in &columns.features {
            let Some(cell) = cells.get(*column).filter(|cell| **cell != "_") else { continue };
            for (stacked, value) in split(cell, '|').into_iter().enumerate() {
                let (value, id) = numbered(value);
                // Without a number an annotation is this token alone.
                let key = id.map_or((1, number * 1000 + stacked), |id| (0, id));
                let known = on_token.entry(name_of(&fields)).or_default();
                if !known.contains(&key) {
                    known.push(key);
                }
                let annotation = open.entry(key).or_insert_with(|| Open {
                    line: number,
                    start,
                    end: start,
                    words: String::new(),
                    features: BTreeMap::new(),
                });
                if annotation.end < end {
                    if annotation.end < start {
                        annotation.words.push(' ');
                    }
                    annotation.words.push_str(&unescape(word));
                    annotation.end = end;
                }
                if value != "*" {
                    annotation.features.insert(name.clone(), unescape(value));
                }
            }
        }
        if let Some(cell) = columns.relation.and_then(|column| cells.get(column)).filter(|cell| **cell != "_") {
            links.extend(split(cell, '|').into_iter().map(|value| ends(value, name_of(&fields))));
        }
    }
    let mut layer = Layer::default();
    let mut keys: BTreeMap<Key, usize> = BTreeMap::new();
    for (key, annotation) in open {
        let feature = |name: &str| annotation.features.get(name).map(String::as_str);
        let mark = ParsedSpan::with_words(annotation.start, annotation.end, &annotation.words);
        match layer.add(annotation.line, &feature, mark) {
            Ok(place) => keys.extend(place.map(|place| (key, place))),
            Err(reason) => reading.leave_out(annotation.line, reason),
        }
    }
    let position = |end: &End<'_>| keys.get(&end.key(&on_token)?).copied();
    let links: Vec<(usize, usize)> = links.iter().filter_map(|(from, to)| position(from).zip(position(to))).collect();
    let mut document = ParsedArticle { line: 1, unit: Unit::Utf16, any_white_space: true, ..ParsedArticle::default() };
    layer.put_marks(&mut document);
    let alone;
    (document.claims, document.remarks, alone) = layer.finish(&links, None);
    for span in &alone {
        reading.leave_out(span.line, grouping::unlinked(span));
    }
    reading.documents.push(document);
    reading
}
