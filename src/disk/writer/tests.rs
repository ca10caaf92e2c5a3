use std::fs::{self, File};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};

use tempfile::NamedTempFile;

use super::*;

const LONG: Duration = Duration::from_secs(20);

fn start(path: &Path) -> (Writer, Receiver<Report>) {
    let (send, reports) = channel();
    let known = Known::of(file::read(path).unwrap().as_deref());
    (Writer::start(path.to_owned(), known, move |report| drop(send.send(report))).unwrap(), reports)
}

fn text(text: &str) -> impl FnOnce() -> Option<String> + Send + 'static {
    let text = text.to_owned();
    move || Some(text)
}

fn now(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_save_is_on_disk_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (writer, reports) = start(&path);
    writer.save(1, || None);
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    assert!(!path.exists(), "nothing worth a file");
    writer.save(2, text("one"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    assert_eq!((now(&path).as_str(), writer.is_behind()), ("one", false));
    let report = |revision| Report { revision, outcome: Outcome::Saved };
    assert_eq!([reports.recv().unwrap(), reports.recv().unwrap()], [report(1), report(2)]);
}

#[test]
fn of_what_waits_only_the_newest_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (writer, reports) = start(&path);
    let (open, gate) = channel::<()>();
    writer.save(1, move || {
        let _ = gate.recv();
        Some("first".to_owned())
    });
    while writer.shared.desk().waiting.is_some() {
        std::thread::yield_now();
    }
    for revision in 2..50 {
        writer.save(revision, text(&format!("state {revision}")));
    }
    assert!(writer.is_behind());
    open.send(()).unwrap();
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    assert_eq!(now(&path), "state 49");
    drop(writer);
    assert_eq!(reports.iter().map(|report| report.revision).collect::<Vec<_>>(), [1, 49]);
}

#[test]
fn a_file_that_changed_underneath_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, "read").unwrap();
    let (writer, _reports) = start(&path);
    writer.save(1, text("mine"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    fs::write(&path, "someone else's").unwrap();
    writer.save(2, text("mine again"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict));
    writer.save(3, text("and again"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict));
    assert_eq!(now(&path), "someone else's");
    writer.retry();
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict));
    writer.take_in(Known::of(Some(b"someone else's")), Some((4, Box::new(text("both")))));
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    assert_eq!(now(&path), "both");
    fs::write(&path, "a third one").unwrap();
    writer.save(5, text("mine"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict));
    writer.take_in(Known::of(Some(b"a third one")), None);
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    assert_eq!(now(&path), "a third one", "what waited is not written over it");
    fs::remove_file(&path).unwrap();
    writer.save(4, text("once more"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict), "a removed file is a change too");
}

#[test]
fn a_change_is_noticed_without_a_save() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (writer, reports) = start(&path);
    writer.save(1, text("mine"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    fs::write(&path, "theirs, and longer").unwrap();
    let noticed = reports.iter().find(|report| report.outcome == Outcome::Conflict);
    assert!(noticed.is_some());
    drop(writer);
    assert_eq!(now(&path), "theirs, and longer");
}

#[test]
fn a_file_that_appeared_since_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (writer, _reports) = start(&path);
    fs::write(&path, "theirs").unwrap();
    writer.save(1, text("mine"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict));
    drop(writer);
    assert_eq!(now(&path), "theirs");
}

#[test]
fn a_failed_save_is_kept_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("later/a.ron");
    let (writer, _reports) = start(&path);
    writer.save(1, text("one"));
    assert!(matches!(writer.flush(LONG), Some(Outcome::Failed(why)) if why.contains("later")));
    assert!(writer.is_behind());
    fs::create_dir(folder.path().join("later")).unwrap();
    writer.retry();
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    assert_eq!(now(&path), "one");
    // By itself, in time.
    let path = folder.path().join("at last/a.ron");
    let (writer, reports) = start(&path);
    writer.save(1, text("one"));
    assert!(matches!(reports.recv_timeout(LONG).unwrap().outcome, Outcome::Failed(_)));
    fs::create_dir(folder.path().join("at last")).unwrap();
    assert_eq!(reports.recv_timeout(LONG).unwrap().outcome, Outcome::Saved);
}

#[test]
fn dropped_it_finishes_what_waits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (writer, reports) = start(&path);
    for revision in 0..20 {
        writer.save(revision, text(&revision.to_string()));
    }
    drop(writer);
    assert_eq!(now(&path), "19");
    assert_eq!(reports.iter().last(), Some(Report { revision: 19, outcome: Outcome::Saved }));
}

/// The steps of a save, one of which fails as long as `fails` says so.
struct Faulty {
    step: &'static str,
    fails: Arc<AtomicBool>,
}

impl Faulty {
    fn fault(&self, step: &str) -> io::Result<()> {
        if self.step == step && self.fails.load(Ordering::SeqCst) {
            // ENOSPC, EIO and their like come from every step alike.
            return Err(io::Error::other(format!("no luck with {step}")));
        }
        Ok(())
    }
}

impl Steps for Faulty {
    fn create(&self, builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
        self.fault("create").and_then(|()| System.create(builder, folder))
    }

    fn fill(&self, file: &mut NamedTempFile, bytes: &[u8]) -> io::Result<()> {
        // A full disk takes some of it.
        System.fill(file, &bytes[..bytes.len() / 2])?;
        self.fault("fill")?;
        System.fill(file, &bytes[bytes.len() / 2..])
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.fault("sync").and_then(|()| System.sync(file))
    }

    fn replace(&self, file: NamedTempFile, path: &Path) -> io::Result<()> {
        self.fault("replace").and_then(|()| System.replace(file, path))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.fault("sync_folder").and_then(|()| System.sync_folder(folder))
    }
}

#[test]
fn whichever_step_fails_the_old_file_stays_whole_and_the_new_one_is_not_lost() {
    for step in ["create", "fill", "sync", "replace", "sync_folder"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "before").unwrap();
        let fails = Arc::new(AtomicBool::new(true));
        let steps = Box::new(Faulty { step, fails: Arc::clone(&fails) });
        let (send, reports) = channel();
        let known = Known::of(Some(b"before"));
        let writer = Writer::start_with(steps, path.clone(), known, move |report| drop(send.send(report))).unwrap();
        writer.save(1, text("one"));
        let told = writer.flush(LONG);
        assert!(matches!(&told, Some(Outcome::Failed(why)) if why.contains("no luck with")), "{step}: {told:?}");
        assert!(writer.is_behind(), "{step}");
        // Only the last step comes after the new file took the old one's place.
        assert_eq!(now(&path), if step == "sync_folder" { "one" } else { "before" }, "{step}");
        assert_eq!(file::names_in(folder.path()).unwrap(), ["a.ron"], "{step} left something behind");
        writer.save(2, text("two"));
        assert!(matches!(writer.flush(LONG), Some(Outcome::Failed(_))), "{step}: the disk is not better yet");
        fails.store(false, Ordering::SeqCst);
        writer.retry();
        assert_eq!(writer.flush(LONG), Some(Outcome::Saved), "{step}");
        assert_eq!((now(&path).as_str(), writer.is_behind()), ("two", false), "{step}");
        let saved = Report { revision: 2, outcome: Outcome::Saved };
        while reports.recv_timeout(LONG).unwrap() != saved {}
        fails.store(true, Ordering::SeqCst);
        writer.save(3, text("three"));
        assert!(matches!(writer.flush(LONG), Some(Outcome::Failed(_))), "{step}");
        let left = writer.close().unwrap();
        assert_eq!(left.text, "three", "{step}");
        assert!(left.why.contains("no luck with"), "{step}: {}", left.why);
    }
}

/// Puts somebody else's file in the place of a new one, before the save is over.
struct Overtaken {
    path: PathBuf,
    once: AtomicBool,
}

impl Steps for Overtaken {
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if !self.once.swap(true, Ordering::SeqCst) {
            fs::write(&self.path, "somebody else's")?;
        }
        System.sync_folder(folder)
    }
}

#[test]
fn a_file_that_comes_right_after_a_save_is_not_taken_for_our_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let steps = Box::new(Overtaken { path: path.clone(), once: AtomicBool::new(false) });
    let writer = Writer::start_with(steps, path.clone(), Known::of(None), |_| ()).unwrap();
    writer.save(1, text("one"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    writer.save(2, text("two"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict));
    assert_eq!(now(&path), "somebody else's", "it was overwritten");
}

#[test]
fn closed_with_everything_saved_there_is_nothing_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (writer, _reports) = start(&path);
    writer.save(1, text("one"));
    assert_eq!(writer.close(), None);
    assert_eq!(now(&path), "one");
    // What somebody else's file kept from being saved is left too.
    let (writer, _reports) = start(&path);
    fs::write(&path, "theirs").unwrap();
    writer.save(1, text("two"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Conflict));
    assert_eq!(writer.close().map(|left| left.text).as_deref(), Some("two"));
}

#[test]
fn a_text_that_cannot_be_made_does_not_end_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (writer, _reports) = start(&path);
    writer.save(1, || panic!("this panic is part of the test"));
    assert!(matches!(writer.flush(LONG), Some(Outcome::Failed(_))));
    writer.save(2, text("two"));
    assert_eq!(writer.flush(LONG), Some(Outcome::Saved));
    assert_eq!(now(&path), "two");
}
