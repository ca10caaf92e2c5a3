//! Reading files and folders.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::text::visible::{Breaks, visible};

/// A path as it may be written to a terminal.
pub fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy(), Breaks::Mark).into_owned()
}

/// A message without the numbers that the system gives its errors: "No such file", not "No such file (os error 2)".
pub fn without_numbers(message: &str) -> String {
    let mut told = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once(" (os error ") {
        told.push_str(before);
        match after.split_once(')') {
            Some((number, more)) if number.bytes().all(|digit| digit.is_ascii_digit()) => rest = more,
            _ => {
                told.push_str(" (os error ");
                rest = after;
            }
        }
    }
    told + rest
}

/// Most bytes that a file of this program's own kinds may have: no person's work comes near it.
pub const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// The bytes of a file; `None` when there is none.
///
/// # Errors
///
/// What the system says, other than that there is no such file; a file with more than [`MOST_BYTES`]; anything
/// but a regular file, which might never end, or never begin.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    // Looked at before it is opened: opening a pipe without a writer would wait for ever.
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !metadata.is_file() {
        let kind = if metadata.is_dir() { "this is a folder, not a file" } else { "not a regular file" };
        return Err(io::Error::new(io::ErrorKind::InvalidInput, kind));
    }
    if metadata.len() > MOST_BYTES {
        let size = metadata.len() / 1_000_000;
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("too large ({size} MB)")));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    match File::open(path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes)) {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The names of all entries of a folder, sorted; none when there is no such folder.
///
/// # Errors
///
/// What the system says, other than that there is no such folder.
pub fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// What tells whether a file is the one that was read before: when it was changed, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    /// Nanoseconds since 1970; 0 where the system does not know.
    pub modified: u64,
    /// Bytes.
    pub length: u64,
}

/// The stamp of a file; `None` where there is no regular file.
pub fn stamp(path: &Path) -> Option<FileStamp> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Some(FileStamp {
        modified: modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0),
        length: metadata.len(),
    })
}

/// The whole path of a folder, links followed; as it was given where it cannot be.
pub fn whole(folder: &Path) -> String {
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()).to_string_lossy().into_owned()
}

/// Makes a folder and those above it, where they are not there.
///
/// # Errors
///
/// What the system says.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_system_are_left_out() {
        let error = std::io::Error::from_raw_os_error(2);
        let told = without_numbers(&format!("a.txt: {error}; b.txt: {error}"));
        assert!(!told.contains("os error") && told.starts_with("a.txt: ") && told.contains("; b.txt: "), "{told}");
        assert_eq!(without_numbers("notes (os error x"), "notes (os error x");
    }

    #[test]
    fn only_a_regular_file_of_bearable_size_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        assert_eq!(read(&path).unwrap(), None);
        fs::write(&path, "()").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some(&b"()"[..]));
        assert!(read(folder.path()).unwrap_err().to_string().contains("a folder"));
        File::create(&path).unwrap().set_len(MOST_BYTES + 1).unwrap();
        assert!(read(&path).unwrap_err().to_string().contains("536 MB"));
        #[cfg(unix)]
        for device in ["/dev/zero", "/dev/null"] {
            assert!(read(Path::new(device)).unwrap_err().to_string().contains("not a regular file"), "{device}");
        }
        #[cfg(unix)]
        {
            let fifo = folder.path().join("fifo");
            let made = std::process::Command::new("mkfifo").arg(&fifo).status().unwrap();
            assert!(made.success() && read(&fifo).unwrap_err().to_string().contains("not a regular file"));
        }
    }
}
