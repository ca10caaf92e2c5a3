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
mod salvage;
mod saves;
mod shelf;
mod signals;
mod start;
mod terminal;

pub use shelf::{Opened, Salvage, Saving, Shelf};
pub use start::{Request, Work, run};

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use super::background::{Decoder, QUESTION};
use super::message::{Effect, Message, Moment, Tone};
use super::model::{Desk, Engine, Look, Model, Queue};
use super::theme::Depth;
use crate::disk::file::shown;
use crate::disk::rescue::Rescued;
use crate::disk::writer::{Known, Unsaved};
use crate::extract::Options;
use crate::review::{Part, Record};
use crate::sidecar;
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
        watch: signals::Watch::default(),
        salvaged: None,
        remarks: Vec::new(),
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
    signals::listen(news.clone(), program.watch.clone())?;
    let input = input::Input::start(decoder, clock, news)?;
    let ended = program.work(&inbox, &mut guard, &input);
    // The terminal is given back before the last saves are waited for: they may take a moment.
    drop(guard);
    let outcome = ended.unwrap_or_else(|error| Outcome::Broken(error.to_string()));
    program.finish(outcome != Outcome::Quit);
    Ok(Ended { outcome, remarks: program.remarks })
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
    watch: signals::Watch,
    /// What an earlier run could not save: kept until it is taken in, and saved.
    salvaged: Option<Salvaged>,
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
        self.salvaged = None;
        if let Some(salvage) = opened.rescued {
            let places: Vec<String> = salvage.kept.iter().map(|kept| shown(&kept.path)).collect();
            self.model.offer_rescued(salvage.record, &places.join(", "));
            self.salvaged = Some(Salvaged { kept: salvage.kept, taken_in: false });
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
            Effect::SaveElsewhere(place, revision, record) => self.save_elsewhere(&place, revision, record),
            Effect::TakenIn => {
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
                if let Err(error) = comparing::start(session, files, self.readings, self.clock, self.news.clone()) {
                    self.model.tell(Tone::Trouble, format!("the comparison did not start: {error}"));
                }
            }
            Effect::OpenArticle(at) => self.go(at),
            Effect::GuideRead => self.shelf.guide_read(),
            // Settings are the reviewer's own file: the program never writes it.
            Effect::KeepTheme(_) => {}
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

    /// Saves to another place from now on.
    fn save_elsewhere(&mut self, typed: &str, revision: u64, record: Record) {
        let usual = self.shelf.home(self.model.desk.queue.at);
        let file = self.shelf.file(self.model.desk.queue.at);
        let started = saves::elsewhere(typed, &usual, &file, &self.annotator)
            .and_then(|saving| Saves::start(saving, self.clock, self.news.clone()).map_err(|error| error.to_string()));
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
