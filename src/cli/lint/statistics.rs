//! How often each rule reports.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::located::Located;
use crate::interchange::json::write_value;
use crate::lint::{Level, RULES};

/// How often a rule reports; allowed findings are left out.
#[derive(Clone, Copy, Debug)]
pub struct RuleCount {
    /// The rule.
    pub rule: &'static str,
    /// Its findings.
    pub findings: usize,
    /// The articles that have them.
    pub articles: usize,
    /// Those that are errors.
    pub errors: usize,
    /// Those that are warnings.
    pub warnings: usize,
    /// Those that are suggestions.
    pub suggestions: usize,
}

/// The rules that report, most often first.
pub fn by_rule(found: &[Located]) -> Vec<RuleCount> {
    let open: Vec<&Located> = found.iter().filter(|located| located.finding.allowed.is_none()).collect();
    let count = |rule: &'static str| {
        let of_rule: Vec<&&Located> = open.iter().filter(|located| located.finding.rule == rule).collect();
        let at = |level: Level| of_rule.iter().filter(|located| located.finding.level == level).count();
        let mut articles: Vec<&str> = of_rule.iter().map(|located| &*located.at.path).collect();
        articles.dedup();
        RuleCount {
            rule,
            findings: of_rule.len(),
            articles: articles.len(),
            errors: at(Level::Error),
            warnings: at(Level::Warning),
            suggestions: at(Level::Suggestion),
        }
    };
    let mut rules: Vec<RuleCount> = RULES.iter().map(|rule| count(rule.about().id)).collect();
    rules.retain(|count| count.findings > 0);
    rules.sort_by(|a, b| b.findings.cmp(&a.findings).then(a.rule.cmp(b.rule)));
    rules
}

/// Writes them as JSON: one array, or one object per line.
///
/// # Errors
/// Those of `out`.
pub fn write_json(out: &mut dyn Write, found: &[Located], one_array: bool) -> io::Result<()> {
    let object = |count: &RuleCount| {
        let RuleCount { rule, findings, articles, errors, warnings, suggestions } = *count;
        json!({
            "rule": rule, "findings": findings, "articles": articles,
            "errors": errors, "warnings": warnings, "suggestions": suggestions,
        })
    };
    let mut objects = by_rule(found).into_iter().map(|count| object(&count));
    if one_array { write_value(out, &Value::Array(objects.collect())) } else { objects.try_for_each(|it| write_value(out, &it)) }
}
