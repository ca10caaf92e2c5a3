//! The house's rules: which hold for an article, and running them beside the screen.

use std::path::Path;
use std::sync::Arc;

use super::Clock;
use super::events::{Event, EventSender};
use crate::lint::{Configs, House};
use crate::review::Session;
use crate::tui::message::{Linted, Message, Tone};

/// The rules that hold for the article at `path`.
///
/// # Errors
/// Its configuration is wrong, in words.
pub(super) fn of(path: &Path) -> Result<Arc<House>, String> {
    let config = Configs::new().of(path).map_err(|error| error.to_string())?;
    Ok(Arc::new(config.house_for(path)))
}

/// Runs the rules over `session` in a thread of its own.
pub(super) fn start(mut linted: Linted, session: &Session, opening: u64, clock: Clock, events: &EventSender) {
    let session = session.clone();
    let (heard, told) = (events.clone(), events.clone());
    let run = move || {
        linted.0.run(&session);
        let _ = heard.send(Event::OfArticle(opening, Message::Linted(linted), clock.now()));
    };
    if let Err(error) = std::thread::Builder::new().name("rules".to_owned()).spawn(run) {
        let message = Message::Told(Tone::Trouble, format!("cannot check the house rules: {error}"));
        let _ = told.send(Event::Message(message, clock.now()));
    }
}
