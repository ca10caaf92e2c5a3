//! JSON in which everything that a terminal obeys or does not show is escaped. Every JSON that the program writes is
//! written here: answers without spaces, exports with them.

use std::io::{self, Write};

use saidby_engine::text::visible;
use serde::Serialize;
use serde_json::ser::Formatter;

/// Whether a space follows commas and colons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// None: the answers of a corpus are bytes that machines read.
    Compact,
    /// One: exports are read and compared by people too.
    Spaced,
}

/// `value` on one line, without a line feed. It must be one that JSON can have: keys of maps are strings.
pub fn bytes(value: &impl Serialize, spacing: Spacing) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    // Writing to memory does not fail.
    let _ = value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Escaped(spacing)));
    out
}

#[derive(Clone, Copy, Debug)]
struct Escaped(Spacing);

impl Escaped {
    fn separate<W: ?Sized + Write>(self, out: &mut W) -> io::Result<()> {
        match self.0 {
            Spacing::Compact => out.write_all(b","),
            Spacing::Spaced => out.write_all(b", "),
        }
    }
}

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        // Of ASCII only controls are marked, and the serializer has escaped those below a space.
        if !fragment.is_ascii() || fragment.bytes().any(|byte| byte == 0x7f) {
            for (at, c) in fragment.char_indices().filter(|(_, c)| visible::mark(*c).is_some()) {
                out.write_all(fragment.get(written..at).unwrap_or_default().as_bytes())?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
                written = at + c.len_utf8();
            }
        }
        out.write_all(fragment.get(written..).unwrap_or_default().as_bytes())
    }

    // A value as it was given. Outside strings JSON is ASCII, so the same escapes are right for all of it; white space
    // between its parts may include tabs.
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().any(|byte| byte.is_ascii_control()) {
            let spaced: String = fragment.chars().map(|c| if matches!(c, '\t' | '\r' | '\n') { ' ' } else { c }).collect();
            return self.write_string_fragment(out, &spaced);
        }
        self.write_string_fragment(out, fragment)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { self.separate(out) }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { self.separate(out) }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        match self.0 {
            Spacing::Compact => out.write_all(b":"),
            Spacing::Spaced => out.write_all(b": "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_the_only_difference_between_the_spacings() {
        let value = serde_json::json!({"a": [1, "x, y: z\u{202e}"], "b": {"c": null}});
        let text = |spacing| String::from_utf8(bytes(&value, spacing)).unwrap();
        assert_eq!(text(Spacing::Compact), r#"{"a":[1,"x, y: z\u202e"],"b":{"c":null}}"#);
        assert_eq!(text(Spacing::Spaced), r#"{"a": [1, "x, y: z\u202e"], "b": {"c": null}}"#);
    }
}
