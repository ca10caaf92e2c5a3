//! `saidby keys`: the table of commands and their keys.

use std::io::Write;

use super::{Outcome, output};
use crate::tui::command;

/// Writes the table as Markdown, ready for a page.
pub fn run() -> anyhow::Result<Outcome> {
    let mut out = output::data();
    out.write_all(command::markdown().as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}
