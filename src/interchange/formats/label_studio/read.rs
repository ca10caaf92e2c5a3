//! Reads tasks, in the long and in the short form.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::interchange::export::details::Details;
use crate::interchange::export::marks::{Marks, Signed};
use crate::interchange::export::sent::{Cast, Sent};
use crate::interchange::import::grouping::{self, Draft, Label, Labelled};
use crate::interchange::import::marks::Mark;
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedFile, ParsedSpan, Problem};
use crate::interchange::import::returned::Returned;
use crate::review::Decision;
use crate::text::{Unit, UnitIndex, UnitRange};

#[derive(Deserialize)]
struct TaskIn<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
    #[serde(default, borrow)]
    annotations: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    predictions: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct DataIn {
    text: String,
    #[serde(default)]
    article: Option<String>,
    #[serde(default)]
    saidby: SaidbyIn,
}

/// What went out beside the regions; older versions wrote the claims by their names.
#[derive(Deserialize)]
#[serde(untagged)]
enum SaidbyIn {
    Lists {
        claims: Vec<Sent>,
        #[serde(flatten)]
        cast: Cast,
        #[serde(flatten)]
        marks: Marks,
    },
    ByName(BTreeMap<String, Details>),
}

impl Default for SaidbyIn {
    fn default() -> Self {
        Self::ByName(BTreeMap::new())
    }
}

impl SaidbyIn {
    fn parts(self) -> (Vec<Sent>, Cast, Marks) {
        match self {
            Self::Lists { claims, cast, marks } => (claims, cast, marks),
            Self::ByName(claims) => {
                let sent = |details: Details| Sent { details, ..Sent::default() };
                (claims.into_values().map(sent).collect(), Cast::default(), Marks::default())
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ResultIn<'a> {
    #[serde(borrow)]
    result: Vec<&'a RawValue>,
    was_cancelled: bool,
    score: Option<f32>,
    completed_by: Option<serde_json::Value>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

#[derive(Deserialize)]
struct ItemIn {
    #[serde(default)]
    id: String,
    #[serde(default)]
    r#type: String,
    #[serde(default)]
    from_name: String,
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
    start: Option<Edge>,
    #[serde(default)]
    end: Option<Edge>,
    /// Where a region of a page is in its text.
    #[serde(default, rename = "globalOffsets")]
    global: Option<GlobalIn>,
    #[serde(default)]
    text: Option<Words>,
    #[serde(default, alias = "hypertextlabels", alias = "htmllabels")]
    labels: Vec<String>,
}

/// An edge of a region: a place in the text, or the path of an element of a page.
#[derive(Deserialize)]
#[serde(untagged)]
enum Edge {
    At(usize),
    Element(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct GlobalIn {
    start: usize,
    end: usize,
}

impl ValueIn {
    /// Whether it says of its words that they hold no claim.
    fn is_nothing_here(&self) -> bool {
        self.labels.iter().any(|label| Mark::of(label) == Some(Mark::NothingHere))
    }

    /// From where to where the region reaches.
    fn range(&self) -> Option<(usize, usize)> {
        match (&self.start, &self.end) {
            (Some(Edge::At(start)), Some(Edge::At(end))) => Some((*start, *end)),
            _ => self.global.as_ref().map(|global| (global.start, global.end)),
        }
    }
}

/// The words of a region, or what was written at it: one string or a list of them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Several(Vec<String>),
}

impl Words {
    fn joined(self) -> String {
        match self {
            Self::One(words) => words,
            Self::Several(words) => words.join("\n"),
        }
    }
}

/// A task of the short form: the values of `data`, and beside them lists of labelled stretches.
#[derive(Deserialize)]
struct ShortIn {
    #[serde(flatten)]
    data: DataIn,
    #[serde(default)]
    annotator: Option<serde_json::Value>,
    #[serde(default)]
    created_at: Option<String>,
    #[serde(default)]
    updated_at: Option<String>,
    #[serde(flatten)]
    others: BTreeMap<String, serde_json::Value>,
}

/// Reads an array of tasks, or a single one, in the full form or the short. A cancelled annotation is passed over.
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
        let read = match file.piece::<TaskIn<'_>>(raw) {
            Ok((line, task)) => full(&file, line, task, &mut reading),
            // Without `data` it is the short form, if it is anything.
            Err(problem) => match file.piece::<ShortIn>(raw) {
                Ok((line, task)) => {
                    short(line, task, &mut reading);
                    Ok(())
                }
                Err(_) => Err(problem),
            },
        };
        if let Err(Problem { line, reason }) = read {
            reading.leave_out(line, reason);
        }
    }
    reading
}

/// Who annotated: a number, a name, or an object with the one or the other.
fn annotator(value: Option<&serde_json::Value>) -> String {
    use serde_json::Value;
    match value {
        Some(Value::String(name)) => name.trim().to_owned(),
        Some(Value::Number(number)) => format!("user {number}"),
        Some(Value::Object(fields)) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
            let full = [text("first_name"), text("last_name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let name = (!full.is_empty()).then_some(full);
            let name = name.or_else(|| text("email").or(text("username")).map(str::to_owned));
            name.unwrap_or_else(|| fields.get("id").map_or(String::new(), |id| format!("user {id}")))
        }
        _ => String::new(),
    }
}

/// The first of these that is a time.
fn time(given: [Option<&String>; 2]) -> String {
    let mut times = given.into_iter().flatten().filter(|time| time.parse::<jiff::Timestamp>().is_ok());
    times.next().cloned().unwrap_or_default()
}

fn full<'t>(file: &JsonFile<'t>, line: usize, task: TaskIn<'t>, reading: &mut ParsedFile) -> Result<(), Problem> {
    let (_, data) = file.piece::<DataIn>(task.data)?;
    let (sent, cast, marks) = data.saidby.parts();
    let mut results = Vec::new();
    for (raw, machine) in task.annotations.iter().map(|raw| (raw, false)).chain(task.predictions.iter().map(|raw| (raw, true))) {
        // An export names the predictions by their numbers: there is nothing to read.
        if machine && raw.get().bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        match file.piece::<ResultIn<'_>>(raw) {
            Ok((_, result)) if result.was_cancelled => {}
            Ok((_, result)) => results.push((result, machine)),
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    let index = UnitIndex::new(&data.text, Unit::CodePoint);
    let mut people: Vec<String> = Vec::new();
    for (result, _) in results.iter().filter(|(_, machine)| !machine) {
        let by = annotator(result.completed_by.as_ref());
        if !people.contains(&by) {
            people.push(by);
        }
    }
    // The reviews of several people stay apart; a machine's word is each one's suggestion.
    let several = people.len() > 1;
    if people.is_empty() {
        people.push(String::new());
    }
    for person in people {
        let mut document =
            ParsedArticle { line, article: data.article.clone(), unit: Unit::CodePoint, ..ParsedArticle::default() };
        document.annotator = several.then(|| person.clone());
        let own =
            |(result, machine): &&(ResultIn<'t>, bool)| *machine || !several || annotator(result.completed_by.as_ref()) == person;
        let mut met = Vec::new();
        let mut all = Regions::default();
        let mut machines = Vec::new();
        for (number, (result, machine)) in results.iter().filter(own).enumerate() {
            let before = all.spans.len();
            regions(file, number, result, &index, &mut all, reading);
            // A machine does not say that it has read something.
            all.passages.retain(|(_, of)| !machine || *of != number);
            machines.extend((before..all.spans.len()).map(|_| (*machine, number)));
            met.push((result, *machine));
        }
        let Regions { spans, ids, links, passages } = all;
        let links: Vec<(usize, usize)> =
            links.iter().filter_map(|(from, to)| ids.get(from).copied().zip(ids.get(to).copied())).collect();
        let linked = !links.is_empty() || spans.iter().any(|span: &Labelled| span.claim.is_some());
        let returned = Returned::new(&sent, &cast, &spans, linked);
        // Which result a claim is of is known by where its spans are in the list.
        let of_result = |wanted: usize| -> (Vec<Labelled>, Vec<(usize, usize)>) {
            let mut places = BTreeMap::new();
            let mut own = Vec::new();
            for (at, span) in spans.iter().enumerate().filter(|(at, _)| machines.get(*at).is_some_and(|(_, n)| *n == wanted)) {
                places.insert(at, own.len());
                own.push(span.clone());
            }
            let links = links.iter().filter_map(|(from, to)| Some((*places.get(from)?, *places.get(to)?)));
            let links = links.collect();
            (own, links)
        };
        let mut drafts: Vec<Draft> = Vec::new();
        for (number, (result, machine)) in met.iter().enumerate() {
            let (mut own, links) = of_result(number);
            returned.name_by_place(&mut own);
            let (found, alone) = grouping::claims(own, &links);
            for span in &alone {
                reading.leave_out(span.line, grouping::unlinked(span));
            }
            for mut draft in found {
                draft.claim.machine = *machine;
                draft.claim.details.score = machine.then(|| result.score.unwrap_or(0.5));
                if !machine {
                    draft.claim.details.by = annotator(result.completed_by.as_ref());
                    draft.claim.details.at = time([result.updated_at.as_ref(), result.created_at.as_ref()]);
                }
                drafts.push(draft);
            }
        }
        settle(&returned, drafts, &index, &mut document);
        let signed = |(mark, number): (ParsedSpan, usize)| {
            let result = met.get(number).map(|(result, _)| result);
            let by = annotator(result.and_then(|result| result.completed_by.as_ref()));
            let at = result.map(|result| time([result.updated_at.as_ref(), result.created_at.as_ref()]));
            (mark, Signed { by, at: at.unwrap_or_default() })
        };
        marks.clone().put_seen(passages.into_iter().map(signed), &mut document);
        document.text = Some(data.text.clone());
        reading.documents.push(document);
    }
    Ok(())
}

/// The claims, each signed by who annotated it where that person said something new.
fn settle(returned: &Returned<'_>, drafts: Vec<Draft>, index: &UnitIndex<'_>, document: &mut ParsedArticle) {
    let signed: Vec<(bool, String, String)> = drafts
        .iter()
        .map(|draft| (draft.claim.machine, draft.claim.details.by.clone(), draft.claim.details.at.clone()))
        .collect();
    let (claims, remarks) = returned.settle(drafts, Some(index));
    document.claims = claims;
    for (claim, (machine, by, at)) in document.claims.iter_mut().zip(signed) {
        claim.machine = machine;
        let details = &mut claim.details;
        // What was a suggestion when it went out, and came back as somebody's annotation, is decided.
        if !machine && details.decision == Some(Decision::Unreviewed) {
            details.decision = Some(Decision::Confirmed);
            details.by.clear();
        }
        if !machine && details.by.is_empty() {
            (details.by, details.at) = (by, at);
        }
    }
    document.remarks = remarks;
    returned.list(document, Some(index));
}

fn short(line: usize, task: ShortIn, reading: &mut ParsedFile) {
    let index = UnitIndex::new(&task.data.text, Unit::CodePoint);
    let (mut spans, mut passages) = (Vec::new(), Vec::new());
    for value in task.others.values() {
        let Ok(regions) = serde_json::from_value::<Vec<ValueIn>>(value.clone()) else { continue };
        for region in regions {
            let Some((start, end)) = region.range() else { continue };
            let nothing = region.is_nothing_here();
            let label = region.labels.iter().find_map(|label| grouping::label_of(label));
            let words = region.text.map(Words::joined).or_else(|| index.slice(UnitRange::new(start, end)).map(str::to_owned));
            let mark = ParsedSpan { at: Some(UnitRange::new(start, end)), words, context: None };
            if nothing {
                passages.push(mark);
                continue;
            }
            let Some(label) = label else { continue };
            spans.push(Labelled { line, label, mark, claim: None, said: None });
        }
    }
    let (sent, cast, marks) = task.data.saidby.parts();
    let returned = Returned::new(&sent, &cast, &spans, false);
    returned.name_by_place(&mut spans);
    let (mut drafts, alone) = grouping::claims(spans, &[]);
    for span in &alone {
        reading.leave_out(span.line, grouping::unlinked(span));
    }
    for details in drafts.iter_mut().map(|draft| &mut draft.claim.details) {
        details.by = annotator(task.annotator.as_ref());
        details.at = time([task.updated_at.as_ref(), task.created_at.as_ref()]);
    }
    let signed =
        Signed { by: annotator(task.annotator.as_ref()), at: time([task.updated_at.as_ref(), task.created_at.as_ref()]) };
    let article = task.data.article.clone();
    let mut document = ParsedArticle { line, article, unit: Unit::CodePoint, ..ParsedArticle::default() };
    settle(&returned, drafts, &index, &mut document);
    marks.put_seen(passages.into_iter().map(|mark| (mark, signed.clone())), &mut document);
    document.text = Some(task.data.text.clone());
    reading.documents.push(document);
}

/// The name of a region: those of different results are told apart by the result's number.
type RegionId = (usize, String);

/// The regions of several results, and their links.
#[derive(Default)]
struct Regions {
    spans: Vec<Labelled>,
    ids: BTreeMap<RegionId, usize>,
    links: Vec<(RegionId, RegionId)>,
    /// Those that say that their words hold no claim, each with the number of its result.
    passages: Vec<(ParsedSpan, usize)>,
}

/// Takes in the regions of one result and their links.
fn regions<'t>(
    file: &JsonFile<'t>,
    number: usize,
    result: &ResultIn<'t>,
    index: &UnitIndex<'_>,
    regions: &mut Regions,
    reading: &mut ParsedFile,
) {
    let Regions { spans, ids, links, passages } = regions;
    let mut said = Vec::new();
    for raw in &result.result {
        match file.piece::<ItemIn>(raw) {
            Ok((_, item)) if item.r#type == "relation" => links.push(((number, item.from_id), (number, item.to_id))),
            Ok((_, ItemIn { id, r#type, from_name, value: Some(value), .. })) if r#type == "textarea" => {
                if from_name == "speaker" {
                    said.push(((number, id), value.text.map(Words::joined).unwrap_or_default()));
                }
            }
            Ok((line, ItemIn { id, value: Some(value), .. })) => {
                let nothing = value.is_nothing_here();
                let label = value.labels.iter().find_map(|label| grouping::label_of(label));
                if !nothing && label.is_none() {
                    continue;
                }
                let Some((start, end)) = value.range() else {
                    reading.leave_out(line, "a region without start and end; only labels on text are supported");
                    continue;
                };
                // Exports have lost `text`; the offsets then count what this version counts.
                let words = value.text.map(Words::joined).or_else(|| index.slice(UnitRange::new(start, end)).map(str::to_owned));
                let mark = ParsedSpan { at: Some(UnitRange::new(start, end)), words, context: None };
                let Some(label) = label.filter(|_| !nothing) else {
                    passages.push((mark, number));
                    continue;
                };
                let claim = match label {
                    Label::Part(part) => {
                        let suffix = format!("-{}-", part.as_str());
                        let claim = id.rsplit_once(suffix.as_str()).filter(|(claim, _)| !claim.is_empty());
                        claim.map(|(claim, _)| claim.to_owned())
                    }
                    _ => None,
                };
                ids.insert((number, id), spans.len());
                spans.push(Labelled { line, label, mark, claim, said: None });
            }
            Ok(_) => {}
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    for (id, words) in said {
        if let Some(span) = ids.get(&id).and_then(|at| spans.get_mut(*at)) {
            span.said = Some(words);
        }
    }
}
