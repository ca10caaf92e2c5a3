//! The report as Markdown (CommonMark with the tables of GitHub).
//!
//! Contents are bold, and after each stands the number of its claim, which leads to the claim's heading.

use std::fmt::Write as _;

use super::passages::{Ink, Step, passages};
use super::{Report, ReportFigures, ReportRow, count, one_line};
use crate::article::BlockKind;
use crate::claim::Part;
use crate::interchange::export::is_web_address;
use crate::review::Evidence;
use crate::text::visible::{Breaks, visible};

/// The report as Markdown.
pub fn markdown(report: &Report<'_>) -> String {
    let rows = report.rows();
    let mut out = format!("# {}\n\n", escaped(&one_line(report.title())));
    let imprint = report.imprint();
    if !imprint.is_empty() {
        let _ = writeln!(out, "{}\n", escaped(&imprint.join(" · ")));
    }
    let _ = writeln!(out, "{}\n", escaped(&report.summary(&rows)));
    out.push_str("## The article\n\n");
    article(report, &rows, &mut out);
    if !rows.is_empty() {
        out.push_str("## The claims\n\n");
        for row in &rows {
            claim(row, &report.session.article().text, &mut out);
        }
    }
    cast(report, &rows, &mut out);
    for figures in &report.figures {
        table(figures, &mut out);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn article(report: &Report<'_>, rows: &[ReportRow<'_>], out: &mut String) {
    let article = report.session.article();
    for (block, steps) in article.blocks.iter().zip(passages(article, rows)) {
        let is_title = block.kind == BlockKind::Headline && !steps.iter().any(|step| matches!(step, Step::Label(_)));
        if is_title {
            continue;
        }
        let words = passage(&article.text, &steps, rows);
        let _ = match block.kind {
            BlockKind::Headline | BlockKind::Heading => writeln!(out, "### {words}\n"),
            BlockKind::Quotation => writeln!(out, "> {words}\n"),
            BlockKind::ListItem => writeln!(out, "- {words}\n"),
            BlockKind::Caption => writeln!(out, "Picture: {words}\n"),
            BlockKind::Paragraph | BlockKind::Table | BlockKind::Byline | BlockKind::Boilerplate => writeln!(out, "{words}\n"),
        };
    }
}

/// One block on one line: what any content covers is bold.
fn passage(text: &str, steps: &[Step], rows: &[ReportRow<'_>]) -> String {
    let mut out = String::new();
    let (mut depth, mut bold) = (0usize, String::new());
    for step in steps {
        match step {
            Step::Open(Ink::Struck) | Step::Close(Ink::Struck) if depth == 0 => {
                strong(&mut out, &mut bold, Some('~'));
                out.push_str("~~");
            }
            Step::Open(Ink::Content(_)) => depth += 1,
            Step::Close(Ink::Content(_)) => depth = depth.saturating_sub(1),
            Step::Text(span) => {
                let words = span.slice(text).unwrap_or_default();
                if depth > 0 {
                    bold.push_str(words);
                } else {
                    strong(&mut out, &mut bold, words.chars().next());
                    out.push_str(&line(words));
                }
            }
            Step::Label(row) => {
                strong(&mut out, &mut bold, Some('['));
                if let Some(row) = rows.get(*row) {
                    let _ = write!(out, " [\\[{}\\]](#claim-{})", row.number, row.number);
                }
            }
            Step::Open(_) | Step::Close(_) => {}
        }
    }
    strong(&mut out, &mut bold, None);
    let start = out.len() - out.trim_start().len();
    protected_start(&out[start..])
}

/// Writes the words that were gathered as bold ones, where `**` between these neighbours begins and ends
/// emphasis (CommonMark 0.31, "left-flanking delimiter run").
fn strong(out: &mut String, words: &mut String, next: Option<char>) {
    let gathered = std::mem::take(words);
    let inner = gathered.trim();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = gathered.chars().next().filter(|c| c.is_whitespace()).or(out.chars().next_back());
    let after = gathered.chars().next_back().filter(|c| c.is_whitespace()).or(next);
    let opens = is_word(inner.chars().next()) || before.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    let closes = is_word(inner.chars().next_back()) || after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    if inner.is_empty() || !opens || !closes {
        out.push_str(&line(&gathered));
        return;
    }
    let at = gathered.len() - gathered.trim_start().len();
    let (head, rest) = gathered.split_at(at);
    let tail = rest.get(inner.len()..).unwrap_or_default();
    let _ = write!(out, "{}**{}**{}", line(head), line(inner), line(tail));
}

fn claim(row: &ReportRow<'_>, text: &str, out: &mut String) {
    let _ = writeln!(out, "### Claim {}\n", row.number);
    let words = row.words(text);
    let _ = writeln!(out, "> {}\n", protected_start(&escaped(&words)));
    let remark = row.speaker_remark();
    let remark = if remark.is_empty() { remark } else { format!(" ({remark})") };
    let mut item = |name: &str, value: &str| {
        let _ = writeln!(out, "- {name}: {}", escaped(value));
    };
    item("Speaker", &format!("{}{remark}", row.speaker_name()));
    let cue = row.part(Part::Cue, text);
    let how = if cue.is_empty() { String::new() } else { format!("; attributed by “{cue}”") };
    item("How", &format!("{}{how}", row.kind()));
    item("Through", &row.way());
    item("Review", &row.decision());
    if row.claim.spans(Part::Content).is_empty() {
        item("Place", "these words are no longer in the article");
    }
    for (name, value) in row.findings() {
        item(name, &value);
    }
    for evidence in &row.claim.check.evidence {
        let _ = writeln!(out, "- Evidence: {}", self::evidence(evidence));
    }
    for note in row.claim.note.lines().filter(|note| !note.trim().is_empty()) {
        let _ = writeln!(out, "- Note: {}", escaped(&one_line(note)));
    }
    out.push('\n');
}

fn evidence(evidence: &Evidence) -> String {
    if !is_web_address(&evidence.link) || evidence.link.contains(['<', '>', '\\']) {
        return escaped(&one_line(&evidence.line()));
    }
    let rest = Evidence { link: String::new(), ..evidence.clone() };
    format!("[{}](<{}>) {}", escaped(&one_line(&evidence.link)), one_line(&evidence.link), escaped(&one_line(&rest.line())))
}

/// Who speaks, and through which outlets, each with its claims.
fn cast(report: &Report<'_>, rows: &[ReportRow<'_>], out: &mut String) {
    let link = |row: &ReportRow<'_>| format!("[{}](#claim-{})", row.number, row.number);
    let mut lines: Vec<String> = Vec::new();
    for speaker in report.session.speakers() {
        let own: Vec<String> = rows.iter().filter(|row| row.speaker.is_some_and(|it| it.id == speaker.id)).map(link).collect();
        if let Some(first) = rows.iter().find(|row| row.speaker.is_some_and(|it| it.id == speaker.id)) {
            let (name, remark) = (escaped(&first.speaker_name()), escaped(&first.speaker_remark()));
            lines.push(format!("| {name} | {remark} | {} | {} |", count(own.len(), "claim"), own.join(" ")));
        }
    }
    if !lines.is_empty() {
        let _ =
            writeln!(out, "## Who speaks\n\n| speaker | who | how often | claims |\n|---|---|---|---|\n{}\n", lines.join("\n"));
    }
    let mut lines: Vec<String> = Vec::new();
    for outlet in report.session.outlets() {
        let own: Vec<String> = rows.iter().filter(|row| row.via.iter().any(|it| it.id == outlet.id)).map(link).collect();
        if !own.is_empty() {
            lines.push(format!("| {} | {} | {} |", escaped(&one_line(&outlet.name)), count(own.len(), "claim"), own.join(" ")));
        }
    }
    if !lines.is_empty() {
        let _ =
            writeln!(out, "## Through which outlets\n\n| outlet | how often | claims |\n|---|---|---|\n{}\n", lines.join("\n"));
    }
}

fn table(figures: &ReportFigures, out: &mut String) {
    if figures.rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {}\n\n| of | figure |\n|---|---:|", escaped(&one_line(&figures.title)));
    for row in &figures.rows {
        let _ = writeln!(out, "| {} | {} |", escaped(&one_line(&row.name)), escaped(&one_line(&row.value)));
    }
    out.push('\n');
}

/// Words of the article on one line, spaces at the ends kept.
fn line(words: &str) -> String {
    let words = words.replace(['\n', '\t'], " ");
    escaped(&visible(&words, Breaks::Mark))
}

/// Nothing in it is markup. What matters only at the start of a line is [`protected_start`]'s.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The same line, which begins no heading, list, rule or quotation.
fn protected_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let at = match line.get(digits..).and_then(|rest| rest.chars().next()) {
        Some('.' | ')') if digits > 0 => digits,
        Some('#' | '+' | '-' | '=') if digits == 0 => 0,
        _ => return line.to_owned(),
    };
    let (head, tail) = line.split_at(at);
    format!("{head}\\{tail}")
}
