//! Work on many items at once, results in the order of the items, memory bounded.
//!
//! One thread takes items from a source, several work on them, and the caller's thread gets the results in order, each as
//! soon as it and all before it are there. No batch waits for its slowest item: the window moves on with its oldest one.
//!
//! ```text
//! source --items--> [ window: at most so many items and bytes ] --workers--> results in order --> sink
//! ```

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// How much is under way at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads that work.
    pub jobs: usize,
    /// Items in the window.
    pub items: usize,
    /// Bytes of the items in the window; a single item may have more.
    pub bytes: usize,
}

impl Limits {
    /// Limits for so many threads: four items for each, and 64 MiB.
    pub fn of(jobs: usize) -> Self {
        Self { jobs: jobs.max(1), items: jobs.max(1) * 4, bytes: 64 << 20 }
    }

    /// Limits for the number of jobs that was asked for, or one for each processor. Far more threads than processors
    /// would only wait, or not start at all.
    pub fn asked(jobs: Option<std::num::NonZeroU16>) -> Self {
        const EACH_CORE: usize = 4;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::of(jobs.map_or(cores, |jobs| usize::from(jobs.get()).min(cores * EACH_CORE)))
    }
}

/// A wish to end early; every part of a run looks at it.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    asked: Arc<AtomicBool>,
    wake: Arc<Mutex<Vec<Arc<dyn Wake>>>>,
}

trait Wake: std::fmt::Debug + Send + Sync {
    fn wake(&self);
}

impl Stop {
    /// Asks for the end.
    pub fn ask(&self) {
        self.asked.store(true, Ordering::SeqCst);
        for waiting in lock(&self.wake).iter() {
            waiting.wake();
        }
    }

    /// Whether somebody asked.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }
}

/// What takes the results.
pub trait Sink<D> {
    /// The next result, in the order of the items.
    ///
    /// # Errors
    /// An error ends the run.
    fn put(&mut self, result: D) -> anyhow::Result<()>;

    /// The next result is not there yet: a good time to hand on what is held back.
    ///
    /// # Errors
    /// An error ends the run.
    fn idle(&mut self) -> anyhow::Result<()>;
}

#[derive(Debug)]
struct State<J, D> {
    waiting: VecDeque<(u64, J, usize)>,
    /// Results from number `next` on, with the bytes of their items.
    done: VecDeque<Option<(D, usize)>>,
    next: u64,
    taken: u64,
    running: BTreeSet<u64>,
    bytes: usize,
    ended: bool,
    error: Option<io::Error>,
}

#[derive(Debug)]
struct Shared<J, D> {
    state: Mutex<State<J, D>>,
    /// There is room in the window.
    room: Condvar,
    /// There is an item to work on.
    work: Condvar,
    /// There is a result.
    result: Condvar,
}

impl<J: std::fmt::Debug + Send, D: std::fmt::Debug + Send> Wake for Shared<J, D> {
    fn wake(&self) {
        let _state = lock(&self.state);
        self.room.notify_all();
        self.work.notify_all();
        self.result.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(on: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    on.wait(guard).unwrap_or_else(PoisonError::into_inner)
}

/// Runs until the source ends, or `stop` is asked for: then items that nobody works on are dropped, work that answers
/// `None` is given up, and the results before it have gone to the sink.
///
/// `source` gives items with their size in bytes; it runs in a thread of its own, which may stay behind where it waits for
/// an input that does not come. `work` must not panic.
///
/// # Errors
/// Those of the source and of the sink.
pub fn run<J, D>(
    limits: Limits,
    stop: &Stop,
    mut source: impl FnMut() -> io::Result<Option<(J, usize)>> + Send + 'static,
    work: impl Fn(J, &Stop) -> Option<D> + Send + Sync + 'static,
    sink: &mut dyn Sink<D>,
) -> anyhow::Result<()>
where
    J: std::fmt::Debug + Send + 'static,
    D: std::fmt::Debug + Send + 'static,
{
    let state = State {
        waiting: VecDeque::new(),
        done: VecDeque::new(),
        next: 0,
        taken: 0,
        running: BTreeSet::new(),
        bytes: 0,
        ended: false,
        error: None,
    };
    let shared =
        Arc::new(Shared { state: Mutex::new(state), room: Condvar::new(), work: Condvar::new(), result: Condvar::new() });
    let woken: Arc<dyn Wake> = Arc::clone(&shared) as Arc<dyn Wake>;
    lock(&stop.wake).push(woken);
    let work = Arc::new(work);
    for number in 0..limits.jobs {
        let (shared, stop, work) = (Arc::clone(&shared), stop.clone(), Arc::clone(&work));
        std::thread::Builder::new().name(format!("work {number}")).spawn(move || worker(&shared, &stop, work.as_ref()))?;
    }
    let (reading, asked) = (Arc::clone(&shared), stop.clone());
    let read = move || {
        loop {
            let next = source();
            let mut state = lock(&reading.state);
            match next {
                Ok(Some((item, bytes))) => {
                    let full = |state: &State<J, D>| {
                        let items = state.taken - state.next;
                        items > 0 && (items >= limits.items as u64 || state.bytes + bytes > limits.bytes)
                    };
                    while full(&state) && !asked.is_asked() {
                        state = wait(&reading.room, state);
                    }
                    if asked.is_asked() {
                        state.ended = true;
                        reading.result.notify_all();
                        return;
                    }
                    let number = state.taken;
                    state.taken += 1;
                    state.bytes += bytes;
                    state.waiting.push_back((number, item, bytes));
                    state.done.push_back(None);
                    reading.work.notify_one();
                }
                end => {
                    state.ended = true;
                    state.error = end.err();
                    reading.work.notify_all();
                    reading.result.notify_all();
                    return;
                }
            }
        }
    };
    std::thread::Builder::new().name("input".to_owned()).spawn(read)?;
    collect(&shared, stop, sink)
}

fn worker<J, D>(shared: &Shared<J, D>, stop: &Stop, work: &(impl Fn(J, &Stop) -> Option<D> + Send + Sync)) {
    let mut state = lock(&shared.state);
    loop {
        if stop.is_asked() {
            return;
        }
        let Some((number, item, bytes)) = state.waiting.pop_front() else {
            if state.ended {
                return;
            }
            state = wait(&shared.work, state);
            continue;
        };
        state.running.insert(number);
        drop(state);
        let result = work(item, stop);
        state = lock(&shared.state);
        state.running.remove(&number);
        let place = (number - state.next) as usize;
        if let (Some(result), Some(slot)) = (result, state.done.get_mut(place)) {
            *slot = Some((result, bytes));
        }
        // Only the oldest one is waited for, or, at the end, all.
        if place == 0 || stop.is_asked() {
            shared.result.notify_all();
        }
    }
}

fn collect<J, D>(shared: &Shared<J, D>, stop: &Stop, sink: &mut dyn Sink<D>) -> anyhow::Result<()> {
    let mut ready = Vec::new();
    let mut told = false;
    loop {
        let mut state = lock(&shared.state);
        while let Some((result, bytes)) = state.done.front_mut().and_then(Option::take) {
            state.done.pop_front();
            state.next += 1;
            state.bytes -= bytes;
            ready.push(result);
        }
        if ready.is_empty() {
            let all = state.ended && state.next == state.taken;
            let given_up = stop.is_asked() && !state.running.contains(&state.next);
            if all || given_up {
                let error = state.error.take();
                drop(state);
                sink.idle()?;
                return error.map_or(Ok(()), |error| Err(error.into()));
            }
            if told {
                drop(wait(&shared.result, state));
            } else {
                drop(state);
                sink.idle()?;
            }
            told = !told;
            continue;
        }
        shared.room.notify_all();
        drop(state);
        told = false;
        for result in ready.drain(..) {
            sink.put(result)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;

    use super::*;

    #[derive(Default)]
    struct Kept(Vec<u64>, usize);

    impl Sink<u64> for Kept {
        fn put(&mut self, result: u64) -> anyhow::Result<()> {
            self.0.push(result);
            Ok(())
        }

        fn idle(&mut self) -> anyhow::Result<()> {
            self.1 += 1;
            Ok(())
        }
    }

    fn numbers(count: u64) -> impl FnMut() -> io::Result<Option<(u64, usize)>> + Send + 'static {
        let mut next = 0..count;
        move || Ok(next.next().map(|number| (number, 10)))
    }

    #[test]
    fn results_keep_the_order_and_the_window_its_bounds() {
        for jobs in [1, 2, 7] {
            let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let counting = Arc::clone(&now);
            let mut input = numbers(500);
            let taken = Arc::clone(&most);
            let source = move || {
                let item = input()?;
                taken.fetch_max(counting.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                Ok(item)
            };
            let done = Arc::clone(&now);
            let work = move |number: u64, _: &Stop| {
                if number.is_multiple_of(13) {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Some(number)
            };
            struct Counting(Kept, Arc<AtomicUsize>);
            impl Sink<u64> for Counting {
                fn put(&mut self, result: u64) -> anyhow::Result<()> {
                    self.1.fetch_sub(1, Ordering::SeqCst);
                    self.0.put(result)
                }
                fn idle(&mut self) -> anyhow::Result<()> {
                    self.0.idle()
                }
            }
            let mut sink = Counting(Kept::default(), done);
            let limits = Limits { jobs, items: 8, bytes: 50 };
            run(limits, &Stop::default(), source, work, &mut sink).unwrap();
            assert!(sink.0.0.iter().copied().eq(0..500), "{jobs}");
            assert!(sink.0.1 > 0);
            // Five items of ten bytes, one in the hand of the source, and results on their way to the sink.
            assert!(most.load(Ordering::SeqCst) <= 12, "{}", most.load(Ordering::SeqCst));
        }
    }

    #[test]
    fn a_slow_item_holds_no_worker_back() {
        let others = Arc::new(AtomicUsize::new(0));
        let work = move |number: u64, _: &Stop| {
            if number > 0 {
                others.fetch_add(1, Ordering::SeqCst);
                return Some(number);
            }
            let begin = std::time::Instant::now();
            while others.load(Ordering::SeqCst) < 39 && begin.elapsed() < Duration::from_secs(10) {
                std::thread::sleep(Duration::from_millis(1));
            }
            Some(others.load(Ordering::SeqCst) as u64)
        };
        let mut sink = Kept::default();
        run(Limits { jobs: 2, items: 40, bytes: 1000 }, &Stop::default(), numbers(40), work, &mut sink).unwrap();
        assert_eq!((sink.0.len(), sink.0[0]), (40, 39), "the others were done while the first was");
    }

    #[test]
    fn a_stop_keeps_what_is_done_and_waits_for_no_input() {
        let stop = Stop::default();
        let asking = stop.clone();
        let mut given = 0u64;
        // The input never ends and never comes again after the first ten.
        let source = move || {
            if given == 10 {
                asking.ask();
                loop {
                    std::thread::park();
                }
            }
            given += 1;
            Ok(Some((given - 1, 1)))
        };
        let work = |number: u64, stop: &Stop| {
            while number >= 3 && !stop.is_asked() {
                std::thread::sleep(Duration::from_millis(1));
            }
            (number < 3).then_some(number)
        };
        let mut sink = Kept::default();
        run(Limits { jobs: 4, items: 16, bytes: 1000 }, &stop, source, work, &mut sink).unwrap();
        assert!(sink.0.len() <= 3 && sink.0.iter().copied().eq(0..sink.0.len() as u64), "{:?}", sink.0);
    }

    #[test]
    fn errors_of_the_input_come_after_its_items() {
        let mut given = 0u64;
        let source = move || {
            given += 1;
            if given > 3 { Err(io::Error::other("gone")) } else { Ok(Some((given, 1))) }
        };
        let mut sink = Kept::default();
        let error = run(Limits::of(2), &Stop::default(), source, |number, _: &Stop| Some(number), &mut sink).unwrap_err();
        assert_eq!((sink.0, error.to_string()), (vec![1, 2, 3], "gone".to_owned()));
    }
}
