//! Prodigy's JSON lines, which spaCy reads: an article a line, with tokens, labelled spans and relations.
//!
//! Offsets are code points of `text`, ends exclusive; `token_end` is the last token, inclusive. Every span names
//! its claim; `meta` holds what is known of each. Relations go from the cue (the content where there is none).

use std::io::{self, Write};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::claim::Part;
use crate::interchange::export::details::Details;
use crate::interchange::export::escaped;
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::tokens::Tokens;
use crate::interchange::import::grouping::{self, Labelled};
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedFile, ParsedSpan, Problem, in_words};
use crate::review::Decision;
use crate::text::{Span, Unit, UnitIndex};

#[derive(Serialize)]
struct TaskOut<'a> {
    text: &'a str,
    tokens: Vec<TokenOut<'a>>,
    spans: Vec<SpanOut<'a>>,
    relations: Vec<RelationOut>,
    answer: &'static str,
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
    claim: &'a str,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Ends {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
}

#[derive(Serialize)]
struct RelationOut {
    head: usize,
    child: usize,
    head_span: Ends,
    child_span: Ends,
    label: &'static str,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Meta {
    article: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotator: Option<String>,
    claims: Vec<Details>,
}

const fn label(part: Part) -> &'static str {
    match part {
        Part::Content => "CONTENT",
        Part::Cue => "CUE",
        Part::Source => "SOURCE",
    }
}

impl SpanOut<'_> {
    fn ends(&self) -> Ends {
        Ends { start: self.start, end: self.end, token_start: self.token_start, token_end: self.token_end }
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
    for row in &entry.claims {
        let mut anchor: Option<Ends> = None;
        let parts = [(Part::Cue, row.cue), (Part::Content, row.content), (Part::Source, row.source)];
        for (part, span) in parts.into_iter().flat_map(|(part, spans)| spans.iter().map(move |span| (part, *span))) {
            let within = tokens.within(span);
            let (Some(first), Some(last)) = (ids.get(within.start), within.end.checked_sub(1).and_then(|last| ids.get(last)))
            else {
                continue;
            };
            let range = index.of_span(span);
            let written = SpanOut {
                start: range.start,
                end: range.end,
                token_start: *first,
                token_end: *last,
                label: label(part),
                claim: row.id,
            };
            let ends = written.ends();
            match anchor {
                None => anchor = Some(ends),
                // Prodigy counts a relation's ends by the last token of a span.
                Some(head) => relations.push(RelationOut {
                    head: head.token_end,
                    child: ends.token_end,
                    head_span: head,
                    child_span: ends,
                    label: if part == Part::Source { "SAID_BY" } else { "SAID" },
                }),
            }
            spans.push(written);
        }
    }
    spans.sort_by_key(|span| (span.start, span.end));
    let token = |(id, (token, ws)): (usize, &(Span, bool))| -> TokenOut<'_> {
        let range: Range<usize> = index.of_span(*token);
        TokenOut { text: token.slice(text).unwrap_or_default(), start: range.start, end: range.end, id, ws: *ws }
    };
    let task = TaskOut {
        text,
        tokens: written_tokens.iter().enumerate().map(token).collect(),
        spans,
        relations,
        answer: "accept",
        meta: Meta {
            article: Some(entry.path.to_owned()),
            annotator: entry.annotator.map(str::to_owned),
            claims: entry.claims.iter().map(Details::of).collect(),
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
}

#[derive(Deserialize)]
struct RelationIn {
    head: usize,
    child: usize,
    #[serde(default)]
    head_span: Option<EndsIn>,
    #[serde(default)]
    child_span: Option<EndsIn>,
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
    let (mut spans, mut places) = (Vec::new(), Vec::new());
    for raw in &task.spans {
        match file.piece::<SpanIn>(raw) {
            Ok((line, span)) => {
                let Some(part) = grouping::part_of(&span.label) else { continue };
                let mark = match index.slice(span.start..span.end) {
                    Some(words) => ParsedSpan::with_words(span.start, span.end, words),
                    None => ParsedSpan::at(span.start, span.end),
                };
                places.push((span.start, span.end, span.token_end));
                spans.push(Labelled { line, part, mark, claim: span.claim });
            }
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    let mut links = Vec::new();
    for raw in &task.relations {
        let Ok((_, relation)) = file.piece::<RelationIn>(raw) else { continue };
        let find = |token: usize, span: Option<EndsIn>| {
            places.iter().position(|(start, end, last)| match span {
                Some(span) => (*start, *end) == (span.start, span.end),
                None => *last == Some(token),
            })
        };
        links.extend(find(relation.head, relation.head_span).zip(find(relation.child, relation.child_span)));
    }
    let (mut claims, alone) = grouping::claims(spans, &links);
    for span in &alone {
        reading.leave_out(span.line, grouping::unlinked(span));
    }
    let meta = task.meta.unwrap_or_default();
    for draft in &mut claims {
        if let Some(details) = meta.claims.iter().find(|details| !details.id.is_empty() && details.id == draft.details.id) {
            draft.details = details.clone();
        }
        if task.answer.as_deref() == Some("reject") {
            draft.details.decision = Some(Decision::Rejected);
        }
    }
    reading.documents.push(ParsedArticle {
        line: number,
        article: meta.article,
        text: Some(task.text),
        unit: Unit::CodePoint,
        claims,
        ..ParsedArticle::default()
    });
}
