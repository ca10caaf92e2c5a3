//! Recovery files: decisions that could not be saved when the program ended, kept in the state folder until a later
//! start restores them.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::atomic::{self, WriteError};
use super::file;

/// What the names of the sidecars that were last read or saved end with, and what was made of them.
const BASE: &str = ".base";

/// What the names of files end with that are locked by the process which still writes next to them.
const LIVE: &str = ".live";

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

/// A place where this process writes until it can save again: its own until it ends.
#[derive(Debug)]
pub struct Meanwhile {
    /// The file.
    pub kept: Rescued,
    _lock: File,
}

impl Rescued {
    /// The file of the sidecar that it was made from; it may be missing.
    pub fn base(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(BASE);
        name.into()
    }

    /// The file that is locked while somebody still writes it; it may be missing.
    fn live(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(LIVE);
        name.into()
    }

    /// Whether a process that runs still writes it: a killed one holds no lock.
    fn is_live(&self) -> bool {
        File::open(self.live()).is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Takes it away, once its decisions are saved where they belong.
    pub fn remove(&self) {
        // What stays is offered again, and brings nothing new then.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(self.base());
        let _ = fs::remove_file(self.live());
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
    pub fn meanwhile(&self, sidecar: &Path, base: Option<&str>) -> Result<Meanwhile, WriteError> {
        fs::create_dir_all(&self.folder).map_err(|source| WriteError::new(&self.folder, "create the folder", source))?;
        for path in self.names(sidecar) {
            let rescued = Rescued { path };
            let live = rescued.live();
            let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&live);
            let lock = opened.map_err(|source| WriteError::new(&live, "create", source))?;
            // Whoever holds it goes on writing there; where the system knows no locks, nobody can tell.
            if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) || rescued.path.exists() {
                continue;
            }
            if let Some(base) = base {
                atomic::write(&rescued.base(), base.as_bytes())?;
            }
            return Ok(Meanwhile { kept: rescued, _lock: lock });
        }
        Err(WriteError::new(&self.folder, "find a free name in", std::io::ErrorKind::AlreadyExists.into()))
    }

    /// What was kept of the sidecar at `sidecar`, oldest first, by processes that have ended.
    pub fn find(&self, sidecar: &Path) -> Vec<Rescued> {
        let prefix = prefix(sidecar);
        let names = file::names_in(&self.folder).unwrap_or_default();
        let is_ours = |name: &str| name.starts_with(&prefix) && !name.ends_with(BASE) && !name.ends_with(LIVE);
        let ours = names.into_iter().filter(|name| is_ours(&name.to_string_lossy()));
        ours.map(|name| Rescued { path: self.folder.join(name) }).filter(|kept| !kept.is_live()).collect()
    }

    fn free_name(&self, sidecar: &Path) -> PathBuf {
        let mut names = self.names(sidecar).filter(|path| !path.exists());
        names.next().unwrap_or_else(|| self.folder.join(format!("{}999-{}", prefix(sidecar), plain_name(sidecar))))
    }

    /// Names for what is kept of a sidecar, in their order.
    fn names(&self, sidecar: &Path) -> impl Iterator<Item = PathBuf> {
        let (prefix, name) = (prefix(sidecar), plain_name(sidecar));
        (1..1000).map(move |number| self.folder.join(format!("{prefix}{number:03}-{name}")))
    }
}

/// The sidecar's name without what cannot be in a name on every system, or shows as something else.
fn plain_name(sidecar: &Path) -> String {
    let name = sidecar.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name: String = name.chars().map(|c| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    name.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect()
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
        fs::write(&own.kept.path, "one").unwrap();
        assert_eq!(rescue.find(&sidecar), [], "this process writes it still");
        let other = rescue.meanwhile(&sidecar, None).unwrap();
        assert_ne!(own.kept, other.kept);
        // Ended, however: its lock is gone.
        let Meanwhile { kept, _lock } = own;
        drop(_lock);
        assert_eq!(rescue.find(&sidecar), std::slice::from_ref(&kept));
        // Nobody else writes over it.
        let next = rescue.meanwhile(&sidecar, None).unwrap();
        assert_ne!(next.kept, kept);
        kept.remove();
        assert_eq!(rescue.find(&sidecar), []);
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
