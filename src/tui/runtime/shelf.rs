//! Where articles come from and decisions go to, as the screen sees it.

use std::path::PathBuf;

use crate::analysis::adjudication::Adjudication;
use crate::article::Article;
use crate::claim::ClaimId;
use crate::disk::lock::Lock;
use crate::disk::writer::Known;
use crate::extract::EngineKind;
use crate::review::Session;

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
    pub saving: Result<Saving, String>,
    /// Something to tell the reviewer, as a warning.
    pub warning: Option<String>,
    /// The claim that was in hand when the article was left.
    pub place: Option<ClaimId>,
    /// The reviews that are decided between; `None` in a review of one's own.
    pub adjudication: Option<Adjudication>,
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

/// The articles of a run and the places of what is remembered.
pub trait Shelf {
    /// The names of all articles, in order.
    fn names(&self) -> Vec<String>;

    /// Opens the article at `index`.
    ///
    /// # Errors
    ///
    /// Words for the reviewer: what could not be read, where, why.
    fn open(&mut self, index: usize) -> Result<Opened, String>;

    /// Remembers which claim was in hand when an article was left.
    fn leave(&mut self, _session: &Session, _claim: Option<&ClaimId>, _at: &str) {}

    /// Files that may be transcripts of the article at `index`, those that were used before first; and how many
    /// those are.
    fn transcripts(&self, _index: usize, _article: &Article) -> (Vec<String>, usize) {
        (Vec::new(), 0)
    }

    /// The files that the reviewer named so, and remembers them for the article.
    fn use_transcripts(&mut self, _index: usize, _article: &Article, names: &[String], _at: &str) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    /// Remembers that the guide was read.
    fn guide_read(&mut self) {}

    /// Remembers the theme that was taken.
    fn theme_taken(&mut self, _name: &str) {}
}
