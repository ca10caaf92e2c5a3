//! The open article: its session, its name, what is saved of it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::adjudication::Adjudication;
use crate::article::Article;
use crate::claim::ClaimId;
use crate::extract::EngineKind;
use crate::review::merge::Seen;
use crate::review::{ReviewedClaim, Session, Snapshot};
use crate::text::counted;

/// How far the engine is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngineState {
    /// Through so many parts of a hundred.
    Working(u8),
    /// Done, or not needed.
    #[default]
    Done,
}

/// How much of an article in the queue has been reviewed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleProgress {
    /// Decided claims.
    pub decided: usize,
    /// All claims that the sidecar knows of; 0 while there is none.
    pub total: usize,
    /// Whether it is marked done.
    pub done: bool,
    /// Why article or sidecar cannot be read.
    pub trouble: Option<String>,
}

impl ArticleProgress {
    /// Of the open article.
    pub fn of(open: &OpenArticle) -> Self {
        let (total, done) = (open.session.progress().total, open.session.done().is_some());
        Self { decided: open.decided(), total, done, trouble: None }
    }

    /// A few words.
    pub fn words(&self) -> String {
        match self {
            Self { trouble: Some(trouble), .. } => trouble.clone(),
            Self { done: true, decided, total, .. } if decided < total => format!("done, {} undecided", total - decided),
            Self { done: true, total, .. } => format!("done, {}", counted(*total, "claim")),
            Self { total: 0, .. } => "not started".to_owned(),
            Self { decided, total, .. } => format!("{decided} of {total} decided"),
        }
    }
}

/// The articles that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Their names.
    pub names: Vec<String>,
    /// The open one.
    pub at: usize,
    /// How far each is, by its place; those that were not looked at yet are missing.
    pub standings: BTreeMap<usize, ArticleProgress>,
}

impl Queue {
    /// The next article after `from`, round the end, that is not marked done.
    pub fn next_undone(&self, from: usize) -> Option<usize> {
        let count = self.names.len();
        let mut others = (1..count).map(|step| (from + step) % count);
        others.find(|at| !self.standings.get(at).is_some_and(|standing| standing.done))
    }

    /// How many articles are marked done.
    pub fn done(&self) -> usize {
        self.standings.values().filter(|standing| standing.done).count()
    }
}

/// The article on the screen and what is known of its file.
#[derive(Clone, Debug)]
pub struct OpenArticle {
    /// The review.
    pub session: Session,
    /// The article's file name.
    pub name: String,
    /// Who decides.
    pub annotator: String,
    /// Why nothing can be saved; `None`: it can.
    pub read_only: Option<String>,
    /// Whether the lock that keeps it from being saved is free by now: the next decision takes it.
    pub lock_is_free: bool,
    /// The revision that is on disk.
    pub saved: u64,
    /// The sidecar as it was on disk: what a merge with somebody else's work begins with.
    pub seen: Seen,
    /// What was handed over to be saved, and is not on disk yet.
    pub sent: Vec<Snapshot>,
    /// Why the last save failed.
    pub failed: Option<String>,
    /// The article as it is on disk now, where that is another text than the one in review.
    pub newer: Option<Arc<Article>>,
    /// The engine.
    pub engine: EngineState,
    /// The engine that the suggestions in the session come from.
    pub read_by: EngineKind,
    /// The queue.
    pub queue: Queue,
    /// The reviews that are decided between; `None` in a review of one's own.
    pub adjudication: Option<Adjudication>,
    /// The revision that is kept in a backup, where the sidecar does not have it.
    pub backed_up: Option<u64>,
    /// What was counted last: every frame asks.
    tally: Cell<Option<Tally>>,
}

/// Decisions of a review that cannot be saved, counted once for each change.
#[derive(Clone, Copy, Debug)]
struct Tally {
    /// The revision of the session, and how often the file has changed.
    of: (u64, u64),
    /// Claims that are decided on disk.
    on_disk: usize,
    /// Claims that are decided otherwise here.
    differing: usize,
}

impl OpenArticle {
    /// An article with this session, unchanged so far.
    pub fn new(session: Session, name: impl Into<String>, annotator: impl Into<String>) -> Self {
        let saved = session.revision();
        let seen = Seen::opened(session.record());
        Self {
            session,
            name: name.into(),
            annotator: annotator.into(),
            read_only: None,
            lock_is_free: false,
            saved,
            seen,
            sent: Vec::new(),
            failed: None,
            newer: None,
            engine: EngineState::Done,
            read_by: EngineKind::default(),
            queue: Queue::default(),
            adjudication: None,
            backed_up: None,
            tally: Cell::new(None),
        }
    }

    /// The article's headline, else its file name.
    pub fn title(&self) -> &str {
        let title = self.session.article().metadata.title.as_deref();
        title.filter(|title| !title.trim().is_empty()).unwrap_or(&self.name)
    }

    /// The review as it is to be saved now.
    pub fn handed_over(&mut self) -> Snapshot {
        let state = self.session.snapshot();
        self.sent.push(state.clone());
        state
    }

    /// The revision that is on disk now.
    pub fn is_on_disk(&mut self, revision: u64) {
        self.saved = self.saved.max(revision);
        if let Some(at) = self.sent.iter().position(|sent| sent.revision == revision) {
            self.seen.saved(self.sent.swap_remove(at).record);
        }
        self.sent.retain(|sent| sent.revision > revision);
    }

    /// Goes on with the text that is on disk now. `false` where there is none but the one in review.
    pub fn read_again(&mut self) -> bool {
        let Some(article) = self.newer.take() else { return false };
        let sent = self.sent.iter_mut().map(|sent| &mut sent.record);
        self.session.read_again(article, self.seen.states_mut().chain(sent));
        true
    }

    /// How many claims are decided, as far as it counts: where nothing can be saved, those that are decided on disk.
    pub fn decided(&self) -> usize {
        match self.read_only {
            None => self.session.progress().decided,
            Some(_) => self.tally().on_disk,
        }
    }

    /// How many claims somebody decided here, or decided otherwise, and that is not on disk because nothing can be saved.
    pub fn lost_decisions(&self) -> usize {
        if self.is_lost_on_leaving() { self.tally().differing } else { 0 }
    }

    fn tally(&self) -> Tally {
        let of = (self.session.revision(), self.seen.changes());
        if let Some(tally) = self.tally.get().filter(|tally| tally.of == of) {
            return tally;
        }
        let tally = Tally {
            of,
            on_disk: self.seen.now().claims.iter().filter(|claim| claim.decision.is_decided()).count(),
            differing: self.differing(),
        };
        self.tally.set(Some(tally));
        tally
    }

    fn differing(&self) -> usize {
        let on_disk: BTreeMap<&ClaimId, &ReviewedClaim> =
            self.seen.now().claims.iter().map(|claim| (&claim.id, &**claim)).collect();
        let differs = |claim: &&Arc<ReviewedClaim>| match on_disk.get(&claim.id) {
            Some(known) => (known.decision, &known.correction) != (claim.decision, &claim.correction),
            None => claim.decision.is_decided(),
        };
        self.session.claims().iter().filter(differs).count()
    }

    /// Whether the reviewer has to say where a claim is, or whether it is the same one still.
    pub fn is_in_question(&self, claim: &ReviewedClaim) -> bool {
        let own = || claim.decided.as_ref().is_some_and(|stamp| stamp.by == self.annotator);
        claim.needs_place() || (claim.asks_decider(&self.session.article().text) && own())
    }

    /// How many claims that a person left something on are in question.
    pub fn questions(&self) -> usize {
        let progress = self.session.progress();
        if progress.lost + progress.asked == 0 {
            return 0;
        }
        self.session.claims().iter().filter(|claim| claim.is_touched() && self.is_in_question(claim)).count()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Edit;
    use crate::review::tests::{id, session, stamp};

    #[test]
    fn what_is_unsaved_is_counted_once_for_each_change() {
        let session = session("<Ana> {said} [it leaks].\n<Bo> {said} [it holds].\n");
        let mut open = OpenArticle::new(session, "a.txt", "mw");
        open.read_only = Some("km has it open".to_owned());
        assert_eq!((open.decided(), open.lost_decisions()), (0, 0));
        open.session.apply(Edit::Confirm(vec![id(0), id(1)]), &stamp("mw")).unwrap();
        assert_eq!((open.decided(), open.lost_decisions()), (0, 2));
        let counted = open.tally.get().map(|tally| tally.of);
        assert_eq!((open.lost_decisions(), open.tally.get().map(|tally| tally.of)), (2, counted), "nothing is counted again");
        open.session.undo().unwrap();
        assert_eq!(open.lost_decisions(), 0);
        open.session.redo().unwrap();
        // Somebody else's file says the same by now.
        open.seen.left(open.session.record());
        assert_eq!((open.decided(), open.lost_decisions()), (2, 0));
    }
}
