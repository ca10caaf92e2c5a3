//! Reads the memory from the sidecars of folders, with a cache in the state folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Memory, Page};
use crate::disk::{atomic, file, folders, ron_file};
use crate::sidecar::path::is_sidecar;

/// A cache of another version is read again.
const VERSION: u32 = 1;
/// So many sidecars of a folder are remembered, by their names from the end: a desk's newest mostly sort last.
const MOST: usize = 5_000;

/// What is known of the sidecars of one folder.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Cache {
    version: u32,
    folder: String,
    pages: BTreeMap<String, Entry>,
}

/// A sidecar as it was read; without a page where it could not be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    stamp: file::FileStamp,
    page: Option<Page>,
}

/// The folder of the caches. `None` without a home folder.
pub fn caches() -> Option<PathBuf> {
    Some(folders::state()?.join("memory"))
}

/// What the sidecars in `folders` know, that at `except` left out: it is open. Caches lie in `caches`. A sidecar that
/// cannot be read is passed over: whoever opens its article is told.
pub fn read(folders: &[PathBuf], except: &Path, caches: Option<&Path>) -> Memory {
    let mut pages = Vec::new();
    for folder in folders {
        pages.extend(pages_in(folder, except, caches));
    }
    Memory::of(pages)
}

fn pages_in(folder: &Path, except: &Path, caches: Option<&Path>) -> Vec<Page> {
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> = file::names_in(listed)
        .unwrap_or_default()
        .into_iter()
        .filter(|name| is_sidecar(Path::new(name)))
        .filter_map(|name| name.into_string().ok())
        .collect();
    names.sort_unstable();
    let names = names.split_off(names.len().saturating_sub(MOST));
    if names.is_empty() {
        return Vec::new();
    }
    let whole = file::whole(listed);
    let place = caches.map(|caches| caches.join(format!("{}.ron", name_of(&whole))));
    let known = place.as_deref().and_then(|place| ron_file::read::<Cache>(place).ok().flatten());
    let mut known = known.filter(|cache| cache.version == VERSION && cache.folder == whole).unwrap_or_default().pages;
    let before = known.len();
    let mut pages = BTreeMap::new();
    let mut fresh = false;
    for name in names {
        let path = listed.join(&name);
        let Some(stamp) = file::stamp(&path) else { continue };
        let entry = match known.remove(&name).filter(|entry| entry.stamp == stamp) {
            Some(entry) => entry,
            None => {
                fresh = true;
                Entry { stamp, page: page_at(&path) }
            }
        };
        pages.insert(name, entry);
    }
    let cache = Cache { version: VERSION, folder: whole, pages };
    if let Some(place) = place.filter(|_| fresh || before != cache.pages.len()) {
        keep(&cache, &place);
    }
    let own = except.file_name().and_then(|name| name.to_str()).filter(|_| same_folder(except, listed));
    cache.pages.into_iter().filter(|(name, _)| Some(name.as_str()) != own).filter_map(|(_, entry)| entry.page).collect()
}

/// What the sidecar at `path` adds.
fn page_at(path: &Path) -> Option<Page> {
    let text = String::from_utf8(file::read(path).ok()??).ok()?;
    crate::sidecar::parse(path, &text).ok().as_ref().map(Page::of)
}

/// Writes the cache; where that fails it is read again next time.
fn keep(cache: &Cache, place: &Path) {
    let Ok(text) = ron_file::options().to_string(cache) else { return };
    if place.parent().is_some_and(|folder| file::make_folder(folder).is_ok()) {
        let _ = atomic::write(place, text.as_bytes());
    }
}

fn name_of(folder: &str) -> String {
    blake3::hash(folder.as_bytes()).to_hex().chars().take(16).collect()
}

fn same_folder(path: &Path, folder: &Path) -> bool {
    let own = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    file::whole(own) == file::whole(folder)
}
