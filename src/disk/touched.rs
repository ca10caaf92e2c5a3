//! Whether a file was touched since it was read.

use std::path::Path;
use std::time::{Duration, SystemTime};

/// A file that was written this short before it was read may have been read half.
const FRESH: Duration = Duration::from_secs(3);

/// What tells quickly that a file is the one that was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat(Option<(SystemTime, u64)>);

impl Stat {
    /// Of the file at `path` as it is now; the same of every file that is not there.
    pub fn of(path: &Path) -> Self {
        let stat = |metadata: std::fs::Metadata| Some((metadata.modified().ok()?, metadata.len()));
        Self(std::fs::metadata(path).ok().and_then(stat))
    }

    /// Of a file that was read just now: unlike every other where it was being written then.
    pub fn read(path: &Path) -> Self {
        let is_old = |stat: &(SystemTime, u64)| stat.0.elapsed().is_ok_and(|age| age > FRESH);
        Self(Self::of(path).0.filter(is_old))
    }
}
