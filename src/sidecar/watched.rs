//! The reviews that an adjudication decides between, looked at again while it is open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::gather::{COMMON, Gathered};
use super::load;
use super::path::{self, Placement, SidecarOwner};
use crate::analysis::versions::Version;
use crate::article::Article;
use crate::disk::touched::Stat;
use crate::review::Session;
use crate::text::visible::{Breaks, visible};

/// The reviews of one article as they were read last.
#[derive(Debug)]
pub struct ReviewFiles {
    path: PathBuf,
    placement: Placement,
    wanted: Option<Vec<String>>,
    outcome: PathBuf,
    article: Arc<Article>,
    files: BTreeMap<PathBuf, File>,
}

#[derive(Debug, Default)]
struct File {
    known: Stat,
    /// The review; `None`: there was none that could be read.
    version: Option<Version>,
    /// How it was when it could not be read: a file that is just being written can be read the next time.
    failed: Stat,
    /// Whether it was said that it is gone, or cannot be read.
    reported: bool,
}

/// What is there now.
#[derive(Clone, Debug)]
pub struct Reviews {
    /// Every review, as it is or was read last.
    pub versions: Vec<Version>,
    /// Reviews that cannot be read any more.
    pub trouble: Vec<String>,
}

impl ReviewFiles {
    /// The reviews of the article at `path`, which were `gathered` just now.
    pub fn new(
        path: &Path,
        article: &Arc<Article>,
        placement: &Placement,
        wanted: Option<Vec<String>>,
        gathered: &Gathered,
    ) -> Self {
        let file = |path: &PathBuf, version: &Version| {
            (path.clone(), File { known: Stat::read(path), version: Some(version.clone()), ..File::default() })
        };
        let files = gathered.paths.iter().zip(&gathered.versions).map(|(path, version)| file(path, version)).collect();
        Self {
            path: path.to_owned(),
            placement: placement.clone(),
            wanted,
            outcome: gathered.outcome.clone(),
            article: Arc::clone(article),
            files,
        }
    }

    /// Looks once. `None`: nothing is new.
    pub fn look(&mut self) -> Option<Reviews> {
        let mut trouble = Vec::new();
        let mut is_new = false;
        for path in path::sidecars_of(&self.path, &self.placement).unwrap_or_default() {
            if path != self.outcome && !self.files.contains_key(&path) && self.is_wanted(&path) {
                self.files.insert(path, File::default());
            }
        }
        for (path, file) in &mut self.files {
            let now = Stat::of(path);
            if now == file.known || (file.reported && now == file.failed) {
                continue;
            }
            let annotator = name_of(&self.path, path);
            match load(path, &self.article) {
                Ok(Some(loaded)) => {
                    file.known = now;
                    file.reported = false;
                    // An outcome of another adjudication is not a review.
                    if !loaded.record.adjudicates.is_empty() {
                        continue;
                    }
                    let session = Session::restore(Arc::clone(&self.article), loaded.record);
                    let same = file.version.as_ref().is_some_and(|old| old.session.record() == session.record());
                    if !same {
                        file.version = Some(Version { annotator, session });
                        is_new = true;
                    }
                }
                Ok(None) if file.version.is_some() && !file.reported => {
                    (file.reported, file.failed) = (true, now);
                    trouble.push(format!("the review of {annotator} was deleted on disk; it is kept here as it was"));
                }
                Err(error) if file.failed == now && !file.reported => {
                    file.reported = true;
                    let why = visible(&error.to_string(), Breaks::Mark).into_owned();
                    trouble.push(format!("cannot read the review of {annotator}: {why}; it is kept here as it was"));
                }
                Ok(None) | Err(_) => file.failed = now,
            }
        }
        if !is_new && trouble.is_empty() {
            return None;
        }
        Some(Reviews { versions: self.files.values().filter_map(|file| file.version.clone()).collect(), trouble })
    }

    fn is_wanted(&self, sidecar: &Path) -> bool {
        let annotator = name_of(&self.path, sidecar);
        self.wanted.as_ref().is_none_or(|wanted| wanted.contains(&annotator))
    }
}

fn name_of(article: &Path, sidecar: &Path) -> String {
    path::owner_of(article, sidecar).and_then(SidecarOwner::name).unwrap_or_else(|| COMMON.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::gather::gather;
    use super::super::text_of;
    use super::*;
    use crate::extract::{Options, extract};
    use crate::review::{Edit, Stamp};

    #[test]
    fn a_review_that_changes_comes_or_goes_is_seen_and_half_a_file_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pool.txt");
        std::fs::write(&path, "Ana Diaz said that the pool was closed.\n").unwrap();
        let article = Arc::new(crate::disk::inputs::article(&path).unwrap());
        let mut session = Session::new(Arc::clone(&article));
        session.offer(extract(&article, &Options::fast()));
        let id = session.claims()[0].id.clone();
        let write = |name: &str, edit: Edit| {
            let mut session = session.clone();
            session.apply(edit, &Stamp { by: name.into(), at: "2026-01-02T03:04:05Z".into() }).unwrap();
            let text = text_of(&session.record(), &article, "pool.txt", "0");
            std::fs::write(folder.path().join(format!("pool.txt.{name}.claims.ron")), &text).unwrap();
            text
        };
        let placement = Placement { annotator: Some("gold".into()), folder: None };
        write("km", Edit::Confirm(vec![id.clone()]));
        write("mw", Edit::Confirm(vec![id.clone()]));
        let gathered = gather(&path, &article, &placement, None).unwrap();
        let mut files = ReviewFiles::new(&path, &article, &placement, None, &gathered);
        assert!(files.look().is_none(), "nothing has changed");
        let names = |reviews: &Reviews| reviews.versions.iter().map(|one| one.annotator.clone()).collect::<Vec<_>>();
        let text = write("mw", Edit::Reject(vec![id.clone()]));
        let changed = files.look().unwrap();
        assert_eq!((names(&changed), changed.trouble.len()), (vec!["km".to_owned(), "mw".to_owned()], 0));
        assert!(files.look().is_none());
        // Half a file: said only when it stays so, and the review is as it was.
        let half = folder.path().join("pool.txt.mw.claims.ron");
        std::fs::write(&half, &text[..text.len() / 2]).unwrap();
        assert!(files.look().is_none());
        let broken = files.look().unwrap();
        assert!(broken.trouble[0].starts_with("cannot read the review of mw:"), "{:?}", broken.trouble);
        assert_eq!(names(&broken).len(), 2);
        assert!(files.look().is_none(), "it is said once");
        std::fs::write(&half, &text).unwrap();
        assert!(files.look().is_none(), "it says what it said before");
        write("al", Edit::Confirm(vec![id.clone()]));
        assert_eq!(names(&files.look().unwrap()), ["al", "km", "mw"]);
        std::fs::remove_file(&half).unwrap();
        let gone = files.look().unwrap();
        assert_eq!((names(&gone).len(), gone.trouble.len()), (3, 1));
        // The outcome, and what is not wanted, are not looked at.
        write("gold", Edit::Confirm(vec![id]));
        assert!(files.look().is_none());
    }
}
