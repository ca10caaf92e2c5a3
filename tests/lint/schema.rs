//! Validates JSON against a schema of draft 4, as far as the schema of SARIF goes: a keyword that is not known here fails.

use regex::Regex;
use serde_json::Value;

/// Words about a schema that ask nothing of a value.
const SAYS_NOTHING: [&str; 7] = ["description", "default", "title", "id", "$schema", "definitions", "format"];

/// Every way in which `value` is not as `schema` asks, with its place.
pub fn faults(root: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(root, root, value, "$", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, place: &str, faults: &mut Vec<String>) {
    let rules = schema.as_object().expect("a schema is an object");
    if let Some(name) = rules.get("$ref") {
        let pointer = name.as_str().and_then(|name| name.strip_prefix('#')).expect("a reference into the schema");
        let referred = root.pointer(pointer).expect("what a reference names is there");
        return check(root, referred, value, place, faults);
    }
    for (keyword, rule) in rules {
        match keyword.as_str() {
            "type" => {
                let wanted: Vec<&str> = rule.as_str().map_or_else(|| names(rule), |name| vec![name]);
                if !wanted.iter().any(|name| is_of(value, name)) {
                    faults.push(format!("{place}: is no {}: {value}", wanted.join(" or ")));
                }
            }
            "enum" => {
                if !rule.as_array().expect("a list of values").contains(value) {
                    faults.push(format!("{place}: {value} is none of {rule}"));
                }
            }
            "required" => {
                for name in names(rule).into_iter().filter(|name| value.is_object() && value.get(name).is_none()) {
                    faults.push(format!("{place}: {name} is missing"));
                }
            }
            "minItems" => {
                if value.as_array().is_some_and(|list| (list.len() as u64) < rule.as_u64().expect("a number")) {
                    faults.push(format!("{place}: has fewer items than {rule}"));
                }
            }
            "uniqueItems" => {
                let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
                if list.iter().enumerate().any(|(at, item)| list[..at].contains(item)) {
                    faults.push(format!("{place}: has an item twice"));
                }
            }
            "minimum" | "maximum" => {
                let bound = rule.as_f64().expect("a number");
                let is_beyond = |number: f64| if keyword == "minimum" { number < bound } else { number > bound };
                if value.as_f64().is_some_and(is_beyond) {
                    faults.push(format!("{place}: {value} is beyond the {keyword} {bound}"));
                }
            }
            "pattern" => {
                let pattern = Regex::new(rule.as_str().expect("a pattern")).expect("a pattern that can be read");
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    faults.push(format!("{place}: {value} is not like {rule}"));
                }
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{place}[{at}]"), faults);
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().expect("rules by name") {
                    if let Some(item) = value.get(name) {
                        check(root, rule, item, &format!("{place}.{name}"), faults);
                    }
                }
            }
            "additionalProperties" => {
                let known = |name: &String| rules.get("properties").is_some_and(|known| known.get(name).is_some());
                for (name, item) in value.as_object().into_iter().flatten().filter(|(name, _)| !known(name)) {
                    match rule {
                        Value::Bool(true) => {}
                        Value::Bool(false) => faults.push(format!("{place}: {name} is not known")),
                        rule => check(root, rule, item, &format!("{place}.{name}"), faults),
                    }
                }
            }
            "anyOf" | "oneOf" => {
                let choices = rule.as_array().expect("a list of schemas");
                let holds = |schema: &&Value| {
                    let mut inner = Vec::new();
                    check(root, schema, value, place, &mut inner);
                    inner.is_empty()
                };
                let count = choices.iter().filter(holds).count();
                if count == 0 || (keyword == "oneOf" && count > 1) {
                    faults.push(format!("{place}: {count} of {keyword} hold"));
                }
            }
            other => assert!(SAYS_NOTHING.contains(&other), "the keyword {other} is not known here"),
        }
    }
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the type {other} is not known here"),
    }
}

#[test]
fn a_log_that_is_not_as_the_schema_asks_is_found_out() {
    let schema: Value = serde_json::from_str(include_str!("sarif-schema-2.1.0.json")).unwrap();
    let log = |run: Value| serde_json::json!({"version": "2.1.0", "runs": [run]});
    let tool = serde_json::json!({"driver": {"name": "saidby"}});
    assert_eq!(faults(&schema, &log(serde_json::json!({"tool": tool}))), [""; 0]);
    for (run, fault) in [
        (serde_json::json!({}), "$.runs[0]: tool is missing"),
        (serde_json::json!({"tool": tool, "columnKind": "bytes"}), "none of"),
        (serde_json::json!({"tool": tool, "colour": "red"}), "$.runs[0]: colour is not known"),
        (serde_json::json!({"tool": tool, "results": [{"message": {"text": "x"}, "ruleIndex": -2}]}), "beyond the minimum"),
        (serde_json::json!({"tool": tool, "results": [{"message": {"text": 7}}]}), "is no string: 7"),
        (serde_json::json!({"tool": tool, "results": [{"message": {}}]}), "of anyOf hold"),
        (serde_json::json!({"tool": tool, "language": "english"}), "is not like"),
        (serde_json::json!({"tool": tool, "newlineSequences": []}), "fewer items"),
        (serde_json::json!({"tool": tool, "newlineSequences": ["\n", "\n"]}), "an item twice"),
    ] {
        let found = faults(&schema, &log(run.clone()));
        assert!(found.iter().any(|found| found.contains(fault)), "{run}: {found:?} instead of {fault}");
    }
}
