//! Texts as RON strings that people can read.
//!
//! `ron`'s own printer either escapes every apostrophe or lets control characters through. Here a text
//! is written as it is; with quotation marks or backslashes in it, it becomes a raw string; and only with a
//! control or bidi character in it, an escaped one.

use std::fmt::Write as _;

use crate::text::visible::mark;

/// Characters that act on the reader's terminal or hide from the eye, and are never written to a file as they
/// are. Joiners stay: words in Persian, Hindi and many emoji are made of them.
fn acts_unseen(c: char) -> bool {
    let joins =
        matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180f}');
    mark(c).is_some() && !joins
}

/// `text` as a RON string.
pub(super) fn push_string(out: &mut String, text: &str) {
    if text.chars().any(acts_unseen) {
        out.push('"');
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                c if acts_unseen(c) => {
                    let _ = write!(out, "\\u{{{:x}}}", c as u32);
                }
                c => out.push(c),
            }
        }
        out.push('"');
    } else if text.contains(['"', '\\']) {
        let mut hashes = 1;
        while text.contains(&format!("\"{}", "#".repeat(hashes))) {
            hashes += 1;
        }
        let hashes = "#".repeat(hashes);
        let _ = write!(out, "r{hashes}\"{text}\"{hashes}");
    } else {
        let _ = write!(out, "\"{text}\"");
    }
}

#[cfg(test)]
mod tests {
    use super::push_string;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        push_string(&mut out, text);
        assert_eq!(ron::from_str::<String>(&out).as_deref(), Ok(text));
        out
    }

    #[test]
    fn quotation_marks_stay_readable() {
        assert_eq!(quoted("It's “fine”"), "\"It's “fine”\"");
        assert_eq!(quoted("\"No,\" she said"), "r#\"\"No,\" she said\"#");
        assert_eq!(quoted("a \"#tag\" and \\"), "r##\"a \"#tag\" and \\\"##");
    }

    #[test]
    fn what_acts_on_a_terminal_is_escaped() {
        assert_eq!(quoted("one\n\"two\"\t\u{1b}[31m"), "\"one\\n\\\"two\\\"\\t\\u{1b}[31m\"");
        assert_eq!(quoted("a\u{202e}b\u{2066}c\u{85}"), "\"a\\u{202e}b\\u{2066}c\\u{85}\"");
        assert_eq!(quoted("👩\u{200d}🚀"), "\"👩\u{200d}🚀\"");
    }
}
