//! The folder named by `--output`: existing files are kept and reported.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::arguments::Common;
use super::subjects::Named;
use crate::disk::inputs::shown;
use crate::disk::{atomic, file};
use crate::sidecar::{Placement, path as places};

/// A folder that files are written into.
pub struct Folder<'a> {
    /// The folder; it is made where it is not there.
    pub root: &'a Path,
    force: bool,
    /// What must not be replaced by anything: the articles and sidecars themselves.
    sources: BTreeSet<PathBuf>,
    /// Where sidecars stand, by which an article under review is known.
    sidecars: Placement,
    /// What this run wrote.
    written: BTreeSet<PathBuf>,
}

impl<'a> Folder<'a> {
    /// The folder `root` for what is made of `found`; `force` replaces other files in it.
    pub fn new<'n>(root: &'a Path, force: bool, found: impl IntoIterator<Item = &'n Named>, common: &Common) -> Self {
        let paths = found.into_iter().flat_map(|found| match found {
            Named::Subject(subject) => vec![&subject.article, &subject.sidecar],
            Named::Bare(article) => vec![article],
        });
        let sources = paths.filter_map(|path| path.canonicalize().ok()).collect();
        let sidecars = Placement { annotator: None, folder: common.sidecar_dir.clone() };
        Self { root, force, sources, sidecars, written: BTreeSet::new() }
    }

    /// Writes the files that belong together, or none where one of them may not be replaced.
    ///
    /// # Errors
    /// As a message, with the file's name.
    pub fn put(&mut self, files: Vec<(PathBuf, Vec<u8>)>) -> Result<(), String> {
        let mut waiting = Vec::new();
        for (path, bytes) in files {
            if self.is_needed(&path, &bytes)? {
                waiting.push((path, bytes));
            }
        }
        for (path, bytes) in waiting {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", shown(folder)))?;
            }
            atomic::write(&path, &bytes).map_err(|error| error.to_string())?;
            self.written.insert(path);
        }
        Ok(())
    }

    /// Whether the file has to be written: not when it is there just so.
    fn is_needed(&self, path: &Path, bytes: &[u8]) -> Result<bool, String> {
        let there = file::read(path).map_err(|error| format!("{}: {error}", shown(path)))?;
        match there {
            None => Ok(true),
            Some(there) if there == bytes => Ok(false),
            Some(_) if self.written.contains(path) => {
                Err(format!("{}: already written for another article; export them into separate folders", shown(path)))
            }
            Some(_) if path.canonicalize().is_ok_and(|path| self.sources.contains(&path)) => {
                Err(format!("{}: refusing to overwrite the article; choose another folder", shown(path)))
            }
            Some(_) if self.is_reviewed(path) => {
                Err(format!("{}: refusing to overwrite an article under review; choose another folder", shown(path)))
            }
            Some(_) if self.force => Ok(true),
            Some(_) => Err(format!("{}: file exists; use --force to overwrite it", shown(path))),
        }
    }

    /// Whether the file is an article that has a sidecar.
    fn is_reviewed(&self, path: &Path) -> bool {
        let has_sidecar = |placement: &Placement| places::sidecars_of(path, placement).is_ok_and(|found| !found.is_empty());
        has_sidecar(&Placement::default()) || has_sidecar(&self.sidecars)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_until_force_and_articles_always() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        let put = |folder: &mut Folder<'_>, name: &str, words: &str| folder.put(vec![(at(name), words.as_bytes().to_vec())]);
        std::fs::write(at("a.txt"), "article").unwrap();
        std::fs::write(at("b.html"), "reviewed").unwrap();
        std::fs::write(at("b.html.mw.claims.ron"), "").unwrap();
        std::fs::write(at("other.html"), "other").unwrap();
        let named = [Named::Bare(at("a.txt"))];
        for force in [false, true] {
            let mut folder = Folder::new(root.path(), force, &named, &Common::default());
            for (name, told) in
                [("a.txt", "refusing to overwrite the article"), ("b.html", "refusing to overwrite an article under review")]
            {
                let message = put(&mut folder, name, "report").unwrap_err();
                assert!(message.contains(told), "{message}");
            }
            let result = put(&mut folder, "other.html", "report");
            assert_eq!(result.is_ok(), force, "{result:?}");
            assert!(result.err().is_none_or(|told| told.ends_with("file exists; use --force to overwrite it")));
        }
        let mut folder = Folder::new(root.path(), true, &named, &Common::default());
        assert_eq!(put(&mut folder, "x/s.html", "one"), Ok(()));
        assert_eq!(put(&mut folder, "x/s.html", "one"), Ok(()), "the same again is no trouble");
        assert!(put(&mut folder, "x/s.html", "two").unwrap_err().contains("already written for another article"));
        assert_eq!(std::fs::read(at("x/s.html")).unwrap(), b"one");
        assert_eq!(std::fs::read(at("b.html")).unwrap(), b"reviewed");
    }
}
