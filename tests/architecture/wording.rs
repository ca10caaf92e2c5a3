//! The words that users read: string literals, error messages and the help of options.
//!
//! CONTRIBUTING.md has the style rules; here are the habits that are easy to find. [`CLEAN`] grows as rooms are cleaned.

use regex::Regex;

/// What has been cleaned, below the root of the repository.
pub const CLEAN: &[&str] = &[
    "src/analysis/",
    "src/cli/",
    "src/disk/",
    "src/interchange/",
    "src/lint/",
    "src/review/",
    "src/sidecar/",
    "src/tui/",
    "crates/saidby-engine/src/article/error.rs",
];

/// Where doc comments are shown to users: clap makes its help of them.
const DOCS_ARE_HELP: &[&str] =
    &["src/cli/arguments/", "src/cli/engine.rs", "src/cli/records/arguments.rs", "src/cli/records/progress.rs"];

/// A habit, and what to write instead.
fn habits() -> Vec<(Regex, &'static str)> {
    [
        (r"\bin hand\b", "current, selected"),
        (r"\bneeds? a hand\b", "unanchored, needs review"),
        (r"\b(?:stands?|stood)\b", "is, occurs, matches"),
        (r"\bbeside\b", "next to, in addition to"),
        (r"\banew\b", "again"),
        (r"\b(?:somebody|nobody|whoever)\b", "name the actor, or say you"),
        (r"\b(?:is|are|was|were) told\b", "is reported"),
        (r"\bstretch(?:es)?\b", "passage, span"),
        (r"\b(?:take|takes|taken|took) (?:back|in|off|over)\b", "undo, import, remove"),
        (r"\bpassed over\b|\bheld against\b|\bwithout a word\b", "ignored, compared with, silently"),
        (r"\ba mistake (?:in|of) this program\b", "internal error"),
        (r"\bblanks?\b", "space"),
        (r"\d %", "no space before the per cent sign"),
        (r"\bFOLDER\b", "DIR"),
        (r"\ba line a \w+|\ba row a \w+|\bone a \w+", "per: one line per problem"),
    ]
    .into_iter()
    .map(|(pattern, instead)| (Regex::new(pattern).unwrap(), instead))
    .collect()
}

/// The habits found in what users read of `source`, the file `file`: a line each.
pub fn offences(file: &str, source: &str) -> Vec<String> {
    let habits = habits();
    let is_no = Regex::new(r"(\w+|\}) (?:is|are) no (\w+)").unwrap();
    let mut found = Vec::new();
    // A single word is a key or a name, not prose.
    for (line, text) in
        shown(source, DOCS_ARE_HELP.iter().any(|help| file.starts_with(help))).into_iter().filter(|(_, text)| text.contains(' '))
    {
        let mut report = |instead: &str| found.push(format!("{file}:{line}: write “{instead}”: {}", text.trim()));
        habits.iter().filter(|(habit, _)| habit.is_match(&text)).for_each(|(_, instead)| report(instead));
        // "There is no file" and "it is no longer there" are plain English; "it is not a file" is not.
        let plain = |found: &regex::Captures<'_>| found[1].eq_ignore_ascii_case("there") || &found[2] == "longer";
        if is_no.captures_iter(&text).any(|found| !plain(&found)) {
            report("is not a");
        }
    }
    found
}

/// The texts of a source that users may read, each with its line: string literals outside tests, and doc comments where
/// they are help.
fn shown(source: &str, docs_are_help: bool) -> Vec<(usize, String)> {
    let code = source.find("#[cfg(test)]\nmod ").map_or(source, |at| &source[..at]);
    let mut found = Vec::new();
    let (mut rest, mut line) = (code, 1);
    while let Some(first) = rest.chars().next() {
        let (text, length) = if rest.starts_with("//") {
            let length = rest.find('\n').unwrap_or(rest.len());
            let doc = rest[..length].strip_prefix("/// ").filter(|_| docs_are_help);
            (doc.map(str::to_owned), length)
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            let end = raw.find("\"#").unwrap_or(raw.len());
            (Some(raw[..end].to_owned()), end + 5)
        } else if first == '"' {
            let end = end_of_string(rest);
            (Some(rest[1..end].to_owned()), end + 1)
        } else if rest.starts_with("'\"'") || rest.starts_with("b'\"'") {
            (None, rest.find("\"'").map_or(1, |at| at + 2))
        } else {
            (None, first.len_utf8())
        };
        found.extend(text.map(|text| (line, text)));
        let length = length.min(rest.len());
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// Where the string literal that `rest` begins with ends: the offset of its closing quotation mark.
fn end_of_string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    rest.len() - 1
}

mod tests {
    use super::*;

    #[test]
    fn habits_are_found_in_strings_only() {
        let source = "// the claim in hand\nlet a = \"the claim in hand\"; let c = '\"';\nlet b = \"a \\\" stands\";\n#[cfg(test)]\nmod tests { \"anew\" }";
        let found = offences("src/cli/x.rs", source);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("src/cli/x.rs:2: ") && found[1].starts_with("src/cli/x.rs:3: "), "{found:?}");
        assert_eq!(offences("src/cli/x.rs", "\"it is no sidecar\"; \"these are no bytes\"; \"there is no file\"").len(), 2);
        assert_eq!(offences("src/cli/x.rs", "\"99 %\"; \"99% of a person\"").len(), 1);
    }

    #[test]
    fn help_is_read_where_clap_shows_it() {
        assert_eq!(offences("src/cli/arguments/mod.rs", "/// Keep it beside the article\nx: bool").len(), 1);
        assert_eq!(offences("src/cli/other.rs", "/// Keep it beside the article\nx: bool").len(), 0);
    }
}
