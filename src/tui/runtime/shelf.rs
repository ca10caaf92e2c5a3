//! Where articles come from and decisions go to, as the screen's runtime sees it.

use crate::review::{Record, Session};

/// An article that was taken from the shelf.
pub struct Opened {
    /// Its review, as it was saved or untouched.
    pub session: Session,
    /// Whether the engine has to read it.
    pub unread: bool,
    /// Where its decisions go; or why they go nowhere.
    pub keeper: Result<Box<dyn Keeper>, String>,
    /// Something to tell the reviewer, as a warning.
    pub warning: Option<String>,
}

/// Saves the review of one article; lives in a thread of its own.
pub trait Keeper: Send {
    /// Puts the record on disk, whole or not at all.
    ///
    /// # Errors
    ///
    /// Words for the reviewer: what could not be written, where, why.
    fn save(&mut self, record: &Record) -> Result<(), String>;
}

/// The articles of a run and the places of what is remembered.
pub trait Shelf {
    /// The names of all articles, in order.
    fn names(&self) -> Vec<String>;

    /// Opens the article at `index`.
    ///
    /// # Errors
    ///
    /// Words for the reviewer: what could not be read, where, why.
    fn open(&mut self, index: usize) -> Result<Opened, String>;

    /// Remembers that the guide was read.
    fn guide_read(&mut self) {}

    /// Remembers the theme.
    fn keep_theme(&mut self, _name: &str) {}
}
