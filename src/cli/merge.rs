//! `saidby merge`: a three-way merge of sidecars, claim by claim.

use std::io::Write;
use std::path::Path;

use super::arguments::Merge;
use super::{Outcome, output, subjects};
use crate::disk::atomic;
use crate::disk::inputs::shown;
use crate::review::contrast::{Cell, Contrast};
use crate::sidecar::merge::merge_texts;
use crate::text::single_line;

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
        output::complain(&format!(
            "{name}: {count}; kept our version and stored theirs; open the article and press X to resolve"
        ));
    }
    Ok(Outcome::of(!merged.conflicts.is_empty()))
}

/// A conflict in a line.
fn line(name: &str, conflict: &Contrast) -> String {
    let Contrast { about, field, ours, theirs, .. } = conflict;
    let about = single_line(about);
    let mut few: String = about.chars().take(SHOWN).collect();
    if few.len() < about.len() {
        few.push('…');
    }
    format!("{name}: “{few}”, {field}: ours {}, theirs {}", side(ours), side(theirs))
}

fn side(cell: &Cell) -> String {
    let value = if cell.value.is_empty() { "nothing".to_owned() } else { single_line(&cell.value) };
    let who = cell.who();
    if who.is_empty() { value } else { format!("{value} ({who})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_lines_are_single_line() {
        let cell = Cell { value: "one\n\n two\tthree".into(), ..Cell::default() };
        assert_eq!(side(&cell), "one two three");
        assert_eq!(side(&Cell::default()), "nothing");
    }

    #[test]
    fn what_is_missing_or_empty_is_told_and_nothing_written() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("ours.ron"), "ours").unwrap();
        std::fs::write(at("empty.ron"), "").unwrap();
        for (base, theirs, told) in
            [("none.ron", "ours.ron", "none.ron: No such file"), ("empty.ron", "none.ron", "none.ron: No such file")]
        {
            let arguments = Merge { base: at(base), ours: at("ours.ron"), theirs: at(theirs), output: None, path: None };
            let message = run(&arguments).unwrap_err().to_string();
            assert!(message.ends_with(told), "{message}");
        }
        let arguments = Merge { base: at("empty.ron"), ours: at("empty.ron"), theirs: at("ours.ron"), output: None, path: None };
        let message = run(&arguments).unwrap_err().to_string();
        assert!(message.contains("empty.ron:1:1: empty file") && !message.contains("VersionOnly"), "{message}");
        assert_eq!(std::fs::read(at("ours.ron")).unwrap(), b"ours");
    }
}
