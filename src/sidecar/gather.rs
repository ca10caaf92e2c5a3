//! The reviews of one article that an adjudication decides between, and the outcome as it was left before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::path::{self, Placement};
use super::{Loaded, SidecarError, load};
use crate::analysis::versions::Version;
use crate::article::Article;
use crate::review::Session;
use crate::sidecar::path::SidecarOwner;
use crate::text::visible::{Breaks, visible};

/// What the annotator of the common sidecar is called.
pub const COMMON: &str = "common";

/// Everything that an adjudication of one article begins with.
#[derive(Debug)]
pub struct Gathered {
    /// The reviews, by the names of their sidecars; at least two.
    pub versions: Vec<Version>,
    /// Their sidecars.
    pub paths: Vec<PathBuf>,
    /// The versions of the engines that their suggestions come from.
    pub engines: Vec<String>,
    /// Reviews that could not be read.
    pub broken: Vec<SidecarError>,
    /// Where the outcome goes.
    pub outcome: PathBuf,
    /// The outcome as it was left.
    pub saved: Option<Loaded>,
}

/// Why there is nothing to adjudicate, or nothing that may be written.
#[derive(Debug, Error)]
pub enum GatherError {
    /// The folder cannot be listed.
    #[error("{}: {source}", shown(path))]
    Folder {
        /// The article.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Fewer than two reviews.
    #[error("{}: an adjudication needs two reviews of the article, and {found} can be read", shown(path))]
    TooFew {
        /// The article.
        path: PathBuf,
        /// How many there are.
        found: usize,
    },
    /// Somebody's own review is stored where the outcome should go.
    #[error("{}: this is an annotator's own review; give the result another name with --annotator", shown(path))]
    OwnReview {
        /// The sidecar.
        path: PathBuf,
    },
    /// The outcome, or one of two reviews, cannot be read.
    #[error("{0}")]
    Unreadable(#[from] SidecarError),
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy(), Breaks::Mark).into_owned()
}

/// The reviews of the article at `path`: those of `wanted`, else everybody's. `placement` names the outcome.
/// Nothing is written, and outcomes of other adjudications are passed over.
///
/// # Errors
/// See [`GatherError`]; a review that cannot be read is listed among the broken ones.
pub fn gather(
    path: &Path,
    article: &Arc<Article>,
    placement: &Placement,
    wanted: Option<&[String]>,
) -> Result<Gathered, GatherError> {
    let outcome = path::sidecar_path(path, placement);
    let saved = load(&outcome, article)?;
    if saved.as_ref().is_some_and(|saved| saved.record.adjudicates.is_empty()) {
        return Err(GatherError::OwnReview { path: outcome });
    }
    let listed = path::sidecars_of(path, placement);
    let sidecars = listed.map_err(|source| GatherError::Folder { path: path.to_owned(), source })?;
    let (mut versions, mut paths, mut engines, mut broken) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for sidecar in sidecars.into_iter().filter(|sidecar| *sidecar != outcome) {
        let annotator = path::owner_of(path, &sidecar).and_then(SidecarOwner::name).unwrap_or_else(|| COMMON.to_owned());
        if wanted.is_some_and(|wanted| !wanted.contains(&annotator)) {
            continue;
        }
        match load(&sidecar, article) {
            Ok(Some(loaded)) if loaded.record.adjudicates.is_empty() => {
                engines.push(loaded.engine);
                paths.push(sidecar);
                versions.push(Version { annotator, session: Session::restore(Arc::clone(article), loaded.record) });
            }
            Ok(_) => {}
            Err(error) => broken.push(error),
        }
    }
    if versions.len() < 2 {
        if let Some(error) = broken.pop() {
            return Err(GatherError::Unreadable(error));
        }
        return Err(GatherError::TooFew { path: path.to_owned(), found: versions.len() });
    }
    Ok(Gathered { versions, paths, engines, broken, outcome, saved })
}
