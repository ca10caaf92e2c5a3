//! `saidby merge`: two people's sidecars become one, decision by decision.

use std::io::Write;
use std::path::Path;

use super::arguments::Merge;
use super::{Outcome, output, subjects};
use crate::disk::atomic;
use crate::disk::inputs::shown;
use crate::review::contrast::{Cell, Contrast};
use crate::sidecar::merge::merge_texts;

/// Characters of a claim's words that are shown with a conflict.
const SHOWN: usize = 48;

/// Runs the command.
pub fn run(arguments: &Merge) -> anyhow::Result<Outcome> {
    let Merge { base, ours, theirs, output, path } = arguments;
    let read = |path: &Path| subjects::text_of(path).map_err(anyhow::Error::msg);
    let (base_text, ours_text, theirs_text) = (read(base)?, read(ours)?, read(theirs)?);
    let merged = merge_texts((base, &base_text), (ours, &ours_text), (theirs, &theirs_text))?;
    let target = output.as_deref().unwrap_or(ours);
    if target.as_os_str() == "-" {
        let mut out = output::data();
        out.write_all(merged.text.as_bytes())?;
        out.flush()?;
    } else {
        atomic::write(target, merged.text.as_bytes())?;
    }
    let name = shown(path.as_deref().unwrap_or(ours));
    for conflict in &merged.conflicts {
        output::complain(&line(&name, conflict));
    }
    if !merged.conflicts.is_empty() {
        let count = match merged.conflicts.len() {
            1 => "1 conflict".to_owned(),
            count => format!("{count} conflicts"),
        };
        output::complain(&format!("{name}: {count}; ours stands and theirs is kept beside it: open the article and settle it"));
    }
    Ok(Outcome::of(!merged.conflicts.is_empty()))
}

/// A conflict in a line.
fn line(name: &str, conflict: &Contrast) -> String {
    let Contrast { about, field, ours, theirs, .. } = conflict;
    let mut few: String = about.chars().take(SHOWN).collect();
    if few.len() < about.len() {
        few.push('…');
    }
    format!("{name}: “{few}”, {field}: ours {}, theirs {}", side(ours), side(theirs))
}

fn side(cell: &Cell) -> String {
    let value = if cell.value.is_empty() { "nothing" } else { &cell.value };
    let who = cell.who();
    if who.is_empty() { value.to_owned() } else { format!("{value} ({who})") }
}
