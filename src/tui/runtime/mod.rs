//! The only part of the screen that touches the terminal, threads and the clock.
//!
//! ```text
//! input thread ─┐
//! signals ──────┼─> News ─> Model::update ─> Effects ─> writer, engine, terminal
//! writer ───────┤                    │
//! engine ───────┘                    └─> a frame, once the queue is empty and something changed
//! ```

mod adjudicating;
mod ahead;
mod comparing;
mod engine;
mod files;
mod helpers;
mod input;
mod queue;
mod salvage;
mod saves;
mod shelf;
mod signals;
mod start;
mod terminal;

pub use shelf::{Opened, Refusal, Salvage, Saving, Shelf};
pub use start::{Request, Work, run};

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use super::background::{Decoder, QUESTION};
use super::message::{Effect, Message, Moment, Tone};
use super::model::{Desk, Engine, Look, Model, Queue, Standing};
use super::theme::Depth;
use crate::analysis;
use crate::article::Article;
use crate::disk::file::shown;
use crate::disk::rescue::Rescued;
use crate::disk::writer::{Known, Unsaved};
use crate::extract::Options;
use crate::review::{Part, Record};
use crate::sidecar;
use ahead::Ahead;
use engine::Subject;
use saves::Saves;
use terminal::Guard;

/// The first frame waits no longer than this for the colour of the ground.
const ANSWER_LIMIT: Duration = Duration::from_millis(20);

/// What a run of the screen needs.
pub struct Show {
    /// Where articles come from and decisions go to.
    pub shelf: Box<dyn Shelf>,
    /// The article to begin with.
    pub first: usize,
    /// Who decides.
    pub annotator: String,
    /// Theme and keys.
    pub look: Look,
    /// How articles are read.
    pub options: Options,
    /// Whether the guide of the first start is shown.
    pub guide: bool,
    /// Whether the mouse is on from the start.
    pub mouse: bool,
    /// Things to tell at the start: a broken theme, a broken keymap.
    pub warnings: Vec<String>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The reviewer left.
    Quit,
    /// A signal of this number ended it; everything decided is saved, or kept for the next start.
    Signal(i32),
    /// The terminal failed: why.
    Broken(String),
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// How it ended.
    pub outcome: Outcome,
    /// What the reviewer has to know on leaving: where decisions lie that are not in their usual place.
    pub remarks: Vec<String>,
}

/// Why there was no run, or why it ended.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal cannot place a cursor, or says so.
    #[error("the terminal says that it cannot show a screen (TERM=dumb); set TERM to what it is, or try `saidby extract`")]
    Dumb,
    /// Standard input or output is no terminal.
    #[error("the review needs a terminal: standard input and output must be one (try `saidby extract` in a pipe)")]
    NoTerminal,
    /// The terminal refused something.
    #[error("the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The first article could not be opened.
    #[error("{0}")]
    Open(String),
}

/// What reaches the main thread.
#[derive(Debug)]
enum News {
    /// Something for the model.
    Message(Message, Moment),
    /// Something for the model from the reading of this number; an older one's is about an article that was left.
    Engine(u64, Message, Moment),
    /// Something for the model about the article that was opened as this one in turn.
    OfArticle(u64, Message, Moment),
    /// The reading of this number has this article before it.
    Fetched(u64, Arc<Article>),
    /// A signal.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

/// The only clock of the screen.
#[derive(Clone, Copy, Debug)]
struct Clock {
    start: Instant,
}

impl Clock {
    /// A clock that starts now.
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// Since the start.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Now, as messages carry it.
    pub fn now(&self) -> Moment {
        let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Moment { since_start: self.elapsed(), unix: i64::try_from(unix.as_secs()).unwrap_or(0) }
    }
}

/// Shows the reviewer's screen until it is left.
///
/// # Errors
///
/// When there is no terminal, or the first article cannot be opened. The terminal is restored in any case.
pub fn show(run: Show) -> Result<Ended, RunError> {
    // Standard input may be the article: keys then come from the terminal itself.
    let keys = io::stdin().is_terminal() || std::fs::File::open("/dev/tty").is_ok();
    if !keys || !io::stdout().is_terminal() {
        return Err(RunError::NoTerminal);
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(RunError::Dumb);
    }
    let Show { mut shelf, first, annotator, look, options, guide, mouse, warnings } = run;
    // Before the screen opens: an error belongs on the shell's screen.
    let (opened, queue) = open_first(&mut *shelf, first)?;
    let clock = Clock::start();
    let (news, inbox) = channel();
    let mut guard = Guard::take()?;
    let mut decoder = Decoder::default();
    let mut heard = Vec::new();
    if look.depth > Depth::None && guard.write(QUESTION).is_ok() {
        decoder.asked();
        heard = input::await_answer(&mut decoder, clock, ANSWER_LIMIT);
    }
    let mut program = Program {
        model: Model::new(desk(&opened, queue, &annotator), look, guard.size()),
        shelf,
        options,
        annotator,
        clock,
        news: news.clone(),
        saves: None,
        later: None,
        next: None,
        readings: 0,
        openings: 0,
        current: 0,
        reading: None,
        ahead: None,
        turn: engine::Turn::default(),
        outcome: None,
        watch: signals::Watch::default(),
        salvaged: None,
        left: queue::Left::default(),
        remarks: Vec::new(),
    };
    program.begin(opened);
    program.inspect();
    if mouse {
        guard.mouse(true)?;
        program.model.mouse_on();
    }
    if guide {
        program.model.open_guide();
    }
    for warning in warnings {
        program.model.tell(Tone::Warning, warning);
    }
    for message in heard {
        program.message(message, clock.now(), &mut guard, None);
    }
    guard.draw(&program.model)?;
    signals::listen(news.clone(), program.watch.clone())?;
    signals::watch_terminal(news.clone())?;
    let input = input::Input::start(decoder, clock, news)?;
    let ended = program.work(&inbox, &mut guard, &input);
    // The terminal is given back before the last saves are waited for: they may take a moment.
    drop(guard);
    let outcome = ended.unwrap_or_else(|error| Outcome::Broken(error.to_string()));
    program.finish(outcome != Outcome::Quit);
    Ok(Ended { outcome, remarks: program.remarks })
}

/// The article at `first`, or the next one that can be opened, with the queue at it and what is wrong with
/// those before it.
fn open_first(shelf: &mut dyn Shelf, first: usize) -> Result<(Opened, Queue), RunError> {
    let mut queue = Queue { names: shelf.names(), ..Queue::default() };
    let mut trouble = String::new();
    for at in first..queue.names.len().max(first + 1) {
        queue.at = at;
        match shelf.open(at) {
            Ok(opened) => return Ok((opened, queue)),
            Err(why) => {
                trouble = if trouble.is_empty() { why.clone() } else { trouble };
                queue.standings.insert(at, Standing { trouble: Some(why), ..Standing::default() });
            }
        }
    }
    Err(RunError::Open(trouble))
}

fn desk(opened: &Opened, queue: Queue, annotator: &str) -> Desk {
    let name = queue.names.get(queue.at).cloned().unwrap_or_default();
    let mut desk = Desk::new(opened.session.clone(), name, annotator);
    desk.read_only = opened.saving.as_ref().err().map(|refusal| refusal.why.clone());
    if opened.unread {
        desk.engine = Engine::Working(0);
    }
    desk.read_by = opened.read_by;
    desk.adjudication.clone_from(&opened.adjudication);
    desk.queue = queue;
    desk
}

/// The running program.
struct Program {
    model: Model,
    shelf: Box<dyn Shelf>,
    options: Options,
    annotator: String,
    clock: Clock,
    news: Sender<News>,
    saves: Option<Saves>,
    /// Where decisions would go if the sidecar could be locked.
    later: Option<Saving>,
    /// The article to go to once everything is saved.
    next: Option<usize>,
    /// How many articles were begun; names the reading that counts.
    readings: u64,
    /// How many articles were opened.
    openings: u64,
    /// The reading of the article on the desk.
    current: u64,
    reading: Option<engine::Reading>,
    /// The next article, which is read meanwhile.
    ahead: Option<Ahead>,
    turn: engine::Turn,
    outcome: Option<Outcome>,
    watch: signals::Watch,
    /// What an earlier run could not save: kept until it is taken in, and saved.
    salvaged: Option<Salvaged>,
    /// The sessions of the articles of the queue that were left.
    left: queue::Left,
    remarks: Vec<String>,
}

/// What an earlier run could not save, on its way into the review.
struct Salvaged {
    kept: Vec<Rescued>,
    taken_in: bool,
}

impl Program {
    /// Starts what an article needs beside the screen.
    fn begin(&mut self, opened: Opened) {
        self.openings += 1;
        self.later = None;
        match opened.saving {
            Ok(saving) => self.model.desk.read_only = self.start_saving(saving).err(),
            Err(refusal) => self.later = refusal.later.map(|later| *later),
        }
        if let Some(place) = opened.place.filter(|place| self.model.desk.session.claim(place).is_some()) {
            self.model.take(place);
        }
        if let Some(warning) = opened.warning {
            self.model.tell(Tone::Warning, warning);
        }
        self.model.greet();
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
            None if opened.unread => {
                let hand = self.model.hand().and_then(|id| session.claim(id));
                let from = hand.and_then(|claim| claim.spans(Part::Content).first()).map_or(0, |span| span.start);
                let subject = Subject::OnDesk(Arc::clone(session.article()), from);
                self.current = self.readings + 1;
                self.reading = self.read(subject);
            }
            None => self.current = 0,
        }
        self.look_ahead();
    }

    fn read(&mut self, subject: Subject) -> Option<engine::Reading> {
        self.readings += 1;
        let (options, news, turn) = (self.options.clone(), self.news.clone(), Arc::clone(&self.turn));
        engine::start(subject, options, self.readings, self.clock, news, turn)
    }

    /// The reading that began ahead goes on as that of the article on the desk.
    fn take_over(&mut self, ahead: Ahead) {
        self.current = ahead.number;
        self.reading = Some(ahead.reading);
        let found = ahead.found.into_iter().map(Message::Extracted);
        for message in std::iter::once(Message::Extracting(ahead.percent)).chain(found) {
            // Nothing that the engine tells is to be done outside the model.
            self.model.update(message, self.clock.now());
        }
    }

    /// Begins to read the next article of the queue once this one is read.
    fn look_ahead(&mut self) {
        let next = self.model.desk.queue.at + 1;
        let is_read = self.model.desk.engine == Engine::Done;
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
    fn inspect(&self) {
        let queue = &self.model.desk.queue;
        let unknown: Vec<usize> = (0..queue.names.len()).filter(|at| !queue.standings.contains_key(at)).collect();
        if queue.names.len() > 1
            && let Some(inspector) = self.shelf.inspector()
        {
            ahead::inspect(inspector, unknown, self.clock, self.news.clone());
        }
    }

    /// Starts the writer of the sidecar of the article on the desk.
    fn start_saving(&mut self, saving: Saving) -> Result<(), String> {
        let article = Arc::clone(self.model.desk.session.article());
        let saves = Saves::start(saving, article, self.clock, self.news.clone());
        self.saves = Some(saves.map_err(|error| format!("no thread to save with: {error}"))?);
        Ok(())
    }

    /// Tries again to lock the sidecar; what is decided can be saved from then on, merged with what it holds now.
    fn lock(&mut self) {
        let Some(later) = self.later.take() else { return };
        let result = match self.shelf.lock(&later.path) {
            Ok(lock) => self.start_saving(Saving { lock: Some(lock), ..later }),
            Err(why) => {
                self.later = Some(later);
                Err(why)
            }
        };
        let _ = self.news.send(News::Message(Message::Locked(result), self.clock.now()));
    }

    /// Takes news until the end; draws when no more is waiting and something changed.
    fn work(&mut self, inbox: &Receiver<News>, guard: &mut Guard, input: &input::Input) -> Result<Outcome, RunError> {
        let mut changed = false;
        loop {
            let next = if changed { inbox.try_recv().ok() } else { inbox.recv().ok() };
            match next {
                Some(News::Message(message, moment)) => {
                    self.message(message, moment, guard, Some(input));
                    changed = true;
                }
                Some(News::Engine(number, message, moment)) => {
                    if number == self.current {
                        self.message(message, moment, guard, Some(input));
                        self.look_ahead();
                        changed = true;
                    } else if let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.number == number) {
                        ahead.hear(message);
                    }
                }
                Some(News::OfArticle(opening, message, moment)) => {
                    if opening == self.openings {
                        self.message(message, moment, guard, Some(input));
                        changed = true;
                    }
                }
                Some(News::Fetched(number, article)) => {
                    if let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.number == number) {
                        ahead.article = Some(article);
                    }
                }
                Some(News::Signal(signal)) if signal == signal_hook::consts::SIGTSTP => {
                    helpers::suspend(guard)?;
                    changed = true;
                }
                Some(News::Signal(signal)) if signal == signal_hook::consts::SIGCONT => {
                    guard.retake()?;
                    changed = true;
                }
                Some(News::Signal(signal)) => self.outcome = Some(Outcome::Signal(signal)),
                Some(News::Gone) => self.outcome = Some(Outcome::Signal(signal_hook::consts::SIGHUP)),
                None => {
                    guard.draw(&self.model)?;
                    changed = false;
                }
            }
            if let Some(outcome) = self.outcome.take() {
                return Ok(outcome);
            }
        }
    }

    fn message(&mut self, message: Message, moment: Moment, guard: &mut Guard, input: Option<&input::Input>) {
        for effect in self.model.update(message, moment) {
            if let Err(error) = self.effect(effect, guard, input) {
                self.model.tell(Tone::Trouble, format!("the terminal: {error}"));
            }
        }
        if !self.model.desk.is_unsaved()
            && let Some(salvaged) = self.salvaged.take_if(|salvaged| salvaged.taken_in)
        {
            salvaged.kept.iter().for_each(Rescued::remove);
        }
        if let Some(at) = self.next {
            self.go(at);
        }
    }

    fn effect(&mut self, effect: Effect, guard: &mut Guard, input: Option<&input::Input>) -> io::Result<()> {
        match effect {
            Effect::Save(revision, record) => {
                if let Some(saves) = &self.saves {
                    saves.save(revision, record, &self.model.desk);
                }
            }
            Effect::TakenIn(known, state) => {
                if let Some(saves) = &self.saves {
                    saves.take_in(known, state, &self.model.desk);
                }
            }
            Effect::Retry => {
                if let Some(saves) = &self.saves {
                    saves.retry();
                }
            }
            Effect::Lock => self.lock(),
            Effect::SaveElsewhere(place, revision, record) => self.save_elsewhere(&place, revision, record),
            Effect::RescueTaken => {
                if let Some(salvaged) = &mut self.salvaged {
                    salvaged.taken_in = true;
                }
            }
            Effect::Quit => self.outcome = Some(Outcome::Quit),
            Effect::Suspend => helpers::suspend(guard)?,
            Effect::Redraw => guard.clear()?,
            Effect::Copy(text) => guard.write(&helpers::clipboard(&text))?,
            Effect::Mouse(on) => guard.mouse(on)?,
            Effect::Edit(claim, note) => {
                if let Some(input) = input {
                    input.pause();
                }
                guard.lend();
                self.watch.lend(true);
                let edited = helpers::edit(&note, &self.watch);
                self.watch.lend(false);
                guard.retake()?;
                if let Some(input) = input {
                    input.resume();
                }
                let message = match edited {
                    Ok(text) => Message::Edited(claim, text),
                    Err(why) => Message::Told(Tone::Warning, why),
                };
                // The channel's other end is ours: it stands as long as the program.
                let _ = self.news.send(News::Message(message, self.clock.now()));
            }
            Effect::FindTranscripts => {
                let (at, article) = (self.model.desk.queue.at, Arc::clone(self.model.desk.session.article()));
                let (files, known) = self.shelf.transcripts(at, &article);
                let _ = self.news.send(News::Message(Message::Transcripts(files, known), self.clock.now()));
            }
            Effect::Compare(names) => {
                let session = self.model.desk.session.clone();
                let now = crate::disk::clock::now();
                let paths = self.shelf.use_transcripts(self.model.desk.queue.at, session.article(), &names, &now);
                let files = names.into_iter().zip(paths).collect();
                if let Err(error) = comparing::start(session, files, self.openings, self.clock, self.news.clone()) {
                    self.model.tell(Tone::Trouble, format!("the comparison did not start: {error}"));
                }
            }
            Effect::OpenArticle(at) => self.go(at),
            Effect::Survey => self.survey(),
            Effect::GuideRead => self.shelf.guide_read(),
            // In the state: settings are the reviewer's own file, and never written.
            Effect::KeepTheme(name) => self.shelf.theme_taken(&name),
        }
        Ok(())
    }

    /// Surveys the article on the desk, in a thread of its own.
    fn survey(&self) {
        let article = Arc::clone(self.model.desk.session.article());
        let (clock, news, opening) = (self.clock, self.news.clone(), self.openings);
        let survey = move || {
            let _ = news.send(News::OfArticle(opening, Message::Surveyed(analysis::survey(&article)), clock.now()));
        };
        if let Err(error) = std::thread::Builder::new().name("survey".to_owned()).spawn(survey) {
            let message = Message::Told(Tone::Trouble, format!("the survey did not start: {error}"));
            let _ = self.news.send(News::Message(message, self.clock.now()));
        }
    }

    fn leave(&mut self) {
        let at = crate::disk::clock::now();
        self.shelf.leave(&self.model.desk.session, self.model.hand(), &at);
    }

    /// Goes to another article as soon as everything on this one is saved: no decision is left behind, and no
    /// report about it reaches the next article.
    fn go(&mut self, at: usize) {
        let desk = &self.model.desk;
        let lost = desk.is_lost_on_leaving().then(|| desk.read_only.clone()).flatten();
        if let Some(why) = desk.failed.clone().or(lost) {
            self.next = None;
            let text =
                format!("stayed here: the last decisions are not saved: {why}; undo them, or leave without them by quitting");
            self.model.tell(Tone::Trouble, text);
        } else if desk.is_unsaved() {
            self.next = Some(at);
        } else {
            self.next = None;
            self.open(at);
        }
    }

    fn open(&mut self, at: usize) {
        self.leave();
        // The lock is given back first: the article may be opened again at once.
        if let Some(saves) = self.saves.take() {
            saves.finish();
        }
        match self.shelf.open(at) {
            Ok(mut opened) => {
                self.left.keep(self.model.desk.queue.at, &self.model.desk.session);
                opened.session = self.left.again(at, opened.session);
                let queue = self.model.leave_for(at);
                let desk = desk(&opened, queue, &self.annotator);
                self.model = Model::new(desk, self.model.look.clone(), self.model.size());
                self.begin(opened);
            }
            Err(why) => {
                self.stay();
                let standing = Standing { trouble: Some(why.clone()), ..Standing::default() };
                self.model.desk.queue.standings.insert(at, standing);
                self.model.tell(Tone::Trouble, why);
            }
        }
    }

    /// Takes up saving the article on the desk again after another could not be opened.
    fn stay(&mut self) {
        let again = self.shelf.open(self.model.desk.queue.at);
        let again = again.and_then(|opened| opened.saving.map_err(|refusal| refusal.why));
        if let Err(why) = again.and_then(|saving| self.start_saving(saving)) {
            self.model.desk.read_only = Some(why);
        }
    }

    /// Saves to another place from now on.
    fn save_elsewhere(&mut self, typed: &str, revision: u64, record: Record) {
        let usual = self.shelf.home(self.model.desk.queue.at);
        let file = self.shelf.file(self.model.desk.queue.at);
        let article = Arc::clone(self.model.desk.session.article());
        let started = saves::elsewhere(typed, &usual, &file, &self.annotator)
            .and_then(|saving| Saves::start(saving, article, self.clock, self.news.clone()).map_err(|error| error.to_string()));
        match started {
            Ok(saves) => {
                let place = shown(&saves.path);
                saves.save(revision, record, &self.model.desk);
                // The usual place is tried once more: what is written there too does no harm.
                if let Some(before) = self.saves.replace(saves) {
                    before.finish();
                }
                self.remarks.push(format!("decisions on {} are in {place}", self.model.desk.name));
                let _ = self.news.send(News::Message(Message::SavedElsewhere(place), self.clock.now()));
            }
            Err(why) => self.model.tell(Tone::Trouble, format!("not saved there: {why}")),
        }
    }

    /// Waits for what is being saved. What cannot be saved is kept for the next start, where nobody could be
    /// asked (`unasked`).
    fn finish(&mut self, unasked: bool) {
        self.leave();
        let held = self.model.desk.held.take().map(|known| (known, self.model.desk.handed_over()));
        if let (Some(saves), Some((known, state))) = (&self.saves, held) {
            // Ended from outside while conflicts are open: both sides are kept.
            saves.take_in(known, Some(state), &self.model.desk);
        }
        let left = self.saves.take().and_then(Saves::finish);
        if !unasked {
            return;
        }
        let desk = &self.model.desk;
        let left = left.or_else(|| {
            // Read-only from the start: there was no writer that could have tried.
            desk.is_lost_on_leaving().then(|| Unsaved {
                text: sidecar::text_of(&desk.session.record(), desk.session.article(), &desk.name, desk.read_by.version()),
                why: desk.read_only.clone().unwrap_or_default(),
                known: Known::default(),
                base: None,
            })
        });
        if let Some(left) = left {
            let name = &desk.name;
            self.remarks.push(match salvage::keep(&self.shelf.home(desk.queue.at), &left) {
                Ok(kept) => format!(
                    "the last decisions on {name} could not be saved ({}); they are kept in {}: open the article again to take them in",
                    left.why,
                    shown(&kept)
                ),
                Err(why) => format!("the last decisions on {name} are lost: {}; nor could they be kept: {why}", left.why),
            });
        }
    }
}
