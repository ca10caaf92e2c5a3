//! Findings as SARIF 2.1.0 (OASIS), which code scanning services read.

use std::io::{self, Write};
use std::path::{Component, Path};

use serde_json::{Value, json};

use super::located::{Located, Passage};
use crate::interchange::json::write_value;
use crate::lint::{House, Level, RULES};

/// The name of the fingerprint: it changes when its recipe does.
const FINGERPRINT: &str = "saidby/v1";

/// Writes one log with one run.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, found: &[Located], house: &House) -> io::Result<()> {
    write_value(out, &log(found, house))
}

fn log(found: &[Located], house: &House) -> Value {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "saidby",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(house),
            }},
            "columnKind": "unicodeCodePoints",
            "results": found.iter().map(result).collect::<Value>(),
        }],
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Suggestion => "note",
        Level::Off => "none",
    }
}

fn rules(house: &House) -> Value {
    let rule = |about: &crate::lint::About| {
        let set = house.setting(about.id).level;
        // A rule that is off keeps the level that it would have.
        let shown = if set == Level::Off { about.level.max(Level::Warning) } else { set };
        json!({
            "id": about.id,
            "name": pascal(about.id),
            "shortDescription": {"text": about.what},
            "fullDescription": {"text": about.why},
            "help": {"text": about.markdown(), "markdown": about.markdown()},
            "defaultConfiguration": {"enabled": set != Level::Off, "level": level(shown)},
            "properties": {"tags": [about.group()]},
        })
    };
    RULES.iter().map(|about| rule(about.about())).collect()
}

/// "anonymous.no-reason" as "AnonymousNoReason".
fn pascal(id: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    id.split(['.', '-']).map(capital).collect()
}

fn result(located: &Located) -> Value {
    let finding = &located.finding;
    let index = RULES.iter().position(|rule| rule.about().id == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.level),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": physical(&located.at)}],
        "partialFingerprints": {FINGERPRINT: located.fingerprint},
        "properties": {"basis": finding.basis.to_string()},
    });
    if let Some(index) = index {
        result["ruleIndex"] = index.into();
    }
    if let Some(claim) = &finding.claim {
        result["properties"]["claim"] = claim.as_str().into();
    }
    if let Some(speaker) = &finding.speaker {
        result["properties"]["speaker"] = speaker.as_str().into();
    }
    if !located.related.is_empty() {
        let related = |(index, (passage, what)): (usize, &(Passage, String))| json!({"id": index, "message": {"text": what}, "physicalLocation": physical(passage)});
        result["relatedLocations"] = located.related.iter().enumerate().map(related).collect();
    }
    if let Some(reason) = &finding.allowed {
        result["suppressions"] = json!([{"kind": "external", "justification": reason}]);
    }
    result
}

fn physical(passage: &Passage) -> Value {
    let mut place = json!({"artifactLocation": artifact(&passage.path)});
    // The text of web pages and Markdown is extracted: their files have other lines and offsets.
    if let Some((start, end)) = passage.lines {
        place["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "charOffset": passage.chars.start,
            "charLength": passage.chars.len(),
            "snippet": {"text": passage.words},
        });
    }
    place
}

/// A relative path below the root of the sources; an absolute one as a URI of its own.
fn artifact(path: &str) -> Value {
    let path = Path::new(path);
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(encoded(&name.to_string_lossy())),
        Component::ParentDir => Some("..".to_owned()),
        _ => None,
    });
    let joined = parts.collect::<Vec<_>>().join("/");
    if path.is_absolute() {
        json!({"uri": format!("file:///{joined}")})
    } else {
        json!({"uri": joined, "uriBaseId": "%SRCROOT%"})
    }
}

/// A path segment with everything percent-encoded that RFC 3986 does not let stand for itself.
fn encoded(segment: &str) -> String {
    let mut text = String::new();
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(artifact("a b/é:1.txt"), json!({"uri": "a%20b/%C3%A9%3A1.txt", "uriBaseId": "%SRCROOT%"}));
        assert_eq!(artifact("/x/y.txt"), json!({"uri": "file:///x/y.txt"}));
        assert_eq!(pascal("anonymous.no-reason"), "AnonymousNoReason");
    }

    #[test]
    fn every_rule_is_described() {
        let log = log(&[], &House::default());
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), RULES.len());
        assert!(
            rules
                .iter()
                .all(|rule| ["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()))
        );
    }
}
