//! Tables for people: columns aligned by what a terminal shows, not by bytes.

use std::io::{self, Write};

use crate::article::Article;
use crate::claim::{Claim, Directness};
use crate::extract::Extraction;
use crate::text::visible::{Breaks, fit, visible, width};
use crate::text::{Span, single_line};

/// How a table is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the terminal.
    pub columns: usize,
    /// Whether headers are bold.
    pub colours: bool,
}

/// Writes rows under a header. The last column takes the room that is left; the others are as wide as
/// their widest cell, up to `limits`. What is longer is cut.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, look: Look, header: &[&str], limits: &[usize], rows: &[Vec<String>]) -> io::Result<()> {
    let widths = widths(look, header, limits, rows);
    head(out, look, header, &widths)?;
    rows.iter().try_for_each(|row| writeln!(out, "{}", line(row.iter().map(String::as_str), &widths)))
}

/// The same, with the last column on as many lines as it needs: nothing of it is cut.
///
/// # Errors
/// Those of `out`.
pub fn write_whole(out: &mut dyn Write, look: Look, header: &[&str], limits: &[usize], rows: &[Vec<String>]) -> io::Result<()> {
    let widths = widths(look, header, limits, rows);
    head(out, look, header, &widths)?;
    let room = widths.last().copied().unwrap_or_default();
    for row in rows {
        let Some((last, cells)) = row.split_last() else { continue };
        for (number, part) in wrapped(last, room).iter().enumerate() {
            let cells = cells.iter().map(|cell| if number == 0 { cell.as_str() } else { "" });
            writeln!(out, "{}", line(cells.chain([part.as_str()]), &widths))?;
        }
    }
    Ok(())
}

fn head(out: &mut dyn Write, look: Look, header: &[&str], widths: &[usize]) -> io::Result<()> {
    let (bold, plain) = if look.colours { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "{bold}{}{plain}", line(header.iter().copied(), widths))
}

fn widths(look: Look, header: &[&str], limits: &[usize], rows: &[Vec<String>]) -> Vec<usize> {
    let last = header.len().saturating_sub(1);
    let mut widths: Vec<usize> = header.iter().map(|name| width(name)).collect();
    for row in rows {
        for (index, (cell, widest)) in row.iter().zip(&mut widths).enumerate() {
            let limit = limits.get(index).copied().unwrap_or(usize::MAX);
            *widest = (*widest).max(width(cell).min(limit));
        }
    }
    let taken: usize = widths.iter().take(last).map(|width| width + 2).sum();
    if let Some(rest) = widths.get_mut(last) {
        *rest = look.columns.saturating_sub(taken).max(20);
    }
    widths
}

/// A text in lines of at most `room` columns, broken between words; at least one. Blanks before the first word are kept in
/// front of every line, and what a terminal would not show is marked.
pub fn wrapped(text: &str, room: usize) -> Vec<String> {
    let text = visible(text, Breaks::Mark);
    let words = text.trim_start_matches(' ');
    let indent = text.get(..text.len() - words.len()).unwrap_or_default();
    let mut lines = Vec::new();
    let mut current = indent.to_owned();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let is_first = current.len() == indent.len();
        if !is_first && width(&current) + 1 + width(word) > room {
            lines.push(std::mem::replace(&mut current, indent.to_owned()));
        } else if !is_first {
            current.push(' ');
        }
        if width(&current) + width(word) <= room {
            current.push_str(word);
            continue;
        }
        // A word that no line has room for goes on in the next one.
        for c in word.chars() {
            let mut longer = current.clone();
            longer.push(c);
            if width(&longer) > room && current.len() > indent.len() {
                lines.push(std::mem::replace(&mut current, format!("{indent}{c}")));
            } else {
                current = longer;
            }
        }
    }
    lines.push(current);
    lines
}

fn line<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, room) in cells.zip(widths) {
        let cell = fit(cell, *room);
        let used = width(&cell);
        line.push_str(&cell);
        line.extend(std::iter::repeat_n(' ', room.saturating_sub(used) + 2));
    }
    line.trim_end().to_owned()
}

/// Writes what was found in one article.
///
/// # Errors
/// Those of `out`.
pub fn write_article(out: &mut dyn Write, look: Look, path: &str, article: &Article, found: &Extraction) -> io::Result<()> {
    let (bold, plain) = if look.colours { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let title = article.metadata.title.as_deref().unwrap_or_default();
    writeln!(
        out,
        "{bold}{}{plain}  {}",
        visible(path, Breaks::Mark),
        fit(title, look.columns.saturating_sub(width(path) + 2).max(20))
    )?;
    let hidden = match found.hidden {
        0 => String::new(),
        1 => "1 more claim with --scope all\n".to_owned(),
        count => format!("{count} more claims with --scope all\n"),
    };
    if found.claims.is_empty() {
        return writeln!(out, "no claims\n{hidden}");
    }
    let rows: Vec<Vec<String>> =
        found.claims.iter().enumerate().map(|(index, claim)| row(index, claim, article, found)).collect();
    write(out, look, &["", "speaker", "via", "cue", "kind", "score", "claim"], &[6, 28, 24, 18, 8, 5], &rows)?;
    let speakers = found.speakers.iter().map(|speaker| match &speaker.role {
        Some(role) => format!("{} ({role})", speaker.name),
        None => speaker.name.clone(),
    });
    list(out, "speakers", speakers)?;
    list(out, "outlets", found.outlets.iter().map(|outlet| outlet.name.clone()))?;
    write!(out, "{hidden}")?;
    writeln!(out)
}

fn list(out: &mut dyn Write, name: &str, items: impl Iterator<Item = String>) -> io::Result<()> {
    let items: Vec<String> = items.map(|item| visible(&item, Breaks::Mark).into_owned()).collect();
    if items.is_empty() { Ok(()) } else { writeln!(out, "{name}: {}", items.join(", ")) }
}

fn row(index: usize, claim: &Claim, article: &Article, found: &Extraction) -> Vec<String> {
    let words = |spans: &[Span], between: &str| {
        let parts: Vec<&str> = spans.iter().filter_map(|span| span.slice(&article.text)).collect();
        single_line(&parts.join(between))
    };
    let speaker = found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref());
    let via: Vec<&str> = claim
        .via
        .iter()
        .filter_map(|id| found.outlets.iter().find(|outlet| &outlet.id == id))
        .map(|outlet| outlet.name.as_str())
        .collect();
    let kind = match claim.directness {
        Directness::Direct => "direct",
        Directness::Mixed => "mixed",
        Directness::Indirect => "indirect",
    };
    vec![
        (index + 1).to_string(),
        speaker.map_or("–".to_owned(), |speaker| speaker.name.clone()),
        via.join(" <- "),
        words(&claim.parts.cue, " "),
        kind.to_owned(),
        format!("{:.2}", claim.score),
        words(&claim.parts.content, " … "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_what_is_shown() {
        let mut out = Vec::new();
        let rows = [["日本", "one two three four five six"], ["a\u{1b}[1m", "x"]].map(|row| row.map(str::to_owned).to_vec());
        write(&mut out, Look { columns: 28, colours: false }, &["n", "text"], &[4], &rows).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "n     text\n日本  one two three four fi…\na␛[…  x\n");
    }

    #[test]
    fn a_whole_cell_goes_on_below() {
        let mut out = Vec::new();
        let rows =
            [["日本", "one two three four five six seven"], ["b", "  wide words"]].map(|row| row.map(str::to_owned).to_vec());
        write_whole(&mut out, Look { columns: 28, colours: false }, &["n", "text"], &[4], &rows).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "n     text\n日本  one two three four\n      five six seven\nb       wide words\n");
        assert_eq!(wrapped("  a bb cccccccc\u{1b}d", 6), ["  a bb", "  cccc", "  cccc", "  ␛d"]);
        assert_eq!(wrapped("日本語日本", 4), ["日本", "語日", "本"]);
        assert_eq!(wrapped("", 4), [""]);
    }
}
