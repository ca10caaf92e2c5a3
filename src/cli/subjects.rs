//! What check, stats, agree and export work on: sidecars with their articles, however they were named.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::arguments::Common;
use super::output;
use crate::article::Article;
use crate::disk::{file, inputs};
use crate::extract::{Options, extract};
use crate::review::Session;
use crate::sidecar::path::SidecarOwner;
use crate::sidecar::{self, Placement, path as places, restored};

/// How many subjects are read in parallel before their results are written, so that memory stays bounded.
pub const BATCH: usize = 256;

/// A sidecar and the article that it belongs to.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The sidecar's file.
    pub sidecar: PathBuf,
    /// The article's file.
    pub article: PathBuf,
    /// Whose sidecar it is; empty for the common one.
    pub annotator: String,
    /// All sidecars of the article: together they say what of a web page was brought in.
    pub all: Arc<[PathBuf]>,
}

impl Subject {
    /// The file for it in another folder: `a/speech.txt` and its sidecar of mw become `FOLDER/a/speech.txt.mw.ENDING`.
    pub fn file_in(&self, folder: &Path, ending: &str) -> PathBuf {
        let mut target = folder.to_owned();
        if let Some(parent) = self.article.parent().filter(|parent| parent.is_relative()) {
            target.extend(parent.components().filter(|part| matches!(part, Component::Normal(_))));
        }
        let mut name = self.article.file_name().unwrap_or_default().to_owned();
        for part in [self.annotator.as_str(), ending].into_iter().filter(|part| !part.is_empty()) {
            name.push(".");
            name.push(part);
        }
        target.join(name)
    }
}

/// What a path stands for.
#[derive(Clone, Debug)]
pub enum Named {
    /// A sidecar with its article.
    Subject(Subject),
    /// An article that has no sidecar, or none of the annotator who was asked for.
    Bare(PathBuf),
}

/// The sidecars that `paths` stand for, and whether a path could not be used. An article without one is mentioned.
pub fn of(paths: &[PathBuf], common: &Common) -> (Vec<Subject>, bool) {
    let (mut found, mut trouble) = (Vec::new(), false);
    for named in named(paths, common) {
        match named {
            Ok(Named::Subject(subject)) => found.push(subject),
            Ok(Named::Bare(article)) => output::complain(&without(&article, common)),
            Err(message) => {
                output::complain(&message);
                trouble = true;
            }
        }
    }
    if let Some(name) = common.annotator.as_deref().filter(|_| found.is_empty() && !trouble) {
        output::complain(&format!(
            "no sidecar of {name} found; check the name, and --sidecar-dir if you keep sidecars elsewhere"
        ));
        trouble = true;
    }
    (found, trouble)
}

/// An article as the paths name it.
#[derive(Clone, Debug)]
pub enum Target {
    /// With its sidecars.
    Reviewed(Vec<Subject>),
    /// Without.
    Bare(PathBuf),
}

impl Target {
    /// Its file.
    pub fn article(&self) -> &Path {
        match self {
            Self::Reviewed(subjects) => subjects.first().map_or(Path::new(""), |subject| &subject.article),
            Self::Bare(path) => path,
        }
    }
}

/// Each article once, however many sidecars it has, in the order in which they were named.
pub fn by_article(named: impl IntoIterator<Item = Result<Named, String>>) -> Vec<Result<Target, String>> {
    let mut places: HashMap<PathBuf, usize> = HashMap::new();
    let mut targets: Vec<Result<Target, String>> = Vec::new();
    for named in named {
        let subject = match named {
            Ok(Named::Subject(subject)) => subject,
            Ok(Named::Bare(path)) => {
                targets.push(Ok(Target::Bare(path)));
                continue;
            }
            Err(message) => {
                targets.push(Err(message));
                continue;
            }
        };
        let place = *places.entry(subject.article.clone()).or_insert(targets.len());
        match targets.get_mut(place) {
            Some(Ok(Target::Reviewed(subjects))) if subjects.iter().any(|other| other.sidecar == subject.sidecar) => {}
            Some(Ok(Target::Reviewed(subjects))) => subjects.push(subject),
            _ => targets.push(Ok(Target::Reviewed(vec![subject]))),
        }
    }
    targets
}

/// The error for a folder of sidecars that does not exist: without it, every article would seem unreviewed.
fn missing_sidecar_folder(common: &Common) -> Option<String> {
    let folder = common.sidecar_dir.as_deref().filter(|folder| !folder.is_dir())?;
    Some(format!("{}: no such folder; check --sidecar-dir", inputs::shown(folder)))
}

/// Says that an article has no sidecar, or none of the annotator who was asked for.
pub fn without(article: &Path, common: &Common) -> String {
    let whose = common.annotator.as_deref().map(|name| format!(" of {name}")).unwrap_or_default();
    format!("{}: no sidecar{whose}", inputs::shown(article))
}

/// What `paths` stand for, in their order; a message for the person where one cannot be used.
pub fn named(paths: &[PathBuf], common: &Common) -> Vec<Result<Named, String>> {
    let mut finder = places::Finder::new(Placement { annotator: None, folder: common.sidecar_dir.clone() });
    let wanted: Option<Vec<String>> =
        common.annotator.as_deref().map(|names| names.split(',').map(places::reduced).map(common_one).collect());
    let is_wanted = |subject: &Subject| wanted.as_ref().is_none_or(|wanted| wanted.contains(&subject.annotator));
    if let Some(missing) = missing_sidecar_folder(common) {
        return vec![Err(missing)];
    }
    let mut found = Vec::new();
    for path in paths {
        if places::is_sidecar(path) && path.is_file() {
            match places::article_of(path) {
                Some(article) => {
                    let others = finder.sidecars_of(&article).unwrap_or_default();
                    let all = if others.contains(path) { others } else { [others, vec![path.clone()]].concat() };
                    let subject = Some(subject(path.clone(), article, &all.into())).filter(is_wanted);
                    found.extend(subject.map(Named::Subject).map(Ok));
                }
                None => found.push(Err(format!("{}: article not found next to the sidecar", inputs::shown(path)))),
            }
            continue;
        }
        for article in inputs::articles(std::slice::from_ref(path)) {
            let article = match article {
                Ok(article) => article,
                Err(error) => {
                    found.push(Err(error.to_string()));
                    continue;
                }
            };
            match finder.sidecars_of(&article) {
                Ok(sidecars) => {
                    let before = found.len();
                    let all: Arc<[PathBuf]> = sidecars.into();
                    let subjects = all.iter().map(|path| subject(path.clone(), article.clone(), &all)).filter(is_wanted);
                    found.extend(subjects.map(Named::Subject).map(Ok));
                    if found.len() == before {
                        found.push(Ok(Named::Bare(article)));
                    }
                }
                Err(error) => found.push(Err(format!("{}: {error}", inputs::shown(&article)))),
            }
        }
    }
    found
}

/// The common sidecar's annotator has no name; what it is called otherwise stands for that.
fn common_one(name: String) -> String {
    if name == sidecar::gather::COMMON { String::new() } else { name }
}

fn subject(sidecar: PathBuf, article: PathBuf, all: &Arc<[PathBuf]>) -> Subject {
    let annotator = places::owner_of(&article, &sidecar).and_then(SidecarOwner::name).unwrap_or_default();
    Subject { sidecar, article, annotator, all: Arc::clone(all) }
}

/// The article of a subject and its review. A message for the person where either cannot be read.
///
/// # Errors
/// As a message, with the file's name.
pub fn open(subject: &Subject) -> Result<Session, String> {
    let article = Arc::new(article(subject)?);
    let text = text_of(&subject.sidecar)?;
    let loaded = sidecar::load_text(&subject.sidecar, text, &article).map_err(|error| error.to_string())?;
    if let Some(version) = loaded.newer {
        let path = inputs::shown(&subject.sidecar);
        output::complain(&format!("{path}: sidecar version {version} needs a newer saidby; some of it may be missing here"));
    }
    Ok(Session::restore(article, loaded.record))
}

/// An article with what the engine says of it, for one that nobody reviewed.
///
/// # Errors
/// As a message, with the file's name.
pub fn suggested(article: &Path, options: &Options) -> Result<Session, String> {
    let article = Arc::new(inputs::article(article).map_err(|error| error.to_string())?);
    let mut session = Session::new(Arc::clone(&article));
    session.offer(extract(&article, options));
    Ok(session)
}

/// Adds what the engine says to a sidecar that holds nothing but allowances.
pub fn suggest(session: &mut Session, options: &Options) {
    if session.claims().is_empty() && session.done().is_none() {
        session.offer(extract(session.article(), options));
    }
}

/// The article alone.
///
/// # Errors
/// As a message, with the file's name.
pub fn article(subject: &Subject) -> Result<Article, String> {
    let restored = restored::of(&subject.article, &subject.all);
    inputs::article_with(&subject.article, &restored).map_err(|error| error.to_string())
}

/// The text of a sidecar.
///
/// # Errors
/// As a message, with the file's name.
pub fn text_of(path: &Path) -> Result<String, String> {
    let shown = inputs::shown(path);
    let bytes = file::read(path).map_err(|error| format!("{shown}: {error}"))?;
    String::from_utf8(bytes.ok_or_else(|| format!("{shown}: No such file"))?)
        .map_err(|error| format!("{shown}: {}", error.utf8_error()))
}
