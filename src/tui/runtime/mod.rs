//! The only part of the screen that touches the terminal, threads and the clock.
//!
//! ```text
//! keys ─────────────────┐
//! signals ─┐            ├─> Model::update ─> Effects ─> writer, engine, terminal
//! writer ──┼─> Event ────┘          │
//! engine ──┘                       └─> a frame, once nothing is waiting and something changed
//! ```

mod adjudicating;
mod articles;
mod backup;
mod child_process;
mod comparing;
mod engine;
mod events;
mod files;
mod house;
mod input;
mod lock_watch;
mod prefetch;
mod queue;
mod recovery;
mod remembering;
mod saves;
mod saving;
mod signals;
mod start;
mod storage;
mod terminal;
mod watch;

pub use start::{Request, Work, run};
pub use storage::{ArticleStore, Opened, Refusal, Salvage, Saving};

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP, SIGWINCH};

use super::input_decoder::{Decoder, QUESTION};
use super::look::Look;
use super::message::{Effect, Message, Moment, Tone};
use super::model::Model;
use super::theme::Depth;
use crate::analysis;
use crate::disk::rescue::Rescued;
use crate::extract::Options;
use articles::{desk, open_first};
use events::{Event, EventReceiver, EventSender};
use input::Input;
use prefetch::Ahead;
use saves::Saves;
use saving::{Leaving, Salvaged};
use terminal::Guard;

/// The first frame waits no longer than this for the colour of the ground.
const ANSWER_LIMIT: Duration = Duration::from_millis(20);

/// What a run of the screen needs.
pub struct Show {
    /// Where articles come from and decisions go to.
    pub shelf: Box<dyn ArticleStore>,
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
    /// Whether what other reviews of the folder know is read.
    pub memory: bool,
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
    #[error("TERM=dumb is not supported; set TERM, or use `saidby extract`")]
    Dumb,
    /// Standard input or output is not a terminal.
    #[error("not a terminal; use `saidby extract` in a pipeline")]
    NoTerminal,
    /// The terminal refused something.
    #[error("terminal error: {0}")]
    Terminal(#[from] io::Error),
    /// The first article could not be opened.
    #[error("{0}")]
    Open(String),
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
    let Show { mut shelf, first, annotator, look, options, guide, mouse, memory, warnings } = run;
    // Before the screen opens: an error belongs on the shell's screen.
    let (opened, queue) = open_first(&mut *shelf, first)?;
    let clock = Clock::start();
    let (events, inbox) = events::open()?;
    let mut guard = Guard::take()?;
    let mut input = Input::new(Decoder::default(), clock);
    let mut heard = Vec::new();
    if look.depth > Depth::None && guard.write(QUESTION).is_ok() {
        input.asked();
        heard = input.await_answer(ANSWER_LIMIT);
    }
    let mut program = Program {
        model: Model::new(desk(&opened, queue, &annotator), look, guard.size()),
        shelf,
        options,
        annotator,
        clock,
        events: events.clone(),
        saves: None,
        backup: None,
        later: None,
        lock_watch: None,
        next: None,
        readings: 0,
        openings: 0,
        cited: house::CitedCache::default(),
        current: 0,
        reading: None,
        ahead: None,
        turn: engine::Turn::default(),
        outcome: None,
        watch: signals::Watch::default(),
        article_watch: None,
        review_watch: None,
        salvaged: None,
        left: queue::Left::default(),
        remarks: Vec::new(),
        remembers: memory,
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
        program.message(message, clock.now(), &mut guard);
    }
    guard.draw(&program.model)?;
    signals::listen(events, program.watch.clone())?;
    let ended = program.work(&inbox, &mut guard, input);
    if !matches!(ended, Ok(Outcome::Quit)) {
        program.keep_open_note(&mut guard);
    }
    // The terminal is given back before the last saves are waited for: they may take a moment.
    drop(guard);
    let outcome = ended.unwrap_or_else(|error| Outcome::Broken(error.to_string()));
    let leaving = if outcome == Outcome::Quit { Leaving::Asked } else { Leaving::Unasked };
    program.finish(leaving);
    Ok(Ended { outcome, remarks: program.remarks })
}

/// The running program.
struct Program {
    model: Model,
    shelf: Box<dyn ArticleStore>,
    options: Options,
    annotator: String,
    clock: Clock,
    events: EventSender,
    saves: Option<Saves>,
    /// What cannot be saved, for the case that the program is killed.
    backup: Option<backup::Backup>,
    /// Where decisions would go if the sidecar could be locked.
    later: Option<Saving>,
    /// Looks whether the lock is free by now.
    lock_watch: Option<lock_watch::LockWatch>,
    /// The article to go to once everything is saved.
    next: Option<usize>,
    /// How many articles were begun; names the reading that counts.
    readings: u64,
    /// How many articles were opened.
    openings: u64,
    /// What reviewed articles of the folders have from other outlets.
    cited: house::CitedCache,
    /// The reading of the article on the desk.
    current: u64,
    reading: Option<engine::Reading>,
    /// The next article, which is read meanwhile.
    ahead: Option<Ahead>,
    turn: engine::Turn,
    outcome: Option<Outcome>,
    watch: signals::Watch,
    /// Looks whether the article changes on disk.
    article_watch: Option<watch::Watch>,
    /// Looks whether the reviews change that are decided between.
    review_watch: Option<watch::ReviewWatch>,
    /// What an earlier run could not save: kept until it is taken in, and saved.
    salvaged: Option<Salvaged>,
    /// The sessions of the articles of the queue that were left.
    left: queue::Left,
    remarks: Vec<String>,
    /// Whether what other reviews of the folder know is read.
    remembers: bool,
}

impl Program {
    /// Takes keys and events until the end; draws when no more is waiting and something changed.
    fn work(&mut self, inbox: &EventReceiver, guard: &mut Guard, mut input: Input) -> Result<Outcome, RunError> {
        let gone = Outcome::Signal(SIGHUP);
        let mut changed = false;
        loop {
            let Ok(heard) = input.heard() else {
                return Ok(gone);
            };
            for message in heard {
                self.message(message, self.clock.now(), guard);
                changed = true;
                if self.outcome.is_some() {
                    break;
                }
            }
            // One at a time: keys come first.
            let event = inbox.next();
            let idle = event.is_none();
            if let Some(event) = event {
                changed |= self.take(event, guard)?;
            }
            if let Some(outcome) = self.outcome.take() {
                return Ok(outcome);
            }
            if idle && changed {
                guard.draw(&self.model)?;
                changed = false;
            } else if idle && self.model.rules_wait() {
                // Whoever pressed the key has seen by now what it did.
                if let Some(effect) = self.model.run_rules() {
                    self.effect(effect, guard)?;
                }
                changed = true;
            }
            let pause = self.model.conflicts_due(self.clock.now());
            if idle && pause.is_some_and(|left| left.is_zero()) {
                self.message(Message::Quiet, self.clock.now(), guard);
                changed = true;
            }
            let goes_on = !idle || changed || self.model.rules_wait();
            if !input.wait(inbox, if goes_on { Some(Duration::ZERO) } else { pause })? {
                return Ok(gone);
            }
        }
    }

    /// Takes an event; whether it may have changed the screen.
    fn take(&mut self, event: Event, guard: &mut Guard) -> io::Result<bool> {
        match event {
            Event::Message(message, moment) => self.message(message, moment, guard),
            Event::Engine(number, message, moment) if number == self.current => {
                self.message(message, moment, guard);
                self.look_ahead();
            }
            Event::Engine(number, message, _) => {
                if let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.number == number) {
                    ahead.hear(message);
                }
                return Ok(false);
            }
            Event::OfArticle(opening, message, moment) if opening == self.openings => self.message(message, moment, guard),
            Event::OfArticle(..) => return Ok(false),
            Event::Fetched(number, article) => {
                if let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.number == number) {
                    ahead.article = Some(article);
                }
                return Ok(false);
            }
            Event::ArticleTouched => {
                let now = self.clock.now();
                self.look_at_article(now, guard);
            }
            Event::Signal(SIGTSTP) => self.suspend(guard)?,
            Event::Signal(SIGCONT) => self.retake(guard)?,
            Event::Signal(SIGWINCH) => self.resized(guard),
            Event::Signal(signal) => {
                self.outcome = Some(Outcome::Signal(signal));
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Tells the model where the article's file has changed.
    fn look_at_article(&mut self, moment: Moment, guard: &mut Guard) {
        let restored = &self.model.desk.session.article().origin.restored;
        if let Some(found) = self.article_watch.as_ref().and_then(|watch| watch.changed(restored)) {
            self.message(Message::ArticleChanged(found), moment, guard);
        }
    }

    fn message(&mut self, message: Message, moment: Moment, guard: &mut Guard) {
        // No key may decide on words that are not there any more.
        if matches!(message, Message::Key(_) | Message::Repeat(_)) {
            self.look_at_article(moment, guard);
        }
        for effect in self.model.update(message, moment) {
            if let Err(error) = self.effect(effect, guard) {
                self.model.tell(Tone::Trouble, format!("terminal error: {error}"));
            }
        }
        if !self.model.desk.is_unsaved()
            && let Some(salvaged) = self.salvaged.take_if(|salvaged| salvaged.taken_in)
        {
            salvaged.kept.iter().for_each(Rescued::remove);
        }
        self.back_up();
        if let Some(at) = self.next {
            self.go(at);
        }
    }

    fn effect(&mut self, effect: Effect, guard: &mut Guard) -> io::Result<()> {
        match effect {
            Effect::Save(state) => {
                if let Some(saves) = &self.saves {
                    saves.save(state, &self.model.desk);
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
            Effect::SaveElsewhere(place, state) => self.save_elsewhere(&place, state),
            Effect::RescueTaken => {
                if let Some(salvaged) = &mut self.salvaged {
                    salvaged.taken_in = true;
                }
            }
            Effect::ReadAgain => self.read_new_text(),
            Effect::Quit => self.outcome = Some(Outcome::Quit),
            Effect::Suspend => self.suspend(guard)?,
            Effect::Redraw => guard.forget(),
            Effect::Copy(text) => guard.write(&child_process::clipboard(&text))?,
            Effect::Mouse(on) => guard.mouse(on)?,
            Effect::Edit(claim, note) => self.edit_note(claim, &note, guard)?,
            Effect::FindTranscripts => {
                let (at, article) = (self.model.desk.queue.at, Arc::clone(self.model.desk.session.article()));
                let (files, known) = self.shelf.transcripts(at, &article);
                let _ = self.events.send(Event::Message(Message::Transcripts(files, known), self.clock.now()));
            }
            Effect::Compare(names) => {
                let session = self.model.desk.session.clone();
                let now = crate::disk::clock::now();
                let paths = self.shelf.use_transcripts(self.model.desk.queue.at, session.article(), &names, &now);
                let files = names.into_iter().zip(paths).collect();
                if let Err(error) = comparing::start(session, files, self.openings, self.clock, self.events.clone()) {
                    self.model.tell(Tone::Trouble, format!("cannot start the comparison: {error}"));
                }
            }
            Effect::CompareAgain => {
                let at = self.model.desk.queue.at;
                let (mut names, known) = self.shelf.transcripts(at, self.model.desk.session.article());
                names.truncate(known);
                if !names.is_empty() {
                    let session = self.model.desk.session.clone();
                    let paths = self.shelf.transcript_paths(at, &names);
                    let files = names.into_iter().zip(paths).collect();
                    // Without the thread the sheet says that nothing was compared.
                    let _ = comparing::start_again(session, files, self.openings, self.clock, self.events.clone());
                }
            }
            Effect::OpenArticle(at) => self.go(at),
            Effect::Survey => self.survey(),
            Effect::LeftOut => self.read_left_out(),
            Effect::BringIn(part) => {
                for effect in self.bring_in(&part) {
                    self.effect(effect, guard)?;
                }
            }
            Effect::Lint(linted) => house::start(linted, &self.model.desk.session, self.openings, self.clock, &self.events),
            Effect::GuideRead => self.shelf.guide_read(),
            // In the state: settings are the reviewer's own file, and never written.
            Effect::KeepTheme(name) => self.shelf.theme_taken(&name),
        }
        Ok(())
    }

    /// Gives the terminal to the shell until it says to go on.
    fn suspend(&mut self, guard: &mut Guard) -> io::Result<()> {
        child_process::suspend(guard)?;
        self.retake(guard)
    }

    /// Takes the terminal back from another program, under which it may have got another size.
    fn retake(&mut self, guard: &mut Guard) -> io::Result<()> {
        guard.retake()?;
        self.resized(guard);
        Ok(())
    }

    fn resized(&mut self, guard: &mut Guard) {
        let (width, height) = guard.size();
        self.message(Message::Resize(width, height), self.clock.now(), guard);
    }

    /// Surveys the article on the desk with the engine that proposes its claims, in a thread of its own.
    fn survey(&self) {
        let article = Arc::clone(self.model.desk.session.article());
        let options = self.options.clone();
        let (clock, events, opening) = (self.clock, self.events.clone(), self.openings);
        let survey = move || {
            let _ =
                events.send(Event::OfArticle(opening, Message::Surveyed(analysis::survey_by(&article, &options)), clock.now()));
        };
        if let Err(error) = std::thread::Builder::new().name("survey".to_owned()).spawn(survey) {
            let message = Message::Told(Tone::Trouble, format!("cannot list missed passages: {error}"));
            let _ = self.events.send(Event::Message(message, self.clock.now()));
        }
    }
}
