//! `saidby themes`: the names of the reviewer's themes.

use std::io::Write;

use super::{Outcome, output};
use crate::text::visible::{Breaks, visible};
use crate::tui::theme::Themes;

/// Writes a name a line.
pub fn run() -> anyhow::Result<Outcome> {
    let mut out = output::data();
    for theme in Themes::embedded().all() {
        writeln!(out, "{}", visible(&theme.name, Breaks::Mark))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
