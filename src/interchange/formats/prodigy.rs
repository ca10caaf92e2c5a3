//! Prodigy's JSON lines, which spaCy reads: an article a line, with tokens, labelled spans and relations.
//!
//! Offsets are code points of `text`, ends exclusive; `token_end` is the last token, inclusive. Every span names
//! its claim; `meta` holds what is known of each. Relations go from the cue (the content where there is none); to the
//! outlets (`OUTLET`), and from the source to the speaker's name (`NAME`) where the source does not hold it. A task is
//! answered only when somebody decided on every claim of it.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::claim::Part;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::{Marks, Signed};
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::export::sent::{Cast, Sent, Shown};
use crate::interchange::export::tokens::Tokens;
use crate::interchange::import::grouping::{self, Labelled};
use crate::interchange::import::marks::Mark;
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedFile, Problem, in_words};
use crate::interchange::import::returned::{Returned, mark_at};
use crate::review::Decision;
use crate::text::{Span, Unit, UnitIndex};

#[derive(Serialize)]
struct TaskOut<'a> {
    text: &'a str,
    tokens: Vec<TokenOut<'a>>,
    spans: Vec<SpanOut<'a>>,
    relations: Vec<RelationOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'static str>,
    meta: Meta,
}

#[derive(Serialize)]
struct TokenOut<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Clone, Serialize)]
struct SpanOut<'a> {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    claim: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    speaker: &'a str,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Ends {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
}

#[derive(Serialize)]
struct RelationOut<'a> {
    head: usize,
    child: usize,
    head_span: Ends,
    child_span: Ends,
    label: &'static str,
    claim: &'a str,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Meta {
    article: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotator: Option<String>,
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
    let text = &*entry.article.text;
    let index = UnitIndex::new(text, Unit::CodePoint);
    let tokens = Tokens::of(entry);
    let (written_tokens, ids) = with_white_space(text, &tokens);
    let mut spans = Vec::new();
    let mut relations = Vec::new();
    let ends_of = |span: Span| {
        let within = tokens.within(span);
        let first = ids.get(within.start)?;
        let last = within.end.checked_sub(1).and_then(|last| ids.get(last))?;
        let range = index.of_span(span);
        Some(Ends { start: range.start, end: range.end, token_start: *first, token_end: *last })
    };
    let written = |ends: Ends, label, claim, speaker| SpanOut {
        start: ends.start,
        end: ends.end,
        token_start: ends.token_start,
        token_end: ends.token_end,
        label,
        claim,
        speaker,
    };
    // Prodigy counts a relation's ends by the last token of a span.
    let relation = |head: Ends, child: Ends, label, claim| RelationOut {
        head: head.token_end,
        child: child.token_end,
        head_span: head,
        child_span: child,
        label,
        claim,
    };
    let mut beside = std::collections::BTreeSet::new();
    for row in &entry.claims {
        let mut anchor: Option<Ends> = None;
        let mut source = None;
        let parts = [(Part::Cue, row.parts.cue), (Part::Content, row.parts.content), (Part::Source, row.parts.source)];
        for (part, span) in parts.into_iter().flat_map(|(part, spans)| spans.iter().map(move |span| (part, *span))) {
            let Some(ends) = ends_of(span) else { continue };
            match anchor {
                None => anchor = Some(ends),
                Some(head) => {
                    relations.push(relation(head, ends, if part == Part::Source { "SAID_BY" } else { "SAID" }, row.id));
                }
            }
            let mut speaker = "";
            if part == Part::Source {
                source = Some(ends);
                speaker = row.speaker.map_or("", |speaker| speaker.name.as_str());
            }
            spans.push(written(ends, label(part), row.id, speaker));
        }
        let shown = Shown::of(entry, row);
        let name = shown.name.map(|span| ("NAME", span, source.or(anchor), "NAMED"));
        let outlets = shown.via.iter().flatten().map(|span| ("OUTLET", *span, anchor, "VIA"));
        for (label, span, from, how) in name.into_iter().chain(outlets) {
            let (Some(ends), Some(from)) = (ends_of(span), from) else { continue };
            if beside.insert((label, span)) {
                spans.push(written(ends, label, "", ""));
            }
            relations.push(relation(from, ends, how, row.id));
        }
    }
    for ends in entry.nothing_here.iter().filter_map(|read| ends_of(read.span)) {
        spans.push(written(ends, "NOTHING_HERE", "", ""));
    }
    spans.sort_by_key(|span| (span.start, span.end));
    let token = |(id, (token, ws)): (usize, &(Span, bool))| -> TokenOut<'_> {
        let range = index.of_span(*token);
        TokenOut { text: token.slice(text).unwrap_or_default(), start: range.start, end: range.end, id, ws: *ws }
    };
    // Trainers take an accepted task for the truth: what nobody has read is not accepted.
    let decided = |row: &ExportRow<'_>| row.opinion.is_some_and(|opinion| opinion.decision.is_decided());
    let is_decided = !entry.claims.is_empty() && entry.claims.iter().all(decided);
    let place = |span: Span| index.of_span(span).pair();
    let task = TaskOut {
        text,
        tokens: written_tokens.iter().enumerate().map(token).collect(),
        spans,
        relations,
        answer: is_decided.then_some("accept"),
        meta: Meta {
            article: Some(entry.path.to_owned()),
            annotator: entry.annotator.map(str::to_owned),
            claims: entry.claims.iter().map(|row| Sent::of(entry, row, &place)).collect(),
            cast: Cast::of(entry, &place),
            marks: Marks::of_text(entry, &place),
        },
    };
    escaped::write(out, &task)
}

/// The tokens as spaCy has them, each with whether a blank follows that is no token, and where each of `tokens` is
/// among them. All other white space, line ends and further blanks, makes tokens of its own: put together they are
/// the text.
fn with_white_space(text: &str, tokens: &Tokens) -> (Vec<(Span, bool)>, Vec<usize>) {
    let mut written: Vec<(Span, bool)> = Vec::with_capacity(tokens.tokens.len() * 2);
    let mut ids = Vec::with_capacity(tokens.tokens.len());
    let mut at = 0;
    let end = Span::new(text.len(), text.len());
    for token in tokens.tokens.iter().copied().chain([end]) {
        let mut gap = Span::new(at, token.start);
        if let Some((_, ws)) = written.last_mut()
            && gap.slice(text).is_some_and(|gap| gap.starts_with(' '))
        {
            *ws = true;
            gap.start += 1;
        }
        if gap.start < gap.end {
            written.push((gap, false));
        }
        if token != end {
            ids.push(written.len());
            written.push((token, false));
        }
        at = token.end;
    }
    (written, ids)
}

#[derive(Deserialize)]
struct TaskIn<'a> {
    text: String,
    #[serde(default, borrow)]
    spans: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    relations: Vec<&'a RawValue>,
    #[serde(default)]
    answer: Option<String>,
    #[serde(default, rename = "_annotator_id")]
    annotator: Option<String>,
    #[serde(default, rename = "_session_id")]
    session: Option<String>,
    #[serde(default, rename = "_timestamp")]
    timestamp: Option<i64>,
    #[serde(default)]
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct SpanIn {
    start: usize,
    end: usize,
    #[serde(default)]
    token_end: Option<usize>,
    label: String,
    #[serde(default)]
    claim: Option<String>,
    #[serde(default)]
    speaker: Option<String>,
}

#[derive(Deserialize)]
struct RelationIn {
    head: usize,
    child: usize,
    #[serde(default)]
    head_span: Option<EndsIn>,
    #[serde(default)]
    child_span: Option<EndsIn>,
    #[serde(default)]
    claim: Option<String>,
    #[serde(default)]
    label: String,
}

#[derive(Clone, Copy, Deserialize)]
struct EndsIn {
    start: usize,
    end: usize,
}

/// Reads a task a line. A task that was rejected rejects its claims; an ignored one is passed over.
pub fn read(text: &str) -> ParsedFile {
    let file = JsonFile::new(text);
    let mut reading = ParsedFile::default();
    for (number, line) in file.each_line() {
        match serde_json::from_str::<TaskIn<'_>>(line) {
            Ok(task) if task.answer.as_deref() == Some("ignore") => {}
            Ok(task) => take(&file, number, task, &mut reading),
            Err(error) => reading.leave_out(number, in_words(&error)),
        }
    }
    reading
}

fn take<'t>(file: &JsonFile<'t>, number: usize, task: TaskIn<'t>, reading: &mut ParsedFile) {
    let index = UnitIndex::new(&task.text, Unit::CodePoint);
    let (mut spans, mut places, mut passages) = (Vec::new(), Vec::new(), Vec::new());
    for raw in &task.spans {
        match file.piece::<SpanIn>(raw) {
            Ok((line, span)) => {
                let mark = mark_at([span.start, span.end], Some(&index));
                if Mark::of(&span.label) == Some(Mark::NothingHere) {
                    passages.push((mark, Signed::default()));
                    continue;
                }
                let Some(label) = grouping::label_of(&span.label) else { continue };
                places.push((span.start, span.end, span.token_end));
                spans.push(Labelled { line, label, mark, claim: span.claim, said: span.speaker });
            }
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    let mut links = Vec::new();
    for raw in &task.relations {
        let Ok((_, relation)) = file.piece::<RelationIn>(raw) else { continue };
        // Spans at one place may be a source and an outlet: the relation says which is meant.
        let kind = relation.label.to_ascii_lowercase();
        let is_part = |span: &Labelled| matches!(span.label, grouping::Label::Part(_));
        let child = |span: &Labelled| match kind.as_str() {
            "via" => span.label == grouping::Label::Outlet,
            "named" => span.label == grouping::Label::Name,
            "said" | "said_by" | "said by" => is_part(span),
            _ => true,
        };
        let head = |span: &Labelled| !matches!(kind.as_str(), "via" | "named" | "said" | "said_by" | "said by") || is_part(span);
        let find = |token: usize, ends: Option<EndsIn>, fits: &dyn Fn(&Labelled) -> bool| -> Vec<usize> {
            let here = places.iter().zip(&spans).enumerate().filter(|(_, ((start, end, last), _))| match ends {
                Some(ends) => (*start, *end) == (ends.start, ends.end),
                None => *last == Some(token),
            });
            let here: Vec<(usize, &Labelled)> = here.map(|(at, (_, span))| (at, span)).filter(|(_, span)| fits(span)).collect();
            // Of spans at the same place the one of the relation's own claim is meant.
            let own = here.iter().filter(|(_, span)| span.claim.is_some() && span.claim == relation.claim);
            let own: Vec<usize> = own.map(|(at, _)| *at).collect();
            if own.is_empty() { here.into_iter().map(|(at, _)| at).collect() } else { own }
        };
        let heads = find(relation.head, relation.head_span, &head);
        let children = find(relation.child, relation.child_span, &child);
        if heads.iter().chain(&children).all(|at| spans.get(*at).is_some_and(is_part)) {
            links.extend(heads.first().copied().zip(children.first().copied()));
        } else {
            links.extend(heads.iter().flat_map(|head| children.iter().map(|child| (*head, *child))));
        }
    }
    let meta = task.meta.unwrap_or_default();
    let linked = !links.is_empty() || spans.iter().any(|span| span.claim.is_some());
    let returned = Returned::new(&meta.claims, &meta.cast, &spans, linked);
    returned.name_by_place(&mut spans);
    let (drafts, alone) = grouping::claims(spans, &links);
    for span in &alone {
        reading.leave_out(span.line, grouping::unlinked(span));
    }
    let (mut claims, remarks) = returned.settle(drafts, Some(&index));
    // A session is called `dataset-annotator`.
    let by = task.annotator.or(task.session).unwrap_or_default();
    let by = by.rsplit_once('-').map_or(by.as_str(), |(_, name)| name).to_owned();
    let at = task.timestamp.and_then(|at| jiff::Timestamp::from_second(at).ok()).map_or(String::new(), |at| at.to_string());
    for details in claims.iter_mut().map(|claim| &mut claim.details) {
        match task.answer.as_deref() {
            Some("reject") => details.decision = Some(Decision::Rejected),
            // Whoever accepts a task has read what is in it.
            Some("accept") if details.decision == Some(Decision::Unreviewed) => details.decision = Some(Decision::Confirmed),
            _ => continue,
        }
        details.by.clone_from(&by);
        details.at.clone_from(&at);
    }
    let mut document = ParsedArticle {
        line: number,
        article: meta.article.clone(),
        unit: Unit::CodePoint,
        claims,
        remarks,
        ..ParsedArticle::default()
    };
    returned.list(&mut document, Some(&index));
    meta.marks.put_seen(passages, &mut document);
    document.text = Some(task.text.clone());
    reading.documents.push(document);
}
