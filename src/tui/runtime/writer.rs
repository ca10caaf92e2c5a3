//! The thread that saves. Saves never overlap; what was decided meanwhile goes into the next.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::shelf::Keeper;
use super::{Clock, News};
use crate::review::Record;
use crate::tui::message::Message;

/// A thread that saves one article's review.
pub(super) struct Writer {
    jobs: Option<Sender<(u64, Record)>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(keeper: Box<dyn Keeper>, clock: Clock, news: Sender<News>) -> std::io::Result<Self> {
        let (jobs, inbox) = channel();
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || write(keeper, &inbox, clock, &news))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Asks for a save.
    pub fn save(&self, revision: u64, record: Record) {
        if let Some(jobs) = &self.jobs {
            // A writer that is gone has told so already.
            let _ = jobs.send((revision, record));
        }
    }

    /// Waits until everything that was asked for is on disk.
    pub fn finish(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write(mut keeper: Box<dyn Keeper>, inbox: &Receiver<(u64, Record)>, clock: Clock, news: &Sender<News>) {
    while let Ok(mut job) = inbox.recv() {
        while let Ok(later) = inbox.try_recv() {
            job = later;
        }
        let message = match keeper.save(&job.1) {
            Ok(()) => Message::Saved(job.0),
            Err(why) => Message::NotSaved(why),
        };
        // Nobody hears it any more when the program is leaving.
        let _ = news.send(News::Message(message, clock.now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    struct Slow {
        saved: Arc<Mutex<Vec<usize>>>,
    }

    impl Keeper for Slow {
        fn save(&mut self, record: &Record) -> Result<(), String> {
            std::thread::sleep(Duration::from_millis(20));
            self.saved.lock().unwrap().push(record.claims.len());
            if record.claims.len() == 1 { Err("the disk is full".to_owned()) } else { Ok(()) }
        }
    }

    #[test]
    fn the_last_record_is_always_saved_and_those_between_may_be_skipped() {
        let saved = Arc::new(Mutex::new(Vec::new()));
        let (news, heard) = channel();
        let mut writer = Writer::start(Box::new(Slow { saved: Arc::clone(&saved) }), Clock::start(), news).unwrap();
        let all = crate::tui::tests::model(80, 24).desk.session.record();
        let of = |count: usize| Record { claims: all.claims[..count].to_vec(), ..Record::default() };
        for count in 1..=6 {
            writer.save(count as u64, of(count));
        }
        writer.finish();
        let saved = saved.lock().unwrap();
        assert_eq!(saved.last(), Some(&6));
        assert!(saved.len() < 6, "{saved:?}");
        let last = heard.iter().last();
        assert!(matches!(last, Some(News::Message(Message::Saved(6), _))));
    }

    #[test]
    fn a_failed_save_is_told() {
        let (news, heard) = channel();
        let mut writer = Writer::start(Box::new(Slow { saved: Arc::default() }), Clock::start(), news).unwrap();
        let all = crate::tui::tests::model(80, 24).desk.session.record();
        writer.save(1, Record { claims: all.claims[..1].to_vec(), ..Record::default() });
        writer.finish();
        let heard: Vec<_> = heard.iter().collect();
        assert!(matches!(heard.as_slice(), [News::Message(Message::NotSaved(why), _)] if why == "the disk is full"));
    }
}
