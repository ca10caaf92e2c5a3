//! CoNLL: a token a line with its offsets, and a column of BIO tags for every claim.
//!
//! An attribution may overlap another or lie inside it, so that each has a column of its own. Comments begin with
//! `#`: the columns, the article, and what is known of each claim as JSON. Offsets are code points of the
//! article's file. Articles may follow each other, each begun by `# newdoc id`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::details::Details;
use super::escaped;
use super::reading::{Document, Draft, Mark, Problem, Reading, in_words};
use super::rows::Entry;
use super::tokens::Tokens;
use crate::article::FileOffsets;
use crate::review::Part;
use crate::text::{Span, Unit};

/// Columns before the tags.
const FIXED: usize = 4;

const fn label(part: Part) -> &'static str {
    match part {
        Part::Content => "Content",
        Part::Cue => "Cue",
        Part::Source => "Source",
    }
}

/// Writes the document of one article, with an empty line at its end.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &Entry<'_>) -> io::Result<()> {
    let text = &*entry.article.text;
    let offsets = FileOffsets::new(entry.article);
    let tokens = Tokens::of(entry);
    writeln!(out, "# newdoc id = {}", escaped::text(&entry.path))?;
    write!(out, "# columns = ID FORM START END")?;
    for row in &entry.claims {
        write!(out, " {}", row.id)?;
    }
    writeln!(out)?;
    let mut tags: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (column, row) in entry.claims.iter().enumerate() {
        writeln!(out, "# claim {} = {}", row.id, escaped::text(&Details::of(row)))?;
        for (part, spans) in [(Part::Content, row.content), (Part::Cue, row.cue), (Part::Source, row.source)] {
            for span in spans {
                let within = tokens.within(*span);
                for token in within.clone() {
                    let prefix = if token == within.start { 'B' } else { 'I' };
                    let tag = format!("{prefix}-{}", label(part));
                    // Parts of one claim may lie in each other: both tags stand, joined.
                    tags.entry((token, column)).and_modify(|known| *known = format!("{known}|{tag}")).or_insert(tag);
                }
            }
        }
    }
    for sentence in &tokens.sentences {
        let words = tokens.tokens.get(sentence.clone()).unwrap_or_default();
        for (number, (token, span)) in sentence.clone().zip(words).enumerate() {
            let place = offsets.to_file(*span);
            write!(out, "{}\t{}\t{}\t{}", number + 1, form(text, *span), place.start, place.end)?;
            for column in 0..entry.claims.len() {
                write!(out, "\t{}", tags.get(&(token, column)).map_or("O", String::as_str))?;
            }
            writeln!(out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The letters of a token; a line of this format holds no control characters.
fn form(text: &str, span: Span) -> String {
    span.slice(text).unwrap_or_default().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A document while its lines are read.
#[derive(Default)]
struct Open {
    line: usize,
    article: Option<String>,
    columns: Vec<String>,
    details: BTreeMap<String, Details>,
    /// By column, in order: a stretch with its part, still growing.
    claims: BTreeMap<usize, Vec<Stretch>>,
    any: bool,
}

struct Stretch {
    line: usize,
    part: Part,
    start: usize,
    end: usize,
    words: String,
}

/// Reads one document or several.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut open = Open { line: 1, ..Open::default() };
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate().map(|(index, line)| (index + 1, line)) {
        let step = match line.strip_prefix('#') {
            Some(comment) => {
                let comment = comment.trim();
                if (comment.starts_with("newdoc") || comment.starts_with("-DOCSTART-")) && open.any {
                    let before = std::mem::replace(&mut open, Open { line: number, ..Open::default() });
                    reading.documents.push(before.finish());
                }
                open.comment(number, comment)
            }
            None if line.trim().is_empty() || line.starts_with("-DOCSTART-") => Ok(()),
            None => open.token(number, line),
        };
        if let Err(Problem { line, reason }) = step {
            reading.leave_out(line, reason);
        }
    }
    reading.documents.push(open.finish());
    reading
}

impl Open {
    fn comment(&mut self, line: usize, comment: &str) -> Result<(), Problem> {
        let Some((name, value)) = comment.split_once('=').map(|(name, value)| (name.trim(), value.trim())) else {
            return Ok(());
        };
        match name {
            "newdoc id" => self.article = Some(serde_json::from_str(value).unwrap_or_else(|_| value.to_owned())),
            "columns" => self.columns = value.split_whitespace().skip(FIXED).map(str::to_owned).collect(),
            _ => {
                if let Some(id) = name.strip_prefix("claim ") {
                    let details = serde_json::from_str(value).map_err(|error| Problem { line, reason: in_words(&error) })?;
                    self.details.insert(id.trim().to_owned(), details);
                }
            }
        }
        Ok(())
    }

    fn token(&mut self, line: usize, text: &str) -> Result<(), Problem> {
        self.any = true;
        let wrong = |reason: &str| Problem { line, reason: reason.to_owned() };
        let fields: Vec<&str> = text.split('\t').collect();
        let [_, word, start, end, tags @ ..] = fields.as_slice() else {
            return Err(wrong("a token needs its number, its form, where it starts and where it ends, with tabs between"));
        };
        let (Ok(start), Ok(end)) = (start.parse::<usize>(), end.parse::<usize>()) else {
            return Err(wrong("where the token starts and ends is no number"));
        };
        for (column, tag) in tags.iter().enumerate().flat_map(|(column, tags)| tags.split('|').map(move |tag| (column, tag))) {
            let (prefix, label) = match tag.split_once('-') {
                Some((prefix @ ("B" | "I"), label)) => (prefix, label),
                _ if matches!(tag, "O" | "_" | "") => continue,
                _ => return Err(wrong(&format!("{tag:?} is no tag: B-Source, I-Source, … or O"))),
            };
            let Some(part) = super::grouping::part_of(label) else { continue };
            let stretches = self.claims.entry(column).or_default();
            let last = stretches.iter_mut().rev().find(|stretch| stretch.part == part);
            match last {
                Some(stretch) if prefix == "I" => {
                    if stretch.end < start {
                        stretch.words.push(' ');
                    }
                    stretch.words.push_str(word);
                    stretch.end = end;
                }
                _ => stretches.push(Stretch { line, part, start, end, words: (*word).to_owned() }),
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Document {
        let mut claims = Vec::new();
        for (column, stretches) in self.claims {
            let id = self.columns.get(column).cloned().unwrap_or_default();
            let mut draft = Draft { line: stretches.first().map_or(self.line, |stretch| stretch.line), ..Draft::default() };
            draft.details = self.details.remove(&id).unwrap_or(Details { id, ..Details::default() });
            for Stretch { part, start, end, words, .. } in stretches {
                draft.part_mut(part).push(Mark::with_words(start, end, &words));
            }
            claims.push(draft);
        }
        Document {
            line: self.line,
            article: self.article,
            unit: Unit::CodePoint,
            any_white_space: true,
            claims,
            ..Document::default()
        }
    }
}
