//! Markdown for people: an article's claims in the order of its text. Out only.

use std::io::{self, Write};

use crate::interchange::export::is_web_address;
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::words::Word;
use crate::review::{CheckState, Evidence, Stamp};
use crate::text::Span;
use crate::text::visible::{Breaks, visible};

/// Writes the section of one article.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let title = entry.article.metadata.title.as_deref().unwrap_or(entry.path);
    writeln!(out, "# {}\n", line(title))?;
    let annotator =
        entry.annotator.filter(|name| !name.is_empty()).map_or(String::new(), |name| format!(", reviewed by {}", line(name)));
    let claims = if entry.len() == 1 { "claim" } else { "claims" };
    writeln!(out, "{}: {} {claims}{annotator}\n", line(entry.path), entry.len())?;
    for (index, row) in entry.claims.iter().enumerate() {
        write_claim(out, entry, row, index + 1)?;
    }
    let signed = |stamp: &Stamp| format!("{}, {}", line(&stamp.by), line(&stamp.at));
    if !entry.nothing_here.is_empty() {
        writeln!(out, "Read, nothing here:\n")?;
        for read in &entry.nothing_here {
            let words = read.span.slice(&entry.article.text).unwrap_or_default();
            writeln!(out, "- {} ({})", line(words), signed(&read.stamp))?;
        }
        writeln!(out)?;
    }
    if let Some(done) = entry.done {
        writeln!(out, "Done: {}\n", signed(&done.stamp))?;
    }
    Ok(())
}

fn write_claim(out: &mut dyn Write, entry: &ExportEntry<'_>, row: &ExportRow<'_>, number: usize) -> io::Result<()> {
    let who = row.speaker.map_or("no one named".to_owned(), |speaker| match &speaker.role {
        Some(role) => format!("**{}**, {}", line(&speaker.name), line(role)),
        None => format!("**{}**", line(&speaker.name)),
    });
    let via: Vec<String> = row.via.iter().map(|outlet| line(&outlet.name)).collect();
    let via = if via.is_empty() { String::new() } else { format!(", through {}", via.join(" ← ")) };
    writeln!(out, "{number}. {who}{via} ({})\n", row.directness.word())?;
    let words = |spans: &[Span]| -> String {
        let slices = spans.iter().filter_map(|span| span.slice(&entry.article.text)).map(line);
        slices.collect::<Vec<_>>().join(" … ")
    };
    writeln!(out, "    > {}\n", words(row.parts.content))?;
    let attributed: Vec<String> =
        [row.parts.source, row.parts.cue].into_iter().map(words).filter(|words| !words.is_empty()).collect();
    if !attributed.is_empty() {
        writeln!(out, "    - in the text: {}", attributed.join(" · "))?;
    }
    let Some(opinion) = row.opinion else { return writeln!(out) };
    let stamp = if opinion.by.is_empty() { String::new() } else { format!(" by {}, {}", line(opinion.by), line(opinion.at)) };
    writeln!(out, "    - {}{stamp}{}", opinion.decision.word(), if opinion.flag { ", flagged" } else { "" })?;
    if !opinion.note.is_empty() {
        writeln!(out, "    - note: {}", line(opinion.note))?;
    }
    if let Some(state) = opinion.check.state {
        writeln!(out, "    - check: {}", CheckState::word(state))?;
    }
    for evidence in &opinion.check.evidence {
        writeln!(out, "    - evidence: {}", address_and_rest(evidence))?;
    }
    writeln!(out)
}

/// A piece of evidence; a web address is a link, in which nothing is escaped.
fn address_and_rest(evidence: &Evidence) -> String {
    let link = &evidence.link;
    if !is_web_address(link) || link.contains(['<', '>', '\\']) {
        return line(&evidence.line());
    }
    let rest = Evidence { link: String::new(), ..evidence.clone() }.line();
    let link = format!("[{}](<{}>)", line(link), visible(link, Breaks::Mark));
    if rest.trim().is_empty() { link } else { format!("{link} {}", line(&rest)) }
}

/// One line of text in which nothing is markup.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let mut out = String::with_capacity(text.len());
    // At the beginning of a line a number or a dash would make a list.
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in visible(&text, Breaks::Mark).chars().enumerate() {
        let list = (at == digits && matches!(c, '.' | ')') && digits > 0) || (at == 0 && matches!(c, '-' | '+' | '='));
        if list || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_as_it_is() {
        let evidence =
            Evidence { link: "https://a.example/t_1?x=1&y=[2]".into(), locator: "table_4".into(), ..Evidence::default() };
        let written = address_and_rest(&evidence);
        assert!(written.contains("](<https://a.example/t_1?x=1&y=[2]>) ") && written.contains("table\\_4"), "{written}");
        assert_eq!(address_and_rest(&Evidence { link: "a_b.ods".into(), ..Evidence::default() }), "a\\_b.ods");
    }
}
