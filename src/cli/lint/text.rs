//! Findings for people: a table per article, or one line each.

use std::io::{self, Write};

use super::located::{Located, Passage};
use super::statistics::{RuleCount, by_rule};
use crate::cli::output::counted;
use crate::cli::table::{self, Look};
use crate::lint::{Counts, Finding};
use crate::text::visible::{Breaks, visible};

/// Writes a table per article.
///
/// # Errors
/// Those of `out`.
pub fn table(out: &mut dyn Write, look: Look, found: &[Located]) -> io::Result<()> {
    let mut rest = found;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|located| located.at.path == first.at.path).count();
        let (here, others) = rest.split_at(same);
        rest = others;
        writeln!(out, "{}", visible(&first.at.path, Breaks::Mark))?;
        let rows: Vec<Vec<String>> = here.iter().flat_map(rows).collect();
        table::write_whole(out, look, &["line", "level", "rule", "finding"], &[9, 10, 22], &rows)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Says what was checked and how much was found, and what was left out.
///
/// # Errors
/// Those of `out`.
pub fn summary(out: &mut dyn Write, found: &[Located], articles: usize, unreviewed: usize) -> io::Result<()> {
    let counts: Counts = found.iter().map(|located| &located.finding).collect();
    let listed = counts.total() - counts.allowed;
    let by_level: Vec<String> = counts
        .named()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(
            |(name, count)| {
                if name == "allowed" { format!("{count} allowed") } else { counted(count, name.trim_end_matches('s')) }
            },
        )
        .collect();
    match listed {
        0 if counts.allowed == 0 => writeln!(out, "No findings in {}.", counted(articles, "article"))?,
        _ => writeln!(out, "{} in {}: {}.", counted(listed, "finding"), counted(articles, "article"), by_level.join(", "))?,
    }
    if listed > 0 {
        writeln!(out, "To see why a rule exists: saidby lint --explain RULE")?;
    }
    if unreviewed > 0 {
        let what = if unreviewed == 1 { "claim is" } else { "claims are" };
        writeln!(out, "{unreviewed} {what} not reviewed yet and not checked; --suggestions checks them too.")?;
    }
    Ok(())
}

/// The rows of a finding: itself, and the other places that it is about.
fn rows(located: &Located) -> Vec<Vec<String>> {
    let finding = &located.finding;
    let line_of =
        |passage: &Passage| passage.lines.map_or(String::new(), |(start, _)| format!("{}:{}", start.line, start.column));
    let mut message = finding.message.clone();
    if let Some(reason) = &finding.allowed {
        message = format!("{message} (allowed: {reason})");
    }
    let mut rows = vec![vec![line_of(&located.at), level_of(finding).to_owned(), finding.rule.to_owned(), message]];
    for (passage, what) in &located.related {
        let is_here = passage.path == located.at.path;
        let (line, what) = if is_here {
            (line_of(passage), format!("  {what}"))
        } else {
            (String::new(), format!("  {}: {what}", passage.place()))
        };
        rows.push(vec![line, String::new(), String::new(), what]);
    }
    rows
}

/// How much a finding matters, or that it is allowed.
fn level_of(finding: &Finding) -> &str {
    if finding.allowed.is_some() { "allowed" } else { finding.level.as_str() }
}

/// Writes one line per finding: place, level, rule, message.
///
/// # Errors
/// Those of `out`.
pub fn concise(out: &mut dyn Write, found: &[Located]) -> io::Result<()> {
    found.iter().try_for_each(|located| {
        let finding = &located.finding;
        let reason = finding.allowed.as_ref().map(|reason| format!(" (allowed: {reason})")).unwrap_or_default();
        let line = format!("{} {} {} {}{reason}", located.at.place(), level_of(finding), finding.rule, finding.message);
        writeln!(out, "{}", visible(&line, Breaks::Mark))
    })
}

/// Writes how often each rule reports, most often first.
///
/// # Errors
/// Those of `out`.
pub fn statistics(out: &mut dyn Write, look: Look, found: &[Located], articles: usize) -> io::Result<()> {
    let row = |count: &RuleCount| {
        let RuleCount { rule, findings, articles, errors, warnings, suggestions } = *count;
        let mut row: Vec<String> = [findings, articles, errors, warnings, suggestions].iter().map(ToString::to_string).collect();
        row.push(rule.to_owned());
        row
    };
    let rows: Vec<Vec<String>> = by_rule(found).iter().map(row).collect();
    table::write(out, look, &["findings", "articles", "errors", "warnings", "suggestions", "rule"], &[], &rows)?;
    writeln!(out, "{articles} {} checked", if articles == 1 { "article" } else { "articles" })
}
