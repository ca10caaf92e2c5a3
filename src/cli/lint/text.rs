//! Findings for people: a table per article, or one line each.

use std::io::{self, Write};

use super::located::Located;
use crate::cli::output::counted;
use crate::cli::table::{self, Look};
use crate::lint::{Counts, Finding, Level, RULES};
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
        table::write(out, look, &["line", "level", "rule", "finding"], &[9, 10, 22], &rows)?;
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
    let line = located.at.lines.map_or(String::new(), |(start, _)| format!("{}:{}", start.line, start.column));
    let mut message = finding.message.clone();
    if let Some(reason) = &finding.allowed {
        message = format!("{message} (allowed: {reason})");
    }
    let mut rows = vec![vec![line, level_of(finding).to_owned(), finding.rule.to_owned(), message]];
    for (passage, what) in &located.related {
        rows.push(vec![String::new(), String::new(), String::new(), format!("  {}: {what}", passage.place())]);
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
    let open: Vec<&Located> = found.iter().filter(|located| located.finding.allowed.is_none()).collect();
    let count = |rule: &str, level: Option<Level>| {
        let is = |located: &&&Located| located.finding.rule == rule && level.is_none_or(|level| located.finding.level == level);
        open.iter().filter(is).count()
    };
    let mut rules: Vec<(usize, &str)> = RULES.iter().map(|rule| rule.about().id).map(|id| (count(id, None), id)).collect();
    rules.retain(|(count, _)| *count > 0);
    rules.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let row = |(all, rule): &(usize, &str)| {
        let mut in_articles: Vec<&str> =
            open.iter().filter(|located| located.finding.rule == *rule).map(|located| &*located.at.path).collect();
        in_articles.dedup();
        let levels = [Level::Error, Level::Warning, Level::Suggestion].map(|level| count(rule, Some(level)).to_string());
        let [errors, warnings, suggestions] = levels;
        vec![all.to_string(), in_articles.len().to_string(), errors, warnings, suggestions, (*rule).to_owned()]
    };
    let rows: Vec<Vec<String>> = rules.iter().map(row).collect();
    table::write(out, look, &["findings", "articles", "errors", "warnings", "suggestions", "rule"], &[], &rows)?;
    writeln!(out, "{articles} {} checked", if articles == 1 { "article" } else { "articles" })
}
