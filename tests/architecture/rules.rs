//! The layers and what each may touch.

use crate::source::{self, NamedPath};

/// The rooms of src/ from the ground up. A room may use those of a lower rank.
const LAYERS: &[(&str, u8)] = &[
    ("text", 0),
    ("article", 1),
    ("claim", 2),
    ("extract", 3),
    ("review", 4),
    ("interchange", 5),
    ("analysis", 5),
    ("disk", 6),
    ("sidecar", 7),
    ("memory", 8),
    ("lint", 8),
    ("tui", 9),
    ("cli", 10),
    ("main", 11),
    // The list of rooms itself.
    ("lib", 11),
];

/// The layers inside a room, from the ground up: what a file's path starts with. A file that is not listed lies on
/// the ground of its room; a listed one may use its own layer and those below.
const INNER_LAYERS: &[(&str, &[&[&str]])] = &[
    (
        "review/",
        &[
            &["review/anchor/"],
            &["review/session/"],
            &["review/edits/"],
            &["review/merge/"],
            &["review/queries/", "review/intake/"],
        ],
    ),
    ("tui/", &[&["tui/layer.rs"], &["tui/screen/"], &["tui/model/"], &["tui/draw/"], &["tui/picture.rs", "tui/runtime/"]]),
    (
        "interchange/",
        &[
            &["interchange/export/"],
            &["interchange/import/"],
            &["interchange/formats/", "interchange/report/"],
            &["interchange/format.rs"],
        ],
    ),
];

/// What only some places may name: the path's start, the places under src/, and why.
const RESERVED: &[(&[&str], &[&str], &str)] = &[
    (&["ratatui"], &["tui/"], "only the screen knows the terminal library"),
    (&["ratatui_textarea"], &["tui/"], "only the screen knows the terminal library"),
    (&["crossterm"], &["tui/"], "only the screen knows the terminal"),
    (&["clap"], &["cli/"], "only the command line parses arguments"),
    (&["std", "fs"], &["disk/", "sidecar/", "cli/", "tui/runtime", "main.rs"], "files are touched at the edge only"),
    (&["tempfile"], OUTSIDE, "files are touched at the edge only"),
    (&["std", "time", "SystemTime"], OUTSIDE, "the clock is read at the edge only"),
    (&["SystemTime", "now"], OUTSIDE, "the clock is read at the edge only"),
    (&["Instant", "now"], OUTSIDE, "the clock is read at the edge only"),
    (&["std", "net"], &[], "the program works offline"),
];

/// The places that meet the world.
const OUTSIDE: &[&str] = &["disk/", "cli/", "tui/runtime", "main.rs"];

/// How high a room stands; `None` for a room that nobody placed.
pub fn rank(room: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == room).map(|(_, rank)| *rank)
}

/// The layer of a file inside its room, from 0; `None` where the room has no layers.
fn inner_rank(file: &str) -> Option<(&'static str, usize)> {
    let (room, layers) = INNER_LAYERS.iter().find(|(room, _)| file.starts_with(room))?;
    let rank = layers.iter().position(|layer| layer.iter().any(|start| file.starts_with(start)));
    Some((room, rank.map_or(0, |rank| rank + 1)))
}

/// What is wrong with `file` taking something from `target`, where both are in one room with layers.
pub fn inner_violation(file: &str, target: &str) -> Option<String> {
    let ((room, own), (other, above)) = (inner_rank(file)?, inner_rank(target)?);
    // The list of a room's modules belongs to no layer.
    let listed = file == format!("{room}mod.rs");
    (room == other && above > own && !listed).then(|| format!("{file} may not know {target}"))
}

/// The rules that `source`, the file `file` under src/, breaks: a line each.
pub fn violations(file: &str, source: &str) -> Vec<String> {
    source::paths(file, source)
        .iter()
        .filter_map(|path| {
            let why = upward(file, path).or_else(|| reserved(file, path))?;
            Some(format!("src/{file}:{}: {}: {why}", path.line, path.segments.join("::")))
        })
        .collect()
}

/// Why `path` goes up or sideways, if it does.
fn upward(file: &str, path: &NamedPath) -> Option<String> {
    let [start, target, ..] = path.segments.as_slice() else { return None };
    if start != "crate" {
        return None;
    }
    let own = file.split('/').next().unwrap_or(file).trim_end_matches(".rs");
    if own == target {
        return None;
    }
    let own_rank = rank(own)?;
    let target_rank = rank(target)?;
    (target_rank >= own_rank).then(|| format!("{own} may not know {target}"))
}

/// Why `path` is not for this place, if it is not. Code for tests may do as it needs.
fn reserved(file: &str, path: &NamedPath) -> Option<String> {
    if path.in_tests {
        return None;
    }
    RESERVED
        .iter()
        .find(|(start, places, _)| {
            path.segments.len() >= start.len()
                && path.segments.iter().zip(*start).all(|(a, b)| a == b)
                && !places.iter().any(|place| file.starts_with(place))
        })
        .map(|(.., why)| (*why).to_owned())
}

mod tests {
    use super::*;

    /// What is wrong with `source` in `file`, without the place.
    fn wrong(file: &str, source: &str) -> Vec<String> {
        violations(file, source).into_iter().map(|line| line.rsplit(": ").next().unwrap().to_owned()).collect()
    }

    #[test]
    fn going_down_is_fine() {
        for (file, source) in [
            ("review/edit.rs", "use crate::claim::ClaimId; use crate::text::Span; use super::decision::Stamp;"),
            ("sidecar/save.rs", "use crate::disk::atomic; use crate::review::Decision;"),
            ("tui/runtime/mod.rs", "use std::fs; use crossterm::event; use std::time::Instant; fn f() { Instant::now(); }"),
            ("cli/extract.rs", "use crate::{disk, extract, sidecar}; use clap::Parser; fn f() { crate::tui::run() }"),
            ("main.rs", "fn main() { saidby::cli::run() }"),
            ("extract/rules/cue.rs", "use super::super::Document; use std::time::Duration;"),
        ] {
            assert_eq!(wrong(file, source), Vec::<String>::new(), "{file}");
        }
    }

    #[test]
    fn going_up_is_found_however_it_is_written() {
        for (file, source, why) in [
            ("text/scan.rs", "use crate::article::Article;", "text may not know article"),
            ("extract/mod.rs", "use crate::{text::Span, review::Decision};", "extract may not know review"),
            ("extract/mod.rs", "fn f() -> crate::review::Decision {}", "extract may not know review"),
            ("claim/mod.rs", "pub use super::extract::Document;", "claim may not know extract"),
            ("interchange/csv.rs", "use crate::sidecar::Sidecar;", "interchange may not know sidecar"),
            ("analysis/lint.rs", "use crate::disk;", "analysis may not know disk"),
            ("analysis/lint.rs", "use crate::interchange::csv;", "analysis may not know interchange"),
            ("disk/lock.rs", "use crate::sidecar::Sidecar;", "disk may not know sidecar"),
            ("tui/model.rs", "use crate::cli::Arguments;", "tui may not know cli"),
            ("review/tests.rs", "use crate::sidecar::Sidecar;", "review may not know sidecar"),
        ] {
            assert_eq!(wrong(file, source), [why], "{file}: {source}");
        }
    }

    #[test]
    fn inner_layers_go_down_only() {
        for (file, target) in [
            ("tui/key.rs", "tui/layer.rs"),
            ("tui/screen/claims/view.rs", "tui/model/mod.rs"),
            ("tui/model/mod.rs", "tui/draw/mod.rs"),
            ("interchange/export/rows.rs", "interchange/import/place.rs"),
            ("review/state/claim.rs", "review/anchor/mod.rs"),
            ("review/session/mod.rs", "review/edits/mod.rs"),
            ("review/merge/mod.rs", "review/queries/repeats.rs"),
        ] {
            assert!(inner_violation(file, target).is_some(), "{file} {target}");
            assert_eq!(inner_violation(target, file), None, "{target} {file}");
        }
        assert_eq!(inner_violation("tui/screen/note/mod.rs", "tui/screen/paint.rs"), None);
        assert_eq!(inner_violation("tui/model/mod.rs", "interchange/format.rs"), None);
    }

    #[test]
    fn the_world_is_touched_at_the_edge_only() {
        for (file, source) in [
            ("cli/mod.rs", "use ratatui::Frame;"),
            ("cli/mod.rs", "fn f() { crossterm::terminal::size(); }"),
            ("interchange/csv.rs", "use std::{fs, io};"),
            ("review/session.rs", "use std::time::{Duration, SystemTime};"),
            ("tui/screen/help/mod.rs", "use std::fs::File;"),
            ("tui/model.rs", "use std::time::Instant; fn f() { let now = Instant::now(); }"),
            ("tui/runtime.rs", "use std::net::TcpStream;"),
            ("article/mod.rs", "#[cfg(not(test))] fn f() { std::fs::read(p); }"),
        ] {
            assert_eq!(wrong(file, source).len(), 1, "{file}: {source}");
        }
        assert_eq!(wrong("article/mod.rs", "#[cfg(test)] mod tests { use std::fs; }"), Vec::<String>::new());
    }
}
