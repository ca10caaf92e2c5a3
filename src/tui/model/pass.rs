//! One pass through a new claim: its cue, its source and its speaker, each as it is proposed.
//!
//! A key takes what is proposed, a selection replaces it, and closing leaves the rest as it is.

use std::sync::Arc;

use super::sight::quoted;
use super::{Layer, Model};
use crate::claim::{ClaimId, Part};
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::layer::Use;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::select::Select;

/// What is looked at next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Cue,
    Source,
    Speaker,
}

/// A claim whose parts are gone through.
#[derive(Clone, Debug)]
pub(super) struct Pass {
    claim: ClaimId,
    step: Step,
}

impl Model {
    /// Adds the claim of these words, and goes through its other parts.
    pub(super) fn add_in_parts(&mut self, span: Span, effects: &mut Vec<Effect>) {
        let before = self.desk.session.claims().len();
        if !self.add_claim(span, effects) {
            self.select_again_at(span);
            return;
        }
        // It may have been there before.
        if self.desk.session.claims().len() > before
            && let Some(claim) = self.hand().cloned()
        {
            self.pass = Some(Pass { claim, step: Step::Cue });
            self.show_step();
        }
    }

    /// The part that a pass is at.
    fn part_of_pass(&self) -> Option<(Part, Use)> {
        match self.pass.as_ref()?.step {
            Step::Cue => Some((Part::Cue, Use::Cue)),
            Step::Source => Some((Part::Source, Use::Source)),
            Step::Speaker => None,
        }
    }

    fn show_step(&mut self) {
        let Some(pass) = self.pass.clone() else { return };
        let session = &self.desk.session;
        let Some(claim) = session.claim(&pass.claim).filter(|_| self.hand() == Some(&pass.claim)).cloned() else {
            self.pass = None;
            return;
        };
        let Some((part, purpose)) = self.part_of_pass() else {
            self.ask_speaker(vec![pass.claim]);
            return;
        };
        let key = |command| self.look.keymap.shown(command);
        let (take, close, again) = (key(Command::SelectTake), key(Command::Close), key(Command::SelectAnew));
        let proposed = claim.spans(part).first().copied();
        let content = claim.spans(Part::Content).last().copied().unwrap_or_default();
        let rest = format!("{close} keeps the rest as proposed");
        let text = match proposed {
            Some(span) => {
                let words = quoted(span.slice(&session.article().text).unwrap_or_default());
                format!("its {}: {take} takes {words}; move and {again} select others; {rest}", part.as_str())
            }
            None => format!("no {} was found: {take} goes on without; move and {again} select it; {rest}", part.as_str()),
        };
        let from = proposed.unwrap_or(Span::new(content.end, content.end));
        let article = Arc::clone(session.article());
        let select = Select::new(article, from, purpose).in_pass(proposed.is_none());
        self.layers.push(Layer::Select(Box::new(select)));
        self.panes.article.follow(from, from);
        self.tell(Tone::Plain, text);
    }

    /// On to the next part.
    pub(super) fn next_step(&mut self) {
        let Some(pass) = self.pass.as_mut() else { return };
        pass.step = match pass.step {
            Step::Cue => Step::Source,
            Step::Source | Step::Speaker => Step::Speaker,
        };
        self.show_step();
    }

    /// Whether `span` is what the pass proposes for `purpose`: nothing is to be changed then.
    pub(super) fn is_proposed(&self, purpose: Use, span: Span) -> bool {
        let here = self.part_of_pass().filter(|(_, wanted)| *wanted == purpose);
        here.is_some_and(|(part, _)| {
            let claim = self.pass.as_ref().and_then(|pass| self.desk.session.claim(&pass.claim));
            claim.is_some_and(|claim| claim.spans(part).first() == Some(&span))
        })
    }

    /// Whether a pass is at the part that was just set.
    pub(super) fn passes(&self, purpose: Use) -> bool {
        self.part_of_pass().is_some_and(|(_, wanted)| wanted == purpose)
    }

    /// The pass is over: what the claim has now is said.
    pub(super) fn end_pass(&mut self) {
        if let Some(pass) = self.pass.take()
            && self.desk.session.claim(&pass.claim).is_some()
        {
            let text = self.added_in_words(&pass.claim, false, &[]);
            self.tell(Tone::Plain, text);
        }
    }
}
