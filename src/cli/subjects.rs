//! What check, stats and export work on: sidecars with their articles, however they were named.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Common;
use super::output;
use crate::article::Article;
use crate::disk::{file, inputs};
use crate::review::Session;
use crate::sidecar::{self, Placement, path as places};

/// A sidecar and the article that it belongs to.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The sidecar's file.
    pub sidecar: PathBuf,
    /// The article's file.
    pub article: PathBuf,
    /// Whose sidecar it is; empty for the common one.
    pub annotator: String,
}

/// The sidecars that `paths` stand for, and whether a path could not be used. An article without one is mentioned.
pub fn of(paths: &[PathBuf], common: &Common) -> (Vec<Subject>, bool) {
    let placement = Placement { annotator: None, folder: common.sidecar_dir.clone() };
    let wanted = common.annotator.as_deref().map(places::reduced);
    let (mut found, mut trouble) = (Vec::new(), false);
    for path in paths {
        if places::is_sidecar(path) && path.is_file() {
            match places::article_of(path) {
                Some(article) => found.push(subject(path.clone(), article)),
                None => {
                    output::complain(&format!("{}: its article is not beside it", inputs::shown(path)));
                    trouble = true;
                }
            }
            continue;
        }
        for article in inputs::articles(std::slice::from_ref(path)) {
            let article = match article {
                Ok(article) => article,
                Err(error) => {
                    output::complain(&error.to_string());
                    trouble = true;
                    continue;
                }
            };
            match places::sidecars_of(&article, &placement) {
                Ok(sidecars) => {
                    let before = found.len();
                    found.extend(sidecars.into_iter().map(|path| subject(path, article.clone())));
                    if found.len() == before {
                        output::complain(&format!("{}: no sidecar", inputs::shown(&article)));
                    }
                }
                Err(error) => {
                    output::complain(&format!("{}: {error}", inputs::shown(&article)));
                    trouble = true;
                }
            }
        }
    }
    if let Some(wanted) = wanted {
        found.retain(|subject| subject.annotator == wanted);
    }
    (found, trouble)
}

fn subject(sidecar: PathBuf, article: PathBuf) -> Subject {
    let annotator = places::annotator_in(&article, &sidecar).flatten().unwrap_or_default();
    Subject { sidecar, article, annotator }
}

/// The article of a subject and its review. A message for the person where either cannot be read.
///
/// # Errors
/// As a message, with the file's name.
pub fn open(subject: &Subject) -> Result<Session, String> {
    let article = Arc::new(inputs::article(&subject.article).map_err(|error| error.to_string())?);
    let text = text_of(&subject.sidecar)?;
    let loaded = sidecar::load_text(&subject.sidecar, text, &article).map_err(|error| error.to_string())?;
    if let Some(version) = loaded.newer {
        let path = inputs::shown(&subject.sidecar);
        output::complain(&format!("{path}: version {version} was written by a newer saidby; some of it may be missing here"));
    }
    Ok(Session::restore(article, loaded.record))
}

/// The article alone.
///
/// # Errors
/// As a message, with the file's name.
pub fn article(subject: &Subject) -> Result<Article, String> {
    inputs::article(&subject.article).map_err(|error| error.to_string())
}

/// The text of a sidecar.
///
/// # Errors
/// As a message, with the file's name.
pub fn text_of(path: &Path) -> Result<String, String> {
    let shown = inputs::shown(path);
    let bytes = file::read(path).map_err(|error| format!("{shown}: {error}"))?;
    String::from_utf8(bytes.unwrap_or_default()).map_err(|error| format!("{shown}: {}", error.utf8_error()))
}
