//! Other readings of the current claim: one key shows the next one in place, another goes back, the confirming key takes
//! what is shown.
//!
//! What is shown is what a key decides. A reading is of the claim as it was when the key was pressed: when anything
//! changes in the review, or another claim becomes the current one, the claim is shown as it is again.

use super::Model;
use crate::claim::ClaimId;
use crate::review::{Edit, OtherReading, ReviewedClaim, Session, SpeakerChoice, other_readings};
use crate::text::motion::Way;
use crate::tui::command::Command;
use crate::tui::layer::Then;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::detail::ReadingLine;
use crate::tui::screen::frame::Tab;

use super::deciding::Correction;

/// The readings of one claim, and the one that is shown.
#[derive(Clone, Debug)]
pub(super) struct Readings {
    claim: ClaimId,
    /// The review that they are readings of.
    revision: u64,
    /// Those that can be taken, each with the review as it would be then.
    all: Vec<OtherReading>,
    /// Which one is shown, counted from 1; 0: the claim as it is.
    at: usize,
    /// The review as it would be with the reading that is shown.
    shown: Option<Box<Session>>,
}

fn read_as(claim: &ClaimId, other: &OtherReading, then: Then) -> Edit {
    let confirm = then == Then::Confirm;
    Edit::Read { claim: claim.clone(), reading: Box::new(other.reading.clone()), confirm }
}

impl Model {
    /// The review as the screen shows it: with the reading that is shown, where one is.
    pub fn session_in_view(&self) -> &Session {
        self.readings.as_ref().and_then(|readings| readings.shown.as_deref()).unwrap_or(&self.desk.session)
    }

    /// The current claim in the reading that is shown; `None` while it is shown as it is.
    pub fn reading_in_view(&self) -> Option<&ReviewedClaim> {
        let readings = self.readings.as_ref()?;
        readings.shown.as_ref()?.claim(&readings.claim).map(|claim| &**claim)
    }

    /// Which reading is shown, in words.
    pub fn reading_in_words(&self) -> Option<String> {
        let readings = self.readings.as_ref()?;
        let count = readings.all.len();
        let [next, take] = [Command::NextReading, Command::Confirm].map(|command| self.look.keymap.shown(command));
        let shown = readings.at.checked_sub(1).and_then(|at| readings.all.get(at));
        Some(match shown {
            Some(other) => format!("reading {} of {count}: {}; {take} accepts it", readings.at, other.reason),
            None if count == 1 => format!("as it is; {next} shows the other reading again"),
            None => format!("as it is; {next} shows {count} other readings again"),
        })
    }

    /// The reading that is shown, for the box about the claim.
    pub fn reading_in_detail(&self) -> Option<ReadingLine<'_>> {
        let readings = self.readings.as_ref()?;
        let shown = readings.all.get(readings.at.checked_sub(1)?)?;
        Some(ReadingLine { number: readings.at, count: readings.all.len(), reason: &shown.reason })
    }

    /// Shows the next reading of the current claim, or the one before.
    pub(super) fn turn_reading(&mut self, way: Way) {
        let command = match way {
            Way::Forward => Command::NextReading,
            Way::Back => Command::PreviousReading,
        };
        if self.readings.is_none() && !self.open_readings(command) {
            return;
        }
        let Some(mut readings) = self.readings.take() else {
            return;
        };
        let count = readings.all.len() + 1;
        let steps = if way == Way::Forward { 1 } else { count - 1 };
        readings.at = (readings.at + steps) % count;
        let shown = readings.at.checked_sub(1).and_then(|at| readings.all.get(at));
        readings.shown = shown.and_then(|other| self.with_reading(&readings.claim, other)).map(Box::new);
        let claim = readings.claim.clone();
        self.readings = Some(readings);
        self.follow_reading(&claim);
        if let Some(text) = self.reading_in_words() {
            self.tell(Tone::Plain, text);
        }
    }

    /// Looks for readings of the current claim; false where there are none, or where it is not in view yet.
    fn open_readings(&mut self, command: Command) -> bool {
        if self.desk.adjudication.is_some() {
            self.tell(Tone::Plain, "in an adjudication, accept a version instead of a reading".to_owned());
            return false;
        }
        if !self.panes.claims.marked.is_empty() {
            let key = self.look.keymap.shown(Command::UnmarkAll);
            self.tell(Tone::Plain, format!("readings work on one claim; {key} clears the marks first"));
            return false;
        }
        let Some(claim) = self.begin_current(command) else {
            return false;
        };
        // One that cannot be taken is not shown.
        let mut all = other_readings(&self.desk.session, &claim);
        all.retain(|other| self.desk.session.would_change(read_as(&claim, other, Then::Stay), &self.stamp()));
        if all.is_empty() {
            let words = self.in_words(&claim).unwrap_or_default();
            self.tell(Tone::Plain, format!("no other reading of {words}"));
            return false;
        }
        let revision = self.desk.session.revision();
        self.readings = Some(Readings { claim, revision, all, at: 0, shown: None });
        true
    }

    /// The review as it would be with a reading; `None` where it cannot be taken, or changes nothing.
    fn with_reading(&self, claim: &ClaimId, other: &OtherReading) -> Option<Session> {
        let mut session = self.desk.session.clone();
        session.apply(read_as(claim, other, Then::Stay), &self.stamp()).ok().filter(|applied| applied.changed)?;
        Some(session)
    }

    /// Brings the words of the reading that is shown into view.
    fn follow_reading(&mut self, claim: &ClaimId) {
        let Some(claim) = self.session_in_view().claim(claim).cloned() else {
            return;
        };
        self.panes.article.span = None;
        self.follow_parts(&claim);
    }

    /// What a command does to the reading that is shown, before it does what it is for. True: that was all.
    pub(super) fn meets_reading(&mut self, command: Command, effects: &mut Vec<Effect>) -> bool {
        let Some(readings) = &self.readings else {
            return false;
        };
        let is_shown = readings.at > 0;
        match command {
            Command::NextReading
            | Command::PreviousReading
            | Command::PageDown
            | Command::PageUp
            | Command::NextPane
            | Command::PreviousPane
            | Command::ArticleOnly
            | Command::Help => false,
            Command::Confirm if is_shown => {
                if !self.is_doubled() && self.begin_current(command).is_some() {
                    self.take_reading(Then::Confirm, effects);
                }
                true
            }
            // Another correction is made of what is shown.
            Command::SetSpeaker
            | Command::SetOutlets
            | Command::EditSpans
            | Command::Labels
            | Command::Directness
            | Command::Class
            | Command::Select
            | Command::Repeat
            | Command::Occasion
            | Command::TakeSource
                if is_shown =>
            {
                self.begin_current(command).is_none() || !self.take_reading(Then::Stay, effects)
            }
            Command::Close | Command::Undo | Command::ConfirmParagraph if is_shown => {
                self.readings = None;
                let words = self.hand().and_then(|id| self.in_words(id)).unwrap_or_default();
                self.tell(Tone::Plain, format!("as it is: {words}"));
                self.follow_words();
                true
            }
            _ => {
                self.readings = None;
                false
            }
        }
    }

    /// Takes the reading that is shown, in one step of undo; the claim may be confirmed with it, and the next one comes.
    fn take_reading(&mut self, then: Then, effects: &mut Vec<Effect>) -> bool {
        let Some((claim, other)) = self.readings.take().and_then(|readings| {
            let other = readings.all.into_iter().nth(readings.at.checked_sub(1)?)?;
            Some((readings.claim, other))
        }) else {
            return false;
        };
        let was = self.desk.session.claim(&claim).and_then(|claim| claim.speaker().cloned());
        let edit = read_as(&claim, &other, then);
        if then == Then::Confirm {
            self.decide_with(edit, vec![claim.clone()], effects);
        } else {
            match self.apply(edit, effects) {
                Some(applied) => self.report(&applied),
                None => return false,
            }
        }
        // The same speaker may be missing elsewhere too.
        let now = self.desk.session.claim(&claim).and_then(|claim| claim.speaker().cloned());
        if let Some(speaker) = now.filter(|now| Some(now) != was.as_ref()) {
            self.last = Some(Correction::Speaker(SpeakerChoice::Existing(speaker)));
        }
        true
    }

    /// Shows the claim as it is again where the reading is of something else by now. Whether a reading was shown.
    pub(super) fn leave_stale_reading(&mut self) -> bool {
        let session = &self.desk.session;
        let is_stale = self.readings.as_ref().is_some_and(|readings| {
            readings.revision != session.revision()
                || self.hand() != Some(&readings.claim)
                || self.panes.tab != Tab::Claims
                || session.claim(&readings.claim).is_none()
        });
        let was_shown = is_stale && self.readings.as_ref().is_some_and(|readings| readings.at > 0);
        if is_stale {
            self.readings = None;
        }
        was_shown
    }
}
