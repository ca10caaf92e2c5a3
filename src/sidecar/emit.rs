//! Writes a sidecar as RON, byte for byte the same every time.
//!
//! What is written, and in which order, the types in `schema` say. How it is laid out is said here, by the names of
//! structs and fields: what changes with a decision is on a line of its own, so that decisions on different claims
//! merge without a conflict.

use std::fmt::{self, Write as _};

use serde::ser::{self, Serialize, SerializeSeq, SerializeStruct, SerializeTupleStruct};

use super::schema::{ClaimEntry, Sidecar};
use super::string::push_string;

/// The file's text, with `claims` in place of the sidecar's own: a long article has more of them than ought to
/// be in memory twice.
pub(super) fn emit(sidecar: Sidecar, claims: impl ExactSizeIterator<Item = ClaimEntry>) -> String {
    let mut emitter = Emitter { text: String::with_capacity(1024 + claims.len() * 1024), depth: 0, field: "" };
    if let Err(Unknown(what)) = sidecar.with_claims(claims).serialize(&mut emitter) {
        unwritten(&what);
    }
    emitter.text.push('\n');
    emitter.text
}

/// Half a file must not take the place of a whole one. A test writes every type of the schema.
#[allow(clippy::panic, reason = "the schema holds nothing that RON has no words for")]
fn unwritten(what: &str) -> ! {
    panic!("internal error: the sidecar cannot be written: {what}")
}

/// How the fields of a struct are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// All on one line.
    Line,
    /// Each on a line.
    Block,
    /// One field stays on the line, several are on a line each.
    LineOfOne,
}

impl Form {
    fn of_struct(name: &str) -> Self {
        match name {
            "ArticleRef" | "DoneEntry" | "SpanEntry" | "ReasonEntry" | "LogLine" | "SpeakerDescription" | "SettledLine"
            | "NameChoiceLine" | "NamingEntry" | "CheckedEntry" | "StampEntry" | "Evidence" | "Inquiry" => Self::Line,
            "CorrectionEntry" | "SaidEntry" => Self::LineOfOne,
            _ => Self::Block,
        }
    }

    fn of_list(field: &str) -> Self {
        match field {
            "speakers" | "outlets" | "claims" | "nothing_here" | "allow" | "others" | "evidence" | "asked" => Self::Block,
            "log" | "settled" => Self::LineOfOne,
            _ => Self::Line,
        }
    }

    /// Whether so many items are on a line each.
    const fn is_block(self, items: usize) -> bool {
        match self {
            Self::Line => false,
            Self::Block => items > 0,
            Self::LineOfOne => items > 1,
        }
    }
}

/// Whether a field of a record of facts is left out while it is empty. What the other types leave out their own
/// attributes say: those of a record are also written elsewhere, with every field.
fn is_optional(name: &str, field: &str) -> bool {
    matches!(name, "FactCheck" | "Evidence" | "Inquiry") && !matches!(field, "link" | "whom")
}

struct Emitter {
    text: String,
    depth: usize,
    /// The field whose value is written.
    field: &'static str,
}

/// Something that the layout has no words for.
#[derive(Debug)]
struct Unknown(String);

impl fmt::Display for Unknown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unknown {}

impl ser::Error for Unknown {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl Emitter {
    fn new_line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }

    fn open<'e>(&'e mut self, name: &'static str, marks: (char, char), is_block: bool) -> Items<'e> {
        self.text.push(marks.0);
        self.depth += usize::from(is_block);
        Items { emitter: self, name, end: marks.1, is_block, begun: false }
    }
}

/// The items of a list or the fields of a struct, as they are written.
struct Items<'e> {
    emitter: &'e mut Emitter,
    /// Of the struct.
    name: &'static str,
    end: char,
    is_block: bool,
    begun: bool,
}

impl Items<'_> {
    fn item(&mut self, field: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), Unknown> {
        let before = self.emitter.text.len();
        if self.is_block {
            self.emitter.new_line();
        } else if self.begun {
            self.emitter.text.push_str(", ");
        }
        if !field.is_empty() {
            self.emitter.text.push_str(field);
            self.emitter.text.push_str(": ");
            self.emitter.field = field;
        }
        let start = self.emitter.text.len();
        value.serialize(&mut *self.emitter)?;
        let written = self.emitter.text.get(start..).unwrap_or_default();
        if is_optional(self.name, field) && matches!(written, "None" | "[]" | "\"\"") {
            self.emitter.text.truncate(before);
            return Ok(());
        }
        self.begun = true;
        if self.is_block {
            self.emitter.text.push(',');
        }
        Ok(())
    }

    fn close(self) -> Result<(), Unknown> {
        if self.is_block {
            self.emitter.depth -= 1;
            self.emitter.new_line();
        }
        self.emitter.text.push(self.end);
        Ok(())
    }
}

impl SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = Unknown;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, field: &'static str, value: &T) -> Result<(), Unknown> {
        self.item(field, value)
    }

    fn end(self) -> Result<(), Unknown> {
        self.close()
    }
}

impl SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Unknown;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unknown> {
        self.item("", value)
    }

    fn end(self) -> Result<(), Unknown> {
        self.close()
    }
}

/// A range: its start, two dots, its end.
struct Bounds<'e> {
    emitter: &'e mut Emitter,
    begun: bool,
}

impl SerializeTupleStruct for Bounds<'_> {
    type Ok = ();
    type Error = Unknown;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unknown> {
        if std::mem::replace(&mut self.begun, true) {
            self.emitter.text.push_str("..");
        }
        value.serialize(&mut *self.emitter)
    }

    fn end(self) -> Result<(), Unknown> {
        Ok(())
    }
}

/// Numbers, as Rust and RON both spell them.
macro_rules! numbers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), Unknown> {
            let _ = write!(self.text, "{value:?}");
            Ok(())
        })*
    };
}

impl<'e> ser::Serializer for &'e mut Emitter {
    type Ok = ();
    type Error = Unknown;
    type SerializeSeq = Items<'e>;
    type SerializeTuple = ser::Impossible<(), Unknown>;
    type SerializeTupleStruct = Bounds<'e>;
    type SerializeTupleVariant = ser::Impossible<(), Unknown>;
    type SerializeMap = ser::Impossible<(), Unknown>;
    type SerializeStruct = Items<'e>;
    type SerializeStructVariant = ser::Impossible<(), Unknown>;

    numbers! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64
    }

    fn serialize_char(self, value: char) -> Result<(), Unknown> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Unknown> {
        push_string(&mut self.text, value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unknown> {
        self.text.push_str("None");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unknown> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unknown> {
        self.text.push_str(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unknown> {
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'e>, Unknown> {
        let is_block = Form::of_list(self.field).is_block(length.unwrap_or_default());
        Ok(self.open("", ('[', ']'), is_block))
    }

    fn serialize_struct(self, name: &'static str, fields: usize) -> Result<Items<'e>, Unknown> {
        let form = Form::of_struct(name);
        let is_block = form == Form::Block || form.is_block(fields);
        Ok(self.open(name, ('(', ')'), is_block))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Bounds<'e>, Unknown> {
        Ok(Bounds { emitter: self, begun: false })
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unknown> {
        Err(strange("bytes"))
    }

    fn serialize_unit(self) -> Result<(), Unknown> {
        Err(strange("nothing"))
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Unknown> {
        Err(strange(name))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unknown> {
        Err(strange(name))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unknown> {
        Err(strange("a tuple"))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unknown> {
        Err(strange(name))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unknown> {
        Err(strange("a map"))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unknown> {
        Err(strange(name))
    }
}

fn strange(what: &str) -> Unknown {
    Unknown(format!("RON has no form for {what}"))
}
