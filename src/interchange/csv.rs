//! CSV for editors (RFC 4180): a row a claim, columns that a fact-checking desk fills on.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe; what cannot be seen is marked.

use std::io::{self, Write};

use super::rows::{self, Entry, Row};
use crate::article::FileOffsets;
use crate::review::Anchor;
use crate::text::Span;
use crate::text::visible::{Breaks, visible};

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
];

/// Writes the line of column names.
///
/// # Errors
/// Those of `out`.
pub fn write_header(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\r", COLUMNS.join(","))
}

/// Writes a row for each claim. `start` and `end` are code points of the file, from the first to the last of the
/// content; `paragraph` counts from 1.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &Entry<'_>) -> io::Result<()> {
    let offsets = FileOffsets::new(entry.article);
    for row in &entry.claims {
        let cells: Vec<String> = cells(entry, row, &offsets).iter().map(|cell| quoted(cell)).collect();
        writeln!(out, "{}\r", cells.join(","))?;
    }
    Ok(())
}

fn cells(entry: &Entry<'_>, row: &Row<'_>, offsets: &FileOffsets<'_>) -> [String; 26] {
    let words = |spans: &[Span]| spans.iter().filter_map(|span| span.slice(&entry.article.text)).collect::<Vec<_>>().join(" … ");
    let whole = row.content.iter().copied().reduce(Span::cover).unwrap_or_default();
    let file = offsets.to_file(whole);
    let paragraph = entry.article.blocks.partition_point(|block| block.span.end <= whole.start) + 1;
    let speaker =
        |field: fn(&crate::claim::Speaker) -> &str| row.speaker.map_or(String::new(), |speaker| field(speaker).to_owned());
    let opinion = row.opinion;
    let anonymous = row.speaker.map_or("none", |speaker| if speaker.anonymous { "anonymous" } else { "named" });
    let anchor = match opinion.map(|opinion| opinion.anchor).unwrap_or_default() {
        Anchor::Exact => "exact",
        Anchor::Moved => "moved",
        Anchor::Ambiguous => "ambiguous",
        Anchor::Orphan => "orphan",
    };
    [
        row.id.to_owned(),
        entry.path.to_owned(),
        paragraph.to_string(),
        file.start.to_string(),
        file.end.to_string(),
        words(row.content),
        rows::directness(row.directness).to_owned(),
        speaker(|speaker| &speaker.name),
        speaker(|speaker| rows::kind(speaker.kind)),
        speaker(|speaker| speaker.role.as_deref().unwrap_or_default()),
        row.via.join(" <- "),
        words(row.cue),
        anonymous.to_owned(),
        opinion.map_or("unreviewed", |opinion| rows::decision(opinion.decision)).to_owned(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        opinion.map_or("", |opinion| opinion.by).to_owned(),
        opinion.map_or("", |opinion| opinion.at).to_owned(),
        String::new(),
        String::new(),
        opinion.map_or("", |opinion| opinion.note).to_owned(),
        if row.score.is_some() { "machine" } else { "human" }.to_owned(),
        row.score.map_or(String::new(), |score| format!("{score:.3}")),
        anchor.to_owned(),
    ]
}

fn quoted(cell: &str) -> String {
    let cell = visible(cell, Breaks::Keep);
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
    if formula || cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
    } else {
        cell.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::extract::{Options, extract};

    #[test]
    fn a_row_a_claim_with_every_column() {
        let article = Article::from_text("Ferry\n\n“We are \"closed\", now,” mayor Ana Diaz said.\n");
        let found = extract(&article, &Options::fast());
        let mut out = Vec::new();
        write_header(&mut out).unwrap();
        write(&mut out, &Entry::of_extraction("=a.txt", &article, &found)).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert_eq!(lines[0].split(',').count(), COLUMNS.len());
        assert!(lines[1].contains("\"'=a.txt\",2,7,"), "{text}");
        assert!(lines[1].contains("“We are \"\"closed\"\", now,”"), "{text}");
        assert!(lines[1].contains("unreviewed,,,,,,,,,,machine,0."), "{text}");
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("-1"), "\"'-1\"");
        assert_eq!(quoted("a\u{1b}b"), "a␛b");
    }
}
