use std::fs;
use std::sync::mpsc::{Receiver, channel};

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
