//! Patterns for paths: `*` and `?` within one segment, `**` over segments.

use std::path::Path;

/// Whether `path`, relative and with any separators, matches `pattern`.
pub fn matches(pattern: &str, path: &Path) -> bool {
    let segments: Vec<String> = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let pattern: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    over_segments(&pattern, &segments)
}

fn over_segments(pattern: &[&str], path: &[String]) -> bool {
    match pattern.split_first() {
        None => path.is_empty(),
        Some((&"**", rest)) => (0..=path.len()).any(|skipped| path.get(skipped..).is_some_and(|path| over_segments(rest, path))),
        Some((first, rest)) => {
            path.split_first().is_some_and(|(name, path)| within_segment(first, name) && over_segments(rest, path))
        }
    }
}

/// The usual match with one place to come back to: linear for one star, and no worse than quadratic.
fn within_segment(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut seen, mut back) = (0, 0, None);
    while seen < name.len() {
        match pattern.get(at) {
            Some('*') => {
                back = Some((at, seen));
                at += 1;
            }
            Some(sign) if *sign == '?' || name.get(seen) == Some(sign) => {
                at += 1;
                seen += 1;
            }
            _ => match back {
                Some((star, from)) => {
                    back = Some((star, from + 1));
                    at = star + 1;
                    seen = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|sign| *sign == '*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_paths() {
        for (pattern, path) in [
            ("opinion/**", "opinion/a/b.txt"),
            ("opinion/**", "opinion/b.txt"),
            ("**/*.md", "a.md"),
            ("**/*.md", "x/y/a.md"),
            ("a?c/*-draft*.txt", "abc/x-draft-2.txt"),
            ("./a.txt", "a.txt"),
        ] {
            assert!(matches(pattern, Path::new(path)), "{pattern} {path}");
        }
        for (pattern, path) in [("opinion/**", "news/b.txt"), ("*.md", "x/a.md"), ("a*b", "acd"), ("", "a"), ("a/b", "a")] {
            assert!(!matches(pattern, Path::new(path)), "{pattern} {path}");
        }
    }
}
