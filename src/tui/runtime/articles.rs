//! Which article is on the desk: opening the first and the next, leaving, what is read meanwhile.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::engine::{self, Subject};
use super::house;
use super::lock_watch::LockWatch;
use super::prefetch::{self, Ahead};
use super::remembering;
use super::storage::{ArticleStore, Opened};
use super::watch::{ReviewWatch, Watch};
use super::{Program, RunError, Salvaged};
use crate::article::{Article, Format, LeftOut};
use crate::claim::Part;
use crate::disk::file::shown;
use crate::disk::inputs;
use crate::tui::message::{Effect, Message, Tone};
use crate::tui::model::Model;
use crate::tui::workspace::{ArticleProgress, EngineState, OpenArticle, Queue};

/// Articles of a queue whose folders are looked at for what their reviews know, and so many of these folders.
const MOST_HOMES: usize = 2_000;
const MOST_FOLDERS: usize = 16;

/// The article at `first`, or the next one that can be opened, with the queue at it and what is wrong with
/// those before it.
pub(super) fn open_first(shelf: &mut dyn ArticleStore, first: usize) -> Result<(Opened, Queue), RunError> {
    let mut queue = Queue { names: shelf.names(), ..Queue::default() };
    let mut trouble = String::new();
    for at in first..queue.names.len().max(first + 1) {
        queue.at = at;
        match shelf.open(at) {
            Ok(opened) => return Ok((opened, queue)),
            Err(why) => {
                trouble = if trouble.is_empty() { why.clone() } else { trouble };
                queue.standings.insert(at, ArticleProgress { trouble: Some(why), ..ArticleProgress::default() });
            }
        }
    }
    Err(RunError::Open(trouble))
}

pub(super) fn desk(opened: &Opened, queue: Queue, annotator: &str) -> OpenArticle {
    let name = queue.names.get(queue.at).cloned().unwrap_or_default();
    let mut desk = OpenArticle::new(opened.session.clone(), name, annotator);
    desk.read_only = opened.saving.as_ref().err().map(|refusal| refusal.why.clone());
    if opened.unread {
        desk.engine = EngineState::Working(0);
    }
    desk.read_by = opened.read_by;
    desk.adjudication.clone_from(&opened.adjudication);
    desk.queue = queue;
    desk
}

impl Program {
    /// Starts what an article needs in the background.
    pub(super) fn begin(&mut self, opened: Opened) {
        self.openings += 1;
        (self.later, self.lock_watch) = (None, None);
        match opened.saving {
            Ok(saving) => self.model.desk.read_only = self.start_saving(saving).err(),
            Err(refusal) => self.later = refusal.later.map(|later| *later),
        }
        self.watch_lock();
        if let Some(place) = opened.place.filter(|place| self.model.desk.session.claim(place).is_some()) {
            self.model.resume(place);
        }
        let configured = self.shelf.article_path(self.model.desk.queue.at).map(|path| house::of(&path));
        if let Some(Ok(house)) = &configured {
            self.model.follow_house(Arc::clone(house));
        }
        if let Some(warning) = opened.warning {
            self.model.tell(Tone::Warning, warning);
        }
        self.model.greet();
        if let Some(Err(why)) = configured {
            self.model.tell(Tone::Warning, format!("house rules are not used: {why}"));
        }
        self.salvaged = None;
        if let Some(salvage) = opened.rescued {
            let places: Vec<String> = salvage.kept.iter().map(|kept| shown(&kept.path)).collect();
            self.model.offer_rescued(salvage.record, &places.join(", "));
            self.salvaged = Some(Salvaged { kept: salvage.kept, taken_in: false });
        }
        self.reading = None;
        let session = &self.model.desk.session;
        let at = self.model.desk.queue.at;
        match self.ahead.take().filter(|ahead| opened.unread && ahead.is_of(at, session.article())) {
            Some(ahead) => self.take_over(ahead),
            None if opened.unread => self.read_in_review(),
            None => self.current = 0,
        }
        let path = self.shelf.watched(at);
        self.article_watch = path.and_then(|path| Watch::start(path, self.events.clone()));
        let reviews = self.shelf.reviews();
        let (opening, clock, events) = (self.openings, self.clock, self.events.clone());
        self.review_watch = reviews.and_then(|files| ReviewWatch::start(files, opening, clock, events));
        self.look_ahead();
        self.remember(at);
    }

    /// Reads the page of the article in review again, and shows what of it is left out of the article.
    pub(super) fn read_left_out(&mut self) {
        let Some(path) = self.shelf.article_path(self.model.desk.queue.at) else {
            self.model.tell(Tone::Plain, "the page cannot be read again here".to_owned());
            return;
        };
        let Some(format) = Format::named(&path) else {
            self.model.show_left_out(Vec::new());
            return;
        };
        let restored = &self.model.desk.session.article().origin.restored;
        let read = inputs::bytes(&path).map_err(|error| error.to_string());
        match read.and_then(|bytes| Article::left_out(&bytes, format, restored).map_err(|error| error.to_string())) {
            Ok(parts) => self.model.show_left_out(parts),
            Err(why) => self.model.tell(Tone::Trouble, format!("cannot read {} again: {why}", shown(&path))),
        }
    }

    /// Reads the page again with `part` brought in, or without it where it was. What is to be done then.
    pub(super) fn bring_in(&mut self, part: &LeftOut) -> Vec<Effect> {
        let Some(path) = self.shelf.article_path(self.model.desk.queue.at) else { return Vec::new() };
        let others = self.shelf.brought_in_by_others(self.model.desk.queue.at);
        if part.restored && others.contains(&part.id) {
            self.model.tell(Tone::Warning, "another review of this page brought that part in: it stays".to_owned());
            return Vec::new();
        }
        let mut restored: BTreeSet<String> = self.model.desk.session.article().origin.restored.iter().cloned().collect();
        restored.extend(others);
        if part.restored {
            restored.remove(&part.id);
        } else {
            restored.insert(part.id.clone());
        }
        let restored: Vec<String> = restored.into_iter().collect();
        match inputs::article_with(&path, &restored) {
            Ok(article) => {
                if let Some(saves) = &self.saves {
                    // What is brought in counts, although nothing is decided yet.
                    saves.must_be_written();
                    if part.restored {
                        saves.left_out(&part.id);
                    }
                }
                self.model.part_brought_in(Arc::new(article), part)
            }
            Err(error) => {
                self.model.tell(Tone::Trouble, error.to_string());
                Vec::new()
            }
        }
    }

    /// Reads what other reviews know of the folders of the queue; nothing in an adjudication.
    fn remember(&self, at: usize) {
        if self.remembers && self.model.desk.adjudication.is_none() {
            let mut folders: Vec<PathBuf> = Vec::new();
            for index in [at].into_iter().chain(0..self.model.desk.queue.names.len().min(MOST_HOMES)) {
                let folder = self.shelf.home(index).parent().map(Path::to_owned).unwrap_or_default();
                if !folders.contains(&folder) && folders.len() < MOST_FOLDERS {
                    folders.push(folder);
                }
            }
            if let Some(open) = self.shelf.article_path(at) {
                house::read_elsewhere(folders.clone(), open, self.cited.clone(), self.openings, self.clock, self.events.clone());
            }
            remembering::start(folders, self.shelf.home(at), self.openings, self.clock, self.events.clone());
        }
    }

    /// Looks from now on whether the lock that keeps this review from being saved is free.
    pub(super) fn watch_lock(&mut self) {
        let path = self.later.as_ref().map(|later| later.path.clone());
        self.lock_watch = path.and_then(|path| LockWatch::start(path, self.openings, self.clock, self.events.clone()));
    }

    /// Lets the engine read the article in review, from the current claim on.
    fn read_in_review(&mut self) {
        let session = &self.model.desk.session;
        let hand = self.model.hand().and_then(|id| session.claim(id));
        let from = hand.and_then(|claim| claim.spans(Part::Content).first()).map_or(0, |span| span.start);
        let subject = Subject::OnDesk(Arc::clone(session.article()), from);
        self.current = self.readings + 1;
        self.reading = self.read(subject);
    }

    /// The article in review is another text now: what is found of the old one is not heard any more.
    pub(super) fn read_new_text(&mut self) {
        self.openings += 1;
        self.watch_lock();
        self.reading = None;
        if let Some(saves) = &self.saves {
            saves.read_beside(self.model.desk.session.article());
        }
        self.read_in_review();
        self.remember(self.model.desk.queue.at);
    }

    pub(super) fn read(&mut self, subject: Subject) -> Option<engine::Reading> {
        self.readings += 1;
        let (options, events, turn) = (self.options.clone(), self.events.clone(), Arc::clone(&self.turn));
        engine::start(subject, options, self.readings, self.clock, events, turn)
    }

    /// The reading that began ahead goes on as that of the article on the desk.
    pub(super) fn take_over(&mut self, ahead: Ahead) {
        self.current = ahead.number;
        self.reading = Some(ahead.reading);
        let found = ahead.found.into_iter().map(Message::Extracted);
        for message in std::iter::once(Message::Extracting(ahead.percent)).chain(found) {
            // Nothing that the engine tells is to be done outside the model.
            self.model.update(message, self.clock.now());
        }
    }

    /// Begins to read the next article of the queue once this one is read.
    pub(super) fn look_ahead(&mut self) {
        let next = self.model.desk.queue.at + 1;
        let is_read = self.model.desk.engine == EngineState::Done;
        if !is_read || self.ahead.as_ref().is_some_and(|ahead| ahead.at == next) || next >= self.model.desk.queue.names.len() {
            return;
        }
        if let Some(fetch) = self.shelf.ahead(next)
            && let Some(reading) = self.read(Subject::Ahead(fetch))
        {
            let number = self.readings;
            self.ahead = Some(Ahead { at: next, number, reading, article: None, found: Vec::new(), percent: 0 });
        }
    }

    /// Looks how far the articles of the queue are.
    pub(super) fn inspect(&self) {
        let queue = &self.model.desk.queue;
        let unknown: Vec<usize> = (0..queue.names.len()).filter(|at| !queue.standings.contains_key(at)).collect();
        if queue.names.len() > 1
            && let Some(inspector) = self.shelf.inspector()
        {
            prefetch::inspect(inspector, unknown, self.clock, self.events.clone());
        }
    }

    pub(super) fn leave(&mut self) {
        let at = crate::disk::clock::now();
        let desk = &self.model.desk;
        self.shelf.leave(desk.queue.at, &desk.session, self.model.hand(), &at);
    }

    /// Goes to another article as soon as everything on this one is saved: no decision is left behind, and no
    /// report about it reaches the next article.
    pub(super) fn go(&mut self, at: usize) {
        let desk = &self.model.desk;
        let lost = desk.is_lost_on_leaving().then(|| desk.read_only.clone()).flatten();
        if let Some(why) = desk.failed.clone().or(lost) {
            self.next = None;
            let text = format!("cannot switch articles: unsaved decisions ({why}); undo them, or quit to discard them");
            self.model.tell(Tone::Trouble, text);
        } else if desk.is_unsaved() {
            self.next = Some(at);
        } else {
            self.next = None;
            self.open(at);
        }
    }

    pub(super) fn open(&mut self, at: usize) {
        self.leave();
        // The lock is given back first: the article may be opened again at once.
        if let Some(saves) = self.saves.take() {
            saves.finish();
        }
        match self.shelf.open(at) {
            Ok(mut opened) => {
                let left = &self.model.desk;
                let read = (left.engine == EngineState::Done).then_some(left.read_by);
                self.left.keep(left.queue.at, &left.session, read);
                let read;
                (opened.session, read) = self.left.again(at, opened.session);
                if let Some(engine) = read {
                    (opened.unread, opened.read_by) = (false, engine);
                }
                let queue = self.model.leave_for(at);
                let desk = desk(&opened, queue, &self.annotator);
                self.model = Model::new(desk, self.model.look.clone(), self.model.size());
                self.begin(opened);
            }
            Err(why) => {
                self.stay();
                let standing = ArticleProgress { trouble: Some(why.clone()), ..ArticleProgress::default() };
                self.model.desk.queue.standings.insert(at, standing);
                self.model.tell(Tone::Trouble, why);
            }
        }
    }

    /// Takes up saving the article on the desk again after another could not be opened.
    pub(super) fn stay(&mut self) {
        let again = self.shelf.open(self.model.desk.queue.at);
        let again = again.and_then(|opened| opened.saving.map_err(|refusal| refusal.why));
        if let Err(why) = again.and_then(|saving| self.start_saving(saving)) {
            self.model.desk.read_only = Some(why);
        }
    }
}
