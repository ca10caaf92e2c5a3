//! `saidby themes`: the names and descriptions of the themes.

use std::io::Write;

use super::{Outcome, output};
use crate::text::visible::{Breaks, visible};
use crate::tui::theme::Themes;

/// Writes one theme per line, name first.
pub fn run() -> anyhow::Result<Outcome> {
    let mut out = output::data();
    let themes = Themes::embedded();
    let width = themes.all().iter().map(|theme| theme.name.chars().count()).max().unwrap_or_default();
    for theme in themes.all() {
        let line = format!("{:width$}  {}", theme.name, theme.doc);
        writeln!(out, "{}", visible(line.trim_end(), Breaks::Mark))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
