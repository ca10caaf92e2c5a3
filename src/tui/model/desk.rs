//! The article on the desk: its session, its name, what is saved of it.

use crate::analysis::adjudication::Adjudication;
use crate::extract::EngineKind;
use crate::review::Session;

/// How far the engine is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Through so many parts of a hundred.
    Working(u8),
    /// Done, or not needed.
    #[default]
    Done,
}

/// The articles that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Their names.
    pub names: Vec<String>,
    /// The one on the desk.
    pub at: usize,
}

/// The article on the desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The review.
    pub session: Session,
    /// The article's file name.
    pub name: String,
    /// Who decides.
    pub annotator: String,
    /// Why nothing can be saved; `None`: it can.
    pub read_only: Option<String>,
    /// The revision that is on disk.
    pub saved: u64,
    /// Why the last save failed.
    pub failed: Option<String>,
    /// The engine.
    pub engine: Engine,
    /// The engine that the suggestions in the session come from.
    pub read_by: EngineKind,
    /// The queue.
    pub queue: Queue,
    /// The reviews that are decided between; `None` in a review of one's own.
    pub adjudication: Option<Adjudication>,
}

impl Desk {
    /// A desk with this session on it, nothing changed yet.
    pub fn new(session: Session, name: impl Into<String>, annotator: impl Into<String>) -> Self {
        let saved = session.revision();
        Self {
            session,
            name: name.into(),
            annotator: annotator.into(),
            read_only: None,
            saved,
            failed: None,
            engine: Engine::Done,
            read_by: EngineKind::default(),
            queue: Queue::default(),
            adjudication: None,
        }
    }

    /// The article's headline, else its file name.
    pub fn title(&self) -> &str {
        let title = self.session.article().metadata.title.as_deref();
        title.filter(|title| !title.trim().is_empty()).unwrap_or(&self.name)
    }

    /// Whether something was changed that can go nowhere.
    pub fn is_lost_on_leaving(&self) -> bool {
        self.read_only.is_some() && self.session.revision() != self.saved
    }

    /// Whether something is not on disk yet.
    pub fn is_unsaved(&self) -> bool {
        self.read_only.is_none() && self.session.revision() != self.saved
    }
}
