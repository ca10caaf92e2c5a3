//! One reviewer for one sidecar: a locked file next to it that says who has it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::file::shown;
use super::{clock, who};

/// After how long the word of another machine is no longer believed, in seconds.
const STALE: f64 = 12.0 * 3600.0;

/// Who has a sidecar open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Owner {
    /// The annotator.
    pub by: String,
    /// The machine.
    pub host: String,
    /// The process there.
    pub pid: u32,
    /// Since when (RFC 3339).
    pub at: String,
}

/// A sidecar that is locked for this program; given back when dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
    left_by: Option<Owner>,
}

/// Why a sidecar was not locked: it may be looked at, not written.
#[derive(Debug, Error)]
pub enum LockError {
    /// Someone else has it.
    #[error(
        "locked by {} since {} ({}, process {}); if no saidby is running there, delete {}",
        owner.by, owner.at, owner.host, owner.pid, shown(path)
    )]
    Held {
        /// Who.
        owner: Owner,
        /// The file that says so.
        path: PathBuf,
    },
    /// No lock can be made there.
    #[error("cannot lock {}: {source}", shown(path))]
    Io {
        /// The lock's file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The lock's file of a sidecar: `.NAME.lock` next to it.
pub fn path_of(sidecar: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(sidecar.file_name().unwrap_or_default());
    name.push(".lock");
    sidecar.with_file_name(name)
}

impl Lock {
    /// Whose lock was taken over: that program ended without giving it back.
    pub fn left_by(&self) -> Option<&Owner> {
        self.left_by.as_ref()
    }

    /// Locks `sidecar` for `annotator`. A lock that a killed program left behind is taken over.
    ///
    /// # Errors
    ///
    /// See [`LockError`].
    pub fn take(sidecar: &Path, annotator: &str) -> Result<Self, LockError> {
        let owner = Owner { by: annotator.to_owned(), host: who::host(), pid: std::process::id(), at: clock::now() };
        // Two names of one file have one lock.
        let sidecar = std::fs::canonicalize(sidecar).unwrap_or_else(|_| sidecar.to_owned());
        let path = path_of(&sidecar);
        take(&path, &owner).map_err(|error| match error {
            Refused::Held(owner) => LockError::Held { owner, path },
            Refused::Io(source) => LockError::Io { path, source },
        })
    }
}

/// Whether nobody holds the lock of `sidecar`: it could be taken now.
pub fn is_free(sidecar: &Path) -> bool {
    let sidecar = std::fs::canonicalize(sidecar).unwrap_or_else(|_| sidecar.to_owned());
    let path = path_of(&sidecar);
    if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
        return false;
    }
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) => return error.kind() == io::ErrorKind::NotFound,
    };
    let host = who::host();
    match file.try_lock_shared() {
        Ok(()) => {
            let owner = read(&mut file);
            file.unlock().is_ok() && !owner.is_believed_elsewhere(&host)
        }
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            !read(&mut file).is_believed(&host, std::process::id())
        }
        Err(_) => false,
    }
}

impl Owner {
    /// Whether its word holds without a lock of the system, for a process of this number on the machine `host`: that
    /// does not reach every other machine that shares the folder.
    fn is_believed_elsewhere(&self, host: &str) -> bool {
        let elsewhere = !self.host.is_empty() && self.host != host;
        elsewhere && clock::seconds_since(&self.at).is_some_and(|age| age < STALE)
    }

    /// The same where the file system knows no locks: another process that runs is believed as well.
    fn is_believed(&self, host: &str, pid: u32) -> bool {
        self.is_believed_elsewhere(host) || (self.host == host && self.pid != pid && is_running(self.pid))
    }
}

enum Refused {
    Held(Owner),
    Io(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn take(path: &Path, owner: &Owner) -> Result<Lock, Refused> {
    // A link might lead to any file at all, which would then be written to.
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(Refused::Io(io::Error::other("not a regular file; remove it")));
    }
    // Whoever gives a lock back removes its file; who opened it meanwhile has to begin again.
    for _ in 0..20 {
        let mut believed = false;
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refused::Held(read(&mut file))),
            // Such a file system knows no locks: what the file says has to do.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => believed = true,
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        if !is_at(&file, path) {
            continue;
        }
        let other = read(&mut file);
        let is_held = if believed { other.is_believed(&owner.host, owner.pid) } else { other.is_believed_elsewhere(&owner.host) };
        if is_held {
            return Err(Refused::Held(other));
        }
        let left_by = (!other.by.is_empty()).then_some(other);
        let text = ron::to_string(owner).map_err(io::Error::other)?;
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(text.as_bytes())?;
        file.sync_data()?;
        return Ok(Lock { path: path.to_owned(), file, left_by });
    }
    Err(Refused::Io(io::Error::other("another program keeps taking the lock; try again")))
}

/// Whether a process of this number runs here; where that cannot be told, it does.
fn is_running(pid: u32) -> bool {
    let processes = Path::new("/proc/self");
    !processes.exists() || Path::new("/proc").join(pid.to_string()).exists()
}

fn read(file: &mut File) -> Owner {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(4096).read_to_string(&mut text));
    read.ok().and_then(|_| ron::from_str(&text).ok()).unwrap_or_default()
}

/// Whether the open file is still the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// An open file cannot be removed here.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    fs::metadata(path).is_ok()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still locked: nobody else can have locked this very file.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let sidecar = folder.path().join("a.txt.claims.ron");
        let lock = Lock::take(&sidecar, "mw").unwrap();
        assert!(!is_free(&sidecar));
        let refused = Lock::take(&sidecar, "jk").unwrap_err();
        assert!(matches!(&refused, LockError::Held { owner, .. } if owner.by == "mw" && owner.pid == std::process::id()));
        assert!(refused.to_string().starts_with("locked by mw since 2"), "{refused}");
        drop(lock);
        assert!(is_free(&sidecar));
        assert!(super::super::file::names_in(folder.path()).unwrap().is_empty());
        Lock::take(&sidecar, "jk").unwrap();
    }

    #[test]
    fn a_dead_programs_lock_is_taken_over_and_another_machines_believed_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let sidecar = folder.path().join("a.claims.ron");
        let left = |host: &str, at: &str| {
            let owner = Owner { by: "jk".into(), host: host.into(), pid: 1, at: at.into() };
            fs::write(path_of(&sidecar), ron::to_string(&owner).unwrap()).unwrap();
            Lock::take(&sidecar, "mw")
        };
        let taken_over = left(&who::host(), &clock::now()).unwrap();
        assert_eq!(taken_over.left_by().map(|owner| owner.by.as_str()), Some("jk"));
        drop(taken_over);
        assert!(Lock::take(&sidecar, "mw").unwrap().left_by().is_none());
        assert!(matches!(left("elsewhere.example", &clock::now()), Err(LockError::Held { .. })));
        assert!(left("elsewhere.example", "2020-01-01T00:00:00Z").is_ok());
        fs::write(path_of(&sidecar), "nonsense").unwrap();
        assert!(Lock::take(&sidecar, "mw").is_ok());
        assert!(matches!(Lock::take(&folder.path().join("none/a.ron"), "mw"), Err(LockError::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_a_lock_is_never_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (sidecar, precious) = (folder.path().join("a.claims.ron"), folder.path().join("precious"));
        for there in [true, false] {
            if there {
                fs::write(&precious, "words").unwrap();
            } else {
                fs::remove_file(&precious).unwrap();
                fs::remove_file(path_of(&sidecar)).unwrap();
            }
            std::os::unix::fs::symlink(&precious, path_of(&sidecar)).unwrap();
            assert!(matches!(Lock::take(&sidecar, "mw"), Err(LockError::Io { .. })));
            assert_eq!(fs::read_to_string(&precious).ok().as_deref(), there.then_some("words"));
        }
    }

    #[test]
    fn many_at_once_get_it_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let sidecar = folder.path().join("a.claims.ron");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let taken = std::sync::atomic::AtomicUsize::new(0);
        let order = std::sync::atomic::Ordering::SeqCst;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        if let Ok(lock) = Lock::take(&sidecar, "mw") {
                            assert_eq!(inside.fetch_add(1, order), 0);
                            taken.fetch_add(1, order);
                            inside.fetch_sub(1, order);
                            drop(lock);
                        }
                    }
                });
            }
        });
        assert!(taken.load(order) > 0);
    }
}
