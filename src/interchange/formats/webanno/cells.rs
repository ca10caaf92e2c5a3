//! How TSV writes text and values.

/// Escapes what the format reserves; in a value more than in a text.
pub(super) fn escape(text: &str, value: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let arrow = c == '-' && text.get(at..).is_some_and(|rest| rest.starts_with("->"));
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            '[' | ']' | '|' | '_' | ';' | '*' if value => out.extend(['\\', c]),
            _ if value && arrow => out.push_str("\\-"),
            c => out.push(c),
        }
    }
    out
}

pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

/// Splits at `mark` where no backslash stands before it.
pub(super) fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in text.char_indices() {
        if c == mark && !escaped {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// A value and its number, `source[3]`.
pub(super) fn numbered(value: &str) -> (&str, Option<usize>) {
    let number = value.strip_suffix(']').and_then(|value| value.rsplit_once('['));
    match number.and_then(|(value, number)| Some((value, number.parse().ok()?))) {
        Some((value, number)) => (value, Some(number)),
        None => (value, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_is_escaped_once_and_a_dash_never() {
        assert_eq!(escape("a -> b - c->", true), r"a \-> b - c\->");
        assert_eq!(escape("->-", true), r"\->-");
        for value in ["a -> b - c->", "->-", "x_[1]|*;\\ - >"] {
            assert_eq!(unescape(&escape(value, true)), value);
        }
    }
}
