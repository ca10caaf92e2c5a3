//! Decisions that could not be saved when the program had to end: kept in the state folder until they are
//! taken in at a later start.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic::{self, WriteError};
use super::file;

/// What the names of the sidecars that were last read or saved end with, beside what was made of them.
const BASE: &str = ".base";

/// What stands before the number of the process that still writes a file, in the file's name.
const LIVE: &str = "live-";

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

    /// A place for what this process cannot save of the sidecar at `sidecar` for the time being, so that even a killed
    /// one leaves it behind. No other process takes it in while this one runs.
    ///
    /// # Errors
    ///
    /// See [`WriteError`].
    pub fn meanwhile(&self, sidecar: &Path, base: Option<&str>) -> Result<Rescued, WriteError> {
        fs::create_dir_all(&self.folder).map_err(|source| WriteError::new(&self.folder, "create the folder", source))?;
        let name = format!("{}{LIVE}{}-{}", prefix(sidecar), std::process::id(), plain_name(sidecar));
        let rescued = Rescued { path: self.folder.join(name) };
        rescued.remove();
        if let Some(base) = base {
            atomic::write(&rescued.base(), base.as_bytes())?;
        }
        Ok(rescued)
    }

    /// What was kept of the sidecar at `sidecar`, oldest first, by processes that have ended.
    pub fn find(&self, sidecar: &Path) -> Vec<Rescued> {
        let prefix = prefix(sidecar);
        let names = file::names_in(&self.folder).unwrap_or_default();
        let is_ours = |name: &str| name.strip_prefix(&prefix).is_some_and(|rest| !is_live(rest));
        let ours = names.into_iter().filter(|name| is_ours(&name.to_string_lossy()));
        ours.filter(|name| !name.to_string_lossy().ends_with(BASE)).map(|name| Rescued { path: self.folder.join(name) }).collect()
    }

    fn free_name(&self, sidecar: &Path) -> PathBuf {
        let name = plain_name(sidecar);
        let prefix = prefix(sidecar);
        let candidates = (1..1000).map(|number| self.folder.join(format!("{prefix}{number:03}-{name}")));
        candidates.into_iter().find(|path| !path.exists()).unwrap_or_else(|| self.folder.join(format!("{prefix}999-{name}")))
    }
}

/// The sidecar's name without what cannot be in a name on every system, or shows as something else.
fn plain_name(sidecar: &Path) -> String {
    let name = sidecar.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name: String = name.chars().map(|c| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    name.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect()
}

/// Whether a process that runs still writes the file of which this is the name, but for its prefix.
fn is_live(rest: &str) -> bool {
    let pid = rest.strip_prefix(LIVE).and_then(|rest| rest.split('-').next()).and_then(|pid| pid.parse().ok());
    pid.is_some_and(super::lock::is_running)
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
    fn what_a_running_program_writes_is_its_own_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let rescue = Rescue::at(folder.path().join("unsaved"));
        let sidecar = folder.path().join("a.txt.claims.ron");
        let own = rescue.meanwhile(&sidecar, Some("base")).unwrap();
        fs::write(&own.path, "one").unwrap();
        assert_eq!(rescue.find(&sidecar), [], "this process runs");
        // A number that no process has.
        let ended = own.path.to_string_lossy().replace(&format!("live-{}-", std::process::id()), "live-4294967294-");
        fs::rename(&own.path, &ended).unwrap();
        assert_eq!(rescue.find(&sidecar), [Rescued { path: ended.into() }]);
    }

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
