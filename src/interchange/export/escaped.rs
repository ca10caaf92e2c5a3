//! JSON as exports have it: on one line, with a space after commas and colons, escaped for terminals.

use std::io::{self, Write};

use saidby_records::escaped::{Spacing, bytes};
use serde::Serialize;

/// Writes `value` on one line, without a line feed at the end.
///
/// # Errors
/// Those of `out`.
pub(in crate::interchange) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(&bytes(value, Spacing::Spaced))
}

/// As [`write()`], as a string.
pub(in crate::interchange) fn text(value: &impl Serialize) -> String {
    String::from_utf8(bytes(value, Spacing::Spaced)).unwrap_or_default()
}
