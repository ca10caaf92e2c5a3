//! The shelf of a real run: articles on disk or on standard input, sidecars next to them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::queue;
use super::recovery;
use super::storage::{ArticleStore, Fetch, Inspect, Opened, Refusal, Saving};
use crate::article::{Article, Format};
use crate::claim::ClaimId;
use crate::disk::lock::{Lock, Owner};
use crate::disk::state::State;
use crate::disk::writer::Known;
use crate::disk::{atomic, file, inputs};
use crate::extract::EngineKind;
use crate::review::{Done, Session, Stamp};
use crate::sidecar::{self, Loaded, Placement, restored};
use crate::tui::workspace::ArticleProgress;

/// Articles on disk.
#[derive(Debug)]
pub(super) struct Files {
    articles: Vec<PathBuf>,
    /// The name under which standard input is saved.
    name: Option<String>,
    placement: Placement,
    annotator: String,
    engine: EngineKind,
    state: State,
    state_path: Option<PathBuf>,
    /// The current claims of articles that were only looked at: not worth a place on disk.
    looked_at: BTreeMap<String, ClaimId>,
    /// Standard input can be read only once.
    piped: Option<Arc<Article>>,
}

/// Bytes from which on a sidecar and its article are read at the same time.
const LONG_SIDECAR: u64 = 200_000;

fn is_piped(path: &Path) -> bool {
    path.as_os_str() == "-"
}

impl Files {
    pub fn new(
        articles: Vec<PathBuf>,
        name: Option<String>,
        placement: Placement,
        annotator: String,
        engine: EngineKind,
    ) -> Self {
        let state_path = State::path();
        let state = state_path.as_deref().map(State::read).unwrap_or_default();
        Self { articles, name, placement, annotator, engine, state, state_path, looked_at: BTreeMap::new(), piped: None }
    }

    /// Whether the guide of the first start was read.
    pub fn guide_seen(&self) -> bool {
        self.state.guide_seen
    }

    /// What is remembered is a convenience: a folder that cannot be written costs nothing but that.
    fn remember(&self) {
        if let Some(path) = &self.state_path {
            let _ = self.state.write(path);
        }
    }

    /// Where this reviewer left the article at `path`.
    fn place_of(&self, path: &Path) -> Option<ClaimId> {
        let key = place_key(&self.annotator, path);
        let kept = || self.state.places.get(&key).map(|place| ClaimId::new(place.claim.clone()));
        self.looked_at.get(&key).cloned().or_else(kept)
    }

    fn piped(&mut self) -> Result<Arc<Article>, String> {
        if let Some(article) = &self.piped {
            return Ok(Arc::clone(article));
        }
        let article = Arc::new(inputs::article(Path::new("-")).map_err(|error| error.to_string())?);
        self.piped = Some(Arc::clone(&article));
        Ok(article)
    }

    /// Standard input under a name: the text becomes a file here, once.
    fn named(&mut self, name: &str) -> Result<PathBuf, String> {
        let article = self.piped()?;
        let path = PathBuf::from(format!("{name}.txt"));
        let shown = inputs::shown(&path);
        match file::read(&path) {
            Ok(Some(bytes)) if bytes == article.text.as_bytes() => {}
            Ok(Some(_)) => return Err(format!("{shown}: another text has this name; choose another --name")),
            Err(error) => return Err(format!("{shown}: {error}")),
            Ok(None) => atomic::write(&path, article.text.as_bytes()).map_err(|error| error.to_string())?,
        }
        Ok(path)
    }

    /// The file of the article at `index`; for standard input the one that it has or would have.
    fn file_of(&self, index: usize) -> PathBuf {
        let article = self.articles.get(index).cloned().unwrap_or_default();
        let named = || format!("{}.txt", self.name.as_deref().unwrap_or("standard-input"));
        if is_piped(&article) { PathBuf::from(named()) } else { article }
    }

    /// The article at `path` and the sidecar's review of it; a broken sidecar is an error for one article, and read-only
    /// in a queue.
    fn read(&self, path: &Path, sidecar: &Path) -> Result<(Article, Result<Option<Loaded>, String>), String> {
        let is_long = std::fs::metadata(sidecar).is_ok_and(|meta| meta.len() >= LONG_SIDECAR);
        let (article, saved) = std::thread::scope(|scope| {
            // A short one is read sooner than a thread is started.
            let saved =
                is_long.then(|| std::thread::Builder::new().spawn_scoped(scope, || sidecar::read(sidecar)).ok()).flatten();
            let article = restored::article(path, &self.placement);
            // Without a thread, or with one that failed, it is read here.
            let saved = saved.and_then(|reading| reading.join().ok()).unwrap_or_else(|| sidecar::read(sidecar));
            (article, saved)
        });
        let article = article.map_err(|error| error.to_string())?;
        match saved {
            Ok(saved) => {
                let loaded = saved.map(|unanchored| unanchored.anchored(&article));
                Ok((article, Ok(loaded)))
            }
            Err(error) if self.articles.len() > 1 => Ok((article, Err(error.to_string()))),
            Err(error) => {
                let mut why = error.to_string();
                let kept = recovery::kept_in_words(sidecar);
                if !kept.is_empty() {
                    why = format!("{}\n{kept}", why.trim_end());
                }
                Err(why)
            }
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The name of a place: each reviewer has one in each file, and a copy elsewhere is another file.
fn place_key(annotator: &str, path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    sidecar::hash_of(&format!("{annotator}\n{}", path.display()))
}

pub(super) fn hash(article: &Article) -> String {
    sidecar::hash_of(&article.text)
}

/// What a reviewer ought to know of a mark that was taken off.
fn lapsed(done: &Done) -> String {
    let Stamp { by, at } = &done.stamp;
    let day = at.get(..10).unwrap_or(at);
    format!("reopened: the text has changed since {by} marked it done on {day}")
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whose lock was taken over.
fn taken_over(lock: &Lock) -> Option<String> {
    let Owner { by, at, pid, .. } = lock.left_by()?;
    Some(format!("removed a stale lock left by {by} (process {pid}, since {at})"))
}

/// What a reviewer ought to know of how the file was read.
pub(super) fn remark(article: &Article) -> Option<String> {
    let origin = &article.origin;
    if origin.invalid_sequences > 0 {
        return Some(format!("{} invalid {} bytes, shown as \u{fffd}", origin.invalid_sequences, origin.encoding));
    }
    if origin.encoded_twice {
        return Some(crate::disk::inputs::ENCODED_TWICE.to_owned());
    }
    origin.encoding_guessed.then(|| format!("no encoding declared; assuming {}", origin.encoding))
}

impl ArticleStore for Files {
    fn names(&self) -> Vec<String> {
        let name = |path: &PathBuf| match &self.name {
            Some(name) if is_piped(path) => format!("{name}.txt"),
            None if is_piped(path) => "standard input".to_owned(),
            _ => inputs::shown(path),
        };
        self.articles.iter().map(name).collect()
    }

    fn open(&mut self, index: usize) -> Result<Opened, String> {
        let mut path = self.articles.get(index).cloned().ok_or("article not found")?;
        if is_piped(&path) {
            match self.name.clone() {
                Some(name) => path = self.named(&name)?,
                None => {
                    let session = Session::new(self.piped()?);
                    let saving = Err(Refusal::for_good("standard input has no name; give it one with --name"));
                    return Ok(Opened {
                        session,
                        unread: true,
                        read_by: EngineKind::Fast,
                        saving,
                        warning: None,
                        place: None,
                        rescued: None,
                        adjudication: None,
                    });
                }
            }
        }
        let sidecar = sidecar::sidecar_path(&path, &self.placement);
        let (article, saved) = self.read(&path, &sidecar)?;
        let article = Arc::new(article);
        let place = self.place_of(&path);
        let remark = remark(&article);
        let loaded = match saved {
            Ok(loaded) => loaded,
            Err(why) => {
                let session = Session::new(article);
                // Once it is repaired, what was decided meanwhile can be merged with what it holds.
                let later = Saving { file: name_of(&path), path: sidecar, known: Known::of(None), lock: None };
                let saving = Err(Refusal { why: why.clone(), later: Some(Box::new(later)) });
                return Ok(Opened {
                    session,
                    unread: true,
                    read_by: EngineKind::Fast,
                    saving,
                    warning: Some(why),
                    place,
                    rescued: None,
                    adjudication: None,
                });
            }
        };
        let known = Known::of(loaded.as_ref().map(|loaded| loaded.text.as_bytes()));
        let newer = loaded.as_ref().and_then(|loaded| loaded.newer);
        let lapsed = loaded.as_ref().and_then(|loaded| loaded.lapsed.as_ref()).map(lapsed);
        // What the deep engine has read need not be read again by the rules.
        let current = |kind: EngineKind| loaded.as_ref().is_some_and(|loaded| loaded.is_current(kind.version()));
        let read_by = [EngineKind::Deep, self.engine].into_iter().find(|kind| current(*kind));
        let unread = read_by.is_none();
        let read_by = read_by.unwrap_or(EngineKind::Fast);
        let session = match loaded {
            Some(loaded) => Session::restore(article, loaded.record),
            None => Session::new(article),
        };
        let linked = std::fs::read_link(&sidecar).ok();
        let saving = match newer {
            Some(version) => Err(Refusal::for_good(format!("a newer program wrote the sidecar (version {version})"))),
            None => Saving { file: name_of(&path), path: sidecar, known, lock: None }.locked(&self.annotator),
        };
        let (mut rescued, mut word) = (None, None);
        if let Ok(saving) = &saving {
            (rescued, word) = recovery::after_another_run(&saving.path, session.article(), &session.record());
        }
        let warning = match &saving {
            Err(refusal) => Some(refusal.why.clone()),
            Ok(saving) => word.or(saving.lock.as_ref().and_then(taken_over)).or(lapsed).or(remark),
        };
        let link = linked
            .map(|target| format!("the sidecar is a symbolic link to {}; decisions are saved there", inputs::shown(&target)));
        let warning = warning.or(link);
        Ok(Opened { session, unread, read_by, saving, warning, place, rescued, adjudication: None })
    }

    fn home(&self, index: usize) -> PathBuf {
        sidecar::sidecar_path(&self.file_of(index), &self.placement)
    }

    fn file(&self, index: usize) -> String {
        self.file_of(index).file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn brought_in_by_others(&self, index: usize) -> Vec<String> {
        self.article_path(index)
            .map_or_else(Vec::new, |path| restored::by_others(&path, &self.placement, Some(&self.home(index))))
    }

    fn article_path(&self, index: usize) -> Option<PathBuf> {
        self.articles.get(index).filter(|path| !is_piped(path)).cloned()
    }

    fn lock(&mut self, sidecar: &Path) -> Result<Lock, String> {
        Lock::take(sidecar, &self.annotator).map_err(|error| error.to_string())
    }

    fn leave(&mut self, index: usize, session: &Session, claim: Option<&ClaimId>, at: &str) {
        // Only an article that was worked on is worth a place.
        let Some(claim) = claim else {
            return;
        };
        let key = place_key(&self.annotator, &self.file_of(index));
        if session.has_decisions() {
            self.looked_at.remove(&key);
            self.state.leave(&key, claim.as_str(), at);
            self.remember();
        } else {
            self.looked_at.insert(key, claim.clone());
        }
    }

    fn ahead(&self, index: usize) -> Option<Fetch> {
        let path = self.articles.get(index).filter(|path| !is_piped(path))?.clone();
        let (placement, engine) = (self.placement.clone(), self.engine);
        Some(Box::new(move || queue::fetch(&path, &placement, engine)))
    }

    fn inspector(&self) -> Option<Inspect> {
        let (articles, placement) = (self.articles.clone(), self.placement.clone());
        Some(Box::new(move |index| match articles.get(index).filter(|path| !is_piped(path)) {
            Some(path) => queue::standing(path, &placement),
            None => ArticleProgress::default(),
        }))
    }

    fn transcripts(&self, index: usize, article: &Article) -> (Vec<String>, usize) {
        let used = self.state.transcripts.get(&hash(article)).map(|used| used.files.clone()).unwrap_or_default();
        let Some(own) = self.articles.get(index).filter(|path| !is_piped(path)) else {
            return (used.clone(), used.len());
        };
        let mut names: Vec<String> = file::names_in(folder_of(own))
            .unwrap_or_default()
            .into_iter()
            .filter(|name| Some(name.as_os_str()) != own.file_name() && Format::of_path(Path::new(name)).is_some())
            .filter_map(|name| name.into_string().ok())
            .filter(|name| !name.starts_with('.') && !used.contains(name))
            .collect();
        names.sort();
        let known = used.len();
        (used.into_iter().chain(names).collect(), known)
    }

    fn use_transcripts(&mut self, index: usize, article: &Article, names: &[String], at: &str) -> Vec<PathBuf> {
        self.state.compared(&hash(article), names, at);
        self.remember();
        self.transcript_paths(index, names)
    }

    fn transcript_paths(&self, index: usize, names: &[String]) -> Vec<PathBuf> {
        let folder = self.articles.get(index).filter(|path| !is_piped(path)).map(|path| folder_of(path).to_owned());
        // A name of the article's folder first, else a path from where the program was started.
        let resolve = |name: &String| match &folder {
            Some(folder) if folder.join(name).exists() => folder.join(name),
            _ => PathBuf::from(name),
        };
        names.iter().map(resolve).collect()
    }

    fn guide_read(&mut self) {
        self.state.guide_seen = true;
        self.remember();
    }

    fn theme_taken(&mut self, name: &str) {
        self.state.theme = Some(name.to_owned());
        self.remember();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::claim::SpeakerId;
    use crate::review::tests::{session, stamp};
    use crate::review::{Edit, SpeakerChoice};

    fn files(annotator: &str, article: &Path) -> Files {
        let placement = Placement::default();
        let mut files = Files::new(vec![article.to_owned()], None, placement, annotator.to_owned(), EngineKind::Fast);
        (files.state, files.state_path) = (State::default(), None);
        files
    }

    #[test]
    fn each_reviewer_has_a_place_of_their_own_in_each_file() {
        let mut session = session("[It rains], {said} <Ana Diaz>.\n[It pours], {said} <Bo Lee>.\n");
        let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
        let speaker = SpeakerChoice::Existing(SpeakerId::new("s-bo-lee"));
        session.apply(Edit::SetSpeaker(vec![ids[0].clone()], speaker), &stamp("ann")).unwrap();
        let (here, copy) = (Path::new("desk/rain.txt"), Path::new("copy/rain.txt"));
        let mut ann = files("ann", here);
        ann.leave(0, &session, Some(&ids[1]), "2026-01-02T03:04:05Z");
        assert_eq!(ann.place_of(here), Some(ids[1].clone()));
        assert_eq!(ann.place_of(copy), None, "a copy is another file");
        let mut bob = files("bob", here);
        bob.state = ann.state.clone();
        assert_eq!(bob.place_of(here), None, "another reviewer begins at the beginning");
        // What was only looked at is remembered for this run.
        let fresh = Session::new(Arc::new(Article::from_text("It rains.\n")));
        bob.leave(0, &fresh, Some(&ids[0]), "2026-01-02T03:04:05Z");
        assert_eq!((bob.place_of(here), bob.state.places.len()), (Some(ids[0].clone()), 1));
    }
}
