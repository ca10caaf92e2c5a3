//! Recovery of unsaved decisions: kept when a run ends, restored by a later one.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::storage::Salvage;
use crate::article::Article;
use crate::disk::rescue::Rescue;
use crate::disk::writer::{Known, Unsaved};
use crate::disk::{atomic, file, inputs};
use crate::review::Record;
use crate::review::merge::merge;
use crate::sidecar;

/// Keeps a sidecar that could not be saved; where it lies then.
pub(super) fn keep(sidecar: &Path, unsaved: &Unsaved) -> Result<PathBuf, String> {
    // Only what the decisions were made on helps to bring them in later.
    let there = file::read(sidecar).ok().flatten().filter(|bytes| Known::of(Some(bytes)) == unsaved.known);
    let base = unsaved.base.clone().or(there.and_then(|bytes| String::from_utf8(bytes).ok()));
    let kept = Rescue::of_user().keep(sidecar, &unsaved.text, base.as_deref()).map_err(|error| error.to_string())?;
    Ok(kept.path)
}

/// Where decisions lie that an earlier run could not save in the sidecar, in words; empty where there are none.
pub(super) fn kept_in_words(sidecar: &Path) -> String {
    match Rescue::of_user().find(sidecar).first() {
        None => String::new(),
        Some(kept) => {
            format!("unsaved decisions are kept in {} and offered once the sidecar is repaired", inputs::shown(&kept.path))
        }
    }
}

/// Puts in order what an earlier run left of a sidecar that is locked for this one. What it could not save comes
/// back, brought into the review as it is saved; and a word about what cannot be brought in.
pub(super) fn after_another_run(sidecar: &Path, article: &Arc<Article>, now: &Record) -> (Option<Salvage>, Option<String>) {
    // Ours alone by now: what a killed run left half-written can go, what one could not save can come in.
    atomic::sweep(sidecar, Duration::ZERO);
    let mut kept = Rescue::of_user().find(sidecar);
    let mut left = Vec::new();
    let mut record = now.clone();
    kept.retain(|one| {
        // One that no longer reads stays where it is: a person may make something of it.
        let read = |path: &Path| sidecar::load(path, article).ok().flatten().map(|loaded| loaded.record);
        let Some(theirs) = read(&one.path) else {
            left.push(inputs::shown(&one.path));
            return false;
        };
        // What contradicts what was saved since is an open conflict then, with both sides.
        record = merge(&read(&one.base()).unwrap_or_default(), &record, &theirs).record;
        true
    });
    let word = (!left.is_empty()).then(|| format!("decisions of an earlier run cannot be read: {}", left.join(", ")));
    ((record != *now).then_some(Salvage { record, kept }), word)
}
