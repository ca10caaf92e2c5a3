//! The thread in which the engine reads an article.
//!
//! The rules have an article read in milliseconds, so their suggestions are there with the first frame.
//! The transformer then reads it again, what is on the screen first, and its suggestions take the place
//! of theirs.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::{Clock, News};
use crate::article::Article;
use crate::extract::{Attribution, Document, EngineKind, Options, resolve};
use crate::tui::message::{Found, Message, Tone};

/// Progress is told no more often than this.
const TELL: Duration = Duration::from_millis(500);
/// What was found so far is handed over no more often than this, and than this many times its own cost.
const HAND_OVER: (Duration, u32) = (Duration::from_secs(2), 8);
/// Words that are read between two looks at the clock.
const PORTION: u32 = 400;

/// The transformer is lent to one reading at a time: it takes all of a core.
pub(super) type Turn = Arc<Mutex<()>>;

/// What is to be read.
pub(super) enum Subject {
    /// The article on the desk, the paragraph at this byte of its text first.
    OnDesk(Arc<Article>, usize),
    /// The next one, which is still on disk; `None` where there is nothing to read ahead.
    Ahead(super::shelf::Fetch),
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

/// Starts to read; what is found comes as news of reading `number`.
pub(super) fn start(
    subject: Subject,
    options: Options,
    number: u64,
    clock: Clock,
    news: Sender<News>,
    turn: Turn,
) -> Option<Reading> {
    let stop = Arc::new(AtomicBool::new(false));
    let teller = Teller { stop: Arc::clone(&stop), number, clock, news, turn };
    let failed = teller.clone();
    let work = move || {
        let told = teller.clone();
        let reading = move || match subject {
            Subject::OnDesk(article, from) => read(&article, &options, from, &teller),
            Subject::Ahead(fetch) => {
                if let Some(article) = fetch() {
                    let _ = teller.news.send(News::Fetched(teller.number, Arc::clone(&article)));
                    read(&article, &options, 0, &teller);
                }
            }
        };
        if catch_unwind(AssertUnwindSafe(reading)).is_err() {
            let words = "a mistake in this program: the engine stopped on this article; claims can be added by hand";
            told.tell(Message::ReadingFailed(words.to_owned()));
        }
    };
    match std::thread::Builder::new().name("engine".to_owned()).spawn(work) {
        Ok(_) => Some(Reading { stop }),
        Err(error) => {
            failed.tell(Message::Told(Tone::Trouble, format!("the engine did not start: {error}")));
            None
        }
    }
}

#[derive(Clone)]
struct Teller {
    stop: Arc<AtomicBool>,
    number: u64,
    clock: Clock,
    news: Sender<News>,
    turn: Turn,
}

impl Teller {
    fn tell(&self, message: Message) {
        // The program may have been left meanwhile.
        let _ = self.news.send(News::Engine(self.number, message, self.clock.now()));
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn read(article: &Article, options: &Options, from: usize, teller: &Teller) {
    let document = Document::new(article);
    let all = 0..document.scan.paragraphs.len();
    let rules = Options { engine: EngineKind::Fast, ..options.clone() };
    let quick = rules.find(&document, all.clone());
    if teller.is_stopped() {
        return;
    }
    let deep = options.engine == EngineKind::Deep;
    let extraction = resolve(&document, quick.clone());
    teller.tell(Message::Extracted(Found { extraction, engine: EngineKind::Fast, done: !deep }));
    if deep {
        let first = document.scan.paragraphs.partition_point(|paragraph| paragraph.span.end <= from);
        let parts = [first..all.end, 0..first];
        read_deep(&document, options, &parts, quick, teller);
    }
}

/// Reads `parts` with the transformer; where it has not been yet, `quick` stands.
fn read_deep(document: &Document<'_>, options: &Options, parts: &[Range<usize>], mut quick: Vec<Attribution>, teller: &Teller) {
    let scan = &document.scan;
    let paragraph = |attribution: &Attribution| {
        let span = attribution.cue.first().or(attribution.content.first()).copied().unwrap_or_default();
        scan.paragraph_of(scan.words_in(span).start)
    };
    let total = scan.words.len().max(1);
    let (mut found, mut words) = (Vec::new(), 0);
    let (mut told, mut handed, mut cost) = (Instant::now(), Instant::now(), Duration::ZERO);
    for portion in parts.iter().flat_map(|part| portions(document, part.clone())) {
        let turn = teller.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if teller.is_stopped() {
            return;
        }
        words +=
            portion.clone().filter_map(|at| scan.paragraphs.get(at)).map(|p| (p.end_word - p.first_word) as usize).sum::<usize>();
        found.extend(options.find(document, portion.clone()));
        drop(turn);
        quick.retain(|attribution| !portion.contains(&paragraph(attribution)));
        if told.elapsed() >= TELL {
            told = Instant::now();
            teller.tell(Message::Extracting((words * 100 / total).min(99) as u8));
        }
        if handed.elapsed() >= HAND_OVER.0.max(cost * HAND_OVER.1) {
            let begun = Instant::now();
            let extraction = resolve(document, in_order(&found, &quick));
            // As long as one paragraph is the rules' word, the whole is.
            teller.tell(Message::Extracted(Found { extraction, engine: EngineKind::Fast, done: false }));
            (handed, cost) = (Instant::now(), begun.elapsed());
        }
    }
    let extraction = resolve(document, in_order(&found, &[]));
    teller.tell(Message::Extracted(Found { extraction, engine: EngineKind::Deep, done: true }));
}

fn in_order(found: &[Attribution], quick: &[Attribution]) -> Vec<Attribution> {
    let mut all: Vec<Attribution> = found.iter().chain(quick).cloned().collect();
    all.sort_by_key(|attribution| attribution.cue.first().or(attribution.content.first()).map_or(0, |span| span.start));
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
