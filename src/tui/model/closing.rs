//! The closing sheet: opening it, going to its rows and back, copying it as a note.

use super::{Layer, Model};
use crate::analysis::closing::{Item, Sources, Subject, Topic, note};
use crate::analysis::{ClosingSheet, Coverage};
use crate::claim::ClaimId;
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::layer::{LeftAt, ScrollPosition};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::closing::Closing;
use crate::tui::screen::frame::Tab;
use crate::tui::workspace::EngineState;

/// What the model remembers of the closing sheet of the open article.
#[derive(Clone, Debug, Default)]
pub(super) struct ClosingMemory {
    /// Where it was left.
    left: Option<LeftAt>,
    /// Whether it has opened by itself already.
    shown: bool,
    /// Whether transcripts that were used before were asked for.
    asked: bool,
    /// The revision at which the reviewer was told that quotations have no claim, instead of signing the article.
    pub(super) warned: Option<u64>,
}

impl Model {
    /// Opens the sheet on the row where it was left, and shows what that is about.
    pub(super) fn open_closing(&mut self, effects: &mut Vec<Effect>) {
        self.push_closing(effects);
        if let Some(Layer::Closing(closing)) = self.layers.last()
            && let Some(item) = closing.item().cloned()
        {
            self.preview(&item.subject, item.place);
        }
    }

    fn push_closing(&mut self, effects: &mut Vec<Effect>) {
        self.catch_up(effects);
        self.closing.shown = true;
        if self.survey.is_none() {
            effects.push(Effect::Survey);
        }
        if self.findings.is_none() && !std::mem::replace(&mut self.closing.asked, true) {
            effects.push(Effect::CompareAgain);
        }
        let before = (self.panes.article.anchor(), self.hand().cloned());
        let mut closing = Closing::new(self.closing_sheet(), self.closing_summary(), before);
        if let Some(left) = &self.closing.left {
            closing = closing.on(left);
        }
        self.layers.push(Layer::Closing(Box::new(closing)));
    }

    /// Opens it by itself, once, after the last claim of an article that was read to its end and is not signed.
    pub(super) fn close_after_last(&mut self, effects: &mut Vec<Effect>) {
        let progress = self.desk.session.progress();
        let over = progress.total > 0
            && progress.decided + self.folded_away() == progress.total
            && self.desk.engine == EngineState::Done;
        let own = self.desk.adjudication.is_none() && self.desk.session.done().is_none();
        if over && own && !self.closing.shown && self.layers.is_empty() {
            // The last claim stays in sight.
            self.push_closing(effects);
        }
    }

    /// Brings the open sheet in step with the review.
    pub(super) fn refresh_closing(&mut self) {
        if !self.layers.iter().any(|layer| matches!(layer, Layer::Closing(_))) {
            return;
        }
        let (sheet, summary) = (self.closing_sheet(), self.closing_summary());
        for layer in &mut self.layers {
            if let Layer::Closing(closing) = layer {
                closing.renew(sheet.clone(), summary.clone());
            }
        }
    }

    fn closing_sheet(&self) -> ClosingSheet {
        let session = &self.desk.session;
        let coverage = self.survey.as_ref().map(|survey| Coverage::of(survey, session));
        let rules = self.broken_rules();
        let sources = Sources {
            rules: rules.as_deref(),
            repeats: &self.panes.claims.repeats,
            coverage: coverage.as_ref(),
            compared: self.findings.as_ref().map(|found| found.findings.as_slice()),
        };
        ClosingSheet::of(session, sources)
    }

    /// How far the review is, and who signed the article.
    fn closing_summary(&self) -> String {
        let progress = self.desk.session.progress();
        let signed = match self.desk.session.done() {
            Some(done) => format!("signed by {}, {}", done.stamp.by, done.stamp.at.get(..10).unwrap_or(&done.stamp.at)),
            None => format!("not signed ({} signs it)", self.look.keymap.shown(Command::Done)),
        };
        format!("{} of {} decided · {signed}", progress.decided, progress.total)
    }

    /// Lets the article show what a row is about.
    pub(super) fn preview(&mut self, subject: &Subject, place: Option<Span>) {
        match subject {
            Subject::Claim(id) if self.desk.session.claim(id).is_some() => self.take(id.clone()),
            _ => {
                if let Some(place) = place {
                    self.panes.article.follow(place, place);
                }
            }
        }
    }

    /// Goes to what a row is about.
    pub(super) fn go_to_item(&mut self, left: LeftAt, item: Item, effects: &mut Vec<Effect>) {
        self.closing.left = Some(left);
        match (item.topic, item.subject) {
            (Topic::Conflicts, subject) => self.open_conflicts(Some(&subject)),
            (Topic::Lost, Subject::Claim(id)) => {
                self.take(id);
                self.open_walk(effects);
            }
            (_, Subject::Passage(span)) => self.select_stretch(span),
            (_, Subject::Claim(id)) => {
                self.leave_here();
                self.show(Tab::Claims);
                self.take(id);
            }
            (_, Subject::Speaker(id)) => {
                if let Some(at) = self.desk.session.speakers().position(|speaker| speaker.id == id) {
                    self.panes.speakers.at = at;
                }
                self.show(Tab::Speakers);
                self.show_mention();
            }
            (_, Subject::Outlet(id)) => {
                self.show_outlet(&id);
                self.show(Tab::Outlets);
                self.show_mention();
            }
        }
        if self.layers.is_empty() {
            let key = self.look.keymap.shown(Command::ClosingSheet);
            self.tell(Tone::Plain, format!("{key} goes back to the closing sheet"));
        }
    }

    /// The sheet was closed: the article and the current claim are as before.
    pub(super) fn closing_closed(&mut self, left: LeftAt, place: ScrollPosition, claim: Option<ClaimId>) {
        self.closing.left = Some(left);
        if let Some(claim) = claim.filter(|id| self.desk.session.claim(id).is_some()) {
            self.panes.claims.take(claim, &self.desk.session);
        }
        self.panes.article.back_to(place);
    }

    /// A key that shows something else closed the sheet.
    pub(super) fn leave_sheet(&mut self, left: LeftAt, command: Command, effects: &mut Vec<Effect>) {
        self.closing.left = Some(left);
        self.run(command, effects);
    }

    /// Copies the sheet as a note to the editor.
    pub(super) fn copy_sheet(&mut self, effects: &mut Vec<Effect>) {
        let progress = self.desk.session.progress();
        let stamp = self.stamp();
        let day = stamp.at.get(..10).unwrap_or(&stamp.at);
        let signed = match self.desk.session.done() {
            Some(done) => format!("signed by {}, {}", done.stamp.by, done.stamp.at.get(..10).unwrap_or(&done.stamp.at)),
            None => "not signed".to_owned(),
        };
        let mut heading = vec![self.desk.title().to_owned()];
        if self.desk.title() != self.desk.name {
            heading.push(self.desk.name.clone());
        }
        heading.push(format!("{} of {} claims decided · {signed} · as of {day}, {}", progress.decided, progress.total, stamp.by));
        effects.push(Effect::Copy(note(&self.closing_sheet(), &heading)));
        self.tell(Tone::Plain, "copied: the sheet as a note to the editor".to_owned());
    }
}
