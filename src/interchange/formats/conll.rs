//! CoNLL: a token a line, a column of BIO tags for every claim, and its offsets.
//!
//! An attribution may overlap another or lie inside it, so that each has a column of its own. Comments begin with
//! `#`: the columns, the article, and what is known of each claim as JSON. Offsets are code points of the
//! article's file. Articles may follow each other, each begun by `# newdoc id`. What others write may have no
//! offsets, a token and its tags only: then the tokens are sought in the article one after the other.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::article::FileOffsets;
use crate::claim::{Part, Parts};
use crate::interchange::export::details::Details;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::{Marks, Signed};
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::sent::{Sent, Shown};
use crate::interchange::export::tokens::Tokens;
use crate::interchange::import::grouping::{self, Draft, Label};
use crate::interchange::import::marks::Mark;
use crate::interchange::import::parsed::{ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem, in_words};
use crate::interchange::import::returned;
use crate::text::{Span, Unit};

/// Columns that are no claim's: the number of a token in its sentence, which is no longer written, its letters, and
/// where it starts and ends.
const FIXED: [&str; 4] = ["ID", "FORM", "START", "END"];

/// The column of passages that hold no claim, and the tag of their tokens.
const READ: &str = "nothing_here";
const READ_TAG: &str = "NothingHere";

/// Writes the document of one article, with an empty line at its end.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let text = &*entry.article.text;
    let offsets = FileOffsets::new(entry.article);
    let tokens = Tokens::of(entry);
    let place = |span: Span| offsets.to_file(span).pair();
    writeln!(out, "# newdoc id = {}", escaped::text(&entry.path))?;
    write!(out, "# columns = FORM")?;
    for row in &entry.claims {
        write!(out, " {}", row.id)?;
    }
    let marks = Marks::of_file(entry, &place);
    let read = usize::from(!marks.nothing_here.is_empty());
    writeln!(out, "{} START END", [String::new(), format!(" {READ}")].get(read).map_or("", String::as_str))?;
    if !marks.is_empty() {
        writeln!(out, "# marks = {}", escaped::text(&marks))?;
    }
    let mut tags: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (column, row) in entry.claims.iter().enumerate() {
        writeln!(out, "# claim {} = {}", row.id, escaped::text(&Sent { name_at: None, ..Sent::of(entry, row, &place) }))?;
        let shown: Vec<Span> = Shown::of(entry, row).via.into_iter().flatten().collect();
        let Parts { content, cue, source } = row.parts;
        for (label, spans) in [
            (Part::Content.label(), content),
            (Part::Cue.label(), cue),
            (Part::Source.label(), source),
            ("Outlet", shown.as_slice()),
        ] {
            for span in spans {
                let within = tokens.within(*span);
                for token in within.clone() {
                    let prefix = if token == within.start { 'B' } else { 'I' };
                    let tag = format!("{prefix}-{label}");
                    // Parts of one claim may lie in each other: both tags stand, joined.
                    tags.entry((token, column)).and_modify(|known| *known = format!("{known}|{tag}")).or_insert(tag);
                }
            }
        }
    }
    for passage in &entry.nothing_here {
        let within = tokens.within(passage.span);
        for token in within.clone() {
            let prefix = if token == within.start { 'B' } else { 'I' };
            // Passages do not overlap.
            tags.entry((token, entry.claims.len())).or_insert_with(|| format!("{prefix}-{READ_TAG}"));
        }
    }
    for sentence in &tokens.sentences {
        let words = tokens.tokens.get(sentence.clone()).unwrap_or_default();
        for (token, span) in sentence.clone().zip(words) {
            let [start, end] = place(*span);
            write!(out, "{}", form(text, *span))?;
            for column in 0..entry.claims.len() + read {
                write!(out, "\t{}", tags.get(&(token, column)).map_or("O", String::as_str))?;
            }
            writeln!(out, "\t{start}\t{end}")?;
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
    sent: BTreeMap<String, Sent>,
    marks: Marks,
    passages: Vec<Stretch>,
    /// By column, in order: a stretch with its part, still growing.
    claims: BTreeMap<usize, Vec<Stretch>>,
    any: bool,
    /// The tokens, where they come without offsets: stretches count in them then.
    tokens: Vec<String>,
}

struct Stretch {
    line: usize,
    label: Label,
    start: usize,
    end: usize,
    words: String,
}

/// Reads one document or several.
pub fn read(text: &str) -> ParsedFile {
    let mut reading = ParsedFile::default();
    let mut open = Open { line: 1, ..Open::default() };
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate().map(|(index, line)| (index + 1, line)) {
        // A token may be # itself: then a tab comes before any blank.
        let is_token = line.split_once('\t').is_some_and(|(word, _)| !word.contains(' '));
        let step = match line.strip_prefix('#').filter(|_| !is_token) {
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
            "columns" => self.columns = value.split_whitespace().map(str::to_owned).collect(),
            "marks" => self.marks = serde_json::from_str(value).map_err(|error| Problem { line, reason: in_words(&error) })?,
            _ => {
                if let Some(id) = name.strip_prefix("claim ") {
                    let sent = serde_json::from_str(value).map_err(|error| Problem { line, reason: in_words(&error) })?;
                    self.sent.insert(id.trim().to_owned(), sent);
                }
            }
        }
        Ok(())
    }

    fn token(&mut self, line: usize, text: &str) -> Result<(), Problem> {
        self.any = true;
        let wrong = |reason: &str| Problem { line, reason: reason.to_owned() };
        let fields: Vec<&str> = text.split('\t').collect();
        let numbered = |at: usize| fields.get(at).is_some_and(|field| field.parse::<usize>().is_ok());
        if self.columns.is_empty() && numbered(0) && numbered(2) && numbered(3) {
            self.columns = FIXED.map(str::to_owned).to_vec();
        }
        let column = |name: &str| self.columns.iter().position(|column| column == name);
        let Some(word) = fields.get(column("FORM").unwrap_or_default()) else {
            return Err(wrong("there is no token in the column FORM"));
        };
        let (start, end) = match (column("START"), column("END")) {
            (Some(start), Some(end)) => {
                let place = |at: usize| fields.get(at).and_then(|field| field.parse::<usize>().ok());
                let (Some(start), Some(end)) = (place(start), place(end)) else {
                    return Err(wrong("START and END must be numbers"));
                };
                (start, end)
            }
            _ if fields.len() < 2 => return Err(wrong("a token needs a tag, with a tab between: B-Source, I-Source, … or O")),
            _ => {
                self.tokens.push((*word).to_owned());
                (self.tokens.len() - 1, self.tokens.len())
            }
        };
        let aside = !self.tokens.is_empty();
        let name = |at: usize| self.columns.get(at).map(String::as_str);
        let is_tag = |at: usize| name(at).map_or(at > 0, |name| !FIXED.contains(&name));
        let tags = fields.iter().enumerate().filter(|(at, _)| is_tag(*at));
        for (column, tag) in tags.flat_map(|(column, tags)| tags.split('|').map(move |tag| (column, tag))) {
            let (prefix, label) = match tag.split_once('-') {
                Some((prefix @ ("B" | "I"), label)) => (prefix, label),
                _ if matches!(tag, "O" | "_" | "") => continue,
                _ => return Err(wrong(&format!("invalid tag {tag:?}; expected B-Source, I-Source, … or O"))),
            };
            let (label, stretches) = match (grouping::label_of(label), Mark::of(label)) {
                (Some(label), _) => (label, self.claims.entry(column).or_default()),
                (None, Some(Mark::NothingHere)) => (Label::Part(Part::Content), &mut self.passages),
                _ => continue,
            };
            let last = stretches.iter_mut().rev().find(|stretch| stretch.label == label);
            match last {
                Some(stretch) if prefix == "I" => {
                    if stretch.end < start || aside {
                        stretch.words.push(' ');
                    }
                    stretch.words.push_str(word);
                    stretch.end = end;
                }
                _ => stretches.push(Stretch { line, label, start, end, words: (*word).to_owned() }),
            }
        }
        Ok(())
    }

    fn finish(mut self) -> ParsedArticle {
        let mut drafts = Vec::new();
        for (column, stretches) in self.claims {
            let id = self.columns.get(column).cloned().unwrap_or_default();
            let line = stretches.first().map_or(self.line, |stretch| stretch.line);
            // Places of the file are not compared with those among tokens.
            let sent = self.sent.remove(&id).map(|sent| if self.tokens.is_empty() { sent } else { sent.placeless() });
            let details = Details { id, ..Details::default() };
            let mut draft = Draft { claim: ParsedClaim { line, details, ..ParsedClaim::default() }, ..Draft::default() };
            for Stretch { label, start, end, words, .. } in stretches {
                let mark = ParsedSpan::with_words(start, end, &words);
                match label {
                    Label::Part(part) => draft.claim.parts[part].push(mark),
                    Label::Outlet => draft.outlets.push((mark, None)),
                    Label::Name => draft.names.push(mark),
                }
            }
            drafts.push((draft, sent));
        }
        let (claims, remarks) = returned::settle_together(drafts);
        let mut document = ParsedArticle {
            line: self.line,
            article: self.article,
            unit: Unit::CodePoint,
            any_white_space: true,
            claims,
            remarks,
            tokens: self.tokens,
            ..ParsedArticle::default()
        };
        let passages = self.passages.into_iter();
        let seen =
            passages.map(|Stretch { start, end, words, .. }| (ParsedSpan::with_words(start, end, &words), Signed::default()));
        self.marks.put_seen(seen, &mut document);
        document
    }
}
