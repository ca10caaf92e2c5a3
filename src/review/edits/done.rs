//! Marking an article done.

use crate::review::edits::Draft;
use crate::review::session::history::Change;
use crate::review::state::done::Done;

impl Draft<'_> {
    /// Marks the article done for `engine`, or takes the mark off.
    pub(in crate::review) fn set_done(&mut self, engine: Option<String>) {
        let before = self.session.done().cloned();
        let after = engine.map(|engine| Done {
            stamp: self.stamp.clone(),
            blake3: blake3::hash(self.session.article().text.as_bytes()).to_hex().to_string(),
            engine,
        });
        self.say(if after.is_some() { "article done" } else { "article no longer done" }.to_owned());
        if before != after {
            self.step.changes.push(Change::Done { before, after });
        }
    }
}
