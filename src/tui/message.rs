//! Messages (input to the model) and effects (what is to be done outside of it).

use std::sync::Arc;
use std::time::Duration;

use super::key::KeyPress;
use super::theme::Rgb;
use super::workspace::ArticleProgress;
use crate::analysis::versions::Version;
use crate::analysis::{Comparison, Survey};
use crate::article::{Article, LeftOut};
use crate::claim::ClaimId;
use crate::disk::writer::Known;
use crate::extract::{EngineKind, Extraction};
use crate::lint::{Cited, Linter};
use crate::memory::Memory;
use crate::review::{Record, Snapshot};
use crate::text::Span;

/// When something happened. Comes in with every message: the model has no clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Since the program started; never goes back.
    pub since_start: Duration,
    /// Seconds since 1970, UTC.
    pub unix: i64,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key was pressed.
    Key(KeyPress),
    /// A key is held down: the terminal says that it repeats.
    Repeat(KeyPress),
    /// Text was pasted.
    Paste(String),
    /// The terminal has so many columns and rows.
    Resize(u16, u16),
    /// The mouse was clicked at this column and row.
    Click(u16, u16),
    /// The mouse wheel was turned over this column and row: lines, down counts up.
    Wheel(u16, u16, i16),
    /// The terminal answered which ground it draws on.
    Ground(Rgb),
    /// The engine is through with so many parts of a hundred.
    Extracting(u8),
    /// The engine found this.
    Extracted(Found),
    /// The review up to this revision is on disk.
    Saved(u64),
    /// It could not be saved; the words say why.
    NotSaved(String),
    /// What cannot be saved is in a backup up to this revision.
    BackedUp(u64),
    /// The reader has pressed nothing for so long that a conflict that waits may come up.
    Quiet,
    /// The sidecar on disk is not the one that was read or written last: what it holds now, or why it cannot be read.
    ChangedOnDisk(Result<Theirs, String>),
    /// Another try to lock the sidecar: whether decisions are saved from now on, or why not.
    Locked(Result<(), String>),
    /// Whether the lock that keeps decisions from being saved is free by now.
    LockFree(bool),
    /// From now on decisions are saved to this place.
    SavedElsewhere(String),
    /// The engine cannot read on; the words say why.
    ReadingFailed(String),
    /// Files that may be transcripts of the article; those that were used before come first, and how many they are.
    Transcripts(Vec<String>, usize),
    /// What was found of the article's quotations, or why nothing could be compared.
    Compared(Result<Compared, String>),
    /// The same for transcripts that were used before, for the closing sheet.
    ComparedAgain(Compared),
    /// The editor gave this note back.
    Edited(ClaimId, String),
    /// All passages of the article on the desk that may be claims.
    Surveyed(Survey),
    /// What breaks the house's rules in the article on the desk.
    Linted(Linted),
    /// What the reviewed articles of the folder have from other outlets.
    CitedElsewhere(Arc<Vec<Cited>>),
    /// How far the articles at these places of the queue are.
    Standings(Vec<(usize, ArticleProgress)>),
    /// The article's file has changed: its text now, or why it cannot be read.
    ArticleChanged(Result<Arc<Article>, String>),
    /// The reviews that are decided between have changed.
    ReviewsChanged(ReviewVersions),
    /// What other reviews of the folder know.
    Remembered(Arc<Memory>),
    /// Something to tell.
    Told(Tone, String),
}

/// The reviews that an adjudication decides between, as they are now.
#[derive(Clone, Debug)]
pub struct ReviewVersions {
    /// Every review, as it is or was read last.
    pub versions: Vec<Version>,
    /// What is wrong with some of them.
    pub trouble: Vec<String>,
}

impl PartialEq for ReviewVersions {
    fn eq(&self, other: &Self) -> bool {
        let words = |one: &Self| -> Vec<(String, Record)> {
            one.versions.iter().map(|version| (version.annotator.clone(), version.session.record())).collect()
        };
        self.trouble == other.trouble && words(self) == words(other)
    }
}

/// The house's rules with what they found in a review so far.
#[derive(Clone, Debug)]
pub struct Linted(pub Box<Linter>);

impl PartialEq for Linted {
    fn eq(&self, other: &Self) -> bool {
        (self.0.house(), self.0.findings()) == (other.0.house(), other.0.findings())
    }
}

/// The quotations of an article next to its transcripts.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The transcripts' files, as the reviewer named them.
    pub transcripts: Vec<String>,
    /// What was found of every quotation, in the order of the text.
    pub findings: Vec<Comparison>,
}

/// What the engine found so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Everything in that place, not only what is new.
    pub extraction: Extraction,
    /// The bytes of the article that were read for it: all of it, or a chapter of a long one.
    pub place: Span,
    /// The engine that has read the whole article for it.
    pub engine: EngineKind,
    /// The bytes for which nothing better will come: the engine that was asked for has read them.
    pub settled: Vec<Span>,
    /// Whether nothing more will come.
    pub done: bool,
}

/// A sidecar as somebody else left it.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// What it holds; `None`: there is no file any more.
    pub record: Option<Record>,
    /// The file, as the writer knows it again.
    pub known: Known,
    /// The text of the article that it was read beside.
    pub text: Arc<str>,
    /// Whether it was written for another text of the article than the one on the screen.
    pub other_text: bool,
}

/// How a line of the status bar is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// It happened.
    #[default]
    Plain,
    /// It did not, but nothing is wrong.
    Warning,
    /// Something is wrong.
    Trouble,
}

/// Something to be done outside the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save the review as it was then.
    Save(Snapshot),
    /// The sidecar on disk is known: it may be written over, by this state of the review if there is one.
    TakenIn(Known, Option<Snapshot>),
    /// Try again to save what could not be saved, and to read what could not be read.
    Retry,
    /// Try again to lock the sidecar, which somebody else has.
    Lock,
    /// Save there from now on, this state of the review first: a folder or a file, as it was typed.
    SaveElsewhere(String, Snapshot),
    /// Forget what an earlier run could not save, as soon as everything is saved: it was taken in.
    RescueTaken,
    /// The article in review is another text now: the engine reads it.
    ReadAgain,
    /// Leave the program.
    Quit,
    /// Give the terminal back to the shell until it says to go on.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Put the text on the clipboard.
    Copy(String),
    /// Let the mouse be reported, or not.
    Mouse(bool),
    /// Write the claim's note in the reviewer's editor.
    Edit(ClaimId, String),
    /// Look for files that may be transcripts of the article.
    FindTranscripts,
    /// Look up the article's quotations in these files.
    Compare(Vec<String>),
    /// Look up the article's quotations in the transcripts that were used before, where there are any.
    CompareAgain,
    /// Open the article at this index of the queue.
    OpenArticle(usize),
    /// Look for all passages of the article that may be claims.
    Survey,
    /// Run the house's rules over the review.
    Lint(Linted),
    /// Read the page again for what of it is not in the article.
    LeftOut,
    /// Read the page again with this part brought in, or without it where it was.
    BringIn(Box<LeftOut>),
    /// Remember that the guide was read.
    GuideRead,
    /// Remember the theme.
    KeepTheme(String),
}
