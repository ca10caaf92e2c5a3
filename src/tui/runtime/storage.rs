//! Storage as the screen uses it: where articles come from and decisions go to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::adjudication::Adjudication;
use crate::article::Article;
use crate::claim::ClaimId;
use crate::disk::lock::Lock;
use crate::disk::rescue::Rescued;
use crate::disk::writer::Known;
use crate::extract::EngineKind;
use crate::review::{Record, Session};
use crate::sidecar::watched::ReviewFiles;
use crate::tui::workspace::ArticleProgress;

/// An article that was taken from the shelf.
#[derive(Debug)]
pub struct Opened {
    /// Its review, as it was saved or untouched.
    pub session: Session,
    /// Whether the engine has to read it.
    pub unread: bool,
    /// The engine that its suggestions come from; the lesser one where there are none.
    pub read_by: EngineKind,
    /// Where its decisions go; or why they go nowhere.
    pub saving: Result<Saving, Refusal>,
    /// Something to tell the reviewer, as a warning.
    pub warning: Option<String>,
    /// The claim that was current when the article was left.
    pub place: Option<ClaimId>,
    /// Decisions that an earlier run could not save.
    pub rescued: Option<Salvage>,
    /// The reviews that are decided between; `None` in a review of one's own.
    pub adjudication: Option<Adjudication>,
}

/// Why the decisions on an article go nowhere.
#[derive(Debug)]
pub struct Refusal {
    /// In words for the reviewer.
    pub why: String,
    /// Where they would go, where that may change: the lock is wanting.
    pub later: Option<Box<Saving>>,
}

impl Refusal {
    /// A refusal for good.
    pub fn for_good(why: impl Into<String>) -> Self {
        Self { why: why.into(), later: None }
    }
}

/// Decisions that an earlier run could not save, and the review with them in it.
#[derive(Clone, Debug)]
pub struct Salvage {
    /// The review as it becomes when they are taken in.
    pub record: Record,
    /// Where they are kept until then.
    pub kept: Vec<Rescued>,
}

/// Where the decisions on an article go.
#[derive(Debug)]
pub struct Saving {
    /// The sidecar.
    pub path: PathBuf,
    /// The sidecar as it was read.
    pub known: Known,
    /// The article's file name, as the sidecar holds it.
    pub file: String,
    /// Keeps others out while the article is open.
    pub lock: Option<Lock>,
}

/// Reads an article from disk; `None` where the engine need not read it, or it is too long to read ahead.
pub type Fetch = Box<dyn FnOnce() -> Option<Arc<Article>> + Send>;

/// Tells how far the article at an index is.
pub type Inspect = Box<dyn FnMut(usize) -> ArticleProgress + Send>;

impl Saving {
    /// The same with its lock, for who decides; a refusal where somebody else has it.
    pub(super) fn locked(self, annotator: &str) -> Result<Self, Refusal> {
        match Lock::take(&self.path, annotator) {
            Ok(lock) => Ok(Self { lock: Some(lock), ..self }),
            Err(error) => Err(Refusal { why: error.to_string(), later: Some(Box::new(self)) }),
        }
    }
}

/// The articles of a run and the places of what is remembered.
pub trait ArticleStore {
    /// The names of all articles, in order.
    fn names(&self) -> Vec<String>;

    /// Opens the article at `index`.
    ///
    /// # Errors
    ///
    /// Words for the reviewer: what could not be read, where, why.
    fn open(&mut self, index: usize) -> Result<Opened, String>;

    /// The parts of the page at `index` that reviews other than this one brought in.
    fn brought_in_by_others(&self, _index: usize) -> Vec<String> {
        Vec::new()
    }

    /// The file of the article at `index`, where it can be read again; `None`: it cannot.
    fn article_path(&self, _index: usize) -> Option<PathBuf> {
        None
    }

    /// The file that is watched while the article at `index` is open; `None`: it cannot change.
    fn watched(&self, index: usize) -> Option<PathBuf> {
        self.article_path(index)
    }

    /// The reviews that the article opened last is decided between, to be watched while it is open; `None`: it is a
    /// review of one's own.
    fn reviews(&mut self) -> Option<ReviewFiles> {
        None
    }

    /// What reads the article at `index` ahead of its turn, in another thread; `None`: it must not be.
    fn ahead(&self, _index: usize) -> Option<Fetch> {
        None
    }

    /// What tells how far articles are, in another thread, while the screen goes on.
    fn inspector(&self) -> Option<Inspect> {
        None
    }

    /// Tries again to lock a sidecar that was refused.
    ///
    /// # Errors
    ///
    /// Words for the reviewer: who has it.
    fn lock(&mut self, sidecar: &Path) -> Result<Lock, String>;

    /// Remembers which claim was current when the article at `index` was left.
    fn leave(&mut self, _index: usize, _session: &Session, _claim: Option<&ClaimId>, _at: &str) {}

    /// The sidecar of the article at `index`, whether it can be written or not.
    fn home(&self, index: usize) -> PathBuf;

    /// The name of the article's file at `index`, as its sidecar holds it.
    fn file(&self, index: usize) -> String {
        self.names().get(index).cloned().unwrap_or_default()
    }

    /// Files that may be transcripts of the article at `index`, those that were used before first; and how many
    /// those are.
    fn transcripts(&self, _index: usize, _article: &Article) -> (Vec<String>, usize) {
        (Vec::new(), 0)
    }

    /// The files that the reviewer named so, and remembers them for the article.
    fn use_transcripts(&mut self, index: usize, _article: &Article, names: &[String], _at: &str) -> Vec<PathBuf> {
        self.transcript_paths(index, names)
    }

    /// The files that the reviewer named so.
    fn transcript_paths(&self, _index: usize, names: &[String]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    /// Remembers that the guide was read.
    fn guide_read(&mut self) {}

    /// Remembers the theme that was taken.
    fn theme_taken(&mut self, _name: &str) {}
}
