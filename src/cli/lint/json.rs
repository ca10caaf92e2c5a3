//! Findings as JSON: one array, or one object per line.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::located::{Located, Passage};
use crate::interchange::json::write_value;

/// Writes one array.
///
/// # Errors
/// Those of `out`.
pub fn array(out: &mut dyn Write, found: &[Located]) -> io::Result<()> {
    write_value(out, &Value::Array(found.iter().map(object).collect()))
}

/// Writes one object per line.
///
/// # Errors
/// Those of `out`.
pub fn lines(out: &mut dyn Write, found: &[Located]) -> io::Result<()> {
    found.iter().try_for_each(|located| write_value(out, &object(located)))
}

/// A finding as an object.
pub fn object(located: &Located) -> Value {
    let finding = &located.finding;
    let mut object = Map::new();
    object.insert("rule".into(), finding.rule.into());
    object.insert("level".into(), finding.level.as_str().into());
    object.insert("message".into(), finding.message.clone().into());
    place(&mut object, &located.at);
    object.insert("claim".into(), finding.claim.as_ref().map(|id| id.as_str()).into());
    object.insert("speaker".into(), finding.speaker.as_ref().map(|id| id.as_str()).into());
    object.insert("basis".into(), finding.basis.to_string().into());
    object.insert("allowed".into(), finding.allowed.clone().into());
    object.insert("fingerprint".into(), located.fingerprint.clone().into());
    let related = located.related.iter().map(|(passage, what)| {
        let mut object = Map::new();
        object.insert("message".into(), what.clone().into());
        place(&mut object, passage);
        Value::Object(object)
    });
    if !finding.chains.is_empty() {
        object.insert("chains".into(), json!(finding.chains));
    }
    object.insert("related".into(), related.collect());
    Value::Object(object)
}

fn place(object: &mut Map<String, Value>, passage: &Passage) {
    // A record has an identity, not a path.
    if !passage.path.is_empty() {
        object.insert("path".into(), (*passage.path).into());
    }
    object.insert("start".into(), passage.chars.start.into());
    object.insert("end".into(), passage.chars.end.into());
    if let Some((start, end)) = passage.lines {
        object.insert("line".into(), start.line.into());
        object.insert("column".into(), start.column.into());
        object.insert("end_line".into(), end.line.into());
        object.insert("end_column".into(), end.column.into());
    }
    object.insert("text".into(), json!(passage.words));
}
