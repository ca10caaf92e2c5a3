//! Paths of sidecars.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use crate::disk::file;

/// What every sidecar's name ends with.
pub const SUFFIX: &str = ".claims.ron";

/// Where sidecars go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// The annotator whose own sidecar it is; `None`: the article's common one.
    pub annotator: Option<String>,
    /// The folder that holds all sidecars, in the folders of their articles; `None`: next to each article.
    pub folder: Option<PathBuf>,
}

/// A name reduced to `[A-Za-z0-9_-]`; what else it holds becomes a hyphen.
pub fn reduced(annotator: &str) -> String {
    let mut name = String::new();
    for c in annotator.trim().chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches('-').to_owned()
}

/// The sidecar of `article` (`speech.txt` -> `speech.txt.claims.ron`).
pub fn sidecar_path(article: &Path, placement: &Placement) -> PathBuf {
    let mut name: OsString = article.file_name().unwrap_or_default().to_owned();
    if let Some(annotator) = placement.annotator.as_deref().map(reduced).filter(|name| !name.is_empty()) {
        name.push(".");
        name.push(annotator);
    }
    name.push(SUFFIX);
    folder_of(article, placement).join(name)
}

/// Every sidecar of `article`, whoever wrote it, sorted by name.
///
/// # Errors
///
/// When the folder cannot be listed; a folder that is not there holds none.
pub fn sidecars_of(article: &Path, placement: &Placement) -> std::io::Result<Vec<PathBuf>> {
    let folder = folder_of(article, placement);
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
    let mut found = Vec::new();
    for name in file::names_in(listed)? {
        if owner_of(article, Path::new(&name)).is_some() {
            found.push(folder.join(name));
        }
    }
    found.sort();
    Ok(found)
}

/// Finds the sidecars of many articles: each folder is listed once, however many articles it holds.
#[derive(Debug)]
pub struct Finder {
    placement: Placement,
    listed: HashMap<PathBuf, Vec<OsString>>,
}

impl Finder {
    /// A finder of sidecars in this placement.
    pub fn new(placement: Placement) -> Self {
        Self { placement, listed: HashMap::new() }
    }

    /// As [`sidecars_of`].
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed; a folder that is not there holds none.
    pub fn sidecars_of(&mut self, article: &Path) -> std::io::Result<Vec<PathBuf>> {
        let folder = folder_of(article, &self.placement);
        if !self.listed.contains_key(&folder) {
            let mut names = file::names_in(if folder.as_os_str().is_empty() { Path::new(".") } else { &folder })?;
            names.retain(|name| is_sidecar(Path::new(name)));
            self.listed.insert(folder.clone(), names);
        }
        let (Some(names), Some(name)) = (self.listed.get(&folder), article.file_name()) else { return Ok(Vec::new()) };
        let bytes = name.as_encoded_bytes();
        // The names are sorted: those that begin with the article's follow each other.
        let first = names.partition_point(|other| other.as_encoded_bytes() < bytes);
        let rest = names.get(first..).unwrap_or_default();
        let near = rest.iter().take_while(|other| other.as_encoded_bytes().starts_with(bytes));
        Ok(near.filter(|name| owner_of(article, Path::new(name)).is_some()).map(|name| folder.join(name)).collect())
    }
}

/// Whether `path` is named like a sidecar.
pub fn is_sidecar(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(SUFFIX.as_bytes()) && name.len() > SUFFIX.len())
}

/// Whose sidecar a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SidecarOwner {
    /// Everybody's: it has no annotator in its name.
    Common,
    /// The annotator's of this name, as the file name has it.
    Annotator(String),
}

impl SidecarOwner {
    /// The annotator's name; `None` for the common sidecar.
    pub fn name(self) -> Option<String> {
        match self {
            Self::Common => None,
            Self::Annotator(name) => Some(name),
        }
    }
}

/// Whose sidecar of `article` this is; `None`: it belongs to another article.
pub fn owner_of(article: &Path, sidecar: &Path) -> Option<SidecarOwner> {
    let article = article.file_name()?.to_str()?;
    let middle = sidecar.file_name()?.to_str()?.strip_prefix(article)?.strip_suffix(SUFFIX)?;
    if middle.is_empty() {
        return Some(SidecarOwner::Common);
    }
    let name = middle.strip_prefix('.')?;
    (!name.is_empty() && reduced(name) == name).then(|| SidecarOwner::Annotator(name.to_owned()))
}

/// The article that a sidecar next to it belongs to, as the file that is there: the name without an
/// annotator's, or with what looks like one, as the first of them exists.
pub fn article_of(sidecar: &Path) -> Option<PathBuf> {
    let name = sidecar.file_name()?.to_str()?.strip_suffix(SUFFIX)?;
    let whole = sidecar.with_file_name(name);
    if whole.is_file() {
        return Some(whole);
    }
    let (stem, annotator) = name.rsplit_once('.')?;
    let shorter = sidecar.with_file_name(stem);
    (reduced(annotator) == annotator && shorter.is_file()).then_some(shorter)
}

fn folder_of(article: &Path, placement: &Placement) -> PathBuf {
    let parent = article.parent().unwrap_or(Path::new(""));
    match &placement.folder {
        None => parent.to_owned(),
        Some(folder) => {
            // Relative folders are mirrored; of `..` and absolute paths nothing must lead out of the folder.
            let mut mirrored = folder.clone();
            if parent.is_relative() {
                mirrored.extend(parent.components().filter(|part| matches!(part, Component::Normal(_))));
            }
            mirrored
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(article: &str, annotator: Option<&str>, folder: Option<&str>) -> String {
        let placement = Placement { annotator: annotator.map(str::to_owned), folder: folder.map(PathBuf::from) };
        sidecar_path(Path::new(article), &placement).display().to_string()
    }

    #[test]
    fn beside_the_article_or_mirrored() {
        assert_eq!(placed("a/speech.txt", None, None), "a/speech.txt.claims.ron");
        assert_eq!(placed("speech.txt", Some("mw"), None), "speech.txt.mw.claims.ron");
        assert_eq!(placed("a/b/s.md", Some("M. Wójcik/../x"), Some("out")), "out/a/b/s.md.M-W-jcik-x.claims.ron");
        assert_eq!(placed("../../etc/s.md", None, Some("out")), "out/etc/s.md.claims.ron");
        assert_eq!(placed("s.md", Some("…"), None), "s.md.claims.ron");
    }

    #[test]
    fn a_finder_finds_what_a_look_at_the_folder_finds() {
        let root = tempfile::tempdir().unwrap();
        let names = ["a.txt", "a.txt2", "b.md", "é.txt", "a"];
        for name in names {
            for ending in ["", ".claims.ron", ".mw.claims.ron", ".km.claims.ron", ".m.w.claims.ron", ".png"] {
                std::fs::write(root.path().join(format!("{name}{ending}")), "").unwrap();
            }
        }
        let mut finder = Finder::new(Placement::default());
        for name in names.into_iter().chain(["none.txt"]) {
            let article = root.path().join(name);
            let found = finder.sidecars_of(&article).unwrap();
            assert_eq!(found, sidecars_of(&article, &Placement::default()).unwrap(), "{name}");
            // "a.txt.claims.ron" is also what annotator "txt" would write for the article "a".
            let count = match name {
                "none.txt" => 0,
                "a" => 5,
                _ => 3,
            };
            assert_eq!(found.len(), count, "{name}");
        }
        assert!(finder.sidecars_of(&root.path().join("gone/x.txt")).unwrap().is_empty());
    }

    #[test]
    fn names_tell_whose_sidecar_it_is() {
        let article = Path::new("x/s.txt");
        assert_eq!(owner_of(article, Path::new("s.txt.claims.ron")), Some(SidecarOwner::Common));
        assert_eq!(owner_of(article, Path::new("s.txt.mw.claims.ron")), Some(SidecarOwner::Annotator("mw".to_owned())));
        assert_eq!(owner_of(article, Path::new("s.txt.m.w.claims.ron")), None);
        assert_eq!(owner_of(article, Path::new("s.txtx.claims.ron")), None);
        assert!(is_sidecar(Path::new("s.txt.claims.ron")) && !is_sidecar(Path::new(".claims.ron")));
    }
}
