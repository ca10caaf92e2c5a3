//! The thread in which quotations are looked up: the screen stays live meanwhile.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::Clock;
use super::events::{Event, EventSender};
use crate::analysis::comparison::{Transcript, compare};
use crate::disk::inputs;
use crate::review::Session;
use crate::tui::message::{Compared, Message};

/// Starts to look up the quotations of `session` in `files`, each with the name that the reviewer gave it. What
/// is found comes as an event of the article that is opened as this one in turn: it is forgotten once that was left.
pub(super) fn start(
    session: Session,
    files: Vec<(String, PathBuf)>,
    opening: u64,
    clock: Clock,
    events: EventSender,
) -> io::Result<()> {
    let work = move || {
        let found = found(&session, files);
        // The program may have been left meanwhile.
        let _ = events.send(Event::OfArticle(opening, Message::Compared(found), clock.now()));
    };
    std::thread::Builder::new().name("comparison".to_owned()).spawn(work).map(drop)
}

/// The same for transcripts that were used before; those that cannot be read any more say nothing.
pub(super) fn start_again(
    session: Session,
    files: Vec<(String, PathBuf)>,
    opening: u64,
    clock: Clock,
    events: EventSender,
) -> io::Result<()> {
    let work = move || {
        if let Ok(found) = found(&session, files) {
            let _ = events.send(Event::OfArticle(opening, Message::ComparedAgain(found), clock.now()));
        }
    };
    std::thread::Builder::new().name("comparison".to_owned()).spawn(work).map(drop)
}

fn found(session: &Session, files: Vec<(String, PathBuf)>) -> Result<Compared, String> {
    let mut transcripts = Vec::new();
    for (name, path) in files {
        let article = inputs::transcript(&path).map_err(|error| error.to_string())?;
        transcripts.push(Transcript::new(name, Arc::new(article)));
    }
    let findings = compare(session, &transcripts);
    Ok(Compared { transcripts: transcripts.into_iter().map(|transcript| transcript.name).collect(), findings })
}
