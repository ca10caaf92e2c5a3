//! Reads what `emit` writes, several times as fast as RON in general is read.
//!
//! Whatever a person or another program may write besides (comments, names of structs, `Some`, other escapes) is not
//! understood here: then the text is read as RON, which also says best what is wrong with it. What is understood means
//! the same there.

use std::fmt;

use memchr::{memchr, memchr2, memmem};
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

/// Deeper than this no sidecar nests, and RON has a limit of its own.
const DEEPEST: usize = 32;

/// The value that `text` is; `None`: it has to be read as RON.
pub(super) fn parse<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let mut reader = Reader { rest: text, depth: 0 };
    let value = T::deserialize(&mut reader).ok()?;
    reader.skip_blanks();
    reader.rest.is_empty().then_some(value)
}

/// Why the text has to be read as RON; nobody sees it.
#[derive(Debug)]
struct Unread;

impl fmt::Display for Unread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("to be read as RON")
    }
}

impl std::error::Error for Unread {}

impl de::Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Read<T> = Result<T, Unread>;

struct Reader<'de> {
    rest: &'de str,
    depth: usize,
}

impl<'de> Reader<'de> {
    fn skip_blanks(&mut self) {
        if self.rest.bytes().next().is_some_and(|byte| byte > b' ') {
            return;
        }
        let blanks = self.rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.rest = self.rest.get(blanks..).unwrap_or_default();
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip_blanks();
        self.rest.bytes().next()
    }

    /// Takes this sign of ASCII where it is next.
    fn takes(&mut self, sign: u8) -> bool {
        if self.peek() != Some(sign) {
            return false;
        }
        self.rest = self.rest.get(1..).unwrap_or_default();
        true
    }

    fn expects(&mut self, sign: u8) -> Read<()> {
        if self.takes(sign) { Ok(()) } else { Err(Unread) }
    }

    fn split(&mut self, at: usize) -> Read<&'de str> {
        let (taken, rest) = self.rest.split_at_checked(at).ok_or(Unread)?;
        self.rest = rest;
        Ok(taken)
    }

    /// A name: of a field or of a variant.
    fn name(&mut self) -> Read<&'de str> {
        self.skip_blanks();
        let bytes = self.rest.as_bytes();
        let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').unwrap_or(bytes.len());
        if bytes.first().is_none_or(|first| !first.is_ascii_alphabetic()) {
            return Err(Unread);
        }
        self.split(end)
    }

    /// The digits and signs of a number.
    fn number(&mut self) -> Read<&'de str> {
        self.skip_blanks();
        let bytes = self.rest.as_bytes();
        let mut end = 0;
        while let Some(byte) = bytes.get(end) {
            let range = *byte == b'.' && bytes.get(end + 1) == Some(&b'.');
            if range || !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'e') {
                break;
            }
            end += 1;
        }
        if bytes.first().is_none_or(|first| !first.is_ascii_digit()) {
            return Err(Unread);
        }
        self.split(end)
    }

    fn whole_number(&mut self) -> Read<u64> {
        self.number()?.parse().map_err(|_| Unread)
    }

    fn string<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        if self.peek() == Some(b'r') {
            let rest = self.rest.get(1..).unwrap_or_default();
            let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
            let inside = rest.get(hashes..).and_then(|rest| rest.strip_prefix('"')).ok_or(Unread)?;
            let end = format!("\"{}", rest.get(..hashes).unwrap_or_default());
            let length = memmem::find(inside.as_bytes(), end.as_bytes()).ok_or(Unread)?;
            self.rest = inside.get(length + end.len()..).ok_or(Unread)?;
            return visitor.visit_borrowed_str(inside.get(..length).ok_or(Unread)?);
        }
        self.expects(b'"')?;
        let inside = self.rest;
        let at = memchr2(b'"', b'\\', inside.as_bytes()).ok_or(Unread)?;
        if inside.as_bytes().get(at) == Some(&b'"') {
            self.rest = inside.get(at + 1..).ok_or(Unread)?;
            return visitor.visit_borrowed_str(inside.get(..at).ok_or(Unread)?);
        }
        let mut text = String::new();
        let mut left = inside;
        loop {
            let at = memchr2(b'"', b'\\', left.as_bytes()).ok_or(Unread)?;
            text.push_str(left.get(..at).ok_or(Unread)?);
            left = left.get(at..).ok_or(Unread)?;
            if let Some(rest) = left.strip_prefix('"') {
                self.rest = rest;
                return visitor.visit_string(text);
            }
            let (c, rest) = escape(left).ok_or(Unread)?;
            text.push(c);
            left = rest;
        }
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= DEEPEST {
            return Err(Unread);
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }
}

/// The character of an escape, and what follows it.
fn escape(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix('\\')?;
    let simple = match rest.bytes().next()? {
        b'"' => '"',
        b'\\' => '\\',
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'u' => {
            let inside = rest.strip_prefix("u{")?;
            let end = memchr(b'}', inside.as_bytes()).filter(|end| (1..=6).contains(end))?;
            let digits = inside.get(..end).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
            let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            return Some((c, inside.get(end + 1..)?));
        }
        _ => return None,
    };
    Some((simple, rest.get(1..)?))
}

macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            visitor.visit_u64(self.whole_number()?)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unread;

    /// Everything that a sidecar has no place for.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Read<V::Value> {
        Err(Unread)
    }

    whole_numbers! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.name()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Unread),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_f32(self.number()?.parse().map_err(|_| Unread)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_f64(self.number()?.parse().map_err(|_| Unread)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if !matches!(self.peek(), Some(b'N' | b'S')) {
            return visitor.visit_some(self);
        }
        match self.rest.strip_prefix("None") {
            // A variant may begin like that; none of a sidecar's does.
            Some(rest) if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
                self.rest = rest;
                visitor.visit_none()
            }
            _ if self.rest.starts_with("Some") => Err(Unread),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        // A newtype is in brackets there, unless an extension says otherwise.
        let _ = visitor;
        Err(Unread)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.expects(b'[')?;
        self.nested(|reader| visitor.visit_seq(Items { reader, begun: false }))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, name: &'static str, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        if name == "Range" {
            let start = self.whole_number()?;
            self.rest = self.rest.strip_prefix("..").ok_or(Unread)?;
            if !self.rest.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(Unread);
            }
            let end = self.whole_number()?;
            return visitor.visit_seq(de::value::SeqDeserializer::new([start, end].into_iter()));
        }
        self.expects(b'(')?;
        self.nested(|reader| visitor.visit_map(Items { reader, begun: false }))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        let name = self.name()?;
        if self.peek() == Some(b'(') {
            return Err(Unread);
        }
        visitor.visit_enum(de::value::BorrowedStrDeserializer::new(name))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_borrowed_str(self.name()?)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct map ignored_any
    }
}

/// The items of a list, or the fields of a struct.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    begun: bool,
}

impl Items<'_, '_> {
    /// Whether there is one more before the closing sign.
    fn has_more(&mut self, end: u8) -> Read<bool> {
        if self.begun {
            let parted = self.reader.takes(b',');
            if self.reader.takes(end) {
                return Ok(false);
            }
            if !parted {
                return Err(Unread);
            }
        } else if self.reader.takes(end) {
            return Ok(false);
        }
        self.begun = true;
        Ok(true)
    }
}

impl<'de> de::SeqAccess<'de> for Items<'_, 'de> {
    type Error = Unread;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.has_more(b']')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> de::MapAccess<'de> for Items<'_, 'de> {
    type Error = Unread;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if self.has_more(b')')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        self.reader.expects(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::schema::{Sidecar, SpanEntry};
    use super::super::string::push_string;
    use super::*;
    use crate::disk::ron_file;

    fn both<T: for<'de> Deserialize<'de> + PartialEq + fmt::Debug>(text: &str) -> Option<T> {
        let quick = parse::<T>(text);
        if let Some(value) = &quick {
            assert_eq!(ron_file::options().from_str::<T>(text).ok().as_ref(), Some(value), "{text}");
        }
        quick
    }

    #[test]
    fn what_is_written_otherwise_is_left_to_ron() {
        let whole = "(version: 1, article: (file: \"a\", bytes: 9, blake3: \"00\"), engine: \"0\", claims: [(id: \"c\", decision: Confirmed)])";
        assert!(both::<Sidecar>(whole).is_some());
        for (from, to) in [
            ("version: 1", "version: 0x1"),
            ("version: 1", "version: /* one */ 1"),
            ("version: 1", "version: 1, unknown: 2"),
            ("(version", "Sidecar(version"),
            ("\"c\"", "\"\\x63\""),
            ("bytes: 9", "bytes: 9.0"),
            ("bytes: 9", "bytes: 99999999999999999999"),
            ("decision", "flag: Some(true), decision"),
            ("[(id", "[,(id"),
            ("file", "file file"),
        ] {
            let text = whole.replacen(from, to, 1);
            assert_ne!(text, whole);
            assert_eq!(parse::<Sidecar>(&text), None, "{text}");
        }
        for text in
            ["(at: 1..2, text: \"x\") x", "(at: 1.. 2, text: \"x\")", "(at: 1..2 text: \"x\")", "(at: 1..2, text: \"x)", "", "("]
        {
            assert_eq!(both::<SpanEntry>(text), None, "{text}");
        }
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        assert!(parse::<Vec<Vec<u8>>>(&deep).is_none());
    }

    proptest! {
        #[test]
        fn every_string_is_read_as_it_was_written(text in "(\\PC|[\"\\\\#r\n\t\r\u{1}\u{202e}\u{200b}]){0,40}", start in 0usize..5000, end in 0usize..5000) {
            let mut written = format!("(at: {start}..{end}, text: ");
            push_string(&mut written, &text);
            written.push(')');
            prop_assert_eq!(both::<SpanEntry>(&written), Some(SpanEntry { at: start..end, text }));
        }

        #[test]
        fn what_is_understood_means_the_same_as_ron(at in 0usize..400, sign in "[()\\[\\]{}:,\"\\\\r#0-9a-z. \n/_-]|Some|None", length in 0usize..3) {
            let sound = "(\n    version: 1,\n    article: (file: \"a.txt\", bytes: 9, blake3: \"00\", title: r#\"A \"b\"\"#),\n    engine: \"0\",\n    speakers: [\n        (\n            id: \"s\",\n            name: \"S\",\n            kind: Person,\n            mentions: [(at: 1..4, text: \"S\\n\")],\n        ),\n    ],\n    claims: [\n        (\n            id: \"c\",\n            suggestion: (\n                content: [(at: 2..8, text: \"it\")],\n                speaker: \"s\",\n                score: 0.5,\n            ),\n        ),\n    ],\n)\n";
            prop_assert!(both::<Sidecar>(sound).is_some());
            let at = at.min(sound.len());
            let end = (at + length).min(sound.len());
            both::<Sidecar>(&format!("{}{sign}{}", &sound[..at], &sound[end..]));
        }
    }
}
