//! A place in the text, with its words.

use std::ops::Range;

use serde::ser::SerializeTupleStruct;
use serde::{Deserialize, Serialize, Serializer};

/// A span with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanEntry {
    /// Bytes of Article.text.
    #[serde(serialize_with = "dotted")]
    pub at: Range<usize>,
    /// The words that stood there.
    pub text: String,
}

/// A range as RON has it: `412..495`.
fn dotted<S: Serializer>(range: &Range<usize>, target: S) -> Result<S::Ok, S::Error> {
    let mut bounds = target.serialize_tuple_struct("Range", 2)?;
    bounds.serialize_field(&range.start)?;
    bounds.serialize_field(&range.end)?;
    bounds.end()
}
