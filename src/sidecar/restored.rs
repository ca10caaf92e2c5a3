//! The parts of a web page that its reviewers brought in, which have to be known before the page is read.
//!
//! A page is one text, whoever reviews it: what one of them brought in is in it for all of them, and for every command.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use super::path::{Finder, Placement, sidecars_of};
use crate::article::{Article, Format};
use crate::disk::inputs::{self, InputError};
use crate::disk::{file, ron_file};

/// The one field that is read of a sidecar.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OfPage {
    restored: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename = "sidecar", default)]
struct ArticleOnly {
    article: OfPage,
}

/// The parts that a sidecar's text names; none where it cannot be read: whoever reads it whole says why.
fn named(text: &str) -> Vec<String> {
    // Hardly any sidecar has the field, and to parse one takes longer than to search it.
    if memchr::memmem::find(text.as_bytes(), b"restored").is_none() {
        return Vec::new();
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    ron_file::options().from_str::<ArticleOnly>(text).unwrap_or_default().article.restored
}

/// Whether parts of an article can have been left out.
fn is_page(article: &Path) -> bool {
    Format::named(article) == Some(Format::Html)
}

/// The parts that one of `sidecars` names, sorted.
pub fn of(article: &Path, sidecars: &[PathBuf]) -> Vec<String> {
    let mut parts = BTreeSet::new();
    if is_page(article) {
        for sidecar in sidecars {
            let bytes = file::read(sidecar).ok().flatten().unwrap_or_default();
            parts.extend(named(&String::from_utf8_lossy(&bytes)));
        }
    }
    parts.into_iter().collect()
}

/// The parts that the sidecars of `article` name but for the one at `own`, sorted.
pub fn by_others(article: &Path, placement: &Placement, own: Option<&Path>) -> Vec<String> {
    if !is_page(article) {
        return Vec::new();
    }
    let mut sidecars = sidecars_of(article, placement).unwrap_or_default();
    sidecars.retain(|sidecar| Some(sidecar.as_path()) != own);
    of(article, &sidecars)
}

/// Reads the article at `path` with the parts that its sidecars name.
///
/// # Errors
/// As [`inputs::article`].
pub fn article(path: &Path, placement: &Placement) -> Result<Article, InputError> {
    inputs::article_with(path, &by_others(path, placement, None))
}

/// Reads many articles so, in any number of threads; each folder is listed once.
#[derive(Debug)]
pub struct PageReader {
    finder: Mutex<Finder>,
}

impl PageReader {
    /// A reader of articles whose sidecars are in `placement`.
    pub fn new(placement: Placement) -> Self {
        Self { finder: Mutex::new(Finder::new(placement)) }
    }

    /// As [`article`].
    ///
    /// # Errors
    /// As [`inputs::article`].
    pub fn article(&self, path: &Path) -> Result<Article, InputError> {
        if !is_page(path) {
            return inputs::article(path);
        }
        let found = self.finder.lock().unwrap_or_else(PoisonError::into_inner).sidecars_of(path);
        inputs::article_with(path, &of(path, &found.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_is_read_whatever_else_there_is() {
        let sidecar = |article: &str| format!("(version: 2, article: ({article}), engine: \"0\", claims: [(id: \"restored\")])");
        assert_eq!(named(&sidecar("file: \"a\", restored: [\"0a\", \"1b\"], bytes: 3")), ["0a", "1b"]);
        assert!(named(&sidecar("file: \"a\"")).is_empty());
        assert!(named("(restored: [").is_empty() && named("").is_empty());
    }

    #[test]
    fn all_reviews_of_a_page_count_and_none_of_a_text() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        let sidecar = |parts: &str| {
            format!("(version: 2, article: (file: \"a\", bytes: 1, blake3: \"\", restored: [{parts}]), engine: \"\")")
        };
        for name in ["a.html", "a.txt"] {
            std::fs::write(at(name), "<p>She said no.</p>").unwrap();
            std::fs::write(at(&format!("{name}.claims.ron")), sidecar("\"b\", \"a\"")).unwrap();
            std::fs::write(at(&format!("{name}.mw.claims.ron")), sidecar("\"c\", \"a\"")).unwrap();
        }
        let placement = Placement::default();
        let own = at("a.html.mw.claims.ron");
        assert_eq!(by_others(&at("a.html"), &placement, None), ["a", "b", "c"]);
        assert_eq!(by_others(&at("a.html"), &placement, Some(&own)), ["a", "b"]);
        assert!(by_others(&at("a.txt"), &placement, None).is_empty());
        let read = PageReader::new(placement.clone()).article(&at("a.html")).unwrap();
        assert_eq!(read.origin.restored, ["a", "b", "c"]);
        assert_eq!(article(&at("a.html"), &placement).unwrap(), read);
    }

    #[test]
    fn what_each_of_two_brought_in_is_in_the_merged_sidecar() {
        let text = |parts: &[&str], blake3: &str| {
            let parts: Vec<String> = parts.iter().map(|part| format!("\"{part}\"")).collect();
            format!(
                "(version: 2, article: (file: \"a.html\", bytes: 1, blake3: \"{blake3}\", restored: [{}]), engine: \"0\")",
                parts.join(", ")
            )
        };
        let merged = |base: &[&str], ours: &[&str], theirs: &[&str]| {
            let (base, ours, theirs) = (text(base, "00"), text(ours, "01"), text(theirs, "02"));
            let path = Path::new("a.html.claims.ron");
            let merged = super::super::merge::merge_texts((path, &base), (path, &ours), (path, &theirs)).unwrap();
            assert!(merged.conflicts.is_empty());
            named(&merged.text)
        };
        assert_eq!(merged(&[], &["b"], &["a"]), ["a", "b"]);
        assert_eq!(merged(&["a"], &["a", "c"], &["a"]), ["a", "c"]);
        assert_eq!(merged(&["a", "b"], &["a"], &["a", "b", "c"]), ["a", "c"], "one took a part out again");
        assert!(merged(&["a"], &[], &[]).is_empty());
    }
}
