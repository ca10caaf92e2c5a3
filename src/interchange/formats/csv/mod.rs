//! CSV and TSV for editors (RFC 4180): a row a claim, columns that a fact-checking desk fills on.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe, which is undone on the way in; words
//! are those of the article, to the last invisible one. Spreadsheets save tables in their own ways, by the country that
//! they are set to: commas, semicolons or tabs, UTF-8, UTF-16 or Windows-1252, `0,98` for 0.98. All are read.

mod table;

use std::collections::HashMap;
use std::io::{self, Write};

pub use self::table::{Separator, decoded};
use self::table::{records, sniffed};
use crate::article::FileOffsets;
use crate::claim::{Directness, OutletRole, Parts, SpeakerKind};
use crate::interchange::export::cells::BETWEEN;
use crate::interchange::export::details::{Details, Person, Through, rounded};
use crate::interchange::export::marks::{DONE, DoneMark, Marks, NOTHING_HERE, Passage, Signed};
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::import::marks::Mark;
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
    let place = |span: Span| {
        let range = offsets.to_file(span);
        [range.start, range.end]
    };
    let Marks { nothing_here, done } = Marks::of_text(entry, &place);
    for (read, Passage { span: [start, end], words, signed }) in entry.nothing_here.iter().zip(nothing_here) {
        let paragraph = (entry.article.block_index(read.span.start) + 1).to_string();
        let cells = [
            ("article", entry.path),
            ("paragraph", &paragraph),
            ("start", &start.to_string()),
            ("end", &end.to_string()),
            ("claim_text", &words.map(|words| bare(&words).into_owned()).unwrap_or_default()),
            ("fact_status", NOTHING_HERE),
            ("checker", &signed.by),
            ("checked_at", &signed.at),
        ];
        write_cells(out, separator, &cells)?;
    }
    if let Some(done) = done {
        let note = format!("{TEXT_DONE}{}{WITH_ENGINE}{}", done.blake3, done.engine);
        let cells =
            [("article", entry.path), ("fact_status", DONE), ("checker", &done.by), ("checked_at", &done.at), ("note", &note)];
        write_cells(out, separator, &cells)?;
    }
    Ok(())
}

/// What the note of a done mark says: of which text it is, by its digest, and which engine's suggestions were reviewed.
const TEXT_DONE: &str = "text ";
const WITH_ENGINE: &str = ", engine ";

/// Writes a row with these cells alone.
fn write_cells(out: &mut dyn Write, separator: Separator, filled: &[(&str, &str)]) -> io::Result<()> {
    let cell = |column: &&str| filled.iter().find(|(name, _)| name == column).map_or("", |(_, value)| *value);
    let cells: Vec<String> = COLUMNS.iter().map(|column| quoted(cell(column), separator)).collect();
    write!(out, "{}\r\n", separator.join(&cells))
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
        let read = match Mark::of(cell("fact_status")) {
            Some(mark) => marked(line, &cell, mark),
            None => draft(line, &cell).map(|draft| Row::Claim(Box::new(draft))),
        };
        let row = match read {
            Ok(row) => row,
            Err(Problem { line, reason }) => {
                reading.leave_out(line, reason);
                continue;
            }
        };
        let article = Some(cell("article").to_owned()).filter(|article| !article.is_empty());
        let at = reading.documents.iter().position(|document| document.article == article);
        let at = at.unwrap_or_else(|| {
            let unit = Unit::CodePoint;
            reading.documents.push(ParsedArticle { line, article, unit, cells: true, ..ParsedArticle::default() });
            reading.documents.len() - 1
        });
        let Some(document) = reading.documents.get_mut(at) else { continue };
        match row {
            Row::Claim(draft) => document.claims.push(*draft),
            Row::NothingHere(mark, signed) => document.nothing_here.push((mark, signed.stamp())),
            Row::Done(done) => document.done = Some(done.mark()),
        }
    }
    reading
}

/// What a row says.
enum Row {
    Claim(Box<ParsedClaim>),
    NothingHere(ParsedSpan, Signed),
    Done(DoneMark),
}

/// A row that is no claim: a passage that holds none, or the done mark.
fn marked<'c>(line: usize, cell: &dyn Fn(&str) -> &'c str, mark: Mark) -> Result<Row, Problem> {
    let wrong = |reason: &str| Problem { line, reason: reason.to_owned() };
    let (by, at) = (cell("checker").to_owned(), cell("checked_at").to_owned());
    if mark == Mark::NothingHere {
        let words = cell("claim_text").trim();
        if words.is_empty() {
            return Err(wrong("claim_text is empty: no passage holds no claim"));
        }
        let whole = number(line, cell, "start")?.zip(number(line, cell, "end")?);
        let place = whole.map_or_else(|| ParsedSpan::words(words), |(start, end)| ParsedSpan::with_words(start, end, words));
        return Ok(Row::NothingHere(place, Signed { by, at }));
    }
    let text = cell("note").strip_prefix(TEXT_DONE);
    let (blake3, engine) = text
        .map(|text| text.split_once(WITH_ENGINE).unwrap_or((text, "")))
        .ok_or_else(|| wrong("the note of the done mark does not say of which text it is; it was left out"))?;
    Ok(Row::Done(DoneMark { by, at, blake3: blake3.trim().to_owned(), engine: engine.trim().to_owned() }))
}

/// The whole number in the column `name`; `None`: it is empty.
fn number<'c>(line: usize, cell: &dyn Fn(&str) -> &'c str, name: &str) -> Result<Option<usize>, Problem> {
    match cell(name) {
        "" => Ok(None),
        given => match decimal(given) {
            Some(number) if number >= 0.0 && number.fract() == 0.0 => Ok(Some(number as usize)),
            _ => Err(Problem { line, reason: format!("invalid {name} {given:?}; expected a whole number") }),
        },
    }
}

/// A number, with a point or a comma before its decimals.
fn decimal(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    cell.parse().ok().or_else(|| cell.replacen(',', ".", 1).parse().ok()).filter(|number: &f64| number.is_finite())
}

fn draft<'c>(line: usize, cell: &dyn Fn(&str) -> &'c str) -> Result<ParsedClaim, Problem> {
    let wrong = |reason: String| Problem { line, reason };
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
    let whole = number(line, cell, "start")?.zip(number(line, cell, "end")?);
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
