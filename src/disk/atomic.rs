//! Atomic file writes: a file is complete, or as it was before.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;
use thiserror::Error;

use super::file::shown;

/// What the names of half-written files end with.
const TEMPORARY: &str = ".saidby-tmp";

/// Why a file could not be written. What was there before is still there.
#[derive(Debug, Error)]
#[error("cannot {step} {}: {source}", shown(path))]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What was to be done with it.
    pub step: &'static str,
    /// What the system says.
    pub source: io::Error,
}

impl WriteError {
    /// The error of one step.
    pub fn new(path: &Path, step: &'static str, source: io::Error) -> Self {
        Self { path: path.to_owned(), step, source }
    }
}

/// What the system is asked for in a save, step by step. As they stand the steps are the real ones; a test
/// puts one that fails in their place.
pub trait Steps: Send + Sync {
    /// Makes the temporary file in `folder`.
    ///
    /// # Errors
    ///
    /// What the system says; so with every step.
    fn create(&self, builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
        builder.tempfile_in(folder)
    }

    /// Writes all of `bytes`.
    ///
    /// # Errors
    ///
    /// As [`Self::create`].
    fn fill(&self, file: &mut NamedTempFile, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Waits until what was written is on the disk itself.
    ///
    /// # Errors
    ///
    /// As [`Self::create`].
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Puts the temporary file in the place of the one at `path`; where that fails it is gone.
    ///
    /// # Errors
    ///
    /// As [`Self::create`].
    fn replace(&self, file: NamedTempFile, path: &Path) -> io::Result<()> {
        file.persist(path).map(drop).map_err(|error| error.error)
    }

    /// Waits until the folder's entries are on the disk itself.
    ///
    /// # Errors
    ///
    /// As [`Self::create`].
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Not every file system lets a folder be opened or synchronised; the file itself is safe by now.
        let Ok(folder) = File::open(folder) else { return Ok(()) };
        match folder.sync_all() {
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            done => done,
        }
    }
}

/// The real steps.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Steps for System {}

/// Replaces the file at `path`: a temporary file in the same folder, fsync, rename, fsync of the folder.
/// A symbolic link stays one, and the file that it leads to is replaced; permissions stay.
///
/// # Errors
///
/// See [`WriteError`]. No temporary file is left behind.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    write_with(&System, path, bytes)
}

/// As [`write()`], with `steps` in place of the system's.
///
/// # Errors
///
/// As [`write()`].
pub fn write_with(steps: &dyn Steps, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let path = &followed(path).map_err(|source| WriteError::new(path, "follow the link", source))?;
    let folder = folder_of(path);
    let before = match fs::metadata(path) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => return Err(WriteError::new(path, "look at", source)),
    };
    if before.as_ref().is_some_and(|metadata| metadata.permissions().readonly()) {
        let source = io::Error::new(io::ErrorKind::PermissionDenied, "write-protected");
        return Err(WriteError::new(path, "replace", source));
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&name).suffix(TEMPORARY);
    let permissions = before.map(|metadata| metadata.permissions());
    #[cfg(unix)]
    if permissions.is_none() {
        // As any new file: what the user's mask leaves of rw-rw-rw-.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut temporary =
        steps.create(&builder, folder).map_err(|source| WriteError::new(folder, "write in the folder", source))?;
    let written = steps.fill(&mut temporary, bytes).and_then(|()| match permissions {
        Some(permissions) => temporary.as_file().set_permissions(permissions),
        None => Ok(()),
    });
    written.and_then(|()| steps.sync(temporary.as_file())).map_err(|source| WriteError::new(path, "write", source))?;
    steps.replace(temporary, path).map_err(|source| WriteError::new(path, "replace", source))?;
    steps.sync_folder(folder).map_err(|source| WriteError::new(folder, "sync", source))
}

/// Takes away what a killed program left half-written beside `path`, where it is older than `age`. An age of
/// zero is only for who holds the file's lock.
pub fn sweep(path: &Path, age: Duration) {
    let Ok(path) = followed(path) else { return };
    let is_old = |file: &Path| {
        let written = fs::symlink_metadata(file).and_then(|metadata| metadata.modified());
        age.is_zero() || written.is_ok_and(|then| then.elapsed().is_ok_and(|since| since >= age))
    };
    let folder = folder_of(&path);
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return };
    let prefix = format!(".{name}.");
    for entry in super::file::names_in(folder).unwrap_or_default() {
        let left = entry.to_str().and_then(|entry| entry.strip_prefix(&prefix)?.strip_suffix(TEMPORARY));
        // Between the two are only the letters of a random name: another file's name holds a dot.
        if left.is_some_and(|left| left.chars().all(|c| c.is_ascii_alphanumeric())) && is_old(&folder.join(&entry)) {
            let _ = fs::remove_file(folder.join(entry));
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Where `path` leads, through symbolic links, the last of which may point to nothing yet.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                let target = fs::read_link(&path)?;
                path = folder_of(&path).join(target);
            }
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        super::super::file::names_in(folder).unwrap().into_iter().map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn the_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!((fs::read(&path).unwrap().as_slice(), names(folder.path())), (&b"two"[..], vec!["a.ron".to_owned()]));
        assert!(write(&folder.path().join("none/a.ron"), b"x").unwrap_err().to_string().contains("none"));
    }

    #[test]
    fn what_a_killed_program_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".a.ron.Xy12.saidby-tmp", ".a.ron.mw.Xy12.saidby-tmp", "a.ron", ".a.ron.lock"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        sweep(&folder.path().join("a.ron"), Duration::from_secs(600));
        assert_eq!(names(folder.path()).len(), 4, "it may be another program's, at work");
        sweep(&folder.path().join("a.ron"), Duration::ZERO);
        assert_eq!(names(folder.path()), [".a.ron.lock", ".a.ron.mw.Xy12.saidby-tmp", "a.ron"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (link, target) = (folder.path().join("link.ron"), folder.path().join("real/target.ron"));
        fs::create_dir(folder.path().join("real")).unwrap();
        symlink("real/target.ron", &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&target).unwrap(), b"new");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        write(&link, b"newer").unwrap();
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(write(&link, b"no").unwrap_err().to_string().contains("write-protected"));
        assert_eq!(fs::read(&target).unwrap(), b"newer");
        assert_eq!(names(&folder.path().join("real")), ["target.ron"]);
        symlink("ring.ron", folder.path().join("ring.ron")).unwrap();
        assert!(write(&folder.path().join("ring.ron"), b"x").is_err());
    }
}
