//! Writes a task.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::claim::Part;
use crate::interchange::export::details::rounded;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::Marks;
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::export::sent::{Cast, Place, Sent, Shown};
use crate::text::{Span, Unit, UnitIndex};

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
    saidby: SaidbyOut,
}

/// What regions cannot say.
#[derive(Serialize)]
struct SaidbyOut {
    claims: Vec<Sent>,
    #[serde(flatten)]
    cast: Cast,
    #[serde(flatten)]
    marks: Marks,
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
    Text {
        id: String,
        from_name: &'static str,
        to_name: &'static str,
        r#type: &'static str,
        value: TextOut,
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

/// Text that is written at a region.
#[derive(Clone, Serialize)]
struct TextOut {
    start: usize,
    end: usize,
    text: [String; 1],
}

/// Writes the task of one article, without a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let index = UnitIndex::new(&entry.article.text, Unit::CodePoint);
    let (mut decided, mut undecided) = (Items::new("manual", entry, &index), Items::new("prediction", entry, &index));
    let mut scores = Vec::new();
    for row in &entry.claims {
        if row.opinion.is_some_and(|opinion| opinion.decision.is_decided()) {
            decided.claim(row);
        } else {
            undecided.claim(row);
            scores.extend(row.score);
        }
    }
    for (number, read) in entry.nothing_here.iter().enumerate() {
        decided.region(format!("nothing-here-{number}"), read.span, "Nothing here");
    }
    let (decided, undecided) = (decided.finish(), undecided.finish());
    let place = |span: Span| index.of_span(span).pair();
    let saidby = SaidbyOut {
        // The name is text at the source, and no region.
        claims: entry.claims.iter().map(|row| Sent { name_at: None, ..Sent::of(entry, row, &place) }).collect(),
        cast: Cast::of(entry, &place),
        marks: Marks::of_text(entry, &place),
    };
    let annotation = AnnotationOut { completed_by: 1, result: decided, was_cancelled: false, ground_truth: false };
    let mean = (!scores.is_empty()).then(|| rounded(scores.iter().sum::<f32>() / scores.len() as f32));
    let model_version = format!("saidby-{}", env!("CARGO_PKG_VERSION"));
    let prediction = PredictionOut { model_version, score: mean, result: undecided };
    let task = TaskOut {
        data: DataOut { text: &entry.article.text, article: entry.path, saidby },
        annotations: Some(annotation).filter(|annotation| !annotation.result.is_empty()).into_iter().collect(),
        predictions: Some(prediction).filter(|prediction| !prediction.result.is_empty()).into_iter().collect(),
    };
    escaped::write(out, &task)
}

/// The regions and relations of one result.
struct Items<'a> {
    origin: &'static str,
    entry: &'a ExportEntry<'a>,
    index: &'a UnitIndex<'a>,
    regions: Vec<Item>,
    relations: Vec<Item>,
    /// The regions of outlets, each once.
    outlets: BTreeMap<Place, String>,
}

impl<'a> Items<'a> {
    const fn new(origin: &'static str, entry: &'a ExportEntry<'a>, index: &'a UnitIndex<'a>) -> Self {
        Self { origin, entry, index, regions: Vec::new(), relations: Vec::new(), outlets: BTreeMap::new() }
    }

    fn claim(&mut self, row: &ExportRow<'_>) {
        let mut first: Option<String> = None;
        for (part, spans) in [(Part::Cue, row.parts.cue), (Part::Content, row.parts.content), (Part::Source, row.parts.source)] {
            for (number, span) in spans.iter().enumerate() {
                let id = format!("{}-{}-{number}", row.id, part.as_str());
                let [start, end] = self.region(id.clone(), *span, part.label());
                if let (Part::Source, Some(speaker)) = (part, row.speaker) {
                    self.regions.push(Item::Text {
                        id: id.clone(),
                        from_name: "speaker",
                        to_name: "text",
                        r#type: "textarea",
                        value: TextOut { start, end, text: [speaker.name.clone()] },
                        origin: self.origin,
                    });
                }
                match &first {
                    None => first = Some(id),
                    Some(from) => self.relate(from.clone(), id, if part == Part::Source { "said by" } else { "said" }),
                }
            }
        }
        for outlet in Shown::of(self.entry, row).via.into_iter().flatten() {
            let range = self.index.of_span(outlet);
            let at = [range.start, range.end];
            let id = match self.outlets.get(&at) {
                Some(id) => id.clone(),
                None => {
                    let id = format!("outlet-{}", self.outlets.len());
                    self.region(id.clone(), outlet, "Outlet");
                    self.outlets.insert(at, id.clone());
                    id
                }
            };
            if let Some(from) = &first {
                self.relate(from.clone(), id, "via");
            }
        }
    }

    fn region(&mut self, id: String, span: Span, label: &'static str) -> Place {
        let range = self.index.of_span(span);
        let text = span.slice(&self.entry.article.text).unwrap_or_default().to_owned();
        self.regions.push(Item::Region {
            id,
            from_name: "label",
            to_name: "text",
            r#type: "labels",
            value: ValueOut { start: range.start, end: range.end, text, labels: [label] },
            origin: self.origin,
        });
        [range.start, range.end]
    }

    fn relate(&mut self, from_id: String, to_id: String, label: &'static str) {
        self.relations.push(Item::Relation { r#type: "relation", from_id, to_id, direction: "right", labels: [label] });
    }

    fn finish(mut self) -> Vec<Item> {
        self.regions.append(&mut self.relations);
        self.regions
    }
}
