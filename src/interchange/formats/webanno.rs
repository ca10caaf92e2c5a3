//! WebAnno TSV 3.3, which INCEpTION reads and writes: a token a line, with a layer of spans and one of relations.
//!
//! Offsets are UTF-16 units of the text. A claim's spans are annotations of `webanno.custom.Attribution`; every one
//! names its claim, a source has the speaker's name and an outlet its own, the first span holds as JSON what the layer
//! has no feature for. Relations of `webanno.custom.SaidBy` lead from the first span to the others. What stands between
//! sentences is not recorded. The layers have to be known to the project: [`LAYERS`] describes them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::claim::Part;
use crate::interchange::export::escaped;
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::sent::{Cast, Sent, Shown};
use crate::interchange::export::tokens::Tokens;
use crate::interchange::import::grouping::{self, Label, Labelled};
use crate::interchange::import::parsed::{ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, in_words};
use crate::interchange::import::returned::Returned;
use crate::interchange::words::Word;
use crate::review::Decision;
use crate::text::{Span, Unit, UnitIndex};

const HEADER: &str = "#FORMAT=WebAnno TSV 3.3\n\
    #T_SP=webanno.custom.Attribution|claim|details|name|role|status\n\
    #T_RL=webanno.custom.SaidBy|kind|BT_webanno.custom.Attribution\n\n";

/// The layers, as a description of UIMA types: INCEpTION's settings of a project take it in under Layers, Import.
pub const LAYERS: &str = include_str!("webanno.layers.xml");

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

/// The layer of spans, and that of relations.
pub(super) const ATTRIBUTION: &str = "webanno.custom.Attribution";
pub(super) const SAID_BY: &str = "webanno.custom.SaidBy";

/// The features of a span, in the header's order.
pub(super) const FEATURES: [&str; 5] = ["claim", "details", "name", "role", "status"];

/// A span of the layer.
pub(super) struct Layered {
    pub span: Span,
    /// The values of [`FEATURES`].
    pub features: [String; 5],
    /// The spans that relations to it come from, by their index, and of which kind.
    pub relations: Vec<(usize, &'static str)>,
}

/// The spans of an article's claims as the layer has them.
pub(super) fn layered(entry: &ExportEntry<'_>) -> Vec<Layered> {
    let index = UnitIndex::new(&entry.article.text, Unit::Utf16);
    let place = |span: Span| {
        let range = index.of_span(span);
        [range.start, range.end]
    };
    let mut layer: Vec<Layered> = Vec::new();
    let mut outlets: BTreeMap<Span, usize> = BTreeMap::new();
    for row in &entry.claims {
        let sent = Sent { name_at: None, ..Sent::of(entry, row, &place) };
        let status = sent.details.decision.unwrap_or_default().word();
        let speaker = row.speaker.map_or("", |speaker| speaker.name.as_str());
        let mut head = None;
        let parts = [(Part::Cue, row.parts.cue), (Part::Content, row.parts.content), (Part::Source, row.parts.source)];
        for (part, span) in parts.into_iter().flat_map(|(part, spans)| spans.iter().map(move |span| (part, *span))) {
            // The first span is the cue, a word or two: what stands at every token of it stands there least often.
            let json = if head.is_none() { escaped::text(&sent) } else { String::new() };
            let names = part == Part::Source || (head.is_none() && row.parts.source.is_empty());
            let name = if names { speaker.to_owned() } else { String::new() };
            let features = [row.id.to_owned(), json, name, part.as_str().to_owned(), status.to_owned()];
            let relation = head.map(|head| (head, if part == Part::Source { "said by" } else { "said" }));
            head.get_or_insert(layer.len());
            layer.push(Layered { span, features, relations: relation.into_iter().collect() });
        }
        for (span, outlet) in Shown::of(entry, row).via.into_iter().zip(&row.via) {
            let (Some(span), Some(head)) = (span, head) else { continue };
            match outlets.get(&span).and_then(|at| layer.get_mut(*at)) {
                Some(known) => known.relations.push((head, "via")),
                None => {
                    outlets.insert(span, layer.len());
                    let role = outlet.role.word().to_owned();
                    let features = [String::new(), String::new(), outlet.name.clone(), "outlet".to_owned(), role];
                    layer.push(Layered { span, features, relations: vec![(head, "via")] });
                }
            }
        }
    }
    layer
}

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

/// The spans of the layer as they are read.
#[derive(Default)]
pub(super) struct Layer {
    pub spans: Vec<Labelled>,
    sent: Vec<Sent>,
    status: BTreeMap<String, Decision>,
}

impl Layer {
    /// Takes in a span; gives its index.
    ///
    /// # Errors
    /// Its features do not say what it is.
    pub fn add<'f>(&mut self, line: usize, feature: &dyn Fn(&str) -> Option<&'f str>, mark: ParsedSpan) -> Result<usize, String> {
        let label = feature("role").and_then(grouping::label_of);
        let label = label.ok_or("an annotation without a role: source, cue, content or outlet")?;
        let claim = feature("claim").map(str::to_owned);
        if let (Some(claim), Label::Part(_)) = (&claim, label) {
            if let Some(json) = feature("details") {
                let mut known: Sent = serde_json::from_str(json).map_err(|error| in_words(&error))?;
                // Every content said it in files of older versions.
                if !self.sent.iter().any(|sent| sent.details.id == *claim) {
                    known.details.id.clone_from(claim);
                    self.sent.push(known);
                }
            }
            if let Some(given) = feature("status").and_then(Decision::of) {
                // The status stands at every span of a claim: one that differs from the rest was changed.
                let out = self.sent.iter().find(|sent| sent.details.id == *claim).and_then(|sent| sent.details.decision);
                let known = self.status.entry(claim.clone()).or_insert(given);
                if Some(*known) == out {
                    *known = given;
                }
            }
        }
        let said = feature("name").map(str::to_owned);
        self.spans.push(Labelled { line, label, mark, claim, said });
        Ok(self.spans.len() - 1)
    }

    /// The claims, remarks on them, and the spans without a claim.
    pub fn finish(
        self,
        links: &[(usize, usize)],
        text: Option<&UnitIndex<'_>>,
    ) -> (Vec<ParsedClaim>, Vec<String>, Vec<Labelled>) {
        let Self { spans, sent, status } = self;
        let cast = Cast::default();
        let returned = Returned::new(&sent, &cast, &spans, true);
        let (drafts, alone) = grouping::claims(spans, links);
        let (mut claims, remarks) = returned.settle(drafts, text);
        for details in claims.iter_mut().map(|claim| &mut claim.details) {
            let known = sent.iter().find(|sent| sent.details.id == details.id).and_then(|sent| sent.details.decision);
            if let Some(given) = status.get(&details.id).copied()
                && Some(given) != known
            {
                // Somebody decided otherwise there.
                details.decision = Some(given);
                details.by.clear();
                details.at.clear();
            }
        }
        (claims, remarks, alone)
    }
}

/// Escapes what the format reserves; in a value more than in a text.
fn escape(text: &str, value: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let arrow = c == '-' && text.get(at..).is_some_and(|rest| rest.starts_with("->"));
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            '[' | ']' | '|' | '_' | ';' | '*' if value => out.extend(['\\', c]),
            _ if value && arrow => out.push_str("\\-"),
            c => out.push(c),
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

/// Splits at `mark` where no backslash stands before it.
fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in text.char_indices() {
        if c == mark && !escaped {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// A value and its number, `source[3]`.
fn numbered(value: &str) -> (&str, Option<usize>) {
    let number = value.strip_suffix(']').and_then(|value| value.rsplit_once('['));
    match number.and_then(|(value, number)| Some((value, number.parse().ok()?))) {
        Some((value, number)) => (value, Some(number)),
        None => (value, None),
    }
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
    let mut keys = BTreeMap::new();
    for (key, annotation) in open {
        let feature = |name: &str| annotation.features.get(name).map(String::as_str);
        let mark = ParsedSpan::with_words(annotation.start, annotation.end, &annotation.words);
        match layer.add(annotation.line, &feature, mark) {
            Ok(place) => {
                keys.insert(key, place);
            }
            Err(reason) => reading.leave_out(annotation.line, reason),
        }
    }
    let position = |end: &End<'_>| keys.get(&end.key(&on_token)?).copied();
    let links: Vec<(usize, usize)> = links.iter().filter_map(|(from, to)| position(from).zip(position(to))).collect();
    let (claims, remarks, alone) = layer.finish(&links, None);
    for span in &alone {
        reading.leave_out(span.line, grouping::unlinked(span));
    }
    reading.documents.push(ParsedArticle {
        line: 1,
        unit: Unit::Utf16,
        any_white_space: true,
        claims,
        remarks,
        ..ParsedArticle::default()
    });
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_is_escaped_once_and_a_dash_never() {
        assert_eq!(escape("a -> b - c->", true), r"a \-> b - c\->");
        assert_eq!(escape("->-", true), r"\->-");
        for value in ["a -> b - c->", "->-", "x_[1]|*;\\ - >"] {
            assert_eq!(unescape(&escape(value, true)), value);
        }
    }
}
