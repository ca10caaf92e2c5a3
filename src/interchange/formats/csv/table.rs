//! Tables as spreadsheets save them: their separators, encodings and rows.

use crate::article::{Article, ArticleError, Format as ArticleFormat};

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
    pub(super) const fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Tab => '\t',
            Self::Semicolon => ';',
        }
    }

    pub(super) fn join(self, cells: &[String]) -> String {
        cells.join(self.character().encode_utf8(&mut [0; 4]))
    }
}

/// The records of a table: the line that each begins at, and its cells.
pub(super) fn records(text: &str, separator: Separator) -> Vec<(usize, Vec<String>)> {
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
pub(super) fn sniffed(text: &str, expected: Separator) -> (&str, Separator) {
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

pub(super) fn is_column(cell: &str, name: &str) -> bool {
    cell.trim().eq_ignore_ascii_case(name)
}
