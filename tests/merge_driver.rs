//! `saidby merge`, alone and as the merge driver of a real git.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use saidby::article::Article;
use saidby::review::{Conflict, Decision, Edit, Field, Session, SpeakerChoice, Stamp, Whose};
use saidby::sidecar;
use tempfile::TempDir;

const ARTICLE: &str = "Ferry stops over cracked hull

“The hull is cracked from end to end,” harbour master Ana Diaz said on Monday.

Diaz told the Port Vell Herald that the ferry would not sail before May.

“We were told nothing at all,” said Tom Roe, who runs the café on the quay.
";

const FILE: &str = "ferry.txt";
const SIDECAR: &str = "ferry.txt.claims.ron";

fn git(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
    command.args(arguments).current_dir(folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap()
}

#[track_caller]
fn done(output: &Output) {
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

fn saidby(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_saidby")).args(arguments).current_dir(folder).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The review of the article in `folder`, as its sidecar has it.
fn open(folder: &Path) -> Session {
    let article = Article::from_text(&fs::read_to_string(folder.join(FILE)).unwrap());
    let text = fs::read_to_string(folder.join(SIDECAR)).unwrap();
    let loaded = sidecar::load_text(Path::new(SIDECAR), text, &article).unwrap();
    Session::restore(Arc::new(article), loaded.record)
}

fn save(folder: &Path, session: &Session) {
    let text = sidecar::text_of(&session.record(), session.article(), FILE, "0.1.0");
    fs::write(folder.join(SIDECAR), text).unwrap();
}

/// Edits the review and commits it.
fn decide(folder: &Path, by: &str, edits: &[fn(&Session) -> Edit]) {
    let mut session = open(folder);
    for (minute, edit) in edits.iter().enumerate() {
        let stamp = Stamp { by: by.into(), at: format!("2026-11-22T18:{minute:02}:00Z") };
        let edit = edit(&session);
        session.apply(edit, &stamp).unwrap();
    }
    save(folder, &session);
    done(&git(folder, &["commit", "-qam", by]));
}

fn nth(session: &Session, number: usize) -> Vec<saidby::claim::ClaimId> {
    vec![session.claims()[number].id.clone()]
}

fn confirm_first(session: &Session) -> Edit {
    Edit::Confirm(nth(session, 0))
}

fn reject_first(session: &Session) -> Edit {
    Edit::Reject(nth(session, 0))
}

fn confirm_second(session: &Session) -> Edit {
    Edit::Confirm(nth(session, 1))
}

fn correct_second(session: &Session) -> Edit {
    Edit::SetSpeaker(nth(session, 1), SpeakerChoice::New("Zelda Quist".into()))
}

fn correct_second_otherwise(session: &Session) -> Edit {
    Edit::SetSpeaker(nth(session, 1), SpeakerChoice::New("Mina Ode".into()))
}

fn note_on_first(session: &Session) -> Edit {
    Edit::SetNote(session.claims()[0].id.clone(), "which end?".into())
}

fn flag_first(session: &Session) -> Edit {
    Edit::SetFlag(nth(session, 0), true)
}

/// A repository with the article, its review with nothing decided but a flag, and the driver; on the branch `ours`.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join(FILE), ARTICLE).unwrap();
    let ron = saidby(path, &["extract", "--engine", "fast", "--format", "ron", FILE]);
    done(&ron);
    fs::write(path.join(SIDECAR), ron.stdout).unwrap();
    assert!(open(path).claims().len() >= 3, "{}", open(path).claims().len());
    done(&git(path, &["init", "-q", "-b", "ours"]));
    let driver = format!("'{}' merge --path %P %O %A %B", env!("CARGO_BIN_EXE_saidby"));
    done(&git(path, &["config", "merge.saidby.driver", &driver]));
    fs::write(path.join(".gitattributes"), "*.claims.ron merge=saidby\n").unwrap();
    done(&git(path, &["add", "-A"]));
    done(&git(path, &["commit", "-qm", "start"]));
    done(&git(path, &["branch", "theirs"]));
    folder
}

/// What came of two branches: what git said, and the merged review.
fn merged(ours: &[fn(&Session) -> Edit], theirs: &[fn(&Session) -> Edit]) -> (TempDir, Output) {
    let folder = repository();
    decide(folder.path(), "mw", ours);
    done(&git(folder.path(), &["checkout", "-q", "theirs"]));
    decide(folder.path(), "km", theirs);
    done(&git(folder.path(), &["checkout", "-q", "ours"]));
    let output = git(folder.path(), &["merge", "-q", "theirs"]);
    (folder, output)
}

#[test]
fn decisions_on_different_claims_and_fields_go_together() {
    let (folder, output) = merged(&[confirm_first, flag_first], &[correct_second, note_on_first]);
    done(&output);
    let session = open(folder.path());
    let [first, second] = [&session.claims()[0], &session.claims()[1]];
    assert_eq!((first.decision, first.note.as_str(), first.flag), (Decision::Confirmed, "which end?", true));
    assert_eq!(session.speaker_of(second).unwrap().name, "Zelda Quist");
    assert_eq!(git(folder.path(), &["status", "--porcelain"]).stdout, b"");
    let check = saidby(folder.path(), &["check", FILE]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}

#[test]
fn a_contradiction_stops_git_and_both_words_are_in_the_file() {
    let (folder, output) = merged(&[confirm_first, correct_second], &[reject_first, correct_second_otherwise]);
    assert!(!output.status.success());
    let told = err(&output);
    assert!(told.contains("decision: ours confirmed (mw, 2026-11-22T18:00:00Z), theirs rejected (km, "), "{told}");
    assert!(told.contains("speaker: ours Zelda Quist (mw, ") && told.contains("theirs Mina Ode (km, "), "{told}");
    assert!(told.contains("ferry.txt.claims.ron: 2 conflicts; kept our version"), "{told}");
    let mut session = open(folder.path());
    assert_eq!(session.claims()[0].decision, Decision::Confirmed);
    let conflicts = session.conflicts();
    let fields: Vec<Field> =
        conflicts.iter().filter_map(|one| if let Conflict::Claim(_, field) = one { Some(*field) } else { None }).collect();
    assert_eq!(fields.len(), 2, "{conflicts:?}");
    let check = saidby(folder.path(), &["check", FILE]);
    let found = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(!check.status.success() && found.contains("open the article and resolve it"), "{found}");

    // Saving and reading again loses neither side; settled, git takes it.
    save(folder.path(), &session);
    assert_eq!(open(folder.path()).conflicts(), conflicts);
    let stamp = Stamp { by: "mw".into(), at: "2026-11-22T19:00:00Z".into() };
    session.apply(Edit::Settle(conflicts, Whose::Theirs), &stamp).unwrap();
    save(folder.path(), &session);
    let session = open(folder.path());
    assert_eq!(session.claims()[0].decision, Decision::Rejected);
    assert_eq!(session.speaker_of(&session.claims()[1]).unwrap().name, "Mina Ode");
    assert!(session.conflicts().is_empty());
    let check = saidby(folder.path(), &["check", FILE]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    done(&git(folder.path(), &["commit", "-qam", "settled"]));
}

#[test]
fn an_article_that_one_branch_changed_costs_no_decision() {
    let folder = repository();
    let path = folder.path();
    decide(path, "mw", &[confirm_first, correct_second]);
    done(&git(path, &["checkout", "-q", "theirs"]));
    fs::write(path.join(FILE), ARTICLE.replace("hull\n\n", "hull\n\nThe story was updated on Tuesday.\n\n")).unwrap();
    decide(path, "km", &[confirm_second, note_on_first]);
    done(&git(path, &["checkout", "-q", "ours"]));
    let output = git(path, &["merge", "-q", "theirs"]);
    assert!(!output.status.success(), "one claim was decided on twice");
    let session = open(path);
    assert_eq!(session.progress().lost, 0, "{:?}", session.claims());
    assert_eq!(session.conflicts().len(), 1, "{}", err(&output));
    assert_eq!((session.claims()[0].decision, session.claims()[0].note.as_str()), (Decision::Confirmed, "which end?"));
    let words = session.claims()[0].spans(saidby::review::Part::Content)[0].slice(&session.article().text).unwrap().to_owned();
    assert!(words.contains("hull is cracked"), "{words}");
}

#[test]
fn two_reviews_without_a_common_start_go_together() {
    let folder = repository();
    let path = folder.path();
    let start = fs::read(path.join(SIDECAR)).unwrap();
    decide(path, "mw", &[confirm_first]);
    fs::copy(path.join(SIDECAR), path.join("ours.ron")).unwrap();
    fs::write(path.join(SIDECAR), start).unwrap();
    decide(path, "km", &[confirm_second]);
    fs::write(path.join("none.ron"), "").unwrap();
    let output = saidby(path, &["merge", "--output", "both.ron", "none.ron", "ours.ron", SIDECAR]);
    done(&output);
    let both = fs::read_to_string(path.join("both.ron")).unwrap();
    assert_eq!(both.matches("        decision: Confirmed,").count(), 2, "{both}");
    let printed = saidby(path, &["merge", "--output", "-", "none.ron", "ours.ron", SIDECAR]);
    assert_eq!(String::from_utf8_lossy(&printed.stdout), both);
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_written() {
    let folder = repository();
    let path = folder.path();
    let good = fs::read_to_string(path.join(SIDECAR)).unwrap();
    for (name, text, told) in [
        (
            "marker.ron",
            good.replacen("    engine", "<<<<<<< ours\n    engine", 1),
            "marker.ron:4:1: unresolved git conflict marker",
        ),
        ("half.ron", good[..good.len() / 2].to_owned(), "half.ron:"),
        ("newer.ron", good.replacen("version: 1", "version: 3", 1), "version 3 needs a newer saidby"),
        ("other.ron", good.replacen("    engine", "    motor", 1), "unknown field `motor`"),
    ] {
        fs::write(path.join(name), &text).unwrap();
        for arguments in [[SIDECAR, SIDECAR, name], [name, SIDECAR, SIDECAR]] {
            let output = saidby(path, &["merge", arguments[0], arguments[1], arguments[2]]);
            assert_eq!(output.status.code(), Some(1));
            assert!(err(&output).contains(told), "{}", err(&output));
            assert_eq!(fs::read_to_string(path.join(SIDECAR)).unwrap(), good);
        }
    }
    assert_eq!(saidby(path, &["merge", SIDECAR, SIDECAR, "missing.ron"]).status.code(), Some(1));
    assert_eq!(saidby(path, &["merge", SIDECAR]).status.code(), Some(2));
}
