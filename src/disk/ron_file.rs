//! RON files that people write: settings, keymaps, themes.

use std::path::{Path, PathBuf};

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;
use thiserror::Error;

use super::Complaint;
use super::file::{self, shown};

/// Why a RON file was not used.
#[derive(Debug, Error)]
pub enum RonFileError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", shown(path))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It does not say what it should, with line and column.
    #[error("{0}")]
    Content(Box<Complaint>),
}

/// Reads the file at `path`; `None` when there is none. Optional fields stand without `Some(...)`.
///
/// # Errors
///
/// See [`RonFileError`].
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, RonFileError> {
    let bytes = match file::read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(None),
        Err(source) => return Err(RonFileError::Read { path: path.to_owned(), source }),
    };
    parse(path, &String::from_utf8_lossy(&bytes)).map(Some)
}

/// As [`read`], from the file's text.
///
/// # Errors
///
/// [`RonFileError::Content`].
pub fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, RonFileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    options().from_str(text).map_err(|error| RonFileError::Content(Box::new(Complaint::of_ron(path, text, &error))))
}

/// How RON is read everywhere: optional fields stand without `Some(...)`.
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}
