//! Decisions that could not be saved when the program had to end: kept in the state folder until they are
//! taken in at a later start.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic::{self, WriteError};
use super::file;

/// What the names of the sidecars that were last read or saved end with, beside what was made of them.
const BASE: &str = ".base";

/// Where sidecars that could not be saved are kept: a folder of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescue {
    folder: PathBuf,
}

/// A sidecar that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// The file that holds it.
    pub path: PathBuf,
}

impl Rescued {
    /// The file of the sidecar that it was made from; it may be missing.
    pub fn base(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(BASE);
        name.into()
    }

    /// Takes it away, once its decisions are saved where they belong.
    pub fn remove(&self) {
        // What stays is offered again, and brings nothing new then.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(self.base());
    }
}

impl Rescue {
    /// In the state folder; in the system's folder for temporary files where there is no home.
    pub fn of_user() -> Self {
        let folder = super::folders::state().unwrap_or_else(|| std::env::temp_dir().join("saidby"));
        Self::at(folder.join("unsaved"))
    }

    /// In `folder`, which need not be there yet.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps `text`, which was to be the sidecar at `sidecar`, and `base`, from which it was made.
    ///
    /// # Errors
    ///
    /// See [`WriteError`].
    pub fn keep(&self, sidecar: &Path, text: &str, base: Option<&str>) -> Result<Rescued, WriteError> {
        fs::create_dir_all(&self.folder).map_err(|source| WriteError::new(&self.folder, "create the folder", source))?;
        let path = self.free_name(sidecar);
        let rescued = Rescued { path };
        if let Some(base) = base {
            atomic::write(&rescued.base(), base.as_bytes())?;
        }
        atomic::write(&rescued.path, text.as_bytes())?;
        Ok(rescued)
    }

    /// What was kept of the sidecar at `sidecar`, oldest first.
    pub fn find(&self, sidecar: &Path) -> Vec<Rescued> {
        let prefix = prefix(sidecar);
        let names = file::names_in(&self.folder).unwrap_or_default();
        let ours = names.into_iter().filter(|name| name.to_string_lossy().starts_with(&prefix));
        ours.filter(|name| !name.to_string_lossy().ends_with(BASE)).map(|name| Rescued { path: self.folder.join(name) }).collect()
    }

    fn free_name(&self, sidecar: &Path) -> PathBuf {
        let name = sidecar.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // What cannot be in a name on every system, or shows as something else, stays out of it.
        let name: String = name.chars().map(|c| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
        let name: String = name.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        let prefix = prefix(sidecar);
        let candidates = (1..1000).map(|number| self.folder.join(format!("{prefix}{number:03}-{name}")));
        candidates.into_iter().find(|path| !path.exists()).unwrap_or_else(|| self.folder.join(format!("{prefix}999-{name}")))
    }
}

/// What tells one sidecar's files from another's: its place on this machine.
fn prefix(sidecar: &Path) -> String {
    let folder = sidecar.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned());
    let place = whole.join(sidecar.file_name().unwrap_or_default());
    let hash = blake3::hash(place.as_os_str().as_encoded_bytes()).to_hex();
    format!("{}-", hash.get(..12).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again_and_goes_when_it_was_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let rescue = Rescue::at(folder.path().join("state/unsaved"));
        let sidecar = folder.path().join("a\u{1b}[2J.txt.claims.ron");
        assert_eq!(rescue.find(&sidecar), []);
        let first = rescue.keep(&sidecar, "one", Some("base")).unwrap();
        let second = rescue.keep(&sidecar, "two", None).unwrap();
        rescue.keep(&folder.path().join("b.txt.claims.ron"), "another", None).unwrap();
        assert_eq!(rescue.find(&sidecar), [first.clone(), second.clone()], "the second took the first one's place");
        assert_eq!(fs::read_to_string(&first.path).unwrap(), "one");
        assert_eq!(fs::read_to_string(first.base()).unwrap(), "base");
        assert!(first.path.to_string_lossy().ends_with("-a__2J.txt.claims.ron"), "{}", first.path.display());
        first.remove();
        assert_eq!(rescue.find(&sidecar), [second]);
        assert!(!first.base().exists());
    }
}
