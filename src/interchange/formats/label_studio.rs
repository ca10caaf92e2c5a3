//! Label Studio's JSON: an array of tasks, one an article.
//!
//! What somebody decided is an annotation, what is undecided a prediction. A region's name holds its claim's,
//! `data.saidby` what regions cannot say: both survive editing there. Offsets are code points of `data.text`; older
//! versions counted UTF-16 units, and each region's `text` tells which.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::claim::Part;
use crate::interchange::export::details::{Details, rounded};
use crate::interchange::export::escaped;
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::import::grouping::{self, Labelled};
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem};
use crate::review::Decision;
use crate::text::{Unit, UnitIndex};

/// The configuration of the labelling interface that the tasks are for.
pub const CONFIGURATION: &str = "<View>\n  <Labels name=\"label\" toName=\"text\">\n    <Label value=\"Source\"/>\n    \
    <Label value=\"Cue\"/>\n    <Label value=\"Content\"/>\n  </Labels>\n  <Relations>\n    <Relation value=\"said\"/>\n    \
    <Relation value=\"said by\"/>\n  </Relations>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n";

#[derive(Serialize)]
struct TaskOut<'a> {
    data: DataOut<'a>,
    annotations: Vec<AnnotationOut>,
    predictions: Vec<PredictionOut>,
}

#[derive(Serialize)]
struct DataOut<'a> {
    text: &'a str,
    article: &'a str,
    saidby: BTreeMap<&'a str, Details>,
}

#[derive(Serialize)]
struct AnnotationOut {
    completed_by: u32,
    result: Vec<Item>,
    was_cancelled: bool,
    ground_truth: bool,
}

#[derive(Serialize)]
struct PredictionOut {
    model_version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    result: Vec<Item>,
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Item {
    Region {
        id: String,
        from_name: &'static str,
        to_name: &'static str,
        r#type: &'static str,
        value: ValueOut,
        origin: &'static str,
    },
    Relation {
        r#type: &'static str,
        from_id: String,
        to_id: String,
        direction: &'static str,
        labels: [&'static str; 1],
    },
}

#[derive(Clone, Serialize)]
struct ValueOut {
    start: usize,
    end: usize,
    text: String,
    labels: [&'static str; 1],
}

/// Writes the task of one article, without a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let index = UnitIndex::new(&entry.article.text, Unit::CodePoint);
    let (mut decided, mut undecided) = (Vec::new(), Vec::new());
    let mut scores = Vec::new();
    for row in &entry.claims {
        if row.opinion.is_some_and(|opinion| opinion.decision.is_decided()) {
            decided.extend(items(row, "manual", entry, &index));
        } else {
            undecided.extend(items(row, "prediction", entry, &index));
            scores.extend(row.score);
        }
    }
    let annotation = AnnotationOut { completed_by: 1, result: decided, was_cancelled: false, ground_truth: false };
    let mean = (!scores.is_empty()).then(|| rounded(scores.iter().sum::<f32>() / scores.len() as f32));
    let model_version = format!("saidby-{}", env!("CARGO_PKG_VERSION"));
    let prediction = PredictionOut { model_version, score: mean, result: undecided };
    let task = TaskOut {
        data: DataOut {
            text: &entry.article.text,
            article: entry.path,
            saidby: entry.claims.iter().map(|row| (row.id, Details::of(row))).collect(),
        },
        annotations: Some(annotation).filter(|annotation| !annotation.result.is_empty()).into_iter().collect(),
        predictions: Some(prediction).filter(|prediction| !prediction.result.is_empty()).into_iter().collect(),
    };
    escaped::write(out, &task)
}

fn items(row: &ExportRow<'_>, origin: &'static str, entry: &ExportEntry<'_>, index: &UnitIndex<'_>) -> Vec<Item> {
    let (mut items, mut relations) = (Vec::new(), Vec::new());
    let mut first: Option<String> = None;
    for (part, spans) in [(Part::Cue, row.cue), (Part::Content, row.content), (Part::Source, row.source)] {
        for (number, span) in spans.iter().enumerate() {
            let id = format!("{}-{}-{number}", row.id, part.as_str());
            let range = index.of_span(*span);
            let text = span.slice(&entry.article.text).unwrap_or_default().to_owned();
            items.push(Item::Region {
                id: id.clone(),
                from_name: "label",
                to_name: "text",
                r#type: "labels",
                value: ValueOut { start: range.start, end: range.end, text, labels: [part.label()] },
                origin,
            });
            match &first {
                None => first = Some(id),
                Some(from) => relations.push(Item::Relation {
                    r#type: "relation",
                    from_id: from.clone(),
                    to_id: id,
                    direction: "right",
                    labels: [if part == Part::Source { "said by" } else { "said" }],
                }),
            }
        }
    }
    items.extend(relations);
    items
}

#[derive(Deserialize)]
struct TaskIn<'a> {
    data: DataIn,
    #[serde(default, borrow)]
    annotations: Vec<ResultIn<'a>>,
    #[serde(default, borrow)]
    predictions: Vec<ResultIn<'a>>,
}

#[derive(Deserialize)]
struct DataIn {
    text: String,
    #[serde(default)]
    article: Option<String>,
    #[serde(default)]
    saidby: BTreeMap<String, Details>,
}

#[derive(Deserialize)]
struct ResultIn<'a> {
    #[serde(default, borrow)]
    result: Vec<&'a RawValue>,
    #[serde(default)]
    was_cancelled: bool,
    #[serde(default)]
    score: Option<f32>,
}

#[derive(Deserialize)]
struct ItemIn {
    #[serde(default)]
    id: String,
    #[serde(default)]
    r#type: String,
    #[serde(default)]
    value: Option<ValueIn>,
    #[serde(default)]
    from_id: String,
    #[serde(default)]
    to_id: String,
}

#[derive(Deserialize)]
struct ValueIn {
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
}

/// Reads an array of tasks, or a single one. A cancelled annotation is passed over.
pub fn read(text: &str) -> ParsedFile {
    let file = JsonFile::new(text);
    let raws = match file.whole::<Vec<&RawValue>>() {
        Ok(raws) => raws,
        Err(problem) => match file.whole::<&RawValue>() {
            Ok(raw) if raw.get().starts_with('{') => vec![raw],
            _ => return ParsedFile::failed(problem.line, problem.reason),
        },
    };
    let mut reading = ParsedFile::default();
    for raw in raws {
        match file.piece::<TaskIn<'_>>(raw) {
            Ok((line, task)) => take(&file, line, task, &mut reading),
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    reading
}

fn take<'t>(file: &JsonFile<'t>, line: usize, task: TaskIn<'t>, reading: &mut ParsedFile) {
    let index = UnitIndex::new(&task.data.text, Unit::CodePoint);
    let mut claims = Vec::new();
    let annotated = task.annotations.iter().filter(|result| !result.was_cancelled).map(|result| (result, false));
    for (result, machine) in annotated.chain(task.predictions.iter().map(|result| (result, true))) {
        for mut draft in drafts(file, result, &index, reading) {
            match task.data.saidby.get(&draft.details.id) {
                Some(details) => draft.details = details.clone(),
                None if machine => draft.details.score = Some(result.score.unwrap_or(0.5)),
                None => {}
            }
            draft.machine = machine;
            let open = matches!(draft.details.decision, None | Some(Decision::Unreviewed));
            // What was a suggestion when it went out, and came back as somebody's annotation, is decided.
            if !machine && open && !draft.details.id.is_empty() {
                draft.details.decision = None;
            }
            claims.push(draft);
        }
    }
    reading.documents.push(ParsedArticle {
        line,
        article: task.data.article,
        text: Some(task.data.text),
        unit: Unit::CodePoint,
        claims,
        ..ParsedArticle::default()
    });
}

fn drafts<'t>(file: &JsonFile<'t>, result: &ResultIn<'t>, index: &UnitIndex<'_>, reading: &mut ParsedFile) -> Vec<ParsedClaim> {
    let (mut spans, mut ids, mut ends) = (Vec::new(), BTreeMap::new(), Vec::new());
    for raw in &result.result {
        match file.piece::<ItemIn>(raw) {
            Ok((_, item)) if item.r#type == "relation" => ends.push((item.from_id, item.to_id)),
            Ok((line, ItemIn { id, value: Some(value), .. })) => {
                let Some(part) = value.labels.iter().find_map(|label| grouping::part_of(label)) else { continue };
                let (Some(start), Some(end)) = (value.start, value.end) else {
                    reading.leave_out(line, "a region without start and end: only labels on text are known here");
                    continue;
                };
                // Exports have lost `text`; the offsets then count what this version counts.
                let words = value.text.or_else(|| index.slice(start..end).map(str::to_owned));
                let suffix = format!("-{}-", part.as_str());
                let claim = id.rsplit_once(suffix.as_str()).filter(|(claim, _)| !claim.is_empty());
                let claim = claim.map(|(claim, _)| claim.to_owned());
                ids.insert(id, spans.len());
                spans.push(Labelled { line, part, mark: ParsedSpan { at: Some(start..end), words, context: None }, claim });
            }
            Ok(_) => {}
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    let links: Vec<(usize, usize)> =
        ends.iter().filter_map(|(from, to)| ids.get(from).copied().zip(ids.get(to).copied())).collect();
    let (drafts, alone) = grouping::claims(spans, &links);
    for span in &alone {
        reading.leave_out(span.line, grouping::unlinked(span));
    }
    drafts
}
