//! The review on the screen as data: the session, the panes, the stack of open layers, the status line.
//!
//! [`Model::update`] takes a [`Message`] and gives back the [`Effect`]s that are to be run. No terminal, no
//! file, no clock: time comes in with the message.

mod adjudicating;
mod answer;
mod better;
mod caret;
mod casting;
mod checking;
mod closing;
mod comparing;
mod deciding;
mod finding;
mod finding_names;
mod house;
mod jumps;
mod keys;
mod layer;
mod lettering;
mod merging;
mod moving;
mod naming;
mod occasion;
mod offers;
mod opening;
mod pass;
mod queue;
mod reading;
mod reanchoring;
mod recalling;
mod rereading;
mod saving;
mod shaping;
mod sight;
mod stray;
mod together;
mod trail;
mod undone;

pub use layer::Layer;

use std::sync::Arc;
use std::time::Duration;

use super::command::Context;
use super::key::KeyPress;
use super::layer::ScrollPosition;
use super::look::Look;
use super::message::{Effect, Message, Moment, Tone};
use super::query::Query;
use super::screen::cast::outlet_rows;
use super::screen::frame::{Frame, Front, Tab};
use super::screen::{article, cast, claims, sides, versions};
use super::theme::{Rgb, Theme};
use super::workspace::{EngineState, OpenArticle};
use crate::analysis::Survey;
use crate::claim::ClaimId;
use crate::disk::file::without_numbers;
use crate::memory::Memory;
use crate::review::Stamp;
use crate::text::Span;
use deciding::Stale;

/// The panes and which of them has the focus.
#[derive(Clone, Debug)]
pub struct Panes {
    /// The article.
    pub article: article::State,
    /// The claims.
    pub claims: claims::State,
    /// The speakers.
    pub speakers: cast::State,
    /// The outlets.
    pub outlets: cast::State,
    /// The list in front.
    pub tab: Tab,
    /// Whether the article has the focus, or the list.
    pub front: Front,
    /// Whether the article is shown alone.
    pub article_only: bool,
}

/// When what happened last.
#[derive(Clone, Copy, Debug, Default)]
struct Times {
    now: Moment,
    closed: Option<Duration>,
    confirmed: Option<Duration>,
    /// When the current claim changed without the reader's doing.
    changed: Option<Duration>,
    /// When the reader did something: a key, a click.
    by_hand: Option<Duration>,
    /// When the conflicts came up without the reader's doing, or others took their place.
    unasked: Option<Duration>,
    /// Whether a conflict waits until the reader pauses: it came in while they were in the middle of something.
    conflict_waits: bool,
}

/// The line under everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// What it says; empty: nothing.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// All that the screen shows.
#[derive(Clone, Debug)]
pub struct Model {
    /// The article and its session.
    pub desk: OpenArticle,
    /// The panes.
    pub panes: Panes,
    /// What is open above them, topmost last.
    pub layers: Vec<Layer>,
    /// The status line.
    pub status: Status,
    /// Theme and keys.
    pub look: Look,
    size: (u16, u16),
    times: Times,
    pending: Vec<KeyPress>,
    mouse: bool,
    /// Whether the program is to be left as soon as everything is saved.
    leaving: bool,
    last: Option<deciding::Correction>,
    jumps: jumps::Jumps,
    trail: trail::Trail,
    /// What the engine found and is not shown yet.
    offers: offers::Offers,
    /// Whether the reader has done something on this article, or goes on where an earlier run ended.
    started: bool,
    /// The mention that is offered as the source of a claim.
    offered_source: Option<naming::OfferedSource>,
    /// The parts of a new claim that are gone through.
    pass: Option<pass::Pass>,
    /// The caret in the article.
    caret: caret::Caret,
    /// Keys that were meant for a field which did not open.
    stray: Option<stray::Stray>,
    /// Whether the reader has said yes to what runs now.
    sure: bool,
    /// Whether the last move led to a match of the search.
    at_match: bool,
    /// What somebody else saved while something was open.
    theirs: Option<super::message::Theirs>,
    /// What became of the reviews that are decided between while something was open.
    reviews: Option<super::message::ReviewVersions>,
    /// What a transcript told while something was open.
    compared: Option<super::message::Compared>,
    /// What was found last of the quotations of the open article.
    findings: Option<super::message::Compared>,
    /// The other readings of the current claim, once they were asked for.
    readings: Option<reading::Readings>,
    /// The closing sheet, as it was left.
    closing: closing::ClosingMemory,
    /// The article's place when a search began.
    before_search: Option<ScrollPosition>,
    /// What was searched last.
    last_query: Option<Query>,
    /// What is searched among the speakers or outlets: where a search was typed on their tab.
    names_query: Option<Query>,
    /// What other reviews of the folder know; `None` while it is read, or switched off.
    pub memory: Option<Arc<Memory>>,
    /// All passages of the article that may be claims, once they were asked for.
    survey: Option<Survey>,
    /// What breaks the house's rules.
    pub rules: house::Rules,
}

impl Model {
    /// A model of `desk` on a screen of this size.
    pub fn new(desk: OpenArticle, look: Look, size: (u16, u16)) -> Self {
        let panes = Panes {
            article: article::State::new(desk.session.article().text.clone()),
            claims: claims::State::default(),
            speakers: cast::State::default(),
            outlets: cast::State::default(),
            tab: Tab::Claims,
            front: Front::Review,
            article_only: false,
        };
        let mut model = Self {
            desk,
            panes,
            layers: Vec::new(),
            status: Status::default(),
            look,
            size,
            times: Times::default(),
            pending: Vec::new(),
            mouse: false,
            leaving: false,
            last: None,
            jumps: jumps::Jumps::default(),
            trail: trail::Trail::default(),
            offers: offers::Offers::default(),
            started: false,
            offered_source: None,
            pass: None,
            caret: caret::Caret::default(),
            stray: None,
            sure: false,
            at_match: false,
            theirs: None,
            reviews: None,
            compared: None,
            findings: None,
            readings: None,
            closing: closing::ClosingMemory::default(),
            before_search: None,
            last_query: None,
            names_query: None,
            memory: None,
            survey: None,
            rules: house::Rules::default(),
        };
        model.refresh(Stale::Spans);
        let first = model.first_to_decide();
        let first = first.or_else(|| model.desk.session.claims().first().map(|claim| claim.id.clone()));
        if let Some(first) = first {
            model.take(first);
        }
        model.settle();
        model
    }

    /// Opens the guide of the first start.
    pub fn open_guide(&mut self) {
        self.layers.push(Layer::Guide);
    }

    /// Columns and rows of the screen.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The areas of the screen.
    pub fn frame(&self) -> Frame {
        // Where only one pane fits, a cursor in the article brings the article to the front.
        let in_article = self.layers.iter().any(Layer::needs_article) || self.reading_in_view().is_some();
        let front = if in_article { Front::Article } else { self.panes.front };
        let (width, height) = self.size;
        let frame = Frame::of(width, height, front, self.panes.article_only);
        // A box about a claim is next to its words, or else under them.
        let judges = self.panes.tab == Tab::Claims && self.layers.iter().any(Layer::judges_claim);
        if judges && (frame.article.is_empty() || frame.beside() == frame.whole) {
            return Frame::of(width, height, Front::Article, self.panes.article_only).with_below();
        }
        if self.layers.iter().any(|layer| matches!(layer, Layer::Sides(_))) && frame.with_below().below.height >= sides::ROWS {
            return frame.with_below();
        }
        match &self.desk.adjudication {
            Some(adjudication) if self.panes.tab == Tab::Claims => frame.for_detail().with_detail(versions::rows(adjudication)),
            // What is known of a speaker or outlet is nowhere else.
            _ if self.panes.tab != Tab::Claims => frame.for_detail(),
            _ => frame,
        }
    }

    /// The theme in use.
    pub fn theme(&self) -> &Theme {
        &self.look.theme
    }

    /// Takes a message; what is to be done outside comes back.
    pub fn update(&mut self, message: Message, now: Moment) -> Vec<Effect> {
        self.times.now = now;
        let mut effects = Vec::new();
        let by_hand = matches!(
            message,
            Message::Key(_)
                | Message::Repeat(_)
                | Message::Paste(_)
                | Message::Click(..)
                | Message::Wheel(..)
                | Message::Edited(..)
        );
        let before = if by_hand { None } else { Some(self.looks()) };
        let seen = (by_hand && !self.started).then(|| self.in_sight());
        match message {
            Message::Key(key) => self.key(key, &mut effects),
            Message::Repeat(key) => self.repeat(key, &mut effects),
            Message::Paste(text) => self.paste(text, &mut effects),
            Message::Resize(width, height) => self.resize(width, height),
            Message::Click(x, y) => self.click(x, y),
            Message::Wheel(x, y, lines) => self.wheel(x, y, lines),
            Message::Ground(ground) => self.ground(ground),
            Message::Extracting(percent) => self.desk.engine = EngineState::Working(percent),
            Message::Extracted(found) => self.extracted(found),
            Message::Saved(revision) => self.saved(revision, &mut effects),
            Message::NotSaved(why) => self.not_saved(why),
            Message::BackedUp(revision) => self.desk.backed_up = Some(revision),
            Message::ArticleChanged(found) => self.article_changed(found),
            Message::Quiet => self.show_waiting_conflicts(),
            Message::ChangedOnDisk(theirs) => self.changed_on_disk(theirs, &mut effects),
            Message::Locked(result) => self.locked(result, &mut effects),
            Message::LockFree(is_free) => self.lock_seen(is_free, &mut effects),
            Message::SavedElsewhere(place) => self.saved_elsewhere(&place),
            Message::ReadingFailed(why) => {
                self.desk.engine = EngineState::Done;
                self.tell(Tone::Trouble, why);
            }
            Message::Transcripts(files, known) => self.choose_transcripts(files, known),
            Message::Compared(found) => self.compared(found),
            Message::ComparedAgain(found) => self.compared_again(found),
            Message::Edited(claim, note) => self.note(claim, note, &mut effects),
            Message::Surveyed(survey) => self.surveyed(survey),
            Message::Linted(linted) => self.linted(linted),
            Message::CitedElsewhere(cited) => self.cited_elsewhere(cited),
            Message::Standings(standings) => self.standings(standings),
            Message::ReviewsChanged(reviews) => self.reviews_changed(reviews, &mut effects),
            Message::Remembered(memory) => self.remembered(memory),
            Message::Told(tone, text) => self.tell(tone, text),
        }
        if by_hand {
            self.times.by_hand = Some(now.since_start);
        }
        if let Some(before) = before {
            self.notice_change(&before);
        }
        if self.layers.is_empty() {
            self.pass = None;
        }
        self.take_in_what_waited();
        if self.layers.iter().all(Layer::bears_a_merge)
            && let Some(theirs) = self.theirs.take()
        {
            let before = self.looks();
            self.changed_on_disk(Ok(theirs), &mut effects);
            self.notice_change(&before);
        }
        if self.layers.iter().all(Layer::bears_a_merge)
            && let Some(reviews) = self.reviews.take()
        {
            self.reviews_changed(reviews, &mut effects);
        }
        if self.leave_stale_reading() && !by_hand {
            // A key that was meant for the reading must not decide the claim as it is.
            self.times.changed = Some(self.times.now.since_start);
            self.tell(Tone::Warning, "the review changed; the claim is shown as it is again".to_owned());
        }
        self.settle();
        // A key that changed nothing is not yet work on the article; nor is closing the guide.
        if let Some(seen) = seen {
            let opened = self.layers.iter().any(|layer| !matches!(layer, Layer::Guide));
            self.started = opened || seen != self.in_sight();
        }
        effects
    }

    /// What the reader has before him: the current claim, the state of the review, the lines of the article.
    fn in_sight(&self) -> (Option<ClaimId>, u64, Span) {
        (self.hand().cloned(), self.desk.session.revision(), self.panes.article.shown())
    }

    /// The context in which keys are read.
    pub fn context(&self) -> Context {
        if let Some(layer) = self.layers.last() {
            return layer.context();
        }
        match (self.panes.front, self.panes.tab) {
            (_, Tab::Claims) if self.desk.adjudication.is_some() => Context::Versions,
            (Front::Article, _) => Context::Article,
            (Front::Review, Tab::Claims) => Context::Claims,
            (Front::Review, Tab::Speakers) => Context::Speakers,
            (Front::Review, Tab::Outlets) => Context::Outlets,
        }
    }

    /// Puts words into the status line.
    pub fn tell(&mut self, tone: Tone, text: String) {
        self.status = Status { text: without_numbers(&text), tone };
    }

    fn stamp(&self) -> Stamp {
        let at = jiff::Timestamp::from_second(self.times.now.unix).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Stamp { by: self.desk.annotator.clone(), at: at.to_string() }
    }

    fn ground(&mut self, ground: Rgb) {
        self.look.ground = Some(ground);
        self.look.theme = self.look.themes.choose(self.look.chosen.as_deref(), Some(ground), self.look.depth);
    }

    /// The current claim.
    pub fn hand(&self) -> Option<&ClaimId> {
        self.panes.claims.hand.as_ref()
    }

    /// Brings what is derived in step with the session: rows, marks in the text.
    fn refresh(&mut self, stale: Stale) {
        if stale == Stale::Spans {
            self.fold();
        }
        self.rules.changed();
        let session = &self.desk.session;
        self.panes.claims.refresh(session);
        self.panes.speakers.clamp(session.speaker_count());
        self.panes.outlets.clamp(outlet_rows(session, self.panes.outlets.open).len());
        if stale == Stale::Spans {
            self.panes.claims.repeats.renew(session);
            self.panes.article.refresh(session);
            self.refresh_coverage();
        }
        self.refresh_closing();
    }

    /// Lays out what the screen shows: the only place where scrolling follows what is current.
    fn settle(&mut self) {
        let frame = self.frame();
        self.panes.article.settle(&frame);
        self.panes.claims.settle(frame.list.height);
        self.panes.speakers.settle(frame.list.height);
        self.panes.outlets.settle(frame.list.height);
        match self.layers.last_mut() {
            Some(Layer::Pager(pager)) => pager.settle(if pager.beside { frame.beside() } else { frame.whole }),
            Some(Layer::Agreed(agreed)) => agreed.settle(frame.whole),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
