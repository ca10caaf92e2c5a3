//! The thread in which the engine reads an article.
//!
//! The rules have an article read in milliseconds, so their suggestions are there with the first frame; of a short
//! article they wait a moment, since the better ones may be there before anybody has read a line.
//! The transformer then reads it again, what is on the screen first, and its suggestions take the place
//! of theirs. A long article is read in chapters, each handed over on its own: neither thread ever holds
//! two readings of the whole.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::Clock;
use super::events::{Event, EventSender};
use crate::article::Article;
use crate::extract::{Attribution, Chapter, Document, EngineKind, Extraction, Options, chapters, resolve};
use crate::text::Span;
use crate::tui::message::{Found, Message, Tone};

/// Progress is reported no more often than this.
const TELL: Duration = Duration::from_millis(500);
/// What was found so far is handed over no more often than this, and than this many times its own cost.
const HAND_OVER: (Duration, u32) = (Duration::from_secs(2), 8);
/// Words that are read between two looks at the clock.
const PORTION: u32 = 400;
/// So long the suggestions of the rules wait for the better ones in an article of one portion: one core reads some 350
/// words in that time.
const WAIT: Duration = Duration::from_millis(300);

/// The transformer is lent to one reading at a time: it takes all of a core.
pub(super) type Turn = Arc<Mutex<()>>;

/// What is to be read.
pub(super) enum Subject {
    /// The article on the desk, the paragraph at this byte of its text first.
    OnDesk(Arc<Article>, usize),
    /// The next one, which is still on disk; `None` where there is nothing to read ahead.
    Ahead(super::storage::Fetch),
}

/// An article that is being read; dropping it ends the reading.
#[derive(Debug)]
pub(super) struct Reading {
    stop: Arc<AtomicBool>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Starts to read; what is found comes as events of reading `number`.
pub(super) fn start(
    subject: Subject,
    options: Options,
    number: u64,
    clock: Clock,
    events: EventSender,
    turn: Turn,
) -> Option<Reading> {
    let stop = Arc::new(AtomicBool::new(false));
    let teller = Teller { stop: Arc::clone(&stop), number, clock, events, turn, held: Arc::default() };
    let failed = teller.clone();
    let work = move || {
        let told = teller.clone();
        let reading = move || match subject {
            Subject::OnDesk(article, from) => read(&article, &options, from, &teller),
            Subject::Ahead(fetch) => {
                if let Some(article) = fetch() {
                    let _ = teller.events.send(Event::Fetched(teller.number, Arc::clone(&article)));
                    read(&article, &options, 0, &teller);
                }
            }
        };
        if catch_unwind(AssertUnwindSafe(reading)).is_err() {
            let words = "internal error: the engine failed on this article. You can still add claims by hand";
            told.tell(Message::ReadingFailed(words.to_owned()));
        }
    };
    match std::thread::Builder::new().name("engine".to_owned()).spawn(work) {
        Ok(_) => Some(Reading { stop }),
        Err(error) => {
            failed.tell(Message::Told(Tone::Trouble, format!("cannot start the engine: {error}")));
            None
        }
    }
}

#[derive(Clone)]
struct Teller {
    stop: Arc<AtomicBool>,
    number: u64,
    clock: Clock,
    events: EventSender,
    turn: Turn,
    /// Suggestions that wait for better ones.
    held: Arc<Mutex<Option<Found>>>,
}

impl Teller {
    fn tell(&self, message: Message) {
        // The program may have been left meanwhile.
        let _ = self.events.send(Event::Engine(self.number, message, self.clock.now()));
    }

    fn found(&self, found: Found) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        *held = None;
        self.tell(Message::Extracted(found));
    }

    /// Hands over after [`WAIT`], unless something better was found by then.
    fn found_unless_better(&self, found: Found) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        let teller = self.clone();
        let hand_over = move || {
            let mut held = teller.held.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = held.take() {
                teller.tell(Message::Extracted(found));
            }
        };
        let at_once = hand_over.clone();
        let waiting = move || {
            std::thread::sleep(WAIT);
            hand_over();
        };
        if std::thread::Builder::new().name("suggestions".to_owned()).spawn(waiting).is_err() {
            at_once();
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn read(article: &Article, options: &Options, from: usize, teller: &Teller) {
    let mut chapters = chapters(article);
    // What is on the screen first, then on to the end, then the rest.
    let first = chapters.partition_point(|chapter| chapter.span.end <= from);
    let last = chapters.len().saturating_sub(1);
    chapters.rotate_left(first.min(last));
    let rules = Options { engine: EngineKind::Fast, ..options.clone() };
    let deep = options.engine == EngineKind::Deep;
    // The first at once, the others as often as progress is reported.
    let mut waiting: Option<(Span, Extraction)> = None;
    let mut told: Option<Instant> = None;
    for (index, chapter) in chapters.iter().enumerate() {
        if teller.is_stopped() {
            return;
        }
        let part = chapter.article(article);
        let document = chapter.document(&part);
        let found = resolve(&document, rules.find(&document, 0..document.scan.paragraphs.len()));
        let (place, extraction) = match waiting.take() {
            Some((place, mut earlier)) => {
                earlier.append(found);
                (place.cover(chapter.span), earlier)
            }
            None => (chapter.span, found),
        };
        let next = chapters.get(index + 1);
        let goes_on = next.is_some_and(|next| next.span.start == place.end);
        if goes_on && told.is_some_and(|told| told.elapsed() < TELL) {
            waiting = Some((place, extraction));
        } else {
            let settled = if deep { Vec::new() } else { vec![place] };
            let found = Found { extraction, place, engine: EngineKind::Fast, settled, done: !deep && next.is_none() };
            if deep && chapters.len() == 1 && document.scan.words.len() <= PORTION as usize {
                teller.found_unless_better(found);
            } else {
                teller.found(found);
            }
            told = Some(Instant::now());
        }
    }
    if deep {
        DeepReading::new(article, options, &rules, teller, &chapters).read(&chapters, from);
    }
}

/// An article while the transformer reads it, chapter by chapter.
struct DeepReading<'a> {
    article: &'a Article,
    deep: &'a Options,
    rules: &'a Options,
    teller: &'a Teller,
    /// Bytes of the chapters that were read, and of all.
    bytes: (usize, usize),
    /// When progress was reported, and when something was handed over.
    told: Instant,
    handed: Instant,
    /// What is found is handed over no more often than this.
    rest: Duration,
}

impl<'a> DeepReading<'a> {
    fn new(article: &'a Article, deep: &'a Options, rules: &'a Options, teller: &'a Teller, chapters: &[Chapter]) -> Self {
        let now = Instant::now();
        // The screen's own work on it grows with the article.
        let rest = HAND_OVER.0 * chapters.len().clamp(1, 5) as u32;
        Self { article, deep, rules, teller, bytes: (0, article.text.len().max(1)), told: now, handed: now, rest }
    }

    /// Reads all of `chapters`, in each the paragraph at byte `from` of the text first.
    fn read(&mut self, chapters: &[Chapter], from: usize) {
        for (index, chapter) in chapters.iter().enumerate() {
            let part = chapter.article(self.article);
            let document = chapter.document(&part);
            let Some(extraction) = self.chapter(&document, chapter, from) else {
                return;
            };
            self.bytes.0 += chapter.span.len();
            let done = index + 1 == chapters.len();
            // As long as one chapter is the rules' word, the whole is.
            let engine = if done { EngineKind::Deep } else { EngineKind::Fast };
            self.teller.found(Found { extraction, place: chapter.span, engine, settled: vec![chapter.span], done });
        }
    }

    /// Reads a chapter; where the transformer has not been yet, the rules' word stands. `None`: stopped.
    fn chapter(&mut self, document: &Document<'_>, chapter: &Chapter, from: usize) -> Option<Extraction> {
        let scan = &document.scan;
        let all = 0..scan.paragraphs.len();
        let mut quick = self.rules.find(document, all.clone());
        let paragraph = |attribution: &Attribution| {
            let span = attribution.parts.cue.first().or(attribution.parts.content.first()).copied().unwrap_or_default();
            scan.paragraph_of(scan.words_in(span).start)
        };
        let first = scan.paragraphs.partition_point(|paragraph| document.changes.original(paragraph.span).end <= from);
        let first = if first == all.end { 0 } else { first };
        let total = scan.words.len().max(1);
        let (mut found, mut words, mut settled) = (Vec::new(), 0, Vec::new());
        for portion in [first..all.end, 0..first].into_iter().flat_map(|part| portions(document, part)) {
            let turn = self.teller.turn.lock().unwrap_or_else(PoisonError::into_inner);
            if self.teller.is_stopped() {
                return None;
            }
            settled.extend(
                portion
                    .clone()
                    .filter_map(|at| scan.paragraphs.get(at))
                    .map(|paragraph| document.changes.original(paragraph.span)),
            );
            let read = portion.clone().filter_map(|at| scan.paragraphs.get(at));
            words += read.map(|paragraph| (paragraph.end_word - paragraph.first_word) as usize).sum::<usize>();
            found.extend(self.deep.find(document, portion.clone()));
            drop(turn);
            quick.retain(|attribution| !portion.contains(&paragraph(attribution)));
            self.progress(chapter, words as f64 / total as f64);
            if self.handed.elapsed() >= self.rest {
                let begun = Instant::now();
                let extraction = resolve(document, in_order(&found, &quick));
                let settled = std::mem::take(&mut settled);
                let (place, engine) = (chapter.span, EngineKind::Fast);
                self.teller.found(Found { extraction, place, engine, settled, done: false });
                self.handed = Instant::now();
                self.rest = self.rest.max(begun.elapsed() * HAND_OVER.1);
            }
        }
        Some(resolve(document, in_order(&found, &[])))
    }

    fn progress(&mut self, chapter: &Chapter, share: f64) {
        if self.told.elapsed() >= TELL {
            self.told = Instant::now();
            let read = self.bytes.0 as f64 + share * chapter.span.len() as f64;
            self.teller.tell(Message::Extracting((read * 100.0 / self.bytes.1 as f64).min(99.0) as u8));
        }
    }
}

fn in_order(found: &[Attribution], quick: &[Attribution]) -> Vec<Attribution> {
    let mut all: Vec<Attribution> = found.iter().chain(quick).cloned().collect();
    all.sort_by_key(|attribution| {
        attribution.parts.cue.first().or(attribution.parts.content.first()).map_or(0, |span| span.start)
    });
    all
}

/// Cuts `paragraphs` into portions of some [`PORTION`] words.
fn portions(document: &Document<'_>, paragraphs: Range<usize>) -> Vec<Range<usize>> {
    let mut portions = Vec::new();
    let mut begin = paragraphs.start;
    let mut words = 0;
    for at in paragraphs.clone() {
        words += document.scan.paragraphs.get(at).map_or(0, |paragraph| paragraph.end_word - paragraph.first_word);
        if words >= PORTION || at + 1 == paragraphs.end {
            portions.push(begin..at + 1);
            (begin, words) = (at + 1, 0);
        }
    }
    portions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::runtime::events::{self, EventReceiver};

    fn found(engine: EngineKind) -> Found {
        Found { extraction: Extraction::default(), place: Span::new(0, 1), engine, settled: Vec::new(), done: false }
    }

    /// The engines whose suggestions have arrived.
    fn arrived(inbox: &EventReceiver) -> Vec<EngineKind> {
        let found = |event| if let Event::Engine(_, Message::Extracted(found), _) = event { Some(found.engine) } else { None };
        std::iter::from_fn(|| inbox.next()).filter_map(found).collect()
    }

    #[test]
    fn the_first_suggestions_of_a_short_article_wait_for_the_better_ones_and_no_longer() {
        let (events, inbox) = events::open().unwrap();
        let (stop, turn, held) = Default::default();
        let teller = Teller { stop, number: 1, clock: Clock::start(), events, turn, held };
        teller.found_unless_better(found(EngineKind::Fast));
        teller.found(found(EngineKind::Deep));
        std::thread::sleep(WAIT * 2);
        assert_eq!(arrived(&inbox), [EngineKind::Deep]);
        teller.found_unless_better(found(EngineKind::Fast));
        assert_eq!(arrived(&inbox), []);
        std::thread::sleep(WAIT * 2);
        assert_eq!(arrived(&inbox), [EngineKind::Fast]);
    }
}
