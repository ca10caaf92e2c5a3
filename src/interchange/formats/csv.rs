//! CSV and TSV for editors (RFC 4180): a row a claim, columns that a fact-checking desk fills on.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe, which is undone on the way in; words
//! are those of the article, to the last invisible one. Spreadsheets save tables in their own ways, by the country that
//! they are set to: commas, semicolons or tabs, UTF-8, UTF-16 or Windows-1252, `0,98` for 0.98. All are read.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::article::{Article, ArticleError, FileOffsets, Format as ArticleFormat};
use crate::claim::{Directness, OutletRole, Parts, SpeakerKind};
use crate::interchange::export::cells::BETWEEN;
use crate::interchange::export::details::{Details, Person, Through, rounded};
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::import::parsed::{ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem};
use crate::interchange::words::Word;
use crate::review::{Anchor, CheckState, Decision, Evidence, EvidenceKind, FactCheck};
use crate::text::{Span, Unit, bare};

/// The columns, in their order.
pub const COLUMNS: &[&str] = &[
    "id",
    "article",
    "paragraph",
    "start",
    "end",
    "claim_text",
    "directness",
    "speaker",
    "speaker_type",
    "speaker_role_text",
    "outlet_chain",
    "cue",
    "source_status",
    "fact_status",
    "verdict",
    "evidence_url",
    "evidence_locator",
    "source_kind",
    "checker",
    "checked_at",
    "editor",
    "signed_at",
    "note",
    "origin",
    "score",
    "anchor_state",
    "outlet_roles",
];

/// What a table may begin with so that spreadsheets know its encoding.
pub const MARK: &str = "\u{feff}";

/// What stands between two outlets, the nearest to the article first.
const CHAIN: &str = " <- ";

/// What separates the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// CSV.
    Comma,
    /// TSV, quoted as spreadsheets do.
    Tab,
    /// What spreadsheets write where a comma divides decimals.
    Semicolon,
}

impl Separator {
    const fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Tab => '\t',
            Self::Semicolon => ';',
        }
    }

    fn join(self, cells: &[String]) -> String {
        cells.join(self.character().encode_utf8(&mut [0; 4]))
    }
}

/// Writes the line of column names.
///
/// # Errors
/// Those of `out`.
pub fn write_header(out: &mut dyn Write, separator: Separator) -> io::Result<()> {
    let names: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    write!(out, "{}\r\n", separator.join(&names))
}

/// Writes a row for each claim. `start` and `end` are code points of the file, from the first to the last of the
/// content; `paragraph` counts from 1.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>, separator: Separator) -> io::Result<()> {
    let offsets = FileOffsets::new(entry.article);
    for row in &entry.claims {
        let cells: Vec<String> = cells(entry, row, &offsets).iter().map(|cell| quoted(cell, separator)).collect();
        write!(out, "{}\r\n", separator.join(&cells))?;
    }
    Ok(())
}

fn cells(entry: &ExportEntry<'_>, row: &ExportRow<'_>, offsets: &FileOffsets<'_>) -> [String; 27] {
    let words = |spans: &[Span]| {
        spans.iter().filter_map(|span| span.slice(&entry.article.text)).map(bare).collect::<Vec<_>>().join(BETWEEN)
    };
    let whole = row.parts.content.iter().copied().reduce(Span::cover).unwrap_or_default();
    let file = offsets.to_file(whole);
    let paragraph = entry.article.block_index(whole.start) + 1;
    let speaker =
        |field: fn(&crate::claim::Speaker) -> &str| row.speaker.map_or(String::new(), |speaker| field(speaker).to_owned());
    let opinion = row.opinion;
    let status = row.speaker.map_or("none", |speaker| if speaker.anonymous { "anonymous" } else { "named" });
    let anchor = match opinion.map(|opinion| opinion.anchor).unwrap_or_default() {
        Anchor::Exact => "exact",
        Anchor::Moved => "moved",
        Anchor::Ambiguous => "ambiguous",
        Anchor::Orphan => "orphan",
    };
    let check = opinion.map(|opinion| opinion.check);
    let evidence = check.and_then(|check| check.evidence.first());
    let kind = evidence.and_then(|evidence| evidence.kind).map_or("", |kind| match kind {
        EvidenceKind::Primary => "primary",
        EvidenceKind::Secondary => "secondary",
    });
    [
        row.id.to_owned(),
        entry.path.to_owned(),
        paragraph.to_string(),
        file.start.to_string(),
        file.end.to_string(),
        words(row.parts.content),
        row.directness.word().to_owned(),
        speaker(|speaker| &speaker.name),
        speaker(|speaker| speaker.kind.word()),
        speaker(|speaker| speaker.role.as_deref().unwrap_or_default()),
        chain(row),
        words(row.parts.cue),
        status.to_owned(),
        opinion.map_or("unreviewed", |opinion| opinion.decision.word()).to_owned(),
        check.and_then(|check| check.state).map_or("", CheckState::word).to_owned(),
        evidence.map_or("", |evidence| &evidence.link).to_owned(),
        evidence.map_or("", |evidence| &evidence.locator).to_owned(),
        kind.to_owned(),
        opinion.map_or("", |opinion| opinion.by).to_owned(),
        opinion.map_or("", |opinion| opinion.at).to_owned(),
        String::new(),
        String::new(),
        opinion.map_or("", |opinion| opinion.note).to_owned(),
        if row.score.is_some() { "machine" } else { "human" }.to_owned(),
        row.score.map_or(String::new(), |score| format!("{:.3}", rounded(score))),
        anchor.to_owned(),
        row.via.iter().map(|outlet| outlet.role.word()).collect::<Vec<_>>().join(CHAIN),
    ]
}

/// The outlets, the nearest to the article first. A name with a semicolon ends with an arrow, so that it is not read as
/// two.
fn chain(row: &ExportRow<'_>) -> String {
    let chain = row.via.iter().map(|outlet| outlet.name.as_str()).collect::<Vec<_>>().join(CHAIN);
    if row.via.len() == 1 && chain.contains(';') { chain + CHAIN.trim_end() } else { chain }
}

/// The parts of a cell that were joined: by arrows or, as people write lists, by semicolons.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let sign = if cell.contains(CHAIN.trim()) { CHAIN.trim() } else { ";" };
    cell.split(sign).map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a spreadsheet would compute the cell; one that begins with apostrophes before such a sign is guarded as
/// well, so that what was guarded can be told from what was so.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell as it is written: quoted where it has to be, and guarded where a spreadsheet would compute it.
pub fn quoted(cell: &str, separator: Separator) -> String {
    let formula = is_formula(cell);
    if formula || cell.contains([separator.character(), '"', '\n', '\r']) {
        format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A cell as it was before it was guarded.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// The records of a table: the line that each begins at, and its cells.
fn records(text: &str, separator: Separator) -> Vec<(usize, Vec<String>)> {
    let mut records = Vec::new();
    let mut cells = vec![String::new()];
    let (mut line, mut begin) = (1, 1);
    let mut inside = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        line += usize::from(c == '\n');
        let first = cells.last().is_some_and(String::is_empty);
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '"' if inside && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if inside => inside = false,
            '"' if first => inside = true,
            c if inside => cell.push(c),
            c if c == separator.character() => cells.push(String::new()),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                let record = std::mem::replace(&mut cells, vec![String::new()]);
                if record.iter().any(|cell| !cell.is_empty()) {
                    records.push((begin, record));
                }
                begin = line;
            }
            c => cell.push(c),
        }
    }
    if cells.iter().any(|cell| !cell.is_empty()) {
        records.push((begin, cells));
    }
    records
}

/// The text of a table's file, and what is worth telling of its encoding.
///
/// # Errors
/// It is no text.
pub fn decoded(bytes: &[u8]) -> Result<(String, Option<String>), ArticleError> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let article = Article::read(bytes, ArticleFormat::Text)?;
    let guess = if article.origin.encoding_guessed { ", which is a guess" } else { "" };
    let told = (article.origin.encoding != "UTF-16LE").then(|| format!("read as {}{guess}", article.origin.encoding));
    Ok((article.text.to_string(), told))
}

/// The separator of a table, by the row of its column names, and the table without the row that names the separator.
fn sniffed(text: &str, expected: Separator) -> (&str, Separator) {
    const ALL: [Separator; 3] = [Separator::Comma, Separator::Tab, Separator::Semicolon];
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    // Excel's own hint.
    if let Some(sign) = first.trim_end().strip_prefix("sep=")
        && let Some(separator) = ALL.into_iter().find(|separator| sign.chars().eq([separator.character()]))
    {
        return (rest, separator);
    }
    let names = |separator: &Separator| {
        let names = records(first, *separator);
        names.first().is_some_and(|(_, names)| names.iter().any(|name| is_column(name, "claim_text")))
    };
    (text, std::iter::once(expected).chain(ALL).find(names).unwrap_or(expected))
}

fn is_column(cell: &str, name: &str) -> bool {
    cell.trim().eq_ignore_ascii_case(name)
}

/// Reads a table whose first row names the columns; `claim_text` has to be among them, any other may be missing.
/// `expected`: the separator, unless the row of names has another.
pub fn read(text: &str, expected: Separator) -> ParsedFile {
    let text = text.trim_start_matches('\u{feff}');
    let (text, separator) = sniffed(text, expected);
    let mut records = records(text, separator).into_iter();
    let Some((line, names)) = records.next() else { return ParsedFile::failed(1, "there is no row of column names") };
    let columns: HashMap<String, usize> = names.iter().enumerate().map(|(at, name)| (name.trim().to_lowercase(), at)).collect();
    if !columns.contains_key("claim_text") {
        return ParsedFile::failed(line, "missing column claim_text; the first row must be a header");
    }
    let mut reading = ParsedFile::default();
    for (line, cells) in records {
        let cell = |name: &str| columns.get(name).and_then(|at| cells.get(*at)).map_or("", |cell| unguarded(cell));
        match draft(line, &cell) {
            Ok(draft) => {
                let article = Some(cell("article").to_owned()).filter(|article| !article.is_empty());
                match reading.documents.iter_mut().find(|document| document.article == article) {
                    Some(document) => document.claims.push(draft),
                    None => reading.documents.push(ParsedArticle {
                        line,
                        article,
                        unit: Unit::CodePoint,
                        cells: true,
                        claims: vec![draft],
                        ..ParsedArticle::default()
                    }),
                }
            }
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    reading
}

/// A number, with a point or a comma before its decimals.
fn decimal(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    cell.parse().ok().or_else(|| cell.replacen(',', ".", 1).parse().ok()).filter(|number: &f64| number.is_finite())
}

fn draft<'c>(line: usize, cell: &dyn Fn(&str) -> &'c str) -> Result<ParsedClaim, Problem> {
    let wrong = |reason: String| Problem { line, reason };
    let number = |name: &str| match cell(name) {
        "" => Ok(None),
        given => match decimal(given) {
            Some(number) if number >= 0.0 && number.fract() == 0.0 => Ok(Some(number as usize)),
            _ => Err(wrong(format!("invalid {name} {given:?}; expected a whole number"))),
        },
    };
    fn word<T: Word>(given: &str) -> Result<Option<T>, String> {
        let known = || T::ALL.iter().map(|value| value.word()).collect::<Vec<_>>().join(", ");
        if given.is_empty() {
            return Ok(None);
        }
        T::of(given).map(Some).ok_or_else(|| format!("invalid {} {given:?}; expected one of {}", T::WHAT, known()))
    }
    let text = cell("claim_text");
    if text.trim().is_empty() {
        return Err(wrong("claim_text is empty: nothing is attributed".to_owned()));
    }
    let score = match cell("score") {
        "" => None,
        given => {
            let score = decimal(given).ok_or_else(|| wrong(format!("invalid score {given:?}; expected a number")))?;
            Some(score as f32)
        }
    };
    let mut speaker = Person::named(cell("speaker"));
    if let Some(person) = &mut speaker {
        person.kind = word::<SpeakerKind>(cell("speaker_type")).map_err(wrong)?;
        person.role = Some(cell("speaker_role_text").to_owned()).filter(|role| !role.is_empty());
        person.anonymous = cell("source_status") == "anonymous";
    }
    let mut via: Vec<Through> = parts(cell("outlet_chain")).filter_map(Through::named).collect();
    let roles: Vec<OutletRole> = parts(cell("outlet_roles"))
        .filter_map(|role| word::<OutletRole>(role).transpose())
        .collect::<Result<_, _>>()
        .map_err(wrong)?;
    // Roles of another number of outlets are of other outlets.
    if roles.len() == via.len() {
        via.iter_mut().zip(roles).for_each(|(outlet, role)| outlet.role = Some(role));
    }
    let details = Details {
        id: cell("id").to_owned(),
        kind: word::<Directness>(cell("directness")).map_err(wrong)?,
        class: None,
        speaker,
        via,
        score,
        decision: word::<Decision>(cell("fact_status")).map_err(wrong)?,
        by: cell("checker").to_owned(),
        at: cell("checked_at").to_owned(),
        note: cell("note").to_owned(),
        flag: false,
        check: check(cell).map_err(wrong)?,
    };
    let whole = number("start")?.zip(number("end")?);
    let marks = |words: &str, at: Option<(usize, usize)>| -> Vec<ParsedSpan> {
        let words = words.trim();
        match (words.is_empty(), at) {
            (true, _) => Vec::new(),
            (false, Some((start, end))) => vec![ParsedSpan::with_words(start, end, words)],
            (false, None) => vec![ParsedSpan::words(words)],
        }
    };
    Ok(ParsedClaim {
        line,
        parts: Parts {
            content: marks(text, whole),
            cue: cell("cue").split(BETWEEN).flat_map(|words| marks(words, None)).collect(),
            source: Vec::new(),
        },
        machine: cell("origin") == "machine",
        details,
    })
}

fn check<'c>(cell: &dyn Fn(&str) -> &'c str) -> Result<FactCheck, String> {
    let state = match cell("verdict") {
        "" => None,
        given => Some(CheckState::ALL.into_iter().find(|state| state.word() == given).ok_or_else(|| {
            let known = CheckState::ALL.map(CheckState::word).join(", ");
            format!("invalid verdict {given:?}; expected one of {known}")
        })?),
    };
    let kind = match cell("source_kind") {
        "" => None,
        "primary" => Some(EvidenceKind::Primary),
        "secondary" => Some(EvidenceKind::Secondary),
        given => return Err(format!("invalid kind of source {given:?}; expected primary or secondary")),
    };
    let evidence = Evidence {
        link: cell("evidence_url").to_owned(),
        locator: cell("evidence_locator").to_owned(),
        kind,
        ..Evidence::default()
    };
    let evidence = Some(evidence).filter(|evidence| *evidence != Evidence::default());
    Ok(FactCheck { state, evidence: evidence.into_iter().collect(), ..FactCheck::default() })
}
