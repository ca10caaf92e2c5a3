//! The only part of the screen that touches the terminal, threads and the clock.
//!
//! ```text
//! input thread ─┐
//! signals ──────┼─> News ─> Model::update ─> Effects ─> writer, engine, terminal
//! writer ───────┤                    │
//! engine ───────┘                    └─> a frame, once the queue is empty and something changed
//! ```

mod adjudicating;
mod comparing;
mod engine;
mod files;
mod helpers;
mod input;
mod shelf;
mod signals;
mod start;
mod terminal;

pub use shelf::{Opened, Saving, Shelf};
pub use start::{Request, Work, run};

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use super::background::{Decoder, QUESTION};
use super::message::{Effect, Message, Moment, Tone};
use super::model::{Desk, Engine, Look, Model, Queue};
use super::theme::Depth;
use crate::disk::lock::Lock;
use crate::disk::writer::{self, Writer};
use crate::extract::Options;
use crate::review::{Part, Record};
use crate::sidecar;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The reviewer left.
    Quit,
    /// A signal of this number ended it; everything decided is saved.
    Signal(i32),
}

/// Why there was no run, or why it ended.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
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
pub fn show(run: Show) -> Result<Outcome, RunError> {
    // Standard input may be the article: keys then come from the terminal itself.
    let keys = io::stdin().is_terminal() || std::fs::File::open("/dev/tty").is_ok();
    if !keys || !io::stdout().is_terminal() {
        return Err(RunError::NoTerminal);
    }
    let Show { mut shelf, first, annotator, look, options, guide, mouse, warnings } = run;
    // Before the screen opens: an error belongs on the shell's screen.
    let opened = shelf.open(first).map_err(RunError::Open)?;
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
        model: Model::new(desk(&opened, shelf.names(), first, &annotator), look, guard.size()),
        shelf,
        options,
        annotator,
        clock,
        news: news.clone(),
        saves: None,
        next: None,
        readings: 0,
        reading: None,
        outcome: None,
    };
    program.begin(opened);
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
    signals::listen(news.clone())?;
    let input = input::Input::start(decoder, clock, news)?;
    let ended = program.work(&inbox, &mut guard, &input);
    // The terminal is given back before the last saves are waited for: they may take a moment.
    drop(guard);
    program.finish();
    ended
}

fn desk(opened: &Opened, names: Vec<String>, at: usize, annotator: &str) -> Desk {
    let name = names.get(at).cloned().unwrap_or_default();
    let mut desk = Desk::new(opened.session.clone(), name, annotator);
    desk.read_only = opened.saving.as_ref().err().cloned();
    if opened.unread {
        desk.engine = Engine::Working(0);
    }
    desk.read_by = opened.read_by;
    desk.adjudication.clone_from(&opened.adjudication);
    desk.queue = Queue { names, at };
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
    /// The article to go to once everything is saved.
    next: Option<usize>,
    /// How many articles were begun; names the reading that counts.
    readings: u64,
    reading: Option<engine::Reading>,
    outcome: Option<Outcome>,
}

impl Program {
    /// Starts what an article needs beside the screen.
    fn begin(&mut self, opened: Opened) {
        if let Ok(saving) = opened.saving {
            match Saves::start(saving, self.clock, self.news.clone()) {
                Ok(saves) => self.saves = Some(saves),
                Err(error) => self.model.desk.read_only = Some(format!("no thread to save with: {error}")),
            }
        }
        if let Some(place) = opened.place.filter(|place| self.model.desk.session.claim(place).is_some()) {
            self.model.take(place);
        }
        if let Some(warning) = opened.warning {
            self.model.tell(Tone::Warning, warning);
        }
        self.readings += 1;
        self.reading = None;
        if opened.unread {
            let session = &self.model.desk.session;
            let hand = self.model.hand().and_then(|id| session.claim(id));
            let from = hand.and_then(|claim| claim.spans(Part::Content).first()).map_or(0, |span| span.start);
            let article = Arc::clone(session.article());
            self.reading = engine::start(article, self.options.clone(), from, self.readings, self.clock, self.news.clone());
        }
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
                    if number == self.readings {
                        self.message(message, moment, guard, Some(input));
                        changed = true;
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
            if let Some(outcome) = self.outcome {
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
                let edited = helpers::edit(&note);
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
                if let Err(error) = comparing::start(session, files, self.readings, self.clock, self.news.clone()) {
                    self.model.tell(Tone::Trouble, format!("the comparison did not start: {error}"));
                }
            }
            Effect::OpenArticle(at) => self.go(at),
            Effect::GuideRead => self.shelf.guide_read(),
            // In the state: settings are the reviewer's own file, and never written.
            Effect::KeepTheme(name) => self.shelf.theme_taken(&name),
        }
        Ok(())
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
            Ok(opened) => {
                let desk = desk(&opened, self.shelf.names(), at, &self.annotator);
                self.model = Model::new(desk, self.model.look.clone(), self.model.size());
                self.begin(opened);
            }
            Err(why) => {
                self.stay();
                self.model.tell(Tone::Trouble, why);
            }
        }
    }

    /// Takes up saving the article on the desk again after another could not be opened.
    fn stay(&mut self) {
        let again = self.shelf.open(self.model.desk.queue.at).and_then(|opened| opened.saving);
        match again.and_then(|saving| Saves::start(saving, self.clock, self.news.clone()).map_err(|error| error.to_string())) {
            Ok(saves) => self.saves = Some(saves),
            Err(why) => self.model.desk.read_only = Some(why),
        }
    }

    /// Waits for what is being saved.
    fn finish(&mut self) {
        self.leave();
        if let Some(saves) = self.saves.take() {
            saves.finish();
        }
    }
}

/// The writer of one article's sidecar, and the lock that keeps others out of it.
struct Saves {
    writer: Writer,
    file: String,
    _lock: Option<Lock>,
}

impl Saves {
    fn start(saving: Saving, clock: Clock, news: Sender<News>) -> io::Result<Self> {
        let report = move |report: writer::Report| {
            let message = match report.outcome {
                writer::Outcome::Saved => Message::Saved(report.revision),
                writer::Outcome::Failed(why) => Message::NotSaved(why),
                writer::Outcome::Conflict => Message::NotSaved("the sidecar was changed by someone else meanwhile".to_owned()),
            };
            // Nobody hears it any more when the program is leaving.
            let _ = news.send(News::Message(message, clock.now()));
        };
        let writer = Writer::start(saving.path, saving.known, report)?;
        Ok(Self { writer, file: saving.file, _lock: saving.lock })
    }

    fn save(&self, revision: u64, record: Record, desk: &Desk) {
        let (article, file, engine) = (Arc::clone(desk.session.article()), self.file.clone(), desk.read_by.version());
        self.writer.save(revision, move || record.has_decisions().then(|| sidecar::text_of(&record, &article, &file, engine)));
    }

    /// Waits for what is being saved; the lock is given back after that.
    fn finish(self) {
        drop(self.writer);
    }
}
