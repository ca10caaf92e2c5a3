//! Just enough of Rust's syntax to list every path that a source file names.

/// A path in a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPath {
    /// Its segments, from the crate's root where it starts there ("crate", "text", "Span").
    pub segments: Vec<String>,
    /// The line it starts on, from 1.
    pub line: usize,
    /// Whether it is in something compiled for tests alone.
    pub in_tests: bool,
    /// The name that a `use` gives it here; `None` for a path in the code.
    pub name: Option<String>,
    /// Whether the `use` is a `pub` one.
    pub is_exported: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

/// Identifiers, `::` and single punctuation marks; comments, strings, characters and lifetimes left out.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < chars.len() {
        let start = i;
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 1;
                i += 2;
                while i < chars.len() && depth > 0 {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                }
            }
            '"' => i = end_of_string(&chars, i),
            'r' | 'b' | 'c' if raw_string(&chars, i).is_some() => i = raw_string(&chars, i).unwrap(),
            '\'' => i = end_of_character(&chars, i),
            c if c.is_alphabetic() || c == '_' => {
                while at(i).is_alphanumeric() || at(i) == '_' {
                    i += 1;
                }
                tokens.push(Token { text: chars[start..i].iter().collect(), line });
            }
            ':' if at(i + 1) == ':' => {
                tokens.push(Token { text: "::".into(), line });
                i += 2;
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push(Token { text: c.to_string(), line });
                }
                i += 1;
            }
        }
        line += chars[start..i.min(chars.len())].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

fn end_of_string(chars: &[char], mut i: usize) -> usize {
    i += 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// The end of the raw or byte string that starts at `i`, if one does.
fn raw_string(chars: &[char], i: usize) -> Option<usize> {
    let mut j = i;
    while matches!(chars.get(j), Some('r' | 'b' | 'c')) && j < i + 2 {
        j += 1;
    }
    let raw = chars[i..j].contains(&'r');
    let hashes = chars[j..].iter().take_while(|c| raw && **c == '#').count();
    if chars.get(j + hashes) != Some(&'"') {
        return None;
    }
    if !raw {
        return Some(end_of_string(chars, j));
    }
    let mut k = j + hashes + 1;
    while k < chars.len() {
        if chars[k] == '"' && chars[k + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes {
            return Some(k + 1 + hashes);
        }
        k += 1;
    }
    Some(chars.len())
}

/// The end of the character literal at `i`, or of the mark alone where it starts a lifetime.
fn end_of_character(chars: &[char], i: usize) -> usize {
    if chars.get(i + 1) == Some(&'\\') {
        let mut j = i + 3;
        while j < chars.len() && chars[j] != '\'' {
            j += 1;
        }
        return j + 1;
    }
    if chars.get(i + 2) == Some(&'\'') { i + 3 } else { i + 1 }
}

/// The module that a file under src/ is: `text/span.rs` is text, span.
pub fn module_of(file: &str) -> Vec<String> {
    let mut parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// Every path that `source`, the file `file` under src/, names: `use` trees spelt out, `crate`, `self`
/// and `super` turned into paths from the crate's root.
pub fn paths(file: &str, source: &str) -> Vec<NamedPath> {
    let tokens = tokens(source);
    let text = |i: usize| tokens.get(i).map_or("", |token: &Token| token.text.as_str());
    let file_is_test = file.ends_with("/tests.rs") || file.contains("/tests/");
    let mut found = Vec::new();
    // The modules and items around the place: name of an inline module, whether for tests, depth of its brace.
    let mut around: Vec<(Option<String>, bool, usize)> = Vec::new();
    let (mut depth, mut i) = (0, 0);
    let mut test_pending = false;
    while i < tokens.len() {
        let mut module = module_of(file);
        module.extend(around.iter().filter_map(|(name, ..)| name.clone()));
        let in_tests = file_is_test || test_pending || around.iter().any(|(_, test, _)| *test);
        let mut emit = |segments: Vec<String>, line: usize, name: Option<String>, is_exported: bool| {
            found.push(NamedPath { segments: absolute(&module, segments), line, in_tests, name, is_exported });
        };
        match text(i) {
            "#" => {
                let inner = usize::from(text(i + 1) == "!");
                let open = i + 1 + inner;
                let close = matching(&tokens, open, "[", "]");
                let words: Vec<&str> = (open + 1..close).map(text).collect();
                if words.first() == Some(&"cfg") && words.contains(&"test") && !words.contains(&"not") {
                    test_pending = true;
                }
                i = close + 1;
                continue;
            }
            "{" => {
                depth += 1;
                if test_pending {
                    around.push((None, true, depth));
                    test_pending = false;
                }
            }
            "}" => {
                around.retain(|(_, _, at)| *at < depth);
                depth = depth.saturating_sub(1);
            }
            ";" => test_pending = false,
            "mod" if text(i + 2) == "{" => {
                depth += 1;
                around.push((Some(text(i + 1).to_owned()), test_pending, depth));
                test_pending = false;
                i += 3;
                continue;
            }
            "use" => {
                let line = tokens[i].line;
                let end = (i..tokens.len()).find(|at| text(*at) == ";").unwrap_or(tokens.len());
                let words: Vec<&str> = (i + 1..end).map(text).collect();
                // `pub`, or the end of `pub(crate)`.
                let is_exported = i > 0 && matches!(text(i - 1), "pub" | ")");
                for (tree, name) in use_tree(&words) {
                    emit(tree, line, name, is_exported);
                }
                i = end;
                continue;
            }
            word if is_name(word) && text(i + 1) == "::" && (i == 0 || text(i - 1) != "::") => {
                let line = tokens[i].line;
                let mut segments = vec![word.to_owned()];
                while text(i + 1) == "::" && is_name(text(i + 2)) {
                    segments.push(text(i + 2).to_owned());
                    i += 2;
                }
                emit(segments, line, None, false);
            }
            _ => {}
        }
        i += 1;
    }
    found
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn matching(tokens: &[Token], open: usize, left: &str, right: &str) -> usize {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        if token.text == left {
            depth += 1;
        } else if token.text == right {
            depth -= 1;
            if depth == 0 {
                return i;
            }
        }
    }
    tokens.len()
}

/// The paths of a `use` tree, braces spelt out, each with the name that it has from then on.
fn use_tree(words: &[&str]) -> Vec<(Vec<String>, Option<String>)> {
    let mut prefix: Vec<String> = Vec::new();
    let mut name = None;
    let mut i = 0;
    while i < words.len() {
        match words[i] {
            "::" => {}
            "as" => {
                name = words.get(i + 1).map(|name| (*name).to_owned());
                break;
            }
            "{" => {
                let inner = &words[i + 1..words.len() - 1];
                return split_at_commas(inner)
                    .into_iter()
                    .flat_map(use_tree)
                    .map(|(rest, name)| {
                        let name = if name.as_deref() == Some("self") { prefix.last().cloned() } else { name };
                        (prefix.iter().cloned().chain(rest).collect(), name)
                    })
                    .collect();
            }
            word => prefix.push(word.to_owned()),
        }
        i += 1;
    }
    let name = name.or_else(|| prefix.last().cloned());
    if prefix.is_empty() { Vec::new() } else { vec![(prefix, name)] }
}

fn split_at_commas<'a, 'b>(words: &'b [&'a str]) -> Vec<&'b [&'a str]> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (i, word) in words.iter().enumerate() {
        match *word {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 0 => {
                parts.push(&words[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&words[start..]);
    parts
}

/// `segments` from the crate's root where they start with crate, self or super; unchanged otherwise.
fn absolute(module: &[String], segments: Vec<String>) -> Vec<String> {
    let mut base: Option<Vec<String>> = None;
    let mut rest = Vec::new();
    for segment in segments {
        match segment.as_str() {
            "crate" | "saidby" if base.is_none() && rest.is_empty() => base = Some(Vec::new()),
            "self" if rest.is_empty() => {
                base.get_or_insert_with(|| module.to_vec());
            }
            "super" if rest.is_empty() => {
                base.get_or_insert_with(|| module.to_vec()).pop();
            }
            _ => rest.push(segment),
        }
    }
    match base {
        Some(base) => std::iter::once("crate".to_owned()).chain(base).chain(rest).collect(),
        None => rest,
    }
}

mod tests {
    use super::*;

    fn spelt(file: &str, source: &str) -> Vec<String> {
        paths(file, source).into_iter().map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn use_trees_are_spelt_out() {
        assert_eq!(
            spelt("review/edit.rs", "use crate::{claim::{self, Claim as C}, text::Span};\npub(crate) use super::decision::*;"),
            ["crate::claim::self", "crate::claim::Claim", "crate::text::Span", "crate::review::decision::*"],
        );
    }

    #[test]
    fn inline_paths_and_nested_supers_are_read() {
        let source = "fn f() { let x = crate::tui::run(super::super::cli::go()); mod inner { use super::super::thing; } }";
        assert_eq!(spelt("review/edit.rs", source), ["crate::tui::run", "crate::cli::go", "crate::review::thing"]);
    }

    #[test]
    fn comments_strings_and_lifetimes_are_passed_over() {
        let source = "// crate::a::b\n/* crate::c::d /* */ */ const S: &'static str = \"crate::e::f\\\"\"; const R: &str = r#\"crate::g\"\"#; \
                      const Q: char = '\"'; const P: char = '\\''; use crate::text::Span; // \"";
        assert_eq!(spelt("claim/mod.rs", source), ["crate::text::Span"]);
    }

    #[test]
    fn what_is_for_tests_alone_is_marked() {
        let source =
            "use std::io;\n#[cfg(test)]\nmod tests { fn f() { if x { std::fs::read(); } } }\nfn g() { std::mem::take(y) }";
        let marked: Vec<(String, bool)> =
            paths("text/span.rs", source).into_iter().map(|p| (p.segments.join("::"), p.in_tests)).collect();
        assert_eq!(
            marked,
            [("std::io".to_owned(), false), ("std::fs::read".to_owned(), true), ("std::mem::take".to_owned(), false)],
        );
    }

    #[test]
    fn lines_are_counted() {
        assert_eq!(paths("text/span.rs", "/* one\ntwo */\n\"three\nfour\";\nuse std::io;")[0].line, 5);
    }
}
