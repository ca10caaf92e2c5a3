//! The shelf of an adjudication: articles with the sidecars of several people, and the outcome's own sidecar.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{name_of, remark};
use super::recovery;
use super::storage::{ArticleStore, Opened, Refusal, Saving};
use crate::analysis::adjudication::Adjudication;
use crate::disk::inputs;
use crate::disk::lock::Lock;
use crate::disk::writer::Known;
use crate::extract::EngineKind;
use crate::sidecar::gather::gather;
use crate::sidecar::watched::ReviewFiles;
use crate::sidecar::{Placement, restored, sidecar_path};

/// Articles that several people reviewed.
#[derive(Debug)]
pub(super) struct Adjudicating {
    /// The articles in their order.
    pub articles: Vec<PathBuf>,
    /// Where the outcomes go.
    pub placement: Placement,
    /// Whose reviews are decided between; `None`: everybody's.
    pub wanted: Option<Vec<String>>,
    /// Who decides.
    pub adjudicator: String,
    /// The reviews of the article that was opened last, until somebody watches them.
    pub opened: Option<ReviewFiles>,
}

impl ArticleStore for Adjudicating {
    fn names(&self) -> Vec<String> {
        self.articles.iter().map(|path| inputs::shown(path)).collect()
    }

    fn home(&self, index: usize) -> PathBuf {
        sidecar_path(&self.articles.get(index).cloned().unwrap_or_default(), &self.placement)
    }

    fn file(&self, index: usize) -> String {
        let path = self.articles.get(index).and_then(|path| path.file_name());
        path.unwrap_or_default().to_string_lossy().into_owned()
    }

    fn open(&mut self, index: usize) -> Result<Opened, String> {
        let path = self.articles.get(index).ok_or("article not found")?;
        let article = Arc::new(restored::article(path, &self.placement).map_err(|error| error.to_string())?);
        let found = gather(path, &article, &self.placement, self.wanted.as_deref()).map_err(|error| error.to_string())?;
        let mut warning = remark(&article);
        if let Some(broken) = found.broken.first() {
            warning = Some(broken.to_string());
        }
        self.opened = Some(ReviewFiles::new(path, &article, &self.placement, self.wanted.clone(), &found));
        let known = Known::of(found.saved.as_ref().map(|saved| saved.text.as_bytes()));
        let newer = found.saved.as_ref().and_then(|saved| saved.newer);
        let deep = found.engines.iter().any(|engine| engine == EngineKind::Deep.version());
        let saved = found.saved.map(|saved| saved.record);
        let (session, adjudication) = Adjudication::begin(article, &found.versions, saved);
        let saving = match newer {
            Some(version) => Err(Refusal::for_good(format!("a newer program wrote the sidecar (version {version})"))),
            None => Saving { file: name_of(path), path: found.outcome, known, lock: None }.locked(&self.adjudicator),
        };
        let (mut rescued, mut word) = (None, None);
        if let Ok(saving) = &saving {
            (rescued, word) = recovery::after_another_run(&saving.path, session.article(), &session.record());
        }
        Ok(Opened {
            session,
            // What the reviews hold is decided on; nobody proposes anything new.
            unread: false,
            read_by: if deep { EngineKind::Deep } else { EngineKind::Fast },
            warning: saving.as_ref().err().map(|refusal| refusal.why.clone()).or(word).or(warning),
            saving,
            place: None,
            rescued,
            adjudication: Some(adjudication),
        })
    }

    fn watched(&self, index: usize) -> Option<PathBuf> {
        self.articles.get(index).cloned()
    }

    fn reviews(&mut self) -> Option<ReviewFiles> {
        self.opened.take()
    }

    fn lock(&mut self, sidecar: &Path) -> Result<Lock, String> {
        Lock::take(sidecar, &self.adjudicator).map_err(|error| error.to_string())
    }
}
