//! What can be wrong with a sidecar, told so that a person finds the place.

use std::path::PathBuf;

use thiserror::Error;

use crate::disk::Complaint;
use crate::disk::file::shown;

/// Why a sidecar could not be read. The file stays as it is.
#[derive(Debug, Error)]
pub enum SidecarError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", shown(path))]
    Read {
        /// The sidecar.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not RON, or not the RON of a sidecar.
    #[error("{0}")]
    Content(Box<Complaint>),
}
